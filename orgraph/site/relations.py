"""Everything else that is recorded about a node: its relations by verb, its part in processes,
what is about it. Each with the days on which it holds.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from orgraph.answers.answer import ANSWERED, Answer, Row
from orgraph.answers.holders import row_of
from orgraph.answers.notes import names_in
from orgraph.answers.steps import rows_of_step
from orgraph.dates import OPEN_END, iso
from orgraph.facts import IN_FORCE, Fact, Group, Identifier, Node, Note, Relation, Step, Validity
from orgraph.languages import grammar, phrase, text
from orgraph.organisation import Organisation
from orgraph.pages.timeline import Life, life_of, life_of_relation
from orgraph.pages.wording import short_validity
from orgraph.phrases import Text
from orgraph.render.clauses import clause_of, people_of, remarks_on
from orgraph.site.answer_sections import view_on
from orgraph.site.dependencies import BECAUSE
from orgraph.site.links import Linker
from orgraph.site.page_model import Family, Item, Stage, Verb
from orgraph.view import View
from orgraph.vocabulary import RelationType

FIRST_DAY = 1


class RecordWriter:
    """Writes what is recorded about one node, as lines under headings."""

    def __init__(self, organisation: Organisation, linker: Linker, node: Node) -> None:
        self.organisation, self.linker, self.node = organisation, linker, node
        self.vocabulary = organisation.vocabulary

    # ---- Relations
    def families(self, told: frozenset[str]) -> list[Family]:
        """All relations of the node but those that an answer has told, family by family."""
        node_id = self.node.id
        verbs: dict[str, dict[str, list[Relation]]] = {"out": {}, "in": {}}
        for found in self.organisation.list_all_out(node_id):
            verbs["out"].setdefault(found.type, []).append(found)
        for found in self.organisation.list_all_in(node_id):
            if found.source != node_id:
                verbs["in"].setdefault(found.type, []).append(found)
        present = [
            relation_type
            for name, relation_type in self.vocabulary.relations.items()
            if name in verbs["out"] or name in verbs["in"]
        ]
        families = []
        for family, danish in self.vocabulary.families.items():
            made = [
                verb
                for relation_type in present
                if relation_type.family == family
                for verb in self._verbs(relation_type, verbs, told)
            ]
            families += [Family(danish, tuple(made))] if made else []
        about = [
            found
            for found in self.organisation.list_about(node_id)
            if found.id not in told and node_id not in (found.source, found.target)
        ]
        others = tuple([self._item(found, found.source, "about") for found in about])
        return (
            [*families, Family(text("answers.relations_of_others"), (Verb("", others),))]
            if others
            else families
        )

    def _verbs(
        self,
        relation_type: RelationType,
        found: dict[str, dict[str, list[Relation]]],
        told: frozenset[str],
    ) -> Iterable[Verb]:
        """The relations of a type by direction, but those that are told."""
        for direction, heading in (("out", relation_type.danish), ("in", relation_type.inverse)):
            items = tuple(
                self._item(
                    relation,
                    relation.target if direction == "out" else relation.source,
                    direction,
                )
                for relation in found[direction].get(relation_type.name, ())
                if relation.id not in told
            )
            if items:
                yield Verb(heading, items)

    def _item(self, relation: Relation, end: str, direction: str) -> Item:
        life = life_of_relation(self.organisation, relation)
        view = view_on(self.organisation, life.first)
        answer = self._answer([row_of(view, relation, end, direction=direction)], view)
        row = answer.rows[0]
        if direction == "about":
            said = clause_of([row], row.ref, answer, self.vocabulary)
        else:
            said = phrase(
                "answers.seat", person=row.ref, role=row.terms.seat, value=row.terms.value
            )
        validity = self.organisation.whole_validity(relation)
        return Item(
            *days(life),
            when=in_short(validity, life),
            text=self.linker.html(said),
            remarks=self.linker.html(remarks_on(row, answer)),
            marks=self.linker.marks(relation.sources),
        )

    def _answer(self, rows: list[Row], view: View) -> Answer:
        names = names_in(view, tuple(rows), (), ())
        return Answer(
            "who", self.node.id, view.at, ANSWERED, self.node, rows=tuple(rows), names=names
        )

    # ---- Processes
    def stages(self) -> list[Stage]:
        """The steps of a process, as they are written, in their order."""
        steps = sorted(self.organisation.list_steps(self.node.id), key=lambda step: step.order)
        return [
            Stage(step.order, step.branch, self._step(step), step.condition, step.deadline)
            for step in steps
        ]

    def acting(self) -> list[Item]:
        """The steps of processes in which the node acts or receives."""
        steps = self.organisation.list_steps_of(self.node.id)
        return [self._step(step, elsewhere=True) for step in steps]

    def _step(self, step: Step, *, elsewhere: bool = False) -> Item:
        """A step as a line; one of a process that stands `elsewhere` says which, and all of its
        terms.
        """
        life = life_of(step.validity)
        view = view_on(self.organisation, life.first)
        answer = self._answer(rows_of_step(view, step), view)
        rows = list(answer.rows)
        row = rows[0]
        said = clause_of(
            rows, people_of(rows, answer) if step.actors else "", answer, self.vocabulary
        )
        if elsewhere:
            process = self.linker.ref(step.process)
            said = phrase("answers.step_in_process", process=process, number=step.order, step=said)
        else:
            row = row._replace(
                terms=row.terms._replace(deadline=None, branch=None, condition=None)
            )
        return Item(
            *days(life),
            when=in_short(step.validity, life),
            text=self.linker.html(said),
            remarks=self.linker.html(remarks_on(row, answer)),
            marks=self.linker.marks(step.sources),
        )

    # ---- Decisions, changes and the like
    def mentions(self) -> list[Verb]:
        """What is about the node, by label; and what the node is about."""
        about = self.organisation.list_concerning(self.node.id)
        found = []
        for label in self.vocabulary.labels.values():
            items = tuple(self._mention(other) for other in about if other.label == label.name)
            found += [Verb(grammar().capital(label.plural), items)] if items else []
        concerned = tuple(
            self._mention(other)
            for other in map(self.organisation.find_node, self.node.concerns)
            if other
        )
        return [*found, Verb(text("answers.concerns"), concerned)] if concerned else found

    def _mention(self, node: Node) -> Item:
        date = dict(node.fields).get("date")
        life = life_of(node.validity)
        remarks = Markup(" ({})").format(node.status) if node.status != IN_FORCE else Markup("")
        return Item(
            *days(life),
            when=grammar().format_date(date) if date else "",
            text=self.linker.link(node.id),
            remarks=remarks,
            marks=Markup(""),
        )

    # ---- Changes
    def effects(self) -> list[Verb]:
        """What the change began and what it ended."""
        facts = self.organisation.index.table(BECAUSE).get(self.node.id)
        parts = (("begins_with_it", "began_by"), ("ends_with_it", "ended_by"))
        made = (
            (
                text(f"answers.{heading}"),
                tuple(item for fact in facts if (item := self._effect(fact, side))),
            )
            for heading, side in parts
        )
        return [Verb(heading, items) for heading, items in made if items]

    def _effect(self, fact: Fact, side: str) -> Item | None:
        if (
            isinstance(fact, Group | Note | Identifier)
            or getattr(fact.validity, side) != self.node.id
        ):
            return None
        return Item(
            first=None,
            after=None,
            when="",
            text=describe_fact(fact, self.organisation, self.linker),
            remarks=Markup(""),
            marks=self.linker.marks(fact.sources, 1),
        )


def describe_fact(fact: Fact, organisation: Organisation, linker: Linker) -> Markup:
    """A fact in one line, its ends as links."""
    if isinstance(fact, Node):
        return Markup("{} <small>{}</small>").format(linker.link(fact.id), fact.kind)
    return linker.html(_description(fact, organisation, linker))


def _description(fact: Fact, organisation: Organisation, linker: Linker) -> Text:
    if isinstance(fact, Relation):
        verb = fact.verb or organisation.vocabulary.relations[fact.type].danish
        start, end = linker.ref(fact.source), linker.ref(fact.target)
        said = phrase("answers.hop", start=start, verb=verb, end=end)
        if not fact.about:
            return said
        return phrase("answers.about", row=said, things=linker.listed(fact.about))
    if isinstance(fact, Step):
        return phrase(
            "answers.step_in_process",
            process=linker.ref(fact.process),
            number=fact.order,
            step=phrase(
                "answers.step_row" if fact.actors else "answers.action",
                people=linker.listed(fact.actors),
                action=fact.action,
            ),
        )
    if isinstance(fact, Identifier):
        return phrase(
            "answers.identifier", node=linker.ref(fact.node), system=fact.system, value=fact.value
        )
    return fact.text if isinstance(fact, Note) else fact.id


def days(life: Life) -> tuple[str | None, str | None]:
    """The days of a life as a page's script compares them."""
    return iso(life.first) if life.first > FIRST_DAY else None, (
        iso(life.after) if life.after < OPEN_END else None
    )


def in_short(validity: Validity, life: Life) -> str:
    """When it holds, in a few words; of what no document dates, since when it is spoken of."""
    stated = short_validity(validity)
    if validity.valid_from or life.first <= FIRST_DAY:
        return stated
    since = iso(life.first)
    if not stated:
        return text("answers.spoken_of_since", date=since)
    return text("answers.spoken_of_since_and", date=since, stated=stated)
