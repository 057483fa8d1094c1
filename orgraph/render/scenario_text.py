"""A scenario's difference for people: what happens, what is left without an owner, which answers change."""

from __future__ import annotations

from typing import Any

from orgraph.answers.impact import Loss
from orgraph.danish import listed
from orgraph.dates import spelled
from orgraph.render.json_form import comparison_dict, json_text, node_dict, source_dict
from orgraph.render.sentences import sentence
from orgraph.render.text import Footnotes, wrapped
from orgraph.scenario.apply import Effect, chosen_nodes
from orgraph.scenario.difference import Difference
from orgraph.scenario.steps import Dissolve
from orgraph.vocabulary import Vocabulary


def difference_text(difference: Difference, *, every: bool = False) -> str:
    """The difference as lines of text; `every` adds each changed answer, before and after."""
    vocabulary = difference.before.vocabulary
    footnotes = Footnotes()
    scenario = difference.scenario
    lines = wrapped(f"{scenario.name} · {spelled(scenario.on.text)}")
    for effect in difference.applied.effects:
        lines += wrapped(f"  {_effect(effect, difference)}", 4)
    lines += _losses(difference, vocabulary, footnotes)
    lines += _answers(difference, vocabulary, every=every)
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
    return json_text(content)


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
            chosen = chosen_nodes(difference.before.organisation, effect.step.chosen)
            already = [node.name for node in chosen if node.validity.end == difference.scenario.on.first]
            why = f"{listed(already)} ophører allerede den dag i data" if already else "ingen i mængden findes på dagen"
            return f"Nedlæg: uden virkning i sig selv; {why}."
        return f"Nedlæg: {listed(names)}."
    if not effect.relations:
        return f"Overfør {effect.step.relation} til {_name(difference, effect.step.to)}: uden virkning; mængden har intet af den slags."
    moved = len(effect.relations) // 2
    return f"Overfør {effect.step.relation} til {_name(difference, effect.step.to)}: {moved} forhold."


def _losses(difference: Difference, vocabulary: Vocabulary, footnotes: Footnotes) -> list[str]:
    """Relation by relation: what stands without anybody, with who held it and the sentence; then what others keep."""
    orphaned = [loss for loss in difference.losses if not loss.remaining]
    kept = [loss for loss in difference.losses if loss.remaining]
    lines = [f"{len(orphaned)} forhold står uden nogen:" if orphaned else "Intet i data står uden nogen."]
    for kind in dict.fromkeys(loss.relation for loss in orphaned):
        found = [loss for loss in orphaned if loss.relation == kind]
        lines += wrapped(f"  Ingen {vocabulary.relations[kind].danish} længere ({len(found)}):", 4)
        for loss in found:
            sources = [source for relation in loss.by for source in relation.sources]
            others = f"; fortsat knyttet: {listed([_name(difference, node) for node in loss.others])}" if loss.others else ""
            who = listed([_name(difference, relation.source if relation.target == loss.subject.id else relation.target) for relation in loss.by])
            lines += wrapped(f"  - {loss.subject.name} (før: {who}{others}) {footnotes.marks(sources, 1)}", 4)
    if kept:
        lines.append(f"{len(kept)} forhold beholder andre:")
    for loss in kept:
        lines += wrapped(
            f"  = {loss.subject.name}: {listed([_name(difference, node) for node in loss.remaining])} {vocabulary.relations[loss.relation].danish} fortsat", 4
        )
    return lines


def _answers(difference: Difference, vocabulary: Vocabulary, *, every: bool) -> list[str]:
    if not difference.answers:
        return ["Ingen svar ændres."]
    asked = [comparison.before.question for comparison in difference.answers]
    counts = listed([f"{asked.count(question)} {question}" for question in dict.fromkeys(asked)])
    lines = wrapped(f"{len(asked)} svar ændres: {counts}.{'' if every else ' Hvert svar før og efter: --all.'}")
    for comparison in difference.answers if every else ():
        subject = comparison.before.subject or comparison.after.subject
        lines += wrapped(f"  {comparison.before.question} {subject.id if subject else comparison.before.asked}", 4)
        lines += wrapped(f"    før:   {sentence(comparison.before, vocabulary)}", 11)
        lines += wrapped(f"    efter: {sentence(comparison.after, vocabulary)}", 11)
    return lines


def _name(difference: Difference, node_id: str) -> str:
    node = difference.before.find_node(node_id)
    return node.name if node else node_id
