"""Organisations for the tests: by hand, and generated with circles, parallel relations, gaps in validity and hostile names."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from orgraph.dates import OPEN_END, iso, parse_span
from orgraph.facts import (
    LOGICS,
    NOTE_KINDS,
    STATUSES,
    Alias,
    Fact,
    Group,
    Identifier,
    Node,
    Note,
    Relation,
    Source,
    Step,
    Validity,
    intersect,
)
from orgraph.index import MemoryIndex
from orgraph.organisation import Organisation
from orgraph.seed.vocabulary_reader import read_vocabulary
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
    return Validity(
        valid_from, valid_to, start, parse_span(valid_to).first if valid_to else OPEN_END, **more
    )


def node(node_id: str, kind: str = "udvalg", name: str | None = None, **more: Any) -> Node:
    facts: dict[str, Any] = {
        "region": None, "aliases": (), "collective": False, "template": False, "fields": (), "concerns": (), "validity": ALWAYS, "status": "gældende",
        "basis": "ordret", "reasoning": None, "note": None, "sources": (Source("001", 1, 2, "citat"),),
    }  # fmt: skip
    return Node(
        id=node_id,
        name=name or node_id,
        kind=kind,
        label=VOCABULARY.kinds[kind].label,
        **{**facts, **more},
    )


def relation(source: str, kind: str, target: str, **more: Any) -> Relation:
    facts: dict[str, Any] = {
        "id": f"{source}:{kind}:{target}", "verb": None, "role": None, "value": None, "on_behalf": None, "about": (), "condition": None, "modality": None,
        "order": None, "group": None, "exceptions": (), "validity": ALWAYS, "status": "gældende", "basis": "ordret", "reasoning": None, "note": None,
        "sources": (Source("001", 3, 4, "et andet citat"),),
    }  # fmt: skip
    return Relation(type=kind, source=source, target=target, **{**facts, **more})


def step(process: str, order: int, actors: tuple[str, ...], to: tuple[str, ...] = ()) -> Step:
    return Step(
        f"{process}:{order}",
        process,
        order,
        actors,
        "gør noget",
        to,
        None,
        None,
        None,
        None,
        ALWAYS,
        "gældende",
        "ordret",
        None,
        None,
        (),
    )


def note(note_id: str, *concerns: str) -> Note:
    return Note(
        note_id,
        "silence",
        "Det siges ikke.",
        concerns,
        ("godkender",),
        None,
        (Source("001", 5, 9),),
        (),
    )


def organisation(*facts: Fact, vocabulary: Vocabulary = VOCABULARY) -> Organisation:
    return Organisation(vocabulary, MemoryIndex(facts))


def small() -> Organisation:
    """A little of everything."""
    return organisation(
        node("udvalget", "udvalg", "Udvalget"),
        node(
            "gruppen",
            "styregruppe",
            validity=validity("2012", "2020"),
            fields=(("mandate", "at mødes"),),
            region="udvalget",
        ),
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
        relation(
            "udvalget",
            "godkender",
            "typen",
            order=2,
            group="begge",
            value="2 gange",
            verb="beslutter",
        ),
        relation("gruppen", "indstiller-til", "udvalget", about=("typen",), order=1),
        relation("klyngerne", "implementerer", "aftalen", exceptions=("vest",)),
        relation(
            "midt",
            "ansvarlig-for",
            "aftalen",
            validity=validity(None, "2018", known_from=736000, confirmed_until="2017"),
        ),
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
    return st.builds(
        generate, st.integers(0, 2**32), st.integers(2, 7), st.integers(1, 4), st.integers(0, 30)
    )


def generate(seed: int, bodies: int, matters: int, relations: int) -> Organisation:
    """An organisation in which anything the vocabulary allows may happen."""
    chance = Random(seed)
    nodes = [
        *[_some_node(chance, f"e{number}", "Enhed") for number in range(bodies)],
        *[_some_node(chance, f"s{number}", "Aftale", "Opgave") for number in range(matters)],
    ]
    found = [_some_relation(chance, f"r{number}", nodes) for number in range(relations)]
    return organisation(
        *nodes,
        *filter(None, found),
        Group("g1", "unresolved-slash", "g2", ()),
        Group("g2", "sequence", None, ()),
    )


def _some_node(chance: Random, node_id: str, *labels: str) -> Node:
    kinds = [kind.name for kind in VOCABULARY.kinds.values() if kind.label in labels]
    return node(
        node_id,
        chance.choice(kinds),
        chance.choice(HOSTILE),
        collective=chance.random() < 0.3,
        validity=_some_validity(chance),
    )


def _some_relation(chance: Random, relation_id: str, nodes: list[Node]) -> Relation | None:
    kind = chance.choice(TYPES)
    sources, targets = (
        [n.id for n in nodes if n.label in kind.sources],
        [n.id for n in nodes if n.label in kind.targets],
    )
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


# ---- Generated, with facts of every class
SHORT_TEXTS = tuple(text for text in HOSTILE if len(text) < 100)
OTHERS = (
    ("p0", "proces"),
    ("p1", "proces"),
    ("b0", "beslutning"),
    ("aendring-1", "omlægning"),
    ("aendring-2", "omlægning"),
    ("001", "dokument"),
)


def full_organisations() -> st.SearchStrategy[Organisation]:
    """Organisations with facts of every class, in which anything a database must keep may happen."""
    return st.builds(
        lambda *sizes: Full(*sizes).organisation,
        st.integers(0, 2**32),
        st.integers(2, 6),
        st.integers(1, 4),
        st.integers(0, 36),
    )


class Full:
    """Makes one organisation: several parents, circles, parallel relations, gaps in validity, dates that ends do not reach, hostile names."""

    def __init__(self, seed: int, bodies: int, matters: int, relations: int) -> None:
        self.chance = Random(seed)
        self.ids = [
            *(f"e{number}" for number in range(bodies)),
            *(f"s{number}" for number in range(matters)),
            *(node_id for node_id, _ in OTHERS),
        ]
        nodes = [
            *(self.node(f"e{number}", self.kind("Enhed")) for number in range(bodies)),
            *(
                self.node(f"s{number}", self.kind("Aftale", "Opgave", "Målsætning"))
                for number in range(matters)
            ),
            *(self.node(node_id, kind) for node_id, kind in OTHERS),
        ]
        facts: list[Fact] = [*nodes, *self.relations(nodes, relations), *self.circle(bodies)]
        facts += [
            self.step(process, number)
            for process in ("p0", "p1")
            for number in range(self.chance.randrange(4))
        ]
        facts += [
            Group("g1", "unresolved-slash", "g2", ()),
            Group("g2", "sequence", None, self.sources()),
        ]
        facts += [self.note(f"uklar-{number}") for number in range(self.chance.randrange(5))]
        facts += [self.identifier(number) for number in range(self.chance.randrange(4))]
        self.organisation = organisation(*facts)

    def kind(self, *labels: str) -> str:
        return self.chance.choice(
            [kind.name for kind in VOCABULARY.kinds.values() if kind.label in labels]
        )

    def node(self, node_id: str, kind: str) -> Node:
        fields = [
            key
            for key, _ in VOCABULARY.labels[VOCABULARY.kinds[kind].label].fields
            if self.chance.random() < 0.3
        ]
        return node(
            node_id, kind, self.chance.choice(HOSTILE), collective=self.chance.random() < 0.3, template=self.chance.random() < 0.1, validity=_some_validity(self.chance),
            aliases=tuple(Alias(self.text(), self.sources()) for _ in range(self.chance.choice((0, 0, 1, 3)))), region=self.chance.choice((None, None, "e0")),
            fields=tuple((key, self.chance.choice((*DEADLINES, self.text()))) for key in fields), concerns=self.some(0, 0, 1, 2), **self.certainty(),
        )  # fmt: skip

    def relations(self, nodes: list[Node], number: int) -> list[Relation]:
        everything = list(VOCABULARY.relations.values())
        found: list[Relation] = []
        for at in range(number):
            if found and self.chance.random() < 0.15:  # the same once more
                found.append(
                    self.chance.choice(found)._replace(
                        id=f"r{at}", validity=_some_validity(self.chance)
                    )
                )
                continue
            kind = self.chance.choice(TYPES if self.chance.random() < 0.7 else everything)
            ends = [
                (n.id, m.id)
                for n in nodes
                for m in nodes
                if n.label in kind.sources and m.label in kind.targets
            ]
            if ends:
                source, target = self.chance.choice(ends)
                found.append(self.relation(f"r{at}", source, kind.name, target))
        return found

    def relation(self, relation_id: str, source: str, kind: str, target: str) -> Relation:
        return relation(
            source, kind, target, id=relation_id, verb=self.maybe(), role=self.maybe(), value=self.chance.choice((None, "3", "2016-09-01", "to")),
            on_behalf=self.chance.choice((None, "e0")), condition=self.maybe(), modality=self.maybe(), order=self.chance.choice((None, None, 0, 1, 2)),
            group=self.chance.choice((None, "g1", "g2", "g-ukendt")), about=self.some(0, 0, 1, 2), exceptions=self.some(0, 0, 1, 2),
            validity=_some_validity(self.chance), **self.certainty(),
        )  # fmt: skip

    def circle(self, bodies: int) -> list[Relation]:
        if self.chance.random() < 0.7:
            return []
        kind = self.chance.choice(VOCABULARY.upward)
        return [
            relation(f"e{number}", kind, f"e{(number + 1) % bodies}", id=f"c{number}")
            for number in range(bodies)
        ]

    def step(self, process: str, number: int) -> Step:
        return Step(
            f"{process}:{number}", process, self.chance.choice((0, number, -1)), self.some(0, 1, 2), self.text(), self.some(0, 1, 2), self.maybe(), self.maybe(),
            self.maybe(), self.chance.choice((None, *LOGICS)), _some_validity(self.chance), **self.certainty(),
        )  # fmt: skip

    def note(self, note_id: str) -> Note:
        types = tuple(self.chance.choice(TYPES).name for _ in range(self.chance.randrange(3)))
        return Note(
            note_id,
            self.chance.choice(NOTE_KINDS),
            self.text(),
            self.some(1, 1, 2, 3),
            types,
            self.maybe(),
            self.sources(),
            self.sources(),
        )

    def identifier(self, number: int) -> Identifier:
        return Identifier(
            f"nr-{number}",
            self.chance.choice(self.ids),
            "SOR",
            self.text(),
            _some_validity(self.chance),
            "ordret",
            self.maybe(),
            self.sources(),
        )

    def certainty(self) -> dict[str, Any]:
        return {
            "status": self.chance.choice(STATUSES), "basis": self.chance.choice(("ordret", "udledt")), "reasoning": self.maybe(), "note": self.maybe(),
            "sources": self.sources(),
        }  # fmt: skip

    def sources(self) -> tuple[Source, ...]:
        documents = ("001", "001", "s0", "ukendt")
        return tuple(
            Source(self.chance.choice(documents), first, first + 2, self.maybe() or "")
            for first in (self.chance.randrange(3) for _ in range(self.chance.randrange(3)))
        )

    def text(self) -> str:
        return self.chance.choice(SHORT_TEXTS)

    def maybe(self) -> str | None:
        return self.chance.choice((None, None, self.text()))

    def some(self, *numbers: int) -> tuple[str, ...]:
        return tuple(self.chance.choice(self.ids) for _ in range(self.chance.choice(numbers)))


DEADLINES = (
    "2012",
    "2012-03",
    "2012-Q3",
    "2012-02-30",
    "30/4/2012",
    "1. maj 2012",
    "MAJ 2012",
    "medio 2012",
    "efterår 2012",
    "0000",
    "99/99/2012",
    "årligt",
    "2019-12-31",
)


# ---- Generated, such as can stand in a seed: every id exists, dates come in order, nothing is without a source
TRICKY = (
    "NO", "null", "~", "true", "", "1e3", "007", "-0", "-1", "7", "12:30", "2016-09-01", ".5", "0x1F", "- punkt", "-", "? hvad", "a: b", "a:", "a #b", "#b", ": b", "{a}", "[a, b]",
    "*a", "&a", "!a", "|", ">", "%a", "@a", "`a`", "'a'", '"a"', "'", '"', "'' \"\"", "a\\", "\\n", "to  rum", " foran", "bagefter ", "linje\nlinje", "\n", "a\r\nb", "\t", "a\tb",
    "---", "...", "--- a", "<<<<<<< HEAD", "=======", "<<", "æøå ÆØÅ", "a\u00a0b", "a\u0085b", "a\u2028b", "\ufeff", "\u202e omvendt", "\x1b[31m", "\x7f", "x" * 300, "ord " * 60,
    "𝄞 🧑\u200d⚕️ 🇩🇰", "\U0010ffff", "\ue000", "e\u0301", "a, b", "a ? b", "a # b", "a - b " * 30, "'a' b " * 30, "a: \"b\" \\ " * 30, "udvalget", "n0",
)  # fmt: skip
SPOKEN = {
    "900": ("2010", "2015-06-30"),
    "lov-699": (None, None),
    "901": ("2012-03-01", "2019"),
}  # documents, and from when to when they speak
UNDATED = (None, None)
INTERVALS = (
    UNDATED,
    UNDATED,
    ("2010", None),
    ("aendring-3", "aendring-1"),
    (None, "aendring-2"),
    ("aendring-1", "2020-05"),
    ("medio 2012", "2016-09-01"),
)
CHANGES = {"aendring-1": "2016-09-01", "aendring-2": "2018-Q2", "aendring-3": "2012"}


def texts() -> st.SearchStrategy[str]:
    """Texts that a seed must be able to hold; a file cannot hold half a surrogate pair."""
    anything = st.text(st.characters(codec="utf-8"), max_size=30)
    return st.one_of(
        st.sampled_from(TRICKY),
        anything,
        st.lists(st.sampled_from(TRICKY), min_size=2, max_size=5).map(" ".join),
    ).filter(str.strip)


def sound_organisations() -> st.SearchStrategy[Organisation]:
    """Organisations that read_seed finds no fault in, with hostile texts wherever a text may stand."""
    some = st.lists(texts(), min_size=1, max_size=12)
    return st.builds(
        lambda seed, words, bodies, relations: Sound(seed, words).build(bodies, relations),
        st.integers(0, 2**32),
        some,
        st.integers(1, 7),
        st.integers(0, 20),
    )


class Sound:
    """Makes one organisation. Facts of every class, every label and relation type, every key now and then."""

    def __init__(self, seed: int, words: list[str]) -> None:
        self.chance, self.words = Random(seed), words
        self.spans = {
            document: tuple(parse_span(date) if date else None for date in dates)
            for document, dates in SPOKEN.items()
        }

    def came_to_be(self) -> dict[str, Any]:
        """The standing of a change: what was rejected ends nothing."""
        standing = self.standing(UNDATED)
        return standing if standing["status"] != "afvist" else {**standing, "status": "planlagt"}

    def build(self, bodies: int, relations: int) -> Organisation:
        facts: list[Fact] = [self.document(name) for name in SPOKEN]
        facts += [
            self.node(change, "omlægning", fields=(("date", date),), **self.came_to_be())
            for change, date in CHANGES.items()
        ]
        kinds = [
            kind.name
            for kind in VOCABULARY.kinds.values()
            if kind.label not in ("Dokument", "Omlægning")
        ]
        first = self.chance.choice(
            (["region"], ["proces"], ["udvalg", "proces"], [])
        )  # what only some kinds can be or have
        region = "n0" if first == ["region"] else None
        chosen = [*first, *(self.chance.choice(kinds) for _ in range(bodies))][:bodies]
        nodes = [
            self.node(
                f"n{number}", kind, region=self.chance.choice((None, region)) if number else None
            )
            for number, kind in enumerate(chosen)
        ]
        groups = [
            Group("g1", "unresolved-slash", "g2", self.sources()),
            Group("g2", "sequence", None, ()),
        ]
        found = self.excepting(
            [made for number in range(relations) if (made := self.relation(f"r{number}", nodes))]
        )
        steps = [
            self.step(node, number, nodes)
            for node in nodes[:2]
            if node.label == "Proces"
            for number in range(1, self.chance.randrange(4))
        ]
        notes = [self.note(f"uklar-{number}", nodes) for number in range(self.chance.randrange(3))]
        systems = self.chance.sample(("SOR", "kommunekode"), self.chance.randrange(3))
        identifiers = [
            self.identifier(nodes[0], system, text)
            for system, text in zip(systems, self.words, strict=False)
        ]
        return organisation(
            *unlike([*facts, *nodes, *found, *steps, *groups, *notes, *identifiers])
        )

    def excepting(self, relations: list[Relation]) -> list[Relation]:
        """The relations, some with exceptions among those who belong to an end."""
        under: dict[str, list[str]] = {}
        for found in relations:
            if found.type in (*VOCABULARY.membership, *VOCABULARY.instances):
                under.setdefault(found.target, []).append(found.source)
        belonging = [
            [*under.get(found.source, ()), *under.get(found.target, ())] for found in relations
        ]
        return [
            found._replace(
                exceptions=tuple(
                    self.chance.choice(some) for _ in range(self.chance.choice((0, 1, 9))) if some
                )
            )
            for found, some in zip(relations, belonging, strict=True)
        ]

    def document(self, name: str) -> Node:
        fields = [
            (key, date)
            for key, date in zip(("known_from", "known_until"), SPOKEN[name], strict=True)
            if date
        ]
        return self.node(name, "dokument", fields=tuple(fields), **self.standing(UNDATED))

    def node(self, node_id: str, kind: str, **more: Any) -> Node:
        label = VOCABULARY.kinds[kind].label
        own = self.text()
        names = [
            name
            for name in dict.fromkeys(self.text() for _ in range(self.chance.choice((0, 0, 1, 3))))
            if name != own
        ]
        facts: dict[str, Any] = {
            "aliases": tuple(Alias(name, self.chance.choice(((), (Source("900", 1, 3, folded(name)),)))) for name in names),
            "collective": self.chance.random() < 0.3, "template": self.chance.random() < 0.1, **self.standing(),
            "fields": tuple((key, self.text()) for key, _ in VOCABULARY.labels[label].fields if key not in DATED and self.chance.random() < 0.4),
            "concerns": tuple(found for found in self.chance.sample(("n0", "aendring-1", "900"), self.chance.randrange(3)) if found != node_id),
        }  # fmt: skip
        return node(node_id, kind, own, **{**facts, **more})

    def relation(self, relation_id: str, nodes: list[Node]) -> Relation | None:
        kind = self.chance.choice(list(VOCABULARY.relations.values()))
        ends = [
            (low.id, high.id)
            for at, low in enumerate(nodes)
            for high in nodes[at + 1 :]
            if low.label in kind.sources and high.label in kind.targets
        ]
        if not ends:
            return None
        source, target = self.chance.choice(ends)
        things = [node for node in nodes if node.id not in (source, target)]
        behalf = self.maybe("n0") if source != "n0" and nodes[0].label == "Enhed" else None
        group = self.chance.choice((None, "g1", "g2"))
        return relation(
            source, kind.name, target, id=self.chance.choice((relation_id, f"{source}:{kind.name}:{target}")), verb=self.maybe(self.text()), role=self.maybe(self.text()),
            value=self.maybe(self.text()), on_behalf=behalf, about=self.ids(things), condition=self.maybe(self.text()), modality=self.maybe(self.text()),
            order=None if group == "g2" else self.chance.choice((None, 0, -1, 3, 10**12)), group=group, **self.standing(),
        )  # fmt: skip

    def step(self, process: Node, number: int, nodes: list[Node]) -> Step:
        own, bodies = self.standing(), [node for node in nodes if node.label == "Enhed"]
        own["validity"] = intersect(own["validity"], process.validity)
        if own["validity"].end <= own["validity"].start:
            own["validity"] = intersect(self.validity(own["sources"], UNDATED), process.validity)
        return Step(
            self.chance.choice((f"{process.id}:{number}", f"{process.id}-{number}")), process.id, self.chance.choice((number, -number)), self.ids(bodies), self.text(),
            self.ids(bodies), self.maybe(self.text()), self.maybe(self.text()), self.maybe(self.text()), self.chance.choice((None, *LOGICS)), **own,
        )  # fmt: skip

    def note(self, note_id: str, nodes: list[Node]) -> Note:
        types = tuple(self.chance.choice(TYPES).name for _ in range(self.chance.randrange(3)))
        searched, sources = self.sources(), self.sources()
        return Note(
            note_id,
            self.chance.choice(NOTE_KINDS),
            self.text(),
            self.ids(nodes) or ("n0",),
            types,
            self.maybe(self.text()),
            searched or (Source("900", 1, 9),),
            sources,
        )

    def identifier(self, node: Node, system: str, value: str) -> Identifier:
        own = self.standing()
        return Identifier(
            f"{node.id}:{system}:{value}",
            node.id,
            system,
            value,
            own["validity"],
            own["basis"],
            own["reasoning"],
            own["sources"],
        )

    def standing(self, dates: tuple[str | None, str | None] | None = None) -> dict[str, Any]:
        """What every fact says of itself."""
        sources = self.sources()
        inferred = not any(source.quote for source in sources)
        basis = "udledt" if inferred or self.chance.random() < 0.3 else "ordret"
        return {
            "sources": sources, "validity": self.validity(sources, dates or self.chance.choice(INTERVALS)), "status": self.chance.choice(STATUSES), "basis": basis,
            "reasoning": self.text() if basis == "udledt" else self.maybe(self.text()), "note": self.maybe(self.text()),
        }  # fmt: skip

    def sources(self) -> tuple[Source, ...]:
        return tuple(self.source() for _ in range(self.chance.choice((0, 1, 1, 3))))

    def source(self) -> Source:
        document = self.chance.choice(list(SPOKEN))
        first = (
            self.chance.choice((0, 1, 99))
            if document == "lov-699"
            else self.chance.choice((1, 99))
        )
        return (
            Source(
                document,
                first,
                first + self.chance.choice((0, 5)),
                folded(self.text()) if self.chance.random() < 0.8 else "",
            )
            if first
            else Source(document, 0, 0)
        )

    def validity(
        self, sources: tuple[Source, ...], dates: tuple[str | None, str | None]
    ) -> Validity:
        """As the reader works it out."""
        began, ended = dates
        start, end = (
            parse_span(CHANGES.get(date, date)) if date else None for date in (began, ended)
        )
        spoken = [self.spans[source.document] for source in sources]
        known_from = min((first.first if first else 0 for first, _ in spoken), default=0)
        known_until = max((last.after - 1 if last else 0 for _, last in spoken), default=0)
        gone = OPEN_END if end is None else end.first if end.after - end.first == 1 else end.after
        return Validity(
            start.text if start else None, end.text if end else None, start.first if start else 0,
            gone, min(known_from, gone - 1) if end else known_from, iso(known_until) if known_until else None,
            began if began in CHANGES else None, ended if ended in CHANGES else None,
        )  # fmt: skip

    def text(self) -> str:
        return self.chance.choice(self.words)

    def maybe(self, text: str) -> str | None:
        return self.chance.choice((None, None, text))

    def ids(self, nodes: list[Node]) -> tuple[str, ...]:
        return tuple(
            self.chance.choice(nodes).id
            for _ in range(self.chance.choice((0, 0, 1, 2, 9)) if nodes else 0)
        )


DATED = ("date", "file", "known_from", "known_until")


def folded(text: str) -> str:
    return " ".join(text.split())


def unlike(facts: list[Fact]) -> list[Fact]:
    """The first fact of each id."""
    found: dict[str, Fact] = {}
    for fact in facts:
        found.setdefault(fact.id, fact)
    return list(found.values())
