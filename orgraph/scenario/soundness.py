"""Holds what a step made against the rules of the seed. Looks at the changed facts and what they touch, so the cost follows the change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgraph.facts import Relation
from orgraph.organisation import Change, Organisation

Fault = tuple[str, str, str]  # what, why, what next


def find_faults(organisation: Organisation, changes: Iterable[Change]) -> Iterator[Fault]:
    """What is wrong with the new relations of an organisation: ends of wrong kinds, ends that do not live together, circles."""
    for relation in (change.after for change in changes):
        if isinstance(relation, Relation):
            yield from _wrong_kinds(organisation, relation)
            yield from _outside_life(organisation, relation)
            yield from _circle(organisation, relation)


def _wrong_kinds(organisation: Organisation, relation: Relation) -> Iterator[Fault]:
    words = organisation.vocabulary
    joins = words.relations[relation.type]
    for end, allowed, where in ((relation.source, joins.sources, "foran"), (relation.target, joins.targets, "efter")):
        node = organisation.find_node(end)
        if node and node.label not in allowed:
            why = f"{node.id} er {words.labels[node.label].danish} ({node.kind})"
            yield f"{relation.type} kan ikke have {end} {where} sig", why, f"Tilladt: {', '.join(allowed)}"


def _outside_life(organisation: Organisation, relation: Relation) -> Iterator[Fault]:
    whole = organisation.whole_validity(relation)
    if relation.validity.valid_from and whole.end <= whole.start and relation.validity.start < relation.validity.end:
        ends = [f"{node.id} ({node.validity.valid_from or '…'} til {node.validity.valid_to or '…'})" for node in organisation.list_limits(relation)]
        what = f"{relation.source} {relation.type} {relation.target} ligger uden for den tid, hvor begge findes"
        yield what, " og ".join(ends), "Ret datoen, eller vælg andre"


def _circle(organisation: Organisation, relation: Relation) -> Iterator[Fault]:
    """Whether the relation closes a circle, at whatever times its links hold: the seed's rule does not look at time."""
    if not organisation.vocabulary.relations[relation.type].acyclic:
        return
    came_from: dict[str, str] = {relation.target: relation.source}
    level = [relation.target]
    while level and relation.source not in came_from:
        following = []
        for node_id in level:
            for found in organisation.list_out(relation.type, node_id):
                if found.target not in came_from:
                    came_from[found.target] = node_id
                    following.append(found.target)
        level = following
    if relation.source in came_from or relation.source == relation.target:
        yield f"{relation.type} går i ring", " → ".join(_ring(came_from, relation)), "Flyt først det led, der lukker ringen, eller vælg et andet"


def _ring(came_from: dict[str, str], relation: Relation) -> list[str]:
    """The circle, from the relation's source and back to it."""
    ring = [relation.source]
    while ring[-1] != relation.target and len(ring) < 20:
        ring.append(came_from[ring[-1]])
    return [relation.source, *reversed(ring)]
