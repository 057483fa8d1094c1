"""Several files are changed together: all of them or none, wherever it is cut off."""

from __future__ import annotations

import base64
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import orgraph.files
from orgraph.cli.main import run
from orgraph.errors import CannotWrite, HalfWritten
from orgraph.files import create_held, write_whole
from orgraph.journal import Edit, change_together, recover
from orgraph.resources import JOURNAL
from orgraph.scenario.adopt import plan, write
from orgraph.seed.reader import read_seed
from tests.conftest import write_seed
from tests.cut_off import contents, cut_off, failing, killed_at

EDITS = (
    Edit("ny/mappe/ny.yaml", None, b"ny"),
    Edit("a.yaml", b"a foer", b"a efter"),
    Edit("b/b.yaml", b"b foer", b"b efter"),
)


def _whatever() -> None:
    """Nothing more is asked before it is written."""


def _folder(folder: Path) -> Path:
    (folder / "b").mkdir(parents=True)
    (folder / "a.yaml").write_bytes(b"a foer")
    (folder / "b" / "b.yaml").write_bytes(b"b foer")
    return folder


@pytest.fixture
def before(tmp_path: Path) -> dict[str, bytes | None]:
    return contents(_folder(tmp_path / "before"))


@pytest.fixture
def after(tmp_path: Path) -> dict[str, bytes | None]:
    folder = _folder(tmp_path / "after")
    change_together(str(folder), EDITS, _whatever)
    return contents(folder)


def test_all_of_it_is_put_in_place(
    before: dict[str, bytes | None],
    after: dict[str, bytes | None],
) -> None:
    assert after == before | {
        "ny": None,
        "ny/mappe": None,
        "ny/mappe/ny.yaml": b"ny",
        "a.yaml": b"a efter",
        "b/b.yaml": b"b efter",
    }


@pytest.mark.slow
def test_a_process_that_is_killed_anywhere_leaves_all_or_nothing_to_the_next(
    tmp_path: Path, before: dict[str, bytes | None], after: dict[str, bytes | None]
) -> None:
    at, seen = 1, []
    while killed_at(
        at,
        lambda: change_together(str(_folder(tmp_path / str(at))), EDITS, _whatever),  # noqa: B023
    ):
        folder = tmp_path / str(at)
        recover(folder)
        assert contents(folder) in (before, after)
        seen.append(contents(folder) == after)
        change_together(str(folder), EDITS, _whatever) if not seen[-1] else None
        assert contents(folder) == after
        at += 1
    assert seen == sorted(seen)  # first nothing, then all of it
    assert len(seen) > 30
    assert seen.count(False) > 25


@pytest.mark.slow
def test_a_process_that_is_killed_while_it_undoes_is_undone_by_the_next(
    tmp_path: Path,
    before: dict[str, bytes | None],
) -> None:
    states = []
    for at in range(1, 100):
        folder = _folder(tmp_path / f"half-{at}")
        if not killed_at(at, lambda: change_together(str(folder), EDITS, _whatever)):  # noqa: B023 - it is called at once
            break
        states.append(folder)
    half = [folder for folder in states if (folder / JOURNAL).exists()][
        -1
    ]  # all is in place, and it is not told yet
    assert [(half / edit.name).read_bytes() for edit in EDITS] == [edit.after for edit in EDITS]
    at = 1
    while killed_at(at, lambda: recover(shutil.copytree(half, tmp_path / str(at)))):  # noqa: B023
        recover(tmp_path / str(at))
        assert contents(tmp_path / str(at)) == before
        at += 1
    assert at > 8


@pytest.mark.slow
@pytest.mark.parametrize("code", [errno.EACCES, errno.ENOSPC])
def test_a_fault_anywhere_undoes_what_was_put_in_place(
    tmp_path: Path,
    before: dict[str, bytes | None],
    after: dict[str, bytes | None],
    code: int,
) -> None:
    at, done, named = 0, False, set()
    while not done:
        at += 1
        folder = _folder(tmp_path / str(at))
        told: Exception | None = None
        with cut_off(at, failing(code)) as system:
            try:
                change_together(str(folder), EDITS, _whatever)
            except (CannotWrite, HalfWritten) as fault:
                told = fault
        done = system.left > 0
        if isinstance(told, CannotWrite):
            assert contents(folder) == before
            assert "Intet er skrevet" in str(told)
            named |= {edit.name for edit in EDITS if edit.name in str(told)}
        recover(folder)
        assert contents(folder) == (before if told else after)
    assert named == {edit.name for edit in EDITS}


def _second_replacement(tmp_path: Path) -> int:
    """Which call to the system puts the second file in place."""
    at = 1
    while True:
        folder = _folder(tmp_path / f"trial-{at}")
        killed_at(at, lambda: change_together(str(folder), EDITS, _whatever))  # noqa: B023 - it is called at once
        if (folder / EDITS[0].name).exists():
            return at
        at += 1


def test_a_fault_that_stays_is_told_and_undone_when_it_has_gone(
    tmp_path: Path,
    before: dict[str, bytes | None],
) -> None:
    """The disk can be written to until the second file is put in place, and then not any more."""
    folder = _folder(tmp_path / "data")
    stuck = pytest.raises(
        HalfWritten, match=r"kan ikke rulles tilbage: der kan kun læses fra disken\. Giv adgang"
    )
    with cut_off(_second_replacement(tmp_path), failing(errno.EROFS), stays=True), stuck:
        change_together(str(folder), EDITS, _whatever)
    assert contents(folder) != before
    recover(folder)
    assert contents(folder) == before


def test_what_has_changed_since_is_not_written_over(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "data")
    (folder / "b" / "b.yaml").write_bytes(b"en andens")
    now = contents(folder)
    with pytest.raises(
        CannotWrite, match=r"b/b\.yaml«: filen er ændret i mellemtiden\. Intet er skrevet"
    ):
        change_together(str(folder), EDITS, _whatever)
    assert contents(folder) == now


def test_a_file_that_a_link_leads_to_inside_the_folder_is_changed_and_the_link_stays(
    tmp_path: Path,
) -> None:
    folder = _folder(tmp_path / "data")
    (folder / "a.yaml").rename(folder / "b" / "c.yaml")
    (folder / "a.yaml").symlink_to("b/c.yaml")
    change_together(str(folder), EDITS, _whatever)
    assert (folder / "a.yaml").is_symlink()
    assert (folder / "b" / "c.yaml").read_bytes() == b"a efter"


def test_a_file_that_a_link_leads_to_outside_the_folder_is_let_be(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "data")
    (folder / "a.yaml").rename(tmp_path / "ude.yaml")
    (folder / "a.yaml").symlink_to(tmp_path / "ude.yaml")
    now = contents(tmp_path)
    with pytest.raises(CannotWrite, match="den henviser til en fil uden for mappen"):
        change_together(str(folder), EDITS, _whatever)
    assert contents(tmp_path) == now


def test_what_somebody_has_put_into_a_new_folder_is_let_be(
    tmp_path: Path,
    before: dict[str, bytes | None],
) -> None:
    folder = _folder(tmp_path / "data")
    held = _second_replacement(tmp_path)
    assert killed_at(held, lambda: change_together(str(folder), EDITS, _whatever))
    (folder / "ny" / "min.txt").write_bytes(b"min")
    recover(folder)
    assert contents(folder) == before | {"ny": None, "ny/min.txt": b"min"}


# ---- Journals that nobody should obey
def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _journal(files: Any, folders: Any = ()) -> bytes:
    body = json.dumps({"files": files, "folders": folders}).encode()
    return b"orgraph-journal 1 %s %d\n%s" % (_sum(body).encode(), len(body), body)


def _back(name: str, after: bytes = b"a foer") -> bytes:
    """A journal that would have the file be something else."""
    return _journal([[name, base64.b64encode(b"ond").decode(), _sum(after)]])


OUTSIDE = [
    "../ude.yaml", "b/../../ude.yaml", "/ROOT/ude.yaml", "link/ude.yaml", "ude-link.yaml", "./a.yaml", "", ".", "..", "b//b.yaml", "a.yaml/", "x\0.yaml",
    "a.txt", ".git/config",
]  # fmt: skip
HOSTILE: dict[str, bytes] = {
    "garbage": b"\0\xff" * 300,
    "text": b"slet mig",
    "zeros": bytes(500),
    "longer": _back("a.yaml") + b"x",
    "another sum": _back("a.yaml").replace(b"b25k", b"b25l"),
    "no head": json.dumps({"files": [], "folders": []}).encode(),
    "endless head": b"orgraph-journal 1 " + b"a" * 500,
    "a list": b"orgraph-journal 1 %s 2\n[]" % _sum(b"[]").encode(),
    "deep": b"orgraph-journal 1 %s 60000\n%s" % (_sum(b"[" * 60_000).encode(), b"[" * 60_000),
    "no base64": _journal([["a.yaml", "&&&&&", _sum(b"a foer")]]),
    "a file of three": _journal([["a.yaml", None]]),
    "another folder": _journal([], ["b"]),
    "the file has changed since": _back("a.yaml", b"noget helt andet"),
    "the new file has changed since": _journal([["a.yaml", None, _sum(b"noget helt andet")]]),
}


@pytest.mark.parametrize(
    "raw", [*HOSTILE.values(), *map(_back, OUTSIDE)], ids=[*HOSTILE, *map(repr, OUTSIDE)]
)
def test_a_journal_that_does_not_fit_is_never_obeyed(tmp_path: Path, raw: bytes) -> None:
    folder = _folder(tmp_path / "data")
    for place in (tmp_path / "ude.yaml", folder / "a.txt"):
        place.write_bytes(b"a foer")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_bytes(b"a foer")
    (folder / "link").symlink_to(tmp_path)
    (folder / "ude-link.yaml").symlink_to(tmp_path / "ude.yaml")
    if b"ROOT" in base64.b64decode(base64.b64encode(raw)):
        raw = _back(f"{tmp_path}/ude.yaml")
    (folder / JOURNAL).write_bytes(raw)
    now = contents(tmp_path)
    with pytest.raises(
        HalfWritten,
        match=r"\.orgraph-journal kan ikke bruges til at rulle den tilbage: .*slet \.orgraph-journal\.$",
    ):
        recover(folder)
    assert contents(tmp_path) == now


SPECIAL: dict[str, Callable[[Path], object]] = {
    "folder": Path.mkdir,
    "pipe": os.mkfifo,
    "link": lambda path: path.symlink_to("a.yaml"),
}


@pytest.mark.parametrize("made", SPECIAL)
def test_a_journal_that_is_no_file_is_told(tmp_path: Path, made: str) -> None:
    folder = _folder(tmp_path / "data")
    SPECIAL[made](folder / JOURNAL)
    with pytest.raises(HalfWritten, match="den er ikke en almindelig fil"):
        recover(folder)


@pytest.mark.parametrize("length", [0, 5, 18, 60, 83, 90, 120])
def test_a_journal_that_was_cut_off_says_nothing_and_goes(
    tmp_path: Path,
    before: dict[str, bytes | None],
    length: int,
) -> None:
    folder = _folder(tmp_path / "data")
    (folder / JOURNAL).write_bytes(_back("a.yaml")[:length])
    recover(folder)
    assert contents(folder) == before


# ---- Readers and other writers
STORY = """
bodies:
  - {id: a, name: Gruppe A, kind: temagruppe}
  - {id: b, name: Gruppe B, kind: temagruppe}
"""
SOURCE = '900:1 "Udvalget godkender aftalen."'


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed", STORY)


def _say(line: int) -> None:
    os.write(line, b"x")


def _scenario(folder: Path, body: str, number: int = 1) -> Path:
    path = folder.parent / f"scenarie-{number}.yaml"
    path.write_text(
        f"name: Prøve\non: 2016-09-01\nid: aendring-{number}\nsteps:\n  - dissolve: {body}\n",
        "utf-8",
    )
    return path


@pytest.mark.slow
def test_an_adoption_that_is_killed_anywhere_is_whole_or_not_there(
    seed: Path,
    tmp_path: Path,
) -> None:
    adoption = plan(_scenario(seed, "a"), seed, SOURCE)
    before = contents(seed)
    whole = shutil.copytree(seed, tmp_path / "whole")
    write(adoption, whole)
    at = 1
    while killed_at(at, lambda: write(adoption, shutil.copytree(seed, tmp_path / str(at)))):  # noqa: B023 - it is called at once
        assert read_seed(tmp_path / str(at)).issues == ()
        assert contents(tmp_path / str(at)) in (before, contents(whole))
        at += 1
    assert at > 20


def test_a_reader_waits_for_a_living_writer_and_tells_when_it_takes_too_long(
    seed: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Any,
) -> None:
    monkeypatch.setattr(orgraph.files, "PATIENCE", 0.1)
    monkeypatch.setattr("orgraph.journal.hold", lambda path: orgraph.files.hold(path, 0.1))
    held = create_held(str(seed / JOURNAL))
    assert held is not None
    for words in (["show", "a"], ["verify"], ["check"], ["site", str(seed.parent / "websted")]):
        assert run([*words, "--seed", str(seed)]) == 2
        assert "en anden orgraph er ved at skrive i dem. Vent lidt" in capsys.readouterr().err
    assert (seed / JOURNAL).exists()
    os.close(held)
    assert run(["show", "a", "--seed", str(seed)]) == 0
    assert not (seed / JOURNAL).exists()


def test_a_reader_that_comes_while_it_is_written_reads_the_one_or_the_other(seed: Path) -> None:
    adoption = plan(_scenario(seed, "[a, b]"), seed, SOURCE)
    ready, begun = os.pipe()
    child = os.fork()
    if child == 0:
        edits = [
            Edit(name, None if old is None else old.encode(), new.encode())
            for name, old, new in adoption.files
        ]
        try:
            change_together(str(seed), edits, partial(_say, begun))
        finally:
            os._exit(0)
    os.read(ready, 1)
    loaded = read_seed(seed)
    os.waitpid(child, 0)
    assert loaded.issues == ()
    ended = [
        bool((found := loaded.organisation.find_node(name)) and found.validity.ended_by)
        for name in ("a", "b")
    ]
    assert (loaded.organisation.find_node("aendring-1") is not None, *ended) in {
        (True, True, True),
        (False, False, False),
    }


def test_of_those_who_adopt_at_once_one_wins_and_the_others_are_told(seed: Path) -> None:
    """Each changes a file of its own; but what it tried on a copy is not what the others leave."""
    for body in "cdef":
        (seed / f"{body}.yaml").write_text(
            f"bodies:\n  - {{id: {body}, name: Gruppe {body}, kind: temagruppe, basis: udledt, reasoning: f}}\n",
            "utf-8",
        )
    adoptions = [
        plan(_scenario(seed, body, number), seed, SOURCE) for number, body in enumerate("cdef")
    ]
    wait, start = os.pipe()

    def adopt(adoption: Any) -> int:
        child = os.fork()
        if child:
            return child
        os.close(start)
        os.read(wait, 1)
        try:
            write(adoption, seed)
            os._exit(0)
        except (CannotWrite, HalfWritten):
            os._exit(1)
        finally:
            os._exit(2)

    children = [adopt(adoption) for adoption in adoptions]
    os.close(start)
    assert sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children) == [
        0,
        1,
        1,
        1,
    ]
    assert len(list((seed / "vedtagne-omlaegninger").iterdir())) == 1
    assert read_seed(seed).issues == ()


def test_nothing_is_left_of_an_adoption_that_fails(seed: Path) -> None:
    adoption = plan(_scenario(seed, "a"), seed, SOURCE)
    (seed / "anden.yaml").write_text("# en ny fil\n", "utf-8")
    now = contents(seed)
    with pytest.raises(CannotWrite, match=r"anden\.yaml«: filen er ændret i mellemtiden"):
        write(adoption, seed)
    assert contents(seed) == now


def test_an_edit_at_the_very_last_moment_is_let_be_and_all_else_undone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody saves the last of the files when others have taken their places."""
    folder = _folder(tmp_path / "data")
    real = orgraph.files.Partial.put_in_place

    def place(partial: orgraph.files.Partial) -> None:
        real(partial)
        (folder / "b" / "b.yaml").write_bytes(b"min rettelse")

    monkeypatch.setattr(orgraph.files.Partial, "put_in_place", place)
    with pytest.raises(
        CannotWrite, match=r"b\.yaml«: filen er ændret i mellemtiden\. Intet er skrevet"
    ):
        change_together(str(folder), EDITS, _whatever)
    assert contents(folder) == {"a.yaml": b"a foer", "b": None, "b/b.yaml": b"min rettelse"}


def test_an_edit_at_the_very_last_moment_of_a_single_file_is_let_be(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_bytes(b"rettet")
    with pytest.raises(CannotWrite, match="filen er ændret i mellemtiden"):
        write_whole(tmp_path / "s.yaml", b"ny", instead_of=b"gammel")
    assert contents(tmp_path) == {"s.yaml": b"rettet"}


def test_what_was_written_is_named_beside_what_somebody_has_changed_since(tmp_path: Path) -> None:
    for at in range(1, 100):
        folder = _folder(tmp_path / str(at))
        assert killed_at(at, lambda: change_together(str(folder), EDITS, _whatever))  # noqa: B023
        written = (folder / "a.yaml").read_bytes() == b"a efter"
        if written and (folder / "b" / "b.yaml").read_bytes() == b"b foer":
            break
    (folder / "b" / "b.yaml").write_bytes(b"min rettelse")
    with pytest.raises(
        HalfWritten,
        match=r"b/b\.yaml er ændret siden\. Vedtagelsen havde allerede skrevet ny/mappe/ny\.yaml"
        r" og a\.yaml\. Hold filerne mod en sikkerhedskopi",
    ):
        recover(folder)
    assert (folder / "b" / "b.yaml").read_bytes() == b"min rettelse"
