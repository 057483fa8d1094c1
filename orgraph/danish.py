"""Danish text: folding for comparison, the Danish alphabet for sorting, quoting and listing for sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_FOLD = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "é": "e", "ü": "u", "ö": "oe", "ä": "ae", "_": " ", "\u00ad": None, "–": "-", "’": "'"})
_LOOSE = (("aa", "a"), ("ae", "a"), ("oe", "o"))
_ORDER = str.maketrans({"æ": "{", "ø": "|", "å": "}"})


def fold(text: str) -> str:
    """The form in which names are compared: Århus, Aarhus and ÅRHUS are one."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().translate(_FOLD).split())


def loosen(folded: str) -> str:
    """A second, coarser form for keyboards without æøå: kobenhavn finds København."""
    for letters, letter in _LOOSE:
        folded = folded.replace(letters, letter)
    return folded


def capital(text: str) -> str:
    """With a capital letter first."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """With a small letter first, to stand inside a sentence."""
    return text[:1].lower() + text[1:]


def sort_key(text: str) -> str:
    """Sorts as a Danish index does: Æ, Ø, Å last, and Aa as Å."""
    return unicodedata.normalize("NFC", text).casefold().replace("aa", "å").translate(_ORDER)


def listed(words: Sequence[str], last: str = "og") -> str:
    """a, b og c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""
