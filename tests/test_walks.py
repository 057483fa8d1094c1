"""Walks go on to their end, whatever the length or the depth; and a way that goes in circles is told as one."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from markupsafe import Markup

from orgraph.answers import ask
from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer
from orgraph.answers.escalate import ask_escalate
from orgraph.answers.holders import list_parts, list_wholes
from orgraph.answers.impact import ask_impact
from orgraph.answers.listing import Narrowing, ask_list
from orgraph.answers.over_time import ask_over_time
from orgraph.answers.who import ask_what, ask_who
from orgraph.answers.why import ask_why, ask_why_not
from orgraph.cli.main import run
from orgraph.dates import iso, parse_day
from orgraph.facts import Node
from orgraph.maps.page import build_map
from orgraph.organisation import Organisation
from orgraph.render.json_form import answer_dict
from orgraph.render.sentences import note_text, sentence
from orgraph.render.text import as_text
from orgraph.scenario.model import Selector
from orgraph.scenario.selection import StepContext, choose
from orgraph.site.flow import flow_of, marks_of
from orgraph.site.page_model import Item, Stage
from orgraph.view import View
from tests.conftest import write_seed
from tests.strategies import VOCABULARY, node, organisation, relation, validity

DAY = parse_day("2016-10-01")
DEEP = 1_500  # deeper than Python lets a function call itself


def chain(length: int, kind: str = "refererer-til", *, collective: bool = False) -> Organisation:
    """Bodies of which each has a relation to the next; the last answers for an objective."""
    bodies = [
        node(f"b{number}", "samling" if collective else "udvalg", collective=collective)
        for number in range(length)
    ]
    held = relation(bodies[-1].id, "ansvarlig-for", "maal")
    return organisation(
        *bodies,
        node("maal", "målsætning"),
        held,
        *(relation(low.id, kind, high.id) for low, high in pairwise(bodies)),
    )


def found(everything: Organisation, node_id: str) -> Node:
    node = everything.find_node(node_id)
    assert node
    return node


# ---- To the end
@pytest.mark.parametrize("steps", [12, 13, 15, 16, 17, DEEP])
def test_a_way_is_found_however_long_it_is(steps: int) -> None:
    everything = chain(steps + 1)
    view, low, high = (
        View(everything, DAY),
        found(everything, "b0"),
        found(everything, f"b{steps}"),
    )
    for answer in (
        ask_why(view, low, high, ""),
        ask_why_not(view, low, high, ""),
        ask_escalate(view, low, ""),
        ask_escalate(view, low, "", to=high),
    ):
        assert [len(path.hops) for path in answer.paths] == [steps]
        assert "ikke" not in str(sentence(answer, VOCABULARY)).replace(
            "Længere op er intet oplyst", ""
        )


@pytest.mark.slow
def test_as_many_bodies_as_there_are_are_reached() -> None:
    """Each of twelve thousand bodies above is where the way stops."""
    above = [node(f"o{number}") for number in range(12_000)]
    wide = organisation(
        node("a"), *above, *(relation("a", "refererer-til", high.id) for high in above)
    )
    assert len(ask_escalate(View(wide, DAY), found(wide, "a"), "").paths) == 12_000


@pytest.mark.parametrize("deep", [4, 5, 8, 300])
def test_what_a_collective_does_its_members_do_and_theirs_to_the_last(deep: int) -> None:
    everything = chain(deep + 1, "del-af", collective=True)
    view, low, goal = View(everything, DAY), found(everything, "b0"), found(everything, "maal")
    kind = VOCABULARY.relations["ansvarlig-for"]
    (held,) = ask_what(view, kind, low, "").rows
    assert held.id == "maal"
    assert held.via == tuple(f"b{number}" for number in range(deep, 0, -1))
    holders = {row.id: row.via for row in ask_who(view, kind, goal, "").rows}
    assert len(holders) == deep + 1
    assert holders["b0"] == held.via


@pytest.mark.parametrize("deep", [2, 8, DEEP])
def test_a_list_has_what_belongs_to_the_whole_through_others(deep: int) -> None:
    everything = chain(deep, "del-af")
    top, middle = found(everything, f"b{deep - 1}"), found(everything, f"b{deep // 2}")
    assert len(ask_list(View(everything, DAY), "udvalg", Narrowing(within=top)).rows) == deep - 1
    assert (
        len(ask_list(View(everything, DAY), "udvalg", Narrowing(within=middle)).rows) == deep // 2
    )


def test_a_list_of_a_region_has_what_is_a_part_of_what_lies_there() -> None:
    everything = organisation(
        node("nord", "region"), node("hospital", "hospital", region="nord"), node("afsnit", "afdeling"), node("stue", "afdeling"),
        node("andet", "afdeling"), relation("afsnit", "del-af", "hospital"), relation("stue", "del-af", "afsnit"),
    )  # fmt: skip
    rows = ask_list(
        View(everything, DAY), "afdeling", Narrowing(within=found(everything, "nord"))
    ).rows
    assert [row.id for row in rows] == ["afsnit", "stue"]


def test_what_ends_with_a_collective_is_what_its_members_members_hold() -> None:
    everything = organisation(
        node("alle", "samling", collective=True), node("nogle", "samling", collective=True), node("en"), node("maal", "målsætning"),
        relation("nogle", "del-af", "alle"), relation("en", "del-af", "nogle"), relation("en", "ansvarlig-for", "maal"),
    )  # fmt: skip
    rows = ask_impact(View(everything, DAY), found(everything, "alle"), "").rows
    assert [(row.id, row.via) for row in rows] == [("maal", ("en",))]


def test_a_set_in_a_scenario_has_the_members_members() -> None:
    everything = chain(6, "del-af", collective=True)
    assert {found.id for found in choose(StepContext(everything, DAY), Selector(within="b5"))} == {
        f"b{number}" for number in range(5)
    }


def test_a_member_is_named_once_by_its_shortest_way_and_only_where_it_is_not_excepted() -> None:
    """m is in both a and b, and both are in all; n is in a alone."""
    members = [
        relation("a", "del-af", "all"),
        relation("b", "del-af", "all"),
        relation("m", "del-af", "a"),
        relation("m", "del-af", "b"),
        relation("n", "del-af", "a"),
    ]
    everything = organisation(
        *(node(name, "samling", collective=True) for name in ("all", "a", "b")), node("m"), node("n"), node("t", "opgave"), node("u", "opgave"), *members,
        relation("all", "ansvarlig-for", "t"), relation("all", "ansvarlig-for", "u", exceptions=("a",)),
    )  # fmt: skip
    view, kind = View(everything, DAY), VOCABULARY.relations["ansvarlig-for"]
    assert [(part, [way.source for way in ways]) for part, ways in list_parts(view, "all")] == [
        ("a", ["a"]),
        ("m", ["a", "m"]),
        ("n", ["a", "n"]),
        ("b", ["b"]),
    ]
    assert [(whole, [way.target for way in ways]) for whole, ways in list_wholes(view, "m")] == [
        ("a", ["a"]),
        ("all", ["a", "all"]),
        ("b", ["b"]),
    ]
    assert [row.id for row in ask_who(view, kind, found(everything, "u"), "").rows] == [
        "all",
        "b",
        "m",
    ]
    assert {row.id: row.via for row in ask_what(view, kind, found(everything, "m"), "").rows} == {
        "t": ("all", "a"),
        "u": ("all", "b"),
    }
    assert {row.id: row.via for row in ask_what(view, kind, found(everything, "n"), "").rows} == {
        "t": ("all", "a")
    }


def test_where_every_level_doubles_the_ways_each_member_is_named_once() -> None:
    """Two collectives on each of thirty levels, each in both of the next: 2^30 ways from the first to the last."""
    levels = [
        [node(f"c{level}{side}", "samling", collective=True) for side in "ab"]
        for level in range(30)
    ]
    everything = organisation(
        *(body for level in levels for body in level), node("maal", "målsætning"), relation("c29a", "ansvarlig-for", "maal"),
        *(relation(low.id, "del-af", high.id) for under, over in pairwise(levels) for low in under for high in over),
    )  # fmt: skip
    assert (
        len(
            ask_who(
                View(everything, DAY),
                VOCABULARY.relations["ansvarlig-for"],
                found(everything, "maal"),
                "",
            ).rows
        )
        == 59
    )
    assert [
        len(row.via)
        for row in ask_what(
            View(everything, DAY),
            VOCABULARY.relations["ansvarlig-for"],
            found(everything, "c0b"),
            "",
        ).rows
    ] == [29]


def test_a_life_of_many_periods_is_told_to_its_end() -> None:
    days = [iso(parse_day("1990-01-01").first + number) for number in range(1_400)]
    held = [
        relation(
            f"o{number}", "godkender", "t", validity=validity(*days[2 * number : 2 * number + 2])
        )
        for number in range(700)
    ]
    everything = organisation(
        node("t", "opgave"), *(node(f"o{number}") for number in range(700)), *held
    )
    told = ask_over_time(
        everything,
        DAY,
        lambda view: ask_who(
            view, view.vocabulary.relations["godkender"], found(everything, "t"), ""
        ),
    )
    assert len(told.intervals) == 1_400
    assert [row.id for interval in told.intervals for row in interval.answer.rows] == [
        f"o{number}" for number in range(700)
    ]


# ---- Round in circles
def upward(*edges: str, kind: str = "eskalerer-til") -> View:
    """Bodies named by letters: "ab" goes up from a to b."""
    names = dict.fromkeys(letter for edge in edges for letter in edge)
    return View(
        organisation(
            *(node(name, name=name.upper()) for name in names),
            *(relation(edge[0], kind, edge[1]) for edge in edges),
        ),
        DAY,
    )


CIRCLES = [
    (("ab", "ba"), "a", ["aba"], "Vejen går i ring: A → B → A."),
    (("aa",), "a", ["aa"], "Vejen går i ring: A → A."),
    (("xa", "ab", "bc", "ca"), "x", ["xabca"], "Vejen går fra X til A. Vejen går i ring: A → B → C → A."),
    (("xa", "ab", "ba", "bt"), "x", ["xabt"], "Vejen går fra X over A og B til T. Længere op er intet oplyst."),
    (("xa", "ab", "ba", "xt"), "x", ["xt", "xaba"], "Vejen går fra X til T. Der er 2 veje. Længere op er intet oplyst. Vejen går i ring: A → B → A."),
    (("ab", "ba", "bc", "cd", "dc"), "a", ["abcdc"], "Vejen går fra A over B til C. Vejen går i ring: C → D → C."),
    (("xa", "aa"), "x", ["xaa"], "Vejen går fra X til A. Vejen går i ring: A → A."),
    (("xa", "aa", "ab", "ba"), "x", ["xaba"], "Vejen går fra X til A. Vejen går i ring: A → B → A."),
    (("aa", "ab"), "a", ["ab"], "Vejen går fra A til B. Længere op er intet oplyst."),
    (("ab", "ac", "ba", "cb"), "a", ["aba"], "Vejen går i ring: A → B → A."),
    (("xa", "xc", "ab", "ba", "cd", "dc"), "x", ["xaba", "xcdc"], "Vejen går fra X til A. Der er 2 veje. Vejen går i ring: A → B → A. Vejen går i ring: C → D → C."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("edges", "start", "ways", "words"), CIRCLES, ids=[" ".join(row[0]) for row in CIRCLES]
)
def test_a_way_that_never_ends_is_followed_once_round(
    edges: tuple[str, ...], start: str, ways: list[str], words: str
) -> None:
    answer = ask(upward(*edges), "escalate", start)
    assert ["".join(path.nodes) for path in answer.paths] == ways
    assert (answer.status, str(sentence(answer, VOCABULARY))) == (ANSWERED, words)
    assert [path.get("ring") for path in answer_dict(answer, VOCABULARY)["paths"]] == [
        path.ring or None for path in answer.paths
    ]


def test_a_long_circle_is_followed_round() -> None:
    bodies = [node(f"b{number}") for number in range(DEEP)]
    view = View(
        organisation(
            *bodies,
            *(
                relation(low.id, "eskalerer-til", high.id)
                for low, high in pairwise((*bodies, bodies[0]))
            ),
        ),
        DAY,
    )
    (path,) = ask(view, "escalate", "b7").paths
    assert len(path.hops) == DEEP
    assert path.ring == path.nodes


def test_a_matter_comes_back_to_where_it_was_only_when_there_is_a_way() -> None:
    view = upward("ab", "bc", "ca", "bt")
    around = ask_escalate(
        view, found(view.organisation, "a"), "", to=found(view.organisation, "a")
    )
    assert [path.nodes for path in around.paths] == [("a", "b", "c", "a")]
    assert (
        ask_escalate(
            view, found(view.organisation, "t"), "", to=found(view.organisation, "t")
        ).status
        == NOT_STATED
    )


def notes_in_words(answer: Answer) -> list[str]:
    return [str(note_text(note, answer, VOCABULARY)) for note in answer.notes]


def test_where_there_is_no_way_it_is_told_where_the_matter_goes_instead() -> None:
    view = upward("xa", "ab", "ba", "xt", "yz")
    by_id = partial(found, view.organisation)
    instead = [
        "En sag fra X stopper hos T; længere op er intet oplyst.",
        "Vejen går i ring: A → B → A.",
    ]
    never = ask_why_not(view, by_id("x"), by_id("z"), "")
    assert (never.status, notes_in_words(never)) == (NOT_STATED, instead)
    asked = ask_escalate(view, by_id("x"), "", to=by_id("z"))
    assert (
        str(sentence(asked, VOCABULARY)) == "Dokumenterne siger ikke, at en sag går fra X til Z."
    )
    assert notes_in_words(asked)[1:] == instead
    assert "ingen har registreret" not in as_text(asked, VOCABULARY)


def test_a_way_to_a_body_in_the_middle_does_not_say_that_nothing_is_above_it() -> None:
    view = upward("ab", "bc")
    middle, last = (
        ask_escalate(view, found(view.organisation, "a"), "", to=found(view.organisation, end))
        for end in "bc"
    )
    assert "Længere op" not in as_text(middle, VOCABULARY)
    assert "Fra B går vejen videre." in as_text(middle, VOCABULARY)
    assert "Længere op er intet oplyst." in as_text(last, VOCABULARY)


# ---- Whatever the depth
@pytest.mark.slow
def test_a_hierarchy_of_any_depth_is_drawn() -> None:
    """Every body stands in the page for a browser without scripts, under the one above it, and every list is closed."""
    page = build_map(chain(DEEP), DAY)
    plain = page[page.index("<noscript>") : page.index("<h2>Kilder")]
    assert plain.count("<li id=") == DEEP
    assert plain.count("<ul>") == plain.count("</ul>") == DEEP


def test_branches_of_a_process_in_each_other_to_any_depth_are_drawn() -> None:
    branches = [", ".join(["gren"] * depth) for depth in range(1, 1_200)]
    marks = [
        mark.sort
        for mark in marks_of(
            flow_of(
                [
                    Stage(
                        number,
                        branch,
                        Item(None, None, "", Markup(), Markup(), Markup()),
                        None,
                        None,
                    )
                    for number, branch in enumerate(branches)
                ]
            )
        )
    ]
    assert [marks.count(sort) for sort in ("fork", "/fork", "lane", "/lane", "run")] == [1_199] * 5


@pytest.mark.slow
def test_every_command_answers_about_a_deep_hierarchy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = 300
    bodies = "\n".join(
        f"  - {{id: b{number}, name: Organ {number}, kind: udvalg}}" for number in range(deep)
    )
    ways = "\n".join(
        f"  - b{number} {kind} b{number + 1}: {{}}"
        for number in range(deep - 1)
        for kind in ("refererer-til", "del-af")
    )
    seed = write_seed(tmp_path / "seed", f"bodies:\n{bodies}\nrelations:\n{ways}\n")
    (tmp_path / "scenarie.yaml").write_text(
        "name: Prøve\non: 2016-09-01\nsteps:\n  - dissolve: b298\n", encoding="utf-8"
    )
    commands: list[list[str]] = [
        ["verify"], ["escalate", "b0"], ["why", "b0", "b299"], ["why-not", "b299", "b0"], ["list", "udvalg", "--in", "b299"], ["impact", "b1"],
        ["map", "-o", str(tmp_path / "kort.html")], ["map", "--in", "b299", "-o", str(tmp_path / "del.html")],
        ["scenario", "diff", str(tmp_path / "scenarie.yaml")], ["site", str(tmp_path / "websted")],
    ]  # fmt: skip
    for command in commands:
        assert run([*command, "--seed", str(seed)]) in (0, 1), command
    assert "299 udvalg" in capsys.readouterr().out
