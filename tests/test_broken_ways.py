"""A way that may be broken: it opens and breaks through time, and on two days it differs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from orgraph.answers.answer import compare
from orgraph.answers.over_time import ask_over_time
from orgraph.answers.why import ask_why_not
from orgraph.cli.main import run
from orgraph.dates import parse_day
from orgraph.organisation import Organisation
from orgraph.view import View

At = Callable[[str], View]


def test_a_way_opens_and_breaks_over_time(organisation: Organisation, at: At) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
      - {id: b, name: B, kind: udvalg}
      - {id: c, name: C, kind: udvalg}
    changes:
      - {id: reform, name: Reformen, kind: omlægning, date: 2017-01-01}
    relations:
      - a refererer-til b: {valid_from: 2016-06-01, valid_to: reform}
      - b refererer-til c: {valid_from: 2016-03-01}
    """
    one, other = (organisation.find_node(node) for node in ("a", "c"))
    assert one
    assert other
    told = ask_over_time(
        organisation, parse_day("2016-07-01"), lambda view: ask_why_not(view, one, other, "a")
    )
    assert [(found.first, found.after) for found in told.intervals] == [
        (None, "2016-03-01"),
        ("2016-03-01", "2016-06-01"),
        ("2016-06-01", "2017-01-01"),
        ("2017-01-01", None),
    ]
    assert told.intervals[-1].began_because == ("reform",)
    assert told.intervals[-2].ended_because == ("reform",)


@pytest.mark.parametrize(
    ("one", "other", "changed"),
    [
        ("2016-07-01", "2017-01-01", ["a:refererer-til:b"]),
        ("2016-01-01", "2016-07-01", ["a:refererer-til:b"]),
        ("2016-07-01", "2016-12-31", []),
        ("2018-01-01", "2019-01-01", []),
    ],
)
def test_two_days_differ_when_the_way_holds_on_one_of_them(
    at: At, one: str, other: str, changed: list[str]
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
      - {id: b, name: B, kind: udvalg}
      - {id: c, name: C, kind: udvalg}
    relations:
      - a refererer-til b: {valid_from: 2016-06-01, valid_to: 2017-01-01}
      - b refererer-til c: {}
    """
    answers = []
    for day in (one, other):
        view = at(day)
        start, goal = view.find_node("a"), view.find_node("c")
        assert start
        assert goal
        answers.append(ask_why_not(view, start, goal, "a"))
    found = compare(answers[0], answers[1]).changes
    assert [(change.change, change.after and change.after.fact) for change in found] == [
        ("changed", fact) for fact in changed
    ]


def test_the_command_line_says_so(story_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg}
      - {id: b, name: B-udvalget, kind: udvalg}
    relations:
      - a refererer-til b: {valid_from: 2016-06-01, valid_to: 2017-01-01}
    """
    asked = ["why-not", "a", "b", "--seed", str(story_folder), "--at", "2016-07-01"]
    assert run([*asked, "--against", "2018-01-01"]) == 0
    out = capsys.readouterr().out
    assert "Svaret er det samme" not in out
    assert run([*asked, "--over-time", "--json"]) == 0
    intervals = json.loads(capsys.readouterr().out)["intervals"]
    assert [(found["from"], found["to"]) for found in intervals] == [
        (None, "2016-06-01"),
        ("2016-06-01", "2017-01-01"),
        ("2017-01-01", None),
    ]
    assert run([*asked, "--over-time"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.count("I denne tid er vejen brudt.") == 2


@pytest.mark.parametrize("day", ["2015-12-31", "2020-01-01"])
def test_of_what_does_not_exist_that_day_nothing_else_is_told(
    story_folder: Path, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg, valid_from: 2016-01-01, valid_to: 2016-01-02}
      - {id: b, name: B-udvalget, kind: udvalg}
    relations:
      - a refererer-til b: {}
      - b afløser a: {}
    """
    assert run(["why", "a", "b", "--seed", str(story_folder), "--at", day]) == 1
    heading, *told = capsys.readouterr().out.splitlines()
    assert heading.startswith("A-udvalget · udvalg")
    assert " ".join(told).startswith("A-udvalget gælder fra 1. januar 2016 og ophører 2. januar")
    assert "B-udvalget" not in " ".join(told)


def test_the_way_that_ended_with_its_body_is_told_and_not_that_nothing_can_be_said(
    story_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    bodies:
      - {id: a, name: A-udvalget, kind: udvalg, valid_from: 2016-01-01, valid_to: 2016-02-01}
      - {id: b, name: B-udvalget, kind: udvalg}
    relations:
      - a refererer-til b: {}
    """
    assert run(["why-not", "a", "b", "--seed", str(story_folder), "--at", "2020-01-01"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "er brudt pr. 1. januar 2020: at A-udvalget refererer til B-udvalget, ophørte" in told
    assert "intet at svare" not in told


@pytest.mark.parametrize("question", ["a", "sag"])
def test_the_way_that_last_was_open_is_told_before_a_shorter_one_that_never_was(
    at: At, question: str
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
      - {id: b, name: B, kind: udvalg}
      - {id: c, name: C, kind: udvalg}
      - {id: d, name: D, kind: udvalg}
    tasks:
      - {id: sag, name: Sagen, kind: opgave}
    relations:
      - a ansvarlig-for sag: {}
      - a refererer-til b: {valid_from: 2010-01-01, valid_to: 2011-01-01}
      - b refererer-til d: {valid_from: 2012-01-01}
      - a refererer-til c: {valid_from: 2012-01-01, valid_to: 2014-01-01}
      - c refererer-til b: {valid_from: 2012-01-01}
    """
    view = at("2016-01-01")
    one, other = view.find_node(question), view.find_node("d")
    assert one
    assert other
    (path,) = ask_why_not(view, one, other, question).paths
    assert path.nodes[-4:] == ("a", "c", "b", "d")
    assert (path.holds_from, path.holds_to) == ("2012-01-01", "2014-01-01")


@pytest.mark.parametrize(
    ("day", "fact"), [("2012-06-01", "first"), ("2009-01-01", "first"), ("2016-01-01", "second")]
)
def test_of_two_periods_the_one_that_was_last_open_or_opens_first_is_told(
    at: At, day: str, fact: str
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
      - {id: b, name: B, kind: udvalg}
    relations:
      - a refererer-til b: {id: first, valid_from: 2010-01-01, valid_to: 2012-01-01}
      - a refererer-til b: {id: second, valid_from: 2014-01-01, valid_to: 2015-01-01}
    """
    view = at(day)
    one, other = view.find_node("a"), view.find_node("b")
    assert one
    assert other
    (path,) = ask_why_not(view, one, other, "a").paths
    assert [hop.fact for hop in path.hops] == [fact]
