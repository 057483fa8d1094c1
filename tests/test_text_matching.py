"""Danish text: folding, sorting, listing."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgraph.languages import grammar
from orgraph.stemming import stem
from orgraph.text_matching import (
    containing,
    fold,
    fold_code,
    loosen,
    nearest,
    plain,
    sort_key,
    unfold,
)

# The pages' scripts are held to the same cases (tests/javascript, tests/browser/test_site_in_chromium.py).
CASES = json.loads((Path(__file__).parent / "javascript" / "cases.json").read_text("utf-8"))
FOLDED, CODES = dict[str, str](CASES["folded"]), dict[str, str](CASES["codes"])
HELD: list[tuple[str, str, bool]] = [(part, text, held) for part, text, held in CASES["held"]]


@pytest.mark.parametrize(("text", "folded"), FOLDED.items())
def test_texts_are_compared_in_one_form(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_a_folded_text_stays_as_it_is_however_its_letters_were_composed(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(("text", "code"), CODES.items())
def test_numbers_of_registers_are_compared_without_what_stands_between(
    text: str, code: str
) -> None:
    assert fold_code(text) == code


@pytest.mark.parametrize(("part", "text", "held"), HELD)
def test_a_part_of_a_number_is_no_part_of_a_name(part: str, text: str, held: bool) -> None:
    assert containing(part)(text) is held


@pytest.mark.parametrize(
    "words",
    [
        ("området", "omraadet", "OMRÅDET", unicodedata.normalize("NFD", "området")),
        ("åben", "aaben"),
        ("cafeen", "caféen"),
        ("løst", "loest"),
    ],
)
def test_every_way_to_write_a_word_has_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


def test_danish_letters_are_put_back_for_what_reads_danish() -> None:
    assert unfold(fold("Området på Ærø")) == "området på ærø"


def test_near_words_are_sought_as_they_are_compared() -> None:
    assert nearest("KOSU-R", ["kosu-rm", "andet"]) == ["kosu-rm"]
    assert nearest("hoeres om", ["høres-om", "godkender"]) == ["høres-om"]


@pytest.mark.parametrize(
    "spelling",
    [
        "Århus Kommune",
        "AARHUS KOMMUNE",
        "århus  kommune",
        unicodedata.normalize("NFD", "Århus Kommune"),
    ],
)
def test_spellings_of_one_name_fold_to_one(spelling: str) -> None:
    assert fold(spelling) == "aarhus kommune"


def test_a_keyboard_without_danish_letters_finds_the_name() -> None:
    assert loosen(fold("kobenhavn")) == loosen(fold("København"))
    assert loosen(fold("Sundhedsradet")) == loosen(fold("Sundhedsrådet"))


def test_words_sort_as_in_a_danish_index() -> None:
    words = ["Århus", "Aabenraa", "Ærø", "Zoo", "Østjylland", "abe"]
    assert sorted(words, key=sort_key) == ["abe", "Zoo", "Ærø", "Østjylland", "Aabenraa", "Århus"]


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")],
)
def test_names_are_listed_with_og(words: list[str], text: str) -> None:
    assert str(grammar().join_and(words)) == text
