"""The questions. Each is a pure function of a view; `ask` finds the subject and asks, `QUESTIONS` is the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from orgraph.answers.answer import AMBIGUOUS, NOT_FOUND, Answer
from orgraph.answers.subjects import Fits, Resolved, find_relation_type, match_kinds, resolve, resolve_exactly
from orgraph.facts import Node
from orgraph.view import View

SubjectQuestion = Callable[[View, Node, str], Answer]


class _Questions(Mapping[str, SubjectQuestion]):
    """Question name → `ask_<name>` of the module of that name, imported when it is asked: a cold start pays for one question only."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __getitem__(self, name: str) -> SubjectQuestion:
        if name not in self._names:
            raise KeyError(name)
        question: SubjectQuestion = getattr(import_module(f"orgraph.answers.{name}"), f"ask_{name}")
        return question

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


QUESTIONS = _Questions("approves", "escalate", "responsible", "implements", "appoints", "show", "history", "steps", "unknowns", "impact")


def ask(view: View, question: str, text: str, answer: SubjectQuestion | None = None) -> Answer:
    """Asks a question about what the text means; unknown and ambiguous subjects are answers too, with candidates."""
    resolved = resolve(view, text, _fits(question))
    if resolved.node:
        return (answer or QUESTIONS[question])(view, resolved.node, text)
    if resolved.note:
        from orgraph.answers.show import show_note

        return show_note(view, resolved.note, text)._replace(question=question)
    return unresolved(question, text, view, resolved)


def _fits(question: str) -> Fits | None:
    """What a question can be asked of, when that is not everything."""
    if question != "steps":
        return None
    from orgraph.answers.steps import has_steps

    return has_steps


def ask_what_if(view: View, text: str) -> Answer:
    """What is lost if it ends: a body by its whole name, else all of a kind, else a body by a part of its name."""
    from orgraph.answers.impact import ask_impact_of_kind

    if resolve_exactly(view, text).node is None and (kinds := match_kinds(view.vocabulary, text)):
        return ask_impact_of_kind(view, [kind.name for kind in kinds], text)
    return ask(view, "impact", text)


def ask_by_relation(view: View, question: str, relation: str, text: str) -> Answer:
    """Who has a relation to what the text means (`who`), or what that has it to (`what`). Raises `NoSuchWord` for an unknown relation."""
    from orgraph.answers.who import ask_what, ask_who

    kind, answer = find_relation_type(view.vocabulary, relation), ask_who if question == "who" else ask_what
    return ask(view, question, text, lambda seen, node, asked: answer(seen, kind, node, asked))


def ask_between(view: View, question: str, text: str, other: str) -> Answer:
    """How two things hang together (`why`), or why a matter does not get from one to the other (`why-not`)."""
    from orgraph.answers.why import ask_why, ask_why_not

    goal, answer = resolve(view, other), ask_why if question == "why" else ask_why_not
    if (end := goal.node) is None:
        return unresolved(question, other, view, goal)
    return ask(view, question, text, lambda seen, node, asked: answer(seen, node, end, asked))


def unresolved(question: str, text: str, view: View, resolved: Resolved) -> Answer:
    """The answer when the subject could not be told."""
    status = AMBIGUOUS if resolved.ambiguous else NOT_FOUND
    return Answer(question, text, view.at, status, candidates=resolved.ambiguous or resolved.suggested)
