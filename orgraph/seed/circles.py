"""Circles along relation types that may not close.

A circle is one only on a day on which all its links hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from orgraph.dates import OPEN_END, OPEN_START, iso
from orgraph.facts import Relation, is_effective
from orgraph.languages import text
from orgraph.organisation import Organisation

MOST_SHOWN = 12  # ids of a circle


class Circle(NamedTuple):
    """Relations of which each begins where the one before ends, the last before the first; all
    hold in [start, end).
    """

    relations: tuple[Relation, ...]
    start: int
    end: int

    def when(self) -> str:
        """A day on which it holds, in words: its first, else its last, else every day."""
        if self.start > OPEN_START:
            return text("seed.circle_on_a_day", day=iso(self.start))
        if self.end < OPEN_END:
            return text("seed.circle_on_a_day", day=iso(self.end - 1))
        return text("seed.circle_on_every_day")

    def types(self) -> set[str]:
        """The types of its relations."""
        return {relation.type for relation in self.relations}

    def way(self) -> str:
        """Its ids in their order, the first once more at the end."""
        ids = [relation.source for relation in (*self.relations, self.relations[0])]
        return " → ".join(
            ids
            if len(ids) <= MOST_SHOWN
            else [*ids[: MOST_SHOWN // 2], "…", *ids[-MOST_SHOWN // 2 :]]
        )


def find_circles(organisation: Organisation) -> Iterator[Circle]:
    """Every circle, once; each begins with the relation that was written first."""
    acyclic = {
        relation_type.name: list[Relation]()
        for relation_type in organisation.vocabulary.relations.values()
        if relation_type.acyclic
    }
    for relation in organisation.list_relations():
        if (
            relation.type in acyclic
            and is_effective(relation)
            and relation.source != relation.target
        ):
            acyclic[relation.type].append(relation)
    for relations in acyclic.values():
        yield from _closed(organisation, relations)
    words = organisation.vocabulary
    for types in (
        words.membership,
        words.instances,
    ):  # nothing is a part or a kind of itself through others, whatever its types are called
        if len(types) > 1 or not acyclic.keys() >= set(types):
            relations = [
                found
                for found in organisation.list_relations()
                if found.type in types and is_effective(found) and found.source != found.target
            ]
            yield from (
                found
                for found in _closed(organisation, relations)
                if len(found.types()) > 1 or not found.types() <= acyclic.keys()
            )


def _closed(organisation: Organisation, relations: list[Relation]) -> Iterator[Circle]:
    """The circles of some relations; at time is looked only where they close at all."""
    from orgraph.graph_algorithms import (
        find_cycles,  # 0.2 s that a scenario without circles does not pay
    )

    components = find_cycles((relation.source, relation.target) for relation in relations)
    place = {
        node_id: number for number, component in enumerate(components) for node_id in component
    }
    inside = [
        found
        for found in relations
        if found.source in place and place[found.source] == place.get(found.target)
    ]
    yield from _circles(organisation, inside)


def find_circle_through(organisation: Organisation, relation: Relation) -> Circle | None:
    """A circle that the relation closes while it holds, among relations of its own type; None
    when there is none.
    """
    if not is_effective(relation):
        return None
    start, end = holding(organisation, relation)
    links, seen, waiting = [relation], {relation.target}, [relation.target]
    while waiting:
        for found in organisation.list_out(relation.type, waiting.pop()):
            first, after = holding(organisation, found)
            if (
                found.id != relation.id
                and is_effective(found)
                and max(first, start) < min(after, end)
            ):
                links.append(found)
                waiting += [found.target] if found.target not in seen else []
                seen.add(found.target)
    if relation.source not in seen:
        return None
    return next(
        (circle for circle in _circles(organisation, links) if relation in circle.relations), None
    )


def holding(organisation: Organisation, relation: Relation) -> tuple[int, int]:
    """The days [first, after) on which the relation holds and its ends exist.

    One that joins what need not exist together happens on its first day.
    """
    whole = organisation.whole_validity(relation)
    happens = (
        organisation.vocabulary.relations[relation.type].across
        and whole.start > OPEN_START
        and whole.end == OPEN_END
    )
    return whole.start, whole.start + 1 if happens else whole.end


def _circles(organisation: Organisation, relations: list[Relation]) -> Iterator[Circle]:
    from orgraph.graph_algorithms import Link
    from orgraph.graph_algorithms import find_circles as find_among

    links = [
        Link(relation.source, relation.target, *holding(organisation, relation))
        for relation in relations
    ]
    for circle in find_among(links):
        first = circle.index(min(circle))
        found = [links[number] for number in circle]
        ordered = tuple(relations[number] for number in (*circle[first:], *circle[:first]))
        yield Circle(ordered, max(link.start for link in found), min(link.end for link in found))
