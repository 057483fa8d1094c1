"""What holds through a membership holds while the membership does, and on its terms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from orgraph.answers import ask
from orgraph.answers.answer import Answer
from orgraph.answers.listing import ask_list
from orgraph.dates import parse_day
from orgraph.render.text import as_text
from orgraph.seed.reader import read_seed
from orgraph.view import View
from tests.conftest import write_seed

At = Callable[[str], View]


def told(answer: Answer, view: View) -> str:
    return " ".join(as_text(answer, view.vocabulary).split())


@pytest.fixture
def view(at: At) -> View:
    """The organisation of the test's docstring in 2012."""
    return at("2012-01-01")


def test_only_memberships_that_anything_follows_from_hand_a_duty_on(view: View) -> None:
    """
    bodies:
      - {id: k, name: Klyngerne, kind: samling, collective: true}
      - {id: a, name: A-klyngen, kind: udvalg}
      - {id: b, name: B-klyngen, kind: udvalg}
      - {id: c, name: C-klyngen, kind: udvalg}
      - {id: d, name: D-klyngen, kind: udvalg}
    tasks:
      - {id: t, name: Opgaven, kind: opgave}
    relations:
      - a del-af k: {}
      - b del-af k: {status: afvist}
      - c del-af k: {status: ophørt}
      - d del-af k: {status: planlagt, condition: hvis byrådet vil}
      - k ansvarlig-for t: {}
    """
    answer = ask(view, "responsible", "t")
    assert [(row.id, row.period.status, row.terms.condition) for row in answer.rows] == [
        ("k", "gældende", None),
        ("a", "gældende", None),
        ("d", "planlagt", "hvis byrådet vil"),
    ]
    assert (
        "Klyngerne (samlet; nævnt: A-klyngen, D-klyngen (planlagt; hvis byrådet vil)) er ansvarlig"
        in told(answer, view)
    )
    for body, status in (("a", "gældende"), ("d", "planlagt")):
        (row,) = ask(view, "what", "ansvarlig-for", body).rows
        assert (row.id, row.period.status) == ("t", status)
    assert ask(view, "what", "ansvarlig-for", "b").rows == ()
    within = ask_list(view, "udvalg", within=view.find_node("k"))
    assert [row.id for row in within.rows] == ["a", "d"]


def test_a_members_own_terms_are_told_beside_those_of_its_collective(view: View) -> None:
    """
    bodies:
      - {id: k, name: Klyngerne, kind: samling, collective: true}
      - {id: a, name: A-klyngen, kind: udvalg}
      - {id: b, name: B-klyngen, kind: udvalg}
      - {id: c, name: C-klyngen, kind: udvalg}
    tasks:
      - {id: t, name: Opgaven, kind: opgave}
    relations:
      - a del-af k: {}
      - b del-af k: {}
      - c del-af k: {condition: på prøve}
      - k ansvarlig-for t: {condition: efter aftale}
    """
    text = told(ask(view, "responsible", "t"), view)
    assert (
        "Klyngerne (samlet; nævnt: A-klyngen, B-klyngen, C-klyngen (på prøve)) er"
        " ansvarlige for … (efter aftale; udledt)" in text
    )


def test_what_is_inherited_begins_and_ends_with_the_membership(view: View) -> None:
    """
    bodies:
      - {id: k, name: Klyngerne, kind: samling, collective: true}
      - {id: a, name: A-klyngen, kind: udvalg}
    tasks:
      - {id: t, name: Opgaven, kind: opgave}
    relations:
      - a del-af k: {valid_from: 2011-05-01, valid_to: 2013-01-01}
      - k ansvarlig-for t: {valid_from: 2010-01-01, valid_to: 2014-01-01}
    """
    whole, member = ask(view, "responsible", "t").rows
    assert (whole.period.valid_from, whole.period.valid_to) == ("2010-01-01", "2014-01-01")
    assert (member.period.valid_from, member.period.valid_to) == ("2011-05-01", "2013-01-01")
    (held,) = ask(view, "what", "ansvarlig-for", "a").rows
    assert (held.period.valid_from, held.period.valid_to) == ("2011-05-01", "2013-01-01")


def test_each_of_a_pair_is_told_with_what_is_true_of_it_alone(view: View) -> None:
    """
    bodies:
      - {id: g, name: Gruppen, kind: udvalg}
      - {id: a, name: A-udvalget, kind: udvalg}
      - {id: b, name: B-udvalget, kind: udvalg}
    groups:
      - {id: par, logic: unresolved-slash}
    relations:
      - a repræsenteret-i g: {group: par, role: formand, value: 1, condition: på skift}
      - b repræsenteret-i g: {group: par, role: medlem, value: 2, status: planlagt}
    """
    text = told(ask(view, "appoints", "g"), view)
    assert "fra A-udvalget (1)/B-udvalget (planlagt) (2)." in text
    assert (
        "- A-udvalget, formand (1) (på skift) / B-udvalget, medlem (2) (planlagt) er repræsenteret"
        " i … (udledt)" in text
    )


def test_what_is_true_of_both_is_told_once(view: View) -> None:
    """
    bodies:
      - {id: g, name: Gruppen, kind: udvalg}
      - {id: a, name: A-udvalget, kind: udvalg}
      - {id: b, name: B-udvalget, kind: udvalg}
    groups:
      - {id: par, logic: unresolved-slash}
    relations:
      - a repræsenteret-i g: {group: par, value: 1, status: planlagt}
      - b repræsenteret-i g: {group: par, value: 1, status: planlagt}
    """
    text = told(ask(view, "appoints", "g"), view)
    assert "- A-udvalget / B-udvalget (1) er repræsenteret i … (planlagt; udledt)" in text


@pytest.mark.parametrize(
    ("logic", "said"),
    [
        ("unresolved-slash", "(skrevet med skråstreg sammen med B-udvalget; udledt)"),
        ("any", "(eller B-udvalget; udledt)"),
        ("all", "(udledt)"),
    ],
)
def test_who_shares_a_relation_is_told_when_only_one_of_them_is_asked_about(
    tmp_path: Path, logic: str, said: str
) -> None:
    text = f"""
    bodies:
      - {{id: a, name: A-udvalget, kind: udvalg}}
      - {{id: b, name: B-udvalget, kind: udvalg}}
    agreements:
      - {{id: x, name: Aftale X, kind: samarbejdsaftale}}
    groups:
      - {{id: par, logic: {logic}}}
    relations:
      - a godkender x: {{group: par}}
      - b godkender x: {{group: par}}
    """
    loaded = read_seed(write_seed(tmp_path / "seed", dedent(text)))
    assert [str(issue) for issue in loaded.issues] == []
    view = View(loaded.organisation, parse_day("2012-01-01"))
    assert f"godkender Aftale X {said}" in told(ask(view, "what", "godkender", "a"), view)
    cell = said.replace("; udledt", "").replace("udledt", "").replace("()", "")
    assert f"A-udvalget: godkender {cell}".strip() in told(ask(view, "matrix", "x"), view)
    assert "skråstreg" not in told(ask(view, "approves", "x"), view)


def test_what_is_said_of_a_type_of_a_type_is_said_of_the_thing(view: View) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg}
    agreements:
      - {id: arten, name: Arten, kind: aftaletype}
      - {id: typen, name: Typen, kind: aftaletype}
      - {id: x, name: Aftale X, kind: samarbejdsaftale}
    relations:
      - x hører-til typen: {}
      - typen hører-til arten: {valid_to: 2013-01-01, condition: i forsøget}
      - a godkender arten: {}
    """
    (row,) = ask(view, "approves", "x").rows
    assert (row.id, row.via) == ("a", ("typen", "arten"))
    assert (row.period.valid_to, row.terms.condition) == ("2013-01-01", "i forsøget")
