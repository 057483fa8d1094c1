"""Several steps on one day: what begins lives for a day at least, what a step tells is true, and what contradicts itself is a fault with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgraph.cli.main import run
from orgraph.dates import parse_day
from orgraph.errors import BadSeed
from orgraph.facts import Fact, Node, Relation, Step
from orgraph.organisation import Organisation
from orgraph.render.scenario_steps import scenario_text
from orgraph.scenario.apply import Applied, apply
from orgraph.scenario.model import ChangeKind, Rename
from orgraph.scenario.reader import read_scenario
from orgraph.seed.reader import read_seed
from orgraph.view import View
from tests.conftest import write_seed

DAY = "2016-09-01"
STORY = """
bodies:
  - {id: a, name: Organ A, kind: udvalg}
  - {id: b, name: Organ B, kind: udvalg}
  - {id: c, name: Organ C, kind: styregruppe}
  - {id: alle, name: Alle, kind: samling, collective: true}
  - {id: ny-i-data, name: Ny i data, kind: udvalg, valid_from: 2016-09-01}
  - {id: slut-i-data, name: Slut i data, kind: udvalg, valid_to: 2016-09-01}
objectives:
  - {id: o1, name: Mål 1, kind: målsætning}
  - {id: o2, name: Mål 2, kind: målsætning}
relations:
  - a ansvarlig-for o1: {}
  - b ansvarlig-for o2: {}
  - a refererer-til c: {}
  - a del-af alle: {}
  - b ansvarlig-for o1: {valid_from: 2016-09-01}
"""
NEW = "{id: n, name: Nyt, kind: udvalg}"
Rehearse = Callable[[str], Applied]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_seed(tmp_path_factory.mktemp("samme-dag") / "seed", STORY)


@pytest.fixture(scope="module")
def before(folder: Path) -> Organisation:
    loaded = read_seed(folder)
    assert [str(issue) for issue in loaded.issues] == []
    return loaded.organisation


@pytest.fixture(scope="module")
def rehearse(folder: Path, before: Organisation) -> Rehearse:
    def rehearse(steps: str) -> Applied:
        path = folder.parent / "s.yaml"
        path.write_text(f"name: Prøve\non: {DAY}\nsteps:\n{steps}", encoding="utf-8")
        return apply(before, read_scenario(path, before))

    return rehearse


# ---- What contradicts itself
FAULTS = [
    (f"- create: {NEW}\n- dissolve: n\n", 5, "n begynder samme dag, som det skulle ophøre"),
    (f"- create: {NEW}\n- dissolve: [a, n]\n", 5, "n begynder samme dag, som det skulle ophøre"),
    (f"- create: {NEW}\n- dissolve: {{kind: udvalg, except: [ny-i-data, slut-i-data]}}\n", 5, "n begynder samme dag, som det skulle ophøre"),
    (f"- create: {NEW}\n- merge: {{from: n, into: a}}\n", 5, "n begynder samme dag, som det skulle ophøre"),
    (f"- merge: {{from: a, into: {NEW}}}\n- dissolve: n\n", 5, "n begynder samme dag, som det skulle ophøre"),
    (f"- create: {NEW}\n- split: {{from: n, into: [{{to: a, rest: true}}]}}\n", 5, "n begynder samme dag, som det skulle ophøre"),
    (f"- split: {{from: a, into: [{{to: {NEW}, rest: true}}]}}\n- merge: {{from: n, into: b}}\n", 5, "n begynder samme dag, som det skulle ophøre"),
    ("- dissolve: ny-i-data\n", 4, "ny-i-data begynder samme dag, som det skulle ophøre"),
    ("- merge: {from: [a, ny-i-data], into: b}\n", 4, "ny-i-data begynder samme dag, som det skulle ophøre"),
    (f"- create: {NEW}\n- rename: {{id: n, name: Andet}}\n", 5, "n begynder samme dag, som det skulle have et nyt navn"),
    (f"- create: {NEW}\n- change_kind: {{set: n, kind: styregruppe}}\n", 5, "n begynder samme dag, som det skulle blive en anden slags"),
    ("- rename: {id: ny-i-data, name: Andet}\n", 4, "ny-i-data begynder samme dag, som det skulle have et nyt navn"),
    ("- rename: {id: a, name: X}\n- rename: {id: a, name: Y}\n", 5, "a skulle have et nyt navn to gange samme dag"),
    ("- change_kind: {set: a, kind: råd}\n- change_kind: {set: [a, b], kind: styregruppe}\n", 5, "a skulle blive en anden slags to gange samme dag"),
    ("- rename: {id: a, name: X}\n- dissolve: a\n", 5, "a ændres samme dag, som det skulle ophøre"),
    ("- change_kind: {set: a, kind: råd}\n- merge: {from: a, into: b}\n", 5, "a ændres samme dag, som det skulle ophøre"),
    ("- dissolve: a\n- rename: {id: a, name: X}\n", 5, "a ophører samme dag, som det skulle have et nyt navn"),
    ("- dissolve: a\n- change_kind: {set: a, kind: råd}\n", 5, "a ophører samme dag, som det skulle blive en anden slags"),
    ("- rename: {id: slut-i-data, name: X}\n", 4, "slut-i-data ophører samme dag, som det skulle have et nyt navn"),
    ("- grant: {relation: godkender, from: a, to: o1, valid_to: 2016-09-01}\n", 4, "a godkender o1 begynder samme dag, som det skulle ophøre"),
    ("- grant: {relation: godkender, from: a, to: o1, valid_to: 2015-01-01}\n", 4, "a godkender o1 skulle ophøre, før det begynder"),
    ("- appoint: {from: a, to: b, role: medlem, valid_to: 2016-09-01}\n", 4, "a repræsenteret-i b begynder samme dag, som det skulle ophøre"),
    ("- grant: {relation: godkender, from: a, to: o1}\n- revoke: {relation: godkender, from: a}\n", 5, "a godkender o1 begynder samme dag, som det skulle ophøre"),
    ("- transfer: {relation: ansvarlig-for, from: a, to: c}\n- revoke: {relation: ansvarlig-for, from: c}\n", 5, "c ansvarlig-for o1 begynder samme dag, som det skulle ophøre"),
    ("- grant: {relation: godkender, from: a, to: o2}\n- dissolve: a\n", 5, "a godkender o2 ligger uden for den tid"),
    ("- move: {set: b, to: c}\n- dissolve: c\n", 5, "b refererer-til c ligger uden for den tid"),
    ("- transfer: {relation: ansvarlig-for, from: a, to: c}\n- dissolve: c\n", 5, "c ansvarlig-for o1 ligger uden for den tid"),
    ("- revoke: {relation: ansvarlig-for, from: b, to: o1}\n", 4, "b ansvarlig-for o1 begynder samme dag, som det skulle ophøre"),
    ("- transfer: {relation: ansvarlig-for, from: b, to: c, where: {subject: o1}}\n", 4, "b ansvarlig-for o1 begynder samme dag, som det skulle ophøre"),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "line", "what"), FAULTS, ids=[f"{row[0]}" for row in FAULTS])
def test_what_would_not_live_a_day_is_a_fault_with_its_line(
    rehearse: Rehearse, steps: str, line: int, what: str
) -> None:
    with pytest.raises(BadSeed) as fault:
        rehearse(steps)
    assert any(
        issue.what.startswith(what) and issue.line == line for issue in fault.value.issues
    ), fault.value


@pytest.mark.parametrize("verb", ["show", "diff", "check", "stamp"])
def test_every_command_refuses_it(
    folder: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    (elsewhere / "s.yaml").write_text(
        f"name: S\non: {DAY}\nsteps:\n  - create: {NEW}\n  - dissolve: n\n", encoding="utf-8"
    )
    assert run(["scenario", verb, "s.yaml", "--seed", str(folder)]) == 2
    assert capsys.readouterr().err.startswith(
        "s.yaml:5: n begynder samme dag, som det skulle ophøre: "
    )


# ---- What goes together
TOGETHER: list[tuple[str, dict[str, set[str]]]] = [
    (f"- create: {NEW}\n- merge: {{from: a, into: n}}\n", {"o1": {"n", "b"}}),
    ("- dissolve: a\n- transfer: {relation: ansvarlig-for, from: a, to: c}\n", {"o1": {"c", "b"}}),
    ("- transfer: {relation: ansvarlig-for, from: a, to: c}\n- transfer: {relation: ansvarlig-for, from: c, to: b, where: {subject: o1}}\n", {"o1": {"b"}}),
    ("- merge: {from: a, into: c}\n- dissolve: alle\n", {"o1": {"c", "b"}}),
    (f"- create: {NEW}\n- grant: {{relation: ansvarlig-for, from: n, to: o2}}\n", {"o2": {"n", "b"}}),
    ("- grant: {relation: godkender, from: a, to: o1, valid_to: 2016-09-02}\n", {"o1": {"a", "b"}}),
    ("- change_kind: {set: {in: alle}, kind: råd}\n- rename: {id: a, name: X}\n", {"o1": {"a", "b"}}),
    ("- dissolve: a\n- change_kind: {set: {kind: udvalg, except: ny-i-data}, kind: råd}\n", {"o1": {"b"}}),
    (f"- create: {NEW}\n- dissolve: n\n  on: 2016-09-02\n", {"o1": {"a", "b"}}),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "responsible"), TOGETHER, ids=[row[0] for row in TOGETHER])
def test_steps_that_go_together_are_carried_out_one_after_the_other(
    rehearse: Rehearse, steps: str, responsible: dict[str, set[str]]
) -> None:
    view = View(rehearse(steps).organisation, parse_day(DAY))
    assert {
        task: {found.source for found in view.list_in("ansvarlig-for", task)}
        for task in responsible
    } == responsible


def test_each_phase_tells_the_names_of_its_own_time(
    rehearse: Rehearse, before: Organisation, folder: Path
) -> None:
    applied = rehearse(
        "- rename: {id: a, name: Første navn}\n- rename: {id: a, name: Andet navn}\n  on: 2018-01-01\n"
    )
    told = " ".join(
        scenario_text(read_scenario(folder.parent / "s.yaml", before), applied, before).split()
    )
    assert "Omdøb Organ A til Første navn. 1 ændres: Første navn." in told
    assert "Omdøb Første navn til Andet navn. 1 ændres: Andet navn." in told
    node = applied.organisation.find_node("a")
    assert node
    assert (
        node.note
        == "Hed »Organ A« indtil 1. september 2016. Hed »Første navn« indtil 1. januar 2018."
    )


# ---- Whatever the steps
BODIES = ["a", "b", "c", "n", "alle", "ny-i-data", "slut-i-data"]
ONE, OTHER = st.sampled_from(BODIES), st.sampled_from(BODIES)
TASK = st.sampled_from(["o1", "o2"])
STEPS = st.one_of(
    st.just(f"create: {NEW}"),
    st.builds("dissolve: {}".format, ONE),
    st.just("dissolve: {kind: udvalg}"),
    st.builds("merge: {{from: {}, into: {}}}".format, ONE, OTHER),
    st.builds(
        "split: {{from: {}, into: [{{to: {}, relation: ansvarlig-for}}, {{to: {}, rest: true}}]}}".format,
        ONE,
        OTHER,
        ONE,
    ),
    st.builds("rename: {{id: {}, name: {}}}".format, ONE, st.sampled_from(["X", "Y"])),
    st.builds(
        "change_kind: {{set: {}, kind: {}}}".format, ONE, st.sampled_from(["råd", "udvalg"])
    ),
    st.builds("move: {{set: {}, to: {}}}".format, ONE, OTHER),
    st.builds(
        "transfer: {{relation: [ansvarlig-for, godkender], from: {}, to: {}}}".format, ONE, OTHER
    ),
    st.builds("grant: {{relation: godkender, from: {}, to: {}}}".format, ONE, TASK),
    st.builds(
        "grant: {{relation: godkender, from: {}, to: {}, valid_to: {}}}".format,
        ONE,
        TASK,
        st.sampled_from(["2016-08-31", DAY, "2016-09-02"]),
    ),
    st.builds("revoke: {{relation: [ansvarlig-for, godkender], from: {}}}".format, ONE),
    st.builds("appoint: {{from: {}, to: {}, role: medlem}}".format, ONE, OTHER),
)


@given(steps=st.lists(STEPS, min_size=2, max_size=4))
def test_whatever_the_steps_no_fact_is_without_a_day_and_each_step_does_what_it_tells(
    rehearse: Rehearse, before: Organisation, steps: list[str]
) -> None:
    try:
        applied = rehearse("".join(f"- {step}\n" for step in steps))
    except BadSeed:
        return
    after, view = applied.organisation, View(applied.organisation, parse_day(DAY))
    assert [
        fact.id
        for fact in after.list_facts()
        if isinstance(fact, Node | Relation | Step) and fact.validity.start >= fact.validity.end
    ] == []
    last = {
        fact.id: change.after
        for effect in applied.effects
        for change in effect.changes
        if (fact := change.before or change.after)
    }
    for effect in applied.effects:
        for change in effect.changes:
            fact = change.after or change.before
            assert fact
            assert after.find_fact(fact.id) == last[fact.id]
            if change.before is None and last[fact.id] is not None:
                assert in_force(view, fact)
            if change.after is None or ended(change.before, change.after):
                assert last[fact.id] is None or not in_force(view, fact)
        if isinstance(effect.step, Rename):
            assert {node.name for node in map(after.find_node, effect.chosen) if node} == {
                effect.step.name
            }
        if isinstance(effect.step, ChangeKind):
            assert {node.kind for node in map(after.find_node, effect.chosen) if node} == {
                effect.step.kind
            }
    remarks = {node.id: node.note or "" for node in after.list_nodes()}
    for node in before.list_nodes():
        assert "Hed" not in remarks[node.id] or f"Hed »{node.name}« indtil" in remarks[node.id]


def ended(before: Fact | None, after: Fact) -> bool:
    """Whether a change ends the fact; one may also be there again that an earlier step ended."""
    return (
        isinstance(before, Node | Relation | Step)
        and isinstance(after, Node | Relation | Step)
        and after.validity.end < before.validity.end
    )


def in_force(view: View, fact: Fact) -> bool:
    found = view.organisation.find_fact(fact.id)
    return (
        view.in_force(found)
        if isinstance(found, Relation)
        else isinstance(found, Node | Step) and view.holds(found.validity)
    )
