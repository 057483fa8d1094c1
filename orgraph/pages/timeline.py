"""When things are to be seen on the page, and the days on which something changes, with what
changes on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from orgraph.dates import OPEN_END, OPEN_START, Span, iso, parse_span
from orgraph.errors import BadDate
from orgraph.facts import Node, Relation, Validity
from orgraph.languages import grammar
from orgraph.organisation import Organisation


class Life(NamedTuple):
    """The days on which something is shown: from `first` to before `after`, ordinal days.

    `stated` is False when the first day is only that of its first document; `start` is the day
    from which the answers count it, earlier than `first` when that is not stated.
    """

    first: int
    after: int
    stated: bool
    start: int


class Stop(NamedTuple):
    """A day on which something changes (ordinal), and how it is written.

    Holds the ids of the changes of that day, and of the bodies that begin, end or are first
    mentioned on it; `relations` counts the same three for relations.
    """

    day: int
    title: str
    changes: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    relations: tuple[int, int, int] = (0, 0, 0)


def life_of(validity: Validity) -> Life:
    """When a fact is shown: what `View.holds` and `View.starts_known` say together, for every day
    at once.
    """
    stated = validity.valid_from is not None
    return Life(
        validity.start if stated else max(validity.start, validity.known_from),
        validity.end,
        stated,
        validity.start,
    )


def life_of_relation(organisation: Organisation, relation: Relation) -> Life:
    """When a relation is shown: while it holds and the ends that limit it are shown."""
    life = life_of(relation.validity)
    for node in organisation.list_limits(relation):
        end = life_of(node.validity)
        stated = end.stated if end.first > life.first else life.stated
        life = Life(
            max(life.first, end.first),
            min(life.after, end.after),
            stated,
            max(life.start, end.start),
        )
    return life


def list_stops(
    organisation: Organisation, bodies: Iterable[Node], relations: Iterable[Relation], day: Span
) -> list[Stop]:
    """List the days on which something changes, in order; the day that was asked for is always
    one of them.

    Args:
        organisation: Where the changes that date others are found.
        bodies: Those whose beginnings and ends count.
        relations: Those whose beginnings and ends count.
        day: The day that was asked for.
    """
    changes = _changes_by_day(organisation)
    lives = {node.id: life_of(node.validity) for node in bodies}
    between = [life_of_relation(organisation, relation) for relation in relations]
    days = {day.first, *changes, *_days(lives.values()), *_days(between)}
    stops = {
        found: Stop(found, grammar().format_date(iso(found)), tuple(changes.get(found, ())))
        for found in sorted(days)
    }
    for body, life in lives.items():
        if life.first < life.after:
            _note_body(stops, body, life)
    for life in between:
        if life.first < life.after:
            _note_relation(stops, life)
    return list(stops.values())


def _days(lives: Iterable[Life]) -> set[int]:
    return {
        found
        for life in lives
        if life.first < life.after
        for found in (life.first, life.after)
        if found not in (OPEN_START, OPEN_END)
    }


def _changes_by_day(organisation: Organisation) -> dict[int, list[str]]:
    label = next(iter(organisation.vocabulary.labels_in("changes")), None)
    days: dict[int, list[str]] = {}
    for node in organisation.list_nodes():
        span = _read(dict(node.fields).get("date")) if node.label == label else None
        if span:
            days.setdefault(span.first, []).append(node.id)
    return days


def _read(text: str | None) -> Span | None:
    try:
        return parse_span(text) if text else None
    except BadDate:
        return None


def _note_body(stops: dict[int, Stop], body: str, life: Life) -> None:
    if stop := stops.get(life.first):
        stops[life.first] = (
            stop._replace(begun=(*stop.begun, body))
            if life.stated
            else stop._replace(mentioned=(*stop.mentioned, body))
        )
    if stop := stops.get(life.after):
        stops[life.after] = stop._replace(ended=(*stop.ended, body))


def _note_relation(stops: dict[int, Stop], life: Life) -> None:
    for day, place in ((life.first, 0 if life.stated else 2), (life.after, 1)):
        if stop := stops.get(day):
            counts = [count + (number == place) for number, count in enumerate(stop.relations)]
            stops[day] = stop._replace(relations=(counts[0], counts[1], counts[2]))
