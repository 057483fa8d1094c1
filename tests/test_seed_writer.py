"""What is written reads like the rest of the seed, and reads back as the same facts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orgraph.errors import CannotWrite
from orgraph.facts import Alias, Fact, Group, Identifier, Source, Validity, intersect
from orgraph.organisation import Organisation
from orgraph.seed.emitter import scalar
from orgraph.seed.reader import Loaded, read_seed
from orgraph.seed.writer import entry_text, write_seed
from tests.conftest import SEED
from tests.strategies import ALWAYS, node, note, organisation, relation, step, validity

LONG = "at beslutningsoplæg er tilstrækkeligt belyst ift. kvalitet og økonomi, samt at den fælles opfølgning sikres"


def facts_of(organisation: Organisation) -> dict[str, Fact]:
    return {fact.id: fact for fact in organisation.list_facts()}


def test_the_real_seed_is_read_as_it_was_written(tmp_path: Path, real: Organisation) -> None:
    shutil.copy(SEED / "vocabulary.yaml", tmp_path)
    shutil.copytree(SEED / "documents", tmp_path / "documents")
    write_seed(real, tmp_path)
    again = read_seed(tmp_path)
    assert again.issues == ()
    assert facts_of(again.organisation) == facts_of(real)
    assert [fact.id for fact in again.organisation.list_relations()] == [
        fact.id for fact in real.list_relations()
    ]


def test_what_was_written_is_written_the_same_again(
    tmp_path: Path, story_folder: Path, loaded: Loaded
) -> None:
    """
    changes:
      - {id: aendring-1, name: Omlægningen, date: 1/9/2016}
    bodies:
      - {id: udvalg, name: 'Udvalget: det høje', kind: udvalg, valid_to: aendring-1, aliases: {Udvalget: '900:1'}}
    processes:
      - {id: proces, name: Processen, valid_to: aendring-1, steps: [{order: 1, actors: udvalg, action: taler, source: '900:1 "Udvalget"'}]}
    """
    assert loaded.issues == ()
    first = write_seed(loaded.organisation, tmp_path / "first").read_text(encoding="utf-8")
    for name in ("vocabulary.yaml", "documents"):
        (tmp_path / "first" / name).symlink_to(story_folder / name)
    second = write_seed(read_seed(tmp_path / "first").organisation, tmp_path / "second").read_text(
        encoding="utf-8"
    )
    assert first == second
    assert "    valid_to: aendring-1\n" in first


def test_facts_are_written_as_people_write_them() -> None:
    dated = Validity("2016-09-01", "2018", began_by="aendring-001-01")
    everything: list[Fact] = [
        node(
            "gruppen-rm", "arbejdsgruppe", "Triple Aim gruppe", region="region-midtjylland", fields=(("mandate", f"At understøtte, {LONG}."),),
            aliases=(Alias("Triple Aim", (Source("001", 41, 41, "Triple Aim"),)), Alias("gruppen: den lille")),
            sources=(Source("001", 138, 140, "Under Fællessekretariatet"), Source("000", 819, 819, LONG)),
        ),
        relation("gruppen-rm", "rådgiver", "beslutningsoplaeg", verb="understøtter", value="1", order=0, about=("a", "b"), validity=dated, status="uafklaret"),
        relation("a", "godkender", "b", sources=()),
        Group("begge", "unresolved-slash", None, (Source("lov-699", 0, 0),)),
        note("tavshed-1", "gruppen-rm"),
        Identifier("a:SOR:007", "a", "SOR", "007", ALWAYS, "udledt", "NO", ()),
    ]  # fmt: skip
    assert "\n".join(map(entry_text, everything)) == WRITTEN


WRITTEN = """\
  - id: gruppen-rm
    name: Triple Aim gruppe
    kind: arbejdsgruppe
    region: region-midtjylland
    aliases: {Triple Aim: 001:41, 'gruppen: den lille': null}
    mandate: At understøtte, at beslutningsoplæg er tilstrækkeligt belyst ift. kvalitet og økonomi, samt at
      den fælles opfølgning sikres.
    source:
      - 001:138-140 "Under Fællessekretariatet"
      - 000:819 "at beslutningsoplæg er tilstrækkeligt belyst ift. kvalitet og økonomi, samt at den fælles
        opfølgning sikres"

  - gruppen-rm rådgiver beslutningsoplaeg:
      verb: understøtter
      about: [a, b]
      value: '1'
      order: 0
      valid_from: aendring-001-01
      valid_to: 2018
      status: uafklaret
      source: 001:3-4 "et andet citat"

  - a godkender b: {}

  - id: begge
    logic: unresolved-slash
    source: lov-699

  - id: tavshed-1
    kind: silence
    text: Det siges ikke.
    concerns: [gruppen-rm]
    relations: [godkender]
    searched: [001:5-9]

  - node: a
    system: SOR
    value: '007'
    basis: udledt
    reasoning: 'NO'
"""


def test_a_process_brings_its_steps_with_the_dates_that_are_their_own() -> None:
    process = node(
        "processen", "proces", validity=validity("2012", "2018-01-01", confirmed_until="2014")
    )
    own = [
        validity(),
        validity("2012", "2018-01-01", confirmed_until="2014"),
        validity("2013", "2018-01-01", confirmed_until="2016"),
    ]
    steps = [
        step("processen", number, ("a",))._replace(validity=intersect(found, process.validity))
        for number, found in enumerate(own, 1)
    ]
    written = entry_text(process, steps, with_kind=False).partition("    steps:\n")[2]
    assert written == (
        "      - order: 1\n        actors: [a]\n        action: gør noget\n"
        "      - order: 2\n        actors: [a]\n        action: gør noget\n"
        "      - order: 3\n        actors: [a]\n        action: gør noget\n        valid_from: 2013\n        valid_to: 2018-01-01\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Udvalget", "Udvalget"), ("2016-09-01", "2016-09-01"), ("001:84-86", "001:84-86"), ("7", "'7'"), ("NO", "'NO'"), ("1e3", "'1e3'"), ("a: b", "'a: b'"), ("- a", "'- a'"),
        ("a #b", "'a #b'"), ("\"a\": 'b'", "'\"a\": ''b'''"), ("'a'", "\"'a'\""), ("a ", '"a\\x20"'), ("a\nb", '"a\\nb"'), ("\u202e", '"\\u202e"'), ("🦆", "🦆"), (None, "null"), (True, "true"),
    ],
)  # fmt: skip
def test_a_text_stands_plain_where_it_can(text: str | bool | None, written: str) -> None:
    assert scalar(text) == written


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    for place in (tmp_path / "fil", tmp_path / "a\0b"):
        with pytest.raises(CannotWrite, match="kan ikke skrives"):
            write_seed(organisation(node("a")), place)
