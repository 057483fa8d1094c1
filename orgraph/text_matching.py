"""The forms in which texts are compared and sorted.

`plain` is for quotations and keeps every letter; `fold` is for names and words and keeps what is
left of them in small ASCII letters. What is particular to a language stands in its `alphabet`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from orgraph.languages import table

HYPHENS = (  # break a word at a line's end; the soft hyphen does too, but is seen there only
    "-\u2010\u2011"
)
SOFT_HYPHEN = "\u00ad"
_DASHES = "\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"
_DOUBLE = "“”„‟″«»〝〞＂"
_SINGLE = "‘’‚‛′‹›´ʼ＇"
_UNSEEN = (  # soft hyphen, zero width, direction and variation marks: nobody sees them
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe00\ufe01\ufe02\ufe0e\ufe0f\ufeff"
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# What is written in several ways and means one thing. The pages' scripts are given the same
# tables.
SIGNS = {
    **dict.fromkeys(HYPHENS[1:] + _DASHES, "-"),
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys(_UNSEEN, ""),
    **_LIGATURES,
    "…": "...",
}
_SPELLED_OUT: Mapping[str, str] = table("alphabet.SPELLED_OUT")
_COMMON = tuple(_SPELLED_OUT.items())
_LOOSE: tuple[tuple[str, str], ...] = table("alphabet.LOOSE")
_SORTED_AS: tuple[tuple[str, str], ...] = table("alphabet.SORTED_AS")
# Letters that have no base letter of their own, or another in the language than elsewhere.
LETTERS = {
    **_SPELLED_OUT,
    **table("alphabet.LIKE_THEM"),
    "œ": "oe",
    "ß": "ss",
    "ð": "d",
    "đ": "d",
    "þ": "th",
    "ł": "l",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ı": "i",
    "ς": "σ",
    "ʼ": "'",
    "⁄": "/",
    "_": " ",
}
_SIGNS, _LETTERS = str.maketrans(SIGNS), str.maketrans(LETTERS)
_ANY_SIGN = "[" + "".join(SIGNS) + "]"
# letters normalised at once: ordering the marks on one letter takes time with the square of their
# number
_PIECE = 256
_CODE, _BETWEEN = r"[a-z .-]*[0-9][a-z0-9 .-]*", r"[ .-]"
MOST_LETTERS = 300  # of a word for which near ones are sought: the search is slow


# ---- Comparing
def plain(text: str) -> str:
    """One way to write what the eye reads as one: composed letters, "-" for all hyphens and
    dashes, straight quotation marks, single spaces, nothing that cannot be seen. Letters are kept
    as they are.

    >>> plain("“Århus”  2015–2018")
    '"Århus" 2015-2018'
    """
    if not text.isascii():
        text = normalized("NFC", text.translate(_SIGNS) if re.search(_ANY_SIGN, text) else text)
    return " ".join(text.split())


def plain_lower(text: str) -> str:
    """The same in small letters: so ids are looked up, and the name that was meant among those
    that fold to one.
    """
    return plain(text).lower()


def fold(text: str) -> str:
    """The form in which names and words are compared: small letters without accents, the letters
    of the language spelled out, signs in one way, single spaces.

    >>> fold("ÅRHUS"), fold("Aarhus"), fold("Café")
    ('aarhus', 'aarhus', 'cafe')
    """
    text = text.lower()
    if not text.isascii():
        for letter, letters in _COMMON:  # most names have no more than that
            text = text.replace(letter, letters)
        if not text.isascii():
            text = _base_letters(text)
    return " ".join(text.replace("_", " ").split())


def _base_letters(text: str) -> str:
    text = normalized("NFKC", text.translate(_SIGNS)).lower().translate(_LETTERS)
    if text.isascii():
        return text
    return "".join(
        [letter for letter in normalized("NFKD", text) if unicodedata.category(letter) != "Mn"]
    )


def normalized(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """As `unicodedata.normalize`, in pieces: each ends before a letter, unless its marks have no
    end.
    """
    if len(text) <= _PIECE:
        return unicodedata.normalize(form, text)
    pieces, at = [], 0
    while at < len(text):
        end = at + _PIECE
        while end < min(len(text), at + 2 * _PIECE) and unicodedata.combining(text[end]):
            end += 1
        pieces.append(unicodedata.normalize(form, text[at:end]))
        at = end
    return "".join(pieces)


def unfold(folded: str) -> str:
    """A folded word with the language's letters where it may have had them, for what reads the
    language.

    >>> unfold("aarhus")
    'århus'
    """
    for letter, letters in _COMMON:
        folded = folded.replace(letters, letter)
    return folded


def loosen(folded: str) -> str:
    """A second, coarser form of a folded text, for keyboards without the language's letters.

    >>> loosen(fold("København"))
    'kobenhavn'
    """
    for letters, letter in _LOOSE:
        folded = folded.replace(letters, letter)
    return folded


def fold_code(text: str) -> str:
    """The form in which numbers of registers are compared: 29 19 09 25 and 29190925 are one."""
    folded = fold(text)
    return re.sub(_BETWEEN, "", folded) if re.fullmatch(_CODE, folded) else folded


def fold_word(text: str) -> str:
    """The form in which a vocabulary's words are compared: ansvarlig-for and Ansvarlig for are
    one.
    """
    return fold(text).replace("-", " ")


def containing(part: str) -> Callable[[str], bool]:
    """A test of whether a folded text holds the folded part, which may not begin or end inside a
    number.

    >>> containing("nr. 1")("aftale nr. 1 om drift"), containing("nr. 1")("nr. 10")
    (True, False)
    """
    before, after = part[:1].isdecimal(), part[-1:].isdecimal()
    if not before and not after:
        return lambda text: part in text
    begins, ends = r"(?<!\d)(?<!\d[.,])" if before else "", r"(?![.,]?\d)" if after else ""
    whole = re.compile(f"{begins}{re.escape(part)}{ends}")
    return lambda text: part in text and whole.search(text) is not None


def nearest(word: str, known: Iterable[str], most: int = 3, cutoff: float = 0.6) -> list[str]:
    """The known words that are most like a word, the likest first, compared as they are folded.

    Gives `most` words at most, and none that is less like it than `cutoff`, from 0 to 1.
    """
    from difflib import get_close_matches  # 3 ms that only a mistake pays

    by_fold = {fold(other): other for other in known}
    found = get_close_matches(fold(word[:MOST_LETTERS]), list(by_fold), most, cutoff)
    return [by_fold[near] for near in found]


# ---- Sorting
def sort_key(text: str) -> str:
    """A key by which texts sort as in an index of the language: Æ, Ø, Å last, and Aa as Å.

    >>> sorted(["Århus", "Ærø", "Aalborg", "Zone", "Albertslund"], key=sort_key)
    ['Albertslund', 'Zone', 'Ærø', 'Aalborg', 'Århus']
    """
    key = unicodedata.normalize("NFC", text).casefold()
    for letters, letter in _SORTED_AS:
        key = key.replace(letters, letter)
    return key
