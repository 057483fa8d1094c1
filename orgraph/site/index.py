"""The organisation as the site reads it: all facts in memory, with the tables that pages need, and notes of what each page has read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from orgraph.facts import Fact, Group, Identifier, Note, Place
from orgraph.organisation import MemoryIndex, MemoryTable, Organisation, Table, Watched, digest_of, facts_in, keys_of, tables_of
from orgraph.vocabulary import Vocabulary

_MASK = (1 << 64) - 1
CITED, BECAUSE = "cited", "because"
EVERYTHING = "*"  # read: the whole of a table


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


_APART = frozenset(("node", "kind", "name", "code", CITED, BECAUSE))
_WORDS = frozenset(("kind", "name", "code"))  # tables whose keys are no ids


class SiteIndex:
    """Every fact in memory. `fingerprints` tell for each key whether what stands under it is what stood there before."""

    finder = None

    def __init__(self, organisation: Organisation) -> None:
        base = organisation.index
        self._alike = alike(organisation.vocabulary)
        self.tables: dict[str, MemoryTable] = dict(base.tables) if isinstance(base, MemoryIndex) else {}
        ready = frozenset(self.tables)  # what is in memory already is not laid out once more
        lists: dict[str, dict[str, list[Fact]]] = {}
        self.fingerprints: dict[str, int] = {}
        groups: dict[str, str] = {}
        for fact in organisation.list_facts():
            read_as = {EVERYTHING}
            for table, key in (*keys_of(fact), *site_keys(fact)):
                if table not in ready:
                    lists.setdefault(table, {}).setdefault(key, []).append(fact)
                group = groups.get(table) or groups.setdefault(table, self.group_of(table))
                read_as.add(f"{group} {key}")
                if table not in _WORDS:
                    read_as.add(own(key))
            print_of_fact = int.from_bytes(hashlib.blake2b(repr(fact).encode("utf-8", "surrogatepass"), digest_size=8).digest())
            for key in read_as:
                self.add_print(key, print_of_fact)
        self.tables |= tables_of(lists)

    def group_of(self, table: str) -> str:
        """What a page has read that read a list of this table. Tables that are read together are one group, so that what is kept of a page is little."""
        direction, _, relation = table.partition(" ")
        if relation and direction in ("out", "in"):
            return f"{direction} {self._alike.get(relation, relation)}"
        return table if table in _APART else "rest"

    def add_print(self, key: str, print_of: int) -> None:
        """Notes what else stands under the key."""
        self.fingerprints[key] = (self.fingerprints.get(key, 0) * 1_000_003 ^ print_of) & _MASK

    def table(self, name: str) -> Table:
        return self.tables.get(name) or _EMPTY

    def places(self, fact_id: str) -> Place | None:
        return None

    def facts(self) -> Iterator[Fact]:
        return facts_in(self)

    def digest(self) -> str:
        return digest_of(self.facts())


_EMPTY = MemoryTable()


def own(node_id: str) -> str:
    """All that stands under the id of a page's node, in every table."""
    return f"own {node_id}"


def file_of(name: str) -> str:
    """What a page that is made from a file has read."""
    return f"file {name}"


def alike(vocabulary: Vocabulary) -> dict[str, str]:
    """For each relation type the first that the same questions read, along the same way: what reads the one reads the other."""
    first: dict[tuple[object, ...], str] = {}
    asked = vocabulary.questions.values()
    return {
        kind.name: first.setdefault((kind.upward > 0, kind.member, kind.instance, *(kind.name in (*one.chain, *one.owner) for one in asked)), kind.name)
        for kind in vocabulary.relations.values()
    }


class Reading(Watched):
    """An index that notes which keys are read, until it is told to begin anew."""

    def __init__(self, base: SiteIndex) -> None:
        super().__init__(base)
        self._group_of = base.group_of
        self._seen: dict[str, set[str]] = {}
        self._read: dict[str, _ReadTable] = {}

    def begin(self) -> None:
        """Forgets what was read."""
        for keys in self._seen.values():
            keys.clear()

    def seen(self, page: str) -> Iterator[str]:
        """What the page of a node read, as the fingerprints name it: all that stands under its own id, and lists of others."""
        yield own(page)
        for group, keys in self._seen.items():
            for key in keys:
                if key != page:
                    yield EVERYTHING if key == EVERYTHING else f"{group} {key}"

    def table(self, name: str) -> Table:
        found = self._read.get(name)
        if found is None:
            found = self._read[name] = _ReadTable(self.base.table(name), self._seen.setdefault(self._group_of(name), set()))
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
