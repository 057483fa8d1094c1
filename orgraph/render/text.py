"""Answers for people: Danish, at most 80 columns, quotations numbered like footnotes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from orgraph.answers.answer import ANSWERED, Answer, Comparison, Path, Row, RowChange, is_unfolded
from orgraph.answers.appoints import TOTAL
from orgraph.answers.over_time import Interval, OverTime
from orgraph.danish import listed
from orgraph.dates import spelled
from orgraph.facts import IN_FORCE, Note, Source
from orgraph.render.sentences import comparison_sentence, note_text, over_time_sentence, sentence, side_name, validity_sentence
from orgraph.vocabulary import RelationType, Vocabulary

WIDTH = 80
MOST_MEMBERS = 6
MOST_SOURCES = 2  # on a line of text; JSON has them all
JOINERS = {"unresolved-slash": " / ", "any": " eller ", "all": " og ", "sequence": ", derefter "}
NOTE_WORDS = {"silence": "Ikke oplyst", "conflict": "Modstrid", "ambiguity": "Uklart", "version-difference": "Versionsforskel", "namesake": "Navnefælle"}
PREPOSITIONS = ("af", "for", "i", "med", "om", "over", "på", "til", "ved")
CHANGE_WORDS = {"lost": "-", "gained": "+", "changed": "~"}


class Footnotes:
    """Numbers quotations as they are first used; the same words in two documents are one footnote. `names` are the documents' own."""

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        self.names = dict(names)
        self.sources: dict[str | Source, list[Source]] = {}
        self.numbers: dict[str | Source, int] = {}

    def marks(self, sources: Iterable[Source], most: int | None = None) -> str:
        """[1][2] for these sources, or for the first of them."""
        return "".join([f"[{number}]" for number in self.numbered(sources, most)])

    def numbered(self, sources: Iterable[Source], most: int | None = None) -> list[int]:
        """The numbers of these sources, or of the first of them."""
        keys: dict[str | Source, None] = {}
        for source in sources:
            key = source.quote or source
            if most is None or len(keys) < most or key in keys:
                keys[key] = None
                known = self.sources.setdefault(key, [])
                if source not in known:
                    known.append(source)
        return [self.numbers.setdefault(key, len(self.numbers) + 1) for key in keys]

    def lines(self) -> list[str]:
        """The numbered sources."""
        return [line for key, number in self.numbers.items() for line in wrapped(f"[{number}] {self._cited(self.sources[key])}", indent=4)]

    def _cited(self, sources: list[Source]) -> str:
        """As people cite them; a public source that is known by its address only is named."""
        name = self.names.get(sources[0].document) if not sources[0].first else None
        return f"{cited(*sources)}: {name}" if name else cited(*sources)


def as_text(answer: Answer | Comparison | OverTime, vocabulary: Vocabulary) -> str:
    """The answer as lines of text."""
    if isinstance(answer, Comparison):
        return _comparison(answer, vocabulary)
    if isinstance(answer, OverTime):
        return _over_time(answer, vocabulary)
    footnotes = Footnotes(answer.names)
    lines = [_heading(answer), *_body(answer, vocabulary, footnotes)]
    return "\n".join([*lines, *footnotes.lines()])


def cited(*sources: Source) -> str:
    """Sources with one quotation as people cite them: documents and lines, then the quotation."""
    places = listed([_place(source) for source in sources])
    return f'{places}: "{sources[0].quote}"' if sources[0].quote else places


def _place(source: Source) -> str:
    if not source.first:
        return source.document
    return f"{source.document}, linje {source.first}" if source.first == source.last else f"{source.document}, linje {source.first}-{source.last}"


def _heading(answer: Answer) -> str:
    if not answer.subject:
        return ""
    return "\n".join(wrapped(f"{answer.subject.name} · {answer.subject.kind} · pr. {spelled(answer.at)}", indent=2))


def _body(answer: Answer, vocabulary: Vocabulary, footnotes: Footnotes) -> list[str]:
    lines = [] if answer.paths else wrapped(sentence(answer, vocabulary))
    lines += [line for candidate in answer.candidates for line in wrapped(f"  {candidate.id}  {candidate.name} ({candidate.kind})", indent=4)]
    if answer.question == "show" and answer.subject:
        lines += _about_subject(answer, vocabulary, footnotes)
    lines += _rows(answer, vocabulary, footnotes)
    for path in answer.paths:
        lines += _path_lines(path, answer, vocabulary, footnotes)
    if answer.paths:
        lines += wrapped(sentence(answer, vocabulary))
    if answer.status == ANSWERED and answer.rows and answer.question not in ("list", "history", "show", "impact", "search", "matrix"):
        lines += wrapped(validity_sentence(answer.rows, answer.at))
    lines += _notes(answer, vocabulary, footnotes)
    if answer.searched:
        lines += wrapped(f"Gennemset: {footnotes.marks(answer.searched)}")
    return lines


def _about_subject(answer: Answer, vocabulary: Vocabulary, footnotes: Footnotes) -> list[str]:
    node = answer.subject
    assert node
    lines = wrapped(f"  Id: {node.id} {footnotes.marks(node.sources)}", indent=4)
    if node.aliases:
        lines += wrapped("  Kaldes også: " + ", ".join(alias.name for alias in node.aliases), indent=4)
    headings = vocabulary.headings(node.label)
    for key, value in node.fields:
        lines += wrapped(f"  {headings.get(key, key)}: {value}", indent=4)
    if node.note:
        lines += wrapped(f"  Bemærkning: {node.note}", indent=4)
    return lines


# ---- Rows
def _rows(answer: Answer, vocabulary: Vocabulary, footnotes: Footnotes) -> list[str]:
    lines: list[str] = []
    numbered = answer.question in ("approves", "responsible", "steps")
    if answer.question == "matrix":
        return _matrix(answer, vocabulary, footnotes)
    for bundle in bundles_of(answer.rows):
        lines += _bundle_lines(bundle, answer, vocabulary, footnotes, numbered=numbered)
    return lines


def _matrix(answer: Answer, vocabulary: Vocabulary, footnotes: Footnotes) -> list[str]:
    """A block for each subject, a line for each body with its roles: a table that stays readable at 80 columns."""
    names = dict(answer.names)
    lines: list[str] = []
    for subject in dict.fromkeys(row.to for row in answer.rows):
        lines += wrapped(f"  {listed([names.get(node, node) for node in subject])}", indent=4)
        held = [row for row in answer.rows if row.to == subject]
        for body in dict.fromkeys(row.id for row in held):
            mine = [row for row in held if row.id == body]
            roles = dict.fromkeys(_role_words(row, vocabulary) for row in mine)
            marks = footnotes.marks([source for row in mine for source in row.sources], MOST_SOURCES)
            lines += wrapped(f"    {mine[0].name}: {', '.join(roles)} {marks}", indent=6)
    return lines


def _role_words(row: Row, vocabulary: Vocabulary) -> str:
    danish = vocabulary.relations[row.role].danish
    return danish if row.fact_status == IN_FORCE else f"{danish} ({row.fact_status})"


def bundles_of(rows: tuple[Row, ...]) -> list[list[Row]]:
    """Rows that belong on one line: one place in the order, one role, one group; a collective with its members."""
    bundles: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        key = (row.order, row.role, row.direction, row.action, row.to, row.verb, row.group.id if row.group else row.fact, row.fact if not row.group else "")
        bundles.setdefault(key, []).append(row)
    return list(bundles.values())


def _bundle_lines(rows: list[Row], answer: Answer, vocabulary: Vocabulary, footnotes: Footnotes, *, numbered: bool) -> list[str]:
    first = rows[0]
    number = f"{first.order:>3} " if numbered and first.order else "  - "
    people = people_of(rows)
    sources = list(dict.fromkeys(source for row in rows if not row.via for source in row.sources)) or list(first.sources)
    marks = footnotes.marks(sources, MOST_SOURCES)
    text = f"{number}{clause_of(first, people, answer, vocabulary)}{remarks_on(first, answer)} {marks}"
    return wrapped(text, indent=4)


def clause_of(row: Row, people: str, answer: Answer, vocabulary: Vocabulary) -> str:
    """The row as a sentence with the people before its verb."""
    names = dict(answer.names) if row.to or row.remaining is not None else {}
    if row.role == TOTAL:
        return f"i alt: {row.value}"
    if row.action:
        to = f" → {listed([names.get(node, node) for node in row.to])}" if row.to else ""
        return f"{people} {row.action}{to}"
    kind = vocabulary.relations.get(row.role)
    if kind is None:
        when = f"{spelled(row.valid_from)}: " if row.valid_from and answer.question == "history" else ""
        others = [names.get(node, node) for node in row.to if answer.subject and node != answer.subject.id]
        touched = f" (også: {listed(others)})" if others and answer.question == "history" else ""
        return (
            f"{when}{people}{touched}" if answer.question in ("list", "history") else f"{NOTE_WORDS.get(row.role, row.role)}: {people}{_identity(row, answer)}"
        )
    if row.remaining is not None:
        return _loss_clause(row, kind, names)
    verb = kind.danish
    value = f" ({row.value})" if row.value else ""
    if row.direction == "out":
        return f"{verb} {people}{value}"
    if row.direction == "about" or answer.question in ("approves", "responsible", "implements", "appoints", "who", "show", "history"):
        seat = f", {row.seat}" if row.seat else ""
        object_name = f" {listed([names.get(node, node) for node in row.to])}" if row.to else ""
        return f"{people}{seat}{value} {verb}{object_name or _trail(verb)}"
    return f"{verb}: {people}{value}"


def _identity(row: Row, answer: Answer) -> str:
    return f" · {row.kind} · {row.id}" if answer.question == "search" else ""


def _loss_clause(row: Row, kind: RelationType, names: dict[str, str]) -> str:
    """What is lost: a thing its holder, or a body its way."""
    lost = listed([names.get(node, node) for node in row.via])
    left = f"tilbage: {listed([names.get(node, node) for node in row.remaining or ()])}" if row.remaining else "ingen tilbage"
    others = f"; fortsat knyttet: {listed([names.get(node, node) for node in row.others])}" if row.others else ""
    sentence = f"{lost} {kind.danish} {row.name}" if row.direction == "out" else f"{row.name} {kind.danish} {lost}"
    return f"{sentence}: {left}{others}"


def _trail(verb: str) -> str:
    """A verb that ends in a preposition still points at the subject in the heading."""
    return " …" if verb.rsplit(" ", 1)[-1] in PREPOSITIONS else ""


def people_of(rows: list[Row]) -> str:
    """The names of a bundle, joined as the source joins them; of a collective those that the papers name."""
    direct = [row for row in rows if not is_unfolded(row, rows)]
    logic = rows[0].group.logic if rows[0].group else "all"
    return JOINERS[logic].join(_one(row, rows) for row in direct) if logic != "all" else listed([_one(row, rows) for row in direct])


def _one(row: Row, rows: list[Row]) -> str:
    members = [other.name for other in rows if other.via and other.via[-1] == row.id]
    if not members:
        return row.name
    more = f" og {len(members) - MOST_MEMBERS} flere" if len(members) > MOST_MEMBERS else ""
    return f"{row.name} (samlet; nævnt: {', '.join(members[:MOST_MEMBERS])}{more})"


def remarks_on(row: Row, answer: Answer) -> str:
    """What stands in brackets after a row: the document's verb, conditions, status and certainty; empty when there is nothing."""
    names = dict(answer.names) if row.on_behalf or row.exceptions or row.via else {}
    remarks = [
        f"»{row.verb}«" if row.verb else None,  # the document's own word, where the relation is only the nearest
        row.fact_status if row.fact_status != IN_FORCE else None,
        row.modality,
        row.condition,
        f"på vegne af {names.get(row.on_behalf, row.on_behalf)}" if row.on_behalf else None,
        f"frist: {row.deadline}" if row.deadline else None,
        f"gren: {row.branch}" if row.branch else None,
        f"undtagen {listed([names.get(node, node) for node in row.exceptions])}" if row.exceptions else None,
        f"i kraft af {listed([names.get(node, node) for node in row.via])}" if row.via and row.remaining is None else None,
        "udledt" if row.basis != "ordret" and row.role != TOTAL else None,
        "begyndelsen er ikke oplyst" if not row.start_known else None,
        f"til {spelled(row.valid_to)}" if row.valid_to and answer.question in ("list", "show") else None,
    ]
    kept = [remark for remark in remarks if remark]
    return f" ({'; '.join(kept)})" if kept else ""


# ---- Paths, notes, comparisons
def _path_lines(path: Path, answer: Answer, vocabulary: Vocabulary, footnotes: Footnotes) -> list[str]:
    names = dict(answer.names)
    lines = wrapped(f"  {names.get(path.nodes[0], path.nodes[0])}", indent=4)
    for hop in path.hops:
        kind = vocabulary.relations[hop.role]
        verb = kind.danish if hop.direction == "out" else kind.inverse
        lines += wrapped(f"  ↑ {verb} {hop.name}{remarks_on(hop, answer)} {footnotes.marks(hop.sources)}", indent=6)
    since = f"fra {spelled(path.holds_from)}" if path.holds_from else "uden oplyst begyndelse"
    because = f" ({names.get(path.ends_because, path.ends_because)})" if path.ends_because else ""
    until = f" til {spelled(path.holds_to)}{because}" if path.holds_to else ""
    if path.holds_from and path.holds_to and path.holds_from >= path.holds_to:
        return [*lines, "  Leddene har aldrig gjaldt på samme tid."]
    return [*lines, *wrapped(f"  Hele vejen gælder {since}{until}.", indent=4)]


def _notes(answer: Answer, vocabulary: Vocabulary, footnotes: Footnotes) -> list[str]:
    lines = []
    for note in answer.notes:
        text = note_text(note, answer, vocabulary)
        if answer.note_subject or text not in sentence(answer, vocabulary):
            lines += wrapped(_note_line(note, text, footnotes, with_id=answer.question in ("unknowns", "show")), indent=2)
    return lines


def _note_line(note: Note, text: str, footnotes: Footnotes, *, with_id: bool) -> str:
    word = NOTE_WORDS.get(note.kind)
    label = f"{word}: " if word else ""
    return f"{label}{text}{f' ({note.id})' if with_id else ''} {footnotes.marks((*note.sources, *note.searched), MOST_SOURCES)}"


def _comparison(comparison: Comparison, vocabulary: Vocabulary) -> str:
    footnotes = Footnotes((*comparison.before.names, *comparison.after.names))
    answer = comparison.before if comparison.before.subject else comparison.after
    lines = [] if not answer.subject else wrapped(f"{answer.subject.name} · {answer.subject.kind}", indent=2)
    lines += wrapped(comparison_sentence(comparison))
    for change in comparison.changes:
        lines += wrapped(_change_line(change, comparison, vocabulary, footnotes), indent=4)
    lines += wrapped(f"Før ({spelled(comparison.before.at)}): {sentence(comparison.before, vocabulary)}", indent=2)
    lines += wrapped(f"Efter ({side_name(comparison)}): {sentence(comparison.after, vocabulary)}", indent=2)
    return "\n".join([*lines, *footnotes.lines()])


def _over_time(told: OverTime, vocabulary: Vocabulary) -> str:
    footnotes = Footnotes(pair for interval in told.intervals for pair in interval.answer.names)
    answer = told.answer
    lines = wrapped(f"{answer.subject.name} · {answer.subject.kind} · gennem tiden", indent=2) if answer.subject else []
    lines += wrapped(over_time_sentence(told, vocabulary))
    lines += [line for candidate in answer.candidates for line in wrapped(f"  {candidate.id}  {candidate.name} ({candidate.kind})", indent=4)]
    names = dict(pair for interval in told.intervals for pair in interval.answer.names)
    for interval in told.intervals:
        lines += wrapped(_when(interval, names), indent=2)
        lines += _rows(interval.answer, vocabulary, footnotes)
        for path in interval.answer.paths:
            lines += _path_lines(path, interval.answer, vocabulary, footnotes)
        if not interval.answer.rows and not interval.answer.paths:
            lines.append("  - intet oplyst")
    return "\n".join([*lines, *footnotes.lines()])


def _when(interval: Interval, names: dict[str, str]) -> str:
    until = f" til {spelled(interval.after)}" if interval.after else ""
    because = f" ({listed([names.get(change, change) for change in interval.began_because])})" if interval.began_because else ""
    return f"{f'Fra {spelled(interval.first)}' if interval.first else 'Fra ukendt tid'}{until}{because}:"


def _change_line(change: RowChange, comparison: Comparison, vocabulary: Vocabulary, footnotes: Footnotes) -> str:
    row = change.after or change.before
    assert row
    answer = comparison.after if change.after else comparison.before
    return f"  {CHANGE_WORDS[change.change]} {clause_of(row, row.name, answer, vocabulary)}{remarks_on(row, answer)} {footnotes.marks(row.sources)}"


def wrapped(text: str, indent: int = 0) -> list[str]:
    """Lines of at most 80 columns; continuation lines are indented."""
    if not text.strip():
        return []
    return textwrap.wrap(text.rstrip(), WIDTH, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)
