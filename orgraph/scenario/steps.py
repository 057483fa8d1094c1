"""Reads a scenario file: a name, days, steps and what is expected of the result. Every fault is named with its line, all at once."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from orgraph.danish import fold
from orgraph.dates import Span, parse_day
from orgraph.errors import BadDate, BadSeed, NoSuchFile
from orgraph.facts import IN_FORCE, Node
from orgraph.organisation import Organisation
from orgraph.scenario.expectations import read_expectation
from orgraph.scenario.language import Dissolve, Expectation, Scenario, Selector, Step, Transfer
from orgraph.scenario.material import Material, without
from orgraph.scenario.replay import without as without_reform
from orgraph.scenario.verbs import VERBS, Reading
from orgraph.scenario.words import Words
from orgraph.seed.entries import ScenarioEntry, ScenarioHeadEntry, read_entry
from orgraph.seed.texts import read_texts
from orgraph.seed.yaml_door import Mapping, read_yaml

__all__ = ["Dissolve", "Scenario", "Selector", "Step", "Transfer", "read_scenario"]
_HEAD = tuple(ScenarioHeadEntry.model_fields)
_WORD = re.compile(r"[a-z0-9æøå]+")
PREFIX = "scenarie"
MOST_ID = 80


def read_scenario(path: Path, organisation: Organisation, folder: Path | None = None, *, decided: tuple[str, ...] = ()) -> Scenario:
    """The scenario in a file. With the seed's folder its quotations are sought too; `decided` are the sources that say it was decided.

    Raises `NoSuchFile`, or `BadSeed` with all its faults.
    """
    try:
        if not path.is_file():
            raise NoSuchFile(str(path), "den findes ikke" if not path.exists() else "det er ikke en fil")
    except (OSError, ValueError) as fault:
        raise NoSuchFile(str(path), str(getattr(fault, "strerror", None) or fault)) from None
    root, issues = read_yaml(path, path.name)
    if root is not None and decided:
        root.update({"source": list(decided), "status": IN_FORCE})
    entry = read_entry(ScenarioEntry, root, path.name, 1, issues, "scenariet") if root is not None else None
    if entry is None or root is None or issues:
        raise BadSeed(tuple(issues))
    return _Reader(path.name, root, entry, organisation, decided=bool(decided)).read(folder)


class _Reader:
    """One scenario file while it is read."""

    def __init__(self, file: str, root: Mapping, entry: ScenarioEntry, organisation: Organisation, *, decided: bool) -> None:
        self.file, self.root, self.entry, self.described = file, root, entry, organisation
        self.organisation = organisation = without_reform(organisation, entry.replays)
        self.words, self.material = Words(organisation, file), Material(organisation, file, entry, decided=decided)
        self.heads: list[tuple[Any, int, ScenarioHeadEntry, Span]] = []

    def read(self, folder: Path | None) -> Scenario:
        """The scenario. Raises `BadSeed`."""
        whole = self._date(self.entry.on, self.root.line_of("on")) if self.entry.on else None
        if not self.entry.on and not self.entry.steps:
            self.words.fault(1, "scenariet har ingen dag", "uden den kan intet ske", "Skriv on: og en dato")
        self.heads = [head for raw in self.entry.steps if (head := self._head(raw, whole))]
        days = sorted({day for *_, day in self.heads} or ({whole} if whole else set()), key=lambda day: day.first)
        changes = self._changes(days)
        steps = [step for raw, line, head, day in sorted(self.heads, key=lambda found: found[3].first) if (step := self._step(raw, line, head, day, changes))]
        expect = self._expectations()
        known = Words(self.described, self.file)
        for reform in self.entry.replays:
            known.node(reform, self.root.line_of("replays"), "replays")
        issues = [*self.words.issues, *known.issues, *self.material.issues]
        cited = filter(None, map(self.organisation.find_node, self.material.cited()))
        texts = read_texts(cited, folder) if folder and not issues else {}
        issues += self.material.find_faults(texts)
        if issues or not days:
            raise BadSeed(tuple(sorted(dict.fromkeys(issues))))
        baseline = tuple(self.entry.made_on.items())
        made = tuple(node for node in changes.values() if node)
        return Scenario(self.entry.name, days[0], tuple(steps), self.file, made, tuple(expect), baseline, self.entry.replays)

    # ---- Days and changes
    def _head(self, raw: Any, whole: Span | None) -> tuple[Any, int, ScenarioHeadEntry, Span] | None:
        """What stands beside a step's verb, and its day."""
        line = raw.line if isinstance(raw, Mapping) else self.root.line_of("steps")
        verbs = [key for key in raw if key not in _HEAD] if isinstance(raw, Mapping) else []
        if len(verbs) != 1 or verbs[0] not in VERBS:
            self._unknown(raw, verbs, line)
            return None
        head = self.words.entry(ScenarioHeadEntry, without(raw, verbs), line, verbs[0])
        if head is None:
            return None
        day = self._date(head.on, raw.line_of("on")) if head.on else whole
        if day is None and not head.on and not self.entry.on:
            self.words.fault(line, f"{verbs[0]}: trinnet har ingen dag", "hverken det eller scenariet siger hvornår", "Skriv on: øverst eller ved trinnet")
        return (raw, line, head, day) if day else None

    def _unknown(self, raw: Any, verbs: list[str], line: int) -> None:
        known = ", ".join(VERBS)
        if len(verbs) > 1 and any(verb in VERBS for verb in verbs):
            odd = [verb for verb in verbs if verb not in VERBS] or verbs[1:]
            where = raw.line_of(odd[0])
            self.words.fault(
                where, f"nøglen {odd[0]} er ukendt", "et trin er ét verbum", f"Ved siden af det kan stå {', '.join(_HEAD)}; nyt trin begynder med -"
            )
            return
        near = get_close_matches(verbs[0], VERBS, 2, 0.6) if verbs else []
        next_step = f"Mente du {' eller '.join(near)}" if near else f"Kendte trin: {known}"
        self.words.fault(line, f"trinnet {verbs[0] if verbs else '?'} er ukendt", "det kan ikke udføres", next_step)

    def _date(self, text: str, line: int) -> Span | None:
        try:
            return parse_day(text)
        except BadDate as fault:
            self.words.fault(line, str(fault).rstrip("."), "et trin sker på én dag", "Ret datoen")
            return None

    def _changes(self, days: list[Span]) -> dict[Span, Node | None]:
        """A change for each day. Its id is the scenario's; with several days it has a number."""
        stem = self.entry.id or self._stem()
        found: dict[Span, Node | None] = {}
        for number, day in enumerate(days, 1):
            change, name = (stem, self.entry.name) if len(days) == 1 else (f"{stem}-{number}", f"{self.entry.name} ({number}. fase)")
            line = self.root.line_of("source" if self.entry.source else "name")
            if self.organisation.find_node(change):
                why = "er scenariet allerede besluttet, eller har et andet samme navn?"
                self.words.fault(self.root.line_of("id"), f"omlægningen {change} står allerede i data", why, "Giv scenariet et andet id")
            found[day] = self.material.change(change, name, day, line)
        self.words.made.update(node.id for node in found.values() if node)
        return found

    def _stem(self) -> str:
        words = _WORD.findall(fold(self.entry.name))
        stem = PREFIX
        for word in words:
            if len(stem) + len(word) < MOST_ID:
                stem += f"-{word}"
        return stem if words and stem != PREFIX else f"{PREFIX}-1"

    # ---- Steps and expectations
    def _step(self, raw: Mapping, line: int, head: ScenarioHeadEntry, day: Span, changes: dict[Span, Node | None]) -> Step | None:
        change = changes[day]
        verb = next(key for key in raw if key not in _HEAD)
        frame = self.material.frame(head, line, day, change.id if change else None)
        return VERBS[verb](raw[verb], Reading(self.words, self.material, head, frame)) if frame else None

    def _expectations(self) -> list[Expectation]:
        last = max((day for *_, day in self.heads), key=lambda day: day.first, default=None)
        found = [read_expectation(raw, self.words, last) for raw in self.entry.expect]
        return [expectation for expectation in found if expectation]
