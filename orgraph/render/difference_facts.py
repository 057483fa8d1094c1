"""The facts that differ, as the report of a difference tells them."""

from __future__ import annotations

from collections.abc import Iterator

from orgraph.facts import Node, Relation
from orgraph.languages import label
from orgraph.phrases import Phrase
from orgraph.render.difference_lines import cell_part, letter_of, ref_by_id, ref_to
from orgraph.render.difference_model import Group, Line, Part
from orgraph.render.difference_words import say, say_phrase
from orgraph.render.terms import terms_text
from orgraph.scenario.difference import (
    ALTERED,
    BEGUN,
    ENDED,
    MOVED,
    ChangedFact,
    Difference,
)
from orgraph.scenario.terms import identity

FACTS = (ENDED, MOVED, BEGUN, ALTERED)  # in the order in which they are told


def fact_groups(difference: Difference, *, plain: bool) -> Iterator[Group]:
    """For each scenario and change: the things and what moves or changes; or (`plain`) the
    relations that end or begin.
    """
    for number, facts in enumerate(difference.facts):
        letter = letter_of(difference, number)
        for change in FACTS:
            for sort, code in ((Node, "things_that"), (Relation, "relations_that")):
                found = [
                    fact
                    for fact in facts
                    if fact.change == change and isinstance(fact.before or fact.after, sort)
                ]
                if found and plain == (sort is Relation and change in (ENDED, BEGUN)):
                    heading = say(code, change=label("difference.FACTS", change))
                    if letter:
                        heading = say("in_column", column=letter, sentence=heading)
                    lines = tuple(_fact_line(difference, fact) for fact in found)
                    yield Group(heading, str(len(found)), lines)


# What the page and the text show a changed fact as.
_SHOWN = {ENDED: "lost", BEGUN: "gained", MOVED: "moved", ALTERED: "changed"}


def _fact_line(difference: Difference, fact: ChangedFact) -> Line:
    old, new = fact.before, fact.after
    known = old or new
    assert known
    if isinstance(known, Node):
        kind = known.kind
    else:
        kind = difference.before.vocabulary.relations[known.type].danish
    return Line(
        subject=_fact_phrase(difference, known),
        kind=kind,
        change=_SHOWN[fact.change],
        word=label("difference.FACTS", fact.change),
        cells=(
            _fact_cell(difference, old, "lost"),
            _fact_cell(difference, new, "gained", terms=_new_terms(fact)),
        ),
        sources=known.sources,
    )


def _new_terms(fact: ChangedFact) -> str:
    """The terms that one relation holds on afterwards and did not before."""
    old, new = fact.before, fact.after
    if isinstance(old, Relation) and isinstance(new, Relation) and identity(old) == identity(new):
        return terms_text(old, new)
    return ""


def _fact_cell(
    difference: Difference, fact: Node | Relation | None, change: str, *, terms: str = ""
) -> tuple[Part, ...]:
    if fact is None:
        return (cell_part(say("nothing")),)
    told = _fact_phrase(difference, fact)
    if terms:
        told = say_phrase("relation_on_terms", relation=told, terms=terms)
    return (cell_part(told, change),)


def _fact_phrase(difference: Difference, fact: Node | Relation) -> Phrase:
    if isinstance(fact, Node):
        return ref_to(fact)
    return say_phrase(
        "relation",
        source=ref_by_id(difference, fact.source),
        verb=difference.before.vocabulary.relations[fact.type].danish,
        target=ref_by_id(difference, fact.target),
        about=[ref_by_id(difference, node) for node in fact.about],
        content=list(filter(None, (fact.role, fact.value))),
    )
