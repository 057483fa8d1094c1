"""What dates mean for answers: the registers' "no end", dates of several days, and the first and the last day of the calendar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orgraph.answers import ask
from orgraph.answers.over_time import ask_over_time
from orgraph.checks import run_rules
from orgraph.cli.main import run
from orgraph.dates import parse_day
from orgraph.organisation import Organisation
from orgraph.render.sentences import sentence, validity_sentence
from orgraph.seed.reader import Loaded
from orgraph.view import View
from tests.conftest import write_seed

EDGES = """
bodies:
  - {id: a, name: A, kind: udvalg, valid_from: 0001-01-01, valid_to: 9999-12-30}
  - {id: b, name: B, kind: udvalg, valid_to: 0001-01-02}
  - {id: c, name: C, kind: udvalg, valid_from: 9999-12-30}
  - {id: d, name: D, kind: udvalg, valid_to: 9999-12-31}
tasks:
  - {id: t, name: T, kind: opgave}
changes:
  - {id: aendring-1, name: Den første, date: 0001-01-01, concerns: [a]}
  - {id: aendring-2, name: Den sidste, date: 9999-12-30, concerns: [a]}
relations:
  - a ansvarlig-for t: {valid_from: 0001-01-01}
  - a refererer-til d: {valid_from: aendring-1, valid_to: aendring-2}
  - b refererer-til d: {}
  - d ansvarlig-for t: {valid_to: 9999-12-29}
"""


# ---- No end
def test_what_registers_write_of_things_without_end_is_told_as_no_end(
    organisation: Organisation, at: Callable[[str], View]
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg, valid_to: 9999-12-31}
    tasks:
      - {id: t, name: T, kind: opgave}
    relations:
      - a ansvarlig-for t: {valid_to: 9999-12-29}
    """
    answer = ask(at("2016-01-01"), "history", "a")
    assert "ophør" not in str(sentence(answer, organisation.vocabulary))
    told = ask_over_time(
        organisation, parse_day("2016-01-01"), lambda view: ask(view, "responsible", "t")
    )
    assert [interval.after for interval in told.intervals] == [None]
    assert "ophører" not in validity_sentence(told.answer.rows, told.answer.at)
    assert [
        finding.fact
        for rule, found in run_rules(organisation)
        if rule.id == "ended-by"
        for finding in found
    ] == []


def test_nothing_begins_when_nothing_ends(loaded: Loaded) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg, valid_from: 9999-12-31}
      - {id: b, name: B, kind: udvalg, valid_from: 9999}
    changes:
      - {id: aendring-1, name: C, date: 9999-12-31}
    """
    lines = [issue.line for issue in loaded.issues if "at intet ophører" in str(issue)]
    assert sorted(lines) == [11, 12, 14]


@pytest.mark.parametrize(
    "words",
    [
        ["show", "a", "--at"],
        ["show", "a", "--against"],
        ["impact", "a", "--on"],
        ["scenario", "new", "x.yaml", "--on"],
    ],
)
@pytest.mark.parametrize("day", ["9999-12-31", "9999"])
def test_a_question_of_the_day_of_no_end_is_refused_in_a_sentence(
    story_folder: Path,
    elsewhere: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    day: str,
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
    """
    assert run([*words, day, "--seed", str(story_folder)]) == 2
    assert (
        capsys.readouterr().err
        == f"Datoen »{day}« kan ikke bruges: i registre betyder den, at intet ophører, og den kan kun stå som ophør (valid_to).\n"
    )


# ---- Dates of several days
@pytest.mark.parametrize(
    ("day", "there"),
    [("2016-11-30", False), ("2016-12-01", True), ("2017-12-31", True), ("2018-01-01", False)],
)
def test_what_begins_and_ends_in_a_year_s_last_month_lives_from_its_first_day_to_its_last(
    at: Callable[[str], View], day: str, there: bool
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg, valid_from: ultimo 2016, valid_to: ultimo 2017}
    """
    assert at(day).lives("a") == there


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "asked", "answer"),
    [
        ("2012", "2016", "2016-06-01", "Der er en vej"),
        ("forår 2012", "3. kvartal 2016", "2016-09-30", "Der er en vej"),
        ("forår 2012", "3. kvartal 2016", "2016-10-01", "ophørte 3. kvartal 2016"),
        ("medio 2012", "2016", "2012-01-01", "begynder først medio 2012"),
    ],
)
def test_whether_a_way_holds_is_told_by_its_days_and_not_by_its_letters(
    tmp_path: Path, valid_from: str, valid_to: str, asked: str, answer: str
) -> None:
    from orgraph.answers import ask
    from orgraph.seed.reader import read_seed

    story = f"""
bodies:
  - {{id: a, name: A, kind: udvalg}}
  - {{id: b, name: B, kind: udvalg}}
relations:
  - a refererer-til b: {{valid_from: {valid_from}, valid_to: {valid_to}}}
"""
    organisation = read_seed(write_seed(tmp_path / "seed", story)).organisation
    told = ask(View(organisation, parse_day(asked)), "why-not", "a", "b")
    assert answer in str(sentence(told, organisation.vocabulary))


def test_a_history_is_told_in_the_order_of_its_days(
    organisation: Organisation, at: Callable[[str], View]
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
    changes:
      - {id: aendring-1, name: Tredje, date: 2019, concerns: [a]}
      - {id: aendring-2, name: Første, date: forår 2018, concerns: [a]}
      - {id: aendring-3, name: Anden, date: 3. kvartal 2018, concerns: [a]}
    """
    assert [row.name for row in ask(at("2020-01-01"), "history", "a").rows] == [
        "Første",
        "Anden",
        "Tredje",
    ]


def test_the_earliest_and_the_latest_are_found_by_their_days(at: Callable[[str], View]) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
      - {id: b, name: B, kind: udvalg}
    tasks:
      - {id: t, name: T, kind: opgave}
    relations:
      - a ansvarlig-for t: {valid_from: forår 2011, valid_to: 2020}
      - b ansvarlig-for t: {valid_from: 2012, valid_to: 2020-03-01}
    """
    answer = ask(at("2015-01-01"), "responsible", "t")
    assert "mellem forår 2011 og 2012; det første ophører 1. marts 2020" in validity_sentence(
        answer.rows, answer.at
    )


def test_a_deadline_is_read_as_all_dates_are(organisation: Organisation) -> None:
    """
    objectives:
      - {id: o1, name: O1, kind: målsætning, deadline: 2. kvartal 2012}
      - {id: o2, name: O2, kind: målsætning, deadline: ultimo juni 2012}
      - {id: o3, name: O3, kind: målsætning, deadline: snarest}
      - {id: o4, name: O4, kind: målsætning, deadline: 9999-12-31}
    bodies:
      - {id: a, name: A, kind: udvalg, basis: ordret, source: '900:1 "Udvalget godkender aftalen."'}
    """
    found = [
        finding.text
        for rule, findings in run_rules(organisation)
        if rule.id == "deadline"
        for finding in findings
    ]
    assert found == ["fristen 2012-06-30 er passeret, og ingen opfølgning er omtalt"] * 2


# ---- The first and the last day of the calendar
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-30"])
@pytest.mark.parametrize(
    "words",
    [
        ["show", "a"], ["history", "a"], ["responsible", "t"], ["responsible", "t", "--over-time"], ["escalate", "a"], ["list", "udvalg"], ["why", "a", "d"],
        ["why-not", "b", "d"], ["why-not", "b", "d", "--over-time"], ["impact", "a"], ["impact", "a", "--over-time"], ["unknowns"], ["matrix", "t"],
        ["search", "a"], ["show", "a", "--against", "0001-01-01"], ["show", "a", "--against", "9999-12-30"], ["show", "a", "--json"],
    ],
)  # fmt: skip
def test_every_question_is_answered_on_the_first_and_on_the_last_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], day: str
) -> None:
    seed = write_seed(tmp_path / "seed", EDGES)
    assert run([*words, "--at", day, "--seed", str(seed)]) in (0, 1)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("day", ["0001-01-01", "2016-09-01", "9999-12-30"])
def test_the_map_and_the_site_are_made_from_the_first_day_to_the_last(
    tmp_path: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    seed = write_seed(tmp_path / "seed", EDGES)
    assert run(["map", "-o", "kort.html", "--at", day, "--seed", str(seed)]) == 0
    assert run(["site", "sider", "--at", day, "--seed", str(seed)]) == 0
    assert capsys.readouterr().err == ""
    assert "31. december 9999" not in (elsewhere / "kort.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", ["show", "diff", "check", "stamp"])
def test_a_scenario_on_the_first_day_of_the_calendar_is_refused_in_a_sentence(
    story_folder: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
    """
    (elsewhere / "s.yaml").write_text(
        "name: S\non: 0001-01-01\nsteps:\n  - dissolve: a\n", encoding="utf-8"
    )
    assert run(["scenario", verb, "s.yaml", "--seed", str(story_folder)]) == 2
    assert capsys.readouterr().err.startswith(
        "s.yaml:2: Datoen »0001-01-01« kan ikke bruges: den er kalenderens første"
    )


@pytest.mark.parametrize(
    "words",
    [
        ["show", "a", "--scenario", "s.yaml"],
        ["show", "a", "--against", "s.yaml"],
        ["map", "--scenario", "s.yaml"],
    ],
)
def test_a_scenario_on_the_last_day_of_the_calendar_is_played(
    story_folder: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
    """
    (elsewhere / "s.yaml").write_text(
        "name: S\non: 9999-12-30\nsteps:\n  - dissolve: a\n", encoding="utf-8"
    )
    assert run([*words, "--seed", str(story_folder)]) in (0, 1)
    assert capsys.readouterr().err == ""


def test_today_is_a_day_to_ask_about(
    story_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: udvalg}
    """
    assert run(["show", "a", "--at", "I dag", "--seed", str(story_folder)]) == 0
    asked = capsys.readouterr().out
    assert run(["show", "a", "--seed", str(story_folder)]) == 0
    assert capsys.readouterr().out == asked
