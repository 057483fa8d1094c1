"""Makes facts of entries: resolves dates that name a change, sources that leave their document out, and defaults of a section."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from orgraph.dates import OPEN_END, OPEN_START, Span, iso, parse_span
from orgraph.errors import BadDate, Issue
from orgraph.facts import Alias, Group, Identifier, Node, Note, Place, Relation, Source, Step, Validity, cut
from orgraph.seed.entries import FactEntry, GroupEntry, IdentifierEntry, NodeEntry, NoteEntry, RelationEntry, StepEntry, read_entry
from orgraph.seed.yaml_door import Mapping
from orgraph.vocabulary import Vocabulary

_SOURCE = re.compile(r'(?:(?P<document>[\w.-]+):)?(?P<first>\d{1,6})(?:-(?P<last>\d{1,6}))?(?:\s+"(?P<quote>.*)")?', re.DOTALL)
_WHOLE_DOCUMENT = re.compile(r"[a-z][\w.-]*")
_CHANGE = re.compile(r"[a-zæøå]+-\w")
_SENTENCE = re.compile(r"(\S+) (\S+) (\S+)")
_OTHER_SECTIONS = ("document", "defaults", "relations", "groups", "notes", "identifiers")
AnyFact = TypeVar("AnyFact", Node, Relation, Step, Group, Note, Identifier)


class _File:
    """One seed file while it is read."""

    def __init__(self, name: str, root: Mapping) -> None:
        self.name, self.root = name, root
        self.document = str(root["document"]) if "document" in root else None
        self.defaults: dict[str, dict[str, Any]] = root["defaults"] if isinstance(root.get("defaults"), dict) else {}


class Builder:
    """Collects facts by id, the documents' lines, and faults."""

    def __init__(self, vocabulary: Vocabulary, folder: Path) -> None:
        self.vocabulary, self.folder = vocabulary, folder
        self.issues: list[Issue] = []
        self.nodes: dict[str, Node] = {}
        self.relations: dict[str, Relation] = {}
        self.steps: dict[str, Step] = {}
        self.groups: dict[str, Group] = {}
        self.notes: dict[str, Note] = {}
        self.identifiers: dict[str, Identifier] = {}
        self.places: dict[str, Place] = {}
        self.documents: dict[str, tuple[str, ...]] = {}
        self._spans: dict[str, tuple[int, int]] = {}
        self._changes: dict[str, Span] = {}
        self._together: dict[str, str] = {}
        self._sections = {label.section: label.name for label in vocabulary.labels.values()}
        self._only_kind = self._kinds_that_stand_alone()

    def take(self, files: Iterable[tuple[str, Mapping]]) -> None:
        """Reads all files: documents and changes first, since other facts take their dates from them."""
        opened = [_File(name, root) for name, root in files]
        for file in opened:
            self._check_sections(file)
            self._take_documents(file)
            self._take_changes(file)
        self._join_changes()
        for file in opened:
            for section, label in self._sections.items():
                for raw, line in self._entries(file, section):
                    self._take_node(file, section, label, raw, line)
            for raw, line in self._entries(file, "relations"):
                self._take_relation(file, raw, line)
            for raw, line in self._entries(file, "groups"):
                self._take_group(file, raw, line)
            for raw, line in self._entries(file, "notes"):
                self._take_note(file, raw, line)
            for raw, line in self._entries(file, "identifiers"):
                self._take_identifier(file, raw, line)

    # ---- Sections
    def _check_sections(self, file: _File) -> None:
        known = [*_OTHER_SECTIONS, *self._sections]
        for key in file.root:
            if key not in known:
                self._fault(file, file.root.line_of(key), f"afsnittet {key} er ukendt", "intet i det bliver læst", _did_you_mean(key, known))
        for section in file.defaults:
            if section not in known:
                self._fault(
                    file, file.root.line_of("defaults"), f"defaults: afsnittet {section} er ukendt", "det får ingen virkning", _did_you_mean(section, known)
                )

    def _entries(self, file: _File, section: str) -> list[tuple[Any, int]]:
        entries = file.root.get(section)
        if entries is None:
            return []
        if not isinstance(entries, list):
            self._fault(
                file, file.root.line_of(section), f"afsnittet {section} er ikke en liste", "hvert forhold skal begynde med en bindestreg", "Skriv - foran hvert"
            )
            return []
        line = file.root.line_of(section)
        found = []
        for raw in entries:
            line = raw.line if isinstance(raw, Mapping) else line
            found.append((raw, line))
        return found

    def _with_defaults(self, file: _File, section: str, raw: Any) -> Any:
        defaults = file.defaults.get(section)
        if not isinstance(defaults, dict) or not isinstance(raw, Mapping):
            return raw
        merged = Mapping(raw.line)
        merged.update({**defaults, **raw})
        merged.lines = {**dict.fromkeys(defaults, raw.line), **raw.lines}
        return merged

    # ---- Documents and changes
    def _take_documents(self, file: _File) -> None:
        for entry, line in self._entries(file, "documents"):
            raw = self._with_defaults(file, "documents", entry)
            if not isinstance(raw, dict):
                continue
            document = str(raw.get("id", ""))
            known_from = self._span(file, line, raw.get("known_from"), "known_from")
            known_until = self._span(file, line, raw.get("known_until"), "known_until")
            self._spans[document] = (known_from.first if known_from else OPEN_START, _last_day(known_until))
            if name := raw.get("file"):
                self._read_document(file, line, document, str(name))

    def _read_document(self, file: _File, line: int, document: str, name: str) -> None:
        path = (self.folder / "documents" / name).resolve()
        if not path.is_relative_to((self.folder / "documents").resolve()):
            self._fault(file, line, f"dokumentet {document}: filen {name} ligger uden for seed/documents", "kun filer i mappen læses", "Flyt den dertil")
            return
        try:
            self.documents[document] = tuple(path.read_text(encoding="utf-8").split("\n"))
        except (OSError, UnicodeDecodeError) as fault:
            why = fault.strerror if isinstance(fault, OSError) and fault.strerror else "den er ikke UTF-8-tekst"
            self._fault(file, line, f"dokumentet {document}: filen {name} kan ikke læses", why, "Læg teksten i seed/documents")

    def _take_changes(self, file: _File) -> None:
        """Notes the dates of changes; one that happens with another names it instead of a date."""
        for entry, line in self._entries(file, "changes"):
            raw = self._with_defaults(file, "changes", entry)
            if isinstance(raw, dict) and raw.get("date") is not None:
                change, date = str(raw.get("id", "")), str(raw["date"])
                if _CHANGE.match(date):
                    self._together[change] = date
                elif span := self._span(file, line, date, "date"):
                    self._changes[change] = span

    def _join_changes(self) -> None:
        for change in self._together:
            other, seen = change, {change}
            while other in self._together and self._together[other] not in seen:
                other = self._together[other]
                seen.add(other)
            if other in self._changes:
                self._changes[change] = self._changes[other]

    # ---- Facts
    def _take_node(self, file: _File, section: str, label: str, raw: Any, line: int) -> None:
        what = f"{section}: {_name_of(raw)}"
        entry = read_entry(NodeEntry, self._with_defaults(file, section, raw), file.name, line, self.issues, what)
        if entry is None:
            return
        kind = entry.kind or self._only_kind.get(label)
        if kind is None:
            self._fault(file, line, f"{what}: nøglen kind mangler", "uden den kan ingen spørge efter slagsen", "Skriv kind")
            return
        fields = self._fields(file, section, label, entry, raw, line)
        aliases = tuple(Alias(name, self._alias_source(file, line, name, where)) for name, where in entry.aliases.items())
        sources = self._sources(file, line, entry.source, what)
        node = Node(
            entry.id, entry.name, kind, label, entry.region, aliases, entry.collective, entry.template, fields, entry.concerns,
            self._validity(file, raw, line, entry, sources), entry.status, entry.basis, entry.reasoning, entry.note, sources,
        )  # fmt: skip
        if self._keep(self.nodes, node, file, line):
            for number, step in enumerate(entry.steps, 1):
                self._take_step(file, node, step, step.line if isinstance(step, Mapping) else line, number)

    def _fields(self, file: _File, section: str, label: str, entry: NodeEntry, raw: Any, line: int) -> tuple[tuple[str, str], ...]:
        known = self.vocabulary.headings(label)
        fields = []
        for key, value in (entry.model_extra or {}).items():
            where = raw.line_of(key) if isinstance(raw, Mapping) else line
            if key not in known:
                every = [*NodeEntry.model_fields, *known]
                self._fault(file, where, f"{section}: {entry.id}: nøglen {key} er ukendt", "det, der står der, går tabt", _did_you_mean(key, every))
            elif not isinstance(value, str | int) or isinstance(value, bool):
                self._fault(file, where, f"{section}: {entry.id}: nøglen {key} skal være tekst", "den vises, som den er skrevet", "Skriv den som tekst")
            elif key == "date" and _CHANGE.match(str(value)):
                span, _ = self._date(file, raw, line, str(value), key)
                fields.append((key, span.text if span else str(value)))
            else:
                fields.append((key, str(value)))
        return tuple(fields)

    def _take_step(self, file: _File, process: Node, raw: Any, line: int, number: int) -> None:
        """A step holds as long as its process, unless it says otherwise."""
        what = f"processes: {process.id}: trin {number}"
        entry = read_entry(StepEntry, raw, file.name, line, self.issues, what)
        if entry is None:
            return
        sources = self._sources(file, line, entry.source, what)
        validity = cut(self._validity(file, raw, line, entry, sources), process.validity)
        step = Step(
            entry.id or f"{process.id}:{number}", process.id, entry.order, entry.actors, entry.action, entry.to, entry.deadline, entry.branch,
            entry.condition, entry.logic, validity, entry.status, entry.basis, entry.reasoning, entry.note, sources,
        )  # fmt: skip
        self._keep(self.steps, step, file, line)

    def _take_relation(self, file: _File, raw: Any, line: int) -> None:
        sentence, content = next(iter(raw.items())) if isinstance(raw, dict) and len(raw) == 1 else (raw, None)
        match = _SENTENCE.fullmatch(sentence) if isinstance(sentence, str) else None
        if not match or not isinstance(content, dict):
            self._fault(
                file, line, "en relation er ikke skrevet som en sætning", "der skal stå: - fra relation til: og under den dens kilde", "Se seed/README.md"
            )
            return
        what = f"relations: {sentence}"
        entry = read_entry(RelationEntry, self._with_defaults(file, "relations", content), file.name, line, self.issues, what)
        if entry is None:
            return
        source, kind, target = match.groups()
        if kind not in self.vocabulary.relations:
            self._fault(file, line, f"{what}: relationen {kind} er ukendt", "den står ikke i ordlisten", _did_you_mean(kind, list(self.vocabulary.relations)))
            return
        sources = self._sources(file, line, entry.source, what)
        relation = Relation(
            entry.id or f"{source}:{kind}:{target}", kind, source, target, entry.verb, entry.role, entry.value, entry.on_behalf, entry.about, entry.condition,
            entry.modality, entry.order, entry.group, entry.exceptions, self._validity(file, content, line, entry, sources), entry.status, entry.basis,
            entry.reasoning, entry.note, sources,
        )  # fmt: skip
        self._keep(self.relations, relation, file, line)

    def _take_group(self, file: _File, raw: Any, line: int) -> None:
        what = f"groups: {_name_of(raw)}"
        entry = read_entry(GroupEntry, raw, file.name, line, self.issues, what)
        if entry:
            self._keep(self.groups, Group(entry.id, entry.logic, entry.parent, self._sources(file, line, entry.source, what)), file, line)

    def _take_note(self, file: _File, raw: Any, line: int) -> None:
        what = f"notes: {_name_of(raw)}"
        entry = read_entry(NoteEntry, self._with_defaults(file, "notes", raw), file.name, line, self.issues, what)
        if entry:
            sources, searched = self._sources(file, line, entry.source, what), self._sources(file, line, entry.searched, what)
            note = Note(entry.id, entry.kind, entry.text, entry.concerns, entry.relations, entry.handling, searched, sources)
            self._keep(self.notes, note, file, line)

    def _take_identifier(self, file: _File, raw: Any, line: int) -> None:
        what = f"identifiers: {raw.get('node', '?') if isinstance(raw, dict) else '?'}"
        entry = read_entry(IdentifierEntry, self._with_defaults(file, "identifiers", raw), file.name, line, self.issues, what)
        if entry:
            sources = self._sources(file, line, entry.source, what)
            validity = self._validity(file, raw, line, entry, sources)
            identifier = Identifier(
                f"{entry.node}:{entry.system}:{entry.value}", entry.node, entry.system, entry.value, validity, entry.basis, entry.reasoning, sources
            )
            self._keep(self.identifiers, identifier, file, line)

    def _keep(self, kept: dict[str, AnyFact], fact: AnyFact, file: _File, line: int) -> bool:
        if earlier := self.places.get(fact.id):
            next_step = "Giv den ene et id af sin egen, eller saml kilderne under den første"
            self._fault(file, line, f"id {fact.id} er brugt før", f"det står allerede i {earlier.file}:{earlier.line}", next_step)
            return False
        self.places[fact.id] = Place(file.name, line)
        kept[fact.id] = fact
        return True

    # ---- Sources and dates
    def _sources(self, file: _File, line: int, texts: tuple[str, ...], what: str) -> tuple[Source, ...]:
        return tuple(source for source in (self._source(file, line, text, what) for text in texts) if source)

    def _source(self, file: _File, line: int, text: str, what: str) -> Source | None:
        if _WHOLE_DOCUMENT.fullmatch(text.strip()):
            return Source(text.strip(), 0, 0)
        match = _SOURCE.fullmatch(text.strip())
        if not match:
            self._fault(
                file,
                line,
                f"{what}: kilden {text[:40]!r} kan ikke læses",
                "der skal stå dokument:linje-linje og citatet i anførselstegn",
                'Skriv fx 001:84-86 "citat"',
            )
            return None
        document = match["document"] or file.document
        if document is None:
            self._fault(file, line, f"{what}: kilden nævner intet dokument", "filen har ingen document: øverst", "Skriv dokumentets nummer foran linjen")
            return None
        first = int(match["first"])
        last = int(match["last"] or first)
        if last < first or first < 1:
            self._fault(file, line, f"{what}: linjerne {first}-{last} er vendt om", "den første linje skal stå først", "Byt dem om")
            return None
        return Source(document, first, last, " ".join((match["quote"] or "").split()))

    def _alias_source(self, file: _File, line: int, name: str, where: str | None) -> tuple[Source, ...]:
        if where and '"' in where:
            self._fault(file, line, f"alias {name}: stedet {where[:40]!r} kan ikke læses", "navnet er selv citatet", "Skriv kun dokument og linje, fx 001:84")
            return ()
        source = self._source(file, line, f'{where} "{name}"', f"alias {name}") if where else None
        return (source,) if source else ()

    def _validity(self, file: _File, raw: Any, line: int, entry: FactEntry | IdentifierEntry, sources: tuple[Source, ...]) -> Validity:
        start, began_by = self._date(file, raw, line, entry.valid_from, "valid_from")
        end, ended_by = self._date(file, raw, line, entry.valid_to, "valid_to")
        spoken = [self._spans[source.document] for source in sources if source.document in self._spans]
        known_from = min((first for first, _ in spoken), default=OPEN_START)
        known_until = max((last for _, last in spoken), default=OPEN_START)
        end_day = OPEN_END if end is None else end.first if end.after - end.first == 1 else end.after
        return Validity(
            start.text if start else None, end.text if end else None, start.first if start else OPEN_START, end_day, known_from,
            _iso_or_none(known_until), began_by, ended_by,
        )  # fmt: skip

    def _date(self, file: _File, raw: Any, line: int, text: str | None, key: str) -> tuple[Span | None, str | None]:
        if text is None:
            return None, None
        if text in self._changes:
            return self._changes[text], text
        where = raw.line_of(key) if isinstance(raw, Mapping) else line
        if _CHANGE.match(text):
            self._fault(
                file, where, f"{key}: omlægningen {text} er ukendt eller udateret", "datoen hentes fra dens date", _did_you_mean(text, list(self._changes))
            )
            return None, None
        return self._span(file, where, text, key), None

    def _span(self, file: _File, line: int, text: Any, key: str) -> Span | None:
        if text is None:
            return None
        try:
            return parse_span(str(text))
        except BadDate as fault:
            self._fault(file, line, f"{key}: {fault}".rstrip("."), "uden datoen kan intet spørgsmål besvares for en dag", "Ret datoen")
            return None

    def _kinds_that_stand_alone(self) -> dict[str, str]:
        kinds: dict[str, list[str]] = {}
        for kind in self.vocabulary.kinds.values():
            kinds.setdefault(kind.label, []).append(kind.name)
        return {label: names[0] for label, names in kinds.items() if len(names) == 1}

    def _fault(self, file: _File, line: int, what: str, why: str, next_step: str) -> None:
        self.issues.append(Issue(file.name, line, what, why, next_step))


def _name_of(raw: Any) -> str:
    return str(raw.get("id", "uden id"))[:60] if isinstance(raw, dict) else "uden id"


def _did_you_mean(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, 3, 0.7)
    return f"Mente du {' eller '.join(near)}" if near else "Ret stavningen, eller opret det"


def _last_day(span: Span | None) -> int:
    return span.after - 1 if span else OPEN_START


def _iso_or_none(day: int) -> str | None:
    return iso(day) if day else None
