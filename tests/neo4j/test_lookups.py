"""What is looked up in a database one by one is read once, however often a question needs it."""

from __future__ import annotations

from typing import Any

import pytest

from orgraph.answers.resolution import resolve
from orgraph.dates import parse_day
from orgraph.neo4j_store.connection import Connection, Transaction
from orgraph.neo4j_store.cypher_engine import QueryingIndex
from orgraph.neo4j_store.cypher_files import read_text
from orgraph.neo4j_store.load import load
from orgraph.neo4j_store.remote_index import ask_remote
from orgraph.view import View
from tests.strategies import small


def test_all_names_are_read_once_however_many_ways_a_word_is_tried(
    database: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(small(), database)
    texts: list[str] = []
    run = Transaction.run

    def noting(self: Transaction, text: str, *more: Any, **named: Any) -> Any:
        texts.append(text)
        return run(self, text, *more, **named)

    monkeypatch.setattr(Transaction, "run", noting)
    found = ask_remote(
        database,
        lambda stored: resolve(View(stored, parse_day("2012-01-01")), "findes slet ikke"),
        QueryingIndex,
    )
    assert found == resolve(View(small(), parse_day("2012-01-01")), "findes slet ikke")
    assert texts.count(read_text("lookup/names")) == 1
