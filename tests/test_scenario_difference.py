"""What differs between today and a rehearsed organisation: facts, answers, and what it means for the right to decide."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgraph.answers import ask_node
from orgraph.answers.answer import NOT_FOUND, Answer, compare
from orgraph.answers.listing import Narrowing, ask_list
from orgraph.cli.main import run
from orgraph.dates import Span, iso, parse_day
from orgraph.errors import BadSeed
from orgraph.facts import LOGICS, Relation
from orgraph.languages.da.difference import MEASURES as WORDS
from orgraph.organisation import Change, Organisation
from orgraph.render.difference_json import difference_json
from orgraph.render.difference_markdown import difference_markdown
from orgraph.render.difference_report import build_report
from orgraph.render.difference_text import difference_text
from orgraph.render.difference_words import measure_why
from orgraph.scenario.affected import ASKED
from orgraph.scenario.difference import Asked, Column, Difference, compare_columns, diff
from orgraph.scenario.measures import MEASURES
from orgraph.scenario.reader import read_scenario
from orgraph.seed.reader import read_seed
from orgraph.site.scenario_page import difference_page
from orgraph.view import View
from tests.conftest import SEED, write_seed
from tests.scenario_strategies import scenario_texts
from tests.strategies import ALWAYS, TYPES, organisations, relation, validity

DAY = parse_day(
    "2017-05-05"
)  # nothing of a generated organisation begins or ends by itself between this day and the one before
DAY_BEFORE = Span(iso(DAY.first - 1), DAY.first - 1, DAY.first)


# ---- Complete: what is not asked is not changed
@given(organisations(), st.integers(0, 2**32), st.integers(1, 4))
def test_the_changed_answers_are_those_found_by_asking_everything(
    organisation: Organisation, seed: int, changes: int
) -> None:
    after = [
        shaken(organisation, Random(seed + number), changes) for number in range(1 + seed % 2)
    ]
    views = [View(organisation, DAY_BEFORE), *(View(found, DAY) for found in after)]
    difference = compare_columns(tuple(Column(view) for view in views))
    found = {
        (answer.question, answer.subject.id): [bool(changes) for changes in answer.changes]
        for answer in difference.answers
        if answer.subject
    }
    subjects = dict.fromkeys(node.id for view in views for node in view.organisation.list_nodes())
    expected = {
        (question, subject): [
            bool(compare(put(views[0], question, subject), put(view, question, subject)).changes)
            for view in views[1:]
        ]
        for question in ASKED
        for subject in subjects
    }
    assert found == {key: changed for key, changed in expected.items() if any(changed)}
    everything = compare_columns(tuple(Column(view) for view in views), everything=True)
    assert {
        (answer.question, answer.subject.id) for answer in everything.answers if answer.subject
    } == set(found)
    assert_new_gaps_are_the_same(difference, everything)


def put(view: View, question: str, subject: str) -> Answer:
    node = view.find_node(subject)
    return (
        ask_node(view, question, node, subject)
        if node
        else Answer(question, subject, view.at, NOT_FOUND)
    )


def assert_new_gaps_are_the_same(some: Difference, every: Difference) -> None:
    """What arises is found without looking everywhere."""
    for one, all_of_it in zip(some.measures, every.measures, strict=True):
        for number in range(len(some.columns) - 1):
            assert {entry.subject.id for entry in one.new(number)} == {
                entry.subject.id for entry in all_of_it.new(number)
            }, one.name


def shaken(organisation: Organisation, chance: Random, number: int) -> Organisation:
    """The organisation after some changes of any sort: dissolved, made a collective, granted, revoked, altered, moved, tied otherwise."""
    for _ in range(number):
        organisation = organisation.with_changes([chance.choice(SHAKES)(organisation, chance)])
    return organisation


def _dissolve(organisation: Organisation, chance: Random) -> Change:
    node = chance.choice(list(organisation.list_nodes()))
    return Change(
        node,
        node._replace(
            validity=node.validity._replace(
                end=min(node.validity.end, DAY.first), valid_to=DAY.text
            )
        ),
    )


def _alter_node(organisation: Organisation, chance: Random) -> Change:
    node = chance.choice(list(organisation.list_nodes()))
    return Change(node, node._replace(collective=not node.collective, name="Nyt navn"))


def _create(organisation: Organisation, chance: Random) -> Change:
    node = chance.choice(list(organisation.list_nodes()))
    return Change(None, node._replace(id=f"ny{chance.random()}", validity=validity(DAY.text)))


def _grant(organisation: Organisation, chance: Random) -> Change:
    kind = chance.choice(TYPES)
    nodes = list(organisation.list_nodes())
    pairs = [
        (source.id, target.id)
        for source in nodes
        for target in nodes
        if source.label in kind.sources and target.label in kind.targets
    ]
    if not pairs:
        return _dissolve(organisation, chance)
    source, target = chance.choice(pairs)
    about = tuple(chance.choice(nodes).id for _ in range(chance.choice((0, 0, 1))))
    return Change(
        None,
        relation(
            source,
            kind.name,
            target,
            id=f"r{chance.random()}",
            about=about,
            validity=chance.choice((ALWAYS, validity(DAY.text))),
        ),
    )


def _revoke(organisation: Organisation, chance: Random) -> Change:
    found = list(organisation.list_relations())
    return Change(chance.choice(found), None) if found else _dissolve(organisation, chance)


def _alter_relation(organisation: Organisation, chance: Random) -> Change:
    found = list(organisation.list_relations())
    if not found:
        return _dissolve(organisation, chance)
    old = chance.choice(found)
    return Change(
        old,
        old._replace(
            value="9",
            order=chance.choice((None, 7)),
            source=chance.choice((old.source, chance.choice(found).source)),
        ),
    )


def _regroup(organisation: Organisation, chance: Random) -> Change:
    old = organisation.find_group(chance.choice(("g1", "g2")))
    return (
        Change(old, old._replace(logic=chance.choice(LOGICS)))
        if old
        else _dissolve(organisation, chance)
    )


SHAKES = (_dissolve, _alter_node, _create, _grant, _revoke, _alter_relation, _regroup)


# ---- Stories: one scenario, or several side by side
Told = Callable[..., Difference]
DISSOLVE = "  - dissolve: {kind: temagruppe}\n"


@pytest.fixture
def compared(organisation: Organisation, tmp_path: Path) -> Told:
    """Compares the organisation in the docstring with what it becomes by these steps on 1 September 2016."""

    def compare_with(*steps: str, **more: Any) -> Difference:
        scenarios = []
        for number, text in enumerate(steps):
            path = tmp_path / f"scenarie{number}.yaml"
            path.write_text(
                f"name: Prøve {number}\non: 2016-09-01\nsteps:\n{text}", encoding="utf-8"
            )
            scenarios.append(read_scenario(path, organisation))
        return diff(organisation, *scenarios, **more)

    return compare_with


def measure(difference: Difference, name: str) -> list[list[str]]:
    """The ids on a measure's list in each column."""
    found = next(each for each in difference.measures if each.name == name)
    return [[entry.subject.id for entry in column] for column in found.columns]


def test_an_objective_that_loses_its_responsible_is_named_with_its_sentence(
    compared: Told,
) -> None:
    """
    bodies:
      - {id: a, name: Gruppe A, kind: temagruppe}
      - {id: b, name: Rådet, kind: råd}
    objectives:
      - {id: o1, name: Mål 1}
      - {id: o2, name: Mål 2}
    relations:
      - a ansvarlig-for o1: {basis: ordret, source: '900:1 "Udvalget godkender aftalen."'}
      - a ansvarlig-for o2: {}
      - b følger-op-på o2: {}
    """
    difference = compared(DISSOLVE)
    assert measure(difference, "without-responsible") == [[], ["o1"]]
    losses = {loss.subject.id: loss for loss in difference.losses[0]}
    assert (losses["o1"].remaining, losses["o1"].others) == ((), ())
    assert [source.quote for row in losses["o1"].lost for source in row.support.sources] == [
        "Udvalget godkender aftalen."
    ]
    assert (losses["o2"].remaining, losses["o2"].others) == ((), ("b",))
    text = difference_text(build_report(difference))
    assert "2 målsætninger har ikke længere nogen, der er ansvarlig for dem." in text
    assert "- Mål 1 (målsætning): Gruppe A → ingen" in text
    assert '900, linje 1: "Udvalget godkender aftalen."' in text


def test_a_transfer_moves_what_would_have_been_lost(compared: Told) -> None:
    """
    bodies:
      - {id: a, name: Gruppe A, kind: temagruppe}
      - {id: b, name: Rådet, kind: råd}
    objectives:
      - {id: o1, name: Mål 1}
    relations:
      - a ansvarlig-for o1: {}
    """
    difference = compared(
        f"{DISSOLVE}  - transfer: {{relation: ansvarlig-for, from: {{kind: temagruppe}}, to: b}}\n"
    )
    assert [(loss.remaining, loss.heirs) for loss in difference.losses[0]] == [(("b",), ("b",))]
    moved = [fact for fact in difference.facts[0] if fact.change == "moved"]
    assert [
        (fact.before.source, fact.after.source)
        for fact in moved
        if isinstance(fact.before, Relation) and isinstance(fact.after, Relation)
    ] == [("a", "b")]
    assert [
        fact.before.id for fact in difference.facts[0] if fact.change == "ended" and fact.before
    ] == ["a"]
    assert measure(difference, "without-responsible") == [[], []]
    assert "> Mål 1 (målsætning): Gruppe A → Rådet" in difference_text(build_report(difference))


def test_several_scenarios_stand_side_by_side(compared: Told) -> None:
    """
    bodies:
      - {id: a, name: Gruppe A, kind: temagruppe}
      - {id: b, name: Rådet, kind: råd}
    objectives:
      - {id: o1, name: Mål 1}
    relations:
      - a ansvarlig-for o1: {}
    """
    difference = compared(
        DISSOLVE,
        f"{DISSOLVE}  - transfer: {{relation: ansvarlig-for, from: {{kind: temagruppe}}, to: b}}\n",
    )
    assert measure(difference, "without-responsible") == [[], ["o1"], []]
    told = build_report(difference)
    assert [column.name for column in told.columns] == ["Før", "A", "B"]
    line = told.losses[0].lines[0]
    assert line.word == "A: står uden nogen, B: overgår"
    assert [[part.text for part in cell] for cell in line.cells] == [
        ["Gruppe A"],
        ["ingen"],
        ["Rådet"],
    ]
    assert "A: 1 målsætning har ikke længere nogen" in difference_text(told)


def test_an_agreement_type_loses_its_approver(compared: Told) -> None:
    """
    bodies:
      - {id: a, name: Gruppe A, kind: temagruppe}
    agreements:
      - {id: typen, name: Typen, kind: aftaletype}
      - {id: aftalen, name: Aftalen, kind: aftale}
    relations:
      - aftalen hører-til typen: {}
      - a godkender typen: {}
    """
    difference = compared(DISSOLVE)
    assert measure(difference, "without-approver") == [[], ["typen"]]
    assert [row.id for row in difference.measures[0].columns[1][0].held] == ["a"]
    assert {
        (answer.question, answer.subject.id) for answer in difference.answers if answer.subject
    } == {("approves", "typen"), ("approves", "aftalen")}


def test_two_approvers_are_told_unless_a_group_or_an_order_ties_them(compared: Told) -> None:
    """
    bodies:
      - {id: a, name: A, kind: råd}
      - {id: b, name: B, kind: råd}
    agreements:
      - {id: fri, name: Fri, kind: aftale}
      - {id: bundet, name: Bundet, kind: aftale}
      - {id: ordnet, name: Ordnet, kind: aftale}
    groups:
      - {id: g, logic: all}
    relations:
      - a godkender fri: {}
      - a godkender bundet: {group: g}
      - b godkender bundet: {group: g}
      - a godkender ordnet: {order: 1}
      - b godkender ordnet: {order: 2}
    """
    difference = compared(
        "  - grant: {relation: godkender, from: b, to: fri}\n  - rename: {id: a, name: Et nyt navn}\n",
        everything=True,
    )
    assert measure(difference, "approved-twice") == [[], ["fri"]]


def test_a_group_that_ties_its_rows_otherwise_changes_their_answer(
    organisation: Organisation,
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: råd}
      - {id: b, name: B, kind: råd}
    agreements:
      - {id: bundet, name: Bundet, kind: aftale}
    groups:
      - {id: g, logic: unresolved-slash}
    relations:
      - a godkender bundet: {group: g}
      - b godkender bundet: {group: g}
    """
    old = organisation.find_group("g")
    assert old
    after = organisation.with_changes([Change(old, old._replace(logic="all"))])
    difference = compare_columns(
        (Column(View(organisation, DAY_BEFORE)), Column(View(after, DAY)))
    )
    assert {
        (answer.question, answer.subject.id) for answer in difference.answers if answer.subject
    } == {("approves", "bundet")}


def test_who_carries_it_out_without_anybody_responsible(compared: Told) -> None:
    """
    bodies:
      - {id: a, name: Gruppe A, kind: temagruppe}
      - {id: b, name: Kommunen, kind: kommune}
    tasks:
      - {id: t, name: Opgaven, kind: opgave}
    relations:
      - a ansvarlig-for t: {}
      - b implementerer t: {}
    """
    difference = compared(DISSOLVE)
    assert measure(difference, "implemented-only") == [[], ["t"]]
    assert measure(difference, "without-responsible") == [[], []]


def test_ways_up_that_end_shorten_close_and_narrow(compared: Told) -> None:
    """
    bodies:
      - {id: top, name: Udvalget, kind: udvalg}
      - {id: mellem, name: Gruppen, kind: temagruppe}
      - {id: anden, name: Den anden, kind: styregruppe}
      - {id: a, name: A, kind: råd}
      - {id: b, name: B, kind: råd}
    relations:
      - mellem refererer-til top: {}
      - anden refererer-til top: {}
      - a refererer-til mellem: {}
      - b refererer-til mellem: {}
      - b refererer-til anden: {}
    """
    difference = compared(DISSOLVE)
    assert measure(difference, "without-way-up") == [[], ["a"]]
    assert measure(difference, "lengths") == [[], ["a"]]
    lengths = next(found for found in difference.measures if found.name == "lengths").columns[1]
    assert [(entry.was, entry.value) for entry in lengths] == [(2, 0)]
    assert measure(difference, "passages") == [["mellem"], ["anden"]]
    passages = next(found for found in difference.measures if found.name == "passages").columns
    assert [
        [(entry.others, entry.value, entry.was) for entry in column] for column in passages
    ] == [[(("a",), 1, 1)], [(("b",), 1, 0)]]


def test_a_new_circle_is_told(compared: Told) -> None:
    """
    bodies:
      - {id: a, name: A, kind: råd}
      - {id: b, name: B, kind: råd}
    relations:
      - a rapporterer-til b: {}
    """
    difference = compared("  - grant: {relation: rapporterer-til, from: b, to: a}\n")
    circles = next(found for found in difference.measures if found.name == "circles")
    assert [[entry.others for entry in column] for column in circles.columns] == [[], [("a", "b")]]
    assert [entry.subject.id for entry in circles.new(0)] == ["a"]


def test_seats_lose_who_appoints_to_them(compared: Told) -> None:
    """
    bodies:
      - {id: a, name: Gruppe A, kind: temagruppe}
      - {id: k, name: Kommunen, kind: kommune}
      - {id: r, name: Rådet, kind: råd}
    relations:
      - k repræsenteret-i r: {value: '2'}
      - a udpeger r: {}
    """
    difference = compared(DISSOLVE)
    assert measure(difference, "appointers-lost") == [[], ["r"]]
    assert measure(difference, "without-appointer") == [[], ["r"]]


def test_what_ends_by_itself_on_the_day_counts_when_a_step_speaks_of_it(compared: Told) -> None:
    """
    bodies:
      - {id: a, name: Gruppe A, kind: temagruppe, valid_to: 2016-09-01}
    objectives:
      - {id: o1, name: Mål 1}
    relations:
      - a ansvarlig-for o1: {}
    """
    difference = compared("  - dissolve: {id: a}\n")
    assert measure(difference, "without-responsible") == [[], ["o1"]]


def test_phases_are_compared_before_the_first_and_after_the_last(
    organisation: Organisation, tmp_path: Path
) -> None:
    """
    bodies:
      - {id: a, name: Gruppe A, kind: temagruppe}
      - {id: b, name: Rådet, kind: råd}
    """
    path = tmp_path / "faser.yaml"
    path.write_text(
        "name: Faser\non: 2016-09-01\nsteps:\n  - dissolve: a\n  - dissolve: b\n    on: 2017-01-01\n",
        encoding="utf-8",
    )
    difference = diff(organisation, read_scenario(path, organisation))
    assert [column.view.at for column in difference.columns] == ["2016-08-31", "2017-01-01"]
    assert [fact.before.id for fact in difference.facts[0] if fact.before] == ["a", "b"]


def test_questions_of_ones_own_are_asked_instead(compared: Told) -> None:
    """
    bodies:
      - {id: a, name: Gruppe A, kind: temagruppe}
      - {id: b, name: Rådet, kind: råd}
    """
    own = [
        Asked("list temagruppe", lambda view: ask_list(view, "temagruppe", Narrowing())),
        Asked("list råd", lambda view: ask_list(view, "råd", Narrowing())),
    ]
    difference = compared(DISSOLVE, questions=own)
    assert [
        (answer.words, [change.change for change in answer.changes[0]])
        for answer in difference.answers
    ] == [("list temagruppe", ["lost"])]
    assert difference.asked == 2
    assert "Egne spørgsmål" in difference_text(build_report(difference), every=True)


def test_nothing_changes_is_said(compared: Told) -> None:
    """
    bodies:
      - {id: a, name: A, kind: råd}
      - {id: b, name: B, kind: råd}
    """
    text = difference_text(
        build_report(compared("  - transfer: {relation: godkender, from: a, to: b}\n"))
    )
    assert "Intet ophører, begynder eller flytter." in text
    assert "0 svar bliver anderledes" in text


# ---- Forms
HOSTILE_STORY = r"""
bodies:
  - {id: a, name: "<script>alert(1)</script> | *Gruppe* [A](http://ond.dk)", kind: temagruppe}
  - {id: b, name: "# Rådet <img src=x onerror=alert(1)>", kind: råd}
objectives:
  - {id: o1, name: "Mål\u202e `1` & <b>fed</b>\u001b[31m"}
relations:
  - a ansvarlig-for o1: {verb: "<i>styrer</i>", basis: ordret, source: '900:1 "Udvalget godkender aftalen."'}
  - a refererer-til b: {}
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Difference:
    organisation = read_seed(write_seed(tmp_path / "seed", HOSTILE_STORY)).organisation
    path = tmp_path / "scenarie.yaml"
    path.write_text(
        'name: "</title><script>alert(2)</script> | navn"\non: 2016-09-01\nsteps:\n  - dissolve: a\n',
        encoding="utf-8",
    )
    return diff(organisation, read_scenario(path, organisation))


def test_hostile_text_stays_text_in_markdown(hostile: Difference) -> None:
    text = difference_markdown(build_report(hostile))
    assert "<script" not in text
    assert "<img" not in text
    assert "<b>" not in text
    assert "\\[A\\](http\\://ond.dk)" in text
    assert "\u202e" not in text
    assert "\x1b" not in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    cells = {len(re.findall(r"(?<!\\)\|", line)) for line in tables}
    assert cells == {4, 5, 6}  # a bar in a name makes no cell


def test_hostile_text_stays_text_on_the_page(hostile: Difference) -> None:
    page = difference_page(build_report(hostile), "<b>Navn</b>")
    assert page.count("<script") == 1
    assert "<img" not in page
    assert "<b>fed" not in page
    assert "\u202e" not in page


def test_the_page_s_policy_fits_its_own_style_and_script_only(hostile: Difference) -> None:
    page = difference_page(build_report(hostile), "Navn")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert content
        assert (
            f"{tag}-src 'sha256-{b64encode(sha256(content[1].encode()).digest()).decode()}'"
            in html.unescape(policy[1])
        )
    assert "default-src 'none'" in html.unescape(policy[1])


def test_markdown_for_a_case_presentation_has_its_headings_tables_and_sentences(
    compared: Told,
) -> None:
    """
    bodies:
      - {id: a, name: Gruppe A, kind: temagruppe}
    objectives:
      - {id: o1, name: Mål 1, basis: ordret, source: '900:2-3 "Styregruppen indstiller til udvalget"'}
    relations:
      - a ansvarlig-for o1: {basis: ordret, source: '900:1 "Udvalget godkender aftalen."'}
    """
    text = difference_markdown(build_report(compared(DISSOLVE)))
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings[:4] == [
        "## Sagens baggrund",
        "## Ændringerne",
        "## Hvem mister hvad",
        "## Konsekvenser for beslutningsretten",
    ]
    assert "| Opgaver og målsætninger, som ingen svarer for | 0 | 1 | 1 |" in text
    row = "| **Mål 1** (målsætning)<br>»Styregruppen indstiller til udvalget« (900, linje 2–3) | står uden nogen | Gruppe A (bortfalder) | ingen | »Udvalget godkender aftalen.« (900, linje 1) |"
    assert row in text


def test_json_has_everything_and_stays(compared: Told) -> None:
    """
    bodies:
      - {id: a, name: Gruppe A, kind: temagruppe}
    objectives:
      - {id: o1, name: Mål 1}
    relations:
      - a ansvarlig-for o1: {basis: ordret, source: '900:1 "Udvalget godkender aftalen."'}
    """
    content = json.loads(difference_json(compared(DISSOLVE)))
    assert list(content) == [
        "columns",
        "asked",
        "everything",
        "facts",
        "losses",
        "measures",
        "answers",
    ]
    assert [(column["scenario"], column["at"]) for column in content["columns"]] == [
        (None, "2016-08-31"),
        ("Prøve 0", "2016-09-01"),
    ]
    assert [(fact["change"], fact["before"]["id"]) for fact in content["facts"][0]] == [
        ("ended", "a"),
        ("ended", "a:ansvarlig-for:o1"),
    ]
    assert content["losses"][0][0]["lost"][0]["sources"] == [
        {"document": "900", "lines": [1, 1], "quote": "Udvalget godkender aftalen."}
    ]
    gaps = {found["measure"]: found["counts"] for found in content["measures"]}
    assert gaps["without-responsible"] == [0, 1]
    assert list(gaps) == [name for name, _ in MEASURES]
    answer = content["answers"][0]
    assert [
        answer["question"],
        answer["subject"]["id"],
        [found["status"] for found in answer["answers"]],
    ] == ["responsible", "o1", ["answered", "not_stated"]]
    assert [change["change"] for change in answer["changes"][0]] == ["lost"]


def test_every_measure_has_its_words(real: Organisation) -> None:
    assert set(WORDS) == {name for name, _ in MEASURES}
    assert all("{" not in measure_why(name, real.vocabulary) for name in WORDS)


# ---- The command
@pytest.mark.slow
def test_the_command_writes_every_form(
    real: Organisation, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = str(SEED / "scenarios" / "temagrupperne-nedlaegges.yaml")
    assert run(["scenario", "diff", scenario]) == 0
    screen = capsys.readouterr().out
    assert max(map(len, screen.splitlines())) <= 80
    assert len(screen.splitlines()) <= 50
    assert "målsætninger" in screen
    for form in ("text", "markdown", "html"):
        assert run(["scenario", "diff", scenario, "--format", form, "-o", f"ud.{form}"]) == 0
        written = (elsewhere / f"ud.{form}").read_text(encoding="utf-8")
        assert "95 % af alle indlæggelser er hensigtsmæssige".replace(
            " %", "\u00a0%" if form == "html" else " %"
        ) in " ".join(written.split(" "))
    assert (
        run(["scenario", "diff", scenario, "--json", "--questions", str(SEED / "questions")]) == 0
    )
    content = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert content["asked"] > 50
    assert all(answer["asked"] for answer in content["answers"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "pdf"], "Formen »pdf« findes ikke"),
        (["--questions", "ingen"], "»ingen« kan ikke læses: den findes ikke."),
        (["--questions", "en fil"], "»en fil« kan ikke læses: det er ikke en mappe."),
        (["--questions", "en fil/q"], "læses: en del af stien er ikke en mappe."),
        (["-o", "ingen/mappe/fil"], "kan ikke skrives"),
    ],
)
def test_bad_options_are_told(
    elsewhere: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    (elsewhere / "en fil").touch()
    assert (
        run(
            ["scenario", "diff", str(SEED / "scenarios" / "temagrupperne-nedlaegges.yaml"), *words]
        )
        == 2
    )
    assert said in capsys.readouterr().err


@given(organisations().flatmap(lambda found: st.tuples(st.just(found), scenario_texts(found))))
def test_whatever_a_scenario_does_every_form_can_tell_it(found: tuple[Organisation, str]) -> None:
    organisation, text = found
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scenarie.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            difference = diff(organisation, read_scenario(path, organisation))
        except BadSeed:
            return  # not every scenario can be carried out
    told = build_report(difference)
    assert json.loads(difference_json(difference))["asked"] == difference.asked
    assert "Retten til at beslutte i tal" in difference_text(told, every=True)
    assert difference_markdown(told).startswith("# ")
    assert difference_page(told, "Navn").count("<script") == 1
