"""A decided scenario is written into the seed: what ends where it stands, what is new in a file of its own; all of it, or nothing."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from textwrap import dedent

import pytest

from orgraph.cli.main import run
from orgraph.errors import BadSeed, CannotAdopt, CannotWrite
from orgraph.facts import Fact
from orgraph.organisation import Organisation
from orgraph.scenario.adopt import plan, write
from orgraph.scenario.apply import apply
from orgraph.scenario.reader import read_scenario
from orgraph.seed.edits import CannotEdit, insert_entry, set_key
from orgraph.seed.reader import read_seed
from tests.conftest import write_seed

STORY = """
# Øverst i filen
bodies:
  - {id: a, name: Gruppe A, kind: temagruppe}   # den første
  - id: b
    name: Gruppe B   # et navn
    kind: temagruppe

    # om kilden
    note: en note
  - {id: udvalg, name: Udvalget, kind: udvalg}
tasks:
  - {id: t1, name: 'Opgave {1}, den: første', kind: opgave}
processes:
  - id: proces
    name: Processen
    steps:
      - order: 1
        actors: [b]
        action: skriver
        basis: udledt
        reasoning: fortælling
      - {order: 2, actors: udvalg, action: læser, basis: udledt, reasoning: fortælling}
relations:
  # hvem svarer for hvad
  - a ansvarlig-for t1: {}
  - a refererer-til udvalg: {condition: 'når, og hvis}', verb: hører under}
  - b refererer-til udvalg:
      verb: hører under   # verbet
      # sidste
"""
SOURCE = '900:1 "Udvalget godkender aftalen."'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed", STORY)


def scenario(folder: Path, steps: str, head: str = "on: 2016-09-01\nid: aendring-1") -> Path:
    path = folder.parent / "scenarie.yaml"
    path.write_text(f"name: Prøve\n{head}\nsteps:\n{dedent(steps)}", encoding="utf-8")
    return path


def facts_of(organisation: Organisation) -> dict[str, Fact]:
    return {fact.id: fact for fact in organisation.list_facts()}


STEPS = [
    "- dissolve: [a, b]",
    "- merge: {from: [a, b], into: {id: ny, name: 'Ny: den', kind: udvalg}}",
    "- merge: {from: b, into: a}",
    "- rename: {id: a, name: 'Gruppe #1: Å'}\n- change_kind: {set: b, kind: råd}\n- rename: {id: b, name: Råd B}",
    "- split: {from: a, into: [{to: b, relation: ansvarlig-for}, {to: {id: ny, name: Ny, kind: råd}, rest: true}]}",
    "- move: {set: [a, b], to: udvalg, relation: eskalerer-til}\n- revoke: {relation: refererer-til, from: [a, b]}",
    "- create: {id: p2, name: P2, kind: proces, steps: [{order: 1, actors: a, action: begynder, basis: udledt, reasoning: fordi}]}\n- appoint: {from: a, to: udvalg, value: 2, by: b}",
    "- transfer: {relation: ansvarlig-for, from: a, to: b}\n  on: 2017-01-01\n- transfer: {relation: ansvarlig-for, from: b, to: udvalg}\n  on: 2018-01-01\n",
]  # fmt: skip


@pytest.mark.parametrize("steps", STEPS)
def test_the_seed_then_says_what_the_scenario_said(folder: Path, steps: str) -> None:
    path = scenario(folder, steps)
    before = read_seed(folder).organisation
    wanted = apply(before, read_scenario(path, before, folder, decided=(SOURCE,))).organisation
    adoption = plan(path, folder, SOURCE)
    write(adoption, folder)
    again = read_seed(folder)
    assert [str(issue) for issue in again.issues] == []
    assert facts_of(again.organisation) == facts_of(wanted)
    assert {node.status for node in again.organisation.list_kind("omlægning")} == {"gældende"}
    with pytest.raises(BadSeed, match="står allerede i data"):
        read_scenario(path, again.organisation)


def test_only_the_lines_that_say_it_are_changed(folder: Path) -> None:
    old = (folder / "facts.yaml").read_text(encoding="utf-8")
    write(
        plan(
            scenario(
                folder, "- dissolve: [a, b]\n- revoke: {relation: refererer-til, from: [a, b]}"
            ),
            folder,
            SOURCE,
        ),
        folder,
    )
    new = (folder / "facts.yaml").read_text(encoding="utf-8")
    assert [line for line in new.split("\n") if line not in old.split("\n")] == [
        "  - {id: a, name: Gruppe A, kind: temagruppe, valid_to: aendring-1}   # den første",
        "    valid_to: aendring-1",
        "  - a refererer-til udvalg: {condition: 'når, og hvis}', verb: hører under, valid_to: aendring-1}",
        "      valid_to: aendring-1",
    ]
    assert [line for line in old.split("\n") if line not in new.split("\n")] == [
        "  - {id: a, name: Gruppe A, kind: temagruppe}   # den første",
        "  - a refererer-til udvalg: {condition: 'når, og hvis}', verb: hører under}",
    ]


def test_line_ends_are_kept(folder: Path) -> None:
    path = folder / "facts.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    write(plan(scenario(folder, "- dissolve: [a, b]"), folder, SOURCE), folder)
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    assert read_seed(folder).issues == ()


def test_nothing_is_written_before_it_is_said_and_wanted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    words = [
        "scenario",
        "adopt",
        str(scenario(folder, "- dissolve: a")),
        "--seed",
        str(folder),
        "--source",
        SOURCE,
    ]
    assert run(words) == 0
    said = capsys.readouterr().out
    assert (
        "+  - {id: a, name: Gruppe A, kind: temagruppe, valid_to: aendring-1}   # den første"
        in said
    )
    assert "Skriv det med --yes" in said
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert run([*words, "--yes"]) == 0
    assert "vedtagne-omlaegninger/aendring-1.yaml" in capsys.readouterr().out
    assert run(["check", "--seed", str(folder)]) == 0
    assert run(["verify", "--seed", str(folder)]) == 0
    assert run([*words, "--yes"]) == 2


REFUSED = [
    ("- dissolve: a", '900:1 "Det står der ikke"', None, BadSeed, "står ikke i 900:1-1"),
    ("- dissolve: a", "Udvalget", None, BadSeed, "kan ikke læses"),
    ("- dissolve: a", " ", None, BadSeed, "nøglen source er tom"),
    ("- dissolve: a", "901:1", None, BadSeed, "dokumentet 901 er ukendt"),
    ("- rename: {id: a, name: Gruppe A}", SOURCE, None, CannotAdopt, "ændrer intet"),
    ("- dissolve: dims", SOURCE, None, BadSeed, "dims findes ikke"),
    ("- dissolve: a", SOURCE, "../ude.yaml", CannotWrite, "i datamappen"),
    ("- dissolve: a", SOURCE, "seed/facts.yaml", CannotWrite, "findes allerede"),
    ("- dissolve: a", SOURCE, "seed/scenarios/ny.yaml", CannotWrite, "rummer ikke forhold"),
    ("- dissolve: a", SOURCE, "seed/ny.txt", CannotWrite, "i datamappen"),
]


@pytest.mark.parametrize(
    ("steps", "source", "to", "fault", "what"), REFUSED, ids=[row[4] for row in REFUSED]
)
def test_what_cannot_be_adopted_is_refused(
    folder: Path, steps: str, source: str, to: str | None, fault: type[Exception], what: str
) -> None:
    with pytest.raises(fault, match=what):
        plan(scenario(folder, steps), folder, source, str(folder.parent / to) if to else None)


NO_NAMES = [
    (".ny.yaml", "».ny.yaml« læses ikke, for sådan et navn hører til andre programmer"),
    ("~$x.yaml", "»~$x.yaml« læses ikke, for sådan et navn hører til andre programmer"),
    ("lost+found/x.yaml", "»lost+found« læses ikke, for sådan et navn hører til andre programmer"),
    ("nyt/.gem/x.yaml", "».gem« læses ikke, for sådan et navn hører til andre programmer"),
    ("facts.yaml/ny.yaml", "»facts.yaml« er ikke en mappe"),
    ("facts.yaml/dyb/ny.yaml", "»facts.yaml« er ikke en mappe"),
    ("scenarios/x.yaml", "mappen »scenarios« rummer ikke forhold"),
    ("Scenarios/x.yaml", "mappen »Scenarios« rummer ikke forhold"),
    ("DOCUMENTS/dyb/x.yaml", "mappen »DOCUMENTS« rummer ikke forhold"),
    ("VOCABULARY.yml", "»VOCABULARY.yml« er ordlistens navn"),
    ("facts.yaml", "den findes allerede"),
    ("mappe.yaml", "det er en mappe"),
    ("nyt/" + "x" * 300 + ".yaml", "navnet er for langt"),
    ("x" * 300 + "/ny.yaml", "navnet er for langt"),
    ("nul\0.yaml", "navnet rummer et nultegn"),
    ("omr\udce5de.yaml", "navnet rummer tegn, der ikke kan skrives"),
]


@pytest.mark.parametrize(("to", "why"), NO_NAMES, ids=[ascii(row[0])[:30] for row in NO_NAMES])
def test_a_name_that_no_file_of_facts_can_have_is_refused_before_anything_is_done(
    folder: Path, to: str, why: str
) -> None:
    (folder / "mappe.yaml").mkdir()
    before = sorted(folder.rglob("*"))
    for way in (to, str(folder / to)):
        with pytest.raises(CannotWrite, match=f": {re.escape(why)}\\. Vælg et andet sted\\.$"):
            plan(scenario(folder, "- dissolve: a"), folder, SOURCE, way)
    assert sorted(folder.rglob("*")) == before


def test_a_folder_deeper_down_may_be_called_as_those_that_hold_no_facts(folder: Path) -> None:
    adoption = plan(
        scenario(folder, "- dissolve: a"), folder, SOURCE, "nyt/scenarios/vocabulary.yaml"
    )
    assert adoption.files[0][0] == "nyt/scenarios/vocabulary.yaml"


def test_a_relative_name_of_the_new_file_is_meant_from_the_seed_folder(folder: Path) -> None:
    adoption = plan(scenario(folder, "- dissolve: a"), folder, SOURCE, "nyt/slut.yaml")
    assert "nyt/slut.yaml" in [name for name, _, _ in adoption.files]


def test_what_check_would_complain_of_is_not_written(folder: Path) -> None:
    """A relation that begins after its body has ended lies outside its life."""
    text = (folder / "facts.yaml").read_text(encoding="utf-8")
    (folder / "facts.yaml").write_text(
        text + "  - a godkender t1: {valid_from: 2020}\n", encoding="utf-8"
    )
    with pytest.raises(CannotAdopt, match="uden for den tid"):
        plan(scenario(folder, "- dissolve: a"), folder, SOURCE)


def test_a_kept_question_that_would_get_another_answer_is_said(folder: Path) -> None:
    (folder / "questions").mkdir()
    kept = "questions:\n  - {id: q1, question: Hvem?, ask: responsible t1, at: 2017-01-01, expect: {ansvarlig-for: a}}\n"
    (folder / "questions" / "900.yaml").write_text(kept, encoding="utf-8")
    with pytest.raises(CannotAdopt, match="q1"):
        plan(scenario(folder, "- dissolve: a"), folder, SOURCE)


def test_a_fact_that_shares_its_line_is_named(folder: Path) -> None:
    text = (folder / "facts.yaml").read_text(encoding="utf-8")
    (folder / "facts.yaml").write_text(
        text + "agreements: [{id: x, name: X, kind: aftale}, {id: y, name: Y, kind: aftale}]\n",
        encoding="utf-8",
    )
    with pytest.raises(BadSeed, match="deler linje med andre"):
        plan(scenario(folder, "- dissolve: y"), folder, SOURCE)


def test_a_disk_without_room_for_the_copy_is_told_with_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("orgraph.scenario.adopt.shutil.copyfile", full)
    with pytest.raises(CannotWrite, match=r"disken er fuld\. Giv plads til en kopi af data"):
        plan(scenario(folder, "- dissolve: a"), folder, SOURCE)


def test_a_file_that_changes_in_the_meantime_is_not_written_over(folder: Path) -> None:
    adoption = plan(scenario(folder, "- dissolve: a"), folder, SOURCE)
    path = folder / "facts.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# ny linje\n", encoding="utf-8")
    with pytest.raises(CannotWrite, match="i mellemtiden"):
        write(adoption, folder)
    assert not (folder / "vedtagne-omlaegninger" / "aendring-1.yaml").exists()
    assert not list(folder.rglob("*.partial"))


# ---- The seed has moved
MOVED = [
    ("{id: a, name: Gruppe A, kind: temagruppe}", "{id: a, name: Gruppe AA, kind: temagruppe}", "a er ændret"),
    ("  - {id: a, name: Gruppe A, kind: temagruppe}", "  - {id: a, name: Gruppe A, kind: temagruppe}\n  - {id: c, name: C, kind: temagruppe}", "c er kommet til"),
    ("    kind: temagruppe\n", "    kind: råd\n", "b er ændret"),
    ("verb: hører under   # verbet", "verb: hører til", "b:refererer-til:udvalg er ændret"),
    ("  - a ansvarlig-for t1: {}\n", "", "a:ansvarlig-for:t1 findes ikke længere"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), MOVED, ids=[row[2] for row in MOVED])
def test_a_seed_that_has_moved_is_told_fact_by_fact(
    folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    steps = "- revoke: {relation: [ansvarlig-for, refererer-til], from: {kind: temagruppe}}\n- dissolve: {kind: temagruppe}"
    path = scenario(folder, steps)
    words = [str(path), "--seed", str(folder)]
    assert run(["scenario", "stamp", *words]) == 0
    assert run(["scenario", "stamp", *words]) == 0
    assert path.read_text(encoding="utf-8").count("made_on:") == 1
    assert run(["scenario", "adopt", *words, "--source", SOURCE]) == 0
    capsys.readouterr()
    text = (folder / "facts.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "facts.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    assert run(["scenario", "show", *words]) == 0
    assert said in capsys.readouterr().out
    assert run(["scenario", "diff", *words]) == 0
    assert said in capsys.readouterr().err
    assert run(["scenario", "adopt", *words, "--source", SOURCE, "--yes"]) == 1
    assert said in capsys.readouterr().out
    assert not (folder / "vedtagne-omlaegninger").exists()


# ---- Edits of text
EDITS = [
    ("- a b c: {}", "- a b c: {k: v}"),
    ("- a b c: {x: 1} # hvorfor", "- a b c: {x: 1, k: v} # hvorfor"),
    ("- a b c: {x: 1, k: w, y: [1, 2]}", "- a b c: {x: 1, k: v, y: [1, 2]}"),
    ("- a b c: {k: 'w, }', y: \"\\\"}\"}", "- a b c: {k: v, y: \"\\\"}\"}"),
    ("- a b c:\n    x: 1", "- a b c:\n    x: 1\n    k: v"),
    ("- a b c:\n    x: 1\n    # sidst\n\n- d e f: {}", "- a b c:\n    x: 1\n    k: v\n    # sidst\n\n- d e f: {}"),
    ("- a b c:\n    k: en lang\n      linje\n    # om y\n    y: 2", "- a b c:\n    k: v\n    # om y\n    y: 2"),
    ("- id: a\n  name: A", "- id: a\n  name: A\n  k: v"),
    ("- k: w\n  name: A", "- k: v\n  name: A"),
    ("- {id: a,\n   name: A}", "- {id: a,\n   name: A, k: v}"),
    ("- 'a b c': {x: 1}", "- 'a b c': {x: 1, k: v}"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), EDITS, ids=[row[0] for row in EDITS])
def test_a_key_is_set_where_it_stands(before: str, after: str) -> None:
    assert "\n".join(set_key(before.split("\n"), 0, "k", "v")) == after


@pytest.mark.parametrize("text", ["x: 1", "", "- {a: 1", "- {a: 'b}"])
def test_what_is_no_entry_is_not_edited(text: str) -> None:
    with pytest.raises(CannotEdit):
        set_key(text.split("\n"), 0, "k", "v")


def test_an_entry_is_put_after_another_as_deep_as_it() -> None:
    assert insert_entry(["steps:", "  - order: 1", "    # sidst", "næste: 1"], 1, "      - order: 2\n        x: 1\n") == [
        "steps:", "  - order: 1", "  - order: 2", "    x: 1", "    # sidst", "næste: 1",
    ]  # fmt: skip
