"""What the report of a difference, its Markdown and its page say in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from orgraph.facts import Source
from orgraph.languages import phrase, text
from orgraph.phrases import Phrase, Text
from orgraph.vocabulary import Vocabulary

MOST_NAMES = 6  # in a cell; of more it says how many


def say(code: str, **values: Any) -> str:
    """A text about differences, by its code and what it is filled with."""
    return text(f"difference.{code}", **values)


def say_phrase(code: str, **values: Any) -> Phrase:
    """As `say`, with what is mentioned among the words."""
    return phrase(f"difference.{code}", **values)


def some(names: Sequence[Text], most: int) -> Phrase:
    """The names, or the first of them and how many more there are."""
    if len(names) <= most:
        return say_phrase("list", items=names)
    shown = Phrase.join(", ", names[:most])
    return say_phrase("and_more", names=shown, count=len(names) - most)


def measure_why(name: str, vocabulary: Vocabulary) -> str:
    """What a measure counts, in the vocabulary's own verbs."""
    types: dict[str, Iterable[str]] = {
        "responsible": vocabulary.reads("responsible").decides,
        "owner": vocabulary.reads("responsible").owner,
        "implements": vocabulary.reads("implements").decides,
        "appoints": filter(None, (vocabulary.reads("appoints").appoints,)),
    }
    verbs = {
        role: [vocabulary.relations[relation_type].danish for relation_type in found]
        for role, found in types.items()
    }
    return say(f"why_{name}", **verbs)


def quoted(
    sources: Iterable[Source], documents: Sequence[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    """The quotations of sources, each once.

    Args:
        sources: in the order in which they are to be told.
        documents: the names of documents by their ids; one without lines is called by its name.

    Returns:
        (quotation, the places where it stands). The quotation is empty for a source without one.
    """
    names = dict(documents)
    places: dict[str, list[str]] = {}
    for source in sources:
        places.setdefault(source.quote, []).append(_place(source, names))
    return [(quotation, say("list", items=found)) for quotation, found in places.items()]


def _place(source: Source, names: dict[str, str]) -> str:
    """003, linje 3170–3171."""
    if not source.first and source.document in names:
        name = names[source.document]
        return say("place_named", document=source.document, name=name)
    return text(
        "citation.source_place", document=source.document, first=source.first, last=source.last
    )
