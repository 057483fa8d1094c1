"""The words of each question: a row is all that the language has to know of one.

`help` is the command's own line, and `query` that of its text in Cypher; `heading` stands above
its answer on a page, and `compared` above its answers in a comparison. `table`, `lede` and
`example` are of the site's table of its answers.
"""

from __future__ import annotations

from orgraph.languages import QuestionWords

QUESTIONS = {
    "approves": QuestionWords(
        help="Hvem godkender det? Hele vejen til afgørelsen, i rækkefølge.",
        query=(
            "Hvem godkender det? Hele vejen til afgørelsen: hvem der sætter i gang, udarbejder,"
            " høres, indstiller, godkender og fører det ud i livet."
        ),
        heading="Hvem godkender?",
        compared="Hvem godkender",
        address="hvem-godkender.html",
        table="Hvem godkender hvad",
        lede="For hver aftale, opgave og sag: hvem der godkender, og hvad der sker før og efter.",
        example="Hvem godkender en aftale?",
    ),
    "escalate": QuestionWords(
        help="Hvordan kommer en sag videre opad?",
        query=(
            "Hvilken vej går sagen op? Fra et organ, eller fra en sag gennem dem der har ansvaret"
            " for den: alle led, den kan gå ad."
        ),
        heading="Hvordan kommer en sag videre opad?",
        compared="Vejen op",
        address="vejen-op.html",
        table="Vejen op",
        lede=(
            "For hvert organ og hver sag: den korteste vej videre opad, så langt dokumenterne"
            " siger den."
        ),
        example="Hvordan kommer en sag videre opad?",
    ),
    "responsible": QuestionWords(
        help="Hvem er ansvarlig for det? Og hvem udfører, følger op og koordinerer.",
        query=(
            "Hvem er ansvarlig? Og adskilt fra dem: hvem der koordinerer, udarbejder, udfører og"
            " følger op."
        ),
        heading="Hvem har ansvaret?",
        compared="Hvem har ansvaret",
        address="hvem-har-ansvaret.html",
        table="Hvem har ansvaret",
        lede=(
            "For hver opgave, aftale og målsætning: hvem der er ansvarlig, og hvem der tager del."
        ),
        example="Hvem har ansvaret for en opgave?",
    ),
    "implements": QuestionWords(
        help="Hvem implementerer det?",
        query=(
            "Hvem fører det ud i livet? Organ for organ; samlede betegnelser nævnes og foldes ud."
        ),
        heading="Hvem gennemfører?",
        compared="Hvem udfører",
    ),
    "appoints": QuestionWords(
        help="Hvem sidder der, hvor mange, og hvem udpeger dem?",
        query="Hvem sidder i det, hvor mange, i hvilken rolle, og hvem udpeger?",
        heading="Hvem sidder med, og hvem udpeger?",
        compared="Hvem sidder der, og hvem udpeger",
        address="hvem-udpeger.html",
        table="Hvem udpeger",
        lede="For hvert organ: hvem der sidder med, leder og betjener det, og hvem der udpeger.",
        example="Hvem sidder i et udvalg, og hvem udpeger dem?",
    ),
    "show": QuestionWords(
        help="Alt hvad der vides om det.",
        query=(
            "Hvad vides der om det? Registernumre, forhold, trin og beslutninger, som de gælder på"
            " dagen."
        ),
    ),
    "history": QuestionWords(
        help="Dets liv: oprettet, ændret, nedlagt; forgængere og efterfølgere.",
        query=(
            "Hvordan er det gået med det? Hvad der oprettede, ændrede og nedlagde det, hvad der"
            " kom før og efter, hele livet igennem."
        ),
        heading="Hvad er der sket?",
    ),
    "steps": QuestionWords(
        help="Trinnene i en proces, i rækkefølge.",
        query=(
            "Hvad er trinene, i rækkefølge? I en proces, eller i de processer der handler om"
            " emnet."
        ),
        heading="Trin for trin",
    ),
    "unknowns": QuestionWords(
        help="Hvad dokumenterne ikke siger, eller siger på to måder.",
        query=(
            "Hvad siger papirerne ikke, eller siger på to måder? Om et emne, i et dokument, eller"
            " i det hele taget."
        ),
    ),
    "impact": QuestionWords(
        help="Hvad står uden ansvarlig, godkender eller vej opad, hvis det ophører den dag?",
        query=(
            "Hvad mister sin ansvarlige, sin godkender eller sin vej op, hvis det ophører? Et"
            " organ med dets medlemmer, eller alle af en slags."
        ),
    ),
    "who": QuestionWords(
        help="Hvem har relationen til emnet? Fx: who sekretariat-for temagruppen.",
        query=(
            "Hvem har et bestemt forhold til det? Ethvert forhold i ordforrådet, spurgt fra målet."
        ),
    ),
    "what": QuestionWords(
        help="Hvad har emnet relationen til? Fx: what godkender sundhedsstyregruppen.",
        query=(
            "Hvad har det et bestemt forhold til? Ethvert forhold i ordforrådet, spurgt fra"
            " kilden, selv eller som medlem af en samlet betegnelse."
        ),
    ),
    "list": QuestionWords(
        help="Alle af en slags på dagen, fx: list temagrupper --at 2012-06-01.",
        query=(
            "Hvilke er der? Alle af en slags på en dag, indsnævret til et område og til dem, der"
            " har eller mangler et forhold."
        ),
    ),
    "why": QuestionWords(
        help="Hvordan hænger to ting sammen? Den korteste kæde af forhold.",
        query=(
            "Hvorfor hænger de to sammen? Den korteste kæde af forhold mellem dem på dagen,"
            " hvilken vej forholdene end er skrevet."
        ),
    ),
    "why-not": QuestionWords(
        help="Hvorfor kommer en sag ikke fra det ene til det andet, og siden hvornår?",
        query=(
            "Hvorfor når en sag ikke fra den ene op til den anden? Alle led opad fra den ene til"
            " enhver tid, og hvad der gælder på dagen."
        ),
    ),
    "matrix": QuestionWords(
        help="Hvem gør hvad? Organer mod aftaler eller opgaver, med deres roller.",
    ),
    "search": QuestionWords(
        help="Find ting og forhold, der rummer ordene.",
    ),
}

# The metavariable and the help of what a question takes, and of the options that narrow it; of a
# question that says it otherwise by its own name.
TAKES = {
    "subject": ("EMNE", "Et id, et navn, et andet navn eller en entydig del af et."),
    "other": ("EMNE", "Et id, et navn, et andet navn eller en entydig del af et."),
    "optional_subject": ("[EMNE]", "Et emne eller et dokuments nummer. Uden: alt."),
    "subject_or_kind": ("EMNE", "Et organ, eller en hel slags, fx temagrupper."),
    "relation": ("RELATION", "En relation fra ordlisten, fx sekretariat-for eller høres-om."),
    "kind": ("SLAGS", "En slags fra ordlisten, i ental eller flertal."),
    "subjects": ("EMNE...", "Aftaler eller opgaver, eller en hel slags."),
    "words": ("ORD...", "Ord, der skal stå i et navn, et citat eller en note."),
}
OPTIONS = {
    "to": ("ORGAN", "Kun vejen til dette organ."),
    "on": ("DATO", "Dagen det ophører. Uden: i dag."),
    "within": (
        "ORGAN",
        "Kun dem, der hører til dette organ eller denne region, selv eller gennem andre.",
    ),
    "having": (
        "RELATION",
        "Kun dem, der selv har denne relation, i en af dens ender; ikke gennem en samling.",
    ),
    "lacking": (
        "RELATION",
        "Kun dem, der ikke selv har denne relation; en samling kan have den for dem.",
    ),
    "at_least": ("ANTAL", "Mindst så mange af relationen i --with."),
    "every": ("", "Også dem, hvis begyndelse er ukendt på dagen."),
    "limit": ("ANTAL", "Højst så mange fund."),
}
