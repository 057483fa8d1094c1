"""Ways through the organisation in a sentence or two."""

from __future__ import annotations

from collections.abc import Iterable

from orgraph.answers.answer import Answer, Path, Row, holds_on
from orgraph.answers.notes import GOES_ON
from orgraph.dates import end_day, first_day
from orgraph.languages import grammar, phrase
from orgraph.phrases import Phrase, Ref
from orgraph.render.names import MOST_NAMES
from orgraph.vocabulary import Vocabulary

MOST_STOPS = 20  # of a way that a sentence tells whole; below it each hop has a line


def ways_sentence(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    """The first way, how many there are, and the circles that ways end in."""
    path, count = answer.paths[0], len(answer.paths)
    goes_on = any(note.kind == GOES_ON for note in answer.notes)
    sentences = [] if path.ring == path.nodes else [_way(_before_ring(path), answer)]
    if count > 1:
        sentences.append(phrase("answers.several_ways", count=count))
    if not path.ring and not goes_on:
        sentences.append(phrase("answers.way_ends"))
    sentences += [circle_sentence(found.ring, answer) for found in answer.paths if found.ring]
    return Phrase.join(" ", sentences)


def _before_ring(path: Path) -> tuple[str, ...]:
    """The nodes of a way until it meets its circle; all of them when there is none."""
    return path.nodes[: len(path.nodes) - len(path.ring) + 1] if path.ring else path.nodes


def _way(stops: tuple[str, ...], answer: Answer) -> Phrase:
    start, *between, end = answer.refs(stops)
    if not between:
        return phrase("answers.way", start=start, end=end)
    over = grammar().join_and(between) if len(between) <= MOST_STOPS else _some_stops(between)
    return phrase("answers.way_over", start=start, stops=over, end=end)


def _some_stops(stops: list[Ref]) -> Phrase:
    some: Phrase = grammar().join_some(stops, MOST_NAMES)
    return some


def circle_sentence(ring: Iterable[str], answer: Answer) -> Phrase:
    """That a way goes round, and over whom."""
    return phrase("answers.way_in_circle", stops=answer.refs(ring))


def chain_sentence(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    """From where to where a chain leads, and in how many steps."""
    nodes = answer.paths[0].nodes
    start, end = answer.ref(nodes[0]), answer.ref(nodes[-1])
    return phrase("answers.chain", start=start, end=end, count=len(nodes) - 1)


def broken_way_sentence(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    """Whether the way holds on the day, and else the first hop that does not."""
    path = answer.paths[0]
    ends = {"start": answer.ref(path.nodes[0]), "end": answer.ref(path.nodes[-1])}
    broken = next((hop for hop in path.hops if not holds_on(hop, answer.at)), None)
    if broken is None:
        return phrase("answers.way_stands", **ends, at=answer.at)
    hop = _hop(broken, path, answer, vocabulary)
    begins, ceases = broken.period.valid_from, broken.period.valid_to
    if begins and ceases and end_day(ceases) <= first_day(begins):
        return phrase("answers.way_never_stands", **ends, hop=hop)
    if ceases and end_day(ceases) <= first_day(answer.at):
        return phrase("answers.way_ended", **ends, at=answer.at, hop=hop, since=ceases)
    return phrase("answers.way_begins_later", **ends, at=answer.at, hop=hop, since=begins or "")


def _hop(hop: Row, path: Path, answer: Answer, vocabulary: Vocabulary) -> Phrase:
    before = answer.ref(path.nodes[path.hops.index(hop)])
    return phrase("answers.hop", start=before, verb=verb_of_hop(hop, vocabulary), end=hop.ref)


def verb_of_hop(hop: Row, vocabulary: Vocabulary) -> str:
    """The verb from the hop's start to its end, whichever way the relation is written."""
    relation_type = vocabulary.relations[hop.role]
    return relation_type.danish if hop.direction == "out" else relation_type.inverse
