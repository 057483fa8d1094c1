"""Whatever stands in a seed folder, all its faults are found at once, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgraph.errors import NoSuchFolder
from orgraph.languages import fault_texts
from orgraph.seed.folder import MAX_BYTES
from orgraph.seed.reader import Loaded, read_seed
from tests.conftest import write_seed

BODY = "bodies:\n  - {id: udvalget, name: Udvalget, kind: udvalg, source: '900:1 \"Udvalget godkender aftalen.\"'}\n"
TWO = (
    BODY
    + "  - {id: gruppen, name: Gruppen, kind: styregruppe, source: '900:2-3 \"Styregruppen indstiller\"'}\n"
)
S = "source: '900:1 \"Udvalget\"'"

# (what is wrong, the file, the line of the fault, a word of the message, a word of the next step)
FAULTS = [
    ("unknown section", "bodys: []\n", 1, "afsnittet bodys er ukendt", "bodies"),
    ("section no list", "bodies: {a: 1}\n", 1, "er ikke en liste", "Skriv -"),
    ("entry no mapping", "bodies:\n  - hej\n", 2, "er ikke et afsnit", "README"),
    ("unknown key", BODY + "  - {id: b, name: B, kind: udvalg, nmae: C, " + S + "}\n", 3, "nøglen nmae er ukendt", "name"),
    ("missing key", "bodies:\n  - id: b\n    kind: udvalg\n", 2, "nøglen name mangler", "Skriv"),
    ("duplicate key", "bodies:\n  - id: b\n    name: B\n    name: C\n    kind: udvalg\n    " + S + "\n", 4, "nøglen name står to gange", "Behold"),
    ("duplicate id", BODY + "  - {id: udvalget, name: B, kind: udvalg, " + S + "}\n", 3, "id udvalget er brugt før", "id"),
    ("bad id", "bodies:\n  - {id: 'A B', name: B, kind: udvalg, " + S + "}\n", 2, "nøglen id", "bindestreg"),
    ("unknown kind", "bodies:\n  - {id: b, name: B, kind: udvlg, " + S + "}\n", 2, "slagsen udvlg er ukendt", "udvalg"),
    ("kind of another section", "bodies:\n  - {id: b, name: B, kind: forløbsprogram, " + S + "}\n", 2, "hører ikke til her", "agreements"),
    ("unknown relation", TWO + "relations:\n  - gruppen refererertil udvalget:\n      " + S + "\n", 5, "relationen refererertil er ukendt", "refererer-til"),
    ("relation no sentence", TWO + "relations:\n  - gruppen udvalget:\n      " + S + "\n", 5, "ikke skrevet som en sætning", "README"),
    ("unknown end", TWO + "relations:\n  - gruppen refererer-til udvalg:\n      " + S + "\n", 5, "noden udvalg findes ikke", "udvalget"),
    ("wrong kinds", TWO + "relations:\n  - gruppen hører-til udvalget:\n      " + S + "\n", 5, "kan ikke have", "Tilladt"),
    ("unknown group", TWO + "relations:\n  - gruppen refererer-til udvalget:\n      group: g\n      " + S + "\n", 5, "group: g findes ikke", "Opret"),
    ("bad status", TWO + "relations:\n  - gruppen refererer-til udvalget:\n      status: måske\n      " + S + "\n", 6, "forkert værdi", "gældende"),
    ("impossible date", TWO + "relations:\n  - gruppen refererer-til udvalget:\n      valid_from: 2016-02-30\n      " + S + "\n", 6, "findes ikke i kalenderen", "Ret"),
    ("unknown change", TWO + "relations:\n  - gruppen refererer-til udvalget:\n      valid_from: aendring-1\n      " + S + "\n", 6, "omlægningen aendring-1 er ukendt", "opret"),
    ("reversed dates", TWO + "relations:\n  - gruppen refererer-til udvalget:\n      valid_from: 2016\n      valid_to: 2015-05-01\n      " + S + "\n", 5, "slutdatoen", "Byt"),
    ("circle", TWO + "relations:\n  - gruppen refererer-til udvalget:\n      " + S + "\n  - udvalget refererer-til gruppen:\n      " + S + "\n", 5, "går i ring", "Slet"),
    ("no source", "bodies:\n  - {id: b, name: B, kind: udvalg}\n", 2, "har intet citat", "source"),
    ("inferred without reasoning", "bodies:\n  - {id: b, name: B, kind: udvalg, basis: udledt}\n", 2, "udledt uden begrundelse", "reasoning"),
    ("false quotation", "bodies:\n  - {id: b, name: B, kind: udvalg, source: '900:1 \"Styregruppen indstiller\"'}\n", 2, "står ikke i 900:1-1", "linje 2-3"),
    ("invented quotation", "bodies:\n  - {id: b, name: B, kind: udvalg, source: '900:1 \"Kongen godkender\"'}\n", 2, "står ikke i", "Skriv det af"),
    ("line beyond the end", "bodies:\n  - {id: b, name: B, kind: udvalg, source: '900:99 \"Udvalget\"'}\n", 2, "linje 99 findes ikke", "linjetallet"),
    ("unknown document", "bodies:\n  - {id: b, name: B, kind: udvalg, source: '901:1 \"Udvalget\"'}\n", 2, "dokumentet 901 er ukendt", "documents"),
    ("source without document", "bodies:\n  - {id: b, name: B, kind: udvalg, source: '1 \"Udvalget\"'}\n", 2, "nævner intet dokument", "nummer"),
    ("unreadable source", "bodies:\n  - {id: b, name: B, kind: udvalg, source: 'side 4'}\n", 2, "kan ikke læses", "001:84-86"),
    ("reversed lines", "bodies:\n  - {id: b, name: B, kind: udvalg, source: '900:3-1 \"x\"'}\n", 2, "vendt om", "Byt"),
    ("note without source", BODY + "notes:\n  - {id: n, kind: silence, text: T, concerns: udvalget}\n", 4, "hverken kilde", "searched"),
    ("identifier with a note", BODY + "identifiers:\n  - {node: udvalget, system: SOR, value: '1', note: n, " + S + "}\n", 4, "nøglen note er ukendt", "Mente"),
    ("tab", "bodies:\n\t- id: b\n", 2, "tabulator", "mellemrum"),
    ("merge mark", "bodies: []\n<<<<<<< HEAD\n", 2, "flettemærket", "slet"),
    ("no YAML", "bodies:\n  - {id: b\n", 3, "en parentes er ikke lukket", "Luk parentesen"),
    ("no mapping", "- a\n- b\n", 1, "ikke en liste af afsnit", "README"),
    ("control character", "bodies: \x07\n", 1, "det usynlige tegn U+0007", "Slet tegnet"),
    ("two documents", "bodies: []\n---\nbodies: []\n", 2, "flere dokumenter", "Slet"),
    ("alias bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 2, "*a er ikke tilladt", "ud"),
    ("tag", "bodies: !!python/object:os.system []\n", 1, "er ikke tilladt", "Slet"),
    ("nothing but spaces", "bodies:\n  - {id: b, name: ' ', kind: udvalg, " + S + "}\n", 2, "nøglen name er tom", "Skriv"),
    ("alias with a quotation", "bodies:\n  - {id: b, name: B, kind: udvalg, aliases: {C: '900:1 \"C\"'}, " + S + "}\n", 2, "alias C: stedet", "Skriv kun"),
    ("a fault over two lines", '"a\\nb": []\n', 1, "afsnittet a b er ukendt", "Ret"),
    ("hidden line end", "bodies: []\n# a\u2028b\n", 2, "tegnet U+2028", "Slet"),
    ("old line end", "bodies: []\n# a\rb\n", 2, "tegnet U+000D", "Slet"),
    ("too deep", "bodies: " + "[" * 30 + "]" * 30 + "\n", 1, "for dybt", "fladere"),
]  # fmt: skip


@pytest.mark.parametrize("text", [row[1] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_fault_says_the_same_without_a_language(tmp_path: Path, text: str) -> None:
    issues = read_seed(write_seed(tmp_path, text, defaults=False)).issues
    assert issues
    for issue in issues:
        what, why, following = fault_texts(issue.code, **dict(issue.values))
        assert issue.what.endswith(what)
        assert (issue.why, issue.next) == (why, following)


@pytest.mark.parametrize(
    ("text", "line", "what", "next_step"),
    [row[1:] for row in FAULTS],
    ids=[row[0] for row in FAULTS],
)
def test_a_fault_names_its_line_and_the_next_step(
    tmp_path: Path, text: str, line: int, what: str, next_step: str
) -> None:
    issues = read_seed(write_seed(tmp_path, text, defaults=False)).issues
    found = [issue for issue in issues if issue.file == "facts.yaml" and what in str(issue)]
    assert found, [str(issue) for issue in issues]
    assert found[0].line == line, str(found[0])
    assert next_step in found[0].next


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    folder = write_seed(tmp_path, BODY, defaults=False)
    (folder / "latin.yaml").write_bytes("bodies: []\n# Århus\n".encode("latin-1"))
    assert [(issue.file, issue.line) for issue in read_seed(folder).issues] == [("latin.yaml", 2)]


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    folder = write_seed(tmp_path, BODY, defaults=False)
    with (folder / "big.yaml").open("wb") as file:
        file.truncate(50_000_000)
    (issue,) = read_seed(folder).issues
    assert "50 MB" in issue.what
    assert str(MAX_BYTES // 1_000_000) in issue.why


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = write_seed(
        tmp_path,
        "bodies:\n  - {id: b, name: B, kind: udvlg}\n  - {id: c, kind: udvalg}\n",
        defaults=False,
    )
    (folder / "more.yaml").write_text(
        "relations:\n  - x refererer-til y:\n      note: n\n", encoding="utf-8"
    )
    issues = read_seed(folder).issues
    assert {issue.file for issue in issues} == {"facts.yaml", "more.yaml"}
    assert len(issues) >= 5


def test_a_document_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    folder = write_seed(
        tmp_path,
        'documents:\n  - {id: "901", name: X, file: ../../etc/passwd, basis: udledt, reasoning: r}\n',
        defaults=False,
    )
    assert any("uden for seed/documents" in issue.what for issue in read_seed(folder).issues)


@pytest.mark.parametrize("place", ["nowhere", "", "a\x00b", "x" * 5000])
def test_a_folder_that_is_no_seed_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(NoSuchFolder):
        read_seed(tmp_path / place)


def test_a_file_instead_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "seed").write_text("x", encoding="utf-8")
    with pytest.raises(NoSuchFolder, match="det er en fil"):
        read_seed(tmp_path / "seed")


def test_vocabulary_faults_are_told_with_the_rest(tmp_path: Path) -> None:
    folder = write_seed(tmp_path, BODY, defaults=False)
    text = (folder / "vocabulary.yaml").read_text(encoding="utf-8")
    (folder / "vocabulary.yaml").write_text(
        text.replace("family: hierarki", "family: hierakri", 1).replace(
            "gloss: committee", "glos: committee"
        ),
        encoding="utf-8",
    )
    words = " ".join(str(issue) for issue in read_seed(folder).issues)
    assert "hierakri" in words
    assert "glos" in words


@pytest.mark.parametrize("section", ["families", "kinds", "questions", "relations", "labels"])
def test_a_vocabulary_section_that_is_no_section_is_told(tmp_path: Path, section: str) -> None:
    folder = write_seed(tmp_path, BODY, defaults=False)
    (folder / "vocabulary.yaml").write_text(f"name: Prøve\n{section}: [a]\n", encoding="utf-8")
    assert f"vocabulary.yaml:2: afsnittet {section} er ikke et afsnit" in " ".join(
        map(str, read_seed(folder).issues)
    )


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("  history:", "  historie:", "questions: historie: spørgsmålet findes ikke"),
        ("chain: [implementerer]", "chain: []", "nøglen chain er tom"),
    ],
)
def test_a_question_that_reads_nothing_is_told(
    tmp_path: Path, written: str, instead: str, told: str
) -> None:
    folder = write_seed(tmp_path, BODY, defaults=False)
    text = (folder / "vocabulary.yaml").read_text(encoding="utf-8")
    (folder / "vocabulary.yaml").write_text(text.replace(written, instead, 1), encoding="utf-8")
    assert told in " ".join(map(str, read_seed(folder).issues))


def test_defaults_hold_for_the_dates_of_changes_and_documents(tmp_path: Path) -> None:
    text = """
    defaults:
      changes: {date: 2016-09-01, basis: udledt, reasoning: r}
      documents: {known_from: 2010-01-01, known_until: 2012-12-31, basis: udledt, reasoning: r}
    documents:
      - {id: lov-1, name: Loven}
    changes:
      - {id: aendring-1, name: Omlægningen}
    bodies:
      - {id: ny, name: Ny, kind: udvalg, valid_from: aendring-1, source: 'lov-1:1 "Ny"'}
    """
    loaded = read_seed(write_seed(tmp_path, text, defaults=False))
    assert loaded.issues == ()
    node = loaded.organisation.find_node("ny")
    assert node
    assert (node.validity.valid_from, node.validity.confirmed_until) == (
        "2016-09-01",
        "2012-12-31",
    )


def test_a_number_keeps_its_sign(tmp_path: Path) -> None:
    loaded = read_seed(
        write_seed(tmp_path, BODY.replace("name: Udvalget", "name: -0"), defaults=False)
    )
    assert [node.name for node in loaded.organisation.list_kind("udvalg")] == ["-0"]


def test_dates_come_from_the_change_that_gives_them(loaded: Loaded) -> None:
    """
    changes:
      - {id: aendring-1, name: Omlægningen, date: 1. september 2016}
    bodies:
      - {id: gammel, name: Gammel, kind: udvalg, valid_to: aendring-1}
      - {id: ny, name: Ny, kind: udvalg, valid_from: aendring-1}
    """
    assert loaded.issues == ()
    old, new = loaded.organisation.find_node("gammel"), loaded.organisation.find_node("ny")
    assert old
    assert new
    assert (old.validity.valid_to, old.validity.ended_by, old.validity.end) == (
        "2016-09-01",
        "aendring-1",
        new.validity.start,
    )


def test_a_fact_carries_when_its_document_speaks(loaded: Loaded) -> None:
    """
    agreements:
      - id: aftalen
        name: Aftalen
        kind: aftale
        source: 900:1 "Udvalget godkender aftalen."
    """
    node = loaded.organisation.find_node("aftalen")
    assert node
    assert node.validity.confirmed_until == "2015-06-30"
    assert node.validity.valid_from is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("bodies:\n  - {id: b, name: \"\\u200b\", kind: udvalg, " + S + "}\n", "nøglen name er tom"),
        ("bodies:\n  - {id: b, name: B, kind: udvalg, valid_to: 0001-01-01, " + S + "}\n", "kalenderens første dag"),
        ("changes:\n  - {id: om1, name: X, " + S + "}\nbodies:\n  - {id: b, name: B, kind: udvalg, valid_from: om1, " + S + "}\n", "omlægningen om1 er ukendt eller udateret"),
        ("bodies:\n  - {id: b, name: B, kind: udvalg, source: '900:0 \"x\"'}\n", "der er ingen linje 0"),
        ("bodies:\n  - {id: b, name: B, kind: udvalg, valid_from: jul 2016, " + S + "}\n", "Datoen »jul 2016« kan ikke bruges"),
    ],
)  # fmt: skip
def test_what_nobody_can_mean_is_told_as_what_it_is(tmp_path: Path, text: str, what: str) -> None:
    assert [
        str(issue)
        for issue in read_seed(write_seed(tmp_path, text, defaults=False)).issues
        if what in str(issue)
    ] != []


def test_a_code_that_ends_before_it_begins_is_told(tmp_path: Path) -> None:
    text = (
        BODY
        + "identifiers:\n  - {node: udvalget, system: SOR, value: '2', valid_from: 2015, valid_to: 2010, basis: udledt, reasoning: r}\n"
    )
    assert [
        "slutdatoen ligger ikke efter startdatoen" in str(issue)
        for issue in read_seed(write_seed(tmp_path, text, defaults=False)).issues
    ] == [True]


@pytest.mark.parametrize("content", [b"name: [", b"\xff", b"name: x\nlabels: 3\n"])
def test_a_vocabulary_that_cannot_be_read_is_told_alone(tmp_path: Path, content: bytes) -> None:
    folder = write_seed(tmp_path, BODY, defaults=False)
    (folder / "vocabulary.yaml").write_bytes(content)
    assert {issue.file for issue in read_seed(folder).issues} == {"vocabulary.yaml"}
