"""The commands in a made-up language: what stands unmarked on the screen or a page is neither in
the language pack nor in the data, and so a text that no translator could reach.
"""

from __future__ import annotations

import ast
import html
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from orgraph import languages
from tests.conftest import write_seed

pytestmark = pytest.mark.slow

PACK = Path(languages.__file__).parent / languages.ACTIVE
MARKS = str.maketrans("aeiouyæøåAEIOUYÆØÅ", "áéíóúýǽǿǻÁÉÍÓÚÝǼǾǺ")
RUNNER = """
import sys
from pathlib import Path
import orgraph.languages as languages
languages.__path__.append(sys.argv[1])
languages.language_file = lambda name: Path(sys.argv[2]) / name
import orgraph.seed.snapshot  # what its keys are made of is the same in both
languages.ACTIVE = "marked"
from orgraph.cli.main import run
sys.exit(run(sys.argv[3:]))
"""
# Lower-case words that are no language: the syntax of commands, files and addresses.
SYNTAX = re.compile(
    r"--?[a-z][\w-]*|\b\w+://\S+|\S*\.(?:yaml|yml|html|json|csv|cypher|js|css|txt|env|gz|py)\b"
    r"|\borgraph(?: [a-z-]+)*|/\S+|\w+(?:[:_|-]\w+)+"
)
NAMES = {"checks", "new", "show", "check", "diff", "stamp", "adopt", "replay", "verify"}
WORD = re.compile(r"(?<!\w)[a-zæøå]{3,}(?!\w)")
FACTS = """
bodies:
  - {id: a, name: ALFA, kind: udvalg, aliases: {ALEF: null}, note: NOTE}
  - {id: b, name: BETA, kind: udvalg, valid_to: slut, source: '900:1 "Udvalget godkender"'}
  - {id: k, name: KAPPA, kind: samling, collective: true}
  - {id: m, name: MY, kind: temagruppe, status: planlagt}
tasks:
  - {id: t, name: TAU, kind: opgave}
agreements:
  - {id: x, name: XI, kind: samarbejdsaftale}
changes:
  - {id: slut, name: SLUT, kind: omlægning, date: 2015-01-01, concerns: [b]}
processes:
  - id: p
    name: PI
    kind: proces
    concerns: [x]
    steps:
      - {order: 1, actors: [a], action: ACTS, to: [b], deadline: 2012-01-01, branch: BRANCH, condition: IFF,
         basis: udledt, reasoning: WHY}
groups:
  - {id: par, logic: unresolved-slash}
relations:
  - a godkender x: {group: par, condition: COND, value: 2}
  - b godkender x: {group: par, verb: VERB}
  - a del-af k: {}
  - m del-af k: {}
  - k ansvarlig-for t: {except: [m]}
  - m refererer-til a: {about: [t]}
  - a repræsenteret-i b: {role: ROLE, value: 3}
notes:
  - {id: n, kind: conflict, text: NOTED, concerns: [a], source: '900:1'}
"""
SCENARIO = """
name: SCENARIO
on: 2014-01-01
steps:
  - dissolve: b
  - create: {id: ny, name: NY, kind: udvalg}
  - transfer: {relation: godkender, from: a, to: ny}
"""
QUESTIONS = (
    "approves x", "responsible t", "implements x", "appoints b", "escalate m", "escalate m --to b",
    "impact a", "impact udvalg", "who godkender x", "what godkender a", "list udvalg", "show a",
    "show b", "show n", "history b", "steps p", "steps x", "why a x", "why-not m b", "why a a",
    "matrix x", "search ALFA", "unknowns", "unknowns a", "approves q", "approves",
    "approves x --over-time", "approves x --against 2016-01-01", "approves x --scenario {s}",
    "approves x --at 2016-13-01", "show a --bogus", "who NEJ x", "list NEJ", "approves '' ",
)  # fmt: skip
COMMANDS = (
    "verify", "check", "coverage", "scenario show {s}", "scenario check {s}", "scenario diff {s}",
    "scenario diff {s} --format markdown", "scenario stamp {s}", "scenario adopt {s}", "query", "load --from bolt://127.0.0.1:1", "cypher {s} --from bolt://127.0.0.1:1",
    "map -o {s}", "NEJ", "approves x --seed {s}", "approves x --seed /nowhere",
)  # fmt: skip
PAGES = (
    "",
    *(
        [
            "approves",
            "check",
            "verify",
            "coverage",
            "map",
            "site",
            "load",
            "query",
            "cypher",
            "scenario",
            "list",
        ]
    ),
)


def marked(template: str) -> str:
    """A template with its own letters marked; what is filled in is left as it is."""
    parts = re.split(r"(\{[^{}]*\})", template)
    return "".join(part if part.startswith("{") else part.translate(MARKS) for part in parts)


NAMING = ("Plural", "text", "phrase", "label", "table", "count_of", "getattr")


class _Marker(ast.NodeTransformer):
    """Marks the texts of a module of the pack: the values of its tables, and what its functions
    put together.
    """

    def __init__(self) -> None:
        self._said = 0

    def visit_Dict(self, node: ast.Dict) -> ast.Dict:
        node.values = [self._within(value) for value in node.values]
        return node

    def visit_Return(self, node: ast.Return) -> ast.Return:
        if node.value:
            node.value = self._within(node.value)
        return node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        """The first word of these is a name: of a value, a text or a table."""
        named = isinstance(node.func, ast.Name) and node.func.id in NAMING
        node.args = node.args[:named] + [self.visit(found) for found in node.args[named:]]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.Compare:
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.Subscript:
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        if self._said and isinstance(node.value, str):
            return ast.copy_location(ast.Constant(marked(node.value)), node)
        return node

    def _within(self, node: ast.expr) -> ast.expr:
        self._said += 1
        found: ast.expr = self.visit(node)
        self._said -= 1
        return found


TEXTS_OF = ("answers", "checks", "cli", "coverage", "difference", "files", "journal", "load", "neo4j", "notebook", "pages", "quotations", "replay", "scenario", "scenario_steps", "seed", "seed_files", "site", "table", "terms")  # fmt: skip


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the language pack whose texts are marked."""
    home = tmp_path_factory.mktemp("languages")
    shutil.copytree(PACK, home / "marked")
    for path in (home / "marked").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        source = source.replace(
            f"orgraph.languages.{languages.ACTIVE}", "orgraph.languages.marked"
        )
        if path.stem in TEXTS_OF:
            source = ast.unparse(_Marker().visit(ast.parse(source)))
        path.write_text(source, encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data that speaks in capital letters."""
    folder = write_seed(tmp_path_factory.mktemp("marked") / "seed", FACTS)
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "s.yaml").write_text(SCENARIO, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def known(pack: Path, seed: Path) -> set[str]:
    """The words that stand unmarked by right: those of the data, and of the patterns and function
    bodies of the pack itself.
    """
    words = {"null", *NAMES}
    for path in seed.rglob("*.*"):
        words |= set(WORD.findall(path.read_text(encoding="utf-8").casefold()))
    for path in (pack / "marked").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words |= set(WORD.findall(node.value.casefold()))
    return words


def run(pack: Path, seed: Path, line: str) -> str:
    """What a command prints in the marked language."""
    words = shlex.split(line.format(s=seed / "scenarios" / "s.yaml"))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", RUNNER, str(pack), str(PACK), *words],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "ORGRAPH_SEED": str(seed), "NEO4J_PASSWORD": "x"},
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, 1, 2), done.stderr
    return done.stdout + done.stderr


def unmarked(said: str, known: set[str]) -> list[str]:
    """The words of a text that are neither marked nor known."""
    return [
        word
        for word in WORD.findall(SYNTAX.sub(" ", said.replace("\u00ad", "")))
        if word not in known
    ]


@pytest.mark.parametrize("line", [*QUESTIONS, *COMMANDS, *(f"{page} --help" for page in PAGES)])
def test_a_command_says_nothing_that_is_not_in_the_pack(
    pack: Path, seed: Path, known: set[str], line: str
) -> None:
    said = run(pack, seed, line)
    assert said.strip()
    assert unmarked(said, known) == []


def read(page: str) -> str:
    """What people read on a page: its text, and the texts of its attributes."""
    page = re.sub(r"(?s)<(script|style)\b.*?</\1>|<!--.*?-->", " ", page)
    spoken = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', page)
    return html.unescape(" ".join([re.sub(r"<[^>]*>", " ", page), *spoken]))


@pytest.mark.parametrize(
    "line", ["site {t}", "map -o {t}/kort.html", "scenario diff {s} --format html -o {t}/d.html"]
)
def test_a_page_says_nothing_that_is_not_in_the_pack(
    pack: Path, seed: Path, known: set[str], line: str, tmp_path: Path
) -> None:
    run(pack, seed, line.replace("{t}", str(tmp_path)))
    pages = list(tmp_path.rglob("*.html"))
    assert pages
    found = {
        word for page in pages for word in unmarked(read(page.read_text(encoding="utf-8")), known)
    }
    assert sorted(found) == []
