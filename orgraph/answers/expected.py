"""What a model is expected to say of a node: who approves it, who answers for it, where it goes up, who appoints to it. Told by the vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from orgraph.facts import Node, Relation
from orgraph.vocabulary import Vocabulary


class Seen(Protocol):
    """An organisation as a whole, or on one day."""

    vocabulary: Vocabulary

    def list_in(self, relation_type: str, node_id: str) -> Sequence[Relation]: ...


def expects_approver(seen: Seen, node: Node) -> bool:
    """A type of agreement: something of its kind belongs to it."""
    relations = seen.vocabulary.relations
    return any(node.label in relations[kind].targets and bool(seen.list_in(kind, node.id)) for kind in seen.vocabulary.instances())


def expects_responsible(seen: Seen, node: Node) -> bool:
    """A task or an objective."""
    return label_expects_responsible(seen.vocabulary, node.label)


def label_expects_responsible(vocabulary: Vocabulary, label: str) -> bool:
    """Whether nodes of the label are tasks or objectives."""
    if vocabulary.labels[label].section not in ("tasks", "objectives") or label in vocabulary.bodies():
        return False
    return any(label in vocabulary.relations[kind].targets for kind in vocabulary.questions["responsible"].decides)


def expects_way_up(seen: Seen, node: Node) -> bool:
    """A body of a subordinate kind."""
    return seen.vocabulary.kinds[node.kind].subordinate


def expects_appointer(seen: Seen, node: Node) -> bool:
    """A subordinate body with seats."""
    return expects_way_up(seen, node) and bool(seen.list_in(seats_of(seen.vocabulary), node.id))


def seats_of(vocabulary: Vocabulary) -> str:
    """The relation type of an ordinary seat."""
    return vocabulary.questions["appoints"].chain[0]


def appointing_of(vocabulary: Vocabulary) -> str:
    """The relation type of those who choose who sits there."""
    return vocabulary.questions["appoints"].chain[-1]
