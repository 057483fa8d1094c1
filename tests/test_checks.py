"""The rules find what they are for, and the kept questions tell what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgraph.checks import RULES, run_rules
from orgraph.checks.assertions import NotAQuestion, put, read_assertions, run_assertions
from orgraph.cli.main import run
from orgraph.dates import parse_day
from orgraph.organisation import Organisation
from orgraph.seed.reader import read_seed
from orgraph.view import View
from tests.conftest import SEED, write_seed

BREACHES = [
    ("template", "bodies:\n  - {id: a, name: A, kind: arbejdsgruppe, template: true}\n  - {id: b, name: B, kind: samling, collective: true}\nrelations:\n  - a del-af b: {}\n", ["a"]),
    ("outside-life", "bodies:\n  - {id: a, name: A, kind: råd, valid_to: 2010-01-01}\n  - {id: b, name: B, kind: råd, valid_from: 2011-01-01}\nrelations:\n  - a orienterer b: {}\n", ["a:orienterer:b"]),
    ("approver", "agreements:\n  - {id: t, name: T, kind: aftaletype}\n  - {id: a, name: A, kind: aftale}\nrelations:\n  - a hører-til t: {}\n", ["t"]),
    ("responsible", "tasks:\n  - {id: t, name: T, kind: opgave}\nobjectives:\n  - {id: o, name: O}\n", ["t", "o"]),
    ("way-up", "bodies:\n  - {id: a, name: A, kind: råd}\n  - {id: k, name: K, kind: kommune}\n", ["a"]),
    ("appointed", "bodies:\n  - {id: a, name: A, kind: råd}\n  - {id: k, name: K, kind: kommune}\nrelations:\n  - k repræsenteret-i a: {}\n", ["a"]),
    ("one-name", "bodies:\n  - {id: a, name: Rådet, kind: råd}\n  - {id: b, name: Rådet, kind: råd}\n", ["b"]),
    ("ended-by", "bodies:\n  - {id: a, name: A, kind: råd, valid_to: 2012-01-01}\n", ["a"]),
    ("deadline", "objectives:\n  - {id: o, name: O, deadline: 2011}\nbodies:\n  - {id: a, name: A, kind: råd, basis: ordret, source: '900:1 \"Udvalget\"'}\n", ["o"]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "story", "facts"), BREACHES, ids=[row[0] for row in BREACHES])
def test_a_rule_finds_its_breach_and_a_recorded_silence_covers_it(
    tmp_path: Path, rule: str, story: str, facts: list[str]
) -> None:
    found = _findings(read_seed(write_seed(tmp_path / "seed", story)).organisation, rule)
    assert found == dict.fromkeys(facts, False)
    if next(each.severity for each in RULES if each.id == rule) == "gap":
        silence = f"notes:\n  - {{id: n, kind: silence, text: Uoplyst., concerns: [{', '.join(dict.fromkeys([*facts, *(['a'] if rule == 'one-name' else [])]))}], searched: 900:1}}\n"
        assert _findings(
            read_seed(write_seed(tmp_path / "known", story + silence)).organisation, rule
        ) == dict.fromkeys(facts, True)


def _findings(organisation: Organisation, rule: str) -> dict[str, bool]:
    return {
        finding.fact: finding.recorded
        for each, findings in run_rules(organisation)
        if each.id == rule
        for finding in findings
    }


def test_every_rule_has_a_breach_that_it_finds() -> None:
    assert {rule.id for rule in RULES} == {row[0] for row in BREACHES}


STORY = """
bodies:
  - {id: a, name: A, kind: råd}
  - {id: b, name: B, kind: råd}
agreements:
  - {id: x, name: Aftale X, kind: aftale}
relations:
  - a godkender x: {basis: ordret, source: '900:1 "Udvalget godkender aftalen."'}
  - b indstiller-til a: {about: x}
"""
WRONG = [
    ("expect: {godkender: a, indstiller-til: b}", None),
    ("expect: {godkender: b, indstiller-til: b}", "godkender: mangler b; godkender: uventet a"),
    ("expect: {godkender: a}", "indstiller-til: uventet b"),
    ("forbid: {godkender: a}", "godkender: forbudt a"),
    ("mention: [a, b, x]", None),
    ("mention: [a, c]", "nævner ikke c"),
    ("status: not_stated", "status er answered, ikke not_stated"),
    ("by_name: aftale x", None),
    ("by_name: B", "navnet »B« fører til b"),
    ("notes: conflict", "ingen note af slagsen conflict"),
    ("path: [a, b]", "vejen er ingen"),
    ("together: {all: [a, b]}", "a, b er ikke bundet sammen som all"),
    ("cite: 900", None),
    ("cite: 900:1-2", None),
    ("cite: 900:2-3", "ingen kilde i 900:2-3"),
    ("cite: 901", "ingen kilde i 901"),
]


@pytest.mark.parametrize(("says", "difference"), WRONG, ids=[row[0] for row in WRONG])
def test_a_kept_question_tells_the_difference_to_its_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], says: str, difference: str | None
) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    (folder / "questions").mkdir()
    (folder / "questions" / "q.yaml").write_text(
        f"questions:\n  - {{id: q1, question: Hvem?, ask: approves x, at: 2012-01-01, {says}}}\n",
        encoding="utf-8",
    )
    status = run(["check", "--seed", str(folder)])
    out = capsys.readouterr().out
    assert status == (1 if difference else 0)
    assert (
        (f"questions/q.yaml:2: q1: approves x (2012-01-01): {difference}." in out)
        if difference
        else "1 spørgsmål er stillet; 1 har det svar" in out
    )


@pytest.mark.parametrize("words", ["", "dims x", "approves", "who godkender", "approves x y"])
def test_words_that_are_no_question_are_refused(tmp_path: Path, words: str) -> None:
    view = View(read_seed(write_seed(tmp_path, STORY)).organisation, parse_day("2012-01-01"))
    with pytest.raises(NotAQuestion):
        put(view, words.split())


def test_a_fault_in_a_question_file_names_its_line(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    (folder / "questions").mkdir()
    (folder / "questions" / "q.yaml").write_text(
        "questions:\n  - id: q1\n    qestion: Hvem?\n", encoding="utf-8"
    )
    _, issues = read_assertions(folder)
    assert {(issue.file, issue.line) for issue in issues} == {
        ("questions/q.yaml", 2),
        ("questions/q.yaml", 3),
    }


def test_every_kept_question_of_the_real_seed_has_its_answer(real: Organisation) -> None:
    assertions, issues = read_assertions(SEED)
    assert issues == []
    assert len(assertions) > 100
    assert [str(issue) for issue in run_assertions(real, assertions)] == []


def test_every_gap_of_the_real_seed_is_recorded(real: Organisation) -> None:
    assert [
        finding.fact
        for _, findings in run_rules(real)
        for finding in findings
        if not finding.recorded
    ] == []
