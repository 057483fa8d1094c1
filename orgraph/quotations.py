"""Finds a verbatim quotation in numbered lines of a document, in one pass over its text.

Both are compared as `text_matching.plain` writes them, so that only letters and visible signs
count. A hyphen at a line's end may be joined, kept, or kept with the space that the line's end is;
a dash there may be kept with or without it. The texts stay as they are.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from orgraph.languages import text
from orgraph.text_matching import HYPHENS, SIGNS, SOFT_HYPHEN, normalized, plain

# Tokens that no plain text holds: a hyphen, and a dash, at the end of a line; and how they may be
# read.
_HYPHEN, _DASH = "\u00ad", "\u2013"
_FORWARD = {_HYPHEN: ("", "-", "- "), _DASH: ("-", "- ")}
_BACKWARD = {_HYPHEN: ("", "-", " -"), _DASH: ("-", " -")}
_BARE = str.maketrans(
    "", "", f" -{_HYPHEN}{_DASH}"
)  # takes away what a line's end may take or add
_LOOKS = str.maketrans(  # letters of other alphabets, as they look
    "аеорсухіјѕԁԛԝһАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανιρ",
    "aeopcyxijsdqwhABEKMHOPCTYXIJSABEZHIKMNOPTYXoavip",
)

Lines = tuple[int, int]
Readings = Mapping[str, Sequence[str]]


def stands_in(quote: str, lines: Sequence[str]) -> bool:
    """Whether the quotation stands in these lines.

    >>> stands_in("sundhedsaftalen gælder", ["Sundheds-", "aftalen gælder"])
    False
    >>> stands_in("Sundhedsaftalen gælder", ["Sundheds-", "aftalen gælder"])
    True
    """
    return DocumentText(lines).holds(quote)


def find_line(quote: str, lines: Sequence[str]) -> Lines | None:
    """The first and last line (from 1) of a place where the quotation stands, or None."""
    return DocumentText(lines).find_lines(quote)


class Mark(NamedTuple):
    """Words of a quotation on a line (from 1): the first column, and the one after the last."""

    line: int
    first: int
    after: int


class DocumentText:
    """The lines of a document (from 1), folded once for all quotations that are sought in it."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        pieces = [_piece(line) for line in lines]
        self._text, self._starts = "".join(pieces), _starts(pieces)

    def holds(self, quote: str, first: int = 1, last: int | None = None) -> bool:
        """Whether the quotation stands in the lines from `first` to `last`, both included; None
        for `last` is the document's end.
        """
        wanted = plain(quote)
        window = self._text[slice(*self._bounds(self._starts, first, last))]
        if not wanted or wanted in window:
            return bool(wanted)
        if _HYPHEN not in window and _DASH not in window:
            return False
        kept = window.replace(_DASH, "-")
        if any(wanted in kept.replace(_HYPHEN, reading) for reading in ("", "-")):  # nearly always
            return True
        return self._find(wanted, first, last) is not None

    def find_lines(self, quote: str) -> Lines | None:
        """The first and last line of a place where the quotation stands, or None."""
        if (found := self._find(plain(quote))) is None:
            return None
        start, end = found
        return _line_at(self._starts, start), _line_at(self._starts, end - 1)

    def find_marks(self, quote: str, first: int = 1, last: int | None = None) -> list[Mark]:
        """Where the words of the quotation stand, one mark or none for each line; empty when they
        do not stand in the lines from `first` to `last`.
        """
        wanted = plain(quote)
        found = self._find(wanted, first, last)
        if not found:
            return []
        read: dict[int, list[int]] = {}
        for place in _places(wanted, self._text, *found):
            line = _line_at(self._starts, place)
            read.setdefault(line, []).append(place - self._starts[line - 1])
        return [mark for line, places in read.items() for mark in self._mark(line, places)]

    def explain(self, quote: str, first: int, last: int) -> str | None:
        """By which sign lines that look like the quotation differ from it, as a sentence without
        its stop; None when no such lines do.
        """
        shapes, starts = self._shapes
        wanted = _shape(quote)
        at = shapes.find(wanted, *self._bounds(starts, first, last)) if wanted else -1
        if at < 0:
            return None
        line = _line_at(starts, at)
        there = _from_letter(at - starts[line - 1], _signs(self._lines[line - 1 : last], line))
        return _first_difference(there, _from_letter(0, _signs([quote], 0)), line)

    # ---- Finding
    def _find(
        self, wanted: str, first: int = 1, last: int | None = None
    ) -> tuple[int, int] | None:
        """The part of the folded text that reads as the wanted words: its start and its end."""
        low, high = self._bounds(self._starts, first, last)
        if not wanted:
            return None
        if (at := self._text.find(wanted, low, high)) >= 0:
            return at, at + len(wanted)
        for lines in self._areas(wanted, first, len(self._lines) if last is None else last):
            if found := _match(wanted, self._text, *self._bounds(self._starts, *lines)):
                return found
        return None

    def _bounds(self, starts: list[int], first: int, last: int | None) -> tuple[int, int]:
        """Where lines begin and end in the text with these starts; beyond the last line there is
        none.
        """
        most = len(self._lines)
        return starts[min(first - 1, most)], starts[most if last is None else min(last, most)]

    def _areas(self, wanted: str, first: int, last: int) -> Iterator[Lines]:
        """Where alone the words can stand, whatever their hyphens and spaces: lines apart from
        each other.
        """
        bare, starts = self._bare
        sought = wanted.translate(_BARE)
        low, high = self._bounds(starts, first, last)
        area: Lines | None = None if sought else (first, last)
        at = bare.find(sought, low, high) if sought else -1
        while at >= 0:
            following = starts[_line_at(starts, at)]
            latest = bare.rfind(sought, at, min(following - 1 + len(sought), high)) + len(sought)
            # Hyphens that the words begin and end with stand between the letters around them.
            begin = first if at == low else _line_at(starts, at - 1)
            end = last if latest == high else _line_at(starts, latest)
            if area and begin > area[1]:
                yield area
                area = None
            area = (area[0], max(end, area[1])) if area else (begin, end)
            at = bare.find(sought, following, high)
        if area:
            yield area

    @cached_property
    def _bare(self) -> tuple[str, list[int]]:
        pieces = [self._text[start:end].translate(_BARE) for start, end in pairwise(self._starts)]
        return "".join(pieces), _starts(pieces)

    @cached_property
    def _shapes(self) -> tuple[str, list[int]]:
        pieces = [_shape(line) for line in self._lines]
        return "".join(pieces), _starts(pieces)

    def _mark(self, line: int, places: list[int]) -> Iterator[Mark]:
        """The columns of what was read on a line; the space that the line's end is has none."""
        columns = _columns(self._lines[line - 1], self._starts[line] - self._starts[line - 1])
        read = [columns[place] for place in places if place < len(columns)]
        if read:
            yield Mark(line, read[0][0], read[-1][1])


# ---- Folding
def _piece(line: str) -> str:
    """A line as its part of the folded text, with what joins it to the next."""
    folded = plain(line)
    if not folded:
        return ""
    ending = folded[-1] if line.isascii() else _last_sign(line)
    if ending == SOFT_HYPHEN:
        return folded + _HYPHEN
    if folded[-1] != "-":
        return folded + " "
    return folded[:-1] + (_HYPHEN if ending in HYPHENS else _DASH)


def _last_sign(line: str) -> str:
    """The last that is seen of a line; a soft hyphen is seen there."""
    seen = (
        sign
        for sign in reversed(line)
        if (SIGNS.get(sign, sign) and not sign.isspace()) or sign == SOFT_HYPHEN
    )
    return next(seen, "")


def _starts(pieces: Iterable[str]) -> list[int]:
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts


def _line_at(starts: list[int], place: int) -> int:
    """The line that a place of the text belongs to."""
    return bisect_right(starts, place)


def _columns(line: str, length: int) -> list[tuple[int, int]]:
    """For each letter of the folded line where it was written; the whole line where that cannot be
    told.
    """
    columns: list[tuple[int, int]] = []
    gap: tuple[int, int] | None = None
    for first, after in _letters(line):
        for letter in plain(line[first:after]) or " " * line[first:after].isspace():
            if letter == " ":
                gap = (first, after) if columns else None
            else:
                columns += [gap, (first, after)] if gap else [(first, after)]
                gap = None
    return columns if length - 1 <= len(columns) <= length else [(0, len(line))] * length


def _letters(line: str) -> Iterator[tuple[int, int]]:
    """Each letter with the marks on it and what cannot be seen behind it: its columns."""
    first = 0
    for column in range(1, len(line) + 1):
        behind = column < len(line) and line[column]
        if not behind or not (unicodedata.combining(behind) or SIGNS.get(behind) == ""):
            yield first, column
            first = column


# ---- Reading
def _match(wanted: str, text: str, low: int, high: int) -> tuple[int, int] | None:
    """The first place between low and high where the tokens can be read as the wanted words."""
    count = _read(wanted, text[low:high], _FORWARD, anywhere=True)
    if count is None:
        return None
    end = low + count
    back = _read(wanted[::-1], text[low:end][::-1], _BACKWARD, anywhere=False)
    return end - (back or 0), end


def _read(wanted: str, tokens: str, readings: Readings, *, anywhere: bool) -> int | None:
    """How many tokens it takes to read the wanted words, from the first token on or from any.

    All ways to read are followed at once: bit n of `reached` says that n letters have been read.
    """
    after: dict[str, int] = {}  # letter → the bits that reading it may set
    for number, letter in enumerate(wanted, 1):
        after[letter] = after.get(letter, 0) | 1 << number
    reached = 1
    for count, token in enumerate(tokens, 1):
        ways = readings.get(token)
        reached = _step(ways, reached, after) if ways else reached << 1 & after.get(token, 0)
        if reached >> len(wanted):
            return count
        if anywhere:
            reached |= 1
        elif not reached:
            return None
    return None


def _step(readings: Iterable[str], reached: int, after: Mapping[str, int]) -> int:
    """What is reached by any of the readings of a token."""
    together = 0
    for reading in readings:
        ways = reached
        for letter in reading:
            ways = ways << 1 & after.get(letter, 0)
        together |= ways
    return together


def _places(wanted: str, text: str, start: int, end: int) -> Iterator[int]:
    """The places of the tokens that were read as letters: a hyphen that was joined is not."""
    at = 0
    for place in range(start, end):
        if text[place] == _HYPHEN and wanted[at : at + 1] != "-":
            continue
        at += 2 if text[place] in _FORWARD and wanted[at + 1 : at + 2] == " " else 1
        yield place


# ---- Explaining
class _Sign(NamedTuple):
    """Something written on a line, how many letters it looks like, and what it is compared as."""

    line: int
    written: str
    letters: int
    plain: str


Compared = tuple[str, _Sign]  # a letter or sign as it is compared, and how it was written


def _shape(text: str) -> str:
    """The letters and figures as they look, whatever their alphabet and the marks on them."""
    return "".join(filter(str.isalnum, normalized("NFKD", text).translate(_LOOKS)))


def _signs(lines: Sequence[str], first: int) -> Iterator[_Sign]:
    for number, line in enumerate(lines, first):
        for start, after in _letters(line):
            written = line[start:after]
            yield _Sign(number, written, len(_shape(written)), plain(written).replace("-", ""))


def _from_letter(number: int, signs: Iterable[_Sign]) -> Iterator[Compared]:
    """What is compared, from a letter on: hyphens and spaces are not."""
    passed = 0
    for sign in signs:
        passed += sign.letters
        if passed > number:
            yield from ((letter, sign) for letter in sign.plain)


def _first_difference(there: Iterator[Compared], here: Iterator[Compared], first: int) -> str:
    last = first
    for letter, mine in here:
        other, sign = next(there, ("", None))
        last = sign.line if sign else last
        if other != letter:
            quoted = _spelled(mine.written)
            if sign is None:
                return text("quotations.no_sign", line=last, here=quoted)
            return text(
                "quotations.other_sign", line=last, there=_spelled(sign.written), here=quoted
            )
    if first == last:
        return text("quotations.other_spaces", line=first)
    return text("quotations.other_spaces_in_lines", first=first, last=last)


def _spelled(written: str) -> str:
    """Each sign with its code, since two may look alike; one that cannot be seen by its code."""
    return " + ".join(
        f"{sign} (U+{ord(sign):04X})"
        if sign.isprintable() and not sign.isspace() and not unicodedata.combining(sign)
        else f"U+{ord(sign):04X}"
        for sign in written
    )
