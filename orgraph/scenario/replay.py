"""A reform that came, played again: the organisation without it, and what a scenario foretold held
against what the documents describe.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from orgraph.dates import OPEN_END, Span
from orgraph.facts import Fact, Group, Identifier, Node, Note, Relation, Step
from orgraph.organisation import Change, Organisation
from orgraph.view import View

T = TypeVar("T", Node, Relation)
Key = TypeVar("Key", str, tuple[str, str, str])


class Held(NamedTuple, Generic[T]):
    """One sort of fact: what begins or ends both as foretold and as described, what was only
    foretold, and what was only described.
    """

    same: tuple[T, ...]
    foretold: tuple[T, ...]
    described: tuple[T, ...]


class Replayed(NamedTuple):
    """Bodies that live, and relations in force, on a day: those that begin with the reform, and
    those that end with it.
    """

    day: Span
    bodies_begun: Held[Node]
    bodies_ended: Held[Node]
    relations_begun: Held[Relation]
    relations_ended: Held[Relation]


def without(organisation: Organisation, reforms: Iterable[str]) -> Organisation:
    """The organisation as if these changes had not come: what they began is not there, what they
    ended goes on. Reads everything once.
    """
    undone = frozenset(reforms)
    if not undone:
        return organisation
    gone = {
        node.id for node in organisation.list_nodes() if node.validity.began_by in undone
    } | undone
    changes = [
        Change(fact, kept)
        for fact in organisation.list_facts()
        if (kept := _kept(fact, undone, gone)) != fact
    ]
    return organisation.with_changes(changes)


def _kept(fact: Fact, undone: Container[str | None], gone: set[str]) -> Fact | None:
    """The fact without the changes, or nothing.

    What it says of things that are gone stays: a scenario may bring them back.
    """
    if isinstance(fact, Note | Group):
        return fact
    if fact.validity.began_by in undone or _rests_on(fact, gone):
        return None
    if fact.validity.ended_by in undone:
        return fact._replace(
            validity=fact.validity._replace(valid_to=None, end=OPEN_END, ended_by=None)
        )
    return fact


def _rests_on(fact: Node | Relation | Step | Identifier, gone: set[str]) -> bool:
    """Whether the fact cannot be without what is gone."""
    if isinstance(fact, Node):
        return fact.id in gone
    if isinstance(fact, Relation):
        return fact.source in gone or fact.target in gone
    return (fact.process if isinstance(fact, Step) else fact.node) in gone


# ---- Foretold and described
def compare(
    described: Organisation, before: Organisation, foretold: Organisation, day: Span
) -> Replayed:
    """What the reform changed, on the day: what the scenario foretold of it, and what the
    documents describe. What neither changed is left out.
    """
    seen = [View(organisation, day) for organisation in (described, before, foretold)]
    bodies = [{node.id: node for node in _bodies(view)} for view in seen]
    relations = [
        {(found.type, found.source, found.target): found for found in _relations(view)}
        for view in seen
    ]
    return Replayed(day, _begun(*bodies), _ended(*bodies), _begun(*relations), _ended(*relations))


def _begun(described: dict[Key, T], before: dict[Key, T], foretold: dict[Key, T]) -> Held[T]:
    return _held(
        {key: fact for key, fact in described.items() if key not in before},
        {key: fact for key, fact in foretold.items() if key not in before},
    )


def _ended(described: dict[Key, T], before: dict[Key, T], foretold: dict[Key, T]) -> Held[T]:
    return _held(
        {key: fact for key, fact in before.items() if key not in described},
        {key: fact for key, fact in before.items() if key not in foretold},
    )


def _held(described: dict[Key, T], foretold: dict[Key, T]) -> Held[T]:
    return Held(
        tuple(fact for key, fact in described.items() if key in foretold),
        tuple(fact for key, fact in foretold.items() if key not in described),
        tuple(fact for key, fact in described.items() if key not in foretold),
    )


def _bodies(view: View) -> Iterator[Node]:
    acting = view.vocabulary.bodies
    return (
        node
        for node in view.organisation.list_nodes()
        if node.label in acting and view.holds(node.validity)
    )


def _relations(view: View) -> Iterator[Relation]:
    """Relations in force; those between changes and bodies tell the reform itself, and are no part
    of what it led to.
    """
    changes = view.vocabulary.labels_in("changes")
    for relation in view.organisation.list_relations():
        source = view.find_node(relation.source)
        if view.in_force(relation) and source and source.label not in changes:
            yield relation
