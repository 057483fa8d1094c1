"""The steps about relations: what is moved, given on, given and taken."""

from __future__ import annotations

from orgraph.facts import Node, Relation, is_effective
from orgraph.languages import text
from orgraph.scenario.change_set import ChangeSet
from orgraph.scenario.model import Appoint, Grant, Move, Revoke, Transfer


def move(changes: ChangeSet, step: Move) -> None:
    """Each of the set gets the other as its superior, in the place of those it had by that
    relation.
    """
    nodes = changes.choose(step.chosen, "move: set")
    superior = changes.need(step.to, "move: to")
    changes.chosen = tuple(node.id for node in nodes)
    for node in nodes if superior else ():
        relation_type = step.relation or _usual(changes, node)
        if relation_type is None:
            changes.fault("scenario.cannot_move", id=node.id)
            continue
        for relation in changes.context.list_relations(node.id, [relation_type]):
            if relation.target != step.to:
                changes.end(relation)
        changes.introduce(
            changes.frame.template._replace(type=relation_type, source=node.id, target=step.to)
        )


def _usual(changes: ChangeSet, node: Node) -> str | None:
    """The strongest relation upward that the node has, memberships of collectives aside; else the
    strongest that it may have.
    """
    vocabulary = changes.organisation.vocabulary
    rising = [name for name in vocabulary.upward if not vocabulary.relations[name].member]
    for name in rising:
        if changes.context.list_relations(node.id, [name]):
            return name
    return next(
        (name for name in rising if node.label in vocabulary.relations[name].sources), None
    )


def transfer(changes: ChangeSet, step: Transfer) -> None:
    """What the set held until the day goes to the heir; a set dissolved on that very day still
    counts as holder.
    """
    nodes = changes.choose(step.chosen, "transfer: from")
    heir = changes.need(step.to, "transfer: to")
    changes.chosen = tuple(node.id for node in nodes)
    for node in nodes if heir else ():
        for relation in changes.context.list_relations(
            node.id, step.relations, inward=step.inward
        ):
            other = relation.source if step.inward else relation.target
            if (
                is_effective(relation)
                and node.id != step.to
                and other != step.to
                and changes.context.fits(relation, step.where, other)
            ):
                changes.end(relation)
                given = (
                    relation._replace(target=step.to)
                    if step.inward
                    else relation._replace(source=step.to)
                )
                changes.derive(given, step.to, text("scenario.taken_over", names=[node.name]))


def appoint(changes: ChangeSet, step: Appoint) -> None:
    """A seat for each of the set in each of the others, and who appoints to them."""
    sources = _join(changes, step, "appoint")
    if step.by and step.appoints and sources:
        for by in changes.choose(step.by, "appoint: by"):
            for target in changes.choose(step.to, "appoint: to"):
                changes.introduce(
                    changes.frame.template._replace(
                        type=step.appoints, source=by.id, target=target.id
                    )
                )


def grant(changes: ChangeSet, step: Grant) -> None:
    """The relation, from each of the set to each of the others."""
    _join(changes, step, "grant")


def _join(changes: ChangeSet, step: Appoint | Grant, verb: str) -> list[Node]:
    sources, targets = (
        changes.choose(step.chosen, f"{verb}: from"),
        changes.choose(step.to, f"{verb}: to"),
    )
    changes.chosen = tuple(node.id for node in sources)
    for source in sources:
        for target in targets:
            changes.introduce(step.pattern._replace(source=source.id, target=target.id))
    return sources


def revoke(changes: ChangeSet, step: Revoke) -> None:
    """The relations end."""
    nodes = changes.choose(step.chosen, "revoke: to" if step.inward else "revoke: from")
    others = {node.id for node in changes.choose(step.to, "revoke: to")} if step.to else None
    changes.chosen = tuple(node.id for node in nodes)
    for node in nodes:
        for relation in changes.context.list_relations(
            node.id, step.relations, inward=step.inward
        ):
            other = _far_end(relation, node)
            if (others is None or other in others) and changes.context.fits(
                relation, step.where, other
            ):
                changes.end(relation, for_good=True)


def _far_end(relation: Relation, node: Node) -> str:
    return relation.target if relation.source == node.id else relation.source
