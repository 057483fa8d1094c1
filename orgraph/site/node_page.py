"""The page of one node: who approves, who answers for it, the way up, the seats, all that is recorded, what is unsettled, and the quotations."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from orgraph.danish import capital
from orgraph.dates import spelled
from orgraph.facts import IN_FORCE, Node
from orgraph.maps.timeline import life_of
from orgraph.maps.wording import whole_validity
from orgraph.organisation import Organisation
from orgraph.site import near
from orgraph.site.addresses import name_of, page_of
from orgraph.site.document_page import lay_out
from orgraph.site.flow import flow_of
from orgraph.site.frame import Crumb, Page, Site, render
from orgraph.site.map_page import place_on_map
from orgraph.site.relations import Recorder, days
from orgraph.site.told import Teller, Told, applies, first_way, holders, is_answered, summarise
from orgraph.site.words import Words

OF_BODIES = ("escalate", "appoints", "approves", "responsible", "implements", "history")
OF_THINGS = ("approves", "responsible", "implements", "escalate", "appoints", "history")
Summary = dict[str, list[list[str | None]]]


class Made(NamedTuple):
    """A page, and what the tables of many subjects show of its answers."""

    address: str
    html: str
    summary: Summary


def make_node_page(organisation: Organisation, site: Site, node: Node, lines: tuple[str, ...] | None = None) -> Made:
    """The page of the node; `lines` are the text, if it is a document whose text is kept."""
    page = Page(page_of(node.id), node.name, _way_back(organisation, node))
    words = Words(organisation, page.root, node.id)
    teller, recorder = Teller(organisation, words, node), Recorder(organisation, words, node)
    validity, facts = _validity(node, words), _facts(node, organisation, words)
    answers, silences, summary = _ask_all(teller, node)
    told = frozenset().union(*(answer.facts for answer in answers)) if answers else frozenset()
    data = {
        "node": node, "kind": organisation.vocabulary.kinds.get(node.kind), "kind_class": kind_class(node.kind, organisation),
        "life": days(life_of(node.validity)), "validity": validity, "tags": _tags(node), "facts": facts,
        "near": near.picture(organisation, node), "on_map": _place_on_map(organisation, site, node),
        "answers": answers, "silences": silences, "stages": flow_of(recorder.stages()), "families": recorder.families(told), "acting": recorder.acting(),
        "mentions": recorder.mentions(), "effects": recorder.effects(), "notes": teller.rest_of_notes(),
    }  # fmt: skip
    sheet = lay_out(organisation, words, node.id, lines) if lines is not None else None
    return Made(page.address, render("node.html", site=site, page=page, sheet=sheet, **data, quotations=words.quotations()), summary)


def _place_on_map(organisation: Organisation, site: Site, node: Node) -> str:
    """A body's place on the map; empty for what is no body, and where there is no map."""
    return place_on_map(node, site.map_day) if site.map_day and node.label in organisation.vocabulary.bodies() else ""


def _ask_all(teller: Teller, node: Node) -> tuple[list[Told], list[Told], Summary]:
    """The answers, the silences that are worth saying, and what tables show of the answers."""
    answers: list[Told] = []
    silences: list[Told] = []
    summary: Summary = {}
    for question in OF_BODIES if node.label in teller.vocabulary.bodies() else OF_THINGS:
        expected = applies(question, node, teller.vocabulary)
        if not (expected or teller.may_answer(question)):
            continue
        found = teller.ask(question)
        if is_answered(question, found, teller.vocabulary):
            answers.append(teller.tell(question, found))
            lines = summarise(found, teller.words, first_way if question == "escalate" else holders)
            if lines and question not in ("history", "implements"):
                summary[question] = lines
        elif expected:
            silences.append(teller.tell(question, found))
    return answers, silences, summary


def kind_class(kind: str, organisation: Organisation) -> str:
    """The class that gives a kind's badge its colour: its place in the vocabulary."""
    return f"k{organisation.vocabulary.kind_places().get(kind, '')}"


def _way_back(organisation: Organisation, node: Node) -> tuple[Crumb, ...]:
    kind = organisation.vocabulary.kinds.get(node.kind)
    return (Crumb(capital(kind.plural), f"alt.html#{name_of(kind.name)}"),) if kind else ()


def _validity(node: Node, words: Words) -> Markup:
    causes = (("Begyndte med", node.validity.began_by), ("Ophører med", node.validity.ended_by))
    because = [Markup(" {} {}.").format(word, words.link(change)) for word, change in causes if change]
    return Markup("{}{}{}").format(whole_validity(node.validity), Markup("").join(because), words.marks(node.sources))


def _tags(node: Node) -> list[str]:
    tags = (("flere under ét", node.collective), ("en type, ikke en bestemt", node.template), (node.status, node.status != IN_FORCE))
    return [*(word for word, holds in tags if holds), *(["udledt"] if node.basis != "ordret" else [])]


def _facts(node: Node, organisation: Organisation, words: Words) -> list[tuple[str, Markup]]:
    headings = organisation.vocabulary.headings(node.label)
    facts = []
    if node.aliases:
        names = [Markup("{}{}").format(alias.name, words.marks(alias.sources, 1)) for alias in node.aliases]
        facts.append(("Kaldes også", Markup(", ").join(names)))
    facts += [(headings.get(key, capital(key)), Markup("{}").format(spelled(value))) for key, value in node.fields]
    if node.region:
        facts.append(("Region", words.link(node.region)))
    for found in organisation.list_identifiers(node.id):
        facts.append((found.system, Markup("{}{}").format(found.value, words.marks(found.sources, 1))))
    facts += [(heading, Markup("{}").format(text)) for heading, text in (("Begrundelse", node.reasoning), ("Bemærkning", node.note)) if text]
    return facts
