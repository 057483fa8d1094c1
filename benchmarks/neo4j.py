"""Neo4j: loads against a hand-written loader and two mappers, second loads, the client's memory,
and questions over Bolt beside the same in process.

Elapsed time, since it is the server that works; `ORGRAPH_BENCH_BODIES` says how many bodies the
large organisation has. Skipped without Java and Maven.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks import rivals
from benchmarks.measure import Result
from benchmarks.organisations import invented
from orgraph.answers import ask
from orgraph.answers.answer import ANSWERED
from orgraph.dates import parse_day
from orgraph.neo4j_store.connection import Connection, Settings, Transaction, connect
from orgraph.neo4j_store.cypher_engine import QueryingIndex
from orgraph.neo4j_store.cypher_files import list_statements, read_query
from orgraph.neo4j_store.load import load
from orgraph.neo4j_store.query_runner import find_parameters
from orgraph.neo4j_store.remote_index import ask_remote
from orgraph.organisation import Change, Organisation
from orgraph.resources import default_seed
from orgraph.seed.reader import read_seed
from orgraph.seed.snapshot import open_snapshot, write_snapshot
from orgraph.view import View
from tests.neo4j.server import started

BODIES = int(os.environ.get("ORGRAPH_BENCH_BODIES", "100000"))
FEW = 2_000  # as many as the mappers finish
HEAP = 2_048
DAY = parse_day("2016-10-01")
SUBJECTS = 200
WIPE = "MATCH (n) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS number"
RIVALS = {"neontology": rivals.with_neontology, "neomodel": rivals.with_neomodel}


def run() -> list[Result]:
    missing = [name for name in ("java", "mvn") if not shutil.which(name)]
    if missing:
        print(f"Neo4j is not measured: {' and '.join(missing)} not found", file=sys.stderr)
        return []
    with (
        started(heap=HEAP) as server,
        connect(server.settings) as connection,
        tempfile.TemporaryDirectory() as folder,
    ):
        few, many = (_kept(folder, size) for size in (FEW, BODIES))
        results = [
            *_against_mappers(connection, server.settings, few),
            *_memory(connection, server.settings, folder),
        ]
        results += [
            *_against_hand(connection, server.settings, many),
            *_again(connection, many),
            *_questions(connection, many, f"{BODIES} bodies"),
        ]
        _wipe(connection)
        seed = read_seed(Path(default_seed())).organisation
        load(seed, connection)
        return [*results, *_questions(connection, seed, "the seed")]


# ---- Loads
def _against_mappers(
    connection: Connection, settings: Settings, organisation: Organisation
) -> Iterator[Result]:
    _load_seconds(connection, organisation)  # the server compiles what it runs
    for name, rival in RIVALS.items():
        _wipe(connection)
        try:
            seconds = rival(settings, organisation)
        except ImportError:
            print(
                f"{name} is not measured: not installed (dependency group bench)", file=sys.stderr
            )
            continue
        ours = _load_seconds(connection, organisation)
        yield Result(
            f"load, {FEW} bodies", ours, f"{name} ({seconds:.1f} s)", ours / seconds, 1 / 3
        )


def _against_hand(
    connection: Connection, settings: Settings, organisation: Organisation
) -> Iterator[Result]:
    """They take turns, each from an empty database."""
    by_hand, sending, ours = [], [], []
    for _ in range(3 if BODIES <= 20_000 else 1):
        _wipe(connection)
        start = time.perf_counter()
        sending.append(rivals.by_hand(settings, organisation))
        by_hand.append(time.perf_counter() - start)
        ours.append(_load_seconds(connection, organisation))
    seconds, whole, sent = (statistics.median(times) for times in (ours, by_hand, sending))
    yield Result(
        f"load, {BODIES} bodies",
        seconds,
        f"UNWIND by hand ({whole:.1f} s)",
        seconds / whole,
        1 / 0.9,
    )
    yield Result(
        f"load, {BODIES} bodies", seconds, f"its sending alone ({sent:.1f} s)", seconds / sent
    )


def _again(connection: Connection, organisation: Organisation) -> Iterator[Result]:
    """What is loaded already, and then with ten facts changed."""
    first = _load_seconds(connection, organisation)
    yield _result(
        "load of what is loaded", _seconds(partial(load, organisation, connection)), first, 0.1
    )
    nodes = [
        node
        for number in range(10)
        if (node := organisation.find_node(f"o{number * BODIES // 10}"))
    ]
    changed = organisation.with_changes(
        [Change(node, node._replace(name=f"{node.name} A")) for node in nodes]
    )
    yield _result(
        "load with ten facts changed", _seconds(partial(load, changed, connection)), first
    )
    load(organisation, connection)


def _result(name: str, seconds: float, first: float, target: float | None = None) -> Result:
    return Result(f"{name}, {BODIES} bodies", seconds, "the first load", seconds / first, target)


def _memory(connection: Connection, settings: Settings, folder: str) -> Iterator[Result]:
    """The most memory of a program that loads from a snapshot file."""
    smallest = None
    for size in (1_000, BODIES // 10, BODIES):
        _kept(folder, size)
        _wipe(connection)
        megabytes, seconds = _client(settings, _path(folder, size))
        smallest = smallest or megabytes
        yield Result(
            f"memory of a loading client, {size} bodies: {megabytes:.0f} MB",
            seconds,
            "the memory at 1,000 bodies",
            megabytes / smallest,
            2,
        )


def _client(settings: Settings, path: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.client", settings.uri, settings.user or "", path]
    start = time.perf_counter()
    done = subprocess.run(
        command, input=settings.password, text=True, capture_output=True, check=True
    )
    return float(done.stdout), time.perf_counter() - start


def _load_seconds(connection: Connection, organisation: Organisation) -> float:
    _wipe(connection)
    return _seconds(partial(load, organisation, connection))


def _wipe(connection: Connection) -> None:
    while connection.write(lambda transaction: transaction.run(WIPE))[0]["number"]:
        pass
    for statement in list_statements("constraints"):
        connection.run_alone(statement)


def _kept(folder: str, bodies: int) -> Organisation:
    """An invented organisation, read from a file."""
    path = _path(folder, bodies)
    if not Path(path).exists():
        write_snapshot(path, invented(bodies))
    found = open_snapshot(path)
    assert found
    return found


def _path(folder: str, bodies: int) -> str:
    return str(Path(folder) / f"{bodies}.sqlite")


# ---- Questions
def _questions(connection: Connection, organisation: Organisation, what: str) -> Iterator[Result]:
    """Of each subject in turn: the answer in process, the same over Bolt, and the bare Cypher."""
    view = View(organisation, DAY)
    for question in ("approves", "escalate"):
        subjects = _subjects(view, question)
        here = _spread([partial(ask, view, question, subject) for subject in subjects])
        there = _spread(
            [
                partial(ask_remote, connection, partial(_answer, question, subject), QueryingIndex)
                for subject in subjects
            ]
        )
        bare = _spread(
            [
                partial(connection.read, partial(_bare, view, question, subject))
                for subject in subjects
            ]
        )
        for name, (median, late) in (("over Bolt", there), ("in bare Cypher", bare)):
            baseline = f"in process ({here[0] * 1000:.2f} ms, p95 {here[1] * 1000:.2f})"
            yield Result(
                f"{question} {name}, {what} (p95 {late * 1000:.0f} ms)",
                median,
                baseline,
                median / here[0],
            )


def _subjects(view: View, question: str) -> list[str]:
    """Things that have an answer."""
    nodes = [node.id for node in view.organisation.list_nodes()]
    random.Random(1).shuffle(nodes)
    answered = (node for node in nodes if ask(view, question, node).status == ANSWERED)
    return [node for node, _ in zip(answered, range(SUBJECTS), strict=False)]


def _answer(question: str, subject: str, organisation: Organisation) -> object:
    return ask(View(organisation, DAY), question, subject)


def _bare(view: View, question: str, subject: str, transaction: Transaction) -> object:
    parameters = find_parameters(view, question, (subject,))
    assert isinstance(parameters, dict)
    return transaction.run(read_query(question).text, parameters)


def _spread(calls: list[Callable[[], object]]) -> tuple[float, float]:
    """The median and the 95th of a hundred, after a few that warm up."""
    for call in calls[:20]:
        call()
    times = sorted(map(_seconds, calls))
    return statistics.median(times), times[len(times) * 95 // 100]


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
