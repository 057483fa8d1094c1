"""The way of a matter upward: to each body where it stops, the shortest path of relations that
carry a matter up; and where it goes in circles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from orgraph.answers.answer import Answer, Found, Path, Row
from orgraph.answers.holders import list_wholes, row_of
from orgraph.answers.notes import CIRCLE, GOES_ON, IN_WHOLE, NO_WAY, WAY_ENDS, build_answer
from orgraph.facts import Node, Note, Relation, Validity, intersect
from orgraph.view import View
from orgraph.vocabulary import Vocabulary


class Way(NamedTuple):
    """A way: the nodes in their order, and the relation of each hop between two of them."""

    nodes: tuple[str, ...]
    hops: tuple[Relation, ...]


Came = dict[str, tuple[str, Relation]]  # by what is reached: from where, and over what


class _Walk(NamedTuple):
    """All that is reached from a start, in the order of the ways there.

    `turns`: a hop led back to what was reached before.
    """

    start: str
    came: Came
    turns: bool


def ask_escalate(view: View, subject: Node, asked: str, *, to: Node | None = None) -> Answer:
    """The paths upward from a body, or from a matter by way of the bodies that own it; with `to`,
    only the path to that body.

    A path that ends in a circle goes once round it: its last node stands in it before.
    """
    paths = find_paths(view, subject, to)
    elsewhere = where_it_goes(view, subject, to) if to and not paths else []
    more = list(elsewhere)
    if to and elsewhere and elsewhere[0].kind != IN_WHOLE:
        more = [_note(NO_WAY, subject.id, to.id), *elsewhere]
    if to and paths and view.list_upward(to.id):
        more.append(_note(GOES_ON, to.id))
    types = view.vocabulary.upward
    decides = () if paths or elsewhere else types
    return build_answer(
        view, "escalate", asked, subject, (), types=types, decides=decides, paths=paths, more=more
    )


def where_it_goes(view: View, subject: Node, goal: Node) -> list[Note]:
    """Where a matter gets to that does not get where it should: first a collective that the goal
    is part of, then what it stops at, and the circles it goes in.
    """
    paths = find_paths(view, subject)
    reached = {node_id for path in paths for node_id in path.nodes[1:]}
    wholes = [whole for whole, _ in list_wholes(view, goal.id) if whole in reached]
    inside = [_note(IN_WHOLE, subject.id, goal.id, wholes[0])] if wholes else []
    ends = tuple(path.nodes[-1] for path in paths if not path.ring)
    stops = [_note(WAY_ENDS, subject.id, *ends)] if ends else []
    return [*inside, *stops, *(_note(CIRCLE, *path.ring) for path in paths if path.ring)]


def _note(kind: str, *concerns: str) -> Note:
    return Note(f"{concerns[0]}:{kind}", kind, "", concerns, (), None, (), ())


def find_paths(view: View, subject: Node, to: Node | None = None) -> tuple[Path, ...]:
    """The paths of the answer, found as the question finds them."""
    network = Network(view.vocabulary, view.list_upward)

    def here() -> Found:
        return Found(
            paths=find_ways_up(
                view, network, subject.id, _owners(view, subject), to.id if to else None
            )
        )

    return view.find("escalate", here, id=subject.id, to=to.id if to else None).paths


class Network:
    """The relations that matters move up along: `above` gives those from a node, on the day that
    is asked about.
    """

    def __init__(self, vocabulary: Vocabulary, above: Callable[[str], Sequence[Relation]]) -> None:
        self.above, self._types = above, vocabulary.relations

    def strength(self, hop: Relation) -> tuple[int, str]:
        """Hops of one length are taken in this order."""
        return self._types[hop.type].upward, hop.id


def find_ways_up(
    view: View,
    network: Network,
    start: str,
    owners: Iterable[tuple[Relation, str]],
    to: str | None,
) -> tuple[Path, ...]:
    """The paths from a start: to everything where the way stops and once round each circle, or to
    one body. `owners` are the first hops of a matter.
    """
    walk = _walk(network, start, owners)
    if to is None:
        stops = [end for end in walk.came if not network.above(end)]
        ways = [way_back(walk.came, start, end) for end in stops]
        if walk.turns and (rings := _find_rings(network, walk, stops)):
            ways = sorted(
                [*ways, *rings],
                key=lambda way: (len(way.hops), [network.strength(hop) for hop in way.hops]),
            )
    elif to == start:
        ways = _way_round(network, walk) if walk.turns else []
    else:
        ways = [way_back(walk.came, start, to)] if to in walk.came else []
    return tuple(path_of(view, way) for way in ways)


# ---- Level by level
def _walk(network: Network, start: str, first: Iterable[tuple[Relation, str]] = ()) -> _Walk:
    """The best way to everything that can be reached, upward and by the first hops that are given:
    the shortest, of those the strongest.
    """
    came: Came = {}
    turns, level = False, [start]
    while level:
        following: dict[str, tuple[tuple[int, int, str], str, Relation]] = {}
        for place, node_id in enumerate(level):
            for relation, end in [
                *[(found, found.target) for found in network.above(node_id)],
                *first,
            ]:
                if end == start or end in came:
                    turns = True
                    continue
                key = (place, *network.strength(relation))
                if end not in following or key < following[end][0]:
                    following[end] = key, node_id, relation
        level, first = sorted(following, key=lambda end: following[end][0]), ()
        for end in level:
            _, before, hop = following[end]
            came[end] = before, hop
    return _Walk(start, came, turns)


def way_back(came: Came, start: str, end: str) -> Way:
    """The way from the start to what was reached."""
    nodes, hops = [end], list[Relation]()
    while nodes[-1] != start:
        before, hop = came[nodes[-1]]
        nodes.append(before)
        hops.append(hop)
    return Way(tuple(reversed(nodes)), tuple(reversed(hops)))


def _owners(view: View, subject: Node) -> Iterator[tuple[Relation, str]]:
    """The hops from a matter to the bodies that own it."""
    if subject.label not in view.vocabulary.bodies:
        for kind in view.vocabulary.reads("responsible").owner:
            for relation in view.list_effective_in(kind, subject.id):
                yield relation, relation.source


# ---- Circles
def _find_rings(network: Network, walk: _Walk, stops: Iterable[str]) -> list[Way]:
    """To each circle that a matter does not get out of: the best way, and once round from where it
    is met.
    """
    above = {
        node_id: [found.target for found in network.above(node_id)]
        for node_id in (walk.start, *walk.came)
    }
    let_out = _under(above, stops)
    circling = [node_id for node_id in above if node_id not in let_out]
    if not circling:
        return []
    from orgraph.graph_algorithms import find_cycles  # 0.2 s that only a circle pays

    circles = [
        set(circle)
        for circle in find_cycles((node_id, end) for node_id in circling for end in above[node_id])
    ]
    closed = [
        circle
        for circle in circles
        if circle.issuperset(end for node_id in circle for end in above[node_id])
    ]
    met = [next(node_id for node_id in circling if node_id in circle) for circle in closed]
    return [
        _joined(way_back(walk.came, walk.start, node_id), way)
        for node_id in met
        for way in _way_round(network, _walk(network, node_id))
    ]


def _under(above: dict[str, list[str]], stops: Iterable[str]) -> set[str]:
    """Everything from which a stop can be reached."""
    below: dict[str, list[str]] = {}
    for node_id, ends in above.items():
        for end in ends:
            below.setdefault(end, []).append(node_id)
    found = set(stops)
    waiting = list(found)
    while waiting:
        fresh = set(below.get(waiting.pop(), ())) - found
        found |= fresh
        waiting += fresh
    return found


def _way_round(network: Network, walk: _Walk) -> list[Way]:
    """The best way from the start of the walk back to it, at once only when there is no other;
    none when it does not lead back.
    """
    for node_id in (*walk.came, walk.start):
        closing = [found for found in network.above(node_id) if found.target == walk.start]
        if closing:
            hop = min(closing, key=network.strength)
            return [
                _joined(
                    way_back(walk.came, walk.start, node_id), Way((node_id, walk.start), (hop,))
                )
            ]
    return []


def _joined(way: Way, further: Way) -> Way:
    return Way((*way.nodes, *further.nodes[1:]), (*way.hops, *further.hops))


# ---- As an answer
def path_of(view: View, way: Way) -> Path:
    """The path of a way: its rows, and the interval in which all of it holds."""
    whole = intersect(
        view.whole_interval(way.hops[0]), *(view.whole_interval(hop) for hop in way.hops[1:])
    )
    return Path(
        way.nodes, tuple(_hops(view, way)), whole.valid_from, whole.valid_to, _ends_because(whole)
    )


def _hops(view: View, way: Way) -> list[Row]:
    return [
        row_of(
            view, relation, end, direction="out" if relation.target == end else "in", order=number
        )
        for number, (relation, end) in enumerate(zip(way.hops, way.nodes[1:], strict=True), 1)
    ]


def _ends_because(validity: Validity) -> str | None:
    return validity.ended_by
