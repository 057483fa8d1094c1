"""How much of the documents the facts carry, what was left out and why; and that the seed names no person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from orgraph.cli.main import run
from orgraph.seed.coverage import Coverage, measure
from orgraph.seed.reader import read_seed
from tests.conftest import SEED, write_seed

STORY = """
bodies:
  - {id: udvalg, name: Udvalget, kind: udvalg, basis: ordret, source: '900:1 "Udvalget"', aliases: {udvalget: 900:3}}
  - {id: styregruppe, name: Styregruppen, kind: styregruppe, basis: udledt, reasoning: fortælling, source: 900:2}
agreements:
  - {id: aftalen, name: Aftalen, kind: aftale}
relations:
  - udvalg godkender aftalen: {basis: ordret, source: '900:1 "Udvalget godkender aftalen."'}
  - styregruppe indstiller-til udvalg: {source: '900:2-3 "Styregruppen indstiller til udvalget"'}
notes:
  - {id: tavshed-1, kind: silence, text: Hvem der leder udvalget, concerns: [udvalg], searched: 900:4-5}
"""
INVENTORY = """
document: "900"
inventory_counts: {bodies: 3, relations: 4}
left_out:
  - section: relations
    reason: Det står der ikke.
    entries: {r1: 2-3, r2: 5}
merged:
  - section: bodies
    reason: Det er det samme udvalg.
    entries: {det-lille-udvalg: udvalg}
"""


def write_coverage(folder: Path, text: str) -> Path:
    write_seed(folder, STORY)
    (folder / "coverage").mkdir()
    (folder / "coverage" / "900.yaml").write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


def cover(folder: Path) -> Coverage:
    loaded = read_seed(folder)
    covered = measure(folder, loaded)
    assert [str(issue) for issue in (*loaded.issues, *covered.issues)] == []
    return covered.documents[0]


def test_lines_and_facts_are_counted(tmp_path: Path) -> None:
    coverage = cover(write_seed(tmp_path / "seed", STORY))
    assert (coverage.bearing_lines, coverage.text_lines) == (3, 5)
    assert dict(coverage.facts) == {"bodies": 2, "relations": 2, "notes": 1}
    assert coverage.inventory is None


def test_a_fact_without_quotation_is_told_apart_from_one_that_is_derived(tmp_path: Path) -> None:
    coverage = cover(write_seed(tmp_path / "seed", STORY))
    assert (coverage.quoted, coverage.unquoted, coverage.silences, coverage.derived) == (
        3,
        2,
        1,
        2,
    )


def test_every_quotation_is_looked_up(tmp_path: Path) -> None:
    coverage = cover(write_seed(tmp_path / "seed", STORY))
    assert (coverage.verified, coverage.quotations) == (4, 4)
    folder = write_seed(
        tmp_path / "false",
        STORY.replace("Styregruppen indstiller til", "Styregruppen henstiller til"),
    )
    broken = measure(folder, read_seed(folder)).documents[0]
    assert (broken.verified, broken.quotations) == (3, 4)


def test_inventory_entries_are_carried_merged_or_left_out(tmp_path: Path) -> None:
    inventory = cover(write_coverage(tmp_path / "seed", INVENTORY)).inventory
    assert inventory
    assert (
        inventory.total,
        inventory.carried,
        len(inventory.merged),
        len(inventory.left_out),
    ) == (7, 4, 1, 2)
    assert inventory.left_out[0] == ("relations", "r1", "2-3", "Det står der ikke.")
    assert inventory.merged[0] == (
        "bodies",
        "det-lille-udvalg",
        "udvalg",
        "Det er det samme udvalg.",
    )


FAULTS = [
    (
        "entries: {det-lille-udvalg: udvalg}",
        "entries: {det-lille-udvalg: udvlag}",
        "coverage/900.yaml:10: det-lille-udvalg: forholdet udvlag findes ikke",
    ),
    (
        "entries: {r1: 2-3, r2: 5}",
        "entries: {r1: 2-30}",
        "coverage/900.yaml:6: r1: linjerne 2-30 findes ikke",
    ),
    (
        "entries: {r1: 2-3, r2: 5}",
        "entries: {r1: 3-2}",
        "coverage/900.yaml:6: r1: linjerne 3-2 findes ikke",
    ),
    (
        "entries: {r1: 2-3, r2: 5}",
        "entries: {r1: øverst}",
        "coverage/900.yaml:6: r1: linjerne 'øverst' kan ikke læses",
    ),
    (
        "entries: {r1: 2-3, r2: 5}",
        "entries: [r1]",
        "coverage/900.yaml:6: coverage: nøglen entries skal være et afsnit",
    ),
    (
        "    reason: Det står der ikke.\n",
        "",
        "coverage/900.yaml:4: coverage: nøglen reason mangler",
    ),
    ("section: bodies", "section: bodie", "coverage/900.yaml:8: afsnittet bodie er ikke talt"),
    (
        "section: bodies",
        "section: relations\n    note: x",
        "coverage/900.yaml:9: coverage: nøglen note er ukendt",
    ),
    (
        "section: bodies",
        "section: [bodies]",
        "coverage/900.yaml:8: coverage: nøglen section skal være tekst",
    ),
    ("relations: 4", "relations: 1", "coverage/900.yaml:2: afsnittet relations har 1 poster"),
    (
        "relations: 4",
        "relations: mange",
        "coverage/900.yaml:2: coverage: nøglen inventory_counts skal være et helt tal",
    ),
    ('document: "900"', 'document: "901"', "coverage/900.yaml:1: dokumentet 901 er ukendt"),
    ('document: "900"\n', "", "coverage/900.yaml:1: coverage: nøglen document mangler"),
    ("section: bodies", "section: relations", "coverage/900.yaml:10: posten r1 står to gange"),
    (
        "left_out:",
        "left_out: r1\nx:",
        "coverage/900.yaml:3: coverage: nøglen left_out skal være en liste",
    ),
]


@pytest.mark.parametrize(("before", "after", "expected"), FAULTS)
def test_faults_of_a_coverage_file_name_their_line(
    tmp_path: Path, before: str, after: str, expected: str
) -> None:
    assert before in INVENTORY
    text = INVENTORY.replace(before, after)
    if "to gange" in expected:
        text = text.replace("det-lille-udvalg", "r1")
    folder = write_coverage(tmp_path / "seed", text)
    issues = [str(issue) for issue in measure(folder, read_seed(folder)).issues]
    assert any(issue.startswith(expected) for issue in issues), issues


def test_a_fault_ends_the_command_with_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_coverage(
        tmp_path / "seed",
        INVENTORY.replace("det-lille-udvalg: udvalg", "det-lille-udvalg: udvlag"),
    )
    assert run(["coverage", "--seed", str(folder)]) == 1
    assert "Mente du udvalg" in capsys.readouterr().out


def test_the_coverage_reads_aloud(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_coverage(tmp_path / "seed", INVENTORY)
    assert run(["coverage", "--seed", str(folder)]) == 0
    assert capsys.readouterr().out == dedent("""\
        900 · Prøvedokument
          Linjer: 3 af 5 linjer med tekst (60 %) bærer et forhold.
          Forhold: 2 enheder, 2 relationer og 1 note; i alt 5.
          Citater: 4 af 4 citater (100 %) er fundet ordret på deres linjer.
          Belæg: 3 af 5 forhold (60 %) har citat; 1 er noter om, hvor der er søgt
            forgæves; 1 er udledt uden citat. I alt er 2 udledt.
          Optegnelsen: 4 af 7 poster (57 %) er forhold for sig, 1 er slået sammen med et
            andet, 2 er udeladt.
          Udeladt, relationer: Det står der ikke.
            r1 (linje 2-3)
            r2 (linje 5)
          Slået sammen, enhed: Det er det samme udvalg.
            det-lille-udvalg
        """)
    assert run(["coverage", "--all", "--seed", str(folder)]) == 0
    assert "    det-lille-udvalg → udvalg\n" in capsys.readouterr().out


def test_the_coverage_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_coverage(tmp_path / "seed", INVENTORY)
    assert run(["--json", "coverage", "--seed", str(folder)]) == 0
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    assert document["lines"] == {"with_text": 5, "bearing_facts": 3}
    assert document["facts"] == {"total": 5, "bodies": 2, "relations": 2, "notes": 1}
    assert document["quotations"] == {"total": 4, "verified": 4}
    assert document["inventory"]["merged"] == [
        {
            "section": "bodies",
            "entry": "det-lille-udvalg",
            "into": "udvalg",
            "reason": "Det er det samme udvalg.",
        },
    ]


# ---- The seed that the project ships
DOCUMENTS = ("000", "001", "002", "003", "004")


@pytest.fixture(scope="module")
def shipped() -> dict[str, Coverage]:
    loaded = read_seed(SEED)
    covered = measure(SEED, loaded)
    assert [str(issue) for issue in (*loaded.issues, *covered.issues)] == []
    return {coverage.document: coverage for coverage in covered.documents}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_quotation_of_the_documents_is_found(
    shipped: dict[str, Coverage], document: str
) -> None:
    coverage = shipped[document]
    assert coverage.quotations == coverage.verified > 200
    assert coverage.quoted + coverage.unquoted == coverage.total


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_fact_without_quotation_is_a_silence_or_derived(
    shipped: dict[str, Coverage], document: str
) -> None:
    coverage = shipped[document]
    assert coverage.unquoted - coverage.silences <= coverage.derived


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_entry_left_out_has_its_reason_in_a_sentence(
    shipped: dict[str, Coverage], document: str
) -> None:
    inventory = shipped[document].inventory
    assert inventory
    assert inventory.carried > 0.85 * inventory.total
    reasons = [entry.reason for entry in inventory.left_out] + [
        entry.reason for entry in inventory.merged
    ]
    assert [reason for reason in reasons if not reason.endswith(".") or len(reason) < 20] == []


@pytest.mark.slow
def test_the_coverage_fits_in_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    for options in ([], ["--all"]):
        assert run(["coverage", "--seed", str(SEED), *options]) == 0
        long = [line for line in capsys.readouterr().out.splitlines() if len(line) > 80]
        assert [line for line in long if " " in line.strip()] == [], (
            "only a single id may be longer"
        )


# ---- No persons
GIVEN_NAMES = (
    "Anders|Anne|Annette|Bent|Bente|Birgit|Birgitte|Bodil|Brian|Camilla|Carsten|Charlotte|Christian|Christina|Claus|Dorte|Dorthe|"
    "Ellen|Else|Erik|Eva|Finn|Flemming|Frank|Gitte|Hanne|Hans|Heidi|Helle|Henrik|Ida|Inge|Inger|Ingrid|Jacob|Jakob|Jan|Jens|"
    "Jesper|Jette|Johan|Jonas|Jørgen|Karen|Karin|Karsten|Kim|Kirsten|Klaus|Kristian|Kurt|Lars|Laura|Leif|Lene|Lis|Lisbeth|"
    "Lise|Lone|Lotte|Mads|Maria|Marianne|Martin|Mette|Michael|Mikkel|Morten|Niels|Ole|Peter|Pia|Poul|Rasmus|Rikke|Sanne|Signe|"
    "Simon|Sofie|Steen|Sten|Susanne|Svend|Søren|Thomas|Tina|Tine|Tom|Torben|Ulla|Vibeke"
)
TITLES = "direktør|chef|overlæge|formand|konsulent|sygeplejerske|borgmester|koordinator|leder|rådmand|specialist|sekretær|referent"
PRIVATE = {
    "e-mail": re.compile(r"[\w.+-]+@[\w-]+\.\w"),
    # Eight digits, but not a register's code, an edition, or part of an address on the web.
    "telefon": re.compile(
        r"(?<![\d/'-])(?<!udgave )[2-9]\d{7}(?![\d/'-])|(?<!\d)\d\d( \d\d){3}(?!\d)|\+45"
    ),
    "telefon (4+4)": re.compile(r"(?<!\d)(?!(?:19|20)\d\d (?:19|20)\d\d)\d{4} \d{4}(?!\d)"),
    "telefon (nævnt)": re.compile(r"\b(tlf|telefon|mobil)\w*[.:]* *\d", re.IGNORECASE),
    "cpr": re.compile(r"(?<!\d)[0-3]\d[01]\d{3}-?\d{4}(?!\d)"),
    "titel og navn": re.compile(
        rf"(?i:{TITLES})\w*,? [A-ZÆØÅ][a-zæøå]+ ([A-ZÆØÅ][a-zæøå]*\.? )?[A-ZÆØÅ][a-zæøå]+"
    ),
    "oplægsholder": re.compile(r"\bv/ ?[A-ZÆØÅ][a-zæøå]+"),
    "fornavn": re.compile(rf"\b({GIVEN_NAMES})\b"),
}


def seed_lines() -> Iterator[tuple[str, str]]:
    for path in sorted(path for path in SEED.rglob("*") if path.is_file()):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            yield f"{path.relative_to(SEED)}:{number}", line


@pytest.mark.slow
@pytest.mark.parametrize("sort", PRIVATE)
def test_the_seed_names_no_person(sort: str) -> None:
    pattern = PRIVATE[sort]
    assert [
        f"{place}: {line.strip()}" for place, line in seed_lines() if pattern.search(line)
    ] == []


@pytest.mark.parametrize(
    ("sort", "text"),
    [
        ("e-mail", "skriv til fornavn.efternavn@rm.dk"),
        ("telefon", "Direkte telefon 78412345"),
        ("telefon", "ring 78 41 23 45 mellem 9 og 15"),
        ("telefon (4+4)", "på 7841 2345"),
        ("telefon (nævnt)", "Tlf. 7841"),
        ("cpr", "cpr 010190-1234"),
        ("titel og navn", "Hospitalsdirektør Xenia Ypsilonsen (medformand)"),
        ("titel og navn", "kvalitetschef, Xenia Z. Ypsilonsen"),
        ("oplægsholder", "Fælles visitation (kl. 9.05) v/Xenia"),
        ("fornavn", "Mødeledere: Kirsten og Lars"),
    ],
)
def test_a_person_would_be_seen(sort: str, text: str) -> None:
    assert PRIVATE[sort].search(text)
