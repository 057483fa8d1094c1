"""Writes the beginning of a scenario: valid as it stands, with every step shown once, as a
comment, in words of the organisation itself.
"""

from __future__ import annotations

from pathlib import Path

from orgraph.dates import Span
from orgraph.files import write_new
from orgraph.languages import text
from orgraph.organisation import Organisation
from orgraph.seed.emitter import scalar


def template(organisation: Organisation, file: str, day: Span) -> str:
    """The text of a new scenario, in the organisation's own words."""
    vocabulary = organisation.vocabulary
    bodies = vocabulary.bodies
    kind = next(
        (kind.name for kind in vocabulary.kinds.values() if kind.label in bodies),
        next(iter(vocabulary.kinds), ""),
    )
    relation = vocabulary.reads("responsible").main or next(iter(vocabulary.relations), "")
    safe = "".join(char if char.isprintable() else "?" for char in file)
    return text(
        "scenario_template.file",
        file=safe,
        name=scalar(text("scenario_template.name", day=day.text)),
        day=day.text,
        kind=kind,
        relation=relation,
    )


def write_template(path: Path, organisation: Organisation, day: Span) -> None:
    """Writes it. Raises `CannotWrite`; a file that is there is never written over."""
    write_new(path, template(organisation, str(path), day).encode("utf-8"))
