"""Answers for people: Danish, at most 80 columns, quotations numbered like footnotes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from orgraph.answers.answer import ANSWERED, Answer, Comparison, Path, Row, RowChange
from orgraph.answers.appoints import TOTAL
from orgraph.danish import listed
from orgraph.dates import spelled
from orgraph.facts import Note, Source
from orgraph.render.sentences import comparison_sentence, note_text, sentence, validity_sentence
from orgraph.vocabulary import Vocabulary

WIDTH = 80
MOST_MEMBERS = 6
JOINERS = {"unresolved-slash": " / ", "any": " eller ", "all": " og ", "sequence": ", derefter "}
NOTE_WORDS = {"silence": "Ikke oplyst", "conflict": "Modstrid", "ambiguity": "Uklart", "version-difference": "Versionsforskel", "namesake": "Navnefælle"}
PREPOSITIONS = ("af", "for", "i", "med", "om", "over", "på", "til", "ved")
CHANGE_WORDS = {"lost": "-", "gained": "+", "changed": "~"}


class Footnotes:
    """Numbers sources as they are first used."""

    def __init__(self) -> None:
        self.numbers: dict[Source, int] = {}

    def marks(self, sources: Iterable[Source]) -> str:
        """[1][2] for these sources."""
        return "".join(f"[{self.numbers.setdefault(source, len(self.numbers) + 1)}]" for source in dict.fromkeys(sources))

    def lines(self) -> list[str]:
        """The numbered sources."""
        return [line for source, number in self.numbers.items() for line in wrapped(f"[{number}] {cited(source)}", indent=4)]


def as_text(answer: Answer | Comparison, vocabulary: Vocabulary) -> str:
    """The answer as lines of text."""
    if isinstance(answer, Comparison):
        return _comparison(answer, vocabulary)
    footnotes = Footnotes()
    lines = [_heading(answer), *_body(answer, vocabulary, footnotes)]
    return "\n".join([*lines, *footnotes.lines()])


def cited(source: Source) -> str:
    """A source as people cite it: document, lines and, if there is one, the quotation."""
    lines = f"linje {source.first}" if source.first == source.last else f"linje {source.first}-{source.last}"
    return f'{source.document}, {lines}: "{source.quote}"' if source.quote else f"{source.document}, {lines}"


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
    if answer.status == ANSWERED and answer.rows and answer.question not in ("list", "history", "show"):
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
    for bundle in _bundles(answer.rows):
        lines += _bundle_lines(bundle, answer, vocabulary, footnotes, numbered=numbered)
    return lines


def _bundles(rows: tuple[Row, ...]) -> list[list[Row]]:
    """Rows that belong on one line: one place in the order, one role, one group; a collective with its members."""
    bundles: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        key = (row.order, row.role, row.direction, row.action, row.to, row.verb, row.group.id if row.group else row.fact, row.fact if not row.group else "")
        bundles.setdefault(key, []).append(row)
    return list(bundles.values())


def _bundle_lines(rows: list[Row], answer: Answer, vocabulary: Vocabulary, footnotes: Footnotes, *, numbered: bool) -> list[str]:
    first = rows[0]
    number = f"{first.order:>3} " if numbered and first.order else "  - "
    people = _people(rows)
    marks = footnotes.marks(source for row in rows if not row.via for source in row.sources) or footnotes.marks(first.sources)
    text = f"{number}{_clause(first, people, answer, vocabulary)}{_remarks(first, answer)} {marks}"
    return wrapped(text, indent=4)


def _clause(row: Row, people: str, answer: Answer, vocabulary: Vocabulary) -> str:
    names = dict(answer.names)
    if row.role == TOTAL:
        return f"i alt: {row.value}"
    if row.action:
        to = f" → {listed([names.get(node, node) for node in row.to])}" if row.to else ""
        return f"{people} {row.action}{to}"
    kind = vocabulary.relations.get(row.role)
    if kind is None:
        when = f"{spelled(row.valid_from)}: " if row.valid_from and answer.question == "history" else ""
        return f"{when}{people}" if answer.question in ("list", "history") else f"{row.role}: {people}"
    verb = row.verb or kind.danish
    value = f" ({row.value})" if row.value else ""
    if row.direction == "out":
        return f"{verb} {people}{value}"
    if row.direction == "about" or answer.question in ("approves", "responsible", "implements", "appoints", "who", "show"):
        seat = f", {row.seat}" if row.seat else ""
        object_name = f" {listed([names.get(node, node) for node in row.to])}" if row.to else ""
        return f"{people}{seat}{value} {verb}{object_name or _trail(verb)}"
    return f"{verb}: {people}{value}"


def _trail(verb: str) -> str:
    """A verb that ends in a preposition still points at the subject in the heading."""
    return " …" if verb.rsplit(" ", 1)[-1] in PREPOSITIONS else ""


def _people(rows: list[Row]) -> str:
    direct = [row for row in rows if not (row.via and any(other.id == row.via[-1] for other in rows))]
    logic = rows[0].group.logic if rows[0].group else "all"
    return JOINERS[logic].join(_one(row, rows) for row in direct) if logic != "all" else listed([_one(row, rows) for row in direct])


def _one(row: Row, rows: list[Row]) -> str:
    members = [other.name for other in rows if other.via and other.via[-1] == row.id]
    if not members:
        return row.name
    more = f" og {len(members) - MOST_MEMBERS} flere" if len(members) > MOST_MEMBERS else ""
    return f"{row.name} (samlet; nævnt: {', '.join(members[:MOST_MEMBERS])}{more})"


def _remarks(row: Row, answer: Answer) -> str:
    names = dict(answer.names)
    remarks = [
        row.fact_status if row.fact_status != "gældende" else None,
        row.modality,
        row.condition,
        f"på vegne af {names.get(row.on_behalf, row.on_behalf)}" if row.on_behalf else None,
        f"frist: {row.deadline}" if row.deadline else None,
        f"gren: {row.branch}" if row.branch else None,
        f"undtagen {listed([names.get(node, node) for node in row.exceptions])}" if row.exceptions else None,
        f"i kraft af {listed([names.get(node, node) for node in row.via])}" if row.via else None,
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
        verb = hop.verb or kind.danish if hop.direction == "out" else kind.inverse
        lines += wrapped(f"  ↑ {verb} {hop.name}{_remarks(hop, answer)} {footnotes.marks(hop.sources)}", indent=6)
    since = f"fra {spelled(path.holds_from)}" if path.holds_from else "uden oplyst begyndelse"
    because = f" ({names.get(path.ends_because, path.ends_because)})" if path.ends_because else ""
    until = f" til {spelled(path.holds_to)}{because}" if path.holds_to else ""
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
    return f"{label}{text}{f' ({note.id})' if with_id else ''} {footnotes.marks((*note.sources, *note.searched))}"


def _comparison(comparison: Comparison, vocabulary: Vocabulary) -> str:
    footnotes = Footnotes()
    answer = comparison.before if comparison.before.subject else comparison.after
    lines = [] if not answer.subject else wrapped(f"{answer.subject.name} · {answer.subject.kind}", indent=2)
    lines += wrapped(comparison_sentence(comparison))
    for change in comparison.changes:
        lines += wrapped(_change_line(change, comparison, vocabulary, footnotes), indent=4)
    for side, word in ((comparison.before, "Før"), (comparison.after, "Efter")):
        lines += wrapped(f"{word} ({spelled(side.at)}): {sentence(side, vocabulary)}", indent=2)
    return "\n".join([*lines, *footnotes.lines()])


def _change_line(change: RowChange, comparison: Comparison, vocabulary: Vocabulary, footnotes: Footnotes) -> str:
    row = change.after or change.before
    assert row
    answer = comparison.after if change.after else comparison.before
    return f"  {CHANGE_WORDS[change.change]} {_clause(row, row.name, answer, vocabulary)}{_remarks(row, answer)} {footnotes.marks(row.sources)}"


def wrapped(text: str, indent: int = 0) -> list[str]:
    """Lines of at most 80 columns; continuation lines are indented."""
    if not text.strip():
        return []
    return textwrap.wrap(text.rstrip(), WIDTH, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)
