"""The rules: what a model of an organisation should say, and where this one is silent. Each rule is a plain function in `RULES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

from orgraph.answers.expected import appointing_of, expects_appointer, expects_approver, expects_responsible, expects_way_up
from orgraph.danish import fold
from orgraph.dates import iso, parse_span
from orgraph.errors import BadDate
from orgraph.facts import Node
from orgraph.organisation import Organisation

ERROR, GAP = "error", "gap"
MEETING_DAYS = 31  # what lives no longer is a meeting: it ends by itself


class Finding(NamedTuple):
    """One breach of a rule: the fact, and whether a recorded silence already says so."""

    rule: str
    fact: str
    text: str
    recorded: bool = False


class Rule(NamedTuple):
    """A rule: its id, whether a breach is an error or a gap in the documents, the reason for it, and the function that finds breaches."""

    id: str
    severity: str
    reason: str
    find: Callable[[Organisation], Iterator[Finding]]


def run_rules(organisation: Organisation) -> list[tuple[Rule, list[Finding]]]:
    """Every rule with what it found."""
    return [(rule, list(rule.find(organisation))) for rule in RULES]


def _without_approver(organisation: Organisation) -> Iterator[Finding]:
    decides = organisation.vocabulary.questions["approves"].decides
    for node in organisation.list_nodes():
        if expects_approver(organisation, node) and not _has(organisation, node, decides):
            yield Finding("approver", node.id, f"{node.name} har ingen, der godkender", _recorded(organisation, node, decides))


def _without_responsible(organisation: Organisation) -> Iterator[Finding]:
    owners = organisation.vocabulary.questions["responsible"].decides
    for node in organisation.list_nodes():
        if expects_responsible(organisation, node) and not _has(organisation, node, owners):
            yield Finding("responsible", node.id, f"{node.name} har ingen ansvarlig", _recorded(organisation, node, owners))


def _without_way_up(organisation: Organisation) -> Iterator[Finding]:
    upward = organisation.vocabulary.upward()
    for node in organisation.list_nodes():
        if expects_way_up(organisation, node) and not any(organisation.list_out(found, node.id) for found in upward):
            yield Finding("way-up", node.id, f"{node.name} har ingen vej opad", _recorded(organisation, node, upward))


def _unappointed(organisation: Organisation) -> Iterator[Finding]:
    appoints = appointing_of(organisation.vocabulary)
    for node in organisation.list_nodes():
        if expects_appointer(organisation, node) and not organisation.list_in(appoints, node.id):
            yield Finding("appointed", node.id, f"ingen udpeger til pladserne i {node.name}", _recorded(organisation, node, (appoints,)))


def _template_as_instance(organisation: Organisation) -> Iterator[Finding]:
    joins = (*organisation.vocabulary.instances(), *organisation.vocabulary.membership())
    for node in organisation.list_nodes():
        for relation in [found for kind in joins if node.template for found in organisation.list_out(kind, node.id)]:
            whole = organisation.find_node(relation.target)
            if whole and whole.collective:
                yield Finding("template", node.id, f"skabelonen {node.name} er gjort til medlem af {whole.name}")


def _one_name_twice(organisation: Organisation) -> Iterator[Finding]:
    """Two bodies with one name in one region at one time, unless a note says that they are namesakes."""
    bodies = organisation.vocabulary.bodies()
    for name in organisation.list_names():
        found = [node for node in organisation.list_named(name) if fold(node.name) == name and node.label in bodies]
        for first, second in combinations(found, 2):
            together = max(first.validity.start, second.validity.start) < min(first.validity.end, second.validity.end)
            if first.region == second.region and together:
                notes = {note.id for note in organisation.list_notes_on(first.id)} & {note.id for note in organisation.list_notes_on(second.id)}
                yield Finding("one-name", second.id, f"{first.id} og {second.id} hedder begge {first.name} på samme tid", bool(notes))


def _end_without_change(organisation: Organisation) -> Iterator[Finding]:
    bodies = organisation.vocabulary.bodies()
    for node in organisation.list_nodes():
        meeting = node.validity.end - node.validity.start <= MEETING_DAYS
        if node.label in bodies and node.validity.valid_to and not node.validity.ended_by and not meeting:
            yield Finding("ended-by", node.id, f"{node.name} ophører {node.validity.valid_to} uden en omlægning", _recorded(organisation, node, ()))


def _deadline_passed(organisation: Organisation) -> Iterator[Finding]:
    """Objectives whose deadline lies before the newest document, and of which no later document or decision speaks."""
    newest = max((node.validity.confirmed_until or "" for node in organisation.list_nodes()), default="")
    followed = organisation.vocabulary.questions["responsible"].owner
    for node in organisation.list_nodes():
        deadline = _last_day(dict(node.fields).get("deadline"))
        if organisation.vocabulary.labels[node.label].section == "objectives" and deadline and deadline < newest:
            later = [found for found in organisation.list_concerning(node.id) if (found.validity.confirmed_until or "") > deadline]
            if not later:
                yield Finding("deadline", node.id, f"fristen {deadline} er passeret, og ingen opfølgning er omtalt", _recorded(organisation, node, followed))


def _last_day(text: str | None) -> str | None:
    try:
        return iso(parse_span(text).after - 1) if text else None
    except BadDate:
        return None


def _outside_life(organisation: Organisation) -> Iterator[Finding]:
    for relation in organisation.list_relations():
        whole = organisation.whole_validity(relation)
        if whole.end <= whole.start:
            ends = organisation.list_limits(relation)
            lives = " og ".join(f"{node.name} ({node.validity.valid_from or '…'}-{node.validity.valid_to or '…'})" for node in ends)
            yield Finding("outside-life", relation.id, f"forholdet ligger uden for den tid, hvor begge parter findes: {lives}")


def _has(organisation: Organisation, node: Node, types: tuple[str, ...]) -> bool:
    return any(organisation.list_in(kind, node.id) for kind in types) or any(found.type in types for found in organisation.list_about(node.id))


def _recorded(organisation: Organisation, node: Node, types: tuple[str, ...]) -> bool:
    return any(not note.relations or set(note.relations) & set(types) for note in organisation.list_notes_on(node.id) if note.kind == "silence")


RULES = (
    Rule("template", ERROR, "en skabelon er en slags grupper, ikke en af dem", _template_as_instance),
    Rule("outside-life", ERROR, "et forhold kan kun gælde, mens begge parter findes", _outside_life),
    Rule("approver", GAP, "en aftaletype bør have nogen, der godkender", _without_approver),
    Rule("responsible", GAP, "en opgave eller målsætning bør have en ansvarlig", _without_responsible),
    Rule("way-up", GAP, "et organ bør have en vej opad", _without_way_up),
    Rule("appointed", GAP, "pladser bør have nogen, der udpeger til dem", _unappointed),
    Rule("one-name", GAP, "to organer med ét navn bør være omtalt som navnefæller", _one_name_twice),
    Rule("ended-by", GAP, "en afslutning bør have en omlægning", _end_without_change),
    Rule("deadline", GAP, "en passeret frist bør være fulgt op", _deadline_passed),
)
