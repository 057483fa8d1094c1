"""What scenarios change, as data: the facts that end, begin and move, the answers that come out
otherwise, and what that means for the right to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from orgraph.answers import ask_node
from orgraph.answers.answer import NOT_FOUND, Answer, Row, RowChange, compare, is_unfolded
from orgraph.dates import one_day
from orgraph.facts import Node, Relation, Validity
from orgraph.organisation import Organisation
from orgraph.scenario.affected import ASKED, UPWARD, Affected, Changed, find_affected, find_changed
from orgraph.scenario.apply import Applied, apply
from orgraph.scenario.cached_view import CachedView
from orgraph.scenario.measures import Answers, Measure, find_measures
from orgraph.scenario.model import Scenario
from orgraph.scenario.terms import is_alike, pair_new_terms
from orgraph.view import View

ENDED, MOVED, BEGUN, ALTERED = "ended", "moved", "begun", "altered"
LOST = "lost"
_UNDATED = Validity()


class Column(NamedTuple):
    """One organisation on one day: as it is the day before everything (no scenario), or as a
    scenario makes it.
    """

    view: View
    scenario: Scenario | None = None
    applied: Applied | None = None


class ChangedFact(NamedTuple):
    """A node or a relation that ends, begins, moves (one relation ends, its like begins elsewhere)
    or says something else.
    """

    change: str
    before: Node | Relation | None
    after: Node | Relation | None


class Asked(NamedTuple):
    """A question of somebody's own: its words, and how it is asked."""

    words: str
    ask: Callable[[View], Answer]


class ChangedAnswer(NamedTuple):
    """A question whose answer changes: the answer in each column, and for each scenario what
    differs from the first. `words` is a question of one's own.
    """

    question: str
    subject: Node | None
    words: str
    answers: tuple[Answer, ...]
    changes: tuple[tuple[RowChange, ...], ...]


class Loss(NamedTuple):
    """A thing that loses holders of a relation.

    `remaining` hold it afterwards, `heirs` among them only then; `others` answer for the thing in
    another way.
    """

    subject: Node
    role: str
    lost: tuple[Row, ...]
    remaining: tuple[str, ...]
    heirs: tuple[str, ...]
    others: tuple[str, ...]


class Difference(NamedTuple):
    """Everything that differs.

    `columns` begin with the day before; `facts` and `losses` are each scenario's; `asked` counts
    the answers compared.

    `everything` says that all was asked about; otherwise measures and answers are of what the
    scenarios can touch.
    """

    columns: tuple[Column, ...]
    facts: tuple[tuple[ChangedFact, ...], ...]
    losses: tuple[tuple[Loss, ...], ...]
    answers: tuple[ChangedAnswer, ...]
    measures: tuple[Measure, ...]
    asked: int
    everything: bool = False

    @property
    def before(self) -> View:
        """The organisation on the day before the first scenario."""
        return self.columns[0].view

    def find_node(self, node_id: str) -> Node | None:
        """The node in the first column that knows it."""
        return next(
            (node for column in self.columns if (node := column.view.find_node(node_id))), None
        )


def diff(
    organisation: Organisation,
    *scenarios: Scenario,
    everything: bool = False,
    questions: Sequence[Asked] = (),
) -> Difference:
    """Asks the organisation on the day before the first scenario, and every scenario's
    organisation on the day the last is done.

    Asked is whatever the scenarios can touch; with `everything` every question of every subject.
    Questions of one's own are asked instead of the library.
    """
    columns = _columns(organisation, scenarios)
    picked = dict.fromkeys(node for column in columns[1:] for node in _picked(column))
    return compare_columns(columns, picked, everything=everything, questions=questions)


def compare_columns(
    columns: tuple[Column, ...],
    picked: Iterable[str] = (),
    *,
    everything: bool = False,
    questions: Sequence[Asked] = (),
) -> Difference:
    """What differs between the first column and each of the others, whose organisations are the
    first's with changes; `picked` are looked at anyhow.
    """
    views = [column.view for column in columns]
    changed = find_changed(
        views[0].organisation, [view.organisation for view in views[1:]], picked
    )
    affected = _everything(views) if everything else find_affected(views, changed)
    asked = _ask(views, affected)
    library = [
        _changed_answer(question, _subject(views, subject), "", answers)
        for (question, subject), answers in asked.items()
    ]
    own = [
        _changed_answer("", None, question.words, tuple(question.ask(view) for view in views))
        for question in questions
    ]
    return Difference(
        columns=columns,
        facts=tuple(tuple(_facts(views[0], view, changed)) for view in views[1:]),
        losses=tuple(
            tuple(_losses(library, number, view)) for number, view in enumerate(views[1:])
        ),
        answers=tuple(answer for answer in own or library if any(answer.changes)),
        measures=find_measures(Answers(views, asked, affected)),
        asked=len(own or library),
        everything=everything,
    )


def _columns(organisation: Organisation, scenarios: Sequence[Scenario]) -> tuple[Column, ...]:
    first = min(scenario.on.first for scenario in scenarios)
    last = max((scenario.last for scenario in scenarios), key=lambda day: day.first)
    before = Column(CachedView(organisation, one_day(first - 1)))
    applied = [(scenario, apply(organisation, scenario)) for scenario in scenarios]
    return (
        before,
        *(
            Column(CachedView(found.organisation, last), scenario, found)
            for scenario, found in applied
        ),
    )


def _picked(column: Column) -> Iterator[str]:
    """What the steps speak of, whether or not anything comes of it: it may end on that very day in
    the data.
    """
    for effect in column.applied.effects if column.applied else ():
        yield from (*effect.chosen, *effect.nodes)


def _everything(views: Sequence[View]) -> Affected:
    every = dict.fromkeys(node.id for view in views for node in view.organisation.list_nodes())
    return {question: dict(every) for question in ASKED}


# ---- Answers
def _ask(views: Sequence[View], affected: Affected) -> dict[tuple[str, str], tuple[Answer, ...]]:
    asked = {}
    for name, subjects in affected.items():
        for subject in subjects:
            nodes = [view.find_node(subject) for view in views]
            asked[name, subject] = tuple(
                (
                    ask_node(view, name, node, subject)
                    if node
                    else Answer(name, subject, view.at, NOT_FOUND)
                )
                for view, node in zip(views, nodes, strict=True)
            )
    return asked


def _changed_answer(
    question: str, subject: Node | None, words: str, answers: tuple[Answer, ...]
) -> ChangedAnswer:
    before = answers[0]
    return ChangedAnswer(
        question or before.question,
        subject or before.subject,
        words,
        answers,
        tuple(compare(before, after).changes for after in answers[1:]),
    )


def _subject(views: Sequence[View], subject: str) -> Node | None:
    return next((node for view in views if (node := view.find_node(subject))), None)


def _losses(answers: Iterable[ChangedAnswer], number: int, after: View) -> Iterator[Loss]:
    """What lives on and loses somebody, each relation once; ways up are measured elsewhere."""
    seen: set[tuple[str, str]] = set()
    owners = after.vocabulary.reads("responsible").owner
    for answer in answers:
        subject = answer.subject
        if subject is None or answer.question == UPWARD or not after.lives(subject.id):
            continue
        lost = _lost_rows(answer, number)
        for role in dict.fromkeys(row.role for row in lost):
            if role in after.vocabulary.relations and (subject.id, role) not in seen:
                seen.add((subject.id, role))
                loss = _loss(answer, subject, number, role, owners)
                if loss.lost:
                    yield loss


def _lost_rows(answer: ChangedAnswer, number: int) -> list[Row]:
    return [
        change.before
        for change in answer.changes[number]
        if change.change == LOST and change.before and change.before.effective
    ]


def _whole_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows without those that only unfold a collective among them."""
    return [row for row in rows if not is_unfolded(row, rows)]


def _loss(
    answer: ChangedAnswer, subject: Node, number: int, role: str, owners: Sequence[str]
) -> Loss:
    """What a thing loses in one role; other owners answer for it when an owner is lost. Who still
    holds the role, on whatever terms, is not lost.
    """
    rows = [row for row in _whole_rows(answer.answers[number + 1].rows) if row.effective]
    before = {row.id for row in answer.answers[0].rows if row.role == role}
    held = [row for row in rows if row.role == role]
    still = {_held_as(row) for row in held}
    remaining = tuple(dict.fromkeys(row.id for row in held))
    elsewhere = [owner for owner in owners if owner != role] if role in owners else []
    return Loss(
        subject=subject,
        role=role,
        lost=tuple(
            row
            for row in _whole_rows(_lost_rows(answer, number))
            if row.role == role and _held_as(row) not in still
        ),
        remaining=remaining,
        heirs=tuple(found for found in remaining if found not in before),
        others=tuple(dict.fromkeys(row.id for row in rows if row.role in elsewhere)),
    )


def _held_as(row: Row) -> tuple[object, ...]:
    """Who holds it and as what, whatever the terms."""
    return row.id, row.role, row.terms.seat, row.terms.about, row.terms.on_behalf, row.via


# ---- Facts
def _facts(before: View, after: View, changed: Changed) -> Iterator[ChangedFact]:
    """Nodes, then relations; an end and a beginning that differ in one end only are one move."""
    own = before.vocabulary.labels_in("changes")  # what a scenario writes about itself
    for node_id in changed.nodes:
        old, new = before.find_node(node_id), after.find_node(node_id)
        if (known := new or old) and known.label not in own:
            yield from _compare(old, new, lived=before.lives(node_id), lives=after.lives(node_id))
    relations = [
        fact for relation_id in changed.relations for fact in _relation(before, after, relation_id)
    ]
    yield from _moved(_on_new_terms(relations), before.vocabulary.upward)


def _relation(before: View, after: View, relation_id: str) -> Iterator[ChangedFact]:
    old, new = (view.organisation.find_relation(relation_id) for view in (before, after))
    return _compare(
        old,
        new,
        lived=old is not None and before.in_force(old),
        lives=new is not None and after.in_force(new),
    )


def _compare(
    old: Node | Relation | None, new: Node | Relation | None, *, lived: bool, lives: bool
) -> Iterator[ChangedFact]:
    if lived and not lives:
        yield ChangedFact(ENDED, old, None)
    elif lives and not lived:
        yield ChangedFact(BEGUN, None, new)
    elif lived and old and new and _content(old) != _content(new):
        yield ChangedFact(ALTERED, old, new)


def _content(fact: Node | Relation) -> Node | Relation:
    """What a fact says, whatever its dates, its sources and how anybody came to it."""
    return fact._replace(validity=_UNDATED, sources=(), reasoning=None)


def _on_new_terms(facts: Sequence[ChangedFact]) -> list[ChangedFact]:
    """The facts, with an end and a beginning of one relation told as one, on other terms; on the
    same terms it is none.
    """
    gone = [fact.before for fact in facts if fact.change == ENDED]
    come = [fact.after for fact in facts if fact.change == BEGUN]
    pairs = pair_new_terms(
        (found for found in gone if isinstance(found, Relation)),
        (found for found in come if isinstance(found, Relation)),
    )
    by_end = {pair.before.id: pair for pair in pairs}
    begun = {pair.after.id for pair in pairs}
    told = []
    for fact in facts:
        if fact.change == ENDED and fact.before and fact.before.id in by_end:
            old, new = by_end[fact.before.id]
            if not is_alike(old, new) or old.status != new.status:
                told.append(ChangedFact(ALTERED, old, new))
        elif not (fact.change == BEGUN and fact.after and fact.after.id in begun):
            told.append(fact)
    return told


def _moved(facts: Sequence[ChangedFact], upward: Sequence[str]) -> Iterator[ChangedFact]:
    """The facts, with an end and a beginning that belong together told as one: another holder of
    the same, or another place above the same.
    """
    ended: dict[tuple[str, str, str], list[ChangedFact]] = {}
    for fact in facts:
        for key in _keys(fact.before, upward) if fact.change == ENDED else ():
            ended.setdefault(key, []).append(fact)
    origins: dict[str, ChangedFact] = {}
    taken = set()
    for fact in facts:
        if fact.change == BEGUN and fact.after:
            keys = _keys(fact.after, upward)
            like = (old for key in keys for old in ended.get(key, ()) if old not in taken)
            if old := next(like, None):
                taken.add(old)
                origins[fact.after.id] = old
    for fact in facts:
        if fact.change == BEGUN and fact.after and fact.after.id in origins:
            yield ChangedFact(MOVED, origins[fact.after.id].before, fact.after)
        elif fact not in taken:
            yield fact


def _keys(fact: Node | Relation | None, upward: Sequence[str]) -> list[tuple[str, str, str]]:
    if not isinstance(fact, Relation):
        return []
    return [
        (fact.type, "to", fact.target),
        *([(fact.type, "from", fact.source)] if fact.type in upward else []),
    ]
