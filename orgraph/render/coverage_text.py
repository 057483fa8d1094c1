"""The coverage of the documents, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from orgraph.danish import listed
from orgraph.render.text import wrapped
from orgraph.seed.coverage import Coverage, Covered, Inventory, LeftOut, Merged
from orgraph.vocabulary import Vocabulary

# What the sections are called that are no label's; one and more.
WORDS = {
    "relations": ("relation", "relationer"), "steps": ("trin", "trin"), "groups": ("gruppe", "grupper"), "notes": ("note", "noter"),
    "identifiers": ("kode", "koder"), "memberships": ("medlemskab", "medlemskaber"), "subjects": ("emne", "emner"),
    "definitions": ("definition", "definitioner"), "ambiguities": ("uklarhed", "uklarheder"),
}  # fmt: skip
Words = Mapping[str, tuple[str, str]]


def coverage_text(covered: Covered, vocabulary: Vocabulary, *, every: bool) -> str:
    """A paragraph for each document; `every` names the fact that says each merged entry."""
    words = {**WORDS, **{label.section: (label.danish, label.plural) for label in vocabulary.labels.values()}}
    return "\n\n".join("\n".join(_paragraph(coverage, words, every=every)) for coverage in covered.documents)


def coverage_json(covered: Covered) -> str:
    """The coverage as JSON text."""
    return json.dumps({"documents": [_as_dict(coverage) for coverage in covered.documents]}, ensure_ascii=False, indent=1)


def _paragraph(coverage: Coverage, words: Words, *, every: bool) -> list[str]:
    lines = wrapped(f"{coverage.document} · {coverage.name}", 2)
    lines += wrapped(f"  Linjer: {_share(coverage.bearing_lines, coverage.text_lines, 'linjer med tekst')} bærer et forhold.", 4)
    lines += wrapped(f"  Forhold: {_counted(coverage.facts, words)}; i alt {coverage.total}.", 4)
    lines += wrapped(f"  Citater: {_share(coverage.verified, coverage.quotations, 'citater')} er fundet ordret på deres linjer.", 4)
    lines += wrapped(f"  Belæg: {_share(coverage.quoted, coverage.total, 'forhold')} har citat{_unquoted(coverage)}. I alt er {coverage.derived} udledt.", 4)
    return lines if coverage.inventory is None else [*lines, *_inventory(coverage.inventory, words, every=every)]


def _unquoted(coverage: Coverage) -> str:
    silences = f"; {coverage.silences} er noter om, hvor der er søgt forgæves" if coverage.silences else ""
    derived = coverage.unquoted - coverage.silences
    return silences + (f"; {derived} er udledt uden citat" if derived else "")


def _inventory(inventory: Inventory, words: Words, *, every: bool) -> list[str]:
    rest = f"{len(inventory.merged)} er slået sammen med et andet, {len(inventory.left_out)} er udeladt"
    lines = wrapped(f"  Optegnelsen: {_share(inventory.carried, inventory.total, 'poster')} er forhold for sig, {rest}.", 4)
    for title, entries in (("Udeladt", inventory.left_out), ("Slået sammen", inventory.merged)):
        for (section, reason), found in _by_reason(entries).items():
            lines += wrapped(f"  {title}, {_word(section, len(found), words)}: {reason}", 4)
            lines += _named(found, every=every)
    return lines


def _by_reason(entries: Iterable[LeftOut | Merged]) -> dict[tuple[str, str], list[LeftOut | Merged]]:
    groups: dict[tuple[str, str], list[LeftOut | Merged]] = {}
    for entry in entries:
        groups.setdefault((entry.section, entry.reason), []).append(entry)
    return groups


def _named(entries: list[LeftOut | Merged], *, every: bool) -> list[str]:
    """One to a line, but merged entries in a row unless the facts that say them are asked for."""
    if every or isinstance(entries[0], LeftOut):
        return [line for entry in entries for line in wrapped(f"    {_whole(entry)}", 6)]
    return wrapped(f"    {', '.join(entry.entry for entry in entries)}", 4)


def _whole(entry: LeftOut | Merged) -> str:
    return f"{entry.entry} (linje {entry.lines})" if isinstance(entry, LeftOut) else f"{entry.entry} → {entry.into}"


def _counted(facts: tuple[tuple[str, int], ...], words: Words) -> str:
    return listed([f"{count} {_word(section, count, words)}" for section, count in facts]) or "ingen"


def _word(section: str, count: int, words: Words) -> str:
    return words.get(section, (section, section))[count != 1]


def _share(part: int, whole: int, what: str) -> str:
    """`part af whole what (p %)`; rounded down, so that 100 % means all of them."""
    return f"{part} af {whole} {what}{f' ({100 * part // whole} %)' if whole else ''}"


def _as_dict(coverage: Coverage) -> dict[str, Any]:
    inventory = coverage.inventory
    return {
        "document": coverage.document,
        "name": coverage.name,
        "lines": {"with_text": coverage.text_lines, "bearing_facts": coverage.bearing_lines},
        "facts": {"total": coverage.total, **dict(coverage.facts)},
        "evidence": {"quoted": coverage.quoted, "unquoted": coverage.unquoted, "silences": coverage.silences, "derived": coverage.derived},
        "quotations": {"total": coverage.quotations, "verified": coverage.verified},
        "inventory": None
        if inventory is None
        else {
            "total": inventory.total,
            "counts": dict(inventory.counts),
            "carried": inventory.carried,
            "left_out": [entry._asdict() for entry in inventory.left_out],
            "merged": [entry._asdict() for entry in inventory.merged],
        },
    }
