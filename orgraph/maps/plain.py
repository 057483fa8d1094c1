"""The page for a browser without scripts: the tree of the day, and under each body what it has to do with others, as a plain document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from orgraph.danish import capital
from orgraph.dates import one_day
from orgraph.facts import Node, Relation, Source
from orgraph.maps.layout import Layout
from orgraph.maps.sides import Side
from orgraph.maps.wording import lines_of, short_validity
from orgraph.view import View


class Line(NamedTuple):
    """The other end of a relation, with a link when it has a place in the document, and where the relation stands."""

    id: str | None
    name: str
    places: str


class Body(NamedTuple):
    """A body on the day with its relations under their headings, and the bodies under it. Each relation stands once, under its source."""

    node: Node
    validity: str
    places: str
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    under: list[Body]


class Plain(NamedTuple):
    """The bodies of the day: those that hang together, and those that stand alone."""

    roots: list[Body]
    alone: list[Body]


def write_plain(side: Side, layout: Layout) -> Plain:
    """The document of the side's day."""
    view = View(side.organisation, one_day(side.day.first))
    shown = {box.id for box in layout.boxes}
    bodies = {box.id: _body(view, node, shown) for box in layout.boxes if (node := side.organisation.find_node(box.id))}
    roots = [bodies[box.id] for box in layout.boxes if box.parent is None]
    for box in layout.boxes:
        if box.parent:
            bodies[box.parent].under.append(bodies[box.id])
    return Plain([body for body in roots if body.under], [body for body in roots if not body.under])


def list_cited(sources: Iterable[Source]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sources under their documents, as lines and quotation."""
    return [(document, [(lines_of(source), source.quote) for source in found]) for document, found in groupby(sources, key=lambda source: source.document)]


def _body(view: View, node: Node, shown: set[str]) -> Body:
    return Body(node, short_validity(node.validity), _places(node.sources), tuple(_groups(view, node, shown)), [])


def _groups(view: View, node: Node, shown: set[str]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for kind in view.vocabulary.relations.values():
        held = [found for found in view.list_out(kind.name, node.id) if view.starts_known(found.validity)]
        written = tuple(line for line in (_line(view, relation, shown) for relation in held) if line)
        if written:
            yield capital(kind.danish), written


def _line(view: View, relation: Relation, shown: set[str]) -> Line | None:
    node = view.find_node(relation.target)
    return Line(node.id if node.id in shown else None, node.name, _places(relation.sources)) if node else None


def _places(sources: Iterable[Source]) -> str:
    return "; ".join(dict.fromkeys(f"{source.document}:{lines_of(source)}" if source.first else source.document for source in sources))
