"""What scenarios change, as JSON: everything, in a shape that stays."""

from __future__ import annotations

from typing import Any

from orgraph.answers.answer import RowChange
from orgraph.facts import Node, Relation
from orgraph.render.json_form import answer_dict, json_text, node_dict, row_dict, source_dict
from orgraph.scenario.difference import ChangedAnswer, ChangedFact, Column, Difference, Loss
from orgraph.scenario.measures import Entry, Measure
from orgraph.vocabulary import Vocabulary


def difference_json(difference: Difference) -> str:
    """The difference as JSON text.

    `facts`, `losses` and `changes` hold a list for each scenario; what has columns begins with the
    day before.
    """
    vocabulary = difference.before.vocabulary
    content = {
        "columns": [_column(column) for column in difference.columns],
        "asked": difference.asked,
        "everything": difference.everything,
        "facts": [[_fact(fact) for fact in facts] for facts in difference.facts],
        "losses": [[_loss(loss) for loss in losses] for losses in difference.losses],
        "measures": [_measure(measure) for measure in difference.measures],
        "answers": [_answer(answer, vocabulary) for answer in difference.answers],
    }
    return json_text(content)


def _column(column: Column) -> dict[str, Any]:
    scenario = column.scenario
    if scenario is None or column.applied is None:
        return {"scenario": None, "file": None, "at": column.view.at, "steps": []}
    steps = [
        {
            "step": type(effect.step).__name__.lower(),
            "line": effect.step.frame.line,
            "on": effect.step.frame.on.text,
            "chosen": effect.chosen,
            "nodes": effect.nodes,
            "relations": effect.relations,
            "said": effect.said,
        }
        for effect in column.applied.effects
    ]
    return {"scenario": scenario.name, "file": scenario.file, "at": column.view.at, "steps": steps}


def _fact(fact: ChangedFact) -> dict[str, Any]:
    return {"change": fact.change, "before": _content(fact.before), "after": _content(fact.after)}


def _content(fact: Node | Relation | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    if isinstance(fact, Node):
        return {
            "fact": "node",
            **node_dict(fact, whole=False),
            "sources": [source_dict(source) for source in fact.sources],
        }
    said = {
        "value": fact.value,
        "role": fact.role,
        "about": fact.about,
        "condition": fact.condition,
    }
    return {
        "fact": "relation",
        "id": fact.id,
        "type": fact.type,
        "source": fact.source,
        "target": fact.target,
        **{key: value for key, value in said.items() if value},
        "sources": [source_dict(source) for source in fact.sources],
    }


def _loss(loss: Loss) -> dict[str, Any]:
    return {
        **node_dict(loss.subject, whole=False),
        "role": loss.role,
        "lost": [row_dict(row) for row in loss.lost],
        "remaining": loss.remaining,
        "heirs": loss.heirs,
        "others": loss.others,
    }


def _measure(measure: Measure) -> dict[str, Any]:
    scenarios = range(len(measure.columns) - 1)
    return {
        "measure": measure.name,
        "counts": [len(column) for column in measure.columns],
        "new": [[entry.subject.id for entry in measure.new(number)] for number in scenarios],
        "columns": [[_entry(entry) for entry in column] for column in measure.columns],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    numbers = {"value": entry.value, "was": entry.was}
    return {
        **node_dict(entry.subject, whole=False),
        "others": entry.others,
        **{key: value for key, value in numbers.items() if value is not None},
        "held": [row_dict(row) for row in entry.held],
    }


def _answer(answer: ChangedAnswer, vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "question": answer.question,
        **({"asked": answer.words} if answer.words else {}),
        "subject": node_dict(answer.subject, whole=False) if answer.subject else None,
        "answers": [answer_dict(found, vocabulary) for found in answer.answers],
        "changes": [[_change(change) for change in changes] for changes in answer.changes],
    }


def _change(change: RowChange) -> dict[str, Any]:
    sides = {"before": change.before, "after": change.after}
    return {
        "change": change.change,
        "id": change.id,
        "role": change.role,
        **{side: row_dict(row) if row else None for side, row in sides.items()},
    }
