"""The steps about relations: what is moved, given on, given and taken."""

from __future__ import annotations

from orgraph.facts import Node, Relation
from orgraph.scenario.draft import Draft
from orgraph.scenario.language import Appoint, Grant, Move, Revoke, Transfer


def move(draft: Draft, step: Move) -> None:
    """Each of the set gets the other as its superior, in the place of those it had by that relation."""
    nodes = draft.choose(step.chosen, "move: set")
    superior = draft.need(step.to, "move: to")
    draft.chosen = tuple(node.id for node in nodes)
    for node in nodes if superior else ():
        kind = step.relation or _usual(draft, node)
        if kind is None:
            draft.fault(f"move: {node.id} kan ikke flyttes", "ordlisten har ingen vej opad for den slags", "Skriv relation, eller tag det ud af mængden")
            continue
        for relation in draft.scene.list_relations(node.id, [kind]):
            if relation.target != step.to and draft.scene.can_end(relation):
                draft.end(relation)
        draft.give(draft.frame.mold._replace(type=kind, source=node.id, target=step.to))


def _usual(draft: Draft, node: Node) -> str | None:
    """The strongest relation upward that the node has, memberships of collectives aside; else the strongest that it may have."""
    words = draft.organisation.vocabulary
    rising = [kind for kind in words.upward() if not words.relations[kind].member]
    used = next((kind for kind in rising if draft.scene.list_relations(node.id, [kind])), None)
    return used or next((kind for kind in rising if node.label in words.relations[kind].sources), None)


def transfer(draft: Draft, step: Transfer) -> None:
    """What the set held until the day goes to the heir; a set dissolved on that very day still counts as holder."""
    nodes = draft.choose(step.chosen, "transfer: from")
    heir = draft.need(step.to, "transfer: to")
    draft.chosen = tuple(node.id for node in nodes)
    for node in nodes if heir else ():
        for relation in draft.scene.list_relations(node.id, step.relations, inward=step.inward):
            other = relation.source if step.inward else relation.target
            if node.id != step.to and other != step.to and draft.scene.can_end(relation) and draft.scene.fits(relation, step.where, other):
                draft.end(relation)
                given = relation._replace(target=step.to) if step.inward else relation._replace(source=step.to)
                draft.derive(given, f"Overtaget fra {node.name}.")


def appoint(draft: Draft, step: Appoint) -> None:
    """A seat for each of the set in each of the others, and who appoints to them."""
    sources = _join(draft, step, "appoint")
    if step.by and step.appoints and sources:
        for by in draft.choose(step.by, "appoint: by"):
            for target in draft.choose(step.to, "appoint: to"):
                draft.give(draft.frame.mold._replace(type=step.appoints, source=by.id, target=target.id))


def grant(draft: Draft, step: Grant) -> None:
    """The relation, from each of the set to each of the others."""
    _join(draft, step, "grant")


def _join(draft: Draft, step: Appoint | Grant, verb: str) -> list[Node]:
    sources, targets = draft.choose(step.chosen, f"{verb}: from"), draft.choose(step.to, f"{verb}: to")
    draft.chosen = tuple(node.id for node in sources)
    for source in sources:
        for target in targets:
            draft.give(step.pattern._replace(source=source.id, target=target.id))
    return sources


def revoke(draft: Draft, step: Revoke) -> None:
    """The relations end."""
    nodes = draft.choose(step.chosen, "revoke: to" if step.inward else "revoke: from")
    others = {node.id for node in draft.choose(step.to, "revoke: to")} if step.to else None
    draft.chosen = tuple(node.id for node in nodes)
    for node in nodes:
        for relation in draft.scene.list_relations(node.id, step.relations, inward=step.inward):
            other = _far_end(relation, node)
            if (others is None or other in others) and draft.scene.can_end(relation) and draft.scene.fits(relation, step.where, other):
                draft.end(relation)


def _far_end(relation: Relation, node: Node) -> str:
    return relation.target if relation.source == node.id else relation.source
