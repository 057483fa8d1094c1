"""The questions, each as a small story."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from orgraph.answers import ask
from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, compare
from orgraph.answers.listing import Narrowing, ask_list
from orgraph.answers.matrix import find_matrix
from orgraph.answers.over_time import ask_over_time
from orgraph.answers.resolution import find_kinds, find_relation_type
from orgraph.answers.search import ask_search
from orgraph.answers.who import ask_what, ask_who
from orgraph.answers.why import ask_why, ask_why_not
from orgraph.dates import parse_day
from orgraph.errors import NoSuchWord
from orgraph.facts import Node
from orgraph.organisation import Organisation
from orgraph.render.json_form import as_json
from orgraph.render.sentences import sentence
from orgraph.render.text import as_text
from orgraph.seed.reader import Loaded, read_seed
from orgraph.site.build import build_site
from orgraph.view import View
from tests.conftest import write_seed

At = Callable[[str], View]


def held(answer: Answer) -> list[tuple[str, str]]:
    return [(row.role, row.id) for row in answer.rows]


def test_the_chain_of_an_approval_stands_in_the_documents_order(at: At) -> None:
    """
    bodies:
      - {id: udvalg, name: Udvalget, kind: udvalg}
      - {id: gruppe, name: Gruppen, kind: styregruppe}
    agreements:
      - {id: aftalen, name: Aftalen, kind: aftale}
    relations:
      - udvalg godkender aftalen: {order: 3}
      - gruppe udarbejder aftalen: {order: 1}
      - gruppe indstiller-til udvalg: {about: aftalen, order: 2}
      - gruppe implementerer aftalen: {}
    """
    answer = ask(at("2012-01-01"), "approves", "aftalen")
    assert [(row.order, row.role, row.id) for row in answer.rows] == [
        (1, "udarbejder", "gruppe"), (2, "indstiller-til", "gruppe"), (3, "godkender", "udvalg"), (4, "implementerer", "gruppe"),
    ]  # fmt: skip


def test_what_is_said_of_a_type_holds_for_its_instances(at: At) -> None:
    """
    bodies:
      - {id: udvalg, name: Udvalget, kind: udvalg}
    agreements:
      - {id: typen, name: Typen, kind: aftaletype}
      - {id: aftalen, name: Aftalen, kind: aftale}
    relations:
      - aftalen hører-til typen: {}
      - udvalg godkender typen: {}
    """
    (row,) = ask(at("2012-01-01"), "approves", "Aftalen").rows
    assert (row.id, row.via) == ("udvalg", ("typen",))
    assert [row.via for row in ask(at("2012-01-01"), "approves", "typen").rows] == [()]


def test_a_collective_is_named_and_unfolded_without_its_exceptions(at: At) -> None:
    """
    bodies:
      - {id: klyngerne, name: Klyngerne, kind: samling, collective: true}
      - {id: nord, name: Klynge Nord, kind: klynge}
      - {id: syd, name: Klynge Syd, kind: klynge}
      - {id: vest, name: Klynge Vest, kind: klynge, valid_to: 2011-01-01}
    agreements:
      - {id: aftalen, name: Aftalen, kind: aftale}
    relations:
      - nord del-af klyngerne: {}
      - syd del-af klyngerne: {}
      - vest del-af klyngerne: {}
      - klyngerne implementerer aftalen: {except: syd}
    """
    answer = ask(at("2012-01-01"), "implements", "aftalen")
    assert [(row.id, row.via) for row in answer.rows] == [
        ("klyngerne", ()),
        ("nord", ("klyngerne",)),
    ]
    implementerer = find_relation_type(at("2012-01-01").vocabulary, "implementerer")
    assert held(ask_what(at("2012-01-01"), implementerer, _node(at, "nord"), "nord")) == [
        ("implementerer", "aftalen")
    ]
    assert held(ask_what(at("2012-01-01"), implementerer, _node(at, "syd"), "syd")) == []


def test_a_slash_stays_a_slash(at: At) -> None:
    """
    bodies:
      - {id: udvalg, name: Udvalget, kind: udvalg}
      - {id: gruppe, name: Gruppen, kind: styregruppe}
    agreements:
      - {id: aftalen, name: Aftalen, kind: aftale}
    groups:
      - {id: skraastreg, logic: unresolved-slash}
    relations:
      - udvalg godkender aftalen: {group: skraastreg}
      - gruppe godkender aftalen: {group: skraastreg}
    """
    answer = ask(at("2012-01-01"), "approves", "aftalen")
    assert {(row.group.id, row.group.logic) for row in answer.rows if row.group} == {
        ("skraastreg", "unresolved-slash")
    }


def test_a_matter_moves_up_to_where_nothing_further_is_stated(at: At) -> None:
    """
    bodies:
      - {id: klynge, name: Klyngen, kind: klynge}
      - {id: gruppe, name: Gruppen, kind: styregruppe}
      - {id: udvalg, name: Udvalget, kind: udvalg}
      - {id: raad, name: Rådet, kind: råd}
    tasks:
      - {id: opgaven, name: Opgaven, kind: opgave}
    relations:
      - klynge ansvarlig-for opgaven: {}
      - klynge refererer-til gruppe: {valid_from: 2011-01-01}
      - gruppe indstiller-til udvalg: {valid_to: 2016-09-01}
      - klynge rapporterer-til raad: {}
    """
    answer = ask(at("2012-01-01"), "escalate", "opgaven")
    paths = [(path.nodes, path.holds_from, path.holds_to) for path in answer.paths]
    assert paths == [
        (("opgaven", "klynge", "raad"), None, None),
        (("opgaven", "klynge", "gruppe", "udvalg"), "2011-01-01", "2016-09-01"),
    ]
    later = ask(at("2017-01-01"), "escalate", "klynge")
    assert [path.nodes for path in later.paths] == [("klynge", "gruppe"), ("klynge", "raad")]


def test_a_matter_that_goes_in_circles_is_followed_once_round(loaded: Loaded) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
      - {id: b, name: B, kind: udvalg}
      - {id: c, name: C, kind: udvalg}
    relations:
      - a indstiller-til b: {}
      - b indstiller-til c: {}
      - c indstiller-til a: {}
      - a indstiller-til a: {id: ring}
    """
    view = View(
        loaded.organisation, parse_day("2012-01-01")
    )  # that a refers to itself is a fault; it is asked about all the same
    assert [path.nodes for path in ask(view, "escalate", "a").paths] == [("a", "b", "c", "a")]


def test_the_seats_are_counted_only_when_every_number_is_known(at: At) -> None:
    """
    bodies:
      - {id: udvalg, name: Udvalget, kind: udvalg}
      - {id: raad, name: Rådet, kind: råd}
      - {id: region, name: Regionen, kind: region}
      - {id: kommune, name: Kommunen, kind: kommune}
    relations:
      - region repræsenteret-i udvalg: {value: "2"}
      - kommune repræsenteret-i udvalg: {value: tre medlemmer, on_behalf: region}
      - kommune formand-for udvalg: {}
      - region repræsenteret-i raad: {value: "2"}
      - kommune repræsenteret-i raad: {}
    """
    known = ask(at("2012-01-01"), "appoints", "udvalg")
    assert [(row.role, row.parsed.number) for row in known.rows] == [
        ("repræsenteret-i", 2),
        ("repræsenteret-i", 3),
        ("formand-for", None),
        ("total", 5),
    ]
    unknown = ask(at("2012-01-01"), "appoints", "raad")
    assert [note.concerns for note in unknown.notes] == [("kommune",)]
    assert all(row.role != "total" for row in unknown.rows)


def test_silence_is_answered_with_what_was_searched(at: At) -> None:
    """
    bodies:
      - {id: udvalg, name: Udvalget, kind: udvalg}
      - {id: raad, name: Rådet, kind: råd}
    notes:
      - {id: uklar-1, kind: silence, text: Ingen formand nævnes., concerns: udvalg, relations: [formand-for], searched: 900:1-3}
    """
    view = at("2012-01-01")
    chair = find_relation_type(view.vocabulary, "har formandskabet for")
    looked = ask_who(view, chair, _node(at, "udvalg"), "udvalg")
    assert (
        looked.status,
        [(source.document, source.first, source.last) for source in looked.searched],
    ) == ("not_stated", [("900", 1, 3)])
    nobody = ask_who(view, chair, _node(at, "raad"), "raad")
    assert (nobody.status, [note.kind for note in nobody.notes], nobody.searched) == (
        "not_stated",
        ["not-modelled"],
        (),
    )


def test_a_silence_about_another_relation_stays_out(at: At) -> None:
    """
    bodies:
      - {id: udvalg, name: Udvalget, kind: udvalg}
    notes:
      - {id: uklar-1, kind: silence, text: Ingen formand nævnes., concerns: udvalg, relations: [formand-for], searched: 900:1}
    """
    answer = ask(at("2012-01-01"), "responsible", "udvalg")
    assert "uklar-1" not in [note.id for note in answer.notes]


def test_a_body_is_not_asked_about_outside_its_life(at: At) -> None:
    """
    bodies:
      - {id: udvalg, name: Udvalget, kind: udvalg}
      - {id: gruppe, name: Gruppen, kind: temagruppe, valid_to: 2016-09-01}
    relations:
      - udvalg nedsætter gruppe: {}
    """
    answer = ask(at("2016-09-01"), "responsible", "gruppe")
    assert (answer.status, [note.kind for note in answer.notes]) == (
        "not_stated",
        ["outside-life"],
    )
    assert ask(at("2016-08-31"), "show", "gruppe").rows
    assert ask(at("2016-09-01"), "show", "gruppe").status == "not_stated"
    assert ask(at("2016-09-01"), "history", "gruppe").status == "answered"


def test_a_name_that_two_share_is_the_one_that_lives(at: At) -> None:
    """
    bodies:
      - {id: gammel, name: Klynge Midt, kind: klynge, valid_to: 2012-01-01}
      - {id: ny, name: Klynge Midt, kind: klynge, valid_from: 2012-01-01}
    """
    for day, node_id in (("2011-05-05", "gammel"), ("2013-05-05", "ny")):
        found = ask(at(day), "show", "klynge midt").subject
        assert found
        assert found.id == node_id


@pytest.mark.parametrize(
    ("text", "status", "named"),
    [
        ("Århus Kommune", "answered", ["aarhus"]),
        ("aarhus kommune", "answered", ["aarhus"]),
        ("arhus kommune", "answered", ["aarhus"]),
        ("ÅK", "answered", ["aarhus"]),
        ("Kommune", "ambiguous", ["aarhus", "odder"]),
        ("odder", "answered", ["odder"]),
        ("Udviklingsopgaver", "answered", ["typen"]),
        ("Aarhus Komune", "not_found", ["aarhus", "odder"]),
        ("", "not_found", []),
        ("   ", "not_found", []),
        ("'; DROP TABLE fact; --", "not_found", []),
        ("\x1b[31m\x00", "not_found", []),
        ("x" * 10_000, "not_found", []),
        ("%", "not_found", []),
    ],
)
def test_a_subject_is_told_by_id_name_alias_or_part(
    at: At, text: str, status: str, named: list[str]
) -> None:
    """
    bodies:
      - {id: aarhus, name: Århus Kommune, kind: kommune, aliases: {ÅK: null}}
      - {id: odder, name: Odder Kommune, kind: kommune}
    tasks:
      - {id: typen, name: Udviklingsopgaver (type B), kind: opgavetype}
      - {id: anden, name: Flere udviklingsopgaver, kind: opgave}
    """
    answer = ask(at("2012-01-01"), "show", text)
    found = (
        [answer.subject.id]
        if answer.subject
        else sorted(candidate.id for candidate in answer.candidates)
    )
    assert (answer.status, found) == (status, named)


NAMED = """
    bodies:
      - {id: kosu-rm, name: Udvalget X, kind: udvalg}
      - {id: øst-rm, name: Udvalget Y, kind: udvalg}
      - {id: a, name: Økonomi\u2011 og opfølgningsgruppen, kind: udvalg}
      - {id: b, name: Udvalget for “Sundhed”, kind: udvalg}
      - {id: c, name: Café Ñandú, kind: udvalg}
      - {id: cafe, name: Kantinen, kind: udvalg, aliases: {Cafe Nord: null, Café Nord: null}}
      - {id: d, name: Udvalg nr. 10, kind: udvalg}
      - {id: e, name: Plan 2012, kind: udvalg}
      - {id: f, name: Hotel Žižka, kind: udvalg}
      - {id: g, name: Hotel Zizka, kind: udvalg}
      - {id: stor, name: Gruppe Stor, kind: udvalg}
      - {id: navn, name: STOR, kind: udvalg}
    identifiers:
      - {node: d, system: CVR, value: "29 19 09 25", basis: udledt, reasoning: x}
      - {node: e, system: CVR, value: "12-34", basis: udledt, reasoning: x}
      - {node: f, system: CVR, value: "1-234", basis: udledt, reasoning: x}
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KOSU-RM", ["kosu-rm"]),
        ("kosu\u2011rm", ["kosu-rm"]),
        ("ØST-RM", ["øst-rm"]),
        ("oest-rm", ["øst-rm"]),
        (unicodedata.normalize("NFD", "økonomi- og opfølgningsgruppen"), ["a"]),
        ("Økonomi- og opfølgningsgruppen", ["a"]),
        ('Udvalget for "Sundhed"', ["b"]),
        ("Udvalget for »Sundhed«", ["b"]),
        ("cafe nandu", ["c"]),
        ("Café Ñandú", ["c"]),
        ("nandu", ["c"]),
        ("CAFE NORD", ["cafe"]),
        ("29190925", ["d"]),
        ("29-19-09-25", ["d"]),
        ("Udvalg nr. 1", []),
        ("nr. 10", ["d"]),
        ("201", []),
        ("2012", ["e"]),
        ("Hotel Žižka", ["f"]),
        ("hotel zizka", ["g"]),
        ("HOTEL ŽIŽKA", ["f"]),
        ("zizka", ["f", "g"]),
        ("stor", ["stor"]),
        ("STOR", ["navn"]),
        ("12-34", ["e"]),
        ("1-234", ["f"]),
        ("1234", ["e", "f"]),
    ],
)
def test_a_name_is_found_however_it_is_typed_and_the_same_letters_win(
    tmp_path: Path, text: str, found: list[str]
) -> None:
    loaded = read_seed(write_seed(tmp_path, NAMED))
    assert loaded.issues == ()
    answer = ask(View(loaded.organisation, parse_day("2012-01-01")), "show", text)
    candidates = (
        [candidate.id for candidate in answer.candidates] if answer.status == "ambiguous" else []
    )
    assert ([answer.subject.id] if answer.subject else sorted(candidates)) == found


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Høres-om", "høres-om"),
        ("hoeres om", "høres-om"),
        ("høres\u2011om", "høres-om"),
        (unicodedata.normalize("NFD", "høres-om"), "høres-om"),
    ],
)
def test_a_relation_is_told_by_every_way_to_write_its_word(
    real: Organisation, word: str, kind: str
) -> None:
    assert find_relation_type(real.vocabulary, word).name == kind


@pytest.mark.parametrize(
    "word", ["FØLGEGRUPPE", "foelgegruppe", unicodedata.normalize("NFD", "følgegrupper")]
)
def test_a_kind_is_told_by_every_way_to_write_its_word(real: Organisation, word: str) -> None:
    assert [kind.name for kind in find_kinds(real.vocabulary, word)] == ["følgegruppe"]


def test_a_seed_may_write_its_words_and_ids_with_other_signs(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "følgegruppe")
    text = f"bodies:\n  - {{id: a\u2011b, name: A, kind: {apart}}}\n  - {{id: b, name: B, kind: udvalg}}\nrelations:\n  - a-b refererer\u2010til b: {{}}\n"
    loaded = read_seed(write_seed(tmp_path, text))
    assert loaded.issues == ()
    assert [
        (relation.source, relation.type) for relation in loaded.organisation.list_relations()
    ] == [("a-b", "refererer-til")]
    assert [node.id for node in loaded.organisation.list_kind("følgegruppe")] == ["a-b"]


def test_all_that_an_ambiguous_name_may_mean_is_told(tmp_path: Path) -> None:
    bodies = "".join(
        f"  - {{id: g{number}, name: Gruppe {number:02}, kind: udvalg}}\n" for number in range(30)
    )
    loaded = read_seed(write_seed(tmp_path, f"bodies:\n{bodies}"))
    answer = ask(View(loaded.organisation, parse_day("2012-01-01")), "show", "gruppe")
    assert len(answer.candidates) == 30
    text = as_text(answer, loaded.organisation.vocabulary)
    assert text.count("(udvalg)") == 12
    assert "… og 18 flere" in text
    assert len(json.loads(as_json(answer, loaded.organisation.vocabulary))["candidates"]) == 30


def test_a_list_is_narrowed_by_where_things_belong_and_what_they_have(at: At) -> None:
    """
    bodies:
      - {id: region, name: Regionen, kind: region}
      - {id: a, name: Å Kommune, kind: kommune, region: region}
      - {id: b, name: B Kommune, kind: kommune, region: region}
      - {id: c, name: C Kommune, kind: kommune}
      - {id: k1, name: Klynge 1, kind: klynge}
      - {id: k2, name: Klynge 2, kind: klynge}
    relations:
      - a repræsenteret-i k1: {}
      - a repræsenteret-i k2: {}
      - b repræsenteret-i k2: {valid_from: 2013-01-01}
    """
    view = at("2012-01-01")
    seat = find_relation_type(view.vocabulary, "repræsenteret-i")

    def listed(narrowing: Narrowing) -> list[str]:
        return [row.id for row in ask_list(view, "kommuner", narrowing).rows]

    assert listed(Narrowing()) == ["b", "c", "a"]
    assert listed(Narrowing(within=_node(at, "region"))) == ["b", "a"]
    assert listed(Narrowing(having=seat)) == ["a"]
    assert listed(Narrowing(having=seat, at_least=2)) == ["a"]
    assert listed(Narrowing(having=seat, at_least=3)) == []
    assert listed(Narrowing(lacking=seat)) == ["b", "c"]
    with pytest.raises(NoSuchWord, match=r"komune.*kommune"):
        ask_list(view, "komune", Narrowing())


def test_an_unknown_start_counts_from_the_first_document(at: At) -> None:
    """
    bodies:
      - id: udvalg
        name: Udvalget
        kind: udvalg
        source: 900:1 "Udvalget"
    """
    assert [row.id for row in ask_list(at("2010-01-01"), "udvalg", Narrowing()).rows] == ["udvalg"]
    assert ask_list(at("2009-12-31"), "udvalg", Narrowing()).rows == ()
    (row,) = ask_list(at("2009-12-31"), "udvalg", Narrowing(every=True)).rows
    assert not row.period.start_known


def test_two_dates_are_compared_row_by_row(at: At) -> None:
    """
    bodies:
      - {id: a, name: A, kind: temagruppe, valid_to: 2016-09-01}
      - {id: b, name: B, kind: styregruppe}
      - {id: c, name: C, kind: styregruppe}
    objectives:
      - {id: o1, name: Målet}
    relations:
      - a ansvarlig-for o1: {}
      - b ansvarlig-for o1: {valid_from: 2016-09-01}
      - c følger-op-på o1: {}
    """
    comparison = compare(
        ask(at("2012-01-01"), "responsible", "o1"), ask(at("2016-09-01"), "responsible", "o1")
    )
    assert [(change.change, change.id, change.role) for change in comparison.changes] == [
        ("lost", "a", "ansvarlig-for"),
        ("gained", "b", "ansvarlig-for"),
    ]


def test_a_process_is_told_step_by_step_with_its_alternatives(at: At) -> None:
    """
    bodies:
      - {id: klynge, name: Klyngen, kind: klynge}
      - {id: gruppe, name: Gruppen, kind: arbejdsgruppe}
    agreements:
      - {id: typen, name: Typen, kind: aftaletype}
    processes:
      - id: vejen
        name: Vejen
        concerns: typen
        steps:
          - {order: 2, actors: klynge, action: godkender, deadline: 2012-12-01, source: '900:1 "godkender"'}
          - {order: 1, actors: [klynge, gruppe], action: skriver, logic: any, source: '900:1 "aftalen"'}
    """
    answer = ask(at("2012-01-01"), "steps", "vejen")
    assert [
        (row.order, row.id, row.group.logic if row.group else None) for row in answer.rows
    ] == [
        (1, "klynge", "any"),
        (1, "gruppe", "any"),
        (2, "klynge", None),
    ]
    assert answer.rows[-1].parsed.date_from == "2012-12-01"
    assert [row.via for row in ask(at("2012-01-01"), "steps", "typen").rows] == [("vejen",)] * 3


def test_a_life_is_told_from_the_changes_that_gave_its_dates(at: At) -> None:
    """
    changes:
      - {id: aendring-1, name: Nedlagt, date: 2016-09-01, concerns: [a, b]}
    bodies:
      - {id: a, name: A, kind: temagruppe, valid_to: aendring-1}
      - {id: b, name: B, kind: styregruppe}
    relations:
      - b afløser a: {}
    """
    answer = ask(at("2020-01-01"), "history", "a")
    assert [(row.id, row.role, row.terms.to) for row in answer.rows] == [
        ("aendring-1", "omlægning", ("a", "b")),
        ("b", "afløser", ()),
    ]


def test_what_is_not_settled_is_listed_for_a_thing_a_document_or_all(at: At) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
      - {id: b, name: B, kind: udvalg}
    notes:
      - {id: uklar-1, kind: conflict, text: To steder siger hver sit., concerns: a, source: '900:1 "Udvalget"'}
      - {id: uklar-2, kind: silence, text: Intet siges., concerns: b, searched: 900:2}
    """
    view = at("2012-01-01")
    assert [note.id for note in ask(view, "unknowns", "a").notes] == ["uklar-1"]
    assert [note.id for note in ask(view, "unknowns", "900").notes] == ["uklar-1", "uklar-2"]
    assert ask(view, "show", "uklar-2").notes[0].text == "Intet siges."


def test_an_answer_over_time_is_told_in_intervals_with_what_began_and_ended_them(at: At) -> None:
    """
    changes:
      - {id: aendring-1, name: Nedlagt, date: 2016-09-01}
      - {id: aendring-2, name: Genoplivet, date: 2019-01-01}
    bodies:
      - {id: a, name: A, kind: temagruppe, valid_to: aendring-1}
      - {id: b, name: B, kind: styregruppe}
      - {id: c, name: C, kind: styregruppe, valid_from: 2012-01-01}
    objectives:
      - {id: o1, name: Målet}
    relations:
      - a ansvarlig-for o1: {source: '900:1 "Udvalget godkender aftalen."', basis: ordret}
      - b ansvarlig-for o1: {valid_from: aendring-2}
      - c drøfter o1: {}
    """
    view = at("2012-01-01")
    told = ask_over_time(view.organisation, view.span, lambda seen: ask(seen, "responsible", "o1"))
    assert [
        (i.first, i.after, [row.id for row in i.answer.rows], i.began_because, i.ended_because)
        for i in told.intervals
    ] == [
        ("2010-01-01", "2016-09-01", ["a"], (), ("aendring-1",)),
        ("2016-09-01", "2019-01-01", [], ("aendring-1",), ("aendring-2",)),
        ("2019-01-01", None, ["b"], ("aendring-2",), ()),
    ]
    assert told.status == "answered"


def test_two_things_hang_together_by_the_shortest_chain_of_facts(at: At) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
      - {id: b, name: B, kind: udvalg}
      - {id: c, name: C, kind: udvalg}
      - {id: d, name: D, kind: udvalg}
    relations:
      - b rådgiver a: {}
      - b orienterer c: {}
      - a orienterer c: {valid_to: 2011-01-01}
    """
    view = at("2012-01-01")
    assert [path.nodes for path in ask_why(view, _node(at, "a"), _node(at, "c"), "a").paths] == [
        ("a", "b", "c")
    ]
    assert ask_why(view, _node(at, "a"), _node(at, "d"), "a").status == "not_stated"


def test_a_broken_way_is_told_with_the_fact_that_is_missing(at: At) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
      - {id: b, name: B, kind: udvalg}
      - {id: c, name: C, kind: udvalg}
    relations:
      - a refererer-til b: {valid_to: 2011-01-01}
      - b refererer-til c: {}
    """
    view = at("2012-01-01")
    answer = ask_why_not(view, _node(at, "a"), _node(at, "c"), "a")
    assert [path.nodes for path in answer.paths] == [("a", "b", "c")]
    assert "A refererer til B, ophørte 1. januar 2011" in str(sentence(answer, view.vocabulary))
    assert ask_why_not(view, _node(at, "c"), _node(at, "a"), "c").status == "not_stated"


def test_a_matrix_has_a_row_for_each_body_subject_and_role(at: At) -> None:
    """
    bodies:
      - {id: alle, name: Alle, kind: samling, collective: true}
      - {id: a, name: A, kind: udvalg}
    agreements:
      - {id: x, name: X, kind: aftale}
      - {id: y, name: Y, kind: aftale}
    relations:
      - a del-af alle: {}
      - a godkender x: {}
      - alle implementerer x: {}
      - a ansvarlig-for y: {}
    """
    answer = find_matrix(at("2012-01-01"), [_node(at, "x"), _node(at, "y")], "x, y")
    assert {(row.terms.to, row.id, row.role) for row in answer.rows} == {
        (("x",), "a", "godkender"),
        (("x",), "alle", "implementerer"),
        (("y",), "a", "ansvarlig-for"),
    }


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("temagruppe", ["a"]),
        ("temagruppernes", ["a"]),
        ("koordination", ["b"]),
        ("AARHUS", ["c"]),
        ("0751", ["c"]),
        (unicodedata.normalize("NFD", "Århus"), ["c"]),
        ("cafeen", ["d"]),
        ("caféen", ["d"]),
        ("kobenhavn", ["e"]),
        ("29190925", ["e"]),
        ("29 19 09 25", ["e"]),
        ("1909", []),
        ("751", []),
        ("kommunernes hospitaler", []),
        ("", []),
        ("% ' ;", []),
    ],
)
def test_words_find_names_with_other_endings_and_inside_compounds(
    at: At, words: str, found: list[str]
) -> None:
    """
    bodies:
      - {id: a, name: Temagrupperne, kind: samling, collective: true}
      - {id: b, name: Sundhedskoordinationsudvalget, kind: udvalg}
      - {id: c, name: Århus Kommune, kind: kommune}
      - {id: d, name: "Cafe\u0301en", kind: udvalg}
      - {id: e, name: København, kind: kommune}
    identifiers:
      - {node: c, system: kommunekode, value: "0751", basis: udledt, reasoning: fortælling}
      - {node: e, system: CVR, value: "29 19 09 25", basis: udledt, reasoning: fortælling}
    """
    assert [row.id for row in ask_search(at("2012-01-01"), words).rows] == found
    assert [(row.role, row.terms.value) for row in ask(at("2012-01-01"), "show", "c").rows] == [
        ("kommunekode", "0751")
    ]


def test_the_first_hits_say_how_many_there_are(tmp_path: Path) -> None:
    bodies = "".join(
        f"  - {{id: g{number}, name: Gruppe {number:02}, kind: udvalg}}\n" for number in range(30)
    )
    loaded = read_seed(write_seed(tmp_path, f"bodies:\n{bodies}"))
    view, words = (
        View(loaded.organisation, parse_day("2012-01-01")),
        loaded.organisation.vocabulary,
    )
    cut, whole = ask_search(view, "gruppe", 4), ask_search(view, "gruppe")
    assert (len(cut.rows), cut.more, len(whole.rows), whole.more) == (4, 26, 30, 0)
    assert cut.rows == whole.rows[:4]
    assert (
        as_text(cut, words)
        .strip()
        .startswith("4 af 30 fund for »gruppe« pr. 1. januar 2012. En højere --limit viser flere.")
    )
    assert as_text(cut, words).endswith("… og 26 flere.")
    assert as_text(whole, words).strip().startswith("30 fund for »gruppe« pr. 1. januar 2012.\n")
    assert [json.loads(as_json(answer, words))["total"] for answer in (cut, whole)] == [30, 30]


def test_what_a_body_leaves_behind_is_told_with_who_keeps_it(at: At) -> None:
    """
    bodies:
      - {id: a, name: A, kind: temagruppe}
      - {id: b, name: B, kind: styregruppe}
      - {id: under, name: Under, kind: arbejdsgruppe}
    tasks:
      - {id: t1, name: T1, kind: opgave}
      - {id: t2, name: T2, kind: opgave}
    relations:
      - a ansvarlig-for t1: {}
      - a ansvarlig-for t2: {}
      - b ansvarlig-for t2: {}
      - b følger-op-på t1: {}
      - under refererer-til a: {}
    """
    for asked in ("a", "temagrupper"):
        rows = ask(at("2012-01-01"), "impact", asked).rows
        assert [(row.id, row.role, row.loss.remaining, row.loss.others) for row in rows] == [
            ("t1", "ansvarlig-for", (), ("b",)), ("t2", "ansvarlig-for", ("b",), ()), ("under", "refererer-til", (), ()),
        ]  # fmt: skip


def _node(at: At, node_id: str) -> Node:
    found = at("2012-01-01").find_node(node_id)
    assert found
    return found


def test_a_date_of_nothing_but_spaces_is_no_date(at: At) -> None:
    """
    bodies:
      - {id: udvalg, name: Udvalget, kind: udvalg}
    decisions:
      - {id: b, name: Beslutningen, date: ' ', concerns: udvalg, basis: udledt, reasoning: r}
    """
    (row,) = ask(at("2016-01-01"), "show", "udvalg").rows
    assert (row.id, row.period.valid_from, row.parsed.date_from) == ("b", None, None)


def test_dates_that_begin_on_one_day_are_told_in_the_same_order_in_every_run() -> None:
    script = (
        "from orgraph.answers.answer import Period, Row\n"
        "from orgraph.render.sentences import validity_sentence\n"
        "starts = ['2015', '2016-09', '2016-09-01', 'primo september 2016', '2016-Q3']\n"
        "print(validity_sentence([Row('', '', '', '', period=Period(start)) for start in starts], '2020-01-01'))\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(6)
    }
    assert len(told) == 1


def test_a_thing_is_answered_for_only_on_days_of_its_life(at: At) -> None:
    """
    bodies:
      - {id: ny, name: Ny, kind: udvalg, valid_from: 2020-01-01}
      - {id: gammel, name: Gammel, kind: udvalg}
    relations:
      - ny afløser gammel: {}
    """
    assert [ask(at(day), "show", "ny").status for day in ("2019-12-31", "2020-01-01")] == [
        NOT_STATED,
        ANSWERED,
    ]
    told = as_text(ask(at("2012-01-01"), "show", "ny"), at("2012-01-01").vocabulary)
    assert "der er intet at svare" in told
    assert "outside-life" not in told


def test_a_matter_goes_the_way_that_it_is_said_to_go(at: At) -> None:
    """
    bodies:
      - {id: s, name: Samlingen, kind: udvalg}
      - {id: g, name: Organ G, kind: udvalg}
    objectives:
      - {id: maal, name: Mål, kind: målsætning}
    relations:
      - s ansvarlig-for maal: {valid_to: 2016-01-01}
      - s refererer-til g: {}
    """
    before, after = at("2012-01-01"), at("2017-01-01")
    (way,) = ask(before, "why-not", "maal", "g").paths
    assert way.nodes == ask(before, "escalate", "maal").paths[0].nodes == ("maal", "s", "g")
    (broken,) = ask(after, "why-not", "maal", "g").paths
    assert (broken.nodes, broken.holds_to) == (("maal", "s", "g"), "2016-01-01")


def test_a_hop_between_two_that_never_met_is_told_as_one_that_never_was(at: At) -> None:
    """
    bodies:
      - {id: a, name: Organ A, kind: udvalg, valid_from: 2010-01-01, valid_to: 2012-01-01}
      - {id: b, name: Organ B, kind: udvalg, valid_from: 2013-01-01}
    relations:
      - a eskalerer-til b: {}
    """
    view = at("2014-01-01")
    told = str(sentence(ask(view, "why-not", "a", "b"), view.vocabulary))
    assert "gælder ingen dag, for de to findes aldrig på samme tid" in told
    assert "ophørte" not in told


def test_a_long_way_is_told_short_and_listed_whole(tmp_path: Path) -> None:
    bodies = "".join(
        f"  - {{id: b{number}, name: Organ {number}, kind: udvalg}}\n" for number in range(60)
    )
    relations = "".join(
        f"  - b{number} refererer-til b{number + 1}: {{}}\n" for number in range(59)
    )
    organisation = read_seed(
        write_seed(tmp_path / "seed", f"bodies:\n{bodies}relations:\n{relations}")
    ).organisation
    view = View(organisation, parse_day("2016-01-01"))
    answer = ask(view, "escalate", "b0")
    assert "Organ 8 og 50 flere til Organ 59" in str(sentence(answer, view.vocabulary))
    assert as_text(answer, view.vocabulary).count("↑") == 59
    build_site(organisation, tmp_path / "websted")
    page = (tmp_path / "websted" / "ting" / "b0.html").read_text(encoding="utf-8")
    assert "… 19 led er udeladt på siden; orgraph escalate viser dem alle" in page
