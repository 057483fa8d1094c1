"""orgraph: a graph-based model of an organisation and of who is responsible for what in it.

>>> import orgraph
>>> then = orgraph.read("seed").at("2016-10-01")
>>> print(then.implements("Forløbsprogrammer"))  # doctest: +SKIP

See docs/python.md. Nothing is imported before it is used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, whose import would cost more than all the rest
if TYPE_CHECKING:
    from typing import Any

    from orgraph.answers.answer import (
        Candidate,
        Parsed,
        Path,
        Period,
        Remainder,
        Row,
        RowChange,
        Support,
        Terms,
    )
    from orgraph.answers.over_time import Interval
    from orgraph.api import (
        Answer,
        AnswerOverTime,
        AsOf,
        Comparison,
        NotTheSameQuestion,
        Organisation,
        read,
    )
    from orgraph.errors import BadDate, BadSeed, Issue, NoSuchFolder, NoSuchWord, OrgraphError
    from orgraph.facts import Node, Note, Source
    from orgraph.questions import NoSuchQuestion, NotAsked, NotTheRightWords
    from orgraph.version import __version__

_MODULES = {
    "api": (
        "Answer",
        "AnswerOverTime",
        "AsOf",
        "Comparison",
        "NotTheSameQuestion",
        "Organisation",
        "read",
    ),
    "answers.answer": (
        "Candidate",
        "Parsed",
        "Path",
        "Period",
        "Remainder",
        "Row",
        "RowChange",
        "Support",
        "Terms",
    ),
    "answers.over_time": ("Interval",),
    "questions": ("NoSuchQuestion", "NotAsked", "NotTheRightWords"),
    "errors": ("BadDate", "BadSeed", "Issue", "NoSuchFolder", "NoSuchWord", "OrgraphError"),
    "facts": ("Node", "Note", "Source"),
    "version": ("__version__",),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}
__all__ = [
    "Answer",
    "AnswerOverTime",
    "AsOf",
    "BadDate",
    "BadSeed",
    "Candidate",
    "Comparison",
    "Interval",
    "Issue",
    "NoSuchFolder",
    "NoSuchQuestion",
    "NoSuchWord",
    "Node",
    "NotAsked",
    "NotTheRightWords",
    "NotTheSameQuestion",
    "Note",
    "Organisation",
    "OrgraphError",
    "Parsed",
    "Path",
    "Period",
    "Remainder",
    "Row",
    "RowChange",
    "Source",
    "Support",
    "Terms",
    "__version__",
    "read",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'orgraph' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"orgraph.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
