"""What goes wrong between us and a server is told in a sentence, without the password."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from orgraph.errors import BadServerAddress, NoServer, NoSuchDatabase, OrgraphError, ServerLost, ServerRefused, ServerTooOld, WrongPassword
from orgraph.neo4j_store.connection import Connection, Settings, Transaction, connect
from orgraph.neo4j_store.load import load
from tests.neo4j.server import PASSWORD, started
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
        assert isinstance(fault_of(Settings(f"{scheme}://127.0.0.1:{bound.getsockname()[1]}", "neo4j", SECRET)), NoServer)


def test_a_host_that_does_not_exist() -> None:
    assert isinstance(fault_of(Settings("bolt://findes-ikke.invalid:7687", "neo4j", SECRET)), NoServer)


@pytest.mark.parametrize("uri", ["", "x", "http://127.0.0.1:7474", "bolt://127.0.0.1:port", "bolt://127.0.0.1:99999999", "bolt://\0", "'; DROP", "ø" * 10_000])
def test_an_address_that_is_none(uri: str) -> None:
    assert isinstance(fault_of(Settings(uri, "neo4j", SECRET)), BadServerAddress | NoServer)


@pytest.mark.parametrize("user", ["neo4j", "en-anden", None])
def test_a_wrong_password(settings: Settings, user: str | None) -> None:
    fault = fault_of(replace(settings, user=user, password=SECRET))
    assert isinstance(fault, WrongPassword)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
@pytest.mark.parametrize("database", ["findesikke", "'; DROP"])
def test_an_unknown_database(settings: Settings, scheme: str, database: str) -> None:
    fault = fault_of(replace(settings, uri=settings.uri.replace("bolt", scheme), database=database))
    assert isinstance(fault, NoSuchDatabase)
    assert database in str(fault)


def test_a_server_too_old() -> None:
    with answering(b"\x00\x00\x00\x00") as port:  # what a server answers that speaks none of the offered versions
        assert isinstance(fault_of(Settings(f"bolt://127.0.0.1:{port}", "neo4j", SECRET)), ServerTooOld)


def test_something_that_is_no_neo4j() -> None:
    with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        assert isinstance(fault_of(Settings(f"bolt://127.0.0.1:{port}", "neo4j", SECRET)), NoServer)


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


def test_a_server_that_stops_in_the_middle_is_told() -> None:
    with started() as server, connect(server.settings) as connection:

        def work(transaction: Transaction) -> None:
            transaction.run("CREATE (:Halv)")
            server.kill()
            transaction.run("CREATE (:Halv)")

        with pytest.raises(ServerLost):
            connection.write(work)


@contextmanager
def answering(reply: bytes) -> Iterator[int]:
    """A port where something answers every connection with the same bytes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                with client:
                    client.recv(20)
                    client.sendall(reply)

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
