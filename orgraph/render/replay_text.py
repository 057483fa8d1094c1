"""What a scenario foretold of a reform that came, against what the documents describe, for people and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orgraph.dates import spelled
from orgraph.facts import Node, Relation
from orgraph.organisation import Organisation
from orgraph.render.json_form import json_text, node_dict
from orgraph.render.text import Footnotes, wrapped
from orgraph.scenario.language import Scenario
from orgraph.scenario.replay import Held, Replayed

SORTS = (("bodies_begun", "Organer, der begynder"), ("bodies_ended", "Organer, der ophører"), ("relations_begun", "Forhold, der begynder"),
         ("relations_ended", "Forhold, der ophører"))  # fmt: skip
SIGNS = (("same", "=", "som forudsagt"), ("foretold", "+", "forudsagt, men ikke beskrevet"), ("described", "-", "beskrevet, men ikke forudsagt"))


def replay_text(scenario: Scenario, replayed: Replayed, organisation: Organisation, *, every: bool = False) -> str:
    """The comparison as lines of text: numbers, and what differs with its sentence; `every` also names what was as foretold."""
    footnotes = Footnotes()
    lines = wrapped(f"{scenario.name} · {spelled(replayed.day.text)} · forudsagt over for beskrevet")
    lines += wrapped(f"{'= som forudsagt, ' if every else ''}+ forudsagt, men ikke beskrevet, - beskrevet, men ikke forudsagt.")
    for name, heading in SORTS:
        held = getattr(replayed, name)
        lines += wrapped(f"{heading}: {', '.join(f'{len(getattr(held, key))} {words}' for key, _, words in SIGNS)}.", 2)
        lines += [line for text in _facts(held, organisation, footnotes, every=every) for line in wrapped(text, 4)]
    return "\n".join([*lines, *footnotes.lines()])


def replay_json(scenario: Scenario, replayed: Replayed) -> str:
    """The comparison as JSON text."""
    content: dict[str, Any] = {"scenario": scenario.name, "at": replayed.day.text, "replays": scenario.replays}
    for name, _ in SORTS:
        held = getattr(replayed, name)
        content[name] = {key: [_dict(fact) for fact in getattr(held, key)] for key, _, _ in SIGNS}
    return json_text(content)


def _facts(held: Held[Node] | Held[Relation], organisation: Organisation, footnotes: Footnotes, *, every: bool) -> Iterator[str]:
    for key, sign, _ in SIGNS if every else SIGNS[1:]:
        for fact in getattr(held, key):
            marks = footnotes.marks(fact.sources, 1) if key != "same" else ""
            yield f"  {sign} {_sentence(fact, organisation)} {marks}"


def _sentence(fact: Node | Relation, organisation: Organisation) -> str:
    if isinstance(fact, Node):
        return f"{fact.name} ({fact.kind})"
    ends = [node.name if (node := organisation.find_node(end)) else end for end in (fact.source, fact.target)]
    return f"{ends[0]} {organisation.vocabulary.relations[fact.type].danish} {ends[1]}"


def _dict(fact: Node | Relation) -> dict[str, Any]:
    return node_dict(fact, whole=False) if isinstance(fact, Node) else {"fact": fact.id, "source": fact.source, "type": fact.type, "target": fact.target}
