"""An answer in one or two Danish sentences, and the words for what is not recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from orgraph.answers.answer import AMBIGUOUS, ANSWERED, NOT_FOUND, Answer, Comparison, Path, Row, is_unfolded
from orgraph.answers.appoints import NO_TOTAL, TOTAL
from orgraph.answers.notes import NOT_MODELLED, OUTSIDE_LIFE
from orgraph.danish import capital, listed
from orgraph.dates import spelled
from orgraph.errors import shown
from orgraph.facts import IN_FORCE, Node, Note
from orgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from orgraph.answers.over_time import OverTime

MOST_NAMES = 8
PAIRING = ("unresolved-slash", "any")


def sentence(answer: Answer, vocabulary: Vocabulary) -> str:
    """The answer in words, for `text` and for the first lines on the screen."""
    if answer.status == AMBIGUOUS:
        return f"{shown(answer.asked)} kan betyde flere ting pr. {spelled(answer.at)}. Skriv et af id'erne."
    if answer.status == NOT_FOUND:
        hint = " Mente du et af disse?" if answer.candidates else " Prøv en del af navnet."
        return f"{shown(answer.asked)} findes ikke i data.{hint}"
    if answer.note_subject:
        return answer.note_subject.text
    if answer.question == "list":
        return _list(answer, vocabulary)
    if answer.question in ("search", "matrix"):
        return f"{_amount(len(answer.rows), 'fund', 'fund')} for {shown(answer.asked)} pr. {spelled(answer.at)}."
    if answer.question == "impact" and (answer.rows or not any(note.kind == OUTSIDE_LIFE for note in answer.notes)):
        return _impact(answer)
    if answer.question == "unknowns":
        return _unknowns(answer)
    if answer.status != ANSWERED:
        return _nothing(answer, vocabulary)
    return _SENTENCES.get(answer.question, _relations)(answer, vocabulary)


def comparison_sentence(comparison: Comparison) -> str:
    """What two answers to one question differ in."""
    before, after = spelled(comparison.before.at), side_name(comparison)
    if not comparison.changes:
        return f"Svaret er det samme: {before} og {after}."
    counts = [
        (sum(c.change == kind for c in comparison.changes), word) for kind, word in (("lost", "bortfalder"), ("gained", "kommer til"), ("changed", "ændres"))
    ]
    return f"Fra {before} til {after}: " + listed([f"{number} {word}" for number, word in counts if number]) + "."


def side_name(comparison: Comparison) -> str:
    """What the second side is called: its date, or a scenario or folder with its date."""
    after = spelled(comparison.after.at)
    return after if comparison.against == comparison.after.at else f"{after} i {shown(comparison.against)}"


def over_time_sentence(told: OverTime, vocabulary: Vocabulary) -> str:
    """How often the answer changed."""
    if told.answer.status in (AMBIGUOUS, NOT_FOUND):
        return sentence(told.answer, vocabulary)
    if not told.intervals:
        return f"Intet svar er registreret på noget tidspunkt for {_name(told.answer)}."
    first = told.intervals[0].first
    since = f" siden {spelled(first)}" if first else ""
    return f"{_amount(len(told.intervals), 'periode', 'perioder')}{since}; svaret er ens inden for hver."


def note_text(note: Note, answer: Answer, vocabulary: Vocabulary) -> str:
    """A note's text; for the notes that the program makes itself, the words."""
    if note.kind == NOT_MODELLED:
        return f"Det er ikke oplyst, {_asked_for(note.relations, _name(answer), vocabulary)}, og ingen har registreret, at dokumenterne er læst efter det."
    if note.kind == OUTSIDE_LIFE and answer.subject:
        return f"{answer.subject.name} {_life(answer.subject)}; der er intet at svare pr. {spelled(answer.at)}."
    if note.text == NO_TOTAL:
        names = dict(answer.names)
        without = [names.get(concern, concern) for concern in note.concerns]
        return f"Det samlede antal kan ikke beregnes: antallet er ikke oplyst for {_names(without)}."
    return note.text


def validity_sentence(rows: Iterable[Row], at: str) -> str:
    """From when the rows hold, and until when a document confirms it."""
    rows = list(rows)
    starts = sorted({row.valid_from for row in rows if row.valid_from})
    confirmed = sorted({row.confirmed_until for row in rows if row.confirmed_until})
    ends = sorted({row.valid_to for row in rows if row.valid_to})
    all_start, all_end = all(row.valid_from for row in rows), all(row.valid_to for row in rows)
    parts = []
    if starts:
        since = spelled(starts[0]) if len(starts) == 1 else f"mellem {spelled(starts[0])} og {spelled(starts[-1])}"
        parts.append(f"Gælder fra {since}" if all_start else f"Noget af det gælder fra {since}; hvornår resten begyndte, er ikke oplyst")
    elif rows:
        parts.append("Hvornår det begyndte, er ikke oplyst")
    if ends:
        parts.append(f"ophører {spelled(ends[0])}" if all_end and len(ends) == 1 else f"det første ophører {spelled(ends[0])}")
    if confirmed:
        parts.append(f"senest bekræftet af et dokument fra {spelled(confirmed[-1])}")
        if at > confirmed[-1]:
            parts.append("derefter formodes det")
    return "; ".join(parts) + "." if parts else ""


def _nothing(answer: Answer, vocabulary: Vocabulary) -> str:
    for note in answer.notes:
        if note.kind == OUTSIDE_LIFE:
            return note_text(note, answer, vocabulary)
    looked = " Stederne er gennemset." if answer.searched else ""
    return f"Dokumenterne siger ikke, {_asked_for(_types(answer, vocabulary), _name(answer), vocabulary, answer.question)}.{looked}"


def _asked_for(types: Iterable[str], subject: str, vocabulary: Vocabulary, question: str = "") -> str:
    fixed = {
        "escalate": f"hvor en sag går hen fra {subject}",
        "why": f"hvordan {subject} hænger sammen med det andet",
        "why-not": f"at en sag nogensinde går den vej fra {subject}",
        "steps": f"hvilke trin der er for {subject}",
        "history": f"hvad der er sket med {subject}",
        "show": f"mere om {subject}",
    }
    if question in fixed:
        return fixed[question]
    words = [vocabulary.relations[kind].danish for kind in types if kind in vocabulary.relations]
    if question == "what":
        return f"hvad {subject} {listed(words, 'eller')}"
    return f"hvem der {listed(words[:3], 'eller')} {subject}"


def _types(answer: Answer, vocabulary: Vocabulary) -> tuple[str, ...]:
    if answer.relation:
        return (answer.relation,)
    asked = vocabulary.questions.get(answer.question)
    return asked.decides if asked else ()


def _relations(answer: Answer, vocabulary: Vocabulary) -> str:
    sentences = []
    for kind in _types(answer, vocabulary):
        direct = [row for row in answer.rows if row.role == kind and not is_unfolded(row, answer.rows)]
        if not direct:
            continue
        danish = vocabulary.relations[kind].danish
        # rows about the subject (its terms of reference, its recommendation) are in the list, not in the sentence
        main = [row for row in direct if not row.to] or direct
        people = _joined(main)
        sentences.append(f"{_name(answer)} {danish} {people}." if answer.question == "what" else f"{people} {danish} {_name(answer)}.")
    if not sentences:
        return capital(f"{_asked_for(_types(answer, vocabulary), _name(answer), vocabulary)}, er ikke oplyst.")
    return " ".join(sentences[:2])


def _joined(rows: list[Row]) -> str:
    """Names joined as the source joins them: a slash stays a slash. Who stands in such a pair is not named again alone."""
    paired = {row.id for row in rows if row.group and row.group.logic in PAIRING}
    parts: list[str] = []
    for row in rows:
        if row.group and row.group.logic in PAIRING:
            names = list(dict.fromkeys(_qualified(other) for other in rows if other.group == row.group))
            parts.append("/".join(names) if row.group.logic == "unresolved-slash" else listed(names, "eller"))
        elif row.id not in paired:
            parts.append(_qualified(row))
    return _names(list(dict.fromkeys(parts)))


def _qualified(row: Row) -> str:
    return row.name if row.fact_status == IN_FORCE else f"{row.name} ({row.fact_status})"


def _escalate(answer: Answer, vocabulary: Vocabulary) -> str:
    names = dict(answer.names)
    path = answer.paths[0]
    stops = [names.get(node, node) for node in path.nodes]
    over = f" over {listed(stops[1:-1])}" if len(stops) > 2 else ""
    more = f" Der er {len(answer.paths)} veje." if len(answer.paths) > 1 else ""
    return f"Vejen går fra {stops[0]}{over} til {stops[-1]}.{more} Længere op er intet oplyst."


def _chain(answer: Answer, vocabulary: Vocabulary) -> str:
    names = dict(answer.names)
    nodes = [names.get(node, node) for node in answer.paths[0].nodes]
    return f"{nodes[0]} og {nodes[-1]} hænger sammen over {_amount(len(nodes) - 1, 'forhold', 'forhold')}."


def _why_not(answer: Answer, vocabulary: Vocabulary) -> str:
    names = dict(answer.names)
    path = answer.paths[0]
    start, goal = names.get(path.nodes[0], path.nodes[0]), names.get(path.nodes[-1], path.nodes[-1])
    broken = [hop for hop in path.hops if not _covers(hop, answer.at)]
    if not broken:
        return f"Der er en vej fra {start} til {goal}; den gælder pr. {spelled(answer.at)}."
    hop = broken[0]
    since = f"ophørte {spelled(hop.valid_to)}" if hop.valid_to and hop.valid_to <= answer.at else f"begynder først {spelled(hop.valid_from or '')}"
    return f"Vejen fra {start} til {goal} er brudt pr. {spelled(answer.at)}: at {_hop_words(hop, names, path, vocabulary)}, {since}."


def _hop_words(hop: Row, names: dict[str, str], path: Path, vocabulary: Vocabulary) -> str:
    before = path.nodes[path.hops.index(hop)]
    kind = vocabulary.relations[hop.role]
    return f"{names.get(before, before)} {kind.danish if hop.direction == 'out' else kind.inverse} {hop.name}"


def _covers(hop: Row, at: str) -> bool:
    return (hop.valid_from or "") <= at and (hop.valid_to is None or at < hop.valid_to)


def _appoints(answer: Answer, vocabulary: Vocabulary) -> str:
    total = next((row for row in answer.rows if row.role == TOTAL), None)
    seats = [row for row in answer.rows if row.role == vocabulary.questions["appoints"].chain[0]]
    who = _names(list(dict.fromkeys(f"{_qualified(row)}{f' ({row.value})' if row.value else ''}" for row in seats)))
    said = f"{_name(answer)} har repræsentanter fra {who}." if seats else _relations(answer, vocabulary)
    return f"{said} I alt {total.value} pladser." if total else said


def _steps(answer: Answer, vocabulary: Vocabulary) -> str:
    number = len({row.fact for row in answer.rows})
    first, last = answer.rows[0], answer.rows[-1]
    return f"{_name(answer)} har {_amount(number, 'trin', 'trin')}: fra {first.name} ({first.action}) til {last.name} ({last.action})."


def _history(answer: Answer, vocabulary: Vocabulary) -> str:
    assert answer.subject
    return f"{answer.subject.name} {_life(answer.subject)}. {_amount(len(answer.rows), 'begivenhed', 'begivenheder')} er registreret."


def _show(answer: Answer, vocabulary: Vocabulary) -> str:
    assert answer.subject
    kind = vocabulary.kinds[answer.subject.kind].name
    return f"{answer.subject.name} er registreret som {kind} med {_amount(len(answer.rows), 'forhold', 'forhold')} pr. {spelled(answer.at)}."


def _list(answer: Answer, vocabulary: Vocabulary) -> str:
    if not answer.rows:
        return f"Ingen {shown(answer.asked)} pr. {spelled(answer.at)} i data."
    kinds = {row.kind for row in answer.rows}
    kind = vocabulary.kinds[answer.rows[0].kind]
    one, many = (kind.name, kind.plural) if len(kinds) == 1 else ("fund", "fund")
    return f"{_amount(len(answer.rows), one, many)} pr. {spelled(answer.at)}."


def _impact(answer: Answer) -> str:
    orphaned = {(row.id, row.role) for row in answer.rows if not row.remaining}
    kept = {(row.id, row.role) for row in answer.rows if row.remaining}
    if not answer.rows:
        return f"Intet i data hviler på {_name(answer)} pr. {spelled(answer.at)}."
    return f"Ophører {_name(answer)} {spelled(answer.at)}, står {len(orphaned)} forhold uden nogen, og {len(kept)} beholder andre."


def _unknowns(answer: Answer) -> str:
    about = f" om {answer.subject.name}" if answer.subject else ""
    if not answer.notes:
        return f"Intet uafklaret er registreret{about}."
    return f"{_amount(len(answer.notes), 'uafklaret forhold', 'uafklarede forhold')}{about}."


def _life(node: Node) -> str:
    start = f"gælder fra {spelled(node.validity.valid_from)}" if node.validity.valid_from else "har ingen oplyst begyndelse"
    return f"{start} og ophører {spelled(node.validity.valid_to)}" if node.validity.valid_to else f"{start} og har intet oplyst ophør"


def _name(answer: Answer) -> str:
    return answer.subject.name if answer.subject else shown(answer.asked)


def _names(names: list[str]) -> str:
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[:MOST_NAMES])} og {len(names) - MOST_NAMES} flere"
    return listed(names)


def _amount(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


_SENTENCES: dict[str, Callable[[Answer, Vocabulary], str]] = {
    "escalate": _escalate, "why": _chain, "why-not": _why_not, "appoints": _appoints, "steps": _steps, "history": _history, "show": _show,
}  # fmt: skip
