"""Holds what a step made against the rules of the seed.

Looks at the changed facts and what they touch, so the cost follows the change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from orgraph.errors import Issue
from orgraph.facts import Fact, Node, Relation, Step
from orgraph.languages import text
from orgraph.organisation import Change, Organisation
from orgraph.seed.circles import find_circle_through
from orgraph.seed.shapes import find_faults_in

Broken = tuple[str, dict[str, Any]]  # the code of a fault, and its values


def find_faults(
    organisation: Organisation,
    changes: Iterable[Change],
    made: Callable[[Fact], bool],
    *,
    file: str,
    line: int,
) -> Iterator[Issue]:
    """What is wrong with the changed facts: lives without a day, ends of wrong kinds, ends that do
    not live together, circles.

    Args:
        organisation: the one after the changes.
        changes: what one step changed.
        made: tells whether an earlier step of the same day made a fact; a body that ends must not
            leave it without a day.
        file: the scenario's file, which the faults are told of.
        line: the step's line in it.
    """
    for fact in (change.after for change in changes):
        if fact is not None:
            for found in find_faults_in(organisation, fact):
                yield Issue.of(file, line, found.code, **dict(found.values))
            for code, values in _breaches(organisation, fact, made):
                yield Issue.of(file, line, code, **values)


def _breaches(
    organisation: Organisation, fact: Fact, made: Callable[[Fact], bool]
) -> Iterator[Broken]:
    if isinstance(fact, Node | Relation | Step):
        yield from _without_a_day(fact)
    if isinstance(fact, Relation):
        yield from _wrong_kinds(organisation, fact)
        yield from _outside_life(organisation, fact)
        yield from _circle(organisation, fact)
    if isinstance(fact, Node):
        hanging = (*organisation.list_all_out(fact.id), *organisation.list_all_in(fact.id))
        for relation in filter(made, hanging):
            yield from _outside_life(organisation, relation)


def _without_a_day(fact: Node | Relation | Step) -> Iterator[Broken]:
    life = fact.validity
    if life.start < life.end:
        return
    if isinstance(fact, Relation):
        name = _written(fact)
    else:
        name = fact.process if isinstance(fact, Step) else fact.id
    same_day = life.start == life.end
    code = "scenario.begins_when_it_ends" if same_day else "scenario.ends_before_it_begins"
    yield code, {"name": name, "start": life.valid_from, "end": life.valid_to}


def _wrong_kinds(organisation: Organisation, relation: Relation) -> Iterator[Broken]:
    vocabulary = organisation.vocabulary
    joins = vocabulary.relations[relation.type]
    for end, allowed, code in (
        (relation.source, joins.sources, "scenario.source_not_allowed"),
        (relation.target, joins.targets, "scenario.target_not_allowed"),
    ):
        node = organisation.find_node(end)
        if node and node.label not in allowed:
            yield (
                code,
                {
                    "relation_type": relation.type,
                    "id": node.id,
                    "label": vocabulary.labels[node.label].danish,
                    "kind": node.kind,
                    "allowed": ", ".join(allowed),
                },
            )


def _outside_life(organisation: Organisation, relation: Relation) -> Iterator[Broken]:
    whole = organisation.whole_validity(relation)
    if (
        relation.validity.valid_from
        and whole.end <= whole.start
        and relation.validity.start < relation.validity.end
    ):
        lives = tuple(
            text(
                "scenario.life",
                id=node.id,
                start=node.validity.valid_from or "…",
                end=node.validity.valid_to or "…",
            )
            for node in organisation.list_limits(relation)
        )
        yield "scenario.outside_lives", {"relation": _written(relation), "lives": lives}


def _written(relation: Relation) -> str:
    """The relation as it is written in the seed."""
    return f"{relation.source} {relation.type} {relation.target}"


def _circle(organisation: Organisation, relation: Relation) -> Iterator[Broken]:
    """Whether the relation closes a circle on a day on which all its links hold."""
    if (
        not organisation.vocabulary.relations[relation.type].acyclic
        or relation.source == relation.target
    ):
        return
    if circle := find_circle_through(organisation, relation):
        yield (
            "scenario.circle",
            {"relation_type": relation.type, "day": circle.when(), "way": circle.way()},
        )
