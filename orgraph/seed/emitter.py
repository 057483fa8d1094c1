"""Plain data as the YAML that people write in the seed: what can stand plain does, lines are
folded at spaces. Knows nothing of facts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

WIDTH = 110
MOST_KEY = 800  # YAML wants a longer key to be announced by a question mark

Scalar = str | int | bool | None
Value = Scalar | Mapping[str, Scalar] | Sequence[str]

# What other readers of YAML would take for a number, a truth or nothing at all. Dates and places
# (001:39) stand plain, as they do in the seed.
_NOT_TEXT = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|=|<<"
    r"|[-+]?(\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)(e[-+]?\d+)?|[-+]?0(x[\da-f_]+|b[01_]+|o[0-7_]+)|[-+]?\.(inf|nan)",
    re.IGNORECASE,
)
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`"
_FOLD = re.compile(r"(?<=[^ ]) (?=[^ \-?])")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(value: Scalar, *, flow: bool = False) -> str:
    """One value on one line: plain, else in quotes, else with escapes.

    `flow` is for a value inside brackets, where fewer signs can stand plain.

    >>> scalar("Udvalg 1"), scalar("yes"), scalar("a: b"), scalar(None)
    ('Udvalg 1', "'yes'", "'a: b'", 'null')
    """
    if not isinstance(value, str):
        return "null" if value is None else str(value).lower()
    if not value.isprintable() or value != value.strip(" "):
        return _escaped(value)
    if _can_stand_plain(value, flow=flow):
        return value
    if "'" in value and not set(value) & {'"', "\\"}:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def block(key: str, value: Value, indent: int) -> list[str]:
    """`key: value` as lines, indented by so many spaces: texts are folded at spaces, mappings and
    lists of words stand between brackets, lists of sentences have a line for each.

    >>> block("about", ["a", "b"], 4)
    ['    about: [a, b]']
    """
    start = " " * indent + scalar(key) + ":"
    if isinstance(value, Mapping):
        return _brackets(start, "{}", [_pair(name, part) for name, part in value.items()], indent)
    if isinstance(value, Sequence) and not isinstance(value, str):
        if all(" " not in part for part in value):
            return _brackets(start, "[]", [scalar(part, flow=True) for part in value], indent)
        return [
            start,
            *(line for part in value for line in _folded(" " * indent + "  -", part, indent + 4)),
        ]
    return _folded(start, value, indent + 2)


def _can_stand_plain(text: str, *, flow: bool) -> bool:
    if (
        not text
        or text[0] in _INDICATORS
        or text[-1] == ":"
        or ": " in text
        or " #" in text
        or _NOT_TEXT.fullmatch(text)
    ):
        return False
    return not (flow and set(text) & set(",[]{}?"))


def _escaped(text: str) -> str:
    inner = "".join(
        _ESCAPES.get(char) or (char if char.isprintable() else _code(char)) for char in text
    )
    if inner.startswith(" "):
        inner = "\\x20" + inner[1:]
    if inner.endswith(" "):
        inner = inner[:-1] + "\\x20"
    return f'"{inner}"'


def _code(char: str) -> str:
    number = ord(char)
    return (
        f"\\x{number:02x}"
        if number < 0x100
        else f"\\u{number:04x}"
        if number < 0x10000
        else f"\\U{number:08x}"
    )


def _pair(name: str, value: Scalar) -> str:
    key = scalar(name, flow=True)
    return (
        f"{'? ' if len(key) > MOST_KEY else ''}{key}{' ' if len(key) > MOST_KEY else ''}:"
        f" {scalar(value, flow=True)}"
    )


def _brackets(start: str, pair: str, parts: Sequence[str], indent: int) -> list[str]:
    """Short things between brackets; a new line begins after a comma."""
    words = [f"{part}," for part in parts[:-1]] + list(parts[-1:])
    words[:1], words[-1:] = (
        [pair[0] + word for word in words[:1]],
        [word + pair[1] for word in words[-1:]],
    )
    return (
        _filled(f"{start} {words[0]}", words[1:], indent + 2)
        if len(words) > 1
        else [f"{start} {pair[0]}{''.join(parts)}{pair[1]}"]
    )


def _folded(start: str, value: Scalar, indent: int) -> list[str]:
    """The value after what comes before it, folded at single spaces: YAML reads each fold as one
    space.
    """
    first, *words = _FOLD.split(scalar(value))
    return _filled(f"{start} {first}", words, indent)


def _filled(line: str, words: Sequence[str], indent: int) -> list[str]:
    lines = [line]
    for word in words:
        if len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(" " * indent + word)
    return lines
