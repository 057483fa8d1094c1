"""Interrupted at any moment, or wrong itself, the program says so in a sentence: no traceback, and a status of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orgraph.cli import main as entry
from orgraph.cli.main import run
from tests.conftest import write_seed

STORY = "bodies:\n  - {id: a, name: A, kind: udvalg}\n"
# Python reads this before the program: it sends an interruption when a module is about to be imported.
INTERRUPTING = """
import os, signal, sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == os.environ["INTERRUPTED_AT"]:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
"""
COLD = ["show", "a"]
MODULES = [
    ("orgraph.cli.main", COLD), ("orgraph.cli.options", COLD), ("typer", COLD), ("typer.main", COLD), ("inspect", COLD), ("orgraph.answers.answer", COLD),
    ("orgraph.organisation", COLD), ("sqlite3", COLD), ("orgraph.cli.questions", COLD), ("orgraph.seed.snapshot", COLD), ("orgraph.seed.reader", COLD),
    ("pydantic", COLD), ("yaml", COLD), ("orgraph.answers.show", COLD), ("orgraph.render.text", COLD), ("orgraph.scenario.reader", ["show", "a", "--scenario", "s.yaml"]),
    ("orgraph.maps.page", ["map"]), ("pyvis", ["map"]), ("jinja2", ["site", "sider"]), ("orgraph.checks", ["check"]), ("neo4j", ["load"]),
    ("orgraph.cli.cypher_input", ["cypher", "findes-ikke"]),
]  # fmt: skip


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ORGRAPH_SEED", str(write_seed(tmp_path / "seed", STORY)))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.yaml").write_text(
        "name: S\non: 2016-09-01\nsteps:\n  - dissolve: a\n", encoding="utf-8"
    )
    (tmp_path / "before").mkdir()
    (tmp_path / "before" / "sitecustomize.py").write_text(INTERRUPTING, encoding="utf-8")
    return tmp_path


def interrupted(
    there: Path, module: str, command: list[str], words: list[str]
) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(there / "before"), "INTERRUPTED_AT": module}
    return subprocess.run(
        [*command, *words], env=env, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize(("module", "words"), MODULES, ids=[row[0] for row in MODULES])
def test_an_interruption_at_any_import_ends_with_a_word(
    there: Path, module: str, words: list[str]
) -> None:
    done = interrupted(there, module, [sys.executable, "-m", "orgraph"], words)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Afbrudt.\n")


@pytest.mark.parametrize("module", ["orgraph.cli.main", "typer", "orgraph.seed.reader"])
def test_the_installed_command_is_interrupted_as_the_module_is(there: Path, module: str) -> None:
    command = str(Path(sys.executable).with_name("orgraph"))
    done = interrupted(there, module, [command], COLD)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Afbrudt.\n")


def test_what_listens_is_imported_before_anything_else_of_the_program() -> None:
    script = "import sys, os; before = set(sys.modules); import orgraph.__main__; print(sorted(set(sys.modules) - before - {'__future__'}))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", script],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "['orgraph', 'orgraph.__main__']"


def test_an_interruption_that_nobody_can_catch_ends_the_program_too(there: Path) -> None:
    (there / "before" / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "class Falling:\n"
        "    def __del__(self):\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "        sum(range(10))\n"
        "class Dropping:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'orgraph.seed.reader':\n"
        "            Falling()\n"
        "sys.meta_path.insert(0, Dropping())\n",
        encoding="utf-8",
    )
    done = interrupted(there, "", [sys.executable, "-m", "orgraph"], COLD)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Afbrudt.\n")


def test_who_is_started_deaf_to_interruptions_stays_so(there: Path) -> None:
    command = ["bash", "-c", 'trap "" INT; exec "$@"', "-", sys.executable, "-m", "orgraph"]
    done = interrupted(there, "typer", command, COLD)
    assert (done.returncode, done.stderr) == (0, "")


# ---- When the program itself is wrong
def fail(fault: BaseException) -> object:
    def failing(*_: object, **__: object) -> None:
        raise fault

    return failing


def test_a_fault_of_the_program_is_admitted_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(entry, "build_app", fail(ZeroDivisionError("division by zero")))
    assert run(["show", "a"]) == 70
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Det er en fejl i orgraph selv (ZeroDivisionError i ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "setting"), [(["--debug", "show", "a"], ""), (["show", "a"], "1")]
)
def test_whoever_asks_sees_where_it_happened(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    setting: str,
) -> None:
    monkeypatch.setattr(entry, "build_app", fail(ZeroDivisionError("division by zero")))
    monkeypatch.setenv("ORGRAPH_DEBUG", setting)
    assert run(words) == 70
    told = capsys.readouterr().err
    assert "Traceback" in told
    assert "division by zero" in told
    assert told.splitlines()[-1].startswith("Det er en fejl i orgraph selv")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (RecursionError("maximum recursion depth exceeded"), "indlejret dybere"),
        (MemoryError(), "ikke hukommelse nok"),
        (
            FileNotFoundError(2, "No such file or directory", "fil.yaml"),
            "med »fil.yaml«: den findes ikke.",
        ),
        (PermissionError(13, "Permission denied"), "Det kunne ikke lade sig gøre: adgang nægtet."),
    ],
)
def test_what_the_machine_refuses_is_told_in_danish(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault: Exception,
    words: str,
) -> None:
    monkeypatch.setattr(entry, "build_app", fail(fault))
    assert run(["show", "a"]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1


def test_debug_changes_nothing_when_nothing_is_wrong(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--debug", "show", "a"]) == 0
    assert capsys.readouterr().err == ""
