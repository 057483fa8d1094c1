"""Phrases as HTML: the same words as on the screen, with what they mention as links and quotations
as footnotes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

from orgraph.facts import Source
from orgraph.languages import text
from orgraph.organisation import Organisation
from orgraph.phrases import Phrase, Ref, Text
from orgraph.render.text import Footnotes, and_others, place_of
from orgraph.site.addresses import page_of
from orgraph.site.fragments import breakable, safe


class Linker:
    """Turns phrases into HTML for one page.

    Args:
        organisation: where the names and pages of what is mentioned are found.
        root: the way from the page to the site's root, "" for a page that stands there.
        own: the node that the page is about, which is not linked.
    """

    def __init__(self, organisation: Organisation, root: str, own: str = "") -> None:
        self.organisation, self.root, self.own = organisation, root, own
        self.footnotes = Footnotes()
        self._links: dict[str, Markup] = {}
        self._mentions: dict[Ref, Markup] = {}

    # ---- Names
    def html(self, said: Text) -> Markup:
        """The words escaped, what they mention as links."""
        if isinstance(said, str):
            return breakable(said)
        if isinstance(said, Ref):
            return self._mention(said)
        return safe(
            "".join(
                [
                    breakable(part) if isinstance(part, str) else self._mention(part)
                    for part in said
                ]
            )
        )

    def _mention(self, ref: Ref) -> Markup:
        """A link when it goes by the name of its node; what is called otherwise is not linked."""
        known = self._mentions.get(ref)
        if known is None:
            node = self.organisation.find_node(ref.id)
            named = node is not None and node.name == ref.name
            known = self._mentions[ref] = self.link(ref.id) if named else breakable(ref.name)
        return known

    def link(self, node_id: str) -> Markup:
        """The name of a node, leading to its page; an id that is nobody's stays as it is
        written.
        """
        known = self._links.get(node_id)
        if known is None:
            node = self.organisation.find_node(node_id)
            name = breakable(node.name if node else node_id)
            known = self._links[node_id] = (
                name if node is None or node_id == self.own else self._to(node_id, name)
            )
        return known

    def _to(self, node_id: str, name: Markup, anchor: str = "") -> Markup:
        address = page_of(node_id)
        beside = (
            address.partition("/")[2] if self.root else address
        )  # pages that are not at the root stand beside those of the nodes
        return safe(
            f'<a href="{beside}{anchor}">{name}</a>'
        )  # address and anchor are made of safe letters

    def ref(self, node_id: str) -> Ref:
        """A mention of a node by its name."""
        node = self.organisation.find_node(node_id)
        return Ref(node_id, node.name if node else node_id)

    def listed(self, ids: Iterable[str]) -> Phrase:
        """Mentions of several, with commas."""
        return Phrase.join(", ", map(self.ref, ids))

    # ---- Footnotes
    def marks(self, sources: Iterable[Source], most: int | None = None) -> Markup:
        """The numbers of the sources, leading to the list of quotations."""
        sources = list(sources)
        numbers = self.footnotes.numbered(sources, most)
        if not numbers:
            return Markup("")
        links = " ".join(map(_link_to_footnote, numbers))
        return safe(f"<sup>{links}{escape(and_others(sources, most))}</sup>")

    def quotations(self) -> list[tuple[int, list[Markup], str]]:
        """The list of footnotes: number, places and the words."""
        found = self.footnotes
        return [
            (
                number,
                [self.place(source) for source in found.sources[key]],
                found.sources[key][0].quote,
            )
            for key, number in found.numbers.items()
        ]

    def place(self, source: Source) -> Markup:
        """Document and lines, leading there."""
        document = self.organisation.find_node(source.document)
        place = place_of(source)
        if document is None:
            return escape(place)
        if source.first:
            return self._to(source.document, escape(place), f"#l{source.first}")
        named = text("citation.named_place", place=place, name=document.name)
        return self._to(source.document, escape(named))


@cache
def _link_to_footnote(number: int) -> str:
    label = escape(text("citation.footnote", number=number))
    return f'<a href="#k{number}" aria-label="{label}">{number}</a>'
