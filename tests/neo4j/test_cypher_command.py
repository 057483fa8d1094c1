"""The commands cypher and query, as a user types them, against a server that holds the real organisation."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from orgraph.checks import run_rules
from orgraph.cli.main import run
from orgraph.neo4j_store.connection import Connection, Settings
from orgraph.neo4j_store.cypher_files import CHECKS, Query, list_queries
from orgraph.neo4j_store.load import load
from orgraph.neo4j_store.query_runner import list_used
from orgraph.organisation import Organisation
from tests.conftest import SEED

DAY = ("--at", "1/10/2016")
ASKED = {
    "approves": ("Fælles samarbejdsaftaler",), "escalate": ("Klyngerne",), "responsible": ("Skal-opgaver",), "who": ("refererer-til", "Sundhedsstyregruppen"),
    "what": ("godkender", "Sundhedsstyregruppen"), "list": ("temagrupper",), "why": ("Klyngerne", "Sundhedsstyregruppen"), "show": ("KOSU",), "unknowns": (),
}  # fmt: skip


class Said(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """What it refused with: one line, and nothing else."""
        assert (self.status, self.out) == (2, "")
        assert len(self.err.strip().splitlines()) == 1
        return self.err


Command = Callable[..., Said]


@pytest.fixture(scope="module")
def loaded(connection: Connection, real: Organisation) -> Connection:
    connection.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
    load(real, connection)
    return connection


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One cache for the module: the seed is read once."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def command(
    loaded: Connection,
    settings: Settings,
    cache: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    monkeypatch.setenv("NEO4J_URI", settings.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", settings.password or "")
    monkeypatch.setenv("ORGRAPH_SEED", str(SEED))
    monkeypatch.setenv("COLUMNS", "100")

    def call(*words: str) -> Said:
        capsys.readouterr()
        status = run(list(words))
        said = Said(status, *capsys.readouterr())
        assert str(settings.password) not in said.out + said.err
        return said

    return call


@pytest.fixture
def cypher(command: Command, tmp_path: Path) -> Command:
    """Runs a statement from a file."""

    def call(text: str | bytes, *words: str) -> Said:
        file = tmp_path / "egen.cypher"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return command("cypher", str(file), *words)

    return call


# ---- Cypher of one's own
def test_rows_are_a_table(cypher: Command) -> None:
    said = cypher(
        "UNWIND [['Ærø', 1], ['Å', 22]] AS pair RETURN pair[0] AS navn, pair[1] AS antal"
    )
    assert said == Said(
        0, "navn │ antal\n─────┼──────\nÆrø  │     1\nÅ    │    22\n2 rækker\n", ""
    )


def test_rows_are_json(cypher: Command) -> None:
    said = cypher(
        "RETURN 'Ærø' AS navn, [1, null] AS tal, date('2016-10-01') AS dag, 1.0 / 0 AS meget",
        "--json",
    )
    assert json.loads(said.out) == [
        {"navn": "Ærø", "tal": [1, None], "dag": "2016-10-01", "meget": "Infinity"}
    ]


def test_rows_are_csv(cypher: Command) -> None:
    said = cypher("RETURN '=1+1' AS formel, -1 AS tal, 'a,\"b' AS tekst, null AS intet", "--csv")
    assert said == Said(0, 'formel,tal,tekst,intet\r\n\'=1+1,-1,"a,""b",\r\n', "")


def test_everything_that_a_server_can_give_is_plain(
    cypher: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = """
        MATCH p = (a:Enhed)-[r:GODKENDER]->(b) WITH p, a, r ORDER BY r.id LIMIT 1
        RETURN a, r, p, datetime('2020-01-02T10:00:00.5+01:00') AS at, localtime('10:00') AS time, duration('P1M2DT3S') AS lasts,
               point({x: 1, y: 2}) AS place, {list: [date('2020-01-01'), true]} AS map, 9007199254740993 AS big
    """
    [row] = json.loads(cypher(text, "--json").out)
    assert set(row["a"]) == {"elementId", "labels", "properties"}
    assert row["r"]["type"] == "GODKENDER"
    assert row["r"]["startNodeElementId"] == row["a"]["elementId"]
    assert row["p"][:2] == [row["a"], row["r"]]
    assert {name: row[name] for name in ("at", "time", "lasts", "place", "map", "big")} == {
        "at": "2020-01-02T10:00:00.5+01:00", "time": "10:00:00", "lasts": "P1M2DT3S", "place": {"srid": 7203, "x": 1.0, "y": 2.0},
        "map": {"list": ["2020-01-01", True]}, "big": 9007199254740993,
    }  # fmt: skip
    assert cypher(text).status == cypher(text, "--csv").status == 0
    monkeypatch.setenv("COLUMNS", "99999")
    assert (
        "})-[:GODKENDER {id: "
        in cypher("MATCH p = (:Enhed)-[:GODKENDER]->() RETURN p LIMIT 1").out
    )
    assert (
        "})<-[:GODKENDER {id: "
        in cypher("MATCH p = ()<-[:GODKENDER]-(:Enhed) RETURN p LIMIT 1").out
    )


@pytest.mark.parametrize(
    ("form", "stream"),
    [((), "out"), (("--json",), "err"), (("--csv",), "err")],
    ids=["table", "json", "csv"],
)
def test_that_there_is_more_is_said_and_never_in_the_data(
    cypher: Command, form: tuple[str, ...], stream: str
) -> None:
    said = cypher("UNWIND range(1, 5000) AS n RETURN n", "--limit", "3", *form)
    assert said.status == 0
    assert "3 rækker er vist; der er flere" in getattr(said, stream)
    assert "flere" not in (said.out if stream == "err" else said.err)


@pytest.mark.parametrize(
    ("form", "out"),
    [((), "ingen rækker\n"), (("--json",), "[\n]\n"), (("--csv",), "n\r\n")],
    ids=["table", "json", "csv"],
)
def test_no_rows_are_an_answer(cypher: Command, form: tuple[str, ...], out: str) -> None:
    assert cypher("MATCH (n:Orgraph {id: 'findes ikke'}) RETURN n", *form) == Said(0, out, "")


def test_a_statement_is_read_from_a_pipe(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sys.stdin",
        io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbfRETURN '\xc3\xa6' AS a // slut\n;\n")),
    )
    assert command("cypher", "-", "--csv").out == "a\r\næ\r\n"


def test_parameters_are_json_where_they_are_json(cypher: Command) -> None:
    given = [
        word
        for pair in ("a=1", "b=æ", 'c={"x": [1.5, null]}', 'd="1"', "e=NaN", "f=[true]")
        for word in ("--param", pair)
    ]
    said = cypher("RETURN $a AS a, $b AS b, $c AS c, $d AS d, $e AS e, $f AS f", "--json", *given)
    assert json.loads(said.out) == [
        {"a": 1, "b": "æ", "c": {"x": [1.5, None]}, "d": "1", "e": "NaN", "f": [True]}
    ]


def test_what_would_move_the_cursor_does_not(cypher: Command) -> None:
    for form in ((), ("--json",), ("--csv",)):
        said = cypher("RETURN 'a\\u001b[2Jb\\u202ec' AS x", *form)
        assert said.status == 0
        assert not set(said.out) & set("\x1b\u202e")


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (:Fremmed)", "MATCH (n:Orgraph) DETACH DELETE n", "MATCH (n:Orgraph) SET n.name = 'x'", "CREATE INDEX egen FOR (n:X) ON (n.y)",
        "CALL db.createLabel('Fremmed')", "CREATE USER fremmed SET PASSWORD 'x12345678'", "MATCH (n:Orgraph) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS",
        "UNWIND [] AS x CREATE (:Fremmed)",
    ],
)  # fmt: skip
def test_the_server_refuses_whatever_would_write(
    cypher: Command, loaded: Connection, text: str
) -> None:
    count = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS n, count(r) AS r"
    before = loaded.read(lambda transaction: transaction.run(count))
    assert "vil skrive" in cypher(text).sentence
    assert loaded.read(lambda transaction: transaction.run(count)) == before


def test_the_server_ends_what_takes_too_long(cypher: Command) -> None:
    assert (
        "--timeout"
        in cypher("UNWIND range(1, 1000000000000) AS n RETURN sum(n)", "--timeout", "1").sentence
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("RETRUN 1", "på linje 1, tegn 1: »Invalid input 'RETRUN'«"), ("MATCH (n)\nRETURN m", "på linje 2, tegn 8: »Variable `m` not defined«"),
        ("RETURN date('i går')", "»Text cannot be parsed to a Date«"), ("RETURN $a, $b", "parametre uden værdi: a, b."), ("RETURN 1 / 0", "»/ by zero«"),
        ("CALL findes.ikke()", "`findes.ikke`"), ("RETURN 1; RETURN 2;", "flere forespørgsler"), (":param a => 1;\nRETURN $a", "Linje 1, »:param a => 1;«"),
        ("// to\n  :params {a: 1}\nRETURN $a", "Linje 2, »:params {a: 1}«"), ("EXPLAIN RETURN 1", "EXPLAIN giver en plan"), ("// x\n/* y */ cypher 5 profile RETURN 1", "PROFILE giver en plan"),
        ("", "den er tom"), (" \n\t", "den er tom"), ("// kun det", "»Unexpected end of input«"), (b"\xff\xfe", "ikke tekst"), ("RETURN '\0'", "ikke tekst"),
        (" " * 1_000_001, "større end 1000 kB"), ("USE findesikke RETURN 1", "ingen database"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_one_sentence(cypher: Command, text: str | bytes, says: str) -> None:
    assert says in cypher(text).sentence


@pytest.mark.parametrize(
    "text", ["MATCH (n\n:Sagstype) RETURN count(n) > 0 AS explain", "RETURN 'EXPLAIN' AS profile"]
)
def test_words_and_colons_that_only_look_like_commands_run(cypher: Command, text: str) -> None:
    assert cypher(text).status == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--param", "x"), "navn=værdi"), (("--param", "=1"), "navn=værdi"), (("--param", "x=1", "--param", "x=2"), "to gange"), (("--param", f"x={2**63}"), "for stort"),
        (("--param", 'x="\\ud800"'), "ikke er tekst"), (("--param", f"x={'[' * 60}{']' * 60}"), "lag"),
        (("--csv", "--json"), "Vælg den ene"), (("--timeout", "0"), "--timeout"), (("--limit", "0"), "--limit"), (("--timeout", "nan"), "--timeout"),
    ],
)  # fmt: skip
def test_options_that_cannot_be_used_are_one_sentence(
    cypher: Command, words: tuple[str, ...], says: str
) -> None:
    assert says in cypher("RETURN 1 AS x", *words).sentence


def test_a_file_that_is_not_there_is_one_sentence(command: Command) -> None:
    assert "findes ikke" in command("cypher", "findes-ikke.cypher").sentence
    assert "en mappe" in command("cypher", ".").sentence
    assert "\0" not in command("cypher", "a\0b").sentence


# ---- The texts of cypher/
def test_the_list_names_every_question_and_check(command: Command) -> None:
    out = command("query").out
    assert all(f"  {found.name} " in out for found in list_queries())
    assert all(found.question[:40] in out for found in list_queries())


@pytest.mark.parametrize("name", ASKED)
def test_the_server_answers_as_the_command_of_that_name_does(command: Command, name: str) -> None:
    assert command("query", name, *ASKED[name], *DAY) == command(name, *ASKED[name], *DAY)
    assert command("query", name, *ASKED[name], *DAY, "--json") == command(
        name, *ASKED[name], *DAY, "--json"
    )


def test_the_rows_of_an_answer_are_csv(command: Command) -> None:
    rows = json.loads(command("query", "approves", *ASKED["approves"], *DAY, "--json").out)["rows"]
    found = list(
        csv.DictReader(
            io.StringIO(command("query", "approves", *ASKED["approves"], *DAY, "--csv").out)
        )
    )
    assert [(row["id"], row["role"], row["fact"]) for row in found] == [
        (row["id"], row["role"], row["fact"]) for row in rows
    ]
    steps = list(
        csv.DictReader(
            io.StringIO(command("query", "escalate", *ASKED["escalate"], *DAY, "--csv").out)
        )
    )
    assert steps[0]["path"] == "1"


def test_parameters_of_ones_own_give_the_bare_rows_of_the_text(command: Command) -> None:
    everybody = json.loads(
        command("query", "approves", *ASKED["approves"], *DAY, "--param", "chain=[]", "--json").out
    )
    some = json.loads(
        command(
            "query",
            "approves",
            *ASKED["approves"],
            *DAY,
            "--param",
            'chain=["godkender"]',
            "--json",
        ).out
    )
    assert everybody == []
    assert {row["relation"]["relation"] for row in some} == {"godkender"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("dims",), "intet spørgsmål"), (("approves",), "query approves EMNE"), (("who", "godkender"), "query who RELATION EMNE"), (("approves", "a", "b"), "query approves EMNE"),
        (("approves", "findes ikke"), "findes ikke"), (("who", "dims", "Klyngerne"), "»dims«"), (("approves", "Klyngerne", "--at", "i går"), "i går"),
        (("who", "--param", "chain=[]"), "parametre uden værdi: id."), (("approves", "x", "--csv", "--json"), "Vælg den ene"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_put_is_one_sentence(
    command: Command, words: tuple[str, ...], says: str
) -> None:
    assert says in command("query", *words).sentence


def test_a_subject_that_may_be_several_is_told_with_all_of_them(command: Command) -> None:
    for form in ((), ("--csv",), ("--show",)):
        said = command("query", "approves", "gruppe", *form)
        assert said.status == 2
        assert "kan betyde flere ting" in said.err


@pytest.mark.parametrize("name", [found.name for found in list_queries() if found.sort == CHECKS])
def test_a_check_prints_the_facts_that_the_rule_finds(
    command: Command, real: Organisation, name: str
) -> None:
    [found] = [
        [finding.fact for finding in findings]
        for rule, findings in run_rules(real)
        if f"checks/{rule.id}" == name
    ]
    rows = json.loads(command("query", name, "--json").out)
    assert sorted(row["fact"] for row in rows) == sorted(found)
    assert all(row["text"] for row in rows)


# ---- Texts to paste
def _run_as_pasted(connection: Connection, text: str) -> list[dict[str, Any]]:
    """As Neo4j Browser runs it: each parameter is evaluated by the server, then the rest is sent."""
    lines = text.splitlines()
    given = [
        re.fullmatch(r":param (\w+) => (.*);", line) for line in lines if line.startswith(":")
    ]
    evaluate = [f"RETURN {found[2]} AS value" for found in given if found]
    values = connection.read(
        lambda transaction: [transaction.run(text)[0]["value"] for text in evaluate]
    )
    parameters = dict(zip([found[1] for found in given if found], values, strict=True))
    rest = "\n".join(line for line in lines if not line.startswith(":"))
    assert rest.endswith(";")
    return connection.read(lambda transaction: transaction.run(rest, parameters))


@pytest.mark.parametrize("found", list_queries(), ids=[found.name for found in list_queries()])
def test_every_text_runs_as_it_is_shown_and_no_server_is_asked_for_it(
    command: Command, loaded: Connection, monkeypatch: pytest.MonkeyPatch, found: Query
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    said = command("query", found.name, "--show", *DAY)
    assert said.status == 0
    assert re.findall(r"^:param (\w+) =>", said.out, re.MULTILINE) == list(list_used(found))
    rows = _run_as_pasted(loaded, said.out)
    assert rows or found.sort == CHECKS


def test_a_text_is_shown_with_the_subject_and_day_that_are_asked_of(
    command: Command, loaded: Connection
) -> None:
    said = command("query", "approves", *ASKED["approves"], *DAY, "--show")
    assert said.out.startswith(
        ':param id => "faelles-samarbejdsaftaler-type-a";\n:param at => "2016-10-01";\n:param chain => ["'
    )
    rows = json.loads(command("query", "approves", *ASKED["approves"], *DAY, "--json").out)["rows"]
    assert len(_run_as_pasted(loaded, said.out)) == len(rows)


def test_a_text_is_shown_with_parameters_of_ones_own(command: Command) -> None:
    said = command(
        "query", "escalate", "Klyngerne", "--show", "--param", 'id=x"y', "--param", "at=2016-10-01"
    )
    assert ':param id => "x\\"y";\n' in said.out
    assert ':param at => "2016-10-01";\n' in said.out
