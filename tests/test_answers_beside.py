"""What stands beside an answer: which notes and names, what its values say, and what ended a relation; and who has nothing to answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orgraph.answers import ask
from orgraph.answers.answer import Answer
from orgraph.answers.holders import read_value
from orgraph.answers.listing import Narrowing, ask_list
from orgraph.cli.main import run
from orgraph.dates import parse_day, parse_span
from orgraph.errors import BadDate
from orgraph.facts import Validity, intersect
from orgraph.seed.reader import read_seed
from orgraph.view import View
from tests.conftest import write_seed

At = Callable[[str], View]


def notes(answer: Answer) -> list[str]:
    return [note.id for note in answer.notes]


# ---- Which notes
def test_a_note_on_a_body_of_the_answer_belongs_to_it_in_the_role_that_it_names(at: At) -> None:
    """
    bodies:
      - {id: udvalg, name: Udvalget, kind: udvalg}
      - {id: gruppe, name: Gruppen, kind: styregruppe}
      - {id: raad, name: Rådet, kind: råd}
    agreements:
      - {id: aftalen, name: Aftalen, kind: aftale}
    relations:
      - udvalg godkender aftalen: {}
      - gruppe udarbejder aftalen: {}
    notes:
      - {id: i-sin-rolle, kind: conflict, text: a, concerns: udvalg, relations: [godkender], source: '900:1 "Udvalget"'}
      - {id: i-den-andens, kind: conflict, text: b, concerns: udvalg, relations: [udarbejder], source: '900:1 "Udvalget"'}
      - {id: om-en-til, kind: conflict, text: c, concerns: [udvalg, raad], relations: [godkender], source: '900:1 "Udvalget"'}
      - {id: om-sig-selv, kind: conflict, text: d, concerns: udvalg, source: '900:1 "Udvalget"'}
      - {id: om-begge, kind: conflict, text: e, concerns: [udvalg, gruppe], relations: [godkender], source: '900:1 "Udvalget"'}
      - {id: om-en-anden, kind: conflict, text: f, concerns: raad, relations: [godkender], source: '900:1 "Udvalget"'}
    """
    assert notes(ask(at("2012-01-01"), "approves", "aftalen")) == ["om-begge", "i-sin-rolle"]


def test_a_life_has_the_notes_on_its_changes_and_not_those_on_who_came_before(at: At) -> None:
    """
    changes:
      - {id: omlægning-1, name: Omlagt, date: 2016-09-01, concerns: ny}
    bodies:
      - {id: gammel, name: Den gamle, kind: udvalg, valid_to: omlægning-1}
      - {id: ny, name: Den nye, kind: udvalg, valid_from: omlægning-1}
    relations:
      - ny afløser gammel: {}
    notes:
      - {id: om-ændringen, kind: conflict, text: To datoer., concerns: omlægning-1, source: '900:1 "Udvalget"'}
      - {id: om-den-gamle, kind: conflict, text: To navne., concerns: gammel, source: '900:1 "Udvalget"'}
      - {id: om-den-nye, kind: conflict, text: To formænd., concerns: ny, source: '900:1 "Udvalget"'}
    """
    answer = ask(at("2017-01-01"), "history", "ny")
    assert [(row.id, row.direction) for row in answer.rows] == [
        ("omlægning-1", "about"),
        ("gammel", "out"),
    ]
    assert notes(answer) == ["om-den-nye", "om-ændringen"]


def test_what_is_not_settled_of_a_type_or_a_whole_is_not_settled_of_what_belongs_to_it(
    at: At,
) -> None:
    """
    agreements:
      - {id: typen, name: Typen, kind: aftaletype}
      - {id: aftalen, name: Aftalen, kind: aftale}
      - {id: anden, name: En anden, kind: aftale}
    bodies:
      - {id: alle, name: Alle, kind: samling, collective: true}
      - {id: en, name: En, kind: udvalg}
    relations:
      - aftalen hører-til typen: {}
      - en del-af alle: {}
    notes:
      - {id: om-typen, kind: conflict, text: a, concerns: typen, source: '900:1 "Udvalget"'}
      - {id: om-alle, kind: conflict, text: b, concerns: alle, source: '900:1 "Udvalget"'}
    """
    view = at("2012-01-01")
    told = {
        body: [i for i in notes(ask(view, "responsible", body)) if i.startswith("om-")]
        for body in ("aftalen", "anden", "en", "typen")
    }
    assert told == {"aftalen": ["om-typen"], "anden": [], "en": ["om-alle"], "typen": ["om-typen"]}


def test_a_decision_about_a_body_is_no_change_of_its_life(at: At) -> None:
    """
    changes:
      - {id: omlægning-1, name: Omlagt, date: 2016-09-01, concerns: a}
    bodies:
      - {id: a, name: A, kind: udvalg}
    decisions:
      - {id: beslutning-1, name: Besluttet, date: 2015-09-01, concerns: a, basis: udledt, reasoning: r}
    """
    assert [row.id for row in ask(at("2017-01-01"), "history", "a").rows] == ["omlægning-1"]
    assert "beslutning-1" in [row.id for row in ask(at("2017-01-01"), "show", "a").rows]


def test_a_list_of_those_who_have_a_relation_asks_for_one_of_it(at: At) -> None:
    """
    bodies:
      - {id: ingen, name: Ingen, kind: udvalg}
      - {id: en, name: En, kind: udvalg}
      - {id: to, name: To, kind: udvalg}
    tasks:
      - {id: t1, name: T1, kind: opgave}
      - {id: t2, name: T2, kind: opgave}
    relations:
      - en ansvarlig-for t1: {}
      - to ansvarlig-for t1: {}
      - to ansvarlig-for t2: {}
    """
    view = at("2012-01-01")
    responsible = view.vocabulary.relations["ansvarlig-for"]
    asked = [Narrowing(having=responsible), Narrowing(having=responsible, at_least=2)]
    listed = [[row.id for row in ask_list(view, "udvalg", narrowing).rows] for narrowing in asked]
    assert listed == [["en", "to"], ["to"]]


# ---- Which names
def test_a_document_that_is_a_source_as_a_whole_is_told_by_its_name(at: At) -> None:
    """
    documents:
      - {id: lov-1, name: Sundhedsloven, address: 'https://www.retsinformation.dk/eli/lta/2014/1202', basis: udledt, reasoning: r}
      - {id: lov-2, name: Budgetloven, address: 'https://www.retsinformation.dk/eli/lta/2012/547', basis: udledt, reasoning: r}
      - {id: lov-3, name: Forvaltningsloven, address: 'https://www.retsinformation.dk/eli/lta/2014/433', basis: udledt, reasoning: r}
    bodies:
      - {id: udvalg, name: Udvalget, kind: udvalg}
      - {id: gruppe, name: Gruppen, kind: styregruppe}
    agreements:
      - {id: aftalen, name: Aftalen, kind: aftale}
    relations:
      - udvalg godkender aftalen: {source: lov-1}
      - gruppe udarbejder aftalen: {basis: ordret, source: '900:1 "Udvalget godkender aftalen."'}
    notes:
      - {id: uklar-1, kind: conflict, text: To slags., concerns: aftalen, source: lov-2}
      - {id: uklar-2, kind: silence, text: Ingen., concerns: aftalen, searched: [lov-3, 900:2]}
    """
    answer = ask(at("2012-01-01"), "approves", "aftalen")
    assert dict(answer.names) == {
        "aftalen": "Aftalen", "lov-1": "Sundhedsloven", "lov-2": "Budgetloven", "lov-3": "Forvaltningsloven",
    }  # fmt: skip


# ---- What bodies leave behind
@pytest.fixture
def kinds(tmp_path: Path) -> Path:
    return write_seed(
        tmp_path / "kinds",
        """
        bodies:
          - {id: a, name: A, kind: temagruppe}
          - {id: b, name: B, kind: styregruppe}
          - {id: c, name: C, kind: råd, valid_to: 2011-01-01}
          - {id: d, name: D, kind: råd, valid_from: 2014-01-01}
        tasks:
          - {id: t, name: T, kind: opgave}
        relations:
          - a ansvarlig-for t: {}
          - c ansvarlig-for t: {}
          - d ansvarlig-for t: {}
        """,
    )


@pytest.mark.parametrize(
    ("asked", "day", "status", "left"),
    [
        ("temagruppe", "2012-01-01", "answered", [("t", ("a",))]),
        ("styregruppe", "2012-01-01", "not_stated", []),
        ("råd", "2012-01-01", "not_stated", []),
        ("råd", "2015-01-01", "answered", [("t", ("d",))]),
        ("c", "2012-01-01", "not_stated", []),
        ("d", "2012-01-01", "not_stated", []),
    ],
)
def test_what_leaves_nothing_behind_or_is_not_there_is_not_stated(
    kinds: Path, asked: str, day: str, status: str, left: list[tuple[str, tuple[str, ...]]]
) -> None:
    answer = ask(View(read_seed(kinds).organisation, parse_day(day)), "impact", asked)
    assert (answer.status, [(row.id, row.via) for row in answer.rows]) == (status, left)
    assert [note.kind for note in answer.notes] == (
        ["outside-life"] if asked in ("c", "d") else []
    )
    assert run(["impact", asked, "--at", day, "--seed", str(kinds)]) == (0 if left else 1)


# ---- What ends a relation
def test_of_two_ends_on_one_day_a_relation_keeps_its_own_cause(at: At) -> None:
    """
    changes:
      - {id: flyttet, name: Opgaven flyttes, date: 2016-09-01}
      - {id: nedlagt, name: Gruppen nedlægges, date: 2016-09-01}
      - {id: oprettet, name: Gruppen oprettes, date: 2012-01-01}
      - {id: givet, name: Opgaven gives, date: 2012-01-01}
    bodies:
      - {id: a, name: A, kind: temagruppe, valid_from: oprettet, valid_to: nedlagt}
    tasks:
      - {id: t1, name: T1, kind: opgave}
      - {id: t2, name: T2, kind: opgave}
    relations:
      - a ansvarlig-for t1: {id: med-egen, valid_from: givet, valid_to: flyttet}
      - a ansvarlig-for t2: {id: uden-egen}
    """
    organisation = at("2013-01-01").organisation
    found = {i: organisation.find_relation(i) for i in ("med-egen", "uden-egen")}
    lives = {i: organisation.whole_validity(relation) for i, relation in found.items() if relation}
    assert {i: (life.began_by, life.ended_by) for i, life in lives.items()} == {
        "med-egen": ("givet", "flyttet"), "uden-egen": ("oprettet", "nedlagt"),
    }  # fmt: skip


def test_a_validity_is_cut_to_the_latest_start_and_the_earliest_end_with_their_causes() -> None:
    own = Validity("2012-01-01", "2016-01-01", 100, 200, 0, "2015-01-01", "a", "b")
    wide = Validity("2011-01-01", "2017-01-01", 90, 210, 0, "2013-01-01", "c", "d")
    same = Validity("2012", "2015", 100, 200, 0, None, "e", "f")
    narrow = Validity("2013-01-01", "2014-01-01", 110, 190, 0, "2013-06-01", "g", "h")
    assert (
        intersect(own)
        == intersect(own, wide)
        == intersect(own, same)
        == intersect(own, wide, same)
        == own
    )
    assert intersect(own, narrow) == Validity(
        "2013-01-01", "2014-01-01", 110, 190, 0, "2013-06-01", "g", "h"
    )


# ---- What a value says
@pytest.mark.parametrize(
    ("value", "number"),
    [
        *((f"{word} medlemmer", number) for number, word in enumerate(["en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"], 1)),
        ("én", 1), ("et medlem", 1), ("ét medlem", 1), ("Fire medlemmer", 4), ("2 eller 3", 2), ("op til 12", 12), ("nogle", None), ("en del", 1), ("", None),
    ],
)  # fmt: skip
def test_a_number_of_seats_is_read_in_figures_and_words(value: str, number: int | None) -> None:
    assert read_value(value)[0] == number


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1/9/16", "årstallet skal have fire cifre, fx 1/9/2016"),
        ("vinteren 2016", "vinteren hører til to år; skriv måneden, fx januar 2016"),
        ("snart", "skriv den som 2016-09-01, 1/9/2016 eller 1. september 2016"),
    ],
)
def test_a_date_that_cannot_be_read_is_told_with_how_to_write_it(text: str, why: str) -> None:
    with pytest.raises(BadDate) as fault:
        parse_span(text)
    assert why in str(fault.value)
