"""The registry of questions: what each needs is there, and nothing else names a question."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import orgraph
from orgraph.answers import QUESTIONS, ask
from orgraph.answers.asking import function_of
from orgraph.cli.main import COMMANDS
from orgraph.dates import parse_day
from orgraph.languages.da import questions as danish
from orgraph.neo4j_store.cypher_engine import _READERS
from orgraph.neo4j_store.cypher_files import cypher_folder, read_query
from orgraph.organisation import Organisation
from orgraph.questions import (
    NoSuchQuestion,
    NotAsked,
    NotTheRightWords,
    Question,
    page_questions,
    table_questions,
)
from orgraph.render.json_form import as_json
from orgraph.render.text import as_text
from orgraph.seed.reader import read_seed
from orgraph.view import View

PACKAGE = Path(orgraph.__file__).parent
ROOT = PACKAGE.parent
every = pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))


@pytest.fixture(scope="module")
def real_view() -> View:
    return View(read_seed(ROOT / "seed").organisation, parse_day("2016-10-01"))


@every
def test_a_question_has_a_function_a_command_and_words(question: Question) -> None:
    parameters = list(inspect.signature(function_of(question)).parameters)
    assert parameters[0] == "view"
    assert question.name in COMMANDS
    words = danish.QUESTIONS[question.name]
    assert words.help
    assert all(danish.TAKES[taken] for taken in question.takes)
    assert all(danish.OPTIONS[name] for name, _ in question.options)
    assert f"orgraph {question.name} " in (ROOT / "docs" / "cli.md").read_text("utf-8")


@every
def test_a_question_has_a_text_in_cypher_and_a_reader_of_its_records(question: Question) -> None:
    if not question.cypher:  # asked of what stands in the index, row by row
        assert question.name in ("matrix", "search")
        return
    assert (cypher_folder() / "questions" / f"{question.cypher}.cypher").is_file()
    assert question.cypher in _READERS
    query = read_query(question.name)
    assert query.question == danish.QUESTIONS[question.name].query
    named = query.text.splitlines()[0].removeprefix("// answers: ").split(", ")
    assert question.name in named


def test_no_text_in_cypher_is_left_over() -> None:
    texts = {path.stem for path in (cypher_folder() / "questions").glob("*.cypher")}
    assert texts == {question.cypher for question in QUESTIONS.values() if question.cypher}


@every
def test_a_question_has_its_words_wherever_it_is_shown(question: Question) -> None:
    words = danish.QUESTIONS[question.name]
    shown = question.on_body_pages or question.on_thing_pages
    assert bool(question.on_body_pages) == bool(question.on_thing_pages)
    assert words.heading or not shown
    assert bool(words.compared) == question.compared
    in_table = (words.address, words.table, words.lede, words.example)
    assert all(in_table) if question.in_tables else not any(in_table)


def test_the_questions_of_a_page_and_the_tables_have_an_order() -> None:
    for of_body in (True, False):
        names = page_questions(of_body=of_body)
        assert len(set(names)) == len(names) == 6
    assert [question.name for question in table_questions()] == [
        "approves",
        "responsible",
        "escalate",
        "appoints",
    ]


@every
def test_a_question_is_asked_and_told(question: Question, real_view: View) -> None:
    taken = [_real_word(question, name) for name in question.takes]
    answer = ask(real_view, question.name, *taken)
    assert answer.question == question.name
    assert answer.status in ("answered", "not_stated")
    told = as_text(answer, real_view.vocabulary)
    assert told.strip()
    assert f'"question": "{question.name}"' in as_json(answer, real_view.vocabulary)


def _real_word(question: Question, taken: str) -> str:
    if question.name == "steps":
        return "proces-varsling-traening"
    return {
        "relation": "godkender",
        "other": "sundhedsstyregruppen-rm",
        "kind": "temagruppe",
        "words": "sundhed",
    }.get(taken, "faelles-samarbejdsaftaler-type-a")


def test_an_unknown_question_is_refused_with_what_may_have_been_meant(real_view: View) -> None:
    with pytest.raises(NoSuchQuestion, match=r"»aproves« findes ikke\. Mente du approves\?"):
        ask(real_view, "aproves", "x")


@pytest.mark.parametrize("words", [(), ("a", "b")])
def test_too_many_or_too_few_words_are_refused(real_view: View, words: tuple[str, ...]) -> None:
    with pytest.raises(NotTheRightWords):
        ask(real_view, "approves", *words)


def test_a_question_that_the_vocabulary_lacks_is_told_as_not_asked(
    real_view: View,
) -> None:
    organisation = real_view.organisation
    questions = dict(organisation.vocabulary.questions)
    del questions["approves"]
    fewer = organisation.vocabulary._replace(questions=questions)
    view = View(Organisation(fewer, organisation.index), real_view.span)
    with pytest.raises(NotAsked, match="approves stilles ikke i denne organisation"):
        ask(view, "approves", "faelles-samarbejdsaftaler-type-a")
    assert ask(view, "responsible", "faelles-samarbejdsaftaler-type-a").question == "responsible"


# ---- One place
def test_no_code_outside_the_registry_compares_a_question_with_a_name() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "questions.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Compare) and _compares_a_question(node)
    ]
    assert found == []


def _compares_a_question(compare: ast.Compare) -> bool:
    parts = [compare.left, *compare.comparators]
    named = any(
        (isinstance(part, ast.Name) and part.id == "question")
        or (isinstance(part, ast.Attribute) and part.attr == "question")
        for part in parts
    )
    literals = {
        constant.value
        for part in parts
        for constant in ast.walk(part)
        if isinstance(constant, ast.Constant)
    }
    return named and not literals.isdisjoint(QUESTIONS)
