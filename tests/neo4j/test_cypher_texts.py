"""Every statement in cypher/: told what it is in its header, and held against the server's own planner. The checks find what the rules find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from orgraph.checks import RULES
from orgraph.neo4j_store.connection import Connection, Settings
from orgraph.neo4j_store.cypher_files import (
    CHECKS,
    QUESTIONS,
    cypher_folder,
    list_queries,
    list_statements,
    read_query,
    read_text,
)
from orgraph.neo4j_store.load import load
from orgraph.neo4j_store.parameters import parameters_of
from orgraph.organisation import Organisation
from tests.strategies import (
    ALWAYS,
    VOCABULARY,
    Full,
    node,
    note,
    organisation,
    relation,
    small,
    validity,
)

QUERIES = {query.name: query for query in list_queries()}
HOLDERS = ("approves", "responsible", "implements", "appoints", "who")
NAMES = {
    "{labels}": "Enhed:Udvalg",
    "{label}": "Orgraph",
    "{type}": "REFERERER_TIL",
    "{staged}": "OrgraphKlarEnhedUdvalg",
}
LISTS = {
    "chain",
    "kinds",
    "owner",
    "across",
    "labels",
    "decides",
    "upward",
    "ids",
    "elements",
    "rows",
    "ours",
    "keys",
}
OTHERS = {"model": {}, "most": 1, "at_least": 1, "every": False}
# Notes name their documents in a list, which no index holds; they are few. Whoever represents others stands in a relation's property.
SCANS = {"unknowns", "lookup/noted-in", "lookup/behalf", "lookup/grouped", "lookup/relation"}
PORTABLE = re.compile(
    r"(?:COLLECT|COUNT|CALL)\s*(?:\([^)]*\)\s*)?\{|\bFOREACH\b|\bSHORTEST\b|\bapoc\.|/\*|\bid\(|\$\(|\bCYPHER\b|-\[[^\]]*\*\]|\*\d+\.\.\]|labels\(",
    re.IGNORECASE,
)


@cache
def statements() -> dict[str, str]:
    """Every statement by its file, with names where a loader puts them."""
    found = {query.name: query.text for query in list_queries()}
    found |= {
        f"{folder}/{path.stem}": read_text(f"{folder}/{path.stem}")
        for folder in ("lookup", "load")
        for path in (cypher_folder() / folder).glob("*.cypher")
    }
    found |= {
        f"constraints {number}": text for number, text in enumerate(list_statements("constraints"))
    }
    for place, name in NAMES.items():
        found = {file: text.replace(place, name) for file, text in found.items()}
    return found


@pytest.fixture(scope="module")
def driver(connection: Connection, settings: Settings) -> Iterator[Driver]:
    """The bare driver, at a server that knows every word that facts are stored in: the planner warns of words it has never seen."""
    for everything in (
        breaking(),
        *(Full(seed, 6, 4, 36).organisation for seed in range(4)),
        small(),
    ):
        load(everything, connection, replace=True)
    with GraphDatabase.driver(settings.uri, auth=("neo4j", settings.password or "")) as driver:
        yield driver


# ---- Headers
@pytest.mark.parametrize("name", QUERIES)
def test_a_query_says_what_it_asks_takes_and_gives(name: str) -> None:
    query = QUERIES[name]
    assert query.question.endswith((".", "?"))
    assert set(re.findall(r"\$(\w+)", query.text)) == set(
        re.findall(r"(?:^|; )(\w+)(?=:)", query.parameters)
    )
    assert query.parameters == "none" or query.parameters.count(":") >= 1
    columns = re.findall(r"(?:^|; )([\w, ]+)(?=:)", query.returns)
    assert [column for part in columns for column in part.split(", ")] == returned(query.text)


def returned(text: str) -> list[str]:
    """The columns of a text, as its last RETURN names them."""
    last = re.split(r"\nORDER BY", text[text.rindex("RETURN ") + 7 :])[0]
    flat = re.sub(
        r"\([^()]*\)|\[[^\[\]]*\]|'[^']*'",
        "",
        re.sub(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}", "", last),
    )
    return [
        part.split(" AS ")[-1].strip()
        for part in re.sub(r"\[[^\[\]]*\]|\([^()]*\)", "", flat).split(",")
    ]


@pytest.mark.parametrize("folder", ["lookup", "load"])
def test_other_files_say_in_one_line_what_they_are_for(folder: str) -> None:
    unsaid = [
        path.name
        for path in (cypher_folder() / folder).glob("*.cypher")
        if folder == "lookup" and not path.read_text(encoding="utf-8").startswith("// ")
    ]
    assert unsaid == []


def test_those_who_hold_something_are_found_by_one_text() -> None:
    assert len({body(name) for name in HOLDERS}) == 1


def body(name: str) -> str:
    """A text without its header."""
    return "\n".join(line for line in QUERIES[name].text.split("\n\n", 1)[1].splitlines())


@pytest.mark.parametrize("name", [name for name in QUERIES if name != "checks/deadline"])
def test_a_query_keeps_to_what_other_engines_understand_too(name: str) -> None:
    text = re.sub(r"//[^\n]*", "", QUERIES[name].text)
    assert PORTABLE.findall(text) == []
    assert "=~" not in text
    assert re.sub(r"'[^'\n]*'", "", text).isascii()


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_orders_what_it_gives(name: str) -> None:
    assert (
        re.search(r"\nORDER BY [^\n]+\n?$", QUERIES[name].text)
        or "\nLIMIT 1\nRETURN " in QUERIES[name].text
    )


# ---- The planner
@pytest.mark.parametrize("name", statements())
def test_a_statement_is_accepted_by_the_planner_as_it_stands(driver: Driver, name: str) -> None:
    text = statements()[name]
    summary = driver.execute_query(f"EXPLAIN {text}", parameters(text)).summary
    assert [
        found.status_description for found in summary.gql_status_objects if found.is_notification
    ] == []
    if name.startswith("constraints"):
        return
    plan: dict[str, Any] = summary.plan or {}
    assert [step for step in products(plan) if not joins_two_keys(step)] == []
    if (
        re.search(r"\$(id|ids|key|keys|rows|elements)\b", text)
        and name not in SCANS
        and "CREATE (n:" not in text
    ):
        assert re.search(r"IndexSeek|ElementIdSeek|IndexScan", " ".join(operators(plan))), list(
            operators(plan)
        )
        assert not re.search(r"AllNodesScan|NodeByLabelScan", " ".join(operators(plan)))


def parameters(text: str) -> dict[str, Any]:
    """Something for every parameter of a text."""
    return {
        name: [] if name in LISTS else OTHERS.get(name, "2016-10-01")
        for name in re.findall(r"\$(\w+)", text)
    }


def operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].split("@")[0]
    for step in plan.get("children", []):
        yield from operators(step)


def products(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if plan["operatorType"].startswith("CartesianProduct"):
        yield plan
    for step in plan.get("children", []):
        yield from products(step)


def joins_two_keys(product: dict[str, Any]) -> bool:
    """Whether a product is that of one node and one other, each found by its id: the ends of a relationship that is drawn."""
    return all(
        step["operatorType"].startswith("NodeUniqueIndexSeek") for step in product["children"]
    )


def test_ways_are_found_without_walking_all_of_them(driver: Driver) -> None:
    walking = [name for name, query in QUERIES.items() if re.search(r"\*\d", query.text)]
    assert {"escalate", "why", "why-not", "what", "list", "impact", *HOLDERS} <= set(walking)
    for name in walking:
        steps = set(
            operators(
                driver.execute_query(
                    f"EXPLAIN {QUERIES[name].text}", parameters(QUERIES[name].text)
                ).summary.plan
                or {}
            )
        )
        assert {step for step in steps if step.startswith("VarLengthExpand")} == {
            "VarLengthExpand(Pruning,BFS,All)"
        }, name
        assert ("ShortestPath" in steps) == (name == "why"), name


# ---- The checks
def breaking() -> Organisation:
    """An organisation that breaks every rule, with and without a silence that says so."""
    short, ended = validity("2012", "2012-02", ended_by=None), validity("2010", "2014-05-01")
    return organisation(
        node("alle", "samling", collective=True), node("skabelonen", "temagruppe", template=True), node("typen", "aftaletype"), node("anden-type", "aftaletype"),
        node("sagen", "samarbejdsaftale"), node("opgaven", "opgave"), node("omtalt", "opgave"), node("gruppen", "temagruppe", "Ens"), node("tvilling", "temagruppe", "ENS"),
        node("for-sent", "temagruppe", "Ens", validity=validity("2031")), node("fjern", "temagruppe", "Ens", region="alle"), node("navne", "udvalg", "Fælles"),
        node("fælle", "udvalg", "fælles"), node("slut", "udvalg", validity=ended), node("møde", "udvalg", validity=short), node("ny", "udvalg", validity=validity("2016")),
        *(node(f"maal-{number}", "målsætning", fields=(("deadline", written),)) for number, written in enumerate(DEADLINES)),
        node("fulgt", "målsætning", fields=(("deadline", "2012"),)),
        node("beslutningen", "beslutning", concerns=("fulgt",), validity=ALWAYS._replace(confirmed_until="2015-01-01")),
        node("papiret", "dokument", validity=ALWAYS._replace(confirmed_until="2019-06-28")),
        relation("skabelonen", "del-af", "alle"), relation("sagen", "hører-til", "typen"), relation("sagen", "hører-til", "anden-type", id="ogsaa"),
        relation("alle", "drøfter", "sagen", about=("omtalt",), id="om"), relation("slut", "refererer-til", "ny"), relation("slut", "afløser", "ny", validity=validity("2018", "2017")),
        relation("alle", "repræsenteret-i", "gruppen"), relation("alle", "repræsenteret-i", "tvilling"), relation("alle", "udpeger", "tvilling"),
        note("n1", "typen"), note("n2", "opgaven")._replace(relations=()), note("n3", "navne", "fælle")._replace(kind="namesake"), note("n4", "slut", "gruppen")._replace(relations=()),
        note("n5", "maal-0")._replace(relations=("ansvarlig-for",)), note("n6", "gruppen")._replace(relations=("refererer-til",)),
    )  # fmt: skip


DEADLINES = (
    "2012", "2012-03", "2012-13", "2012-Q3", "2012-q3", "2012-02-30", "2012-02-29", " 30/4/2012 ", "30.4.2012", "31-4-2012", "1. maj 2012", "1.maj 2012", "0. maj 2012", "MAJ 2012",
    "medio 2012", "Efterår 2012", "0000", "99/99/2012", "årligt", "2019-12-31", "2016; gentages", "", "1. maj", "ultimo 12", "2.2.02",
    "3. kvartal 2012", "ultimo 2012", "primo maj 2012", "d. 1/5-2012", "foråret 2012", "9999-12-31",
)  # fmt: skip


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_a_check_finds_what_the_rule_finds(
    connection: Connection, real: Organisation, rule: str
) -> None:
    find = {found.id: found.find for found in RULES}[rule]
    for everything in (breaking(), real):
        load(everything, connection, replace=True)
        found = sorted(
            (finding.fact, finding.text, finding.recorded) for finding in find(everything)
        )
        assert sorted(run_check(connection, rule)) == found
        assert found or everything is real


@pytest.mark.parametrize("seed", range(12))
def test_the_checks_find_the_same_in_generated_organisations(
    connection: Connection, seed: int
) -> None:
    everything = Full(seed, 5, 4, 30).organisation
    load(everything, connection, replace=True)
    for rule in RULES:
        assert sorted(run_check(connection, rule.id)) == sorted(
            (found.fact, found.text, found.recorded) for found in rule.find(everything)
        ), rule.id


def run_check(connection: Connection, rule: str) -> list[tuple[str, str, bool]]:
    query = read_query(f"{CHECKS}/{rule}")
    records = connection.read(
        lambda transaction: transaction.run(query.text, parameters_of(VOCABULARY, query.name))
    )
    return [(record["fact"], record["text"], record.get("recorded", False)) for record in records]


def test_every_rule_has_a_check_and_every_check_a_rule() -> None:
    assert {query.name for query in list_queries() if query.sort == CHECKS} == {
        f"{CHECKS}/{rule.id}" for rule in RULES
    }


def test_the_vocabulary_decides_what_the_questions_send_of_it() -> None:
    for query in list_queries():
        said = set(re.findall(r"\$(\w+)", query.text)) - {
            "id",
            "at",
            "to",
            "other",
            "relation",
            "kinds",
            "within",
            "having",
            "lacking",
            "at_least",
            "every",
        }
        given = set(parameters_of(VOCABULARY, query.name))
        assert said == given - {"kinds"} or (query.sort == QUESTIONS and query.name == "who")
