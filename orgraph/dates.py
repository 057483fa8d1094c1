"""Dates as documents write them (2016, 2016-09, 1/9/2016, medio 2012), kept as text beside the
days they cover. Knows no clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from orgraph.errors import BadDate
from orgraph.languages import table
from orgraph.languages import text as message
from orgraph.types import Day, IsoDate, WrittenDate

OPEN_START: Day = 0
"""Where a validity starts when nobody knows its start: before all days."""

OPEN_END: Day = date.max.toordinal() + 1
"""Where a validity ends that has no end: after all days."""

REMEMBERED = 10_000  # the same few dates stand on everything

REGISTERS_END = 29
"""A day of December 9999: beside the last of it, what registers write when nothing ends."""

MONTHS: tuple[str, ...] = table("calendar.MONTHS")
SHORT_MONTHS: Mapping[str, int] = table("calendar.SHORT_MONTHS")
PARTS: Mapping[str, tuple[int, int]] = table("calendar.PARTS")
DAYS_OF_PARTS: Mapping[str, tuple[int, int]] = table("calendar.DAYS_OF_PARTS")
SEASONS: Mapping[str, tuple[int, int]] = table("calendar.SEASONS")
_NEED_STOP: tuple[str, ...] = table("calendar.NEED_STOP")
_SEASON_ENDINGS: tuple[str, ...] = table("calendar.SEASON_ENDINGS")
_BEFORE_DAYS: tuple[str, ...] = table("calendar.BEFORE_DAYS")

_MONTH = "|".join(
    [
        *MONTHS,
        *(
            f"{short}\\.{'' if short in _NEED_STOP else '?'}"
            for short in SHORT_MONTHS
            if short not in MONTHS
        ),
        *(f"{short}\\.?" for short in table("calendar.OTHER_SHORT_MONTHS")),
    ]
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | dict.fromkeys(
    map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff")
)
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
# Compiled when first used: a question rarely needs them.
_QUARTER = rf"([0-9]{{4}})[ -]q([1-4])|{table('calendar.QUARTER')}"
_NUMBERS = r"([0-9]{1,2})[/.-] ?([0-9]{1,2})(?:[/.-] ?| )([0-9]{4})"
_SPELLED = rf"(?:([0-9]{{1,2}})(?:\. ?| ))?({_MONTH}) ([0-9]{{4}})"
_PART = rf"({'|'.join(PARTS)}) (?:({_MONTH}) )?([0-9]{{4}})"
_SEASON = rf"({'|'.join(SEASONS)})(?:{'|'.join(_SEASON_ENDINGS)})? ([0-9]{{4}})"
_ON_THE = rf"(?:{'|'.join(map(re.escape, _BEFORE_DAYS))}) ?(?=[0-9]{{1,2}}[^0-9])"
_SHORT_YEAR = (
    rf"(?:[0-9]{{1,2}}[/.-] ?[0-9]{{1,2}}(?:[/.-] ?| )|.*(?:{_MONTH}|{'|'.join(PARTS)})"
    r" )'?[0-9]{2}"
)


class Span(NamedTuple):
    """A written date: canonical text, and the days [`first`, `after`) that it covers."""

    text: WrittenDate
    first: Day
    after: Day

    @property
    def means_no_end(self) -> bool:
        """Whether it is what registers write of things that have no end: 9999-12-31 and its
        like.
        """
        return self.after == OPEN_END

    @property
    def end(self) -> Day:
        """The first day on which what ends then no longer holds: what ends on a day no longer
        holds on that day, and what ends in a month or a year lasts through its last day.
        """
        return self.first if self.after - self.first == 1 and not self.means_no_end else self.after


def parse_span(text: str) -> Span:
    """Reads a date of any precision, in which something may end.

    Raises `BadDate` when it is none, or no day of the calendar.

    >>> parse_span("1/9/2016").text, parse_span("3. kvartal 2016").text
    ('2016-09-01', '2016-Q3')
    """
    word = _plain(text)
    forms = _FORMS if re.search("[0-9]{4}", word) else ()
    try:
        span = next((found for read in forms if (found := read(word))), None)
    except ValueError:
        raise BadDate(text, message("dates.not_in_calendar")) from None
    if span is None:
        raise BadDate(text, _why_none(word))
    return span


def parse_start(text: str) -> Span:
    """Reads a date of any precision, in which something may begin.

    Raises `BadDate`, also when it is the registers' "no end".
    """
    span = parse_span(text)
    if span.means_no_end:
        raise BadDate(text, message("dates.means_no_end"))
    return span


def parse_day(text: str) -> Span:
    """Reads one day. Raises `BadDate`, also for a month or a year, with the two days it could
    mean.
    """
    span = parse_start(text)
    if span.after - span.first != 1:
        first, last = iso(span.first), iso(span.after - 1)
        raise BadDate(text, message("dates.several_days", first=first, last=last))
    return span


def parse_turn(text: str) -> Span:
    """Reads one day that has a day before it to be compared with. Raises `BadDate`."""
    span = parse_day(text)
    if span.first == date.min.toordinal():
        raise BadDate(text, message("dates.first_of_calendar"))
    return span


def one_day(day: Day) -> Span:
    """A day as a date."""
    return Span(iso(day), day, day + 1)


@lru_cache(REMEMBERED)
def iso(day: Day) -> IsoDate:
    """A day as text.

    >>> iso(736208)
    '2016-09-01'
    """
    return date.fromordinal(day).isoformat()


def today() -> Span:
    """The calendar's day on this machine."""
    return _day(date.today())


@lru_cache(REMEMBERED)
def first_day(text: WrittenDate) -> Day:
    """The first day of a canonical date, as what begins then is ordered."""
    return parse_span(text).first


@lru_cache(REMEMBERED)
def end_day(text: WrittenDate) -> Day:
    """The first day on which what ends in a canonical date no longer holds; see `Span.end`."""
    return parse_span(text).end


def last_of(text: str | None) -> IsoDate | None:
    """The last day of what is written where a date may stand; None when it is no date.

    >>> last_of("2016-09")
    '2016-09-30'
    """
    try:
        return iso(parse_span(text).after - 1) if text else None
    except BadDate:
        return None


# ---- Forms
def _plain(text: str) -> str:
    """The words with one kind of space and hyphen, in small letters, without signs that cannot be
    seen.
    """
    if not text.isascii():
        text = normalize("NFC", text).translate(_DASHES)
    word = " ".join(text.lower().split())
    return re.sub(_ON_THE, "", word, count=1) if word.startswith(_BEFORE_DAYS) else word


def _why_none(word: str) -> str:
    if re.fullmatch(_SHORT_YEAR, word):
        return message("dates.short_year")
    return message(
        "dates.winter" if word.startswith(table("calendar.WINTER")) else "dates.unknown_form"
    )


def _iso(word: str) -> Span | None:
    if not (match := _ISO.fullmatch(word)):
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if day is not None and month is not None:
        return _day(date(year, month, day))
    if month is not None:
        return _months(f"{match[1]}-{month:02}", year, month, month)
    return _months(word, year, 1, 12)


def _quarter(word: str) -> Span | None:
    if not (match := re.fullmatch(_QUARTER, word)):
        return None
    year, quarter = match[1] or match[4], match[2] or match[3]
    last = int(quarter) * 3
    return _months(f"{year}-Q{quarter}", int(year), last - 2, last)


def _numbers(word: str) -> Span | None:
    match = re.fullmatch(_NUMBERS, word)
    return _day(date(int(match[3]), int(match[2]), int(match[1]))) if match else None


def _spelled(word: str) -> Span | None:
    if not (match := re.fullmatch(_SPELLED, word)):
        return None
    month = SHORT_MONTHS[match[2][:3]]
    if match[1]:
        return _day(date(int(match[3]), month, int(match[1])))
    return _months(f"{match[3]}-{month:02}", int(match[3]), month, month)


def _part(word: str) -> Span | None:
    if not (match := re.fullmatch(_PART, word)):
        return None
    part, year = match[1], int(match[3])
    if match[2] is None:
        return _months(f"{part} {match[3]}", year, *PARTS[part])
    month = SHORT_MONTHS[match[2][:3]]
    whole = _months("", year, month, month)
    first, last = DAYS_OF_PARTS[part]
    after = min(whole.first + last, whole.after)
    return Span(f"{part} {MONTHS[month - 1]} {match[3]}", whole.first + first - 1, after)


def _season(word: str) -> Span | None:
    match = re.fullmatch(_SEASON, word)
    return _months(f"{match[1]} {match[2]}", int(match[2]), *SEASONS[match[1]]) if match else None


_FORMS: tuple[Callable[[str], Span | None], ...] = (
    _iso,
    _quarter,
    _numbers,
    _spelled,
    _part,
    _season,
)


def _day(day: date) -> Span:
    if (day.year, day.month) == (date.max.year, 12) and day.day == REGISTERS_END:
        return Span(date.max.isoformat(), day.toordinal(), OPEN_END)
    return Span(day.isoformat(), day.toordinal(), day.toordinal() + 1)


def _months(text: str, year: int, first: int, last: int) -> Span:
    start = date(year, first, 1).toordinal()
    if (year, last) == (date.max.year, 12):
        return Span(text, start, OPEN_END)
    after = date(year + 1, 1, 1) if last == 12 else date(year, last + 1, 1)
    return Span(text, start, after.toordinal())
