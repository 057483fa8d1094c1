"""A circle is a fault on the days on which all its links hold, and on no other."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from orgraph.errors import BadSeed
from orgraph.graph_algorithms import Link, find_circles, find_cycles
from orgraph.scenario.apply import apply
from orgraph.scenario.reader import read_scenario
from orgraph.seed.reader import Loaded, read_seed
from tests.conftest import write_seed

DAYS = range(12)
TWO = "bodies:\n  - {id: a, name: A, kind: udvalg}\n  - {id: b, name: B, kind: udvalg}\n  - {id: c, name: C, kind: udvalg}\nrelations:\n"


# ---- The algorithm
def some_links(chance: Random) -> list[Link]:
    """Links between few nodes, each with a time of its own; some lead to themselves, some hold on no day."""
    nodes = [str(number) for number in range(chance.randrange(2, 6))]
    starts = [chance.randrange(11) for _ in range(chance.randrange(1, 12))]
    return [
        Link(chance.choice(nodes), chance.choice(nodes), start, chance.randrange(start, 12))
        for start in starts
    ]


def holding(links: list[Link], day: int) -> list[Link]:
    return [link for link in links if link.start <= day < link.end and link.source != link.target]


@pytest.mark.parametrize("seed", range(150))
def test_circles_are_found_as_by_looking_at_every_day(seed: int) -> None:
    links = some_links(Random(seed))
    circles = find_circles(links)
    assert bool(circles) == any(
        find_cycles(link[:2] for link in holding(links, day)) for day in DAYS
    )
    assert len({frozenset(circle) for circle in circles}) == len(circles)
    for circle in circles:
        ordered = [links[number] for number in circle]
        assert [link.target for link in ordered] == [
            link.source for link in (*ordered[1:], ordered[0])
        ]
        assert any(all(link.start <= day < link.end for link in ordered) for day in DAYS)


@pytest.mark.parametrize("seed", range(150))
def test_no_circle_is_left_when_the_last_link_of_each_is_taken_away(seed: int) -> None:
    links = some_links(Random(seed))
    circles = find_circles(links)
    for day in DAYS:
        told = {
            circle[-1]
            for circle in circles
            if all(links[number].start <= day < links[number].end for number in circle)
        }
        left = [link for number, link in enumerate(links) if number not in told]
        assert find_cycles(link[:2] for link in holding(left, day)) == []


@pytest.mark.slow
def test_a_hierarchy_that_is_turned_round_body_by_body_closes_no_circle() -> None:
    """Two thousand pairs, each turned round on a day of its own; found by looking at few of the days."""
    pairs = range(2_000)
    before = [Link(str(number), str(number + 1), 0, 10 + number) for number in pairs]
    after = [Link(str(number + 1), str(number), 10 + number, 9_999) for number in pairs]
    assert find_circles([*before, *after]) == []
    assert find_circles([*before, *after, Link("8", "7", 16, 18)]) == [(7, 4_000)]


# ---- In a seed
SEEDS = [
    ("never together", "  - a refererer-til b: {valid_to: 2016-01-01}\n  - b refererer-til a: {valid_from: 2016-01-01}\n", []),
    ("on one day", "  - a refererer-til b: {valid_to: 2016-01-02}\n  - b refererer-til a: {valid_from: 2016-01-01}\n",
     ["facts.yaml:15: a:refererer-til:b: refererer-til går i ring pr. 1. januar 2016: a → b → a (facts.yaml:15, facts.yaml:16)"]),
    ("until a day", "  - a refererer-til b: {valid_to: 2016-01-02}\n  - b refererer-til a: {}\n", ["går i ring pr. 1. januar 2016: a → b → a"]),
    ("always", "  - a refererer-til b: {}\n  - b refererer-til a: {}\n", ["går i ring på enhver dag: a → b → a"]),
    ("in the order of the way", "  - b del-af a: {}\n  - c del-af b: {}\n  - a del-af c: {}\n", ["b → a → c → b (facts.yaml:15, facts.yaml:17, facts.yaml:16)"]),
    ("twice at two times", "  - a refererer-til b: {}\n  - b refererer-til a: {valid_to: 2010, id: først}\n  - b refererer-til a: {valid_from: 2016, id: igen}\n",
     ["pr. 31. december 2010: a → b → a (facts.yaml:15, facts.yaml:16)", "pr. 1. januar 2016: a → b → a (facts.yaml:15, facts.yaml:17)"]),
    ("two through one body", "  - a del-af b: {}\n  - b del-af a: {}\n  - b del-af c: {}\n  - c del-af b: {}\n", ["a → b → a", "b → c → b"]),
    ("succession back and forth", "  - b afløser a: {valid_from: 2007}\n  - a afløser b: {valid_from: 2012}\n", []),
    ("succession on one day", "  - b afløser a: {valid_from: 2007}\n  - a afløser b: {valid_from: 2007}\n", ["afløser går i ring pr. 1. januar 2007: b → a → b"]),
    ("succession without a date", "  - b afløser a: {}\n  - a afløser b: {}\n", ["afløser går i ring på enhver dag: b → a → b"]),
    ("may close", "  - a eskalerer-til b: {}\n  - b eskalerer-til a: {}\n", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("story", "issues"), [row[1:] for row in SEEDS], ids=[row[0] for row in SEEDS]
)
def test_a_circle_is_named_with_its_day_its_way_and_the_places_of_its_links(
    tmp_path: Path, story: str, issues: list[str]
) -> None:
    found = [str(issue) for issue in read_seed(write_seed(tmp_path, TWO + story)).issues]
    assert len(found) == len(issues)
    assert [
        issue
        for issue, expected in zip(found, sorted(issues), strict=True)
        if expected not in issue
    ] == []


def test_links_hold_only_while_their_ends_exist(loaded: Loaded) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
      - {id: b, name: B, kind: udvalg, valid_to: 2012-01-01}
      - {id: c, name: C, kind: udvalg, valid_from: 2012-01-01}
    relations:
      - a refererer-til b: {}
      - b refererer-til a: {valid_from: 2011-06-01}
      - a refererer-til c: {}
      - c del-af a: {}
      - c refererer-til b: {}
    """
    assert [
        (issue.line, "pr. 1. juni 2011: a → b → a" in str(issue))
        for issue in loaded.issues
        if "ring" in str(issue)
    ] == [(15, True)]


# ---- In a scenario
def rehearse(folder: Path, steps: str, story: str) -> None:
    seed = read_seed(write_seed(folder / "seed", TWO + story))
    assert seed.issues == ()
    (folder / "scenarie.yaml").write_text(
        f"name: Prøve\non: 2016-09-01\nsteps:\n{steps}", encoding="utf-8"
    )
    apply(seed.organisation, read_scenario(folder / "scenarie.yaml", seed.organisation))


TURNED = [
    ("  - revoke: {relation: refererer-til, from: a, to: b}\n  - grant: {relation: refererer-til, from: b, to: a}\n", None),
    ("  - grant: {relation: refererer-til, from: b, to: a}\n", "refererer-til går i ring pr. 1. september 2016: b → a → b"),
    ("  - grant: {relation: refererer-til, from: c, to: a}\n  - grant: {relation: refererer-til, from: b, to: c}\n", "b → c → a → b"),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "fault"), TURNED)
def test_a_hierarchy_can_be_turned_round_in_a_scenario(
    tmp_path: Path, steps: str, fault: str | None
) -> None:
    if fault is None:
        rehearse(tmp_path, steps, "  - a refererer-til b: {}\n")
        return
    with pytest.raises(BadSeed) as raised:
        rehearse(tmp_path, steps, "  - a refererer-til b: {}\n")
    assert [fault in str(issue) for issue in raised.value.issues] == [True]
