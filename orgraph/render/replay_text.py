"""What a scenario foretold of a reform that came, against what the documents describe, for people
and as data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orgraph.facts import Node, Relation
from orgraph.languages import label, text
from orgraph.organisation import Organisation
from orgraph.render.json_form import json_text, node_dict
from orgraph.render.text import Footnotes, wrapped
from orgraph.scenario.model import Scenario
from orgraph.scenario.replay import Held, Replayed

SORTS = ("bodies_begun", "bodies_ended", "relations_begun", "relations_ended")
SIGNS = {"same": "=", "foretold": "+", "described": "-"}


def replay_text(
    scenario: Scenario, replayed: Replayed, organisation: Organisation, *, every: bool = False
) -> str:
    """The comparison as lines of text: numbers, and what differs with its sentence; `every` also
    names what was as foretold.
    """
    footnotes = Footnotes()
    lines = wrapped(text("replay.title", name=scenario.name, day=replayed.day.text))
    lines += wrapped(text("replay.all_signs" if every else "replay.signs"))
    for sort in SORTS:
        held = getattr(replayed, sort)
        counts = {key: len(getattr(held, key)) for key in SIGNS}
        lines += wrapped(text("replay.counts", sort=label("replay.SORTS", sort), **counts), 2)
        for fact in _facts(held, organisation, footnotes, every=every):
            lines += wrapped(fact, 4)
    return "\n".join([*lines, *footnotes.lines()])


def replay_json(scenario: Scenario, replayed: Replayed) -> str:
    """The comparison as JSON text."""
    content: dict[str, Any] = {
        "scenario": scenario.name,
        "at": replayed.day.text,
        "replays": scenario.replays,
    }
    for sort in SORTS:
        held = getattr(replayed, sort)
        content[sort] = {key: [_dict(fact) for fact in getattr(held, key)] for key in SIGNS}
    return json_text(content)


def _facts(
    held: Held[Node] | Held[Relation],
    organisation: Organisation,
    footnotes: Footnotes,
    *,
    every: bool,
) -> Iterator[str]:
    for key, sign in SIGNS.items():
        if key == "same" and not every:
            continue
        for fact in getattr(held, key):
            marks = footnotes.marks(fact.sources, 1) if key != "same" else ""
            yield f"  {sign} {_sentence(fact, organisation)} {marks}"


def _sentence(fact: Node | Relation, organisation: Organisation) -> str:
    if isinstance(fact, Node):
        return text("replay.node", node=fact.name, kind=fact.kind)
    source, target = (
        node.name if (node := organisation.find_node(end)) else end
        for end in (fact.source, fact.target)
    )
    verb = organisation.vocabulary.relations[fact.type].danish
    return text("replay.relation", source=source, verb=verb, target=target)


def _dict(fact: Node | Relation) -> dict[str, Any]:
    return (
        node_dict(fact, whole=False)
        if isinstance(fact, Node)
        else {"fact": fact.id, "source": fact.source, "type": fact.type, "target": fact.target}
    )
