"""The database gives the answers that the same question gives in process, whole and in order: on the real seed and on generated organisations."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgraph.answers import ABOUT_ONE, ask, ask_node
from orgraph.answers.answer import Answer
from orgraph.answers.escalate import ask_escalate
from orgraph.answers.impact import ask_impact
from orgraph.answers.listing import Narrowing, ask_list
from orgraph.answers.matrix import ask_matrix, find_matrix
from orgraph.answers.over_time import ask_over_time
from orgraph.answers.resolution import resolve
from orgraph.answers.search import ask_search
from orgraph.answers.unknowns import ask_unknowns
from orgraph.answers.who import ask_what, ask_who
from orgraph.answers.why import ask_why, ask_why_not
from orgraph.dates import parse_day
from orgraph.facts import Node
from orgraph.neo4j_store.connection import Connection
from orgraph.neo4j_store.cypher_engine import QueryingIndex
from orgraph.neo4j_store.cypher_files import QUESTIONS as IN_CYPHER
from orgraph.neo4j_store.cypher_files import list_queries
from orgraph.neo4j_store.load import load
from orgraph.neo4j_store.remote_index import ask_remote
from orgraph.organisation import Organisation
from orgraph.view import View
from tests.strategies import (
    DAYS,
    HOSTILE,
    VOCABULARY,
    full_organisations,
    node,
    organisation,
    relation,
    small,
    sound_organisations,
)

Ask = Callable[[View], object]
PAIRED = ("who", "what", "list", "kinds", "why", "why-not", "way-to", "unknowns-of-all")
# As much as the profile stands for: some in `make test`, more than a thousand organisations and more days with --hypothesis-profile=long.
SHORT = settings.default == settings.get_profile("short")
EXAMPLES = 12 if SHORT else 1_200
EACH = 3 if SHORT else 1  # every third question about the seed, or every one
REAL_DAYS = ("2016-10-01",) if SHORT else ("2012-01-01", "2016-08-31", "2016-10-01")


# ---- Every question
def list_asks(everything: Organisation, name: str, pairs: int) -> Iterator[Ask]:
    """Questions of one sort about every subject; of those that take two, so many for each."""
    subjects = list(everything.list_nodes())
    if name in ABOUT_ONE:
        yield from (_about(name, subject) for subject in subjects)
    elif name in ("who", "what"):
        yield from (_end(name, kind, subject) for kind, subject in _ends(everything, name))
    elif name == "list":
        yield from (
            _list(kind, narrowing)
            for kind in everything.vocabulary.kinds
            for narrowing in _narrowings(everything, kind)
        )
    elif name == "kinds":
        yield from (_kinds(kinds) for kinds in pairwise(everything.vocabulary.kinds))
    elif name == "unknowns-of-all":
        yield lambda view: ask_unknowns(view, None, "")
    else:
        chance = Random(pairs)
        yield from (
            _pair(name, subject, chance.choice(subjects))
            for subject in subjects
            for _ in range(pairs)
        )


def _about(name: str, subject: Node) -> Ask:
    return lambda view: ask_node(view, name, subject, subject.id)


def _end(name: str, kind: str, subject_id: str) -> Ask:
    def asked(view: View) -> Answer:
        subject = view.find_node(subject_id)
        assert subject
        return (ask_who if name == "who" else ask_what)(
            view, view.vocabulary.relations[kind], subject, ""
        )

    return asked


def _ends(everything: Organisation, name: str) -> list[tuple[str, str]]:
    """Every relation type with each of its ends, and with the members of those that are collectives."""
    found = dict.fromkeys(
        (fact.type, fact.target if name == "who" else fact.source)
        for fact in everything.list_relations()
    )
    below = [
        (kind, member.source)
        for kind, end in found
        for join in everything.vocabulary.membership
        for member in everything.list_in(join, end)
    ]
    return list(dict.fromkeys((*found, *below)))


def _list(kind: str, narrowing: Narrowing) -> Ask:
    return lambda view: ask_list(view, kind, narrowing)


def _narrowings(everything: Organisation, kind: str) -> list[Narrowing]:
    """Each way to narrow a list, with a relation and a place of its own for each kind."""
    chance, types, subjects = (
        Random(kind),
        list(everything.vocabulary.relations.values()),
        list(everything.list_nodes()),
    )
    wholes = [found for found in subjects if found.collective] or subjects
    return [
        Narrowing(), Narrowing(every=True, having=chance.choice(types), at_least=2), Narrowing(lacking=chance.choice(types)),
        Narrowing(within=chance.choice(wholes), every=True), Narrowing(within=chance.choice(subjects), having=chance.choice(types), lacking=chance.choice(types)),
    ]  # fmt: skip


def _kinds(kinds: tuple[str, str]) -> Ask:
    return lambda view: ask_impact(view, None, kinds[0], kinds=kinds)


def _pair(name: str, subject: Node, other: Node) -> Ask:
    if name == "way-to":
        return lambda view: ask_escalate(view, subject, "", to=other)
    return lambda view: (ask_why if name == "why" else ask_why_not)(view, subject, other, "")


def assert_same(
    connection: Connection, everything: Organisation, days: tuple[str, ...], asks: list[Ask]
) -> int:
    """Asks both homes on each day and compares whole answers; gives the number of rows, paths and notes."""

    def work(found: Organisation) -> list[object]:
        views = [View(found, parse_day(day)) for day in days]
        return [asked(view) for view in views for asked in asks]

    here, there = work(everything), ask_remote(connection, work, QueryingIndex)
    for mine, theirs in zip(here, there, strict=True):
        assert theirs == mine
    return sum(
        len(answer.rows) + len(answer.paths) + len(answer.notes)
        for answer in here
        if isinstance(answer, Answer)
    )


# ---- The real seed
@pytest.fixture
def loaded_seed(connection: Connection, real: Organisation) -> Connection:
    """The server with the real seed in it; loading it once more costs next to nothing."""
    load(real, connection, replace=True)
    return connection


@pytest.mark.parametrize("name", [*ABOUT_ONE, *PAIRED])
def test_every_subject_of_the_real_seed_gets_the_same_answer(
    loaded_seed: Connection, real: Organisation, name: str
) -> None:
    assert assert_same(loaded_seed, real, REAL_DAYS, list(list_asks(real, name, 1))[::EACH]) > 50


def test_the_real_seed_comes_back_fact_for_fact(
    loaded_seed: Connection, real: Organisation
) -> None:
    assert ask_remote(loaded_seed, lambda found: list(found.list_facts())) == list(
        real.list_facts()
    )
    assert ask_remote(loaded_seed, lambda found: list(found.list_names())) == list(
        real.list_names()
    )
    assert ask_remote(loaded_seed, lambda found: found.vocabulary) == real.vocabulary


def test_every_name_of_the_real_seed_means_the_same(
    loaded_seed: Connection, real: Organisation
) -> None:
    words = _words_for_subjects(real)
    assert len(words) > 2_500
    assert_same(loaded_seed, real, REAL_DAYS[-1:], [_resolving(text) for text in words])


@pytest.mark.parametrize("at", range(5))
def test_a_first_question_means_the_same_whatever_it_is(
    loaded_seed: Connection, real: Organisation, at: int
) -> None:
    """Asked as the command line does: by words, with nothing read beforehand."""
    chance = Random(at)
    for text in (
        *chance.sample(_words_for_subjects(real), 20),
        "palliation",
        "temagruppe",
        "rådet",
        "genoptr",
    ):
        question = chance.choice(list(ABOUT_ONE))
        assert_same(
            loaded_seed,
            real,
            REAL_DAYS[-1:],
            [lambda view, question=question, text=text: ask(view, question, text)],  # type: ignore[misc]
        )
        assert_same(
            loaded_seed,
            real,
            REAL_DAYS[-1:],
            [lambda view, text=text: ask(view, "impact", text)],  # type: ignore[misc]
        )


def test_questions_over_time_matrices_and_search_are_the_same(
    loaded_seed: Connection, real: Organisation
) -> None:
    chance = Random(7)
    subjects = list(real.list_nodes())
    over_time = [
        _over_time(_about(chance.choice(list(ABOUT_ONE)), chance.choice(subjects)))
        for _ in range(30)
    ]
    matrices: list[Ask] = [
        lambda view: find_matrix(view, subjects[100:120], ""),
        lambda view: ask_matrix(view, ["aftaletype", "temagruppe"]),
    ]
    searches: list[Ask] = [
        lambda view, words=words: ask_search(view, words)  # type: ignore[misc]
        for words in ("palliativ indsats", "økonomi", "træning", "findesikke")
    ]
    assert_same(loaded_seed, real, REAL_DAYS[-1:], [*over_time, *matrices, *searches])


def _over_time(asked: Ask) -> Ask:
    return lambda view: ask_over_time(view.organisation, view.span, asked)  # type: ignore[arg-type]


def _resolving(text: str) -> Ask:
    return lambda view: resolve(view, text)


def _words_for_subjects(everything: Organisation) -> list[str]:
    """Ids, names, other names, register numbers, parts of names and misspellings."""
    nodes = list(everything.list_nodes())
    names = [found.name for found in nodes]
    aliases = [alias.name for found in nodes for alias in found.aliases]
    codes = [
        identifier.value for found in nodes for identifier in everything.list_identifiers(found.id)
    ]
    ids = [*(found.id for found in nodes[::3]), *(found.id for found in everything.list_notes())][
        :700
    ]
    parts = [name[3:-2] for name in names[::20]] + [
        name.upper().replace("Å", "aa") for name in names[::20]
    ]
    other = (
        [found.upper().replace("-", "\u2011") for found in ids[::20]]
        + [code.replace("-", "") for code in codes]
        + [f"{code[:2]} {code[2:]}" for code in codes[::5]]
    )
    other += [unicodedata.normalize("NFD", name) for name in names[::20]]
    return list(
        dict.fromkeys(
            (
                *ids,
                *names,
                *aliases,
                *codes,
                *parts,
                *other,
                *(f"{name[:5]}x{name[6:]}" for name in names[::40]),
            )
        )
    )


# ---- Generated organisations
@settings(max_examples=EXAMPLES)
@given(generated=st.one_of(full_organisations(), full_organisations(), sound_organisations()))
def test_generated_organisations_get_the_same_answers(
    connection: Connection, generated: Organisation
) -> None:
    load(generated, connection, replace=True)
    assert ask_remote(connection, lambda found: list(found.list_facts())) == list(
        generated.list_facts()
    )
    asks = [
        asked
        for name in (*ABOUT_ONE, *PAIRED)
        if name not in ("list", "kinds")
        for asked in list_asks(generated, name, 1)
    ]
    used = dict.fromkeys(found.kind for found in generated.list_nodes())
    asks += [_list(kind, narrowing) for kind in used for narrowing in _narrowings(generated, kind)]
    asks += [_kinds(kinds) for kinds in pairwise((*used, next(iter(used))))]
    asks += [
        _resolving(text)
        for text in (*HOSTILE[:6], *(found.name for found in generated.list_nodes()))
        if len(text) < 100
    ]
    assert_same(connection, generated, DAYS, asks)


# ---- By hand
def test_a_long_chain_with_parallel_relations_stops_where_it_stops_in_process(
    database: Connection,
) -> None:
    bodies = [node(f"n{number}") for number in range(20)]
    first = [relation(low.id, "rapporterer-til", high.id) for low, high in pairwise(bodies)]
    second = [
        relation(low.id, "refererer-til", high.id) for low, high in list(pairwise(bodies))[::2]
    ]
    chain = organisation(*bodies, *first, *second)
    load(chain, database)
    asks = [
        asked
        for name in ("escalate", "way-to", "why", "why-not")
        for asked in list_asks(chain, name, 5)
    ]
    assert assert_same(database, chain, DAYS, asks) > 100


def test_a_chain_of_sixty_bodies_is_walked_to_its_end(database: Connection) -> None:
    bodies = [node(f"n{number}") for number in range(60)]
    chain = organisation(
        *bodies, *(relation(low.id, "refererer-til", high.id) for low, high in pairwise(bodies))
    )
    load(chain, database)
    asks = [
        ask_of(bodies[0], bodies[-1])
        for ask_of in (partial(_pair, "why"), partial(_pair, "why-not"), partial(_pair, "way-to"))
    ]
    assert_same(database, chain, DAYS[1:2], [*asks, _about("escalate", bodies[0])])
    assert [
        len(path.hops)
        for asked in asks
        for path in asked(View(chain, parse_day(DAYS[1]))).paths  # type: ignore[attr-defined]
    ] == [59, 59, 59]


def test_where_there_are_more_ways_than_can_be_counted_the_first_of_the_shortest_is_taken(
    database: Connection,
) -> None:
    levels = [[node(f"n{level}-{place}") for place in range(3)] for level in range(25)]
    up = [
        relation(low.id, kind, high.id)
        for under, over in pairwise(levels)
        for low in under
        for high in over
        for kind in ("rapporterer-til", "indstiller-til")
    ]
    ladder = organisation(
        *(body for level in levels for body in level), *Random(1).sample(up, len(up))
    )
    load(ladder, database)
    asks = [_pair(name, levels[0][0], levels[-1][2]) for name in ("why", "why-not", "way-to")]
    asks += [
        _pair("why", levels[-1][1], levels[0][1]),
        _about("escalate", levels[20][0]),
        _about("impact", levels[10][0]),
    ]
    assert assert_same(database, ladder, DAYS[1:2], asks) > 6


def test_collectives_in_collectives_are_followed_to_the_last(database: Connection) -> None:
    wholes = [node(f"c{number}", "samling", collective=True) for number in range(8)]
    bodies = [node(f"o{number}") for number in range(3)]
    nested = organisation(
        *wholes, *bodies, node("maal", "målsætning"), relation("o0", "del-af", "c0"), relation("o1", "del-af", "c3"),
        relation("o2", "del-af", "o1"), relation("o2", "del-af", "c1"), *(relation(low.id, "del-af", high.id) for low, high in pairwise(wholes)),
        relation("c0", "del-af", "c2", id="short"), relation("c7", "ansvarlig-for", "maal", exceptions=("c1",)), relation("o0", "godkender", "c6"),
    )  # fmt: skip
    load(nested, database)
    asks = [
        asked
        for name in (*ABOUT_ONE, "who", "what")
        if name != "list"
        for asked in list_asks(nested, name, 1)
    ]
    asks += [
        _list("udvalg", Narrowing(within=wholes[-1])),
        _list("samling", Narrowing(within=wholes[4])),
    ]
    assert assert_same(database, nested, DAYS[1:2], asks) > 100


@pytest.mark.parametrize("seed", range(6 if SHORT else 200))
def test_tangles_of_collectives_exceptions_and_circles_get_the_same_answers(
    connection: Connection, seed: int
) -> None:
    tangle = tangled(Random(seed))
    load(tangle, connection, replace=True)
    asks = [
        asked
        for name in (*ABOUT_ONE, *PAIRED)
        if name not in ("list", "kinds")
        for asked in list_asks(tangle, name, 1)
    ]
    asks += [_list("samling", Narrowing(within=whole)) for whole in tangle.list_nodes()]
    assert_same(connection, tangle, DAYS[1:2], asks)


def tangled(chance: Random) -> Organisation:
    """Few nodes with many memberships between them, exceptions from what is said of them, and ways up that go in circles."""
    ids = [f"c{number}" for number in range(7)]
    wholes = [node(found, "samling", collective=chance.random() < 0.85) for found in ids]
    members = [
        relation(
            chance.choice(ids),
            "del-af",
            chance.choice(ids),
            id=f"m{chance.randrange(1000)}x{number}",
        )
        for number in range(chance.randrange(5, 14))
    ]
    held = [
        relation(
            chance.choice(ids),
            "ansvarlig-for",
            chance.choice(["opgaven", *ids]),
            id=f"a{number}",
            exceptions=tuple(chance.sample(ids, chance.randrange(3))),
        )
        for number in range(4)
    ]
    rising = ("eskalerer-til", "rapporterer-til", "indstiller-til")
    up = [
        relation(chance.choice(ids), chance.choice(rising), chance.choice(ids), id=f"u{number}")
        for number in range(chance.randrange(12))
    ]
    return organisation(*wholes, node("opgaven", "opgave"), *members, *held, *up)


def test_a_way_that_will_not_exist_until_later_is_found_with_what_it_lacks(
    database: Connection,
) -> None:
    later = small()
    load(later, database)
    asks = [
        _pair("why-not", one, other) for one in later.list_nodes() for other in later.list_nodes()
    ]
    assert assert_same(database, later, ("2011-06-01", "2016-10-01", "2021-01-01"), asks) > 20


def test_the_same_membership_written_twice_gives_the_same_rows(database: Connection) -> None:
    twice = organisation(
        node("alle", "samling", collective=True), node("en", "klynge"), node("aftalen", "aftale"),
        relation("en", "del-af", "alle"), relation("en", "del-af", "alle", id="igen"), relation("alle", "godkender", "aftalen"),
        relation("alle", "ansvarlig-for", "aftalen"), relation("en", "implementerer", "aftalen"),
    )  # fmt: skip
    load(twice, database)
    asks = [asked for name in ABOUT_ONE for asked in list_asks(twice, name, 1)]
    assert assert_same(database, twice, DAYS, asks) > 30
    view = View(twice, parse_day(DAYS[1]))
    assert [row.id for row in ask(view, "impact", "alle").rows] == [
        row.id for row in dict.fromkeys(ask(view, "impact", "alle").rows)
    ]


def test_a_hub_is_asked_about_in_every_way(database: Connection) -> None:
    things = [node(f"t{number}", "opgave") for number in range(400)]
    others = [node(f"o{number}", "kommune") for number in range(60)]
    held = [relation("hub", "ansvarlig-for", thing.id) for thing in things]
    about = [
        relation("hub", "indstiller-til", other.id, about=tuple(thing.id for thing in things[::7]))
        for other in others
    ]
    members = [relation(other.id, "del-af", "hub") for other in others]
    hub = organisation(
        node("hub", "samling", collective=True), *others, *things, *held, *about, *members
    )
    load(hub, database)
    asks = [
        _about(name, subject)
        for name in ABOUT_ONE
        for subject in (hub.find_node("hub"), things[0], others[0])
        if subject
    ]
    assert assert_same(database, hub, DAYS[1:2], asks) > 1_000


def test_every_question_over_the_graph_stands_in_cypher() -> None:
    named = {query.name for query in list_queries() if query.sort == IN_CYPHER}
    assert named == {*ABOUT_ONE, "who", "what", "list", "why", "why-not"}
    assert VOCABULARY.questions.keys() <= named
