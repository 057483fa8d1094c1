"""The answers that stand on a page: each question asked over time, as periods with their sentence, lines and quotations. Data for the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from markupsafe import Markup

from orgraph.answers import QUESTIONS
from orgraph.answers.answer import Answer, Path, Row, is_unfolded
from orgraph.answers.notes import NOT_MODELLED, OUTSIDE_LIFE
from orgraph.answers.over_time import Asker, Interval, OverTime
from orgraph.danish import listed
from orgraph.dates import one_day, spelled
from orgraph.facts import IN_FORCE, Node, Note
from orgraph.maps.timeline import life_of
from orgraph.organisation import Organisation
from orgraph.render.sentences import note_text, sentence, validity_sentence
from orgraph.render.text import MOST_SOURCES, NOTE_WORDS, bundles_of, clause_of, people_of, remarks_on
from orgraph.site.words import Words
from orgraph.view import View
from orgraph.vocabulary import Vocabulary

FOREVER = "9999-12-31"
HEADINGS = {
    "approves": "Hvem godkender?", "responsible": "Hvem har ansvaret?", "implements": "Hvem gennemfører?", "steps": "Trin for trin",
    "escalate": "Hvordan kommer en sag videre opad?", "appoints": "Hvem sidder med, og hvem udpeger?", "history": "Hvad er der sket?",
}  # fmt: skip


class Line(NamedTuple):
    """One line of an answer: its number in the order, the clause, what is added in brackets, and the footnotes."""

    number: int | None
    clause: Markup
    remarks: Markup
    marks: Markup


class Way(NamedTuple):
    """A path upward: where it begins, its hops, and the time in which the whole of it holds."""

    start: Markup
    hops: tuple[Line, ...]
    holds: str


class Period(NamedTuple):
    """A time in which the answer is the same, as days and in words, with what began and ended it."""

    first: str | None
    after: str | None
    when: str
    because: Markup
    sentence: Markup
    lines: tuple[Line, ...]
    ways: tuple[Way, ...]
    validity: str


class NoteLine(NamedTuple):
    """A note in words: the word for its kind, its text and its footnotes."""

    id: str
    word: str
    text: Markup
    marks: Markup


class Told(NamedTuple):
    """A question's answer through all times. `silence` says what is missing when nothing answers it, `searched` where somebody looked."""

    question: str
    heading: str
    periods: tuple[Period, ...]
    silence: Markup
    notes: tuple[NoteLine, ...]
    searched: Markup
    facts: frozenset[str]


class Teller:
    """Asks and tells for one page."""

    def __init__(self, organisation: Organisation, words: Words, node: Node) -> None:
        self.organisation, self.words, self.node = organisation, words, node
        self.vocabulary = organisation.vocabulary
        self._asker = Asker(organisation)
        self._noted: set[str] = set()

    # ---- Asking
    def ask(self, question: str) -> OverTime:
        """The question asked of the node over time, begun on the first day on which it is known to exist; each day is asked once."""
        first = max(life_of(self.node.validity).first, 1)
        answer = QUESTIONS[question]
        found: dict[int, Answer] = {}

        def asked(view: View) -> Answer:
            if view.day not in found:
                found[view.day] = answer(view, self.node, self.node.id)
            return found[view.day]

        if not self.may_answer(question):
            return OverTime(asked(view_on(self.organisation, first)), ())
        return self._asker.ask(one_day(first), asked)

    def may_answer(self, question: str) -> bool:
        """False when nothing that the question reads has to do with the node, so that no time can answer it."""
        asked = self.vocabulary.questions.get(question)
        into, out, node_id = self.organisation.list_in, self.organisation.list_out, self.node.id
        if asked is None:
            return True
        if question == "history":
            changes = self.node.validity.began_by or self.node.validity.ended_by or self.organisation.list_concerning(node_id)
            return bool(changes) or any(into(name, node_id) or out(name, node_id) for name in asked.chain)
        belongs = any(out(name, node_id) for name in (*self.vocabulary.membership(), *self.vocabulary.instances()))
        return belongs or bool(self.organisation.list_about(node_id)) or any(into(name, node_id) for name in asked.chain)

    def tell(self, question: str, found: OverTime) -> Told:
        """The answer in words."""
        periods = tuple(self._period(interval) for interval in found.intervals if not _outside_life(interval.answer))
        answers = [interval.answer for interval in found.intervals] or [found.answer]
        notes = tuple(self._notes(answers))
        last = self.words.marked(answers[-1])
        silence = "" if is_answered(question, found, self.vocabulary) else sentence(last, self.vocabulary)
        searched = self.words.marks(last.searched)
        facts = frozenset(row.fact for answer in answers for row in answer.every_row())
        return Told(question, HEADINGS[question], periods, self.words.html(silence), notes, searched, facts)

    def rest_of_notes(self) -> list[NoteLine]:
        """The notes on the node that no answer has shown."""
        return [self._note(note, note.text) for note in self.organisation.list_notes_on(self.node.id) if note.id not in self._noted]

    # ---- Periods
    def _period(self, interval: Interval) -> Period:
        answer = self.words.marked(interval.answer)
        told = self.words.html(sentence(answer, self.vocabulary))
        lines, ways = tuple(self.lines(answer)), tuple(self._way(path, answer) for path in answer.paths)
        if answer.question == "history":  # a life is told whole, whatever the day
            return Period(None, None, "", Markup(""), told, lines, ways, "")
        validity = validity_sentence(answer.every_row(), interval.after or FOREVER)
        return Period(interval.first, interval.after, when(interval.first, interval.after), self._because(interval), told, lines, ways, validity)

    def _because(self, interval: Interval) -> Markup:
        if not interval.began_because and not interval.ended_because:
            return Markup("")
        parts = [("Begyndte med", interval.began_because), ("Endte med", interval.ended_because)]
        return Markup(". ").join(Markup("{}: {}").format(word, self.words.links(ids)) for word, ids in parts if ids)

    def lines(self, answer: Answer) -> Iterable[Line]:
        """The rows of a marked answer, those that belong together on one line."""
        return [self._line(bundle, answer) for bundle in bundles_of(answer.rows)]

    def _line(self, rows: list[Row], answer: Answer) -> Line:
        first = rows[0]
        sources = list(dict.fromkeys(source for row in rows if not row.via for source in row.sources)) or list(first.sources)
        clause = clause_of(first, people_of(rows), answer, self.vocabulary)
        return Line(first.order, self.words.html(clause), self.words.html(remarks_on(first, answer)), self.words.marks(sources, MOST_SOURCES))

    def _way(self, path: Path, answer: Answer) -> Way:
        names = dict(answer.names)
        return Way(self.words.html(names.get(path.nodes[0], path.nodes[0])), tuple(self._hop(hop, answer) for hop in path.hops), _holds(path))

    def _hop(self, hop: Row, answer: Answer) -> Line:
        kind = self.vocabulary.relations[hop.role]
        clause = self.words.html(f"{kind.danish if hop.direction == 'out' else kind.inverse} {hop.name}")
        return Line(hop.order, clause, self.words.html(remarks_on(hop, answer)), self.words.marks(hop.sources, MOST_SOURCES))

    # ---- Notes
    def _notes(self, answers: list[Answer]) -> Iterable[NoteLine]:
        for answer in answers:
            marked = self.words.marked(answer)
            for note in answer.notes:
                if note.kind != OUTSIDE_LIFE and note.id not in self._noted:
                    yield self._note(note, note_text(note, marked, self.vocabulary))

    def _note(self, note: Note, text: str) -> NoteLine:
        self._noted.add(note.id)
        word = NOTE_WORDS.get(note.kind, "Ingen har ledt" if note.kind == NOT_MODELLED else "")
        return NoteLine(note.id, word, self.words.html(text), self.words.marks((*note.sources, *note.searched), MOST_SOURCES))


def when(first: str | None, after: str | None) -> str:
    """A period in words."""
    since = f"Fra {spelled(first)}" if first else "Fra ukendt tid"
    return f"{since} til {spelled(after)}" if after else since


def is_answered(question: str, found: OverTime, vocabulary: Vocabulary) -> bool:
    """Whether something at any time answers the question, and does not only stand beside the answer."""
    asked = vocabulary.questions.get(question)
    rows = [row for interval in found.intervals for row in interval.answer.rows]
    return bool(found.intervals) if asked is None or question == "history" else any(row.role in asked.decides for row in rows)


def summarise(found: OverTime, words: Words, key: Callable[[Answer], Iterable[tuple[str, ...]]]) -> list[list[str | None]]:
    """What a table of many subjects shows of an answer: each part with the days on which it holds, neighbours joined."""
    open_until: dict[tuple[str, ...], list[str | None]] = {}
    lines: list[list[str | None]] = []
    for interval in found.intervals:
        for part in dict.fromkeys(key(words.marked(interval.answer))):
            line = open_until.get(part)
            if line is not None and line[1] == interval.first:
                line[1] = interval.after
            else:
                open_until[part] = line = [interval.first, interval.after, *part]
                lines.append(line)
    return lines


def holders(answer: Answer) -> Iterable[tuple[str, ...]]:
    """Role, people and whether it is about something else, of each line of a marked answer; as in the matrix, members of collectives are not unfolded."""
    names = dict(answer.names)
    for rows in bundles_of(tuple(row for row in answer.rows if not is_unfolded(row, answer.rows))):
        first = rows[0]
        to = f" → {listed([names.get(node, node) for node in first.to])}" if first.to else ""
        value = f" ({first.value})" if first.value else ""
        status = f" ({first.fact_status})" if first.fact_status != IN_FORCE else ""
        yield first.role, f"{people_of(rows)}{value}{to}{status}", "om" if first.to else ""


def first_way(answer: Answer) -> Iterable[tuple[str, ...]]:
    """The bodies of the shortest way."""
    return [answer.paths[0].nodes] if answer.paths else []


def _outside_life(answer: Answer) -> bool:
    """Whether the thing does not exist then; that its answers end is said where they end."""
    return not answer.rows and not answer.paths and any(note.kind == OUTSIDE_LIFE for note in answer.notes)


def _holds(path: Path) -> str:
    if path.holds_from and path.holds_to and path.holds_from >= path.holds_to:
        return "Leddene har aldrig gjaldt på samme tid."
    since = f"fra {spelled(path.holds_from)}" if path.holds_from else "uden oplyst begyndelse"
    return f"Hele vejen gælder {since}{f' til {spelled(path.holds_to)}' if path.holds_to else ''}."


def applies(question: str, node: Node, vocabulary: Vocabulary) -> bool:
    """Whether the question is one that people ask of such a thing, so that silence is worth saying."""
    kind = vocabulary.kinds.get(node.kind)
    relations = vocabulary.relations
    if node.label in vocabulary.bodies():
        return question in ("escalate", "appoints") and kind is not None and kind.subordinate
    if question == "approves":
        return any(node.label in relations[name].sources for name in vocabulary.instances())
    return question == "responsible" and all(node.label in relations[name].targets for name in vocabulary.questions[question].owner)


def view_on(organisation: Organisation, first: int) -> View:
    """The organisation on a day given as a number."""
    return View(organisation, one_day(max(first, 1)))
