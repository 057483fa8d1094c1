"""What the map says: its fact sheets, its page, and its script.

The script fills its templates itself, as `orgraph.languages` does, but knows no conversions.
"""

from __future__ import annotations

from orgraph.languages import Entry, Plural
from orgraph.languages.da import citation

# ---- The fact sheets
HEADINGS = {
    "began_by": "Begynder ved",
    "ended_by": "Ophører ved",
    "seat": "Plads",
    "value": "Angivet",
    "condition": "Betingelse",
    "verb": "Kildens ord",
    "on_behalf": "På vegne af",
    "exceptions": "Undtagen",
    "order": "Nummer i rækken",
    "logic": "Sammenhæng",
    "collective": "Fælles",
    "steps": "Trin",
    "steps_of": "Trin i processer",
    "deadline": "Frist",
    "branch": "Gren",
    "to": "Til",
    "concerns": "Handler om",
    "changed": "Begynder eller ophører hermed",
    "reasoning": "Begrundelse",
    "note": "Bemærkning",
}
TAGS = {
    "collective": "flere under ét",
    "template": "en type, ikke en bestemt",
}

# What both the page and its script say
CONTINUED = "{heading}, fortsat"
TREE_HEADING = "Organisationen som træ pr. {day}"
NEAR = "Omegn"

TEXTS: dict[str, Entry] = {
    "collective": "Det, der siges om {target}, gælder også for {source}.",
    "actors": "{actors}: ",
    "step_of": "{process}, trin {order}: ",
    # The picture
    "apart": "Uden angivet overordnet",
    "heading": "{heading} ({count})",
    "continued": CONTINUED,
    # A part of an organisation
    "part": Plural(
        "count",
        "Udsnit: {name}. 1 relation fører ud af udsnittet og er ikke med.",
        "Udsnit: {name}. {count} relationer fører ud af udsnittet og er ikke med.",
    ),
    "whole_part": "Udsnit: {name}. Ingen relationer fører ud af udsnittet.",
    "about_outside": "Handler også om {names!a}, der ikke er med i udsnittet.",
    # The page
    "title": "{title} · kort pr. {day}",
    "part_title": "{part} · {title} · kort pr. {day}",
    "tree_heading": TREE_HEADING,
    # The page for browsers without scripts
    "no_script": (
        "Siden vises uden JavaScript, og derfor kun organisationen pr. {day}, som tekst. Hvert"
        " forhold står ét sted, under det organ, der har det; efter navnet står dokument og linje."
    ),
    "other_days": Plural(
        "count",
        "Dokumenterne taler også om 1 anden dag, hvor noget ændrer sig; den kan kun ses med"
        " JavaScript.",
        "Dokumenterne taler også om {count} andre dage, hvor noget ændrer sig; de kan kun ses med"
        " JavaScript.",
    ),
    "no_other_days": "Der er ingen andre dage, hvor noget ændrer sig.",
    "no_comparison": "Sammenligningen med {after} kan kun ses med JavaScript.",
    "with_script": "Med JavaScript er der også kort, søgning og vejen mellem to organer.",
}

# ---- What an address says after its question mark: names of what is chosen, and their values.
# Links are in other people's hands: a word that is changed is a broken link.
DAY_PARAMETER = "dag"
ADDRESS = {
    "parameters": {"day": DAY_PARAMETER, "view": "vis", "side": "side", "to": "til"},
    "views": {"map": "kort", "near": "omegn", "way": "vej", "tree": "trae", "table": "tabel"},
    "sides": ["foer", "efter", "aendringer"],
}

# ---- The words of the page that need nothing filled in
PAGE = {
    "skip": "Gå til det valgte",
    "search": "Søg",
    "search_hint": "Navn eller del af et navn",
    "found": "Fundne navne",
    "views": "Visning",
    "map": "Kort",
    "near": NEAR,
    "way": "Vej",
    "tree": "Træ",
    "table": "Tabel",
    "page": "Siden",
    "filters": "Dato og filtre",
    "as_svg": "Hent billedet som SVG",
    "as_png": "Hent billedet som PNG",
    "print": "Udskriv",
    "dark": "Mørk",
    "sides": "Før og efter",
    "before": "Før",
    "after": "Efter",
    "changes": "Kun ændringer",
    "date": "Organisationen pr.",
    "earlier": "Forrige ændring",
    "later": "Næste ændring",
    "bodies": "Organer",
    "relations": "Relationer",
    "legend": (
        "Kortets streger viser den stærkeste vej opad; en stiplet streg er endnu en. Øvrige"
        " relationer vises for det valgte. Et stablet felt er flere under ét; et stiplet felt er"
        " en type."
    ),
    "map_help": (
        "Piletasterne går til det overordnede, det første underordnede og naboerne. Enter læser om"
        " det valgte, plus og minus ændrer størrelsen, nul viser hele kortet."
    ),
    "map_role": "organisationskort",
    "map_name": "Organisationskort",
    "prompt": "Vælg et organ for at se, hvad der gælder, og hvor det står.",
    "size": "Størrelse",
    "larger": "Større",
    "smaller": "Mindre",
    "whole": "Hele kortet",
    "near_picture": "Omegnens billede, kan rulles",
    "way_heading": "Vejen fra et organ til et andet",
    "from": "Fra",
    "from_hint": "Hvor sagen er",
    "to": "Til",
    "to_hint": "Hvor den skal hen",
    "swap": "Byt om",
    "table_heading": "Relationerne som tabel",
    "table_region": "Tabel, kan rulles",
    "relation": "Relation",
    "holds": "Gælder",
    "source": "Kilde",
    "chosen": "Om det valgte",
    "close": "Luk",
    "unknown": "Ikke fundet",
    "unknown_next": (
        "Søg efter navnet i feltet øverst, eller vælg det på kortet, i træet eller i tabellen."
    ),
    "sources": "Kilder",
}

# ---- The words of the script
SCRIPT = {
    "list": "{first} og {last}",
    "chosen": "Valgt: {name}",
    "unknown": "Siden kender ikke »{id}«.",
    "treeHeading": TREE_HEADING,
    # The map
    "allHidden": "Alle organer er valgt fra i listen »Organer«.",
    "noneChange": "Ingen organer ændrer sig mellem de to.",
    "noneOnDate": "Dokumenterne omtaler ingen organer på denne dato. Vælg en anden dato.",
    "noFurther": "Ingen flere i den retning.",
    # The days on which something changes, and what differs between the two sides
    "begins": "begynder",
    "ends": "ophører",
    "changed": "ændres",
    "beginsHeading": "Begynder",
    "endsHeading": "Ophører",
    "changedHeading": "Ændres",
    "mentionedHeading": "Omtales første gang",
    "andMore": "og {count} til",
    "quietDay": "Den valgte dag. Intet ændrer sig netop her.",
    "noDays": "Dokumenterne nævner ingen ændringer over tid.",
    "relations": "Relationer: {counts}.",
    "relationsBegin": "{count} begynder",
    "relationsEnd": "{count} ophører",
    "relationsMentioned": "{count} omtales første gang",
    "noRelationsChange": "Ingen relationer begynder eller ophører.",
    # The neighbourhood
    "near": NEAR,
    "nearOf": "Omegnen af {name}",
    "nearTitle": "Omegnen af {name} pr. {day}",
    "nearPrompt": (
        "Vælg et organ på kortet, i træet eller med søgefeltet for at se alt, det har med at gøre."
    ),
    "nearChanges": ("{count} har forhold til det, der begynder eller ophører mellem de to."),
    "nearCount": (
        "{count} har med det at gøre pr. {day}. Over det står, hvor sager går hen; under det, hvem"
        " der kommer med dem."
    ),
    "nearNone": "Ingen relationer pr. {day} med de valgte filtre.",
    "showFewer": "vis færre",
    "andOthers": "og {count} andre",
    # The panel
    "source": "Kilde: {places}",
    "searched": "Søgt i: {places}",
    "place": citation.PLACE,
    "about": "Om",
    "alsoCalled": "Også kaldt",
    "nothingMore": "Dokumenterne siger ikke mere om dette: ingen relationer er registreret.",
    "showNear": "Vis omegnen",
    "findWay": "Find vejen herfra",
    "readAnswers": "Læs svarene",
    "relationsOfOthers": "Andres forhold om dette",
    "unsettled": "Uafklaret",
    "showDay": "Vis {day}",
    "notOnSide": "Findes ikke på denne side af sammenligningen.",
    "mentionedTooLate": (
        "Dokumenterne siger ikke, hvornår det begyndte, og taler først om det, efter at det er"
        " ophørt."
    ),
    "noLonger": "Findes ikke længere {day}.",
    "notYet": "Findes ikke endnu {day}.",
    "mentionedLater": "Omtales først senere end {day}.",
    # Search
    "noneFound": "Intet navn passer. Prøv en kortere del af navnet.",
    # The table
    "noRelations": "Ingen relationer på denne dato med de valgte filtre.",
    # The way from one to another
    "partHasOtherWays": (
        "Siden viser et udsnit; en sag kan også gå ad veje, der fører ud af det."
    ),
    "wayPrompt": (
        "Vælg, hvor sagen er, og hvor den skal hen. Så viser siden vejen opad, hvem man skal"
        " spørge, og hvad det hviler på."
    ),
    "alreadyThere": "Sagen er der allerede.",
    "noWayUp": "Dokumenterne siger ikke, hvor en sag går hen fra {name}, pr. {day}.",
    "waysUp": "Fra {name} kan en sag komme til {ends}. Længere op er intet oplyst.",
    "ring": "Vejen går i ring: {names}.",
    "directWay": "En sag kommer fra {from} til {to} direkte.",
    "wayOver": "En sag kommer fra {from} til {to} over {names}.",
    "askFirst": "Spørg først {name}. {interval}",
    "wayHolds": "Hele vejen gælder fra {start}.",
    "wayHoldsUntil": "Hele vejen gælder fra {start} til {end}.",
    "wayHoldsUnknown": "Hele vejen gælder uden oplyst begyndelse.",
    "wayHoldsUnknownUntil": "Hele vejen gælder uden oplyst begyndelse til {end}.",
    "wayEnded": (
        "Der er ingen vej pr. {day}. Den stopper hos {from}: at {from} {relation} {to}, ophørte"
        " {date}."
    ),
    "wayNotBegun": (
        "Der er ingen vej pr. {day}. Den stopper hos {from}: at {from} {relation} {to}, begynder"
        " først {date}."
    ),
    "wayWas": "Sådan var vejen:",
    "wayWillBe": "Sådan bliver vejen:",
    "neverAWay": ("Dokumenterne siger på intet tidspunkt, at en sag går fra {from} til {to}."),
    "stopsAt": "En sag fra {name} stopper hos {ends}; længere op er intet oplyst.",
    "endsNotStated": "Hvor en sag går hen fra {name}, siger dokumenterne ikke.",
    "otherWay": "Den modsatte vej findes: fra {from} til {to}. {show}",
    "showIt": "Vis den",
    "notOn": "gælder ikke {day}",
    # Paper and files
    "alsoUnder": "også under {name}",
    "alsoUnderOnSheet": "også under {name}, ark\u00a0{sheet}",
    "underOnSheet": "Under {name} (ark {sheet})",
    "continued": CONTINUED,
    "paper": "{title} pr. {day}",
    "paperSide": "{title} pr. {day} ({side})",
    "sheet": "{title}, ark {number}",
    "sheetOf": "{title} · ark {number} af {count}",
    "fileName": "organisation",
    "tooLarge": "Billedet er for stort til PNG. Hent det som SVG.",
}

# Of one, and of any other number (`count`)
COUNTS = {
    "moreFound": (
        "… og {count} anden. Skriv mere af navnet.",
        "… og {count} andre. Skriv mere af navnet.",
    ),
    "relations": ("{count} relation pr. {day}.", "{count} relationer pr. {day}."),
}
