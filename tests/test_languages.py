"""No text of any language stands outside `orgraph/languages`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

import orgraph
from orgraph import languages
from orgraph.facts import BASES, LOGICS, NOTE_KINDS, STATUSES

PACKAGE = Path(orgraph.__file__).parent
CYPHER = PACKAGE.parent / "cypher"
LANGUAGES = PACKAGE / "languages"
# Words that stand in nearly every Danish sentence, and in no English name, query or style.
DANISH = re.compile(
    r"[æøåÆØÅ]|(?<![\w#-])(?:og|er|ikke|den|det|der|af|til|som|kan|skal|har|fra|ved|hvad|hvem|"
    r"hvor|ingen|intet|alle|eller|findes|med|en|et|fx|uden|skriv|vis|dag|trin|om|nu)(?![\w-])",
    re.IGNORECASE,
)
# What stands in a database, and in the Cypher that is asked there: names that nobody translates.
LABELS_IN_NEO4J = {
    name
    for path in CYPHER.rglob("*.cypher")
    for name in re.findall(r"\(\w*:([A-Z]\w*)", path.read_text(encoding="utf-8"))
}
# Words that stand in the files as they are, whatever language is spoken: keys, not texts.
DATA_FORMAT = {*STATUSES, *BASES, *LOGICS, *NOTE_KINDS}
# What is left, by package: it may only become less.
LEFT: dict[str, int] = {}
# The same in templates and scripts.
LEFT_ON_PAGES: dict[str, int] = {"maps": 6}  # in the addresses of maps, which people keep
# Attributes whose value people read or hear; those of `data-` are shown by style and script.
READ = frozenset(
    (
        *("alt", "aria-description", "aria-label", "aria-roledescription", "label"),
        *("placeholder", "title", "data-controls", "data-heading", "data-label"),
    )
)
# A script in its parts; a slash after a value divides, and elsewhere begins an expression.
SCRIPT = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""|(?P<value>[\w$]+|[)\]])|(?P<space>\s+)|(?P<other>.)""",
    re.DOTALL,
)
EXPRESSION = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\]|\\.)*\])+/\w*")
IN_TEMPLATE = re.compile(r"(?P<text>(?:[^`\\$]|\\.|\$(?!\{))*)(?P<end>`|\$\{)", re.DOTALL)
BEFORE_EXPRESSION = frozenset(("return", "typeof", "case", "in", "of", "else"))


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that are neither docstrings nor annotations."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            for statement in body:
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                    passed.add(id(statement.value))
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(annotation, ast.AST):
                passed.update(map(id, ast.walk(annotation)))
                passed.difference_update(  # the help of an option is text
                    id(part)
                    for call in ast.walk(annotation)
                    if isinstance(call, ast.Call)
                    for part in ast.walk(call)
                )
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in passed
        ):
            yield node.lineno, node.value


def danish_literals(package: str) -> list[str]:
    """Where Danish stands in a package (or module) of the program, outside the languages."""
    place = PACKAGE / package
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    return [
        f"{path.relative_to(PACKAGE)}:{line}: {value!r}"
        for path in files
        if LANGUAGES not in path.parents
        for line, value in literals(path)
        if DANISH.search(value) and not is_no_text(value) and value not in DATA_FORMAT
    ]


def is_no_text(value: str) -> bool:
    """A letter of an alphabet, such as a table of letters holds, or a label in the database."""
    return len(value) == 1 or value in LABELS_IN_NEO4J


# ---- Templates and scripts
class Reader(HTMLParser):
    """What people read of HTML: text, and attributes that are shown or read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._hidden = False  # style and scripts

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in ("script", "style")
        line, _ = self.getpos()
        self.found += [(line, value) for name, value in attributes if value and name in READ]

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append((self.getpos()[0], data))


def read_html(source: str) -> list[tuple[int, str]]:
    """What people read of HTML, by line, where it holds words.

    Abbreviations are none, nor are the names of classes that a macro makes ("has-" and a key).
    """
    reader = Reader()
    reader.feed(source)
    reader.close()
    return [
        (line, found.strip())
        for line, found in reader.found
        if any(word != word.upper() for word in re.findall(r"(?!\w+-0)[^\W\d_]+", found))
    ]


def read_template(source: str) -> list[tuple[int, str]]:
    """Words that a template holds itself: in its HTML any word, in what is between its brackets
    those that are Danish.
    """
    html, strings = "", []
    for line, token, value in Environment().lex(source):
        if token == "data":
            html += value
        else:
            html += "\n" * value.count("\n") + ("0" if token == "variable_begin" else "")
        if token == "string" and DANISH.search(value):
            strings.append((line, value[1:-1]))
    return sorted([*read_html(html), *strings])


def script_literals(source: str) -> Iterator[tuple[int, str]]:
    """The strings of a script, with their lines; what a template literal is filled with is 0."""
    at, before = 0, ""
    open_literals: list[list[str]] = []  # each with what it holds
    braces: list[int] = []  # how many are open in the filling of each of them
    while at < len(source):
        if len(open_literals) > len(braces):  # in the words of a literal
            match = IN_TEMPLATE.match(source, at)
            assert match, source[at : at + 60]
            open_literals[-1].append(match["text"])
            at = match.end()
            if match["end"] == "`":
                yield source.count("\n", 0, at), "0".join(open_literals.pop())
                before = "`"
            else:
                braces.append(0)
                before = "{"
            continue
        match = SCRIPT.match(source, at)
        assert match
        part = match.group()
        if part == "/" and (before in BEFORE_EXPRESSION or not re.match(r"[\w$)\]`\"']", before)):
            match = EXPRESSION.match(source, at)
            assert match, source[at : at + 60]
            part = "`"  # a value
        elif match["string"]:
            yield source.count("\n", 0, at) + 1, part[1:-1]
        elif part == "`":
            open_literals.append([])
        elif braces and part == "{":
            braces[-1] += 1
        elif braces and part == "}":
            if braces[-1]:
                braces[-1] -= 1
            else:
                braces.pop()
        if match.lastgroup not in ("comment", "space"):
            before = part
        at = match.end()


def read_script(source: str) -> list[tuple[int, str]]:
    """Words that a script holds itself: of HTML in its strings any word, of others the Danish."""
    found: list[tuple[int, str]] = []
    for line, literal in script_literals(source):
        if re.search(r"</?[a-z]", literal):
            found += [(line, words) for _, words in read_html(literal)]
        elif DANISH.search(literal) and not is_no_text(literal) and literal not in DATA_FORMAT:
            found.append((line, literal))
    return found


def words_on_pages(package: str) -> list[str]:
    """Where templates and scripts of a package hold words of a language."""
    return [
        f"{path.relative_to(PACKAGE)}:{line}: {words!r}"
        for suffix, read in ((".html", read_template), (".js", read_script))
        for path in sorted((PACKAGE / package).rglob(f"*{suffix}"))
        if "node_modules" not in path.parts and not path.name.startswith("vis-slim")
        for line, words in read(path.read_text(encoding="utf-8"))
    ]


def packages() -> list[str]:
    return sorted(
        {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")}
        - {"languages"}
    )


@pytest.mark.parametrize("package", packages())
def test_texts_stand_among_the_languages(package: str) -> None:
    found = danish_literals(package)
    assert len(found) <= LEFT.get(package, 0), "\n".join(found)


@pytest.mark.parametrize("package", packages())
def test_templates_and_scripts_hold_no_words(package: str) -> None:
    found = words_on_pages(package)
    assert len(found) <= LEFT_ON_PAGES.get(package, 0), "\n".join(found)


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ('<p id="trin" class="om den" data-dag="{{ day }}">{{ say("site.steps") }}</p>', []),
        ('<label for="dag">{{ day }}</label>{# en dag #}<b>2 · PNG</b>', []),
        ("<p>\n{% if day %}Start{% endif %}</p>", ["Start"]),
        ('<ul{% if day %} aria-label="Mere"{% endif %}>', ["Mere"]),
        ('<td data-heading="{{ heading }}">{{ "Før" if day else "x" }}</td>', ["Før"]),
        ("<style>.om{}</style><script>den();</script>", []),
    ],
)
def test_a_template_is_read_as_people_read_its_pages(template: str, words: list[str]) -> None:
    assert [found for _, found in read_template(template)] == words


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ('find("#dag").id = "i-dag"; // en dag', []),
        ('/* det er */ const ring = /[æøå"]/u, half = a / 2 / b;', []),
        ('const a = `<label for="dag">${words.day}</label>`;', []),
        ('const a = `<label for="dag">Dato</label>`;', ["Dato"]),
        ("say(`${of({a: `${b}`})}: er her`)", ["0: er her"]),
        ('if (a) return /"/.test(b) ? \'ingen\' : "none";', ["ingen"]),
        ('say(a ? `${n} ${n ? "dag" : `om ${n}`}` : "");', ["dag", "om 0"]),
    ],
)
def test_a_script_is_read_by_its_strings(script: str, words: list[str]) -> None:
    assert [found for _, found in read_script(script)] == words


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_asks_for_texts_that_exist(path: Path) -> None:
    asked = re.findall(r'"([a-z]+)\.(?!html")(\w+)"', path.read_text(encoding="utf-8"))
    assert [code for module, code in asked if code not in languages.table(f"{module}.TEXTS")] == []


def test_the_script_of_the_site_says_all_that_it_is_given_and_no_more() -> None:
    script = (PACKAGE / "site" / "assets" / "side.js").read_text(encoding="utf-8")
    for name, table in (("wording", "site.SCRIPT"), ("counts", "site.COUNTS")):
        asked = set(re.findall(rf"(?<![\w.]){name}\.(\w+)", script))
        assert asked == languages.table(table).keys()
