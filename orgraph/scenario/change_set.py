"""What one step changes, gathered fact by fact, so that a fact changed twice in a step is still
one change.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orgraph.dates import OPEN_END
from orgraph.errors import Issue
from orgraph.facts import IN_FORCE, Fact, Node, Relation, Step, Validity, is_effective
from orgraph.organisation import Change, Organisation
from orgraph.scenario.model import Frame, Selector
from orgraph.scenario.selection import StepContext, choose
from orgraph.scenario.terms import identity, is_alike, is_covered, renewed, says
from orgraph.seed.shapes import find_idle_abouts, list_belonging

# What is wrong when a node cannot have been, until the day, what it is now, by what changes of it:
# it ends that day, it begins that day, it was already changed that day.
_NEVER_BEEN = {
    "name": (
        "scenario.renamed_when_it_ends",
        "scenario.renamed_when_it_begins",
        "scenario.renamed_twice",
    ),
    "kind": (
        "scenario.kind_changed_when_it_ends",
        "scenario.kind_changed_when_it_begins",
        "scenario.kind_changed_twice",
    ),
}
# A node that does not live on the day, by whether it is known when it begins and when it ends.
_ABSENT = {
    (True, True): "scenario.absent_outside",
    (True, False): "scenario.absent_before",
    (False, True): "scenario.absent_after",
    (False, False): "scenario.absent",
}


class Earlier:
    """What earlier steps of the same day have done: what they changed, as it was when the day
    began, and who was given what somebody else had.
    """

    def __init__(self) -> None:
        self._was: dict[str, Fact | None] = {}
        self.heirs: dict[str, str] = {}

    def note(self, changes: ChangeSet) -> None:
        """Adds what a step did."""
        for change in changes.to_list():
            if fact := change.before or change.after:
                self._was.setdefault(fact.id, change.before)
        self.heirs.update(changes.heirs)

    def was(self, node: Node) -> Fact | None:
        """The node as it was when the day began; None when it was not there."""
        return self._was.get(node.id, node)

    def list_relations(self) -> list[Relation]:
        """The relations that were changed, as they were."""
        return [fact for fact in self._was.values() if isinstance(fact, Relation)]

    def made(self, fact: Fact) -> bool:
        """Whether one of the steps made the fact."""
        return fact.id in self._was and self._was[fact.id] is None


class ChangeSet:
    """The changes of one step, what it chose, what it has to tell, and what is wrong with it.
    `heirs` are the bodies that relations are given on to.
    """

    def __init__(
        self, organisation: Organisation, frame: Frame, file: str, earlier: Earlier
    ) -> None:
        self.organisation, self.frame, self.file, self.earlier = organisation, frame, file, earlier
        self.context = StepContext(organisation, frame.on, frame.change)
        self.chosen: tuple[str, ...] = ()
        self.said: list[str] = []
        self.issues: list[Issue] = []
        self.heirs: dict[str, str] = {}
        self._changed: dict[str, Change] = {}
        self._given_on: list[str] = []
        self._ids = 0

    def to_list(self) -> list[Change]:
        """The changes, each fact once."""
        return [change for change in self._changed.values() if change.before or change.after]

    # ---- Sets
    def choose(self, chosen: Selector, place: str) -> list[Node]:
        """The nodes of a set; `place` says in faults where in the step it stands.

        An empty set, and a named node that does not exist on the day, are faults.
        """
        found = choose(self.context, chosen)
        there = {node.id for node in found}
        for node_id in chosen.ids:
            if node_id not in there and node_id not in chosen.excepted:
                self._absent(node_id, place)
        if not found and not chosen.ids:
            self.fault("scenario.set_empty", place=place, day=self.frame.on.text)
        return found

    def need(self, node_id: str, place: str) -> Node | None:
        """One node that must live on the day; None, with the fault noted, if it does not."""
        node = self.organisation.find_node(node_id)
        if node and self.context.lives(node):
            return node
        self._absent(node_id, place)
        return None

    def _absent(self, node_id: str, place: str) -> None:
        node, day = self.organisation.find_node(node_id), self.frame.on.text
        if node is None:
            self.fault("scenario.not_yet_created", place=place, id=node_id, day=day)
            return
        start, end = node.validity.valid_from, node.validity.valid_to
        code = _ABSENT[bool(start), bool(end)]
        self.fault(code, place=place, id=node_id, day=day, start=start, end=end)

    def has_been(self, node: Node, key: str) -> bool:
        """Whether the node lives on the day, and was until then what it is now; a fault if not,
        for nothing can be said of what it was. `key` is what is to change: name or kind.
        """
        earlier, now = self.earlier.was(node), getattr(node, key)
        when_it_ends, when_it_begins, twice = _NEVER_BEEN[key]
        if not self.context.lives(node):
            self.fault(when_it_ends, id=node.id, day=self.frame.on.text)
        elif earlier is None or node.validity.start >= self.frame.on.first:
            self.fault(when_it_begins, id=node.id, now=now)
        elif getattr(earlier, key) != now:
            self.fault(twice, id=node.id, now=now)
        else:
            return True
        return False

    def fault(self, code: str, **values: Any) -> None:
        """Notes the fault of a code, on the step's line."""
        self.issues.append(Issue.of(self.file, self.frame.line, code, **values))

    # ---- Facts
    def put(self, before: Fact | None, after: Fact | None) -> None:
        """Replaces a fact, adds one or takes one away."""
        fact = after or before
        assert fact
        known = self._changed.get(fact.id)
        self._changed[fact.id] = Change(known.before if known else before, after)

    def end(self, fact: Relation | Step, *, for_good: bool = False) -> None:
        """Ends a relation or a step of a process on the day. One that an earlier step of the day
        made is taken back, when somebody else is to have it.
        """
        taken_back = self.earlier.made(fact) and not for_good
        self.put(
            fact, None if taken_back else fact._replace(validity=self.end_validity(fact.validity))
        )

    def end_validity(self, validity: Validity) -> Validity:
        """The validity, ended on the step's day by its change; one that ends earlier stays."""
        return validity._replace(
            valid_to=self.frame.on.text,
            end=min(validity.end, self.frame.on.first),
            ended_by=self.frame.change,
        )

    def successor_validity(self, validity: Validity) -> Validity:
        """The validity of a successor: it begins on the step's day, and ends when its predecessor
        would have ended, if that is later than the day and stated.
        """
        successor = self.frame.template.validity
        if self.frame.on.first < validity.end < OPEN_END:
            return successor._replace(
                valid_to=validity.valid_to, end=validity.end, ended_by=validity.ended_by
            )
        return successor

    def introduce(self, relation: Relation) -> None:
        """Brings about a relation that the step states. When it stands on other terms, it ends on
        the day and begins on the new ones; when it stands so already, nothing is done.
        """
        standing = self._list_meant(relation)
        stated = self.frame.states_status or relation.status == IN_FORCE
        if any(says(fact, relation, with_status=stated) for fact in standing):
            return
        for fact in standing:
            self.end(fact)
        for fact in standing:
            validity = relation.validity
            if not validity.valid_to:
                validity = self.successor_validity(fact.validity)
            self._begin(renewed(fact, relation, validity))
        if not standing:
            self._begin(relation)

    def _list_meant(self, relation: Relation) -> list[Relation]:
        """The same relation as it stands: on the same condition, or else the only one there is,
        unless an earlier step of the day wrote it, for then both are wanted.
        """
        same = [
            fact for fact in self._list_standing(relation) if identity(fact) == identity(relation)
        ]
        found = [fact for fact in same if fact.condition == relation.condition]
        alone = len(same) == 1 and not self.earlier.made(same[0])
        return same if not found and relation.condition and alone else found

    def _begin(self, relation: Relation) -> str:
        """Adds a relation under an id of its own and gives the id. One that an earlier step of
        the day ended and that said the same is there again instead.
        """
        for was in self.earlier.list_relations():
            now = self.organisation.find_relation(was.id)
            if (
                now
                and now.validity.end == self.frame.on.first < was.validity.end
                and is_alike(was, relation)
                and (was.status == relation.status or not self.frame.states_status)
            ):
                self.put(now, was)
                return was.id
        made = relation._replace(
            id=self._free_id(f"{relation.source}:{relation.type}:{relation.target}")
        )
        self.put(None, made)
        return made.id

    def _give(self, relation: Relation, heir: str) -> str | None:
        """Adds what somebody takes over and gives its id, unless one in force says the same."""
        if any(is_covered(fact, relation) for fact in self._list_standing(relation)):
            return None
        made = self._begin(relation)
        if heir:
            self.heirs[made] = heir
        return made

    def derive(self, relation: Relation, heir: str, why: str) -> None:
        """Gives on a relation, whose ends are the new ones, with a reasoning that says where it
        comes from.
        """
        if not self._can_go_on(relation) or not is_effective(relation):
            return
        template = self.frame.template
        reasoning = " ".join(filter(None, (template.reasoning, why)))
        made = relation._replace(
            validity=self.successor_validity(relation.validity),
            status=template.status,
            basis=template.basis,
            reasoning=reasoning,
            note=None,
            sources=template.sources,
        )
        if given := self._give(made, heir):
            self._given_on.append(given)

    def settle(self, organisation: Organisation) -> bool:
        """Takes away what makes no sense of a relation any longer when others hold it: who was
        excepted or represented, what it was about.

        The organisation is the one after the step; gives whether anything was taken away.
        """
        settled = False
        for fact_id in self._given_on:
            relation = self._changed[fact_id].after
            if (
                isinstance(relation, Relation)
                and (fitting := _fitting(organisation, relation)) != relation
            ):
                self.put(None, fitting)
                settled = True
        return settled

    def _can_go_on(self, relation: Relation) -> bool:
        """Whether both ends live from the day on; what led to a body that ended just then ends
        with it.
        """
        if relation.type in self.organisation.vocabulary.across_lives:
            return True
        ends = (
            self.organisation.find_node(relation.source),
            self.organisation.find_node(relation.target),
        )
        return all(node is None or self.context.lives(node) for node in ends)

    def derive_step(
        self,
        step: Step,
        actors: tuple[str, ...],
        to: tuple[str, ...],
        why: str,
        validity: Validity,
    ) -> None:
        """Gives on a step of a process to other actors, with a reasoning that says where it comes
        from.
        """
        template = self.frame.template
        reasoning = " ".join(filter(None, (template.reasoning, why)))
        made = step._replace(
            id=self._free_id(),
            actors=actors,
            to=to,
            validity=validity,
            status=template.status,
            basis=template.basis,
            reasoning=reasoning,
            note=None,
            sources=template.sources,
        )
        self.put(None, made)

    def _list_standing(self, relation: Relation) -> list[Relation]:
        """Those of the relation's type from its source that hold from the day on."""
        there: Iterable[Fact] = self.organisation.list_out(relation.type, relation.source)
        mine = [change.after for change in self._changed.values()]
        gone = {
            fact_id for fact_id, change in self._changed.items() if change.after != change.before
        }
        return [
            fact
            for fact in (*(fact for fact in there if fact.id not in gone), *mine)
            if isinstance(fact, Relation)
            and fact.validity.end > self.frame.on.first
            and self._same_time(fact)
        ]

    def _same_time(self, relation: Relation) -> bool:
        return self.context.now.holds(relation.validity)

    def _free_id(self, derived: str | None = None) -> str:
        """The id that a relation has by its ends, if it is free; else the change's with a
        number.
        """
        while derived is None or self._is_taken(derived):
            self._ids += 1
            derived = f"{self.frame.change or 'scenarie'}-{self.frame.line}-{self._ids}"
        return derived

    def _is_taken(self, fact_id: str) -> bool:
        return fact_id in self._changed or self.organisation.find_fact(fact_id) is not None


def _fitting(organisation: Organisation, relation: Relation) -> Relation:
    belonging = list_belonging(organisation, relation) if relation.exceptions else ()
    idle = find_idle_abouts(organisation, relation) if relation.about else ()
    return relation._replace(
        exceptions=tuple(found for found in relation.exceptions if found in belonging),
        about=tuple(found for found in relation.about if found not in idle),
        on_behalf=relation.on_behalf if relation.on_behalf != relation.source else None,
    )
