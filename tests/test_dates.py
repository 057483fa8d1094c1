"""Dates as documents and people write them."""

from __future__ import annotations

import pytest

from orgraph.dates import iso, parse_day, parse_span, spelled
from orgraph.errors import BadDate


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
        ("medio 2012", "medio 2012", "2012-05-01", "2012-08-31"),
        ("ultimo 2011", "ultimo 2011", "2011-09-01", "2011-12-31"),
        ("forår 2019", "forår 2019", "2019-03-01", "2019-05-31"),
    ],
)
def test_a_written_date_covers_its_days(written: str, text: str, first: str, last: str) -> None:
    span = parse_span(written)
    assert (span.text, iso(span.first), iso(span.after - 1)) == (text, first, last)


@pytest.mark.parametrize(
    "written",
    ["", "x", "2016-13-01", "2016-02-30", "31/9/2016", "2016-9-1", "0000-01-01", "1. hest 2016", "20160901", "2016-09-01T00:00", "9" * 5000, "\x00", "२०१६"],
)
def test_what_is_no_date_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(BadDate, match=r"^Datoen ».*« kan ikke bruges: .*\.$"):
        parse_span(written)


@pytest.mark.parametrize(("written", "first", "last"), [("2016", "2016-01-01", "2016-12-31"), ("2016-09", "2016-09-01", "2016-09-30")])
def test_a_range_is_refused_as_a_day_with_the_two_days_it_could_mean(written: str, first: str, last: str) -> None:
    with pytest.raises(BadDate, match=f"{first} eller {last}"):
        parse_day(written)


@pytest.mark.parametrize(
    ("text", "words"),
    [("2016-09-01", "1. september 2016"), ("2016-09", "september 2016"), ("2016", "2016"), ("2016-Q3", "3. kvartal 2016"), ("medio 2012", "medio 2012")],
)
def test_a_date_is_spelled_as_a_dane_reads_it(text: str, words: str) -> None:
    assert spelled(text) == words
