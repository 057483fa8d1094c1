"""The picture of every day at which something changes: who is shown, who hangs under whom, where
each box stands.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from orgraph.dates import Span, one_day
from orgraph.facts import IN_FORCE, Node, Relation
from orgraph.languages import grammar, text
from orgraph.maps.backbone import find_parents, list_bodies, list_known
from orgraph.maps.comparison import Side, list_changes
from orgraph.maps.layout import Item, Layout, find_room, lay_out
from orgraph.organisation import Organisation
from orgraph.pages.hyphenation import wrap
from orgraph.pages.timeline import Stop, list_stops
from orgraph.text_matching import sort_key
from orgraph.view import View


class Pictures(NamedTuple):
    """All bodies with the lines of their labels, and for each stop the number of its layout.

    `start` is the stop of the day that was asked for.
    """

    bodies: dict[str, Node]
    lines: dict[str, tuple[str, ...]]
    stops: tuple[Stop, ...]
    layouts: tuple[Layout, ...]
    layout_of: tuple[int, ...]
    start: int

    def first(self) -> Layout:
        """The layout of the day that was asked for."""
        return self.layouts[self.layout_of[self.start]]


def draw_pictures(organisation: Organisation, relations: list[Relation], day: Span) -> Pictures:
    """The pictures of all stops; equal ones are kept once.

    All fold at one height, so that little moves from one to the next.
    """
    bodies = _sorted_bodies(organisation)
    lines = {node.id: label(node) for node in bodies}
    stops = list_stops(organisation, bodies, relations, day)
    weights = _weights(organisation, relations)
    forests = [_forest(organisation, bodies, lines, weights, stop.day) for stop in stops]
    room = find_room(*max(forests, key=lambda forest: len(forest[0])))
    apart = text("map.apart")
    numbers: dict[Layout, int] = {}
    layout_of = [
        numbers.setdefault(lay_out(items, parents, apart=apart, room=room), len(numbers))
        for items, parents in forests
    ]
    start = next(number for number, stop in enumerate(stops) if stop.day == day.first)
    return Pictures(
        {node.id: node for node in bodies},
        lines,
        tuple(stops),
        tuple(numbers),
        tuple(layout_of),
        start,
    )


def draw_changes(sides: tuple[Side, ...]) -> Layout:
    """The bodies that change between the days of two sides, under those above them; what happens
    to each is one more line of its label.
    """
    ways: dict[str, str] = {}
    bodies: dict[str, Node] = {}
    # who is above a body is told by the side after, and for what has ended by the one before
    for side in reversed(sides):
        view, found = View(side.organisation, side.day), _sorted_bodies(side.organisation)
        for body, parent in find_parents(view, list_known(view, found)).items():
            if not _is_above(ways, body, parent):
                ways.setdefault(body, parent)
        bodies |= {node.id: node for node in found}
    changes = list_changes(sides, bodies)
    kept = set(changes)
    for body in changes:
        above = ways.get(body)
        while above is not None and above not in kept:
            kept.add(above)
            above = ways.get(above)
    names: dict[str, str] = {}
    for side in sides:
        names |= _headings(side.organisation)
    items = [
        Item(node.id, len(label(node)) + (node.id in changes), names.get(node.kind, node.kind))
        for node in bodies.values()
        if node.id in kept
    ]
    return lay_out(
        items,
        {body: above for body, above in ways.items() if body in kept and above in kept},
        apart=text("map.apart"),
    )


def _is_above(ways: dict[str, str], body: str, parent: str) -> bool:
    """Whether the body is on the way up from what is to be its parent."""
    found: str | None = parent
    while found is not None and found != body:
        found = ways.get(found)
    return found == body


def _sorted_bodies(organisation: Organisation) -> list[Node]:
    kinds = organisation.vocabulary.kind_places
    return sorted(
        list_bodies(organisation),
        key=lambda node: (kinds.get(node.kind, len(kinds)), sort_key(node.name), node.id),
    )


def _weights(organisation: Organisation, relations: list[Relation]) -> Counter[str]:
    """How many matters come to each body.

    Mere membership does not count: it would put the largest collective before those that decide.
    """
    types = organisation.vocabulary.relations
    return Counter(
        relation.target
        for relation in relations
        if types[relation.type].upward and not types[relation.type].member
    )


def label(node: Node) -> tuple[str, ...]:
    """The label; what is not in force says so."""
    return wrap(node.name) if node.status == IN_FORCE else (*wrap(node.name), f"({node.status})")


def _headings(organisation: Organisation) -> dict[str, str]:
    """Kind → the heading over its bodies that stand apart."""
    capital = grammar().capital
    return {name: capital(kind.plural) for name, kind in organisation.vocabulary.kinds.items()}


def _forest(
    organisation: Organisation,
    bodies: list[Node],
    lines: dict[str, tuple[str, ...]],
    weights: Counter[str],
    day: int,
) -> tuple[list[Item], dict[str, str]]:
    view = View(organisation, one_day(day))
    known = list_known(view, bodies)
    names = _headings(organisation)
    items = [
        Item(node.id, len(lines[node.id]), names.get(node.kind, node.kind), weights[node.id])
        for node in known
    ]
    return items, find_parents(view, known)
