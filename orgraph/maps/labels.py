"""Breaks Danish names into the lines of a box: between words, and inside a compound only before its head word."""

from __future__ import annotations

import re

LINE_WIDTH = 150.0
FONT_SIZE = 12
MOST_LINES = 8
LONGEST_WORD = 600  # letters; what comes after would not be shown
LEAST_LEFT = 4  # letters of a word that is cut, on its last line

# Advance widths of Arial (and of its metric twins) per 100 px, so that Python breaks lines where the browser would.
_WIDTHS: dict[str, int] = {}
for _letters, _width in {
    "ijl’": 22, "|": 26, " !,./:;I[]\\ft·": 28, "-()r`{}": 33, '"': 35, "*": 39, "'": 19, "^": 47, "ckvxyzsJ": 50, "+<=>~": 58, "FTZø": 61,
    "abdeghnopqu0123456789#$?_Låéüöä–»«§": 56, "&ABEKPSVXYÅÉ": 67, "w": 72, "CDHNRU": 72, "GOQØ": 78, "mM": 83, "%æ": 89, "W": 94, "Æ—…": 100, "@": 102,
}.items():  # fmt: skip
    _WIDTHS |= dict.fromkeys(_letters, _width)

HEADS = tuple(sorted((
    "udvalg", "gruppe", "samarbejde", "koordination", "sekretariat", "formandskab", "kreds", "forum", "klynge", "aftale", "program", "organisation",
    "kommune", "region", "hospital", "afdeling", "center", "centre", "styrelse", "ministeri", "direktør", "direktion", "chef", "leder", "ledelse", "praksis",
    "læge", "råd", "netværk", "enhed", "område", "opgave", "ordning", "projekt", "plan", "politik", "strategi", "forløb", "tilbud", "behandling",
    "rehabilitering", "inddragelse", "udvikling", "forening", "forbund", "styring", "sektor", "myndighed", "bestyrelse", "afsnit", "funktion",
    "telefon", "kontor", "skole", "tilsyn", "uddannelse", "undervisning", "pleje", "psykiatri", "sundhed", "medicin", "nævn", "møde", "konference",
    "vejledning", "retningslinje", "samtale", "katalog", "system", "rapport", "indsats", "træning", "undersøgelse", "vurdering", "visitation", "henvisning",
    "struktur",
), key=lambda head: (-len(head), head)))  # fmt: skip
# What begins with om-, be- or for- is a head of its own (område, bestyrelse): råd and styrelse do not begin inside it.
_INSIDE = r"(?<=\w\w\w)(?<!om)(?<!be)(?<!for)"
_BEFORE_HEAD = re.compile(rf"{_INSIDE}(?=(?:{'|'.join(HEADS)})\w{{0,6}}\b)", re.IGNORECASE)
_BEFORE_ANY_HEAD = re.compile(rf"{_INSIDE}(?=(?:{'|'.join(HEADS)}))", re.IGNORECASE)


def width_of(text: str, size: float = FONT_SIZE) -> float:
    """The width of a line of text, in px."""
    return sum(_WIDTHS.get(letter, 100) for letter in text) * size / 100


def wrap(name: str, width: float = LINE_WIDTH) -> tuple[str, ...]:
    """The lines of a name. What does not fit in `MOST_LINES` ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in (found[:LONGEST_WORD] for found in name.split()):
        for piece, glue in _pieces(word, width):
            longer = f"{line}{glue}{piece}" if line else piece
            if width_of(longer) <= width:
                line = longer
                continue
            lines.append(f"{line}-" if not glue and line[-1:].isalnum() else line)
            line = piece
    lines.append(line)
    kept = [found for found in lines if found] or [name[:1]]
    return tuple(kept) if len(kept) <= MOST_LINES else (*kept[: MOST_LINES - 1], f"{kept[MOST_LINES - 1].rstrip('- ')}…")


def soften(text: str) -> str:
    """The text with soft hyphens before the head words of its compounds, for a browser to break at."""
    return _BEFORE_HEAD.sub("\u00ad", text)


def soften_more(text: str) -> str:
    """As `soften`, and before the heads inside longer compounds too: for narrow boxes."""
    return _BEFORE_ANY_HEAD.sub("\u00ad", text)


def _pieces(word: str, width: float) -> list[tuple[str, str]]:
    """A word's parts with what joins each to the one before it: a space for the first, nothing inside a word."""
    if width_of(word) <= width:
        return [(word, " ")]
    room = width - width_of("-")
    parts = [part for half in _after_marks(word) for part in _at_heads(half, room)]
    return [(part, "" if number else " ") for number, part in enumerate(parts)]


def _after_marks(word: str) -> list[str]:
    return [part for part in re.split(r"(?<=[-/])(?=\w)", word) if part]


def _at_heads(word: str, room: float) -> list[str]:
    """The word split before its head; before an inner one when that is not enough; at the line's end when it knows no head."""
    if width_of(word) <= room:
        return [word]
    for pattern in (_BEFORE_HEAD, _BEFORE_ANY_HEAD):
        places = [match.start() for match in pattern.finditer(word) if width_of(word[: match.start()]) <= room]
        if places:
            return [word[: places[-1]], *_at_heads(word[places[-1] :], room)]
    fitting = next(count for count in range(max(1, len(word) - LEAST_LEFT), 0, -1) if width_of(word[:count]) <= room or count == 1)
    return [word[:fitting], *_at_heads(word[fitting:], room)]
