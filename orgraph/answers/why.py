"""Why two things hang together: the shortest chain of facts; or why a matter does not get from one to the other, and since when."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from orgraph.answers.answer import Answer, Found, Path
from orgraph.answers.escalate import Way, path_of
from orgraph.answers.notes import finish
from orgraph.facts import Node, Relation
from orgraph.organisation import Organisation
from orgraph.view import View

LONGEST = 12
Steps = Callable[[str], Iterable[tuple[Relation, str]]]


def ask_why(view: View, subject: Node, other: Node, asked: str) -> Answer:
    """The shortest chain of facts in force between two nodes, in whatever direction they are written."""

    def walk() -> Way | None:
        return _shortest(view, subject.id, other.id, lambda node_id: _beside(view, node_id))

    return finish(view, "why", asked, subject, (), paths=_find(view, "why", walk, subject, other))


def ask_why_not(view: View, subject: Node, other: Node, asked: str) -> Answer:
    """How a matter gets from one to the other; if it does not on the day, the way it had or will have, and the fact that is missing."""

    def walk() -> Way | None:
        way = _shortest(view, subject.id, other.id, lambda node_id: ((found, found.target) for found in view.list_upward(node_id)))
        return way or _shortest(view, subject.id, other.id, lambda node_id: _ever(view, node_id))

    return finish(view, "why-not", asked, subject, (), paths=_find(view, "why-not", walk, subject, other))


def _find(view: View, question: str, walk: Callable[[], Way | None], subject: Node, other: Node) -> tuple[Path, ...]:
    return view.find(question, lambda: Found(paths=tuple(path_of(view, way) for way in [walk()] if way)), id=subject.id, other=other.id).paths


def _beside(view: View, node_id: str) -> Iterable[tuple[Relation, str]]:
    for relation in view.list_all(node_id):
        if node_id in (relation.source, relation.target):
            yield relation, relation.target if relation.source == node_id else relation.source


def _ever(view: View, node_id: str) -> Iterable[tuple[Relation, str]]:
    """Upward relations at any time; those in force on the day come first."""
    organisation: Organisation = view.organisation
    found = [relation for kind in view.vocabulary.upward() for relation in organisation.list_out(kind, node_id)]
    return ((relation, relation.target) for relation in sorted(found, key=lambda relation: not view.in_force(relation)))


def _shortest(view: View, start: str, goal: str, steps: Steps) -> Way | None:
    """Breadth first; of ways of one length the one that was written first."""
    if start == goal:
        return None
    seen = {start}
    level = [Way((), (start,), ())]
    for _ in range(LONGEST):
        following: list[Way] = []
        for way in level:
            for relation, end in steps(way.nodes[-1]):
                if end not in seen:
                    seen.add(end)
                    longer = Way(way.key, (*way.nodes, end), (*way.hops, relation))
                    if end == goal:
                        return longer
                    following.append(longer)
        level = following
    return None
