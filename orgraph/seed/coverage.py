"""How much of each document the facts carry, and what its inventory noted that is no fact of its
own. Counts and checks; judges nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from orgraph.errors import Issue
from orgraph.facts import DERIVED, Fact, Group, Identifier, Node, Note, Relation, Source, Step
from orgraph.quotations import DocumentText
from orgraph.seed.folder import COVERAGE as FOLDER
from orgraph.seed.folder import list_files
from orgraph.seed.reader import Loaded
from orgraph.seed.rules import list_quotations
from orgraph.seed.schema import CoverageEntry, ExceptionEntry, read_entry
from orgraph.seed.yaml_reader import Mapping, read_yaml
from orgraph.text_matching import nearest

_LINES = re.compile(r"(?P<first>\d+)(-(?P<last>\d+))?")
_SECTIONS: dict[type[Fact], str] = {
    Relation: "relations",
    Step: "steps",
    Group: "groups",
    Note: "notes",
    Identifier: "identifiers",
}


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
    """What a first reading of the document noted: how many entries of each section, and those that
    are no fact of their own.
    """

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
    """One document: its lines and those that a quotation lies in; its facts by section; how many
    have a quotation, are derived, or have only lines.

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
    documents = [
        _measure(loaded, document, evidence.get(document, []), quoted, inventories.get(document))
        for document in sorted(loaded.documents)
    ]
    return Covered(tuple(documents), tuple(sorted(issues)))


def _measure(
    loaded: Loaded,
    document: str,
    evidence: list[tuple[Fact, Source]],
    quoted: set[str],
    inventory: Inventory | None,
) -> Coverage:
    node = loaded.organisation.find_node(document)
    lines = loaded.documents[document]
    text = DocumentText(lines)
    quotations = [source for _, source in evidence if source.quote]
    facts = list({fact.id: fact for fact, _ in evidence}.values())
    unquoted = [fact for fact in facts if fact.id not in quoted]
    borne = {number for source in quotations for number in range(source.first, source.last + 1)}
    with_text = {number for number, line in enumerate(lines, 1) if line.strip()}
    return Coverage(
        document=document,
        name=node.name if node else document,
        text_lines=len(with_text),
        bearing_lines=len(with_text & borne),
        facts=_by_section(loaded, facts),
        quoted=len(facts) - len(unquoted),
        derived=sum(getattr(fact, "basis", None) == DERIVED for fact in facts),
        unquoted=len(unquoted),
        silences=sum(isinstance(fact, Note) for fact in unquoted),
        quotations=len(quotations),
        verified=sum(text.holds(source.quote, source.first, source.last) for source in quotations),
        inventory=inventory,
    )


def _by_section(loaded: Loaded, facts: list[Fact]) -> tuple[tuple[str, int], ...]:
    labels = loaded.organisation.vocabulary.labels
    counts = Counter(
        labels[fact.label].section if isinstance(fact, Node) else _SECTIONS[type(fact)]
        for fact in facts
    )
    order = [*(label.section for label in labels.values()), *_SECTIONS.values()]
    return tuple((section, counts[section]) for section in order if counts[section])


# ---- The coverage files
def read_inventories(folder: Path, loaded: Loaded) -> tuple[dict[str, Inventory], list[Issue]]:
    """The inventory of each document that has a file, with all faults."""
    inventories: dict[str, Inventory] = {}
    issues: list[Issue] = []
    listing = list_files(str(folder / FOLDER), called=f"{FOLDER}/")
    issues += listing.unread
    for name in listing.files:
        file = f"{FOLDER}/{name}"
        root, faults = read_yaml(folder / file, file)
        issues += faults
        if root is not None:
            _Reader(file, root, loaded, issues).read_into(inventories)
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
        entry = read_entry(
            CoverageEntry, self.root, self.file, self.root.line, self.issues, "coverage"
        )
        if entry is None:
            return
        self.document = entry.document
        if self.document not in self.loaded.documents:
            line = self.root.line_of("document")
            self._fault(line, "document_unknown", document=self.document)
            return
        left_out = self._read(entry, entry.left_out, LeftOut, self._check_lines)
        merged = self._read(entry, entry.merged, Merged, self._check_fact)
        self._check_counts(entry)
        inventories[self.document] = Inventory(
            tuple(entry.inventory_counts.items()), left_out, merged
        )

    def _read(
        self,
        file: CoverageEntry,
        groups: tuple[Any, ...],
        make: Callable[[str, str, str, str], Out],
        check: Check,
    ) -> tuple[Out, ...]:
        found: list[Out] = []
        for raw in groups:
            group = read_entry(
                ExceptionEntry, raw, self.file, getattr(raw, "line", 1), self.issues, "coverage"
            )
            if group is None:
                continue
            if group.section not in file.inventory_counts:
                line = raw.line_of("section")
                self._fault(line, "section_not_counted", section=group.section)
            for name, value in group.entries.items():
                self._note(group.section, name, raw["entries"].line_of(name))
                check(name, value, raw["entries"].line_of(name))
                found.append(make(group.section, name, value, group.reason))
        return tuple(found)

    def _note(self, section: str, name: str, line: int) -> None:
        if earlier := self.seen.get((section, name)):
            self._fault(line, "entry_twice", entry=name, earlier=earlier)
        self.seen[section, name] = line

    def _check_lines(self, name: str, value: str, line: int) -> None:
        match = _LINES.fullmatch(value)
        last = len(self.loaded.documents[self.document])
        if not match:
            self._fault(line, "lines_unreadable", entry=name, lines=repr(value[:20]))
        elif not 1 <= int(match["first"]) <= int(match["last"] or match["first"]) <= last:
            self._fault(
                line,
                "lines_beyond_document",
                entry=name,
                lines=value,
                document=self.document,
                last=last,
            )

    def _check_fact(self, name: str, value: str, line: int) -> None:
        if self.loaded.organisation.find_place(value) is None:
            ids = (fact.id for fact in self.loaded.organisation.list_facts())
            near = tuple(nearest(value, ids, 2, 0.7))
            code = "fact_misspelled" if near else "fact_unknown"
            self._fault(line, code, entry=name, id=value, near=near)

    def _check_counts(self, entry: CoverageEntry) -> None:
        listed = Counter(section for section, _ in self.seen)
        for section, count in entry.inventory_counts.items():
            if listed[section] > count:
                self._fault(
                    self.root.line_of("inventory_counts"),
                    "section_too_small",
                    section=section,
                    count=count,
                    listed=listed[section],
                )

    def _fault(self, line: int, code: str, **values: Any) -> None:
        self.issues.append(Issue.of(self.file, line, f"seed.coverage_{code}", **values))
