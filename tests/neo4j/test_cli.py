"""The two commands that need a server, as a user types them."""

from __future__ import annotations

import json

import pytest

from orgraph.cli.main import run
from orgraph.neo4j_store.connection import Connection, Settings
from tests.conftest import SEED

APPROVES = ["approves", "Fælles samarbejdsaftaler", "--at", "1/10/2016"]
ESCALATE = ["escalate", "Klyngerne", "--at", "1/10/2016"]


@pytest.fixture
def loaded(database: Connection, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setenv("NEO4J_URI", settings.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", settings.password or "")
    monkeypatch.setenv("ORGRAPH_SEED", str(SEED))
    assert run(["load"]) == 0
    return capsys.readouterr().out


def test_loading_again_says_that_nothing_was_written(loaded: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Databasen rummer" in loaded
    assert run(["load"]) == 0
    assert "intet er skrevet" in capsys.readouterr().out


@pytest.mark.parametrize("words", [APPROVES, ESCALATE], ids=["approves", "escalate"])
def test_the_server_gives_the_rows_that_the_same_question_gives_in_process(loaded: str, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert run([*words, "--json"]) == 0
    here = json.loads(capsys.readouterr().out)
    assert run(["query", *words, "--json"]) == 0
    there = json.loads(capsys.readouterr().out)
    assert there["rows"] == here["rows"]
    assert there["paths"] == here["paths"]
    assert there["rows"] or there["paths"]


@pytest.mark.parametrize(
    ("words", "status"),
    [(["query"], 0), (["query", "approves", "--show"], 0), (["query", "dims", "x"], 2), (["query", "approves"], 2), (["query", "approves", "ukendt"], 2)],
)
def test_a_query_without_a_server_s_answer_says_what_to_do(loaded: str, capsys: pytest.CaptureFixture[str], words: list[str], status: int) -> None:
    assert run(words) == status
    assert "".join(capsys.readouterr()).strip()


def test_a_server_that_is_not_there_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["load", "--uri", "bolt://127.0.0.1:1"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
