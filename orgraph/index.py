"""Where the facts of an organisation are looked up: tables in memory, tables that report what is
read of them, tables with changes laid over them. A snapshot and a database have their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

from orgraph.facts import (
    Fact,
    Group,
    Identifier,
    Node,
    Place,
    Relation,
    Step,
)
from orgraph.text_matching import fold, fold_code
from orgraph.types import FactId, RelationTypeName

FactT_co = TypeVar("FactT_co", bound=Fact, covariant=True)


class Table(Protocol[FactT_co]):
    """One way to look facts up: a key gives the facts that stand under it, in the order of the
    seed. A key that is not there gives none.
    """

    def get(self, key: str) -> tuple[FactT_co, ...]:
        """The facts under a key, in the order of the seed; none for a key that is not there."""

    def keys(self) -> Iterable[str]:
        """Every key that something stands under."""


Finder = Callable[[Any, str, dict[str, Any]], Any]
"""Puts a whole question where the facts are: takes a view, the question's name and its parameters,
and gives what the question finds.
"""


class Index(Protocol):
    """All tables of an organisation, by name; `index_keys` says what stands in which.

    A `finder` answers whole questions where the facts are, instead of table by table.
    """

    @property
    def finder(self) -> Finder | None:
        """Answers whole questions where the facts are; None when there is nothing that can."""

    def table(self, name: str) -> Table[Fact]:
        """The table of a name; an empty one when nothing stands in it."""

    def places(self, fact_id: str) -> Place | None:
        """Where a fact was written; None when no file holds it."""

    def facts(self) -> Iterator[Fact]:
        """Every fact, class by class, in the order of the seed."""

    def digest(self) -> str:
        """A text that two organisations share when they hold the same facts in the same order."""


# The tables that together hold every fact.
CLASSES = ("node", "relation", "step", "group", "note", "identifier")


def facts_of(table: Table[FactT_co]) -> Iterator[FactT_co]:
    """Every fact of a table, key by key."""
    for key in table.keys():  # noqa: SIM118 - a Table is not a dict
        yield from table.get(key)


def facts_in(index: Index) -> Iterator[Fact]:
    """Every fact, class by class, in the order of the seed."""
    for name in CLASSES:
        yield from facts_of(index.table(name))


def digest_of(facts: Iterable[Fact]) -> str:
    """A text that is the same for the same facts in the same order, and for no others."""
    import hashlib  # 5 ms that no question pays

    digest = hashlib.sha256()
    for fact in facts:
        digest.update(ascii(fact).encode())
    return digest.hexdigest()


def index_keys(fact: Fact) -> Iterator[tuple[str, str]]:
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
        for name in dict.fromkeys(
            (fold(fact.name), *(fold(alias.name) for alias in fact.aliases))
        ):
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
        yield "code", fold_code(fact.value)
    else:
        yield "note", fact.id
        for concern in dict.fromkeys(fact.concerns):
            yield "bears-on", concern
        for document in dict.fromkeys(
            source.document for source in (*fact.sources, *fact.searched)
        ):
            yield "noted-in", document


def out_table(relation_type: RelationTypeName) -> str:
    """The name of the table of a type's relations, by their source."""
    return f"out {relation_type}"


def in_table(relation_type: RelationTypeName) -> str:
    """The name of the table of a type's relations, by their target."""
    return f"in {relation_type}"


class MemoryTable:
    """A table over a dict."""

    __slots__ = ("rows",)

    def __init__(self, rows: dict[str, tuple[Fact, ...]] | None = None) -> None:
        self.rows = rows or {}

    def get(self, key: str) -> tuple[Fact, ...]:
        """The facts under a key, in the order of the seed; none for a key that is not there."""
        return self.rows.get(key, ())

    def keys(self) -> Iterable[str]:
        """Every key that something stands under."""
        return self.rows


def build_tables(
    facts: Iterable[Fact], keys: Callable[[Fact], Iterator[tuple[str, str]]]
) -> dict[str, MemoryTable]:
    """Tables by name. `keys` gives, as (table, key), where a fact is to stand."""
    lists: dict[str, dict[str, list[Fact]]] = {}
    for fact in facts:
        for table, key in keys(fact):
            lists.setdefault(table, {}).setdefault(key, []).append(fact)
    return {
        name: MemoryTable({key: tuple(found) for key, found in rows.items()})
        for name, rows in lists.items()
    }


class MemoryIndex:
    """All facts in memory."""

    finder = None

    def __init__(self, facts: Iterable[Fact], places: dict[str, Place] | None = None) -> None:
        self._places = places or {}
        self.tables = build_tables(facts, index_keys)

    def table(self, name: str) -> Table[Fact]:
        """The table of a name; an empty one when nothing stands in it."""
        return self.tables.get(name) or _EMPTY

    def places(self, fact_id: str) -> Place | None:
        """Where a fact was written; None when no file holds it."""
        return self._places.get(fact_id)

    def facts(self) -> Iterator[Fact]:
        """Every fact, class by class, in the order of the seed."""
        return facts_in(self)

    def digest(self) -> str:
        """A text that two organisations share when they hold the same facts in the same order."""
        return digest_of(self.facts())


_EMPTY = MemoryTable()


EVERY_KEY = "*"
"""What a listener is told when all keys of a table are read."""

Listener = Callable[[str, tuple[Fact, ...]], None]
"""Is told of a key that is read, and of what stands under it."""


class WatchedIndex:
    """An index over another that reports every read to a listener; a subclass overrides `listener`
    to choose the tables.

    So are found the days on which an answer can change, and what a page depends on.
    """

    finder: Finder | None = None

    def __init__(self, base: Index) -> None:
        self.base = base
        self._tables: dict[str, Table[Fact]] = {}

    def listener(self, table: str) -> Listener | None:
        """Who is told of what is read of a table; None: nobody."""
        return None

    def table(self, name: str) -> Table[Fact]:
        """The table of a name; an empty one when nothing stands in it."""
        found = self._tables.get(name)
        if found is None:
            base, listener = self.base.table(name), self.listener(name)
            found = self._tables[name] = _WatchedTable(base, listener) if listener else base
        return found

    def places(self, fact_id: str) -> Place | None:
        """Where a fact was written; None when no file holds it."""
        return self.base.places(fact_id)

    def facts(self) -> Iterator[Fact]:
        """Every fact, class by class, in the order of the seed."""
        return facts_in(self)

    def digest(self) -> str:
        """A text that two organisations share when they hold the same facts in the same order."""
        return self.base.digest()


class _WatchedTable:
    """A table that tells of what is read of it. It is asked at every step of a question."""

    __slots__ = ("_get", "_keys", "_tell")

    def __init__(self, base: Table[Fact], listener: Listener) -> None:
        self._get, self._keys, self._tell = base.get, base.keys, listener

    def get(self, key: str) -> tuple[Fact, ...]:
        found = self._get(key)
        self._tell(key, found)
        return found

    def keys(self) -> Iterable[str]:
        self._tell(EVERY_KEY, ())
        return self._keys()


Patch = dict[FactId, Fact | None]
"""What stands under an id now; None for what is gone."""


class OverlayTable:
    """A table with some lists patched; a patched list is made when it is first asked for, the rest
    is read from the base.
    """

    __slots__ = ("_made", "base", "patches")

    def __init__(self, base: Table[Fact], patches: dict[str, Patch]) -> None:
        self.base, self.patches = base, patches
        self._made: dict[str, tuple[Fact, ...]] = {}

    def get(self, key: str) -> tuple[Fact, ...]:
        """The facts under a key, in the order of the seed; none for a key that is not there."""
        patch = self.patches.get(key)
        if patch is None:
            return self.base.get(key)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = _patched(self.base.get(key), patch)
        return made

    def keys(self) -> Iterable[str]:
        """Every key that something stands under."""
        yield from (key for key in self.base.keys() if self.get(key))  # noqa: SIM118 - a Table is not a dict
        yield from (key for key in self.patches if not self.base.get(key) and self.get(key))


def _patched(found: tuple[Fact, ...], patch: Patch) -> tuple[Fact, ...]:
    """Replaced facts keep their places, new ones come last."""
    here = {fact.id for fact in found}
    kept = [patch.get(fact.id, fact) for fact in found]
    return tuple(
        [
            fact
            for fact in (*kept, *(fact for fact_id, fact in patch.items() if fact_id not in here))
            if fact is not None
        ]
    )


class OverlayIndex:
    """An index with changes laid over another; a second change merges into the first, so it is
    never two deep.
    """

    finder = None

    def __init__(self, base: Index, patches: dict[str, dict[str, Patch]]) -> None:
        self.base, self.patches = base, patches
        self._tables: dict[str, Table[Fact]] = {}

    def table(self, name: str) -> Table[Fact]:
        """The table of a name; an empty one when nothing stands in it."""
        found = self._tables.get(name)
        if found is None:
            patches = self.patches.get(name)
            base = self.base.table(name)
            found = self._tables[name] = base if patches is None else OverlayTable(base, patches)
        return found

    def places(self, fact_id: str) -> Place | None:
        """Where a fact was written; None when no file holds it."""
        return self.base.places(fact_id)

    def facts(self) -> Iterator[Fact]:
        """Every fact, class by class, in the order of the seed."""
        return facts_in(self)

    def digest(self) -> str:
        """A text that two organisations share when they hold the same facts in the same order."""
        return digest_of(self.facts())
