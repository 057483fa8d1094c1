"""Finds a verbatim quotation in numbered lines of a document. White space is folded, and a hyphen at a line's end may be read as joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BREAK = re.compile(r"-[ \t\r]*\n\s*")
_SPACE = re.compile(r"\s+")


def stands_in(quote: str, lines: Sequence[str]) -> bool:
    """Whether the quotation stands in these lines, as written or with a line-end hyphen joined or kept."""
    text = "\n".join(lines)
    wanted = _fold(quote)
    return bool(wanted) and (wanted in _fold(_BREAK.sub("", text)) or wanted in _fold(_BREAK.sub("-", text)) or _mixed(wanted, text))


def find_line(quote: str, lines: Sequence[str]) -> tuple[int, int] | None:
    """The first and last line (from 1) of the shortest window that holds the quotation, or None."""
    for width in range(1, 16):
        for first in range(len(lines) - width + 1):
            if stands_in(quote, lines[first : first + width]):
                return first + 1, first + width
    return None


def _fold(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _mixed(wanted: str, text: str) -> bool:
    """Some breaks joined, others kept: each break in the text may be either."""
    if "-" not in wanted or len(_BREAK.findall(text)) < 2:
        return False
    marked = _fold(_BREAK.sub("\x01", text))
    pattern = "\x01?".join("[-\x01]" if char == "-" else re.escape(char) for char in wanted)
    return re.search(pattern, marked) is not None
