"""The organisation as it stands in a database: an ordinary one, whose tables are read in Cypher
when they are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import monotonic, sleep
from typing import TypeVar

from orgraph.facts import Fact, Place, Relation
from orgraph.index import Finder, MemoryIndex, Table, facts_in
from orgraph.neo4j_store.connection import Connection, Record, Transaction
from orgraph.neo4j_store.cypher_files import read_text
from orgraph.neo4j_store.decode import (
    group_of,
    identifier_of,
    node_of,
    note_of,
    relation_of,
    step_of,
)
from orgraph.neo4j_store.errors import NeverStill, NothingLoaded, ServerLost, ServerSilent
from orgraph.neo4j_store.metadata import read_model, settle
from orgraph.organisation import Organisation
from orgraph.seed.serialization import decode_vocabulary

SECONDS_TO_STILL = 60
SECONDS_TO_COMMIT = 2  # after so long a closed gate may be one that nobody opens any more
T = TypeVar("T")

_READERS: dict[str, Callable[[Record], Fact]] = {
    "node": lambda record: node_of(record["node"]),
    "relation": lambda record: relation_of(record["relation"], record["source"], record["target"]),
    "step": lambda record: step_of(record["step"]),
    "grouping": lambda record: group_of(record["grouping"]),
    "note": lambda record: note_of(record["note"]),
    "identifier": lambda record: identifier_of(record["identifier"]),
}
# Table → the class of its facts, as lookups name it
_CLASS = {
    "node": "node",
    "kind": "node",
    "name": "node",
    "concern": "node",
    "changed": "node",
    "relation": "relation",
    "out": "relation",
    "in": "relation",
    "about": "relation",
    "behalf": "relation",
    "grouped": "relation",
    "step": "step",
    "process": "step",
    "actor": "step",
    "group": "grouping",
    "note": "note",
    "bears-on": "note",
    "noted-in": "note",
    "identifier": "identifier",
    "identified": "identifier",
    "code": "identifier",
}
_WHOLE = {
    "node": "nodes",
    "relation": "relations",
    "step": "steps",
    "grouping": "groups",
    "note": "notes",
    "identifier": "identifiers",
}


def ask_remote(
    connection: Connection,
    work: Callable[[Organisation], T],
    index: Callable[[Transaction], RemoteIndex] | None = None,
) -> T:
    """Returns `work(organisation)` of the stored organisation, read while no load came in between.

    Args:
        connection: to the server that holds it.
        work: is done again when a load came in force meanwhile, so it must have no effect that
            shows when it is done twice; it must be finished with the organisation when it returns.
        index: how the tables are read: row by row (`RemoteIndex`, when there is none), or by one
            that puts whole questions to the server.

    Raises: `NothingLoaded`, `NeverStill` when loads went on for a minute, and what the
    connection and the work raise.
    """
    deadline = monotonic() + SECONDS_TO_STILL
    while monotonic() < deadline:
        result = _try(connection, work, index or RemoteIndex)
        if result is not None:
            return result[0]
        _let_pass(connection)
    raise NeverStill


def _try(
    connection: Connection,
    work: Callable[[Organisation], T],
    index: Callable[[Transaction], RemoteIndex],
) -> tuple[T] | None:
    """The result, or None when a load was or came in force meanwhile.

    A mixture may be too much for the work, or for the server.
    """
    versions: list[int] = []
    try:
        return connection.read(
            lambda transaction: _once(connection, transaction, work, index, versions)
        )
    except (NothingLoaded, ServerLost, ServerSilent):
        raise
    except Exception:
        if not versions or connection.read(lambda transaction: _still(transaction, versions[-1])):
            raise
        return None


def _once(
    connection: Connection,
    transaction: Transaction,
    work: Callable[[Organisation], T],
    index: Callable[[Transaction], RemoteIndex],
    versions: list[int],
) -> tuple[T] | None:
    model = read_model(transaction)
    if is_closed(
        transaction
        # asked after the version: a gate that is open now tells that the version was whole when it
        # was
        # read
    ):
        return None
    if not model.version:
        raise NothingLoaded(connection.uri)
    versions.append(model.version)
    result = work(Organisation(decode_vocabulary(model.vocabulary), index(transaction)))
    return (result,) if _still(transaction, model.version) else None


def _still(transaction: Transaction, version: int) -> bool:
    """Whether no commit has begun.

    The gate is asked first: when it has been opened again after a commit, the version is another.
    """
    return not is_closed(transaction) and read_model(transaction).version == version


def is_closed(transaction: Transaction) -> bool:
    """Whether a load is committing, or was cut off while it did."""
    return any(record["token"] is not None for record in transaction.run(read_text("load/gate")))


def _let_pass(connection: Connection) -> None:
    """Waits for a commit to become visible; a gate that nobody opens is opened when the lock
    behind it is free.
    """
    deadline = monotonic() + SECONDS_TO_COMMIT
    while monotonic() < deadline:
        if not connection.read(is_closed):
            return
        sleep(0.02)
    settle(connection)


class RemoteIndex:
    """An index whose tables stand in the database. What was read once is kept."""

    finder: Finder | None = None

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self._known: dict[str, dict[str, tuple[Fact, ...]]] = {}
        self._whole: dict[str, MemoryIndex] = {}
        self._names: list[str] = []

    def table(self, name: str) -> Table[Fact]:
        """The table of a name; an empty one when nothing stands in it."""
        return RemoteTable(self, name)

    def places(self, fact_id: str) -> Place | None:
        """Where a fact was written; None when no file holds it."""
        return None

    def facts(self) -> Iterator[Fact]:
        """Every fact, class by class, in the order of the seed."""
        return facts_in(self)

    def digest(self) -> str:
        """A text that two organisations share when they hold the same facts in the same order."""
        [found] = self.transaction.run(read_text("load/model"))
        return str(found["digest"])

    def get(self, name: str, key: str) -> tuple[Fact, ...]:
        """The facts under a key of a table, in the order of the seed."""
        sort, _, relation_type = name.partition(" ")
        if relation_type:
            return tuple(
                fact
                for fact in self.get(sort, key)
                if isinstance(fact, Relation) and fact.type == relation_type
            )
        if whole := self._whole.get(_CLASS[sort]):
            return whole.table(name).get(key)
        known = self._known.setdefault(sort, {})
        if key not in known:
            known[key] = self._look_up(sort, key)
        return known[key]

    def keys(self, name: str) -> Iterable[str]:
        """Every key of a table. All facts of its class are read, but for names."""
        if name == "name" and "node" not in self._whole:
            if not self._names:
                self._names = [
                    record["key"] for record in self.transaction.run(read_text("lookup/names"))
                ]
            return self._names
        return self._read_whole(_CLASS[name.partition(" ")[0]]).table(name).keys()

    def prime(self, nodes: Iterable[Record]) -> None:
        """Nodes that a question has read already."""
        known = self._known.setdefault("node", {})
        for stored in nodes:
            if stored["id"] not in known:
                known[stored["id"]] = (node_of(stored),)

    def _look_up(self, sort: str, key: str) -> tuple[Fact, ...]:
        records = self.transaction.run(read_text(f"lookup/{sort}"), {"key": key})
        if sort == "name":
            records.sort(key=lambda record: record["position"])
        if _CLASS[sort] == "relation":
            self.prime(record["node"] for record in records)
        found = [_READERS[_CLASS[sort]](record) for record in records]
        if sort != "node" and _CLASS[sort] == "node":
            self._known.setdefault("node", {}).update({fact.id: (fact,) for fact in found})
        return tuple(found)

    def _read_whole(self, sort: str) -> MemoryIndex:
        if sort not in self._whole:
            self._whole[sort] = MemoryIndex(
                map(_READERS[sort], self.transaction.stream(read_text(f"lookup/{_WHOLE[sort]}")))
            )
        return self._whole[sort]


class RemoteTable:
    """One table of the database."""

    __slots__ = ("_index", "_name")

    def __init__(self, index: RemoteIndex, name: str) -> None:
        self._index, self._name = index, name

    def get(self, key: str) -> tuple[Fact, ...]:
        """The facts under a key, in the order of the seed; none for a key that is not there."""
        return self._index.get(self._name, key)

    def keys(self) -> Iterable[str]:
        """Every key that something stands under."""
        return self._index.keys(self._name)
