"""A step that states other terms than those that stand changes them; there and back is no change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgraph.dates import parse_day
from orgraph.facts import Relation
from orgraph.organisation import Organisation
from orgraph.render.difference_report import build_report
from orgraph.render.difference_text import difference_text
from orgraph.render.scenario_steps import scenario_text
from orgraph.scenario.adopt import net_changes
from orgraph.scenario.apply import Applied, apply
from orgraph.scenario.difference import diff
from orgraph.scenario.reader import read_scenario
from orgraph.seed.reader import read_seed
from orgraph.view import View
from tests.conftest import write_seed

STORY = """
bodies:
  - {id: a, name: A-udvalget, kind: udvalg}
  - {id: b, name: B-udvalget, kind: udvalg}
  - {id: c, name: C-udvalget, kind: udvalg}
  - {id: alle, name: Alle, kind: samling, collective: true}
tasks:
  - {id: t, name: Opgave T, kind: opgave}
groups:
  - {id: par, logic: all, source: "900:1"}
relations:
  - a repræsenteret-i c: {value: 3, role: medlem}
  - b repræsenteret-i c: {value: 2, role: medlem}
  - a ansvarlig-for t: {}
  - b udmønter t: {status: foreslået}
  - c udmønter t: {status: afvist}
  - a del-af alle: {}
  - b del-af alle: {}
  - alle orienterer c: {}
  - a godkender t: {condition: når den er klar, verb: nikker til, modality: kan, order: 1, value: to gange, valid_to: 2030-01-01}
"""
DAY = "2016-09-01"


@pytest.fixture
def before(tmp_path: Path) -> Organisation:
    loaded = read_seed(write_seed(tmp_path / "seed", STORY))
    assert [str(issue) for issue in loaded.issues] == []
    return loaded.organisation


@pytest.fixture
def rehearse(tmp_path: Path, before: Organisation) -> Callable[[str], Applied]:
    def rehearsed(steps: str, head: str = "") -> Applied:
        path = tmp_path / "s.yaml"
        path.write_text(f"name: Prøve\non: {DAY}\n{head}steps:\n{steps}\n", encoding="utf-8")
        return apply(before, read_scenario(path, before, tmp_path / "seed"))

    return rehearsed


Rehearse = Callable[..., Applied]


def standing(applied: Applied, source: str, kind: str, day: str = DAY) -> list[Relation]:
    return View(applied.organisation, parse_day(day)).list_out(kind, source)


@pytest.fixture
def told(tmp_path: Path, before: Organisation, rehearse: Rehearse) -> Callable[[str], str]:
    def words(steps: str) -> str:
        applied = rehearse(steps)
        scenario = read_scenario(tmp_path / "s.yaml", before)
        return " ".join(scenario_text(scenario, applied, before).split())

    return words


@pytest.fixture
def compared(tmp_path: Path, before: Organisation, rehearse: Rehearse) -> Callable[[str], str]:
    def words(steps: str) -> str:
        rehearse(steps)
        difference = diff(before, read_scenario(tmp_path / "s.yaml", before))
        return " ".join(difference_text(build_report(difference), every=True).split())

    return words


# ---- Each term that a step can state
SEAT = "appoint: {from: a, to: c, role: medlem"
APPROVES = "grant: {relation: godkender, from: a, to: t, condition: når den er klar"
OTHER_TERMS = {
    "value": f"{SEAT}, value: 5}}",
    "verb": f"{APPROVES}, verb: siger ja til}}",
    "condition": "grant: {relation: godkender, from: a, to: t, condition: altid}",
    "modality": f"{APPROVES}, modality: skal}}",
    "order": f"{APPROVES}, order: 2}}",
    "group": f"{APPROVES}, group: par}}",
    "exceptions": "grant: {relation: orienterer, from: alle, to: c, except: [a]}",
    "valid_to": f"{APPROVES}, valid_to: 2020-01-01}}",
    "status inside": "grant: {relation: udmønter, from: b, to: t, status: gældende}",
    "status beside": "grant: {relation: udmønter, from: b, to: t}\n  status: gældende",
    "a proposal": "grant: {relation: ansvarlig-for, from: a, to: t, status: foreslået}",
    "of what was rejected": "grant: {relation: udmønter, from: c, to: t}",
}


@pytest.mark.parametrize("step", OTHER_TERMS.values(), ids=OTHER_TERMS)
def test_another_term_than_the_standing_one_ends_it_and_begins_the_new(
    rehearse: Rehearse, told: Callable[[str], str], before: Organisation, step: str
) -> None:
    applied = rehearse(f"- {step}")
    (effect,) = applied.effects
    ended, begun = sorted(effect.changes, key=lambda change: change.before is None)
    assert isinstance(ended.before, Relation)
    assert isinstance(ended.after, Relation)
    assert isinstance(begun.after, Relation)
    assert ended.after.validity.valid_to == DAY
    old, new = ended.before, begun.after
    assert standing(applied, old.source, old.type) == [new]
    assert standing(applied, old.source, old.type, "2016-08-31") == [ended.after]
    assert "1 forhold får nye vilkår" in told(f"- {step}")
    again = rehearse(
        f"- {step}\n- {step}\n  on: 2017-01-01".replace("\n  status", "\n  status", 1)
    )
    assert again.effects[1].changes == ()  # then it stands so


SAME_TERMS = {
    "nothing stated": "grant: {relation: ansvarlig-for, from: a, to: t}",
    "value": f"{SEAT}, value: 3}}",
    "role alone": f"{SEAT}}}",
    "all of them": f"{APPROVES}, verb: nikker til, modality: kan, order: 1, value: to gange, valid_to: 2030-01-01}}",
    "status": "grant: {relation: ansvarlig-for, from: a, to: t, status: gældende}",
    "a proposal": "grant: {relation: udmønter, from: b, to: t}",
}


@pytest.mark.parametrize("step", SAME_TERMS.values(), ids=SAME_TERMS)
@pytest.mark.parametrize("head", ["", "status: planlagt\n"])
def test_the_terms_that_stand_already_are_no_change(
    rehearse: Rehearse, step: str, head: str
) -> None:
    assert rehearse(f"- {step}", head).effects[0].changes == ()


def test_what_is_not_stated_is_kept(rehearse: Rehearse) -> None:
    (now,) = standing(rehearse(f"- {APPROVES}, modality: skal}}"), "a", "godkender")
    assert (now.verb, now.modality, now.order, now.value) == ("nikker til", "skal", 1, "to gange")
    assert now.validity.valid_to == "2030-01-01"


def test_another_role_is_another_seat_beside_it(rehearse: Rehearse) -> None:
    applied = rehearse("- appoint: {from: a, to: c, role: formand, value: 1}")
    assert [(seat.role, seat.value) for seat in standing(applied, "a", "repræsenteret-i")] == [
        ("medlem", "3"),
        ("formand", "1"),
    ]


@pytest.mark.parametrize("on", ["", "\n  on: 2017-01-01"])
def test_the_last_of_two_steps_of_a_file_counts(rehearse: Rehearse, on: str) -> None:
    applied = rehearse(f"- {SEAT}, value: 4}}\n- {SEAT}, value: 5}}{on}")
    assert [seat.value for seat in standing(applied, "a", "repræsenteret-i", "2017-01-01")] == [
        "5"
    ]
    applied = rehearse(f"- {SEAT}, value: 4}}\n- {SEAT}, value: 3}}")
    assert net_changes_but_omlaegning(applied) == []


def test_two_conditions_on_one_day_are_both_wanted(rehearse: Rehearse) -> None:
    grant = "- grant: {relation: udmønter, from: a, to: t, condition: %s}\n"
    applied = rehearse(grant % "om dagen" + grant % "om natten")
    assert [found.condition for found in standing(applied, "a", "udmønter")] == [
        "om dagen",
        "om natten",
    ]


def test_an_heir_gets_what_it_holds_on_other_terms(rehearse: Rehearse) -> None:
    applied = rehearse("- transfer: {relation: repræsenteret-i, from: b, to: a}")
    assert [seat.value for seat in standing(applied, "a", "repræsenteret-i")] == ["3", "2"]


@given(
    terms=st.fixed_dictionaries(
        {},
        optional={
            "value": st.sampled_from(["3", "5"]),
            "condition": st.sampled_from(["x", "y"]),
            "modality": st.sampled_from(["kan", "skal"]),
            "order": st.sampled_from([1, 2]),
            "verb": st.sampled_from(["v", "w"]),
            "status": st.sampled_from(["gældende", "foreslået", "planlagt", "afvist"]),
        },
    )
)
def test_whatever_is_stated_stands_afterwards(
    rehearse: Rehearse, terms: dict[str, object]
) -> None:
    written = "".join(f", {key}: {value}" for key, value in terms.items())
    applied = rehearse(f"- grant: {{relation: ansvarlig-for, from: a, to: t{written}}}")
    expected = {key: str(value) for key, value in terms.items()}
    assert any(
        {key: str(getattr(found, key)) for key in expected} == expected
        for found in standing(applied, "a", "ansvarlig-for")
    )


# ---- There and back
def net_changes_but_omlaegning(applied: Applied) -> list[str]:
    return [
        change.after.id for change in net_changes(applied) if isinstance(change.after, Relation)
    ]


@pytest.mark.parametrize(
    "steps",
    [
        "- transfer: {relation: ansvarlig-for, from: a, to: b}\n- transfer: {relation: ansvarlig-for, from: b, to: a}",
        "- revoke: {relation: ansvarlig-for, from: a}\n- grant: {relation: ansvarlig-for, from: a, to: t}",
    ],
)
def test_there_and_back_on_one_day_is_no_change(
    rehearse: Rehearse, compared: Callable[[str], str], before: Organisation, steps: str
) -> None:
    applied = rehearse(steps)
    assert net_changes_but_omlaegning(applied) == []
    assert standing(applied, "a", "ansvarlig-for") == list(before.list_out("ansvarlig-for", "a"))
    assert "Intet ophører, begynder eller flytter." in compared(steps)


def test_a_change_of_terms_is_told_as_one(compared: Callable[[str], str]) -> None:
    text = compared(f"- {SEAT}, value: 5}}")
    assert "1 forhold ændres" in text
    seat = "A-udvalget er repræsenteret i C-udvalget"
    assert f"{seat} (medlem, 3) → {seat} (medlem, 5) (nu: 5, foreslået)" in text
    text = compared(
        "- revoke: {relation: ansvarlig-for, from: a}\n"
        "- grant: {relation: ansvarlig-for, from: a, to: t, condition: om natten}"
    )
    assert "→ A-udvalget er ansvarlig for Opgave T (nu: betingelse: om natten" in text
    assert "A-udvalget og A-udvalget" not in text
    assert "beholder andre" not in text
