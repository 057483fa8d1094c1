"""Fixtures: a test's docstring is its seed."""

from __future__ import annotations

import inspect
import os
import shutil
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
settings.register_profile("short", max_examples=60, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
settings.register_profile("long", max_examples=2_500, database=None, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
settings.load_profile("short")

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
    (folder / "facts.yaml").write_text((STORY_DEFAULTS if defaults else "") + dedent(text), encoding="utf-8")
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


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
