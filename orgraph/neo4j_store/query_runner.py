"""Puts the questions that stand in cypher/ by name and words, and tells which parameters a
question sends: they have no other source than the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from orgraph.answers import QUESTIONS, ask
from orgraph.answers.answer import AMBIGUOUS, ANSWERED, NOT_FOUND, Answer
from orgraph.index import WatchedIndex
from orgraph.languages import table
from orgraph.neo4j_store.cypher_files import CHECKS, Query
from orgraph.organisation import Organisation
from orgraph.questions import KIND, OPTIONAL_SUBJECT, OTHER, RELATION, SUBJECT
from orgraph.view import View

_COMMENT = re.compile(r"//[^\n]*")
_PARAMETER = re.compile(r"\$(\w+)")


def words_of(query: Query) -> tuple[str, ...]:
    """What a question is asked of, as its command names it.

    Empty when it can be asked of everything.
    """
    if query.sort == CHECKS or QUESTIONS[query.name].takes == (OPTIONAL_SUBJECT,):
        return ()
    return tuple(table("questions.TAKES")[taken][0] for taken in QUESTIONS[query.name].takes)


def find_parameters(view: View, name: str, words: Sequence[str]) -> dict[str, Any] | Answer:
    """What the question sends with its text; or its answer, when the words do not say what is
    asked of.
    """
    listening = View(Organisation(view.vocabulary, _Listening(view.organisation.index)), view.span)
    try:
        answer = ask(listening, name, *words)
    except _Sent as sent:
        return sent.parameters
    return answer if answer.status in (AMBIGUOUS, NOT_FOUND) else {"at": view.at}


def list_used(query: Query) -> tuple[str, ...]:
    """The names of the parameters that a text uses, as they first stand."""
    return tuple(dict.fromkeys(_PARAMETER.findall(_COMMENT.sub("", query.text))))


def find_example(view: View, query: Query) -> tuple[str, ...]:
    """Words of the organisation that the question has an answer to on the view's day, where there
    are any.
    """
    examples = _examples(view, query)
    first: tuple[str, ...] = ()
    for words in examples:
        first = first or words
        if ask(view, query.name, *words).status == ANSWERED:
            return words
    return first


def _examples(view: View, query: Query) -> Iterator[tuple[str, ...]]:
    if not words_of(query):
        return
    organisation, takes = view.organisation, QUESTIONS[query.name].takes
    if len(takes) == 1:
        for node in organisation.list_nodes():
            yield (node.kind if takes == (KIND,) else node.id,)
        return
    ends = "source" if query.name == "what" else "target"
    for relation in filter(view.in_force, organisation.list_relations()):
        meant = {
            RELATION: relation.type,
            SUBJECT: getattr(relation, ends) if RELATION in takes else relation.source,
            OTHER: relation.target,
        }
        yield tuple(meant[taken] for taken in takes)


class _Sent(Exception):
    """The parameters that a question sends."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.parameters = parameters


def _send(view: View, question: str, parameters: dict[str, Any]) -> Any:
    raise _Sent({"at": view.at, **parameters})


class _Listening(WatchedIndex):
    """An index that tells what it is asked instead of finding it."""

    finder = staticmethod(_send)
