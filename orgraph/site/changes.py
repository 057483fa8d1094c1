"""What changed, and when: a day for each change, with what began and ended on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from orgraph.dates import Span, parse_span
from orgraph.errors import BadDate
from orgraph.facts import Node
from orgraph.languages import grammar
from orgraph.organisation import Organisation
from orgraph.site.addresses import ADDRESSES, name_of
from orgraph.site.dependencies import BECAUSE
from orgraph.site.links import Linker
from orgraph.site.templates import MENU, Page, Site, render, say
from orgraph.text_matching import sort_key

MOST_SHOWN = 6  # days on the start page
MOST_NAMED = 4  # changes named for each of them


class Day(NamedTuple):
    """A day, month or year (`text` is the date as written) on which something changes: the
    changes, what begins and ends, and how many relations do.
    """

    day: int
    text: str
    changes: tuple[Node, ...]
    begun: tuple[Node, ...]
    ended: tuple[Node, ...]
    relations_begun: int
    relations_ended: int


class DayWords(NamedTuple):
    """A day as the pages tell it: `more` is how many changes are not among those named."""

    anchor: str
    title: str
    changes: list[tuple[Markup, str]]
    begun: list[Markup]
    ended: list[Markup]
    relations: str
    more: int


def list_changes(organisation: Organisation) -> list[Node]:
    """All changes, in the order of the seed."""
    labels = organisation.vocabulary.labels_in("changes")
    return [node for node in organisation.list_nodes() if node.label in labels]


class _Found:
    """What is found for a day while all facts are gone through."""

    def __init__(self) -> None:
        self.changes: list[Node] = []
        self.begun: list[Node] = []
        self.ended: list[Node] = []
        self.relations = [0, 0]


def list_days(organisation: Organisation) -> list[Day]:
    """The days on which something is stated to begin or end, the latest first; an imprecise date
    stands by its first day.
    """
    found: dict[str, _Found] = {}
    changes = list_changes(organisation)
    labels = {node.label for node in changes}
    for node in changes:
        if date := date_of(node):
            found.setdefault(date.text, _Found()).changes.append(node)
    for node in organisation.list_nodes():
        if node.label not in labels:
            if node.validity.valid_from:
                found.setdefault(node.validity.valid_from, _Found()).begun.append(node)
            if node.validity.valid_to:
                found.setdefault(node.validity.valid_to, _Found()).ended.append(node)
    for relation in organisation.list_relations():
        validity = organisation.whole_validity(relation)
        for place, text in enumerate((validity.valid_from, validity.valid_to)):
            if text:
                found.setdefault(text, _Found()).relations[place] += 1
    days = [
        Day(
            day=parse_span(text).first,
            text=text,
            changes=tuple(on.changes),
            begun=tuple(on.begun),
            ended=tuple(on.ended),
            relations_begun=on.relations[0],
            relations_ended=on.relations[1],
        )
        for text, on in found.items()
    ]
    return sorted(days, key=lambda day: (day.day, day.text), reverse=True)


def date_of(change: Node) -> Span | None:
    """The date of a change: its own, else its start. None when it has neither, or when its own is
    no date that can be read.
    """
    text = dict(change.fields).get("date") or change.validity.valid_from
    try:
        return parse_span(text) if text else None
    except BadDate:
        return None


def most_important(organisation: Organisation, linker: Linker, found: list[Day]) -> list[DayWords]:
    """Of the days that have changes, the `MOST_SHOWN` on which most happens, the latest first. Our
    choice of weights: a change counts three, what begins or ends two, a relation one.
    """

    def weight(day: Day) -> int:
        return (
            3 * len(day.changes)
            + 2 * (len(day.begun) + len(day.ended))
            + day.relations_begun
            + day.relations_ended
        )

    chosen = sorted((day for day in found if day.changes), key=weight, reverse=True)[:MOST_SHOWN]
    return [
        _in_words(day, linker, organisation, MOST_NAMED)
        for day in sorted(chosen, reverse=True, key=lambda day: (day.day, day.text))
    ]


def list_pages(organisation: Organisation, site: Site) -> Iterator[tuple[str, str]]:
    """Address and HTML of the page of all changes."""
    page = Page(ADDRESSES["changes"], MENU["changes"])
    linker = Linker(organisation, page.root)
    dated = [_in_words(day, linker, organisation) for day in list_days(organisation)]
    undated = [linker.link(node.id) for node in list_changes(organisation) if not date_of(node)]
    yield page.address, render("changes.html", site=site, page=page, days=dated, undated=undated)


def _in_words(
    day: Day, linker: Linker, organisation: Organisation, most: int | None = None
) -> DayWords:
    """With the changes that did most first."""
    because = organisation.index.table(BECAUSE)
    changes = sorted(
        day.changes,
        key=lambda node: (-len(because.get(node.id)), -len(node.concerns), sort_key(node.name)),
    )
    named = [(linker.link(node.id), _effect(len(because.get(node.id)))) for node in changes[:most]]
    begun, ended = (
        [linker.link(node.id) for node in sorted(nodes, key=lambda node: sort_key(node.name))]
        for nodes in (day.begun, day.ended)
    )
    return DayWords(
        anchor=f"d{name_of(day.text)}",
        title=grammar().format_date(day.text),
        changes=named,
        begun=begun,
        ended=ended,
        relations=_relations(day),
        more=max(0, len(changes) - len(named)),
    )


def _effect(count: int) -> str:
    return say("site.effect", count=count) if count else ""


def _relations(day: Day) -> str:
    begun, ended = day.relations_begun, day.relations_ended
    if begun and ended:
        return say("site.relations_begin_and_end", begun=begun, ended=ended)
    if begun:
        return say("site.relations_begin", begun=begun)
    return say("site.relations_end", ended=ended) if ended else ""
