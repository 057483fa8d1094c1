"""A part of an organisation: what belongs to a body and what is under it, at any time, with the
things they have to do with. The part is an organisation of its own; how many relations lead out of
it is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from orgraph.answers.listing import list_wholes
from orgraph.answers.resolution import Resolved, resolve
from orgraph.errors import NotABody
from orgraph.facts import Fact, Group, Identifier, Node, Note, Relation, Step
from orgraph.index import MemoryIndex
from orgraph.languages import text
from orgraph.maps.comparison import Side
from orgraph.organisation import Organisation
from orgraph.view import View


class Part(NamedTuple):
    """The body that the part is about, and how many relations have one end outside."""

    whole: Node
    cut: int

    def __str__(self) -> str:
        """In words, for the page."""
        if not self.cut:
            return text("map.whole_part", name=self.whole.name)
        return text("map.part", name=self.whole.name, count=self.cut)


def resolve_whole(views: Iterable[View], text: str) -> Resolved:
    """The body that the text means in the first view, else in a later one: a scenario may begin
    it.
    """
    found = [
        resolve(view, text, lambda seen, node: node.label in seen.vocabulary.bodies)
        for view in views
    ]
    return next((resolved for resolved in found if resolved.node or resolved.ambiguous), found[0])


def cut_out(sides: tuple[Side, ...], whole: Node) -> tuple[tuple[Side, ...], Part]:
    """The same part of each side: what is in it on one side is in it on all, so that what moves
    out does not seem to end. Raises `NotABody`.
    """
    first = sides[0].organisation
    if whole.label not in first.vocabulary.bodies:
        raise NotABody(whole.name, whole.kind)
    organisations = dict.fromkeys(side.organisation for side in sides)
    kept = {
        node_id for organisation in organisations for node_id in _find_part(organisation, whole)
    }
    made = {
        organisation: Organisation(
            organisation.vocabulary, MemoryIndex(_facts(organisation, kept))
        )
        for organisation in organisations
    }
    cut = {
        found.id
        for organisation in organisations
        for found in organisation.list_relations()
        if (found.source in kept) != (found.target in kept)
    }
    return tuple(side._replace(organisation=made[side.organisation]) for side in sides), Part(
        whole, len(cut)
    )


# ---- Who and what is in it
def _find_part(organisation: Organisation, whole: Node) -> set[str]:
    belonging = _find_belonging(organisation, whole)
    labels = organisation.vocabulary.bodies
    bodies = {
        node.id
        for node in organisation.list_nodes()
        if node.id in belonging and node.label in labels
    }
    things = {node.id: node for node in organisation.list_nodes() if node.label not in labels}
    found = (
        belonging | set(_joined(organisation, bodies, things)) | _processes(organisation, bodies)
    )
    found.update(thing.id for thing in things.values() if bodies & set(thing.concerns))
    return found | _changes(organisation, found)


def _find_belonging(organisation: Organisation, whole: Node) -> set[str]:
    below: dict[str, list[str]] = defaultdict(list)
    words = organisation.vocabulary
    ways = dict.fromkeys((*words.membership, *words.upward))
    for node in organisation.list_nodes():
        for above in list_wholes(
            node, (found for way in ways for found in organisation.list_out(way, node.id))
        ):
            below[above].append(node.id)
    found, waiting = {whole.id}, [whole.id]
    while waiting:
        fresh = set(below[waiting.pop()]) - found
        found |= fresh
        waiting += fresh
    return found


def _joined(
    organisation: Organisation, bodies: set[str], things: dict[str, Node]
) -> Iterable[str]:
    """The things at the other end of a body's relations, and what the relations are about."""
    for relation in organisation.list_relations():
        ends = {relation.source, relation.target}
        if ends & bodies and all(end in bodies or end in things for end in ends):
            yield from (found for found in (*ends, *relation.about) if found in things)


def _processes(organisation: Organisation, bodies: set[str]) -> set[str]:
    return {step.process for body in bodies for step in organisation.list_steps_of(body)}


def _changes(organisation: Organisation, kept: set[str]) -> set[str]:
    lives = [node.validity for node in organisation.list_nodes() if node.id in kept]
    return {
        change for validity in lives for change in (validity.began_by, validity.ended_by) if change
    }


# ---- Its facts
def _facts(organisation: Organisation, kept: set[str]) -> Iterator[Fact]:
    for fact in organisation.index.facts():
        if _is_kept(fact, kept):
            yield _naming(organisation, fact, kept) if isinstance(fact, Relation | Step) else fact


def _is_kept(fact: Fact, kept: set[str]) -> bool:
    if isinstance(fact, Relation):
        return fact.source in kept and fact.target in kept
    if isinstance(fact, Step):
        return fact.process in kept
    if isinstance(fact, Note):
        return not kept.isdisjoint(fact.concerns)
    return (
        isinstance(fact, Group) or (fact.node if isinstance(fact, Identifier) else fact.id) in kept
    )


def _naming(organisation: Organisation, fact: Relation | Step, kept: set[str]) -> Relation | Step:
    """Those outside that a fact of the part speaks of are named in it, since they have no sheet to
    go to.
    """

    def named(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(
            found if found in kept or not (node := organisation.find_node(found)) else node.name
            for found in ids
        )

    if isinstance(fact, Step):
        return fact._replace(actors=named(fact.actors), to=named(fact.to))
    outside = named(found for found in fact.about if found not in kept)
    more = text("map.about_outside", names=outside) if outside else None
    behalf = named([fact.on_behalf])[0] if fact.on_behalf else None
    return fact._replace(
        on_behalf=behalf,
        exceptions=named(fact.exceptions),
        note=" ".join(filter(None, (fact.note, more))) or None,
    )
