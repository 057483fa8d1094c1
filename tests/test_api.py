"""The library: what a program sees, and that it says what the command line says."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import orgraph
from orgraph.answers import QUESTIONS
from orgraph.cli.main import run
from orgraph.organisation import Organisation
from tests.conftest import ROOT, SEED

FLAGS = {"within": "--in", "having": "--with", "lacking": "--without", "at_least": "--min"}
SHOWN: list[tuple[str, list[str], dict[str, Any]]] = [
    ("approves", ["Fælles samarbejdsaftaler"], {}),
    ("escalate", ["temagruppe-traening-rm"], {"to": "sundhedsstyregruppen-rm"}),
    ("responsible", ["faelles-samarbejdsaftaler-type-a"], {}),
    ("implements", ["faelles-samarbejdsaftaler-type-a"], {}),
    ("appoints", ["Sundhedsstyregruppen"], {}),
    ("impact", ["temagruppe"], {}),
    ("who", ["refererer-til", "sundhedsstyregruppen-rm"], {}),
    ("what", ["godkender", "sundhedsstyregruppen-rm"], {}),
    ("list", ["kommuner"], {"within": "vestklyngen", "having": "repræsenteret-i", "at_least": 2}),
    ("show", ["sundhedsstyregruppen-rm"], {}),
    ("history", ["Sundhedsstyregruppen"], {}),
    ("steps", ["proces-varsling-traening"], {}),
    ("why", ["vestklyngen", "sundhedsstyregruppen-rm"], {}),
    ("why-not", ["temagruppe-traening-rm", "sundhedsstyregruppen-rm"], {}),
    ("matrix", ["aftaletype"], {}),
    ("search", ["sundhed", "aftale"], {"limit": 3}),
    ("unknowns", ["sundhedsstyregruppen-rm"], {}),
    ("approves", ["aftale"], {}),
    ("approves", ["findes slet ikke"], {}),
]
shown = pytest.mark.parametrize(
    ("question", "words", "options"), SHOWN, ids=[f"{q} {w[0]}" for q, w, _ in SHOWN]
)


@pytest.fixture(scope="module")
def org() -> orgraph.Organisation:
    return orgraph.read(SEED)


def command(
    capsys: pytest.CaptureFixture[str], question: str, words: list[str], *more: str
) -> str:
    run([question, *words, "--seed", str(SEED), "--at", "2016-10-01", *more])
    printed = capsys.readouterr()
    return printed.out or printed.err


def flags(options: dict[str, Any]) -> list[str]:
    return [
        part
        for name, value in options.items()
        for part in (FLAGS.get(name, f"--{name}"), str(value))
    ]


# ---- The same as on the command line
@shown
def test_the_library_prints_what_the_command_prints(
    org: orgraph.Organisation,
    capsys: pytest.CaptureFixture[str],
    question: str,
    words: list[str],
    options: dict[str, Any],
) -> None:
    then = org.at("2016-10-01")
    answer = getattr(then, question.replace("-", "_"))(*words, **options)
    assert f"{answer}\n" == command(capsys, question, words, *flags(options))
    as_json = command(capsys, question, words, *flags(options), "--json")
    assert f"{answer.to_json()}\n" == as_json
    assert str(then.ask(question, *words, **options)) == str(answer)


@shown
def test_over_time_and_compared_it_prints_what_the_command_prints(
    org: orgraph.Organisation,
    capsys: pytest.CaptureFixture[str],
    question: str,
    words: list[str],
    options: dict[str, Any],
) -> None:
    if "limit" in options:
        options = {}
    then = org.at("2016-10-01")
    answer, other = (
        found.ask(question, *words, **options) for found in (then, org.at("2012-06-01"))
    )
    if answer.status in ("answered", "not_stated"):
        compared = f"{answer.compare(other)}\n"
        if question != "search":
            assert compared == command(
                capsys, question, words, *flags(options), "--against", "2012-06-01"
            )
    if QUESTIONS[question].over_time and question != "search":
        told = then.over_time(question, *words, **options)
        printed = command(capsys, question, words, *flags(options), "--over-time")
        assert f"{told}\n" == printed


def test_every_question_is_shown_and_is_a_method_that_says_what_it_is() -> None:
    assert {question for question, _, _ in SHOWN} == set(QUESTIONS)
    for name in QUESTIONS:
        assert getattr(orgraph.AsOf, name.replace("-", "_")).__doc__


# ---- The door
def test_the_door_is_small_and_everything_in_it_is_there_and_described() -> None:
    assert len(orgraph.__all__) <= 40
    assert sorted(orgraph.__all__) == orgraph.__all__ == dir(orgraph)
    for name in orgraph.__all__:
        if name != "__version__":
            assert getattr(orgraph, name).__doc__, name
    with pytest.raises(AttributeError, match="reed"):
        _ = orgraph.reed
    assert (Path(orgraph.__file__).parent / "py.typed").is_file()


def test_importing_it_imports_nothing_else() -> None:
    code = "import sys, orgraph; print(*sorted(m for m in sys.modules if m.startswith('orgraph')))"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert found.split() == ["orgraph"]


def test_the_guide_says_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False)
    assert tried > 15
    assert failed == 0


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "notebooks").glob("*.py")), ids=str)
def test_a_notebook_runs_from_the_first_cell_to_the_last(path: Path) -> None:
    found = subprocess.run(
        [sys.executable, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout


# ---- Answers
def test_an_answer_is_short_in_a_session_and_long_when_printed(
    organisation: Organisation,
) -> None:
    """
    bodies:
      - {id: u, name: Udvalget, kind: udvalg}
    tasks:
      - {id: o, name: Opgaven, kind: opgave}
    relations:
      - u ansvarlig-for o: {}
    """
    then = orgraph.Organisation.of(organisation).at("2012-01-01")
    answer = then.responsible("Opgaven")
    assert repr(answer) == "<Answer responsible 'Opgaven' at 2012-01-01: answered>"
    assert str(answer).startswith("Opgaven · opgave · pr. 1. januar 2012\nUdvalget er ansvarlig")
    assert [(record["id"], record["role"]) for record in answer.to_records()] == [
        ("u", "ansvarlig-for")
    ]
    assert repr(then.over_time("responsible", "o")) == "<AnswerOverTime responsible 'o': 1>"
    assert repr(answer.compare(answer)) == "<Comparison responsible: 0 changes>"
    with pytest.raises(orgraph.NotTheSameQuestion, match="responsible, det andet på implements"):
        answer.compare(then.implements("o"))


def test_hostile_names_stay_names_in_a_notebook(organisation: Organisation) -> None:
    """
    bodies:
      - {id: u, name: "<script>alert(1)</script> | [x](javascript:y)", kind: udvalg}
    tasks:
      - {id: o, name: Opgaven, kind: opgave}
    relations:
      - u ansvarlig-for o: {}
    """
    answer = orgraph.Organisation.of(organisation).at("2012-01-01").responsible("o")
    html, markdown = answer._repr_html_(), answer._repr_markdown_()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "| \\<script\\>alert\\(1\\)\\</script\\> \\| \\[x\\]\\(javascript:y\\) |" in markdown


def test_the_graph_has_what_holds_on_the_day(organisation: Organisation) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
      - {id: b, name: B, kind: udvalg, valid_to: 2016-09-01}
    relations:
      - b refererer-til a: {}
    """
    org = orgraph.Organisation.of(organisation)
    assert sorted(org.to_networkx().nodes) == ["900", "a", "b"]
    assert [data["type"] for *_, data in org.to_networkx("2012-01-01").edges(data=True)] == [
        "refererer-til"
    ]
    assert sorted(org.to_networkx("2016-09-01").nodes) == ["900", "a"]
    assert not org.to_networkx("2016-09-01").edges


def test_a_scenario_is_an_organisation_and_is_asked_on_its_last_day(
    organisation: Organisation, tmp_path: Path
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
      - {id: b, name: B, kind: udvalg}
    """
    file = tmp_path / "s.yaml"
    file.write_text("name: Slut\non: 2016-09-01\nsteps:\n  - dissolve: b\n", encoding="utf-8")
    org = orgraph.Organisation.of(organisation)
    after = org.with_scenario(file)
    assert after.at().day == "2016-09-01"
    assert [row.id for row in after.at().list("udvalg", every=True).rows] == ["a"]
    assert [row.id for row in org.at("2016-09-01").list("udvalg", every=True).rows] == ["a", "b"]
    compared = org.at("2016-09-01").show("b").compare(after.at().show("b"))
    assert "i »Slut«" in str(compared)


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        (lambda org: org.at("2016-13-01"), orgraph.BadDate, "2016-13-01"),
        (lambda org: org.at("2016-01-01").ask("hvem", "x"), orgraph.NoSuchQuestion, "»hvem«"),
        (lambda org: org.at("2016-01-01").who("spiser", "x"), orgraph.NoSuchWord, "spiser"),
        (lambda org: orgraph.read("/findes/ikke"), orgraph.NoSuchFolder, "/findes/ikke"),
    ],
)
def test_what_cannot_be_asked_is_an_error_with_a_sentence(
    org: orgraph.Organisation, asked: Any, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        asked(org)
