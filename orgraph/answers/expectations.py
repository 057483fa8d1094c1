"""What a model is expected to say of a node: who approves it, who answers for it, where it goes
up, who appoints to it. Told by the vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from orgraph.facts import Node, Relation, is_effective
from orgraph.questions import Question
from orgraph.vocabulary import Vocabulary


class Seen(Protocol):
    """An organisation as a whole, or on one day."""

    vocabulary: Vocabulary

    def list_in(self, relation_type: str, node_id: str) -> Sequence[Relation]:
        """The relations of a type to the node."""


def expects_approver(seen: Seen, node: Node) -> bool:
    """A type of agreement: something of its kind belongs to it."""
    relations = seen.vocabulary.relations
    return any(
        node.label in relations[kind].targets
        and any(map(is_effective, seen.list_in(kind, node.id)))
        for kind in seen.vocabulary.instances
    )


def expects_responsible(seen: Seen, node: Node) -> bool:
    """A task or an objective."""
    return label_expects_responsible(seen.vocabulary, node.label)


def label_expects_responsible(vocabulary: Vocabulary, label: str) -> bool:
    """Whether nodes of the label are tasks or objectives."""
    if (
        vocabulary.labels[label].section not in ("tasks", "objectives")
        or label in vocabulary.bodies
    ):
        return False
    return any(
        label in vocabulary.relations[kind].targets
        for kind in vocabulary.reads("responsible").decides
    )


def expects_way_up(seen: Seen, node: Node) -> bool:
    """A body of a subordinate kind."""
    return seen.vocabulary.kinds[node.kind].subordinate


def expects_appointer(seen: Seen, node: Node) -> bool:
    """A subordinate body with seats."""
    return expects_way_up(seen, node) and any(
        map(is_effective, seen.list_in(seats_of(seen.vocabulary), node.id))
    )


def seats_of(vocabulary: Vocabulary) -> str:
    """The relation type of an ordinary seat."""
    return vocabulary.reads("appoints").seat


def appointing_of(vocabulary: Vocabulary) -> str:
    """The relation type of those who choose who sits there."""
    return vocabulary.reads("appoints").appoints


# ---- What silence is worth saying of
def is_expected(question: Question, node: Node, vocabulary: Vocabulary) -> bool:
    """Whether people ask the question of such a thing, so that silence is worth saying."""
    rule = _RULES.get(question.expected_of)
    return rule is not None and rule(question, node, vocabulary)


def _of_subordinate_body(_: Question, node: Node, vocabulary: Vocabulary) -> bool:
    kind = vocabulary.kinds.get(node.kind)
    return node.label in vocabulary.bodies and kind is not None and kind.subordinate


def _of_instance(_: Question, node: Node, vocabulary: Vocabulary) -> bool:
    return node.label not in vocabulary.bodies and any(
        node.label in vocabulary.relations[name].sources for name in vocabulary.instances
    )


def _of_owned_thing(question: Question, node: Node, vocabulary: Vocabulary) -> bool:
    owner = vocabulary.reads(question.name).owner
    return (
        bool(owner)
        and node.label not in vocabulary.bodies
        and all(node.label in vocabulary.relations[name].targets for name in owner)
    )


_RULES: dict[str, Callable[[Question, Node, Vocabulary], bool]] = {
    "subordinate_body": _of_subordinate_body,
    "instance": _of_instance,
    "owned_thing": _of_owned_thing,
}
