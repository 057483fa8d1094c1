"""Search by words: names, other names, quotations and notes, ranked; with Danish folding and
stemming.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, Period, Row, Support
from orgraph.facts import Fact, Identifier, Node, Note, Relation, Source, Step
from orgraph.languages import table
from orgraph.text_matching import containing, fold, fold_code, loosen
from orgraph.view import View

NAME, ALIAS, QUOTATION, TEXT = "name", "alias", "quotation", "text"
_WORD = re.compile(r"\w+")
_GENITIVE = re.compile(r"(?<=\w)'s\b")
MOST_SHORT = 3  # letters that are too few to be sought in the middle of a word
_WEIGHTS = {NAME: 8, ALIAS: 6, TEXT: 2, QUOTATION: 1}

Wanted = dict[
    str, Callable[[str], bool]
]  # each folded word, and what tells whether another holds it
Form = Callable[[str], str]


class _Hit(NamedTuple):
    score: float
    role: str
    node: Node | None
    fact: Fact
    source: Source | None


def ask_search(view: View, words: str, limit: int | None = None) -> Answer:
    """The things that the words find, the best first; all words must stand in one text.

    At most so many, when a number is given.

    What a keyboard without æøå wrote is sought when nothing else is found, and then names whose
    words are parted otherwise.
    """
    stems = {*_stems(words)}
    asked = [
        found
        for found in (stems, {fold_code(words)} if fold_code(words) != fold(words) else set())
        if found
    ]
    ranked = (
        _ranked(view, asked, str) or _ranked(view, asked, loosen) or _run_together(view, words)
    )
    rows = tuple(_row(view, hit) for hit in ranked[:limit])
    return Answer(
        "search",
        words,
        view.at,
        ANSWERED if rows else NOT_STATED,
        rows=rows,
        more=len(ranked) - len(rows),
    )


def _ranked(view: View, asked: Iterable[Iterable[str]], form: Form) -> list[_Hit]:
    """The best hit for each thing, the best first.

    `form` is how words are compared; any of the sets of words will do.
    """
    sets: list[Wanted] = [
        {form(word): containing(form(word)) for word in words} for words in asked
    ]
    best: dict[str, _Hit] = {}
    for hit in _hits(view, sets, form) if sets else ():
        key = hit.node.id if hit.node else hit.fact.id
        if key not in best or hit.score > best[key].score:
            best[key] = hit
    return sorted(
        best.values(), key=lambda hit: (-hit.score, hit.node.name if hit.node else hit.fact.id)
    )


def _run_together(view: View, words: str) -> list[_Hit]:
    """Names that are the same but for where their words are parted, and by what: HC Andersen is
    H.C. Andersen.
    """
    wanted = _joined(words)
    best: dict[str, _Hit] = {}
    for node in view.organisation.list_nodes() if len(wanted) > MOST_SHORT else ():
        for role, name in ((NAME, node.name), *((ALIAS, alias.name) for alias in node.aliases)):
            if wanted in (joined := _joined(name)) and node.id not in best:
                score = _WEIGHTS[role] * len(wanted) / len(joined)
                best[node.id] = _Hit(score, role, node, node, None)
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.node.name if hit.node else ""))


def _joined(text: str) -> str:
    return "".join(_words(text.replace("&", f" {table('alphabet.AND')} ")))


def _hits(view: View, sets: list[Wanted], form: Form) -> Iterator[_Hit]:
    for fact in view.organisation.list_facts():
        for role, text, source in _texts(fact):
            stems = _stems(text) if form is str else frozenset(map(form, _stems(text)))
            score = max(_score(wanted, stems) for wanted in sets)
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
        yield ALIAS, fold_code(fact.value), None  # a number written without its spaces
    if isinstance(fact, Note):
        yield TEXT, fact.text, None
    if isinstance(fact, Node | Relation | Step | Note):
        yield from ((QUOTATION, source.quote, source) for source in fact.sources if source.quote)


def _nodes(view: View, fact: Fact) -> Iterable[Node | None]:
    """What a fact's text is found as: a note is itself, everything else is the nodes it is
    about.
    """
    if isinstance(fact, Node):
        return (fact,)
    if isinstance(fact, Relation):
        return (view.find_node(fact.target),)
    if isinstance(fact, Step):
        return (view.find_node(fact.process),)
    return (view.find_node(fact.node),) if isinstance(fact, Identifier) else (None,)


def _score(wanted: Wanted, stems: frozenset[str]) -> float:
    """Whole words count more than parts of compounds; short texts more than long ones."""
    found = 0.0
    for word, held in wanted.items():
        if word in stems:
            found += 1
        elif len(word) > 3 and any(map(held, stems)):
            found += 0.5
        else:
            return 0.0
    return found / len(wanted) + found / (len(wanted) + 4 * len(stems))


def _stems(text: str) -> frozenset[str]:
    """The stems of its words, cut apart after the text is folded: a mark on a letter is no
    space.
    """
    from orgraph.stemming import stem

    return frozenset(map(stem, _words(text)))


def _words(text: str) -> list[str]:
    """The words of a text, folded; those of a possessor as they are without it: KL's is KL."""
    folded = fold(text)
    return _WORD.findall(_GENITIVE.sub("", folded) if "'" in folded else folded)


def _row(view: View, hit: _Hit) -> Row:
    fact, node = hit.fact, hit.node
    sources = (hit.source,) if hit.source else fact.sources
    if node is None:
        kind = fact.kind if isinstance(fact, Note) else ""
        return Row(
            fact.id,
            fact.text if isinstance(fact, Note) else fact.id,
            kind,
            hit.role,
            fact=fact.id,
            support=Support(sources=sources),
        )
    validity = node.validity
    return Row(
        node.id,
        node.name,
        node.kind,
        hit.role,
        fact=fact.id,
        period=Period(
            valid_from=validity.valid_from,
            valid_to=validity.valid_to,
            confirmed_until=validity.confirmed_until,
            status=node.status,
            start_known=view.starts_known(validity),
        ),
        support=Support(basis=node.basis, sources=sources),
    )
