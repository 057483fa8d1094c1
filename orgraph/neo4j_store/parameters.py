"""The parameters of questions and checks that the vocabulary decides: which relation types, kinds and labels they read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from orgraph.answers.expected import appointing_of, label_expects_responsible, seats_of
from orgraph.vocabulary import Vocabulary

Parameters = dict[str, Any]


def parameters_of(words: Vocabulary, name: str) -> Parameters:
    """What the vocabulary says of a query: `chain` of a question, `decides` of a check … What the user says (`id`, `at`) is left out."""
    return _PARAMETERS[name](words) if name in _PARAMETERS else {}


def _chain(question: str) -> Callable[[Vocabulary], Parameters]:
    return lambda words: {"chain": list(words.questions[question].chain)}


def _history(words: Vocabulary) -> Parameters:
    return {**_chain("history")(words), "label": next(iter(words.labels_in("changes")), None)}


def _impact(words: Vocabulary) -> Parameters:
    return {**_chain("impact")(words), "owner": _owner(words), "across": list(words.across_lives())}


def _owner(words: Vocabulary) -> list[str]:
    return list(words.questions["responsible"].owner)


def _subordinate(words: Vocabulary) -> list[str]:
    return [kind.name for kind in words.kinds.values() if kind.subordinate]


def _responsible(words: Vocabulary) -> Parameters:
    labels = [label for label in words.labels if label_expects_responsible(words, label)]
    return {"labels": labels, "decides": list(words.questions["responsible"].decides)}


_PARAMETERS: dict[str, Callable[[Vocabulary], Parameters]] = {
    **{name: _chain(name) for name in ("approves", "responsible", "implements", "appoints")},
    "history": _history,
    "impact": _impact,
    "checks/approver": lambda words: {"decides": list(words.questions["approves"].decides)},
    "checks/responsible": _responsible,
    "checks/way-up": lambda words: {"kinds": _subordinate(words), "upward": list(words.upward())},
    "checks/appointed": lambda words: {"kinds": _subordinate(words), "seat": seats_of(words), "appoints": appointing_of(words)},
    "checks/outside-life": lambda words: {"across": list(words.across_lives())},
    "checks/deadline": lambda words: {"labels": list(words.labels_in("objectives")), "owner": _owner(words)},
}
