"""A scenario's difference for people: what happens, what is left without an owner, which answers change."""

from __future__ import annotations

import json
from typing import Any

from orgraph.answers.impact import Loss
from orgraph.danish import listed
from orgraph.dates import spelled
from orgraph.render.json_form import comparison_dict, node_dict, source_dict
from orgraph.render.sentences import sentence
from orgraph.render.text import Footnotes, wrapped
from orgraph.scenario.apply import Effect
from orgraph.scenario.difference import Difference
from orgraph.scenario.steps import Dissolve
from orgraph.vocabulary import Vocabulary


def difference_text(difference: Difference) -> str:
    """The difference as lines of text."""
    vocabulary = difference.before.vocabulary
    footnotes = Footnotes()
    scenario = difference.scenario
    lines = wrapped(f"{scenario.name} · {spelled(scenario.on.text)}")
    for effect in difference.applied.effects:
        lines += wrapped(f"  {_effect(effect, difference)}", 4)
    lines += _losses(difference, vocabulary, footnotes)
    lines += _answers(difference, vocabulary)
    return "\n".join([*lines, *footnotes.lines()])


def difference_json(difference: Difference) -> str:
    """The difference as JSON text."""
    vocabulary = difference.before.vocabulary
    content: dict[str, Any] = {
        "scenario": difference.scenario.name,
        "on": difference.scenario.on.text,
        "steps": [{"nodes": effect.nodes, "relations": effect.relations, "text": _effect(effect, difference)} for effect in difference.applied.effects],
        "ended": [node_dict(node, whole=False) for node in difference.ended],
        "losses": [_loss_dict(loss) for loss in difference.losses],
        "answers": [comparison_dict(comparison, vocabulary) for comparison in difference.answers],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _loss_dict(loss: Loss) -> dict[str, Any]:
    sources = [source_dict(source) for relation in loss.by for source in relation.sources]
    return {
        **node_dict(loss.subject, whole=False),
        "role": loss.relation,
        "lost": [relation.source for relation in loss.by],
        "remaining": loss.remaining,
        "sources": sources,
    }


def _effect(effect: Effect, difference: Difference) -> str:
    names = [_name(difference, node) for node in effect.nodes]
    if isinstance(effect.step, Dissolve):
        if not effect.nodes:
            already = [node.name for node in difference.ended]
            return (
                f"Nedlæg: uden virkning i sig selv; {listed(already)} ophører allerede den dag i data."
                if already
                else "Nedlæg: uden virkning; ingen i mængden findes på dagen."
            )
        return f"Nedlæg: {listed(names)}."
    if not effect.relations:
        return f"Overfør {effect.step.relation} til {_name(difference, effect.step.to)}: uden virkning; mængden har intet af den slags."
    moved = len(effect.relations) // 2
    return f"Overfør {effect.step.relation} til {_name(difference, effect.step.to)}: {moved} forhold."


def _losses(difference: Difference, vocabulary: Vocabulary, footnotes: Footnotes) -> list[str]:
    orphaned = [loss for loss in difference.losses if not loss.remaining]
    kept = [loss for loss in difference.losses if loss.remaining]
    lines = wrapped("Uden tilbage: " + (f"{len(orphaned)} forhold står uden nogen." if orphaned else "intet i data mister sin sidste ansvarlige."))
    for loss in orphaned:
        marks = footnotes.marks(source for relation in loss.by for source in relation.sources)
        who = listed([_name(difference, relation.source) for relation in loss.by])
        lines += wrapped(f"  - {loss.subject.name}: ingen {vocabulary.relations[loss.relation].danish} længere (før: {who}) {marks}", 4)
    for loss in kept:
        lines += wrapped(
            f"  = {loss.subject.name}: {listed([_name(difference, node) for node in loss.remaining])} {vocabulary.relations[loss.relation].danish} fortsat", 4
        )
    return lines


def _answers(difference: Difference, vocabulary: Vocabulary) -> list[str]:
    if not difference.answers:
        return ["Ingen svar ændres."]
    count = len(difference.answers)
    lines = [f"{count} svar ændres:" if count > 1 else "1 svar ændres:"]
    for comparison in difference.answers:
        subject = comparison.before.subject or comparison.after.subject
        lines += wrapped(f"  {comparison.before.question} {subject.id if subject else comparison.before.asked}", 4)
        lines += wrapped(f"    før:   {sentence(comparison.before, vocabulary)}", 11)
        lines += wrapped(f"    efter: {sentence(comparison.after, vocabulary)}", 11)
    return lines


def _name(difference: Difference, node_id: str) -> str:
    node = difference.before.find_node(node_id)
    return node.name if node else node_id
