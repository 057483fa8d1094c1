"""The pages that show many things: the start page, the tables of answers, everything from A to Å, documents, what is unsettled, about the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from markupsafe import Markup, escape

from orgraph.danish import capital, sort_key
from orgraph.facts import IN_FORCE, Node, Note
from orgraph.maps import palette
from orgraph.maps.timeline import life_of
from orgraph.organisation import Organisation
from orgraph.render.text import NOTE_WORDS
from orgraph.seed.texts import Texts, list_documents
from orgraph.site import changes, search_index
from orgraph.site.addresses import name_of, page_of
from orgraph.site.frame import START, Crumb, Page, Site, render
from orgraph.site.index import CITED
from orgraph.site.manifest import Kept
from orgraph.site.node_page import kind_class
from orgraph.site.parts import safe
from orgraph.site.relations import Item, days, in_short
from orgraph.site.told import when
from orgraph.site.words import Words

OF_BODIES = ("escalate", "appoints")  # what is asked of those who act; the other tables are of things
AT_ONCE = 1500  # rows on a page; what is longer is continued on pages of its own
SHOWN = 5  # examples on the start page
Nodes = dict[str, Kept]
T = TypeVar("T")


class Table(NamedTuple):
    """One of the tables of answers: where it stands, which question it shows, and the words above it."""

    address: str
    question: str
    title: str
    lede: str


TABLES = (
    Table("hvem-godkender.html", "approves", "Hvem godkender hvad", "For hver aftale, opgave og sag: hvem der godkender, og hvad der sker før og efter."),
    Table("hvem-har-ansvaret.html", "responsible", "Hvem har ansvaret", "For hver opgave, aftale og målsætning: hvem der er ansvarlig, og hvem der tager del."),
    Table("vejen-op.html", "escalate", "Vejen op", "For hvert organ og hver sag: den korteste vej videre opad, så langt dokumenterne siger den."),
    Table("hvem-udpeger.html", "appoints", "Hvem udpeger", "For hvert organ: hvem der sidder med, leder og betjener det, og hvem der udpeger."),
)  # fmt: skip


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
    """A question, the table that answers it for all, and some of those that are asked about most."""

    table: Table
    question: str
    links: tuple[Markup, ...]
    total: int


ASKED = {
    "approves": "Hvem godkender en aftale?", "responsible": "Hvem har ansvaret for en opgave?", "escalate": "Hvordan kommer en sag videre opad?",
    "appoints": "Hvem sidder i et udvalg, og hvem udpeger dem?",
}  # fmt: skip


def _start(organisation: Organisation, site: Site, nodes: Nodes, texts: Texts) -> tuple[str, str]:
    page = Page("index.html", site.name)
    words = Words(organisation, page.root)
    examples = [_example(organisation, nodes, table) for table in TABLES]
    days_of_change = changes.list_days(organisation)
    labels = organisation.vocabulary.labels.values()
    kinds = organisation.vocabulary.kinds.values()
    counts = {label.plural: sum(len(organisation.list_kind(kind.name)) for kind in kinds if kind.label == label.name) for label in labels}
    data = {
        "examples": examples, "days": changes.most_important(organisation, words, days_of_change), "all_days": len(days_of_change), "counts": counts,
        "texts": len(texts), "unsettled": sum(1 for _ in organisation.list_notes()), "nodes": len(nodes),
    }  # fmt: skip
    return page.address, render("start.html", site=site, page=page, **data)


def _example(organisation: Organisation, nodes: Nodes, table: Table) -> Example:
    bodies = organisation.vocabulary.bodies()
    acting = table.question in OF_BODIES
    every = [node_id for node_id, kept in nodes.items() if _lines(kept, table, organisation)]
    answered = [node_id for node_id in every if (node := organisation.find_node(node_id)) and (node.label in bodies) == acting]
    weighed = sorted(answered, key=lambda node_id: (-_weight(organisation, nodes[node_id], node_id, table), node_id))
    links = []
    for node_id in weighed[:SHOWN]:
        node = organisation.find_node(node_id)
        assert node
        links.append(Markup('<a href="{}#{}">{}</a>').format(page_of(node_id), table.question, node.name))
    return Example(table, ASKED[table.question], tuple(links), len(every))


def _weight(organisation: Organisation, kept: Kept, node_id: str, table: Table) -> int:
    """What is asked about most, as far as the facts tell: a type that others belong to, then what has most to do with others."""
    types = any(organisation.list_in(kind, node_id) for kind in organisation.vocabulary.instances()) if table.question == "approves" else False
    return 1000 * types + 3 * len(kept.summary[table.question]) + len(organisation.list_all_out(node_id)) + len(organisation.list_all_in(node_id))


# ---- Tables of answers
def _lines(kept: Kept, table: Table, organisation: Organisation) -> list[list[str | None]]:
    """What a table shows of a node. Of approvals only where somebody decides; the rest of a chain says nothing about who does."""
    lines = kept.summary.get(table.question, [])
    decides = organisation.vocabulary.questions["approves"].decides if table.question == "approves" else ()
    return lines if not decides or any(line[2] in decides for line in lines) else []


def _table_pages(table: Table, organisation: Organisation, site: Site, nodes: Nodes, _: Texts) -> Iterator[tuple[str, str]]:
    roles = _roles(organisation, table)
    shown = [(node, lines) for node_id, kept in nodes.items() if (lines := _lines(kept, table, organisation)) and (node := organisation.find_node(node_id))]
    bodies = organisation.vocabulary.bodies()
    place = organisation.vocabulary.kind_places()
    acting = table.question in OF_BODIES
    shown.sort(key=lambda pair: ((pair[0].label in bodies) != acting, place.get(pair[0].kind, len(place)), sort_key(pair[0].name), pair[0].id))
    headings = [f"Hvem {organisation.vocabulary.relations[roles[0]].danish}", "Andre led"] if roles else ["Vejen"]
    parts = _parts(shown)
    for number, part in enumerate(parts, 1):
        page = Page(_continued(table.address, number), table.title if number == 1 else f"{table.title}, side {number}")
        words = Words(organisation, page.root)
        blocks = _blocks(organisation, words, part, roles)
        others = _other_parts(table.address, len(parts))
        yield page.address, render("table.html", site=site, page=page, table=table, headings=headings, blocks=blocks, others=others, total=len(shown))


def _roles(organisation: Organisation, table: Table) -> list[str]:
    """The roles that a table shows: the one that answers the question first, then the rest of its chain in order."""
    question = organisation.vocabulary.questions.get(table.question)
    return list(dict.fromkeys((question.decides[0], *question.chain))) if question else []


def _blocks(organisation: Organisation, words: Words, shown: Sequence[tuple[Node, list[list[str | None]]]], roles: list[str]) -> list[Block]:
    rows: dict[str, list[TableRow]] = {}
    for node, lines in shown:
        rows.setdefault(node.kind, []).append(TableRow(words.link(node.id), _cells(organisation, words, lines, roles)))
    return [_block(organisation, kind, tuple(found)) for kind, found in rows.items()]


def _block(organisation: Organisation, name: str, rows: tuple[TableRow, ...]) -> Block:
    kind = organisation.vocabulary.kinds.get(name)
    heading = capital(kind.plural) if kind else name
    return Block(name_of(name), heading, kind_class(name, organisation), kind.code if kind else "", rows)


def _cells(organisation: Organisation, words: Words, lines: list[list[str | None]], roles: list[str]) -> tuple[tuple[Entry, ...], ...]:
    """Who answers the question; and beside it, with their verbs, who does something else. Of ways there is one cell."""
    if not roles:
        return (tuple(_entry(line, safe(" › ".join([words.link(part or "") for part in line[3:]]))) for line in lines),)
    main = tuple(_entry(line, words.html(line[3] or "")) for line in lines if line[2] == roles[0] and not line[4])
    verbs = {role: f'<span class="verb">{escape(organisation.vocabulary.relations[role].danish)}:</span> ' for role in roles}
    others = [(role, line) for role in verbs for line in lines if line[2] == role and (role != roles[0] or line[4])]
    return main, tuple(_entry(line, safe(f"{verbs[role]}{words.html(line[3] or '')}")) for role, line in others)


def _entry(line: list[str | None], text: Markup) -> Entry:
    return Entry(line[0], line[1], text, when(line[0], line[1]))


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
    every = [(kind.name, node) for kind in kinds.values() for node in sorted(organisation.list_kind(kind.name), key=_alphabet)]
    parts = _parts(every)
    where = {kind: f"{_continued('alt.html', number)}#{name_of(kind)}" for number, part in reversed(list(enumerate(parts, 1))) for kind, _ in part}
    index = [(kind, where[kind.name], len(organisation.list_kind(kind.name))) for kind in kinds.values() if kind.name in where]
    for number, part in enumerate(parts, 1):
        page = Page(_continued("alt.html", number), "Alt fra A til Å" if number == 1 else f"Alt fra A til Å, side {number}")
        words = Words(organisation, page.root)
        groups = [_group(organisation, words, kind, [node for name, node in part if name == kind]) for kind in dict.fromkeys(name for name, _ in part)]
        data = {"groups": groups, "index": index if number == 1 else [], "others": _other_parts("alt.html", len(parts)), "total": len(every)}
        yield page.address, render("everything.html", site=site, page=page, **data)


def _alphabet(node: Node) -> tuple[str, str]:
    return sort_key(node.name), node.id


def _group(organisation: Organisation, words: Words, name: str, nodes: list[Node]) -> Group:
    kind = organisation.vocabulary.kinds[name]
    items = tuple(_listed(words, node) for node in nodes)
    return Group(name_of(name), capital(kind.plural), kind.definition or "", kind_class(name, organisation), kind.code, items)


def _listed(words: Words, node: Node) -> Item:
    life = life_of(node.validity)
    status = Markup(" ({})").format(node.status) if node.status != IN_FORCE else Markup("")
    aliases = Markup(" {}").format(", ".join(alias.name for alias in node.aliases[:2])) if node.aliases else Markup("")
    return Item(*days(life), in_short(node.validity, life), words.link(node.id), aliases + status, Markup(""))


# ---- Documents and what is unsettled
def _documents(organisation: Organisation, site: Site, texts: Texts) -> tuple[str, str]:
    page = Page("dokumenter.html", "Dokumenter")
    words = Words(organisation, page.root)
    cited = organisation.index.table(CITED)
    found = [(node, words.link(node.id), len(cited.get(node.id))) for node in list_documents(organisation)]
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
    every = [(kind, note) for kind in NOTE_WORDS for note in organisation.list_notes() if note.kind == kind]
    parts = _parts(every)
    for number, part in enumerate(parts, 1):
        page = Page(_continued("uafklaret.html", number), "Uafklaret" if number == 1 else f"Uafklaret, side {number}")
        words = Words(organisation, page.root)
        groups = [(kind, NOTE_WORDS[kind], [_note(words, note) for name, note in part if name == kind]) for kind in dict.fromkeys(name for name, _ in part)]
        yield page.address, render("unsettled.html", site=site, page=page, groups=groups, others=_other_parts("uafklaret.html", len(parts)), total=len(every))


def _note(words: Words, note: Note) -> NoteEntry:
    sources = dict.fromkeys((*note.sources, *note.searched))
    places = Markup("; ").join(Markup("{}: <q>{}</q>" if source.quote else "{}").format(words.place(source), source.quote) for source in sources)
    return NoteEntry(name_of(note.id), note.text, words.links(note.concerns), places, note.handling or "")


# ---- Long pages
def _parts(rows: Sequence[T]) -> list[Sequence[T]]:
    return [rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE)] or [rows]


def _continued(address: str, number: int) -> str:
    return address if number == 1 else address.replace(".html", f"-{number}.html")


def _other_parts(address: str, count: int) -> list[Crumb]:
    return [Crumb(f"Side {number}", _continued(address, number)) for number in range(1, count + 1)] if count > 1 else []


# ---- Style
_BADGES = {
    "fyldt": "background:{0};color:{1}",
    "kant": "background:none;box-shadow:inset 0 0 0 2px {0}",
    "dobbelt": "background:none;box-shadow:inset 0 0 0 1px {0},inset 0 0 0 3px var(--paper),inset 0 0 0 4px {0}",
}


def kind_colours(organisation: Organisation) -> str:
    """The colour of each kind's badge. Kinds of bodies take the colours in turn; the others are grey."""
    bodies = organisation.vocabulary.bodies()
    place = 0
    lines = ["/* Written by orgraph: the colours of the kinds, by their place in the vocabulary. */"]
    for number, kind in enumerate(organisation.vocabulary.kinds.values()):
        if kind.label in bodies:
            tint = palette.tint(place)
            place += 1
            lines.append(f".k{number},.b{number}::before{{{_BADGES[tint.stripe].format(tint.colour, tint.ink)}}}")
    return "\n".join(lines) + "\n"


# ---- All of them
Made = Iterable[tuple[str, str]]  # address and content of a page, and of those that continue it
PAGES: dict[str, Callable[[Organisation, Site, Nodes, Texts], Made]] = {  # the long ones first
    "alt.html": lambda organisation, site, nodes, texts: _everything(organisation, site),
    "a/soeg-data.js": lambda organisation, site, nodes, texts: [("a/soeg-data.js", search_index.as_script(organisation))],
    **{table.address: partial(_table_pages, table) for table in TABLES},
    START: lambda organisation, site, nodes, texts: [_start(organisation, site, nodes, texts)],
    "aendringer.html": lambda organisation, site, nodes, texts: changes.list_pages(organisation, site),
    "uafklaret.html": lambda organisation, site, nodes, texts: _unsettled(organisation, site),
    "dokumenter.html": lambda organisation, site, nodes, texts: [_documents(organisation, site, texts)],
    "om.html": lambda organisation, site, nodes, texts: [_fixed("om.html", "Om siden", "about.html", site)],
    "soeg.html": lambda organisation, site, nodes, texts: [_fixed("soeg.html", "Søg", "search.html", site)],
}


def _fixed(address: str, title: str, template: str, site: Site) -> tuple[str, str]:
    return address, render(template, site=site, page=Page(address, title))
