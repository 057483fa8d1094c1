"""The database gives the rows and paths that the same question gives in process: on the real seed and on generated organisations."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from orgraph.answers import QUESTIONS
from orgraph.answers.escalate import ask_escalate
from orgraph.dates import parse_day
from orgraph.errors import NoSuchQuery
from orgraph.neo4j_store.connection import Connection
from orgraph.neo4j_store.load import load
from orgraph.neo4j_store.query import Found, find, run_query
from orgraph.neo4j_store.texts import list_queries
from orgraph.organisation import Organisation
from orgraph.seed.reader import read_seed
from orgraph.view import View
from tests.conftest import SEED
from tests.neo4j.stored import expected, state
from tests.strategies import DAYS, VOCABULARY, node, organisation, organisations, relation, small

NAMES = [query.name for query in list_queries()]


def assert_same(connection: Connection, organisation: Organisation, name: str, day: str) -> int:
    """Asks both homes about every node and compares row for row, in order; gives the number of rows and paths."""
    at = parse_day(day)
    view = View(organisation, at)
    subjects = list(organisation.list_nodes())
    there = connection.read(lambda transaction: [find(transaction, organisation.vocabulary, name, subject.id, at) for subject in subjects])
    for subject, found in zip(subjects, there, strict=True):
        answer = QUESTIONS[name](view, subject, subject.id)
        assert found == Found(answer.rows, answer.paths), f"{name} {subject.id} {day}"
    return sum(len(found.rows) + len(found.paths) for found in there)


@pytest.mark.parametrize("name", NAMES)
def test_every_node_of_the_real_seed_gets_the_same_answer(database: Connection, name: str) -> None:
    real = read_seed(SEED).organisation
    load(real, database)
    assert sum(assert_same(database, real, name, day) for day in ("2016-08-31", "2016-10-01", "2020-01-01")) > 50


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(generated=organisations())
def test_generated_organisations_get_the_same_answers(connection: Connection, generated: Organisation) -> None:
    load(generated, connection)
    assert state(connection) == expected(generated)
    for name in NAMES:
        for day in DAYS:
            assert_same(connection, generated, name, day)


@pytest.mark.parametrize("to", ["udvalget", "gruppen", "midt", "klyngerne", "findes-ikke"])
def test_the_way_to_one_body_is_the_same(database: Connection, to: str) -> None:
    everything = small()
    load(everything, database)
    day = parse_day("2016-10-01")
    for subject in everything.list_nodes():
        end = everything.find_node(to)
        there = run_query(database, VOCABULARY, "escalate", subject.id, day, to=to)
        assert there.paths == (ask_escalate(View(everything, day), subject, "", to=end).paths if end else ())


def test_a_long_chain_with_parallel_relations_stops_where_it_stops_in_process(database: Connection) -> None:
    bodies = [node(f"n{number}") for number in range(20)]
    first = [relation(low.id, "rapporterer-til", high.id) for low, high in pairwise(bodies)]
    second = [relation(low.id, "refererer-til", high.id) for low, high in list(pairwise(bodies))[::2]]
    chain = organisation(*bodies, *first, *second)
    load(chain, database)
    assert assert_same(database, chain, "escalate", "2016-10-01") > 10


def test_the_same_membership_written_twice_gives_one_row(database: Connection) -> None:
    twice = organisation(
        node("alle", "samling", collective=True), node("en", "klynge"), node("aftalen", "aftale"),
        relation("en", "del-af", "alle"), relation("en", "del-af", "alle", id="igen"), relation("alle", "godkender", "aftalen"),
    )  # fmt: skip
    load(twice, database)
    assert assert_same(database, twice, "approves", "2016-10-01") == 2


def test_a_question_without_cypher_is_refused_with_those_that_have_it(connection: Connection) -> None:
    with pytest.raises(NoSuchQuery, match="approves"):
        run_query(connection, VOCABULARY, "aproves", "x", parse_day("2016-10-01"))
    with pytest.raises(NoSuchQuery):
        run_query(connection, VOCABULARY, "../load/lock", "x", parse_day("2016-10-01"))
