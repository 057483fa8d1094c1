"""The parameters of questions and checks that the vocabulary decides: which relation types, kinds
and labels they read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from orgraph.answers.expectations import appointing_of, label_expects_responsible, seats_of
from orgraph.questions import QUESTIONS
from orgraph.vocabulary import Vocabulary

Parameters = dict[str, Any]


def parameters_of(words: Vocabulary, name: str) -> Parameters:
    """What the vocabulary says of a query: `chain` of a question, `decides` of a check … What the
    user says (`id`, `at`) is left out.
    """
    question = QUESTIONS.get(name)
    reads = question.reads if question else ""
    return {
        **({"chain": list(words.reads(reads).chain)} if reads else {}),
        **(_PARAMETERS[name](words) if name in _PARAMETERS else {}),
    }


def _history(words: Vocabulary) -> Parameters:
    return {"label": next(iter(words.labels_in("changes")), None)}


def _impact(words: Vocabulary) -> Parameters:
    return {"owner": _owner(words), "across": list(words.across_lives)}


def _owner(words: Vocabulary) -> list[str]:
    return list(words.reads("responsible").owner)


def _subordinate(words: Vocabulary) -> list[str]:
    return [kind.name for kind in words.kinds.values() if kind.subordinate]


def _responsible(words: Vocabulary) -> Parameters:
    labels = [label for label in words.labels if label_expects_responsible(words, label)]
    return {"labels": labels, "decides": list(words.reads("responsible").decides)}


_PARAMETERS: dict[str, Callable[[Vocabulary], Parameters]] = {
    "history": _history,
    "impact": _impact,
    "checks/approver": lambda words: {"decides": list(words.reads("approves").decides)},
    "checks/responsible": _responsible,
    "checks/way-up": lambda words: {"kinds": _subordinate(words), "upward": list(words.upward)},
    "checks/appointed": lambda words: {
        "kinds": _subordinate(words),
        "seat": seats_of(words),
        "appoints": appointing_of(words),
    },
    "checks/outside-life": lambda words: {"across": list(words.across_lives)},
    "checks/deadline": lambda words: {
        "labels": list(words.labels_in("objectives")),
        "owner": _owner(words),
    },
}
