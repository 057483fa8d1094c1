"""Facts that make no sense are faults of `verify`, each with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgraph.errors import BadSeed
from orgraph.organisation import Organisation
from orgraph.scenario.apply import apply
from orgraph.scenario.reader import read_scenario
from orgraph.seed.reader import read_seed
from orgraph.seed.shapes import find_faults_in
from tests.conftest import STORY_DEFAULTS, STORY_DOCUMENT, write_seed

LINES = STORY_DEFAULTS.count("\n")
STORY = """\
bodies:
  - {id: nord, name: Nord, kind: region}
  - {id: a, name: Organ A, kind: udvalg, region: nord}
  - {id: b, name: Organ B, kind: udvalg}
  - {id: alle, name: Alle, kind: samling, collective: true}
tasks:
  - {id: opgaven, name: Opgaven, kind: opgave}
agreements:
  - {id: aftalen, name: Aftalen, kind: aftale}
processes:
  - id: forløbet
    name: Forløbet
    steps:
      - {order: 1, actors: [a], action: begynder, to: [b], basis: udledt, reasoning: r}
relations:
  - a del-af alle: {}
  - alle ansvarlig-for opgaven: {except: [a]}
  - a indstiller-til b: {about: [opgaven], on_behalf: alle}
groups:
  - {id: ydre, logic: sequence}
  - {id: indre, logic: all, parent: ydre}
notes:
  - {id: uklar-1, kind: silence, text: Det siges ikke., concerns: [opgaven], relations: [godkender], searched: ['900:1']}
identifiers:
  - {node: a, system: SOR, value: 1, basis: udledt, reasoning: r, valid_to: 2016-01-01}
  - {node: a, system: SOR, value: 2, basis: udledt, reasoning: r, valid_from: 2016-01-01}
"""
# what is written instead of what; the line of the story; the fault
SHAPES = [
    ("kind: udvalg, region: nord", "kind: udvalg, region: opgaven", 3, "a: region: opgaven kan ikke være en region: det er slagsen opgave. Skriv id'et på region."),
    ("kind: udvalg, region: nord", "kind: udvalg, region: b", 3, "a: region: b kan ikke være en region: det er slagsen udvalg"),
    ("kind: region}", "kind: region, region: nord}", 2, "nord: nord er sin egen region: ingen ligger i sig selv"),
    ("kind: region}", "kind: region, region: syd}\n  - {id: syd, name: Syd, kind: region, region: nord}", 2, "nord: regionerne ligger i hinanden: nord → syd → nord"),
    ("kind: region}", "kind: region, aliases: {Nord: null}}", 2, "nord: navnet Nord står også under aliases"),
    ("kind: udvalg}", "kind: udvalg, concerns: [b]}", 4, "b: concerns: b vedrører sig selv"),
    ("kind: udvalg}", "kind: udvalg, steps: [{order: 1, action: x, basis: udledt, reasoning: r}]}", 4, "b:1: b kan ikke have trin: det er slagsen udvalg. Skriv trinene under en proces."),
    ("actors: [a]", "actors: [aftalen]", 14, "forløbet:1: actors: aftalen kan ikke handle: det er slagsen aftale"),
    ("to: [b]", "to: [opgaven]", 14, "forløbet:1: to: opgaven kan ikke handle: det er slagsen opgave"),
    ("a del-af alle: {}", "a del-af alle: {}\n  - b delegerer-til b: {}", 17, "b:delegerer-til:b: delegerer-til går i ring, fra b til b selv: et forhold har to ender"),
    ("a del-af alle: {}", "a del-af alle: {}\n  - alle del-af alle: {}", 17, "alle:del-af:alle: del-af går i ring, fra alle til alle selv"),
    ("on_behalf: alle", "on_behalf: a", 18, "a:indstiller-til:b: on_behalf: a handler på egne vegne"),
    ("on_behalf: alle", "on_behalf: opgaven", 18, "a:indstiller-til:b: on_behalf: ingen handler på vegne af opgaven: det er slagsen opgave"),
    ("{except: [a]}", "{except: [a], about: [opgaven]}", 17, "alle:ansvarlig-for:opgaven: about: forholdet handler om opgaven, som det er et forhold til"),
    ("{except: [a]}", "{except: [b]}", 17, "alle:ansvarlig-for:opgaven: except: b kan ikke undtages: det hører på intet tidspunkt til alle eller opgaven"),
    ("logic: sequence}", "logic: sequence, parent: ydre}", 20, "ydre: parent: ydre er sin egen parent"),
    ("logic: sequence}", "logic: sequence, parent: indre}", 20, "ydre: grupperne har hinanden som parent: ydre → indre → ydre"),
    ("a del-af alle: {}", "a del-af alle: {}\n  - a godkender aftalen: {group: ydre, order: 1}\n  - b godkender aftalen: {group: ydre, order: 1}", 18,
     "b:godkender:aftalen: order: 1 er brugt før i gruppen ydre: a:godkender:aftalen står der på samme tid"),
    ("concerns: [opgaven], ", "", 23, "uklar-1: noten vedrører intet"),
    ("relations: [godkender]", "relations: [dimser]", 23, "uklar-1: relations: dimser er ukendt"),
    ("valid_from: 2016-01-01", "valid_from: 2015-12-31", 25, "a:SOR:1: a har to numre i SOR: 1 og 2 på samme tid"),
]  # fmt: skip


def issues_of(folder: Path, story: str) -> list[str]:
    return [str(issue) for issue in read_seed(write_seed(folder, story)).issues]


def test_the_story_itself_has_no_fault(tmp_path: Path) -> None:
    assert issues_of(tmp_path, STORY) == []


@pytest.mark.parametrize(
    ("instead", "written", "line", "fault"), SHAPES, ids=[row[3][:60] for row in SHAPES]
)
def test_what_makes_no_sense_is_named_with_file_and_line(
    tmp_path: Path, instead: str, written: str, line: int, fault: str
) -> None:
    assert instead in STORY
    (found,) = issues_of(tmp_path, STORY.replace(instead, written, 1))
    assert found.startswith(f"facts.yaml:{LINES + line}: {fault}")


def test_a_document_is_not_known_from_after_it_is_known_until(tmp_path: Path) -> None:
    write_seed(tmp_path, STORY)
    (tmp_path / "documents.yaml").write_text(
        STORY_DOCUMENT.replace("2010-01-01", "2016"), encoding="utf-8"
    )
    (found,) = [str(issue) for issue in read_seed(tmp_path).issues]
    assert found.startswith(
        "documents.yaml:3: 900: dokumentet er kendt fra en dag, der ligger efter known_until: fra 2016 til 2015-06-30"
    )


def test_a_region_that_comes_from_the_defaults_of_its_own_file_is_left_out_by_null(
    tmp_path: Path,
) -> None:
    inside = STORY_DEFAULTS.replace("bodies: {", "bodies: {region: nord, ")
    facts = tmp_path / "facts.yaml"
    write_seed(tmp_path, STORY)
    for null, faults in (("", 1), (", region: null", 0)):
        facts.write_text(
            inside + STORY.replace("kind: region}", f"kind: region{null}}}"), encoding="utf-8"
        )
        assert len(read_seed(tmp_path).issues) == faults


def test_a_vocabulary_that_marks_no_region_takes_any_body_for_one(tmp_path: Path) -> None:
    write_seed(tmp_path, STORY.replace("region: nord", "region: b"))
    words = tmp_path / "vocabulary.yaml"
    words.write_text(
        words.read_text(encoding="utf-8").replace(", region: true", ""), encoding="utf-8"
    )
    assert read_seed(tmp_path).issues == ()


def test_nothing_is_a_part_of_itself_through_others_even_where_the_vocabulary_lets_a_chain_close(
    tmp_path: Path,
) -> None:
    write_seed(
        tmp_path,
        STORY.replace(
            "a del-af alle: {}", "a del-af alle: {}\n  - alle del-af b: {}\n  - b del-af a: {}"
        ),
    )
    words = tmp_path / "vocabulary.yaml"
    words.write_text(
        words.read_text(encoding="utf-8").replace("member: true, acyclic: true", "member: true"),
        encoding="utf-8",
    )
    assert [
        "del-af går i ring på enhver dag: a → alle → b → a" in str(issue)
        for issue in read_seed(tmp_path).issues
    ] == [True]


# ---- In a scenario
def rehearse(folder: Path, step: str) -> Organisation:
    story = STORY.replace(
        "a del-af alle: {}",
        "a del-af alle: {}\n  - b godkender aftalen: {on_behalf: a}\n  - b orienterer a: {}",
    )
    seed = read_seed(write_seed(folder / "seed", story))
    assert [str(issue) for issue in seed.issues] == []
    (folder / "scenarie.yaml").write_text(
        f"name: Prøve\non: 2016-09-01\nsteps:\n  - {step}\n", encoding="utf-8"
    )
    return apply(
        seed.organisation, read_scenario(folder / "scenarie.yaml", seed.organisation)
    ).organisation


MADE = [
    ("merge: {from: [a, b], into: {id: ny, name: Ny, kind: udvalg}}", {"ny:godkender:aftalen": (None, ()), "ny:del-af:alle": (None, ())}),
    ("transfer: {relation: ansvarlig-for, from: alle, to: b}", {"b:ansvarlig-for:opgaven": (None, ())}),
    ("merge: {from: [alle], into: {id: ny, name: Ny, kind: samling, collective: true}}",
     {"ny:ansvarlig-for:opgaven": (None, ("a",)), "a:del-af:ny": (None, ()), "a:indstiller-til:b": ("ny", ())}),
]  # fmt: skip


@pytest.mark.parametrize(("step", "made"), MADE, ids=[row[0][:30] for row in MADE])
def test_what_makes_no_sense_any_longer_is_left_out_of_what_is_given_on(
    tmp_path: Path, step: str, made: dict[str, tuple[str | None, tuple[str, ...]]]
) -> None:
    after = rehearse(tmp_path, step)
    found = {
        f"{relation.source}:{relation.type}:{relation.target}": (
            relation.on_behalf,
            relation.exceptions,
        )
        for relation in after.list_relations()
        if relation.validity.valid_from == "2016-09-01" and relation.type != "afløser"
    }
    assert found == made
    assert [
        fault for relation in after.list_relations() for fault in find_faults_in(after, relation)
    ] == []


FAULTS = [
    (
        "create: {id: ny, name: Ny, kind: råd, region: opgaven}",
        "region: opgaven kan ikke være en region",
    ),
    (
        "grant: {relation: godkender, from: a, to: aftalen, on_behalf: a}",
        "on_behalf: a handler på egne vegne",
    ),
    ("grant: {relation: orienterer, from: a, to: a}", "orienterer går i ring, fra a til a selv"),
]


@pytest.mark.parametrize(("step", "fault"), FAULTS)
def test_what_a_step_writes_is_held_against_the_same_rules(
    tmp_path: Path, step: str, fault: str
) -> None:
    with pytest.raises(BadSeed) as raised:
        rehearse(tmp_path, step)
    assert [(issue.line, fault in str(issue)) for issue in raised.value.issues] == [(4, True)]
