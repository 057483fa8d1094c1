"""Invented organisations of any size: a tree of bodies with four relations each, every fact dated
and sourced.
"""

from __future__ import annotations

import random
from pathlib import Path

from orgraph.dates import OPEN_END
from orgraph.facts import Fact, Node, Relation, Source, Validity
from orgraph.index import MemoryIndex
from orgraph.organisation import Organisation
from orgraph.resources import default_seed
from orgraph.seed.vocabulary_reader import read_vocabulary
from orgraph.vocabulary import Vocabulary

SOURCE = (
    Source(
        "001",
        1,
        2,
        "en opdigtet sætning af almindelig længde, som et citat i et papir plejer at være",
    ),
)
SINCE = Validity("2010-01-01", None, 733773, OPEN_END, 733773, "2016-09-20")


def vocabulary() -> Vocabulary:
    return read_vocabulary(Path(default_seed()))[0]


def invented(bodies: int) -> Organisation:
    """An organisation with so many bodies and about four relations for each."""
    chance = random.Random(bodies)
    facts: list[Fact] = []
    for number in range(bodies):
        facts.append(_node(f"o{number}", f"Organ {number}", "udvalg", "Enhed"))
        if number % 4 == 0:
            facts.append(_node(f"a{number}", f"Aftale {number}", "aftale", "Aftale"))
        if number:
            facts.append(_relation(f"o{number}", "refererer-til", f"o{number // 8}"))
        target = f"a{chance.randrange(bodies) // 4 * 4}"
        facts += [
            _relation(f"o{number}", kind, target)
            for kind in ("godkender", "implementerer", "ansvarlig-for")
        ]
    return Organisation(vocabulary(), MemoryIndex({fact.id: fact for fact in facts}.values()))


def _node(node_id: str, name: str, kind: str, label: str) -> Node:
    return Node(
        node_id,
        name,
        kind,
        label,
        None,
        (),
        False,
        False,
        (),
        (),
        SINCE,
        "gældende",
        "ordret",
        None,
        None,
        SOURCE,
    )


def _relation(source: str, kind: str, target: str) -> Relation:
    return Relation(
        f"{source}:{kind}:{target}",
        kind,
        source,
        target,
        None,
        None,
        None,
        None,
        (),
        None,
        None,
        None,
        None,
        (),
        SINCE,
        "gældende",
        "ordret",
        None,
        None,
        SOURCE,
    )
