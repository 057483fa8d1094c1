"""The organisation of the map, and the one it is compared with if any: which nodes and relations
each has, told once where they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from orgraph.dates import Span
from orgraph.facts import Node, Relation, Source
from orgraph.organisation import Organisation
from orgraph.pages.timeline import Life, life_of, life_of_relation
from orgraph.vocabulary import Vocabulary

BEFORE, AFTER = 0, 1
ENDS, BEGINS, CHANGES = "ends", "begins", "changes"


class Side(NamedTuple):
    """An organisation, the day it is opened on, and what it is called."""

    organisation: Organisation
    day: Span
    name: str

    def relations(self) -> list[Relation]:
        """Every relation both of whose ends exist, in the order of the seed."""
        find = self.organisation.find_node
        return [
            found
            for found in self.organisation.list_relations()
            if find(found.source) and find(found.target)
        ]


class SidedRelation(NamedTuple):
    """A relation as one side has it.

    `side` is None when both have the same; else `twin` is the place in the list of what the other
    side has under the same id, if anything.
    """

    relation: Relation
    organisation: Organisation
    side: int | None = None
    twin: int | None = None


def join_vocabularies(sides: Iterable[Side]) -> Vocabulary:
    """The words of all sides; the first side's come first."""
    first, *others = [side.organisation.vocabulary for side in sides]
    for other in others:
        first = first._replace(
            labels={**other.labels, **first.labels},
            kinds=first.kinds | {k: v for k, v in other.kinds.items() if k not in first.kinds},
            families=first.families
            | {k: v for k, v in other.families.items() if k not in first.families},
            relations=first.relations
            | {k: v for k, v in other.relations.items() if k not in first.relations},
        )
    return first


def join_nodes(sides: tuple[Side, ...]) -> dict[str, Node]:
    """Every node of any side, by id; the first side's come first."""
    found: dict[str, Node] = {}
    for side in sides:
        for node in side.organisation.list_nodes():
            found.setdefault(node.id, node)
    return found


def join_relations(sides: tuple[Side, ...]) -> list[SidedRelation]:
    """Every relation of any side.

    What both sides have alike, and show at the same times, stands once.
    """
    first = sides[BEFORE]
    joined = [SidedRelation(relation, first.organisation) for relation in first.relations()]
    if len(sides) == 1 or sides[AFTER].organisation is first.organisation:
        return joined
    after = sides[AFTER]
    places = {found.relation.id: number for number, found in enumerate(joined)}
    joined = [found._replace(side=BEFORE) for found in joined]
    for relation in after.relations():
        place = places.get(relation.id)
        if place is None:
            joined.append(SidedRelation(relation, after.organisation, AFTER))
        elif relation == joined[place].relation and life_of_relation(
            after.organisation, relation
        ) == life_of_relation(first.organisation, relation):
            joined[place] = joined[place]._replace(side=None)
        else:
            joined[place] = joined[place]._replace(twin=len(joined))
            joined.append(SidedRelation(relation, after.organisation, AFTER, place))
    return joined


def list_sources(sides: tuple[Side, ...]) -> list[Source]:
    """Every place that the sheets cite, in the order of the documents."""
    found: set[Source] = set()
    for side in dict.fromkeys(side.organisation for side in sides):
        for node in side.list_nodes():
            found.update(node.sources)
            found.update(source for step in side.list_steps(node.id) for source in step.sources)
            found.update(
                source
                for note in side.list_notes_on(node.id)
                for source in (*note.sources, *note.searched)
            )
        found.update(source for relation in side.list_relations() for source in relation.sources)
    return sorted(found)


def list_changes(sides: tuple[Side, ...], bodies: Iterable[str]) -> dict[str, str]:
    """Body → `BEGINS`, `ENDS` or `CHANGES`, for those to which something happens between the days
    of the sides; a body changes when a relation of its begins or ends.
    """
    before, after = sides
    was, now = set(_living(before, bodies)), set(_living(after, bodies))
    touched = {
        end for relation in _differing(before, after) for end in (relation.source, relation.target)
    }
    words = {body: ENDS if body not in now else BEGINS for body in was ^ now}
    return dict.fromkeys(was & now & touched, CHANGES) | words


def _living(side: Side, bodies: Iterable[str]) -> Iterator[str]:
    for node in map(side.organisation.find_node, bodies):
        if node and _covers(life_of(node.validity), side.day.first):
            yield node.id


def _differing(before: Side, after: Side) -> Iterator[Relation]:
    was, now = (
        {
            found.id: found
            for found in side.relations()
            if _covers(life_of_relation(side.organisation, found), side.day.first)
        }
        for side in (before, after)
    )
    for relation_id in was.keys() ^ now.keys():
        yield was.get(relation_id) or now[relation_id]


def _covers(life: Life, day: int) -> bool:
    return life.first <= day < life.after
