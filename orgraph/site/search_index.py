"""The search index as a script of its own: names, other names, codes, notes and quotations, each
with the page it leads to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from orgraph.facts import Fact, Group, Identifier, Node, Note, Relation, Step
from orgraph.languages import grammar
from orgraph.organisation import Organisation
from orgraph.pages.timeline import life_of
from orgraph.site.addresses import ADDRESSES, name_of, page_of
from orgraph.site.relations import days

MOST_TEXTS = 50_000  # beyond, only names are searched: a page must open the index at once


def as_script(organisation: Organisation) -> str:
    """The search index as a script that hands it to `orgraphIndex` in side.js.

    `kinds` are names of kinds. `rows` are nodes: [place in `kinds` or -1, file name of the page,
    name, other names, first day, day after the last], days in ISO form, empty when not stated.
    `texts` are quotations and notes: [place in `rows` or -1 for a note, text, address]; empty
    when there are more than `MOST_TEXTS`.
    """
    kinds = organisation.vocabulary.kind_places
    nodes = list(organisation.list_nodes())
    rows = [_row(organisation, node, kinds.get(node.kind, -1)) for node in nodes]
    place = {node.id: number for number, node in enumerate(nodes)}
    texts = list(_texts(organisation, place))
    data = {
        "kinds": [grammar().capital(kind.name) for kind in organisation.vocabulary.kinds.values()],
        "rows": rows,
        "texts": texts if len(texts) <= MOST_TEXTS else [],
    }
    written = (
        json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
    return f"/* Written by orgraph: what can be searched for. */\norgraphIndex({written});\n"


def _row(organisation: Organisation, node: Node, kind: int) -> list[Any]:
    others = [
        *(alias.name for alias in node.aliases),
        *(found.value for found in organisation.list_identifiers(node.id)),
    ]
    first, after = days(life_of(node.validity))
    return [kind, name_of(node.id), node.name, others, first or "", after or ""]


def _texts(organisation: Organisation, place: dict[str, int]) -> Iterator[list[Any]]:
    seen: set[tuple[str, int]] = set()
    for fact in organisation.list_facts():
        if isinstance(fact, Note):
            yield [-1, fact.text, f"{ADDRESSES['unsettled']}#{name_of(fact.id)}"]
        elif not isinstance(fact, Group | Identifier):
            for source in fact.sources:
                key = (source.quote, place.get(_about(fact), -1))
                if source.quote and key not in seen:
                    seen.add(key)
                    yield [
                        key[1],
                        source.quote,
                        f"{page_of(source.document)}#l{source.first}",
                    ]


def _about(fact: Fact) -> str:
    """What a quotation is found as: a relation's is that of its target."""
    if isinstance(fact, Relation):
        return fact.target
    return fact.process if isinstance(fact, Step) else fact.id
