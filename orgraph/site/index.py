"""The organisation as the site reads it: all facts in memory, with the tables that pages need, and notes of what each page has read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

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


def group_of(table: str) -> str:
    """What a page has read that read a list of this table. Most tables tell what a node has to do with others, and pages read them together."""
    return table if table in _APART else RELATED


RELATED = "related"
_APART = frozenset(("node", "kind", "name", "code", CITED, BECAUSE))


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
            read_as = set()
            for table, key in (*keys_of(fact), *site_keys(fact)):
                if table not in ready:
                    lists.setdefault(table, {}).setdefault(key, []).append(fact)
                group = group_of(table)
                read_as.update((f"{group} {key}", f"{group} {EVERYTHING}"))
            self._print(fact, read_as)
        self.tables |= tables_of(lists)

    def _print(self, fact: Fact, read_as: set[str]) -> None:
        print_of_fact = int.from_bytes(hashlib.blake2b(repr(fact).encode("utf-8", "surrogatepass"), digest_size=8).digest())
        known = self.fingerprints
        for key in read_as:
            known[key] = (known.get(key, 0) * 1_000_003 ^ print_of_fact) & _MASK

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
        self._seen: dict[str, set[str]] = {}
        self._read: dict[str, _ReadTable] = {}

    def begin(self) -> None:
        """Forgets what was read."""
        for keys in self._seen.values():
            keys.clear()

    def seen(self) -> Iterator[str]:
        """What was read, as the fingerprints name it."""
        return (f"{group} {key}" for group, keys in self._seen.items() for key in keys)

    def table(self, name: str) -> Table:
        found = self._read.get(name)
        if found is None:
            found = self._read[name] = _ReadTable(self.base.table(name), self._seen.setdefault(group_of(name), set()))
        return found


class _ReadTable:
    """A table that notes its keys. It is asked some hundred times for each page."""

    __slots__ = ("_add", "_base", "_get")

    def __init__(self, base: Table, seen: set[str]) -> None:
        self._base, self._add = base, seen.add
        self._get = base.get

    def get(self, key: str) -> tuple[Fact, ...]:
        self._add(key)
        return self._get(key)

    def keys(self) -> Iterable[str]:
        self._add(EVERYTHING)
        return self._base.keys()
