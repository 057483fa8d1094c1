"""What goes wrong between us and a server is told in a sentence, without the password."""

from __future__ import annotations

import io
import os
import resource
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from neo4j import Driver, GraphDatabase

from orgraph.cli.main import run
from orgraph.errors import OrgraphError
from orgraph.neo4j_store import connection as connecting
from orgraph.neo4j_store.connection import Connection, Settings, Transaction, connect
from orgraph.neo4j_store.cypher_files import read_text
from orgraph.neo4j_store.errors import (
    BadServerAddress,
    LoadTookTooLong,
    NoServer,
    NoSuchDatabase,
    NotEncrypted,
    PasswordMustChange,
    ServerDiskFull,
    ServerMustRestart,
    ServerOutOfMemory,
    ServerRefused,
    ServerSilent,
    ServerTooOld,
    TookTooLong,
    UntrustedCertificate,
    WrongPassword,
    WrongProtocol,
)
from orgraph.neo4j_store.load import load
from tests.neo4j.proxy import forwarding
from tests.neo4j.server import PASSWORD, Server, make_certificate
from tests.neo4j.stored import assert_holds, facts, large
from tests.strategies import small

SECRET = "hemmelig-4711"


def fault_of(settings: Settings) -> OrgraphError:
    with pytest.raises(OrgraphError) as caught, connect(settings):
        pass
    assert SECRET not in f"{caught.value}{caught.value!r}{settings!r}"
    assert PASSWORD not in f"{caught.value}{caught.value!r}{settings!r}"
    assert caught.value.__cause__ is None
    return caught.value


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_no_server(scheme: str) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # bound and not listening: nothing answers
        assert isinstance(
            fault_of(Settings(f"{scheme}://127.0.0.1:{bound.getsockname()[1]}", "neo4j", SECRET)),
            NoServer,
        )


def test_a_host_that_does_not_exist() -> None:
    assert isinstance(
        fault_of(Settings("bolt://findes-ikke.invalid:7687", "neo4j", SECRET)), NoServer
    )


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "x",
        "http://127.0.0.1:7474",
        "bolt://127.0.0.1:port",
        "bolt://127.0.0.1:99999999",
        "bolt://\0",
        "'; DROP",
        "ø" * 10_000,
    ],
)
def test_an_address_that_is_none(uri: str) -> None:
    assert isinstance(fault_of(Settings(uri, "neo4j", SECRET)), BadServerAddress | NoServer)


@pytest.mark.parametrize("user", ["neo4j", "en-anden", None])
def test_a_wrong_password(settings: Settings, user: str | None) -> None:
    fault = fault_of(replace(settings, user=user, password=SECRET))
    assert isinstance(fault, WrongPassword)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
@pytest.mark.parametrize("database", ["findesikke", "'; DROP"])
def test_an_unknown_database(settings: Settings, scheme: str, database: str) -> None:
    fault = fault_of(
        replace(settings, uri=settings.uri.replace("bolt", scheme), database=database)
    )
    assert isinstance(fault, NoSuchDatabase)
    assert database in str(fault)


def test_a_server_too_old() -> None:
    with answering(
        b"\x00\x00\x00\x00"
    ) as port:  # what a server answers that speaks none of the offered versions
        assert isinstance(
            fault_of(Settings(f"bolt://127.0.0.1:{port}", "neo4j", SECRET)), ServerTooOld
        )


def test_a_server_of_an_older_version(server: Server, settings: Settings) -> None:
    with forwarding(server.port, reword=(b"Neo4j/5.26.", b"Neo4j/5.25.")) as proxy:
        fault = fault_of(replace(settings, uri=proxy.uri))
    assert isinstance(fault, ServerTooOld)
    assert "5.25" in str(fault)


def test_something_that_is_no_neo4j() -> None:
    with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        assert isinstance(
            fault_of(Settings(f"bolt://127.0.0.1:{port}", "neo4j", SECRET)), NoServer
        )


def test_reading_cannot_write(connection: Connection) -> None:
    with pytest.raises(ServerRefused):
        connection.read(lambda transaction: transaction.run("CREATE (:Ulovlig)"))


def test_a_statement_with_a_fault_is_told(connection: Connection) -> None:
    with pytest.raises(ServerRefused, match="MATSCH"):
        connection.read(lambda transaction: transaction.run("MATSCH (n) RETURN n"))


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_both_schemes_write_and_read(settings: Settings, scheme: str) -> None:
    with connect(replace(settings, uri=settings.uri.replace("bolt", scheme))) as connection:
        load(small(), connection)
        assert not load(small(), connection).wrote


def test_a_password_that_must_be_changed_first(connection: Connection, settings: Settings) -> None:
    with GraphDatabase.driver(settings.uri, auth=("neo4j", PASSWORD)) as driver:
        driver.execute_query(
            "CREATE OR REPLACE USER ny SET PASSWORD $password CHANGE REQUIRED",
            password=SECRET,
            database_="system",
        )
    assert isinstance(fault_of(replace(settings, user="ny", password=SECRET)), PasswordMustChange)


def test_a_full_disk_and_too_little_memory_are_told_and_leave_the_old_organisation(
    server: Server, database: Connection
) -> None:
    """A process that may write no further in a file is refused as by a full disk, and needs no disk to be filled."""
    old, new = large("a", 300), large("b", 300)
    load(old, database)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    with pytest.raises(ServerDiskFull):
        load(new, database)
    with pytest.raises(ServerMustRestart):
        facts(database)
    server.kill()
    try:
        assert isinstance(fault_of(server.settings), NoServer)
        server.restart("db.memory.transaction.max=2m")
        assert facts(database) == list(old.list_facts())
        with pytest.raises(ServerOutOfMemory):
            load(new, database)
        assert_holds(database, old)
    finally:  # the tests that follow need a sound server
        server.kill()
        server.restart()
    assert_holds(database, old)
    load(new, database)
    assert_holds(database, new)


# ---- Encryption
@pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
def test_a_certificate_is_trusted_when_one_says_so(
    database: Connection, settings: Settings, scheme: str
) -> None:
    with connect(replace(settings, uri=settings.uri.replace("bolt", scheme))) as encrypted:
        load(small(), encrypted)
    assert not load(small(), database).wrote


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_that_nobody_vouches_for_is_refused(settings: Settings, scheme: str) -> None:
    fault = fault_of(replace(settings, uri=settings.uri.replace("bolt", scheme)))
    assert isinstance(fault, UntrustedCertificate)
    assert "+ssc" in str(fault)


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc"])
def test_encryption_is_asked_of_something_that_has_none(scheme: str) -> None:
    with answering(b"\x00\x00\x04\x05") as port:
        assert isinstance(
            fault_of(Settings(f"{scheme}://127.0.0.1:{port}", "neo4j", SECRET)), NotEncrypted
        )


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_wants_encryption_is_asked_without(scheme: str, tmp_path: Path) -> None:
    with encrypting(tmp_path) as port:
        fault = fault_of(Settings(f"{scheme}://127.0.0.1:{port}", "neo4j", SECRET))
    assert isinstance(fault, WrongProtocol)
    assert "bolt+s://" in str(fault)


# ---- Time
def test_a_question_that_takes_too_long_is_ended_by_the_server(connection: Connection) -> None:
    with pytest.raises(TookTooLong):
        connection.read(
            lambda transaction: transaction.run(
                "UNWIND range(1, 1000000000) AS n RETURN sum(n % 7)"
            ),
            seconds=0.2,
        )


def test_what_a_client_holds_that_vanished_without_a_word_is_free_after_a_while(
    database: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(small(), database)

    def hold(transaction: Transaction) -> None:
        transaction.run(read_text("load/lock"))
        while True:
            transaction.run("RETURN 1")

    monkeypatch.setattr(connecting, "SECONDS_TO_WRITE", 1)
    with pytest.raises(LoadTookTooLong):
        database.write_once(hold, lambda _: None)
    monkeypatch.undo()
    assert not load(small(), database).wrote


# ---- A network that hangs
PATIENCE = 3.0


class Moment:
    """Sees what a client sends and tells when the network is to hang: at the `number`th piece with these words, or at the `later`th end of a transaction after it."""

    def __init__(self, words: bytes, *, later: int = 0) -> None:
        self._words, self._left, self._seen = words, later, False

    def __call__(self, piece: bytes) -> bool:
        came = self._words in piece
        if self._seen and COMMIT in piece:
            self._left -= 1
        self._seen = self._seen or came
        return self._seen and self._left <= 0


COMMIT = b"\x00\x02\xb0\x12\x00\x00"
BEFORE_COMMIT = {
    "in the handshake": Moment(b"\x60\x60\xb0\x17"),
    "when it logs in": Moment(PASSWORD.encode()),
    "at the constraints": Moment(b"CREATE CONSTRAINT"),
    "at the lock": Moment(b"OrgraphModel {id: 'model'})\nSET"),
    "while it compares": Moment(b"r.fingerprint IS NOT NULL"),
    "while it writes": Moment(b"SET n += row.properties"),
    "at the gate": Moment(b"SET g.token = $token"),
    "at the commit of the gate": Moment(b"SET g.token = $token", later=1),
    "at the commit": Moment(b"SET g.token = $token", later=2),
}


@pytest.mark.parametrize("moment", BEFORE_COMMIT)
def test_a_network_that_hangs_in_a_load_is_told_in_time_and_nothing_is_half_written(
    server: Server,
    database: Connection,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    monkeypatch.setattr(connecting, "SECONDS_TO_CONNECT", PATIENCE)
    monkeypatch.setattr(connecting, "SECONDS_TO_RETRY", 0)
    load(large("a", 20), database)
    with forwarding(server.port, hang_when=BEFORE_COMMIT[moment]) as proxy:
        began = monotonic()
        with (
            pytest.raises((ServerSilent, NoServer)),
            connect(replace(settings, uri=proxy.uri, patience=PATIENCE)) as hanging,
        ):
            load(large("b", 20), hanging)
        assert proxy.hung
        assert monotonic() - began < 60  # not for ever; a busy machine may take its time
    assert facts(database) == list(
        large("a", 20).list_facts()
    )  # opens a gate that was left closed
    load(large("b", 20), database)
    assert_holds(database, large("b", 20))


def test_a_goodbye_that_fails_does_not_stand_before_what_went_wrong(
    database: Connection, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(driver: Driver) -> None:
        raise BufferError

    monkeypatch.setattr(Driver, "close", fail)
    with pytest.raises(ServerSilent), connect(settings):
        raise ServerSilent(settings.uri, PATIENCE)


def test_a_commit_whose_answer_is_lost_is_told_and_is_whole(
    server: Server, database: Connection, settings: Settings
) -> None:
    load(large("a", 20), database)
    with forwarding(
        server.port, hang_when=Moment(b"SET g.token = $token", later=2), late=True
    ) as proxy:
        with (
            pytest.raises(ServerSilent),
            connect(replace(settings, uri=proxy.uri, patience=PATIENCE)) as hanging,
        ):
            load(large("b", 20), hanging)
        assert facts(database) == list(large("b", 20).list_facts())  # opens the gate
    load(large("b", 20), database)
    assert_holds(database, large("b", 20))


def test_a_network_that_hangs_in_a_question_is_told_in_time(
    server: Server, database: Connection, settings: Settings
) -> None:
    load(small(), database)
    told = pytest.raises(ServerSilent, match=f"{PATIENCE:g} sekunder")
    with (
        forwarding(server.port, hang_when=Moment(b"r.relation IS NOT NULL")) as proxy,
        told,
        connect(replace(settings, uri=proxy.uri, patience=PATIENCE)) as hanging,
    ):
        facts(hanging)


def test_a_server_that_takes_connections_and_never_answers_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connecting, "SECONDS_TO_CONNECT", PATIENCE)
    monkeypatch.setattr(connecting, "SECONDS_TO_RETRY", 0)
    with socket.create_server(
        ("127.0.0.1", 0)
    ) as listener:  # the system takes the connections; nobody reads them
        assert isinstance(
            fault_of(Settings(f"bolt://127.0.0.1:{listener.getsockname()[1]}", "neo4j", SECRET)),
            NoServer,
        )


def test_a_network_that_creeps_is_waited_for(
    server: Server, database: Connection, settings: Settings
) -> None:
    with (
        forwarding(server.port, creep=True) as proxy,
        connect(replace(settings, uri=proxy.uri, patience=5)) as creeping,
    ):
        load(large("a", 30), creeping)
        assert facts(creeping) == list(large("a", 30).list_facts())


# ---- As a user types it
def test_a_command_ends_in_time_in_one_sentence_and_shows_the_password_nowhere(
    server: Server, database: Connection
) -> None:
    environment = {**os.environ, "NEO4J_PASSWORD": PASSWORD}
    with forwarding(server.port, hang_when=Moment(b"CREATE CONSTRAINT")) as proxy:
        command = [
            sys.executable,
            "-m",
            "orgraph",
            "load",
            "--uri",
            proxy.uri,
            "--patience",
            str(PATIENCE),
        ]
        running = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        seen = Path(f"/proc/{running.pid}/cmdline").read_bytes()
        out, err = running.communicate(timeout=60)
    assert running.returncode == 2
    assert f"har ikke svaret i {PATIENCE:g} sekunder" in err.decode()
    assert len(err.decode().strip().splitlines()) == 1
    assert PASSWORD.encode() not in seen + out + err


@pytest.mark.parametrize("content", [None, "", "\n", "forkert\n", "\xff"])
def test_a_password_file_that_does_not_help_is_told_in_one_sentence(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    file = tmp_path / "adgangskode"
    if content is not None:
        file.write_bytes(content.encode("latin-1"))
    assert run(["load", "--uri", settings.uri, "--password-file", str(file)]) == 2
    told = capsys.readouterr()
    assert len(told.err.strip().splitlines()) == 1
    assert "dgangskode" in told.err
    assert "forkert" not in told.out + told.err


def test_no_password_where_one_is_needed_and_nobody_to_ask(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert run(["load", "--uri", settings.uri]) == 2
    assert "lukker ikke brugeren »neo4j« ind" in capsys.readouterr().err


def test_the_password_of_a_file_lets_one_in(
    settings: Settings, database: Connection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "adgangskode").write_text(f"{PASSWORD}\n", encoding="utf-8")
    assert (
        run(
            [
                "load",
                "--dry-run",
                "--uri",
                settings.uri,
                "--password-file",
                str(tmp_path / "adgangskode"),
            ]
        )
        == 0
    )
    assert "ville rumme" in capsys.readouterr().out


@contextmanager
def answering(reply: bytes) -> Iterator[int]:
    """A port where something answers every connection with the same bytes."""

    def answer(client: socket.socket) -> None:
        client.recv(20)
        client.sendall(reply)

    with serving(answer) as port:
        yield port


@contextmanager
def encrypting(folder: Path) -> Iterator[int]:
    """A port where everything must be encrypted."""
    make_certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "public.crt", folder / "private.key")
    with serving(lambda client: context.wrap_socket(client, server_side=True)) as port:
        yield port


@contextmanager
def serving(answer: Callable[[socket.socket], object]) -> Iterator[int]:
    """A port where each connection is answered and closed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                with suppress(OSError), client:
                    answer(client)

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
