"""What a scenario will do: step by step, with its sets unfolded, its days, and what has no
effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from orgraph.errors import Issue
from orgraph.facts import Fact, Node, Relation, Source
from orgraph.facts import Step as ProcessStep
from orgraph.languages import phrase, text
from orgraph.organisation import Change, Organisation
from orgraph.phrases import Phrase, Ref, Text
from orgraph.render.json_form import json_text, source_dict
from orgraph.render.terms import terms_text
from orgraph.render.text import Footnotes, wrapped
from orgraph.scenario.adopt import Adoption
from orgraph.scenario.apply import Applied, Effect
from orgraph.scenario.baseline import Drift
from orgraph.scenario.model import (
    Appoint,
    ChangeKind,
    Create,
    Dissolve,
    Grant,
    Having,
    Merge,
    Move,
    Rename,
    Revoke,
    Scenario,
    Selector,
    Share,
    Split,
    Step,
    Transfer,
    Where,
)
from orgraph.scenario.terms import NewTerms, find_new_terms

MOST_NAMES = 12  # of a set on a line; with --all, all of them
MOST_FACTS = 5  # of each kind of change under a step
ENDED, BEGUN, CHANGED, WITHDRAWN = "ended", "begun", "changed", "withdrawn"  # as JSON has them


class Remark(NamedTuple):
    """What there is to tell of a step: a heading and, after its colon, what it is the heading of;
    a heading without more is a whole sentence.

    `facts` are relations under the heading, one to a line. `in_vain`: the step has no effect.
    """

    heading: Phrase
    detail: Phrase = Phrase()
    facts: tuple[Phrase, ...] = ()
    in_vain: bool = False

    @property
    def sentence(self) -> Phrase:
        """The remark in one line, its facts left out."""
        if self.detail:
            return phrase("scenario_steps.remark", heading=self.heading, detail=self.detail)
        if self.facts:
            return phrase("scenario_steps.heading", heading=self.heading)
        return self.heading


def scenario_text(
    scenario: Scenario,
    applied: Applied,
    before: Organisation,
    *,
    wanting: Iterable[Issue] = (),
    conflicts: Sequence[Drift] = (),
    every: bool = False,
) -> str:
    """The scenario as lines of text.

    Args:
        scenario: what was read.
        applied: what came of it.
        before: the organisation that it was read against.
        wanting: the expectations that are not met.
        conflicts: what has moved since the scenario was stamped.
        every: names each node and each relation.
    """
    teller = StepTeller(before, applied, every=every)
    footnotes = Footnotes()
    days = [_say("day", day=day.text) for day in scenario.days()]
    lines = wrapped(_say("title", name=scenario.name, days=days))
    if scenario.replays:
        lines += wrapped(_say("replays", names=teller.names(scenario.replays)), 2)
    if not scenario.steps:
        lines += wrapped(_say("no_steps"), 2)
    in_phases = len(days) > 1 or any(change.sources for change in scenario.changes)
    number = 0
    for day in scenario.days():
        effects = [effect for effect in applied.effects if effect.step.frame.on == day]
        lines += _phase(scenario, day.text, effects, footnotes) if in_phases else []
        for effect in effects:
            number += 1
            marks = footnotes.marks(_own_sources(scenario, effect.step))
            lines += wrapped(f"{number:>3} {teller.sentence(effect.step)} {marks}", 4)
            lines += _remark_lines(teller.remarks(effect))
    lines += [*conflicts_text(conflicts), *_expected(scenario, list(wanting))]
    return "\n".join([*lines, *footnotes.lines()])


def _say(code: str, **values: Any) -> str:
    return text(f"scenario_steps.{code}", **values)


def _remark_lines(remarks: Iterable[Remark]) -> Iterator[str]:
    for remark in remarks:
        yield from wrapped(f"    {remark.sentence}", 8)
        for fact in remark.facts:
            yield from wrapped(f"      {fact}", 8)


def scenario_json(
    scenario: Scenario,
    applied: Applied,
    before: Organisation,
    *,
    wanting: Iterable[Issue] = (),
    conflicts: Sequence[Drift] = (),
) -> str:
    """The same as JSON text."""
    teller = StepTeller(before, applied, every=True)
    content: dict[str, Any] = {
        "scenario": scenario.name,
        "days": [day.text for day in scenario.days()],
        "changes": [
            {
                "id": change.id,
                "name": change.name,
                "basis": change.basis,
                "fact_status": change.status,
                "reasoning": change.reasoning,
                "sources": [source_dict(source) for source in change.sources],
            }
            for change in scenario.changes
        ],
        "steps": [_step_dict(effect, teller) for effect in applied.effects],
        "conflicts": [conflict._asdict() for conflict in conflicts],
        "expect": {"count": len(scenario.expect), "wanting": [str(issue) for issue in wanting]},
    }
    return json_text(content)


def step_sentences(
    applied: Applied, before: Organisation
) -> list[tuple[Phrase, tuple[Remark, ...]]]:
    """Each step as a sentence, with what there is to tell of it."""
    teller = StepTeller(before, applied, every=True)
    return [
        (teller.sentence(effect.step), tuple(teller.remarks(effect))) for effect in applied.effects
    ]


def checked_text(scenario: Scenario, wanting: list[Issue]) -> str:
    """Whether what was expected came true."""
    lines = _expected(scenario, wanting)
    return "\n".join(lines) or _say("nothing_expected", name=scenario.name)


def adoption_text(adoption: Adoption, *, written: bool) -> str:
    """What there is to say of the patch, or what was written; with conflicts nothing is written,
    and they are listed.
    """
    if adoption.conflicts:
        return "\n".join([*conflicts_text(adoption.conflicts), _say("not_written")])
    count = len(adoption.files)
    if not written:
        return _say("would_be_written", count=count)
    files = [f"  {name}" for name, *_ in adoption.files]
    return "\n".join([_say("written", name=adoption.scenario.name, count=count), *files])


def conflicts_text(conflicts: Sequence[Drift]) -> list[str]:
    """What has moved since the scenario was made, as lines."""
    if not conflicts:
        return []
    return [
        _say("drifted", count=len(conflicts)),
        *(line for found in conflicts for line in wrapped(f"  - {found.fact} {found.what}", 4)),
    ]


def _phase(scenario: Scenario, day: str, effects: list[Effect], footnotes: Footnotes) -> list[str]:
    """The change of one day."""
    changes = {change.id: change for change in scenario.changes}
    change = changes.get(effects[0].step.frame.change or "") if effects else None
    if change is None:
        return wrapped(_say("day", day=day), 2)
    heading = _say("phase", day=day, name=change.name, status=change.status)
    return wrapped(f"{heading} {footnotes.marks(change.sources)}", 2)


def _own_sources(scenario: Scenario, step: Step) -> tuple[Source, ...]:
    common = {change.sources for change in scenario.changes}
    own = step.frame.template.sources
    return () if own in common else own


def _expected(scenario: Scenario, wanting: list[Issue]) -> list[str]:
    if not scenario.expect:
        return []
    count = len(scenario.expect)
    if count > 1:
        held = _say("expectations_held", held=count - len(wanting), count=count)
    else:
        held = _say("expectation_fails" if wanting else "expectation_holds")
    return [*(line for issue in wanting for line in wrapped(str(issue), 2)), held]


def _step_dict(effect: Effect, teller: StepTeller) -> dict[str, Any]:
    said = effect.said
    if not effect.changes:
        said = tuple(str(remark.sentence) for remark in teller.remarks(effect))
    return {
        "line": effect.step.frame.line,
        "on": effect.step.frame.on.text,
        "verb": verb_of(effect.step),
        "text": str(teller.step(effect.step)),
        "set": list(effect.chosen),
        **{fate: [fact.id for fact in facts] for fate, facts in _by_fate(effect.changes).items()},
        "said": list(said),
    }


def verb_of(step: Step) -> str:
    """The step's verb, as it is written."""
    return "change_kind" if isinstance(step, ChangeKind) else type(step).__name__.lower()


def _by_fate(changes: Iterable[Change]) -> dict[str, list[Fact]]:
    """The facts of changes by what becomes of them."""
    found: dict[str, list[Fact]] = {ENDED: [], BEGUN: [], CHANGED: [], WITHDRAWN: []}
    for change in changes:
        found[_fate(change)].append(_fact_of(change))
    return found


def _fact_of(change: Change) -> Fact:
    fact = change.after or change.before
    assert fact
    return fact


def _fate(change: Change) -> str:
    if change.before is None:
        return BEGUN
    if change.after is None:
        return WITHDRAWN
    old, new = (getattr(fact, "validity", None) for fact in (change.before, change.after))
    if old and new and old.end < new.end:
        return BEGUN  # again, for an earlier step of the day had ended it
    return ENDED if new != old else CHANGED


class StepTeller:
    """Says what steps do, and what came of them; `every` names all there are of a set."""

    def __init__(self, before: Organisation, applied: Applied, *, every: bool) -> None:
        self.before, self.after, self.every = before, applied.organisation, every
        self.vocabulary = self.after.vocabulary
        self.old_names = {  # by the line of the step: several steps may rename one body
            effect.step.frame.line: change.before.name
            for effect in applied.effects
            if isinstance(effect.step, Rename)
            for change in effect.changes
            if isinstance(change.before, Node)
        }

    def _phrase(self, code: str, **values: Any) -> Phrase:
        return phrase(f"scenario_steps.{code}", **values)

    # ---- Names
    def name(self, node_id: str) -> Ref:
        """A node by its name after the scenario."""
        node = self.after.find_node(node_id) or self.before.find_node(node_id)
        return Ref(node_id, node.name if node else node_id)

    def names(self, ids: Iterable[str]) -> Phrase:
        """Nodes by their names; of many, the first and how many more there are."""
        return self._few([self.name(node_id) for node_id in ids])

    def _few(self, names: Sequence[Text]) -> Phrase:
        if self.every or len(names) <= MOST_NAMES:
            return self._phrase("names", names=names)
        shown = Phrase.join(", ", names[:MOST_NAMES])
        return self._phrase("and_others", names=shown, count=len(names) - MOST_NAMES)

    def _verb(self, relation_type: str) -> str:
        return self.vocabulary.relations[relation_type].danish

    def _verbs(self, types: Iterable[str]) -> list[str]:
        return [self._verb(relation_type) for relation_type in types]

    # ---- Sets
    def selection(self, chosen: Selector) -> Phrase:
        """A set as it is written: names, or what all of it has in common."""
        return self._phrase(
            "selection",
            kinds=[self.vocabulary.kinds[kind].plural for kind in chosen.kinds],
            conditions=list(self._conditions(chosen)),
            ids=self.names(chosen.ids),
            excepted=self.names(chosen.excepted),
        )

    def _conditions(self, chosen: Selector) -> Iterator[Phrase]:
        if chosen.region:
            yield self._phrase("in_region", region=self.name(chosen.region))
        if chosen.within:
            yield self._phrase("within", collective=self.name(chosen.within))
        yield from (self._has("having", having) for having in chosen.having)
        yield from (self._has("lacking", having) for having in chosen.lacking)
        yield from (self._field(key, value) for key, value in chosen.where)

    def _has(self, code: str, having: Having) -> Phrase:
        verb = self._verb(having.relation)
        if having.to:
            return self._phrase(code, verb=verb, to=self.name(having.to))
        return self._phrase(f"{code}_any", verb=verb)

    def _field(self, key: str, value: str) -> Phrase:
        if key == "name":
            return self._phrase("with_name", value=value)
        headings = {
            field: heading
            for label in self.vocabulary.labels.values()
            for field, heading in label.fields
        }
        if key in headings:
            return self._phrase("with_field", value=value, heading=headings[key])
        return self._phrase("with_flag", key=key, value=value)

    def _limits(self, where: Where) -> Phrase:
        """Which relations are meant, as what stands after a semicolon."""
        kind = where.subject_kind
        return self._phrase(
            "limits",
            kind=self.vocabulary.kinds[kind].plural if kind else "",
            subjects=self.names(where.subject),
            about=self.names(where.about),
            role=where.role or "",
        )

    # ---- Steps
    def sentence(self, step: Step) -> Phrase:
        """What a step says."""
        return self._phrase("sentence", step=self.step(step))

    def step(self, step: Step) -> Phrase:
        """What a step says, as a sentence without its stop."""
        chosen = self.selection(step.chosen)
        if isinstance(step, Create):
            nodes = [
                self._phrase("created", node=Ref(node.id, node.name), kind=node.kind)
                for node in step.nodes
            ]
            return self._phrase("create", nodes=nodes)
        if isinstance(step, Dissolve):
            return self._phrase("dissolve", chosen=chosen)
        if isinstance(step, Merge):
            return self._phrase("merge", chosen=chosen, heir=self._heir(step.to, step.created))
        if isinstance(step, Split):
            return self._phrase("split", chosen=chosen, shares=list(map(self._share, step.shares)))
        if isinstance(step, Rename):
            old = self.old_names.get(step.frame.line, step.name)
            return self._phrase("rename", old=Ref(step.chosen.ids[0], old), new=step.name)
        if isinstance(step, ChangeKind):
            return self._phrase("change_kind", chosen=chosen, kind=step.kind)
        if isinstance(step, Move):
            return self._move(step, chosen)
        if isinstance(step, Transfer):
            return self._transfer(step, chosen)
        if isinstance(step, Revoke):
            return self._revoke(step, chosen)
        return self._grant(step, chosen)

    def _heir(self, node_id: str, created: Node | None) -> Text:
        if created is None:
            return self.name(node_id)
        return self._phrase("new_heir", node=Ref(node_id, created.name), kind=created.kind)

    def _share(self, share: Share) -> Phrase:
        heir, limits = self._heir(share.to, share.created), self._limits(share.where)
        if share.relations:
            verbs = self._verbs(share.relations)
            return self._phrase("share", heir=heir, relations=verbs, limits=limits)
        code = "share_of_rest" if share.rest else "share_of_all"
        return self._phrase(code, heir=heir, limits=limits)

    def _move(self, step: Move, chosen: Phrase) -> Phrase:
        to = self.name(step.to)
        if step.relation is None:
            return self._phrase("move", chosen=chosen, to=to)
        return self._phrase("move_by", chosen=chosen, to=to, verb=self._verb(step.relation))

    def _transfer(self, step: Transfer, chosen: Phrase) -> Phrase:
        return self._phrase(
            "transfer_to" if step.inward else "transfer_from",
            relations=self._verbs(step.relations),
            chosen=chosen,
            to=self.name(step.to),
            limits=self._limits(step.where),
        )

    def _revoke(self, step: Revoke, chosen: Phrase) -> Phrase:
        verbs, limits = self._verbs(step.relations), self._limits(step.where)
        if step.to:
            to = self.selection(step.to)
            return self._phrase(
                "revoke_between", relations=verbs, chosen=chosen, to=to, limits=limits
            )
        code = "revoke_to" if step.inward else "revoke_from"
        return self._phrase(code, relations=verbs, chosen=chosen, limits=limits)

    def _grant(self, step: Grant | Appoint, chosen: Phrase) -> Phrase:
        pattern = step.pattern
        return self._phrase(
            "grant",
            chosen=chosen,
            verb=self._verb(pattern.type),
            to=self.selection(step.to),
            about=self.names(pattern.about),
            on_behalf=self.name(pattern.on_behalf) if pattern.on_behalf else "",
            content=list(filter(None, (pattern.role, pattern.value, pattern.condition))),
            by=self.selection(step.by) if isinstance(step, Appoint) and step.by else "",
        )

    # ---- What came of it
    def remarks(self, effect: Effect) -> Iterator[Remark]:
        """The set unfolded, and what the step changes."""
        if not effect.step.chosen.is_list:
            heading = self._phrase("set_size", count=len(effect.chosen))
            yield Remark(heading, self._phrase("list", names=self.names(effect.chosen)))
        if not effect.changes:
            yield self._no_effect(effect)
        renewed = find_new_terms(effect.changes)
        yield from self._new_terms(renewed)
        told = {relation.id for pair in renewed for relation in pair}
        others = [change for change in effect.changes if _fact_of(change).id not in told]
        for fate, facts in _by_fate(others).items():
            yield from self._nodes(fate, facts, effect)
            yield from self._relations(fate, facts, effect)
            yield from self._parts(fate, facts)
        if cut_off := self._cut_off(effect):
            heading = self._phrase("relations_cut_off", count=len(cut_off))
            yield Remark(heading, facts=self._facts([self._relation(each) for each in cut_off]))
        yield from (Remark(self._phrase("said", said=said)) for said in effect.said)

    def _cut_off(self, effect: Effect) -> list[Relation]:
        """Relations that were to begin after the day on which one of their ends now ends."""
        relations = dict.fromkeys(
            relation
            for change in effect.changes
            if isinstance(change.before, Node) and isinstance(change.after, Node)
            if change.after.validity.end < change.before.validity.end
            for relation in (
                *self.before.list_all_out(change.before.id),
                *self.before.list_all_in(change.before.id),
            )
        )
        return [relation for relation in relations if self._never_begins(relation)]

    def _never_begins(self, relation: Relation) -> bool:
        had, has = (side.whole_validity(relation) for side in (self.before, self.after))
        return had.start < had.end and has.end <= has.start

    def _nodes(self, fate: str, facts: list[Fact], effect: Effect) -> Iterator[Remark]:
        """The nodes with one fate; not those that the step's own sentence names, or the set."""
        nodes = [fact for fact in facts if isinstance(fact, Node)]
        if not nodes:
            return
        unfolded = not effect.step.chosen.is_list and [node.id for node in nodes] == list(
            effect.chosen
        )
        if fate == ENDED and (unfolded or isinstance(effect.step, Create)):
            yield Remark(self._phrase("ends", count=len(nodes)))
        elif not isinstance(effect.step, Create):
            names = self._few([Ref(node.id, node.name) for node in nodes])
            heading = self._phrase(f"nodes_{fate}", count=len(nodes))
            yield Remark(heading, self._phrase("list", names=names))

    def _relations(self, fate: str, facts: list[Fact], effect: Effect) -> Iterator[Remark]:
        """The relations with one fate; not the only one that the step's own sentence tells."""
        relations = [fact for fact in facts if isinstance(fact, Relation)]
        alone = len(relations) == 1 and fate == BEGUN and isinstance(effect.step, Grant | Appoint)
        if not relations or alone:
            return
        heading = self._phrase(f"relations_{fate}", count=len(relations))
        yield Remark(heading, facts=self._facts([self._relation(each) for each in relations]))

    def _facts(self, facts: Sequence[Phrase]) -> tuple[Phrase, ...]:
        """Facts as lines of a list; of many, the first and how many more there are."""
        shown = facts if self.every else facts[:MOST_FACTS]
        lines = [self._phrase("fact", fact=fact) for fact in shown]
        if more := len(facts) - len(shown):
            lines.append(self._phrase("more_facts", count=more))
        return tuple(lines)

    def _new_terms(self, renewed: Sequence[NewTerms]) -> Iterator[Remark]:
        """The relations that hold on other terms than before."""
        if renewed:
            heading = self._phrase("relations_on_new_terms", count=len(renewed))
            yield Remark(heading, facts=self._facts([self._on_terms(pair) for pair in renewed]))

    def _on_terms(self, pair: NewTerms) -> Phrase:
        relation, terms = self._relation(pair.after), terms_text(pair.before, pair.after)
        if not terms:
            return self._phrase("on_same_terms", relation=relation)
        return self._phrase("on_terms", relation=relation, terms=terms)

    def _parts(self, fate: str, facts: list[Fact]) -> Iterator[Remark]:
        """The steps of processes with one fate, by their processes."""
        parts = [fact for fact in facts if isinstance(fact, ProcessStep)]
        if parts:
            processes = [self.name(part.process) for part in parts]
            names = self._phrase("names", names=list(dict.fromkeys(processes)))
            heading = self._phrase(f"steps_{fate}", count=len(parts))
            yield Remark(heading, self._phrase("list", names=names))

    def _relation(self, relation: Relation) -> Phrase:
        return self._phrase(
            "relation",
            source=self.name(relation.source),
            verb=self._verb(relation.type),
            target=self.name(relation.target),
        )

    def _no_effect(self, effect: Effect) -> Remark:
        """Why nothing changes."""
        if already := self._ending_already(effect):
            everyone = len(already) == len(effect.chosen) > 1
            who = self._phrase("they") if everyone else self.names(already)
            return Remark(
                self._phrase("no_effect_in_itself"),
                self._phrase("ends_already", who=who),
                in_vain=True,
            )
        why = "is_so"
        if isinstance(effect.step, Transfer | Revoke):
            if not effect.chosen:
                return Remark(self._phrase("empty_set"), in_vain=True)
            why = "nothing_to_give"
        return Remark(self._phrase("no_effect"), self._phrase(why), in_vain=True)

    def _ending_already(self, effect: Effect) -> list[str]:
        """Of what should be dissolved, that which ends on the very day in the data."""
        if not isinstance(effect.step, Dissolve):
            return []
        day = effect.step.frame.on.first
        return [
            node_id
            for node_id in effect.chosen
            if (node := self.before.find_node(node_id)) and node.validity.end == day
        ]
