"""The one door to networkx: the algorithms that a library does better than we would."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

Edges = Iterable[tuple[str, str]]
_ABOVE = ""  # stands above every top; no id is empty


def find_cycles(edges: Edges) -> list[list[str]]:
    """The strongly connected components that close a circle, each with its nodes sorted."""
    graph: nx.DiGraph[str] = nx.DiGraph(list(edges))
    circles = [sorted(component) for component in nx.strongly_connected_components(graph) if len(component) > 1]
    return sorted([*circles, *([node] for node in nx.nodes_with_selfloops(graph))])


def find_passages(edges: Edges, tops: Iterable[str]) -> dict[str, str]:
    """For each node below a top: the nearest node that every way of its along the edges to a top goes through, when there is one.

    These are the articulation points of a directed graph: take one away, and the node reaches no top. A top is nobody's passage.
    """
    ends = set(tops)
    graph: nx.DiGraph[str] = nx.DiGraph([(target, source) for source, target in edges])
    graph.add_edges_from((_ABOVE, top) for top in ends)
    nearest = nx.immediate_dominators(graph, _ABOVE) if ends else {}
    return {node: found for node, found in nearest.items() if node != _ABOVE and found != _ABOVE and found not in ends}
