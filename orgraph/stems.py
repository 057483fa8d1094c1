"""The one door to the stemmer: Danish words without their endings, so that temagruppernes finds temagruppe."""

from __future__ import annotations

from functools import cache

import snowballstemmer

from orgraph.danish import fold

_STEMMER = snowballstemmer.stemmer("danish")


@cache
def stem(word: str) -> str:
    """The folded stem of a word in lower case."""
    return fold(_STEMMER.stemWord(word))
