"""What scenarios change: the report, and the text, the Markdown and the page that set it."""

from __future__ import annotations

from collections.abc import Sequence

from orgraph.languages import Entry, Plural, fill
from orgraph.phrases import Phrase, Text

# ---- Labels
MEASURES = {
    "without-approver": "Aftaletyper, som ingen godkender",
    "approved-twice": "Godkendes af flere uden aftalt orden",
    "without-responsible": "Opgaver og målsætninger, som ingen svarer for",
    "implemented-only": "Føres ud i livet, men ingen svarer for det",
    "without-way-up": "Organer uden vej opad",
    "circles": "Kredse opad",
    "passages": "Organer, som alle sager skal forbi",
    "lengths": "Organer, hvis vej opad får en anden længde",
    "appointers-lost": "Organer, der mister en udpegende part",
    "without-appointer": "Organer med pladser, som ingen udpeger til",
}
QUESTIONS = {
    "approves": "Hvem godkender",
    "responsible": "Hvem har ansvaret",
    "implements": "Hvem udfører",
    "appoints": "Hvem sidder der, og hvem udpeger",
    "escalate": "Vejen op",
    "": "Egne spørgsmål",
}
# By change of a fact, of an answer, of who holds a relation, of a piece of a cell and of what
# stands on a measure's list: the word that stands beside the colour.
FACTS = {"ended": "ophører", "moved": "flytter", "begun": "begynder", "altered": "ændres"}
ANSWERS = {
    "lost": "svaret falder bort",
    "gained": "svaret kommer til",
    "changed": "svaret bliver et andet",
}
LOSSES = {"lost": "står uden nogen", "moved": "overgår", "kept": "beholder andre"}
PARTS = {
    "lost": "bortfalder",
    "gained": "ny",
    "changed": "ændret",
    "same": "",
    "none": "",
    "new": "",
}
STATES = {"new": "ny på listen", "same": "som før", "gone": "ikke længere på listen"}

# The choices of the page: which columns are seen, and which changes.
VIEWS = {
    "both": "Før og efter",
    "before": "Kun før",
    "after": "Kun efter",
    "changes": "Kun ændringer",
}
CHANGES = {
    "lost": "står uden nogen, bortfalder",
    "moved": "overgår, flytter",
    "gained": "begynder, kommer til",
    "changed": "bliver anderledes",
    "new": "ny på en liste",
    "kept": "som før, beholder andre",
}


def _against(*, scenarios: Sequence[str]) -> str:
    return " over for ".join(scenarios)


def _listed(*, columns: Sequence[str]) -> str:
    return ", ".join(columns)


def _relation(
    *, source: Text, verb: str, target: Text, about: Sequence[Text], content: Sequence[str]
) -> Phrase:
    """A relation with what it is about, and its role and value."""
    parts: list[Text] = [
        fill("{source} {verb} {target}", source=source, verb=verb, target=target),
        *([fill(" om {about!a}", about=about)] if about else []),
        *([f" ({', '.join(content)})"] if content else []),
    ]
    return Phrase.of(*parts)


def _holder(*, holder: Text, verb: str, to: Sequence[Text], content: Sequence[str]) -> Phrase:
    """A row of an answer: who does it, to others or to the thing that was asked about."""
    return _relation(
        source=holder,
        verb=verb,
        target=fill("{to!a}", to=to) if to else "det",
        about=(),
        content=content,
    )


_REPORT: dict[str, Entry] = {
    "in_everything": "i hele organisationen",
    "in_affected": "blandt det, der kan blive rørt",
    "before": "Før",
    "after": "Efter",
    "title": _against,
    "in_column": "{column}: {sentence}",
    "in_columns": _listed,
    "list": "{items!a}",
    "capital": "{sentence!c}",
    "small": "{sentence!l}",
    "stopped": "{sentence!c}.",
    "and_more": "{names} og {count} flere",
    # In short
    "of_kind": Plural("count", "{count} {one}", "{count} {other}"),
    "other_things": Plural("count", "{count} anden ting", "{count} andre ting"),
    "relations": "{count} forhold",
    "facts_changed": "{things!a} {change}",
    "all_facts": lambda changes: f"{'; '.join(changes)}.",
    "no_facts": "intet ophører, begynder eller flytter.",
    "orphaned": "{things!a} har ikke længere nogen, der {verb} dem.",
    "losing_the_last": "i alt mister {count} ting den sidste i en rolle.",
    "nothing_lost": "intet mister den sidste i en rolle.",
    "answers_changed": "{count} svar bliver anderledes, af {asked} undersøgte.",
    # Cells
    "nobody": "ingen",
    "no_answer": "intet svar",
    "as_before": "som før",
    "nothing": "–",
    "still_tied": "fortsat knyttet: {names}",
    "counted": "{count} {word}",
    "passages": Plural("count", "{count} organ: {names}", "{count} organer: {names}"),
    "lengths": "{was} → {now}",
    "no_way": "ingen vej",
    "no_steps": "0 led (vejen standser her)",
    "steps": "{count} led",
    "implementing": "{count} udfører",
    "without": "uden {names}",
    "way": lambda nodes: Phrase.join(" → ", nodes),
    "holder": _holder,
    "held_by": "{holder} {verb} det",
    "holds": "{verb} {holder}",
    "relation": _relation,
    "relation_on_terms": "{relation} ({terms})",
    # Headings of facts
    "things_that": "Ting, der {change}",
    "relations_that": "Forhold, der {change}",
    # Headings of answers, with the word "svaret" left out of what becomes of them
    "answers_lost": "{count} falder bort",
    "answers_gained": "{count} kommer til",
    "answers_other": "{count} bliver et andet",
    # What a measure counts
    "why_without-approver": "en slags aftaler, hvor ingen i data har retten til at godkende",
    "why_approved-twice": (
        "flere organer godkender det samme, og intet siger, om de gør det sammen eller efter"
        " hinanden"
    ),
    "why_without-responsible": "ingen {responsible!o} dem",
    "why_implemented-only": "nogen {implements!o} det, men ingen {owner!o} det",
    "why_without-way-up": "en sag derfra kan ikke bringes videre til nogen",
    "why_circles": "organer, der bringer sager videre til hinanden i ring",
    "why_passages": "falder organet bort, kommer sagerne nedefra ikke op",
    "why_lengths": "antal led til det nærmeste organ, hvor vejen standser",
    "why_appointers-lost": "nogen, der {appoints!o}, gør det ikke længere",
    "why_without-appointer": "ingen {appoints!o}",
    # Sources
    "place_named": "{document}: {name}",
}

_TEXT: dict[str, Entry] = {
    "heading": "{title} · {before} over for {after!a}",
    "hint": (
        "Linje for linje: --all. Som tekst til en sagsfremstilling: --format markdown. Som side"
        " til et møde: --format html -o FIL."
    ),
    "group": "{heading!c}: {summary}",
    "numbers": "Retten til at beslutte i tal ({columns}), {scope}:",
    "number": "{heading}: {counts}",
    "silent": "Ingen, hverken før eller efter: {headings}.",
    "new": Plural("new", "{counts} ({new} ny)", "{counts} ({new} nye)"),
    "new_by_column": "{counts} (nye: {columns})",
    "new_in_column": "{column} {count}",
    "line": "{subject} ({kind}): {cells}",
    "more_lines": "… og {count} flere",
}

_MARKDOWN: dict[str, Entry] = {
    "background": "Sagens baggrund",
    "compared": (
        "Sammenlignet er organisationen {before} med organisationen {after}, som den bliver, hvis"
        " omlægningen gennemføres."
    ),
    "basis": "Grundlag: {sources}",
    "changes": "Ændringerne",
    "no_changes": "Intet organ og ingen anden ting ophører, begynder eller flytter.",
    "besides": "Dertil: {groups}; se bilaget.",
    "group_counted": "{heading} ({summary})",
    "appendix": "Bilag: forhold, der ophører og begynder",
    "documents": "Kilder uden linjer",
    "thing": "Hvad",
    "kind": "Slags",
    "source": "Kilde",
    "change": "Ændring",
    "consequences": "Konsekvenser for beslutningsretten",
    "counted_in": "Tallene er opgjort {scope}.",
    "measure": "Forhold",
    "new_ones": "Nye",
    "new_ones_in": "Nye i {column}",
    "sentence_behind": "Sætningen bag",
    "sentence_lost": "Sætningen, der falder bort",
    "losses": "Hvem mister hvad",
    "answers": "Svar, der bliver anderledes",
    "piece": "{piece} ({word})",
    "quoted": "»{words}« ({places})",
}

_PAGE: dict[str, Entry] = {
    "skip": "Gå til indholdet",
    "way_here": "Vejen hertil",
    "start": "Start",
    "scenarios": "Scenarier",
    "lede": (
        "Organisationen {before} over for {after!a}, som den bliver, hvis omlægningen gennemføres."
    ),
    "lede_several": (
        "Organisationen {before} over for {after!a}, som den bliver, hvis omlægningerne"
        " gennemføres."
    ),
    "in_short": "Kort fortalt",
    "what_happens": "Det sker der",
    "on_the_page": "På siden",
    "in_numbers": "Beslutningsretten i tal",
    "answers_short": "Svar",
    "unfold": "Fold alle lister ud",
    "fold": "Fold alle sammen",
    "show": "Vis",
    "sort_of_change": "Slags ændring",
    "opens": "Opgjort {scope}. Hvert tal åbner sin liste.",
    "new_said": "nye",
    "new_said_in": "nye i {column}",
    "rests_on_these": "Grundlag:",
    "rests_on": (
        "Hvert forhold bærer den sætning, det hviler på, med dokument og linje. Hvad der følger af"
        " omlægningen selv, er regnet ud af data og ikke skrevet i noget dokument."
    ),
    "offline": "Siden virker uden net. På papir kommer de lister, der er foldet ud.",
    # The list of the site's scenarios
    "scenarios_said": (
        "Omlægninger på prøve: hvad der ville ophøre, og hvad der ville stå uden ansvarlig."
    ),
    "scenarios_lede": (
        "Omlægninger på prøve: hvad der ville ophøre, hvad der ville stå uden ansvarlig, og hvilke"
        " svar der ville blive andre."
    ),
    "not_shown": "Kan ikke vises: {fault}",
}

TEXTS: dict[str, Entry] = {**_REPORT, **_TEXT, **_MARKDOWN, **_PAGE}
