"""What differs between an organisation and what a database holds.

Keeps what is stored in a file beside the memory, however much it is.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from orgraph.neo4j_store.encode import LinkElement, NodeElement
from orgraph.neo4j_store.positions import NEW, places

Record = dict[str, object]
Element = NodeElement | LinkElement
_TABLE = (
    "CREATE TABLE stored (key TEXT PRIMARY KEY, fingerprint TEXT, position REAL, open INT, handle"
    " TEXT, labels TEXT, seen INT, doubles TEXT) WITHOUT ROWID"
)
_STORE = (
    "INSERT INTO stored VALUES (?, ?, ?, ?, ?, ?, NULL, '') ON CONFLICT DO UPDATE SET doubles ="
    " doubles || ' ' || excluded.handle"
)


class TooMuch(Exception):
    """More differs than is to be written at once."""


class Changed(NamedTuple):
    """An element that is stored otherwise: `handle` finds what is stored, `labels` are those it
    has, `ended` says that it ends now and did not.
    """

    element: Element
    handle: str
    labels: tuple[str, ...]
    ended: bool


class Moved(NamedTuple):
    """An element that is stored as it should be, in another place of the order."""

    handle: str
    position: float


class Difference(NamedTuple):
    """What must be written so that the database holds the model.

    `positions` are those of the new and the changed, by id.
    """

    new: list[Element]
    changed: list[Changed]
    stale: list[str]
    moved: list[Moved]
    positions: dict[str, float]


def compare(stored: Iterable[Record], wanted: Iterable[Element], most: int) -> Difference:
    """Compares what is stored (records with id, fingerprint, position and what finds them) with
    what should be. Raises `TooMuch`.
    """
    scratch = sqlite3.connect("")  # a file that the system removes
    try:
        scratch.executescript("PRAGMA journal_mode=off; PRAGMA synchronous=off;" + _TABLE)
        scratch.executemany(_STORE, map(_row, stored))
        return _compare(scratch, wanted, most)
    finally:
        scratch.close()


def _row(record: Record) -> tuple[object, ...]:
    key = f"{record['type']} {record['id']}" if "type" in record else record["id"]
    labels = record.get("labels") or ()
    return (
        key,
        record["fingerprint"],
        record["position"],
        record["open"],
        record.get("element", record["id"]),
        " ".join(labels),  # type: ignore[arg-type]
    )


def _compare(scratch: sqlite3.Connection, wanted: Iterable[Element], most: int) -> Difference:
    new: list[Element] = []
    changed: list[Changed] = []
    seats: dict[str, int] = {}  # of the new and changed, in `found`
    found = array("d")
    for element in wanted:
        row = scratch.execute(
            "SELECT fingerprint, position, open, handle, labels FROM stored WHERE key = ?",
            (element.key,),
        ).fetchone()
        place = len(found) if element.ordered else None
        if row is None:
            new.append(element)
        elif row[0] != element.properties["fingerprint"]:
            changed.append(
                Changed(
                    element,
                    row[3],
                    tuple(row[4].split()),
                    bool(row[2]) and "valid_to" in element.properties,
                )
            )
        if row is not None:
            scratch.execute(
                "UPDATE stored SET seen = ? WHERE key = ?",
                (-1 if place is None else place, element.key),
            )
        if place is not None:
            found.append(row[1] if row is not None and row[1] is not None else NEW)
            if row is None or row[0] != element.properties["fingerprint"]:
                seats[element.key] = place
        if len(new) + len(changed) > most:
            raise TooMuch
    stale = [
        handle for (handle,) in scratch.execute("SELECT handle FROM stored WHERE seen IS NULL")
    ]
    stale += [
        handle
        for (doubles,) in scratch.execute("SELECT doubles FROM stored WHERE doubles <> ''")
        for handle in doubles.split()
    ]
    numbers = places(found)
    moved = list(_moved(scratch, found, numbers, set(seats.values())))
    if len(new) + len(changed) + len(stale) + len(moved) > most:
        raise TooMuch
    return Difference(
        new, changed, stale, moved, {key: numbers[place] for key, place in seats.items()}
    )


def _moved(
    scratch: sqlite3.Connection, found: array[float], numbers: Sequence[float], written: set[int]
) -> Iterator[Moved]:
    others = [
        place
        for place, number in enumerate(numbers)
        if number != found[place] and place not in written
    ]
    if others:
        scratch.execute("CREATE INDEX by_seen ON stored (seen)")
    for place in others:
        row = scratch.execute("SELECT handle FROM stored WHERE seen = ?", (place,)).fetchone()
        yield Moved(row[0], numbers[place])
