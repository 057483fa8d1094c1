"""Small things that a reader stumbles over: what is said, and the next step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orgraph.answers.resolution import find_kinds, find_relation_type
from orgraph.answers.search import ask_search
from orgraph.cli.main import run
from orgraph.errors import BadSeed, NoSuchWord
from orgraph.scenario.apply import apply
from orgraph.scenario.reader import read_scenario
from orgraph.seed.reader import read_seed
from orgraph.view import View
from tests.conftest import write_seed

At = Callable[[str], View]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("HC Andersen", ["hca"]),
        ("h.c. andersen", ["hca"]),
        ("itgruppen", ["it"]),
        ("IT gruppen", ["it"]),
        ("KL's", ["kl"]),
        ("KL’s", ["kl"]),
        ("Børn og unge", ["bu"]),
        ("Boern & Unge", ["bu"]),
        ("en", []),
        ("ikke her", []),
    ],
)
def test_a_name_is_found_whatever_parts_its_words(at: At, words: str, found: list[str]) -> None:
    """
    bodies:
      - {id: hca, name: H.C. Andersens Hus, kind: udvalg}
      - {id: it, name: IT-gruppen, kind: udvalg}
      - {id: kl, name: KL, kind: udvalg}
      - {id: bu, name: Børn & unge, kind: udvalg}
    """
    assert [row.id for row in ask_search(at("2012-01-01"), words).rows] == found


def test_an_end_on_the_first_day_is_told_with_the_day_after(tmp_path: Path) -> None:
    bodies = (
        "bodies:\n  - {id: a, name: A, kind: råd, valid_from: 2016-01-31, valid_to: 2016-01-31}\n"
    )
    (found,) = read_seed(write_seed(tmp_path / "seed", bodies)).issues
    assert "valid_to er den første dag, det ikke længere gælder" in str(found)
    assert "valid_to: 2016-02-01" in str(found)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("dissolve: slut", "det er uden oplyst begyndelse og ophører 3. september 2016"),
        ("dissolve: ny", "det begynder 1. januar 2017"),
        ("dissolve: kort", "det begynder 1. januar 2015 og ophører marts 2015"),
    ],
)
def test_when_what_is_missing_lived_is_told_as_a_dane_writes_it(
    tmp_path: Path, step: str, said: str
) -> None:
    seed = write_seed(
        tmp_path / "seed",
        """
        bodies:
          - {id: slut, name: Slut, kind: råd, valid_to: 2016-09-03}
          - {id: ny, name: Ny, kind: råd, valid_from: 2017-01-01}
          - {id: kort, name: Kort, kind: råd, valid_from: 2015-01-01, valid_to: 2015-03}
        """,
    )
    path = tmp_path / "s.yaml"
    path.write_text(f"name: Prøve\non: 2016-09-05\nsteps:\n- {step}\n", encoding="utf-8")
    organisation = read_seed(seed).organisation
    with pytest.raises(BadSeed) as caught:
        apply(organisation, read_scenario(path, organisation, seed))
    assert said in str(caught.value)


def test_a_word_that_is_like_none_is_answered_with_some_that_are_known(at: At) -> None:
    """
    bodies: []
    """
    for find in (find_kinds, find_relation_type):
        with pytest.raises(NoSuchWord) as caught:
            find(at("2012-01-01").vocabulary, "xyzzyx")
        assert "Den har bl.a. " in str(caught.value)
        assert "vocabulary.yaml" in str(caught.value)


@pytest.mark.parametrize(("line", "faults"), [(1, 0), (2, 1)])
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r"])
def test_the_end_of_the_last_line_begins_no_other(
    tmp_path: Path, end: str, line: int, faults: int
) -> None:
    folder = write_seed(
        tmp_path / "seed",
        "bodies:\n"
        f"  - {{id: a, name: A, kind: råd, source: '900:{line} \"Udvalget\"', basis: ordret}}\n",
    )
    (folder / "documents" / "900.txt").write_bytes(f"Udvalget{end}".encode())
    found = read_seed(folder).issues
    assert len(found) == faults
    assert all("dokument 900 har 1 linje." in str(issue) for issue in found)


def test_a_link_that_is_gone_backwards_has_its_own_words(
    story_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg}
      - {id: b, name: B-udvalget, kind: udvalg}
    relations:
      - b refererer-til a: {valid_from: 2016-01-01}
    """
    asked = ["why", "a", "b", "--seed", str(story_folder), "--at", "2015-01-01"]
    assert run([*asked, "--against", "2017-01-01"]) == 0
    told = capsys.readouterr().out
    inverse = read_seed(story_folder).organisation.vocabulary.relations["refererer-til"].inverse
    assert f"+ {inverse} B-udvalget" in told
