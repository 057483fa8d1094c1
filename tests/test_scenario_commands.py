"""What the commands about scenarios say, and the reforms that travel along."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from orgraph.answers import ABOUT_ONE, ask
from orgraph.answers.unknowns import ask_unknowns
from orgraph.cli.main import run
from orgraph.dates import parse_day
from orgraph.errors import BadSeed
from orgraph.organisation import Organisation
from orgraph.render.text import as_text
from orgraph.scenario.apply import apply
from orgraph.scenario.reader import read_scenario
from orgraph.scenario.replay import compare, without
from orgraph.scenario.template import template
from orgraph.seed import rules
from orgraph.view import View
from tests.conftest import ROOT, SEED, write_seed
from tests.test_scenario import STORY

SCENARIOS = sorted((SEED / "scenarios").glob("*.yaml"))
REFORMS = [path for path in SCENARIOS if "replays:" in path.read_text(encoding="utf-8")]
EVERY_STEP = """
steps:
  - create: {id: ny, name: Ny, kind: råd}
  - dissolve: {kind: temagruppe, region: region, except: b, where: {name: gruppe}}
  - merge: {from: fremmed, into: {id: nyere, name: Nyere, kind: råd}}
  - split: {from: b, into: [{to: ny, relation: ansvarlig-for, where: {subject_kind: målsætning}}, {to: nyere, rest: true}]}
  - rename: {id: udvalg, name: Rådet}
  - change_kind: {set: udvalg, kind: råd}
  - move: {set: ny, to: udvalg}
  - transfer: {relation: ansvarlig-for, from: styregruppe, to: udvalg}
  - appoint: {from: region, to: ny, role: formand, value: 1, on_behalf: udvalg, by: styregruppe}
  - grant: {relation: godkender, from: udvalg, to: t1, about: ny, condition: i hast}
  - revoke: {relation: godkender, from: udvalg, to: aftale}
    on: 2017-01-01
"""
SAID = """\
Prøve · 1. september 2016 og 1. januar 2017
1. september 2016: Prøve (1. fase) (foreslået)
  1 Opret Ny (råd).
  2 Nedlæg temagrupper i Regionen med »gruppe« i navnet (undtagen Gruppe B).
    Mængden er 1: Gruppe A.
    Den ophører.
  3 Læg Fremmed sammen i Nyere (ny, råd).
    1 begynder: Nyere.
    1 ophører: Fremmed.
    1 forhold begynder:
      - Nyere afløser Fremmed
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed", STORY)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scenarie.yaml"
    path.write_text(f"name: Prøve\non: 2016-09-01{EVERY_STEP}", encoding="utf-8")
    return path


def test_show_says_every_step_in_danish(
    folder: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["scenario", "show", str(file), "--seed", str(folder)]) == 0
    said = capsys.readouterr().out
    lines = [line.rstrip() for line in said.splitlines()]
    assert sorted(lines[: SAID.count("\n")]) == sorted(SAID.splitlines())
    assert all(f"\n{number:>3} " in said for number in range(1, 12))
    assert max(map(len, lines)) <= 80
    assert "Indfør: Regionen er repræsenteret i Ny på vegne af Rådet (formand, 1)," in said
    assert "Omdøb Udvalget til Rådet." in said
    assert run(["scenario", "show", str(file), "--seed", str(folder), "--all"]) == 0


def test_a_relation_that_was_to_begin_after_its_body_ends_is_told(
    story_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg}
      - {id: b, name: B-udvalget, kind: udvalg}
    tasks:
      - {id: t, name: Opgaven, kind: opgave}
    relations:
      - a ansvarlig-for t: {valid_from: 2018-01-01}
      - b ansvarlig-for t: {valid_from: 2018-01-01}
      - a refererer-til b: {valid_to: 2012-01-01}
    """
    file = tmp_path / "s.yaml"
    file.write_text("name: S\non: 2016-09-01\nsteps:\n- dissolve: a\n", encoding="utf-8")
    assert run(["scenario", "show", str(file), "--seed", str(story_folder)]) == 0
    said = capsys.readouterr().out
    assert (
        "    1 forhold, der skulle begynde senere, bortfalder:\n"
        "      - A-udvalget er ansvarlig for Opgaven\n" in said
    )


def test_show_has_the_same_as_data(
    folder: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["scenario", "show", str(file), "--seed", str(folder), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["days"] == ["2016-09-01", "2017-01-01"]
    assert [step["verb"] for step in said["steps"]][5:7] == ["change_kind", "move"]
    assert (said["steps"][1]["set"], said["steps"][1]["ended"], said["steps"][1]["line"]) == (
        ["a"],
        ["a"],
        5,
    )


def test_a_file_with_faults_ends_with_2_and_all_of_them(
    folder: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(
        "name: x\non: 2016-09-01\nsteps:\n- dissolve: dims\n- move: {set: a}\n", encoding="utf-8"
    )
    for command in ("show", "check", "stamp", "diff", "replay"):
        assert run(["scenario", command, str(file), "--seed", str(folder)]) == 2
        said = capsys.readouterr().err
        assert "scenarie.yaml:4: dissolve: dims findes ikke: intet i data har det id." in said
        assert "scenarie.yaml:5: move: nøglen to mangler" in said


def test_check_ends_with_1_when_something_else_comes_of_it(
    folder: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["scenario", "check", str(file), "--seed", str(folder)]
    assert run(words) == 0
    file.write_text(
        file.read_text(encoding="utf-8")
        + "expect:\n  - every: {kind: opgave}\n    has: ansvarlig-for\n",
        encoding="utf-8",
    )
    assert run(words) == 1
    assert "Forventningen holder ikke." in capsys.readouterr().out


def test_a_new_scenario_is_valid_and_never_written_over(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "nyt.yaml"
    assert run(["scenario", "new", str(path), "--on", "1/1/2027", "--seed", str(folder)]) == 0
    assert run(["scenario", "show", str(path), "--seed", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "1. januar 2027" in told
    assert "ingen trin endnu" in told
    text = path.read_text(encoding="utf-8")
    assert run(["scenario", "new", str(path), "--seed", str(folder)]) == 2
    assert path.read_text(encoding="utf-8") == text
    assert (
        run(["scenario", "new", str(tmp_path / "mangler" / "nyt.yaml"), "--seed", str(folder)])
        == 2
    )


def test_every_step_of_the_template_can_be_used(real: Organisation, tmp_path: Path) -> None:
    """Its ids are examples; nothing else of it may be wrong."""
    text = "\n".join(
        re.sub(r"^# (?=[- ]|expect)", "", line)
        for line in template(real, "x.yaml", parse_day("2027-01-01")).splitlines()
    )
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadSeed) as fault:
        read_scenario(path, real)
    assert {issue.why for issue in fault.value.issues} == {"intet i data har det id"}
    assert len(re.findall(r"^- \w", text, re.MULTILINE)) == 11


def test_the_examples_of_the_documentation_can_be_used(real: Organisation, tmp_path: Path) -> None:
    blocks = re.findall(
        r"```yaml\n(.*?)```",
        (ROOT / "docs" / "scenarier.md").read_text(encoding="utf-8"),
        re.DOTALL,
    )
    whole = [block for block in blocks if block.startswith("name:")]
    steps = [block for block in blocks if block.startswith("- ")]
    expected = [block for block in blocks if block.startswith("expect:")]
    assert (len(whole), len(steps), len(expected)) == (1, 9, 1)
    path = tmp_path / "x.yaml"
    path.write_text(whole[0], encoding="utf-8")
    assert apply(real, read_scenario(path, real, SEED)).organisation
    for day, block in [("2016-09-01", block) for block in steps]:
        path.write_text(f"name: x\non: {day}\nsteps:\n{block}{expected[0]}", encoding="utf-8")
        read_scenario(path, real, SEED)


# ---- Reforms that came
@pytest.mark.parametrize("path", REFORMS, ids=lambda path: path.stem)
def test_a_reform_is_foretold_in_part(real: Organisation, path: Path) -> None:
    scenario = read_scenario(path, real, SEED)
    before = without(real, scenario.replays)
    replayed = compare(real, before, apply(real, scenario).organisation, scenario.last)
    assert replayed.bodies_ended.described == ()
    assert len(replayed.bodies_begun.same) >= 2
    assert replayed.relations_begun.same


@pytest.mark.parametrize("path", REFORMS, ids=lambda path: path.stem)
def test_an_organisation_without_a_reform_is_sound(real: Organisation, path: Path) -> None:
    before = without(real, read_scenario(path, real).replays)
    assert [
        str(issue)
        for issue in (
            *rules.find_wrong_kinds(before),
            *rules.find_reversed_dates(before),
            *rules.find_circles(before),
        )
    ] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", REFORMS, ids=lambda path: path.stem)
def test_every_question_has_an_answer_in_a_replayed_reform(real: Organisation, path: Path) -> None:
    scenario = read_scenario(path, real)
    view = View(apply(real, scenario).organisation, scenario.last)
    touched = {
        node
        for effect in apply(real, scenario).effects
        for node in (*effect.nodes, *effect.chosen)
    }
    for question in ABOUT_ONE:
        for node_id in touched:
            assert as_text(ask(view, question, node_id), view.vocabulary)
    assert as_text(ask_unknowns(view, None, ""), view.vocabulary)


@pytest.mark.slow
def test_a_replay_is_told_and_is_data(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(SEED / "scenarios" / "2016-ny-organisering.yaml")
    assert run(["scenario", "replay", path]) == 0
    said = capsys.readouterr().out
    assert "Organer, der ophører: 11 som forudsagt" in said
    assert "- Triple Aim gruppe (arbejdsgruppe) [1]" in said
    assert run(["scenario", "replay", path, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["bodies_ended"]["same"]) == 11


def test_what_says_no_reform_cannot_be_replayed(folder: Path, file: Path) -> None:
    assert run(["scenario", "replay", str(file), "--seed", str(folder)]) == 2


def test_an_unknown_reform_is_a_fault(
    folder: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(
        "name: x\non: 2016-09-01\nreplays: dims\nsteps:\n- dissolve: a\n", encoding="utf-8"
    )
    assert run(["scenario", "replay", str(file), "--seed", str(folder)]) == 2
    assert "scenarie.yaml:3: replays: dims findes ikke" in capsys.readouterr().err


@pytest.mark.slow
def test_a_replay_is_not_adopted(tmp_path: Path) -> None:
    folder = tmp_path / "seed"
    shutil.copytree(SEED, folder)
    words = [
        "scenario",
        "adopt",
        str(folder / "scenarios" / "2016-ny-organisering.yaml"),
        "--seed",
        str(folder),
        "--source",
        '000:715 "at temagrupperne nedlægges"',
    ]
    assert run(words) == 2
