"""What one step changes, gathered fact by fact, so that a fact changed twice in a step is still one change."""

from __future__ import annotations

from collections.abc import Iterable

from orgraph.dates import OPEN_END
from orgraph.errors import Issue
from orgraph.facts import Fact, Node, Relation, Step, Validity
from orgraph.organisation import Change, Organisation
from orgraph.scenario.language import Frame, Selector
from orgraph.scenario.sets import Scene, choose


class Draft:
    """The changes of one step, what it chose, what it has to tell, and what is wrong with it."""

    def __init__(self, organisation: Organisation, frame: Frame, file: str) -> None:
        self.organisation, self.frame, self.file = organisation, frame, file
        self.scene = Scene(organisation, frame.on, frame.change)
        self.chosen: tuple[str, ...] = ()
        self.said: list[str] = []
        self.issues: list[Issue] = []
        self._changed: dict[str, Change] = {}
        self._ids = 0

    @property
    def changes(self) -> list[Change]:
        """The changes, each fact once."""
        return [change for change in self._changed.values() if change.before or change.after]

    # ---- Sets
    def choose(self, chosen: Selector, what: str) -> list[Node]:
        """The nodes of a set. An empty set, and a named node that does not exist on the day, are faults."""
        found = choose(self.scene, chosen)
        there = {node.id for node in found}
        for node_id in chosen.ids:
            if node_id not in there and node_id not in chosen.excepted:
                self._absent(node_id, what)
        if not found and not chosen.ids:
            self.fault(f"{what}: mængden er tom", f"intet i data passer den {self.frame.on.text}", "Ret mængden eller datoen, eller slet trinnet")
        return found

    def need(self, node_id: str, what: str) -> Node | None:
        """One node that must live on the day."""
        node = self.organisation.find_node(node_id)
        if node and self.scene.lives(node):
            return node
        self._absent(node_id, what)
        return None

    def _absent(self, node_id: str, what: str) -> None:
        node = self.organisation.find_node(node_id)
        lived = node.validity if node else None
        when = f"det findes fra {lived.valid_from or '?'} til {lived.valid_to or '?'}" if lived else "et senere trin opretter det"
        self.fault(f"{what}: {node_id} findes ikke den {self.frame.on.text}", when, "Ret id'et eller datoen")

    def fault(self, what: str, why: str, next_step: str) -> None:
        """Notes what is wrong with the step."""
        self.issues.append(Issue(self.file, self.frame.line, what, why, next_step))

    # ---- Facts
    def put(self, before: Fact | None, after: Fact | None) -> None:
        """Replaces a fact, adds one or takes one away."""
        fact = after or before
        assert fact
        known = self._changed.get(fact.id)
        self._changed[fact.id] = Change(known.before if known else before, after)

    def end(self, fact: Relation | Step) -> None:
        """Ends a relation or a step of a process on the day; one that the scenario itself made that day is taken back."""
        made = fact.validity.start >= self.frame.on.first
        self.put(fact, None if made else fact._replace(validity=self.ended(fact.validity)))

    def ended(self, validity: Validity) -> Validity:
        """The validity, ended on the day by the change."""
        return validity._replace(valid_to=self.frame.on.text, end=min(validity.end, self.frame.on.first), ended_by=self.frame.change)

    def begun(self, validity: Validity) -> Validity:
        """The validity of what takes over on the day: it ends when the old would have ended, if that is later."""
        mold = self.frame.mold.validity
        if self.frame.on.first < validity.end < OPEN_END:
            return mold._replace(valid_to=validity.valid_to, end=validity.end, ended_by=validity.ended_by)
        return mold

    def give(self, relation: Relation) -> None:
        """Adds a relation under an id of its own, unless one in force says the same."""
        if not self._is_held(relation):
            self.put(None, relation._replace(id=self._free_id(f"{relation.source}:{relation.type}:{relation.target}")))

    def derive(self, relation: Relation, why: str) -> None:
        """Gives on a relation, whose ends are the new ones, with a reasoning that says where it comes from."""
        if not self._can_go_on(relation):
            return
        mold = self.frame.mold
        reasoning = " ".join(text for text in (mold.reasoning, why) if text)
        made = relation._replace(
            validity=self.begun(relation.validity), status=mold.status, basis=mold.basis, reasoning=reasoning, note=None, sources=mold.sources
        )
        self.give(made)

    def _can_go_on(self, relation: Relation) -> bool:
        """Whether both ends live from the day on; what led to a body that ended just then ends with it."""
        if relation.type in self.organisation.vocabulary.across_lives():
            return True
        ends = (self.organisation.find_node(relation.source), self.organisation.find_node(relation.target))
        return all(node is None or self.scene.lives(node) for node in ends)

    def made_step(self, step: Step, actors: tuple[str, ...], to: tuple[str, ...], why: str, validity: Validity) -> None:
        """Gives on a step of a process."""
        mold = self.frame.mold
        reasoning = " ".join(text for text in (mold.reasoning, why) if text)
        made = step._replace(
            id=self._free_id(), actors=actors, to=to, validity=validity, status=mold.status, basis=mold.basis, reasoning=reasoning, note=None,
            sources=mold.sources,
        )  # fmt: skip
        self.put(None, made)

    def _is_held(self, relation: Relation) -> bool:
        there: Iterable[Fact | None] = self.organisation.list_out(relation.type, relation.source)
        mine = [change.after for change in self._changed.values()]
        gone = {fact_id for fact_id, change in self._changed.items() if change.after != change.before}
        held = [fact for fact in (*(fact for fact in there if fact and fact.id not in gone), *mine) if isinstance(fact, Relation)]
        return any(_content(fact) == _content(relation) and fact.validity.end > self.frame.on.first and self._same_time(fact) for fact in held)

    def _same_time(self, relation: Relation) -> bool:
        return self.scene.now.holds(relation.validity)

    def _free_id(self, derived: str | None = None) -> str:
        """The id that a relation has by its ends, if it is free; else the change's with a number."""
        while derived is None or self._is_taken(derived):
            self._ids += 1
            derived = f"{self.frame.change or 'scenarie'}-{self.frame.line}-{self._ids}"
        return derived

    def _is_taken(self, fact_id: str) -> bool:
        return fact_id in self._changed or self.organisation.find_fact(fact_id) is not None


def _content(relation: Relation) -> tuple[object, ...]:
    """What makes two relations say the same."""
    return relation.type, relation.source, relation.target, relation.about, relation.role, relation.on_behalf, relation.condition
