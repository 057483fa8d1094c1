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


class BadServerAddress(OrgraphError):
    """An address that the database driver cannot use."""

    def __init__(self, uri: str, why: str) -> None:
        super().__init__(f"Adressen {shown(uri)} kan ikke bruges ({shown(why, 120)}). Skriv den som bolt://vært:7687 eller neo4j://vært:7687.")


class WrongPassword(OrgraphError):
    """The database does not let the user in."""

    def __init__(self, uri: str, user: str | None) -> None:
        who = f"brugeren {shown(user)}" if user else "nogen uden brugernavn"
        super().__init__(f"Neo4j på {shown(uri)} lukker ikke {who} ind. Ret brugernavn eller adgangskode.")


class NoSuchDatabase(OrgraphError):
    """The server has no database of that name."""

    def __init__(self, database: str) -> None:
        super().__init__(f"Serveren har ingen database {shown(database)}. Ret --database, eller udelad den for at bruge serverens egen.")


class ServerTooOld(OrgraphError):
    """The server speaks no version that can be used."""

    def __init__(self, version: str) -> None:
        super().__init__(f"Serveren er for gammel ({shown(version, 120)}). orgraph kræver Neo4j 5 eller nyere.")


class ServerLost(OrgraphError):
    """The server went away in the middle of the work."""

    def __init__(self, uri: str) -> None:
        super().__init__(f"Forbindelsen til Neo4j på {shown(uri)} blev afbrudt. Intet er halvt skrevet; kør kommandoen igen, når serveren svarer.")


class ServerOutOfMemory(OrgraphError):
    """The server has too little memory for the work."""

    def __init__(self) -> None:
        super().__init__("Neo4j har for lidt hukommelse til at skrive det hele på én gang. Intet er skrevet. Giv serveren mere (server.memory.heap.max_size).")


class ServerRefused(OrgraphError):
    """The server answered with a fault of its own."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Neo4j afviste arbejdet: {shown(why, 300)}. Intet er skrevet.")


class BadNeo4jName(OrgraphError):
    """A word of the vocabulary that cannot be a label or a relationship type in Neo4j."""

    def __init__(self, word: str, why: str) -> None:
        super().__init__(f"Ordet {shown(word)} kan ikke blive et navn i Neo4j: {why}. Ret det i vocabulary.yaml.")


class NoSuchQuery(OrgraphError):
    """A question that has no Cypher."""

    def __init__(self, name: str, near: tuple[str, ...]) -> None:
        hint = f" Mente du {' eller '.join(near)}?" if near else ""
        super().__init__(f"Der er intet spørgsmål {shown(name)} i Cypher.{hint}")


def shown(text: str, limit: int = 60) -> str:
    """Foreign text made safe for a terminal line: quoted, shortened, without control characters."""
    clean = "".join(c if c.isprintable() else "�" for c in text)
    return f"»{clean if len(clean) <= limit else clean[: limit - 1] + '…'}«"
