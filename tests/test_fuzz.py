"""Whatever stands in a seed or on a command line: no traceback, every fault with its place, and what is read can be written and read again."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orgraph.answers import ABOUT_ONE, ask
from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, Comparison, compare
from orgraph.answers.escalate import ask_escalate
from orgraph.answers.listing import Narrowing, ask_list
from orgraph.answers.matrix import find_matrix
from orgraph.answers.over_time import OverTime, ask_over_time
from orgraph.answers.search import ask_search
from orgraph.answers.unknowns import ask_unknowns
from orgraph.answers.who import ask_what, ask_who
from orgraph.answers.why import ask_why, ask_why_not
from orgraph.cli.main import run
from orgraph.dates import parse_day
from orgraph.facts import Fact
from orgraph.organisation import Organisation
from orgraph.render.json_form import as_json
from orgraph.render.text import WIDTH, as_text
from orgraph.seed.emitter import block
from orgraph.seed.reader import Loaded, read_seed
from orgraph.seed.writer import write_seed
from orgraph.seed.yaml_reader import read_yaml
from orgraph.view import View
from tests import conftest
from tests.conftest import SEED
from tests.strategies import DAYS, TRICKY, VOCABULARY, organisations, sound_organisations, texts


def facts_of(organisation: Organisation) -> dict[str, Fact]:
    return {fact.id: fact for fact in organisation.list_facts()}


def written_and_read(organisation: Organisation, folder: Path) -> Loaded:
    write_seed(organisation, folder)
    return read_seed(folder)


@pytest.fixture(scope="module")
def empty_seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    shutil.copy(SEED / "vocabulary.yaml", folder)
    return folder


# ---- Written and read again
@given(text=texts(), key=texts())
@example(text="a b", key="k" * 2000)
def test_any_text_stands_in_a_file_as_it_is(empty_seed: Path, text: str, key: str) -> None:
    path = empty_seed.parent / "texts.yaml"
    listed = [text, "x", text]
    lines = [
        *block("one", text, 0),
        *block("many", listed, 0),
        *block("pairs", {key: text, "z": None}, 0),
        *block("longer", f"{text} og {text}", 0),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    root, issues = read_yaml(path, "texts.yaml")
    assert issues == []
    assert root == {
        "one": text,
        "many": listed,
        "pairs": {key: text, "z": None},
        "longer": f"{text} og {text}",
    }


@given(generated=sound_organisations())
def test_a_generated_organisation_is_read_as_it_was_written(
    empty_seed: Path, generated: Organisation
) -> None:
    loaded = written_and_read(generated, empty_seed)
    assert [str(issue) for issue in loaded.issues] == []
    assert facts_of(loaded.organisation) == facts_of(generated)
    assert loaded.organisation.vocabulary == generated.vocabulary


# ---- Questions
@pytest.mark.slow
@given(
    generated=st.one_of(organisations(), sound_organisations()),
    day=st.sampled_from(DAYS),
    other=st.sampled_from(DAYS),
    data=st.data(),
)
def test_every_question_about_everything_has_an_answer(
    generated: Organisation, day: str, other: str, data: st.DataObject
) -> None:
    view, later = View(generated, parse_day(day)), View(generated, parse_day(other))
    for put in _questions(generated, data):
        answer = put(view)
        _assert_sound(answer)
        _assert_sound(compare(answer, put(later)))
    put = data.draw(st.sampled_from(list(_questions(generated, data))))
    _assert_sound(ask_over_time(generated, parse_day(day), put))


def _asking(question: str, *words: str) -> Callable[[View], Answer]:
    return lambda view: ask(view, question, *words)


def _questions(
    organisation: Organisation, data: st.DataObject
) -> Iterator[Callable[[View], Answer]]:
    nodes = list(organisation.list_nodes())
    some, end = data.draw(st.sampled_from(nodes)), data.draw(st.sampled_from(nodes))
    words = data.draw(st.one_of(texts(), st.sampled_from([node.name for node in nodes])))
    having = data.draw(st.sampled_from(list(VOCABULARY.relations.values())))
    for question in ABOUT_ONE:
        yield from (_asking(question, node.id) for node in nodes)
    for relation in VOCABULARY.relations.values():
        yield partial(ask_who, relation=relation, subject=some, asked=some.id)
        yield partial(ask_what, relation=relation, subject=some, asked=some.id)
    for kind in dict.fromkeys(node.kind for node in nodes):
        for narrowing in (
            Narrowing(),
            Narrowing(some),
            Narrowing(None, having),
            Narrowing(None, None, having, every=True),
        ):
            yield partial(ask_list, kind=kind, narrowing=narrowing)
        yield _asking("impact", kind)
    yield _asking("show", words)
    yield partial(ask_unknowns, subject=None, asked="")
    yield partial(ask_escalate, subject=some, asked=some.id, to=end)
    yield partial(ask_why, subject=some, other=end, asked=some.id)
    yield partial(ask_why_not, subject=some, other=end, asked=some.id)
    yield partial(find_matrix, subjects=nodes, asked="alt")
    yield partial(ask_search, words=words)


def _assert_sound(answer: Answer | Comparison | OverTime) -> None:
    content = json.loads(as_json(answer, VOCABULARY))
    assert content["status"] == answer.status
    for line in as_text(answer, VOCABULARY).split("\n"):
        assert len(line) <= WIDTH or len(re.split(r"[ \t\r\f\v]+", line.strip())) == 1, line
    if isinstance(answer, Answer):
        assert content["text"].strip()
        if answer.question == "show" and answer.status == NOT_STATED:
            assert answer.subject
            day, life = parse_day(answer.at).first, answer.subject.validity
            assert not life.start <= day < life.end
        elif answer.paths or any(row.effective for row in answer.rows):
            assert answer.status == ANSWERED
        elif answer.status == ANSWERED:
            assert answer.notes or answer.question in ("show", "history")
        else:
            assert answer.status == NOT_STATED or answer.subject is None


# ---- Mutated files
ODD = (
    "\t", "\x00", "\x07", "\u2028", "\ufeff", "\u202e", "\ud800", "🦆", "é" * 50, "9" * 400, "-1", "1e999", "0x10", "[" * 25, "{" * 3, "]", "}", ": ", "- ", "? ", "#", "&a ", "*a", "!!python/object:x ", "|\n",
    ">\n", "'", '"', "\\", "---\n", "...\n", "<<: ", "~", "null", "true", "[]", "{}", "''", "{a: {b: [c]}}", "[[a], {b: c}]", "2016-02-30", "0000", "9999", "9999-12-31", "0001-01-01", "x" * 5000, "001:0", "001:9-1",
    "001:999999", "../../etc/passwd", "id: a\n", "\n", "  ", "medio 2016", "aendring-1", "१२",
)  # fmt: skip
KEYS = (
    "id", "name", "kind", "region", "source", "aliases", "concerns", "valid_from", "valid_to", "date", "steps", "order", "bodies", "relations", "notes", "changes", "documents", "groups", "defaults", "document",
    "searched", "text", "known_from", "known_until", "file", "basis", "status", "section", "fields", "labels", "kinds", "families", "questions", "chain", "from", "to", "neo4j", "family", "upward", "member",
)  # fmt: skip
Mutation = tuple[str, int, int, str]


def mutations(most: int = 4) -> st.SearchStrategy[list[Mutation]]:
    """Small damages in a row: which, at what line, at what place in it or beside which other line, and with what."""
    number = st.integers(0, 10_000)
    one = st.tuples(
        st.sampled_from(list(MUTATORS)),
        number,
        number,
        st.one_of(
            st.sampled_from(ODD),
            st.sampled_from(KEYS),
            st.sampled_from(TRICKY),
            st.text(max_size=5),
        ),
    )
    return st.lists(one, min_size=1, max_size=most)


def mutated(text: str, damages: list[Mutation]) -> bytes:
    for name, line, other, odd in damages:
        lines = text.split("\n")
        MUTATORS[name](lines, line % len(lines), other, odd)
        text = "\n".join(lines)
    return text.encode("utf-8", "surrogatepass")


def _delete(lines: list[str], at: int, other: int, odd: str) -> None:
    del lines[at : at + 1 + other % 4]


def _duplicate(lines: list[str], at: int, other: int, odd: str) -> None:
    lines[other % len(lines) : 0] = lines[at : at + 1 + other % 6]


def _swap(lines: list[str], at: int, other: int, odd: str) -> None:
    other %= len(lines)
    lines[at], lines[other] = lines[other], lines[at]


def _indent(lines: list[str], at: int, other: int, odd: str) -> None:
    lines[at] = " " * (other % 9) + lines[at].lstrip(" ")


def _insert(lines: list[str], at: int, other: int, odd: str) -> None:
    place = other % (len(lines[at]) + 1)
    lines[at] = lines[at][:place] + odd + lines[at][place:]


def _cut(lines: list[str], at: int, other: int, odd: str) -> None:
    place = other % (len(lines[at]) + 1)
    lines[at] = lines[at][:place] + lines[at][place + 1 + len(odd) :]


def _truncate(lines: list[str], at: int, other: int, odd: str) -> None:
    lines[at] = lines[at][: other % (len(lines[at]) + 1)]
    del lines[at + 1 :]


def _another_value(lines: list[str], at: int, other: int, odd: str) -> None:
    lines[at] = lines[at].partition(":")[0] + ": " + odd


def _another_key(lines: list[str], at: int, other: int, odd: str) -> None:
    head, colon, tail = lines[at].partition(":")
    margin = re.match(r"[ -]*", head)
    lines[at] = (margin[0] if margin else "") + odd + colon + tail


def _another_word(lines: list[str], at: int, other: int, odd: str) -> None:
    words = lines[at].split(" ")
    words[other % len(words)] = odd
    lines[at] = " ".join(words)


MUTATORS: dict[str, Callable[[list[str], int, int, str], None]] = {
    found.__name__: found for found in (_delete, _duplicate, _swap, _indent, _insert, _cut, _truncate, _another_value, _another_key, _another_word)
}  # fmt: skip
REAL = (
    "001-ny-organisering-2016/omlaegninger.yaml", "001-ny-organisering-2016/processer.yaml", "001-ny-organisering-2016/klyngerne.yaml", "001-ny-organisering-2016/versionsforskelle.yaml",
    "002-klyngestyregruppen-midtklyngen-2019/ihi.yaml", "003-sundhedsaftalen-2011-2014/organer-udvalg-og-raad.yaml",
)  # fmt: skip


@pytest.fixture(scope="module")
def real_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some files of the real seed, the documents cut short."""
    folder = tmp_path_factory.mktemp("real")
    for name in (*REAL, "vocabulary.yaml", "documents.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(SEED / name, folder / name)
    (folder / "documents").mkdir()
    for path in (SEED / "documents").glob("*.txt"):
        (folder / "documents" / path.name).write_text(
            "\n".join(path.read_text(encoding="utf-8").split("\n")[:60]), encoding="utf-8"
        )
    return folder


DAMAGED = st.one_of(
    st.sampled_from(REAL),
    st.sampled_from(["vocabulary.yaml", "documents.yaml", "documents/001.txt"]),
)


@pytest.mark.slow
@given(
    name=DAMAGED,
    damages=mutations(),
    raw=st.sampled_from([b"", b"", b"", b"\xff", b"\xc3", b"\xef\xbb\xbf"]),
)
def test_a_damaged_file_gives_faults_with_their_places(
    real_files: Path, name: str, damages: list[Mutation], raw: bytes
) -> None:
    whole = (real_files / name).read_text(encoding="utf-8")
    _assert_places(real_files, name, mutated(whole, damages) + raw)


@pytest.mark.slow
@given(
    name=st.sampled_from([*REAL, "vocabulary.yaml", "vocabulary.yaml", "documents.yaml"]),
    data=st.data(),
)
def test_anything_anywhere_in_a_file_gives_faults_with_their_places(
    real_files: Path, name: str, data: st.DataObject
) -> None:
    root, _ = read_yaml(real_files / name, name)
    for _ in range(data.draw(st.integers(1, 4))):
        _displace(root, data)
    _assert_places(
        real_files,
        name,
        json.dumps(root, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass"),
    )


def _assert_places(folder: Path, name: str, content: bytes) -> None:
    """Reads the seed with this content in one file: every fault has a file, a line in it and three parts."""
    path = folder / name
    whole = path.read_bytes()
    try:
        path.write_bytes(content)
        for issue in read_seed(folder).issues:
            file = folder / issue.file
            assert file.is_file(), str(issue)
            assert 1 <= issue.line <= file.read_bytes().count(b"\n") + 2, str(issue)
            assert issue.what.strip() and issue.why.strip() and issue.next.strip(), repr(issue)  # noqa: PT018 - one fault, three parts
    finally:
        path.write_bytes(whole)


def _displace(root: Any, data: st.DataObject) -> None:
    """Puts anything in the place of something, at any depth."""
    container = root
    while True:
        keys = list(container) if isinstance(container, dict) else list(range(len(container)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if isinstance(container[key], dict | list) and data.draw(st.integers(0, 5)):
            container = container[key]
            continue
        if isinstance(container, dict) and not data.draw(st.integers(0, 3)):
            container[data.draw(st.one_of(st.sampled_from(KEYS), texts()))] = container.pop(key)
        else:
            container[key] = data.draw(ANYTHING)
        return


_PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    texts(),
    st.sampled_from(ODD),
    st.sampled_from(KEYS),
    st.just("a\0b"),
    st.just("/" + "x" * 300),
)
ANYTHING = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), texts()), inner, max_size=3),
    ),
    max_leaves=5,
)


@given(damages=mutations(1))
def test_what_survives_damage_can_be_written_and_read_again(
    empty_seed: Path, damages: list[Mutation]
) -> None:
    path = empty_seed / "facts.yaml"
    path.write_bytes(mutated(conftest.STORY_DEFAULTS + WRITTEN, damages))
    loaded = read_seed(empty_seed)
    if not loaded.issues:
        again = written_and_read(loaded.organisation, empty_seed)
        assert again.issues == ()
        assert facts_of(again.organisation) == facts_of(loaded.organisation)


WRITTEN = """
documents:
  - {id: lov-1, name: Loven, address: https, known_from: 2010, known_until: 2015-06-30, basis: udledt, reasoning: r}
changes:
  - {id: aendring-1, name: Omlægningen, date: 1. september 2016}
  - id: aendring-2
    name: 'Den anden: omlægning'
    date: aendring-1
    concerns: [udvalget, gruppen]
bodies:
  - id: udvalget
    name: Udvalget
    kind: udvalg
    aliases: {Det høje udvalg: null, "Udvalg #1": lov-1:3}
    valid_from: medio 2012
    source: lov-1:1-2 "Udvalget
      godkender"
  - id: gruppen
    name: Gruppen
    kind: styregruppe
    collective: true
    valid_to: aendring-1
    mandate: "at mødes\\n og tale"
    source: [lov-1, 'lov-1:7 "a"']
processes:
  - id: processen
    name: Processen
    valid_to: aendring-2
    steps:
      - {order: 1, actors: gruppen, action: indstiller, to: [udvalget], valid_from: 2015, source: lov-1:2 "x"}
      - {id: trin-2, order: 2, action: 'siger: ja', logic: any, source: lov-1:2 "y"}
relations:
  - gruppen refererer-til udvalget:
      value: 007
      order: 2
      except: udvalget
      group: g
      source: lov-1:4 "refererer"
  - udvalget nedsætter gruppen: {id: r, modality: kan, status: planlagt, valid_from: 2013-Q1}
groups:
  - {id: g, logic: all, source: lov-1:4}
identifiers:
  - {node: udvalget, system: SOR, value: 000123, valid_from: aendring-2, basis: udledt, reasoning: r}
notes:
  - {id: n, kind: silence, text: Det siges ikke., concerns: udvalget, relations: godkender, searched: [lov-1:1-9, lov-1:3], handling: h}
"""


# ---- Mutated command lines
STORY = """
changes:
  - {id: aendring-1, name: Omlægningen, date: 2016-09-01, concerns: [gruppe]}
bodies:
  - {id: udvalg, name: "Udvalget \\u202e\\x1b[31m\\0\\x9b\\u2028 rødt", kind: udvalg, aliases: {Det høje Udvalg: null}}
  - {id: gruppe, name: Gruppen, kind: temagruppe, valid_to: aendring-1, note: "\\x07 \\r\\n \\t"}
  - {id: raad-a, name: Rådet A, kind: råd}
  - {id: raad-b, name: Rådet B, kind: råd}
agreements:
  - {id: aftalen, name: Aftalen, kind: aftale}
relations:
  - udvalg godkender aftalen: {basis: ordret, source: '900:1 "Udvalget godkender aftalen."', condition: "\\x1b]0;x\\x07"}
  - gruppe ansvarlig-for aftalen: {}
  - gruppe refererer-til udvalg: {}
  - raad-a refererer-til udvalg: {}
notes:
  - {id: tavshed, kind: silence, text: "Intet \\x1b[2J siges", concerns: [raad-b], searched: '900:1-3'}
"""
COMMANDS = (
    "approves",
    "responsible",
    "implements",
    "appoints",
    "show",
    "history",
    "steps",
    "escalate",
    "impact",
    "who",
    "what",
    "list",
    "why",
    "why-not",
    "matrix",
    "search",
    "unknowns",
    "verify",
    "check",
    "query",
    "scenario",
    "diff",
)
OPTIONS = (
    "--at",
    "--against",
    "--over-time",
    "--seed",
    "--json",
    "--to",
    "--on",
    "--in",
    "--with",
    "--without",
    "--min",
    "--all",
    "--help",
    "--version",
    "-h",
    "--show",
    "--",
    "--nix",
    "-x",
    "--at=",
    "--json=ja",
    "--seed=",
)
THINGS = (
    "udvalg", "gruppe", "raad-a", "rådet", "aftalen", "aendring-1", "900", "tavshed", "temagrupper", "råd", "organer", "refererer-til", "godkender", "beslutter", "2016-09-01", "2012-10-01", "2016", "31/2/2016", "9999-12-31", "0001-01-01",
    "3", "-1", "99999999999999999999", "skade.yaml", "findes-ikke.yaml", "seed", ".", "/findes/ikke", "approves",
)  # fmt: skip
HOSTILE = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\x1b[31m",
    "\u202e",
    "\ud800",
    "\udcff",
    "'; DROP TABLE fact; --",
    "x" * 5000,
    "{id}",
    "%s",
    "$(id)",
    "é",
    "🦆",
    "*",
    "[",
    "(",
    "\\",
    "--",
    "\n",
    "\t",
    "a\nb",
    "«",
    "../..",
)
SCENARIO = """
name: Prøve
on: 2016-01-01
steps:
  - dissolve: {kind: temagruppe}
  - transfer:
      relation: ansvarlig-for
      from: {id: gruppe}
      to: udvalg
"""


def command_lines() -> st.SearchStrategy[list[str]]:
    """Mostly a command with some words and options, sometimes just anything."""
    word = st.one_of(
        st.sampled_from(THINGS),
        st.sampled_from(THINGS),
        st.sampled_from(OPTIONS),
        st.sampled_from(HOSTILE),
        st.text(max_size=8),
    )
    usual = st.tuples(st.sampled_from(COMMANDS), st.lists(word, max_size=5)).map(
        lambda pair: [pair[0], *pair[1]]
    )
    return st.one_of(
        usual,
        usual,
        usual,
        st.lists(st.one_of(word, st.sampled_from(COMMANDS)), max_size=6),
        st.just(["scenario", "diff", "skade.yaml"]),
    )


@pytest.fixture
def small_seed(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = conftest.write_seed(elsewhere / "seed", STORY)
    monkeypatch.setenv("ORGRAPH_SEED", str(folder))
    return folder


@given(words=command_lines(), damages=st.one_of(st.just([]), mutations()))
def test_a_damaged_command_line_ends_in_an_answer_or_a_sentence(
    small_seed: Path, capsys: pytest.CaptureFixture[str], words: list[str], damages: list[Mutation]
) -> None:
    (small_seed.parent / "skade.yaml").write_bytes(mutated(SCENARIO, damages))
    assert run(words) in (0, 1, 2)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert out.strip() or err.strip()
    assert {char for char in out + err if unsafe(char)} == set()


@pytest.mark.slow
@given(
    data=st.data(), vocabulary=st.booleans(), words=st.lists(st.sampled_from(THINGS), max_size=3)
)
def test_a_damaged_seed_on_the_command_line_ends_in_an_answer_or_a_sentence(
    small_seed: Path,
    capsys: pytest.CaptureFixture[str],
    data: st.DataObject,
    vocabulary: bool,
    words: list[str],
) -> None:
    path = small_seed / ("vocabulary.yaml" if vocabulary else "facts.yaml")
    whole = path.read_text(encoding="utf-8")
    root, _ = read_yaml(path, path.name)
    try:
        _displace(root, data)
        path.write_bytes(json.dumps(root, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        for command in (
            ["check"],
            ["verify"],
            [data.draw(st.sampled_from(COMMANDS)), "udvalg", *words],
        ):
            assert run(command) in (0, 1, 2)
            out, err = capsys.readouterr()
            assert out.strip() or err.strip()
            assert {char for char in out + err if unsafe(char)} == set()
    finally:
        path.write_text(whole, encoding="utf-8")


def unsafe(char: str) -> bool:
    """What could move the cursor, colour the screen or turn the text around."""
    return char != "\n" and (
        unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
        or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
