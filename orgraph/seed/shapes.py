"""What makes no sense in a fact, whatever it is about: things that are their own region, parent or
member, places taken by what cannot stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple, TypeVar

from orgraph.dates import parse_span
from orgraph.errors import BadDate
from orgraph.facts import Fact, Group, Identifier, Node, Note, Relation, Step, Validity
from orgraph.organisation import Organisation

Timed = TypeVar("Timed", Identifier, Relation)


class Finding(NamedTuple):
    """A fault of a fact that has no place yet: the code of its text, and the text's values."""

    code: str
    values: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, code: str, /, **values: Any) -> Finding:
        """A finding whose text stands among those of the seed."""
        return cls(f"seed.{code}", tuple(values.items()))


def find_faults_in(organisation: Organisation, fact: Fact) -> Iterator[Finding]:
    """What makes no sense in one fact."""
    for rule in _RULES[type(fact)]:
        yield from rule(organisation, fact)


def find_faults_between(organisation: Organisation) -> Iterator[tuple[Fact, Finding]]:
    """What makes no sense in several facts together, each with the first of them."""
    facts = list(organisation.list_facts())
    nodes = {fact.id: fact for fact in facts if isinstance(fact, Node)}
    groups = {fact.id: fact for fact in facts if isinstance(fact, Group)}
    for ring in _rings({node.id: node.region for node in nodes.values() if node.region}):
        yield nodes[ring[0]], Finding.of("regions_in_each_other", way=" → ".join(ring))
    for ring in _rings({group.id: group.parent for group in groups.values() if group.parent}):
        yield groups[ring[0]], Finding.of("groups_in_each_other", way=" → ".join(ring))
    yield from _codes_twice(fact for fact in facts if isinstance(fact, Identifier))
    yield from _places_twice(groups, (fact for fact in facts if isinstance(fact, Relation)))


# ---- A node
def _region(organisation: Organisation, node: Node) -> Iterator[Finding]:
    """A region is of a kind that may be one; in a vocabulary that marks none, it is a body."""
    words = organisation.vocabulary
    region = organisation.find_node(node.region) if node.region else None
    if region is None:
        return
    if region.id == node.id:
        yield Finding.of("own_region", id=node.id)
    elif region.label not in words.bodies or (words.regions and region.kind not in words.regions):
        found = {"id": region.id, "kind": region.kind}
        if words.regions:
            yield Finding.of("no_region_of_kinds", **found, allowed=", ".join(words.regions))
        else:
            yield Finding.of("no_region", **found)


def _aliases(_: Organisation, node: Node) -> Iterator[Finding]:
    if node.name in [alias.name for alias in node.aliases]:
        yield Finding.of("name_is_alias", name=node.name)


def _known(organisation: Organisation, node: Node) -> Iterator[Finding]:
    if node.label not in organisation.vocabulary.labels_in("documents"):
        return
    fields = dict(node.fields)
    try:
        first, last = (parse_span(fields[key]) for key in ("known_from", "known_until"))
    except (KeyError, BadDate):
        return
    if first.first >= last.after:
        dates = {key: fields[key] for key in ("known_from", "known_until")}
        yield Finding.of("known_dates_reversed", **dates)


def _concerns(_: Organisation, fact: Node | Note) -> Iterator[Finding]:
    if fact.id in fact.concerns:
        yield Finding.of("concerns_itself", id=fact.id)


def _own_dates(_: Organisation, node: Node) -> Iterator[Finding]:
    if node.id in (node.validity.began_by, node.validity.ended_by):
        yield Finding.of("dated_by_itself", id=node.id)


# ---- A relation
def _to_itself(_: Organisation, relation: Relation) -> Iterator[Finding]:
    if relation.source == relation.target:
        yield Finding.of("relation_to_itself", relation_type=relation.type, id=relation.source)


def _on_behalf(organisation: Organisation, relation: Relation) -> Iterator[Finding]:
    behalf = organisation.find_node(relation.on_behalf) if relation.on_behalf else None
    if behalf is None:
        return
    if behalf.id == relation.source:
        yield Finding.of("on_own_behalf", id=behalf.id)
    elif behalf.label not in organisation.vocabulary.bodies:
        yield Finding.of("on_behalf_of_no_body", id=behalf.id, kind=behalf.kind)


def _about(organisation: Organisation, relation: Relation) -> Iterator[Finding]:
    for end in find_idle_abouts(organisation, relation):
        yield Finding.of("about_its_end", id=end)


def find_idle_abouts(organisation: Organisation, relation: Relation) -> list[str]:
    """The ends that the relation is about too.

    A body can have something to say to another about itself; a thing cannot.
    """
    bodies = organisation.vocabulary.bodies
    ends = filter(
        None, map(organisation.find_node, dict.fromkeys((relation.source, relation.target)))
    )
    return [node.id for node in ends if node.id in relation.about and node.label not in bodies]


def _exceptions(organisation: Organisation, relation: Relation) -> Iterator[Finding]:
    """Who is excepted belongs, at some time, to one of the ends."""
    belonging = list_belonging(organisation, relation) if relation.exceptions else set()
    for found in dict.fromkeys(relation.exceptions):
        if found not in belonging and organisation.find_node(found):
            yield Finding.of(
                "exception_does_not_belong",
                id=found,
                source=relation.source,
                target=relation.target,
            )


def list_belonging(organisation: Organisation, relation: Relation) -> set[str]:
    """Members and instances of the relation's ends, theirs too, at any time."""
    types = (*organisation.vocabulary.membership, *organisation.vocabulary.instances)
    found: set[str] = set()
    waiting = [relation.source, relation.target]
    while waiting:
        at = waiting.pop()
        fresh = {
            member.source
            for relation_type in types
            for member in organisation.list_in(relation_type, at)
        } - found
        found |= fresh
        waiting += fresh
    return found


# ---- Steps, groups and notes
def _steps_of(organisation: Organisation, step: Step) -> Iterator[Finding]:
    process, labels = (
        organisation.find_node(step.process),
        organisation.vocabulary.labels_in("processes"),
    )
    if process and labels and process.label not in labels:
        yield Finding.of("steps_of_no_process", id=process.id, kind=process.kind)


def _actors(organisation: Organisation, step: Step) -> Iterator[Finding]:
    bodies = organisation.vocabulary.bodies
    for key, ids in (("actors", step.actors), ("to", step.to)):
        for node in filter(None, map(organisation.find_node, dict.fromkeys(ids))):
            if node.label not in bodies:
                yield Finding.of("actor_cannot_act", key=key, id=node.id, kind=node.kind)


def _own_parent(_: Organisation, group: Group) -> Iterator[Finding]:
    if group.parent == group.id:
        yield Finding.of("own_parent", id=group.id)


def _relation_types(organisation: Organisation, note: Note) -> Iterator[Finding]:
    for name in dict.fromkeys(note.relations):
        if name not in organisation.vocabulary.relations:
            yield Finding.of("note_of_unknown_relation_type", relation_type=name)


def _about_nothing(_: Organisation, note: Note) -> Iterator[Finding]:
    if not note.concerns:
        yield Finding.of("note_concerns_nothing")


_RULES: dict[type, tuple[Callable[..., Iterable[Finding]], ...]] = {
    Node: (_region, _aliases, _known, _concerns, _own_dates),
    Relation: (_to_itself, _on_behalf, _about, _exceptions),
    Step: (_steps_of, _actors),
    Group: (_own_parent,),
    Note: (_about_nothing, _concerns, _relation_types),
    Identifier: (),
}


# ---- Several facts
def _rings(above: Mapping[str, str]) -> Iterator[list[str]]:
    """The rings of things that each have one above them, the first once more at the end; one that
    has itself above it is told by itself.
    """
    done: set[str] = set()
    for start in above:
        way: list[str] = []
        at, seen = start, set[str]()
        while at in above and at not in done and at not in seen:
            way.append(at)
            seen.add(at)
            at = above[at]
        if at in seen and above[at] != at:
            yield [*way[way.index(at) :], at]
        done.update(way)


def _codes_twice(identifiers: Iterable[Identifier]) -> Iterator[tuple[Fact, Finding]]:
    for first, other in _pairs(identifiers, lambda found: (found.node, found.system)):
        yield (
            first,
            Finding.of(
                "two_codes",
                node=first.node,
                system=first.system,
                first=first.value,
                other=other.value,
            ),
        )


def _places_twice(
    groups: Mapping[str, Group], relations: Iterable[Relation]
) -> Iterator[tuple[Fact, Finding]]:
    """In a group that is a sequence, two relations to the same thing do not stand at the same
    place.
    """
    sequences = {group.id for group in groups.values() if group.logic == "sequence"}
    ordered = (
        found for found in relations if found.group in sequences and found.order is not None
    )
    for first, other in _pairs(ordered, lambda found: (found.group, found.target, found.order)):
        yield (
            other,
            Finding.of("place_taken", order=other.order, group=other.group, first=first.id),
        )


def _pairs(
    facts: Iterable[Timed], key: Callable[[Timed], object]
) -> Iterator[tuple[Timed, Timed]]:
    """Facts with the same key that hold on the same day: each with the first that it meets."""
    found: dict[object, list[Timed]] = {}
    for fact in facts:
        found.setdefault(key(fact), []).append(fact)
    for same in found.values():
        reported: set[str] = set()
        for first, other in combinations(same, 2):
            if other.id not in reported and _meet(first.validity, other.validity):
                reported.add(other.id)
                yield first, other


def _meet(one: Validity, other: Validity) -> bool:
    return max(one.start, other.start) < min(one.end, other.end)
