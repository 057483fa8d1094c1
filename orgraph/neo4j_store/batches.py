"""Rows by the batch: what is sent to the server at once, and what waits to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from orgraph.neo4j_store.connection import Record

BATCH = 5_000
Row = TypeVar("Row")


def in_batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows, so many at a time."""
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


class Batches:
    """Gathers rows by name and writes them by the batch; what waits never grows beyond a few
    batches.
    """

    def __init__(self, write: Callable[[str, list[Record]], None]) -> None:
        self._write, self._rows, self._waiting = write, defaultdict[str, list[Record]](list), 0
        self.number = 0

    def add(self, name: str, row: Record) -> None:
        """Takes one row."""
        self._rows[name].append(row)
        self.number += 1
        self._waiting += 1
        if len(self._rows[name]) >= BATCH or self._waiting >= 4 * BATCH:
            self._flush_fullest()

    def flush(self) -> None:
        """Writes what waits."""
        while self._rows:
            self._flush_fullest()

    def _flush_fullest(self) -> None:
        name = max(self._rows, key=lambda found: len(self._rows[found]))
        rows = self._rows.pop(name)
        self._waiting -= len(rows)
        self._write(name, rows)
