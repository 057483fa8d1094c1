"""Why two things hang together: the shortest chain of facts; or why a matter does not get from one
to the other, and since when.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from orgraph.answers.answer import Answer, Found, Path
from orgraph.answers.escalate import Came, Way, path_of, way_back, where_it_goes
from orgraph.answers.notes import build_answer
from orgraph.facts import Node, Relation, is_effective
from orgraph.organisation import Organisation
from orgraph.view import View

Above = Callable[[str], Iterable[Relation]]
Steps = Callable[[str], Iterable[tuple[Relation, str]]]


def ask_why(view: View, subject: Node, other: Node, asked: str) -> Answer:
    """The shortest chain of facts in force between two nodes, in whatever direction they are
    written.
    """

    def walk() -> Way | None:
        return _shortest(subject.id, other.id, lambda node_id: _beside(view, node_id))

    paths = _find(view, "why", walk, subject, other) if view.holds(subject.validity) else ()
    return build_answer(view, "why", asked, subject, (), paths=paths)


def ask_why_not(view: View, subject: Node, other: Node, asked: str) -> Answer:
    """How a matter gets from one to the other; if it does not on the day, the way it had or will
    have, and the fact that is missing.
    """

    def walk() -> Way | None:
        return find_way_up(
            subject.id, other.id, view.list_upward, lambda node_id: _ever(view, node_id)
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


def _find_from_owners(view: View, subject: Node, other: Node) -> tuple[Path, ...]:
    """The way of a matter: its first hop leads to who owns it, as when the question is where it
    goes. Hop by hop, wherever the facts are.
    """

    def steps(rising: Above, owned: Iterable[Relation]) -> Steps:
        owners = [(relation, relation.source) for relation in owned]
        return lambda node_id: (
            [*owners, *_along(rising)(node_id)]
            if node_id == subject.id
            else _along(rising)(node_id)
        )

    kinds = view.vocabulary.reads("responsible").owner
    now = [relation for kind in kinds for relation in view.list_effective_in(kind, subject.id)]
    ever = [
        relation
        for kind in kinds
        for relation in filter(is_effective, view.organisation.list_in(kind, subject.id))
    ]
    ever.sort(key=lambda relation: not view.in_force(relation))
    way = _shortest(subject.id, other.id, steps(view.list_upward, now))
    way = way or _shortest(subject.id, other.id, steps(lambda node_id: _ever(view, node_id), ever))
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


def find_way_up(start: str, goal: str, above: Above, ever: Above) -> Way | None:
    """The shortest way up on the day; without one, along what holds at any time."""
    return _shortest(start, goal, _along(above)) or _shortest(start, goal, _along(ever))


def _along(rising: Above) -> Steps:
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
