"""What an answer says beside its rows: what a relation is about, how sure a thing is, since when,
and what is not counted.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orgraph.answers import ask
from orgraph.answers.answer import compare
from orgraph.answers.over_time import ask_over_time
from orgraph.dates import parse_day
from orgraph.organisation import Organisation
from orgraph.render.text import as_text
from orgraph.seed.reader import Loaded
from orgraph.view import View

At = Callable[[str], View]


def told(answer: object, view: View) -> str:
    return " ".join(as_text(answer, view.vocabulary).split())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what", ("refererer-til", "a")),
        ("who", ("refererer-til", "b")),
        ("show", ("a",)),
        ("escalate", ("a",)),
        ("why", ("a", "b")),
        ("why-not", ("a", "b")),
    ],
)
def test_what_a_relation_is_about_is_told(at: At, question: str, words: tuple[str, ...]) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg}
      - {id: b, name: B-udvalget, kind: udvalg}
    tasks:
      - {id: t, name: Opgave T, kind: opgave}
      - {id: u, name: Opgave U, kind: opgave}
    relations:
      - a refererer-til b: {about: [t, u]}
    """
    view = at("2012-01-01")
    assert "om Opgave T og Opgave U" in told(ask(view, question, *words), view)


@pytest.mark.parametrize("question", ["show", "history", "appoints"])
def test_the_status_of_the_thing_itself_stands_beside_its_kind(at: At, question: str) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg, status: planlagt}
    """
    view = at("2012-01-01")
    assert told(ask(view, question, "a"), view).startswith("A-udvalget · udvalg (planlagt) · pr.")


def test_a_life_tells_when_its_relations_held(at: At) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg}
      - {id: b, name: B-udvalget, kind: udvalg}
    relations:
      - a afløser b: {valid_from: 2010-01-01, valid_to: 2011-01-01}
    """
    view = at("2020-01-01")
    assert "(udledt; fra 1. januar 2010; til 1. januar 2011)" in told(
        ask(view, "history", "a"), view
    )


def test_each_cell_of_a_matrix_is_compared(at: At) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg}
    agreements:
      - {id: typen, name: Typen, kind: aftaletype}
      - {id: en, name: Aftale Et, kind: samarbejdsaftale}
      - {id: to, name: Aftale To, kind: samarbejdsaftale}
    relations:
      - en hører-til typen: {}
      - to hører-til typen: {}
      - a godkender typen: {valid_from: 2012-01-01}
    """
    early, late = (ask(at(day), "matrix", "en", "to") for day in ("2011-01-01", "2013-01-01"))
    comparison = compare(early, late)
    assert [change.after and change.after.terms.to for change in comparison.changes] == [
        ("en",),
        ("to",),
    ]
    text = told(comparison, at("2013-01-01"))
    assert "+ Aftale Et: godkender: A-udvalget" in text
    assert "+ Aftale To: godkender: A-udvalget" in text


def test_what_nobody_speaks_of_so_early_is_not_listed_and_said(at: At) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg, source: '900:1'}
      - {id: b, name: B-udvalget, kind: udvalg, source: '900:1', valid_from: 2008-01-01}
    """
    view = at("2009-06-01")
    answer = ask(view, "list", "udvalg")
    assert [row.id for row in answer.rows] == ["b"]
    said = "A-udvalget er ikke regnet med: dokumenterne siger ikke, om det fandtes så tidligt."
    assert said in told(answer, view)
    every = ask(view, "list", "udvalg", every=True)
    assert [row.id for row in every.rows] == ["a", "b"]
    assert said not in told(every, view)


@pytest.mark.parametrize("question", ["why", "why-not"])
def test_a_thing_and_itself(at: At, question: str) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg}
    """
    view = at("2012-01-01")
    answer = ask(view, question, "a", "a")
    assert answer.status == "not_stated"
    assert "A-udvalget er spurgt om sig selv" in told(answer, view)


def test_what_ended_before_it_was_written_down_was_there_the_day_before(
    organisation: Organisation,
) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg}
    tasks:
      - {id: t, name: Opgaven, kind: opgave}
    relations:
      - a ansvarlig-for t: {source: '900:1', valid_to: 2009-01-01}
    """
    found = ask_over_time(
        organisation, parse_day("2016-01-01"), lambda view: ask(view, "responsible", "t")
    )
    assert [(one.first, one.after) for one in found.intervals] == [
        ("2008-12-31", "2009-01-01"),
        ("2009-01-01", None),
    ]


def test_what_begins_with_a_change_is_as_sure_as_the_change(at: At) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg, valid_from: plan}
      - {id: b, name: B-udvalget, kind: udvalg, valid_from: plan, status: gældende}
    tasks:
      - {id: t, name: Opgaven, kind: opgave}
    changes:
      - {id: plan, name: Planen, kind: omlægning, date: 2011-01-01, status: planlagt}
      - {id: nej, name: Forslaget, kind: omlægning, date: 2011-01-01, status: afvist}
    relations:
      - a ansvarlig-for t: {valid_from: nej}
    """
    view = at("2012-01-01")
    assert [(row.id, row.period.status) for row in ask(view, "list", "udvalg").rows] == [
        ("a", "planlagt"),
        ("b", "gældende"),
    ]
    assert ask(view, "responsible", "t").status == "not_stated"


def test_what_was_rejected_ends_nothing(loaded: Loaded) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg, valid_to: nej}
    changes:
      - {id: nej, name: Forslaget, kind: omlægning, date: 2011-01-01, status: afvist}
    """
    assert ["valid_to: nej er afvist" in str(issue) for issue in loaded.issues] == [True]


def test_a_step_of_what_has_ended_is_told_as_that(at: At) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg, valid_to: 2012-01-01}
    processes:
      - id: p
        name: Processen
        kind: proces
        steps:
          - {order: 1, actors: [a], action: godkender, basis: udledt, reasoning: fortælling}
    """
    before, after = (ask(at(day), "steps", "p") for day in ("2011-12-31", "2012-01-01"))
    assert (before.status, before.rows[0].period.status) == ("answered", "gældende")
    assert (after.status, after.rows[0].period.status) == ("not_stated", "ophørt")
    assert "A-udvalget godkender (ophørt; udledt)" in told(after, at("2012-01-01"))


@pytest.mark.parametrize("question", ["impact", "matrix"])
def test_a_kind_is_meant_before_a_paper_of_that_name(at: At, question: str) -> None:
    """
    documents:
      - {id: udvalg, name: Udvalg, basis: udledt, reasoning: fortælling}
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg}
    tasks:
      - {id: t, name: Opgaven, kind: opgave}
      - {id: opgaver, name: Opgaver, kind: opgave}
    relations:
      - a ansvarlig-for t: {}
    """
    view = at("2012-01-01")
    if question == "impact":
        assert [row.id for row in ask(view, "impact", "udvalg").rows] == ["t"]
    else:
        assert ask(view, "matrix", "opgaver").rows == ()  # the thing that is called so
