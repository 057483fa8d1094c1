"""Work shared out on processes: what happens to one ends the whole at once, and none is left."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from orgraph.errors import BadDate, BadSeed, CannotWrite, Issue, OrgraphError, SiteNotFinished
from orgraph.files import PARTIAL
from orgraph.organisation import Organisation
from orgraph.site.build import build_site
from orgraph.site.workers import share_out
from tests.conftest import SEED, write_seed


class Unsendable(Exception):
    """Made of two things, told as one: it cannot be made again from what it says."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


class Unpicklable(Exception):
    """Holds what cannot be sent."""

    def __init__(self) -> None:
        super().__init__(lambda: None)


FAULTS: list[tuple[BaseException, type[BaseException], str]] = [
    (CannotWrite("a/b.html", "disken er fuld"), CannotWrite, "»a/b.html«: disken er fuld"),
    (BadDate("i går", "det er ingen dag"), BadDate, "»i går«"),
    (BadSeed((Issue("a.yaml", 3, "hvad", "hvorfor", "næste"),)), BadSeed, "a.yaml:3: hvad"),
    (MemoryError(), MemoryError, "raise fault"),
    (ValueError("en fejl i programmet"), ValueError, "en fejl i programmet"),
    (RecursionError("for dybt"), RecursionError, "for dybt"),
    (SystemExit(3), SystemExit, "3"),
    (KeyboardInterrupt(), KeyboardInterrupt, "raise fault"),
    (Unsendable("a", "b"), TypeError, "other"),
    (Unpicklable(), RuntimeError, "Unpicklable"),
]


@pytest.fixture(autouse=True)
def none_is_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


def test_every_part_is_done_once() -> None:
    assert sorted(share_out(lambda part: part * 2, range(50), 3)) == list(range(0, 100, 2))
    assert share_out(str, [], 3) == []
    assert share_out(str, [1], 3) == ["1"]


@pytest.mark.parametrize(
    ("fault", "kind", "said"), FAULTS, ids=[type(row[0]).__name__ for row in FAULTS]
)
def test_what_a_worker_raises_is_raised(
    fault: BaseException,
    kind: type[BaseException],
    said: str,
) -> None:
    def work(part: int) -> int:
        if part == 7:
            raise fault
        return part

    with pytest.raises(kind, match=said):
        share_out(work, range(20), 3)


DEATHS: dict[str, Callable[[], Any]] = {
    "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "stopped": lambda: os.kill(os.getpid(), signal.SIGTERM),
    "ended": lambda: os._exit(0),
}


@pytest.mark.parametrize("death", DEATHS)
@pytest.mark.parametrize("part", [0, 10, 19])
def test_a_worker_that_is_gone_is_told(death: str, part: int) -> None:
    with pytest.raises(SiteNotFinished, match="processer blev standset"):
        share_out(
            lambda number: DEATHS[death]() if number == part else "x" * 200_000, range(20), 3
        )


def test_a_worker_that_is_at_work_is_not_waited_for() -> None:
    """The others have more to do than anybody waits for."""

    def work(part: int) -> None:
        if part == 0:
            raise ValueError
        signal.pause()

    with pytest.raises(ValueError):  # noqa: PT011
        share_out(work, range(10), 3)


def test_workers_do_not_heed_an_interrupt() -> None:
    def work(part: int) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return part

    assert sorted(share_out(work, range(9), 3)) == list(range(9))


# ---- The site
STORY = """
bodies:
  - {id: a, name: A, kind: udvalg}
  - {id: b, name: B, kind: udvalg}
"""


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orgraph.site.build.WORTH_SHARING", 1)
    monkeypatch.setattr("orgraph.site.build.AT_ONCE", 1)
    monkeypatch.setattr("orgraph.site.build.count_processors", lambda: 3)


def _raise(fault: BaseException) -> NoReturn:
    raise fault


ENDS: list[tuple[str, Callable[..., Any], type[OrgraphError], str]] = [
    ("killed", lambda *_: DEATHS["killed"](), SiteNotFinished, "måske fordi hukommelsen slap op"),
    ("no memory", lambda *_: _raise(MemoryError()), SiteNotFinished, "hukommelsen slap op"),
    ("told", lambda *_: _raise(CannotWrite("x", "y")), CannotWrite, "»x«: y"),
]


@pytest.mark.slow
@pytest.mark.parametrize("page", ["make_node_page", "_make_page", "_make_overview"])
@pytest.mark.parametrize(
    ("end", "kind", "said"), [row[1:] for row in ENDS], ids=[row[0] for row in ENDS]
)
def test_a_site_that_cannot_be_finished_says_so_and_can_be_made_again(
    page: str,
    end: Callable[..., Any],
    kind: type[OrgraphError],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shared: None,
) -> None:
    from orgraph.seed.reader import read_seed

    organisation: Organisation = read_seed(write_seed(tmp_path / "seed", STORY)).organisation
    with monkeypatch.context() as patched:
        patched.setattr(f"orgraph.site.build.{page}", end)
        with pytest.raises(kind, match=said):
            build_site(organisation, tmp_path / "websted")
    build_site(organisation, tmp_path / "websted")
    build_site(organisation, tmp_path / "andet")
    names = [
        sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
        for folder in (tmp_path / "websted", tmp_path / "andet")
    ]
    assert names[0] == names[1]


@pytest.mark.slow
def test_an_interrupt_ends_it_with_a_word_and_leaves_no_process(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-X",
        "utf8",
        "-m",
        "orgraph",
        "site",
        str(tmp_path / "websted"),
        "--seed",
        str(SEED),
    ]
    script = "import orgraph.site.build as build; build.count_processors = lambda: 3; from orgraph.__main__ import main; main()"
    command[3:5] = ["-c", script]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as started:
        while not list((tmp_path / "websted").glob("ting/*.html")):
            assert started.poll() is None
        os.killpg(started.pid, signal.SIGINT)
        out, told = started.communicate()
        assert (out, told.strip(), started.returncode) == ("", "Afbrudt.", 130)
        with pytest.raises(ProcessLookupError):
            os.killpg(started.pid, 0)
    assert not list((tmp_path / "websted").rglob(f"{PARTIAL}*"))
