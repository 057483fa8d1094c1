"""Organisations made by hand for the map's tests; no seed file is read."""

from __future__ import annotations

from orgraph.dates import OPEN_END, OPEN_START, parse_span
from orgraph.facts import Alias, Fact, Group, Node, Note, Relation, Source, Step, Validity
from orgraph.index import MemoryIndex
from orgraph.organisation import Change, Organisation
from orgraph.vocabulary import Kind, Label, RelationType, Vocabulary

KINDS = ("udvalg", "styregruppe", "klynge", "kommune", "temagruppe")
DAY = parse_span("2016-10-01")


def vocabulary(name: str = "Prøvesamarbejdet") -> Vocabulary:
    labels = {
        "Enhed": Label("Enhed", "bodies", "enhed", "enheder", (("mandate", "Opdrag"),)),
        "Aftale": Label("Aftale", "agreements", "aftale", "aftaler", ()),
        "Proces": Label("Proces", "processes", "proces", "processer", ()),
        "Omlægning": Label(
            "Omlægning", "changes", "omlægning", "omlægninger", (("date", "Dato"),)
        ),
    }
    kinds = {kind: Kind(kind, "Enhed", f"{kind}er", kind, kind[:2].upper(), "") for kind in KINDS}
    kinds |= {
        name: Kind(name, label, label.lower(), name, name[:2].upper(), "")
        for name, label in (("aftale", "Aftale"), ("proces", "Proces"), ("omlægning", "Omlægning"))
    }
    families = {"hierarki": "Hierarki", "beslutning": "Beslutning", "bemanding": "Bemanding"}
    types = [
        relation_type(
            "refererer-til", "hierarki", "refererer til", "har under sig", upward=1, acyclic=True
        ),
        relation_type(
            "indstiller-til", "beslutning", "indstiller til", "modtager indstilling fra", upward=2
        ),
        relation_type("del-af", "hierarki", "er en del af", "består af", upward=4, member=True),
        relation_type("godkender", "beslutning", "godkender", "godkendes af"),
        relation_type("udpeger", "bemanding", "udpeger medlemmer til", "får medlemmer udpeget af"),
        relation_type(
            "repræsenteret-i",
            "bemanding",
            "er repræsenteret i",
            "har repræsentanter fra",
            seat=True,
        ),
    ]
    return Vocabulary(name, labels, kinds, families, {found.name: found for found in types}, {})


def relation_type(
    name: str,
    family: str,
    danish: str,
    inverse: str,
    *,
    upward: int = 0,
    acyclic: bool = False,
    member: bool = False,
    seat: bool = False,
) -> RelationType:
    targets = ("Enhed",) if upward else ("Enhed", "Aftale")
    return RelationType(
        name,
        family,
        danish,
        inverse,
        name,
        name.upper(),
        ("Enhed",),
        targets,
        "",
        upward,
        acyclic,
        member,
        False,
        True,
        seat,
    )


def validity(
    start: str | None = None, end: str | None = None, known_from: str | None = None
) -> Validity:
    first, after = (parse_span(text) if text else None for text in (start, end))
    known = parse_span(known_from).first if known_from else OPEN_START
    return Validity(
        start,
        end,
        first.first if first else OPEN_START,
        after.first if after else OPEN_END,
        known,
        "2016-09-20",
    )


def source(quote: str) -> tuple[Source, ...]:
    return (Source("001", 7, 9, quote),)


def body(
    node_id: str, name: str, kind: str = "udvalg", *, label: str = "Enhed", when: Validity | None = None, aliases: tuple[str, ...] = (),
    fields: tuple[tuple[str, str], ...] = (), collective: bool = False, concerns: tuple[str, ...] = (), note: str | None = None, quote: str | None = None,
) -> Node:  # fmt: skip
    spelled = tuple(Alias(alias) for alias in aliases)
    return Node(
        node_id,
        name,
        kind,
        label,
        None,
        spelled,
        collective,
        False,
        fields,
        concerns,
        when or validity(),
        "gældende",
        "ordret",
        None,
        note,
        source(quote or name),
    )


def relation(
    sentence: str, *, fact_id: str | None = None, when: Validity | None = None, about: tuple[str, ...] = (), text: str | None = None, quote: str | None = None,
    group: str | None = None,
) -> Relation:  # fmt: skip
    origin, kind, target = sentence.split(" ")
    found = fact_id or sentence.replace(" ", ":")
    return Relation(
        found, kind, origin, target, text, text, text, None, about, text, None, None, group, (), when or validity(), "gældende", "ordret", text, text,
        source(quote or sentence),
    )  # fmt: skip


def organisation(facts: list[Fact], words: Vocabulary | None = None) -> Organisation:
    return Organisation(words or vocabulary(), MemoryIndex(facts))


def small() -> Organisation:
    """A committee with all that a page can show: two levels, parallel relations, dates, a change, an agreement, a process, notes."""
    since = validity("2016-09-01")
    return organisation([
        body("ssu", "Sundhedssamarbejdsudvalget", aliases=("SSU",), fields=(("mandate", "Sætter retning"),), quote="det øverste politiske organ"),
        body("styregruppen", "Sundhedsstyregruppen", "styregruppe", when=validity("2012-01-01")),
        body("klyngerne", "Klyngerne", "klynge", collective=True),
        body("nord", "Nordklyngen", "klynge", when=since),
        body("syd", "Sydklyngen", "klynge", when=validity("2012-01-01", "2018-01-01")),
        body("oere", "Temagruppen for øre-næse-hals", "temagruppe", when=validity("2012-01-01", "2016-09-01")),
        body("sent", "Det sent omtalte udvalg", when=validity(known_from="2017-06-01")),
        *(body(f"kommune-{number}", f"Prøve {number} Kommune", "kommune") for number in range(7)),
        body("aftalen", "Aftalen om ældre", "aftale", label="Aftale"),
        body("vejen", "Vejen til godkendelse", "proces", label="Proces", concerns=("aftalen",)),
        body("omlaegning", "Ny organisering", "omlægning", label="Omlægning", fields=(("date", "2016-09-01"),), concerns=("oere", "nord")),
        relation("styregruppen refererer-til ssu"),
        relation("styregruppen indstiller-til ssu", about=("aftalen",), quote="på indstilling fra styregruppen"),
        relation("ssu udpeger styregruppen"),
        relation("klyngerne refererer-til styregruppen", when=since),
        relation("nord del-af klyngerne"),
        relation("syd del-af klyngerne"),
        relation("oere refererer-til styregruppen"),
        relation("kommune-0 del-af nord", when=since),
        relation("kommune-0 repræsenteret-i ssu", text="2 pladser"),
        relation("kommune-1 repræsenteret-i ssu"),
        relation("ssu godkender aftalen", group="skraa", quote="godkender Sundhedsstyregruppen/Sundhedssamarbejdsudvalget aftalen"),
        relation("styregruppen godkender aftalen", group="skraa"),
        Group("skraa", "unresolved-slash", None, source("a/b")),
        Step("vejen:1", "vejen", 1, ("styregruppen",), "skriver udkast", ("ssu",), "1. maj", None, None, None, validity(), "gældende", "ordret", None, None, source("udkast")),
        Note("uklar-formand", "silence", "Dokumenterne siger ikke, hvem der er formand.", ("ssu",), (), None, source("")[:1], ()),
    ])  # fmt: skip


AFTER_DAY = parse_span("2016-11-01")


def reorganised() -> Organisation:
    """The small one after a reorganisation: a body ends, one begins, and a relation goes to it."""
    before = small()
    (nord,) = (node for node in before.list_nodes() if node.id == "nord")
    (upward,) = before.list_out("refererer-til", "klyngerne")
    since = validity("2016-11-01")
    return before.with_changes([
        Change(nord, nord._replace(validity=validity("2016-09-01", "2016-11-01"))), Change(None, body("forum", "Det tværsektorielle forum", when=since)),
        Change(upward, upward._replace(validity=validity("2016-09-01", "2016-11-01"))), Change(None, relation("klyngerne refererer-til forum", when=since)),
        Change(None, relation("forum refererer-til ssu", when=since)),
    ])  # fmt: skip


PAYLOADS = (
    "<img src=x onerror=window.__xss=1>", "</script><script>window.__xss=2</script>", "\"><svg onload=window.__xss=3>", "'-window.__xss=4-'",
    "{{ 7*7 }}{% raw %}", "javascript:window.__xss=5", "</style><script>window.__xss=6</script>", "<a href=\"javascript:window.__xss=7\">href</a>",
    "<iframe srcdoc='<script>parent.__xss=8</script>'>", "<!--<script>window.__xss=9//", "]]><script>window.__xss=10</script>", "\u2028window.__xss=11\u2029\\",
)  # fmt: skip


def hostile() -> Organisation:
    """Markup and script in every field, ids that no seed would allow, a cycle, a self-loop and parallel relations."""
    ids = [
        "a_b\"'<>&#%/æ</script>",
        *(f"x{number}{text.replace(' ', '_')}" for number, text in enumerate(PAYLOADS)),
    ]
    facts: list[Fact] = []
    for number, node_id in enumerate(ids):
        text = PAYLOADS[number % len(PAYLOADS)]
        facts.append(
            body(
                node_id,
                text,
                KINDS[number % 5],
                aliases=(text,),
                fields=(("mandate", text), (text, text)),
                note=text,
                quote=text,
                concerns=(ids[0],),
            )
        )
        facts.append(
            relation(
                f"{node_id} refererer-til {ids[(number + 1) % len(ids)]}",
                text=text,
                quote=text,
                about=(ids[0],),
            )
        )
        facts.append(relation(f"{node_id} godkender {node_id}", text=text, quote=text))
        facts.append(
            Note(f"n{number}", "conflict", text, (node_id,), (), text, source(text), source(text))
        )
    words = vocabulary(PAYLOADS[1])
    return organisation(facts, words)


def many(bodies: int, *, extra: int = 2) -> Organisation:
    """A made-up organisation of this size: a tree with branches of several sizes, some lone bodies, and `extra` relations beside it for each body."""
    facts: list[Fact] = []
    ids = [f"organ-{number}" for number in range(bodies)]
    for number, node_id in enumerate(ids):
        name = f"Udvalget for samarbejde om område {number} og dets opgaver"
        facts.append(
            body(
                node_id,
                name,
                KINDS[number % 5],
                quote=f"Udvalget for samarbejde om område {number} er nedsat af styregruppen og følger op på aftalerne",
            )
        )
        if number and number % 6:
            facts.append(
                relation(
                    f"{node_id} refererer-til {ids[(number - 1) // 4]}",
                    quote=f"Udvalg {number} refererer til det overordnede udvalg",
                )
            )
        for step in range(extra if number > 3 else 0):
            target = ids[(number * 7 + step * 13) % bodies]
            facts.append(
                relation(
                    f"{node_id} udpeger {target}",
                    fact_id=f"r{number}-{step}",
                    quote=f"Udvalg {number} udpeger to medlemmer til udvalget i området",
                )
            )
    return organisation(facts)
