"""The organisation as the site reads it: all facts in memory, with the tables that pages need, and notes of what each page has read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from orgraph.facts import Fact, Group, Identifier, Note, Place
from orgraph.organisation import Index, MemoryIndex, MemoryTable, Organisation, Table, digest_of, facts_in, keys_of

_MASK = (1 << 64) - 1
CITED, BECAUSE = "cited", "because"
EVERYTHING = "\0"  # read as a key: the whole table


def site_keys(fact: Fact) -> Iterator[tuple[str, str]]:
    """The tables of the site: what rests on a document, and what a change began or ended."""
    for document in dict.fromkeys(source.document for source in fact.sources):
        yield CITED, document
    if isinstance(fact, Note):
        for document in dict.fromkeys(source.document for source in fact.searched):
            yield CITED, document
    elif not isinstance(fact, Group | Identifier):
        for change in dict.fromkeys((fact.validity.began_by, fact.validity.ended_by)):
            if change:
                yield BECAUSE, change


class SiteIndex:
    """Every fact in memory. `fingerprints` tell for each key whether what stands under it is what stood there before."""

    finder = None

    def __init__(self, organisation: Organisation) -> None:
        base = organisation.index
        self.tables: dict[str, MemoryTable] = dict(base.tables) if isinstance(base, MemoryIndex) else {}
        ready = frozenset(self.tables)  # what is in memory already is not laid out once more
        lists: dict[str, dict[str, list[Fact]]] = {}
        self.fingerprints: dict[str, int] = {}
        for fact in organisation.list_facts():
            print_of_fact = int.from_bytes(hashlib.blake2b(repr(fact).encode("utf-8", "surrogatepass"), digest_size=8).digest())
            for table, key in (*keys_of(fact), *site_keys(fact)):
                if table not in ready:
                    lists.setdefault(table, {}).setdefault(key, []).append(fact)
                for read_as in (f"{table} {key}", f"{table} {EVERYTHING}"):
                    self.fingerprints[read_as] = (self.fingerprints.get(read_as, 0) * 1_000_003 ^ print_of_fact) & _MASK
        for name, rows in lists.items():
            self.tables[name] = table_of = MemoryTable()
            table_of.rows = {key: tuple(found) for key, found in rows.items()}

    def table(self, name: str) -> Table:
        return self.tables.get(name) or _EMPTY

    def places(self, fact_id: str) -> Place | None:
        return None

    def facts(self) -> Iterator[Fact]:
        return facts_in(self)

    def digest(self) -> str:
        return digest_of(self.facts())


_EMPTY = MemoryTable()


class Reading:
    """An index that notes which keys are read, until it is told to begin anew."""

    finder = None

    def __init__(self, base: Index) -> None:
        self.base = base
        self.seen: set[str] = set()
        self._tables: dict[str, _NotingTable] = {}

    def begin(self) -> None:
        """Forgets what was read."""
        self.seen = set()

    def table(self, name: str) -> Table:
        if name not in self._tables:
            self._tables[name] = _NotingTable(self, self.base.table(name), name)
        return self._tables[name]

    def places(self, fact_id: str) -> Place | None:
        return self.base.places(fact_id)

    def facts(self) -> Iterator[Fact]:
        return facts_in(self)

    def digest(self) -> str:
        return self.base.digest()


class _NotingTable:
    __slots__ = ("_base", "_prefix", "_reading")

    def __init__(self, reading: Reading, base: Table, name: str) -> None:
        self._reading, self._base, self._prefix = reading, base, f"{name} "

    def get(self, key: str) -> tuple[Fact, ...]:
        self._reading.seen.add(self._prefix + key)
        return self._base.get(key)

    def keys(self) -> Iterable[str]:
        self._reading.seen.add(self._prefix + EVERYTHING)
        return self._base.keys()
