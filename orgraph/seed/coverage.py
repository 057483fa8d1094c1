"""How much of each document the facts carry, and what its inventory noted that is no fact of its own. Counts and checks; judges nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from orgraph.errors import Issue
from orgraph.facts import Fact, Group, Identifier, Node, Note, Relation, Source, Step
from orgraph.quotations import stands_in
from orgraph.seed.entries import CoverageEntry, ExceptionEntry, read_entry
from orgraph.seed.reader import Loaded
from orgraph.seed.rules import list_quotations
from orgraph.seed.yaml_door import Mapping, read_yaml

FOLDER = "coverage"
_LINES = re.compile(r"(?P<first>\d+)(-(?P<last>\d+))?")
_SECTIONS: dict[type[Fact], str] = {Relation: "relations", Step: "steps", Group: "groups", Note: "notes", Identifier: "identifiers"}


class LeftOut(NamedTuple):
    """An entry of the inventory that is not in the seed, and why."""

    section: str
    entry: str
    lines: str
    reason: str


class Merged(NamedTuple):
    """An entry of the inventory that another fact says too."""

    section: str
    entry: str
    into: str
    reason: str


class Inventory(NamedTuple):
    """What a first reading of the document noted: how many entries of each section, and those that are no fact of their own."""

    counts: tuple[tuple[str, int], ...]
    left_out: tuple[LeftOut, ...]
    merged: tuple[Merged, ...]

    @property
    def total(self) -> int:
        """How many entries there are."""
        return sum(count for _, count in self.counts)

    @property
    def carried(self) -> int:
        """How many of them have a fact of their own."""
        return self.total - len(self.left_out) - len(self.merged)


class Coverage(NamedTuple):
    """One document: its lines and those that a quotation lies in; its facts by section; how many have a quotation, are derived, or have only lines.

    `silences` are those of the unquoted that are notes of places searched in vain.
    """

    document: str
    name: str
    text_lines: int
    bearing_lines: int
    facts: tuple[tuple[str, int], ...]
    quoted: int
    derived: int
    unquoted: int
    silences: int
    quotations: int
    verified: int
    inventory: Inventory | None

    @property
    def total(self) -> int:
        """How many facts rest on the document."""
        return sum(count for _, count in self.facts)


class Covered(NamedTuple):
    """All documents whose text is kept, and the faults of the coverage files."""

    documents: tuple[Coverage, ...]
    issues: tuple[Issue, ...]


def measure(folder: Path, loaded: Loaded) -> Covered:
    """The coverage of every document of a seed that was read from the folder."""
    inventories, issues = read_inventories(folder, loaded)
    evidence: dict[str, list[tuple[Fact, Source]]] = {}
    for fact, source in list_quotations(loaded.organisation):
        evidence.setdefault(source.document, []).append((fact, source))
    quoted = {fact.id for found in evidence.values() for fact, source in found if source.quote}
    documents = [_measure(loaded, document, evidence.get(document, []), quoted, inventories.get(document)) for document in sorted(loaded.documents)]
    return Covered(tuple(documents), tuple(sorted(issues)))


def _measure(loaded: Loaded, document: str, evidence: list[tuple[Fact, Source]], quoted: set[str], inventory: Inventory | None) -> Coverage:
    node = loaded.organisation.find_node(document)
    lines = loaded.documents[document]
    quotations = [source for _, source in evidence if source.quote]
    facts = list({fact.id: fact for fact, _ in evidence}.values())
    unquoted = [fact for fact in facts if fact.id not in quoted]
    borne = {number for source in quotations for number in range(source.first, source.last + 1)}
    with_text = {number for number, line in enumerate(lines, 1) if line.strip()}
    return Coverage(
        document,
        node.name if node else document,
        len(with_text),
        len(with_text & borne),
        _by_section(loaded, facts),
        len(facts) - len(unquoted),
        sum(getattr(fact, "basis", None) == "udledt" for fact in facts),
        len(unquoted),
        sum(isinstance(fact, Note) for fact in unquoted),
        len(quotations),
        sum(stands_in(source.quote, lines[source.first - 1 : source.last]) for source in quotations),
        inventory,
    )


def _by_section(loaded: Loaded, facts: list[Fact]) -> tuple[tuple[str, int], ...]:
    labels = loaded.organisation.vocabulary.labels
    counts = Counter(labels[fact.label].section if isinstance(fact, Node) else _SECTIONS[type(fact)] for fact in facts)
    order = [*(label.section for label in labels.values()), *_SECTIONS.values()]
    return tuple((section, counts[section]) for section in order if counts[section])


# ---- The coverage files
def read_inventories(folder: Path, loaded: Loaded) -> tuple[dict[str, Inventory], list[Issue]]:
    """The inventory of each document that has a file, with all faults."""
    inventories: dict[str, Inventory] = {}
    issues: list[Issue] = []
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        root, faults = read_yaml(path, f"{FOLDER}/{path.name}")
        issues += faults
        if root is not None:
            _Reader(f"{FOLDER}/{path.name}", root, loaded, issues).read_into(inventories)
    return inventories, issues


Out = TypeVar("Out", LeftOut, Merged)
Check = Callable[[str, str, int], None]


class _Reader:
    """Reads one coverage file; its faults go to the common list."""

    def __init__(self, file: str, root: Mapping, loaded: Loaded, issues: list[Issue]) -> None:
        self.file, self.root, self.loaded, self.issues = file, root, loaded, issues
        self.document = ""
        self.seen: dict[tuple[str, str], int] = {}

    def read_into(self, inventories: dict[str, Inventory]) -> None:
        entry = read_entry(CoverageEntry, self.root, self.file, self.root.line, self.issues, "coverage")
        if entry is None:
            return
        self.document = entry.document
        if self.document not in self.loaded.documents:
            self._fault(self.root.line_of("document"), f"dokumentet {self.document} er ukendt", "dets tekst er her ikke", "Ret nummeret")
            return
        left_out = self._read(entry, entry.left_out, LeftOut, self._check_lines)
        merged = self._read(entry, entry.merged, Merged, self._check_fact)
        self._check_counts(entry)
        inventories[self.document] = Inventory(tuple(entry.inventory_counts.items()), left_out, merged)

    def _read(self, file: CoverageEntry, groups: tuple[Any, ...], make: Callable[[str, str, str, str], Out], check: Check) -> tuple[Out, ...]:
        found: list[Out] = []
        for raw in groups:
            group = read_entry(ExceptionEntry, raw, self.file, getattr(raw, "line", 1), self.issues, "coverage")
            if group is None:
                continue
            if group.section not in file.inventory_counts:
                self._fault(raw.line_of("section"), f"afsnittet {group.section} er ikke talt", "det står ikke i inventory_counts", "Ret navnet, eller tæl det")
            for name, value in group.entries.items():
                self._note(group.section, name, raw["entries"].line_of(name))
                check(name, value, raw["entries"].line_of(name))
                found.append(make(group.section, name, value, group.reason))
        return tuple(found)

    def _note(self, section: str, name: str, line: int) -> None:
        if earlier := self.seen.get((section, name)):
            self._fault(line, f"posten {name} står to gange", f"den står allerede i linje {earlier}", "Behold den ene")
        self.seen[section, name] = line

    def _check_lines(self, name: str, value: str, line: int) -> None:
        match = _LINES.fullmatch(value)
        last = len(self.loaded.documents[self.document])
        if not match:
            self._fault(line, f"{name}: linjerne {value[:20]!r} kan ikke læses", "der skal stå et eller to linjetal", "Skriv fx 84-86")
        elif not 1 <= int(match["first"]) <= int(match["last"] or match["first"]) <= last:
            self._fault(line, f"{name}: linjerne {value} findes ikke", f"dokument {self.document} har {last} linjer", "Ret linjetallet")

    def _check_fact(self, name: str, value: str, line: int) -> None:
        if self.loaded.organisation.find_place(value) is None:
            near = get_close_matches(value, [fact.id for fact in self.loaded.organisation.list_facts()], 2, 0.7)
            next_step = f"Mente du {' eller '.join(near)}" if near else "Ret id'et"
            self._fault(line, f"{name}: forholdet {value} findes ikke", "intet i data har det id", next_step)

    def _check_counts(self, entry: CoverageEntry) -> None:
        listed = Counter(section for section, _ in self.seen)
        for section, count in entry.inventory_counts.items():
            if listed[section] > count:
                why = f"{listed[section]} er nævnt som udeladt eller slået sammen"
                self._fault(
                    self.root.line_of("inventory_counts"), f"afsnittet {section} har {count} poster", why, "Ret tallet, eller slet dem, der er for meget"
                )

    def _fault(self, line: int, what: str, why: str, next_step: str) -> None:
        self.issues.append(Issue(self.file, line, what, why, next_step))
