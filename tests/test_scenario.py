"""A reorganisation rehearsed: an organisation in, an ordinary one out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from orgraph.errors import BadSeed, NoSuchFile
from orgraph.organisation import Organisation
from orgraph.render.scenario_text import difference_text
from orgraph.scenario.apply import apply
from orgraph.scenario.difference import Difference, diff
from orgraph.scenario.steps import Scenario, read_scenario
from orgraph.seed.reader import read_seed
from tests.conftest import write_seed

STORY = """
bodies:
  - {id: region, name: Regionen, kind: region}
  - {id: a, name: Gruppe A, kind: temagruppe, region: region}
  - {id: b, name: Gruppe B, kind: temagruppe, region: region}
  - {id: fremmed, name: Fremmed, kind: temagruppe}
  - {id: styregruppe, name: Styregruppen, kind: styregruppe}
objectives:
  - {id: o1, name: Mål 1}
  - {id: o2, name: Mål 2}
tasks:
  - {id: t1, name: Opgave 1, kind: opgave}
relations:
  - a ansvarlig-for o1: {}
  - b ansvarlig-for o2: {}
  - styregruppe ansvarlig-for o2: {}
  - a ansvarlig-for t1: {}
  - a refererer-til styregruppe: {}
"""
Try = Callable[[str], tuple[Organisation, Scenario]]


@pytest.fixture
def rehearse(tmp_path: Path) -> Try:
    organisation = read_seed(write_seed(tmp_path / "seed", STORY)).organisation

    def read(steps: str) -> tuple[Organisation, Scenario]:
        path = tmp_path / "scenarie.yaml"
        path.write_text("name: Prøve\non: 2016-09-01\nsteps:\n" + dedent(steps), encoding="utf-8")
        return organisation, read_scenario(path, organisation)

    return read


def differ(rehearsed: tuple[Organisation, Scenario]) -> Difference:
    return diff(*rehearsed)


def test_dissolved_bodies_leave_their_tasks_without_owner(rehearse: Try) -> None:
    difference = differ(rehearse("  - dissolve: {kind: temagruppe, region: region}\n"))
    assert [node.id for node in difference.ended] == ["a", "b"]
    assert [(loss.subject.id, loss.remaining) for loss in difference.losses] == [("o1", ()), ("t1", ()), ("o2", ("styregruppe",))]
    changed = {(comparison.before.question, comparison.before.subject.id) for comparison in difference.answers if comparison.before.subject}
    assert {("responsible", "o1"), ("responsible", "o2"), ("escalate", "a")} <= changed


def test_a_transfer_gives_the_set_s_things_to_an_heir(rehearse: Try) -> None:
    steps = "  - dissolve: {kind: temagruppe, region: region}\n  - transfer: {relation: ansvarlig-for, from: {kind: temagruppe}, to: styregruppe, where: {subject_kind: målsætning}}\n"
    difference = differ(rehearse(steps))
    assert [(loss.subject.id, loss.remaining) for loss in difference.losses if not loss.remaining] == [("t1", ())]
    heirs = [relation for relation in difference.after.list_in("ansvarlig-for", "o1") if relation.source == "styregruppe"]
    assert [(relation.basis, relation.status, relation.validity.valid_from) for relation in heirs] == [("udledt", "foreslået", "2016-09-01")]


def test_a_set_may_be_the_members_of_a_collective(tmp_path: Path) -> None:
    story = STORY + "  - a del-af grupperne: {}\n  - styregruppe del-af grupperne: {}\n"
    story = story.replace("bodies:\n", "bodies:\n  - {id: grupperne, name: Grupperne, kind: samling, collective: true}\n")
    organisation = read_seed(write_seed(tmp_path / "seed", story)).organisation
    path = tmp_path / "scenarie.yaml"
    path.write_text("name: Prøve\non: 2016-09-01\nsteps:\n  - dissolve: {in: grupperne, kind: temagruppe}\n", encoding="utf-8")
    assert [node.id for node in diff(organisation, read_scenario(path, organisation)).ended] == ["a"]


def test_a_step_without_effect_is_said(rehearse: Try) -> None:
    text = difference_text(differ(rehearse("  - transfer: {relation: godkender, from: {kind: temagruppe}, to: styregruppe}\n")))
    assert "uden virkning" in text
    assert "Ingen svar ændres." in text


def test_the_first_organisation_stays_as_it_was(rehearse: Try) -> None:
    organisation, scenario = rehearse("  - dissolve: {kind: temagruppe}\n")
    before = list(organisation.list_facts())
    applied = apply(organisation, scenario)
    assert list(organisation.list_facts()) == before
    assert applied.effects[0].nodes == ("a", "b", "fremmed")


def test_the_text_fits_the_screen_and_names_who_loses_what(rehearse: Try) -> None:
    text = difference_text(differ(rehearse("  - dissolve: {kind: temagruppe, region: region}\n")))
    assert "Ingen er ansvarlig for længere (2):" in text
    assert "- Mål 1 (før: Gruppe A)" in text
    assert "Mål 2: Styregruppen er ansvarlig for fortsat" in text
    assert max(map(len, text.splitlines())) <= 80


FAULTS = [
    ("  - dissolve: {}\n", 4, "ikke afgrænset"),
    ("  - dissolve: {kind: dims}\n", 4, "dims er ukendt"),
    ("  - dissolve: {id: dims}\n", 4, "dims findes ikke"),
    ("  - dissolve: {knd: temagruppe}\n", 4, "nøglen knd er ukendt"),
    ("  - opløs: {kind: temagruppe}\n", 4, "trinnet opløs er ukendt"),
    ("  - transfer: {relation: dims, from: {kind: temagruppe}, to: styregruppe}\n", 4, "dims er ukendt"),
    ("  - transfer: {relation: ansvarlig-for, from: {kind: temagruppe}, to: dims}\n", 4, "dims findes ikke"),
    ("  - transfer: {relation: ansvarlig-for, to: styregruppe}\n", 4, "nøglen from mangler"),
    ("  - hej\n", 4, ""),
]


@pytest.mark.parametrize(("steps", "line", "what"), FAULTS, ids=[row[2] for row in FAULTS])
def test_a_fault_in_a_scenario_names_its_line(rehearse: Try, steps: str, line: int, what: str) -> None:
    with pytest.raises(BadSeed) as fault:
        rehearse(steps)
    assert any(what in str(issue) for issue in fault.value.issues)
    assert all(issue.file == "scenarie.yaml" for issue in fault.value.issues)
    assert line in {issue.line for issue in fault.value.issues} or not what


def test_an_expectation_that_nobody_would_check_is_refused(rehearse: Try) -> None:
    with pytest.raises(BadSeed, match="nøglen expect er ukendt"):
        rehearse("  - dissolve: {kind: temagruppe}\nexpect:\n  - no_body_without_path_to: styregruppe\n")


@pytest.mark.parametrize("day", ["2016", "31/2/2016", "snart"])
def test_a_scenario_happens_on_one_day(rehearse: Try, tmp_path: Path, day: str) -> None:
    organisation, _ = rehearse("  - dissolve: {kind: temagruppe}\n")
    path = tmp_path / "andet.yaml"
    path.write_text(f"name: Prøve\non: {day}\nsteps: []\n", encoding="utf-8")
    with pytest.raises(BadSeed, match=r"andet\.yaml:2"):
        read_scenario(path, organisation)


def test_a_scenario_that_is_not_there_is_refused(rehearse: Try, tmp_path: Path) -> None:
    organisation, _ = rehearse("  - dissolve: {kind: temagruppe}\n")
    with pytest.raises(NoSuchFile):
        read_scenario(tmp_path / "ingen.yaml", organisation)
