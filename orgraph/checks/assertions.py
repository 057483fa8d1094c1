"""Questions with their whole answers, kept beside the facts: what an edit of the seed may not
change unseen.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from orgraph.answers import ask
from orgraph.answers.answer import Answer, is_unfolded
from orgraph.dates import parse_day
from orgraph.errors import Issue, OrgraphError
from orgraph.facts import Source
from orgraph.languages import text
from orgraph.organisation import Organisation
from orgraph.questions import NoSuchQuestion, NotTheRightWords
from orgraph.seed.folder import QUESTIONS as FOLDER
from orgraph.seed.folder import list_files
from orgraph.seed.schema import AssertionEntry, read_entry
from orgraph.seed.yaml_reader import Mapping, read_yaml
from orgraph.view import View


class Assertion(NamedTuple):
    """One question with its expected answer, and where it is written."""

    entry: AssertionEntry
    file: str
    line: int

    def ask(self, view: View) -> Answer:
        """The question's answer on any day.

        Raises `OrgraphError` for words that are no question.
        """
        try:
            return put(view, shlex.split(self.entry.ask))
        except ValueError:
            raise NotAQuestion(self.entry.ask) from None


def read_assertions(folder: Path) -> tuple[list[Assertion], list[Issue]]:
    """The assertions of a seed folder, with their faults."""
    return read_questions(folder / FOLDER, FOLDER)


def read_questions(folder: Path, called: str) -> tuple[list[Assertion], list[Issue]]:
    """The assertions of a folder of questions, which faults call so."""
    found: list[Assertion] = []
    issues: list[Issue] = []
    listing = list_files(str(folder), called=f"{called}/")
    issues += listing.unread
    for name in listing.files:
        file = f"{called}/{name}"
        root, faults = read_yaml(folder / name, file)
        issues += faults
        for raw in _questions(root, file, issues) if root is not None else ():
            line = raw.line if isinstance(raw, Mapping) else 1
            entry = read_entry(AssertionEntry, raw, file, line, issues, "questions")
            if entry:
                found.append(Assertion(entry, file, line))
    return found, issues


def _questions(root: Mapping, file: str, issues: list[Issue]) -> list[Any]:
    """What stands in the file's only section."""
    for key in root:
        if key != FOLDER:
            line = root.line_of(key)
            issues.append(
                Issue.of(file, line, "checks.section_unknown", section=key, known=FOLDER)
            )
    found = root.get(FOLDER)
    if found is not None and not isinstance(found, list):
        line = root.line_of(FOLDER)
        issues.append(Issue.of(file, line, "checks.questions_no_list", section=FOLDER))
    return found if isinstance(found, list) else []


def run_assertions(organisation: Organisation, assertions: list[Assertion]) -> list[Issue]:
    """Every assertion whose answer is another one, with the difference."""
    return [
        _issue(assertion, faults)
        for assertion in assertions
        if (faults := list(_faults(organisation, assertion.entry)))
    ]


def _issue(assertion: Assertion, faults: list[str]) -> Issue:
    entry = assertion.entry
    return Issue.of(
        assertion.file,
        assertion.line,
        "checks.answer_differs",
        id=entry.id,
        ask=entry.ask,
        at=entry.at,
        faults="; ".join(faults),
    )


def _faults(organisation: Organisation, entry: AssertionEntry) -> Iterator[str]:
    try:
        view = View(organisation, parse_day(entry.at))
        answer = put(view, shlex.split(entry.ask))
        named = (
            put(view, [*shlex.split(entry.ask)[:-1], entry.by_name]) if entry.by_name else answer
        )
    except (OrgraphError, ValueError) as fault:
        yield str(fault)
        return
    if answer.status != entry.status:
        yield text("checks.other_status", given=answer.status, wanted=entry.status)
    if named.subject != answer.subject:
        given = named.subject.id if named.subject else named.status
        yield text("checks.other_subject", name=entry.by_name, given=given)
    yield from _wrong_rows(answer, entry)
    yield from _wrong_surroundings(answer, entry)


def _wrong_rows(answer: Answer, entry: AssertionEntry) -> Iterator[str]:
    """Rows against the whole expected set; members that a collective unfolds into are not
    listed.
    """
    given: dict[str, set[str]] = {}
    for row in answer.rows:
        if not is_unfolded(row, answer.rows):
            given.setdefault(row.role, set()).add(row.id)
    if entry.expect is not None:
        for role in dict.fromkeys((*entry.expect, *given)):
            wanted = set(entry.expect.get(role, ()))
            if missing := wanted - given.get(role, set()):
                yield text("checks.role_missing", role=role, ids=", ".join(sorted(missing)))
            if more := given.get(role, set()) - wanted:
                yield text("checks.role_unexpected", role=role, ids=", ".join(sorted(more)))
    every = {(row.role, row.id) for row in answer.rows}
    for role, ids in (entry.forbid or {}).items():
        if found := [node for node in ids if (role, node) in every]:
            yield text("checks.role_forbidden", role=role, ids=", ".join(found))


def _wrong_surroundings(answer: Answer, entry: AssertionEntry) -> Iterator[str]:
    mentioned = set(_mentioned(answer))
    if missing := [node for node in entry.mention if node not in mentioned]:
        yield text("checks.not_mentioned", ids=", ".join(missing))
    if entry.path and entry.path not in [path.nodes for path in answer.paths]:
        paths = " / ".join(" > ".join(path.nodes) for path in answer.paths)
        yield text("checks.other_path" if paths else "checks.no_path", paths=paths)
    kinds = {note.kind for note in answer.notes}
    if missing := [kind for kind in entry.notes if kind not in kinds]:
        yield text("checks.no_note", kinds=", ".join(missing))
    for logic, ids in entry.together.items():
        groups = [
            {
                row.group.id
                for row in answer.rows
                if row.id == node and row.group and row.group.logic == logic
            }
            for node in ids
        ]
        if not set.intersection(*groups):
            yield text("checks.not_together", ids=", ".join(ids), logic=logic)
    if (
        entry.cite
        and answer.subject
        and not any(_stands_at(source, entry.cite) for source in _sources(answer))
    ):
        yield text("checks.no_source", place=entry.cite)


def _sources(answer: Answer) -> Iterator[Source]:
    """The places that the answer rests on: those of its rows and notes, and of what is asked
    about.
    """
    yield from answer.subject.sources if answer.subject else ()
    yield from (source for row in answer.every_row() for source in row.support.sources)
    yield from (source for note in answer.notes for source in (*note.sources, *note.searched))


def _stands_at(source: Source, cited: str) -> bool:
    """Whether a place has lines in common with those cited: 001, 001:84 or 001:84-86."""
    document, _, lines = cited.partition(":")
    first, _, last = lines.partition("-")
    return source.document == document and (
        not first or (source.first <= int(last or first) and int(first) <= source.last)
    )


def _mentioned(answer: Answer) -> Iterator[str]:
    if answer.subject:
        yield answer.subject.id
    for row in answer.every_row():
        yield from (
            row.id,
            row.fact,
            *row.via,
            *row.terms.to,
            *row.terms.about,
            *(row.loss.remaining or ()),
            *row.loss.others,
        )
    for path in answer.paths:
        yield from path.nodes
    for note in answer.notes:
        yield from (note.id, *note.concerns)


def put(view: View, words: list[str]) -> Answer:
    """Asks a question written as a command's words.

    Raises `OrgraphError` for words that are no question.
    """
    question, *rest = words or [""]
    try:
        return ask(view, question, *rest)
    except (NoSuchQuestion, NotTheRightWords):
        raise NotAQuestion(" ".join(words)) from None


class NotAQuestion(OrgraphError):
    """Words in an assertion that no question has."""

    code = "checks.not_a_question"

    def __init__(self, words: str) -> None:
        super().__init__(words=words)
