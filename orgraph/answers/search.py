"""Search by words: names, other names, quotations and notes, ranked; with Danish folding and stems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, Row
from orgraph.facts import Fact, Identifier, Node, Note, Relation, Source, Step
from orgraph.view import View

MOST_HITS = 25
NAME, ALIAS, QUOTATION, TEXT = "navn", "andet navn", "citat", "tekst"
_WEIGHTS = {NAME: 8, ALIAS: 6, TEXT: 2, QUOTATION: 1}


class _Hit(NamedTuple):
    score: float
    role: str
    node: Node | None
    fact: Fact
    source: Source | None


def ask_search(view: View, words: str) -> Answer:
    """The things that the words find, the best first; all words must stand in one text."""
    wanted = _stems(words[:300])
    best: dict[str, _Hit] = {}
    for hit in _hits(view, wanted) if wanted else ():
        key = hit.node.id if hit.node else hit.fact.id
        if key not in best or hit.score > best[key].score:
            best[key] = hit
    ranked = sorted(best.values(), key=lambda hit: (-hit.score, hit.node.name if hit.node else hit.fact.id))
    rows = tuple(_row(view, hit) for hit in ranked[:MOST_HITS])
    return Answer("search", words, view.at, ANSWERED if rows else NOT_STATED, rows=rows)


def _hits(view: View, wanted: frozenset[str]) -> Iterator[_Hit]:
    for fact in view.organisation.list_facts():
        for role, text, source in _texts(fact):
            score = _score(wanted, text)
            if score:
                for node in _nodes(view, fact):
                    alive = 1 if node is None or view.holds(node.validity) else 0
                    yield _Hit(score * _WEIGHTS[role] + alive / 2, role, node, fact, source)


def _texts(fact: Fact) -> Iterator[tuple[str, str, Source | None]]:
    if isinstance(fact, Node):
        yield NAME, fact.name, None
        yield from ((ALIAS, alias.name, None) for alias in fact.aliases)
        yield from ((TEXT, value, None) for _, value in fact.fields)
    if isinstance(fact, Identifier):
        yield ALIAS, fact.value, None
    if isinstance(fact, Note):
        yield TEXT, fact.text, None
    if isinstance(fact, Node | Relation | Step | Note):
        yield from ((QUOTATION, source.quote, source) for source in fact.sources if source.quote)


def _nodes(view: View, fact: Fact) -> Iterable[Node | None]:
    """What a fact's text is found as: a note is itself, everything else is the nodes it is about."""
    if isinstance(fact, Node):
        return (fact,)
    if isinstance(fact, Relation):
        return (view.find_node(fact.target),)
    if isinstance(fact, Step):
        return (view.find_node(fact.process),)
    return (view.find_node(fact.node),) if isinstance(fact, Identifier) else (None,)


def _score(wanted: frozenset[str], text: str) -> float:
    """Whole words count more than parts of compounds; short texts more than long ones."""
    stems = _stems(text)
    found = 0.0
    for word in wanted:
        if word in stems:
            found += 1
        elif len(word) > 3 and any(word in stem for stem in stems):
            found += 0.5
        else:
            return 0.0
    return found / len(wanted) + found / (len(wanted) + 4 * len(stems))


def _stems(text: str) -> frozenset[str]:
    from orgraph.stems import stem

    return frozenset(stem(word) for word in "".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _row(view: View, hit: _Hit) -> Row:
    fact, node = hit.fact, hit.node
    sources = (hit.source,) if hit.source else fact.sources
    if node is None:
        kind = fact.kind if isinstance(fact, Note) else ""
        return Row(fact.id, fact.text if isinstance(fact, Note) else fact.id, kind, hit.role, fact=fact.id, sources=sources)
    validity = node.validity
    return Row(
        node.id, node.name, node.kind, hit.role, valid_from=validity.valid_from, valid_to=validity.valid_to, confirmed_until=validity.confirmed_until,
        basis=node.basis, fact_status=node.status, fact=fact.id, sources=sources, start_known=view.starts_known(validity),
    )  # fmt: skip
