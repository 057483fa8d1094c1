"""Client and server are killed at random moments of a load: a reader then sees the old or the new organisation, and the next load puts everything right.

A few kills in `make test`; a hundred of the client and twenty-five of the server with --hypothesis-profile=long.
"""

from __future__ import annotations

import sys
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from random import Random
from time import monotonic

import hypothesis
import pytest

from orgraph.errors import OrgraphError
from orgraph.facts import Fact
from orgraph.neo4j_store import batches, patch
from orgraph.neo4j_store.connection import Connection, Settings, connect
from orgraph.neo4j_store.errors import NothingLoaded
from orgraph.neo4j_store.load import load
from tests.neo4j.server import Server
from tests.neo4j.stored import UNTOUCHED, assert_holds, facts, large, others, put_others

LONG = hypothesis.settings().max_examples > 1000
CLIENTS, SERVERS = (100, 25) if LONG else (3, 2)
WAYS = ("fill", "patch", "staged")
BODIES = 600
FIRST, SECOND = list(large("a", BODIES).list_facts()), list(large("b", BODIES).list_facts())
TOLD = 3  # the exit status of a load that ended in a sentence
CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.neo4j.test_crash"])


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 200)


@pytest.fixture(scope="module")
def durations(connection: Connection, settings: Settings) -> dict[str, float]:
    """How long each way takes when nobody is killed, and the server has seen it before."""
    found = {}
    for way in WAYS * 2:
        prepare(connection, way)
        child = Child(settings, way)
        child.process.join()
        assert child.process.exitcode == 0
        found[way] = monotonic() - child.began
    return found


class Child:
    """A process of its own that loads the second organisation in one of the ways."""

    def __init__(self, settings: Settings, way: str) -> None:
        begins = CONTEXT.Event()
        self.process: ForkServerProcess = CONTEXT.Process(
            target=load_second, args=(settings, way, begins), daemon=True
        )
        self.process.start()
        begins.wait()
        self.began = monotonic()


def load_second(settings: Settings, way: str, begins: object) -> None:
    """What the process does."""
    batches.BATCH = 200
    patch.MOST_AT_ONCE = 0 if way == "staged" else patch.MOST_AT_ONCE
    second = large("b", BODIES)
    with connect(settings) as connection:
        begins.set()  # type: ignore[attr-defined]
        try:
            load(second, connection)
        except OrgraphError:
            sys.exit(TOLD)


def prepare(database: Connection, way: str) -> None:
    """The first organisation, or none, and what others put there."""
    database.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
    if way == "fill":
        database.write(
            lambda transaction: transaction.run("CREATE (:Bil)-[:HOLDER_VED]->(:Enhed {id: 'n1'})")
        )
    else:
        load(large("a", BODIES), database)
        put_others(database, "n1", "n2")


def assert_whole(database: Connection, way: str) -> str:
    """That a reader sees the old organisation or the new; tells which."""
    try:
        seen: list[Fact] = facts(database)
    except NothingLoaded:
        assert way == "fill"
        return "nothing"
    assert seen == SECOND or (seen == FIRST and way != "fill")
    return "new" if seen == SECOND else "old"


def assert_mended(database: Connection, way: str) -> None:
    """That what others put there is there, and that the next load is exact."""
    assert others_of(database, way)
    load(large("b", BODIES), database)
    assert others_of(database, way)
    database.write(
        lambda transaction: transaction.run(
            "MATCH (n:Favorit) REMOVE n:Favorit, n:`Med mellemrum`, n.stjerner, n.`på kortet`"
        )
    )
    assert_holds(database, large("b", BODIES))
    assert not load(large("b", BODIES), database).wrote


def others_of(database: Connection, way: str) -> bool:
    if way != "fill":
        return others(database, "n1", "n2") == UNTOUCHED
    found = database.read(
        lambda transaction: transaction.run(
            "MATCH (:Bil)-[:HOLDER_VED]->(e:Enhed {id: 'n1'}) RETURN labels(e) AS labels, keys(e) AS keys"
        )
    )
    return found == [{"labels": ["Enhed"], "keys": ["id"]}]


@pytest.mark.parametrize("number", range(CLIENTS))
def test_a_client_that_is_killed_leaves_the_old_or_the_new(
    connection: Connection, settings: Settings, durations: dict[str, float], number: int
) -> None:
    way = WAYS[number % 3]
    prepare(connection, way)
    child = Child(settings, way)
    after = Random(number).uniform(0, 1.1 * durations[way])
    child.process.join(after)
    child.process.kill()
    child.process.join()
    seen = assert_whole(connection, way)
    sys.stdout.write(
        f"client {number} {way} killed after {after:.2f} of {durations[way]:.2f} s: {seen}\n"
    )
    assert_mended(connection, way)


@pytest.mark.parametrize("number", range(SERVERS))
def test_a_server_that_is_killed_comes_back_with_the_old_or_the_new(
    server: Server,
    connection: Connection,
    settings: Settings,
    durations: dict[str, float],
    number: int,
) -> None:
    way = WAYS[(number + 1) % 3]
    prepare(connection, way)
    child = Child(settings, way)
    after = Random(number).uniform(0, 1.1 * durations[way])
    child.process.join(after)
    server.kill()
    try:
        child.process.join()
        assert child.process.exitcode in (0, TOLD)
    finally:
        server.restart()
    seen = assert_whole(connection, way)
    sys.stdout.write(
        f"server {number} {way} killed after {after:.2f} of {durations[way]:.2f} s: {seen}\n"
    )
    assert_mended(connection, way)
