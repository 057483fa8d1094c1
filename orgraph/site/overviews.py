"""The pages that show many things: the start page, everything from A to Å, documents, what is
unsettled, about the site; and all of them with those that have modules of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from orgraph.facts import IN_FORCE, NOTE_KINDS, Node, Note, Source
from orgraph.languages import grammar, label
from orgraph.organisation import Organisation
from orgraph.pages.timeline import life_of
from orgraph.seed.documents import Texts, list_documents
from orgraph.site import changes, search_index
from orgraph.site.addresses import ADDRESSES, name_of, page_of
from orgraph.site.answer_tables import TABLES, Table, lines_of, table_pages
from orgraph.site.dependencies import CITED
from orgraph.site.kinds import kind_class
from orgraph.site.links import Linker
from orgraph.site.long_pages import PartPage, split_pages
from orgraph.site.manifest import Kept
from orgraph.site.page_model import Item
from orgraph.site.relations import days, in_short
from orgraph.site.templates import MENU, START, Page, Site, render
from orgraph.text_matching import sort_key
from orgraph.vocabulary import Kind

SHOWN = 5  # examples on the start page


class Contents(NamedTuple):
    """What these pages are made of: `nodes` are what is kept of the page of each node, `texts`
    the documents whose text is kept, both by id.
    """

    organisation: Organisation
    site: Site
    nodes: dict[str, Kept]
    texts: Texts


Pages = Iterator[tuple[str, str]]  # address and content of a page, and of those that continue it


# ---- Start
class Example(NamedTuple):
    """A question, the table that answers it for all, and some of those that are asked about
    most.
    """

    table: Table
    question: str
    links: tuple[Markup, ...]
    total: int


def _start(contents: Contents) -> Pages:
    organisation, site, nodes, texts = contents
    page = Page(START, site.name)
    linker = Linker(organisation, page.root)
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
        "days": changes.most_important(organisation, linker, days_of_change),
        "all_days": len(days_of_change),
        "counts": counts,
        "texts": len(texts),
        "unsettled": sum(1 for _ in organisation.list_notes()),
        "nodes": len(nodes),
    }
    yield page.address, render("start.html", site=site, page=page, **data)


def _example(organisation: Organisation, nodes: dict[str, Kept], table: Table) -> Example:
    bodies = organisation.vocabulary.bodies
    acting = table.question.of_bodies
    every = [node_id for node_id, kept in nodes.items() if lines_of(kept, table, organisation)]
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


# ---- Everything
class Group(NamedTuple):
    """All of one kind, in the order of the alphabet."""

    anchor: str
    heading: str
    definition: str
    kind_class: str
    code: str
    items: tuple[Item, ...]


def _everything(contents: Contents) -> Pages:
    organisation = contents.organisation
    every = [
        (kind.name, node)
        for kind in organisation.vocabulary.kinds.values()
        for node in sorted(organisation.list_kind(kind.name), key=_alphabet)
    ]
    parts = split_pages(ADDRESSES["everything"], MENU["everything"], every)
    index = _index(organisation, parts)
    for page, rows, others in parts:
        linker = Linker(organisation, page.root)
        groups = [
            _group(organisation, linker, kind, [node for name, node in rows if name == kind])
            for kind in dict.fromkeys(name for name, _ in rows)
        ]
        data = {"groups": groups, "index": index, "others": others, "total": len(every)}
        yield page.address, render("everything.html", site=contents.site, page=page, **data)
        index = []  # stands on the first page only


def _index(
    organisation: Organisation, parts: list[PartPage[tuple[str, Node]]]
) -> list[tuple[Kind, str, int]]:
    """The kinds that there is something of: where each begins, and how many there are."""
    begins: dict[str, str] = {}
    for page, rows, _ in parts:
        for kind, _ in rows:
            begins.setdefault(kind, f"{page.address}#{name_of(kind)}")
    kinds = organisation.vocabulary.kinds
    return [
        (kinds[kind], address, len(organisation.list_kind(kind)))
        for kind, address in begins.items()
    ]


def _alphabet(node: Node) -> tuple[str, str]:
    return sort_key(node.name), node.id


def _group(organisation: Organisation, linker: Linker, name: str, nodes: list[Node]) -> Group:
    kind = organisation.vocabulary.kinds[name]
    items = tuple(_listed(linker, node) for node in nodes)
    return Group(
        anchor=name_of(name),
        heading=grammar().capital(kind.plural),
        definition=kind.definition or "",
        kind_class=kind_class(name, organisation),
        code=kind.code,
        items=items,
    )


def _listed(linker: Linker, node: Node) -> Item:
    life = life_of(node.validity)
    status = Markup(" ({})").format(node.status) if node.status != IN_FORCE else Markup("")
    aliases = (
        Markup(" {}").format(", ".join(alias.name for alias in node.aliases[:2]))
        if node.aliases
        else Markup("")
    )
    return Item(
        *days(life),
        when=in_short(node.validity, life),
        text=linker.link(node.id),
        remarks=aliases + status,
        marks=Markup(""),
    )


# ---- Documents and what is unsettled
def _documents(contents: Contents) -> Pages:
    organisation, site, _, texts = contents
    page = Page(ADDRESSES["documents"], MENU["documents"])
    linker = Linker(organisation, page.root)
    cited = organisation.index.table(CITED)
    found = [
        (node, linker.link(node.id), len(cited.get(node.id)))
        for node in list_documents(organisation)
    ]
    kept = [entry for entry in found if entry[0].id in texts]
    others = [entry for entry in found if entry[0].id not in texts]
    yield page.address, render("documents.html", site=site, page=page, kept=kept, others=others)


class NoteEntry(NamedTuple):
    """A note with what it concerns."""

    anchor: str
    text: str
    concerns: Markup
    places: Markup
    handling: str


def _unsettled(contents: Contents) -> Pages:
    organisation = contents.organisation
    every = [
        (kind, note)
        for kind in NOTE_KINDS
        for note in organisation.list_notes()
        if note.kind == kind
    ]
    for page, rows, others in split_pages(ADDRESSES["unsettled"], MENU["unsettled"], every):
        linker = Linker(organisation, page.root)
        groups = [
            (
                kind,
                label("answers.NOTE_KINDS", kind),
                [_note(linker, note) for name, note in rows if name == kind],
            )
            for kind in dict.fromkeys(name for name, _ in rows)
        ]
        data = {"groups": groups, "others": others, "total": len(every)}
        yield page.address, render("unsettled.html", site=contents.site, page=page, **data)


def _place(linker: Linker, source: Source) -> Markup:
    pattern = Markup("{}: <q>{}</q>") if source.quote else Markup("{}")
    return pattern.format(linker.place(source), source.quote)


def _note(linker: Linker, note: Note) -> NoteEntry:
    sources = dict.fromkeys((*note.sources, *note.searched))
    places = Markup("; ").join(_place(linker, source) for source in sources)
    return NoteEntry(
        anchor=name_of(note.id),
        text=note.text,
        concerns=linker.html(linker.listed(note.concerns)),
        places=places,
        handling=note.handling or "",
    )


# ---- All of them
def _table(table: Table, contents: Contents) -> Pages:
    return table_pages(table, contents.organisation, contents.site, contents.nodes)


def _search_index(contents: Contents) -> Pages:
    yield ADDRESSES["search_index"], search_index.as_script(contents.organisation)


def _changes(contents: Contents) -> Pages:
    return changes.list_pages(contents.organisation, contents.site)


def _fixed(name: str, contents: Contents) -> Pages:
    page = Page(ADDRESSES[name], MENU[name])
    yield page.address, render(f"{name}.html", site=contents.site, page=page)


# By the address of the first page; the long ones first.
PAGES: dict[str, Callable[[Contents], Pages]] = {
    ADDRESSES["everything"]: _everything,
    ADDRESSES["search_index"]: _search_index,
    **{table.words.address: partial(_table, table) for table in TABLES},
    START: _start,
    ADDRESSES["changes"]: _changes,
    ADDRESSES["unsettled"]: _unsettled,
    ADDRESSES["documents"]: _documents,
    **{ADDRESSES[name]: partial(_fixed, name) for name in ("about", "search")},
}
