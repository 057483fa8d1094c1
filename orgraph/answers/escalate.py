"""The way of a matter upward: to each body where it stops, the shortest path of relations that carry a matter up."""

from __future__ import annotations

from typing import NamedTuple

from orgraph.answers.answer import Answer, Found, Path, Row
from orgraph.answers.notes import finish
from orgraph.answers.rows import row_of
from orgraph.facts import Node, Relation, Validity, cut
from orgraph.view import View

LONGEST = 15


class Way(NamedTuple):
    """A path so far. Ways of one length are ordered by the strength of their relations, then by their ids."""

    key: tuple[tuple[int, str], ...]
    nodes: tuple[str, ...]
    hops: tuple[Relation, ...]


def ask_escalate(view: View, subject: Node, asked: str, *, to: Node | None = None) -> Answer:
    """The paths upward from a body, or from a matter by way of the bodies that own it; with `to`, only the path to that body."""
    paths = view.find("escalate", lambda: Found(paths=_find_paths(view, subject, to)), id=subject.id, to=to.id if to else None).paths
    types = view.vocabulary.upward()
    return finish(view, "escalate", asked, subject, (), types=types, decides=types if not paths else (), paths=paths)


def _find_paths(view: View, subject: Node, to: Node | None) -> tuple[Path, ...]:
    ways = _find_ways(view, subject)
    stops = {end for end in ways if not _goes_on(view, end)} or _furthest(ways)
    wanted = [ways[end] for end in ways if end in stops] if to is None else [ways[to.id]] if to.id in ways else []
    return tuple(path_of(view, way) for way in sorted(wanted, key=lambda way: (len(way.hops), way.key)))


def _find_ways(view: View, subject: Node) -> dict[str, Way]:
    """The best way to every body that can be reached, level by level."""
    level = _first_level(view, subject)
    found: dict[str, Way] = {}
    while level and len(found) < 10_000 and len(next(iter(level.values())).hops) <= LONGEST:
        found.update(level)
        following: dict[str, Way] = {}
        for way in level.values():
            for relation in view.list_upward(way.nodes[-1]):
                if relation.target not in found and relation.target != subject.id:
                    _keep_best(following, _longer(view, way, relation, relation.target))
        level = following
    return found


def _first_level(view: View, subject: Node) -> dict[str, Way]:
    """The first hop: upward from the subject; from a matter also to the bodies that own it."""
    start = Way((), (subject.id,), ())
    level: dict[str, Way] = {}
    for relation in view.list_upward(subject.id):
        if relation.target != subject.id:
            _keep_best(level, _longer(view, start, relation, relation.target))
    if subject.label not in view.vocabulary.bodies():
        for kind in view.vocabulary.questions["responsible"].owner:
            for relation in view.list_in(kind, subject.id):
                _keep_best(level, _longer(view, start, relation, relation.source))
    return level


def _longer(view: View, way: Way, relation: Relation, end: str) -> Way:
    rank = view.vocabulary.relations[relation.type].upward
    return Way((*way.key, (rank, relation.id)), (*way.nodes, end), (*way.hops, relation))


def _keep_best(level: dict[str, Way], way: Way) -> None:
    known = level.get(way.nodes[-1])
    if known is None or way.key < known.key:
        level[way.nodes[-1]] = way


def _goes_on(view: View, node_id: str) -> bool:
    return any(relation.target != node_id for relation in view.list_upward(node_id))


def _furthest(ways: dict[str, Way]) -> set[str]:
    """Where a matter that goes in circles has got to: the bodies with the longest way."""
    longest = max((len(way.hops) for way in ways.values()), default=0)
    return {end for end, way in ways.items() if len(way.hops) == longest}


def path_of(view: View, way: Way) -> Path:
    """The path of a way: its rows, and the interval in which all of it holds."""
    whole = cut(view.whole_interval(way.hops[0]), *(view.whole_interval(hop) for hop in way.hops[1:]))
    return Path(way.nodes, tuple(_hops(view, way)), whole.valid_from, whole.valid_to, _ends_because(whole))


def _hops(view: View, way: Way) -> list[Row]:
    return [
        row_of(view, relation, end, direction="out" if relation.target == end else "in", order=number)
        for number, (relation, end) in enumerate(zip(way.hops, way.nodes[1:], strict=True), 1)
    ]


def _ends_because(validity: Validity) -> str | None:
    return validity.ended_by
