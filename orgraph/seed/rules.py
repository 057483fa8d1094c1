"""What must be true of any seed, whatever it is about: ids that exist, kinds that fit, dates in
order, no forbidden circles, quotations that stand.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from orgraph.dates import iso
from orgraph.errors import Issue
from orgraph.facts import (
    DERIVED,
    VERBATIM,
    Fact,
    Group,
    Identifier,
    Node,
    Note,
    Place,
    Relation,
    Source,
    Step,
)
from orgraph.languages import text as told
from orgraph.organisation import Organisation
from orgraph.quotations import DocumentText
from orgraph.seed import circles, shapes

Documents = Mapping[str, tuple[str, ...]]
MOST_SUGGESTIONS = 40
FIRST_DAY = 1  # of the calendar
MOST_PLACES = 12
MOST_QUOTED = 60  # letters of a quotation
_NOWHERE = Place("seed", 1)


def find_faults(
    organisation: Organisation, documents: Documents, unread: Container[Place] = ()
) -> list[Issue]:
    """All faults in the facts themselves; `documents` are the lines of those whose text is kept,
    by their ids, and `unread` is where a source could not be read.
    """
    return [
        *find_unknown_ids(organisation),
        *find_wrong_kinds(organisation),
        *find_reversed_dates(organisation),
        *find_circles(organisation),
        *find_misshapen(organisation),
        *find_unsourced(organisation, unread),
        *find_false_quotations(organisation, documents),
    ]


def find_unknown_ids(organisation: Organisation) -> Iterator[Issue]:
    """Ids that nothing answers to."""
    known = {node.id for node in organisation.list_nodes()}
    groups = {fact.id for fact in organisation.list_facts() if isinstance(fact, Group)}
    suggest = _Suggestions()
    for fact in organisation.list_facts():
        for key, wanted in _references(fact):
            allowed = groups if key in _GROUP_KEYS else known
            if wanted not in allowed:
                near = tuple(suggest.near(wanted, allowed))
                code = f"{_CODES.get(key, 'id')}_{'misspelled' if near else 'unknown'}"
                yield _issue(organisation, fact, code, key=key, id=wanted, near=near)


class _Suggestions:
    """Near ids, sought once for each unknown id and only for the first of them: a folder half
    written has thousands.
    """

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = {}

    def near(self, wanted: str, allowed: set[str]) -> list[str]:
        if wanted not in self._found:
            self._found[wanted] = (
                get_close_matches(wanted, allowed, 3, 0.6)
                if len(self._found) < MOST_SUGGESTIONS
                else []
            )
        return self._found[wanted]


def find_wrong_kinds(organisation: Organisation) -> Iterator[Issue]:
    """Kinds that the vocabulary lacks, and relations between kinds it does not join."""
    words = organisation.vocabulary
    for node in organisation.list_nodes():
        kind = words.kinds.get(node.kind)
        if kind is None:
            near = tuple(get_close_matches(node.kind, words.kinds, 3, 0.6))
            code = "kind_misspelled" if near else "kind_unknown"
            yield _issue(organisation, node, code, kind=node.kind, near=near)
        elif kind.label != node.label:
            section = (
                words.labels[kind.label].section if kind.label in words.labels else kind.label
            )
            yield _issue(
                organisation,
                node,
                "kind_of_other_section",
                kind=node.kind,
                section=section,
                node=node.id,
            )
    for relation in organisation.list_relations():
        joins = words.relations[relation.type]
        for end, allowed, code in (
            (relation.source, joins.sources, "source_of_wrong_kind"),
            (relation.target, joins.targets, "target_of_wrong_kind"),
        ):
            found = organisation.find_node(end)
            if found and found.label not in allowed:
                yield _issue(
                    organisation,
                    relation,
                    code,
                    relation_type=relation.type,
                    node=found.id,
                    label=words.labels[found.label].danish,
                    kind=found.kind,
                    allowed=", ".join(allowed),
                )


def find_reversed_dates(organisation: Organisation) -> Iterator[Issue]:
    """Facts that end before they begin."""
    for fact in organisation.list_facts():
        if not isinstance(fact, Node | Relation | Step | Identifier):
            continue
        life = fact.validity
        if life.end == life.start:
            yield _issue(organisation, fact, "dates_equal", next_day=iso(life.start + 1))
        elif life.end < life.start:
            dates = {"valid_from": life.valid_from, "valid_to": life.valid_to}
            yield _issue(organisation, fact, "dates_reversed", **dates)
        elif life.end <= FIRST_DAY:
            yield _issue(organisation, fact, "ends_on_first_day", valid_to=life.valid_to)


def find_circles(organisation: Organisation) -> Iterator[Issue]:
    """Circles along relation types that may not close, on a day on which all their links hold."""
    for circle in circles.find_circles(organisation):
        places = [
            f"{place.file}:{place.line}"
            for found in circle.relations[:MOST_PLACES]
            if (place := organisation.find_place(found.id))
        ]
        first = circle.relations[0]
        yield _issue(
            organisation,
            first,
            "circle_in_many_places" if len(circle.relations) > MOST_PLACES else "circle",
            relation_type=first.type,
            when=circle.when(),
            way=circle.way(),
            places=", ".join(places),
        )


def find_misshapen(organisation: Organisation) -> Iterator[Issue]:
    """Facts that make no sense, by themselves or together."""
    for fact in organisation.list_facts():
        for found in shapes.find_faults_in(organisation, fact):
            yield _issue_of(organisation, fact, found)
    for fact, found in shapes.find_faults_between(organisation):
        yield _issue_of(organisation, fact, found)


def find_unsourced(organisation: Organisation, unread: Container[Place] = ()) -> Iterator[Issue]:
    """Facts that rest on nothing: neither a quotation nor a reasoning. Where a source could not be
    read, that is told instead.
    """
    for fact in organisation.list_facts():
        if unread and organisation.find_place(fact.id) in unread:
            continue
        if isinstance(fact, Node | Relation | Step | Identifier):
            if fact.basis == DERIVED and not fact.reasoning:
                yield _issue(organisation, fact, "derived_without_reasoning")
            elif fact.basis == VERBATIM and not any(source.quote for source in fact.sources):
                yield _issue(organisation, fact, "without_quotation")
        elif isinstance(fact, Note) and not fact.sources and not fact.searched:
            yield _issue(organisation, fact, "note_without_place")


def find_false_quotations(organisation: Organisation, documents: Documents) -> Iterator[Issue]:
    """Quotations that do not stand in their lines."""
    known = {node.id for node in organisation.list_nodes()}
    texts: dict[str, DocumentText] = {}
    for fact, source in list_quotations(organisation):
        lines = documents.get(source.document)
        if source.document not in known:
            yield _issue(organisation, fact, "document_unknown", document=source.document)
        elif lines is None:
            continue  # a public source known by its address: its facts are derived
        elif not source.first:
            yield _issue(organisation, fact, "source_without_lines", document=source.document)
        elif source.last > len(lines):
            yield _issue(
                organisation,
                fact,
                "line_beyond_document",
                number=source.last,
                document=source.document,
                size=told("seed.document_lines", lines=len(lines)),
            )
        elif source.quote:
            if source.document not in texts:
                texts[source.document] = DocumentText(lines)
            text = texts[source.document]
            if not text.holds(source.quote, source.first, source.last):
                yield _false_quotation(organisation, fact, source, text)


def _false_quotation(
    organisation: Organisation, fact: Fact, source: Source, text: DocumentText
) -> Issue:
    """Says where the quotation stands instead, or by which sign it differs from its lines."""
    quote = source.quote
    said = {
        "quote": quote if len(quote) < MOST_QUOTED else f"{quote[: MOST_QUOTED - 3]}...",
        "place": f"{source.document}:{source.first}-{source.last}",
    }
    if elsewhere := text.find_lines(quote):
        first, last = elsewhere
        return _issue(organisation, fact, "quotation_elsewhere", **said, first=first, last=last)
    if difference := text.explain(quote, source.first, source.last):
        return _issue(organisation, fact, "quotation_differs", **said, difference=difference)
    return _issue(organisation, fact, "quotation_not_found", **said)


def list_quotations(organisation: Organisation) -> Iterator[tuple[Fact, Source]]:
    """Every source of every fact, aliases and searched places included."""
    for fact in organisation.list_facts():
        for source in fact.sources:
            yield fact, source
        if isinstance(fact, Node):
            yield from ((fact, source) for alias in fact.aliases for source in alias.sources)
        elif isinstance(fact, Note):
            yield from ((fact, source) for source in fact.searched)


def _references(fact: Fact) -> Iterator[tuple[str, str]]:
    """The key, and the id under it, of each mention of something else."""
    if isinstance(fact, Relation):
        yield "source", fact.source
        yield "target", fact.target
        yield from (("about", about) for about in fact.about)
        yield from (("except", other) for other in fact.exceptions)
        if fact.on_behalf:
            yield "on_behalf", fact.on_behalf
        if fact.group:
            yield "group", fact.group
    elif isinstance(fact, Node):
        yield from (("concerns", concern) for concern in fact.concerns)
        if fact.region:
            yield "region", fact.region
    elif isinstance(fact, Step):
        yield from (("actors", actor) for actor in (*fact.actors, *fact.to))
    elif isinstance(fact, Identifier):
        yield "node", fact.node
    elif isinstance(fact, Group):
        if fact.parent:
            yield "parent", fact.parent
    else:
        yield from (("concerns", concern) for concern in fact.concerns)


_GROUP_KEYS = ("group", "parent")  # the keys whose ids are groups; all others are nodes
# Keys that are told by what stands there -> how their codes begin.
_CODES = {"source": "node", "target": "node", "actors": "actor"}


def _issue(organisation: Organisation, fact: Fact, code: str, /, **values: Any) -> Issue:
    return _issue_of(organisation, fact, shapes.Finding.of(code, **values))


def _issue_of(organisation: Organisation, fact: Fact, found: shapes.Finding) -> Issue:
    """The fault at the fact's place, told of the fact."""
    place = organisation.find_place(fact.id) or _NOWHERE
    issue = Issue.of(place.file, place.line, found.code, **dict(found.values))
    return issue._replace(
        what=f"{fact.id}: {issue.what}", values=(("fact", fact.id), *issue.values)
    )
