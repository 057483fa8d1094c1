"""A reorganisation rehearsed: an organisation in, an ordinary one out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from orgraph.answers.history import ask_history
from orgraph.dates import parse_day
from orgraph.errors import BadSeed, NoSuchFile
from orgraph.facts import Node, Relation
from orgraph.organisation import Organisation
from orgraph.scenario.apply import Applied, apply
from orgraph.scenario.expectations import check_expectations
from orgraph.scenario.model import Scenario, Selector
from orgraph.scenario.reader import read_scenario
from orgraph.scenario.selection import chosen_nodes
from orgraph.seed.reader import read_seed
from orgraph.view import View
from tests.conftest import SEED, write_seed

STORY = """
bodies:
  - {id: region, name: Regionen, kind: region}
  - {id: a, name: Gruppe A, kind: temagruppe, region: region, mandate: at mødes}
  - {id: b, name: Gruppe B, kind: temagruppe, region: region}
  - {id: fremmed, name: Fremmed, kind: temagruppe}
  - {id: styregruppe, name: Styregruppen, kind: styregruppe}
  - {id: udvalg, name: Udvalget, kind: udvalg}
  - {id: senere, name: Senere, kind: udvalg, valid_from: 2020-01-01}
  - {id: grupperne, name: Grupperne, kind: samling, collective: true}
agreements:
  - {id: aftale, name: Aftalen, kind: aftale}
objectives:
  - {id: o1, name: Mål 1}
  - {id: o2, name: Mål 2}
tasks:
  - {id: t1, name: Opgave 1, kind: opgave}
processes:
  - {id: proces, name: Processen, steps: [{order: 1, actors: [a, b], action: skriver, to: styregruppe, basis: udledt, reasoning: fortælling}]}
relations:
  - a ansvarlig-for o1: {}
  - b ansvarlig-for o2: {}
  - styregruppe ansvarlig-for o2: {}
  - a ansvarlig-for t1: {}
  - a refererer-til styregruppe: {}
  - b refererer-til styregruppe: {}
  - styregruppe refererer-til udvalg: {}
  - a del-af grupperne: {}
  - b del-af grupperne: {}
  - udvalg godkender aftale: {about: a}
  - region repræsenteret-i udvalg: {on_behalf: a, value: 2, role: medlem}
"""
Try = Callable[..., Scenario]


@pytest.fixture
def before(tmp_path: Path) -> Organisation:
    loaded = read_seed(write_seed(tmp_path / "seed", STORY))
    assert [str(issue) for issue in loaded.issues] == []
    return loaded.organisation


@pytest.fixture
def read(tmp_path: Path, before: Organisation) -> Try:
    def scenario(steps: str, head: str = "on: 2016-09-01", more: str = "") -> Scenario:
        path = tmp_path / "scenarie.yaml"
        path.write_text(
            f"name: Prøve\n{head}\nsteps:\n{dedent(steps)}{dedent(more)}", encoding="utf-8"
        )
        return read_scenario(path, before, tmp_path / "seed")

    return scenario


@pytest.fixture
def rehearse(before: Organisation, read: Try) -> Callable[..., Applied]:
    return lambda *texts, **more: apply(before, read(*texts, **more))


Rehearse = Callable[..., Applied]


def on(applied: Applied, day: str = "2016-09-01") -> View:
    return View(applied.organisation, parse_day(day))


def sentences(view: View, node_id: str) -> set[str]:
    return {f"{found.source} {found.type} {found.target}" for found in view.list_all(node_id)}


# ---- Each step: what is true before, and after
CASES: list[tuple[str, str, str, set[str], set[str]]] = [
    # step, subject, label, gone, come
    ("- dissolve: a", "a", "dissolve", {"a ansvarlig-for o1", "a ansvarlig-for t1", "a refererer-til styregruppe", "a del-af grupperne"}, set()),
    ("- transfer: {relation: ansvarlig-for, from: a, to: udvalg}", "o1", "transfer", {"a ansvarlig-for o1"}, {"udvalg ansvarlig-for o1"}),
    ("- transfer: {relation: ansvarlig-for, from: [a, b], to: udvalg, where: {subject_kind: opgave}}", "t1", "transfer where", {"a ansvarlig-for t1"}, {"udvalg ansvarlig-for t1"}),
    ("- transfer: {relation: refererer-til, from: styregruppe, to: region, direction: in}", "a", "transfer in", {"a refererer-til styregruppe"}, {"a refererer-til region"}),
    ("- transfer: {relation: ansvarlig-for, from: b, to: styregruppe}", "o2", "transfer to one who has it", {"b ansvarlig-for o2"}, set()),
    ("- move: {set: {kind: temagruppe, region: region}, to: udvalg}", "a", "move", {"a refererer-til styregruppe"}, {"a refererer-til udvalg"}),
    ("- move: {set: a, to: udvalg, relation: eskalerer-til}", "a", "move by a type", set(), {"a eskalerer-til udvalg"}),
    ("- move: {set: fremmed, to: udvalg}", "fremmed", "move one without a superior", set(), {"fremmed refererer-til udvalg"}),
    ("- grant: {relation: godkender, from: udvalg, to: [o1, o2], condition: når det er nødvendigt}", "o2", "grant", set(), {"udvalg godkender o2"}),
    ("- revoke: {relation: ansvarlig-for, from: a}", "t1", "revoke", {"a ansvarlig-for t1"}, set()),
    ("- revoke: {relation: ansvarlig-for, to: o2}", "o2", "revoke to", {"b ansvarlig-for o2", "styregruppe ansvarlig-for o2"}, set()),
    ("- revoke: {relation: [ansvarlig-for, refererer-til], from: a, to: o1}", "a", "revoke from and to", {"a ansvarlig-for o1"}, set()),
    ("- appoint: {from: region, to: styregruppe, role: formand, value: 1, by: udvalg}", "styregruppe", "appoint", set(), {"region repræsenteret-i styregruppe", "udvalg udpeger styregruppe"}),
    ("- appoint: {from: a, to: udvalg, relation: formand-for}", "udvalg", "appoint a chair", set(), {"a formand-for udvalg"}),
    ("- merge: {from: [a, b], into: styregruppe}", "styregruppe", "merge", {"a refererer-til styregruppe", "b refererer-til styregruppe"},
     {"styregruppe ansvarlig-for o1", "styregruppe ansvarlig-for t1", "styregruppe del-af grupperne", "udvalg godkender aftale", "styregruppe afløser a", "styregruppe afløser b"}),
    ("- merge: {from: {kind: temagruppe, region: region}, into: {id: ny, name: Ny, kind: udvalg}}", "ny", "merge into a new one", set(),
     {"ny refererer-til styregruppe", "ny ansvarlig-for o1", "ny ansvarlig-for o2", "ny ansvarlig-for t1", "ny del-af grupperne", "udvalg godkender aftale", "ny afløser a", "ny afløser b"}),
    ("- split: {from: a, into: [{to: b, where: {subject_kind: opgave}}, {to: {id: ny, name: Ny, kind: udvalg}, rest: true}]}", "ny", "split", set(),
     {"ny ansvarlig-for o1", "ny refererer-til styregruppe", "ny del-af grupperne", "udvalg godkender aftale", "ny afløser a"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "subject", "label", "gone", "come"), CASES, ids=[case[2] for case in CASES]
)
def test_a_step_changes_what_it_says_on_its_day(
    rehearse: Rehearse, step: str, subject: str, label: str, gone: set[str], come: set[str]
) -> None:
    applied = rehearse(step)
    earlier, later = sentences(on(applied, "2016-08-31"), subject), sentences(on(applied), subject)
    assert earlier - later == gone
    assert later - earlier == come
    assert sentences(on(applied, "2030-01-01"), subject) == later


def test_what_a_merged_body_said_and_did_is_the_heir_s(rehearse: Rehearse) -> None:
    applied = rehearse("- merge: {from: [a, b], into: {id: ny, name: Ny, kind: udvalg}}")
    view = on(applied)
    assert not view.lives("a")
    assert [found.about for found in view.list_in("godkender", "aftale")] == [("ny",)]
    assert [found.on_behalf for found in view.list_in("repræsenteret-i", "udvalg")] == ["ny"]
    assert [(found.actors, found.to) for found in view.list_steps("proces")] == [
        (("ny",), ("styregruppe",))
    ]
    assert [
        (found.actors, found.to) for found in on(applied, "2016-08-31").list_steps("proces")
    ] == [(("a", "b"), ("styregruppe",))]


def test_what_is_nobody_s_share_is_told(rehearse: Rehearse) -> None:
    applied = rehearse("- split: {from: a, into: [{to: b, relation: ansvarlig-for}]}")
    assert applied.effects[0].said == (
        "4 forhold får ingen arving: del-af, godkender, refererer-til, repræsenteret-i",
    )
    assert sentences(on(applied), "t1") == {"b ansvarlig-for t1"}


def test_a_body_that_is_split_may_itself_go_on(rehearse: Rehearse) -> None:
    applied = rehearse(
        "- split: {from: a, into: [{to: b, relation: ansvarlig-for}, {to: a, rest: true}]}"
    )
    view = on(applied)
    assert view.lives("a")
    assert sentences(view, "a") == {
        "a refererer-til styregruppe",
        "a del-af grupperne",
        "udvalg godkender aftale",
        "b afløser a",
    }


def test_what_led_to_a_body_that_ends_the_same_day_is_not_given_on(rehearse: Rehearse) -> None:
    applied = rehearse(
        "- dissolve: styregruppe\n- merge: {from: a, into: udvalg}\n- transfer: {relation: refererer-til, from: b, to: fremmed}"
    )
    assert [
        relation
        for node in ("udvalg", "fremmed")
        for relation in on(applied).list_out("refererer-til", node)
    ] == []


def test_a_renamed_body_is_found_by_both_names_and_says_what_it_was(
    rehearse: Rehearse, before: Organisation
) -> None:
    applied = rehearse("- rename: {id: a, name: Gruppe Å}")
    node = applied.organisation.find_node("a")
    assert node
    assert (node.name, [alias.name for alias in node.aliases], node.note) == (
        "Gruppe Å",
        ["Gruppe A"],
        "Hed »Gruppe A« indtil 1. september 2016.",
    )
    assert {
        found.id
        for word in ("gruppe a", "gruppe aa")
        for found in applied.organisation.list_named(word)
    } == {"a"}
    assert before.find_node("a") != node


def test_a_body_can_become_another_kind_of_the_same_family(rehearse: Rehearse) -> None:
    applied = rehearse("- change_kind: {set: {kind: temagruppe, region: region}, kind: råd}")
    assert [node.id for node in applied.organisation.list_kind("råd")] == ["a", "b"]
    assert [node.note for node in applied.organisation.list_kind("råd")] == [
        "Var temagruppe indtil 1. september 2016."
    ] * 2


def test_a_created_body_has_all_that_a_seed_s_body_may_have(rehearse: Rehearse) -> None:
    """The document speaks until 2015-06-30; what the step does not say comes from the scenario."""
    step = """
        - create:
            - {id: ny, name: Ny, kind: råd, region: region, aliases: {Det Ny: null}, mandate: at tale, source: '900:1 "Udvalget godkender aftalen."'}
            - {id: opgaven, name: Opgaven, kind: opgave, basis: udledt, reasoning: fordi}
    """
    node, task = (rehearse(step).organisation.find_node(name) for name in ("ny", "opgaven"))
    assert node
    assert task
    assert (node.label, node.region, node.fields, node.status, node.basis) == (
        "Enhed",
        "region",
        (("mandate", "at tale"),),
        "foreslået",
        "ordret",
    )
    assert (node.validity.valid_from, node.validity.began_by, node.validity.confirmed_until) == (
        "2016-09-01",
        "scenarie-proeve",
        "2015-06-30",
    )
    assert (task.label, task.basis, task.reasoning) == ("Opgave", "udledt", "fordi")


# ---- Sets
SETS = [
    ("{kind: temagruppe}", "a b fremmed"), ("{kind: [temagruppe, styregruppe]}", "a b fremmed styregruppe"), ("{kind: temagruppe, region: region}", "a b"), ("{in: grupperne}", "a b"),
    ("{in: grupperne, except: a}", "b"), ("[a, styregruppe]", "a styregruppe"), ("a", "a"), ("{with: ansvarlig-for}", "a b styregruppe"), ("{with: ansvarlig-for o2}", "b styregruppe"),
    ("{kind: temagruppe, with: [ansvarlig-for, refererer-til styregruppe]}", "a b"), ("{kind: temagruppe, without: ansvarlig-for}", "fremmed"), ("{kind: temagruppe, where: {name: fremmed}}", "fremmed"), ("{kind: temagruppe\u200b, where: {name: FRÉMMED}}", "fremmed"),
    ("{kind: temagruppe, where: {mandate: mødes}}", "a"), ("{kind: samling, where: {collective: true}}", "grupperne"), ("{kind: udvalg, except: [a]}", "udvalg"), ("{id: o1, kind: temagruppe, region: region}", "o1 a b"),
]  # fmt: skip


@pytest.mark.parametrize(("chosen", "ids"), SETS, ids=[row[0] for row in SETS])
def test_a_set_is_what_it_says(rehearse: Rehearse, chosen: str, ids: str) -> None:
    assert " ".join(rehearse(f"- dissolve: {chosen}").effects[0].chosen) == ids


def test_a_set_chosen_by_a_part_of_a_name_does_not_take_half_a_number(
    organisation: Organisation,
) -> None:
    """
    bodies:
      - {id: a, name: Gruppe 1, kind: udvalg}
      - {id: b, name: Gruppe 10, kind: udvalg}
      - {id: c, name: Gruppe 1 (gammel), kind: udvalg}
    """
    assert [
        node.id for node in chosen_nodes(organisation, Selector(where=(("name", "gruppe 1"),)))
    ] == ["a", "c"]


# ---- Phases
def test_later_steps_see_what_earlier_steps_made(rehearse: Rehearse) -> None:
    steps = """
        - dissolve: {kind: råd}
          on: 2018-01-01
        - create: {id: ny, name: Ny, kind: råd}
          on: 2017-01-01
        - transfer: {relation: ansvarlig-for, from: a, to: ny}
          on: 2017-01-01
    """
    applied = rehearse(steps, "reasoning: prøve")
    node = applied.organisation.find_node("ny")
    assert node
    assert (node.validity.began_by, node.validity.ended_by) == (
        "scenarie-proeve-1",
        "scenarie-proeve-2",
    )
    assert sentences(on(applied, "2017-01-01"), "t1") == {"ny ansvarlig-for t1"}
    assert sentences(on(applied, "2018-01-01"), "t1") == set()
    assert [effect.step.frame.on.text for effect in applied.effects] == [
        "2017-01-01",
        "2017-01-01",
        "2018-01-01",
    ]


def test_days_are_first_and_last(read: Try) -> None:
    scenario = read("- dissolve: a\n  on: 2018-01-01\n- dissolve: b\n")
    assert ([day.text for day in scenario.days()], scenario.on.text, scenario.last.text) == (
        ["2016-09-01", "2018-01-01"],
        "2016-09-01",
        "2018-01-01",
    )


def test_the_change_is_part_of_history(rehearse: Rehearse) -> None:
    applied = rehearse(
        "- dissolve: {kind: temagruppe, region: region}",
        'on: 2016-09-01\nsource: 900:1 "Udvalget godkender aftalen."',
    )
    change = applied.organisation.find_node("scenarie-proeve")
    assert change
    assert (change.kind, change.concerns, change.basis, dict(change.fields)["date"]) == (
        "omlægning",
        ("a", "b"),
        "ordret",
        "2016-09-01",
    )
    view = on(applied)
    subject = view.find_node("a")
    assert subject
    assert [row.id for row in ask_history(view, subject, "a").rows] == ["scenarie-proeve"]
    assert subject.validity.ended_by == "scenarie-proeve"


def test_what_was_made_and_ended_in_one_day_is_not_there(rehearse: Rehearse) -> None:
    steps = "- transfer: {relation: ansvarlig-for, from: a, to: udvalg}\n- transfer: {relation: ansvarlig-for, from: udvalg, to: styregruppe}\n"
    applied = rehearse(steps)
    assert sentences(on(applied), "o1") == {"styregruppe ansvarlig-for o1"}
    assert all(
        fact.validity.start < fact.validity.end
        for fact in applied.organisation.list_facts()
        if isinstance(fact, Node | Relation)
    )


def test_a_set_dissolved_the_same_day_still_counts_as_holder(rehearse: Rehearse) -> None:
    applied = rehearse(
        "- dissolve: {in: grupperne}\n- transfer: {relation: ansvarlig-for, from: {in: grupperne}, to: udvalg}\n"
    )
    assert sentences(on(applied), "t1") == {"udvalg ansvarlig-for t1"}


def test_what_moved_in_an_earlier_step_is_not_where_it_was(rehearse: Rehearse) -> None:
    applied = rehearse(
        "- move: {set: a, to: udvalg}\n- dissolve: {kind: temagruppe, with: refererer-til styregruppe}\n"
    )
    assert applied.effects[1].chosen == ("b",)


def test_a_step_without_effect_changes_nothing(rehearse: Rehearse) -> None:
    applied = rehearse(
        "- transfer: {relation: godkender, from: {kind: temagruppe}, to: styregruppe}\n- rename: {id: a, name: Gruppe A}\n- move: {set: a, to: styregruppe}\n"
    )
    assert [(effect.nodes, effect.relations) for effect in applied.effects] == [((), ())] * 3
    assert applied.organisation.find_node("scenarie-proeve") is None


def test_the_first_organisation_stays_as_it_was(rehearse: Rehearse, before: Organisation) -> None:
    facts = list(before.list_facts())
    rehearse(
        "- merge: {from: [a, b], into: styregruppe}\n- dissolve: fremmed\n- rename: {id: udvalg, name: Rådet}\n"
    )
    assert list(before.list_facts()) == facts


# ---- Expectations
EXPECTED = [
    ("- dissolve: styregruppe", "no_body_without_path_to: udvalg", ["Gruppe A", "Gruppe B"]),
    ("- dissolve: fremmed", "no_body_without_path_to: udvalg", []),
    (
        "- dissolve: fremmed",
        "no_body_without_path_to: udvalg\n    among: {kind: [temagruppe, region]}",
        ["Regionen"],
    ),
    ("- create: {id: ny, name: Ny, kind: råd}", "no_body_without_path_to: udvalg", ["Ny"]),
    (
        "- dissolve: {in: grupperne}",
        "every: {kind: målsætning}\n    has: ansvarlig-for",
        ["Mål 1"],
    ),
    (
        "- dissolve: {in: grupperne}",
        "none_without: {set: {kind: [målsætning, opgave]}, relation: ansvarlig-for}",
        ["Mål 1, Opgave 1"],
    ),
    ("- dissolve: b", "every: {kind: målsætning}\n    has: ansvarlig-for", []),
    ("- dissolve: a", "ask: responsible o1\n    status: not_stated", []),
    (
        "- dissolve: b",
        "ask: responsible o2\n    expect: {ansvarlig-for: [b, styregruppe]}",
        ["mangler b"],
    ),
    (
        "- dissolve: b",
        "ask: responsible o2\n    at: 2016-08-31\n    expect: {ansvarlig-for: [b, styregruppe]}",
        [],
    ),
]


@pytest.mark.parametrize(
    ("step", "expected", "wanting"), EXPECTED, ids=[f"{row[0]}, {row[1]}" for row in EXPECTED]
)
def test_an_expectation_is_held_against_the_result(
    before: Organisation, read: Try, step: str, expected: str, wanting: list[str]
) -> None:
    scenario = read(step, more=f"\nexpect:\n  - {expected}\n")
    found = check_expectations(before, apply(before, scenario).organisation, scenario)
    assert len(found) == (1 if wanting else 0)
    assert all(name in str(found[0]) for name in wanting)
    assert all(issue.line == 6 for issue in found)


# ---- Faults
FAULTS = [
    ("- dissolve: {}", 4, "ikke afgrænset"),
    ("- dissolve: {kind: dims}", 4, "slagsen dims er ukendt"),
    ("- dissolve: {kind: temagrupe}", 4, "Mente du temagruppe"),
    ("- dissolve: {id: dims}", 4, "dims findes ikke"),
    ("- dissolve: styregrupp", 4, "Mente du styregruppe"),
    ("- dissolve: {knd: temagruppe}", 4, "nøglen knd er ukendt"),
    ("- dissolve: {kind: temagruppe, where: {navn: x}}", 4, "nøglen navn er ukendt"),
    ("- dissolve: {kind: temagruppe, with: dims}", 4, "relationen dims er ukendt"),
    ("- dissolve: {kind: temagruppe, with: ansvarlig-for dims}", 4, "dims findes ikke"),
    ("- dissolve: {kind: hospital}", 4, "mængden er tom"),
    ("- dissolve: senere", 4, "findes ikke den 2016-09-01"),
    ("- dissolve: a\n  on: 2016-02-30", 5, "findes ikke i kalenderen"),
    ("- dissolve: a\n  når: 2016-09-01", 5, "nøglen når er ukendt"),
    ("- dissolve: a\n  status: måske", 5, "status har en forkert værdi"),
    ('- dissolve: a\n  source: 900:1 "Det står der ikke"', 4, "står ikke i 900:1-1"),
    ('- dissolve: a\n  source: 999:1 "Udvalget"', 4, "dokumentet 999 er ukendt"),
    ("- opløs: {kind: temagruppe}", 4, "trinnet opløs er ukendt"),
    ("- disolve: a", 4, "Mente du dissolve"),
    ("- dissolve: a\n  merge: b", 5, "et trin er ét verbum"),
    (
        "- transfer: {relation: dims, from: {kind: temagruppe}, to: styregruppe}",
        4,
        "dims er ukendt",
    ),
    (
        "- transfer: {relation: ansvarlig-for, from: {kind: temagruppe}, to: dims}",
        4,
        "dims findes ikke",
    ),
    ("- transfer: {relation: ansvarlig-for, to: styregruppe}", 4, "nøglen from mangler"),
    (
        "- transfer: {relation: ansvarlig-for, from: a, to: senere}",
        4,
        "transfer: to: senere findes ikke den",
    ),
    (
        "- transfer: {relation: ansvarlig-for, from: a, to: udvalg, where: {slags: x}}",
        4,
        "nøglen slags er ukendt",
    ),
    (
        "- transfer: {relation: ansvarlig-for, from: a, to: aftale}",
        4,
        "ansvarlig-for kan ikke have aftale foran sig",
    ),
    ("- move: {set: udvalg, to: styregruppe}", 4, "refererer-til går i ring"),
    ("- move: {set: a, to: a}", 4, "refererer-til går i ring"),
    ("- move: {set: a, to: udvalg, relation: godkender}", 4, "godkender er ikke en vej opad"),
    ("- move: {set: aftale, to: dims}", 4, "dims findes ikke"),
    ("- create: {id: a, name: A, kind: råd}", 4, "id a er brugt før"),
    ("- create: {id: ny, name: A, kind: dims}", 4, "slagsen dims er ukendt"),
    ("- create: {id: ny, name: A}", 4, "nøglen kind mangler"),
    ("- create: {id: ny, kind: råd}", 4, "nøglen name mangler"),
    ("- create: {id: Ny, name: A, kind: råd}", 4, "nøglen id har en forkert værdi"),
    ("- create: {id: ny, name: A, kind: råd, region: dims}", 4, "region: dims findes ikke"),
    ("- create: {id: ny, name: A, kind: råd, farve: blå}", 4, "nøglen farve er ukendt"),
    ("- create: {id: ny, name: A, kind: råd, valid_from: 2016}", 4, "valid_from kan ikke stå her"),
    (
        "- create: {id: ny, name: A, kind: råd, valid_to: 2016-09-01}",
        4,
        "slutdatoen ligger ikke efter startdatoen",
    ),
    ("- create: {id: ny, name: A, kind: råd, source: 900:1}", 4, "forholdet har intet citat"),
    ("- create: []", 4, "listen er tom"),
    ("- create: hej", 4, "det nye er ikke et afsnit"),
    ("- merge: {from: [a, b], into: dims}", 4, "merge: into: dims findes ikke"),
    ("- merge: {from: [a, b]}", 4, "nøglen into mangler"),
    ("- split: {from: a, into: []}", 4, "nøglen into er tom"),
    ("- split: {from: a, into: [{to: b}]}", 4, "ikke er sagt" if False else "ikke afgrænset"),
    ("- rename: {id: a}", 4, "nøglen name mangler"),
    ("- rename: {id: a, name: gruppe b}", 4, "a kan ikke hedde gruppe b: det hedder b"),
    ("- change_kind: {set: a, kind: aftale}", 4, "a kan ikke blive aftale"),
    ("- appoint: {from: a, to: udvalg, relation: godkender}", 4, "godkender er ikke en plads"),
    ("- appoint: {from: a}", 4, "nøglen to mangler"),
    ("- grant: {from: a, to: o1}", 4, "nøglen relation mangler"),
    ("- grant: {relation: ansvarlig-for, from: a, to: o1, hvis: x}", 4, "nøglen hvis er ukendt"),
    (
        "- grant: {relation: ansvarlig-for, from: a, to: o1, about: dims}",
        4,
        "about: dims findes ikke",
    ),
    ("- grant: hej", 4, "grant er ikke et afsnit"),
    ("- revoke: {relation: ansvarlig-for}", 4, "hverken from eller to"),
    ("- revoke: {relation: [], from: a}", 4, "relation er tom"),
    ("- hej", 3, "trinnet ? er ukendt"),
    ("- dissolve: a\nexpect:\n  - hold_op: 1", 6, "expect: hold_op er ukendt"),
    ("- dissolve: a\nexpect:\n  - no_body_without_path_to: dims", 6, "dims findes ikke"),
    (
        "- dissolve: a\nexpect:\n  - {every: {kind: råd}, has: dims}",
        6,
        "relationen dims er ukendt",
    ),
    ("- dissolve: a\nexpect:\n  - {ask: responsible o1, svar: x}", 6, "nøglen svar er ukendt"),
    ("- dissolve: a\nsteps: []", 5, "står to gange"),
    ("- dissolve: a\nandet: 1", 5, "nøglen andet er ukendt"),
    ("- dissolve: a\nid: udvalg", 5, "id udvalg er brugt før"),
]


@pytest.mark.parametrize(
    ("steps", "line", "what"), FAULTS, ids=[f"{row[0]}, {row[2]}" for row in FAULTS]
)
def test_a_fault_in_a_scenario_names_its_line(
    rehearse: Rehearse, steps: str, line: int, what: str
) -> None:
    with pytest.raises(BadSeed) as fault:
        rehearse(steps)
    assert any(what in str(issue) and issue.line == line for issue in fault.value.issues), (
        fault.value
    )
    assert all(issue.file == "scenarie.yaml" for issue in fault.value.issues)


def test_all_faults_are_found_at_once(rehearse: Rehearse) -> None:
    with pytest.raises(BadSeed) as fault:
        rehearse("- dissolve: dims\n- rename: {id: a}\n- move: {set: {kind: dims}, to: dams}\n")
    assert len(fault.value.issues) == 4


@pytest.mark.parametrize("day", ["2016", "31/2/2016", "snart"])
def test_a_scenario_happens_on_one_day(rehearse: Rehearse, day: str) -> None:
    with pytest.raises(BadSeed, match=r"scenarie\.yaml:2"):
        rehearse("- dissolve: a", f"on: {day}")


def test_a_scenario_without_a_day_is_refused(rehearse: Rehearse) -> None:
    with pytest.raises(BadSeed, match="har ingen dag"):
        rehearse("- dissolve: a", "reasoning: x")


@pytest.mark.parametrize("name", ["ingen.yaml", ".", "a\0b"])
def test_a_scenario_that_is_not_there_is_refused(
    before: Organisation, tmp_path: Path, name: str
) -> None:
    with pytest.raises(NoSuchFile):
        read_scenario(tmp_path / name, before)


@pytest.mark.parametrize(
    "path", sorted((SEED / "scenarios").glob("*.yaml")), ids=lambda path: path.stem
)
def test_the_scenarios_that_travel_along_can_be_applied(real: Organisation, path: Path) -> None:
    scenario = read_scenario(path, real, SEED)
    applied = apply(real, scenario)
    assert (
        any(effect.nodes or effect.relations for effect in applied.effects)
        or "temagrupperne-nedlaegges" in path.stem
    )
    assert [str(issue) for issue in check_expectations(real, applied.organisation, scenario)] == []
