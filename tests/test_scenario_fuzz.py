"""Whatever a scenario says of whatever organisation: the result is an ordinary organisation, the first stays as it was, and faults have their lines."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgraph.answers import ABOUT_ONE, ask
from orgraph.answers.over_time import ask_over_time
from orgraph.dates import parse_day
from orgraph.errors import BadSeed, CannotAdopt, Issue
from orgraph.facts import Node, Relation
from orgraph.index import MemoryIndex
from orgraph.organisation import Organisation
from orgraph.render.scenario_steps import scenario_json, scenario_text
from orgraph.scenario.adopt import net_changes, plan, write
from orgraph.scenario.apply import Applied, apply
from orgraph.scenario.baseline import find_conflicts, fingerprints
from orgraph.scenario.model import Scenario
from orgraph.scenario.reader import read_scenario
from orgraph.seed import rules
from orgraph.seed.reader import read_seed
from orgraph.seed.writer import write_seed
from orgraph.view import View
from tests.conftest import SEED
from tests.scenario_strategies import scenario_texts
from tests.strategies import TRICKY, organisations, sound_organisations

DAYS = ("2016-08-31", "2016-09-01", "2019-01-01")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scenarier") / "scenarie.yaml"


def rehearsed(
    organisation: Organisation, path: Path, text: str
) -> tuple[Scenario, Applied] | None:
    """What comes of a scenario; None when it is refused, which must be with sentences that have a line."""
    path.write_text(text, encoding="utf-8")
    try:
        scenario = read_scenario(path, organisation)
        return scenario, apply(organisation, scenario)
    except BadSeed as fault:
        _assert_told(
            fault.issues, text.count("\n") + 2
        )  # a fault at the end of the file has the line after the last
        return None


def _assert_told(issues: tuple[Issue, ...], lines: int) -> None:
    assert issues
    assert all(issue.file == "scenarie.yaml" and 1 <= issue.line <= lines for issue in issues), (
        issues
    )
    assert all(issue.what and issue.why and issue.next for issue in issues)


def answers(organisation: Organisation, day: str) -> list[Any]:
    view = View(organisation, parse_day(day))
    return [
        ask(view, question, node.id)
        for node in organisation.list_nodes()
        for question in ABOUT_ONE
    ]


@given(generated=st.one_of(organisations(), sound_organisations()), data=st.data())
def test_the_result_answers_as_if_it_had_been_built_so(
    path: Path, generated: Organisation, data: st.DataObject
) -> None:
    before = list(generated.list_facts())
    found = rehearsed(generated, path, data.draw(scenario_texts(generated)))
    assert list(generated.list_facts()) == before
    if not found:
        return
    after = found[1].organisation
    rebuilt = Organisation(after.vocabulary, MemoryIndex(after.list_facts()))
    assert {fact.id: fact for fact in rebuilt.list_facts()} == {
        fact.id: fact for fact in after.list_facts()
    }
    for day in DAYS:
        assert answers(after, day) == answers(rebuilt, day)
    node = data.draw(st.sampled_from(list(after.list_nodes())))
    told = [
        ask_over_time(
            organisation, parse_day("2017-01-01"), lambda view: ask(view, "responsible", node.id)
        )
        for organisation in (after, rebuilt)
    ]
    assert told[0] == told[1]


@given(generated=sound_organisations(), data=st.data())
def test_the_result_keeps_the_rules_of_the_seed(
    path: Path, generated: Organisation, data: st.DataObject
) -> None:
    found = rehearsed(generated, path, data.draw(scenario_texts(generated)))
    if found:
        after = found[1].organisation
        broken = [
            *rules.find_unknown_ids(after),
            *rules.find_wrong_kinds(after),
            *rules.find_reversed_dates(after),
            *rules.find_circles(after),
            *rules.find_unsourced(after),
        ]
        assert [str(issue) for issue in broken] == []
        assert (
            find_conflicts(
                generated,
                found[0]._replace(baseline=tuple(fingerprints(generated, found[1]).items())),
                found[1],
            )
            == []
        )


@given(generated=sound_organisations(), data=st.data())
def test_what_a_scenario_does_can_be_told(
    path: Path, generated: Organisation, data: st.DataObject
) -> None:
    found = rehearsed(generated, path, data.draw(scenario_texts(generated)))
    if found:
        assert scenario_text(*found, generated).strip()
        assert scenario_json(*found, generated).startswith("{")
        touched = {
            fact.id
            for change in net_changes(found[1])
            for fact in (change.before, change.after)
            if isinstance(fact, Node | Relation)
        }
        assert touched <= {
            fact for effect in found[1].effects for fact in (*effect.nodes, *effect.relations)
        } | {change.id for change in found[0].changes}


@given(generated=sound_organisations(), data=st.data())
def test_what_is_adopted_is_what_was_rehearsed(
    path: Path, generated: Organisation, data: st.DataObject
) -> None:
    """Or it is refused with a sentence, and nothing is written."""
    folder = path.parent / "seed"
    shutil.rmtree(folder, ignore_errors=True)
    write_seed(generated, folder)
    shutil.copy(SEED / "vocabulary.yaml", folder)
    found = rehearsed(generated, path, data.draw(scenario_texts(generated)))
    if not found:
        return
    source = '900:1 "ord"'
    try:
        adoption = plan(path, folder, source)
    except (BadSeed, CannotAdopt):
        return
    write(adoption, folder)
    again = read_seed(folder)
    assert again.issues == ()
    assert {fact.id: fact for fact in again.organisation.list_facts()} == {
        fact.id: fact for fact in adoption.applied.organisation.list_facts()
    }


ODD = (
    *TRICKY,
    "{}",
    "[]",
    "- 1",
    "{id: [a]}",
    "{kind: {}}",
    "{from: {}, into: {}}",
    "{relation: {}, from: 1, to: []}",
    "[[a]]",
    "{where: 1}",
    "{with: [1, {}]}",
    "[{}]",
    "{id: a, name: []}",
)


@given(generated=sound_organisations(), data=st.data())
def test_a_damaged_scenario_is_refused_or_read_never_a_traceback(
    path: Path, generated: Organisation, data: st.DataObject
) -> None:
    text = data.draw(scenario_texts(generated))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = (
            text[:start]
            + data.draw(st.sampled_from([odd for odd in ODD if "\ud800" not in odd]))
            + text[end:]
        )
    rehearsed(generated, path, text)


@given(
    verb=st.sampled_from(
        [
            "create",
            "dissolve",
            "merge",
            "split",
            "rename",
            "change_kind",
            "move",
            "transfer",
            "appoint",
            "grant",
            "revoke",
            "on",
            "expect",
        ]
    ),
    odd=st.sampled_from(ODD),
    generated=sound_organisations(),
)
def test_odd_content_of_a_step_is_refused_with_its_line(
    path: Path, verb: str, odd: str, generated: Organisation
) -> None:
    rehearsed(
        generated,
        path,
        f"name: Prøve\non: 2016-09-01\nsteps:\n- {verb}: {odd}\nexpect:\n- {odd}\n- every: {odd}\n  has: {odd}\n",
    )
