"""The page of one node: who approves, who answers for it, the way up, the seats, all that is
recorded, what is unsettled, and the quotations.
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from orgraph.answers.expectations import is_expected
from orgraph.facts import IN_FORCE, VERBATIM, Node
from orgraph.languages import grammar, label, phrase
from orgraph.organisation import Organisation
from orgraph.pages.timeline import life_of
from orgraph.pages.wording import whole_validity
from orgraph.phrases import Phrase
from orgraph.questions import QUESTIONS, Form, page_questions
from orgraph.site import neighbourhood
from orgraph.site.addresses import ADDRESSES, name_of, page_of
from orgraph.site.answer_sections import (
    SectionWriter,
    first_way,
    holders,
    is_answered,
    summarise,
)
from orgraph.site.document_page import annotate
from orgraph.site.flow import flow_of, marks_of
from orgraph.site.kinds import kind_class
from orgraph.site.links import Linker
from orgraph.site.map_page import place_on_map
from orgraph.site.page_model import AnswerSection, Summary
from orgraph.site.relations import RecordWriter, days
from orgraph.site.templates import Crumb, Page, Site, render, say


class Made(NamedTuple):
    """A page, and what the tables of many subjects show of its answers."""

    address: str
    html: str
    summary: Summary


def make_node_page(
    organisation: Organisation, site: Site, node: Node, lines: tuple[str, ...] | None = None
) -> Made:
    """The page of the node; `lines` are the text, if it is a document whose text is kept."""
    page = Page(page_of(node.id), node.name, _way_back(organisation, node))
    linker = Linker(organisation, page.root, node.id)
    sections = SectionWriter(organisation, linker, node)
    records = RecordWriter(organisation, linker, node)
    validity, facts = _validity(node, linker), _facts(node, organisation, linker)
    answers, silences, summary = _ask_all(sections, node)
    told = frozenset().union(*(answer.facts for answer in answers)) if answers else frozenset()
    data = {
        "node": node,
        "kind": organisation.vocabulary.kinds.get(node.kind),
        "kind_class": kind_class(node.kind, organisation),
        "life": days(life_of(node.validity)),
        "validity": validity,
        "tags": _tags(node),
        "facts": facts,
        "near": neighbourhood.picture(organisation, node),
        "on_map": _place_on_map(organisation, site, node),
        "answers": answers,
        "silences": silences,
        "stages": list(marks_of(flow_of(records.stages()))),
        "families": records.families(told),
        "acting": records.acting(),
        "mentions": records.mentions(),
        "effects": records.effects(),
        "notes": sections.remaining_notes(),
    }
    sheet = annotate(organisation, linker, node.id, lines) if lines is not None else None
    return Made(
        page.address,
        render(
            "node.html", site=site, page=page, sheet=sheet, **data, quotations=linker.quotations()
        ),
        summary,
    )


def _place_on_map(organisation: Organisation, site: Site, node: Node) -> str:
    """A body's place on the map; empty for what is no body, and where there is no map."""
    return (
        place_on_map(node, site.map_day)
        if site.map_day and node.label in organisation.vocabulary.bodies
        else ""
    )


def _ask_all(
    sections: SectionWriter, node: Node
) -> tuple[list[AnswerSection], list[AnswerSection], Summary]:
    """The answers, the silences that are worth saying, and what tables show of the answers."""
    answers: list[AnswerSection] = []
    silences: list[AnswerSection] = []
    summary: Summary = {}
    for question in page_questions(of_body=node.label in sections.vocabulary.bodies):
        expected = is_expected(QUESTIONS[question], node, sections.vocabulary)
        if not (expected or sections.may_answer(question)):
            continue
        found = sections.ask(question)
        if is_answered(question, found, sections.vocabulary):
            answers.append(sections.write(question, found))
            lines = summarise(
                found,
                first_way if QUESTIONS[question].form is Form.WAYS else holders,
            )
            if lines and QUESTIONS[question].in_tables:
                summary[question] = lines
        elif expected:
            silences.append(sections.write(question, found))
    return answers, silences, summary


def _way_back(organisation: Organisation, node: Node) -> tuple[Crumb, ...]:
    kind = organisation.vocabulary.kinds.get(node.kind)
    if kind is None:
        return ()
    address = f"{ADDRESSES['everything']}#{name_of(kind.name)}"
    return (Crumb(grammar().capital(kind.plural), address),)


def _validity(node: Node, linker: Linker) -> Markup:
    causes = (("life_began", node.validity.began_by), ("life_ended", node.validity.ended_by))
    because = [
        phrase(f"answers.{code}", change=grammar().quote_titles(linker.ref(change)))
        for code, change in causes
        if change
    ]
    said = Phrase.join(" ", [whole_validity(node.validity), *because])
    return linker.html(said) + linker.marks(node.sources)


def _tags(node: Node) -> list[str]:
    tags = (
        (label("map.TAGS", "collective"), node.collective),
        (label("map.TAGS", "template"), node.template),
        (node.status, node.status != IN_FORCE),
        (say("site.inferred"), node.basis != VERBATIM),
    )
    return [word for word, holds in tags if holds]


def _facts(node: Node, organisation: Organisation, linker: Linker) -> list[tuple[str, Markup]]:
    headings = organisation.vocabulary.headings(node.label)
    facts = []
    if node.aliases:
        names = [
            Markup("{}{}").format(alias.name, linker.marks(alias.sources, 1))
            for alias in node.aliases
        ]
        facts.append((say("site.also_called"), Markup(", ").join(names)))
    facts += [
        (
            headings.get(key, grammar().capital(key)),
            Markup("{}").format(grammar().format_date(value)),
        )
        for key, value in node.fields
    ]
    if node.region:
        facts.append((say("site.region"), linker.link(node.region)))
    for found in organisation.list_identifiers(node.id):
        facts.append(
            (found.system, Markup("{}{}").format(found.value, linker.marks(found.sources, 1)))
        )
    facts += [
        (say(heading), Markup("{}").format(text))
        for heading, text in (("site.reasoning", node.reasoning), ("site.note", node.note))
        if text
    ]
    return facts
