"""The library: read an organisation, choose a day, ask.

>>> import orgraph
>>> org = orgraph.read("seed")
>>> then = org.at("2016-10-01")
>>> answer = then.approves("Fælles samarbejdsaftaler")
>>> answer.status
'answered'
>>> answer.rows[1].name
'Sundhedsstyregruppen'

What the command line prints, `print(answer)` prints.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path as FilePath
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from orgraph import answers
from orgraph.answers import answer as model
from orgraph.dates import Span, parse_day, today
from orgraph.errors import OrgraphError
from orgraph.organisation import Organisation as Facts
from orgraph.questions import QUESTIONS, is_asked
from orgraph.view import View
from orgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from contextlib import ExitStack

    from orgraph.answers.over_time import Interval, OverTime
    from orgraph.facts import Node, Note
    from orgraph.graph_algorithms import Multigraph
    from orgraph.neo4j_store.connection import Connection
    from orgraph.scenario.model import Scenario

T = TypeVar("T")


def read(
    place: str | os.PathLike[str],
    *,
    user: str | None = "neo4j",
    password: str | None = None,
    database: str | None = None,
) -> Organisation:
    """Read an organisation.

    Args:
        place: a seed folder, or the address of a Neo4j that an organisation was loaded into,
            such as `bolt://127.0.0.1:7687`.
        user: who logs in to the Neo4j; a folder needs none. None: no log-in.
        password: the user's.
        database: one of the Neo4j's databases; None is its default.

    Returns:
        The organisation. One in a Neo4j holds a connection: close it, or use it in a `with`.

    Raises:
        NoSuchFolder: if the folder is not there.
        BadSeed: if the files have faults; `issues` has all of them.
    """
    if "://" in os.fspath(place):
        return _connect(os.fspath(place), user, password, database)
    from orgraph.seed.snapshot import open_organisation

    return Organisation(_InProcess(open_organisation(os.fspath(place))))


def _connect(
    uri: str, user: str | None, password: str | None, database: str | None
) -> Organisation:
    from contextlib import ExitStack

    from orgraph.neo4j_store.connection import Settings, connect

    stack = ExitStack()
    connection = stack.enter_context(connect(Settings(uri, user, password, database)))
    return Organisation(_InDatabase(connection, stack))


class _InProcess:
    """Facts that are at hand."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def run(self, work: Callable[[Facts], T]) -> T:
        return work(self._facts)

    def after(self, file: FilePath) -> tuple[Scenario, _InProcess]:
        from orgraph.scenario.apply import apply_file

        scenario, facts = apply_file(file, self._facts)
        return scenario, _InProcess(facts)

    def close(self) -> None:
        pass


class _InDatabase:
    """Facts in a Neo4j, after the scenarios if there are any: each piece of work reads one state
    of them, whatever is loaded meanwhile.
    """

    def __init__(
        self, connection: Connection, stack: ExitStack, scenarios: tuple[FilePath, ...] = ()
    ) -> None:
        self._connection, self._stack, self._scenarios = connection, stack, scenarios

    def run(self, work: Callable[[Facts], T]) -> T:
        from orgraph.neo4j_store.cypher_engine import QueryingIndex
        from orgraph.neo4j_store.remote_index import ask_remote

        return ask_remote(self._connection, lambda facts: work(self._played(facts)), QueryingIndex)

    def _played(self, facts: Facts) -> Facts:
        for file in self._scenarios:
            from orgraph.scenario.apply import apply_file

            facts = apply_file(file, facts)[1]
        return facts

    def after(self, file: FilePath) -> tuple[Scenario, _InDatabase]:
        from orgraph.scenario.apply import apply_file

        scenario = self.run(lambda facts: apply_file(file, facts)[0])
        return scenario, _InDatabase(self._connection, self._stack, (*self._scenarios, file))

    def close(self) -> None:
        self._stack.close()


class Organisation:
    """An organisation through all of its time; choose a day with `at`, and ask.

    Make one with `orgraph.read`.
    """

    def __init__(
        self,
        source: _InProcess | _InDatabase,
        name: str = "",
        day: Span | None = None,
    ) -> None:
        self._source, self._name, self._day = source, name, day

    @classmethod
    def of(cls, facts: Facts, name: str = "") -> Organisation:
        """The organisation of facts that were read otherwise; `name` is what a comparison calls
        it.
        """
        return cls(_InProcess(facts), name=name)

    def __enter__(self) -> Organisation:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        after = f" after {self._name!r}" if self._name else ""
        return f"<Organisation {self.name!r}{after}>"

    def close(self) -> None:
        """Close the connection to the database, if there is one."""
        self._source.close()

    @property
    def name(self) -> str:
        """What its vocabulary calls it."""
        return self._source.run(lambda facts: facts.vocabulary.name)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that can be asked of it: those whose relation types its vocabulary
        names.
        """
        vocabulary = self._source.run(lambda facts: facts.vocabulary)
        return tuple(name for name, asked in QUESTIONS.items() if is_asked(asked, vocabulary))

    def at(self, day: str = "") -> AsOf:
        """The organisation on a day.

        Args:
            day: in any of the forms that documents use: `2016-10-01`, `1/10/2016`,
                `1. oktober 2016`. Empty: today, or the last day of a scenario.

        Raises:
            BadDate: if it is no day.
        """
        return AsOf(self, parse_day(day) if day else self._day or today())

    def with_scenario(self, file: str | os.PathLike[str]) -> Organisation:
        """The organisation as it would be if a scenario were carried out.

        Raises:
            BadSeed: if the scenario has faults, or does not fit the organisation.
        """
        scenario, source = self._source.after(FilePath(file))
        return Organisation(source, scenario.name, scenario.last)

    def to_networkx(self, at: str | None = None) -> Multigraph:
        """All nodes and relations as a directed multigraph of networkx.

        Args:
            at: a day; None for everything at any time.

        Returns:
            A graph whose nodes are ids with `name`, `kind`, `valid_from` and `valid_to`, and whose
            edges are keyed by the relation's id and have `type`, `status`, `valid_from`,
            `valid_to` and `quotations`. Dates are text as it was written, None when unknown.
        """
        from orgraph.graph_algorithms import multigraph

        day = None if at is None else self.at(at).span
        nodes, edges = self._source.run(lambda facts: _graph_parts(facts, day))
        return multigraph(nodes, edges)


class AsOf:
    """An organisation on one day, and the questions that can be asked of it.

    A subject is an id, a name, an alias, or a part of a name that only one thing has. One that
    cannot be told is no error: the answer's status says so, and `candidates` what may be meant.
    """

    def __init__(self, organisation: Organisation, span: Span) -> None:
        self.organisation, self.span = organisation, span

    def __repr__(self) -> str:
        return f"<{self.organisation!r} at {self.day}>"

    @property
    def day(self) -> str:
        """The day, as 2016-10-01."""
        return self.span.text

    def ask(self, question: str, *words: str, **options: Any) -> Answer:
        """Ask a question by its name, with the words that its command takes.

        Raises:
            NoSuchQuestion, NotAsked, NotTheRightWords: if it cannot be asked so.
        """
        found, vocabulary = self.organisation._source.run(
            lambda facts: (
                answers.ask(View(facts, self.span), question, *words, **options),
                facts.vocabulary,
            )
        )
        return Answer(found, vocabulary, self.organisation._name)

    def over_time(self, question: str, *words: str, **options: Any) -> AnswerOverTime:
        """Ask a question of all times at once: the answer in periods, the same within each."""
        from orgraph.answers.over_time import ask_over_time

        def asked(view: View) -> model.Answer:
            return answers.ask(view, question, *words, **options)

        found, vocabulary = self.organisation._source.run(
            lambda facts: (ask_over_time(facts, self.span, asked), facts.vocabulary)
        )
        return AnswerOverTime(found, vocabulary)

    def approves(self, subject: str) -> Answer:
        """Who approves it: the whole way to the decision, in order."""
        return self.ask("approves", subject)

    def escalate(self, subject: str, to: str = "") -> Answer:
        """How a matter gets upward from it, to each body where the way stops; or to one body."""
        return self.ask("escalate", subject, to=to)

    def responsible(self, subject: str) -> Answer:
        """Who is responsible for it, and who carries it out, follows up and coordinates."""
        return self.ask("responsible", subject)

    def implements(self, subject: str) -> Answer:
        """Who carries it out."""
        return self.ask("implements", subject)

    def appoints(self, subject: str) -> Answer:
        """Who sits in it, how many, and who appoints them."""
        return self.ask("appoints", subject)

    def impact(self, subject: str) -> Answer:
        """What stands without anybody if it ends on the day: a body, or all of a kind."""
        return self.ask("impact", subject)

    def who(self, relation: str, subject: str) -> Answer:
        """Who has a relation of the vocabulary to it."""
        return self.ask("who", relation, subject)

    def what(self, relation: str, subject: str) -> Answer:
        """What it has a relation of the vocabulary to."""
        return self.ask("what", relation, subject)

    def list(
        self,
        kind: str,
        *,
        within: str = "",
        having: str = "",
        lacking: str = "",
        at_least: int = 1,
        every: bool = False,
    ) -> Answer:
        """All of a kind.

        Args:
            kind: a kind of the vocabulary, in the singular or the plural.
            within: only those that belong to this body or region, directly or through others.
            having: only those with this relation, at either end.
            lacking: only those without this relation.
            at_least: how many of the relation in `having` they must have.
            every: also those of which it is not known when they began.
        """
        return self.ask(
            "list",
            kind,
            within=within,
            having=having,
            lacking=lacking,
            at_least=at_least,
            every=every,
        )

    def show(self, subject: str) -> Answer:
        """All that is known about it."""
        return self.ask("show", subject)

    def history(self, subject: str) -> Answer:
        """Its life: what began, changed and ended it, and who came before and after."""
        return self.ask("history", subject)

    def steps(self, process: str) -> Answer:
        """The steps of a process, in order."""
        return self.ask("steps", process)

    def why(self, subject: str, other: str) -> Answer:
        """How two things hang together: the shortest chain of relations."""
        return self.ask("why", subject, other)

    def why_not(self, subject: str, other: str) -> Answer:
        """Why a matter does not get from one to the other, and since when."""
        return self.ask("why-not", subject, other)

    def matrix(self, *subjects: str) -> Answer:
        """Bodies against agreements or tasks, or all of a kind, with their roles."""
        return self.ask("matrix", *subjects)

    def search(self, *words: str, limit: int | None = None) -> Answer:
        """Things and relations whose texts hold the words, the best first; at most `limit`."""
        return self.ask("search", *words, limit=limit)

    def unknowns(self, subject: str = "") -> Answer:
        """What the documents do not say, or say in two ways: of a subject, or of everything."""
        return self.ask("unknowns", *([subject] if subject else []))


class Told:
    """What all answers can do: be printed, be data, be shown in a notebook."""

    def __init__(self, found: Any, vocabulary: Vocabulary) -> None:
        self._found, self._vocabulary = found, vocabulary

    @property
    def question(self) -> str:
        """The question's name."""
        name: str = self._answer.question
        return name

    @property
    def status(self) -> str:
        """`answered`, `not_stated`, `ambiguous` or `not_found`."""
        status: str = self._found.status
        return status

    @property
    def candidates(self) -> tuple[model.Candidate, ...]:
        """What may have been meant, when the subject could not be told."""
        return self._answer.candidates

    @property
    def _answer(self) -> model.Answer:
        raise NotImplementedError

    def __str__(self) -> str:
        from orgraph.render.text import as_text

        return as_text(self._found, self._vocabulary).strip("\n")

    def to_json(self) -> str:
        """The JSON that the command prints with `--json`."""
        from orgraph.render.json_form import as_json

        return as_json(self._found, self._vocabulary)

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        content: dict[str, Any] = json.loads(self.to_json())
        return content

    def _repr_html_(self) -> str:
        from orgraph.render.notebook import as_html

        return as_html(str(self), self.to_records(), self._vocabulary)

    def _repr_markdown_(self) -> str:
        from orgraph.render.notebook import as_markdown

        return as_markdown(str(self), self.to_records(), self._vocabulary)

    def to_records(self) -> list[dict[str, Any]]:
        """A flat dict for each row, in their order, as a table wants them."""
        raise NotImplementedError


class Answer(Told):
    """The answer to one question on one day; nothing of it can be changed.

    `print` it, or take its `rows` and `paths`; each row has the sources that it rests on.
    """

    def __init__(self, found: model.Answer, vocabulary: Vocabulary, organisation: str) -> None:
        super().__init__(found, vocabulary)
        self._organisation = organisation

    @property
    def _answer(self) -> model.Answer:
        found: model.Answer = self._found
        return found

    @property
    def day(self) -> str:
        """The day that was asked about, as 2016-10-01."""
        return self._answer.at

    @property
    def subject(self) -> Node | None:
        """What was asked about; None when it could not be told, or is several."""
        return self._answer.subject

    @property
    def rows(self) -> tuple[model.Row, ...]:
        """The lines of the answer, in the order that the question gives them."""
        return self._answer.rows

    @property
    def paths(self) -> tuple[model.Path, ...]:
        """The ways through the organisation, the best first."""
        return self._answer.paths

    @property
    def notes(self) -> tuple[Note, ...]:
        """Recorded silences and conflicts that bear on the answer."""
        return self._answer.notes

    def __repr__(self) -> str:
        subject = self.subject.name if self.subject else self._answer.asked
        return f"<Answer {self.question} {subject!r} at {self.day}: {self.status}>"

    def to_records(self) -> list[dict[str, Any]]:
        """A flat dict for each row and hop, in their order: the question, the subject's id and the
        day; the row's own id, name, kind, role and dates; its quotations and where they stand.
        """
        same = {
            "question": self.question,
            "subject": self.subject.id if self.subject else None,
            "at": self.day,
        }
        return [{**same, **_record(row)} for row in self._answer.every_row()]

    def compare(self, other: Answer, called: str = "") -> Comparison:
        """What another answer to the same question has gained, lost and changed.

        Args:
            other: the answer on another day, after a scenario, or of another organisation.
            called: what its organisation is called in words; its day, or its scenario, when empty.

        Raises:
            NotTheSameQuestion: if it answers another question.
        """
        if other.question != self.question:
            raise NotTheSameQuestion(self.question, other.question)
        compared = model.compare(
            self._answer, other._answer, called or other._organisation or other.day
        )
        return Comparison(compared, self._vocabulary)


class AnswerOverTime(Told):
    """The answer to one question through all time, as periods within which it is the same."""

    @property
    def _over_time(self) -> OverTime:
        found: OverTime = self._found
        return found

    @property
    def _answer(self) -> model.Answer:
        return self._over_time.answer

    @property
    def periods(self) -> tuple[Interval, ...]:
        """The periods in order: `first` and `after` are days as text, None for unknown time and
        for no end; `answer` holds within them.
        """
        return self._over_time.intervals

    def with_most_rows(self, most: int | None) -> AnswerOverTime:
        """The same with at most so many rows in each period, and how many more there are."""
        periods = tuple(
            period._replace(answer=model.cut_to(period.answer, most)) for period in self.periods
        )
        return AnswerOverTime(self._over_time._replace(intervals=periods), self._vocabulary)

    def __repr__(self) -> str:
        return f"<AnswerOverTime {self.question} {self._answer.asked!r}: {len(self.periods)}>"

    def to_records(self) -> list[dict[str, Any]]:
        """As an answer's, for each period, whose days are `period_from` and `period_to`."""
        return [
            {
                "question": self.question,
                "period_from": period.first,
                "period_to": period.after,
                **_record(row),
            }
            for period in self.periods
            for row in period.answer.every_row()
        ]


class Comparison(Told):
    """What two answers to one question differ in."""

    @property
    def _compared(self) -> model.Comparison:
        found: model.Comparison = self._found
        return found

    @property
    def _answer(self) -> model.Answer:
        return self._compared.before

    @property
    def changes(self) -> tuple[model.RowChange, ...]:
        """The rows that differ: `change` is `lost`, `gained` or `changed`."""
        return self._compared.changes

    def with_most_rows(self, most: int | None) -> Comparison:
        """The same with at most so many rows on each side, and how many more there are."""
        before, after = (
            model.cut_to(side, most) for side in (self._compared.before, self._compared.after)
        )
        return Comparison(self._compared._replace(before=before, after=after), self._vocabulary)

    def __repr__(self) -> str:
        return f"<Comparison {self.question}: {len(self.changes)} changes>"

    def to_records(self) -> list[dict[str, Any]]:
        """A flat dict for each change: `change`, and the row after it, or before it if lost."""
        return [
            {"question": self.question, "change": change.change, **_record(row)}
            for change in self.changes
            if (row := change.after or change.before)
        ]


class NotTheSameQuestion(OrgraphError):
    """Answers to two different questions, which cannot be compared."""

    code = "answers.not_the_same_question"

    def __init__(self, question: str, other: str) -> None:
        super().__init__(question=question, other=other)


def _record(row: model.Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "role": row.role,
        "order": row.order,
        "value": row.terms.value,
        "condition": row.terms.condition,
        "status": row.period.status,
        "valid_from": row.period.valid_from,
        "valid_to": row.period.valid_to,
        "quotations": [source.quote for source in row.support.sources if source.quote],
        "sources": [
            f"{source.document}:{source.first}-{source.last}" if source.first else source.document
            for source in row.support.sources
        ],
    }


def _graph_parts(
    facts: Facts, day: Span | None
) -> tuple[list[tuple[str, Mapping[str, Any]]], list[tuple[str, str, str, Mapping[str, Any]]]]:
    view = View(facts, day) if day else None
    nodes: list[tuple[str, Mapping[str, Any]]] = [
        (
            node.id,
            {
                "name": node.name,
                "kind": node.kind,
                "valid_from": node.validity.valid_from,
                "valid_to": node.validity.valid_to,
            },
        )
        for node in facts.list_nodes()
        if view is None or view.holds(node.validity)
    ]
    edges: list[tuple[str, str, str, Mapping[str, Any]]] = [
        (
            relation.source,
            relation.target,
            relation.id,
            {
                "type": relation.type,
                "status": relation.status,
                "valid_from": relation.validity.valid_from,
                "valid_to": relation.validity.valid_to,
                "quotations": [source.quote for source in relation.sources if source.quote],
            },
        )
        for relation in facts.list_relations()
        if view is None or view.in_force(relation)
    ]
    return nodes, edges
