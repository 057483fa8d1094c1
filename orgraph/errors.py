"""The two kinds of fault: an `Issue` in data (collected, never raised) and an `OrgraphError` for a
request that cannot be met.
"""

from __future__ import annotations

import copyreg
import errno
import re
from typing import Any, NamedTuple

from orgraph.languages import fault_texts, grammar, label, text

# What could move the cursor, colour the screen or turn the text around; new lines are the
# program's own.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

# Spaces and marks that nobody can tell from an ordinary space or from nothing.
_HIDDEN = re.compile("[\u00a0\u00ad\u2000-\u200f\u202a-\u202f\u205f-\u206f\u3000\ufeff]")


def reason_of(fault: Exception) -> str:
    """Why something could not be read or written, without a capital and a stop."""
    if isinstance(fault, UnicodeDecodeError):
        return text("files.not_utf8")
    if isinstance(fault, UnicodeEncodeError):
        return text("files.name_not_encodable")
    if isinstance(fault, OSError) and fault.errno is not None:
        name = errno.errorcode.get(fault.errno, str(fault.errno))
        reason = label("files.REASONS", name)
        return reason if reason != name else text("files.system_error", name=name)
    if "null " in str(fault):  # what Python says of a path with a NUL in it
        return text("files.name_holds_nul")
    return str(fault)


def code_of(char: str) -> str:
    """What Unicode calls a character that cannot be seen, for a message: U+00A0."""
    return f"U+{ord(char):04X}"


class Issue(NamedTuple):
    """One fault in a file: where it is, what is wrong, why it matters and what to do next.

    `code` and `values` say the same without a language.
    """

    file: str
    line: int
    what: str
    why: str
    next: str
    code: str = ""
    values: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, file: str, line: int, code: str, /, **values: Any) -> Issue:
        """The fault of a code, told in the language in use."""
        return cls(file, line, *fault_texts(code, **values), code, tuple(values.items()))

    def __str__(self) -> str:
        stop = grammar().sentence
        told = f"{self.file}:{self.line}: {self.what}: {stop(self.why)} {stop(self.next)}"
        return " ".join(_HIDDEN.sub(lambda match: f"‹{code_of(match[0])}›", told).split())


class OrgraphError(Exception):
    """A request that cannot be met; its text is shown to the user as it stands.

    A subclass names the `code` of its text and gives the values that the text is filled with.
    `remedy` is the code of the sentence after it, of what to do next, where that is said otherwise
    by who has options for it: the command line puts a sentence of its own in its place.
    """

    code = ""
    remedy = ""

    def __init__(self, *sentences: str, **values: Any) -> None:
        self.values = values
        codes = filter(None, (self.code, self.remedy))
        told = " ".join([text(code, **values) for code in codes])
        super().__init__(*((told,) if told else sentences))

    def __reduce__(self) -> tuple[Any, ...]:
        """Copied, and sent to other processes, as it stands: the sentence is finished."""
        make = copyreg.__newobj__  # type: ignore[attr-defined]  # typeshed leaves it out
        return make, (type(self), *self.args), self.__dict__


class BadDate(OrgraphError):
    """A date that cannot be read, or that is too imprecise for the question.

    `why` is the end of a sentence.
    """

    code = "dates.unusable"

    def __init__(self, date: str, why: str) -> None:
        super().__init__(date=date, why=why)


class BadSeed(OrgraphError):
    """The seed folder has faults; all of them are in `issues`."""

    code = "seed.has_faults"

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        self.issues = issues
        super().__init__(issues="\n".join(map(str, issues)), count=len(issues))


class NoSuchFolder(OrgraphError):
    """A path that should be a folder of seed files and is not."""

    code = "files.no_such_folder"
    remedy = "files.name_a_folder"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path=path, why=why)


class NoSuchFile(OrgraphError):
    """A path that should be a readable file and is not."""

    code = "files.no_such_file"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path=path, why=why)


class CannotWrite(OrgraphError):
    """A place where the output cannot be written: why, and what to do next, each without a stop;
    another place is chosen unless something else is said.
    """

    code = "files.cannot_write"

    def __init__(self, path: str, why: str, next_step: str = "") -> None:
        following = next_step or text("files.choose_elsewhere")
        super().__init__(path=path, why=why, next=following)


class HalfWritten(OrgraphError):
    """A folder whose files were to be changed together, and not all or none of them are."""

    code = "journal.half_written"

    def __init__(self, folder: str, why: str, next_step: str) -> None:
        super().__init__(folder=folder, why=why, next=next_step)


class SiteNotFinished(OrgraphError):
    """A site whose pages are not all written."""

    code = "requests.site_not_finished"

    def __init__(self, why: str) -> None:
        super().__init__(why=why)


class CannotAdopt(OrgraphError):
    """A scenario that cannot be written into the seed."""

    code = "scenario.cannot_adopt"

    def __init__(self, why: str) -> None:
        super().__init__(why=why)


class NothingToReplay(OrgraphError):
    """A scenario that does not say which reform it replays."""

    code = "scenario.nothing_to_replay"

    def __init__(self, file: str) -> None:
        super().__init__(file=file)


class NoSuchWord(OrgraphError):
    """A word that the vocabulary should hold and does not: a relation type or a kind.

    `sort` says which, with its article; `near` are words like it, and `known` some that it holds.
    """

    code = "requests.no_such_word"

    def __init__(
        self, word: str, sort: str, near: tuple[str, ...], known: tuple[str, ...] = ()
    ) -> None:
        super().__init__(word=word, sort=sort, near=near, known=known)


class NotABody(OrgraphError):
    """Something that nothing is under, asked for as a part of the organisation."""

    code = "requests.not_a_body"
    remedy = "requests.name_a_body"

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name=name, kind=kind)
