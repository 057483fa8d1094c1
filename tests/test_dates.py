"""Dates as documents and people write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgraph.dates import (
    OPEN_END,
    PARTS,
    SEASONS,
    Span,
    end_day,
    first_day,
    iso,
    last_of,
    parse_day,
    parse_span,
    parse_start,
    parse_turn,
)
from orgraph.errors import BadDate
from orgraph.languages.da.grammar import MONTHS, format_date


@pytest.mark.parametrize(
    ("written", "text", "first", "last"),
    [
        ("2016-09-01", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("1/9/2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("01.09.2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("1. september 2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        (" 1.  September 2016 ", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("29/2/2016", "2016-02-29", "2016-02-29", "2016-02-29"),
        ("2016-09", "2016-09", "2016-09-01", "2016-09-30"),
        ("september 2016", "2016-09", "2016-09-01", "2016-09-30"),
        ("2016", "2016", "2016-01-01", "2016-12-31"),
        ("2016-Q3", "2016-Q3", "2016-07-01", "2016-09-30"),
        ("2016-q3", "2016-Q3", "2016-07-01", "2016-09-30"),
        ("3. kvartal 2016", "2016-Q3", "2016-07-01", "2016-09-30"),
        ("primo 2016", "primo 2016", "2016-01-01", "2016-01-31"),
        ("medio 2012", "medio 2012", "2012-06-01", "2012-07-31"),
        ("Ultimo 2011", "ultimo 2011", "2011-12-01", "2011-12-31"),
        ("primo september 2016", "primo september 2016", "2016-09-01", "2016-09-10"),
        ("medio feb. 2016", "medio februar 2016", "2016-02-11", "2016-02-20"),
        ("ultimo februar 2016", "ultimo februar 2016", "2016-02-21", "2016-02-29"),
        ("ultimo september 2016", "ultimo september 2016", "2016-09-21", "2016-09-30"),
        ("forår 2019", "forår 2019", "2019-03-01", "2019-05-31"),
        ("Foråret 2019", "forår 2019", "2019-03-01", "2019-05-31"),
        ("sommeren 2019", "sommer 2019", "2019-06-01", "2019-08-31"),
        ("2016-9-1", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("2016-9", "2016-09", "2016-09-01", "2016-09-30"),
        ("1.9.2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("1. 9. 2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("1/9-2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("1/9 2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("1 september 2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("1.september 2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("1. SEP. 2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("1 sept 2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("d. 1. september 2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("den 1/9 2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("dec. 2016", "2016-12", "2016-12-01", "2016-12-31"),
        ("1.\u00a0september\u202f2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("1/9–2016", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("2016‑09‑01", "2016-09-01", "2016-09-01", "2016-09-01"),
        ("\u200e2016-09-01\u200e", "2016-09-01", "2016-09-01", "2016-09-01"),
        (normalize("NFD", "efterår 2016"), "efterår 2016", "2016-09-01", "2016-11-30"),
        ("0001-01-01", "0001-01-01", "0001-01-01", "0001-01-01"),
        ("9999-12-30", "9999-12-30", "9999-12-30", "9999-12-30"),
    ],
)
def test_a_written_date_covers_its_days(written: str, text: str, first: str, last: str) -> None:
    span = parse_span(written)
    assert (span.text, iso(span.first), iso(span.after - 1)) == (text, first, last)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x",
        "2016-13-01",
        "2016-02-30",
        "31/9/2016",
        "9/13/2016",
        "0000-01-01",
        "10000-01-01",
        "-1",
        "2016-Q5",
        "5. kvartal 2016",
        "i dag",
        "1. hest 2016",
        "20160901",
        "2016-09-01T00:00",
        "9" * 5000,
        "\x00",
        "२०१६",
    ],
)
def test_what_is_no_date_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(BadDate, match=r"^Datoen ».*« kan ikke bruges: .*\.$"):
        parse_span(written)


@pytest.mark.parametrize(
    "written",
    [
        "1/9/16",
        "1.9.16",
        "1/9-16",
        "01-09-16",
        "16-09-01",
        "1. september 16",
        "sep. 16",
        "ultimo 16",
        "d. 1/9 16",
    ],
)
def test_a_year_of_two_digits_is_never_guessed(written: str) -> None:
    with pytest.raises(BadDate, match="fire cifre"):
        parse_span(written)


def test_a_winter_is_refused_since_it_lies_in_two_years() -> None:
    with pytest.raises(BadDate, match="to år"):
        parse_span("vinteren 2016")


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [("2016", "2016-01-01", "2016-12-31"), ("2016-09", "2016-09-01", "2016-09-30")],
)
def test_a_range_is_refused_as_a_day_with_the_two_days_it_could_mean(
    written: str, first: str, last: str
) -> None:
    with pytest.raises(BadDate, match=f"{first} eller {last}"):
        parse_day(written)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2016-09-01", "1. september 2016"),
        ("2016-09", "september 2016"),
        ("2016", "2016"),
        ("2016-Q3", "3. kvartal 2016"),
        ("medio 2012", "medio 2012"),
    ],
)
def test_a_date_is_spelled_as_a_dane_reads_it(text: str, words: str) -> None:
    assert format_date(text) == words


@pytest.mark.parametrize(
    "text", ["2016-13", "2016-00", "2016-09-01 og senere", "9999-99", "", "status primo 2013"]
)
def test_what_is_no_date_is_spelled_as_it_stands(text: str) -> None:
    assert format_date(text) == text


# ---- What registers write when nothing ends
NO_END = [
    "9999-12-31",
    "9999-12-29",
    "9999",
    "9999-12",
    "31/12/9999",
    "29. december 9999",
    "december 9999",
    "9999-Q4",
    "ultimo 9999",
]


@pytest.mark.parametrize("written", NO_END)
def test_the_end_of_the_calendar_means_no_end(written: str) -> None:
    span = parse_span(written)
    assert span.means_no_end
    assert span.end == OPEN_END


@pytest.mark.parametrize("written", NO_END)
@pytest.mark.parametrize("read", [parse_start, parse_day, parse_turn])
def test_nothing_begins_and_nothing_is_asked_when_nothing_ends(
    read: Callable[[str], Span], written: str
) -> None:
    with pytest.raises(BadDate, match="at intet ophører"):
        read(written)


def test_the_last_day_but_one_of_the_calendar_is_a_day() -> None:
    assert parse_day("9999-12-30").end == OPEN_END - 2


def test_nothing_turns_on_the_first_day_of_the_calendar_since_there_is_none_before_it() -> None:
    assert parse_day("0001-01-01").first == 1
    with pytest.raises(BadDate, match="ingen dag før"):
        parse_turn("0001-01-01")


# ---- What is printed is read again
YEARS = st.integers(1, 9999).map("{:04}".format)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 28)).map(date.isoformat)
WORDS = st.one_of(
    DAYS,
    YEARS,
    st.builds("{}-{:02}".format, YEARS, st.integers(1, 12)),
    st.builds("{}-Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{} {}".format, st.sampled_from([*PARTS, *SEASONS]), YEARS),
    st.builds("{} {} {}".format, st.sampled_from(list(PARTS)), st.sampled_from(MONTHS), YEARS),
)


@given(WORDS)
def test_every_date_is_read_again_as_it_is_kept_and_as_it_is_printed(written: str) -> None:
    span = parse_span(written)
    assert parse_span(span.text) == span
    assert parse_span(format_date(span.text)) == span
    assert parse_span(format_date(span.text).upper()) == span
    assert span.first < span.after <= OPEN_END
    assert first_day(span.text) == span.first
    assert end_day(span.text) == span.end
    assert last_of(written) == iso(span.after - 1)


@given(
    DAYS,
    st.sampled_from(
        [
            "{d}/{m}/{y}",
            "{d}.{m}.{y}",
            "{d}-{m}-{y}",
            "{d}/{m}-{y}",
            "{d}/{m} {y}",
            "{d}. {w} {y}",
            "d. {d}. {w} {y}",
            "{d} {w} {y}",
        ]
    ),
)
def test_every_day_is_read_in_every_danish_order(day: str, form: str) -> None:
    year, month, number = day.split("-")
    assert (
        parse_day(form.format(y=year, m=int(month), d=int(number), w=MONTHS[int(month) - 1])).text
        == day
    )


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2016", "2016-09-01"),
        ("2016-Q1", "2016-09"),
        ("forår 2018", "2019"),
        ("2011", "medio 2012"),
    ],
)
def test_dates_of_all_kinds_are_ordered_by_their_days(earlier: str, later: str) -> None:
    assert first_day(earlier) < first_day(later)
