"""Chooses the one body that each body hangs under, so that the picture is a forest: the strongest
upward relation wins, a cycle is left open.
"""

from __future__ import annotations

from orgraph.facts import NOT_IN_FORCE, Node, Relation
from orgraph.organisation import Organisation
from orgraph.view import View


def list_bodies(organisation: Organisation) -> list[Node]:
    """Everything that can act, whenever it exists, in the order of the seed."""
    labels = organisation.vocabulary.bodies
    return [node for node in organisation.list_nodes() if node.label in labels]


def list_known(view: View, bodies: list[Node]) -> list[Node]:
    """The bodies that exist on the day; one without a stated start counts from its first document
    on.
    """
    return [
        node for node in bodies if view.holds(node.validity) and view.starts_known(node.validity)
    ]


def find_parents(view: View, bodies: list[Node]) -> dict[str, str]:
    """Body → the body it hangs under.

    The relation types are taken in the order of their strength, each body's first relation first.
    """
    shown = {node.id for node in bodies}
    rank = {name: number for number, name in enumerate(view.vocabulary.upward)}
    upward = [
        relation
        for node in bodies
        for relation in view.list_upward(node.id)
        if _may_hang(view, relation, shown)
    ]
    parents: dict[str, str] = {}
    for relation in sorted(upward, key=lambda found: rank[found.type]):
        if relation.source not in parents and not _is_under(
            parents, relation.target, relation.source
        ):
            parents[relation.source] = relation.target
    return parents


def _may_hang(view: View, relation: Relation, shown: set[str]) -> bool:
    return (
        relation.target in shown
        and relation.status not in NOT_IN_FORCE
        and view.starts_known(relation.validity)
    )


def _is_under(parents: dict[str, str], node_id: str, above: str) -> bool:
    found: str | None = node_id
    while found is not None and found != above:
        found = parents.get(found)
    return found == above
