"""The seats of a body: who is represented, how many, in what role, appointed by whom; and the
total, or why it cannot be computed.
"""

from __future__ import annotations

from orgraph.answers.answer import Answer, Parsed, Row, Support, Terms
from orgraph.answers.holders import find_holders
from orgraph.answers.notes import build_answer
from orgraph.facts import Node, Note
from orgraph.view import View

TOTAL = "total"
NO_TOTAL = "no-total"


def ask_appoints(view: View, subject: Node, asked: str) -> Answer:
    """One row for each seat, then the total."""
    reads = view.vocabulary.reads("appoints")
    rows = find_holders(view, "appoints", subject, reads.chain)
    seats = [row for row in rows if row.role == reads.seat and row.effective]
    counted = _total(subject, seats)
    more = [] if counted or not seats else [_no_total(subject, seats)]
    return build_answer(
        view,
        "appoints",
        asked,
        subject,
        [*rows, *counted],
        types=reads.chain,
        decides=reads.decides,
        more=more,
    )


def _total(subject: Node, seats: list[Row]) -> list[Row]:
    numbers = [row.parsed.number for row in seats]
    if not numbers or None in numbers:
        return []
    total = sum(number for number in numbers if number is not None)
    sources = tuple(dict.fromkeys(source for row in seats for source in row.support.sources))
    return [
        Row(
            subject.id,
            subject.name,
            subject.kind,
            TOTAL,
            fact=f"{subject.id}:{TOTAL}",
            support=Support(basis="udledt", sources=sources),
            terms=Terms(value=str(total)),
            parsed=Parsed(number=total),
        )
    ]


def _no_total(subject: Node, seats: list[Row]) -> Note:
    """The silence that keeps the total from being computed; `relations` stays empty, `concerns`
    are those without a number.
    """
    without = tuple(dict.fromkeys(row.id for row in seats if row.parsed.number is None))
    return Note(f"{subject.id}:{NO_TOTAL}", "silence", NO_TOTAL, without, (), None, (), ())
