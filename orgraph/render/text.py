"""Answers for people: at most 80 columns, quotations numbered like footnotes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from orgraph.answers.answer import ANSWERED, Answer, Comparison, Path, Row, RowChange, holds_on
from orgraph.answers.over_time import Interval, OverTime
from orgraph.dates import end_day, first_day
from orgraph.facts import IN_FORCE, NOTE_KINDS, Note, Source
from orgraph.languages import grammar, label, phrase, text
from orgraph.phrases import Phrase, Text
from orgraph.questions import QUESTIONS, Form
from orgraph.render.clauses import (
    bundles_of,
    clause_of,
    people_of,
    remarks_in_cell,
    remarks_on,
    remarks_on_all,
    sources_of,
)
from orgraph.render.sentences import (
    comparison_sentence,
    note_text,
    over_time_sentence,
    sentence,
    side_name,
    validity_sentence,
)
from orgraph.render.ways import verb_of_hop
from orgraph.vocabulary import Vocabulary

WIDTH = 80
MOST_CANDIDATES = 12
MOST_SOURCES = 2  # on a line of text; JSON has them all
CHANGE_SIGNS = {"lost": "-", "gained": "+", "changed": "~"}


class Footnotes:
    """Numbers quotations as they are first used; the same words in two documents are one footnote.

    `names` are the documents' own, by their ids.
    """

    def __init__(self, names: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> None:
        self.names = dict(names)
        self.sources: dict[str | Source, list[Source]] = {}
        self.numbers: dict[str | Source, int] = {}

    def marks(self, sources: Iterable[Source], most: int | None = None) -> str:
        """[1][2] for these sources, or for the first of them and a word that there are more."""
        sources = list(sources)
        marks = "".join([f"[{number}]" for number in self.numbered(sources, most)])
        return f"{marks}{and_others(sources, most)}"

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
        return [
            line
            for key, number in self.numbers.items()
            for line in wrapped(f"[{number}] {self._cited(self.sources[key])}", indent=4)
        ]

    def _cited(self, sources: list[Source]) -> str:
        """As people cite them; a public source that is known by its address only is named."""
        name = self.names.get(sources[0].document) if not sources[0].first else None
        place = cited(*sources)
        return text("citation.named_place", place=place, name=name) if name else place


def and_others(sources: Iterable[Source], most: int | None) -> str:
    """What stands after so many footnotes when the sources are more; else nothing."""
    if most is None or len({source.quote or source for source in sources}) <= most:
        return ""
    return text("citation.and_others")


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
    places = [place_of(source) for source in sources]
    if not sources[0].quote:
        return text("citation.places", places=places)
    return text("citation.quotation", places=places, quote=sources[0].quote)


def place_of(source: Source) -> str:
    """A document, and the lines when they are known."""
    return text(
        "citation.source_place", document=source.document, first=source.first, last=source.last
    )


def _heading(answer: Answer) -> str:
    return "\n".join(_titled("answers.heading", answer, at=answer.at))


def _titled(code: str, answer: Answer, **values: Any) -> list[str]:
    """The line above an answer; none without a subject."""
    if not answer.subject:
        return []
    subject, kind = answer.subject, answer.subject.kind
    if subject.status != IN_FORCE:
        kind = text("answers.with_status", name=kind, status=subject.status)
    return wrapped(text(code, subject=subject.name, kind=kind, **values), indent=2)


def _body(answer: Answer, vocabulary: Vocabulary, footnotes: Footnotes) -> list[str]:
    told = str(sentence(answer, vocabulary))
    lines = [] if answer.paths else wrapped(told)
    lines += _candidates(answer)
    question = QUESTIONS[answer.question]
    if question.form is Form.RECORD and answer.subject:
        lines += _about_subject(answer, vocabulary, footnotes)
    lines += _rows(answer, vocabulary, footnotes)
    for path in answer.paths:
        lines += _path_lines(path, answer, vocabulary, footnotes)
    if answer.paths:
        lines += wrapped(told)
    if answer.status == ANSWERED and answer.rows and question.dated:
        lines += wrapped(validity_sentence(answer.rows, answer.at))
    lines += _notes(answer, told, vocabulary, footnotes)
    if answer.searched:
        lines += wrapped(text("answers.searched", marks=footnotes.marks(answer.searched)))
    return lines


def _candidates(answer: Answer) -> list[str]:
    """What may have been meant, the first of it."""
    shown = answer.candidates[:MOST_CANDIDATES]
    lines = [
        line
        for candidate in shown
        for line in _line(phrase("answers.candidate", **candidate._asdict()))
    ]
    rest = len(answer.candidates) - len(shown)
    return [*lines, *([f"  {text('answers.more_candidates', count=rest)}"] if rest else [])]


def _about_subject(answer: Answer, vocabulary: Vocabulary, footnotes: Footnotes) -> list[str]:
    node = answer.subject
    assert node
    lines = _line(text("answers.id", id=node.id, marks=footnotes.marks(node.sources)))
    if node.aliases:
        names = ", ".join(alias.name for alias in node.aliases)
        lines += _line(text("answers.aliases", names=names))
    headings = vocabulary.headings(node.label)
    for key, value in node.fields:
        lines += _line(text("answers.field", heading=headings.get(key, key), value=value))
    if node.note:
        lines += _line(text("answers.node_note", note=node.note))
    return lines


# ---- Rows
def _rows(answer: Answer, vocabulary: Vocabulary, footnotes: Footnotes) -> list[str]:
    lines: list[str] = []
    question = QUESTIONS[answer.question]
    if question.form is Form.MATRIX:
        return _matrix(answer, vocabulary, footnotes)
    for bundle in bundles_of(answer.rows):
        lines += _bundle_lines(bundle, answer, vocabulary, footnotes, numbered=question.numbered)
    if answer.more:
        lines.append(f"  {text('answers.more_rows', count=answer.more)}")
    return lines


def _matrix(answer: Answer, vocabulary: Vocabulary, footnotes: Footnotes) -> list[str]:
    """A block for each subject, a line for each body with its roles: a table that stays readable
    at 80 columns.
    """
    lines: list[str] = []
    for subject in dict.fromkeys(row.terms.to for row in answer.rows):
        lines += _line(grammar().join_and(answer.refs(subject)))
        held = [row for row in answer.rows if row.terms.to == subject]
        for body in dict.fromkeys(row.id for row in held):
            mine = [row for row in held if row.id == body]
            roles = dict.fromkeys(_role_words(row, answer, vocabulary) for row in mine)
            marks = footnotes.marks(
                [source for row in mine for source in row.support.sources], MOST_SOURCES
            )
            said = text("answers.matrix_row", body=mine[0].ref, roles=", ".join(roles))
            lines += wrapped(f"    {said} {marks}", indent=6)
    return lines


def _role_words(row: Row, answer: Answer, vocabulary: Vocabulary) -> str:
    return f"{vocabulary.relations[row.role].danish}{remarks_in_cell(row, answer)}"


def _bundle_lines(
    rows: list[Row],
    answer: Answer,
    vocabulary: Vocabulary,
    footnotes: Footnotes,
    *,
    numbered: bool,
) -> list[str]:
    first = rows[0]
    number = f"{first.order:>3} " if numbered and first.order else "  - "
    clause = clause_of(rows, people_of(rows, answer), answer, vocabulary)
    marks = footnotes.marks(sources_of(rows), MOST_SOURCES)
    return wrapped(f"{number}{clause}{remarks_on_all(rows, answer)} {marks}", indent=4)


# ---- Paths, notes, comparisons
def _path_lines(
    path: Path, answer: Answer, vocabulary: Vocabulary, footnotes: Footnotes
) -> list[str]:
    lines = _line(answer.ref(path.nodes[0]).name)
    for hop in path.hops:
        clause = phrase("answers.next_hop", verb=verb_of_hop(hop, vocabulary), end=hop.ref)
        upward = phrase("answers.hop_upward", hop=clause)
        marks = footnotes.marks(hop.support.sources)
        lines += wrapped(f"  {upward}{remarks_on(hop, answer)} {marks}", indent=6)
    because = answer.ref(path.ends_because) if path.ends_because else None
    return [*lines, *_line(way_holds(path, because))]


def way_holds(path: Path, because: Text | None = None) -> Phrase:
    """When the whole of a way holds; and because of what it ended, when that is to be said."""
    start, end = path.holds_from, path.holds_to
    if start and end and first_day(start) >= end_day(end):
        return phrase("answers.way_holds_never")
    return phrase("answers.way_holds", start=start, end=end, because=because)


def _notes(answer: Answer, told: str, vocabulary: Vocabulary, footnotes: Footnotes) -> list[str]:
    """The notes that the sentence has not `told`."""
    lines = []
    for note in answer.notes:
        said = str(note_text(note, answer, vocabulary))
        if answer.note_subject or said not in told:
            with_id = QUESTIONS[answer.question].notes_with_ids
            lines += wrapped(_note_line(note, said, footnotes, with_id=with_id), indent=2)
    return lines


def _note_line(note: Note, said: str, footnotes: Footnotes, *, with_id: bool) -> str:
    if with_id and note.text:  # what is worked out has no id that anybody could look up
        said = text("answers.note_with_id", note=said, id=note.id)
    if note.kind in NOTE_KINDS:
        word = label("answers.NOTE_KINDS", note.kind)
        said = text("answers.note_line", label=word, note=said)
    return f"{said} {footnotes.marks((*note.sources, *note.searched), MOST_SOURCES)}"


def _comparison(comparison: Comparison, vocabulary: Vocabulary) -> str:
    before, after = comparison.before, comparison.after
    footnotes = Footnotes({**before.names, **after.names})
    lines = _titled("answers.heading_of_comparison", before if before.subject else after)
    lines += wrapped(comparison_sentence(comparison))
    for change in comparison.changes:
        lines += wrapped(_change_line(change, comparison, vocabulary, footnotes), indent=4)
    sides = (
        ("answers.before", text("answers.side", date=before.at), before),
        ("answers.after", side_name(comparison), after),
    )
    for code, side, answer in sides:
        lines += wrapped(text(code, side=side, answer=sentence(answer, vocabulary)), indent=2)
    return "\n".join([*lines, *footnotes.lines()])


def _over_time(told: OverTime, vocabulary: Vocabulary) -> str:
    names = {i: name for period in told.intervals for i, name in period.answer.names.items()}
    footnotes = Footnotes(names)
    lines = _titled("answers.heading_over_time", told.answer)
    lines += wrapped(over_time_sentence(told, vocabulary))
    lines += _candidates(told.answer)
    for interval in told.intervals:
        answer = interval.answer
        lines += wrapped(_period(interval, names), indent=2)
        lines += _rows(answer, vocabulary, footnotes)
        for path in answer.paths:
            lines += _path_lines(path, answer, vocabulary, footnotes)
            if not all(holds_on(hop, answer.at) for hop in path.hops):
                lines.append(f"  {text('answers.way_broken_then')}")
        if not answer.rows and not answer.paths:
            lines.append(f"  - {text('answers.no_row')}")
    return "\n".join([*lines, *footnotes.lines()])


def _period(interval: Interval, names: Mapping[str, str]) -> str:
    period = text("answers.period", start=interval.first, end=interval.after)
    if not interval.began_because:
        return text("answers.period_line", period=period)
    changes = [names.get(change, change) for change in interval.began_because]
    return text("answers.period_line_because", period=period, changes=changes)


def _change_line(
    change: RowChange, comparison: Comparison, vocabulary: Vocabulary, footnotes: Footnotes
) -> str:
    row = change.after or change.before
    assert row
    answer = comparison.after if change.after else comparison.before
    clause = clause_of([row], row.ref, answer, vocabulary)
    if QUESTIONS[answer.question].form is Form.MATRIX:
        subjects = grammar().join_and(answer.refs(row.terms.to))
        clause = phrase("answers.matrix_cell", subjects=subjects, clause=clause)
    marks = footnotes.marks(row.support.sources)
    return f"  {CHANGE_SIGNS[change.change]} {clause}{remarks_on(row, answer)} {marks}"


# ---- Lines
def _line(said: str | Phrase) -> list[str]:
    """What stands two columns in, and its continuation four."""
    return wrapped(f"  {said}", indent=4)


def wrapped(said: str | Phrase, indent: int = 0) -> list[str]:
    """Lines of at most 80 columns; continuation lines are indented."""
    line = str(said)
    if not line.strip():
        return []
    return textwrap.wrap(
        line.rstrip(),
        WIDTH,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
