"""The words of the answers as HTML: the same clauses as on the screen, with names as links and quotations as footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from orgraph.answers.answer import Answer, Row
from orgraph.facts import Source
from orgraph.maps.wording import lines_of
from orgraph.organisation import Organisation
from orgraph.render.text import Footnotes
from orgraph.site.addresses import page_of
from orgraph.site.parts import breakable, safe

_OPEN, _CLOSE = "\ue000", "\ue001"  # private to this module: they stand around an id until it becomes a link
_NAME = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")


class Words:
    """Turns answers into HTML for one page. `root` leads to the site's root, `own` is the node that the page is about."""

    def __init__(self, organisation: Organisation, root: str, own: str = "") -> None:
        self.organisation, self.root, self.own = organisation, root, own
        self.footnotes = Footnotes()
        self._links: dict[str, Markup] = {}
        self._marked: dict[int, tuple[Answer, Answer]] = {}  # by identity, each with the one it was made of, which so stays alive

    # ---- Names
    def marked(self, answer: Answer) -> Answer:
        """The answer with its names marked, so that whatever sentence they end in can be linked."""
        known = self._marked.get(id(answer))
        if known is None:
            rows = tuple([self._marked_row(row) for row in answer.rows])
            paths = tuple([path._replace(hops=tuple([self._marked_row(hop) for hop in path.hops])) for path in answer.paths])
            marked = answer._replace(rows=rows, paths=paths, names=tuple([(node_id, self._mark(node_id, name)) for node_id, name in answer.names]))
            known = self._marked[id(answer)] = answer, marked
        return known[1]

    def _marked_row(self, row: Row) -> Row:
        name = self._mark(row.id, row.name)
        return row if name == row.name else row._replace(name=name)

    def _mark(self, node_id: str, name: str) -> str:
        node = self.organisation.find_node(node_id)
        plain = node is None or node.name != name or node_id == self.own or _OPEN in node_id or _CLOSE in node_id
        return name if plain else f"{_OPEN}{node_id}{_CLOSE}"

    def html(self, text: str) -> Markup:
        """The text escaped, its marked names as links."""
        if _OPEN not in text:
            return breakable(text)
        return safe("".join([self.link(part) if number % 2 else breakable(part) for number, part in enumerate(_NAME.split(text))]))

    def link(self, node_id: str) -> Markup:
        """The name of a node, leading to its page; an id that is nobody's stays as it is written."""
        known = self._links.get(node_id)
        if known is None:
            node = self.organisation.find_node(node_id)
            text = breakable(node.name if node else node_id)
            known = self._links[node_id] = text if node is None or node_id == self.own else self._to(node_id, text)
        return known

    def _to(self, node_id: str, text: Markup, anchor: str = "") -> Markup:
        address = page_of(node_id)
        beside = address.partition("/")[2] if self.root else address  # pages that are not at the root stand beside those of the nodes
        return safe(f'<a href="{beside}{anchor}">{text}</a>')  # address and anchor are made of safe letters

    def links(self, ids: Iterable[str]) -> Markup:
        """Several, with commas."""
        return Markup(", ").join(self.link(node_id) for node_id in ids)

    # ---- Footnotes
    def marks(self, sources: Iterable[Source], most: int | None = None) -> Markup:
        """The numbers of the sources, leading to the list of quotations."""
        numbers = self.footnotes.numbered(sources, most)
        if not numbers:
            return Markup("")
        links = " ".join([f'<a href="#k{number}" aria-label="Kilde {number}">{number}</a>' for number in numbers])
        return safe(f"<sup>{links}</sup>")

    def quotations(self) -> list[tuple[int, list[Markup], str]]:
        """The list of footnotes: number, places and the words."""
        found = self.footnotes
        return [(number, [self.place(source) for source in found.sources[key]], found.sources[key][0].quote) for key, number in found.numbers.items()]

    def place(self, source: Source) -> Markup:
        """Document and lines, leading there."""
        document = self.organisation.find_node(source.document)
        lines = f", linje {lines_of(source)}" if source.first else ""
        if document is None:
            return escape(f"{source.document}{lines}")
        anchor = f"#l{source.first}" if source.first else ""
        text = f"{source.document}{lines}" if source.first else f"{source.document}: {document.name}"
        return self._to(source.document, escape(text), anchor)
