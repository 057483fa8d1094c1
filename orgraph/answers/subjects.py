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


Tier = Callable[[], list[Node]]
Fits = Callable[[View, Node], bool]


def resolve(view: View, text: str, fits: Fits | None = None) -> Resolved:
    """What the text means on the view's day. Two with one name: the one that lives on the day, if only one does.

    A question that can only be asked of some things says which (`fits`): a name means one of them, if it can.
    """
    organisation = view.organisation
    if node := organisation.find_node(text.strip()):
        return Resolved(node)
    if note := organisation.find_note(text.strip()):
        return Resolved(note=note)
    wanted = fold(text)
    if not wanted or len(text) > MOST_LETTERS:
        return Resolved()
    tiers = (*_exact(organisation, wanted), *_partial(organisation, wanted))
    if fits and (resolved := _first_of(view, tiers, fits)):
        return resolved
    return _first_of(view, tiers, lambda _, __: True) or Resolved(suggested=_suggest(organisation, wanted))


def _first_of(view: View, tiers: Iterable[Tier], fits: Fits) -> Resolved | None:
    for tier in tiers:
        found = _narrow(view, [node for node in tier() if fits(view, node)])
        if found:
            return Resolved(found[0]) if len(found) == 1 else Resolved(ambiguous=_candidates(found))
    return None


def resolve_exactly(view: View, text: str) -> Resolved:
    """The same, by id, whole name or alias only."""
    found = view.find_node(text.strip())
    if found is None and (wanted := fold(text)):
        named = next((nodes for tier in _exact(view.organisation, wanted) if (nodes := _narrow(view, tier()))), [])
        found = named[0] if len(named) == 1 else None
    return Resolved(found)


def _exact(organisation: Organisation, wanted: str) -> tuple[Tier, ...]:
    named = organisation.list_named(wanted)
    return lambda: [node for node in named if fold(node.name) == wanted], lambda: list(named), lambda: list(organisation.list_identified(wanted))


def _partial(organisation: Organisation, wanted: str) -> Iterable[Tier]:
    """Looser ways to read a name, the surest first."""
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
    if found := match_kinds(vocabulary, text):
        return found
    raise NoSuchWord(text, "slagsen", _near(text, [*vocabulary.kinds, *(kind.plural for kind in vocabulary.kinds.values())]))


def match_kinds(vocabulary: Vocabulary, text: str) -> tuple[Kind, ...]:
    """The same; empty when the word means no kind."""
    wanted = fold(text)
    found = tuple(kind for kind in vocabulary.kinds.values() if wanted in (fold(kind.name), fold(kind.plural)))
    if found:
        return found
    labels = [label.name for label in vocabulary.labels.values() if wanted in (fold(label.name), fold(label.plural), fold(label.section))]
    return tuple(kind for kind in vocabulary.kinds.values() if kind.label in labels)


def _near(text: str, words: list[str]) -> tuple[str, ...]:
    from difflib import get_close_matches

    by_fold = {fold(word): word for word in words}
    return tuple(by_fold[near] for near in get_close_matches(fold(text[:MOST_LETTERS]), list(by_fold), 3, 0.6))
