"""The two kinds of fault: an `Issue` in data (collected, never raised) and an `OrgraphError` for a request that cannot be met."""

from __future__ import annotations

from typing import NamedTuple


class Issue(NamedTuple):
    """One fault in a file: where it is, what is wrong, why it matters and what to do next."""

    file: str
    line: int
    what: str
    why: str
    next: str
    rule: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}: {self.why}. {self.next}."


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


class NoSuchWord(OrgraphError):
    """A word that the vocabulary should hold and does not: a relation type or a kind."""

    def __init__(self, word: str, sort: str, near: tuple[str, ...]) -> None:
        hint = f" Mente du {' eller '.join(near)}?" if near else ""
        super().__init__(f"Ordlisten har ikke {sort} {shown(word)}.{hint}")


def shown(text: str, limit: int = 60) -> str:
    """Foreign text made safe for a terminal line: quoted, shortened, without control characters."""
    clean = "".join(c if c.isprintable() else "�" for c in text)
    return f"»{clean if len(clean) <= limit else clean[: limit - 1] + '…'}«"
