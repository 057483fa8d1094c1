"""Dates as documents write them (2016, 2016-09, 1/9/2016, medio 2012), kept as text beside the days they cover. Knows no clock."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from orgraph.errors import BadDate

OPEN_START = 0
OPEN_END = date.max.toordinal() + 1
REMEMBERED = 10_000  # the same few dates stand on everything

MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december")
PARTS = {"primo": (1, 4), "medio": (5, 8), "ultimo": (9, 12)}
SEASONS = {"forår": (3, 5), "sommer": (6, 8), "efterår": (9, 11)}

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_SPELLED = re.compile(rf"(?:([0-9]{{1,2}})\. ?)?({'|'.join(MONTHS)}) ([0-9]{{4}})", re.IGNORECASE)
_PART = re.compile(rf"({'|'.join([*PARTS, *SEASONS])}) ([0-9]{{4}})", re.IGNORECASE)


class Span(NamedTuple):
    """A written date: canonical text, and the days it covers as ordinals, half-open."""

    text: str
    first: int
    after: int


def parse_span(text: str) -> Span:
    """A date of any precision. Raises `BadDate` when it is none, or no day of the calendar."""
    word = " ".join(text.split())
    try:
        span = _iso(word) or _quarter(word) or _slashed(word) or _spelled(word) or _part(word)
    except ValueError:
        raise BadDate(text, "den findes ikke i kalenderen") from None
    if span is None:
        raise BadDate(text, "skriv den som 2016-09-01, 1/9/2016 eller 1. september 2016")
    return span


def parse_day(text: str) -> Span:
    """One day. A month or a year is refused, with the two days it could mean."""
    span = parse_span(text)
    if span.after - span.first != 1:
        first, last = iso(span.first), iso(span.after - 1)
        raise BadDate(text, f"den dækker flere dage; skriv én dag, fx {first} eller {last}")
    return span


def one_day(day: int) -> Span:
    """The day with this ordinal."""
    return Span(iso(day), day, day + 1)


@lru_cache(REMEMBERED)
def iso(day: int) -> str:
    """2016-09-01 for an ordinal."""
    return date.fromordinal(day).isoformat()


def today() -> Span:
    """The calendar's day on this machine."""
    return _day(date.today())


@lru_cache(REMEMBERED)
def spelled(text: str) -> str:
    """A canonical text as a Dane reads it: 1. september 2016, september 2016, 3. kvartal 2016."""
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
        if day:
            return f"{int(day)}. {MONTHS[int(month) - 1]} {year}"
        return f"{MONTHS[int(month) - 1]} {year}" if month else year
    if match := _QUARTER.fullmatch(text):
        return f"{match[2]}. kvartal {match[1]}"
    return text


def _iso(word: str) -> Span | None:
    if not (match := _ISO.fullmatch(word)):
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if day is not None and month is not None:
        return _day(date(year, month, day))
    return _months(word, year, month or 1, month or 12)


def _quarter(word: str) -> Span | None:
    if not (match := _QUARTER.fullmatch(word)):
        return None
    last = int(match[2]) * 3
    return _months(word, int(match[1]), last - 2, last)


def _slashed(word: str) -> Span | None:
    match = _SLASHED.fullmatch(word)
    return _day(date(int(match[3]), int(match[2]), int(match[1]))) if match else None


def _spelled(word: str) -> Span | None:
    if not (match := _SPELLED.fullmatch(word)):
        return None
    month = MONTHS.index(match[2].lower()) + 1
    if match[1]:
        return _day(date(int(match[3]), month, int(match[1])))
    return _months(f"{match[3]}-{month:02}", int(match[3]), month, month)


def _part(word: str) -> Span | None:
    if not (match := _PART.fullmatch(word)):
        return None
    first, last = {**PARTS, **SEASONS}[match[1].lower()]
    return _months(f"{match[1].lower()} {match[2]}", int(match[2]), first, last)


def _day(day: date) -> Span:
    return Span(day.isoformat(), day.toordinal(), day.toordinal() + 1)


def _months(text: str, year: int, first: int, last: int) -> Span:
    after = date(year + 1, 1, 1) if last == 12 else date(year, last + 1, 1)
    return Span(text, date(year, first, 1).toordinal(), after.toordinal())
