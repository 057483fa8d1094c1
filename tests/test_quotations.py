"""A quotation is checked, not believed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgraph.quotations import DocumentText, find_line, stands_in
from orgraph.seed.reader import read_seed
from orgraph.text_matching import plain
from tests.conftest import write_seed

LINES = [
    "Styregruppen indstil-",
    "ler til  udvalget, hvor-",
    "",
    "efter kommune-/hospitals-",
    "/klyngeniveau følger.",
]


@pytest.mark.parametrize(
    "quote",
    [
        "Styregruppen indstiller til udvalget",
        "udvalget, hvorefter",
        "kommune-/hospitals-/klyngeniveau",
        "indstiller til udvalget, hvorefter kommune-/hospitals-/klyngeniveau følger.",
    ],
)
def test_a_quotation_is_found_across_lines_with_hyphens_joined_or_kept(quote: str) -> None:
    assert stands_in(quote, LINES)


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "   ",
        "Styregruppen indstillede",
        "styregruppen indstiller",
        "ind-stiller",
        "følger"[::-1],
    ],
)
def test_what_does_not_stand_there_is_not_found(quote: str) -> None:
    assert not stands_in(quote, LINES)


def test_a_misplaced_quotation_is_traced_to_its_lines() -> None:
    assert find_line("udvalget, hvorefter", LINES) == (2, 4)
    assert find_line("andet", LINES) is None


# ---- What counts as the same
ALIKE = [
    ("på vegne af Århus", unicodedata.normalize("NFD", "på vegne af Århus")),
    (unicodedata.normalize("NFD", "på vegne af Århus"), "på vegne af Århus"),
    ("Økonomi- og opfølgning", "Økonomi\u2011 og opfølgning"),
    ("Økonomi- og opfølgning", "Økonomi\u2010 og opfølgning"),
    ("2015-2018", "2015–2018"),
    ("2015—2018", "2015-2018"),
    ("-5 procent", "\u22125 procent"),
    ("\"Sundhed\" og 'pleje'", "”Sundhed“ og ‘pleje’"),
    ("“Sundhed”", "»Sundhed«"),
    ("KL's", "KL´s"),
    ("10 000 kr.", "10\u00a0000\u2009kr."),
    ("Styregruppen", "Styre\u00adgruppen"),
    ("Styregruppen", "Styre\u200bgrup\ufeffpen\u2060"),
    ("Styre\u00adgruppen", "Styregruppen"),
    ("finansiering og flow", "ﬁnansiering og ﬂow"),
    ("osv...", "osv…"),
]
DIFFERENT = [
    ("på", "pa"),
    ("cafe", "café"),
    ("Styregruppen", "styregruppen"),
    ("pa", unicodedata.normalize("NFD", "på")),
    ("samarbejde", "sam arbejde"),
    ("samarbejde", "sam-arbejde"),
    ("sam-arbejde", "samarbejde"),
    ("m2", "m²"),
    ("aftale", "\u0430ftale"),
]


@pytest.mark.parametrize(("quote", "written"), ALIKE)
def test_what_the_eye_reads_as_the_same_is_the_same(quote: str, written: str) -> None:
    assert stands_in(quote, [f"Der står {written} her."])


@pytest.mark.parametrize(("quote", "written"), DIFFERENT)
def test_other_letters_are_another_text(quote: str, written: str) -> None:
    assert not stands_in(quote, [f"Der står {written} her."])


# ---- Lines that end in a hyphen
@pytest.mark.parametrize(
    ("quote", "lines", "found"),
    [
        ("social- og sundhedsområdet", ["social-", "og sundhedsområdet"], True),
        ("social og sundhedsområdet", ["social-", "og sundhedsområdet"], False),
        ("social- ogsundhed", ["social-", "og sundhed"], False),
        ("indstiller", ["indstil\u2010", "ler"], True),
        ("indstiller", ["indstil\u00ad", "ler"], True),
        ("indstiller", ["indstil-\u200b \u00a0", "\u00a0 ler"], True),
        ("2015-2018", ["2015–", "2018"], True),
        ("20152018", ["2015–", "2018"], False),
        ("klynger - kommuner", ["klynger –", "kommuner"], True),
        ("indstil-", ["indstil-", "ler"], True),
        ("indstil", ["indstil-"], True),
        ("-efter", ["hvor-", "", "efter"], True),
        ("a-b-cd", ["a-", "b-", "c-", "d"], True),
        ("ab-cd", ["a-", "b-", "c-", "d"], True),
        ("abcd", ["a-", "b-", "c-", "d"], True),
        ("a-bcde", ["a-", "b-", "c-", "d"], False),
        ("---", ["-", "-", "-"], True),
        ("----", ["-", "-", "-"], False),
    ],
)
def test_each_hyphen_at_a_lines_end_is_read_by_itself(
    quote: str, lines: list[str], found: bool
) -> None:
    assert stands_in(quote, lines) is found
    assert (find_line(quote, lines) is not None) is found


def readings(lines: list[str]) -> Iterable[str]:
    """Every way to read the lines as one text, written out."""
    ways: list[tuple[str, ...]] = []
    for line in filter(str.strip, lines):
        text = plain(line)
        if line.rstrip().endswith("-"):
            ways.append((text[:-1], text, f"{text} "))
        elif line.rstrip().endswith("–"):
            ways.append((text, f"{text} "))
        else:
            ways.append((f"{text} ",))
    return map("".join, product(*ways))


LINES_OF_FEW_LETTERS = st.lists(st.text("ab-– ", max_size=5), min_size=1, max_size=5)


@given(LINES_OF_FEW_LETTERS, st.text("ab-– ", max_size=8))
def test_a_quotation_stands_where_some_reading_has_it(lines: list[str], quote: str) -> None:
    wanted = plain(quote)
    expected = bool(wanted) and any(wanted in reading for reading in readings(lines))
    assert stands_in(quote, lines) is expected


@given(LINES_OF_FEW_LETTERS, st.text("ab-– ", max_size=8))
def test_the_lines_that_are_named_hold_the_quotation_and_no_fewer_do(
    lines: list[str], quote: str
) -> None:
    found = find_line(quote, lines)
    assert (found is not None) is stands_in(quote, lines)
    if found:
        first, last = found
        assert stands_in(quote, lines[first - 1 : last])
        assert first == last or not (
            stands_in(quote, lines[first:last]) or stands_in(quote, lines[first - 1 : last - 1])
        )


@given(LINES_OF_FEW_LETTERS, st.text("ab-– ", max_size=8), st.data())
def test_a_window_of_a_document_is_read_as_a_document_of_its_own(
    lines: list[str], quote: str, data: st.DataObject
) -> None:
    first = data.draw(st.integers(1, len(lines)))
    last = data.draw(st.integers(first, len(lines)))
    window = lines[first - 1 : last]
    assert DocumentText(lines).holds(quote, first, last) is stands_in(quote, window)
    marks = [
        (line - first + 1, *columns)
        for line, *columns in DocumentText(lines).find_marks(quote, first, last)
    ]
    assert marks == [tuple(mark) for mark in DocumentText(window).find_marks(quote)]


@given(st.text(), st.text(), st.text())
def test_any_text_is_found_in_itself(before: str, quote: str, after: str) -> None:
    lines = f"{before} {quote} {after}".split("\n")
    if plain(quote) in plain(" ".join(lines)):
        assert not plain(quote) or any(stands_in(part, lines) for part in (quote, plain(quote)))


# ---- Marking
@pytest.mark.parametrize(
    ("quote", "lines", "marked"),
    [
        ("indstiller", ["Vi indstil-", "  ler det"], ["indstil", "ler"]),
        ("social- og sundhed", ["en social-", "og sundhed"], ["social-", "og sundhed"]),
        ("2015-2018", ["i 2015–", "2018."], ["2015–", "2018"]),
        (
            "Århus",
            [f"i {unicodedata.normalize('NFD', 'Århus')}."],
            [unicodedata.normalize("NFD", "Århus")],
        ),
        ("finans er", ["om ﬁnans\u00a0\u00a0er."], ["ﬁnans\u00a0\u00a0er"]),
        ("gruppen", ["  Styre\u00adgruppen"], ["gruppen"]),
        ("osv.", ["osv…"], ["osv…"]),
        ("findes ikke", ["Her er intet."], []),
    ],
)
def test_the_words_of_a_quotation_are_marked_as_they_are_written(
    quote: str, lines: list[str], marked: list[str]
) -> None:
    assert [
        lines[line - 1][first:after]
        for line, first, after in DocumentText(lines).find_marks(quote)
    ] == marked


# ---- Hostile texts: a way that takes more than a few passes would never end
MANY = 100_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("quote", "lines"),
    [
        ("-" * 3_000 + "z", ["-"] * MANY),
        ("-" * 30 + "z", ["-" * 30] * MANY),
        ("ab" * 1_500 + " c", ["ab-"] * MANY),
        ("a-" * 1_500 + "a a", ["a-a-" * 10] * (MANY // 10)),
        ("a-b " * 700 + "ab", ["a-b " * MANY]),
        ("a" * 3_000 + "b", ["a" * MANY]),
        ("a" * 2_000 + " " + "a" * 1_000, ["a" * 50 + "-"] * (MANY // 10)),
        ("ord ord-ord", ["ord" + " " * MANY + "ord", *[" " * 50] * MANY]),
        ("findes ikke", ["ord " * 20] * MANY),
        ("a" + "\u0300\u0327" * 1_000 + "b", ["a" + "\u0300\u0327" * MANY]),
    ],
    ids=[
        "lone dashes",
        "rows of dashes",
        "hyphens at all ends",
        "hyphens everywhere",
        "one long line",
        "one letter",
        "one letter broken",
        "blanks",
        "words",
        "marks",
    ],
)
def test_a_quotation_that_does_not_stand_in_a_hostile_text_is_not_found(
    quote: str, lines: list[str]
) -> None:
    text = DocumentText(lines)
    assert not text.holds(quote)
    assert text.find_lines(quote) is None


def test_a_quotation_at_the_end_of_a_hostile_text_is_found_there() -> None:
    text = DocumentText([*["ab-"] * MANY, "x-", "c d-", "e"])
    assert text.find_lines("ab-x-c d-e") == (MANY, MANY + 3)
    assert text.find_lines("abx-c d- e") == (MANY, MANY + 3)


# ---- What a fault says
@pytest.mark.parametrize(
    ("written", "says"),
    [
        (
            "\u0430ftalen",
            "Linje 2 har \u0430 (U+0430), hvor citatet har a (U+0061). Skriv det af",
        ),
        (
            "àftalen",
            "Linje 2 har à (U+00E0), hvor citatet har a (U+0061). Skriv det af",
        ),
        (
            "aft\uf0b7alen",
            "Linje 2 har U+F0B7, hvor citatet har a (U+0061). Skriv det af",
        ),
        (
            "aft alen",
            "Linje 1-2 har de samme bogstaver, men andre mellemrum eller bindestreger. Skriv det af",
        ),
        ("løftet", "et citat skal være ordret. Skriv det af"),
    ],
)
def test_a_quotation_that_only_looks_the_same_is_told_by_its_sign(
    tmp_path: Path, written: str, says: str
) -> None:
    folder = write_seed(
        tmp_path,
        "bodies:\n  - {id: a, name: A, kind: udvalg, basis: ordret, source: '900:1-2 \"Udvalget godkender aftalen\"'}\n",
    )
    (folder / "documents" / "900.txt").write_text(
        f"Udvalget god-\nkender {written}.\n", encoding="utf-8"
    )
    [issue] = read_seed(folder).issues
    assert says in str(issue)


def test_every_wrong_quotation_is_sought_elsewhere(tmp_path: Path) -> None:
    bodies = "".join(
        f"  - {{id: b{n}, name: B, kind: udvalg, basis: ordret, source: '900:1 \"følger\"'}}\n"
        for n in range(60)
    )
    folder = write_seed(tmp_path, f"bodies:\n{bodies}")
    assert [issue.next for issue in read_seed(folder).issues] == ["Det står i linje 5-5"] * 60
