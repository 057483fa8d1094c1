"""The questions. Each is a pure function of a view; `ask` finds the subject and asks, `QUESTIONS` is the registry."""

from __future__ import annotations

from collections.abc import Callable

from orgraph.answers.answer import AMBIGUOUS, NOT_FOUND, Answer
from orgraph.answers.appoints import ask_appoints
from orgraph.answers.approves import ask_approves
from orgraph.answers.escalate import ask_escalate
from orgraph.answers.history import ask_history
from orgraph.answers.impact import ask_impact, ask_impact_of_kind
from orgraph.answers.implements import ask_implements
from orgraph.answers.responsible import ask_responsible
from orgraph.answers.show import ask_show, show_note
from orgraph.answers.steps import ask_steps, has_steps
from orgraph.answers.subjects import Fits, Resolved, match_kinds, resolve, resolve_exactly
from orgraph.answers.unknowns import ask_unknowns
from orgraph.facts import Node
from orgraph.view import View

SubjectQuestion = Callable[[View, Node, str], Answer]

QUESTIONS: dict[str, SubjectQuestion] = {
    "approves": ask_approves,
    "escalate": ask_escalate,
    "responsible": ask_responsible,
    "implements": ask_implements,
    "appoints": ask_appoints,
    "show": ask_show,
    "history": ask_history,
    "steps": ask_steps,
    "unknowns": ask_unknowns,
    "impact": ask_impact,
}


FITS: dict[str, Fits] = {"steps": has_steps}


def ask(view: View, question: str, text: str, answer: SubjectQuestion | None = None) -> Answer:
    """Asks a question about what the text means; unknown and ambiguous subjects are answers too, with candidates."""
    resolved = resolve(view, text, FITS.get(question))
    if resolved.node:
        return (answer or QUESTIONS[question])(view, resolved.node, text)
    if resolved.note:
        return show_note(view, resolved.note, text)._replace(question=question)
    return unresolved(question, text, view, resolved)


def ask_what_if(view: View, text: str) -> Answer:
    """What is lost if it ends: a body by its whole name, else all of a kind, else a body by a part of its name."""
    if resolve_exactly(view, text).node is None and (kinds := match_kinds(view.vocabulary, text)):
        return ask_impact_of_kind(view, [kind.name for kind in kinds], text)
    return ask(view, "impact", text)


def unresolved(question: str, text: str, view: View, resolved: Resolved) -> Answer:
    """The answer when the subject could not be told."""
    status = AMBIGUOUS if resolved.ambiguous else NOT_FOUND
    return Answer(question, text, view.at, status, candidates=resolved.ambiguous or resolved.suggested)
