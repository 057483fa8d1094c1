"""The answers that stand on a page: each question asked over time, as periods with their sentence,
lines and quotations. Data for the templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from orgraph.answers import ask_node
from orgraph.answers.answer import Answer, Path, Row, is_unfolded
from orgraph.answers.notes import NOT_MODELLED, OUTSIDE_LIFE
from orgraph.answers.over_time import Asker, Interval, OverTime
from orgraph.dates import one_day
from orgraph.facts import IN_FORCE, NOTE_KINDS, Node, Note, Source
from orgraph.languages import label, phrase, table, text
from orgraph.organisation import Organisation
from orgraph.pages.timeline import life_of
from orgraph.phrases import Phrase, Text
from orgraph.questions import QUESTIONS, Form
from orgraph.render.clauses import (
    bundles_of,
    clause_of,
    people_of,
    remarks_on,
    remarks_on_all,
    sources_of,
)
from orgraph.render.sentences import note_text, sentence, validity_sentence
from orgraph.render.text import MOST_SOURCES, way_holds
from orgraph.render.ways import verb_of_hop
from orgraph.site.links import Linker
from orgraph.site.page_model import AnswerSection, Line, NoteLine, Period, Shown, Way
from orgraph.view import View
from orgraph.vocabulary import Vocabulary

FOREVER = "9999-12-31"
MOST_HOPS, LAST_HOPS = 40, 10  # of a way on a page, and how many of them are its last


class SectionWriter:
    """Asks the questions of one page over time, and writes their answers as sections.

    Notes are written once on a page, with the first answer that they bear on.
    """

    def __init__(self, organisation: Organisation, linker: Linker, node: Node) -> None:
        self.organisation, self.linker, self.node = organisation, linker, node
        self.vocabulary = organisation.vocabulary
        self._asker = Asker(organisation)
        self._noted: set[str] = set()

    # ---- Asking
    def ask(self, question: str) -> OverTime:
        """The question asked of the node over time, begun on the first day on which it is known to
        exist; each day is asked once.
        """
        first = max(life_of(self.node.validity).first, 1)
        found: dict[int, Answer] = {}

        def asked(view: View) -> Answer:
            if view.day not in found:
                found[view.day] = ask_node(view, question, self.node)
            return found[view.day]

        if not self.may_answer(question):
            return OverTime(asked(view_on(self.organisation, first)), ())
        return self._asker.ask(one_day(first), asked)

    def may_answer(self, question: str) -> bool:
        """False when nothing that the question reads has to do with the node, so that no time can
        answer it.
        """
        asked = self.vocabulary.questions.get(question)
        into, out, node_id = self.organisation.list_in, self.organisation.list_out, self.node.id
        if asked is None:
            return True
        if QUESTIONS[question].form is Form.LIFE:
            changes = (
                self.node.validity.began_by
                or self.node.validity.ended_by
                or self.organisation.list_concerning(node_id)
            )
            return bool(changes) or any(
                into(name, node_id) or out(name, node_id) for name in asked.chain
            )
        belongs = any(
            out(name, node_id)
            for name in (*self.vocabulary.membership, *self.vocabulary.instances)
        )
        return (
            belongs
            or bool(self.organisation.list_about(node_id))
            or any(into(name, node_id) for name in asked.chain)
        )

    def write(self, question: str, found: OverTime) -> AnswerSection:
        """The section of a question, with what `ask` found."""
        periods = tuple(
            self._period(interval)
            for interval in found.intervals
            if not _outside_life(interval.answer)
        )
        answers = [interval.answer for interval in found.intervals] or [found.answer]
        notes = tuple(self._notes(answers))
        last = answers[-1]
        answered = is_answered(question, found, self.vocabulary)
        silence: Text = "" if answered else sentence(last, self.vocabulary)
        searched = self.linker.marks(last.searched)
        facts = frozenset(row.fact for answer in answers for row in answer.every_row())
        return AnswerSection(
            question=question,
            heading=table("questions.QUESTIONS")[question].heading,
            periods=periods,
            silence=self.linker.html(silence),
            notes=notes,
            searched=searched,
            facts=facts,
        )

    def remaining_notes(self) -> list[NoteLine]:
        """The notes on the node that no answer has shown."""
        return [
            self._note(note, note.text)
            for note in self.organisation.list_notes_on(self.node.id)
            if note.id not in self._noted
        ]

    # ---- Periods
    def _period(self, interval: Interval) -> Period:
        answer = interval.answer
        period = Period(
            first=None,
            after=None,
            when="",
            because=Markup(""),
            sentence=self.linker.html(sentence(answer, self.vocabulary)),
            lines=tuple(self._lines(answer)),
            ways=tuple(self._way(path, answer) for path in answer.paths),
            validity="",
        )
        if QUESTIONS[answer.question].form is Form.LIFE:  # a life is told whole, whatever the day
            return period
        return period._replace(
            first=interval.first,
            after=interval.after,
            when=when(interval.first, interval.after),
            because=self._because(interval),
            validity=validity_sentence(answer.every_row(), interval.after or FOREVER),
        )

    def _because(self, interval: Interval) -> Markup:
        began, ended = interval.began_because, interval.ended_because
        if not began and not ended:
            return Markup("")
        code = (
            "began_and_ended_with" if began and ended else "began_with" if began else "ended_with"
        )
        changes = {"began": self.linker.listed(began), "ended": self.linker.listed(ended)}
        return self.linker.html(phrase(f"answers.{code}", **changes))

    def _lines(self, answer: Answer) -> Iterable[Line]:
        """The rows of an answer, those that belong together on one line."""
        return [self._line(bundle, answer) for bundle in bundles_of(answer.rows)]

    def _line(self, rows: list[Row], answer: Answer) -> Line:
        first = rows[0]
        clause = clause_of(rows, people_of(rows, answer), answer, self.vocabulary)
        return self._row_line(first, clause, remarks_on_all(rows, answer), sources_of(rows))

    def _way(self, path: Path, answer: Answer) -> Way:
        lines = [self._hop(hop, answer) for hop in _shown_hops(path)]
        if left_out := len(path.hops) - len(lines):
            said = text("answers.hops_left_out", count=left_out)
            left = Line(None, Markup.escape(said), Markup(), Markup())
            lines.insert(MOST_HOPS - LAST_HOPS, left)
        start = self.linker.html(answer.ref(path.nodes[0]))
        return Way(start, tuple(lines), str(way_holds(path)))

    def _hop(self, hop: Row, answer: Answer) -> Line:
        verb = verb_of_hop(hop, self.vocabulary)
        clause = phrase("answers.next_hop", verb=verb, end=hop.ref)
        return self._row_line(hop, clause, remarks_on(hop, answer), hop.support.sources)

    def _row_line(
        self, row: Row, clause: Phrase, remarks: Phrase, sources: Iterable[Source]
    ) -> Line:
        return Line(
            number=row.order,
            clause=self.linker.html(clause),
            remarks=self.linker.html(remarks),
            marks=self.linker.marks(sources, MOST_SOURCES),
        )

    # ---- Notes
    def _notes(self, answers: list[Answer]) -> Iterable[NoteLine]:
        for answer in answers:
            for note in answer.notes:
                if note.kind != OUTSIDE_LIFE and note.id not in self._noted:
                    yield self._note(note, note_text(note, answer, self.vocabulary))

    def _note(self, note: Note, said: Text) -> NoteLine:
        self._noted.add(note.id)
        labelled = note.kind in (*NOTE_KINDS, NOT_MODELLED)
        return NoteLine(
            note.id,
            label("answers.NOTE_KINDS", note.kind) if labelled else "",
            self.linker.html(said),
            self.linker.marks((*note.sources, *note.searched), MOST_SOURCES),
        )


def when(first: str | None, after: str | None) -> str:
    """A period in words."""
    return text("answers.period", start=first, end=after)


def is_answered(question: str, found: OverTime, vocabulary: Vocabulary) -> bool:
    """Whether something at any time answers the question, and does not only stand beside the
    answer.
    """
    asked = vocabulary.questions.get(question)
    rows = [row for interval in found.intervals for row in interval.answer.rows]
    return (
        bool(found.intervals)
        if asked is None or QUESTIONS[question].form is Form.LIFE
        else any(row.role in asked.decides for row in rows)
    )


def summarise(found: OverTime, parts: Callable[[Answer], Iterable[Shown]]) -> list[Shown]:
    """What a table of many subjects shows of an answer: each part with the days on which it holds,
    neighbours joined.
    """
    places: dict[Shown, int] = {}
    shown: list[Shown] = []
    for interval in found.intervals:
        for part in dict.fromkeys(parts(interval.answer)):
            place = places.get(part)
            if place is not None and shown[place].after == interval.first:
                shown[place] = shown[place]._replace(after=interval.after)
            else:
                places[part] = len(shown)
                shown.append(part._replace(first=interval.first, after=interval.after))
    return shown


def holders(answer: Answer) -> Iterable[Shown]:
    """Each line of an answer; as in the matrix, members of collectives are not unfolded."""
    for rows in bundles_of(row for row in answer.rows if not is_unfolded(row, answer.rows)):
        first = rows[0]
        said = phrase(
            "answers.holder_cell",
            people=people_of(rows, answer),
            value=first.terms.value,
            receivers=answer.refs(first.terms.to),
            status=first.period.status if first.period.status != IN_FORCE else None,
        )
        yield Shown(said, role=first.role, beside=bool(first.terms.to))


def first_way(answer: Answer) -> Iterable[Shown]:
    """The bodies of the shortest way."""
    if answer.paths:
        yield Shown(phrase("answers.way_row", stops=answer.refs(answer.paths[0].nodes)))


def _shown_hops(path: Path) -> tuple[Row, ...]:
    """The first and the last hops: a page for each step of a long way would else hold all of it
    again.
    """
    hops = path.hops
    if len(hops) <= MOST_HOPS:
        return hops
    return (*hops[: MOST_HOPS - LAST_HOPS], *hops[-LAST_HOPS:])


def _outside_life(answer: Answer) -> bool:
    """Whether the thing does not exist then; that its answers end is said where they end."""
    return (
        not answer.rows
        and not answer.paths
        and any(note.kind == OUTSIDE_LIFE for note in answer.notes)
    )


def view_on(organisation: Organisation, first: int) -> View:
    """The organisation on a day given as a number."""
    return View(organisation, one_day(max(first, 1)))
