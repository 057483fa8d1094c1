"""The organisation as the site reads it: all facts in memory, with the tables that pages need, and notes of what each page has read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from orgraph.facts import Fact, Group, Identifier, Note, Place
from orgraph.organisation import EVERY_KEY, Listener, MemoryIndex, MemoryTable, Organisation, Table, Watched, digest_of, facts_in, lay_out
from orgraph.vocabulary import Vocabulary

_MASK = (1 << 64) - 1
CITED, BECAUSE = "cited", "because"
EVERYTHING = "everything"  # what a page has read that went through a whole table


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
_RISING = "rising"


class SiteIndex:
    """Every fact in memory. `fingerprints` tell for each key whether what stands under it is what stood there before."""

    finder = None

    def __init__(self, organisation: Organisation) -> None:
        base = organisation.index
        memory = base if isinstance(base, MemoryIndex) else MemoryIndex(organisation.list_facts())
        facts = list(memory.facts())
        self._relations, self._alike = organisation.vocabulary.relations, alike(organisation.vocabulary)
        self.tables = memory.tables | lay_out(facts, site_keys)
        self.fingerprints: dict[str, int] = {}
        self._add_prints({id(fact): _print_of(fact) for fact in facts})

    def _add_prints(self, prints: dict[int, int]) -> None:
        """Notes what stands under every key, by the prints of the facts."""
        self.add_print(EVERYTHING, _together(prints.values()))
        nodes = self.tables.get("node", _EMPTY).rows
        noted = self.fingerprints  # a million times: no call of `add_print` for each
        for name, table in self.tables.items():
            group = self.group_of(name)
            for key, found in table.rows.items() if group != EVERYTHING else ():
                print_of = prints[id(found[0])] if len(found) == 1 else _together([prints[id(fact)] for fact in found])
                read_as = f"{group} {key}"
                noted[read_as] = noted.get(read_as, 0) + print_of
                if key in nodes:
                    mine = own(key)
                    noted[mine] = noted.get(mine, 0) + print_of

    def group_of(self, table: str) -> str:
        """What a page has read that read a list of this table. Tables that are read together are one group, so that what is kept of a page is little."""
        if table == "relation":
            return EVERYTHING  # only scenarios look a relation up by its id, and they read all of them
        direction, _, relation = table.partition(" ")
        if direction == "out" and relation in self._relations and self._relations[relation].upward:
            return _RISING
        if relation and direction in ("out", "in"):
            return f"{direction} {self._alike.get(relation, relation)}"
        return table if table in _APART else "rest"

    def add_print(self, key: str, print_of: int) -> None:
        """Notes what else stands under the key; in whatever order."""
        self.fingerprints[key] = self.fingerprints.get(key, 0) + print_of

    def table(self, name: str) -> Table:
        return self.tables.get(name) or _EMPTY

    def places(self, fact_id: str) -> Place | None:
        return None

    def facts(self) -> Iterator[Fact]:
        return facts_in(self)

    def digest(self) -> str:
        return digest_of(self.facts())


_EMPTY = MemoryTable()


def _print_of(fact: Fact) -> int:
    return int.from_bytes(hashlib.blake2b(repr(fact).encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _together(prints: Iterable[int]) -> int:
    """The print of a list, that follows its order."""
    whole = 0
    for print_of in prints:
        whole = (whole * 1_000_003 ^ print_of) & _MASK
    return whole


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
        self._names: dict[str, dict[str, str]] = {}  # by group and key: pages read the same, and what is sent from one process to another should be one text

    def begin(self) -> None:
        """Forgets what was read."""
        for keys in self._seen.values():
            keys.clear()

    def listener(self, table: str) -> Listener:
        """The keys of tables that are read together are noted together."""
        add = self._seen.setdefault(self._group_of(table), set()).add
        return lambda key, found: add(key)

    def seen(self, page: str) -> Iterator[str]:
        """What the page of a node read, as the fingerprints name it: all that stands under its own id, and lists of others."""
        yield own(page)
        if self._seen.get(EVERYTHING) or any(EVERY_KEY in keys for keys in self._seen.values()):
            yield EVERYTHING
            return
        for group, keys in self._seen.items():
            names = self._names.setdefault(group, {})
            for key in keys:
                if key != page:
                    yield names.get(key) or names.setdefault(key, f"{group} {key}")
