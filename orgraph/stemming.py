"""The one door to the stemmer: words without their endings, so that temagruppernes finds
temagruppe.
"""

from __future__ import annotations

from functools import cache

import snowballstemmer

from orgraph.languages import table
from orgraph.text_matching import fold, unfold

_STEMMER = snowballstemmer.stemmer(table("alphabet.STEMMER"))


@cache
def stem(word: str) -> str:
    """The folded stem of a word: the same for every way to write it.

    >>> stem("Temagruppernes") == stem("temagruppe")
    True
    """
    return fold(_STEMMER.stemWord(unfold(fold(word))))
