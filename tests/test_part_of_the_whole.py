"""A matter that gets to a collective gets to its members as parts of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orgraph.answers.escalate import ask_escalate
from orgraph.answers.why import ask_why_not
from orgraph.cli.main import run
from orgraph.render.text import as_text
from orgraph.view import View

At = Callable[[str], View]
SAID = "En sag fra A-udvalget går til Klyngerne, som Klynge 1 er en del af."


@pytest.mark.parametrize("question", ["escalate", "why-not"])
@pytest.mark.parametrize(("goal", "part"), [("k1", True), ("b", False), ("k2", False)])
def test_a_member_of_where_it_goes_is_told_as_part_of_it(
    at: At, question: str, goal: str, part: bool
) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg}
      - {id: b, name: B-udvalget, kind: udvalg}
      - {id: k, name: Klyngerne, kind: samling, collective: true}
      - {id: inde, name: Inderst, kind: samling, collective: true}
      - {id: k1, name: Klynge 1, kind: udvalg}
      - {id: k2, name: Klynge 2, kind: udvalg}
    relations:
      - a refererer-til k: {}
      - inde del-af k: {}
      - k1 del-af inde: {}
      - k2 del-af k: {valid_to: 2011-01-01}
    """
    view = at("2012-01-01")
    one, other = view.find_node("a"), view.find_node(goal)
    assert one
    assert other
    answer = (
        ask_escalate(view, one, "a", to=other)
        if question == "escalate"
        else ask_why_not(view, one, other, "a")
    )
    told = " ".join(as_text(answer, view.vocabulary).split())
    assert (SAID in told) == part
    assert ("Dokumenterne siger ikke" in told) != part


def test_on_the_command_line(story_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg}
      - {id: k, name: Klyngerne, kind: samling, collective: true}
      - {id: k1, name: Klynge 1, kind: udvalg}
    relations:
      - a refererer-til k: {}
      - k1 del-af k: {}
    """
    for words in (["escalate", "a", "--to", "k1"], ["why-not", "a", "k1"]):
        run([*words, "--seed", str(story_folder), "--at", "2012-01-01"])
        told = " ".join(capsys.readouterr().out.split())
        assert SAID in told
        assert told.count("Klynge 1") == 1
