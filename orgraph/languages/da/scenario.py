"""What is said of a scenario while it is read, carried out, stamped and adopted, and the words it
writes into the facts that it makes.
"""

from __future__ import annotations

from orgraph.languages import Entry, Fault
from orgraph.languages.da.grammar import quote, sentence

_NO_RELATION = Fault(
    "{place}: relationen {word} er ukendt",
    "den står ikke i ordlisten",
    "Se relations i vocabulary.yaml",
)
_NO_KIND = Fault(
    "{place}: slagsen {word} er ukendt",
    "den står ikke i ordlisten",
    "Se kinds i vocabulary.yaml",
)
_NO_NODE = Fault(
    "{place}: {word} findes ikke",
    "intet i data har det id",
    "Ret id'et, eller opret det først med create",
)
_NO_FIELD = Fault(
    "{place}: where: nøglen {word} er ukendt",
    "intet i data har det felt",
    "Brug fx {flags}",
)
_NO_STEP = Fault("trinnet {word} er ukendt", "det kan ikke udføres", "Kendte trin: {known}")
_ONE_TOO_MANY = "Slet det ene trin, eller giv dem hver sin dag"
_ONLY_ONE = "Behold kun det sidste trin, eller giv dem hver sin dag"


def _with_near(fault: Fault) -> Fault:
    """The same fault when there are known words like the one that is wrong."""
    return fault._replace(next="Mente du {near!o}")


def _absent(why: str) -> Fault:
    """What is named and is not there on the day: because of when it lives."""
    return Fault("{place}: {id} findes ikke den {day}", why, "Ret id'et eller datoen")


def _cannot_adopt(why: str) -> str:
    """Rules and kept questions may say much: there is room for 1,500 characters of it."""
    bare = quote(why, 1500)[1:-1]
    return f"Scenariet er ikke skrevet ind i data: {sentence(bare)} Intet er skrevet."


# ---- The file
_READING: dict[str, Entry] = {
    "the_scenario": "scenariet",
    "no_file": "det er ikke en almindelig fil; gem teksten i en, og nævn den",
    "no_day": Fault("scenariet har ingen dag", "uden den kan intet ske", "Skriv on: og en dato"),
    "bad_day": Fault("{problem}", "et trin sker på én dag", "Ret datoen"),
    "step_without_day": Fault(
        "{verb}: trinnet har ingen dag",
        "hverken det eller scenariet siger hvornår",
        "Skriv on: øverst eller ved trinnet",
    ),
    "step_unknown": _NO_STEP,
    "step_unknown_near": _with_near(_NO_STEP),
    "key_beside_verb": Fault(
        "nøglen {key} er ukendt",
        "et trin er ét verbum",
        "Ved siden af det kan stå {known}; nyt trin begynder med -",
    ),
    "phase": "{name} ({number}. fase)",
    "already_adopted": Fault(
        "omlægningen {id} står allerede i data",
        "{known}",
        "Er scenariet besluttet, så afspil det med replays: [{id}]; ellers giv det et andet id"
        " (id:)",
    ),
    "scenario_id_taken": Fault(
        "id {id} er brugt før", "{known}", "Giv scenariet et andet id (id:)"
    ),
    "new_id_taken": Fault("id {id} er brugt før", "{known}", "Giv det nye et andet id"),
    # What an id of the data is, and where it stands.
    "is_node": "det er {kind} {name!q}",
    "is_node_at": "det er {kind} {name!q} i {file}:{line}",
    "is_relation": "det er et forhold",
    "is_relation_at": "det er et forhold i {file}:{line}",
}

# ---- Words, ids and sets in it
_REFERENCES: dict[str, Entry] = {
    "node_unknown": _NO_NODE,
    "node_unknown_near": _with_near(_NO_NODE),
    "relation_unknown": _NO_RELATION,
    "relation_unknown_near": _with_near(_NO_RELATION),
    "kind_unknown": _NO_KIND,
    "kind_unknown_near": _with_near(_NO_KIND),
    "field_unknown": _NO_FIELD,
    "field_unknown_near": _with_near(_NO_FIELD),
    "not_upward": Fault(
        "{place}: {word} er ikke en vej opad", "trinnet kan ikke bruge den", "Brug {known!o}"
    ),
    "not_a_seat": Fault(
        "{place}: {word} er ikke en plads", "trinnet kan ikke bruge den", "Brug {known!o}"
    ),
    "set_unlimited": Fault(
        "{place}: mængden er ikke afgrænset",
        "den ville være alt i data",
        "Skriv fx et id, kind, region, in eller with",
    ),
}

# ---- What stands under a step's verb
_STEPS: dict[str, Entry] = {
    "not_a_section": Fault(
        "{place} er ikke et afsnit", "der skal stå nøgler og værdier", "Se docs/scenarier.md"
    ),
    "key_not_here": Fault(
        "nøglen {key} kan ikke stå her", "trinnet giver selv dato og id", "Slet den"
    ),
    "nothing_created": Fault(
        "create: listen er tom",
        "intet bliver oprettet",
        "Skriv id, name og kind, eller slet trinnet",
    ),
    "place_in_process": "create: {process}: trin {order}",
    "share_unlimited": Fault(
        "split: into: en del er ikke afgrænset",
        "det er ikke sagt, hvad den overtager",
        "Skriv relation, where eller rest: true",
    ),
    "grant_without_relation": Fault(
        "grant: nøglen relation mangler",
        "det er ikke sagt, hvad der gives",
        "Skriv en relation fra ordlisten",
    ),
    "end_missing": Fault(
        "{verb}: nøglen {key} mangler",
        "et forhold har to ender",
        "Skriv et id eller en mængde",
    ),
    "revoke_without_ends": Fault(
        "revoke: hverken from eller to er nævnt",
        "det er ikke sagt, hvis forhold der ophører",
        "Skriv from, to eller begge",
    ),
    "relations_missing": Fault(
        "{verb}: relation er tom",
        "det er ikke sagt, hvilke forhold der menes",
        "Skriv en eller flere relationer",
    ),
    "new_is_no_section": Fault(
        "det nye er ikke et afsnit",
        "der skal stå id, name og kind",
        "Skriv fx {{id: …, name: …, kind: …}}",
    ),
    "the_new": "det nye",
    "new_kind_unknown": Fault(
        "{name}: slagsen {kind} er ukendt",
        "ordlisten siger, hvilke slags der findes",
        "Se kinds i vocabulary.yaml",
    ),
    "new_kind_missing": Fault(
        "{name}: nøglen kind mangler eller er ikke tekst",
        "ordlisten siger, hvilke slags der findes",
        "Se kinds i vocabulary.yaml",
    ),
    "valid_from_not_here": Fault(
        "valid_from kan ikke stå her", "det nye begynder på trinnets dag", "Skriv on ved trinnet"
    ),
    # The ends of a relation whose own are not known yet, as faults in its content name it:
    # "fra ansvarlig-for til".
    "template_source": "fra",
    "template_target": "til",
}

# ---- Carrying it out
_APPLYING: dict[str, Entry] = {
    "set_empty": Fault(
        "{place}: mængden er tom",
        "intet i data passer den {day}",
        "Ret mængden eller datoen, eller slet trinnet",
    ),
    "absent": _absent("det er uden oplyst begyndelse"),
    "absent_after": _absent("det er uden oplyst begyndelse og ophører {end!d}"),
    "absent_before": _absent("det begynder {start!d}"),
    "absent_outside": _absent("det begynder {start!d} og ophører {end!d}"),
    "not_yet_created": _absent("et senere trin opretter det"),
    "renamed_when_it_ends": Fault(
        "{id} ophører samme dag, som det skulle have et nyt navn",
        "det findes ikke den {day}",
        _ONE_TOO_MANY,
    ),
    "renamed_when_it_begins": Fault(
        "{id} begynder samme dag, som det skulle have et nyt navn",
        "det har aldrig været {now}",
        "Skriv det rigtige, hvor det begynder",
    ),
    "name_taken": Fault(
        "{id} kan ikke hedde {name}: det hedder {other}",
        "to af samme slags med ét navn kan ikke kendes fra hinanden",
        "Find et andet navn, eller brug merge, hvis de skal være ét",
    ),
    "renamed_twice": Fault(
        "{id} skulle have et nyt navn to gange samme dag",
        "det har aldrig været {now}",
        _ONLY_ONE,
    ),
    "kind_changed_when_it_ends": Fault(
        "{id} ophører samme dag, som det skulle blive en anden slags",
        "det findes ikke den {day}",
        _ONE_TOO_MANY,
    ),
    "kind_changed_when_it_begins": Fault(
        "{id} begynder samme dag, som det skulle blive en anden slags",
        "det har aldrig været {now}",
        "Skriv det rigtige, hvor det begynder",
    ),
    "kind_changed_twice": Fault(
        "{id} skulle blive en anden slags to gange samme dag",
        "det har aldrig været {now}",
        _ONLY_ONE,
    ),
    "changed_when_it_ends": Fault(
        "{id} ændres samme dag, som det skulle ophøre",
        "det ville aldrig være {name} ({kind})",
        _ONE_TOO_MANY,
    ),
    "other_family": Fault(
        "{id} kan ikke blive {kind}",
        "det er {label}, og {kind} er en anden slags ting",
        "Vælg en slags af samme familie",
    ),
    "cannot_move": Fault(
        "move: {id} kan ikke flyttes",
        "ordlisten har ingen vej opad for den slags",
        "Skriv relation, eller tag det ud af mængden",
    ),
    "without_heir": "{count} forhold får ingen arving: {types}",
}

# ---- What came of a step, held against the rules
_VALIDATION: dict[str, Entry] = {
    "begins_when_it_ends": Fault(
        "{name} begynder samme dag, som det skulle ophøre",
        "fra {start} til {end} er ingen dag",
        "Vælg en senere dag, eller hold det ude af trinnet",
    ),
    "ends_before_it_begins": Fault(
        "{name} skulle ophøre, før det begynder",
        "fra {start} til {end} er ingen dag",
        "Vælg en senere dag, eller hold det ude af trinnet",
    ),
    "source_not_allowed": Fault(
        "{relation_type} kan ikke have {id} foran sig",
        "{id} er {label} ({kind})",
        "Tilladt: {allowed}",
    ),
    "target_not_allowed": Fault(
        "{relation_type} kan ikke have {id} efter sig",
        "{id} er {label} ({kind})",
        "Tilladt: {allowed}",
    ),
    "outside_lives": Fault(
        "{relation} ligger uden for den tid, hvor begge findes",
        "{lives!a}",
        "Ret datoen, eller vælg andre",
    ),
    "life": "{id} ({start} til {end})",
    "circle": Fault(
        "{relation_type} går i ring {day}",
        "{way}",
        "Flyt først det led, der lukker ringen, eller vælg et andet",
    ),
}

# ---- What it should lead to
_EXPECTATIONS: dict[str, Entry] = {
    "expectation_no_section": Fault(
        "expect: forventningen er ikke et afsnit",
        "den kan ikke efterprøves",
        "Begynd den med {known!o}",
    ),
    "expectation_unknown": Fault(
        "expect: {key} er ukendt", "ingen ville efterprøve det", "Begynd med {known}"
    ),
    "expected_a_way": Fault(
        "forventningen holder ikke; {count} står uden en vej opad til {target}",
        "{names}",
        "Ret scenariet, eller ret forventningen",
    ),
    "expected_a_relation": Fault(
        "forventningen holder ikke; {count} står uden {target}",
        "{names}",
        "Ret scenariet, eller ret forventningen",
    ),
    "and_others": "{names} og {count} andre",
}

# ---- What it writes into the facts
_FACTS: dict[str, Entry] = {
    "because_of_scenario": "Scenariet »{name}«.",
    "because_of_change": "Følger af omlægningen »{name}«.",
    "taken_over": "Overtaget fra {names!a}.",
    "was_called": "Hed »{name}« indtil {day!d}.",
    "was_of_kind": "Var {kind} indtil {day!d}.",
}

# ---- Stamped and adopted
_FILES: dict[str, Entry] = {
    "stamp_head": (
        "# Sådan så det ud, scenariet bygger på, da det blev lavet; skrevet af orgraph scenario"
        " stamp."
    ),
    "cannot_stamp": "sådan som scenariet er skrevet, kan der ikke føjes mærker til det",
    "write_on_lines": (
        "Skriv hver af dets nøgler på en linje for sig, uden krøllede parenteser om dem alle"
    ),
    "drift_gone": "findes ikke længere",
    "drift_changed": "er ændret",
    "drift_new": "er kommet til",
    "cannot_adopt": _cannot_adopt,
    "replays_a_reform": "det afspiller en omlægning, der allerede står i data (replays)",
    "changes_nothing": "scenariet ændrer intet",
    "place_unknown": "det vides ikke, hvor {id} står",
    "would_breach": "orgraph check ville melde {count} fejl bagefter: {faults}",
    "read_otherwise": "{count} forhold ville blive læst anderledes, end scenariet siger: {ids}",
    "shares_its_line": Fault(
        "forholdet kan ikke ændres, hvor det står",
        "det deler linje med andre",
        "Giv det sin egen linje",
    ),
    "not_in_seed": "det skal være en .yaml-fil i datamappen {folder!q}",
    "belongs_to_others": "{part!q} læses ikke, for sådan et navn hører til andre programmer",
    "folder_of_no_facts": "mappen {folder!q} rummer ikke forhold",
    "name_of_the_vocabulary": "{name!q} er ordlistens navn",
    "is_no_folder": "{part!q} er ikke en mappe",
    "make_room": "Giv plads til en kopi af data, fx med TMPDIR",
    "adopted_head": "# {name}: vedtaget omlægning, {days!a}. Skrevet af orgraph scenario adopt.",
    "nothing_to_replay": (
        "Scenariet {file!q} siger ikke, hvilken omlægning det afspiller. Skriv replays: og"
        " omlægningens id, fx replays: [aendring-001-01]."
    ),
}

TEXTS: dict[str, Entry] = {
    **_READING,
    **_REFERENCES,
    **_STEPS,
    **_APPLYING,
    **_VALIDATION,
    **_EXPECTATIONS,
    **_FACTS,
    **_FILES,
}
