"""The pages that show many things: the start page, the tables of answers, everything from A to Å,
documents, what is unsettled, about the site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from markupsafe import Markup, escape

from orgraph.facts import IN_FORCE, NOTE_KINDS, Node, Note
from orgraph.languages import QuestionWords, grammar, label
from orgraph.languages import table as words_of
from orgraph.organisation import Organisation
from orgraph.pages import palette
from orgraph.pages.timeline import life_of
from orgraph.questions import Question, table_questions
from orgraph.seed.documents import Texts, list_documents
from orgraph.site import changes, search_index
from orgraph.site.addresses import ADDRESSES, name_of, page_of
from orgraph.site.answer_sections import when
from orgraph.site.dependencies import CITED
from orgraph.site.fragments import safe
from orgraph.site.links import Linker
from orgraph.site.manifest import Kept
from orgraph.site.node_page import kind_class
from orgraph.site.page_model import Item, Shown
from orgraph.site.relations import days, in_short
from orgraph.site.templates import MENU, START, Crumb, Page, Site, render, say
from orgraph.text_matching import sort_key

AT_ONCE = 1500  # rows on a page; what is longer is continued on pages of its own
SHOWN = 5  # examples on the start page
Nodes = dict[str, Kept]
T = TypeVar("T")


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


# ---- Start
class Example(NamedTuple):
    """A question, the table that answers it for all, and some of those that are asked about
    most.
    """

    table: Table
    question: str
    links: tuple[Markup, ...]
    total: int


def _start(organisation: Organisation, site: Site, nodes: Nodes, texts: Texts) -> tuple[str, str]:
    page = Page(START, site.name)
    words = Linker(organisation, page.root)
    examples = [_example(organisation, nodes, table) for table in TABLES]
    days_of_change = changes.list_days(organisation)
    labels = organisation.vocabulary.labels.values()
    kinds = organisation.vocabulary.kinds.values()
    counts = {
        label.plural: sum(
            len(organisation.list_kind(kind.name)) for kind in kinds if kind.label == label.name
        )
        for label in labels
    }
    data = {
        "examples": examples,
        "days": changes.most_important(organisation, words, days_of_change),
        "all_days": len(days_of_change),
        "counts": counts,
        "texts": len(texts),
        "unsettled": sum(1 for _ in organisation.list_notes()),
        "nodes": len(nodes),
    }
    return page.address, render("start.html", site=site, page=page, **data)


def _example(organisation: Organisation, nodes: Nodes, table: Table) -> Example:
    bodies = organisation.vocabulary.bodies
    acting = table.question.of_bodies
    every = [node_id for node_id, kept in nodes.items() if _lines(kept, table, organisation)]
    answered = [
        node_id
        for node_id in every
        if (node := organisation.find_node(node_id)) and (node.label in bodies) == acting
    ]
    weighed = sorted(
        answered,
        key=lambda node_id: (-_weight(organisation, nodes[node_id], node_id, table), node_id),
    )
    links = []
    for node_id in weighed[:SHOWN]:
        node = organisation.find_node(node_id)
        assert node
        links.append(
            Markup('<a href="{}#{}">{}</a>').format(page_of(node_id), table.name, node.name)
        )
    return Example(table, table.words.example, tuple(links), len(every))


def _weight(organisation: Organisation, kept: Kept, node_id: str, table: Table) -> int:
    """What is asked about most, as far as the facts tell: a type that others belong to, then what
    has most to do with others.
    """
    types = (
        any(organisation.list_in(kind, node_id) for kind in organisation.vocabulary.instances)
        if table.question.only_decided
        else False
    )
    return (
        1000 * types
        + 3 * len(kept.summary[table.name])
        + len(organisation.list_all_out(node_id))
        + len(organisation.list_all_in(node_id))
    )


# ---- Tables of answers
def _lines(kept: Kept, table: Table, organisation: Organisation) -> list[Shown]:
    """What a table shows of a node.

    Of approvals only where somebody decides; the rest of a chain says nothing about who does.
    """
    lines = kept.summary.get(table.name, [])
    decides = (
        organisation.vocabulary.reads(table.name).decides if table.question.only_decided else ()
    )
    return lines if not decides or any(line.role in decides for line in lines) else []


def _table_pages(
    table: Table, organisation: Organisation, site: Site, nodes: Nodes, _: Texts
) -> Iterator[tuple[str, str]]:
    roles = _roles(organisation, table)
    shown = [
        (node, lines)
        for node_id, kept in nodes.items()
        if (lines := _lines(kept, table, organisation))
        and (node := organisation.find_node(node_id))
    ]
    bodies = organisation.vocabulary.bodies
    place = organisation.vocabulary.kind_places
    acting = table.question.of_bodies
    shown.sort(
        key=lambda pair: (
            (pair[0].label in bodies) != acting,
            place.get(pair[0].kind, len(place)),
            sort_key(pair[0].name),
            pair[0].id,
        )
    )
    headings = (
        [
            say("site.who_does", verb=organisation.vocabulary.relations[roles[0]].danish),
            say("site.other_parts"),
        ]
        if roles
        else [say("site.the_way")]
    )
    parts = _parts(shown)
    for number, part in enumerate(parts, 1):
        page = Page(_continued(table.words.address, number), _numbered(table.words.table, number))
        words = Linker(organisation, page.root)
        blocks = _blocks(organisation, words, part, roles)
        others = _other_parts(table.words.address, len(parts))
        yield (
            page.address,
            render(
                "table.html",
                site=site,
                page=page,
                table=table,
                headings=headings,
                blocks=blocks,
                others=others,
                total=len(shown),
            ),
        )


def _roles(organisation: Organisation, table: Table) -> list[str]:
    """The roles that a table shows: the one that answers the question first, then the rest of its
    chain in order.
    """
    question = organisation.vocabulary.questions.get(table.name)
    return list(dict.fromkeys((question.decides[0], *question.chain))) if question else []


def _blocks(
    organisation: Organisation,
    words: Linker,
    shown: Sequence[tuple[Node, list[Shown]]],
    roles: list[str],
) -> list[Block]:
    rows: dict[str, list[TableRow]] = {}
    for node, lines in shown:
        rows.setdefault(node.kind, []).append(
            TableRow(words.link(node.id), _cells(organisation, words, lines, roles))
        )
    return [_block(organisation, kind, tuple(found)) for kind, found in rows.items()]


def _block(organisation: Organisation, name: str, rows: tuple[TableRow, ...]) -> Block:
    kind = organisation.vocabulary.kinds.get(name)
    heading = grammar().capital(kind.plural) if kind else name
    return Block(
        name_of(name), heading, kind_class(name, organisation), kind.code if kind else "", rows
    )


def _cells(
    organisation: Organisation, words: Linker, lines: list[Shown], roles: list[str]
) -> tuple[tuple[Entry, ...], ...]:
    """Who answers the question; and beside it, with their verbs, who does something else.

    Of ways there is one cell.
    """
    if not roles:
        return (tuple(_entry(line, words.html(line.said)) for line in lines),)
    main = tuple(
        _entry(line, words.html(line.said))
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
        _entry(line, safe(f"{verbs[line.role]}{words.html(line.said)}")) for line in others
    )


def _entry(line: Shown, said: Markup) -> Entry:
    return Entry(line.first, line.after, said, when(line.first, line.after))


# ---- Everything
class Group(NamedTuple):
    """All of one kind, in the order of the alphabet."""

    anchor: str
    heading: str
    definition: str
    kind_class: str
    code: str
    items: tuple[Item, ...]


def _everything(organisation: Organisation, site: Site) -> Iterator[tuple[str, str]]:
    kinds = organisation.vocabulary.kinds
    every = [
        (kind.name, node)
        for kind in kinds.values()
        for node in sorted(organisation.list_kind(kind.name), key=_alphabet)
    ]
    parts = _parts(every)
    where = {
        kind: f"{_continued(ADDRESSES['everything'], number)}#{name_of(kind)}"
        for number, part in reversed(list(enumerate(parts, 1)))
        for kind, _ in part
    }
    index = [
        (kind, where[kind.name], len(organisation.list_kind(kind.name)))
        for kind in kinds.values()
        if kind.name in where
    ]
    for number, part in enumerate(parts, 1):
        page = Page(
            _continued(ADDRESSES["everything"], number), _numbered(MENU["everything"], number)
        )
        words = Linker(organisation, page.root)
        groups = [
            _group(organisation, words, kind, [node for name, node in part if name == kind])
            for kind in dict.fromkeys(name for name, _ in part)
        ]
        data = {
            "groups": groups,
            "index": index if number == 1 else [],
            "others": _other_parts(ADDRESSES["everything"], len(parts)),
            "total": len(every),
        }
        yield page.address, render("everything.html", site=site, page=page, **data)


def _alphabet(node: Node) -> tuple[str, str]:
    return sort_key(node.name), node.id


def _group(organisation: Organisation, words: Linker, name: str, nodes: list[Node]) -> Group:
    kind = organisation.vocabulary.kinds[name]
    items = tuple(_listed(words, node) for node in nodes)
    return Group(
        name_of(name),
        grammar().capital(kind.plural),
        kind.definition or "",
        kind_class(name, organisation),
        kind.code,
        items,
    )


def _listed(words: Linker, node: Node) -> Item:
    life = life_of(node.validity)
    status = Markup(" ({})").format(node.status) if node.status != IN_FORCE else Markup("")
    aliases = (
        Markup(" {}").format(", ".join(alias.name for alias in node.aliases[:2]))
        if node.aliases
        else Markup("")
    )
    return Item(
        *days(life),
        in_short(node.validity, life),
        words.link(node.id),
        aliases + status,
        Markup(""),
    )


# ---- Documents and what is unsettled
def _documents(organisation: Organisation, site: Site, texts: Texts) -> tuple[str, str]:
    page = Page(ADDRESSES["documents"], MENU["documents"])
    words = Linker(organisation, page.root)
    cited = organisation.index.table(CITED)
    found = [
        (node, words.link(node.id), len(cited.get(node.id)))
        for node in list_documents(organisation)
    ]
    kept = [entry for entry in found if entry[0].id in texts]
    others = [entry for entry in found if entry[0].id not in texts]
    return page.address, render("documents.html", site=site, page=page, kept=kept, others=others)


class NoteEntry(NamedTuple):
    """A note with what it concerns."""

    anchor: str
    text: str
    concerns: Markup
    places: Markup
    handling: str


def _unsettled(organisation: Organisation, site: Site) -> Iterator[tuple[str, str]]:
    every = [
        (kind, note)
        for kind in NOTE_KINDS
        for note in organisation.list_notes()
        if note.kind == kind
    ]
    parts = _parts(every)
    for number, part in enumerate(parts, 1):
        page = Page(
            _continued(ADDRESSES["unsettled"], number), _numbered(MENU["unsettled"], number)
        )
        words = Linker(organisation, page.root)
        groups = [
            (
                kind,
                label("answers.NOTE_KINDS", kind),
                [_note(words, note) for name, note in part if name == kind],
            )
            for kind in dict.fromkeys(name for name, _ in part)
        ]
        yield (
            page.address,
            render(
                "unsettled.html",
                site=site,
                page=page,
                groups=groups,
                others=_other_parts(ADDRESSES["unsettled"], len(parts)),
                total=len(every),
            ),
        )


def _note(words: Linker, note: Note) -> NoteEntry:
    sources = dict.fromkeys((*note.sources, *note.searched))
    places = Markup("; ").join(
        Markup("{}: <q>{}</q>" if source.quote else "{}").format(words.place(source), source.quote)
        for source in sources
    )
    return NoteEntry(
        name_of(note.id),
        note.text,
        words.html(words.listed(note.concerns)),
        places,
        note.handling or "",
    )


# ---- Long pages
def _parts(rows: Sequence[T]) -> list[Sequence[T]]:
    return [rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE)] or [rows]


def _continued(address: str, number: int) -> str:
    return address if number == 1 else address.replace(".html", f"-{number}.html")


def _numbered(title: str, number: int) -> str:
    return title if number == 1 else say("site.continued", title=title, number=number)


def _other_parts(address: str, count: int) -> list[Crumb]:
    if count == 1:
        return []
    return [
        Crumb(say("site.page_number", number=number), _continued(address, number))
        for number in range(1, count + 1)
    ]


# ---- Style
_BADGES = {
    palette.FILLED: "background:{0};color:{1}",
    palette.BORDER: "background:none;box-shadow:inset 0 0 0 2px {0}",
    palette.DOUBLE: (
        "background:none;box-shadow:inset 0 0 0 1px {0},inset 0 0 0 3px var(--paper),inset 0 0 0"
        " 4px {0}"
    ),
}


def kind_colours(organisation: Organisation) -> str:
    """The colour of each kind's badge.

    Kinds of bodies take the colours in turn; the others are grey.
    """
    bodies = organisation.vocabulary.bodies
    place = 0
    lines = [
        "/* Written by orgraph: the colours of the kinds, by their place in the vocabulary. */"
    ]
    for number, kind in enumerate(organisation.vocabulary.kinds.values()):
        if kind.label in bodies:
            tint = palette.tint(place)
            place += 1
            badge = _BADGES[tint.stripe].format(tint.colour, tint.ink)
            lines.append(f".k{number},.b{number}::before{{{badge}}}")
    return "\n".join(lines) + "\n"


# ---- All of them
Made = Iterable[tuple[str, str]]  # address and content of a page, and of those that continue it
PAGES: dict[str, Callable[[Organisation, Site, Nodes, Texts], Made]] = {  # the long ones first
    ADDRESSES["everything"]: lambda organisation, site, nodes, texts: _everything(
        organisation, site
    ),
    ADDRESSES["search_index"]: lambda organisation, site, nodes, texts: [
        (ADDRESSES["search_index"], search_index.as_script(organisation))
    ],
    **{table.words.address: partial(_table_pages, table) for table in TABLES},
    START: lambda organisation, site, nodes, texts: [_start(organisation, site, nodes, texts)],
    ADDRESSES["changes"]: lambda organisation, site, nodes, texts: changes.list_pages(
        organisation, site
    ),
    ADDRESSES["unsettled"]: lambda organisation, site, nodes, texts: _unsettled(
        organisation, site
    ),
    ADDRESSES["documents"]: lambda organisation, site, nodes, texts: [
        _documents(organisation, site, texts)
    ],
    ADDRESSES["about"]: lambda organisation, site, nodes, texts: [_fixed("about", site)],
    ADDRESSES["search"]: lambda organisation, site, nodes, texts: [_fixed("search", site)],
}


def _fixed(name: str, site: Site) -> tuple[str, str]:
    page = Page(ADDRESSES[name], MENU[name])
    return page.address, render(f"{name}.html", site=site, page=page)
