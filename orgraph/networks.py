"""The one door to networkx: the algorithms that a library does better than we would."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx


def find_cycles(edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The strongly connected components that close a circle, each with its nodes sorted."""
    graph: nx.DiGraph[str] = nx.DiGraph(list(edges))
    circles = [sorted(component) for component in nx.strongly_connected_components(graph) if len(component) > 1]
    return sorted([*circles, *([node] for node in nx.nodes_with_selfloops(graph))])
