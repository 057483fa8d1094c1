"""What the rules find, why they are kept, and what is said of the kept questions."""

from __future__ import annotations

from orgraph.languages import Entry, Fault, Plural

# Why a rule is kept.
REASONS = {
    "template": "en skabelon er en slags grupper, ikke en af dem",
    "outside-life": "et forhold kan kun gælde, mens begge parter findes",
    "approver": "en aftaletype bør have nogen, der godkender",
    "responsible": "en opgave eller målsætning bør have en ansvarlig",
    "way-up": "et organ bør have en vej opad",
    "appointed": "pladser bør have nogen, der udpeger til dem",
    "one-name": "to organer med ét navn bør være omtalt som navnefæller",
    "ended-by": "en afslutning bør have en omlægning",
    "deadline": "en passeret frist bør være fulgt op",
}

# What the text of a rule asks the database.
QUERIES = {
    "appointed": (
        "Pladser i et organ af underordnet slags bør have nogen, der udpeger til dem. "
        "Hvilke organer har pladser, som ingen udpeger til?"
    ),
    "approver": "En aftaletype bør have nogen, der godkender. Hvilke har aldrig nogen?",
    "deadline": (
        "En passeret frist bør være fulgt op. Hvilke frister er ældre end det nyeste "
        "dokument, uden at noget senere omtaler dem?"
    ),
    "ended-by": (
        "En afslutning bør have en omlægning. Hvilke organer ophører, uden at det siges hvorved?"
    ),
    "one-name": (
        "To organer med ét navn bør være omtalt som navnefæller. Hvilke hedder det samme "
        "i samme område på samme tid?"
    ),
    "outside-life": (
        "Et forhold kan kun gælde, mens begge parter findes. Hvilke forhold ligger helt "
        "uden for den tid?"
    ),
    "responsible": "En opgave eller målsætning bør have en ansvarlig. Hvilke har aldrig nogen?",
    "template": (
        "En skabelon er en slags grupper, ikke en af dem. Hvilke skabeloner er gjort til "
        "medlemmer?"
    ),
    "way-up": "Et organ af underordnet slags bør have en vej opad. Hvilke har aldrig nogen?",
}

# What a rule finds, by its id.
_FINDINGS: dict[str, Entry] = {
    "template": "skabelonen {node} er gjort til medlem af {whole}",
    "outside-life": "forholdet ligger uden for den tid, hvor begge parter findes: {lives!a}",
    "life": "{node} ({start}-{end})",
    "approver": "{node} har ingen, der godkender",
    "responsible": "{node} har ingen ansvarlig",
    "way-up": "{node} har ingen vej opad",
    "appointed": "ingen udpeger til pladserne i {node}",
    "one-name": "{one} og {other} hedder begge {name} på samme tid",
    "ended-by": "{node} ophører {day} uden en omlægning",
    "deadline": "fristen {day} er passeret, og ingen opfølgning er omtalt",
}

_COUNTS: dict[str, Entry] = {
    "asked": "{number} spørgsmål er stillet; {right} har det svar, de skal have.",
    "faults": Plural("number", "{number} fejl.", "{number} fejl."),
    "no_faults": "Ingen fejl.",
    "rule_faults": Plural(
        "number", "{rule}: {number} fejl ({reason})", "{rule}: {number} fejl ({reason})"
    ),
    "rule_gaps": Plural(
        "number",
        "{rule}: {number} hul, {recorded} registreret som uoplyst ({reason})",
        "{rule}: {number} huller, {recorded} registreret som uoplyst ({reason})",
    ),
    "rule_no_gaps": "{rule}: 0 huller ({reason})",
    "recorded": "{text} (registreret)",
}

_QUESTIONS: dict[str, Entry] = {
    "answer_differs": Fault(
        "{id}: {ask} ({at})",
        "{faults}",
        "Ret forholdene, eller ret spørgsmålets svar, hvis dokumentet siger det",
    ),
    "not_a_question": "»{words}« er ikke et spørgsmål, der kan stilles",
    "questions_no_list": Fault(
        "afsnittet {section} er ikke en liste",
        "hvert spørgsmål skal begynde med en bindestreg",
        "Skriv - foran hvert",
    ),
    "section_unknown": Fault(
        "afsnittet {section} er ukendt", "intet i det bliver spurgt", "Skriv {known}:"
    ),
    # how an answer differs from the one that is kept
    "no_note": "ingen note af slagsen {kinds}",
    "no_source": "ingen kilde i {place}",
    "not_mentioned": "nævner ikke {ids}",
    "not_together": "{ids} er ikke bundet sammen som {logic}",
    "no_path": "vejen er ingen",
    "other_path": "vejen er {paths}",
    "other_status": "status er {given}, ikke {wanted}",
    "other_subject": "navnet »{name}« fører til {given}",
    "role_forbidden": "{role}: forbudt {ids}",
    "role_missing": "{role}: mangler {ids}",
    "role_unexpected": "{role}: uventet {ids}",
}

TEXTS: dict[str, Entry] = {**_FINDINGS, **_COUNTS, **_QUESTIONS}
