"""The tables of answers: a question answered for all that it can be asked of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from orgraph.facts import Node
from orgraph.languages import QuestionWords, grammar
from orgraph.languages import table as words_of
from orgraph.organisation import Organisation
from orgraph.questions import Question, table_questions
from orgraph.site.addresses import name_of
from orgraph.site.answer_sections import when
from orgraph.site.fragments import safe
from orgraph.site.kinds import kind_class
from orgraph.site.links import Linker
from orgraph.site.long_pages import split_pages
from orgraph.site.manifest import Kept
from orgraph.site.page_model import Shown
from orgraph.site.templates import Site, render, say
from orgraph.text_matching import sort_key


class Table(NamedTuple):
    """One of the tables of answers: the question that it answers for all, and its words."""

    question: Question
    words: QuestionWords

    @property
    def name(self) -> str:
        """The question's name."""
        return self.question.name


TABLES = tuple(
    Table(question, words_of("questions.QUESTIONS")[question.name])
    for question in table_questions()
)


class Entry(NamedTuple):
    """What a cell says, and when it holds."""

    first: str | None
    after: str | None
    text: Markup
    when: str


class TableRow(NamedTuple):
    """A thing and its cells."""

    thing: Markup
    cells: tuple[tuple[Entry, ...], ...]


class Block(NamedTuple):
    """The rows of one kind."""

    anchor: str
    heading: str
    kind_class: str
    code: str
    rows: tuple[TableRow, ...]


def lines_of(kept: Kept, table: Table, organisation: Organisation) -> list[Shown]:
    """What a table shows of a node; empty when the node is not in it.

    Of approvals only where somebody decides; the rest of a chain says nothing about who does.
    """
    lines = kept.summary.get(table.name, [])
    decides = (
        organisation.vocabulary.reads(table.name).decides if table.question.only_decided else ()
    )
    return lines if not decides or any(line.role in decides for line in lines) else []


def table_pages(
    table: Table, organisation: Organisation, site: Site, nodes: Mapping[str, Kept]
) -> Iterator[tuple[str, str]]:
    """The pages of a table.

    Args:
        table: which one.
        organisation: whose nodes stand in it.
        site: what all pages share.
        nodes: what is kept of the page of each node, by its id.

    Returns:
        (address, HTML) of each page.
    """
    roles = _roles(organisation, table)
    shown = _sorted_rows(table, organisation, nodes)
    for page, part, others in split_pages(table.words.address, table.words.table, shown):
        data = {
            "table": table,
            "headings": _headings(organisation, roles),
            "blocks": _blocks(organisation, Linker(organisation, page.root), part, roles),
            "others": others,
            "total": len(shown),
        }
        yield page.address, render("table.html", site=site, page=page, **data)


def _sorted_rows(
    table: Table, organisation: Organisation, nodes: Mapping[str, Kept]
) -> list[tuple[Node, list[Shown]]]:
    """The nodes of a table with what it shows of them: those that the question is for first, then
    kind by kind.
    """
    bodies, place = organisation.vocabulary.bodies, organisation.vocabulary.kind_places
    shown = [
        (node, lines)
        for node_id, kept in nodes.items()
        if (lines := lines_of(kept, table, organisation))
        and (node := organisation.find_node(node_id))
    ]

    def order(row: tuple[Node, list[Shown]]) -> tuple[bool, int, str, str]:
        node = row[0]
        beside = (node.label in bodies) != table.question.of_bodies
        return beside, place.get(node.kind, len(place)), sort_key(node.name), node.id

    return sorted(shown, key=order)


def _headings(organisation: Organisation, roles: list[str]) -> list[str]:
    if not roles:
        return [say("site.the_way")]
    verb = organisation.vocabulary.relations[roles[0]].danish
    return [say("site.who_does", verb=verb), say("site.other_parts")]


def _roles(organisation: Organisation, table: Table) -> list[str]:
    """The roles that a table shows: the one that answers the question first, then the rest of its
    chain in order.
    """
    question = organisation.vocabulary.questions.get(table.name)
    return list(dict.fromkeys((question.decides[0], *question.chain))) if question else []


def _blocks(
    organisation: Organisation,
    linker: Linker,
    shown: Sequence[tuple[Node, list[Shown]]],
    roles: list[str],
) -> list[Block]:
    rows: dict[str, list[TableRow]] = {}
    for node, lines in shown:
        rows.setdefault(node.kind, []).append(
            TableRow(linker.link(node.id), _cells(organisation, linker, lines, roles))
        )
    return [_block(organisation, kind, tuple(found)) for kind, found in rows.items()]


def _block(organisation: Organisation, name: str, rows: tuple[TableRow, ...]) -> Block:
    kind = organisation.vocabulary.kinds.get(name)
    heading = grammar().capital(kind.plural) if kind else name
    return Block(
        anchor=name_of(name),
        heading=heading,
        kind_class=kind_class(name, organisation),
        code=kind.code if kind else "",
        rows=rows,
    )


def _cells(
    organisation: Organisation, linker: Linker, lines: list[Shown], roles: list[str]
) -> tuple[tuple[Entry, ...], ...]:
    """Who answers the question; and beside it, with their verbs, who does something else.

    Of ways there is one cell.
    """
    if not roles:
        return (tuple(_entry(line, linker.html(line.said)) for line in lines),)
    main = tuple(
        _entry(line, linker.html(line.said))
        for line in lines
        if line.role == roles[0] and not line.beside
    )
    verbs = {
        role: (
            f'<span class="verb">{escape(organisation.vocabulary.relations[role].danish)}:</span> '
        )
        for role in roles
    }
    others = [
        line
        for role in verbs
        for line in lines
        if line.role == role and (role != roles[0] or line.beside)
    ]
    return main, tuple(
        _entry(line, safe(f"{verbs[line.role]}{linker.html(line.said)}")) for line in others
    )


def _entry(line: Shown, said: Markup) -> Entry:
    return Entry(line.first, line.after, said, when(line.first, line.after))
