"""Loading: exactly the organisation, once, all at once, and nothing of anybody else's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from neo4j import GraphDatabase

from orgraph.errors import BadNeo4jName, ServerRefused
from orgraph.neo4j_store.connection import Connection, Settings
from orgraph.neo4j_store.load import load
from orgraph.neo4j_store.texts import cypher_folder, list_queries, list_statements, read_text
from orgraph.organisation import Change, Organisation
from orgraph.seed.reader import read_seed
from tests.conftest import SEED
from tests.neo4j.stored import expected, identities, state
from tests.strategies import HOSTILE, VOCABULARY, node, note, organisation, relation, small, step

PARAMETERS = {"id": "x", "at": "2016-10-01", "chain": ["godkender"], "to": None, "name": "x", "ids": [], "elements": [], "rows": []}


def test_loading_writes_exactly_the_organisation(database: Connection) -> None:
    summary = load(small(), database)
    assert state(database) == expected(small())
    assert (summary.nodes, summary.relations, summary.steps, summary.notes) == (9, 9, 1, 1)
    assert (summary.changed, summary.removed) == (0, 0)


def test_the_real_seed_is_stored_whole(database: Connection) -> None:
    real = read_seed(SEED).organisation
    load(real, database)
    assert state(database) == expected(real)


def test_loading_twice_changes_nothing_and_says_so(database: Connection) -> None:
    load(small(), database)
    before = identities(database)
    summary = load(small(), database)
    assert not summary.wrote
    assert identities(database) == before


def test_stale_facts_go_and_changed_facts_are_put_right(database: Connection) -> None:
    old = organisation(
        node("a", "udvalg"), node("b", "styregruppe"), node("c"), node("p", "proces"), note("n", "c"), step("p", 1, ("c",)),
        relation("a", "refererer-til", "b"), relation("b", "refererer-til", "c"), relation("a", "godkender", "p", about=("c",), id="r"),
    )  # fmt: skip
    new = organisation(
        node("a", "netværk", "Et andet navn"), node("b", "styregruppe"), node("p", "proces"),
        relation("a", "rapporterer-til", "b"), relation("b", "godkender", "p", id="r"),
    )  # fmt: skip
    load(old, database)
    load(new, database)
    assert state(database) == expected(new)


def test_a_small_change_writes_little(database: Connection) -> None:
    before = small()
    udvalget = before.find_node("udvalget")
    after = before.with_changes([Change(udvalget, node("udvalget", "udvalg", "Et nyt navn"))])
    load(before, database)
    summary = load(after, database)
    assert (summary.added, summary.changed, summary.removed) == (0, 1, 0)
    assert state(database)[0] == expected(after)[0]


def test_nodes_and_relationships_of_others_stay(database: Connection) -> None:
    load(small(), database)
    database.write(
        lambda transaction: transaction.run(
            "MATCH (a:Orgraph {id: 'udvalget'}), (b:Orgraph {id: 'midt'}) SET a:Favorit "
            "CREATE (:Enhed {id: 'udvalget', name: 'en andens'})-[:REFERERER_TIL]->(a), (a)-[:LIGGER_I {by: 'Viborg'}]->(b)"
        )
    )
    load(organisation(node("udvalget", "styregruppe"), node("midt", "klynge")), database)
    text = "MATCH (x:Enhed {name: 'en andens'})-[:REFERERER_TIL]->(a:Favorit:Styregruppe {id: 'udvalget'})-[l:LIGGER_I]->(:Klynge) RETURN l.by AS by, x.id AS id, labels(a) AS labels"
    [found] = database.read(lambda transaction: transaction.run(text))
    assert (found["by"], found["id"], set(found["labels"])) == ("Viborg", "udvalget", {"Orgraph", "Enhed", "Styregruppe", "Favorit"})


def test_hostile_texts_are_stored_as_they_are(database: Connection) -> None:
    bodies = [node(f"x{text}", "udvalg", text, region=text, fields=((text.strip("\0"), text),), note=text) for text in HOSTILE]
    relations = [relation(bodies[0].id, "refererer-til", body.id, verb=body.name, value=body.name, role=body.name) for body in bodies[1:]]
    hostile = organisation(*bodies, *relations)
    load(hostile, database)
    assert state(database) == expected(hostile)


@pytest.mark.parametrize("name", ["A`]->() DELETE a //", "lille", "", "ANGAAR", "HAR_TRIN", "Æ"])
def test_a_relation_type_that_is_no_name_is_refused(database: Connection, name: str) -> None:
    kinds = {**VOCABULARY.relations, "godkender": VOCABULARY.relations["godkender"]._replace(neo4j=name)}
    bad = organisation(node("a"), node("b"), relation("a", "godkender", "b"), vocabulary=VOCABULARY._replace(relations=kinds))
    with pytest.raises(BadNeo4jName):
        load(bad, database)


@pytest.mark.parametrize("kind", ["`", "::", "", "7 zwerge", "orgraph", "trin", "note", "会"])
def test_a_kind_that_is_no_name_is_refused(database: Connection, kind: str) -> None:
    kinds = {**VOCABULARY.kinds, kind: VOCABULARY.kinds["udvalg"]._replace(name=kind)}
    bad = organisation(node("a")._replace(kind=kind), vocabulary=VOCABULARY._replace(kinds=kinds))
    with pytest.raises(BadNeo4jName):
        load(bad, database)


def test_one_id_cannot_stand_twice(database: Connection) -> None:
    load(small(), database)
    found = database.read(lambda transaction: transaction.run("SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties RETURN *"))
    assert {"type": "UNIQUENESS", "labelsOrTypes": ["Orgraph"], "properties": ["id"]} in found


def test_a_load_that_fails_on_the_way_leaves_what_was(database: Connection) -> None:
    load(small(), database)
    before = state(database)
    unwritable = node("z", "afdeling", fields=(("\0", "en egenskab kan ikke hedde sådan"),))
    with pytest.raises(ServerRefused):
        load(organisation(node("a"), node("b"), relation("a", "refererer-til", "b"), unwritable), database)
    assert state(database) == before


def test_two_loads_at_once_end_in_one_organisation(database: Connection) -> None:
    first, second = _many("a", 200), _many("b", 300)
    with ThreadPoolExecutor() as pool:
        for running in [pool.submit(load, found, database) for found in (first, second, first, second)]:
            running.result()
    assert state(database) in (expected(first), expected(second))


def test_a_database_that_was_written_by_hand_is_read_over_neo4j_too(database: Connection, settings: Settings) -> None:
    load(small(), database)
    with GraphDatabase.driver(settings.uri.replace("bolt:", "neo4j:"), auth=("neo4j", settings.password or "")) as driver:
        records = driver.execute_query("MATCH (b:Styregruppe)-[r:REFERERER_TIL]->(a:Udvalg) RETURN r.valid_from AS since, r.sources AS quotes").records
    assert [(str(record["since"]), record["quotes"]) for record in records] == [("2012-01-01", ['001:3-4 "et andet citat"'])]


def test_every_statement_is_accepted_by_the_planner_without_a_warning(database: Connection, settings: Settings) -> None:
    load(small(), database)
    questions = {query.name: query.text for query in list_queries()}
    texts = questions | {path.stem: read_text(f"load/{path.stem}") for path in (cypher_folder() / "load").glob("*.cypher")}
    texts |= dict(enumerate(list_statements("constraints")))  # type: ignore[arg-type]
    assert len(texts) >= 12
    with GraphDatabase.driver(settings.uri, auth=("neo4j", settings.password or "")) as driver:
        for name, text in texts.items():
            filled = text.replace("{labels}", "Enhed:Udvalg").replace("{label}", "Udvalg").replace("{type}", "REFERERER_TIL")
            summary = driver.execute_query(f"EXPLAIN {filled}", PARAMETERS).summary
            assert [found.status_description for found in summary.gql_status_objects if found.is_notification] == [], name
            assert name not in questions or "CartesianProduct" not in str(summary.plan), name


def test_every_question_says_what_it_asks_takes_and_gives() -> None:
    for query in list_queries():
        assert query.question.endswith((".", "?"))
        assert query.parameters
        assert query.returns


def _many(prefix: str, number: int) -> Organisation:
    bodies = [node(f"{prefix}-{i}") for i in range(number)]
    return organisation(*bodies, *[relation(body.id, "refererer-til", bodies[0].id) for body in bodies[1:]])
