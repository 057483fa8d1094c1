"""Puts the questions that stand in cypher/ by name and words, and tells which parameters a question sends: they have no other source than the question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from orgraph.answers import ask, ask_between, ask_by_relation, ask_what_if
from orgraph.answers.answer import AMBIGUOUS, ANSWERED, NOT_FOUND, Answer
from orgraph.answers.listing import Narrowing, ask_list
from orgraph.answers.unknowns import ask_unknowns
from orgraph.neo4j_store.texts import CHECKS, Query
from orgraph.organisation import Organisation, Watched
from orgraph.view import View

TWO_WORDS = ("who", "what", "why", "why-not")
_COMMENT = re.compile(r"//[^\n]*")
_PARAMETER = re.compile(r"\$(\w+)")


def words_of(query: Query) -> tuple[str, ...]:
    """What a question is asked of, as its command names it. Empty when it can be asked of everything."""
    if query.sort == CHECKS or query.name == "unknowns":
        return ()
    if query.name in TWO_WORDS:
        return ("RELATION", "EMNE") if query.name in ("who", "what") else ("EMNE", "EMNE")
    return ("SLAGS",) if query.name == "list" else ("EMNE",)


def put(view: View, name: str, words: Sequence[str]) -> Answer:
    """The answer to a question of the words that its command takes."""
    if name in ("who", "what"):
        return ask_by_relation(view, name, words[0], words[1])
    if name in ("why", "why-not"):
        return ask_between(view, name, words[0], words[1])
    if name == "list":
        return ask_list(view, words[0], Narrowing())
    if name == "impact":
        return ask_what_if(view, words[0])
    return ask(view, name, words[0]) if words else ask_unknowns(view, None, "")


def find_parameters(view: View, name: str, words: Sequence[str]) -> dict[str, Any] | Answer:
    """What the question sends with its text; or its answer, when the words do not say what is asked of."""
    listening = View(Organisation(view.vocabulary, _Listening(view.organisation.index)), view.span)
    try:
        answer = put(listening, name, words)
    except _Sent as sent:
        return sent.parameters
    return answer if answer.status in (AMBIGUOUS, NOT_FOUND) else {"at": view.at}


def list_used(query: Query) -> tuple[str, ...]:
    """The names of the parameters that a text uses, as they first stand."""
    return tuple(dict.fromkeys(_PARAMETER.findall(_COMMENT.sub("", query.text))))


def find_example(view: View, query: Query) -> tuple[str, ...]:
    """Words of the organisation that the question has an answer to on the view's day, where there are any."""
    examples = _examples(view, query)
    first: tuple[str, ...] = ()
    for words in examples:
        first = first or words
        if put(view, query.name, words).status == ANSWERED:
            return words
    return first


def _examples(view: View, query: Query) -> Iterator[tuple[str, ...]]:
    organisation = view.organisation
    if query.name in TWO_WORDS:
        for relation in filter(view.in_force, organisation.list_relations()):
            ends = relation.source, relation.target
            yield {"who": (relation.type, ends[1]), "what": (relation.type, ends[0])}.get(query.name, ends)
    elif words_of(query):
        yield from ((node.kind if query.name == "list" else node.id,) for node in organisation.list_nodes())


class _Sent(Exception):
    """The parameters that a question sends."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.parameters = parameters


def _send(view: View, question: str, parameters: dict[str, Any]) -> Any:
    raise _Sent({"at": view.at, **parameters})


class _Listening(Watched):
    """An index that tells what it is asked instead of finding it."""

    finder = staticmethod(_send)
