"""What a relation's terms become, in words."""

from __future__ import annotations

from orgraph.facts import Relation
from orgraph.languages import text
from orgraph.scenario.terms import TERMS


def terms_text(before: Relation, after: Relation) -> str:
    """What is new of one relation's terms, its status and its end: "nu: 5, gældende, uden
    betingelse"; empty when they are the same.
    """
    said = [
        _term(name, getattr(after, name))
        for name in TERMS
        if getattr(before, name) != getattr(after, name)
    ]
    if before.status != after.status:
        said.append(after.status)
    until = after.validity.valid_to
    if until and until != before.validity.valid_to:
        said.append(text("terms.until", day=until))
    return text("terms.now", terms=said) if said else ""


def _term(name: str, term: str | int | tuple[str, ...] | None) -> str:
    if not term:
        return text(f"terms.no_{name}")
    return text(f"terms.{name}", term=", ".join(term) if isinstance(term, tuple) else term)
