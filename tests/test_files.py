"""A file is written whole or not at all, where its name leads; what cannot be written is told."""

from __future__ import annotations

import errno
import os
import re
import resource
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import orgraph.files
from orgraph.errors import CannotWrite
from orgraph.files import PARTIAL, Partial, create_held, partial_of, write_new, write_whole
from tests.conftest import write_seed
from tests.cut_off import contents, cut_off, failing, killed_at

OLD, NEW = b"gammel", b"ny" * 5_000


# ---- What stands there already
def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "andet").mkdir()
    (tmp_path / "andet" / "fil").write_bytes(OLD)
    (tmp_path / "midt").symlink_to("andet/fil")
    (tmp_path / "henvisning").symlink_to("midt")
    write_whole(tmp_path / "henvisning", NEW)
    assert os.readlink(tmp_path / "henvisning") == "midt"
    assert contents(tmp_path) == {"andet": None, "andet/fil": NEW, "midt": NEW, "henvisning": NEW}


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755])
def test_an_old_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    (tmp_path / "fil").write_bytes(OLD)
    (tmp_path / "fil").chmod(mode)
    write_whole(tmp_path / "fil", NEW)
    assert stat.S_IMODE((tmp_path / "fil").stat().st_mode) == mode


def test_a_new_file_has_the_mode_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "en").write_bytes(b"")
    write_whole(tmp_path / "to", NEW)
    write_new(tmp_path / "tre", NEW)
    assert {(tmp_path / name).stat().st_mode for name in ("to", "tre")} == {
        (tmp_path / "en").stat().st_mode
    }


def test_a_terminal_is_written_to() -> None:
    ours, theirs = os.openpty()
    name = os.ttyname(theirs)
    before = os.stat(name).st_ino
    write_whole(Path(name), b"ord")
    assert os.read(ours, 10) == b"ord"
    assert os.stat(name).st_ino == before
    os.close(ours)
    os.close(theirs)


def test_a_pipe_is_written_to_when_somebody_reads(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE) as reader:
        kept = os.open(tmp_path / "pipe", os.O_WRONLY)  # waits until the reader is there
        write_whole(tmp_path / "pipe", NEW)
        os.close(kept)
        assert reader.stdout is not None
        assert reader.stdout.read() == NEW
    assert (tmp_path / "pipe").is_fifo()


# ---- What cannot be written
def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    home = os.getcwd()
    os.chdir(path.parent)  # the names of sockets are short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(home)


def _nothing(path: Path) -> None:
    """Nothing stands there."""


REFUSED: list[tuple[str, Callable[[Path], object], str, str]] = [
    ("en mappe", Path.mkdir, "fil", "det er en mappe"),
    (
        "en henvisning til intet",
        lambda path: path.symlink_to("intet"),
        "fil",
        "det er en henvisning til noget, der ikke findes",
    ),
    ("en ring", lambda path: path.symlink_to("fil"), "fil", "henvisningerne fører i ring"),
    ("et rør uden læser", _pipe, "fil", "der er ingen, der læser i den anden ende"),
    ("en sokkel", _socket, "fil", "det er ikke en almindelig fil"),
    ("et for langt navn", _nothing, "x" * 300, "navnet er for langt"),
    ("et nultegn", _nothing, "x\0y", "navnet rummer et nultegn"),
    ("ingen mappe", _nothing, "mangler/fil", "mappen, den skal stå i, findes ikke"),
    ("en fil som mappe", Path.touch, "fil/fil", "en del af stien er ikke en mappe"),
]


def standing(folder: Path) -> list[tuple[int, ...]]:
    """What stands in a folder, but for when it was last read: to look at a link is to read it."""
    found = [path.lstat() for path in folder.iterdir()]
    return sorted(
        (each.st_ino, each.st_mode, each.st_size, each.st_mtime_ns, each.st_ctime_ns)
        for each in found
    )


@pytest.mark.parametrize(
    ("stands", "name", "why"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_cannot_be_written_is_told_and_let_be(
    tmp_path: Path,
    stands: Callable[[Path], object],
    name: str,
    why: str,
) -> None:
    stands(tmp_path / "fil")
    before = standing(tmp_path)
    with pytest.raises(CannotWrite, match=f"^Der kan ikke skrives til »[^»]*«: {why}.*\\.$"):
        write_whole(tmp_path / name, NEW)
    assert standing(tmp_path) == before


@pytest.mark.parametrize(
    "stands",
    [Path.touch, Path.mkdir, lambda path: path.symlink_to("intet"), _pipe],
    ids=["file", "folder", "link", "pipe"],
)
def test_what_must_be_new_takes_the_place_of_nothing(
    tmp_path: Path,
    stands: Callable[[Path], object],
) -> None:
    stands(tmp_path / "fil")
    with pytest.raises(CannotWrite, match="den findes allerede"):
        write_new(tmp_path / "fil", NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["fil"]


def test_the_longest_name_that_a_disk_takes_can_be_written(tmp_path: Path) -> None:
    for name in ("x" * 255, "å" * 127):
        write_whole(tmp_path / name, NEW)
    assert set(contents(tmp_path).values()) == {NEW}


def test_a_file_that_grows_too_large_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(OLD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(CannotWrite, match="den bliver for stor"):
            write_whole(tmp_path / "fil", NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(tmp_path) == {"fil": OLD}


# ---- Cut off
WAYS = {"whole": write_whole, "new": write_new}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_fault_anywhere_leaves_the_old_or_the_new_and_nothing_else(
    tmp_path: Path,
    way: str,
    code: int,
) -> None:
    at, done = 0, False
    while not done:
        at += 1
        folder = tmp_path / str(at)
        folder.mkdir()
        if way == "whole":
            (folder / "fil").write_bytes(OLD)
        before = contents(folder)
        told = ""
        with cut_off(at, failing(code)) as system:
            try:
                WAYS[way](folder / "fil", NEW)
            except CannotWrite as fault:
                told = str(fault)
        done = system.left > 0
        assert contents(folder) in (before, {"fil": NEW})
        assert told or contents(folder) == {"fil": NEW}
        assert done == (not told) or contents(folder) == {"fil": NEW}
    assert at > 4


@pytest.mark.parametrize("way", WAYS)
def test_a_process_that_is_killed_anywhere_leaves_the_old_or_the_new(
    tmp_path: Path,
    way: str,
) -> None:
    at = 1
    while killed_at(at, lambda: WAYS[way](_folder(tmp_path / str(at), way) / "fil", NEW)):  # noqa: B023 - it is called at once
        folder = tmp_path / str(at)
        left = (folder / "fil").read_bytes() if (folder / "fil").exists() else None
        assert left in ((OLD, NEW) if way == "whole" else (None, NEW))
        write_whole(folder / "fil", b"igen")
        assert contents(folder) == {"fil": b"igen"}
        at += 1
    assert at > 4


def _folder(folder: Path, way: str) -> Path:
    folder.mkdir()
    if way == "whole":
        (folder / "fil").write_bytes(OLD)
    return folder


# ---- Two at once
def test_what_another_process_is_writing_is_waited_for_and_then_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(orgraph.files, "PATIENCE", 0.1)
    with (
        Partial(str(tmp_path / "fil")),
        pytest.raises(CannotWrite, match="et andet program er ved at skrive den"),
    ):
        write_whole(tmp_path / "fil", NEW)
    write_whole(tmp_path / "fil", NEW)
    assert contents(tmp_path) == {"fil": NEW}


def test_many_processes_that_write_one_file_leave_one_of_them_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orgraph.files, "PATIENCE", 300.0)  # the machine may be busy

    def write(letter: bytes) -> int:
        child = os.fork()
        if child == 0:
            try:
                for _ in range(30):
                    write_whole(tmp_path / "fil", letter * 50_000, sync=False)
                os._exit(0)
            finally:
                os._exit(1)
        return child

    ended = [os.waitpid(child, 0)[1] for child in [write(bytes([letter])) for letter in b"abcd"]]
    assert ended == [0, 0, 0, 0]
    (content,) = contents(tmp_path).values()
    assert content in [bytes([letter]) * 50_000 for letter in b"abcd"]


def test_a_file_under_the_name_of_one_that_is_not_whole_is_never_written_into(
    tmp_path: Path,
) -> None:
    """Whoever can foresee the name could lay a link there."""
    (tmp_path / "hemmelig").write_bytes(OLD)
    os.link(tmp_path / "hemmelig", partial_of(str(tmp_path / "fil")))
    write_whole(tmp_path / "fil", NEW)
    assert contents(tmp_path) == {"hemmelig": OLD, "fil": NEW}
    os.symlink("hemmelig", partial_of(str(tmp_path / "fil")))
    with pytest.raises(CannotWrite):
        write_whole(tmp_path / "fil", b"igen")
    assert (tmp_path / "hemmelig").read_bytes() == OLD


def test_only_one_can_hold_a_new_file(tmp_path: Path) -> None:
    handle = create_held(str(tmp_path / "fil"))
    assert handle is not None
    assert create_held(str(tmp_path / "fil")) is None
    os.close(handle)


# ---- The commands
STORY = """
bodies:
  - {id: a, name: Organ A, kind: udvalg}
"""
SCENARIO = "name: S\non: 2016-09-01\nsteps:\n  - dissolve: a\n"
COMMANDS = {
    "map": (["map"], rb"<!doctype html>.*</html>\s*"),
    "diff": (["scenario", "diff", "s.yaml", "--format", "markdown"], rb"# .*"),
    "json": (["scenario", "diff", "s.yaml", "--json"], rb"\{.*\}\s*"),
}


@pytest.fixture
def story(elsewhere: Path) -> Path:
    write_seed(elsewhere / "seed", STORY)
    (elsewhere / "s.yaml").write_text(SCENARIO, "utf-8")
    return elsewhere


def _run(words: list[str], to: str, place: str) -> subprocess.CompletedProcess[bytes]:
    line = f'"$@" {to}'
    command = [
        "bash",
        "-o",
        "pipefail",
        "-c",
        line,
        "-",
        sys.executable,
        "-m",
        "orgraph",
        *words,
        "-o",
        place,
        "--seed",
        "seed",
    ]
    return subprocess.run(command, capture_output=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("place", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
@pytest.mark.parametrize("to", ["", "| cat", "> ud", ">> ud"])
@pytest.mark.parametrize("name", COMMANDS)
def test_the_output_can_be_written_to_by_name_and_holds_nothing_else(
    story: Path,
    name: str,
    to: str,
    place: str,
) -> None:
    words, wanted = COMMANDS[name]
    done = _run(words, to, place)
    written = (story / "ud").read_bytes() if "ud" in to else done.stdout
    assert done.returncode == 0
    assert re.fullmatch(wanted, written, re.DOTALL), written[-200:]
    assert f"er skrevet: {place}".encode() in done.stderr
    assert not list(story.glob(f"{PARTIAL}*"))


@pytest.mark.slow
def test_a_reader_that_has_seen_enough_ends_it_quietly(story: Path) -> None:
    done = _run(["map"], "| head -c 20", "/dev/stdout")
    assert (done.stdout, done.stderr) == (b"<!doctype html>\n<htm", b"")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "status", "said"),
    [("/dev/null", 0, "Kortet er skrevet"), ("/dev/full", 2, "disken er fuld")],
)
def test_a_device_is_written_to_and_stays(story: Path, place: str, status: int, said: str) -> None:
    before = os.stat(place)
    done = _run(["map"], "", place)
    assert (done.returncode, said in (done.stdout + done.stderr).decode()) == (status, True)
    assert (os.stat(place).st_ino, os.stat(place).st_mode) == (before.st_ino, before.st_mode)


WRITERS = [
    ["map", "-o", "PLACE"],
    ["scenario", "diff", "s.yaml", "-o", "PLACE"],
    ["scenario", "new", "PLACE"],
    ["site", "PLACE"],
]


@pytest.mark.parametrize("place", ["mangler/x/fil", "x" * 300, "fil/fil", "ring"])
@pytest.mark.parametrize("words", WRITERS, ids=[" ".join(words[:2]) for words in WRITERS])
def test_every_command_that_writes_tells_why_it_cannot(
    story: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    place: str,
) -> None:
    from orgraph.cli.main import run

    (story / "fil").write_bytes(OLD)
    (story / "ring").symlink_to("ring")
    status = run([*(place if word == "PLACE" else word for word in words), "--seed", "seed"])
    if words[0] == "site" and place.startswith(
        "mangler"
    ):  # it makes the folders that it stands in
        assert status == 0
        return
    told = capsys.readouterr().err
    assert (status, told.count("\n")) == (2, 1)
    assert "Der kan ikke skrives til" in told
    assert (story / "fil").read_bytes() == OLD
