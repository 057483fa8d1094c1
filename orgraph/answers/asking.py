"""Asks questions: finds what the words mean, and hands it to the question's own function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from orgraph import questions
from orgraph.answers.answer import AMBIGUOUS, NOT_FOUND, Answer
from orgraph.answers.resolution import (
    Fits,
    Resolved,
    find_kinds_meant,
    find_relation_type,
    resolve,
)
from orgraph.facts import Node
from orgraph.questions import (
    Form,
    NotTheRightWords,
    Question,
    find_question,
    require_asked,
)
from orgraph.view import View

Ask = Callable[..., Answer]


def ask(view: View, name: str, *words: str, **options: Any) -> Answer:
    """The answer to a question.

    Args:
        view: the organisation on the day that is asked about.
        name: a question of the registry.
        words: what it is asked of, as its command takes them.
        options: what narrows it; a value that means something of the organisation is given as a
            user would write it, and empty ones are left out.

    Returns:
        The answer; a subject that is unknown or ambiguous is an answer too, with candidates.

    Raises:
        NoSuchQuestion, NotAsked, NotTheRightWords, NoSuchWord: when it cannot be asked.
    """
    question = find_question(name)
    require_asked(question, view.vocabulary)
    meant: dict[str, Any] = {}
    for option, value in options.items():
        found = _option_value(view, question, option, value)
        if isinstance(found, Answer):
            return found
        if found is not None:
            meant[option] = found
    return _dispatch(view, question, words, meant)


def ask_node(view: View, name: str, node: Node, asked: str = "") -> Answer:
    """The answer to a question about one node, which `asked` is what the user called."""
    question = find_question(name)
    require_asked(question, view.vocabulary)
    return function_of(question)(view, node, asked or node.id)


def function_of(question: Question) -> Ask:
    """The function that answers the question, imported now: a cold start pays for one only.

    A question of who holds the relation types that it reads needs none of its own.
    """
    if question.form is Form.HOLDERS and question.reads:
        from orgraph.answers.chain import ask_chain

        return partial(ask_chain, question)
    own = question.name.replace("-", "_")
    found: Ask = getattr(import_module(f"orgraph.answers.{question.module or own}"), f"ask_{own}")
    return found


def unresolved(question: str, text: str, view: View, resolved: Resolved) -> Answer:
    """The answer when the subject could not be told."""
    status = AMBIGUOUS if resolved.ambiguous else NOT_FOUND
    return Answer(
        question, text, view.at, status, candidates=resolved.ambiguous or resolved.suggested
    )


def _dispatch(
    view: View, question: Question, words: Sequence[str], options: dict[str, Any]
) -> Answer:
    function = function_of(question)
    match question.takes, tuple(words):
        case ((questions.RELATION, questions.SUBJECT), (relation, text)):
            relation_type = find_relation_type(view.vocabulary, relation)
            return _ask_resolved(
                view,
                question,
                text,
                lambda node: function(view, relation_type, node, text, **options),
            )
        case ((questions.SUBJECT, questions.OTHER), (text, other)):
            goal = resolve(view, other)
            if (end := goal.node) is None:
                return unresolved(question.name, other, view, goal)
            return _ask_resolved(
                view, question, text, lambda node: function(view, node, end, text, **options)
            )
        case ((questions.OPTIONAL_SUBJECT,), ()):
            return function(view, None, "", **options)
        case ((questions.KIND,), (kind,)):
            return function(view, kind, **options)
        case ((questions.SUBJECTS,), (_, *_)):
            return function(view, list(words), **options)
        case ((questions.WORDS,), (_, *_)):
            return function(view, " ".join(words), **options)
        case ((questions.SUBJECT_OR_KIND,), (text,)) if kinds := find_kinds_meant(view, text):
            return function(view, None, text, kinds=kinds, **options)
        case (_, (text,)) if question.about_one:
            return _ask_resolved(
                view, question, text, lambda node: function(view, node, text, **options)
            )
    raise NotTheRightWords(question.name, tuple(words))


def _ask_resolved(
    view: View, question: Question, text: str, answer: Callable[[Node], Answer]
) -> Answer:
    """Asks about the node that the text means; a note that is meant is shown instead."""
    resolved = resolve(view, text, _fits(question))
    if resolved.node:
        return answer(resolved.node)
    if resolved.note:
        from orgraph.answers.show import show_note

        return show_note(view, resolved.note, text)._replace(question=question.name)
    return unresolved(question.name, text, view, resolved)


def _fits(question: Question) -> Fits | None:
    """Tells which nodes the question can be asked of; None when that is all of them."""
    if not question.fits:
        return None
    module = import_module(f"orgraph.answers.{question.module or question.name}")
    fits: Fits = getattr(module, question.fits)
    return fits


def _option_value(view: View, question: Question, option: str, value: Any) -> Any:
    """What an option's value means; None for an empty one, an answer for an unknown subject."""
    means = dict(question.options).get(option)
    if means is None:
        raise TypeError(f"{question.name} takes no option {option!r}")
    if value in ("", None, False):
        return None
    if means == questions.RELATION:
        return find_relation_type(view.vocabulary, value)
    if means == questions.SUBJECT:
        resolved = resolve(view, value)
        return resolved.node or unresolved(question.name, value, view, resolved)
    return value
