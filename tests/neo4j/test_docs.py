"""What docs/neo4j.md and docs/compose.yaml promise: the queries to paste run, what is said to be stored is stored, the compose file is well formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from neo4j import Driver, GraphDatabase

from orgraph.neo4j_store.connection import Connection, Settings
from orgraph.neo4j_store.load import load
from orgraph.organisation import Organisation
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "neo4j.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```cypher\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def driver(connection: Connection, settings: Settings, real: Organisation) -> Iterator[Driver]:
    """A driver of its own, since orgraph's asks for no warnings, to a server that holds the real organisation."""
    connection.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
    load(real, connection)
    with GraphDatabase.driver(
        settings.uri, auth=(settings.user or "", settings.password or "")
    ) as driver:
        yield driver


def test_there_are_ten_queries() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize(
    "query", QUERIES, ids=[str(number) for number in range(1, len(QUERIES) + 1)]
)
def test_a_query_to_paste_gives_rows_and_no_warning(driver: Driver, query: str) -> None:
    records, summary, _ = driver.execute_query(query, routing_="r")
    assert records
    assert [
        status.gql_status for status in summary.gql_status_objects if status.is_notification
    ] == []


def test_every_label_type_and_property_that_the_page_names_is_stored(driver: Driver) -> None:
    there = set(
        driver.execute_query(
            "CALL db.labels() YIELD label RETURN collect(label) AS found"
        ).records[0]["found"]
    )
    there |= set(
        driver.execute_query(
            "CALL db.relationshipTypes() YIELD relationshipType AS type RETURN collect(type) AS found"
        ).records[0]["found"]
    )
    properties = set(
        driver.execute_query(
            "CALL db.propertyKeys() YIELD propertyKey AS key RETURN collect(key) AS found"
        ).records[0]["found"]
    )
    page = TEXT.partition("## What is there")[2].partition("\n## ")[0]
    assert set(re.findall(r":([A-Z]\w+)", page)) <= there
    table = page.partition("|---")[2]
    named = {
        name
        for cell in re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", cell)
    }
    assert named <= properties


def test_every_property_that_is_stored_is_named_on_the_page(driver: Driver) -> None:
    nodes = driver.execute_query(
        "MATCH (n:Orgraph) UNWIND keys(n) AS key RETURN collect(DISTINCT key) AS found"
    ).records[0]["found"]
    links = driver.execute_query(
        "MATCH (:Orgraph)-[r]->(:Orgraph) UNWIND keys(r) AS key RETURN collect(DISTINCT key) AS found"
    ).records[0]["found"]
    assert {
        key for key in {*nodes, *links} if not key.startswith("field_") and f"`{key}`" not in TEXT
    } == set()


@pytest.fixture
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(
        (ROOT / "docs" / "compose.yaml").read_text(encoding="utf-8")
    )
    return found


def test_the_compose_file_starts_the_version_that_the_tests_start(compose: dict[str, Any]) -> None:
    pom = (ROOT / "tests" / "neo4j" / "pom.xml").read_text(encoding="utf-8")
    version = re.search(r"<version>(5\.\d+)\.\d+</version>", pom)
    assert version
    assert compose["services"]["neo4j"]["image"] == f"neo4j:{version[1]}-community"


def test_the_compose_file_holds_no_password_and_opens_no_port_to_others(
    compose: dict[str, Any],
) -> None:
    server = compose["services"]["neo4j"]
    assert server["env_file"] == "neo4j.env"
    assert not any("AUTH" in name or "PASSWORD" in name for name in server["environment"])
    assert all(port.startswith("127.0.0.1:") for port in server["ports"])


def test_the_compose_file_keeps_the_data_and_has_memory_for_what_it_gives_the_server(
    compose: dict[str, Any],
) -> None:
    server = compose["services"]["neo4j"]
    assert {volume.partition(":")[0] for volume in server["volumes"]} == set(compose["volumes"])
    memory = {
        name: _megabytes(text) for name, text in server["environment"].items() if "memory" in name
    }
    assert (
        memory["NEO4J_server_memory_heap_initial__size"]
        == memory["NEO4J_server_memory_heap_max__size"]
    )
    needed = (
        memory["NEO4J_server_memory_heap_max__size"] + memory["NEO4J_server_memory_pagecache_size"]
    )
    assert needed + 500 < _megabytes(server["deploy"]["resources"]["limits"]["memory"])
    assert server["healthcheck"]["test"][0] == "CMD"


def _megabytes(text: str) -> int:
    return int(text[:-1]) * {"M": 1, "G": 1024}[text[-1]]
