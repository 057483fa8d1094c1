"""A map of a part: what is in it, what is left out, and that the page says so."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from orgraph.cli.main import run
from orgraph.dates import parse_day
from orgraph.errors import NotABody
from orgraph.facts import Node
from orgraph.maps.comparison import Side
from orgraph.maps.page import build_map
from orgraph.maps.part import Part, cut_out, resolve_whole
from orgraph.organisation import Organisation
from orgraph.view import View
from tests.conftest import write_seed

DAY = parse_day("2014-06-01")
STORY = """
changes:
  - {id: reform, name: Reformen, date: 2016-09-01}
  - {id: andet, name: En anden omlægning, date: 2016-09-01}
bodies:
  - {id: nord, name: Region Nord, kind: region, aliases: {RN: null}}
  - {id: syd, name: Region Syd, kind: region}
  - {id: raadet, name: Nordrådet, kind: udvalg, region: nord}
  - {id: gruppen, name: Gruppen, kind: arbejdsgruppe, valid_to: reform}
  - {id: undergruppen, name: Undergruppen, kind: arbejdsgruppe}
  - {id: medlemmet, name: Medlemmet, kind: udvalg}
  - {id: sydraadet, name: Sydrådet, kind: udvalg, region: syd}
agreements:
  - {id: aftalen, name: Aftalen, kind: aftale}
  - {id: sydaftalen, name: Sydaftalen, kind: aftale}
processes:
  - id: vejen
    name: Vejen
    kind: proces
    steps:
      - {order: 1, actors: [gruppen, sydraadet], action: skriver, basis: udledt, reasoning: fortælling}
relations:
  - gruppen refererer-til raadet: {}
  - undergruppen indstiller-til gruppen: {valid_from: 2018-01-01}
  - medlemmet del-af nord: {valid_to: 2011-01-01}
  - raadet godkender aftalen: {on_behalf: syd}
  - sydraadet godkender aftalen: {}
  - sydraadet godkender sydaftalen: {}
  - raadet orienterer sydraadet: {about: sydaftalen}
  - raadet udpeger gruppen: {about: sydraadet}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed", STORY)


@pytest.fixture
def story(folder: Path) -> Organisation:
    from orgraph.seed.reader import read_seed

    loaded = read_seed(folder)
    assert [str(issue) for issue in loaded.issues] == []
    return loaded.organisation


def part_of(found: Organisation, node_id: str) -> tuple[Organisation, Part]:
    (side,), part = cut_out((Side(found, DAY, ""),), node(found, node_id))
    return side.organisation, part


def node(found: Organisation, node_id: str) -> Node:
    return next(node for node in found.list_nodes() if node.id == node_id)


def test_what_belongs_or_is_under_it_at_any_time_is_in_the_part_with_its_things_and_changes(
    story: Organisation,
) -> None:
    part, _ = part_of(story, "nord")
    assert {found.id for found in part.list_nodes()} == {
        "nord",
        "raadet",
        "gruppen",
        "undergruppen",
        "medlemmet",
        "aftalen",
        "vejen",
        "reform",
    }


def test_relations_that_lead_out_are_counted(story: Organisation) -> None:
    part, told = part_of(story, "nord")
    assert {f"{found.source} {found.target}" for found in part.list_relations()} == {
        "gruppen raadet", "undergruppen gruppen", "medlemmet nord", "raadet aftalen", "raadet gruppen",
    }  # fmt: skip
    assert str(told) == "Udsnit: Region Nord. 2 relationer fører ud af udsnittet og er ikke med."


def test_those_outside_are_named_where_the_part_speaks_of_them(story: Organisation) -> None:
    part, _ = part_of(story, "nord")
    assert [step.actors for step in part.list_steps("vejen")] == [("gruppen", "Sydrådet")]
    assert [found.on_behalf for found in part.list_out("godkender", "raadet")] == ["Region Syd"]
    assert [found.note for found in part.list_out("udpeger", "raadet")] == [
        "Handler også om Sydrådet, der ikke er med i udsnittet."
    ]


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        (0, "Ingen relationer fører ud af udsnittet."),
        (1, "1 relation fører ud af udsnittet og er ikke med."),
    ],
)
def test_the_count_is_told_in_words(story: Organisation, cut: int, said: str) -> None:
    assert str(Part(node(story, "nord"), cut)) == f"Udsnit: Region Nord. {said}"


def test_the_part_is_the_same_on_both_sides_so_that_what_moves_out_does_not_seem_to_end(
    story: Organisation,
) -> None:
    from orgraph.organisation import Change

    moved = story.with_changes(
        [Change(node(story, "raadet"), node(story, "raadet")._replace(region="syd"))]
    )
    sides, _ = cut_out((Side(story, DAY, ""), Side(moved, DAY, "Flytningen")), node(story, "nord"))
    assert [side.organisation.find_node("raadet") is not None for side in sides] == [True, True]
    assert [side.organisation.find_node("sydraadet") for side in sides] == [None, None]


def test_a_body_that_only_the_other_side_knows_can_be_meant(story: Organisation) -> None:
    from orgraph.organisation import Change

    begun = story.with_changes(
        [Change(None, node(story, "raadet")._replace(id="nyt", name="Det nye råd", aliases=()))]
    )
    found = resolve_whole([View(story, DAY), View(begun, DAY)], "Det nye råd").node
    assert found is not None
    assert "Udsnit: Det nye råd." in build_map(story, DAY, (begun, DAY, "Begyndelsen"), found)


def test_a_thing_has_no_part(story: Organisation) -> None:
    with pytest.raises(NotABody, match=r"»Aftalen« .* er ikke et organ"):
        part_of(story, "aftalen")


def test_two_days_of_one_organisation_stay_one_organisation(story: Organisation) -> None:
    sides, _ = cut_out(
        (Side(story, DAY, ""), Side(story, parse_day("2017-01-01"), "")), node(story, "nord")
    )
    assert sides[0].organisation is sides[1].organisation


# ---- The page
def rows(html: str, which: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{which}">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


def test_the_map_of_a_region_is_small_and_says_that_it_is_a_part(real: Organisation) -> None:
    html = build_map(real, parse_day("2023-06-01"), within=node(real, "region-hovedstaden"))
    names = {row[1] for row in rows(html, "_nodes")}
    assert {
        "Region Hovedstaden",
        "Politisk Sundhedsklynge Midt",
        "Gentofte Kommune",
        "Region Hovedstaden nedlægges",
    } & names >= {
        "Region Hovedstaden",
        "Gentofte Kommune",
    }
    assert not {"Region Midtjylland", "Region Østdanmark", "Sundhedsstyregruppen"} & names
    assert re.search(
        r'<p id="_part" data-name="Region Hovedstaden">Udsnit: Region Hovedstaden\. \d+ relationer fører ud af udsnittet og er ikke med\.</p>',
        html,
    )
    assert len(html.encode()) < 600_000


def test_a_map_of_the_whole_says_nothing_of_a_part(story: Organisation) -> None:
    assert 'id="_part"' not in build_map(story, DAY)


def test_a_hostile_name_stays_a_name(story: Organisation) -> None:
    from orgraph.organisation import Change

    name = '"><script>window.__xss=1</script>'
    found = story.with_changes(
        [Change(node(story, "nord"), node(story, "nord")._replace(name=name))]
    )
    html = build_map(found, DAY, within=node(found, "nord"))
    assert "<script>window.__xss" not in html
    assert '" data-name="&#34;&gt;&lt;script&gt;' in html


# ---- The command
def test_the_command_finds_the_subject_by_alias_and_knows_before_and_after(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "kort.html"
    assert (
        run(
            [
                "map",
                "--seed",
                str(folder),
                "--at",
                "2014-06-01",
                "--against",
                "2017-01-01",
                "--in",
                "rn",
                "-o",
                str(page),
            ]
        )
        == 0
    )
    html = page.read_text("utf-8")
    assert "Udsnit: Region Nord." in html
    assert len(rows(html, "_page")["sides"]) == 2
    assert capsys.readouterr().out == f"Kortet er skrevet: {page}\n"


def test_the_command_draws_a_part_of_a_scenario(folder: Path, tmp_path: Path) -> None:
    scenario = tmp_path / "prøve.yaml"
    scenario.write_text(
        "name: Prøven\non: 2015-01-01\nsteps:\n  - dissolve: gruppen\n", encoding="utf-8"
    )
    assert (
        run(
            [
                "map",
                "--seed",
                str(folder),
                "--scenario",
                str(scenario),
                "--in",
                "nord",
                "-o",
                str(tmp_path / "kort.html"),
            ]
        )
        == 0
    )
    assert "Udsnit: Region Nord." in (tmp_path / "kort.html").read_text("utf-8")


def test_the_command_says_so_when_nothing_is_called_so(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(
            [
                "map",
                "--seed",
                str(folder),
                "--in",
                "findes ikke",
                "-o",
                str(tmp_path / "kort.html"),
            ]
        )
        == 2
    )
    assert "»findes ikke« findes ikke i data." in capsys.readouterr().err
    assert not (tmp_path / "kort.html").exists()
