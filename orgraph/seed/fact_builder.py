"""Makes facts of entries: resolves dates that name a change, sources that leave their document
out, and defaults of a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from orgraph.dates import OPEN_END, OPEN_START, Span, iso, parse_span, parse_start
from orgraph.errors import BadDate, Issue, reason_of
from orgraph.facts import (
    IN_FORCE,
    REJECTED,
    Alias,
    Group,
    Identifier,
    Node,
    Note,
    Place,
    Relation,
    Source,
    Step,
    Validity,
    intersect,
)
from orgraph.languages import table, text
from orgraph.seed.folder import MOST_DOCUMENT_BYTES, Contents, TooLarge, find_document, lines_of
from orgraph.seed.schema import (
    FactEntry,
    GroupEntry,
    IdentifierEntry,
    NodeEntry,
    NoteEntry,
    RelationEntry,
    StepEntry,
    read_entry,
)
from orgraph.seed.yaml_reader import Mapping, Sequence, is_text
from orgraph.text_matching import nearest, plain
from orgraph.vocabulary import Vocabulary

_SOURCE = re.compile(
    r'(?:(?P<document>[\w.-]+):)?(?P<first>\d{1,6})(?:-(?P<last>\d{1,6}))?(?:\s+"(?P<quote>.*)")?',
    re.DOTALL,
)
_OTHER_QUOTES = re.compile(r"[„“”»«‘’‚']")
_SPACED = re.compile(r"^\s*[\w.-]+(\s+:|:\s+)")
_WHOLE_DOCUMENT = re.compile(r"[a-z][\w.-]*")
_CHANGE = re.compile(rf"[a-z{table('alphabet.LETTERS')}]+-\w")  # as the ids of changes begin
_SENTENCE = re.compile(r"(\S+) (\S+) (\S+)")
MOST_SHOWN = 40  # letters of a source that cannot be read
# sections beside those of the vocabulary's labels
_LISTS = ("relations", "groups", "notes", "identifiers")
_OTHER_SECTIONS = ("document", "defaults", *_LISTS)
AnyFact = TypeVar("AnyFact", Node, Relation, Step, Group, Note, Identifier)


class _File:
    """One seed file while it is read."""

    def __init__(self, name: str, root: Mapping) -> None:
        self.name, self.root = name, root
        self.document = str(root["document"]) if is_text(root.get("document")) else None
        given = root.get("defaults")
        self.defaults = (
            {name: found for name, found in given.items() if isinstance(found, Mapping)}
            if isinstance(given, Mapping)
            else {}
        )


class Builder:
    """Collects facts by id, the documents' lines, and faults."""

    def __init__(self, vocabulary: Vocabulary, contents: Contents) -> None:
        self.vocabulary, self.contents = vocabulary, contents
        self.issues: list[Issue] = []
        self.nodes: dict[str, Node] = {}
        self.relations: dict[str, Relation] = {}
        self.steps: dict[str, Step] = {}
        self.groups: dict[str, Group] = {}
        self.notes: dict[str, Note] = {}
        self.identifiers: dict[str, Identifier] = {}
        self.places: dict[str, Place] = {}
        self.unread: set[Place] = set()  # where a source stands that cannot be read
        self.documents: dict[str, tuple[str, ...]] = {}
        self._spans: dict[str, tuple[int, int]] = {}
        self._changes: dict[str, Span] = {}
        self._change_status: dict[str, str] = {}
        self._together: dict[str, str] = {}
        self._change_ids: set[str] = set()
        self._sections = {label.section: label.name for label in vocabulary.labels.values()}
        self._only_kind = self._kinds_that_stand_alone()

    def take(self, files: Iterable[tuple[str, Mapping]]) -> None:
        """Reads all files: documents and changes first, since other facts take their dates from
        them.
        """
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
                self._misspelled(file, file.root.line_of(key), "section", key, known, section=key)
        document = file.root.get("document")
        if document is not None and not is_text(document):
            self._fault(file, file.root.line_of("document"), "document_key_wants_text")
        self._check_defaults(file, (*_LISTS, *self._sections))

    def _check_defaults(self, file: _File, known: tuple[str, ...]) -> None:
        """What stands under `defaults` and has no effect."""
        given = file.root.get("defaults")
        if given is None:
            return
        if not isinstance(given, Mapping):
            self._fault(file, file.root.line_of("defaults"), "defaults_want_mapping")
            return
        for section, found, line in given.rows():
            if section not in known:
                self._misspelled(file, line, "defaults_section", section, known, section=section)
            elif not isinstance(found, Mapping) and found is not None:
                self._fault(file, line, "defaults_section_wants_mapping", section=section)

    def _entries(self, file: _File, section: str) -> list[tuple[Any, int]]:
        entries = file.root.get(section)
        if entries is None:
            return []
        if not isinstance(entries, list):
            self._fault(file, file.root.line_of(section), "section_is_no_list", section=section)
            return []
        line = file.root.line_of(section)
        lines = (
            entries.lines if isinstance(entries, Sequence) else [line] * len(entries)
        )  # a scenario brings plain lists
        return [
            (raw, raw.line if isinstance(raw, Mapping) else at)
            for raw, at in zip(entries, lines, strict=True)
        ]

    def _with_defaults(self, file: _File, section: str, raw: Any) -> Any:
        defaults = file.defaults.get(section)
        if defaults is None or not isinstance(raw, Mapping):
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
            document = _id_of(raw)
            known_from = self._span(file, line, raw.get("known_from"), "known_from")
            known_until = self._span(file, line, raw.get("known_until"), "known_until")
            self._spans[document] = (
                known_from.first if known_from else OPEN_START,
                _last_day(known_until),
            )
            name = raw.get("file")
            if name and is_text(name):
                self._read_document(file, line, document, str(name))

    def _read_document(self, file: _File, line: int, document: str, name: str) -> None:
        try:
            inside = find_document(self.contents.folder, name)
            if inside is None:
                self._fault(file, line, "document_outside", document=document, name=name)
                return
            self.documents[document] = lines_of(self.contents.read(inside, MOST_DOCUMENT_BYTES))
        except TooLarge as fault:
            self._fault(
                file,
                line,
                "document_too_large",
                document=document,
                name=name,
                megabytes=fault.size // 1_000_000,
                limit=MOST_DOCUMENT_BYTES // 1_000_000,
            )
        except (OSError, ValueError) as fault:
            why = reason_of(fault)
            self._fault(file, line, "document_unreadable", document=document, name=name, why=why)

    def _take_changes(self, file: _File) -> None:
        """Notes the dates of changes; one that happens with another names it instead of a date."""
        for entry, line in self._entries(file, "changes"):
            raw = self._with_defaults(file, "changes", entry)
            if isinstance(raw, dict):
                self._change_ids.add(_id_of(raw))
                self._change_status[_id_of(raw)] = str(raw.get("status", IN_FORCE))
            if isinstance(raw, dict) and is_text(raw.get("date")):
                change, date = _id_of(raw), plain(str(raw["date"]))
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
        entry = read_entry(
            NodeEntry, self._with_defaults(file, section, raw), file.name, line, self.issues, what
        )
        if entry is None:
            return
        kind = entry.kind or self._only_kind.get(label)
        if kind is None:
            self._fault(file, line, "kind_missing", entry=what)
            return
        fields = self._fields(file, section, label, entry, raw, line)
        aliases = tuple(
            Alias(name, self._alias_source(file, line, name, where))
            for name, where in entry.aliases.items()
        )
        sources = self._sources(file, line, entry.source, what)
        node = Node(
            id=entry.id,
            name=entry.name,
            kind=kind,
            label=label,
            region=entry.region,
            aliases=aliases,
            collective=entry.collective,
            template=entry.template,
            fields=fields,
            concerns=entry.concerns,
            validity=self._validity(file, raw, line, entry, sources),
            status=self._status(entry),
            basis=entry.basis,
            reasoning=entry.reasoning,
            note=entry.note,
            sources=sources,
        )
        if self._keep(self.nodes, node, file, line):
            for number, step in enumerate(entry.steps, 1):
                self._take_step(
                    file, node, step, step.line if isinstance(step, Mapping) else line, number
                )

    def _fields(
        self, file: _File, section: str, label: str, entry: NodeEntry, raw: Any, line: int
    ) -> tuple[tuple[str, str], ...]:
        known = self.vocabulary.headings(label)
        what = f"{section}: {entry.id}"
        fields = []
        for key, value in (entry.model_extra or {}).items():
            where = raw.line_of(key) if isinstance(raw, Mapping) else line
            if key not in known:
                every = [*NodeEntry.model_fields, *known]
                self._misspelled(file, where, "field", key, every, entry=what, key=key)
            elif not is_text(value):
                self._fault(file, where, "field_wants_text", entry=what, key=key)
            elif key == "date" and _CHANGE.match(str(value)):
                span, _ = self._date(file, raw, line, str(value), key)
                fields.append((key, span.text if span else str(value)))
            else:
                fields.append((key, str(value)))
        return tuple(fields)

    def _take_step(self, file: _File, process: Node, raw: Any, line: int, number: int) -> None:
        """A step holds as long as its process, unless it says otherwise."""
        what = text("seed.step_entry", process=process.id, number=number)
        entry = read_entry(StepEntry, raw, file.name, line, self.issues, what)
        if entry is None:
            return
        sources = self._sources(file, line, entry.source, what)
        validity = intersect(self._validity(file, raw, line, entry, sources), process.validity)
        step = Step(
            id=entry.id or f"{process.id}:{number}",
            process=process.id,
            order=entry.order,
            actors=entry.actors,
            action=entry.action,
            to=entry.to,
            deadline=entry.deadline,
            branch=entry.branch,
            condition=entry.condition,
            logic=entry.logic,
            validity=validity,
            status=self._status(entry),
            basis=entry.basis,
            reasoning=entry.reasoning,
            note=entry.note,
            sources=sources,
        )
        self._keep(self.steps, step, file, line)

    def _take_relation(self, file: _File, raw: Any, line: int) -> None:
        sentence, content = (
            next(iter(raw.items())) if isinstance(raw, dict) and len(raw) == 1 else (raw, None)
        )
        match = _SENTENCE.fullmatch(plain(sentence)) if isinstance(sentence, str) else None
        if not match or not isinstance(content, dict):
            self._fault(file, line, "relation_is_no_sentence")
            return
        what = f"relations: {sentence}"
        entry = read_entry(
            RelationEntry,
            self._with_defaults(file, "relations", content),
            file.name,
            line,
            self.issues,
            what,
        )
        if entry is None:
            return
        source, relation_type, target = match.groups()
        known = self.vocabulary.relations
        if relation_type not in known:
            self._misspelled(
                file,
                line,
                "relation_type",
                relation_type,
                known,
                entry=what,
                relation_type=relation_type,
            )
            return
        sources = self._sources(file, line, entry.source, what)
        relation = Relation(
            id=entry.id or f"{source}:{relation_type}:{target}",
            type=relation_type,
            source=source,
            target=target,
            verb=entry.verb,
            role=entry.role,
            value=entry.value,
            on_behalf=entry.on_behalf,
            about=entry.about,
            condition=entry.condition,
            modality=entry.modality,
            order=entry.order,
            group=entry.group,
            exceptions=entry.exceptions,
            validity=self._validity(file, content, line, entry, sources),
            status=self._status(entry),
            basis=entry.basis,
            reasoning=entry.reasoning,
            note=entry.note,
            sources=sources,
        )
        self._keep(self.relations, relation, file, line)

    def _take_group(self, file: _File, raw: Any, line: int) -> None:
        what = f"groups: {_name_of(raw)}"
        entry = read_entry(
            GroupEntry,
            self._with_defaults(file, "groups", raw),
            file.name,
            line,
            self.issues,
            what,
        )
        if entry:
            group = Group(
                id=entry.id,
                logic=entry.logic,
                parent=entry.parent,
                sources=self._sources(file, line, entry.source, what),
            )
            self._keep(self.groups, group, file, line)

    def _take_note(self, file: _File, raw: Any, line: int) -> None:
        what = f"notes: {_name_of(raw)}"
        entry = read_entry(
            NoteEntry, self._with_defaults(file, "notes", raw), file.name, line, self.issues, what
        )
        if entry:
            sources = self._sources(file, line, entry.source, what)
            note = Note(
                id=entry.id,
                kind=entry.kind,
                text=entry.text,
                concerns=entry.concerns,
                relations=entry.relations,
                handling=entry.handling,
                searched=self._sources(file, line, entry.searched, what),
                sources=sources,
            )
            self._keep(self.notes, note, file, line)

    def _take_identifier(self, file: _File, raw: Any, line: int) -> None:
        node = _name_of(raw, "node") if isinstance(raw, dict) else text("seed.without_node")
        what = f"identifiers: {node}"
        entry = read_entry(
            IdentifierEntry,
            self._with_defaults(file, "identifiers", raw),
            file.name,
            line,
            self.issues,
            what,
        )
        if entry:
            sources = self._sources(file, line, entry.source, what)
            identifier = Identifier(
                id=f"{entry.node}:{entry.system}:{entry.value}",
                node=entry.node,
                system=entry.system,
                value=entry.value,
                validity=self._validity(file, raw, line, entry, sources),
                basis=entry.basis,
                reasoning=entry.reasoning,
                sources=sources,
            )
            self._keep(self.identifiers, identifier, file, line)

    def _keep(self, kept: dict[str, AnyFact], fact: AnyFact, file: _File, line: int) -> bool:
        if earlier := self.places.get(fact.id):
            place = f"{earlier.file}:{earlier.line}"
            self._fault(file, line, "id_used_before", id=fact.id, place=place)
            return False
        self.places[fact.id] = Place(file.name, line)
        kept[fact.id] = fact
        return True

    # ---- Sources and dates
    def _sources(
        self, file: _File, line: int, texts: tuple[str, ...], what: str
    ) -> tuple[Source, ...]:
        read = [self._source(file, line, text, what) for text in texts]
        if None in read:
            self.unread.add(Place(file.name, line))
        return tuple(source for source in read if source)

    def _source(self, file: _File, line: int, written: str, what: str) -> Source | None:
        if _WHOLE_DOCUMENT.fullmatch(written.strip()):
            return Source(written.strip(), 0, 0)
        match = _SOURCE.fullmatch(written.strip())
        if not match:
            shown = repr(written[:MOST_SHOWN])
            self._fault(file, line, _why_unread(written), entry=what, source=shown)
            return None
        document = match["document"] or file.document
        if document is None:
            self._fault(file, line, "source_without_document", entry=what)
            return None
        first = int(match["first"])
        last = int(match["last"] or first)
        if first < 1:
            self._fault(file, line, "no_such_line", entry=what, number=first)
            return None
        if last < first:
            self._fault(file, line, "lines_reversed", entry=what, first=first, last=last)
            return None
        return Source(document, first, last, " ".join((match["quote"] or "").split()))

    def _alias_source(
        self, file: _File, line: int, name: str, where: str | None
    ) -> tuple[Source, ...]:
        if not where:
            return ()
        if '"' in where:
            shown = repr(where[:MOST_SHOWN])
            self._fault(file, line, "alias_place_unreadable", name=name, place=shown)
            return ()
        source = self._source(file, line, f'{where} "{name}"', text("seed.alias_entry", name=name))
        return (source,) if source else ()

    def _validity(
        self,
        file: _File,
        raw: Any,
        line: int,
        entry: FactEntry | IdentifierEntry,
        sources: tuple[Source, ...],
    ) -> Validity:
        start, began_by = self._date(file, raw, line, entry.valid_from, "valid_from")
        end, ended_by = self._date(file, raw, line, entry.valid_to, "valid_to")
        spoken = [
            self._spans[source.document] for source in sources if source.document in self._spans
        ]
        known_from = min((first for first, _ in spoken), default=OPEN_START)
        known_until = max((last for _, last in spoken), default=OPEN_START)
        end = None if end and end.means_no_end else end
        end_day = OPEN_END if end is None else end.end
        if end:  # what ended was there the day before, whenever that was written down
            known_from = min(known_from, end_day - 1)
        return Validity(
            valid_from=start.text if start else None,
            valid_to=end.text if end else None,
            start=start.first if start else OPEN_START,
            end=end_day,
            known_from=known_from,
            confirmed_until=_iso_or_none(known_until),
            began_by=began_by,
            ended_by=ended_by,
        )

    def _status(self, entry: FactEntry) -> str:
        """A fact's own status; of one that begins with a change and states none, the change's."""
        if "status" in entry.model_fields_set or entry.valid_from is None:
            return entry.status
        return self._change_status.get(plain(entry.valid_from), entry.status)

    def _date(
        self, file: _File, raw: Any, line: int, written: str | None, key: str
    ) -> tuple[Span | None, str | None]:
        """The days that a date covers, and the id of the change that gave it, if one did."""
        if written is None:
            return None, None
        date = plain(written)
        where = raw.line_of(key) if isinstance(raw, Mapping) else line
        if date in self._changes:
            if key == "valid_to" and self._change_status.get(date) == REJECTED:
                self._fault(file, where, "ends_with_what_was_rejected", change=date)
            return self._changes[date], date
        if _CHANGE.match(date) or date in self._change_ids:
            self._misspelled(file, where, "change", date, self._changes, key=key, change=date)
            return None, None
        return self._span(file, where, date, key), None

    def _span(self, file: _File, line: int, written: Any, key: str) -> Span | None:
        if not is_text(written):
            return None  # told with the entry, or not there
        try:
            return parse_span(str(written)) if key == "valid_to" else parse_start(str(written))
        except BadDate as fault:
            self._fault(file, line, "date_unusable", key=key, why=str(fault).rstrip("."))
            return None

    def _kinds_that_stand_alone(self) -> dict[str, str]:
        kinds: dict[str, list[str]] = {}
        for kind in self.vocabulary.kinds.values():
            kinds.setdefault(kind.label, []).append(kind.name)
        return {label: names[0] for label, names in kinds.items() if len(names) == 1}

    def _fault(self, file: _File, line: int, code: str, /, **values: Any) -> None:
        self.issues.append(Issue.of(file.name, line, f"seed.{code}", **values))

    def _misspelled(
        self,
        file: _File,
        line: int,
        code: str,
        word: str,
        known: Iterable[str],
        /,
        **values: Any,
    ) -> None:
        """A fault of a word that is not known: with the words that may have been meant, or
        without.
        """
        near = tuple(nearest(word, known, cutoff=0.7))
        ending = "misspelled" if near else "unknown"
        self._fault(file, line, f"{code}_{ending}", **values, near=near)


def _id_of(raw: dict[str, Any]) -> str:
    return plain(str(raw.get("id", "")))


def _name_of(raw: Any, key: str = "id") -> str:
    name = raw.get(key) if isinstance(raw, dict) else None
    return str(name)[:60] if is_text(name) else text("seed.without_id")


def _why_unread(source: str) -> str:
    """The code of the fault of a source that cannot be read."""
    if _OTHER_QUOTES.search(source) and '"' not in source:
        return "source_in_other_quotes"
    return "source_with_spaces" if _SPACED.search(source) else "source_unreadable"


def _last_day(span: Span | None) -> int:
    return span.after - 1 if span else OPEN_START


def _iso_or_none(day: int) -> str | None:
    return iso(day) if day else None
