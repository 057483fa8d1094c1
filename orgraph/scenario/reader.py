"""Reads a scenario file: a name, days, steps and what is expected of the result.

Every fault is named with its line, all at once.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from orgraph.dates import Span, parse_turn
from orgraph.errors import BadDate, BadSeed, Issue, NoSuchFile, reason_of
from orgraph.facts import IN_FORCE, Node
from orgraph.languages import text
from orgraph.organisation import Organisation
from orgraph.scenario.expectations import read_expectation
from orgraph.scenario.model import Expectation, Scenario, Step
from orgraph.scenario.new_facts import NewFacts, without
from orgraph.scenario.references import References
from orgraph.scenario.replay import without as without_reform
from orgraph.scenario.step_readers import VERBS, StepInput
from orgraph.seed.documents import Texts, read_texts
from orgraph.seed.schema import ScenarioEntry, ScenarioHeadEntry, read_entry
from orgraph.seed.yaml_reader import Mapping, read_yaml
from orgraph.text_matching import fold, nearest

_HEAD = tuple(ScenarioHeadEntry.model_fields)
_WORD = re.compile(r"[a-z0-9]+")  # of a folded name
PREFIX = "scenarie"
MOST_ID = 80


def read_scenario(
    path: Path,
    organisation: Organisation,
    folder: Path | None = None,
    *,
    decided: tuple[str, ...] = (),
) -> Scenario:
    """The scenario in a file.

    With the seed's folder its quotations are sought too; `decided` are the sources that say it was
    decided.

    Raises `NoSuchFile`, or `BadSeed` with all its faults.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise NoSuchFile(str(path), text("scenario.no_file"))
    except (OSError, ValueError) as fault:
        raise NoSuchFile(str(path), reason_of(fault)) from None

    def find_texts(cited: Iterable[Node]) -> Texts:
        return read_texts(cited, folder) if folder else {}

    root, issues = read_yaml(path, path.name)
    return _scenario(path.name, root, issues, organisation, decided, find_texts)


def parse_scenario(
    name: str, content: bytes, organisation: Organisation, texts: Texts
) -> Scenario:
    """The scenario in what was read of a file of that name; its quotations are sought in `texts`.

    Raises `BadSeed` with all its faults.
    """
    root, issues = read_yaml(name, name, lambda _: content)
    return _scenario(name, root, issues, organisation, (), lambda _: texts)


def _scenario(
    name: str,
    root: Mapping | None,
    issues: list[Issue],
    organisation: Organisation,
    decided: tuple[str, ...],
    find_texts: Callable[[Iterable[Node]], Texts],
) -> Scenario:
    if root is not None and decided:
        root.update({"source": list(decided), "status": IN_FORCE})
    entry = (
        read_entry(ScenarioEntry, root, name, 1, issues, text("scenario.the_scenario"))
        if root is not None
        else None
    )
    if entry is None or root is None or issues:
        raise BadSeed(tuple(issues))
    return _Reader(name, root, entry, organisation, decided=bool(decided)).read(find_texts)


class _Reader:
    """One scenario file while it is read."""

    def __init__(
        self,
        file: str,
        root: Mapping,
        entry: ScenarioEntry,
        organisation: Organisation,
        *,
        decided: bool,
    ) -> None:
        self.file, self.root, self.entry, self.described = file, root, entry, organisation
        self.organisation = organisation = without_reform(organisation, entry.replays)
        self.references = References(organisation, file)
        self.new_facts = NewFacts(organisation, file, entry, decided=decided)
        self.heads: list[tuple[Any, int, ScenarioHeadEntry, Span]] = []

    def read(self, find_texts: Callable[[Iterable[Node]], Texts]) -> Scenario:
        """The scenario. Raises `BadSeed`."""
        whole = self._date(self.entry.on, self.root.line_of("on")) if self.entry.on else None
        if not self.entry.on and not self.entry.steps:
            self.references.fault(1, "scenario.no_day")
        self.heads = [head for raw in self.entry.steps if (head := self._head(raw, whole))]
        days = sorted(
            {day for *_, day in self.heads} or ({whole} if whole else set()),
            key=lambda day: day.first,
        )
        changes = self._changes(days)
        steps = [
            step
            for raw, line, head, day in sorted(self.heads, key=lambda found: found[3].first)
            if (step := self._step(raw, line, head, day, changes))
        ]
        expect = self._expectations()
        known = References(self.described, self.file)
        for reform in self.entry.replays:
            known.check_node(reform, self.root.line_of("replays"), "replays")
        issues = [*self.references.issues, *known.issues, *self.new_facts.issues]
        cited = filter(None, map(self.organisation.find_node, self.new_facts.cited()))
        texts = find_texts(cited) if not issues else {}
        issues += self.new_facts.find_faults(texts)
        if issues or not days:
            raise BadSeed(tuple(sorted(dict.fromkeys(issues))))
        baseline = tuple(self.entry.made_on.items())
        made = tuple(node for node in changes.values() if node)
        return Scenario(
            name=self.entry.name,
            on=days[0],
            steps=tuple(steps),
            file=self.file,
            changes=made,
            expect=tuple(expect),
            baseline=baseline,
            replays=self.entry.replays,
        )

    # ---- Days and changes
    def _head(
        self, raw: Any, whole: Span | None
    ) -> tuple[Any, int, ScenarioHeadEntry, Span] | None:
        """What stands beside a step's verb, and its day."""
        line = raw.line if isinstance(raw, Mapping) else self.root.line_of("steps")
        verbs = [key for key in raw if key not in _HEAD] if isinstance(raw, Mapping) else []
        if len(verbs) != 1 or verbs[0] not in VERBS:
            self._unknown(raw, verbs, line)
            return None
        head = self.references.entry(ScenarioHeadEntry, without(raw, verbs), line, verbs[0])
        if head is None:
            return None
        day = self._date(head.on, raw.line_of("on")) if head.on else whole
        if day is None and not head.on and not self.entry.on:
            self.references.fault(line, "scenario.step_without_day", verb=verbs[0])
        return (raw, line, head, day) if day else None

    def _unknown(self, raw: Any, verbs: list[str], line: int) -> None:
        if len(verbs) > 1 and any(verb in VERBS for verb in verbs):
            odd = [verb for verb in verbs if verb not in VERBS] or verbs[1:]
            where, known = raw.line_of(odd[0]), ", ".join(_HEAD)
            self.references.fault(where, "scenario.key_beside_verb", key=odd[0], known=known)
            return
        word = verbs[0] if verbs else "?"
        if near := nearest(word, VERBS, 2) if verbs else []:
            self.references.fault(line, "scenario.step_unknown_near", word=word, near=tuple(near))
        else:
            known = ", ".join(VERBS)
            self.references.fault(line, "scenario.step_unknown", word=word, known=known)

    def _date(self, text: str, line: int) -> Span | None:
        try:
            return parse_turn(text)
        except BadDate as fault:
            self.references.fault(line, "scenario.bad_day", problem=str(fault).rstrip("."))
            return None

    def _changes(self, days: list[Span]) -> dict[Span, Node | None]:
        """A change for each day. Its id is the scenario's; with several days it has a number."""
        stem = self.entry.id or self._stem()
        found: dict[Span, Node | None] = {}
        for number, day in enumerate(days, 1):
            change, name = (
                (stem, self.entry.name)
                if len(days) == 1
                else (
                    f"{stem}-{number}",
                    text("scenario.phase", name=self.entry.name, number=number),
                )
            )
            line = self.root.line_of("source" if self.entry.source else "name")
            if self.organisation.find_fact(change):
                self._taken(change)
            found[day] = self.new_facts.change(change, name, day, line)
        self.references.made.update(node.id for node in found.values() if node)
        return found

    def _taken(self, change: str) -> None:
        node = self.organisation.find_node(change)
        decided = node is not None and node.label in self.organisation.vocabulary.labels_in(
            "changes"
        )
        code = "scenario.already_adopted" if decided else "scenario.scenario_id_taken"
        where = self.root.line_of("id" if self.entry.id else "name")
        known = self.references.describe(change)
        self.references.fault(where, code, id=change, known=known)

    def _stem(self) -> str:
        words = _WORD.findall(fold(self.entry.name))
        stem = PREFIX
        for word in words:
            if len(stem) + len(word) < MOST_ID:
                stem += f"-{word}"
        return stem if words and stem != PREFIX else f"{PREFIX}-1"

    # ---- Steps and expectations
    def _step(
        self,
        raw: Mapping,
        line: int,
        head: ScenarioHeadEntry,
        day: Span,
        changes: dict[Span, Node | None],
    ) -> Step | None:
        change = changes[day]
        verb = next(key for key in raw if key not in _HEAD)
        frame = self.new_facts.frame(head, line, day, change.id if change else None)
        return (
            VERBS[verb](raw[verb], StepInput(self.references, self.new_facts, head, frame))
            if frame
            else None
        )

    def _expectations(self) -> list[Expectation]:
        last = max((day for *_, day in self.heads), key=lambda day: day.first, default=None)
        found = [read_expectation(raw, self.references, last) for raw in self.entry.expect]
        return [expectation for expectation in found if expectation]
