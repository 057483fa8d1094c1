"""Tells what a user means: an id, else an exact name, else an alias, else a part of a name. Suggests when unsure, never guesses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from orgraph.answers.answer import Candidate
from orgraph.danish import fold, loosen, sort_key
from orgraph.errors import NoSuchWord
from orgraph.facts import Node, Note
from orgraph.organisation import Organisation
from orgraph.view import View
from orgraph.vocabulary import Kind, RelationType, Vocabulary

MOST_CANDIDATES = 12
MOST_LETTERS = 300


class Resolved(NamedTuple):
    """The node or note that was meant, or the candidates: several fit (`ambiguous`) or none (`suggested`)."""

    node: Node | None = None
    note: Note | None = None
    ambiguous: tuple[Candidate, ...] = ()
    suggested: tuple[Candidate, ...] = ()


def resolve(view: View, text: str) -> Resolved:
    """What the text means on the view's day. Two with one name: the one that lives on the day, if only one does."""
    organisation = view.organisation
    if node := organisation.find_node(text.strip()):
        return Resolved(node)
    if note := organisation.find_note(text.strip()):
        return Resolved(note=note)
    wanted = fold(text)
    if not wanted or len(text) > MOST_LETTERS:
        return Resolved()
    for tier in _tiers(organisation, wanted):
        found = _narrow(view, tier())
        if len(found) == 1:
            return Resolved(found[0])
        if found:
            return Resolved(ambiguous=_candidates(found))
    return Resolved(suggested=_suggest(organisation, wanted))


def _tiers(organisation: Organisation, wanted: str) -> Iterable[Callable[[], list[Node]]]:
    """Ways to read a name, the surest first."""
    named = organisation.list_named(wanted)
    yield lambda: [node for node in named if fold(node.name) == wanted]
    yield lambda: list(named)
    yield lambda: [node for node in _matching(organisation, lambda name: wanted in name) if _without_brackets(node.name) == wanted]
    yield lambda: _matching(organisation, lambda name: wanted in name)
    loose = loosen(wanted)
    yield lambda: _matching(organisation, lambda name: loosen(name) == loose)
    yield lambda: _matching(organisation, lambda name: loose in loosen(name))


def _matching(organisation: Organisation, fits: Callable[[str], bool]) -> list[Node]:
    found = {node.id: node for name in organisation.list_names() if fits(name) for node in organisation.list_named(name)}
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
    return tuple(Candidate(node.id, node.name, node.kind) for node in ordered[:MOST_CANDIDATES])


def _suggest(organisation: Organisation, wanted: str) -> tuple[Candidate, ...]:
    from difflib import get_close_matches

    near = get_close_matches(wanted, list(organisation.list_names()), 5, 0.6)
    found = {node.id: node for name in near for node in organisation.list_named(name)}
    return tuple(Candidate(node.id, node.name, node.kind) for node in found.values())


def find_relation_type(vocabulary: Vocabulary, text: str) -> RelationType:
    """The relation type that a word means: its name, its sentence or a verb that is mapped to it. Raises `NoSuchWord`."""
    wanted = fold(text).replace("-", " ")
    for kind in vocabulary.relations.values():
        if wanted in (fold(kind.name).replace("-", " "), fold(kind.danish)):
            return kind
    for kind in vocabulary.relations.values():
        if wanted in [fold(verb).replace("-", " ") for verb in kind.verbs]:
            return kind
    raise NoSuchWord(text, "relationen", _near(text, list(vocabulary.relations)))


def find_kinds(vocabulary: Vocabulary, text: str) -> tuple[Kind, ...]:
    """The kinds that a word means: a kind, singular or plural, or a whole label. Raises `NoSuchWord`."""
    wanted = fold(text)
    found = tuple(kind for kind in vocabulary.kinds.values() if wanted in (fold(kind.name), fold(kind.plural)))
    if found:
        return found
    labels = [label.name for label in vocabulary.labels.values() if wanted in (fold(label.name), fold(label.plural), fold(label.section))]
    if labels:
        return tuple(kind for kind in vocabulary.kinds.values() if kind.label in labels)
    raise NoSuchWord(text, "slagsen", _near(text, [*vocabulary.kinds, *(kind.plural for kind in vocabulary.kinds.values())]))


def _near(text: str, words: list[str]) -> tuple[str, ...]:
    from difflib import get_close_matches

    by_fold = {fold(word): word for word in words}
    return tuple(by_fold[near] for near in get_close_matches(fold(text[:MOST_LETTERS]), list(by_fold), 3, 0.6))
