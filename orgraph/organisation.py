"""The organisation as a value: facts by id and by neighbour, read through an index; changes give a new value that shares the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from orgraph.danish import fold
from orgraph.facts import Fact, Group, Identifier, Node, Note, Place, Relation, Step, Validity, cut
from orgraph.vocabulary import Vocabulary


class Table(Protocol):
    """One way to look facts up: a key gives the facts that stand under it, in the order of the seed."""

    def get(self, key: str) -> tuple[Fact, ...]: ...

    def keys(self) -> Iterable[str]: ...


Finder = Callable[[Any, str, dict[str, Any]], Any]  # a view, a question and its parameters give what the question finds


class Index(Protocol):
    """All tables of an organisation, by name. A `finder` answers whole questions where the facts are, instead of table by table."""

    @property
    def finder(self) -> Finder | None: ...

    def table(self, name: str) -> Table: ...

    def places(self, fact_id: str) -> Place | None: ...

    def facts(self) -> Iterator[Fact]: ...

    def digest(self) -> str: ...


CLASSES = ("node", "relation", "step", "group", "note", "identifier")  # the tables that together hold every fact


def facts_in(index: Index) -> Iterator[Fact]:
    """Every fact, class by class, in the order of the seed."""
    for name in CLASSES:
        table = index.table(name)
        for key in table.keys():  # noqa: SIM118 - a Table is not a dict
            yield from table.get(key)


def digest_of(facts: Iterable[Fact]) -> str:
    """A text that is the same for the same facts in the same order, and for no others."""
    import hashlib  # 5 ms that no question pays

    digest = hashlib.sha256()
    for fact in facts:
        digest.update(ascii(fact).encode())
    return digest.hexdigest()


def keys_of(fact: Fact) -> Iterator[tuple[str, str]]:
    """(table, key) pairs under which a fact is found."""
    if isinstance(fact, Relation):
        yield "relation", fact.id
        yield out_table(fact.type), fact.source
        yield in_table(fact.type), fact.target
        yield "out", fact.source
        yield "in", fact.target
        for about in dict.fromkeys(fact.about):
            yield "about", about
        if fact.on_behalf:
            yield "behalf", fact.on_behalf
        if fact.group:
            yield "grouped", fact.group
    elif isinstance(fact, Node):
        yield "node", fact.id
        yield "kind", fact.kind
        for name in dict.fromkeys((fold(fact.name), *(fold(alias.name) for alias in fact.aliases))):
            yield "name", name
        for concern in dict.fromkeys(fact.concerns):
            yield "concern", concern
        for change in {fact.validity.began_by, fact.validity.ended_by} - {None}:
            yield "changed", str(change)
    elif isinstance(fact, Step):
        yield "step", fact.id
        yield "process", fact.process
        for actor in dict.fromkeys((*fact.actors, *fact.to)):
            yield "actor", actor
    elif isinstance(fact, Group):
        yield "group", fact.id
    elif isinstance(fact, Identifier):
        yield "identifier", fact.id
        yield "identified", fact.node
        yield "code", fold(fact.value)
    else:
        yield "note", fact.id
        for concern in dict.fromkeys(fact.concerns):
            yield "bears-on", concern
        for document in dict.fromkeys(source.document for source in (*fact.sources, *fact.searched)):
            yield "noted-in", document


def out_table(relation_type: str) -> str:
    return f"out {relation_type}"


def in_table(relation_type: str) -> str:
    return f"in {relation_type}"


class MemoryTable:
    """A table over a dict."""

    __slots__ = ("rows",)

    def __init__(self, rows: dict[str, tuple[Fact, ...]] | None = None) -> None:
        self.rows = rows or {}

    def get(self, key: str) -> tuple[Fact, ...]:
        return self.rows.get(key, ())

    def keys(self) -> Iterable[str]:
        return self.rows


def lay_out(facts: Iterable[Fact], keys: Callable[[Fact], Iterator[tuple[str, str]]]) -> dict[str, MemoryTable]:
    """Tables by name of the facts under each of their keys."""
    lists: dict[str, dict[str, list[Fact]]] = {}
    for fact in facts:
        for table, key in keys(fact):
            lists.setdefault(table, {}).setdefault(key, []).append(fact)
    return {name: MemoryTable({key: tuple(found) for key, found in rows.items()}) for name, rows in lists.items()}


class MemoryIndex:
    """All facts in memory."""

    finder = None

    def __init__(self, facts: Iterable[Fact], places: dict[str, Place] | None = None) -> None:
        self._places = places or {}
        self.tables = lay_out(facts, keys_of)

    def table(self, name: str) -> Table:
        return self.tables.get(name) or _EMPTY

    def places(self, fact_id: str) -> Place | None:
        return self._places.get(fact_id)

    def facts(self) -> Iterator[Fact]:
        return facts_in(self)

    def digest(self) -> str:
        return digest_of(self.facts())


_EMPTY = MemoryTable()


EVERY_KEY = "*"  # what is read when all keys of a table are
Listener = Callable[[str, tuple[Fact, ...]], None]  # told of a key that is read and of what stands under it


class Watched:
    """An index over another that can be told of what is read of it."""

    finder: Finder | None = None

    def __init__(self, base: Index) -> None:
        self.base = base
        self._tables: dict[str, Table] = {}

    def listener(self, table: str) -> Listener | None:
        """Who is told of what is read of a table; None: nobody."""
        return None

    def table(self, name: str) -> Table:
        found = self._tables.get(name)
        if found is None:
            base, listener = self.base.table(name), self.listener(name)
            found = self._tables[name] = _WatchedTable(base, listener) if listener else base
        return found

    def places(self, fact_id: str) -> Place | None:
        return self.base.places(fact_id)

    def facts(self) -> Iterator[Fact]:
        return facts_in(self)

    def digest(self) -> str:
        return self.base.digest()


class _WatchedTable:
    """A table that tells of what is read of it. It is asked at every step of a question."""

    __slots__ = ("_get", "_keys", "_tell")

    def __init__(self, base: Table, listener: Listener) -> None:
        self._get, self._keys, self._tell = base.get, base.keys, listener

    def get(self, key: str) -> tuple[Fact, ...]:
        found = self._get(key)
        self._tell(key, found)
        return found

    def keys(self) -> Iterable[str]:
        self._tell(EVERY_KEY, ())
        return self._keys()


Patch = dict[str, Fact | None]  # by fact id: what stands there now, None for what is gone


class OverlayTable:
    """A table with some lists patched; a patched list is made when it is first asked for, the rest is read from the base."""

    __slots__ = ("_made", "base", "patches")

    def __init__(self, base: Table, patches: dict[str, Patch]) -> None:
        self.base, self.patches = base, patches
        self._made: dict[str, tuple[Fact, ...]] = {}

    def get(self, key: str) -> tuple[Fact, ...]:
        patch = self.patches.get(key)
        if patch is None:
            return self.base.get(key)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = _patched(self.base.get(key), patch)
        return made

    def keys(self) -> Iterable[str]:
        yield from (key for key in self.base.keys() if self.get(key))  # noqa: SIM118 - a Table is not a dict
        yield from (key for key in self.patches if not self.base.get(key) and self.get(key))


def _patched(found: tuple[Fact, ...], patch: Patch) -> tuple[Fact, ...]:
    """Replaced facts keep their places, new ones come last."""
    here = {fact.id for fact in found}
    kept = [patch.get(fact.id, fact) for fact in found]
    return tuple([fact for fact in (*kept, *(fact for fact_id, fact in patch.items() if fact_id not in here)) if fact is not None])


class Overlay:
    """An index with changes laid over another; a second change merges into the first, so it is never two deep."""

    finder = None

    def __init__(self, base: Index, patches: dict[str, dict[str, Patch]]) -> None:
        self.base, self.patches = base, patches
        self._tables: dict[str, Table] = {}

    def table(self, name: str) -> Table:
        found = self._tables.get(name)
        if found is None:
            patches = self.patches.get(name)
            base = self.base.table(name)
            found = self._tables[name] = base if patches is None else OverlayTable(base, patches)
        return found

    def places(self, fact_id: str) -> Place | None:
        return self.base.places(fact_id)

    def facts(self) -> Iterator[Fact]:
        return facts_in(self)

    def digest(self) -> str:
        return digest_of(self.facts())


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
        self._out: dict[str, Table] = {}
        self._in: dict[str, Table] = {}
        self._nodes = index.table("node")
        self._across = vocabulary.across_lives()

    # ---- Nodes
    def find_node(self, node_id: str) -> Node | None:
        """The node with this id."""
        found = self._nodes.get(node_id)
        return found[0] if found else None  # type: ignore[return-value]

    def list_nodes(self) -> Iterator[Node]:
        """Every node, in the order of the seed."""
        table = self.index.table("node")
        for key in table.keys():  # noqa: SIM118 - a Table is not a dict
            yield from table.get(key)  # type: ignore[misc]

    def list_kind(self, kind: str) -> tuple[Node, ...]:
        """The nodes of one kind."""
        return self.index.table("kind").get(kind)  # type: ignore[return-value]

    def list_named(self, folded: str) -> tuple[Node, ...]:
        """The nodes with this folded name or alias."""
        return self.index.table("name").get(folded)  # type: ignore[return-value]

    def list_names(self) -> Iterable[str]:
        """Every folded name and alias."""
        return self.index.table("name").keys()

    def list_concerning(self, node_id: str) -> tuple[Node, ...]:
        """Decisions, changes and processes that are about the node."""
        return self.index.table("concern").get(node_id)  # type: ignore[return-value]

    def list_changed_by(self, change_id: str) -> tuple[Node, ...]:
        """The nodes that a change began or ended."""
        return self.index.table("changed").get(change_id)  # type: ignore[return-value]

    def list_identifiers(self, node_id: str) -> tuple[Identifier, ...]:
        """What registers call the node."""
        return self.index.table("identified").get(node_id)  # type: ignore[return-value]

    def list_identified(self, folded: str) -> tuple[Node, ...]:
        """The nodes that a register calls so."""
        found: tuple[Identifier, ...] = self.index.table("code").get(folded)  # type: ignore[assignment]
        return tuple(node for node in (self.find_node(identifier.node) for identifier in found) if node)

    # ---- Relations
    def find_relation(self, relation_id: str) -> Relation | None:
        """The relation with this id."""
        found = self.index.table("relation").get(relation_id)
        return found[0] if found else None  # type: ignore[return-value]

    def list_out(self, relation_type: str, node_id: str) -> tuple[Relation, ...]:
        """`node relation_type …`"""
        table = self._out.get(relation_type)
        if table is None:
            table = self._out[relation_type] = self.index.table(out_table(relation_type))
        return table.get(node_id)  # type: ignore[return-value]

    def list_in(self, relation_type: str, node_id: str) -> tuple[Relation, ...]:
        """`… relation_type node`"""
        table = self._in.get(relation_type)
        if table is None:
            table = self._in[relation_type] = self.index.table(in_table(relation_type))
        return table.get(node_id)  # type: ignore[return-value]

    def list_all_out(self, node_id: str) -> tuple[Relation, ...]:
        """All relations from the node."""
        return self.index.table("out").get(node_id)  # type: ignore[return-value]

    def list_all_in(self, node_id: str) -> tuple[Relation, ...]:
        """All relations to the node."""
        return self.index.table("in").get(node_id)  # type: ignore[return-value]

    def list_about(self, node_id: str) -> tuple[Relation, ...]:
        """Relations between others that are about the node."""
        return self.index.table("about").get(node_id)  # type: ignore[return-value]

    def list_on_behalf(self, node_id: str) -> tuple[Relation, ...]:
        """Relations that others have on the node's behalf."""
        return self.index.table("behalf").get(node_id)  # type: ignore[return-value]

    def list_relations(self) -> Iterator[Relation]:
        """Every relation, in the order of the seed."""
        table = self.index.table("relation")
        for key in table.keys():  # noqa: SIM118 - a Table is not a dict
            yield from table.get(key)  # type: ignore[misc]

    def list_limits(self, relation: Relation) -> tuple[Node, ...]:
        """The nodes whose lives limit the relation: both ends, unless its type joins what need not exist at the same time."""
        if relation.type in self._across:
            return ()
        return self._nodes.get(relation.source) + self._nodes.get(relation.target)  # type: ignore[return-value]

    def whole_validity(self, relation: Relation) -> Validity:
        """The relation's validity, cut to the lives that limit it."""
        return cut(relation.validity, *[node.validity for node in self.list_limits(relation)])

    def list_grouped(self, group_id: str) -> tuple[Relation, ...]:
        """The relations that a group ties together."""
        return self.index.table("grouped").get(group_id)  # type: ignore[return-value]

    def find_group(self, group_id: str) -> Group | None:
        """The group with this id."""
        found = self.index.table("group").get(group_id)
        return found[0] if found else None  # type: ignore[return-value]

    # ---- Processes
    def list_steps(self, process_id: str) -> tuple[Step, ...]:
        """The steps of a process, in the order of the seed."""
        return self.index.table("process").get(process_id)  # type: ignore[return-value]

    def list_steps_of(self, actor_id: str) -> tuple[Step, ...]:
        """The steps in which a node acts or receives."""
        return self.index.table("actor").get(actor_id)  # type: ignore[return-value]

    # ---- Notes
    def find_note(self, note_id: str) -> Note | None:
        """The note with this id."""
        found = self.index.table("note").get(note_id)
        return found[0] if found else None  # type: ignore[return-value]

    def list_notes_on(self, node_id: str) -> tuple[Note, ...]:
        """Silences, conflicts and the like that bear on the node."""
        return self.index.table("bears-on").get(node_id)  # type: ignore[return-value]

    def list_notes_in(self, document: str) -> tuple[Note, ...]:
        """Notes that rest on a document."""
        return self.index.table("noted-in").get(document)  # type: ignore[return-value]

    def list_notes(self) -> Iterator[Note]:
        """Every note, in the order of the seed."""
        table = self.index.table("note")
        for key in table.keys():  # noqa: SIM118 - a Table is not a dict
            yield from table.get(key)  # type: ignore[misc]

    # ---- Everything
    def list_facts(self) -> Iterator[Fact]:
        """Every fact of every class, class by class, in the order of the seed."""
        return self.index.facts()

    def find_fact(self, fact_id: str) -> Fact | None:
        """The fact with this id, of whatever class."""
        return next((found[0] for name in CLASSES if (found := self.index.table(name).get(fact_id))), None)

    def digest(self) -> str:
        """A text that two organisations share when they hold the same facts in the same order."""
        return self.index.digest()

    def find_place(self, fact_id: str) -> Place | None:
        """The file and line where a fact was written; None for a fact that no file holds (a scenario's)."""
        return self.index.places(fact_id)

    # ---- Another organisation
    def with_changes(self, changes: Iterable[Change]) -> Organisation:
        """The organisation after the changes. What they do not touch is shared, so the cost follows the changes."""
        base = self.index.base if isinstance(self.index, Overlay) else self.index
        patches = _copied(self.index.patches) if isinstance(self.index, Overlay) else {}
        for change in changes:
            _lay(patches, change)
        return Organisation(self.vocabulary, Overlay(base, patches))


def _copied(patches: dict[str, dict[str, Patch]]) -> dict[str, dict[str, Patch]]:
    return {name: {key: dict(patch) for key, patch in keys.items()} for name, keys in patches.items()}


def _lay(patches: dict[str, dict[str, Patch]], change: Change) -> None:
    if change.before:
        for name, key in keys_of(change.before):
            patches.setdefault(name, {}).setdefault(key, {})[change.before.id] = None
    if change.after:
        for name, key in keys_of(change.after):
            patches.setdefault(name, {}).setdefault(key, {})[change.after.id] = change.after
