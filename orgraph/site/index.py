"""The organisation as the site reads it: all facts in memory, with the tables that pages need, and notes of what each page has read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from orgraph.facts import Fact, Group, Identifier, Note, Place
from orgraph.organisation import Index, MemoryIndex, MemoryTable, Organisation, Table, Watched, digest_of, facts_in, keys_of, tables_of

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
        self.tables |= tables_of(lists)

    def table(self, name: str) -> Table:
        return self.tables.get(name) or _EMPTY

    def places(self, fact_id: str) -> Place | None:
        return None

    def facts(self) -> Iterator[Fact]:
        return facts_in(self)

    def digest(self) -> str:
        return digest_of(self.facts())


_EMPTY = MemoryTable()


class Reading(Watched):
    """An index that notes which keys are read, until it is told to begin anew."""

    def __init__(self, base: Index) -> None:
        super().__init__(base)
        self.seen: set[str] = set()

    def begin(self) -> None:
        """Forgets what was read."""
        self.seen = set()

    def note(self, table: str, key: str, found: tuple[Fact, ...]) -> None:
        """One key of a table."""
        self.seen.add(f"{table} {key}")

    def note_whole(self, table: str) -> None:
        """All of a table."""
        self.seen.add(f"{table} {EVERYTHING}")
