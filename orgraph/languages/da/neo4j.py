"""What is said of a Neo4j server, of what stands in it, and of Cypher that it cannot run."""

from __future__ import annotations

from collections.abc import Sequence

from orgraph.languages import Entry
from orgraph.languages.da.grammar import quote


# ---- Parts that may be missing, numbers to round, and quotations of a length of their own
def _bad_address(uri: str, why: str) -> str:
    return (
        f"Adressen {quote(uri)} kan ikke bruges ({quote(why, 120)}). Skriv den som"
        " bolt://vært:7687 eller neo4j://vært:7687."
    )


def _bad_statement(why: str, line: int, column: int) -> str:
    place = f" på linje {line}, tegn {column}" if line else ""
    return (
        f"Serveren kan ikke læse forespørgslen{place}: {quote(why, 200)}. Ret den, og kør"
        " kommandoen igen."
    )


def _load_took_too_long(seconds: float) -> str:
    return (
        f"Indlæsningen nåede ikke at blive færdig på {seconds / 60:g} minutter og er standset."
        " Intet er halvt skrevet."
    )


def _no_such_query(name: str, near: Sequence[str]) -> str:
    unknown = f"Der er intet spørgsmål {quote(name)} i Cypher."
    return f"{unknown} Mente du {' eller '.join(near)}?" if near else unknown


def _refused(why: str) -> str:
    return f"Neo4j afviste arbejdet: {quote(why, 300)}. Intet er skrevet."


def _silent(uri: str, seconds: float) -> str:
    return f"Neo4j på {quote(uri)} har ikke svaret i {seconds:g} sekunder. Intet er halvt skrevet."


def _too_old(version: str) -> str:
    return (
        f"Serveren er for gammel ({quote(version, 120)}). orgraph kræver Neo4j 5.26 eller nyere."
    )


def _untrusted_certificate(uri: str, why: str) -> str:
    return (
        f"Serveren på {quote(uri)} viser et certifikat, som denne maskine ikke stoler på"
        f" ({quote(why, 120)}). Lad maskinen kende udstederen, eller skriv +ssc i stedet for +s"
        " for at stole på det alligevel."
    )


def _wrong_password(uri: str, user: str | None) -> str:
    who = f"brugeren {quote(user)}" if user else "nogen uden brugernavn"
    return f"Neo4j på {quote(uri)} lukker ikke {who} ind. Ret brugernavn eller adgangskode."


# ---- What to do next, where it is not part of the text: whoever has options says it by them
_REMEDIES: dict[str, Entry] = {
    "remedy_address": "Start serveren, eller angiv en anden adresse, fx bolt://127.0.0.1:7687.",
    "remedy_browser_command": "Slet linjen, og giv parametrene ved siden af forespørgslen.",
    "remedy_database": "Ret navnet, eller udelad det for at bruge serverens egen.",
    "remedy_load": "Læg en organisation i den, eller vent, til indlæsningen er færdig.",
    "remedy_parameters": "Giv hver af dem en værdi.",
    "remedy_patience": (
        "Se, om serveren og nettet virker, og om en anden indlæsning er i gang, eller giv den"
        " længere tid."
    ),
    "remedy_replace": "Brug en anden database, eller bed om, at den erstattes med {wanted!q}.",
    "remedy_timeout": "Gør den snævrere, eller giv den længere tid.",
}

TEXTS: dict[str, Entry] = {
    # the server and the way to it
    "address_without_scheme": "den begynder hverken med bolt:// eller neo4j://",
    "bad_address": _bad_address,
    "busy": (
        "Neo4j var optaget af andet arbejde på de samme data. Intet er skrevet; kør kommandoen"
        " igen."
    ),
    "disk_full": (
        "Neo4j kan ikke skrive på sin disk: den er fuld eller i stykker. Intet er skrevet. Giv"
        " plads, genstart serveren, og kør kommandoen igen."
    ),
    "lost": (
        "Forbindelsen til Neo4j på {uri!q} blev afbrudt. Intet er halvt skrevet; kør kommandoen"
        " igen, når serveren svarer."
    ),
    "must_restart": (
        "Neo4j har standset databasen efter en alvorlig fejl, fx en fuld disk. Intet er skrevet."
        " Se serverens log, ret fejlen, og genstart serveren."
    ),
    "no_server": "Der svarer ingen Neo4j på {uri!q}.",
    "no_such_database": "Serveren har ingen database {database!q}.",
    "not_encrypted": (
        "Serveren på {uri!q} svarer ikke krypteret. Skriv bolt:// eller neo4j:// uden +s foran,"
        " hvis den ikke skal, eller ret porten."
    ),
    "out_of_memory": (
        "Neo4j har for lidt hukommelse til at skrive det hele på én gang. Intet er skrevet. Giv"
        " serveren mere (server.memory.heap.max_size)."
    ),
    "password_must_change": (
        "Adgangskoden for {user!q} på {uri!q} skal skiftes, før serveren kan bruges. Log ind i"
        " Neo4j Browser, og vælg en ny."
    ),
    "refused": _refused,
    "silent": _silent,
    "too_old": _too_old,
    "untrusted_certificate": _untrusted_certificate,
    "wrong_password": _wrong_password,
    "wrong_protocol": (
        "Der er noget på {uri!q}, men det svarer ikke som en Neo4j uden kryptering. Kræver"
        " serveren kryptering, så skriv bolt+s:// eller neo4j+s:// foran; ellers ret porten (Neo4j"
        " har som regel 7687)."
    ),
    # what stands in the database
    "load_took_too_long": _load_took_too_long,
    "never_still": (
        "Databasen blev ændret hver gang, den blev læst. Vent, til indlæsningerne er færdige, og"
        " spørg igen."
    ),
    "newer_schema": (
        "Databasen er skrevet af en nyere orgraph (udgave {stored}; denne kender {known})."
        " Opdater orgraph."
    ),
    "nothing_loaded": (
        "Neo4j på {uri!q} rummer ingen organisation: den er ikke indlæst, eller indlæsningen er"
        " ikke færdig."
    ),
    "other_organisation": "Databasen rummer en anden organisation, {stored!q}.",
    # names
    "bad_name": "Ordet {word!q} kan ikke blive et navn i Neo4j: {why}. Ret det i vocabulary.yaml.",
    "label_letters": ("der skal stå mindst ét bogstav, og det første tegn må ikke være et tal"),
    "label_taken": "orgraph bruger selv mærket {name}",
    "not_ours": "det er ikke skrevet af orgraph",
    "type_letters": "der må stå store bogstaver A-Z, tal og _",
    "type_taken": "orgraph bruger det selv",
    # Cypher
    "bad_statement": _bad_statement,
    "browser_command": "Linje {line}, {text!q}, er en kommando til Neo4j Browser.",
    "failed_statement": (
        "Serveren kan ikke udføre forespørgslen: {why!p}. Ret den, og kør kommandoen igen."
    ),
    "missing_parameters": "Forespørgslen bruger parametre uden værdi: {names!u}.",
    "no_such_query": _no_such_query,
    "several_statements": (
        "Der står flere forespørgsler; der kan køres én ad gangen. Læg hver i sin fil uden andre"
        " semikoloner end det sidste."
    ),
    "took_too_long": "Forespørgslen nåede ikke at blive færdig i tide og er standset.",
    "wants_to_write": (
        "Serveren afviste forespørgslen, fordi den vil skrive; her kan der kun læses. Intet er"
        " skrevet."
    ),
    **_REMEDIES,
}
