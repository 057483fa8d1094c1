"""Loading: exactly the organisation, once, all at once, and nothing of anybody else's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from neo4j import GraphDatabase

from orgraph.facts import Alias, Source
from orgraph.neo4j_store import batches, patch
from orgraph.neo4j_store.connection import Connection, Settings
from orgraph.neo4j_store.cypher_files import (
    cypher_folder,
    list_queries,
    list_statements,
    read_text,
)
from orgraph.neo4j_store.encode import list_node_elements
from orgraph.neo4j_store.errors import (
    BadNeo4jName,
    NewerSchema,
    NothingLoaded,
    OtherOrganisation,
    ServerRefused,
)
from orgraph.neo4j_store.load import load, rehearse
from orgraph.neo4j_store.metadata import Counts
from orgraph.organisation import Change, Organisation
from orgraph.vocabulary import Vocabulary
from tests.neo4j.stored import (
    UNTOUCHED,
    assert_holds,
    facts,
    identities,
    large,
    others,
    positions,
    put_others,
)
from tests.strategies import (
    HOSTILE,
    VOCABULARY,
    node,
    note,
    organisation,
    relation,
    small,
    sound_organisations,
    step,
)

PARAMETERS: dict[str, object] = {
    "id": "x", "at": "2016-10-01", "chain": ["godkender"], "to": None, "name": "x", "key": "x", "ids": [], "elements": [], "rows": [], "token": "x", "most": 1,
    "model": {}, "ours": [],
}  # fmt: skip


@pytest.fixture(params=["patch", "staged"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The two ways to change what is stored."""
    monkeypatch.setattr(
        patch, "MOST_AT_ONCE", 0 if request.param == "staged" else patch.MOST_AT_ONCE
    )
    return str(request.param)


# ---- What is stored
def test_loading_writes_exactly_the_organisation(database: Connection) -> None:
    summary = load(small(), database)
    assert_holds(database, small())
    assert summary.holds == Counts(nodes=9, relations=9, steps=1, notes=1)
    assert summary.whole
    assert (summary.changed, summary.removed) == (0, 0)


def test_the_real_organisation_is_stored_whole_and_read_again_word_for_word(
    database: Connection, real: Organisation
) -> None:
    load(real, database)
    assert_holds(database, real)


@settings(max_examples=settings().max_examples // 6)
@given(found=sound_organisations())
def test_whatever_a_seed_can_hold_takes_the_place_of_what_was(
    connection: Connection, found: Organisation
) -> None:
    load(found, connection)
    assert_holds(connection, found)


def test_loading_twice_changes_nothing_and_says_so(database: Connection, way: str) -> None:
    load(small(), database)
    before = identities(database)
    summary = load(small(), database)
    assert not summary.wrote
    assert summary.holds == Counts(9, 9, 1, 1)
    assert identities(database) == before


def test_hostile_texts_are_stored_as_they_are(database: Connection, way: str) -> None:
    load(small(), database)
    bodies = [
        node(f"x{text}", "udvalg", text, region=text, fields=((text.strip("\0"), text),), note=text, aliases=(Alias(text, (Source("001", 1, 2, text),)), Alias(f"{text} b", ())))
        for text in HOSTILE
    ]  # fmt: skip
    relations = [
        relation(
            bodies[0].id, "refererer-til", body.id, verb=body.name, value=body.name, role=body.name
        )
        for body in bodies[1:]
    ]
    hostile = organisation(*bodies, *relations)
    load(hostile, database)
    assert_holds(database, hostile)


def test_our_properties_are_known_by_name_so_that_those_of_others_can_stay(
    real: Organisation,
) -> None:
    known = patch.OUR_PROPERTIES
    for element in (*list_node_elements(real), *list_node_elements(small())):
        assert {name for name in element.properties if not name.startswith(patch.FIELD)} <= known


# ---- What changes
def test_stale_facts_go_and_changed_facts_are_put_right(database: Connection, way: str) -> None:
    old = organisation(
        node("a", "udvalg", fields=(("mandate", "at mødes"), ("scope", "alt"))), node("b", "styregruppe"), node("c"), node("p", "proces"), note("n", "c"),
        step("p", 1, ("c",)), relation("a", "refererer-til", "b"), relation("b", "refererer-til", "c"), relation("a", "godkender", "p", about=("c",), id="r"),
    )  # fmt: skip
    new = organisation(
        node("a", "netværk", "Et andet navn", fields=(("scope", "mindre"),)), node("b", "styregruppe"), node("p", "proces"),
        relation("a", "rapporterer-til", "b"), relation("b", "godkender", "p", id="r"),
    )  # fmt: skip
    for wanted in (old, new, old):
        load(wanted, database)
        assert_holds(database, wanted)


def test_a_small_change_writes_little(database: Connection) -> None:
    before = large("a", 60)
    [first, second, *_] = before.list_nodes()
    link = next(iter(before.list_all_out("n5")))
    after = before.with_changes(
        [
            Change(first, first._replace(name="Et nyt navn")),
            Change(link, link._replace(validity=link.validity._replace(end=736000))),
        ]
    )
    load(before, database)
    kept = identities(database)
    summary = load(after, database)
    assert (summary.added, summary.changed, summary.ended, summary.removed, summary.moved) == (
        0,
        2,
        1,
        0,
        0,
    )
    assert set(summary.names) == {first.id, link.id}
    assert not summary.whole
    assert_holds(database, after)
    assert len([found for found in identities(database) if found not in kept]) <= 2
    assert second in facts(database)


def test_facts_put_in_early_or_moved_leave_the_others_where_they_are(database: Connection) -> None:
    [*bodies] = large("a", 30).list_facts()
    load(organisation(*bodies), database)
    before = positions(database)
    moved = organisation(
        bodies[3], node("ny"), *bodies[:3], *bodies[4:], relation("ny", "refererer-til", "n0")
    )
    summary = load(moved, database)
    assert (summary.added, summary.changed, summary.removed, summary.moved) == (2, 0, 0, 1)
    assert_holds(database, moved)
    after = positions(database)
    assert [found for found in before if after[found] != before[found]] == ["n3"]


def test_another_order_of_everything_is_stored_too(database: Connection, way: str) -> None:
    turned = organisation(*list(large("a", 20).list_facts())[::-1])
    load(large("a", 20), database)
    load(turned, database)
    assert_holds(database, turned)


def test_rehearsing_tells_what_loading_then_does_and_writes_nothing(
    database: Connection, way: str
) -> None:
    for wanted in (small(), large("a", 9), large("b", 9, changed=3), large("b", 9, changed=3)):
        before = identities(database)
        told = rehearse(wanted, database)
        assert identities(database) == before
        assert load(wanted, database) == told


# ---- What is others'
def test_what_others_put_there_stays(database: Connection, way: str) -> None:
    load(small(), database)
    put_others(database, "udvalget", "midt")
    assert others(database, "udvalget", "midt") == UNTOUCHED
    for wanted in (
        organisation(node("udvalget", "styregruppe"), node("midt", "klynge")),
        large("x", 5).with_changes([Change(None, node("udvalget")), Change(None, node("midt"))]),
    ):
        load(wanted, database)
        assert others(database, "udvalget", "midt") == UNTOUCHED
        assert facts(database) == list(wanted.list_facts())


def test_what_others_put_there_stays_when_a_database_is_filled(database: Connection) -> None:
    database.write(
        lambda transaction: transaction.run(
            "CREATE (:Enhed {id: 'udvalget'})-[:REFERERER_TIL]->(:Bil)"
        )
    )
    load(small(), database)
    found = database.read(
        lambda transaction: transaction.run(
            "MATCH (n:Enhed {id: 'udvalget'})-[:REFERERER_TIL]->(:Bil) RETURN keys(n) AS keys, labels(n) AS labels"
        )
    )
    assert found == [{"keys": ["id"], "labels": ["Enhed"]}]
    assert_holds_but_for_others(database, small())


def assert_holds_but_for_others(database: Connection, wanted: Organisation) -> None:
    assert facts(database) == list(wanted.list_facts())
    assert not load(wanted, database).wrote


# ---- What is damaged
DAMAGE = [
    "MATCH (n:Orgraph {id: 'udvalget'}) DETACH DELETE n",
    "MATCH (:Orgraph {id: 'gruppen'})-[r:REFERERER_TIL]->() DELETE r",
    "MATCH (n:Trin) DETACH DELETE n",
    "MATCH (n:Orgraph) DETACH DELETE n",
    "MATCH (a)-[r:GODKENDER]->(b) CREATE (a)-[s:GODKENDER]->(b) SET s = properties(r)",
    "MATCH ()-[r:HAR_TRIN]->() DELETE r",
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_damaged_by_hand_is_put_right_by_the_next_load(
    database: Connection, damage: str, way: str
) -> None:
    load(small(), database)
    database.write(lambda transaction: transaction.run(damage))
    load(small(), database)
    assert_holds(database, small())
    assert not load(small(), database).wrote


def test_labels_taken_off_by_hand_are_no_hindrance(
    database: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(small(), database)
    monkeypatch.setattr(patch, "MOST_AT_ONCE", 0)
    database.write(
        lambda transaction: transaction.run("MATCH (n:Udvalg) REMOVE n:Udvalg, n.labels")
    )
    load(large("a", 5), database)
    assert_holds(database, large("a", 5))


def test_what_a_load_that_was_cut_off_left_is_swept_away_even_when_nothing_else_is_written(
    database: Connection,
) -> None:
    load(small(), database)
    database.write(
        lambda transaction: transaction.run(
            "CREATE (:OrgraphKlar:OrgraphKlarEnhedUdvalg {id: 'udvalget'})-[:GODKENDER]->(:OrgraphUdgaaet {id: 'gammel'})"
        )
    )
    database.write(
        lambda transaction: transaction.run("MATCH (g:OrgraphPort) SET g.token = 'en der er væk'")
    )
    assert not load(small(), database).wrote
    assert_holds(database, small())


# ---- What is refused
def of_another_name() -> Organisation:
    return organisation(node("x"), vocabulary=VOCABULARY._replace(name="En anden"))


def test_another_organisation_is_refused_until_it_is_to_be_replaced(
    database: Connection, way: str
) -> None:
    load(small(), database)
    before = identities(database)
    with pytest.raises(OtherOrganisation, match="erstattes"):
        load(of_another_name(), database)
    assert identities(database) == before
    load(of_another_name(), database, replace=True)
    assert_holds(database, of_another_name())


def test_a_database_of_a_newer_version_is_refused(database: Connection) -> None:
    load(small(), database)
    database.write(lambda transaction: transaction.run("MATCH (m:OrgraphModel) SET m.schema = 99"))
    before = identities(database)
    for ask in (
        lambda: load(large("a", 3), database),
        lambda: rehearse(small(), database),
        lambda: facts(database),
    ):
        with pytest.raises(NewerSchema, match="99"):
            ask()
    assert identities(database) == before


def test_a_database_of_an_older_version_is_replaced_and_what_others_put_there_stays(
    database: Connection,
) -> None:
    load(small(), database)
    put_others(database, "udvalget", "midt")
    database.write(
        lambda transaction: transaction.run(
            "MATCH (m:OrgraphModel) SET m.schema = 1 REMOVE m.vocabulary, m.digest WITH m MATCH (n:Orgraph) REMOVE n.position"
        )
    )
    with pytest.raises(NothingLoaded):
        facts(database)
    load(small(), database)
    assert others(database, "udvalget", "midt") == UNTOUCHED
    assert facts(database) == list(small().list_facts())


def with_type(name: str) -> Vocabulary:
    return VOCABULARY._replace(
        relations={
            **VOCABULARY.relations,
            "godkender": VOCABULARY.relations["godkender"]._replace(neo4j=name),
        }
    )


@pytest.mark.parametrize("name", ["A`]->() DELETE a //", "lille", "", "ANGAAR", "HAR_TRIN", "Æ"])
def test_a_relation_type_that_is_no_name_is_refused(
    database: Connection, way: str, name: str
) -> None:
    load(small(), database)
    with pytest.raises(BadNeo4jName):
        load(
            organisation(
                node("a"), node("b"), relation("a", "godkender", "b"), vocabulary=with_type(name)
            ),
            database,
        )
    assert_holds(database, small())


@pytest.mark.parametrize(
    "kind",
    ["`", "::", "", "7 zwerge", "orgraph", "orgraph klar", "trin", "note", "kaldenavn", "会"],
)
def test_a_kind_that_is_no_name_is_refused(database: Connection, way: str, kind: str) -> None:
    load(small(), database)
    kinds = {**VOCABULARY.kinds, kind: VOCABULARY.kinds["udvalg"]._replace(name=kind)}
    with pytest.raises(BadNeo4jName):
        load(
            organisation(
                node("b"),
                node("a")._replace(kind=kind),
                vocabulary=VOCABULARY._replace(kinds=kinds),
            ),
            database,
        )
    assert_holds(database, small())


def test_a_load_that_fails_on_the_way_leaves_what_was_and_nothing_else(
    database: Connection, way: str
) -> None:
    unwritable = node("z", "afdeling", fields=(("\0", "en egenskab kan ikke hedde sådan"),))
    bad = organisation(node("a"), node("b"), relation("a", "refererer-til", "b"), unwritable)
    with pytest.raises(ServerRefused):
        load(bad, database)
    with pytest.raises(NothingLoaded):
        facts(database)
    load(small(), database)
    with pytest.raises(ServerRefused):
        load(bad, database)
    assert_holds(database, small())


# ---- Several at once
@pytest.mark.parametrize("before", ["nothing", "something"])
@pytest.mark.parametrize(
    "ways", [("patch", "patch"), ("patch", "staged"), ("staged", "staged")], ids="-".join
)
def test_loads_at_once_end_in_one_organisation(
    database: Connection,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    before: str,
    ways: tuple[str, str],
) -> None:
    """One of a hundred bodies has so few differences that they are patched, one of three hundred so many that it is staged."""
    monkeypatch.setattr(patch, "MOST_AT_ONCE", 700)
    wanted = [
        large(prefix, 100 if way == "patch" else 300)
        for prefix, way in zip("ab", ways, strict=True)
    ]
    if before == "something":
        load(large("c", 100), database)
    with ThreadPoolExecutor() as pool:
        for running in [pool.submit(load, found, database) for found in (*wanted, *wanted)]:
            running.result()
    assert facts(database) in [list(found.list_facts()) for found in wanted]
    last = wanted[[list(found.list_facts()) for found in wanted].index(facts(database))]
    assert_holds(database, last)
    assert not load(last, database).wrote


def test_a_load_that_slept_while_another_took_over_writes_nothing_more(
    database: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(small(), database)
    monkeypatch.setattr(patch, "MOST_AT_ONCE", 0)
    taken_over = "MATCH (g:OrgraphPort) SET g.loader = 'en anden'"
    slept: list[int] = []

    def sleep(number: int) -> None:
        if not slept:
            slept.append(number)
            database.write(lambda transaction: transaction.run(taken_over))

    monkeypatch.setattr(batches, "BATCH", 20)
    load(
        large("a", 60), database, progress=sleep
    )  # the first try writes nothing more, the second begins anew
    assert slept
    assert_holds(database, large("a", 60))


# ---- Cypher
def test_one_id_cannot_stand_twice(database: Connection) -> None:
    load(small(), database)
    found = database.read(
        lambda transaction: transaction.run(
            "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties RETURN *"
        )
    )
    for label in ("Orgraph", "OrgraphKlar", "OrgraphModel", "OrgraphPort"):
        assert {"type": "UNIQUENESS", "labelsOrTypes": [label], "properties": ["id"]} in found


def test_a_database_that_was_loaded_is_read_over_neo4j_too(
    database: Connection, settings: Settings
) -> None:
    load(small(), database)
    with GraphDatabase.driver(
        settings.uri.replace("bolt:", "neo4j:"), auth=("neo4j", settings.password or "")
    ) as driver:
        records = driver.execute_query(
            "MATCH (b:Styregruppe)-[r:REFERERER_TIL]->(a:Udvalg) RETURN r.valid_from AS since, r.sources AS quotes"
        ).records
    assert [(str(record["since"]), record["quotes"]) for record in records] == [
        ("2012-01-01", ['001:3-4 "et andet citat"'])
    ]


def test_every_statement_is_accepted_by_the_planner_without_a_warning(
    database: Connection, settings: Settings
) -> None:
    load(small(), database)
    texts = {
        path.stem: read_text(f"load/{path.stem}")
        for path in (cypher_folder() / "load").glob("*.cypher")
    } | dict(enumerate(list_statements("constraints")))
    assert len(texts) >= 20
    with GraphDatabase.driver(settings.uri, auth=("neo4j", settings.password or "")) as driver:
        for name, text in texts.items():
            filled = (
                text.replace("{labels}", "Enhed:Udvalg")
                .replace("{label}", "Orgraph")
                .replace("{type}", "REFERERER_TIL")
                .replace("{staged}", "Orgraph")
            )
            summary = driver.execute_query(f"EXPLAIN {filled}", PARAMETERS).summary
            assert [
                found.status_description
                for found in summary.gql_status_objects
                if found.is_notification
            ] == [], name


def test_every_question_says_what_it_asks_takes_and_gives() -> None:
    for query in list_queries():
        assert query.question.endswith((".", "?"))
        assert query.parameters
        assert query.returns
