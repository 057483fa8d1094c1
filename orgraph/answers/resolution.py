"""Tells what a user means: an id, else an exact name, else an alias, else a part of a name.

Suggests when unsure, never guesses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from orgraph.answers.answer import Candidate
from orgraph.errors import NoSuchWord
from orgraph.facts import Node, Note
from orgraph.organisation import Organisation
from orgraph.text_matching import (
    containing,
    fold,
    fold_word,
    loosen,
    nearest,
    plain,
    plain_lower,
    sort_key,
    unfold,
)
from orgraph.view import View
from orgraph.vocabulary import Kind, RelationType, Vocabulary

MOST_KNOWN = 5  # of the words that may be used, named to somebody who used another


class Resolved(NamedTuple):
    """The node or note that was meant, or the candidates: several fit (`ambiguous`) or none
    (`suggested`).
    """

    node: Node | None = None
    note: Note | None = None
    ambiguous: tuple[Candidate, ...] = ()
    suggested: tuple[Candidate, ...] = ()


Tier = Callable[[], list[Node]]
Fits = Callable[[View, Node], bool]


def resolve(view: View, text: str, fits: Fits | None = None) -> Resolved:
    """What the text means on the view's day.

    Two with one name: the one that lives on the day, if only one does.

    A question that can only be asked of some things says which (`fits`): a name means one of them,
    if it can.
    """
    organisation = view.organisation
    if node := _by_id(organisation, text):
        return Resolved(node)
    if note := organisation.find_note(text.strip()) or organisation.find_note(plain_lower(text)):
        return Resolved(note=note)
    wanted = fold(text)
    if not wanted:
        return Resolved()
    tiers = (*_exact(organisation, text), *_partial(organisation, wanted))
    if fits and (resolved := _first_of(view, tiers, fits)):
        return resolved
    return _first_of(view, tiers, lambda _, __: True) or Resolved(
        suggested=_suggest(organisation, wanted)
    )


def _first_of(view: View, tiers: Iterable[Tier], fits: Fits) -> Resolved | None:
    for tier in tiers:
        found = _narrow(view, [node for node in tier() if fits(view, node)])
        if found:
            return (
                Resolved(found[0]) if len(found) == 1 else Resolved(ambiguous=_candidates(found))
            )
    return None


def resolve_exactly(view: View, text: str) -> Resolved:
    """The same, by id, whole name or alias only."""
    found = _by_id(view.organisation, text)
    if found is None and fold(text):
        named = next(
            (
                nodes
                for tier in _exact(view.organisation, text)
                if (nodes := _narrow(view, tier()))
            ),
            [],
        )
        found = named[0] if len(named) == 1 else None
    return Resolved(found)


def _by_id(organisation: Organisation, text: str) -> Node | None:
    """The node with this id; or with it in capitals, with other hyphens, with ae for æ or æ for
    ae, unless that is what another is called.
    """
    if node := organisation.find_node(text.strip()):
        return node
    folded = fold(text)
    spelled = {plain_lower(text), folded, unfold(folded)} - {text.strip()}
    found = [
        node
        for node_id in sorted(spelled)
        if " " not in node_id and (node := organisation.find_node(node_id))
    ]
    if len(found) != 1:
        return None
    called = [
        named
        for named in organisation.list_named(folded)
        if plain(text) in map(plain, _names(named))
    ]
    return found[0] if not called or found[0] in called else None


def _names(node: Node) -> Iterable[str]:
    return node.name, *(alias.name for alias in node.aliases)


def _exact(organisation: Organisation, text: str) -> Iterable[Tier]:
    """Whole names, then other names, in each those with the same letters first; then what
    registers call it.
    """
    wanted, letters = fold(text), plain_lower(text)
    named = organisation.list_named(wanted)
    own = [node for node in named if fold(node.name) == wanted]
    yield lambda: [node for node in own if plain_lower(node.name) == letters]
    yield lambda: own
    yield lambda: [node for node in named if letters in map(plain_lower, _names(node))]
    yield lambda: list(named)
    yield lambda: list(organisation.list_identified(text))


def _partial(organisation: Organisation, wanted: str) -> Iterable[Tier]:
    """Looser ways to read a name, the surest first."""
    held = containing(wanted)
    yield lambda: [
        node for node in _matching(organisation, held) if _without_brackets(node.name) == wanted
    ]
    yield lambda: _matching(organisation, held)
    loose = loosen(wanted)
    loosely_held = containing(loose)
    yield lambda: _matching(organisation, lambda name: loosen(name) == loose)
    yield lambda: _matching(organisation, lambda name: loosely_held(loosen(name)))


def _matching(organisation: Organisation, fits: Callable[[str], bool]) -> list[Node]:
    found = {
        node.id: node
        for name in organisation.list_names()
        if fits(name)
        for node in organisation.list_named(name)
    }
    return list(found.values())


def _without_brackets(name: str) -> str:
    return fold(name.partition(" (")[0])


def _narrow(view: View, found: list[Node]) -> list[Node]:
    if len(found) < 2:
        return found
    living = [node for node in found if view.holds(node.validity)]
    known = [node for node in living if view.starts_known(node.validity)]
    return known if len(known) == 1 else living if len(living) == 1 else found


def _candidates(found: Iterable[Node]) -> tuple[Candidate, ...]:
    ordered = sorted(found, key=lambda node: (len(node.name), sort_key(node.name)))
    return tuple(Candidate(node.id, node.name, node.kind) for node in ordered)


def _suggest(organisation: Organisation, wanted: str) -> tuple[Candidate, ...]:
    near = nearest(wanted, organisation.list_names(), 5)
    found = {node.id: node for name in near for node in organisation.list_named(name)}
    return tuple(Candidate(node.id, node.name, node.kind) for node in found.values())


def find_relation_type(vocabulary: Vocabulary, text: str) -> RelationType:
    """The relation type that a word means: its name, its sentence or a verb that is mapped to it.

    Raises `NoSuchWord`.
    """
    wanted = fold_word(text)
    for kind in vocabulary.relations.values():
        if wanted in (fold_word(kind.name), fold_word(kind.danish)):
            return kind
    for kind in vocabulary.relations.values():
        if wanted in map(fold_word, kind.verbs):
            return kind
    near = tuple(nearest(text, vocabulary.relations))
    raise NoSuchWord(text, "relationen", near, tuple(vocabulary.relations)[:MOST_KNOWN])


def find_kinds(vocabulary: Vocabulary, text: str) -> tuple[Kind, ...]:
    """The kinds that a word means: a kind, singular or plural, or a whole label.

    Raises `NoSuchWord`.
    """
    if found := match_kinds(vocabulary, text):
        return found
    raise NoSuchWord(
        text,
        "slagsen",
        tuple(
            nearest(
                text, [*vocabulary.kinds, *(kind.plural for kind in vocabulary.kinds.values())]
            )
        ),
        tuple(vocabulary.kinds)[:MOST_KNOWN],
    )


def find_kinds_meant(view: View, text: str) -> list[str]:
    """The names of the kinds that the text means; none when a thing is called exactly so, unless
    that is a document: people ask about kommuner, not about a paper of that name.
    """
    named = resolve_exactly(view, text).node
    if named is not None and view.vocabulary.labels[named.label].section != "documents":
        return []
    return [kind.name for kind in match_kinds(view.vocabulary, text)]


def match_kinds(vocabulary: Vocabulary, text: str) -> tuple[Kind, ...]:
    """The same; empty when the word means no kind."""
    wanted = fold_word(text)
    found = tuple(
        kind
        for kind in vocabulary.kinds.values()
        if wanted in (fold_word(kind.name), fold_word(kind.plural))
    )
    if found:
        return found
    labels = [
        label.name
        for label in vocabulary.labels.values()
        if wanted in map(fold_word, (label.name, label.plural, label.section))
    ]
    return tuple(kind for kind in vocabulary.kinds.values() if kind.label in labels)
