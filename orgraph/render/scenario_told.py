"""A difference told in Danish, before it becomes text, Markdown or a page: sections of lines, each line with a cell for every column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from orgraph.answers.answer import Answer, Row, RowChange, is_unfolded
from orgraph.danish import capital, fold, listed
from orgraph.dates import spelled
from orgraph.facts import Node, Relation, Source
from orgraph.render.scenario_steps import step_sentences
from orgraph.render.scenario_words import ANSWERS, FACTS, LOSSES, MEASURES, NO_ANSWER, NOBODY, PARTS, QUESTIONS, STATES, amount, measure_why, some
from orgraph.scenario.difference import BEGUN, ENDED, ChangedAnswer, ChangedFact, Difference, Loss
from orgraph.scenario.impact import Entry, Measure
from orgraph.view import View

MOST_NAMES = 6
MOST_KINDS = 2


class Part(NamedTuple):
    """A piece of a cell: its text, and its change: lost, gained, changed, same; `none` when there is nothing, `new` when that is new."""

    text: str
    change: str = "same"

    @property
    def word(self) -> str:
        """What the colour says, in a word."""
        return PARTS.get(self.change, "")


class Line(NamedTuple):
    """One thing that changes: what it is, the change as key and word, a cell for each column, the sentences that fall away, and what is said of the thing."""

    subject: str
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
    """A measure: its number in each column, how many are new in each scenario, and the list that it opens into."""

    name: str
    heading: str
    why: str
    counts: tuple[int, ...]
    new: tuple[int, ...]
    lines: tuple[Line, ...]


class Heading(NamedTuple):
    """A column: what it is called (a letter, when there are several scenarios), its day, its scenario's name and file, what decided it, and its steps.

    Each step comes with what there is to tell of it.
    """

    name: str
    day: str
    scenario: str = ""
    file: str = ""
    sources: tuple[Source, ...] = ()
    steps: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Told(NamedTuple):
    """Everything that there is to tell. `scope` says what measures and answers are about; `relations` are the many that only end or begin.

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


def tell(difference: Difference) -> Told:
    """The difference in words."""
    scenarios = [column.scenario.name for column in difference.columns if column.scenario]
    told = Told(
        " over for ".join(scenarios), "i hele organisationen" if difference.everything else "blandt det, der kan blive rørt",
        tuple(_heading(difference, number) for number in range(len(difference.columns))), tuple(_summary(difference)), _tell_losses(difference),
        tuple(_number(difference, measure) for measure in difference.measures),
        tuple(_tell_facts(difference, plain=False)), tuple(_tell_facts(difference, plain=True)),
        tuple(_tell_answers(difference)),
    )  # fmt: skip
    return told._replace(documents=tuple(_documents(difference, told)))


def _documents(difference: Difference, told: Told) -> Iterator[tuple[str, str]]:
    lists = [*(group.lines for group in (*told.losses, *told.facts, *told.relations, *told.answers)), *(number.lines for number in told.numbers)]
    cited = [source for lines in lists for line in lines for source in (*line.sources, *line.about)]
    cited += [source for column in told.columns for source in column.sources]
    for document in dict.fromkeys(source.document for source in cited if not source.first):
        if node := difference.find_node(document):
            yield document, node.name


def _heading(difference: Difference, number: int) -> Heading:
    column = difference.columns[number]
    day = spelled(column.view.at)
    if column.scenario is None or column.applied is None:
        return Heading("Før", day)
    scenario = column.scenario
    sources = tuple(dict.fromkeys(source for change in scenario.changes for source in change.sources))
    steps = tuple((text, tuple(told)) for text, told in step_sentences(column.applied, difference.before.organisation))
    return Heading(_letter(difference, number - 1) or "Efter", day, scenario.name, scenario.file, sources, steps)


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
            f"{amount(changed, 'svar', 'svar')} bliver anderledes, af {difference.asked} undersøgte.",
        )
        yield from (f"{letter}: {text}" if letter else capital(text) for text in sentences)


def _facts_sentence(difference: Difference, facts: Sequence[ChangedFact]) -> str:
    parts = []
    for change, word in FACTS.items():
        found = [known for fact in facts if fact.change == change and (known := fact.before or fact.after)]
        nodes = [node for node in found if isinstance(node, Node)]
        counted = _kinds(difference, nodes)
        counted += [f"{len(found) - len(nodes)} forhold"] if len(found) > len(nodes) else []
        parts += [f"{listed(counted)} {word}"] if counted else []
    return f"{'; '.join(parts)}." if parts else "intet ophører, begynder eller flytter."


def _losses_sentences(difference: Difference, losses: Sequence[Loss]) -> Iterator[str]:
    """Who has nobody responsible any longer, by name of the role; then how many lose the last one in any role."""
    orphaned = [loss for loss in losses if not loss.remaining]
    main = difference.before.vocabulary.questions["responsible"].decides[0]
    if alone := [loss.subject for loss in orphaned if loss.role == main]:
        verb = difference.before.vocabulary.relations[main].danish
        yield f"{listed(_kinds(difference, alone))} har ikke længere nogen, der {verb} dem."
    if orphaned:
        yield f"i alt mister {amount(len({loss.subject.id for loss in orphaned}), 'ting', 'ting')} den sidste i en rolle."
    else:
        yield "intet mister den sidste i en rolle."


def _kinds(difference: Difference, nodes: Iterable[Node]) -> list[str]:
    """48 målsætninger, 17 opgaver, 3 andre: what there is less of, together."""
    kinds = difference.before.vocabulary.kinds
    ordered = Counter({node.id: node.kind for node in nodes}.values()).most_common()
    shown = [amount(count, kind, kinds[kind].plural) for kind, count in ordered[:MOST_KINDS]]
    rest = sum(count for _, count in ordered[MOST_KINDS:])
    return [*shown, *([amount(rest, "anden ting", "andre ting")] if rest else [])]


# ---- Who loses whom
def _tell_losses(difference: Difference) -> tuple[Group, ...]:
    """A group for each relation type, those of responsibility first; in it first what stands without anybody."""
    vocabulary = difference.before.vocabulary
    order = dict.fromkeys(kind for question in ("responsible", "approves", "implements", "appoints") for kind in vocabulary.questions[question].chain)
    by_role: dict[str, dict[str, dict[int, Loss]]] = {}
    for number, losses in enumerate(difference.losses):
        for loss in losses:
            by_role.setdefault(loss.role, {}).setdefault(loss.subject.id, {})[number] = loss
    groups = []
    for role in [kind for kind in order if kind in by_role]:
        lines = [_loss_line(difference, found) for found in by_role[role].values()]
        lines = _sorted(lines, LOSSES)
        counts = [(sum(line.change == change for line in lines), word) for change, word in LOSSES.items()]
        groups.append(Group(vocabulary.relations[role].danish, listed([f"{count} {word}" for count, word in counts if count]), tuple(lines)))
    return tuple(groups)


def _sorted(lines: list[Line], changes: Iterable[str]) -> list[Line]:
    """By what happens; then the kinds that there are most of first."""
    order = list(changes)
    kinds = Counter(line.kind for line in lines)
    return sorted(lines, key=lambda line: (order.index(line.change), -kinds[line.kind], line.kind))


def _loss_line(difference: Difference, losses: dict[int, Loss]) -> Line:
    first = next(iter(losses.values()))
    lost = tuple(dict.fromkeys(row for loss in losses.values() for row in loss.lost))
    kept = [node for node in first.remaining if node not in first.heirs]
    before = [*(Part(row.name, "lost") for row in lost), *(Part(_name(difference, node)) for node in kept)]
    cells = [_loss_cell(difference, losses.get(number)) for number in range(len(difference.losses))]
    changes = {number: "lost" if not loss.remaining else "moved" if loss.heirs else "kept" for number, loss in losses.items()}
    change = min(changes.values(), key=list(LOSSES).index)
    word = _word(difference, {number: LOSSES[found] for number, found in changes.items()})
    sources = tuple(dict.fromkeys(source for row in lost for source in row.sources))
    return Line(first.subject.name, first.subject.kind, change, word, (_unique(before), *cells), sources, _about(first.subject))


def _word(difference: Difference, words: dict[int, str]) -> str:
    """What happens in the scenarios (by number): one word when all of them have it."""
    if len(set(words.values())) == 1 and len(words) == len(difference.columns) - 1:
        return next(iter(words.values()))
    return ", ".join(f"{_letter(difference, number)}: {word}" for number, word in sorted(words.items()))


def _loss_cell(difference: Difference, loss: Loss | None) -> tuple[Part, ...]:
    if loss is None:
        return (Part("som før"),)
    others = [Part(f"fortsat knyttet: {some([_name(difference, node) for node in loss.others], MOST_NAMES)}")] if loss.others and not loss.remaining else []
    held = [Part(_name(difference, node), "gained" if node in loss.heirs else "same") for node in loss.remaining]
    return (*(held or [Part(NOBODY, "none")]), *others)


def _about(node: Node) -> tuple[Source, ...]:
    """The first sentence that a document says of the thing, unless it is its name."""
    return tuple(source for source in node.sources[:1] if source.quote and fold(source.quote) != fold(node.name))


# ---- Numbers
def _number(difference: Difference, measure: Measure) -> Number:
    counts = tuple(len(column) for column in measure.columns)
    new = [{entry.subject.id for entry in measure.new(number)} for number in range(len(counts) - 1)]
    entries: dict[str, Entry] = {entry.subject.id: entry for column in measure.columns for entry in column}
    lines = [_entry_line(difference, measure, entry, new) for entry in entries.values()]
    why = measure_why(measure.name, difference.before.vocabulary)
    return Number(measure.name, MEASURES[measure.name][0], why, counts, tuple(len(found) for found in new), tuple(_sorted(lines, STATES)))


def _entry_line(difference: Difference, measure: Measure, entry: Entry, new: Sequence[set[str]]) -> Line:
    node = entry.subject
    found = [next((each for each in column if each.subject.id == node.id), None) for column in measure.columns]
    cells = tuple(_entry_cell(difference, measure.name, each, new=number > 0 and node.id in new[number - 1]) for number, each in enumerate(found))
    change = "new" if any(node.id in ids for ids in new) else "same" if all(found[1:]) else "gone"
    held = tuple(Part(_held_text(difference, row), "lost") for row in entry.held if measure.name != "approved-twice")
    sources = tuple(dict.fromkeys(source for row in entry.held for source in row.sources))
    return Line(node.name, node.kind, change, STATES[change], (held if held and not found[0] else cells[0], *cells[1:]), sources, _about(node))


def _entry_cell(difference: Difference, name: str, entry: Entry | None, *, new: bool) -> tuple[Part, ...]:
    if entry is None:
        return (Part("–"),)
    names = some([_name(difference, node) for node in entry.others], MOST_NAMES)
    texts = {
        "passages": f"{amount(entry.value or 0, 'organ', 'organer')}: {names}",
        "lengths": f"{_steps(entry.was)} → {_steps(entry.value)}",
        "implemented-only": f"{entry.value} udfører",
        "appointers-lost": f"uden {names}",
        "approved-twice": names, "circles": names,
    }  # fmt: skip
    return (Part(texts.get(name, NOBODY), "new" if new else "same"),)


def _steps(number: int | None) -> str:
    return "ingen vej" if number is None else "0 led (vejen standser her)" if number == 0 else f"{number} led"


# ---- Facts
def _tell_facts(difference: Difference, *, plain: bool) -> Iterator[Group]:
    """For each scenario and change: the things and what moves or changes; or (`plain`) the relations that end or begin."""
    for number, facts in enumerate(difference.facts):
        letter = _letter(difference, number)
        for change, word in FACTS.items():
            for sort, what in ((Node, "Ting, der"), (Relation, "Forhold, der")):
                found = [fact for fact in facts if fact.change == change and isinstance(fact.before or fact.after, sort)]
                if found and plain == (sort is Relation and change in (ENDED, BEGUN)):
                    heading = f"{what} {word}"
                    yield Group(f"{letter}: {heading}" if letter else heading, str(len(found)), tuple(_fact_line(difference, fact) for fact in found))


def _fact_line(difference: Difference, fact: ChangedFact) -> Line:
    old, new = fact.before, fact.after
    cells = tuple((Part(_fact_text(difference, each), change),) if each else (Part("–"),) for each, change in ((old, "lost"), (new, "gained")))
    known = old or new
    assert known
    kind = known.kind if isinstance(known, Node) else difference.before.vocabulary.relations[known.type].danish
    change = {"ended": "lost", "begun": "gained", "moved": "moved", "altered": "changed"}[fact.change]
    return Line(_fact_text(difference, known), kind, change, FACTS[fact.change], cells, (old or known).sources)


def _fact_text(difference: Difference, fact: Node | Relation) -> str:
    if isinstance(fact, Node):
        return fact.name
    about = f" om {listed([_name(difference, node) for node in fact.about])}" if fact.about else ""
    value = f" ({', '.join(text for text in (fact.role, fact.value) if text)})" if fact.role or fact.value else ""
    verb = difference.before.vocabulary.relations[fact.type].danish
    return f"{_name(difference, fact.source)} {verb} {_name(difference, fact.target)}{about}{value}"


# ---- Answers
def _tell_answers(difference: Difference) -> Iterator[Group]:
    for question, heading in QUESTIONS.items():
        answers = [answer for answer in difference.answers if (answer.question if not answer.words else "") == question]
        if answers:
            lines = [_answer_line(difference, answer) for answer in answers]
            counts = [(sum(line.change == change for line in lines), word.removeprefix("svaret ")) for change, word in ANSWERS.items()]
            yield Group(heading, listed([f"{count} {word}" for count, word in counts if count]), tuple(_sorted(lines, ANSWERS)))


def _answer_line(difference: Difference, answer: ChangedAnswer) -> Line:
    views = [column.view for column in difference.columns]
    every = [change for changes in answer.changes for change in changes]
    cells = [_answer_cell(views[0], answer.answers[0], every, "before")]
    cells += [_answer_cell(view, found, changes, "after") for view, found, changes in zip(views[1:], answer.answers[1:], answer.changes, strict=True)]
    changes = {number: _answer_change(answer, number) for number, found in enumerate(answer.changes) if found}
    change = min(changes.values(), key=list(ANSWERS).index)
    word = _word(difference, {number: ANSWERS[found] for number, found in changes.items()})
    sources = dict.fromkeys(source for found in every if found.change == "lost" and found.before for source in found.before.sources)
    subject = answer.words or (answer.subject.name if answer.subject else "")
    return Line(subject, answer.subject.kind if answer.subject else "", change, word, tuple(cells), tuple(sources))


def _answer_change(answer: ChangedAnswer, number: int) -> str:
    had, has = (bool(found.rows or found.paths) for found in (answer.answers[0], answer.answers[number + 1]))
    return "lost" if had and not has else "gained" if has and not had else "changed"


def _answer_cell(view: View, answer: Answer, changes: Sequence[RowChange], side: str) -> tuple[Part, ...]:
    """The answer's rows, or its ways up, each with its change."""
    marks = {(change.id, change.role, row.fact): change.change for change in changes if (row := getattr(change, side))}
    names = dict(answer.names)
    if answer.paths:
        return tuple(
            Part(" → ".join(names.get(node, node) for node in path.nodes), next((marks[key] for hop in path.hops if (key := _key(hop)) in marks), "same"))
            for path in answer.paths
        )
    rows = [row for row in answer.rows if not is_unfolded(row, answer.rows) or (_key(row) in marks and not _whole_marked(row, answer.rows, marks))]
    parts = [Part(_row_text(view, row, names), marks.get(_key(row), "same")) for row in rows]
    return _unique(parts) or (Part(NO_ANSWER, "none"),)


def _whole_marked(row: Row, rows: Sequence[Row], marks: dict[tuple[str, str, str], str]) -> bool:
    return any(other.id == row.via[-1] and other.fact == row.fact and _key(other) in marks for other in rows)


def _key(row: Row) -> tuple[str, str, str]:
    return row.id, row.role, row.fact


def _row_text(view: View, row: Row, names: dict[str, str]) -> str:
    kind = view.vocabulary.relations.get(row.role)
    verb = kind.danish if kind else row.role
    to = f" {listed([names.get(node, node) for node in row.to])}" if row.to else " det"
    value = f" ({', '.join(text for text in (row.seat, row.value) if text)})" if row.seat or row.value else ""
    return f"{row.name} {verb}{to}{value}"


def _held_text(difference: Difference, row: Row) -> str:
    """Who stood there the day before, or where the way led."""
    verb = difference.before.vocabulary.relations[row.role].danish
    return f"{verb} {row.name}" if row.direction == "out" else f"{row.name} {verb} det"


def _unique(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(dict.fromkeys(parts))


def _name(difference: Difference, node_id: str) -> str:
    node = difference.find_node(node_id)
    return node.name if node else node_id
