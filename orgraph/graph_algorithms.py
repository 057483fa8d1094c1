"""The one door to networkx: the algorithms that a library does better than we would, and one that
it has not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Any, NamedTuple, TypeAlias

import networkx as nx

Edges = Iterable[tuple[str, str]]
Multigraph: TypeAlias = "nx.MultiDiGraph[str]"
_ABOVE = ""  # stands above every top; no id is empty


def find_cycles(edges: Edges) -> list[list[str]]:
    """The strongly connected components that close a circle, each with its nodes sorted.

    >>> find_cycles([("a", "b"), ("b", "a"), ("b", "c"), ("d", "d")])
    [['a', 'b'], ['d']]
    """
    graph: nx.DiGraph[str] = nx.DiGraph(list(edges))
    circles = [
        sorted(component)
        for component in nx.strongly_connected_components(graph)
        if len(component) > 1
    ]
    return sorted([*circles, *([node] for node in nx.nodes_with_selfloops(graph))])


def multigraph(
    nodes: Iterable[tuple[str, Mapping[str, Any]]],
    edges: Iterable[tuple[str, str, str, Mapping[str, Any]]],
) -> Multigraph:
    """A directed multigraph of networkx: nodes with their attributes, edges (source, target, key)
    with theirs.
    """
    graph: Multigraph = nx.MultiDiGraph()
    graph.add_nodes_from((node, dict(attributes)) for node, attributes in nodes)
    for source, target, key, attributes in edges:
        graph.add_edge(source, target, key=key, **attributes)
    return graph


class Link(NamedTuple):
    """An edge that holds on the days [start, end)."""

    source: str
    target: str
    start: int
    end: int


def find_circles(links: Sequence[Link]) -> list[tuple[int, ...]]:
    """Circles all of whose links hold on one day, each as the numbers of its links, in an order in
    which each begins where the one before ends.

    Every circle is given once, and on no day is one left when the last link of each is taken away.
    A link from a node to itself is not looked at.
    """
    circles: list[tuple[int, ...]] = []
    order = _Order(node for link in links for node in link[:2])
    events = [
        (link.start, True, number)
        for number, link in enumerate(links)
        if link.start < link.end and link.source != link.target
    ]
    heapify(events)  # by day: what ends before what begins
    while events:
        _, begins, number = heappop(events)
        link = links[number]
        if not begins:
            order.remove(number, link)
        elif way := order.add(number, link):
            circles.append((*way, number))
            ends = min(links[part].end for part in circles[-1])
            if ends < link.end:  # then it may close another one
                heappush(events, (ends, True, number))
        else:
            heappush(events, (link.end, False, number))
    return circles


class _Order:
    """The nodes in an order in which every link that is added leads forward, kept up as links come
    and go (Pearce and Kelly's).
    """

    def __init__(self, nodes: Iterable[str]) -> None:
        self._place = {node: place for place, node in enumerate(dict.fromkeys(nodes))}
        self._out: dict[str, dict[int, str]] = {node: {} for node in self._place}
        self._into: dict[str, dict[int, str]] = {node: {} for node in self._place}

    def add(self, number: int, link: Link) -> list[int]:
        """Adds a link; or the shortest way from its end back to its start, when there is one, and
        the link is not added.
        """
        low, high = self._place[link.target], self._place[link.source]
        if low < high:
            ahead = self._reach(link.target, self._out, range(low, high + 1))
            if link.source in ahead:
                return _way_to(link.source, ahead)
            self._reorder([*self._reach(link.source, self._into, range(low, high + 1))], [*ahead])
        self._out[link.source][number] = link.target
        self._into[link.target][number] = link.source
        return []

    def remove(self, number: int, link: Link) -> None:
        """Takes a link away; the order still holds."""
        del self._out[link.source][number], self._into[link.target][number]

    def _reach(
        self, start: str, following: dict[str, dict[int, str]], places: range
    ) -> dict[str, tuple[int, str]]:
        """What is reached inside a stretch of the order, breadth first: by which link, from
        where.
        """
        found = {start: (-1, "")}
        for node in (waiting := [start]):
            for number, end in following[node].items():
                if end not in found and self._place[end] in places:
                    found[end] = number, node
                    waiting.append(end)
        return found

    def _reorder(self, behind: list[str], ahead: list[str]) -> None:
        """Puts what leads to a new link before what it leads to, in the places that they have
        together.
        """
        nodes = [
            *sorted(behind, key=self._place.__getitem__),
            *sorted(ahead, key=self._place.__getitem__),
        ]
        self._place.update(zip(nodes, sorted(self._place[node] for node in nodes), strict=True))


def _way_to(end: str, reached: dict[str, tuple[int, str]]) -> list[int]:
    way: list[int] = []
    number, node = reached[end]
    while number >= 0:
        way.append(number)
        number, node = reached[node]
    return way[::-1]


def find_passages(edges: Edges, tops: Iterable[str]) -> dict[str, str]:
    """For each node below a top: the nearest node that every way from it along the edges to any
    top goes through, when there is one.

    These are the articulation points of a directed graph: take one away, and the node reaches no
    top. A top is nobody's passage.
    """
    ends = set(tops)
    graph: nx.DiGraph[str] = nx.DiGraph([(target, source) for source, target in edges])
    graph.add_edges_from((_ABOVE, top) for top in ends)
    nearest = nx.immediate_dominators(graph, _ABOVE) if ends else {}
    return {
        node: found
        for node, found in nearest.items()
        if node != _ABOVE and found != _ABOVE and found not in ends
    }
