"""Wrong types at every key of every file that people write: each is told, none is lost, none ends the program."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orgraph.checks.assertions import read_assertions
from orgraph.errors import BadSeed, Issue
from orgraph.facts import Group
from orgraph.organisation import Organisation
from orgraph.questions import QUESTIONS as ASKED
from orgraph.scenario.reader import read_scenario
from orgraph.seed.coverage import read_inventories
from orgraph.seed.reader import read_seed
from tests.conftest import write_seed

GUESSED: dict[str, Any] = {"basis": "udledt", "reasoning": "prøve"}
WHOLE: dict[str, Any] = {"basis": "ordret", "source": '1 "Udvalget godkender aftalen."'}
FACTS: dict[str, Any] = {
    "document": "900",
    "defaults": {"bodies": {"note": "fælles"}, "notes": {"handling": "fælles"}},
    "bodies": [
        {"id": "a", "name": "A", "kind": "udvalg", "region": "r", "aliases": {"AA": None}, "mandate": "alt", "valid_from": "o", **GUESSED},
        {"id": "b", "name": "B", "kind": "udvalg", "valid_to": "2020-01-01", "status": "foreslået", "template": True, **WHOLE},
        {"id": "c", "name": "C", "kind": "samling", "collective": True, "note": "n", **GUESSED},
        {"id": "r", "name": "R", "kind": "region", **GUESSED},
    ],
    "changes": [{"id": "o", "name": "O", "date": "2016-09-01", "concerns": ["a"], **GUESSED}],
    "processes": [
        {"id": "p", "name": "P", "steps": [
            {"order": 1, "id": "p1", "actors": ["a"], "action": "gør", "to": ["b"], "deadline": "straks", "branch": "ja", "condition": "hvis", **GUESSED},
        ], **GUESSED},
    ],
    "relations": [
        {"a refererer-til r": {"id": "rel", "verb": "v", "role": "rolle", "value": "3", "on_behalf": "b", "about": ["p"], "condition": "hvis",
                               "modality": "skal", "order": 2, "group": "g", "except": ["b"], **GUESSED}},
        {"b del-af a": dict(GUESSED)},
    ],
    "groups": [{"id": "g", "logic": "all", "parent": "h"}, {"id": "h", "logic": "all"}],
    "notes": [{"id": "n", "kind": "ambiguity", "text": "t", "concerns": ["a"], "relations": ["refererer-til"], "searched": ["1"]}],
    "identifiers": [{"node": "a", "system": "kode", "value": "17", "valid_from": "2010-01-01", "valid_to": "2020-01-01", **GUESSED}],
}  # fmt: skip
VOCABULARY: dict[str, Any] = {
    "name": "Prøven",
    "labels": {
        "Enhed": {"section": "bodies", "danish": "enhed", "plural": "enheder", "fields": {"mandate": "Opdrag"}},
        "Proces": {"section": "processes", "danish": "proces", "plural": "processer"},
        "Omlægning": {"section": "changes", "danish": "omlægning", "plural": "omlægninger", "fields": {"date": "Dato"}},
        "Dokument": {"section": "documents", "danish": "dokument", "plural": "dokumenter",
                     "fields": {"file": "Fil", "known_from": "Kendt fra", "known_until": "Kendt til"}},
    },
    "kinds": {
        "udvalg": {"label": "Enhed", "plural": "udvalg", "gloss": "committee", "code": "UD", "definition": "Et organ.", "subordinate": True},
        "samling": {"label": "Enhed", "plural": "samlinger", "gloss": "collective", "code": "SA"},
        "region": {"label": "Enhed", "plural": "regioner", "gloss": "region", "code": "RE"},
        "proces": {"label": "Proces", "plural": "processer", "gloss": "process", "code": "PR"},
        "omlægning": {"label": "Omlægning", "plural": "omlægninger", "gloss": "change", "code": "OM"},
        "dokument": {"label": "Dokument", "plural": "dokumenter", "gloss": "document", "code": "DO"},
    },
    "families": {"hierarki": "hierarki"},
    "relations": {
        "refererer-til": {"family": "hierarki", "danish": "refererer til", "inverse": "modtager fra", "gloss": "reports to", "neo4j": "REFERERER_TIL",
                          "from": ["Enhed"], "to": ["Enhed"], "definition": "Opad.", "upward": 1, "acyclic": True, "verbs": ["refererer"]},
        "afløser": {"family": "hierarki", "danish": "afløser", "inverse": "afløses af", "gloss": "succeeds", "neo4j": "AFLOESER",
                    "from": ["Enhed"], "to": ["Enhed"], "definition": "Efter.", "across": True},
        "del-af": {"family": "hierarki", "danish": "er del af", "inverse": "rummer", "gloss": "part of", "neo4j": "DEL_AF",
                   "from": ["Enhed"], "to": ["Enhed"], "definition": "Medlem.", "member": True, "upward": 2},
    },
    "questions": {
        question.reads: {"chain": ["refererer-til"], "decides": ["refererer-til"], "owner": ["refererer-til"], "main": "refererer-til",
                         "seat": "refererer-til", "appoints": "refererer-til"}
        for question in ASKED.values() if question.reads
    },
}  # fmt: skip
QUESTIONS: dict[str, Any] = {
    "questions": [
        {"id": "q", "question": "Hvem?", "ask": "show a", "by_name": "A", "at": "2018-01-01", "status": "answered", "expect": {"rolle": ["a"]},
         "forbid": {"rolle": ["b"]}, "mention": ["n"], "path": ["a"], "together": {"rolle": ["a"]}, "notes": ["n"], "cite": "900:1"},
    ]
}  # fmt: skip
COVERAGE: dict[str, Any] = {
    "document": "900",
    "inventory_counts": {"bodies": 3},
    "left_out": [{"section": "bodies", "reason": "fordi", "entries": {"x": "1-2"}}],
    "merged": [{"section": "bodies", "reason": "fordi", "entries": {"y": "a"}}],
}
SCENARIO: dict[str, Any] = {
    "name": "Prøve", "id": "proeve", "on": "2018-01-01", "status": "foreslået", "basis": "udledt", "reasoning": "prøve", "source": [],
    "steps": [
        {"dissolve": ["b"]}, {"create": {"id": "ny", "name": "Ny", "kind": "udvalg"}}, {"rename": {"id": "a", "name": "AB"}},
        {"grant": {"relation": "refererer-til", "from": "ny", "to": "r"}}, {"revoke": {"relation": "refererer-til", "from": "a"}},
        {"transfer": {"relation": ["refererer-til"], "from": {"id": ["a"]}, "to": "ny", "where": {"role": "rolle"}, "direction": "out"}},
        {"change_kind": {"set": {"kind": ["samling"], "except": ["r"]}, "kind": "udvalg"}, "on": "2018-02-01", "reasoning": "r"},
        {"merge": {"from": ["c"], "into": "a"}, "on": "2018-03-01"},
    ],
    "expect": [{"no_body_without_path_to": "r"}, {"every": {"id": ["a"]}, "has": "refererer-til"}, {"ask": "show a"}],
    "replays": [], "made_on": {"a": "x"},
}  # fmt: skip
VALUES: list[Any] = [
    None,
    True,
    7,
    "tekst",
    "  ",
    10**30,
    {},
    {"x": {"y": [1]}},
    ["a"],
    [None],
    [{"x": 1}],
]
Path_ = tuple[str | int, ...]


def places(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Every key and every item of a value written as data."""
    if path:
        yield path
    for key, inner in (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    ):
        yield from places(inner, (*path, key))


def changed(value: dict[str, Any], path: Path_, new: Any) -> Any:
    whole: Any = copy.deepcopy(value)
    inner = whole
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = new
    return whole


SETS = {("steps", 3, "grant", "from"), ("steps", 3, "grant", "to"), ("steps", 4, "revoke", "from"), ("steps", 5, "transfer", "from"),
        ("steps", 6, "change_kind", "set"), ("expect", 1, "every")}  # an id, a list of ids, or what chooses them  # fmt: skip


def fits(old: Any, new: Any) -> bool:
    """Whether the new value is of a type that may stand where the old one stood."""
    if new is None or isinstance(new, str) or type(new) is int:
        return True  # texts and numbers can be written where any of them is; nothing is the same as no key
    if isinstance(new, bool):
        return isinstance(old, bool)
    if isinstance(new, list):
        return isinstance(old, list) and not any(
            isinstance(item, (list, dict)) or item is None for item in new
        )
    return isinstance(old, dict)


def value_at(value: Any, path: Path_) -> Any:
    for key in path:
        value = value[key]
    return value


def english(issues: tuple[Issue, ...] | list[Issue]) -> list[str]:
    told = [str(issue) for issue in issues]
    return [
        text
        for text in told
        for word in (" should ", "Input", " valid ", "None", "NoneType", " expected ")
        if word in text
    ]


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_seed(tmp_path_factory.mktemp("shapes"), "", defaults=False)
    write(folder / "vocabulary.yaml", VOCABULARY)
    write(folder / "facts.yaml", FACTS)
    return folder


@pytest.fixture
def folder(seed: Path, tmp_path: Path) -> Path:
    """A folder of the test's own; what the tests write is small."""
    return Path(shutil.copytree(seed, tmp_path / "seed"))


@pytest.fixture(scope="module")
def organisation(seed: Path) -> Organisation:
    folder = seed
    loaded = read_seed(folder)
    assert [str(issue) for issue in loaded.issues] == []
    return loaded.organisation


def write(path: Path, content: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def test_the_whole_of_each_file_can_be_read(folder: Path, organisation: Organisation) -> None:
    write(folder / "questions" / "q.yaml", QUESTIONS)
    assert [str(issue) for issue in read_assertions(folder)[1]] == []
    write(folder / "coverage" / "c.yaml", COVERAGE)
    assert [str(issue) for issue in read_inventories(folder, read_seed(folder))[1]] == []
    write(folder / "scenarios" / "s.yaml", SCENARIO)
    assert len(read_scenario(folder / "scenarios" / "s.yaml", organisation).steps) == len(
        SCENARIO["steps"]
    )


@pytest.mark.slow
@pytest.mark.parametrize("path", list(places(FACTS)), ids=lambda path: ".".join(map(str, path)))
def test_a_fact_with_a_wrong_type_is_told(folder: Path, path: Path_) -> None:
    for new in VALUES:
        write(folder / "facts.yaml", changed(FACTS, path, new))
        issues = read_seed(folder).issues
        assert english(issues) == []
        if not fits(value_at(FACTS, path), new):
            assert issues, f"{path}: {new!r} is accepted"


@pytest.mark.parametrize(
    "path", list(places(QUESTIONS)), ids=lambda path: ".".join(map(str, path))
)
def test_a_question_with_a_wrong_type_is_told(folder: Path, path: Path_) -> None:
    for new in VALUES:
        write(folder / "questions" / "q.yaml", changed(QUESTIONS, path, new))
        issues = read_assertions(folder)[1]
        assert english(issues) == []
        if not fits(value_at(QUESTIONS, path), new):
            assert issues, f"{path}: {new!r} is accepted"


@pytest.mark.parametrize("path", list(places(COVERAGE)), ids=lambda path: ".".join(map(str, path)))
def test_coverage_with_a_wrong_type_is_told(folder: Path, path: Path_) -> None:
    loaded = read_seed(folder)
    for new in VALUES:
        write(folder / "coverage" / "c.yaml", changed(COVERAGE, path, new))
        issues = read_inventories(folder, loaded)[1]
        assert english(issues) == []
        if not fits(value_at(COVERAGE, path), new):
            assert issues, f"{path}: {new!r} is accepted"


@pytest.mark.slow
@pytest.mark.parametrize("path", list(places(SCENARIO)), ids=lambda path: ".".join(map(str, path)))
def test_a_scenario_with_a_wrong_type_is_told(
    folder: Path, organisation: Organisation, path: Path_
) -> None:
    for new in VALUES:
        write(folder / "scenarios" / "s.yaml", changed(SCENARIO, path, new))
        issues = faults_of(folder / "scenarios" / "s.yaml", organisation)
        assert english(issues) == []
        if not fits(value_at(SCENARIO, path), new) and not (path in SETS and new == ["a"]):
            assert issues, f"{path}: {new!r} is accepted"


def faults_of(scenario: Path, organisation: Organisation) -> tuple[Issue, ...]:
    try:
        read_scenario(scenario, organisation)
    except BadSeed as fault:
        return fault.issues
    return ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", list(places(VOCABULARY)), ids=lambda path: ".".join(map(str, path))
)
def test_a_vocabulary_with_a_wrong_type_is_told(folder: Path, path: Path_) -> None:
    write(folder / "facts.yaml", {})
    for new in VALUES:
        write(folder / "vocabulary.yaml", changed(VOCABULARY, path, new))
        issues = read_seed(folder).issues
        assert english(issues) == []
        if not fits(value_at(VOCABULARY, path), new):
            assert issues, f"{path}: {new!r} is accepted"


FORMS = {
    "between braces": "bodies:\n  - {id: a, name: A b, kind: udvalg, basis: udledt, reasoning: r}\n",
    "on lines": "bodies:\n- id: a\n  name: A b\n  kind: udvalg\n  basis: udledt\n  reasoning: r\n",
    "quoted": '"bodies":\n  - \'id\': "a"\n    "name": \'A b\'\n    kind: "udvalg"\n    basis: \'udledt\'\n    reasoning: r\n',
    "with a beginning and an end": "--- # data\nbodies:\n  - {id: a, name: A b, kind: udvalg, basis: udledt, reasoning: r}\n...\n",
    "from Windows": "\ufeffbodies:\r\n  - id: a\r\n    name: A b\r\n    kind: udvalg\r\n    basis: udledt\r\n    reasoning: r\r\n",
    "over several lines": "bodies:\n  - {id: a, name: A\n      b, kind: udvalg,\n     basis: udledt, reasoning: r}\n",
    "folded": "bodies:\n  - id: a\n    name: >-\n      A\n      b\n    kind: udvalg\n    basis: udledt\n    reasoning: |-\n      r\n",
    "with comments": "# først\nbodies: # så\n  # og\n  - id: a # her\n\n    name: A b\n    kind: udvalg\n    basis: udledt\n    reasoning: r\n# sidst",
    "as JSON": '{"bodies": [{"id": "a", "name": "A b", "kind": "udvalg", "basis": "udledt", "reasoning": "r"}]}',
    "indented as a whole": "  bodies:\n    - {id: a, name: A b, kind: udvalg, basis: udledt, reasoning: r}\n",
    "with announced keys": "? bodies\n: - ? id\n    : a\n    name: A b\n    kind: udvalg\n    basis: udledt\n    reasoning: r\n",
    "with a directive": "%YAML 1.1\n---\nbodies:\n  - {id: a, name: A b, kind: udvalg, basis: udledt, reasoning: r}\n",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_one_fact_is_the_same_in_every_form_of_yaml(folder: Path, text: str) -> None:
    (folder / "facts.yaml").write_bytes(text.encode("utf-8"))
    loaded = read_seed(folder)
    assert [str(issue) for issue in loaded.issues] == []
    assert [
        (node.id, node.name, node.reasoning) for node in loaded.organisation.list_kind("udvalg")
    ] == [("a", "A b", "r")]


BROKEN = [
    ("bodies: a: b\n", 1, "et kolon står"), ("bodies\n- a\n", 1, "ikke en liste af afsnit"), ("bodies:\n  - {id: a\n", 3, "en parentes er ikke lukket"),
    ("bodies: [1, 2\n", 2, "en parentes er ikke lukket"), ("bodies:\n  - {id: a]\n", 2, "en parentes er ikke lukket"),
    ("bodies: @x\n", 1, "et tegn står"), ("bodies: `x`\n", 1, "et tegn står"), ('bodies: "x\n', 2, "et anførselstegn er ikke lukket"),
    ("bodies: 'x\n", 2, "et anførselstegn er ikke lukket"), ("- a\nbodies: c\n", 2, "hører ikke til listen"), ("bodies: - b\n", 1, "en bindestreg står"),
    ("bodies:\n    - a\n  b: c\n", 3, "passer ikke ind"), ('bodies: "\\q"\n', 1, "omvendt skråstreg"), ('bodies: "\\uD800"\n', 1, "omvendt skråstreg"),
    ("bodies:\n...\nc: d\n", 3, "efter filens afslutning"), ("bodies:\n--- \nc: d\n", 2, "flere dokumenter"), ("bodies: 'x' y\n", 1, "passer ikke ind"),
    ("bodies:\n\t- a\n", 2, "tabulator"), ("bodies:\n\xa0\xa0- a\n", 2, "U+00A0"), ("bodies:\n  - {id: \x00}\n", 2, "U+0000"),
    ("bodies: []\n\ufeffrelations: []\n", 2, "U+FEFF"), ("bodies: []\nrela\u200btions: []\n", 2, "U+200B"), ("%FOO\nbodies: []\n", 1, "kan ikke læses"),
    ("bodies: !!python/object:os.system x\n", 1, "er ikke tilladt"), ("bodies: &a [*a]\n", 1, "henvisningen *a er ikke tilladt"),
    ("bodies: []\nbodies: []\n", 2, "står to gange"), ("? [a]\n: b\n", 1, "en nøgle er en liste"), ("}\n", 1, "kan ikke læses"),
    ("<<<<<<< HEAD\nbodies: []\n", 1, "flettemærket"), ("bodies: x\n", 1, "er ikke en liste"), ("bodies:\n  a: b\n", 1, "er ikke en liste"),
    ("bodies:\n  - a\n", 2, "er ikke et afsnit"), ("bodies:\n  -\n", 2, "er ikke et afsnit"), ("relations:\n  - a refererer-til b\n", 2, "som en sætning"),
    ("defaults:\n  - bodies: {basis: udledt}\n", 1, "defaults skal være et afsnit"), ("defaults:\n  relations: [x]\n", 2, "relations skal være et afsnit"),
    ("defaults:\n  relationer: {basis: udledt}\n", 2, "afsnittet relationer er ukendt"), ("defaults:\n  document: {x: y}\n", 2, "afsnittet document er ukendt"),
    ("defaults: x\n", 1, "defaults skal være et afsnit"), ("document:\n  a: b\n", 1, "document skal være tekst"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "what"), BROKEN, ids=[repr(row[0][:30]) for row in BROKEN]
)
def test_yaml_that_cannot_be_read_is_told_in_danish_with_its_line(
    folder: Path, text: str, line: int, what: str
) -> None:
    (folder / "facts.yaml").write_bytes(text.encode("utf-8"))
    issues = [issue for issue in read_seed(folder).issues if issue.file == "facts.yaml"]
    assert english(issues) == []
    assert [issue.line for issue in issues if what in str(issue)] == [line], [
        str(issue) for issue in issues
    ]
    assert not any(".." in str(issue) or "?." in str(issue) for issue in issues)


ENTRY = "bodies:\n  - {id: a, name: A, kind: udvalg, basis: udledt, reasoning: r}\n"


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "marked"])
def test_another_encoding_is_told_by_its_name(folder: Path, encoding: str, mark: str) -> None:
    (folder / "facts.yaml").write_bytes(
        (mark + ENTRY).encode(encoding).replace(b"\xff\xfe" * 2, b"\xff\xfe")
    )
    (issue,) = read_seed(folder).issues
    name = encoding[:6].upper()
    assert (
        str(issue)
        == f"facts.yaml:1: tegnsættet er ikke UTF-8: filen er gemt som {name}. Gem filen som UTF-8."
    )


@pytest.mark.parametrize("key", ["id", "name", "kind", "basis", "reasoning"])
@pytest.mark.parametrize(
    ("form", "sign"),
    [("\xa0{}", "U+00A0"), ("{}\xa0", "U+00A0"), ("\u2009\xa0{}", "U+2009"), ("{}\u200b", "U+200B"), ("\xad{}", "U+00AD")],
)  # fmt: skip
def test_a_sign_that_cannot_be_seen_beside_a_key_is_named_and_nothing_else(
    folder: Path, key: str, form: str, sign: str
) -> None:
    """The key is there for all who look at it: that it is missing would help nobody."""
    entry = ENTRY.replace(f"{key}:", f"{form.format(key)}:")
    (folder / "facts.yaml").write_text(entry, encoding="utf-8")
    (issue,) = read_seed(folder).issues
    assert (
        str(issue)
        == f"facts.yaml:2: nøglen {key} rummer det usynlige tegn {sign}: det kan ikke ses, og med det er nøglen en anden. Slet tegnet."
    )


def test_defaults_hold_for_groups_too(folder: Path) -> None:
    write(
        folder / "facts.yaml", {"defaults": {"groups": {"logic": "all"}}, "groups": [{"id": "g"}]}
    )
    loaded = read_seed(folder)
    assert loaded.issues == ()
    assert [
        fact.logic for fact in loaded.organisation.list_facts() if isinstance(fact, Group)
    ] == ["all"]
