"""The two kinds of fault: an `Issue` in data (collected, never raised) and an `OrgraphError` for a request that cannot be met."""

from __future__ import annotations

import re
from typing import NamedTuple

# What could move the cursor, colour the screen or turn the text around; new lines are the program's own.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Issue(NamedTuple):
    """One fault in a file: where it is, what is wrong, why it matters and what to do next."""

    file: str
    line: int
    what: str
    why: str
    next: str
    rule: str = ""

    def __str__(self) -> str:
        return " ".join(f"{self.file}:{self.line}: {self.what}: {self.why}. {self.next}.".split())


class OrgraphError(Exception):
    """A request that cannot be met; its text is shown to the user as it stands."""


class BadDate(OrgraphError):
    """A date that cannot be read, or that is too imprecise for the question."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"Datoen {shown(text)} kan ikke bruges: {why}.")


class BadSeed(OrgraphError):
    """The seed folder has faults; all of them are in `issues`."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        self.issues = issues
        count = "1 fejl" if len(issues) == 1 else f"{len(issues)} fejl"
        super().__init__("\n".join([*map(str, issues), f"{count} i data. Ret dem, og kør kommandoen igen."]))


class NoSuchFolder(OrgraphError):
    """A path that should be a folder of seed files and is not."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"Mappen {shown(path)} kan ikke læses: {why}. Angiv en mappe med en vocabulary.yaml, fx --seed seed.")


class NoSuchFile(OrgraphError):
    """A path that should be a readable file and is not."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"Filen {shown(path)} kan ikke læses: {why}.")


class CannotWrite(OrgraphError):
    """A place where the output cannot be written."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"Der kan ikke skrives til {shown(path)}: {why}. Vælg et andet sted.")


class CannotAdopt(OrgraphError):
    """A scenario that cannot be written into the seed."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Scenariet er ikke skrevet ind i data: {shown(why, 1500).strip('»«')}. Intet er skrevet.")


class NoSuchForm(OrgraphError):
    """A form that nothing is written in."""

    def __init__(self, form: str, known: tuple[str, ...]) -> None:
        super().__init__(f"Formen {shown(form)} findes ikke. Vælg {' eller '.join(known)}.")


class NothingToReplay(OrgraphError):
    """A scenario that does not say which reform it replays."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"Scenariet {shown(file)} siger ikke, hvilken omlægning det afspiller. Skriv replays: og omlægningens id, fx replays: [aendring-001-01]."
        )


class TwoWaysAtOnce(OrgraphError):
    """A question that should be compared and told over time at once."""

    def __init__(self) -> None:
        super().__init__("--against og --over-time kan ikke bruges sammen. Vælg den ene.")


class NoSuchWord(OrgraphError):
    """A word that the vocabulary should hold and does not: a relation type or a kind."""

    def __init__(self, word: str, sort: str, near: tuple[str, ...]) -> None:
        hint = f" Mente du {' eller '.join(near)}?" if near else ""
        super().__init__(f"Ordlisten har ikke {sort} {shown(word)}.{hint}")


class NoServer(OrgraphError):
    """Nothing answers at the database's address."""

    def __init__(self, uri: str) -> None:
        super().__init__(f"Der svarer ingen Neo4j på {shown(uri)}. Start serveren, eller angiv en anden adresse med --uri, fx bolt://127.0.0.1:7687.")


class WrongProtocol(OrgraphError):
    """Something listens at the database's address, and does not speak as Neo4j does when nothing is encrypted."""

    def __init__(self, uri: str) -> None:
        super().__init__(
            f"Der er noget på {shown(uri)}, men det svarer ikke som en Neo4j uden kryptering. Kræver serveren kryptering, så skriv bolt+s:// "
            "eller neo4j+s:// foran; ellers ret porten (Neo4j har som regel 7687)."
        )


class NotEncrypted(OrgraphError):
    """The address asks for encryption and the server has none."""

    def __init__(self, uri: str) -> None:
        super().__init__(f"Serveren på {shown(uri)} svarer ikke krypteret. Skriv bolt:// eller neo4j:// uden +s foran, hvis den ikke skal, eller ret porten.")


class UntrustedCertificate(OrgraphError):
    """The server is encrypted with a certificate that nobody vouches for."""

    def __init__(self, uri: str, why: str) -> None:
        super().__init__(
            f"Serveren på {shown(uri)} viser et certifikat, som denne maskine ikke stoler på ({shown(why, 120)}). Lad maskinen kende udstederen, "
            "eller skriv +ssc i stedet for +s for at stole på det alligevel."
        )


class BadServerAddress(OrgraphError):
    """An address that the database driver cannot use."""

    def __init__(self, uri: str, why: str) -> None:
        super().__init__(f"Adressen {shown(uri)} kan ikke bruges ({shown(why, 120)}). Skriv den som bolt://vært:7687 eller neo4j://vært:7687.")


class WrongPassword(OrgraphError):
    """The database does not let the user in."""

    def __init__(self, uri: str, user: str | None) -> None:
        who = f"brugeren {shown(user)}" if user else "nogen uden brugernavn"
        super().__init__(f"Neo4j på {shown(uri)} lukker ikke {who} ind. Ret brugernavn eller adgangskode.")


class PasswordMustChange(OrgraphError):
    """The password is right and may only be used to choose another."""

    def __init__(self, uri: str, user: str | None) -> None:
        super().__init__(f"Adgangskoden for {shown(user or '')} på {shown(uri)} skal skiftes, før serveren kan bruges. Log ind i Neo4j Browser, og vælg en ny.")


class NoSuchDatabase(OrgraphError):
    """The server has no database of that name."""

    def __init__(self, database: str) -> None:
        super().__init__(f"Serveren har ingen database {shown(database)}. Ret --database, eller udelad den for at bruge serverens egen.")


class ServerTooOld(OrgraphError):
    """The server speaks no version that can be used."""

    def __init__(self, version: str) -> None:
        super().__init__(f"Serveren er for gammel ({shown(version, 120)}). orgraph kræver Neo4j 5.26 eller nyere.")


class ServerLost(OrgraphError):
    """The server went away in the middle of the work."""

    def __init__(self, uri: str) -> None:
        super().__init__(f"Forbindelsen til Neo4j på {shown(uri)} blev afbrudt. Intet er halvt skrevet; kør kommandoen igen, når serveren svarer.")


class ServerSilent(OrgraphError):
    """The server is connected and says nothing."""

    def __init__(self, uri: str, seconds: float) -> None:
        super().__init__(
            f"Neo4j på {shown(uri)} har ikke svaret i {seconds:g} sekunder. Intet er halvt skrevet. "
            "Se, om serveren og nettet virker, og om en anden indlæsning er i gang; --patience giver længere tid."
        )


class ServerBusy(OrgraphError):
    """The server could not do it now, and may be able to later."""

    def __init__(self) -> None:
        super().__init__("Neo4j var optaget af andet arbejde på de samme data. Intet er skrevet; kør kommandoen igen.")


class TookTooLong(OrgraphError):
    """A statement that the server ended because its time was up."""

    def __init__(self) -> None:
        super().__init__("Forespørgslen nåede ikke at blive færdig i tide og er standset. Gør den snævrere, eller giv den længere tid med --timeout.")


class BadStore(OrgraphError):
    """A place to ask that is none."""

    def __init__(self, store: str) -> None:
        super().__init__(f"Der kan ikke spørges i {shown(store)}. Skriv --from seed, --from neo4j eller en adresse som bolt://vært:7687.")


class BadStatement(OrgraphError):
    """Cypher of somebody's own that the server cannot read; the reason is the server's."""

    def __init__(self, why: str, line: int, column: int) -> None:
        place = f" på linje {line}, tegn {column}" if line else ""
        super().__init__(f"Serveren kan ikke læse forespørgslen{place}: {shown(why, 200)}. Ret den, og kør kommandoen igen.")


class FailedStatement(OrgraphError):
    """Cypher of somebody's own that the server gave up; the reason is the server's."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Serveren kan ikke udføre forespørgslen: {shown(why, 200)}. Ret den, og kør kommandoen igen.")


class SeveralStatements(OrgraphError):
    """Several statements where one can be run."""

    def __init__(self) -> None:
        super().__init__("Der står flere forespørgsler; der kan køres én ad gangen. Læg hver i sin fil uden andre semikoloner end det sidste.")


class BrowserCommand(OrgraphError):
    """A line that Neo4j Browser or cypher-shell obeys and that is no Cypher."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"Linje {line}, {shown(text)}, er en kommando til Neo4j Browser. Slet linjen, og giv parametre med --param navn=værdi.")


class MissingParameters(OrgraphError):
    """Cypher that uses parameters which have no value."""

    def __init__(self, names: str) -> None:
        super().__init__(f"Forespørgslen bruger parametre uden værdi: {shown(names, 200).strip('»«')}. Giv hver af dem med --param navn=værdi.")


class WantsToWrite(OrgraphError):
    """Cypher that would write where only reading is allowed."""

    def __init__(self) -> None:
        super().__init__("Serveren afviste forespørgslen, fordi den vil skrive; her kan der kun læses. Intet er skrevet.")


class WantsPlan(OrgraphError):
    """Cypher that asks for the plan instead of the rows."""

    def __init__(self, word: str) -> None:
        super().__init__(f"{word} giver en plan og ikke rækker, og planer vises ikke her. Slet ordet, eller kør forespørgslen i Neo4j Browser.")


class BadParameter(OrgraphError):
    """A parameter of a statement that cannot be used."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"Parameteren {shown(text)} kan ikke bruges: {why}.")


class TwoForms(OrgraphError):
    """Two forms of one output asked for at once."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} og {second} kan ikke bruges sammen. Vælg den ene.")


class LoadTookTooLong(OrgraphError):
    """A load that the server ended because its time was up."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Indlæsningen nåede ikke at blive færdig på {seconds / 60:g} minutter og er standset. Intet er halvt skrevet.")


class BadPasswordFile(OrgraphError):
    """A file that should hold a password and does not."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"Adgangskoden kan ikke læses i {shown(path)}: {why}.")


class NothingLoaded(OrgraphError):
    """The database holds no organisation, or not yet a whole one."""

    def __init__(self, uri: str) -> None:
        super().__init__(f"Neo4j på {shown(uri)} rummer ingen organisation: den er ikke indlæst, eller indlæsningen er ikke færdig. Kør orgraph load.")


class OtherOrganisation(OrgraphError):
    """The database holds an organisation of another name than the one to be loaded."""

    def __init__(self, stored: str, wanted: str) -> None:
        super().__init__(f"Databasen rummer en anden organisation, {shown(stored)}. Brug en anden database, eller erstat den med {shown(wanted)}: --replace.")


class NewerSchema(OrgraphError):
    """The database was written by a later version of the program."""

    def __init__(self, stored: int, known: int) -> None:
        super().__init__(f"Databasen er skrevet af en nyere orgraph (udgave {stored}; denne kender {known}). Opdater orgraph.")


class NeverStill(OrgraphError):
    """The database was changed again and again while it was read."""

    def __init__(self) -> None:
        super().__init__("Databasen blev ændret hver gang, den blev læst. Vent, til indlæsningerne er færdige, og spørg igen.")


class ServerOutOfMemory(OrgraphError):
    """The server has too little memory for the work."""

    def __init__(self) -> None:
        super().__init__("Neo4j har for lidt hukommelse til at skrive det hele på én gang. Intet er skrevet. Giv serveren mere (server.memory.heap.max_size).")


class ServerDiskFull(OrgraphError):
    """The server cannot write to its disk."""

    def __init__(self) -> None:
        super().__init__(
            "Neo4j kan ikke skrive på sin disk: den er fuld eller i stykker. Intet er skrevet. Giv plads, genstart serveren, og kør kommandoen igen."
        )


class ServerMustRestart(OrgraphError):
    """The server has stopped its database after a fault."""

    def __init__(self) -> None:
        super().__init__(
            "Neo4j har standset databasen efter en alvorlig fejl, fx en fuld disk. Intet er skrevet. Se serverens log, ret fejlen, og genstart serveren."
        )


class ServerRefused(OrgraphError):
    """The server answered with a fault of its own: its code, when it gave one, and its words."""

    def __init__(self, why: str, code: str = "") -> None:
        self.why, self.code = why, code
        super().__init__(f"Neo4j afviste arbejdet: {shown(why, 300)}. Intet er skrevet.")


class BadNeo4jName(OrgraphError):
    """A word of the vocabulary that cannot be a label or a relationship type in Neo4j."""

    def __init__(self, word: str, why: str) -> None:
        super().__init__(f"Ordet {shown(word)} kan ikke blive et navn i Neo4j: {why}. Ret det i vocabulary.yaml.")


class NotABody(OrgraphError):
    """Something that nothing is under, asked for as a part of the organisation."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(f"{shown(name)} ({kind}) er ikke et organ, og et udsnit er det, der hører under et organ. Angiv et organ med --in.")


class NoSuchQuery(OrgraphError):
    """A question that has no Cypher."""

    def __init__(self, name: str, near: tuple[str, ...]) -> None:
        hint = f" Mente du {' eller '.join(near)}?" if near else ""
        super().__init__(f"Der er intet spørgsmål {shown(name)} i Cypher.{hint}")


def shown(text: str, limit: int = 60) -> str:
    """Foreign text made safe for a terminal line: quoted, shortened, without control characters."""
    clean = "".join(c if c.isprintable() else "�" for c in text)
    return f"»{clean if len(clean) <= limit else clean[: limit - 1] + '…'}«"
