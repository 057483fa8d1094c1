"""Text before it is set: plain words with mentions of things among them.

A sentence that says who does what keeps the ids of those it mentions, so that a terminal prints
the names, a page makes links of them, and a map leads to its boxes. A phrase never holds HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias


class Ref(NamedTuple):
    """A mention of something: its id, and the name it is called by here."""

    id: str
    name: str


class Phrase(tuple[str | Ref, ...]):
    """Words and mentions in the order in which they are read.

    >>> who = Phrase.of(Ref("ssg", "Sundhedsstyregruppen"), " godkender ", "den")
    >>> str(who)
    'Sundhedsstyregruppen godkender den'
    >>> list(who)
    [Ref(id='ssg', name='Sundhedsstyregruppen'), ' godkender den']
    """

    __slots__ = ()

    @classmethod
    def of(cls, *pieces: Text) -> Phrase:
        """A phrase of pieces: words that meet become one piece, empty ones are left out."""
        return cls.join("", pieces)

    @classmethod
    def join(cls, between: str, pieces: Iterable[Text]) -> Phrase:
        """A phrase of pieces with words between them, as `str.join` does it."""
        parts: list[str | Ref] = []
        words = ""
        for number, piece in enumerate(pieces):
            if between and number:
                words += between
            if isinstance(piece, str):
                words += piece
                continue
            for part in (piece,) if isinstance(piece, Ref) else piece:
                if isinstance(part, str):
                    words += part
                else:
                    if words:
                        parts.append(words)
                        words = ""
                    parts.append(part)
        if words:
            parts.append(words)
        return cls(parts)

    def __str__(self) -> str:
        return "".join([part if isinstance(part, str) else part.name for part in self])

    def with_capital(self) -> Phrase:
        """The same with a capital letter first, when it begins with words; a name stays."""
        if self and isinstance(self[0], str):
            return Phrase((self[0][:1].upper() + self[0][1:], *self[1:]))
        return self

    def mentions(self) -> list[str]:
        """The ids of what is mentioned, in the order of the words."""
        return [part.id for part in self if isinstance(part, Ref)]


Text: TypeAlias = str | Ref | Phrase
