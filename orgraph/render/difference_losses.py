"""Who loses whom, as the report of a difference tells it: a group for each relation type."""

from __future__ import annotations

from orgraph.languages import label
from orgraph.phrases import Ref
from orgraph.render.difference_lines import (
    cell_part,
    count_changes,
    description_of,
    ref_by_id,
    ref_to,
    sort_lines,
    unique,
    word_for,
)
from orgraph.render.difference_model import Group, Line, Part
from orgraph.render.difference_words import MOST_NAMES, say, say_phrase, some
from orgraph.scenario.difference import Difference, Loss

LOSSES = ("lost", "moved", "kept")  # in the order in which they are told


def loss_groups(difference: Difference) -> tuple[Group, ...]:
    """A group for each relation type, those of responsibility first; in it first what stands
    without anybody.
    """
    vocabulary = difference.before.vocabulary
    order = dict.fromkeys(
        relation_type
        for question in ("responsible", "approves", "implements", "appoints")
        for relation_type in vocabulary.reads(question).chain
    )
    by_role: dict[str, dict[str, dict[int, Loss]]] = {}
    for number, losses in enumerate(difference.losses):
        for loss in losses:
            by_role.setdefault(loss.role, {}).setdefault(loss.subject.id, {})[number] = loss
    groups = []
    for role in [relation_type for relation_type in order if relation_type in by_role]:
        lines = sort_lines(
            [_loss_line(difference, found) for found in by_role[role].values()], LOSSES
        )
        counts = [
            say("counted", count=count, word=label("difference.LOSSES", change))
            for change, count in count_changes(lines, LOSSES)
        ]
        heading = vocabulary.relations[role].danish
        groups.append(Group(heading, say("list", items=counts), tuple(lines)))
    return tuple(groups)


def _loss_line(difference: Difference, losses: dict[int, Loss]) -> Line:
    any_loss = next(iter(losses.values()))
    lost = tuple(dict.fromkeys(row for loss in losses.values() for row in loss.lost))
    losing = {row.id for row in lost}
    kept = [node for node in any_loss.remaining if node not in (*any_loss.heirs, *losing)]
    before = [
        *(cell_part(Ref(row.id, row.name), "lost") for row in lost),
        *(cell_part(ref_by_id(difference, node)) for node in kept),
    ]
    cells = [
        _loss_cell(difference, losses.get(number)) for number in range(len(difference.losses))
    ]
    changes = {
        number: "lost" if not loss.remaining else "moved" if loss.heirs else "kept"
        for number, loss in losses.items()
    }
    return Line(
        subject=ref_to(any_loss.subject),
        kind=any_loss.subject.kind,
        change=min(changes.values(), key=LOSSES.index),
        word=word_for(difference, "LOSSES", changes),
        cells=(unique(before), *cells),
        sources=tuple(dict.fromkeys(source for row in lost for source in row.support.sources)),
        about=description_of(any_loss.subject),
    )


def _loss_cell(difference: Difference, loss: Loss | None) -> tuple[Part, ...]:
    if loss is None:
        return (cell_part(say("as_before")),)
    if loss.remaining:
        return tuple(
            cell_part(ref_by_id(difference, node), "gained" if node in loss.heirs else "same")
            for node in loss.remaining
        )
    nobody = cell_part(say("nobody"), "none")
    if not loss.others:
        return (nobody,)
    others = some([ref_by_id(difference, node) for node in loss.others], MOST_NAMES)
    return nobody, cell_part(say_phrase("still_tied", names=others))
