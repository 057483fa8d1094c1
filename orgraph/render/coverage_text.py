"""The coverage of the documents, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orgraph.languages import label, text
from orgraph.render.json_form import json_text
from orgraph.render.text import wrapped
from orgraph.seed.coverage import Coverage, Covered, Inventory, LeftOut, Merged
from orgraph.vocabulary import Vocabulary


def coverage_text(covered: Covered, vocabulary: Vocabulary, *, every: bool) -> str:
    """A paragraph for each document; `every` names the fact that says each merged entry."""
    return "\n\n".join(
        "\n".join(_paragraph(coverage, vocabulary, every=every)) for coverage in covered.documents
    )


def coverage_json(covered: Covered) -> str:
    """The coverage as JSON text."""
    return json_text(
        {"documents": [_as_dict(coverage) for coverage in covered.documents]}, indent=1
    )


def _paragraph(coverage: Coverage, vocabulary: Vocabulary, *, every: bool) -> list[str]:
    lines = wrapped(text("coverage.document", id=coverage.document, name=coverage.name), 2)
    for told in (
        text("coverage.lines", **_share(coverage.bearing_lines, coverage.text_lines)),
        _facts(coverage, vocabulary),
        text("coverage.quotations", **_share(coverage.verified, coverage.quotations)),
        text(
            "coverage.evidence",
            **_share(coverage.quoted, coverage.total),
            silences=coverage.silences,
            without=coverage.unquoted - coverage.silences,
            derived=coverage.derived,
        ),
    ):
        lines += wrapped(told, 4)
    if coverage.inventory is not None:
        lines += _inventory(coverage.inventory, vocabulary, every=every)
    return lines


def _facts(coverage: Coverage, vocabulary: Vocabulary) -> str:
    counts = [
        text("coverage.count", number=number, section=_section(section, number, vocabulary))
        for section, number in coverage.facts
    ]
    code = "coverage.facts" if counts else "coverage.no_facts"
    return text(code, counts=counts, total=coverage.total)


def _inventory(inventory: Inventory, vocabulary: Vocabulary, *, every: bool) -> list[str]:
    told = text(
        "coverage.inventory",
        **_share(inventory.carried, inventory.total),
        merged=len(inventory.merged),
        left_out=len(inventory.left_out),
    )
    lines = wrapped(told, 4)
    for code, entries in (
        ("coverage.left_out", inventory.left_out),
        ("coverage.merged", inventory.merged),
    ):
        for (section, reason), found in _by_reason(entries).items():
            title = _section(section, len(found), vocabulary)
            lines += wrapped(text(code, section=title, reason=reason), 4)
            lines += _named(found, every=every)
    return lines


def _by_reason(
    entries: Iterable[LeftOut | Merged],
) -> dict[tuple[str, str], list[LeftOut | Merged]]:
    groups: dict[tuple[str, str], list[LeftOut | Merged]] = {}
    for entry in entries:
        groups.setdefault((entry.section, entry.reason), []).append(entry)
    return groups


def _named(entries: list[LeftOut | Merged], *, every: bool) -> list[str]:
    """One to a line, but merged entries in a row unless the facts that say them are asked for."""
    if every or isinstance(entries[0], LeftOut):
        return [line for entry in entries for line in wrapped(_whole(entry), 6)]
    return wrapped(f"    {', '.join(entry.entry for entry in entries)}", 4)


def _whole(entry: LeftOut | Merged) -> str:
    code = "coverage.left_out_entry" if isinstance(entry, LeftOut) else "coverage.merged_entry"
    return text(code, **entry._asdict())


def _section(section: str, number: int, vocabulary: Vocabulary) -> str:
    """What so many of a section are called: by the vocabulary, or by the language."""
    labels = {found.section: found for found in vocabulary.labels.values()}
    if section in labels:
        return labels[section].danish if number == 1 else labels[section].plural
    return label("coverage.SECTION" if number == 1 else "coverage.SECTIONS", section)


def _share(part: int, whole: int) -> dict[str, int | None]:
    """A part of a whole; the percentage is rounded down, so that 100 means all of them."""
    percent = 100 * part // whole if whole else None
    return {"part": part, "whole": whole, "percent": percent}


def _as_dict(coverage: Coverage) -> dict[str, Any]:
    inventory = coverage.inventory
    return {
        "document": coverage.document,
        "name": coverage.name,
        "lines": {"with_text": coverage.text_lines, "bearing_facts": coverage.bearing_lines},
        "facts": {"total": coverage.total, **dict(coverage.facts)},
        "evidence": {
            "quoted": coverage.quoted,
            "unquoted": coverage.unquoted,
            "silences": coverage.silences,
            "derived": coverage.derived,
        },
        "quotations": {"total": coverage.quotations, "verified": coverage.verified},
        "inventory": (
            None
            if inventory is None
            else {
                "total": inventory.total,
                "counts": dict(inventory.counts),
                "carried": inventory.carried,
                "left_out": [entry._asdict() for entry in inventory.left_out],
                "merged": [entry._asdict() for entry in inventory.merged],
            }
        ),
    }
