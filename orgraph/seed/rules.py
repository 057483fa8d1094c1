"""What must be true of any seed, whatever it is about: ids that exist, kinds that fit, dates in order, no forbidden circles, quotations that stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from orgraph import networks
from orgraph.errors import Issue
from orgraph.facts import Fact, Group, Identifier, Node, Note, Place, Relation, Source, Step
from orgraph.organisation import Organisation
from orgraph.quotations import find_line, stands_in

Documents = Mapping[str, tuple[str, ...]]
MOST_SUGGESTIONS = 40
_NOWHERE = Place("seed", 1)


def find_faults(organisation: Organisation, documents: Documents) -> list[Issue]:
    """All faults in the facts themselves."""
    return [
        *find_unknown_ids(organisation),
        *find_wrong_kinds(organisation),
        *find_reversed_dates(organisation),
        *find_circles(organisation),
        *find_unsourced(organisation),
        *find_false_quotations(organisation, documents),
    ]


def find_unknown_ids(organisation: Organisation) -> Iterator[Issue]:
    """Ids that nothing answers to."""
    known = {node.id for node in organisation.list_nodes()}
    groups = {fact.id for fact in organisation.list_facts() if isinstance(fact, Group)}
    suggest = _Suggestions()
    for fact in organisation.list_facts():
        for sort, wanted, pool in _references(fact):
            allowed = groups if pool == "group" else known
            if wanted not in allowed:
                near = suggest.near(wanted, allowed)
                next_step = f"Mente du {' eller '.join(near)}" if near else "Opret den, eller ret id'et"
                yield _issue(organisation, fact, f"{sort} {wanted} findes ikke", "intet i data har det id", next_step)


class _Suggestions:
    """Near ids, sought once for each unknown id and only for the first of them: a folder half written has thousands."""

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = {}

    def near(self, wanted: str, allowed: set[str]) -> list[str]:
        if wanted not in self._found:
            self._found[wanted] = get_close_matches(wanted, allowed, 3, 0.6) if len(self._found) < MOST_SUGGESTIONS else []
        return self._found[wanted]


def find_wrong_kinds(organisation: Organisation) -> Iterator[Issue]:
    """Kinds that the vocabulary lacks, and relations between kinds it does not join."""
    words = organisation.vocabulary
    for node in organisation.list_nodes():
        kind = words.kinds.get(node.kind)
        if kind is None:
            near = get_close_matches(node.kind, words.kinds, 3, 0.6)
            yield _issue(
                organisation, node, f"slagsen {node.kind} er ukendt", "den står ikke i ordlisten", f"Mente du {' eller '.join(near)}" if near else "Erklær den"
            )
        elif kind.label != node.label:
            section = words.labels[kind.label].section if kind.label in words.labels else kind.label
            yield _issue(organisation, node, f"slagsen {node.kind} hører ikke til her", f"den er erklæret under {section}", f"Flyt {node.id} til {section}")
    for relation in organisation.list_relations():
        joins = words.relations[relation.type]
        for end, allowed, where in ((relation.source, joins.sources, "foran"), (relation.target, joins.targets, "efter")):
            found = organisation.find_node(end)
            if found and found.label not in allowed:
                why = f"{found.id} er {words.labels[found.label].danish} ({found.kind})"
                yield _issue(organisation, relation, f"{relation.type} kan ikke have {found.id} {where} sig", why, f"Tilladt: {', '.join(allowed)}")


def find_reversed_dates(organisation: Organisation) -> Iterator[Issue]:
    """Facts that end before they begin."""
    for fact in organisation.list_facts():
        if isinstance(fact, Node | Relation | Step) and fact.validity.end <= fact.validity.start:
            dates = f"fra {fact.validity.valid_from} til {fact.validity.valid_to}"
            yield _issue(organisation, fact, "slutdatoen ligger ikke efter startdatoen", dates, "Byt dem om, eller ret den ene")


def find_circles(organisation: Organisation) -> Iterator[Issue]:
    """Circles along relation types that may not close."""
    for kind in organisation.vocabulary.relations.values():
        if not kind.acyclic:
            continue
        found = [relation for relation in organisation.list_relations() if relation.type == kind.name]
        for circle in networks.find_cycles((relation.source, relation.target) for relation in found):
            first = next(relation for relation in found if relation.source in circle and relation.target in circle)
            yield _issue(organisation, first, f"{kind.name} går i ring", " → ".join(circle[:6]), "Slet det led, der ikke står i kilden")


def find_unsourced(organisation: Organisation) -> Iterator[Issue]:
    """Facts that rest on nothing: neither a quotation nor a reasoning."""
    for fact in organisation.list_facts():
        if isinstance(fact, Node | Relation | Step | Identifier):
            if fact.basis == "udledt" and not fact.reasoning:
                yield _issue(organisation, fact, "forholdet er udledt uden begrundelse", "en læser kan ikke følge slutningen", "Skriv reasoning")
            elif fact.basis == "ordret" and not any(source.quote for source in fact.sources):
                yield _issue(
                    organisation, fact, "forholdet har intet citat", "intet viser, at det står nogen steder", "Skriv source, eller basis: udledt med reasoning"
                )
        elif isinstance(fact, Note) and not fact.sources and not fact.searched:
            yield _issue(organisation, fact, "noten har hverken kilde eller søgte steder", "ingen kan efterprøve den", "Skriv source eller searched")


def find_false_quotations(organisation: Organisation, documents: Documents) -> Iterator[Issue]:
    """Quotations that do not stand in their lines."""
    known = {node.id for node in organisation.list_nodes()}
    sought = 0
    for fact, source in list_quotations(organisation):
        lines = documents.get(source.document)
        if source.document not in known:
            yield _issue(organisation, fact, f"dokumentet {source.document} er ukendt", "kilden kan ikke slås op", "Opret det under documents")
        elif lines is None:
            continue  # a public source known by its address: its facts are udledt
        elif not source.first:
            yield _issue(organisation, fact, f"kilden {source.document} nævner ingen linjer", "dokumentets tekst er her og kan slås op", "Skriv linjerne")
        elif source.last > len(lines):
            yield _issue(organisation, fact, f"linje {source.last} findes ikke", f"dokument {source.document} har {len(lines)} linjer", "Ret linjetallet")
        elif source.quote and not stands_in(source.quote, lines[source.first - 1 : source.last]):
            sought += 1
            elsewhere = find_line(source.quote, lines) if sought <= MOST_SUGGESTIONS else None
            next_step = f"Det står i linje {elsewhere[0]}-{elsewhere[1]}" if elsewhere else "Skriv det af, som det står"
            shown = source.quote if len(source.quote) < 60 else source.quote[:57] + "..."
            what = f'citatet "{shown}" står ikke i {source.document}:{source.first}-{source.last}'
            yield _issue(organisation, fact, what, "et citat skal være ordret", next_step)


def list_quotations(organisation: Organisation) -> Iterator[tuple[Fact, Source]]:
    """Every source of every fact, aliases and searched places included."""
    for fact in organisation.list_facts():
        for source in fact.sources:
            yield fact, source
        if isinstance(fact, Node):
            yield from ((fact, source) for alias in fact.aliases for source in alias.sources)
        elif isinstance(fact, Note):
            yield from ((fact, source) for source in fact.searched)


def _references(fact: Fact) -> Iterator[tuple[str, str, str]]:
    if isinstance(fact, Relation):
        yield from (("noden", end, "node") for end in (fact.source, fact.target))
        yield from (("about:", about, "node") for about in fact.about)
        yield from (("except:", other, "node") for other in fact.exceptions)
        if fact.on_behalf:
            yield "on_behalf:", fact.on_behalf, "node"
        if fact.group:
            yield "group:", fact.group, "group"
    elif isinstance(fact, Node):
        yield from (("concerns:", concern, "node") for concern in fact.concerns)
        if fact.region:
            yield "region:", fact.region, "node"
    elif isinstance(fact, Step):
        yield from (("aktøren", actor, "node") for actor in (*fact.actors, *fact.to))
    elif isinstance(fact, Identifier):
        yield "node:", fact.node, "node"
    elif isinstance(fact, Group):
        if fact.parent:
            yield "parent:", fact.parent, "group"
    else:
        yield from (("concerns:", concern, "node") for concern in fact.concerns)


def _issue(organisation: Organisation, fact: Fact, what: str, why: str, next_step: str) -> Issue:
    place = organisation.find_place(fact.id) or _NOWHERE
    return Issue(place.file, place.line, f"{fact.id}: {what}", why, next_step)
