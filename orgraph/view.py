"""The organisation on one day: the questions' only way to the facts, ordered by what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from orgraph.dates import Span
from orgraph.facts import Group, Node, Note, Relation, Step, Validity, is_effective
from orgraph.organisation import Organisation
from orgraph.types import FactId, KindName, NodeId, RelationTypeName

T = TypeVar("T")


class View:
    """An organisation seen on one day."""

    def __init__(self, organisation: Organisation, day: Span) -> None:
        self.organisation = organisation
        self.vocabulary = organisation.vocabulary
        self.span = day
        self.at = day.text
        self.day = day.first
        self._upward = self.vocabulary.upward
        self._bodies = self.vocabulary.bodies
        self._rising: dict[str, list[Relation]] = {}

    def find(self, question: str, here: Callable[[], T], **parameters: Any) -> T:
        """Runs a question where the facts are.

        Args:
            question: the name of its text in cypher/questions.
            here: finds the same by walking the facts through this view.
            parameters: those of the text.

        Returns:
            What the index's finder finds, when it has one (a database); else what `here` does.
        """
        finder = self.organisation.index.finder
        return here() if finder is None else finder(self, question, parameters)

    # ---- Time
    def holds(self, validity: Validity) -> bool:
        """Whether something with this validity is in force on the day; an unknown start counts as
        begun.
        """
        return validity.start <= self.day < validity.end

    def starts_known(self, validity: Validity) -> bool:
        """False when the start is unknown and no document speaks of it as early as the day."""
        return validity.valid_from is not None or validity.known_from <= self.day

    def lives(self, node_id: NodeId) -> bool:
        """Whether the node exists on the day."""
        node = self.organisation.find_node(node_id)
        return node is not None and self.holds(node.validity)

    def in_force(self, relation: Relation) -> bool:
        """Whether the relation holds on the day, and the ends that limit it exist."""
        return self.holds(relation.validity) and all(
            self.holds(node.validity) for node in self.organisation.list_limits(relation)
        )

    def whole_interval(self, relation: Relation) -> Validity:
        """The relation's validity, cut to the lives of its ends; see `facts.intersect`."""
        return self.organisation.whole_validity(relation)

    # ---- Nodes
    def find_node(self, node_id: NodeId) -> Node | None:
        """The node, whether or not it exists on the day."""
        return self.organisation.find_node(node_id)

    def list_kind(self, kind: KindName) -> list[Node]:
        """The nodes of a kind that exist on the day."""
        return [node for node in self.organisation.list_kind(kind) if self.holds(node.validity)]

    # ---- Collectives
    def list_memberships(self, node_id: NodeId) -> list[Relation]:
        """What the node is a part of: its memberships, in collectives and in bodies."""
        return [
            found
            for relation_type in self.vocabulary.membership
            for found in self.list_effective_out(relation_type, node_id)
        ]

    def list_collectives(self, node_id: NodeId) -> list[Relation]:
        """Memberships of the node in collectives."""
        return [
            found for found in self.list_memberships(node_id) if self._is_collective(found.target)
        ]

    def list_members(self, node_id: NodeId) -> list[Relation]:
        """Memberships of others in the node, when it is a collective."""
        if not self._is_collective(node_id):
            return []
        return [
            found
            for relation_type in self.vocabulary.membership
            for found in self.list_effective_in(relation_type, node_id)
        ]

    def list_types(self, node_id: NodeId) -> list[Relation]:
        """The types that the node is an instance of."""
        return [
            found
            for relation_type in self.vocabulary.instances
            for found in self.list_effective_out(relation_type, node_id)
        ]

    # ---- Relations
    def list_out(self, relation_type: RelationTypeName, node_id: NodeId) -> list[Relation]:
        """`node relation_type …` in force on the day."""
        found = self.organisation.list_out(relation_type, node_id)
        return [relation for relation in found if self.in_force(relation)] if found else []

    def list_in(self, relation_type: RelationTypeName, node_id: NodeId) -> list[Relation]:
        """`… relation_type node` in force on the day."""
        found = self.organisation.list_in(relation_type, node_id)
        return [relation for relation in found if self.in_force(relation)] if found else []

    def list_effective_out(
        self, relation_type: RelationTypeName, node_id: NodeId
    ) -> list[Relation]:
        """The same as `list_out`, as far as anything follows from it."""
        return list(filter(is_effective, self.list_out(relation_type, node_id)))

    def list_effective_in(
        self, relation_type: RelationTypeName, node_id: NodeId
    ) -> list[Relation]:
        """The same as `list_in`, as far as anything follows from it."""
        return list(filter(is_effective, self.list_in(relation_type, node_id)))

    def list_about(self, node_id: NodeId) -> list[Relation]:
        """Relations between others, in force on the day, that are about the node."""
        return [found for found in self.organisation.list_about(node_id) if self.in_force(found)]

    def list_all(self, node_id: NodeId) -> Iterator[Relation]:
        """All relations of the node in force on the day: from it, to it, about it."""
        organisation = self.organisation
        found = (
            *organisation.list_all_out(node_id),
            *organisation.list_all_in(node_id),
            *organisation.list_about(node_id),
        )
        return (relation for relation in dict.fromkeys(found) if self.in_force(relation))

    def list_upward(self, node_id: NodeId) -> list[Relation]:
        """Relations a matter moves up along from the node, the strongest first."""
        rising = self._rising.get(node_id)
        if rising is None:
            rising = self._rising[node_id] = [
                found
                for relation_type in self._upward
                for found in self.list_effective_out(relation_type, node_id)
                if self._body(found.target)
            ]
        return rising

    def find_group(self, group_id: FactId | None) -> Group | None:
        """The group a relation belongs to."""
        return self.organisation.find_group(group_id) if group_id else None

    # ---- Processes
    def list_steps(self, process_id: NodeId) -> list[Step]:
        """The steps of a process in force on the day."""
        return [
            step for step in self.organisation.list_steps(process_id) if self.holds(step.validity)
        ]

    def list_steps_of(self, actor_id: NodeId) -> list[Step]:
        """The steps in which the node acts or receives."""
        return [
            step for step in self.organisation.list_steps_of(actor_id) if self.holds(step.validity)
        ]

    # ---- Notes
    def list_notes_on(
        self, node_ids: Iterable[NodeId], relation_types: Iterable[RelationTypeName] = ()
    ) -> list[Note]:
        """Notes that bear on the nodes, each once; with relation types, only those about one of
        them or about no type in particular.
        """
        wanted = set(relation_types)
        found = dict.fromkeys(
            note for node_id in node_ids for note in self.organisation.list_notes_on(node_id)
        )
        return [
            note
            for note in found
            if not wanted or not note.relations or wanted & set(note.relations)
        ]

    def _is_collective(self, node_id: NodeId) -> bool:
        node = self.organisation.find_node(node_id)
        return node is not None and node.collective

    def _body(self, node_id: NodeId) -> bool:
        node = self.organisation.find_node(node_id)
        return node is not None and node.label in self._bodies
