"""A difference told before it becomes text, Markdown or a page: sections of lines, each line with
a cell for every column. What is mentioned by name keeps its id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from orgraph.answers.answer import Answer, Row, RowChange, is_unfolded
from orgraph.facts import Node, Relation, Source
from orgraph.languages import grammar, label, phrase, text
from orgraph.phrases import Phrase, Ref, Text
from orgraph.render.difference_words import measure_why, some
from orgraph.render.scenario_steps import Remark, step_sentences
from orgraph.render.terms import terms_text
from orgraph.scenario.affected import ASKED
from orgraph.scenario.difference import (
    ALTERED,
    BEGUN,
    ENDED,
    MOVED,
    ChangedAnswer,
    ChangedFact,
    Difference,
    Loss,
)
from orgraph.scenario.measures import Entry, Measure
from orgraph.scenario.terms import identity
from orgraph.text_matching import fold
from orgraph.view import View

MOST_NAMES = 6
MOST_KINDS = 2
# In the order in which they are told.
FACTS = (ENDED, MOVED, BEGUN, ALTERED)
LOSSES = ("lost", "moved", "kept")
STATES = ("new", "same", "gone")
ANSWERS = ("lost", "gained", "changed")
QUESTIONS = (*ASKED, "")  # the last are questions of one's own


class Part(NamedTuple):
    """A piece of a cell, and its change: lost, gained, changed, same; `none` when there is
    nothing, `new` when that is new.
    """

    phrase: Phrase
    change: str = "same"

    @property
    def text(self) -> str:
        """The piece in plain words."""
        return str(self.phrase)

    @property
    def word(self) -> str:
        """What the colour says, in a word."""
        return label("difference.PARTS", self.change)


class Line(NamedTuple):
    """One thing that changes: what it is, the change as key and word, a cell for each column, the
    sentences that fall away, and what is said of the thing.
    """

    subject: Phrase
    kind: str
    change: str
    word: str
    cells: tuple[tuple[Part, ...], ...]
    sources: tuple[Source, ...] = ()
    about: tuple[Source, ...] = ()


class Group(NamedTuple):
    """Lines under one heading, with what they come to."""

    heading: str
    summary: str
    lines: tuple[Line, ...]


class Number(NamedTuple):
    """A measure: its number in each column, how many are new in each scenario, and the list that
    it opens into.
    """

    name: str
    heading: str
    why: str
    counts: tuple[int, ...]
    new: tuple[int, ...]
    lines: tuple[Line, ...]


class Heading(NamedTuple):
    """A column: what it is called (a letter, when there are several scenarios), its day, its
    scenario's name and file, what decided it, and its steps.

    Each step is a sentence with what there is to tell of it.
    """

    name: str
    day: str
    scenario: str = ""
    file: str = ""
    sources: tuple[Source, ...] = ()
    steps: tuple[tuple[Phrase, tuple[Remark, ...]], ...] = ()


class DifferenceReport(NamedTuple):
    """Everything that there is to tell.

    `scope` says what measures and answers are about; `relations` are the many that only end or
    begin.

    `documents` names the sources that are known by their address only.
    """

    title: str
    scope: str
    columns: tuple[Heading, ...]
    summary: tuple[str, ...]
    losses: tuple[Group, ...]
    numbers: tuple[Number, ...]
    facts: tuple[Group, ...]
    relations: tuple[Group, ...]
    answers: tuple[Group, ...]
    documents: tuple[tuple[str, str], ...] = ()


def build_report(difference: Difference) -> DifferenceReport:
    """The difference in words."""
    scenarios = [column.scenario.name for column in difference.columns if column.scenario]
    report = DifferenceReport(
        title=_say("title", scenarios=scenarios),
        scope=_say("in_everything" if difference.everything else "in_affected"),
        columns=tuple(_heading(difference, number) for number in range(len(difference.columns))),
        summary=tuple(_summary(difference)),
        losses=_loss_groups(difference),
        numbers=tuple(_number(difference, measure) for measure in difference.measures),
        facts=tuple(_fact_groups(difference, plain=False)),
        relations=tuple(_fact_groups(difference, plain=True)),
        answers=tuple(_answer_groups(difference)),
    )
    return report._replace(documents=tuple(_documents(difference, report)))


def _say(code: str, **values: Any) -> str:
    return text(f"difference.{code}", **values)


def _phrase(code: str, **values: Any) -> Phrase:
    return phrase(f"difference.{code}", **values)


def _documents(difference: Difference, report: DifferenceReport) -> Iterator[tuple[str, str]]:
    groups = (*report.losses, *report.facts, *report.relations, *report.answers)
    lists = [group.lines for group in groups] + [number.lines for number in report.numbers]
    cited = [
        source for lines in lists for line in lines for source in (*line.sources, *line.about)
    ]
    cited += [source for column in report.columns for source in column.sources]
    for document in dict.fromkeys(source.document for source in cited if not source.first):
        if node := difference.find_node(document):
            yield document, node.name


def _heading(difference: Difference, number: int) -> Heading:
    column = difference.columns[number]
    day = grammar().format_date(column.view.at)
    if column.scenario is None or column.applied is None:
        return Heading(_say("before"), day)
    scenario = column.scenario
    sources = dict.fromkeys(source for change in scenario.changes for source in change.sources)
    return Heading(
        name=_letter(difference, number - 1) or _say("after"),
        day=day,
        scenario=scenario.name,
        file=scenario.file,
        sources=tuple(sources),
        steps=tuple(step_sentences(column.applied, difference.before.organisation)),
    )


def _letter(difference: Difference, scenario: int) -> str:
    """A, B … for several scenarios."""
    return chr(ord("A") + scenario) if len(difference.columns) > 2 else ""


# ---- In short
def _summary(difference: Difference) -> Iterator[str]:
    """What matters most, a few sentences for each scenario."""
    for number in range(len(difference.columns) - 1):
        letter = _letter(difference, number)
        changed = sum(bool(answer.changes[number]) for answer in difference.answers)
        sentences = (
            _facts_sentence(difference, difference.facts[number]),
            *_losses_sentences(difference, difference.losses[number]),
            _say("answers_changed", count=changed, asked=difference.asked),
        )
        for sentence in sentences:
            if letter:
                yield _say("in_column", column=letter, sentence=sentence)
            else:
                yield _say("capital", sentence=sentence)


def _facts_sentence(difference: Difference, facts: Sequence[ChangedFact]) -> str:
    changes = []
    for change in FACTS:
        found = [
            known
            for fact in facts
            if fact.change == change and (known := fact.before or fact.after)
        ]
        nodes = [node for node in found if isinstance(node, Node)]
        things = _kinds(difference, nodes)
        if len(found) > len(nodes):
            things.append(_say("relations", count=len(found) - len(nodes)))
        if things:
            word = label("difference.FACTS", change)
            changes.append(_say("facts_changed", things=things, change=word))
    return _say("all_facts", changes=changes) if changes else _say("no_facts")


def _losses_sentences(difference: Difference, losses: Sequence[Loss]) -> Iterator[str]:
    """Who has nobody responsible any longer, by name of the role; then how many lose the last one
    in any role.
    """
    orphaned = [loss for loss in losses if not loss.remaining]
    main = difference.before.vocabulary.reads("responsible").main
    if alone := [loss.subject for loss in orphaned if loss.role == main]:
        verb = difference.before.vocabulary.relations[main].danish
        yield _say("orphaned", things=_kinds(difference, alone), verb=verb)
    if orphaned:
        yield _say("losing_the_last", count=len({loss.subject.id for loss in orphaned}))
    else:
        yield _say("nothing_lost")


def _kinds(difference: Difference, nodes: Iterable[Node]) -> list[str]:
    """48 målsætninger, 17 opgaver, 3 andre: what there is less of, together."""
    kinds = difference.before.vocabulary.kinds
    ordered = Counter({node.id: node.kind for node in nodes}.values()).most_common()
    shown = [
        _say("of_kind", count=count, one=kind, other=kinds[kind].plural)
        for kind, count in ordered[:MOST_KINDS]
    ]
    rest = sum(count for _, count in ordered[MOST_KINDS:])
    return [*shown, _say("other_things", count=rest)] if rest else shown


# ---- Who loses whom
def _loss_groups(difference: Difference) -> tuple[Group, ...]:
    """A group for each relation type, those of responsibility first; in it first what stands
    without anybody.
    """
    vocabulary = difference.before.vocabulary
    order = dict.fromkeys(
        relation_type
        for question in ("responsible", "approves", "implements", "appoints")
        for relation_type in vocabulary.reads(question).chain
    )
    by_role: dict[str, dict[str, dict[int, Loss]]] = {}
    for number, losses in enumerate(difference.losses):
        for loss in losses:
            by_role.setdefault(loss.role, {}).setdefault(loss.subject.id, {})[number] = loss
    groups = []
    for role in [relation_type for relation_type in order if relation_type in by_role]:
        lines = _sorted(
            [_loss_line(difference, found) for found in by_role[role].values()], LOSSES
        )
        counts = [
            _say("counted", count=count, word=label("difference.LOSSES", change))
            for change, count in _count_changes(lines, LOSSES)
        ]
        heading = vocabulary.relations[role].danish
        groups.append(Group(heading, _say("list", items=counts), tuple(lines)))
    return tuple(groups)


def _count_changes(lines: Sequence[Line], changes: Iterable[str]) -> list[tuple[str, int]]:
    """How many lines there are of each change, as far as there are any."""
    counts = Counter(line.change for line in lines)
    return [(change, counts[change]) for change in changes if counts[change]]


def _sorted(lines: list[Line], changes: Iterable[str]) -> list[Line]:
    """By what happens; then the kinds that there are most of first."""
    order = list(changes)
    kinds = Counter(line.kind for line in lines)
    return sorted(lines, key=lambda line: (order.index(line.change), -kinds[line.kind], line.kind))


def _loss_line(difference: Difference, losses: dict[int, Loss]) -> Line:
    any_loss = next(iter(losses.values()))
    lost = tuple(dict.fromkeys(row for loss in losses.values() for row in loss.lost))
    losing = {row.id for row in lost}
    kept = [node for node in any_loss.remaining if node not in (*any_loss.heirs, *losing)]
    before = [
        *(_part(Ref(row.id, row.name), "lost") for row in lost),
        *(_part(_name(difference, node)) for node in kept),
    ]
    cells = [
        _loss_cell(difference, losses.get(number)) for number in range(len(difference.losses))
    ]
    changes = {
        number: "lost" if not loss.remaining else "moved" if loss.heirs else "kept"
        for number, loss in losses.items()
    }
    return Line(
        subject=_ref(any_loss.subject),
        kind=any_loss.subject.kind,
        change=min(changes.values(), key=LOSSES.index),
        word=_word(difference, "LOSSES", changes),
        cells=(_unique(before), *cells),
        sources=tuple(dict.fromkeys(source for row in lost for source in row.support.sources)),
        about=_about(any_loss.subject),
    )


def _word(difference: Difference, table: str, changes: dict[int, str]) -> str:
    """What happens in the scenarios (by number): one word when all of them have it."""
    words = {number: label(f"difference.{table}", change) for number, change in changes.items()}
    if len(set(words.values())) == 1 and len(words) == len(difference.columns) - 1:
        return next(iter(words.values()))
    columns = [
        _say("in_column", column=_letter(difference, number), sentence=word)
        for number, word in sorted(words.items())
    ]
    return _say("in_columns", columns=columns)


def _loss_cell(difference: Difference, loss: Loss | None) -> tuple[Part, ...]:
    if loss is None:
        return (_part(_say("as_before")),)
    if loss.remaining:
        return tuple(
            _part(_name(difference, node), "gained" if node in loss.heirs else "same")
            for node in loss.remaining
        )
    nobody = _part(_say("nobody"), "none")
    if not loss.others:
        return (nobody,)
    others = some([_name(difference, node) for node in loss.others], MOST_NAMES)
    return nobody, _part(_phrase("still_tied", names=others))


def _part(piece: Text, change: str = "same") -> Part:
    return Part(Phrase.of(piece), change)


def _about(node: Node) -> tuple[Source, ...]:
    """The first sentence that a document says of the thing, unless it is its name."""
    return tuple(
        source
        for source in node.sources[:1]
        if source.quote and fold(source.quote) != fold(node.name)
    )


# ---- Numbers
def _number(difference: Difference, measure: Measure) -> Number:
    counts = tuple(len(column) for column in measure.columns)
    new = [
        {entry.subject.id for entry in measure.new(number)} for number in range(len(counts) - 1)
    ]
    entries: dict[str, Entry] = {
        entry.subject.id: entry for column in measure.columns for entry in column
    }
    lines = [_entry_line(difference, measure, entry, new) for entry in entries.values()]
    return Number(
        name=measure.name,
        heading=label("difference.MEASURES", measure.name),
        why=measure_why(measure.name, difference.before.vocabulary),
        counts=counts,
        new=tuple(len(found) for found in new),
        lines=tuple(_sorted(lines, STATES)),
    )


def _entry_line(
    difference: Difference, measure: Measure, entry: Entry, new: Sequence[set[str]]
) -> Line:
    node = entry.subject
    found = [
        next((each for each in column if each.subject.id == node.id), None)
        for column in measure.columns
    ]
    cells = tuple(
        _entry_cell(difference, measure.name, each, new=number > 0 and node.id in new[number - 1])
        for number, each in enumerate(found)
    )
    change = "new" if any(node.id in ids for ids in new) else "same" if all(found[1:]) else "gone"
    held = tuple(
        _part(_held(difference, row), "lost")
        for row in entry.held
        if measure.name != "approved-twice"
    )
    return Line(
        subject=_ref(node),
        kind=node.kind,
        change=change,
        word=label("difference.STATES", change),
        cells=(held if held and not found[0] else cells[0], *cells[1:]),
        sources=tuple(
            dict.fromkeys(source for row in entry.held for source in row.support.sources)
        ),
        about=_about(node),
    )


def _entry_cell(
    difference: Difference, name: str, entry: Entry | None, *, new: bool
) -> tuple[Part, ...]:
    if entry is None:
        return (_part(_say("nothing")),)
    return (_part(_entry_phrase(difference, name, entry), "new" if new else "same"),)


def _entry_phrase(difference: Difference, name: str, entry: Entry) -> Text:
    """What a measure says of one thing."""
    names = some([_name(difference, node) for node in entry.others], MOST_NAMES)
    if name == "passages":
        return _phrase("passages", count=entry.value or 0, names=names)
    if name == "lengths":
        return _say("lengths", was=_steps(entry.was), now=_steps(entry.value))
    if name == "implemented-only":
        return _say("implementing", count=entry.value)
    if name == "appointers-lost":
        return _phrase("without", names=names)
    return names if name in ("approved-twice", "circles") else _say("nobody")


def _steps(number: int | None) -> str:
    if number is None:
        return _say("no_way")
    return _say("steps", count=number) if number else _say("no_steps")


# ---- Facts
def _fact_groups(difference: Difference, *, plain: bool) -> Iterator[Group]:
    """For each scenario and change: the things and what moves or changes; or (`plain`) the
    relations that end or begin.
    """
    for number, facts in enumerate(difference.facts):
        letter = _letter(difference, number)
        for change in FACTS:
            for sort, code in ((Node, "things_that"), (Relation, "relations_that")):
                found = [
                    fact
                    for fact in facts
                    if fact.change == change and isinstance(fact.before or fact.after, sort)
                ]
                if found and plain == (sort is Relation and change in (ENDED, BEGUN)):
                    heading = _say(code, change=label("difference.FACTS", change))
                    if letter:
                        heading = _say("in_column", column=letter, sentence=heading)
                    lines = tuple(_fact_line(difference, fact) for fact in found)
                    yield Group(heading, str(len(found)), lines)


# What the page and the text show a changed fact as.
_SHOWN = {ENDED: "lost", BEGUN: "gained", MOVED: "moved", ALTERED: "changed"}


def _fact_line(difference: Difference, fact: ChangedFact) -> Line:
    old, new = fact.before, fact.after
    known = old or new
    assert known
    if isinstance(known, Node):
        kind = known.kind
    else:
        kind = difference.before.vocabulary.relations[known.type].danish
    return Line(
        subject=_fact_phrase(difference, known),
        kind=kind,
        change=_SHOWN[fact.change],
        word=label("difference.FACTS", fact.change),
        cells=(
            _fact_cell(difference, old, "lost"),
            _fact_cell(difference, new, "gained", terms=_new_terms(fact)),
        ),
        sources=known.sources,
    )


def _new_terms(fact: ChangedFact) -> str:
    """The terms that one relation holds on afterwards and did not before."""
    old, new = fact.before, fact.after
    if isinstance(old, Relation) and isinstance(new, Relation) and identity(old) == identity(new):
        return terms_text(old, new)
    return ""


def _fact_cell(
    difference: Difference, fact: Node | Relation | None, change: str, *, terms: str = ""
) -> tuple[Part, ...]:
    if fact is None:
        return (_part(_say("nothing")),)
    told = _fact_phrase(difference, fact)
    if terms:
        told = _phrase("relation_on_terms", relation=told, terms=terms)
    return (_part(told, change),)


def _fact_phrase(difference: Difference, fact: Node | Relation) -> Phrase:
    if isinstance(fact, Node):
        return _ref(fact)
    return _phrase(
        "relation",
        source=_name(difference, fact.source),
        verb=difference.before.vocabulary.relations[fact.type].danish,
        target=_name(difference, fact.target),
        about=[_name(difference, node) for node in fact.about],
        content=list(filter(None, (fact.role, fact.value))),
    )


# ---- Answers
def _answer_groups(difference: Difference) -> Iterator[Group]:
    for question in QUESTIONS:
        answers = [
            answer
            for answer in difference.answers
            if (answer.question if not answer.words else "") == question
        ]
        if answers:
            lines = _sorted([_answer_line(difference, answer) for answer in answers], ANSWERS)
            counts = [
                _say(_ANSWERS_COUNTED[change], count=count)
                for change, count in _count_changes(lines, ANSWERS)
            ]
            heading = label("difference.QUESTIONS", question)
            yield Group(heading, _say("list", items=counts), tuple(lines))


_ANSWERS_COUNTED = {
    "lost": "answers_lost",
    "gained": "answers_gained",
    "changed": "answers_other",
}


def _answer_line(difference: Difference, answer: ChangedAnswer) -> Line:
    views = [column.view for column in difference.columns]
    every = [change for changes in answer.changes for change in changes]
    cells = [_answer_cell(views[0], answer.answers[0], every, "before")]
    cells += [
        _answer_cell(view, found, changes, "after")
        for view, found, changes in zip(views[1:], answer.answers[1:], answer.changes, strict=True)
    ]
    changes = {
        number: _answer_change(answer, number)
        for number, found in enumerate(answer.changes)
        if found
    }
    sources = dict.fromkeys(
        source
        for found in every
        if found.change == "lost" and found.before
        for source in found.before.support.sources
    )
    subject = answer.subject
    return Line(
        subject=_ref(subject) if subject and not answer.words else Phrase.of(answer.words),
        kind=subject.kind if subject else "",
        change=min(changes.values(), key=ANSWERS.index),
        word=_word(difference, "ANSWERS", changes),
        cells=tuple(cells),
        sources=tuple(sources),
    )


def _answer_change(answer: ChangedAnswer, number: int) -> str:
    had, has = (
        bool(found.rows or found.paths)
        for found in (answer.answers[0], answer.answers[number + 1])
    )
    return "lost" if had and not has else "gained" if has and not had else "changed"


def _answer_cell(
    view: View, answer: Answer, changes: Sequence[RowChange], side: str
) -> tuple[Part, ...]:
    """The answer's rows, or its ways up, each with its change."""
    marks = {
        (change.id, change.role, row.fact): change.change
        for change in changes
        if (row := getattr(change, side))
    }
    name = partial(_name_in, dict(answer.names))
    if answer.paths:
        return tuple(
            _part(
                _phrase("way", nodes=[name(node) for node in path.nodes]),
                next((marks[key] for hop in path.hops if (key := _key(hop)) in marks), "same"),
            )
            for path in answer.paths
        )
    rows = [
        row
        for row in answer.rows
        if not is_unfolded(row, answer.rows)
        or (_key(row) in marks and not _whole_marked(row, answer.rows, marks))
    ]
    parts = [
        Part(
            _row_phrase(view, row, [name(node) for node in row.terms.to]),
            marks.get(_key(row), "same"),
        )
        for row in rows
    ]
    return _unique(parts) or (_part(_say("no_answer"), "none"),)


def _name_in(names: dict[str, str], node_id: str) -> Ref:
    return Ref(node_id, names.get(node_id, node_id))


def _whole_marked(row: Row, rows: Sequence[Row], marks: dict[tuple[str, str, str], str]) -> bool:
    return any(
        other.id == row.via[-1] and other.fact == row.fact and _key(other) in marks
        for other in rows
    )


def _key(row: Row) -> tuple[str, str, str]:
    return row.id, row.role, row.fact


def _row_phrase(view: View, row: Row, to: Sequence[Ref]) -> Phrase:
    relation_type = view.vocabulary.relations.get(row.role)
    return _phrase(
        "holder",
        holder=Ref(row.id, row.name),
        verb=relation_type.danish if relation_type else label("answers.ROLES", row.role),
        to=to,
        content=list(filter(None, (row.terms.seat, row.terms.value))),
    )


def _held(difference: Difference, row: Row) -> Phrase:
    """Who stood there the day before, or where the way led."""
    verb = difference.before.vocabulary.relations[row.role].danish
    code = "holds" if row.direction == "out" else "held_by"
    return _phrase(code, holder=Ref(row.id, row.name), verb=verb)


def _unique(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(dict.fromkeys(parts))


def _ref(node: Node) -> Phrase:
    return Phrase.of(Ref(node.id, node.name))


def _name(difference: Difference, node_id: str) -> Ref:
    node = difference.find_node(node_id)
    return Ref(node_id, node.name if node else node_id)
