"""Fixtures: a test's docstring is its seed."""

from __future__ import annotations

import fcntl
import inspect
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, settings

from orgraph.dates import parse_day
from orgraph.organisation import Organisation
from orgraph.seed.reader import Loaded, read_seed
from orgraph.view import View

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seed"

# `make fuzz` chooses "long" by --hypothesis-profile; "short" finds the same on every machine.
settings.register_profile(
    "short",
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
settings.register_profile(
    "long",
    max_examples=2_500,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("short")

# Background jobs are started deaf to interrupts, and would hand that on to the programs that the tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

FOLDERS = ("browser", "neo4j")  # of tests that need a real browser or a real server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks tests by their folder, and as slow what walks through the whole site of the seed.

    Tests of one Neo4j share it: all those of a file are run by one worker, on a server of its own.
    """
    for item in items:
        folder = item.path.parent.name
        if folder in FOLDERS:
            item.add_marker(folder)
        if folder == "neo4j":
            item.add_marker(pytest.mark.xdist_group(item.path.name))
        if "real_site" in getattr(item, "fixturenames", ()):
            item.add_marker("slow")


# In a story only what it is about is written; everything else rests on a reasoning instead of a quotation.
STORY_DEFAULTS = """
defaults:
  bodies: {basis: udledt, reasoning: fortælling}
  agreements: {basis: udledt, reasoning: fortælling}
  tasks: {basis: udledt, reasoning: fortælling}
  objectives: {basis: udledt, reasoning: fortælling}
  processes: {basis: udledt, reasoning: fortælling}
  changes: {basis: udledt, reasoning: fortælling}
  relations: {basis: udledt, reasoning: fortælling}
"""
STORY_DOCUMENT = """
documents:
  - id: "900"
    name: Prøvedokument
    file: "900.txt"
    known_from: 2010-01-01
    known_until: 2015-06-30
    basis: udledt
    reasoning: fortælling
"""
STORY_TEXT = "Udvalget godkender aftalen.\nStyregruppen indstil-\nler til udvalget, hvor-\nefter kommune-/hospitals-\n/klyngeniveau følger.\n"


def write_seed(folder: Path, text: str, *, defaults: bool = True) -> Path:
    """A seed folder with the project's vocabulary, one small document and the given facts."""
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    shutil.copy(SEED / "vocabulary.yaml", folder / "vocabulary.yaml")
    (folder / "documents.yaml").write_text(STORY_DOCUMENT, encoding="utf-8")
    (folder / "documents" / "900.txt").write_text(STORY_TEXT, encoding="utf-8")
    (folder / "facts.yaml").write_text(
        (STORY_DEFAULTS if defaults else "") + dedent(text), encoding="utf-8"
    )
    return folder


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has a cache folder of its own and no settings from outside."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in [name for name in os.environ if name.startswith(("ORGRAPH_", "NEO4J_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def story_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder of the seed in the test's docstring."""
    return write_seed(tmp_path / "seed", inspect.cleandoc(request.function.__doc__ or ""))


@pytest.fixture
def loaded(story_folder: Path) -> Loaded:
    """The seed in the test's docstring, with its faults."""
    return read_seed(story_folder)


@pytest.fixture
def organisation(loaded: Loaded) -> Organisation:
    """The organisation in the test's docstring; it must be without faults."""
    assert [str(issue) for issue in loaded.issues] == []
    return loaded.organisation


@pytest.fixture
def at(organisation: Organisation) -> Callable[[str], View]:
    """The organisation in the docstring on a day."""
    return lambda day: View(organisation, parse_day(day))


@pytest.fixture(scope="session")
def real() -> Organisation:
    """The organisation that the project ships."""
    loaded = read_seed(SEED)
    assert [str(issue) for issue in loaded.issues] == []
    return loaded.organisation


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that the first of all workers makes; the others wait, and only read it."""
    own = factory.getbasetemp()
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (common / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (common / name).exists():
            make(common / f"{name}.unfinished")
            (common / f"{name}.unfinished").rename(common / name)
    return common / name


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory, real: Organisation) -> Path:
    """The site of the organisation that the project ships. It is not to be changed."""
    from orgraph.site.build import build_site

    return made_once(
        tmp_path_factory, "websted", lambda folder: build_site(real, folder, seed=SEED)
    )


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
