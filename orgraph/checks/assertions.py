"""Questions with their whole answers, kept beside the facts: what an edit of the seed may not change unseen."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from orgraph.answers import QUESTIONS, ask, ask_what_if
from orgraph.answers.answer import Answer, is_unfolded
from orgraph.answers.listing import Narrowing, ask_list
from orgraph.answers.subjects import find_relation_type, resolve
from orgraph.answers.unknowns import ask_unknowns
from orgraph.answers.who import ask_what, ask_who
from orgraph.answers.why import ask_why, ask_why_not
from orgraph.dates import parse_day
from orgraph.errors import Issue, OrgraphError
from orgraph.facts import Source
from orgraph.organisation import Organisation
from orgraph.seed.entries import AssertionEntry, read_entry
from orgraph.seed.yaml_door import Mapping, read_yaml
from orgraph.view import View

FOLDER = "questions"


class Assertion(NamedTuple):
    """One question with its expected answer, and where it is written."""

    entry: AssertionEntry
    file: str
    line: int

    def ask(self, view: View) -> Answer:
        """The question's answer on any day. Raises `OrgraphError` for words that are no question."""
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
    for path in sorted(folder.glob("*.yaml")):
        file = f"{called}/{path.name}"
        root, faults = read_yaml(path, file)
        issues += faults
        for raw in (root.get("questions") or []) if root else ():
            line = raw.line if isinstance(raw, Mapping) else 1
            entry = read_entry(AssertionEntry, raw, file, line, issues, "questions")
            if entry:
                found.append(Assertion(entry, file, line))
    return found, issues


def run_assertions(organisation: Organisation, assertions: list[Assertion]) -> list[Issue]:
    """Every assertion whose answer is another one, with the difference."""
    return [_issue(assertion, faults) for assertion in assertions if (faults := list(_faults(organisation, assertion.entry)))]


def _issue(assertion: Assertion, faults: list[str]) -> Issue:
    entry = assertion.entry
    what = f"{entry.id}: {entry.ask} ({entry.at})"
    return Issue(assertion.file, assertion.line, what, "; ".join(faults), "Ret forholdene, eller ret spørgsmålets svar, hvis dokumentet siger det")


def _faults(organisation: Organisation, entry: AssertionEntry) -> Iterator[str]:
    try:
        view = View(organisation, parse_day(entry.at))
        answer = put(view, shlex.split(entry.ask))
        named = put(view, [*shlex.split(entry.ask)[:-1], entry.by_name]) if entry.by_name else answer
    except (OrgraphError, ValueError) as fault:
        yield str(fault)
        return
    if answer.status != entry.status:
        yield f"status er {answer.status}, ikke {entry.status}"
    if named.subject != answer.subject:
        yield f"navnet »{entry.by_name}« fører til {named.subject.id if named.subject else named.status}"
    yield from _wrong_rows(answer, entry)
    yield from _wrong_surroundings(answer, entry)


def _wrong_rows(answer: Answer, entry: AssertionEntry) -> Iterator[str]:
    """Rows against the whole expected set; members that a collective unfolds into are not listed."""
    given: dict[str, set[str]] = {}
    for row in answer.rows:
        if not is_unfolded(row, answer.rows):
            given.setdefault(row.role, set()).add(row.id)
    if entry.expect is not None:
        for role in dict.fromkeys((*entry.expect, *given)):
            wanted = set(entry.expect.get(role, ()))
            if missing := wanted - given.get(role, set()):
                yield f"{role}: mangler {', '.join(sorted(missing))}"
            if more := given.get(role, set()) - wanted:
                yield f"{role}: uventet {', '.join(sorted(more))}"
    every = {(row.role, row.id) for row in answer.rows}
    for role, ids in (entry.forbid or {}).items():
        if found := [node for node in ids if (role, node) in every]:
            yield f"{role}: forbudt {', '.join(found)}"


def _wrong_surroundings(answer: Answer, entry: AssertionEntry) -> Iterator[str]:
    mentioned = set(_mentioned(answer))
    if missing := [node for node in entry.mention if node not in mentioned]:
        yield f"nævner ikke {', '.join(missing)}"
    if entry.path and entry.path not in [path.nodes for path in answer.paths]:
        yield f"vejen er {' / '.join(' > '.join(path.nodes) for path in answer.paths) or 'ingen'}"
    kinds = {note.kind for note in answer.notes}
    if missing := [kind for kind in entry.notes if kind not in kinds]:
        yield f"ingen note af slagsen {', '.join(missing)}"
    for logic, ids in entry.together.items():
        groups = [{row.group.id for row in answer.rows if row.id == node and row.group and row.group.logic == logic} for node in ids]
        if not set.intersection(*groups):
            yield f"{', '.join(ids)} er ikke bundet sammen som {logic}"
    if entry.cite and answer.subject and not any(_stands_at(source, entry.cite) for source in _sources(answer)):
        yield f"ingen kilde i {entry.cite}"


def _sources(answer: Answer) -> Iterator[Source]:
    """The places that the answer rests on: those of its rows and notes, and of what is asked about."""
    yield from answer.subject.sources if answer.subject else ()
    yield from (source for row in answer.every_row() for source in row.sources)
    yield from (source for note in answer.notes for source in (*note.sources, *note.searched))


def _stands_at(source: Source, cited: str) -> bool:
    """Whether a place has lines in common with those cited: 001, 001:84 or 001:84-86."""
    document, _, lines = cited.partition(":")
    first, _, last = lines.partition("-")
    return source.document == document and (not first or (source.first <= int(last or first) and int(first) <= source.last))


def _mentioned(answer: Answer) -> Iterator[str]:
    if answer.subject:
        yield answer.subject.id
    for row in answer.every_row():
        yield from (row.id, row.fact, *row.via, *row.to, *row.about, *(row.remaining or ()), *row.others)
    for path in answer.paths:
        yield from path.nodes
    for note in answer.notes:
        yield from (note.id, *note.concerns)


def put(view: View, words: list[str]) -> Answer:
    """Asks a question written as a command's words. Raises `OrgraphError` for words that are no question."""
    question, *rest = words or [""]
    if question in ("who", "what") and len(rest) == 2:
        kind = find_relation_type(view.vocabulary, rest[0])
        answer = ask_who if question == "who" else ask_what
        return ask(view, question, rest[1], lambda seen, node, text: answer(seen, kind, node, text))
    if question in _PAIRS and len(rest) == 2:
        goal = resolve(view, rest[1]).node
        if goal is None:
            raise NotAQuestion(" ".join(words))
        return ask(view, question, rest[0], lambda seen, node, text: _PAIRS[question](seen, node, goal, text))
    if question == "list" and len(rest) == 1:
        return ask_list(view, rest[0], Narrowing())
    if question == "impact" and len(rest) == 1:
        return ask_what_if(view, rest[0])
    if question == "unknowns" and not rest:
        return ask_unknowns(view, None, "")
    if question in QUESTIONS and len(rest) == 1:
        return ask(view, question, rest[0])
    raise NotAQuestion(" ".join(words))


_PAIRS: dict[str, Callable[..., Answer]] = {"why": ask_why, "why-not": ask_why_not}


class NotAQuestion(OrgraphError):
    """Words in an assertion that no question has."""

    def __init__(self, words: str) -> None:
        super().__init__(f"»{words}« er ikke et spørgsmål, der kan stilles")
