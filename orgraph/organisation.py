"""The organisation as a value: facts by id and by neighbour, read through an index; changes give a
new value that shares the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, Protocol, cast, overload

from orgraph.facts import (
    Fact,
    Group,
    Identifier,
    Node,
    Note,
    Place,
    Relation,
    Step,
    Validity,
    intersect,
)
from orgraph.index import (
    CLASSES,
    Index,
    OverlayIndex,
    Patch,
    Table,
    facts_of,
    in_table,
    index_keys,
    out_table,
)
from orgraph.text_matching import fold, fold_code
from orgraph.types import FactId, KindName, NodeId, RelationTypeName
from orgraph.vocabulary import Vocabulary

_OfNodes = Literal["node", "kind", "name", "concern", "changed"]
_OfRelations = Literal["relation", "out", "in", "about", "behalf", "grouped"]
_OfSteps = Literal["step", "process", "actor"]
_OfIdentifiers = Literal["identifier", "identified", "code"]
_OfNotes = Literal["note", "bears-on", "noted-in"]


class _Tables(Protocol):
    """An index, as far as `index_keys` tells what class of facts stands in a table."""

    @overload
    def table(self, name: _OfNodes) -> Table[Node]: ...
    @overload
    def table(self, name: _OfRelations) -> Table[Relation]: ...
    @overload
    def table(self, name: _OfSteps) -> Table[Step]: ...
    @overload
    def table(self, name: _OfIdentifiers) -> Table[Identifier]: ...
    @overload
    def table(self, name: _OfNotes) -> Table[Note]: ...
    @overload
    def table(self, name: Literal["group"]) -> Table[Group]: ...


class Change:
    """A fact that is replaced (both), added (`after` only) or removed (`before` only)."""

    __slots__ = ("after", "before")

    def __init__(self, before: Fact | None, after: Fact | None) -> None:
        self.before, self.after = before, after


class Organisation:
    """All facts of one organisation. Never changed in place; `with_changes` gives another one."""

    def __init__(self, vocabulary: Vocabulary, index: Index) -> None:
        self.vocabulary = vocabulary
        self.index = index
        self._tables = cast("_Tables", index)
        self._out: dict[RelationTypeName, Table[Relation]] = {}
        self._in: dict[RelationTypeName, Table[Relation]] = {}
        self._nodes = self._tables.table("node")
        self._across = vocabulary.across_lives

    # ---- Nodes
    def find_node(self, node_id: NodeId) -> Node | None:
        """The node with this id."""
        found = self._nodes.get(node_id)
        return found[0] if found else None

    def list_nodes(self) -> Iterator[Node]:
        """Every node, in the order of the seed."""
        return facts_of(self._nodes)

    def list_kind(self, kind: KindName) -> tuple[Node, ...]:
        """The nodes of one kind."""
        return self._tables.table("kind").get(kind)

    def list_named(self, folded: str) -> tuple[Node, ...]:
        """The nodes with this folded name or alias."""
        return self._tables.table("name").get(folded)

    def list_names(self) -> Iterable[str]:
        """Every folded name and alias."""
        return self._tables.table("name").keys()

    def list_concerning(self, node_id: NodeId) -> tuple[Node, ...]:
        """Decisions, changes and processes that are about the node."""
        return self._tables.table("concern").get(node_id)

    def list_changed_by(self, change_id: NodeId) -> tuple[Node, ...]:
        """The nodes that a change began or ended."""
        return self._tables.table("changed").get(change_id)

    def list_identifiers(self, node_id: NodeId) -> tuple[Identifier, ...]:
        """What registers call the node."""
        return self._tables.table("identified").get(node_id)

    def list_identified(self, code: str) -> tuple[Node, ...]:
        """The nodes that a register calls so; when none is called just so, those by the same
        number.
        """
        found = self._tables.table("code").get(fold_code(code))
        same = [identifier for identifier in found if fold(identifier.value) == fold(code)]
        return tuple(
            node
            for node in (self.find_node(identifier.node) for identifier in same or found)
            if node
        )

    # ---- Relations
    def find_relation(self, relation_id: FactId) -> Relation | None:
        """The relation with this id."""
        found = self._tables.table("relation").get(relation_id)
        return found[0] if found else None

    def list_out(self, relation_type: RelationTypeName, node_id: NodeId) -> tuple[Relation, ...]:
        """The relations of a type from a node: `node relation_type …`."""
        table = self._out.get(relation_type)
        if table is None:
            table = self._out[relation_type] = self._of_type(out_table(relation_type))
        return table.get(node_id)

    def list_in(self, relation_type: RelationTypeName, node_id: NodeId) -> tuple[Relation, ...]:
        """The relations of a type to a node: `… relation_type node`."""
        table = self._in.get(relation_type)
        if table is None:
            table = self._in[relation_type] = self._of_type(in_table(relation_type))
        return table.get(node_id)

    def _of_type(self, table: str) -> Table[Relation]:
        return cast("Table[Relation]", self.index.table(table))

    def list_all_out(self, node_id: NodeId) -> tuple[Relation, ...]:
        """All relations from the node."""
        return self._tables.table("out").get(node_id)

    def list_all_in(self, node_id: NodeId) -> tuple[Relation, ...]:
        """All relations to the node."""
        return self._tables.table("in").get(node_id)

    def list_about(self, node_id: NodeId) -> tuple[Relation, ...]:
        """Relations between others that are about the node."""
        return self._tables.table("about").get(node_id)

    def list_on_behalf(self, node_id: NodeId) -> tuple[Relation, ...]:
        """Relations that others have on the node's behalf."""
        return self._tables.table("behalf").get(node_id)

    def list_relations(self) -> Iterator[Relation]:
        """Every relation, in the order of the seed."""
        return facts_of(self._tables.table("relation"))

    def list_limits(self, relation: Relation) -> tuple[Node, ...]:
        """The nodes whose lives limit the relation: both ends, unless its type joins what need not
        exist at the same time.
        """
        if relation.type in self._across:
            return ()
        return self._nodes.get(relation.source) + self._nodes.get(relation.target)

    def whole_validity(self, relation: Relation) -> Validity:
        """The relation's validity, cut to the lives that limit it."""
        return intersect(
            relation.validity, *[node.validity for node in self.list_limits(relation)]
        )

    def list_grouped(self, group_id: FactId) -> tuple[Relation, ...]:
        """The relations that a group ties together."""
        return self._tables.table("grouped").get(group_id)

    def find_group(self, group_id: FactId) -> Group | None:
        """The group with this id."""
        found = self._tables.table("group").get(group_id)
        return found[0] if found else None

    # ---- Processes
    def list_steps(self, process_id: NodeId) -> tuple[Step, ...]:
        """The steps of a process, in the order of the seed."""
        return self._tables.table("process").get(process_id)

    def list_steps_of(self, actor_id: NodeId) -> tuple[Step, ...]:
        """The steps in which a node acts or receives."""
        return self._tables.table("actor").get(actor_id)

    # ---- Notes
    def find_note(self, note_id: FactId) -> Note | None:
        """The note with this id."""
        found = self._tables.table("note").get(note_id)
        return found[0] if found else None

    def list_notes_on(self, node_id: NodeId) -> tuple[Note, ...]:
        """Silences, conflicts and the like that bear on the node."""
        return self._tables.table("bears-on").get(node_id)

    def list_notes_in(self, document: NodeId) -> tuple[Note, ...]:
        """Notes that rest on a document."""
        return self._tables.table("noted-in").get(document)

    def list_notes(self) -> Iterator[Note]:
        """Every note, in the order of the seed."""
        return facts_of(self._tables.table("note"))

    # ---- Everything
    def list_facts(self) -> Iterator[Fact]:
        """Every fact of every class, class by class, in the order of the seed."""
        return self.index.facts()

    def find_fact(self, fact_id: FactId) -> Fact | None:
        """The fact with this id, of whatever class."""
        return next(
            (found[0] for name in CLASSES if (found := self.index.table(name).get(fact_id))), None
        )

    def digest(self) -> str:
        """A text that two organisations share when they hold the same facts in the same order."""
        return self.index.digest()

    def find_place(self, fact_id: FactId) -> Place | None:
        """The file and line where a fact was written; None for a fact that no file holds (a
        scenario's).
        """
        return self.index.places(fact_id)

    # ---- Another organisation
    def with_changes(self, changes: Iterable[Change]) -> Organisation:
        """The organisation after the changes, which are made in their order.

        What they do not touch is shared, so the cost follows the changes.
        """
        base = self.index.base if isinstance(self.index, OverlayIndex) else self.index
        patches = _copied(self.index.patches) if isinstance(self.index, OverlayIndex) else {}
        for change in changes:
            _lay(patches, change)
        return Organisation(self.vocabulary, OverlayIndex(base, patches))


def _copied(patches: dict[str, dict[str, Patch]]) -> dict[str, dict[str, Patch]]:
    return {
        name: {key: dict(patch) for key, patch in keys.items()} for name, keys in patches.items()
    }


def _lay(patches: dict[str, dict[str, Patch]], change: Change) -> None:
    if change.before:
        for name, key in index_keys(change.before):
            patches.setdefault(name, {}).setdefault(key, {})[change.before.id] = None
    if change.after:
        for name, key in index_keys(change.after):
            patches.setdefault(name, {}).setdefault(key, {})[change.after.id] = change.after
