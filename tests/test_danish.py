"""Danish text: folding, sorting, listing."""

from __future__ import annotations

import unicodedata

import pytest

from orgraph.danish import fold, listed, loosen, sort_key


@pytest.mark.parametrize("spelling", ["Århus Kommune", "AARHUS KOMMUNE", "århus  kommune", unicodedata.normalize("NFD", "Århus Kommune")])
def test_spellings_of_one_name_fold_to_one(spelling: str) -> None:
    assert fold(spelling) == "aarhus kommune"


def test_a_keyboard_without_danish_letters_finds_the_name() -> None:
    assert loosen(fold("kobenhavn")) == loosen(fold("København"))
    assert loosen(fold("Sundhedsradet")) == loosen(fold("Sundhedsrådet"))


def test_words_sort_as_in_a_danish_index() -> None:
    words = ["Århus", "Aabenraa", "Ærø", "Zoo", "Østjylland", "abe"]
    assert sorted(words, key=sort_key) == ["abe", "Zoo", "Ærø", "Østjylland", "Aabenraa", "Århus"]


@pytest.mark.parametrize(("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")])
def test_names_are_listed_with_og(words: list[str], text: str) -> None:
    assert listed(words) == text
