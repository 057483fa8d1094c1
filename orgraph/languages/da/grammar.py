"""The patterns that every Danish text may need: lists, quotes, stops, letters first, dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from orgraph.phrases import Phrase, Ref, Text

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
# What a text may begin with instead of a number.
NUMBERS = {
    "en": 1,
    "én": 1,
    "et": 1,
    "ét": 1,
    "to": 2,
    "tre": 3,
    "fire": 4,
    "fem": 5,
    "seks": 6,
    "syv": 7,
    "otte": 8,
    "ni": 9,
    "ti": 10,
    "elleve": 11,
    "tolv": 12,
}
JOINERS = {"unresolved-slash": " / ", "any": " eller ", "sequence": ", derefter "}
_CANONICAL = re.compile(r"([0-9]{4})(?:-Q([1-4])|-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")


def quote(text: str, limit: int = 60) -> str:
    """Foreign text for a terminal's line: quoted, shortened, without control characters.

    >>> quote("Udvalg 1")
    '»Udvalg 1«'
    """
    clean = "".join(c if c.isprintable() else "�" for c in text)
    return f"»{clean if len(clean) <= limit else clean[: limit - 1] + '…'}«"


def quote_long(text: str) -> str:
    """A path or a sentence: as `quote`, with room for 200 characters."""
    return quote(text, 200)


def unquoted(text: str, limit: int = 200) -> str:
    """The same without the quotes: for what is a sentence or a list itself."""
    return quote(text, limit)[1:-1]


def sentence(text: Text) -> Text:
    """A sentence with its stop, one and no more.

    >>> sentence("adgang nægtet")
    'adgang nægtet.'
    >>> sentence("Mente du a")
    'Mente du a?'
    """
    if isinstance(text, str):
        text = text.rstrip(" .")
        if text.endswith(("?", "!", "…")):
            return text
        return f"{text}{'?' if text.startswith('Mente du ') else '.'}"
    return Phrase.of(text, "" if str(text).endswith((".", "?", "!", "…")) else ".")


def capital(text: Text) -> Text:
    """With a capital letter first; a mention keeps the letters of its name."""
    if isinstance(text, str):
        return text[:1].upper() + text[1:]
    return text if isinstance(text, Ref) else text.with_capital()


def lower_first(text: str) -> str:
    """With a small letter first, to stand inside a sentence."""
    return text[:1].lower() + text[1:]


def join_and(words: Sequence[Text], last: str = "og") -> Phrase:
    """a, b og c.

    >>> str(join_and(["a", "b", "c"]))
    'a, b og c'
    """
    if len(words) < 2:
        return Phrase.of(*words)
    pieces: list[Text] = []
    for word in words[:-1]:
        pieces += (word, ", ")
    pieces[-1] = f" {last} "
    return Phrase.of(*pieces, words[-1])


def join_or(words: Sequence[Text]) -> Phrase:
    """a, b eller c."""
    return join_and(words, "eller")


def join_as(logic: str, words: Sequence[Text]) -> Phrase:
    """Joined as a source joins those it names together: a slash stays a slash.

    >>> str(join_as("unresolved-slash", ["a", "b"]))
    'a / b'
    """
    joiner = JOINERS.get(logic)
    return Phrase.join(joiner, words) if joiner else join_and(words)


def join_some(words: Sequence[Text], most: int) -> Phrase:
    """All of them, or the first `most` and how many more there are.

    >>> str(join_some(["a", "b", "c", "d", "e"], 3))
    'a, b, c og 2 flere'
    """
    if len(words) <= most:
        return join_and(words)
    return Phrase.of(Phrase.join(", ", words[:most]), and_more(len(words) - most))


def and_more(count: int) -> str:
    """What ends a list that is not whole; nothing when none are left out.

    >>> and_more(1), and_more(2), and_more(0)
    (' og én mere', ' og 2 flere', '')
    """
    if count < 1:
        return ""
    return " og én mere" if count == 1 else f" og {count} flere"


@lru_cache(1_000)
def agreeing(verb: str, *, several: bool) -> str:
    """A verb with its adjective in the number of its subject; verbs themselves have one form.

    >>> agreeing("er ansvarlig for", several=True), agreeing("godkender", several=True)
    ('er ansvarlige for', 'godkender')
    """
    first, _, rest = verb.partition(" ")
    adjective, between, after = rest.partition(" ")
    if not several or first != "er" or adjective not in _ADJECTIVES:
        return verb
    return f"{first} {adjective}e{between}{after}"


# Adjectives that take an e when they are said of several.
_ADJECTIVES = ("ansvarlig", "medansvarlig", "hovedansvarlig", "afhængig", "uafhængig", "delagtig")


@lru_cache(10_000)
def is_several(name: str, *, collective: bool) -> bool:
    """Whether a name is surely a plural: a number of things, or a collective in the definite.

    >>> is_several("Landets 98 kommuner", collective=False)
    True
    >>> is_several("Kommunerne i Midtklyngen", collective=True)
    True
    >>> is_several("Kommunen", collective=True), is_several("Scenerne", collective=False)
    (False, False)
    """
    return bool(_COUNTED.match(name) or (collective and _DEFINITE.match(name)))


_COUNTED = re.compile(r"\w+s (?:[2-9]|[1-9][0-9]+) [a-zæøå]+er\b")
_DEFINITE = re.compile(r"(?:De|Alle) |[\w-]+(?:erne|ene)\b")


def quote_titles(text: Text) -> Phrase:
    """A phrase whose titles that are sentences are quoted, to stand inside a sentence.

    >>> str(quote_titles(Ref("m", "Planerne skal være udfyldt")))
    '»Planerne skal være udfyldt«'
    """
    parts = (text,) if isinstance(text, str | Ref) else text
    pieces: list[Text] = []
    for part in parts:
        titled = isinstance(part, Ref) and is_sentence(part.name)
        pieces += ("»", part, "«") if titled else (part,)
    return Phrase.of(*pieces)


@lru_cache(10_000)
def is_sentence(name: str) -> bool:
    """Whether a name is a sentence: it has one of the commonest verbs outside its subordinate
    clauses, brackets and quotations.

    >>> is_sentence("95 % af alle forløb, hvor kommunen skal inddrages, er påbegyndt")
    True
    >>> is_sentence("Sikre, at aftalerne er godkendt"), is_sentence("Sager der kan afklares")
    (False, False)
    """
    return any(
        _VERB.search(part) and not _SUBORDINATE.search(part)
        for part in _ASIDE.sub(" ", name).split(",")
    )


_ASIDE = re.compile(r"\([^)]*\)|[\"”“»'][^\"”“«']*[\"”“«']")
_VERB = re.compile(r"(?:^ *|(?<=\w ))(?:er|skal|har|kan|bliver|svarer|træder|får)(?= \w)")
_SUBORDINATE = re.compile(
    r"^\s*(?:om|når|hvis|så|indtil|mens|da)\b|\b(?:at|der|som|hvad|hvem|hvor\w*|hvilk\w*|hvis)\b",
    re.IGNORECASE,
)


@lru_cache(10_000)  # the same few dates stand on everything
def format_date(text: str) -> str:
    """A canonical date as a Dane reads it; all other text as it stands.

    >>> format_date("2016-09-01"), format_date("2016-09"), format_date("2016-Q3")
    ('1. september 2016', 'september 2016', '3. kvartal 2016')
    """
    if match := _CANONICAL.fullmatch(text):
        year, quarter, month, day = match.groups()
        if quarter:
            return f"{quarter}. kvartal {year}"
        if day:
            return f"{int(day)}. {MONTHS[int(month) - 1]} {year}"
        return f"{MONTHS[int(month) - 1]} {year}" if month else year
    return text


CONVERSIONS: Mapping[str, Callable[[Any], Text]] = {
    "q": quote,
    "p": quote_long,
    "u": unquoted,
    "d": format_date,
    "a": join_and,
    "o": join_or,
    "s": sentence,
    "c": capital,
    "l": lower_first,
}
