"""Changes a key of one entry in the text of a seed file, and nothing else: comments, order and
layout stay. Knows nothing of facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from orgraph.seed.emitter import Value, block, scalar

P = ParamSpec("P")
Edit = Callable[Concatenate[list[str], int, P], list[str]]
_ENTRY = re.compile(r"( *)- +(?=\S)")
_KEY = re.compile(r"(['\"]?)([\w-]+)\1 *:(?: |$)")
_SENTENCE = re.compile(r"( *)- +(?P<quote>['\"]?)[^\s:]+ [^\s:]+ [^\s:'\"]+(?P=quote):(?: +|$)")


class CannotEdit(Exception):
    """The entry is written in a way that a small change cannot be made in."""


class Text:
    """The text of a file while lines of it are changed; those that stay keep their line ends."""

    def __init__(self, text: str) -> None:
        pieces = text.split("\n")
        self.lines = [piece.removesuffix("\r") for piece in pieces[:-1]] + pieces[-1:]
        self.ends = ["\r\n" if piece.endswith("\r") else "\n" for piece in pieces[:-1]] + [""]

    def change(self, first: int, edit: Edit[P], *args: P.args, **more: P.kwargs) -> None:
        """Does the edit to the entry that begins on a line (from 0). Raises `CannotEdit`."""
        after = Entry(self.lines, first).last + 1
        self.replace(first, after, edit(self.lines[first:after], 0, *args, **more))

    def replace(self, first: int, after: int, new: list[str]) -> None:
        """Puts lines in the place of those from `first` to before `after` (from 0)."""
        old, ends = self.lines[first:after], self.ends[first:after]
        at_end = after == len(self.lines)
        near = [*ends, *self.ends[max(first - 2, 0) : first][::-1]]
        usual = next((end for end in near if end), "\n")
        above = _in_common(old, new)
        below = _in_common(old[above:][::-1], new[above:][::-1])
        between = [usual] * (len(new) - above - below)
        self.lines[first:after] = new
        self.ends[first:after] = [*ends[:above], *between, *ends[len(ends) - below :]]
        if at_end and self.lines:  # the last line of a file has no end, and all others have one
            before = max(first - 1, 0)
            self.ends[before:] = [*(end or usual for end in self.ends[before:-1]), ""]

    def __str__(self) -> str:
        return "".join(line + end for line, end in zip(self.lines, self.ends, strict=True))


def _in_common(one: list[str], other: list[str]) -> int:
    """How many lines are the same from the beginning."""
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


class Entry:
    """One entry of a list: its first and last line (from 0), where its keys are indented, and
    whether it stands between braces.
    """

    def __init__(self, lines: list[str], first: int) -> None:
        match = _ENTRY.match(lines[first])
        if match is None:
            raise CannotEdit
        self.lines, self.first = lines, first
        self.dash = len(match[1])
        self.last = self._last()
        start = lines[first][match.end() :]
        sentence = _SENTENCE.match(lines[first])
        if sentence:
            self.opening = (
                (first, sentence.end()) if lines[first][sentence.end() :].startswith("{") else None
            )
            self.indent = self._indent_below()
        else:
            self.opening = (first, match.end()) if start.startswith("{") else None
            self.indent = match.end()

    def _last(self) -> int:
        """The entry's last line that is neither blank nor a comment of what follows."""
        last = at = self.first
        while at + 1 < len(self.lines):
            at += 1
            text = self.lines[at]
            if not text.strip():
                continue
            if len(text) - len(text.lstrip()) <= self.dash:
                break
            if not text.lstrip().startswith("#"):
                last = at
        return last

    def _indent_below(self) -> int:
        for at in range(self.first + 1, self.last + 1):
            text = self.lines[at]
            if text.strip() and not text.lstrip().startswith("#"):
                return len(text) - len(text.lstrip())
        return self.dash + 4


def set_key(
    lines: list[str], first: int, key: str, value: Value, after: tuple[str, ...] = ()
) -> list[str]:
    """Sets one key of an entry.

    Args:
        lines: those of the whole file.
        first: the line (from 0) on which the entry begins, with its dash.
        key: the key; when the entry has it, its value is replaced in its place.
        value: plain data, as `emitter.block` writes it.
        after: keys of which the last that the entry has stands before a new key; when it has none
            of them, the new key stands last.

    Returns:
        The lines of the whole file afterwards.

    Raises `CannotEdit`.

    >>> set_key(["- id: a", "  name: A"], 0, "name", "B")
    ['- id: a', '  name: B']
    """
    entry = Entry(lines, first)
    return (
        _set_in_braces(entry, key, value)
        if entry.opening
        else _set_in_block(entry, key, value, after)
    )


def insert_entry(lines: list[str], first: int, text: str) -> list[str]:
    """Puts another entry after the one that begins on a line (from 0), indented as that one is.

    `text` is the new entry as `writer.entry_text` writes it. Gives the lines of the whole file
    afterwards. Raises `CannotEdit`.
    """
    entry = Entry(lines, first)
    new = text.rstrip("\n").split("\n")
    shift = entry.dash - (len(new[0]) - len(new[0].lstrip()))
    moved = [" " * shift + line if shift >= 0 else line[-shift:] for line in new]
    return [*lines[: entry.last + 1], *moved, *lines[entry.last + 1 :]]


# ---- Keys on lines of their own
def _set_in_block(entry: Entry, key: str, value: Value, after: tuple[str, ...]) -> list[str]:
    lines = entry.lines
    keys = _keys(entry)
    new = block(key, value, entry.indent)
    if key in keys:
        start, end = keys[key]
        if start == entry.first:
            new[0] = lines[start][: entry.indent] + new[0][entry.indent :]
        return [*lines[:start], *new, *lines[end:]]
    known = [keys[name][1] for name in after if name in keys]
    at = max(known) if known else entry.last + 1
    return [*lines[:at], *new, *lines[at:]]


def _keys(entry: Entry) -> dict[str, tuple[int, int]]:
    """Key → its first line and the line after its last."""
    starts: list[tuple[str, int]] = []
    for at in range(entry.first, entry.last + 1):
        text = entry.lines[at]
        inside = (
            text[entry.indent :]
            if at == entry.first or len(text) - len(text.lstrip()) == entry.indent
            else ""
        )
        if match := _KEY.match(inside):
            starts.append((match[2], at))
    ends = [start for _, start in starts[1:]] + [entry.last + 1]
    return {
        name: (start, _without_comments(entry, start, end))
        for (name, start), end in zip(starts, ends, strict=True)
    }


def _without_comments(entry: Entry, start: int, end: int) -> int:
    """Where a key ends when the blank lines and comments before the next are left out."""
    while end > start + 1 and (
        not entry.lines[end - 1].strip() or entry.lines[end - 1].lstrip().startswith("#")
    ):
        end -= 1
    return end


# ---- Keys between braces
def _set_in_braces(entry: Entry, key: str, value: Value) -> list[str]:
    """The key's value replaced, or the key put last; a value that needs lines of its own is
    refused.
    """
    assert entry.opening
    line, column = entry.opening
    text = "\n".join(entry.lines[line : entry.last + 1])
    parts, end = _parts(text, column)
    written = f"{key}: {_flow(value)}"
    for start, stop in parts:
        if re.match(rf"\s*(?:{key}\s*:(?:\s|$)|(['\"]){key}\1\s*:)", text[start:stop]):
            lead = len(text[start:stop]) - len(text[start:stop].lstrip())
            text = text[: start + lead] + written + text[stop:]
            break
    else:
        before = text[:end].rstrip()
        text = before + (", " if parts else "") + written + text[end:]
    return [*entry.lines[:line], *text.split("\n"), *entry.lines[entry.last + 1 :]]


def _parts(text: str, opening: int) -> tuple[list[tuple[int, int]], int]:
    """Where each `key: value` between the braces stands, and where the closing brace is."""
    parts: list[tuple[int, int]] = []
    depth, at, start = 0, opening, opening + 1
    while at < len(text):
        char = text[at]
        if char in "'\"" and (at == 0 or text[at - 1] in " ,:[{\n"):
            at = _after_quote(text, at)
            continue
        depth += (char in "{[") - (char in "}]")
        if (char == "," and depth == 1) or depth == 0:
            if text[start:at].strip():
                parts.append((start, at))
            start = at + 1
        if depth == 0:
            return parts, at
        at += 1
    raise CannotEdit


def _after_quote(text: str, at: int) -> int:
    """Past a quoted value."""
    quote = text[at]
    at += 1
    while at < len(text):
        if quote == '"' and text[at] == "\\":
            at += 2
        elif text[at] != quote:
            at += 1
        elif quote == "'" and text[at : at + 2] == "''":
            at += 2
        else:
            return at + 1
    raise CannotEdit


def _flow(value: Value) -> str:
    """A value between braces."""
    if isinstance(value, str | int) or value is None:
        return scalar(value, flow=True)
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(
                f"{scalar(name, flow=True)}: {scalar(part, flow=True)}"
                for name, part in value.items()
            )
            + "}"
        )
    return "[" + ", ".join(scalar(part, flow=True) for part in value) + "]"
