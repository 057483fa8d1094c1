"""Why two things hang together: the shortest chain of facts; or why a matter does not get from one
to the other, and since when.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from orgraph.answers.answer import Answer, Found, Path
from orgraph.answers.escalate import Came, Way, path_of, way_back, where_it_goes
from orgraph.answers.notes import SAME, build_answer
from orgraph.facts import Node, Note, Relation, Validity, is_effective
from orgraph.organisation import Organisation
from orgraph.view import View

Above = Callable[[str], Iterable[Relation]]
Steps = Callable[[str], Iterable[tuple[Relation, str]]]


def ask_why(view: View, subject: Node, other: Node, asked: str) -> Answer:
    """The shortest chain of facts in force between two nodes, in whatever direction they are
    written.
    """
    if subject.id == other.id:
        return _ask_of_itself(view, "why", asked, subject)

    def walk() -> Way | None:
        return _shortest(subject.id, other.id, lambda node_id: _beside(view, node_id))

    paths = _find(view, "why", walk, subject, other) if view.holds(subject.validity) else ()
    return build_answer(view, "why", asked, subject, (), paths=paths)


def ask_why_not(view: View, subject: Node, other: Node, asked: str) -> Answer:
    """How a matter gets from one to the other; if it does not on the day, the way it last had or
    will have, and the fact that is missing.
    """
    if subject.id == other.id:
        return _ask_of_itself(view, "why-not", asked, subject)

    def walk() -> Way | None:
        return find_way_up(
            view,
            subject.id,
            other.id,
            along(view.list_upward),
            along(lambda node_id: _ever(view, node_id)),
        )

    matter = subject.label not in view.vocabulary.bodies
    paths = (
        _find_from_owners(view, subject, other)
        if matter
        else _find(view, "why-not", walk, subject, other)
    )
    return build_answer(
        view,
        "why-not",
        asked,
        subject,
        (),
        paths=paths,
        more=() if paths else where_it_goes(view, subject, other),
    )


def _ask_of_itself(view: View, question: str, asked: str, subject: Node) -> Answer:
    note = Note(f"{subject.id}:{SAME}", SAME, "", (subject.id,), (), None, (), ())
    return build_answer(view, question, asked, subject, (), more=[note])


def _find_from_owners(view: View, subject: Node, other: Node) -> tuple[Path, ...]:
    """The way of a matter: its first hop leads to who owns it, as when the question is where it
    goes. Hop by hop, wherever the facts are.
    """

    def steps(rising: Above, owned: Iterable[Relation]) -> Steps:
        owners = [(relation, relation.source) for relation in owned]
        return lambda node_id: [
            *(owners if node_id == subject.id else ()),
            *along(rising)(node_id),
        ]

    kinds = view.vocabulary.reads("responsible").owner
    now = [relation for kind in kinds for relation in view.list_effective_in(kind, subject.id)]
    ever = [
        relation
        for kind in kinds
        for relation in filter(is_effective, view.organisation.list_in(kind, subject.id))
    ]
    way = find_way_up(
        view,
        subject.id,
        other.id,
        steps(view.list_upward, now),
        steps(lambda node_id: _ever(view, node_id), ever),
    )
    return (path_of(view, way),) if way else ()


def _find(
    view: View, question: str, walk: Callable[[], Way | None], subject: Node, other: Node
) -> tuple[Path, ...]:
    return view.find(
        question,
        lambda: Found(paths=tuple(path_of(view, way) for way in [walk()] if way)),
        id=subject.id,
        other=other.id,
    ).paths


def _beside(view: View, node_id: str) -> Iterable[tuple[Relation, str]]:
    for relation in filter(is_effective, view.list_all(node_id)):
        if node_id in (relation.source, relation.target):
            yield relation, relation.target if relation.source == node_id else relation.source


def find_way_up(view: View, start: str, goal: str, now: Steps, ever: Steps) -> Way | None:
    """The shortest way up on the day; without one, the way that was last open before it, or else
    the one that opens first after it; at last one whose hops never held at once.

    `now` gives the hops from a node that hold on the day, `ever` those at any time.
    """
    open_way = _shortest(start, goal, now)
    if open_way:
        return open_way
    never_open = _shortest(start, goal, ever)
    if not never_open:
        return None
    hops = _hops_ever(view, start, ever)
    lives = [life for found in hops.values() for _, _, life in found if life.start < life.end]
    past = sorted({life.end - 1 for life in lives if life.end <= view.day}, reverse=True)
    coming = sorted({life.start for life in lives if life.start > view.day})
    for day in (*past, *coming):
        way = _shortest(start, goal, partial(_hops_on, hops, day))
        if way:
            return way
    return never_open


_Hop = tuple[Relation, str, Validity]


def _hops_ever(view: View, start: str, ever: Steps) -> dict[str, list[_Hop]]:
    """By node: the hops from it at any time, where each leads, and when it holds; for everything
    that can be reached from the start.
    """
    hops: dict[str, list[_Hop]] = {}
    waiting = [start]
    while waiting:
        node_id = waiting.pop()
        if node_id not in hops:
            found = [
                (relation, end, view.whole_interval(relation)) for relation, end in ever(node_id)
            ]
            hops[node_id] = found
            waiting += [end for _, end, _ in found]
    return hops


def _hops_on(
    hops: Mapping[str, Iterable[_Hop]], day: int, node_id: str
) -> Iterable[tuple[Relation, str]]:
    return (
        (relation, end) for relation, end, life in hops[node_id] if life.start <= day < life.end
    )


def along(rising: Above) -> Steps:
    """The hops upward from a node, each with where it leads."""
    return lambda node_id: ((found, found.target) for found in rising(node_id))


def _ever(view: View, node_id: str) -> Iterable[Relation]:
    """Upward relations at any time; those in force on the day come first."""
    organisation: Organisation = view.organisation
    found = [
        relation
        for kind in view.vocabulary.upward
        for relation in filter(is_effective, organisation.list_out(kind, node_id))
    ]
    return sorted(found, key=lambda relation: not view.in_force(relation))


def _shortest(start: str, goal: str, steps: Steps) -> Way | None:
    """Breadth first; of ways of one length the one that was written first."""
    if start == goal:
        return None
    came: Came = {}
    waiting = deque([start])
    while waiting:
        node_id = waiting.popleft()
        for relation, end in steps(node_id):
            if end != start and end not in came:
                came[end] = node_id, relation
                if end == goal:
                    return way_back(came, start, goal)
                waiting.append(end)
    return None
