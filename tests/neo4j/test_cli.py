"""`orgraph load`, and every question with `--from neo4j`, as a user types them: word for word what the files answer."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from orgraph.cli.main import run
from orgraph.neo4j_store.connection import Connection, Settings
from tests.conftest import SEED

README = Path(__file__).parents[2] / "README.md"
SCENARIO = SEED / "scenarios" / "temagruppernes-maalsaetninger-til-sundhedsstyregruppen.yaml"
MORE = (
    "implements Sundhedsaftalen --at 2012-06-01", "appoints sundhedsstyregruppen --at 2016-10-01", "who sekretariat-for temagruppen --at 2012-06-01",
    "what godkender sundhedsstyregruppen --at 2016-10-01", "list temagrupper --at 2012-06-01", "list kommuner --with del-af --min 2 --at 2016-10-01",
    "steps Samarbejdsaftaler --at 2016-10-01", "why midtklyngen sundhedskoordinationsudvalget --at 2016-10-01",
    "why-not midtklyngen sundhedskoordinationsudvalget --at 2012-06-01", "matrix aftaletyper --at 2016-10-01", "impact temagrupper --on 2012-06-01",
    "escalate midtklyngen --to sundhedskoordinationsudvalget-rm --at 2016-10-01", "unknowns", "show ukendt-emne", "approves Sundhedskoordinationsudvalget",
    "history Temagrupperne --json", "responsible o018 --over-time --json", "responsible o017 --at 2012-06-01 --against 2016-10-01",
    f"responsible o017 --scenario {SCENARIO}", f"responsible o017 --against {SCENARIO} --json", f"list temagrupper --scenario {SCENARIO}", "check",
)  # fmt: skip


def questions() -> list[str]:
    """The commands of the README that answer a question."""
    block = README.read_text(encoding="utf-8").split("## På dansk\n```\n")[1].split("```")[0]
    lines = [line.split(" #")[0].strip().removeprefix("orgraph ") for line in block.splitlines()]
    return [
        line
        for line in lines
        if not line.startswith(("map", "scenario", "load", "cypher", "query", "site", "verify"))
    ]


def words(line: str) -> list[str]:
    return [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', line)]


@pytest.fixture
def reached(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("NEO4J_URI", settings.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", settings.password or "")
    monkeypatch.setenv("ORGRAPH_SEED", str(SEED))
    return settings


@pytest.fixture
def loaded(database: Connection, reached: Settings, capsys: pytest.CaptureFixture[str]) -> str:
    assert run(["load"]) == 0
    return capsys.readouterr().out


def test_every_question_of_the_readme_is_answered_word_for_word(
    loaded: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [*questions(), *MORE]
    assert len(asked) > 25
    here = [(run(words(line)), capsys.readouterr()) for line in asked]
    monkeypatch.setenv(
        "ORGRAPH_SEED", str(SEED / "documents")
    )  # no seed: whatever is told comes from the database
    monkeypatch.setenv("ORGRAPH_STORE", "neo4j")
    for line, expected in zip(asked, here, strict=True):
        if line == "check":
            assert run(words(line)) == 0
        else:
            assert (run(words(line)), capsys.readouterr()) == expected, line


def test_the_database_is_named_by_an_option_too(
    loaded: str, reached: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    for store in ("neo4j", reached.uri):
        assert (
            run(
                [
                    "approves",
                    "Fælles samarbejdsaftaler",
                    "--at",
                    "1/10/2016",
                    "--from",
                    store,
                    "--seed",
                    "findes-ikke",
                ]
            )
            == 0
        )
        assert (
            run(["--from", store, "approves", "Fælles samarbejdsaftaler", "--at", "1/10/2016"])
            == 0
        )
    assert run(["approves", "x", "--from", "dims"]) == 2


def test_loading_again_says_that_nothing_was_written(
    loaded: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Databasen rummer" in loaded
    assert "Alt er skrevet:" in loaded
    assert run(["load"]) == 0
    assert "intet er skrevet" in capsys.readouterr().out


def test_a_changed_seed_writes_what_changed_and_says_it_beforehand(
    loaded: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    changed = tmp_path / "seed"
    shutil.copytree(SEED, changed)
    [file] = [
        path
        for path in changed.rglob("*.yaml")
        if "\n  - id: sundhedsstyregruppen-rm\n" in path.read_text(encoding="utf-8")
    ]
    file.write_text(
        file.read_text(encoding="utf-8").replace(
            "name: Sundhedsstyregruppen\n", "name: Styregruppen for sundhed\n", 1
        ),
        encoding="utf-8",
    )
    assert run(["load", "--dry-run", "--seed", str(changed)]) == 0
    rehearsed = capsys.readouterr().out
    assert "Ville skrive: 0 nye, 1 ændrede, 0 fjernede." in rehearsed
    assert "sundhedsstyregruppen-rm" in rehearsed
    assert run(["load", "--dry-run"]) == 0
    assert "intet ville blive skrevet" in capsys.readouterr().out
    assert run(["load", "--seed", str(changed)]) == 0
    assert "Skrevet: 0 nye, 1 ændrede, 0 fjernede." in capsys.readouterr().out
    assert run(["show", "sundhedsstyregruppen-rm", "--from", "neo4j"]) == 0
    assert "Styregruppen for sundhed" in capsys.readouterr().out


def test_another_organisation_is_not_overwritten(
    loaded: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "seed"
    shutil.copytree(SEED, other)
    words_file = other / "vocabulary.yaml"
    words_file.write_text(
        re.sub(
            r"(?m)^name: .*$", "name: En anden", words_file.read_text(encoding="utf-8"), count=1
        ),
        encoding="utf-8",
    )
    assert run(["load", "--seed", str(other)]) == 2
    assert "--replace" in capsys.readouterr().err
    assert run(["load", "--seed", str(other), "--replace"]) == 0


def test_an_empty_database_says_what_to_do(
    database: Connection, reached: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["approves", "x", "--from", "neo4j"]) == 2
    assert "orgraph load" in capsys.readouterr().err


def test_a_server_that_is_not_there_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    for line in (
        ["load", "--uri", "bolt://127.0.0.1:1"],
        ["show", "x", "--from", "bolt://127.0.0.1:1"],
    ):
        assert run(line) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
