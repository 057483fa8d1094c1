"""Organisations for the tests: by hand, and generated with circles, parallel relations, gaps in validity and hostile names."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from orgraph.dates import OPEN_END, parse_span
from orgraph.facts import Fact, Group, Node, Note, Relation, Source, Step, Validity
from orgraph.organisation import MemoryIndex, Organisation
from orgraph.seed.words import read_vocabulary
from orgraph.vocabulary import Vocabulary
from tests.conftest import SEED

VOCABULARY: Vocabulary = read_vocabulary(SEED)[0]
HOSTILE = (
    "O'Hara \"udvalget\"", "}) DETACH DELETE n //", "`:Enhed`", "{id}", "$id", "\\", "\\u0027", "Råd & røræg", "🦆 netværk", "a\u0301", "\u0000", "\u200b", "'; DROP", "x" * 3000,
)  # fmt: skip
DATES = (None, "2010", "2012-03", "2016-08-31", "2016-09-01", "2020-Q1")
DAYS = ("2011-06-01", "2016-09-01", "2021-01-01")
ALWAYS = Validity(end=OPEN_END)


def validity(valid_from: str | None = None, valid_to: str | None = None, **more: Any) -> Validity:
    start = parse_span(valid_from).first if valid_from else 0
    return Validity(valid_from, valid_to, start, parse_span(valid_to).first if valid_to else OPEN_END, **more)


def node(node_id: str, kind: str = "udvalg", name: str | None = None, **more: Any) -> Node:
    facts: dict[str, Any] = {
        "region": None, "aliases": (), "collective": False, "template": False, "fields": (), "concerns": (), "validity": ALWAYS, "status": "gældende",
        "basis": "ordret", "reasoning": None, "note": None, "sources": (Source("001", 1, 2, "citat"),),
    }  # fmt: skip
    return Node(id=node_id, name=name or node_id, kind=kind, label=VOCABULARY.kinds[kind].label, **{**facts, **more})


def relation(source: str, kind: str, target: str, **more: Any) -> Relation:
    facts: dict[str, Any] = {
        "id": f"{source}:{kind}:{target}", "verb": None, "role": None, "value": None, "on_behalf": None, "about": (), "condition": None, "modality": None,
        "order": None, "group": None, "exceptions": (), "validity": ALWAYS, "status": "gældende", "basis": "ordret", "reasoning": None, "note": None,
        "sources": (Source("001", 3, 4, "et andet citat"),),
    }  # fmt: skip
    return Relation(type=kind, source=source, target=target, **{**facts, **more})


def step(process: str, order: int, actors: tuple[str, ...], to: tuple[str, ...] = ()) -> Step:
    return Step(f"{process}:{order}", process, order, actors, "gør noget", to, None, None, None, None, ALWAYS, "gældende", "ordret", None, None, ())


def note(note_id: str, *concerns: str) -> Note:
    return Note(note_id, "silence", "Det siges ikke.", concerns, ("godkender",), None, (Source("001", 5, 9),), ())


def organisation(*facts: Fact, vocabulary: Vocabulary = VOCABULARY) -> Organisation:
    return Organisation(vocabulary, MemoryIndex(facts))


def small() -> Organisation:
    """A little of everything."""
    return organisation(
        node("udvalget", "udvalg", "Udvalget"),
        node("gruppen", "styregruppe", validity=validity("2012", "2020"), fields=(("mandate", "at mødes"),), region="udvalget"),
        node("klyngerne", "samling", collective=True),
        node("midt", "klynge"),
        node("vest", "klynge", validity=validity("2016-09-01")),
        node("aftalen", "samarbejdsaftale"),
        node("typen", "aftaletype"),
        node("processen", "proces"),
        node("beslutningen", "beslutning", concerns=("aftalen",)),
        relation("gruppen", "refererer-til", "udvalget"),
        relation("midt", "del-af", "klyngerne"),
        relation("vest", "del-af", "klyngerne"),
        relation("klyngerne", "refererer-til", "gruppen", exceptions=("vest",)),
        relation("aftalen", "hører-til", "typen"),
        relation("udvalget", "godkender", "typen", order=2, group="begge", value="2 gange", verb="beslutter"),
        relation("gruppen", "indstiller-til", "udvalget", about=("typen",), order=1),
        relation("klyngerne", "implementerer", "aftalen", exceptions=("vest",)),
        relation("midt", "ansvarlig-for", "aftalen", validity=validity(None, "2018", known_from=736000, confirmed_until="2017")),
        Group("begge", "all", None, ()),
        step("processen", 1, ("gruppen",), ("udvalget",)),
        note("uklar-1", "aftalen"),
    )


# ---- Generated
TYPES = [
    kind for kind in VOCABULARY.relations.values()
    if kind.upward or kind.member or kind.instance or kind.name in (*VOCABULARY.questions["approves"].chain, *VOCABULARY.questions["responsible"].owner)
]  # fmt: skip


def organisations() -> st.SearchStrategy[Organisation]:
    """Sizes are drawn and shrink; the rest follows from a seed, since drawing every detail leaves only sparse organisations."""
    return st.builds(generate, st.integers(0, 2**32), st.integers(2, 7), st.integers(1, 4), st.integers(0, 30))


def generate(seed: int, bodies: int, matters: int, relations: int) -> Organisation:
    """An organisation in which anything the vocabulary allows may happen."""
    chance = Random(seed)
    nodes = [
        *[_some_node(chance, f"e{number}", "Enhed") for number in range(bodies)],
        *[_some_node(chance, f"s{number}", "Aftale", "Opgave") for number in range(matters)],
    ]
    found = [_some_relation(chance, f"r{number}", nodes) for number in range(relations)]
    return organisation(*nodes, *filter(None, found), Group("g1", "unresolved-slash", "g2", ()), Group("g2", "sequence", None, ()))


def _some_node(chance: Random, node_id: str, *labels: str) -> Node:
    kinds = [kind.name for kind in VOCABULARY.kinds.values() if kind.label in labels]
    return node(node_id, chance.choice(kinds), chance.choice(HOSTILE), collective=chance.random() < 0.3, validity=_some_validity(chance))


def _some_relation(chance: Random, relation_id: str, nodes: list[Node]) -> Relation | None:
    kind = chance.choice(TYPES)
    sources, targets = [n.id for n in nodes if n.label in kind.sources], [n.id for n in nodes if n.label in kind.targets]
    if not sources or not targets:
        return None
    return relation(
        chance.choice(sources), kind.name, chance.choice(targets), id=relation_id, verb=_some_text(chance), role=_some_text(chance),
        value=chance.choice([None, "3", "2016-09-01", "to"]), condition=_some_text(chance), order=chance.choice([None, None, 0, 1, 2]),
        group=chance.choice([None, "g1", "g2", "g-ukendt"]), about=_some_ids(chance, nodes), exceptions=_some_ids(chance, nodes),
        validity=_some_validity(chance), sources=tuple(Source("001", 1, 2 + number, _some_text(chance) or "") for number in range(chance.randrange(3))),
    )  # fmt: skip


def _some_validity(chance: Random) -> Validity:
    if chance.random() < 0.6:
        return ALWAYS
    return validity(
        chance.choice(DATES), chance.choice((None, None, *DATES)), known_from=chance.choice([0, 734000, 736400]),
        confirmed_until=chance.choice([None, "2015-01-01", "2019-06-28"]), began_by=chance.choice([None, "aendring-1"]),
        ended_by=chance.choice([None, "aendring-2"]),
    )  # fmt: skip


def _some_text(chance: Random) -> str | None:
    return chance.choice((None, *HOSTILE))


def _some_ids(chance: Random, nodes: list[Node]) -> tuple[str, ...]:
    return tuple(chance.choice(nodes).id for _ in range(chance.choice([0, 0, 1, 2])))
