"""What is said when there is no answer, or no use of the words: the direction that was asked, the thing by its name and place, one stop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orgraph.answers import ask
from orgraph.cli.main import run
from orgraph.errors import CannotAdopt, Issue
from orgraph.languages.da.grammar import sentence as stopped
from orgraph.organisation import Organisation
from orgraph.render.sentences import note_text, sentence
from orgraph.render.text import as_text
from orgraph.view import View


def test_silence_is_told_in_the_direction_that_was_asked(
    organisation: Organisation, at: Callable[[str], View]
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
    """
    words, view = organisation.vocabulary, at("2016-09-01")
    for kind in words.relations.values():
        for question, unsaid in (
            ("who", f"hvem der {kind.danish} A"),
            ("what", f"hvad A {kind.danish}"),
        ):
            answer = ask(view, question, kind.name, "a")
            assert str(sentence(answer, words)) == f"Dokumenterne siger ikke, {unsaid}."
            noted = [str(note_text(note, answer, words)) for note in answer.notes]
            assert noted == [
                f"Det er ikke oplyst, {unsaid}, og ingen har registreret, at dokumenterne er læst efter det."
            ]


def test_a_way_that_nobody_has_looked_for_is_told_as_a_way(
    organisation: Organisation, at: Callable[[str], View]
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
    """
    answer = ask(at("2016-09-01"), "escalate", "a")
    told = [
        str(sentence(answer, organisation.vocabulary)),
        *(str(note_text(note, answer, organisation.vocabulary)) for note in answer.notes),
    ]
    assert ["hvor en sag går hen fra A" in text for text in told] == [True, True]


# ---- One stop
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ret det", "Ret det."),
        ("Ret det.", "Ret det."),
        ("eller hvad?", "eller hvad?"),
        ("Mente du a", "Mente du a?"),
        ("Mente du a eller b?", "Mente du a eller b?"),
        ("og så …", "og så …"),
    ],
)
def test_a_sentence_has_one_stop(text: str, told: str) -> None:
    assert stopped(text) == told


def test_a_fault_is_two_sentences_whatever_its_parts_end_in() -> None:
    assert (
        str(Issue("f.yaml", 2, "a", "hvad nu?", "Mente du b"))
        == "f.yaml:2: a: hvad nu? Mente du b?"
    )
    assert (
        str(Issue("f.yaml", 2, "a", "det er b.", "Ret det.")) == "f.yaml:2: a: det er b. Ret det."
    )
    assert (
        str(CannotAdopt("fejl i data."))
        == "Scenariet er ikke skrevet ind i data: fejl i data. Intet er skrevet."
    )


# ---- An id that is taken
@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("id: a\n", "s.yaml:2: id a er brugt før: det er udvalg »A« i facts.yaml:11. Giv scenariet et andet id (id:)."),
        ("id: aendring-1\n", "s.yaml:2: omlægningen aendring-1 står allerede i data: det er omlægning »C« i facts.yaml:14. Er scenariet besluttet, så afspil det med replays: [aendring-1]; ellers giv det et andet id (id:)."),
    ],
)  # fmt: skip
def test_an_id_that_is_taken_is_told_by_what_has_it_and_where(
    story_folder: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str], head: str, fault: str
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
      - {id: b, name: B, kind: råd}
    changes:
      - {id: aendring-1, name: C, date: 2010}
    """
    (elsewhere / "s.yaml").write_text(
        f"name: x\n{head}on: 2016-09-01\nsteps:\n  - create: {{id: b, name: N, kind: udvalg}}\n",
        encoding="utf-8",
    )
    for _ in range(2):  # the second time from the snapshot
        assert run(["scenario", "show", "s.yaml", "--seed", str(story_folder)]) == 2
        told = capsys.readouterr().err.splitlines()
        assert told[0] == fault
        assert (
            told[1]
            == "s.yaml:5: id b er brugt før: det er råd »B« i facts.yaml:12. Giv det nye et andet id."
        )


# ---- Words that cannot be used
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["shw", "a"], "Kommandoen shw findes ikke. Mente du show? Se orgraph --help."),
        (["show", "a", "--json=1"], "Valget »--json« tager ingen værdi. Se orgraph --help."),
        (["show", "a", "--at"], "Valget »--at« mangler sin værdi. Se orgraph --help."),
        (["show", "a", "--nix"], "Valget »--nix« er ukendt. Se orgraph show --help."),
        (["show"], "Der mangler EMNE. Se orgraph show --help."),
        (["matrix"], "Der mangler EMNE. Se orgraph matrix --help."),
        (["scenario", "diff"], "Der mangler FIL. Se orgraph scenario diff --help."),
        (
            ["scenario", "adopt", "x"],
            "Der mangler --source KILDE. Se orgraph scenario adopt --help.",
        ),
        (
            ["list", "udvalg", "--min", "1.5"],
            "Værdien i --min kan ikke bruges: 1.5 er ikke et helt tal. Se orgraph list --help.",
        ),
        (
            ["load", "--patience", "x"],
            "Værdien i --patience kan ikke bruges: x er ikke et tal. Se orgraph load --help.",
        ),
    ],
)
def test_the_words_of_a_command_are_refused_in_danish(
    capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert run(words) == 2
    assert capsys.readouterr().err == f"{told}\n"


def test_verbs_agree_with_their_subjects_and_titles_that_are_sentences_are_quoted(
    organisation: Organisation, at: Callable[[str], View]
) -> None:
    """
    bodies:
      - {id: a, name: Organ A, kind: udvalg}
      - {id: b, name: Organ B, kind: udvalg}
      - {id: alle, name: Organerne, kind: samling, collective: true}
    tasks:
      - {id: m, name: Planerne skal være udfyldt, kind: opgave}
      - {id: n, name: "Sikre, at alle er hørt", kind: opgave}
    relations:
      - a ansvarlig-for m: {}
      - b ansvarlig-for m: {}
      - a implementerer m: {}
      - alle ansvarlig-for n: {}
    """
    words, view = organisation.vocabulary, at("2016-09-01")
    told = {
        "Organ A og Organ B er ansvarlige for »Planerne skal være udfyldt«.": ("m",),
        "Organerne er ansvarlige for Sikre, at alle er hørt.": ("n",),
    }
    for said, asked in told.items():
        assert str(sentence(ask(view, "responsible", *asked), words)).startswith(said)
    text = as_text(ask(view, "show", "a"), words)
    assert "- er ansvarlig for »Planerne skal være udfyldt«" in text
    assert "- implementerer »Planerne skal være udfyldt«" in text
    assert "- er ansvarlige for Sikre, at alle er hørt" in as_text(
        ask(view, "show", "alle"), words
    )
