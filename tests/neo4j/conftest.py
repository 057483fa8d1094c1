"""One real server for all tests of this folder; each test that asks for `database` gets it empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orgraph.neo4j_store.connection import Connection, Settings, connect
from tests.neo4j.server import Server, started


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with started() as server:
        yield server


@pytest.fixture(scope="session")
def settings(server: Server) -> Settings:
    return server.settings


@pytest.fixture(scope="session")
def connection(settings: Settings) -> Iterator[Connection]:
    with connect(settings) as connection:
        yield connection


@pytest.fixture
def database(connection: Connection) -> Connection:
    connection.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
    return connection
