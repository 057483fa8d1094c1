"""The fingerprints are put into the scenario's file, and nothing else in it changes."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from orgraph.cli.main import run
from orgraph.scenario.baseline import HEAD
from orgraph.scenario.reader import read_scenario
from orgraph.seed.edits import Text, insert_entry, set_key
from orgraph.seed.reader import read_seed
from tests.conftest import write_seed

STORY = """
bodies:
  - {id: a, name: Organ A, kind: udvalg}
  - {id: b, name: Organ B, kind: udvalg}
"""
BOM = "\ufeff"
STEPS = "steps:\n  - dissolve: a\n"
PLAIN = f"name: S\non: 2016-09-01\n{STEPS}"
MARK = "# Sådan så det ud, …\nmade_on:\n  a: …\n"  # as it is told here


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed", STORY)


def _stamp(seed: Path, text: str) -> tuple[int, str]:
    """The exit status, and the file afterwards with the fingerprint and the heading shortened."""
    path = seed.parent / "s.yaml"
    path.write_bytes(text.encode("utf-8"))
    status = run(["scenario", "stamp", str(path), "--seed", str(seed)])
    after = path.read_bytes().decode("utf-8")
    made = read_scenario(path, read_seed(seed).organisation).baseline
    for _, mark in made if status == 0 else ():
        after = after.replace(mark, "…")
    return status, after.replace(HEAD, "# Sådan så det ud, …").replace("'…'", "…")


STAMPED = {
    "plain": (PLAIN, PLAIN + MARK),
    "no last line end": (PLAIN.rstrip("\n"), (PLAIN + MARK).rstrip("\n")),
    "blank lines last": (f"{PLAIN}\n\n", f"{PLAIN}\n\n{MARK}"),
    "a comment last": (f"{PLAIN}# slut", f"{PLAIN}# slut\n{MARK}".rstrip("\n")),
    "windows": (PLAIN.replace("\n", "\r\n"), (PLAIN + MARK).replace("\n", "\r\n")),
    "windows with a mark of order": (BOM + PLAIN.replace("\n", "\r\n"), BOM + (PLAIN + MARK).replace("\n", "\r\n")),
    "windows without a last line end": (PLAIN.replace("\n", "\r\n").rstrip(), (PLAIN + MARK).replace("\n", "\r\n").rstrip()),
    "mixed ends": (f"name: S\r\non: 2016-09-01\n{STEPS}", f"name: S\r\non: 2016-09-01\n{STEPS}{MARK}"),
    "mixed the other way": (f"name: S\non: 2016-09-01\n{STEPS}".replace("a\n", "a\r\n"), PLAIN.replace("a\n", "a\r\n") + MARK.replace("\n", "\r\n")),
    "the end of a document": (f"{PLAIN}...\n", f"{PLAIN}{MARK}...\n"),
    "both ends of a document": (f"---\n{PLAIN}... # slut\n# efter\n", f"---\n{PLAIN}{MARK}... # slut\n# efter\n"),
    "quoted keys": (f"'name': S\n\"on\": 2016-09-01\n{STEPS}", f"'name': S\n\"on\": 2016-09-01\n{STEPS}{MARK}"),
    "quoted and there": (f"{PLAIN}\"made_on\": {{}}\n", PLAIN + MARK),
    "quoted with a space": (f"{PLAIN}'made_on' :\n  x: y\n", PLAIN + MARK),
    "indented": (f"  {PLAIN}".replace("\n", "\n  ").rstrip(" "), f"  {PLAIN}{MARK}".replace("\n", "\n  ").rstrip(" ")),
    "between braces": (f"{PLAIN}made_on: {{x: y,\n  z: v}}\n", PLAIN + MARK),
    "stamped before": (f"{PLAIN}{HEAD}\nmade_on:\n  x: y\n  z: v\n", PLAIN + MARK),
    "stamped first": (f"{HEAD}\nmade_on:\n  x: y\n\n# om navnet\n{PLAIN}", f"{MARK}\n# om navnet\n{PLAIN}"),
    "comments among them": (f"{PLAIN}made_on:\n  # om x\n  x: y\n  # slut\n", f"{PLAIN}  # om x\n{MARK}  # slut\n"),
    "a text of lines": (f"{PLAIN}reasoning: |\n  made_on:\n    x: y\n", f"{PLAIN}reasoning: |\n  made_on:\n    x: y\n{MARK}"),
    "flow below": ("name: S\non: 2016-09-01\nsteps: [{dissolve: a}]\n", f"name: S\non: 2016-09-01\nsteps: [{{dissolve: a}}]\n{MARK}"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), STAMPED.values(), ids=STAMPED)
def test_only_the_fingerprints_are_put_in(seed: Path, before: str, after: str) -> None:
    assert _stamp(seed, before) == (0, after)
    again = (seed.parent / "s.yaml").read_bytes()
    assert run(["scenario", "stamp", str(seed.parent / "s.yaml"), "--seed", str(seed)]) == 0
    assert (seed.parent / "s.yaml").read_bytes() == again


REFUSED = {
    "all between braces": "{name: S, on: 2016-09-01, steps: [{dissolve: a}]}\n",
    "all between braces on lines": "{\nname: S,\non: 2016-09-01,\nsteps: [{dissolve: a}]\n}\n",
    "between braces and there": "{name: S, on: 2016-09-01, steps: [{dissolve: a}], made_on: {a: b}}\n",
    "braces after the mark of a document": "--- {name: S, on: 2016-09-01, steps: [{dissolve: a}]}\n...\n",
    "a text of lines without an end": f"{PLAIN}reasoning: |\n  fordi",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_they_cannot_be_put_into_is_told_and_let_be(
    seed: Path,
    text: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _stamp(seed, text) == (2, text)
    assert (
        "kan der ikke føjes mærker til det. Skriv hver af dets nøgler på en linje for sig"
        in capsys.readouterr().err
    )


def test_mode_and_link_are_kept(seed: Path) -> None:
    path = seed.parent / "andet" / "s.yaml"
    path.parent.mkdir()
    path.write_text(PLAIN, "utf-8")
    path.chmod(0o640)
    (seed.parent / "link.yaml").symlink_to(path)
    assert run(["scenario", "stamp", str(seed.parent / "link.yaml"), "--seed", str(seed)]) == 0
    assert (seed.parent / "link.yaml").is_symlink()
    assert "made_on" in path.read_text("utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_fingerprints_go_when_there_is_nothing_to_note(seed: Path) -> None:
    quiet = "name: S\non: 2016-09-01\nsteps: []\n"
    assert _stamp(seed, f"{quiet}{HEAD}\nmade_on:\n  x: y\n") == (0, quiet)


# ---- Edits of a seed's files
ENDS = {
    "unix": "- a b c:\n    x: 1\n- d e f: {}\n",
    "windows": "- a b c:\r\n    x: 1\r\n- d e f: {}\r\n",
    "mixed": "- a b c:\r\n    x: 1\n- d e f: {}\r\n",
    "no last end": "- a b c:\r\n    x: 1\r\n- d e f: {}",
    "a mark of order": f"{BOM}# om\r\n- a b c:\n    x: 1\n- d e f: {{}}\n",
}


@pytest.mark.parametrize("text", ENDS.values(), ids=ENDS)
def test_lines_keep_their_ends_when_others_are_changed(text: str) -> None:
    first = int(text.startswith(BOM))
    file = Text(text)
    assert str(file) == text
    file.change(first + 2, insert_entry, "- g h i: {}\n")
    file.change(first + 2, set_key, "k", "v")
    file.change(first, set_key, "k", "v")
    old = text.splitlines(keepends=True)
    ends = ["\r\n" if line.endswith("\r\n") else "\n" for line in old]
    last = ends[first + 2] if old[-1].endswith("\n") else ends[first + 1]
    new = [
        *old[: first + 2],
        "    k: v" + ends[first],
        "- d e f: {k: v}" + last,
        "- g h i: {}" + (last if old[-1].endswith("\n") else ""),
    ]
    assert str(file) == "".join(new)


QUOTED = [
    ("- id: a\n  'k': w", "- id: a\n  k: v"),
    ('- id: a\n  "k" : w\n  x: 1', "- id: a\n  k: v\n  x: 1"),
    ('- {"id":"a","k":"w"}', '- {"id":"a",k: v}'),
    ("- {id: a, 'k' : w, x: 1}", "- {id: a, k: v, x: 1}"),
]


@pytest.mark.parametrize(("before", "after"), QUOTED, ids=[row[0] for row in QUOTED])
def test_a_quoted_key_is_the_same_key(before: str, after: str) -> None:
    assert "\n".join(set_key(before.split("\n"), 0, "k", "v")) == after


def test_an_adoption_keeps_ends_and_mark_of_every_line_that_stays(seed: Path) -> None:
    path = seed / "facts.yaml"
    lines = path.read_bytes().decode("utf-8").split("\n")
    path.write_bytes(
        (
            BOM
            + "".join(line + ("\r\n" if number % 2 else "\n") for number, line in enumerate(lines))
        ).encode("utf-8")
    )
    before = path.read_bytes().split(b"\n")
    (seed.parent / "s.yaml").write_text(PLAIN, "utf-8")
    words = [
        "scenario",
        "adopt",
        str(seed.parent / "s.yaml"),
        "--seed",
        str(seed),
        "--source",
        '900:1 "Udvalget godkender aftalen."',
        "--yes",
    ]
    assert run(words) == 0
    after = path.read_bytes().split(b"\n")
    differing = [
        number for number, (old, new) in enumerate(zip(before, after, strict=True)) if old != new
    ]
    assert len(differing) == 1
    assert b"valid_to: " in after[differing[0]]
    assert after[differing[0]].endswith(b"\r") == before[differing[0]].endswith(b"\r")
    assert after[0].startswith(BOM.encode("utf-8"))
