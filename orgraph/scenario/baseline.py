"""Tells whether the seed has moved since a scenario was made: a fingerprint of each fact that its steps touch, kept in the scenario's own file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from orgraph.facts import Fact
from orgraph.files import write_whole, writing
from orgraph.organisation import Organisation
from orgraph.scenario.apply import Applied
from orgraph.scenario.language import Scenario
from orgraph.seed.emitter import scalar

KEY = "made_on"
HEAD = "# Sådan så det ud, scenariet bygger på, da det blev lavet; skrevet af orgraph scenario stamp."
GONE, CHANGED, NEW = "findes ikke længere", "er ændret", "er kommet til"


class Conflict(NamedTuple):
    """A fact that is not what it was when the scenario was made."""

    fact: str
    what: str


def fingerprints(organisation: Organisation, applied: Applied) -> dict[str, str]:
    """The facts that the steps choose or change, as they are before the scenario, each with its fingerprint."""
    found: dict[str, str] = {}
    for effect in applied.effects:
        facts = [*(organisation.find_node(node_id) for node_id in effect.chosen), *(change.before for change in effect.changes)]
        for fact in facts:
            if fact and organisation.find_fact(fact.id) == fact:
                found[fact.id] = _fingerprint(fact)
    return found


def find_conflicts(organisation: Organisation, scenario: Scenario, applied: Applied) -> list[Conflict]:
    """What has moved since the scenario was made; empty when it says nothing of that."""
    if not scenario.baseline:
        return []
    then, now = dict(scenario.baseline), fingerprints(organisation, applied)
    gone = [Conflict(fact, GONE if organisation.find_fact(fact) is None else CHANGED) for fact in then if fact not in now]
    changed = [Conflict(fact, CHANGED) for fact, mark in then.items() if fact in now and now[fact] != mark]
    return [*gone, *changed, *(Conflict(fact, NEW) for fact in now if fact not in then)]


def stamp(path: Path, marks: dict[str, str]) -> None:
    """Writes the fingerprints into the scenario's file, in the place of those it had. Raises `CannotWrite`."""
    with writing(path):
        lines = _without(path.read_text(encoding="utf-8-sig").rstrip("\n").split("\n"))
    block = [HEAD, f"{KEY}:", *(f"  {scalar(fact)}: {scalar(mark)}" for fact, mark in marks.items())] if marks else []
    write_whole(path, ("\n".join([*lines, *block]) + "\n").encode("utf-8"))


def _without(lines: Iterable[str]) -> list[str]:
    """The lines less the fingerprints that stand there."""
    kept: list[str] = []
    inside = False
    for line in lines:
        inside = line.startswith(f"{KEY}:") or (inside and (line.startswith((" ", "\t")) or not line.strip()))
        if not inside and line != HEAD:
            kept.append(line)
    return kept


def _fingerprint(fact: Fact) -> str:
    return hashlib.blake2b(repr((type(fact).__name__, *fact)).encode(errors="surrogatepass"), digest_size=5).hexdigest()
