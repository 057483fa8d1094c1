"""The way from one body to another, as the page finds it: the same as the answers in Python, and told so that it can be read."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from orgraph.answers.escalate import ask_escalate
from orgraph.answers.why import ask_why_not
from orgraph.dates import Span, parse_day
from orgraph.facts import Node
from orgraph.maps.backbone import list_bodies
from orgraph.organisation import Organisation
from orgraph.seed.reader import read_seed
from orgraph.view import View
from tests import strategies
from tests.browser.conftest import Opener, write
from tests.browser.organisations import AFTER_DAY, DAY, hostile, many, reorganised, small
from tests.conftest import SEED

# From each body to each: the relations of the open way, or of one at another time with the first that does not hold, or nothing.
ALL_WAYS = """([side, only]) => {
  const bodies = kort.nodes.filter(node => node.lines !== undefined && (!only || only.includes(node.id))), on = kort.stops()[kort.page.sides[side].start].day;
  const told = (from, to) => { const way = kort.findWay(from.id, to.id, side, on); return way && [way.nodes, way.hops.map(edge => edge.id), way.broken ? way.broken.id : -1]; };
  return Object.fromEntries(bodies.flatMap(from => bodies.filter(to => to !== from).map(to => [from.id + "\\n" + to.id, told(from, to)]).filter(([, way]) => way)));
}"""
Ways = dict[str, list[Any]]


def ways_in_python(organisation: Organisation, day: Span, numbers: dict[str, int]) -> Ways:
    """What `escalate --to` and, where it finds nothing, `why-not` answer. Nothing leads from what never answers to anybody, or to what nobody answers to."""
    view = View(organisation, day)
    rising = [
        found
        for found in organisation.list_relations()
        if organisation.vocabulary.relations[found.type].upward
    ]
    bodies = list_bodies(organisation)
    found: Ways = {}
    sources, targets = (
        {relation.source for relation in rising},
        {relation.target for relation in rising},
    )
    for subject in (node for node in bodies if node.id in sources):
        for goal in (node for node in bodies if node.id in targets):
            if goal is not subject and (way := way_in_python(view, subject, goal, numbers)):
                found[f"{subject.id}\n{goal.id}"] = way
    return found


def way_in_python(
    view: View, subject: Node, goal: Node, numbers: dict[str, int]
) -> list[Any] | None:
    paths = (
        ask_escalate(view, subject, "", to=goal).paths
        or ask_why_not(view, subject, goal, "").paths
    )
    if not paths:
        return None
    relations = {
        found.id: found
        for node in paths[0].nodes
        for found in view.organisation.list_all_out(node)
    }
    broken = [hop.fact for hop in paths[0].hops if not view.in_force(relations[hop.fact])]
    return [
        list(paths[0].nodes),
        [numbers[hop.fact] for hop in paths[0].hops],
        numbers[broken[0]] if broken else -1,
    ]


def numbered(organisation: Organisation) -> dict[str, int]:
    joined = [
        found
        for found in organisation.list_relations()
        if organisation.find_node(found.source) and organisation.find_node(found.target)
    ]
    return {found.id: number for number, found in enumerate(joined)}


@pytest.mark.parametrize("made", [small, hostile, lambda: many(40)])
def test_every_way_is_the_one_that_the_answers_give(
    watched: Opener, tmp_path: Path, made: Any
) -> None:
    found = made()
    page = watched().open(write(found, tmp_path))
    assert page.evaluate(ALL_WAYS, [0, None]) == ways_in_python(found, DAY, numbered(found))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("day", strategies.DAYS)
def test_every_way_in_a_generated_organisation_is_the_one_that_the_answers_give(
    watched: Opener, tmp_path: Path, seed: int, day: str
) -> None:
    found = strategies.generate(seed, 9, 3, 60)
    page = watched().open(write(found, tmp_path, parse_day(day)))
    assert page.evaluate(ALL_WAYS, [0, None]) == ways_in_python(
        found, parse_day(day), numbered(found)
    )


def test_a_scenario_has_the_ways_of_its_own_organisation(
    watched: Opener, scenario_map: str
) -> None:
    page = watched().open(scenario_map + "?side=efter".replace("?", "#?"))
    numbers = {
        told["id"]: number
        for told, number in zip(
            page.evaluate(
                "kort.edges.map(edge => ({ id: edge.from + ' ' + kort.page.types[edge.type][0] + ' ' + edge.to, side: edge.side ?? 1 }))"
            ),
            range(1000),
            strict=False,
        )
        if told["side"] == 1
    }
    types = {kind.name: kind.danish for kind in small().vocabulary.relations.values()}
    by_sentence = {
        found.id: numbers[f"{found.source} {types[found.type]} {found.target}"]
        for found in reorganised().list_relations()
    }
    assert page.evaluate(ALL_WAYS, [1, None]) == ways_in_python(
        reorganised(), AFTER_DAY, by_sentence
    )


@pytest.mark.parametrize("day", ["2012-06-01", "2016-10-01"])
def test_every_way_in_the_seed_is_the_one_that_the_answers_give(
    watched: Opener, tmp_path: Path, day: str
) -> None:
    found = read_seed(SEED).organisation
    page = watched().open(write(found, tmp_path, parse_day(day)))
    assert page.evaluate(ALL_WAYS, [0, None]) == ways_in_python(
        found, parse_day(day), numbered(found)
    )


# ---- As it is told
def answer(page: Page) -> str:
    return page.locator("#_way-answer").inner_text().replace("\u00ad", "")


def test_an_open_way_says_whom_to_ask_and_what_it_rests_on(
    watched: Opener, small_map: str
) -> None:
    page = watched().open(small_map + "#nord?vis=vej&til=ssu")
    words = answer(page)
    assert (
        "En sag kommer fra Nordklyngen til Sundhedssamarbejdsudvalget over Klyngerne og Sundhedsstyregruppen."
        in words
    )
    assert "Spørg først Klyngerne. Hele vejen gælder fra 1. september 2016." in words
    assert "klyngerne refererer-til styregruppen" in words
    assert "001, linje 7–9" in words


def test_a_broken_way_says_where_it_stops_and_since_when(watched: Opener, small_map: str) -> None:
    page = watched().open(small_map + "#oere?vis=vej&til=ssu")
    assert (
        "Der er ingen vej pr. 1. oktober 2016. Den stopper hos Temagruppen for øre-næse-hals"
        in answer(page)
    )
    assert "ophørte 1. september 2016" in answer(page)
    page.goto(page.url.replace("?", "?dag=2012-01-01&"))
    page.wait_for_timeout(200)
    assert "Spørg først Sundhedsstyregruppen" in answer(page)


def test_a_way_that_never_was_says_where_the_matter_stops_and_offers_the_way_back(
    watched: Opener, small_map: str
) -> None:
    page = watched().open(small_map + "#styregruppen?vis=vej&til=nord")
    assert (
        "Dokumenterne siger på intet tidspunkt, at en sag går fra Sundhedsstyregruppen til Nordklyngen."
        in answer(page)
    )
    assert (
        "En sag fra Sundhedsstyregruppen stopper hos Sundhedssamarbejdsudvalget; længere op er intet oplyst."
        in answer(page)
    )
    page.get_by_role("link", name="Vis den").click()
    assert "En sag kommer fra Nordklyngen til Sundhedsstyregruppen" in answer(page)
    page.go_back()
    assert "på intet tidspunkt" in answer(page)


def test_a_way_that_goes_in_a_circle_is_told_as_one_and_a_long_one_to_its_end(
    watched: Opener, tmp_path: Path
) -> None:
    chain = [strategies.node(f"n{number}") for number in range(40)]
    bodies = [strategies.node(name, name=name.upper()) for name in ("x", "a", "b", "t")]
    edges = (
        ("x", "a"),
        ("a", "b"),
        ("b", "a"),
        ("x", "t"),
        *((low.id, high.id) for low, high in pairwise(chain)),
    )
    found = strategies.organisation(
        *bodies, *chain, *(strategies.relation(low, "eskalerer-til", high) for low, high in edges)
    )
    page = watched().open(write(found, tmp_path) + "#x?vis=vej")
    assert (
        "Fra X kan en sag komme til T. Længere op er intet oplyst. Vejen går i ring: A → B → A."
        in answer(page)
    )
    for start, ways in (
        ("x", [["x", "t"], ["x", "a", "b", "a"]]),
        ("a", [["a", "b", "a"]]),
        ("n0", [[body.id for body in chain]]),
    ):
        told = page.evaluate(f"kort.waysThatStop('{start}').map(way => way.nodes)")
        assert (
            told
            == ways
            == [
                list(path.nodes)
                for path in ask_escalate(
                    View(found, DAY),
                    next(body for body in (*bodies, *chain) if body.id == start),
                    "",
                ).paths
            ]
        )


def test_both_ends_are_chosen_with_the_keyboard_and_swapped(
    watched: Opener, small_map: str
) -> None:
    page = watched().open(small_map + "#?vis=vej")
    assert "Vælg, hvor sagen er" in answer(page)
    for field, name in (("#_from", "nordk"), ("#_to", "sundhedssam")):
        page.focus(field)
        page.keyboard.type(name)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    assert "Spørg først Klyngerne" in answer(page)
    assert page.evaluate("location.hash") == "#nord?vis=vej&til=ssu"
    page.click("#_swap")
    assert page.evaluate("location.hash") == "#ssu?vis=vej&til=nord"
    page.go_back()
    assert "Spørg først Klyngerne" in answer(page)
