"""What a scenario says, as data: sets, steps and the scenario itself.

Knows neither files nor how a step is carried out.
"""

from __future__ import annotations

from typing import NamedTuple

from orgraph.dates import Span
from orgraph.facts import Node, Relation
from orgraph.facts import Step as ProcessStep


class Having(NamedTuple):
    """A relation that a body has, as source; with `to`, only to that one."""

    relation: str
    to: str | None = None


class Selector(NamedTuple):
    """A set of nodes: those with these `ids`, and all that fit everything else that is given, less
    those `excepted`.

    `within` is a collective, among whose members (and theirs) the set is; `having` and `lacking`
    are relations that each node has, and has not; `where` holds (key, value): name, status …, or
    a field of the label.
    """

    ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    region: str | None = None
    within: str | None = None
    having: tuple[Having, ...] = ()
    lacking: tuple[Having, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    excepted: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether it is nothing but ids."""
        return self == Selector(ids=self.ids, excepted=self.excepted)


class Where(NamedTuple):
    """A filter on the relations of a body; what is not given does not limit them.

    `subject_kind` is the kind of the node at the far end, `subject` the ids one of which it must
    be; `about` ids that the relation must be about, at least one of them; `role` its role.
    """

    subject_kind: str | None = None
    subject: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    role: str | None = None


class Frame(NamedTuple):
    """What every step has: its line in the scenario's file, the day `on` which it happens, and the
    id of the `change` that it belongs to (None when the vocabulary has no changes).

    `template` is a relation without ends that holds the dates, the status, the basis and the
    sources of the facts which the step makes. `states_status`: the step itself says the status,
    not the scenario as a whole.
    """

    line: int
    on: Span
    change: str | None
    template: Relation
    states_status: bool = False


class Create(NamedTuple):
    """These nodes begin; `parts` are the steps of those that are processes."""

    nodes: tuple[Node, ...]
    parts: tuple[ProcessStep, ...]
    frame: Frame

    @property
    def chosen(self) -> Selector:
        """The created nodes."""
        return Selector(ids=tuple(node.id for node in self.nodes))


class Dissolve(NamedTuple):
    """Every node of the set ends."""

    chosen: Selector
    frame: Frame


class Merge(NamedTuple):
    """The set ends, and one body, `created` here or there before, takes over what it holds and
    succeeds it.
    """

    chosen: Selector
    to: str
    created: Node | None
    frame: Frame


class Share(NamedTuple):
    """What one heir of a split takes over: relations of these types (none named: all) that fit;
    `rest` is whatever no other share takes.
    """

    to: str
    created: Node | None
    relations: tuple[str, ...]
    where: Where
    rest: bool


class Split(NamedTuple):
    """One body ends, and several share what it holds and succeed it."""

    chosen: Selector
    shares: tuple[Share, ...]
    frame: Frame


class Rename(NamedTuple):
    """A body lives on under another name."""

    chosen: Selector
    name: str
    frame: Frame


class ChangeKind(NamedTuple):
    """The set becomes another kind of the same family."""

    chosen: Selector
    kind: str
    frame: Frame


class Move(NamedTuple):
    """The set is put under another body. Without a type: the strongest that each of them has."""

    chosen: Selector
    to: str
    relation: str | None
    frame: Frame


class Transfer(NamedTuple):
    """Relations that the set holds (or, `inward`, that are held to it) are given to another
    body.
    """

    relations: tuple[str, ...]
    chosen: Selector
    to: str
    where: Where
    inward: bool
    frame: Frame


class Appoint(NamedTuple):
    """The set gets a seat in the others (`pattern` has its type, role and number), and `by`
    appoints to them.
    """

    chosen: Selector
    to: Selector
    pattern: Relation
    by: Selector | None
    appoints: str | None
    frame: Frame


class Grant(NamedTuple):
    """Everyone of the set gets a relation to everyone of the other; `pattern` has its content."""

    chosen: Selector
    to: Selector
    pattern: Relation
    frame: Frame


class Revoke(NamedTuple):
    """Relations end: these types, from the set, to the other set, as far as they are named."""

    relations: tuple[str, ...]
    chosen: Selector
    to: Selector | None
    where: Where
    inward: bool
    frame: Frame


Step = (
    Create
    | Dissolve
    | Merge
    | Split
    | Rename
    | ChangeKind
    | Move
    | Transfer
    | Appoint
    | Grant
    | Revoke
)


def list_made(step: Step) -> tuple[Node, ...]:
    """The nodes that a step makes."""
    if isinstance(step, Create):
        return step.nodes
    heirs = step.shares if isinstance(step, Split) else (step,) if isinstance(step, Merge) else ()
    return tuple(heir.created for heir in heirs if heir.created)


class Expectation(NamedTuple):
    """What should be true afterwards.

    `kind` is path, has or answer; `content` is the entry of an answer's assertion.
    """

    kind: str
    line: int
    target: str = ""
    chosen: Selector | None = None
    content: object = None


class Scenario(NamedTuple):
    """A scenario as read: `on` is its first day, `file` where it stands, `changes` the omlægninger
    that it makes, one for each of its days.

    `replays` names the changes of a reform that came: the scenario is played in an organisation
    without them.
    """

    name: str
    on: Span
    steps: tuple[Step, ...]
    file: str
    changes: tuple[Node, ...] = ()
    expect: tuple[Expectation, ...] = ()
    baseline: tuple[tuple[str, str], ...] = ()
    replays: tuple[str, ...] = ()

    def days(self) -> tuple[Span, ...]:
        """The days on which something happens, in order."""
        return tuple(
            sorted({step.frame.on for step in self.steps} or {self.on}, key=lambda day: day.first)
        )

    @property
    def last(self) -> Span:
        """The day of the last phase."""
        return self.days()[-1]
