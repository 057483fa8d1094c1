"""What the site says: its pages, where they stand, what goes wrong when they are written, and what
their script says.

The script fills its templates itself, as `orgraph.languages` does, but knows no conversions. Its
labels are set as HTML: they hold no `<`, `&` or quotation marks of HTML.
"""

from __future__ import annotations

from orgraph.languages import Entry, Plural
from orgraph.languages.da import map

# ---- Where the pages stand, from the site's root; a folder ends in a slash. Links to them are in
# other people's hands: an address that is changed is a broken link.
ADDRESSES = {
    "things": "ting/",
    "everything": "alt.html",
    "search": "soeg.html",
    "changes": "aendringer.html",
    "unsettled": "uafklaret.html",
    "documents": "dokumenter.html",
    "about": "om.html",
    "map": "kort.html",
    "scenarios": "scenarier.html",
    "scenario": "scenarier/",
    "style": "a/side.css",
    "script": "a/side.js",
    "kinds_style": "a/slags.css",
    "search_index": "a/soeg-data.js",
}
# What an address says after its question mark: the day that is shown, that all days are, and the
# day of the map.
PARAMETERS = {"day": "dato", "all_days": "alle", "map_day": map.DAY_PARAMETER}

# ---- Titles of pages
MENU = {
    "approves": "Hvem godkender",
    "responsible": "Hvem har ansvaret",
    "escalate": "Vejen op",
    "appoints": "Hvem udpeger",
    "changes": "Ændringer",
    "unsettled": "Uafklaret",
    "documents": "Dokumenter",
    "everything": "Alt fra A til Å",
    "search": "Søg",
    "about": "Om siden",
    "map": "Kort",
}
MAP_SAID = (
    "Hele organisationen på én side: flyt datoen, vælg et organ, find vejen fra det ene til det"
    " andet."
)

# ---- The pages
_FRAME: dict[str, Entry] = {
    "skip": "Gå til indholdet",
    "way_here": "Vejen hertil",
    "start": "Start",
    "promise": (
        "Hvert svar bærer sin dato og den sætning, det hviler på. Hvor dokumenterne tier, siger"
        " siden det."
    ),
    "about_link": "Om siden, kilderne og tilgængelighed",
    "main_menu": "Hovedmenu",
    "page_title": "{title} · {site}",
    "more_pages": "Flere sider",
    "page_number": "Side {number}",
    "continued": "{title}, side {number}",
}
_START: dict[str, Entry] = {
    "search_prompt": "Søg efter et udvalg, en aftale, en opgave eller ord fra et dokument",
    "start_lede": (
        "Hvem godkender, hvem har ansvaret, og hvordan kommer en sag videre? Hvert svar har sin"
        " dato og den sætning, det hviler på."
    ),
    "often_asked": "Spørgsmål, mange stiller",
    "all_answers": "Alle {count} svar i én tabel",
    "silent": "Dokumenterne siger intet om det.",
    "what_changed": "Hvad ændrede sig?",
    "more_changes": Plural("count", "og {count} ændring mere.", "og {count} ændringer mere."),
    "all_changes": "Alle ændringer, dag for dag ({count} dage)",
    "no_changes": "Ingen ændringer er registreret.",
    "more": "Mere",
    "the_documents": "Dokumenterne",
    "documents_said": (
        "{count} dokumenter med hele teksten. Hvert citat er markeret, og ved det står, hvad der"
        " hviler på det."
    ),
    "nobody_knows": "Det, ingen ved",
    "unsettled_said": (
        "{count} steder, hvor dokumenterne tier, er uenige eller kan forstås på flere måder."
    ),
}
_CHANGES: dict[str, Entry] = {
    "changes_lede": (
        "Dag for dag, de seneste først: hvad der ændrede sig, hvad der begyndte, og hvad der"
        " ophørte."
    ),
    "begins": "Begynder",
    "ends": "Ophører",
    "effect": "({count} forhold)",
    "relations_begin": "{begun} forhold begynder",
    "relations_end": "{ended} forhold ophører",
    "relations_begin_and_end": "{begun} forhold begynder og {ended} forhold ophører",
    "no_days": "Ingen dage, hvor noget begynder eller ophører, er oplyst.",
    "undated": "Uden oplyst dato",
}
_LISTS: dict[str, Entry] = {
    "kinds": "Slags",
    "everything_lede": "Alt, der har sin egen side: {count} i alt, efter slags.",
    "only_names_with": "Vis kun navne med",
    "only_rows_with": "Vis kun rækker med",
    "only_those_with": "Vis kun dem med",
    # The tables of answers
    "what": "Hvad",
    "who_does": "Hvem {verb}",
    "other_parts": "Andre led",
    "the_way": "Vejen",
    "no_answers": "Dokumenterne siger intet om det: ingen svar er registreret.",
    # Documents
    "documents_lede": "Det, alle svar hviler på. Hvert citat er fundet ordret på sine linjer.",
    "with_text": "Med hele teksten",
    "rests_on_document": "{count} forhold hviler på det.",
    "no_texts": "Ingen dokumenters tekst er gemt.",
    "without_text": "Kilder, hvis tekst ikke er gemt her",
    "rests_on_source": "{count} forhold hviler på den.",
    # What is unsettled
    "unsettled_lede": (
        "Det, dokumenterne ikke siger, siger på to måder, eller siger så det kan forstås"
        " forskelligt: {count} i alt. Uafklaret er også et svar."
    ),
    "concerns": "Vedrører {things}.",
    "nothing_unsettled": (
        "Intet uafklaret er registreret. Det betyder ikke, at alt er afklaret: måske har ingen"
        " ledt."
    ),
    # Search
    "search_lede": (
        "Skriv i feltet øverst. Navne, andre navne, citater og uafklarede forhold gennemsøges; æ,"
        " ø og å kan skrives ae, oe og aa, og bøjninger er lige gode."
    ),
    "search_without_script": "Søgning kræver JavaScript. Uden kan du finde alt på {everything}.",
    "search_everything": "siden fra A til Å",
}
_NODE: dict[str, Entry] = {
    "inferred": "udledt",
    "also_called": "Kaldes også",
    "sources": "Kilder",
    "region": "Region",
    "reasoning": "Begrundelse",
    "note": "Bemærkning",
    # The neighbourhood
    "near": "Omegnen",
    "show_on_map": "Vis på kortet",
    "years": "{start}–{end}",
    "from_year": "fra {start}",
    "to_year": "til {end}",
    # The steps of a process
    "steps": "Trin for trin",
    "condition": "Betingelse:",
    "deadline": "Frist:",
    "branches": Plural("count", "En gren", "{count} grene"),
    # The rest of what is recorded
    "what_it_changed": "Hvad den ændrede",
    "heading_of_facts": "{heading} ({count} forhold)",
    "relations": "Forhold",
    "other_relations": "Andre forhold",
    "acting": "Led i processer",
    "mentions": "Beslutninger, omlægninger og processer",
    "silences": "Det siger dokumenterne ikke",
    "unsettled": "Uafklaret",
    "other_unsettled": "Andet uafklaret",
    "nothing_more": "Dokumenterne siger ikke mere om dette: intet forhold er registreret.",
}
_DOCUMENT: dict[str, Entry] = {
    "text": "Teksten",
    "rests_on_text": (
        "{facts} forhold hviler på {quotations} citater, der er markeret i teksten. Ved linjen,"
        " hvor et citat begynder, står de forhold, der hviler på det."
    ),
    "facts": "{count} forhold",
    "searched": "Gennemset",
    "lines": "linje {lines}",
}
_ABOUT: dict[str, Entry] = {
    "about_lede": (
        "Siden er skrevet af programmet orgraph ud fra forhold, der er læst i dokumenter. Den"
        " virker uden net, og den sender intet nogen steder hen."
    ),
    "about_answers": "Sådan læses et svar",
    "about_period": (
        "Hvert svar gælder i en periode. Vælg en dag øverst, så vises kun det, der gjaldt den dag."
    ),
    "about_source": (
        "Et lille tal fører til kilden: dokument, linje og de ordrette ord. Derfra fører et link"
        " til stedet i teksten."
    ),
    "about_slash": (
        "En skråstreg mellem to er kildens egen. Om den betyder begge eller én af dem, er ikke"
        " afgjort."
    ),
    "about_inferred": ("»Udledt« betyder, at det ikke står ordret, men følger af det, der står."),
    "about_confirmed": (
        "»Senest bekræftet« er datoen på det nyeste dokument, der siger det. Derefter formodes det"
        " at gælde."
    ),
    "about_silence": (
        "»Ikke oplyst« betyder, at nogen har ledt. »Ingen har ledt« betyder, at ingen har"
        " registreret at have læst efter det."
    ),
    "about_persons": "Personer",
    "about_persons_said": "Pladser og poster er registreret; hvem der har dem, er ikke.",
    "about_access": "Tilgængelighed",
    "about_access_said": (
        "Siden er lavet efter WCAG 2.2, niveau AA: den kan læses uden JavaScript, betjenes med"
        " tastatur, læses højt, forstørres og udskrives, og farve står aldrig alene. Den, der"
        " offentliggør siden, skal selv have en tilgængelighedserklæring."
    ),
}

# ---- What goes wrong: each is why, as the end of a sentence
_FAULTS: dict[str, Entry] = {
    "not_ours": "den fil har orgraph ikke skrevet",
    "not_ours_and_others": Plural(
        "count",
        "den fil har orgraph ikke skrevet, og det gælder {count} anden",
        "den fil har orgraph ikke skrevet, og det gælder {count} andre",
    ),
    "link_elsewhere": "det er en henvisning til et andet sted",
    "worker_lost": ("en af programmets processer blev standset, måske fordi hukommelsen slap op"),
    "no_memory": "hukommelsen slap op",
    "seed_changes": "data blev ændret, mens de blev læst",
}

# ---- The words of the script
SCRIPT = {
    # The controls
    "search": "Søg i alt",
    "found": "Fundet",
    "dayGroup": "Vis, hvad der gælder på en dag",
    "day": "Vis, hvad der gælder",
    "today": "I dag",
    "allDays": "Alle tider",
    "contents": "På denne side",
    # The day
    "shown": "Viser, hvad der gælder {day}.",
    "nothingNear": "På den valgte dag er intet forhold kendt.",
    "noAnswer": "På den valgte dag er der intet svar. Det første gælder {period}.",
    "notAlive": "{name} findes ikke på den valgte dag. Svarene herunder gælder andre dage.",
    # Search
    "quotationAbout": "Citat om {name}",
    "unsettled": "Uafklaret",
    "allFound": "Vis alle {count} fund",
    "foundCount": "{count} fund for »{asked}«",
    "foundFirst": "{count} fund for »{asked}«; de første {shown} vises.",
    "noneFound": "Intet fundet for »{asked}«. Prøv en del af ordet.",
    "noneFoundAtAll": "Intet fundet for »{asked}«. Prøv en del af ordet, eller et andet ord.",
    "noIndex": f"Søgning virker ikke her: filen {ADDRESSES['search_index']} mangler.",
    # Addresses
    "things": ADDRESSES["things"],
    "searchPage": ADDRESSES["search"],
    "mapPage": ADDRESSES["map"],
    "searchIndex": ADDRESSES["search_index"],
    "dayParameter": PARAMETERS["day"],
    "allDaysParameter": PARAMETERS["all_days"],
    "mapDayParameter": PARAMETERS["map_day"],
}
# Of one, and of any other number (`count`)
COUNTS = {
    "hidden": (
        "{count} linje, der gælder andre dage, er skjult.",
        "{count} linjer, der gælder andre dage, er skjult.",
    ),
    "others": ("… og {count} anden", "… og {count} andre"),
}

TEXTS: dict[str, Entry] = {
    **_FRAME,
    **_START,
    **_CHANGES,
    **_LISTS,
    **_NODE,
    **_DOCUMENT,
    **_ABOUT,
    **_FAULTS,
    "others": Plural("count", *COUNTS["others"]),
}
