"""What was rejected is told, and nothing follows from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orgraph.answers import ask
from orgraph.answers.escalate import ask_escalate
from orgraph.answers.why import ask_why_not
from orgraph.checks import run_rules
from orgraph.dates import parse_day
from orgraph.organisation import Organisation
from orgraph.render.text import as_text
from orgraph.scenario.apply import apply
from orgraph.scenario.difference import diff
from orgraph.scenario.expectations import check_expectations
from orgraph.scenario.reader import read_scenario
from orgraph.seed.reader import read_seed
from orgraph.view import View
from tests.conftest import write_seed

At = Callable[[str], View]
STORY = """
bodies:
  - {id: p, name: P-udvalget, kind: udvalg}
  - {id: z, name: Z-udvalget, kind: udvalg}
tasks:
  - {id: u, name: Opgave U, kind: opgave}
relations:
  - p ansvarlig-for u: {status: %s}
  - z ansvarlig-for u: {status: %s}
  - p refererer-til z: {status: %s}
"""
DAY = parse_day("2016-01-01")


def view_of(tmp_path: Path, *statuses: str) -> View:
    loaded = read_seed(write_seed(tmp_path / "seed", STORY % statuses))
    assert [str(issue) for issue in loaded.issues] == []
    return View(loaded.organisation, DAY)


@pytest.mark.parametrize(
    ("status", "counts"),
    [("gældende", True), ("foreslået", True), ("planlagt", True), ("afvist", False)],
)
def test_what_is_concluded_from_a_relation(tmp_path: Path, status: str, counts: bool) -> None:
    view = view_of(tmp_path, "gældende", status, status)
    p, z = view.find_node("p"), view.find_node("z")
    assert p
    assert z
    (lost,) = (row for row in ask(view, "impact", "p").rows if row.role == "ansvarlig-for")
    assert lost.loss.remaining == (("z",) if counts else ())
    assert len(ask(view, "impact", "z").rows) == (2 if counts else 0)
    assert bool(ask_escalate(view, p, "p").paths) == counts
    assert bool(ask_why_not(view, p, z, "p").paths) == counts
    assert bool(ask_why_not(view, z, p, "z").paths) is False
    matter = {path.nodes for path in ask(view, "escalate", "u").paths}
    assert matter == {("u", "z")} if counts else {("u", "p")}
    told = as_text(ask(view, "responsible", "u"), view.vocabulary)
    assert "Z-udvalget" in told
    assert status == "gældende" or status in told


def test_a_thing_with_a_rejected_responsible_only_is_a_gap(tmp_path: Path) -> None:
    found = run_rules(view_of(tmp_path, "afvist", "afvist", "gældende").organisation)
    assert "u" in [
        finding.fact for rule, facts in found for finding in facts if rule.id == "responsible"
    ]


def rehearsed(tmp_path: Path, view: View, text: str) -> tuple[Organisation, list[str]]:
    path = tmp_path / "s.yaml"
    path.write_text(f"name: Prøve\non: 2016-09-01\n{text}", encoding="utf-8")
    scenario = read_scenario(path, view.organisation, tmp_path / "seed")
    after = apply(view.organisation, scenario).organisation
    return after, [str(issue) for issue in check_expectations(view.organisation, after, scenario)]


@pytest.mark.parametrize(("status", "held"), [("gældende", True), ("afvist", False)])
def test_expectations_and_losses_of_a_scenario(tmp_path: Path, status: str, held: bool) -> None:
    view = view_of(tmp_path, "gældende", status, "gældende")
    text = (
        "steps:\n- dissolve: p\n"
        "expect:\n- none_without: {set: {kind: opgave}, relation: ansvarlig-for}\n"
    )
    _, wanting = rehearsed(tmp_path, view, text)
    assert (wanting == []) == held
    scenario = read_scenario(tmp_path / "s.yaml", view.organisation)
    (losses,) = diff(view.organisation, scenario).losses
    assert [loss.remaining for loss in losses if loss.role == "ansvarlig-for"] == [
        ("z",) if held else ()
    ]


def test_what_was_rejected_is_not_given_on(tmp_path: Path) -> None:
    view = view_of(tmp_path, "afvist", "afvist", "gældende")
    for step in (
        "transfer: {relation: ansvarlig-for, from: p, to: z}",
        "merge: {from: p, into: z}",
    ):
        after, _ = rehearsed(tmp_path, view, f"steps:\n- {step}\n")
        assert {found.status for found in after.list_out("ansvarlig-for", "z")} == {"afvist"}


@pytest.mark.parametrize(("status", "faults"), [("gældende", 1), ("afvist", 0)])
@pytest.mark.parametrize("kind", ["refererer-til", "del-af"])
def test_a_rejected_link_closes_no_circle(
    tmp_path: Path, kind: str, status: str, faults: int
) -> None:
    bodies = "bodies:\n  - {id: a, name: A, kind: udvalg}\n  - {id: b, name: B, kind: udvalg}\n"
    relations = f"relations:\n  - a {kind} b: {{}}\n  - b {kind} a: {{status: {status}}}\n"
    assert len(read_seed(write_seed(tmp_path / "seed", bodies + relations)).issues) == faults


@pytest.mark.parametrize("status", ["afvist", "ophørt"])
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("responsible", ("u",)),
        ("who", ("ansvarlig-for", "u")),
        ("what", ("refererer-til", "p")),
        ("why", ("p", "z")),
    ],
)
def test_no_question_is_answered_by_what_has_no_effect(
    tmp_path: Path, status: str, question: str, words: tuple[str, ...]
) -> None:
    view = view_of(tmp_path, status, status, status)
    answer = ask(view, question, *words)
    assert answer.status == "not_stated"
    text = as_text(answer, view.vocabulary)
    assert "Dokumenterne siger ikke" in text or "Ingen har" in text or question == "why"
    assert all(row.period.status == status for row in answer.rows)


def test_a_rejected_seat_is_not_counted(at: At) -> None:
    """
    bodies:
      - {id: g, name: Gruppen, kind: udvalg}
      - {id: a, name: A-udvalget, kind: udvalg}
      - {id: b, name: B-udvalget, kind: udvalg}
    relations:
      - a repræsenteret-i g: {value: 2}
      - b repræsenteret-i g: {value: 3, status: afvist}
    """
    view = at("2016-01-01")
    answer = ask(view, "appoints", "g")
    assert answer.rows[-1].parsed.number == 2
    text = " ".join(as_text(answer, view.vocabulary).split())
    assert "- B-udvalget (3) er repræsenteret i … (afvist; udledt)" in text
