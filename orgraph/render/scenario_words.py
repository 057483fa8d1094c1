"""The Danish words for what a scenario changes, shared by text, Markdown and page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orgraph.danish import listed
from orgraph.facts import Source
from orgraph.maps.wording import lines_of
from orgraph.vocabulary import Vocabulary

NOBODY, NO_ANSWER = "ingen", "intet svar"

# By measure: its heading, and what it counts.
MEASURES: dict[str, tuple[str, str]] = {
    "without-approver": ("Aftaletyper, som ingen godkender", "en slags aftaler, hvor ingen i data har retten til at godkende"),
    "approved-twice": ("Godkendes af flere uden aftalt orden", "flere organer godkender det samme, og intet siger, om de gør det sammen eller efter hinanden"),
    "without-responsible": ("Opgaver og målsætninger, som ingen svarer for", "ingen {responsible} dem"),
    "implemented-only": ("Føres ud i livet, men ingen svarer for det", "nogen {implements} det, men ingen {owner} det"),
    "without-way-up": ("Organer uden vej opad", "en sag derfra kan ikke bringes videre til nogen"),
    "circles": ("Kredse opad", "organer, der bringer sager videre til hinanden i ring"),
    "passages": ("Organer, som alle sager skal forbi", "falder organet bort, kommer sagerne nedefra ikke op"),
    "lengths": ("Organer, hvis vej opad får en anden længde", "antal led til det nærmeste organ, hvor vejen standser"),
    "appointers-lost": ("Organer, der mister en udpegende part", "nogen, der {appoints}, gør det ikke længere"),
    "without-appointer": ("Organer med pladser, som ingen udpeger til", "ingen {appoints}"),
}
QUESTIONS = {
    "approves": "Hvem godkender", "responsible": "Hvem har ansvaret", "implements": "Hvem udfører", "appoints": "Hvem sidder der, og hvem udpeger",
    "escalate": "Vejen op", "": "Egne spørgsmål",
}  # fmt: skip

# By change of a fact, of an answer, or of who holds a relation: the word that stands beside the colour.
FACTS = {"ended": "ophører", "moved": "flytter", "begun": "begynder", "altered": "ændres"}
ANSWERS = {"lost": "svaret falder bort", "gained": "svaret kommer til", "changed": "svaret bliver et andet"}
LOSSES = {"lost": "står uden nogen", "moved": "overgår", "kept": "beholder andre"}
PARTS = {"lost": "bortfalder", "gained": "ny", "changed": "ændret"}
STATES = {"new": "ny på listen", "same": "som før", "gone": "ikke længere på listen"}


def amount(number: int, one: str, many: str) -> str:
    """1 svar, 2 svar."""
    return f"{number} {one if number == 1 else many}"


def some(names: Sequence[str], most: int) -> str:
    """The names, or the first of them and how many more there are."""
    return listed(names) if len(names) <= most else f"{', '.join(names[:most])} og {len(names) - most} flere"


def measure_why(name: str, vocabulary: Vocabulary) -> str:
    """What a measure counts, in the vocabulary's own verbs."""
    questions = vocabulary.questions
    verbs = {
        "responsible": _verbs(vocabulary, questions["responsible"].decides),
        "owner": _verbs(vocabulary, questions["responsible"].owner),
        "implements": _verbs(vocabulary, questions["implements"].decides),
        "appoints": _verbs(vocabulary, questions["appoints"].chain[-1:]),
    }
    return MEASURES[name][1].format(**verbs)


def _verbs(vocabulary: Vocabulary, types: Iterable[str]) -> str:
    return listed([vocabulary.relations[kind].danish for kind in types], "eller")


def quoted(sources: Iterable[Source], documents: Sequence[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """(the words, the places) of each sentence; one that stands in several places once. A document without lines is called by its name."""
    names = dict(documents)
    places: dict[str, list[str]] = {}
    for source in sources:
        places.setdefault(source.quote, []).append(_place(source, names))
    return [(quote, listed(found)) for quote, found in places.items()]


def _place(source: Source, names: dict[str, str]) -> str:
    """003, linje 3170–3171."""
    if not source.first:
        return f"{source.document}: {names[source.document]}" if source.document in names else source.document
    return f"{source.document}, linje {lines_of(source)}"
