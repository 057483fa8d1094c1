"""A source that cannot be read is told once, as what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgraph.errors import BadSeed
from orgraph.scenario.reader import read_scenario
from orgraph.seed.reader import read_seed
from tests.conftest import write_seed

BODIES = """
bodies:
  - {id: a, name: A-udvalget, kind: udvalg}
  - {id: b, name: B-udvalget, kind: udvalg}
"""
MISSPELT = [
    ('900: 1 "Udvalget"', "mellemrum mellem dokument og linje"),
    ('900 :1 "Udvalget"', "mellemrum mellem dokument og linje"),
    ('900:0 "Udvalget"', "der er ingen linje 0"),
    ('900:2-1 "Udvalget"', "linjerne 2-1 er vendt om"),
    ("900:1 ”Udvalget”", 'andre anførselstegn end det lige. Brug tegnet " om citatet'),
    ("900:1 »Udvalget«", 'andre anførselstegn end det lige. Brug tegnet " om citatet'),
    ('1 "Udvalget"', "kilden nævner intet dokument"),
    ("???", "dokument:linje-linje"),
]


@pytest.mark.parametrize(("source", "said"), MISSPELT, ids=[source for source, _ in MISSPELT])
@pytest.mark.parametrize(
    "fact",
    [
        "relations:\n  - a refererer-til b: {basis: ordret, source: %s}",
        "tasks:\n  - {id: t, name: T, kind: opgave, basis: ordret, source: [%s]}",
        "notes:\n  - {id: n, kind: silence, text: Intet, concerns: a, source: %s}",
        "processes:\n  - {id: p, name: P, steps: [{order: 1, actors: a, action: x, basis: ordret, source: %s}]}",
    ],
    ids=["relation", "task", "note", "step"],
)
def test_a_misspelt_source_is_one_fault(tmp_path: Path, fact: str, source: str, said: str) -> None:
    written = "'" + source.replace("'", "''") + "'"
    found = read_seed(write_seed(tmp_path / "seed", BODIES + fact % written)).issues
    assert len(found) == 1, found
    assert said in str(found[0])


@pytest.mark.parametrize("text", ["{basis: ordret}", "{basis: ordret, source: '900:1'}"])
def test_a_fact_without_a_quotation_is_told_as_before(tmp_path: Path, text: str) -> None:
    folder = write_seed(tmp_path / "seed", f"{BODIES}relations:\n  - a refererer-til b: {text}\n")
    (found,) = read_seed(folder).issues
    assert "forholdet har intet citat" in str(found)


def test_a_scenario_tells_it_once_too(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", BODIES)
    path = tmp_path / "s.yaml"
    path.write_text(
        "name: Prøve\non: 2016-09-01\nsteps:\n"
        "- grant: {relation: refererer-til, from: a, to: b, basis: ordret, source: '900:0 \"x\"'}\n",
        encoding="utf-8",
    )
    with pytest.raises(BadSeed) as caught:
        read_scenario(path, read_seed(folder).organisation, folder)
    (found,) = caught.value.issues
    assert "der er ingen linje 0" in str(found)
