"""The page for a browser without scripts: the tree of the day, and under each body what it has to
do with others, as a plain document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from orgraph.answers.answer import ANSWERED, Answer
from orgraph.answers.holders import row_of
from orgraph.answers.notes import names_in
from orgraph.dates import one_day
from orgraph.facts import Node, Relation, Source
from orgraph.languages import grammar, text
from orgraph.maps.comparison import Side
from orgraph.maps.layout import Layout
from orgraph.pages.wording import lines_of, short_validity
from orgraph.render.clauses import remarks_on
from orgraph.render.text import MOST_SOURCES
from orgraph.view import View


class Line(NamedTuple):
    """The other end of a relation, with a link when it has a place in the document.

    `remarks` are what the answer to `show` remarks on the relation (status, conditions, certainty,
    an end that is not the body's own), in brackets with a space before them; `places` where it
    stands. Either is empty when there is nothing.
    """

    id: str | None
    name: str
    remarks: str
    places: str


class Body(NamedTuple):
    """A body on the day with its relations under their headings.

    Each relation stands once, under its source.

    The list is a tree: a body that is `followed` has the next under it, and so many lists are
    `closed` after it.
    """

    node: Node
    validity: str
    places: str
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    followed: bool = False
    closed: int = 0


class PlainDocument(NamedTuple):
    """The bodies of the day: those that hang together, and those that stand alone."""

    trees: list[Body]
    alone: list[Body]


def write_plain(side: Side, layout: Layout) -> PlainDocument:
    """Write the bodies of the day on which a side is opened, each with its relations.

    Args:
        side: what is written of.
        layout: the picture of that day; bodies stand in its order, under those above them.
    """
    view = View(side.organisation, one_day(side.day.first))
    shown = {box.id for box in layout.boxes}
    depths: dict[str, int] = {}
    # a body stands before those under it, and they before the next beside it
    for box in layout.boxes:
        depths[box.id] = depths[box.parent] + 1 if box.parent else 0
    found = [
        _body(view, node, shown)
        for box in layout.boxes
        if (node := side.organisation.find_node(box.id))
    ]
    steps = pairwise([*(depths[body.node.id] for body in found), 0])
    bodies = [
        body._replace(followed=after > depth, closed=max(depth - after, 0))
        for body, (depth, after) in zip(found, steps, strict=True)
    ]
    trees, alone = list[Body](), list[Body]()
    for body in bodies:
        (trees if depths[body.node.id] or body.followed else alone).append(body)
    return PlainDocument(trees, alone)


def list_cited(sources: Iterable[Source]) -> list[tuple[str, list[tuple[str, str]]]]:
    """List each document with its sources as (lines, quotation).

    Args:
        sources: those of a document stand together.
    """
    return [
        (document, [(lines_of(source), source.quote) for source in found])
        for document, found in groupby(sources, key=lambda source: source.document)
    ]


def _body(view: View, node: Node, shown: set[str]) -> Body:
    return Body(
        node,
        short_validity(node.validity),
        _places(node.sources),
        tuple(_groups(view, node, shown)),
    )


def _groups(view: View, node: Node, shown: set[str]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for relation_type in view.vocabulary.relations.values():
        held = [
            found
            for found in view.list_out(relation_type.name, node.id)
            if view.starts_known(found.validity)
        ]
        written = tuple(
            line for line in (_line(view, node, relation, shown) for relation in held) if line
        )
        if written:
            yield grammar().capital(relation_type.danish), written


def _line(view: View, body: Node, relation: Relation, shown: set[str]) -> Line | None:
    target = view.find_node(relation.target)
    if target is None:
        return None
    return Line(
        id=target.id if target.id in shown else None,
        name=target.name,
        remarks=_remarks(view, body, relation),
        places=_places(relation.sources),
    )


def _remarks(view: View, body: Node, relation: Relation) -> str:
    row = row_of(view, relation, relation.target, direction="out")
    if row.period.valid_to == body.validity.valid_to:  # stands at the body already
        row = row._replace(period=row.period._replace(valid_to=None))
    names = names_in(view, (row,), (), ())
    answer = Answer("show", body.id, view.at, ANSWERED, rows=(row,), names=names)
    return str(remarks_on(row, answer))


def _places(sources: Iterable[Source]) -> str:
    """The first places, and a word that there are more, as on a line of an answer."""
    places = dict.fromkeys(
        text(
            "citation.short_place", document=source.document, first=source.first, last=source.last
        )
        for source in sources
    )
    more = text("citation.and_others") if len(places) > MOST_SOURCES else ""
    return "; ".join([*places][:MOST_SOURCES]) + more
