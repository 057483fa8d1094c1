"""The organisation as the site reads it: all facts in memory, with the tables that pages need, and
notes of what each page has read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from orgraph.facts import Fact, Group, Identifier, Note, Place
from orgraph.index import (
    EVERY_KEY,
    Listener,
    MemoryIndex,
    MemoryTable,
    Table,
    WatchedIndex,
    build_tables,
    digest_of,
    facts_in,
)
from orgraph.organisation import Organisation
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
    """An index with every fact in memory, and a fingerprint of the facts under each key.

    `fingerprints` maps a key, as `ReadTracker.seen` names it, to a number that differs when the
    facts under it differ. A key that it does not have has no facts.
    """

    finder = None

    def __init__(self, organisation: Organisation) -> None:
        base = organisation.index
        memory = base if isinstance(base, MemoryIndex) else MemoryIndex(organisation.list_facts())
        facts = list(memory.facts())
        self._relations = organisation.vocabulary.relations
        self._equivalent = equivalent_types(organisation.vocabulary)
        self.tables = memory.tables | build_tables(facts, site_keys)
        self.fingerprints: dict[str, int] = {}
        self._add_fingerprints({id(fact): _fingerprint(fact) for fact in facts})

    def _add_fingerprints(self, prints: dict[int, int]) -> None:
        """Add the fingerprint of what stands under every key; `prints` are those of the facts, by
        `id(fact)`.
        """
        self.add_fingerprint(EVERYTHING, _combined(prints.values()))
        nodes = self.tables.get("node", _EMPTY).rows
        noted = self.fingerprints  # a million times: no call of `add_fingerprint` for each
        for name, table in self.tables.items():
            group = self.group_of(name)
            for key, found in table.rows.items() if group != EVERYTHING else ():
                print_of = (
                    prints[id(found[0])]
                    if len(found) == 1
                    else _combined([prints[id(fact)] for fact in found])
                )
                read_as = f"{group} {key}"
                noted[read_as] = noted.get(read_as, 0) + print_of
                if key in nodes:
                    mine = key_of_node(key)
                    noted[mine] = noted.get(mine, 0) + print_of

    def group_of(self, table: str) -> str:
        """The name under which reads of a table are recorded.

        Tables that are always read together share one, so that the manifest stays small.
        """
        if table == "relation":
            # only scenarios look a relation up by its id, and they read all of them
            return EVERYTHING
        direction, _, relation = table.partition(" ")
        if direction == "out" and relation in self._relations and self._relations[relation].upward:
            return _RISING
        if relation and direction in ("out", "in"):
            return f"{direction} {self._equivalent.get(relation, relation)}"
        return table if table in _APART else "rest"

    def add_fingerprint(self, key: str, print_of: int) -> None:
        """Add the fingerprint of something more that stands under the key; the order of calls does
        not matter.
        """
        self.fingerprints[key] = self.fingerprints.get(key, 0) + print_of

    def table(self, name: str) -> Table[Fact]:
        """The table of a name; an empty one when nothing stands in it."""
        return self.tables.get(name) or _EMPTY

    def places(self, fact_id: str) -> Place | None:
        """Where a fact was written; None when no file holds it."""
        return None

    def facts(self) -> Iterator[Fact]:
        """Every fact, class by class, in the order of the seed."""
        return facts_in(self)

    def digest(self) -> str:
        """A text that two organisations share when they hold the same facts in the same order."""
        return digest_of(self.facts())


_EMPTY = MemoryTable()


def _fingerprint(fact: Fact) -> int:
    return int.from_bytes(
        hashlib.blake2b(repr(fact).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    )


def _combined(prints: Iterable[int]) -> int:
    """The fingerprint of a list; another order gives another one."""
    whole = 0
    for print_of in prints:
        whole = (whole * 1_000_003 ^ print_of) & _MASK
    return whole


def key_of_node(node_id: str) -> str:
    """The key of all that stands under a node's id, in every table."""
    return f"own {node_id}"


def key_of_file(name: str) -> str:
    """The key of a file that a page is made from."""
    return f"file {name}"


def equivalent_types(vocabulary: Vocabulary) -> dict[str, str]:
    """For each relation type the first one that exactly the same questions read: pages that read
    one of them read all, so that their dependencies can be kept as one.
    """
    first: dict[tuple[object, ...], str] = {}
    asked = vocabulary.questions.values()
    return {
        relation_type.name: first.setdefault(
            (
                relation_type.upward > 0,
                relation_type.member,
                relation_type.instance,
                *(relation_type.name in (*one.chain, *one.owner) for one in asked),
            ),
            relation_type.name,
        )
        for relation_type in vocabulary.relations.values()
    }


class ReadTracker(WatchedIndex):
    """An index that records which keys are read: the dependencies of a page."""

    def __init__(self, base: SiteIndex) -> None:
        super().__init__(base)
        self._group_of = base.group_of
        self._seen: dict[str, set[str]] = {}
        self._names: dict[
            str, dict[str, str]
            # by group and key: pages read the same, and what is sent from one process to another
            # should be one text
        ] = {}

    def begin(self) -> None:
        """Forget what was read, before the next page is made."""
        for keys in self._seen.values():
            keys.clear()

    def listener(self, table: str) -> Listener:
        """The keys of tables that are read together are noted together."""
        add = self._seen.setdefault(self._group_of(table), set()).add
        return lambda key, found: add(key)

    def seen(self, page: str) -> Iterator[str]:
        """The keys that the page of a node has read since `begin`, as `SiteIndex.fingerprints`
        names them. All that stands under the node's own id is one key; a page that went through a
        whole table depends on everything.
        """
        yield key_of_node(page)
        if self._seen.get(EVERYTHING) or any(EVERY_KEY in keys for keys in self._seen.values()):
            yield EVERYTHING
            return
        for group, keys in self._seen.items():
            names = self._names.setdefault(group, {})
            for key in keys:
                if key != page:
                    yield names.get(key) or names.setdefault(key, f"{group} {key}")
