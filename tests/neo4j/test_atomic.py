"""Whoever asks while organisations are loaded gets one of them, whole. A reader that does not keep to the protocol shows that the test can see a mixture."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from threading import Event, Thread

import hypothesis
import pytest

from orgraph.answers.escalate import ask_escalate
from orgraph.dates import parse_day
from orgraph.neo4j_store import patch
from orgraph.neo4j_store.connection import Connection, Settings, connect
from orgraph.neo4j_store.cypher_engine import QueryingIndex
from orgraph.neo4j_store.load import load
from orgraph.neo4j_store.metadata import read_model
from orgraph.neo4j_store.remote_index import RemoteIndex, ask_remote
from orgraph.organisation import Organisation
from orgraph.seed.serialization import decode_vocabulary
from orgraph.view import View
from tests.neo4j.stored import large

BODIES = 200
FIRST, SECOND = large("a", BODIES), large("b", BODIES)
READINGS = min(
    hypothesis.settings().max_examples // 2, 300
)  # of each reader: 30 in the short profile
Ask = Callable[[Organisation], str]


def everything(found: Organisation) -> str:
    """A text that tells all facts in their order, read class by class."""
    return _digest("\n".join(map(repr, found.list_facts())))


def piecemeal(found: Organisation) -> str:
    """The same of many small lookups: everything from the last body to the top, and every relation on the way."""
    told = []
    number = BODIES - 1
    while number:
        told.append(
            f"{found.find_node(f'n{number}')} {list(found.list_all_out(f'n{number}'))} {list(found.list_all_in(f'n{number}'))}"
        )
        number //= 2
    return _digest("\n".join(told))


def upward(found: Organisation) -> str:
    """The answer to a question that stands in Cypher."""
    subject = found.find_node(f"n{BODIES - 1}")
    assert subject
    return _digest(repr(ask_escalate(View(found, parse_day("2016-10-01")), subject, "")))


def carefully(connection: Connection, ask: Ask) -> str:
    return ask_remote(connection, ask, QueryingIndex)


def carelessly(connection: Connection, ask: Ask) -> str:
    """Reads without looking whether a load comes in between."""
    try:
        return connection.read(
            lambda transaction: ask(
                Organisation(
                    decode_vocabulary(read_model(transaction).vocabulary), RemoteIndex(transaction)
                )
            )
        )
    except Exception as fault:  # a question cannot always be answered from a mixture
        return type(fault).__name__


@pytest.fixture(params=["patch", "staged"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(
        patch, "MOST_AT_ONCE", 0 if request.param == "staged" else patch.MOST_AT_ONCE
    )
    return str(request.param)


class Reader(Thread):
    """Asks again and again until it is stopped, and counts what it saw."""

    def __init__(self, settings: Settings, look: Callable[[Connection], str]) -> None:
        super().__init__(daemon=True)
        self._settings, self._look = settings, look
        self.seen, self.stopped, self.faults = Counter[str](), Event(), list[Exception]()
        self.start()

    def run(self) -> None:
        try:
            with connect(self._settings) as connection:
                while not self.stopped.is_set():
                    self.seen[self._look(connection)] += 1
        except Exception as fault:
            self.faults.append(fault)


def test_a_question_sees_one_organisation_whole(
    database: Connection, settings: Settings, way: str
) -> None:
    asks = (everything, piecemeal, upward)
    load(FIRST, database)
    readers = [Reader(settings, partial(carefully, ask=ask)) for ask in asks]
    loads = _alternate(
        database,
        readers,
        lambda: all(
            not reader.is_alive() or reader.seen.total() >= READINGS for reader in readers
        ),
    )
    for ask, reader in zip(asks, readers, strict=True):
        assert set(reader.seen) == {ask(FIRST), ask(SECOND)}
        assert reader.seen.total() >= READINGS
    sys.stdout.write(
        f"{way}: {loads} loads, {[reader.seen.total() for reader in readers]} readings\n"
    )


def test_a_reader_that_does_not_look_sees_mixtures(
    database: Connection, settings: Settings, way: str
) -> None:
    load(FIRST, database)
    whole = {everything(FIRST), everything(SECOND)}
    readers = [Reader(settings, partial(carelessly, ask=everything)) for _ in range(2)]
    loads = _alternate(
        database, readers, lambda: any(set(reader.seen) - whole for reader in readers)
    )
    mixed = [
        (
            sum(number for seen, number in reader.seen.items() if seen not in whole),
            reader.seen.total(),
        )
        for reader in readers
    ]
    sys.stdout.write(f"{way}: {loads} loads, {mixed} mixed of all readings\n")


def _alternate(connection: Connection, readers: list[Reader], enough: Callable[[], bool]) -> int:
    """Loads one and the other until it is enough."""
    loads = 0
    try:
        while loads < 4 or not enough():
            load(SECOND if loads % 2 == 0 else FIRST, connection)
            loads += 1
    finally:
        for reader in readers:
            reader.stopped.set()
        for reader in readers:
            reader.join()
    for fault in [fault for reader in readers for fault in reader.faults]:
        raise fault
    return loads


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
