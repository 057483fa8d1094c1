"""Reads Cypher of somebody's own and its parameters."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from orgraph.cli.errors import BadParameter, WantsPlan
from orgraph.errors import NoSuchFile, reason_of
from orgraph.languages import text as text_of

STDIN = "-"
MOST_BYTES = 1_000_000
DEEPEST = 50  # lists in lists
BIGGEST = 2**63
_PLAN = re.compile(
    r"(?:\s|//[^\n]*(?:\n|$)|/\*.*?\*/|CYPHER\b|[\w.]+\s*=\s*\w+|\d+(?:\.\d+)*\b)*+\b(EXPLAIN|PROFILE)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_statement(file: str) -> str:
    """The text of a file, or of what is piped in. Raises `NoSuchFile` and `WantsPlan`."""
    text = _read(file)
    if found := _PLAN.match(text):
        raise WantsPlan(found[1].upper())
    return text


def read_parameters(given: list[str]) -> dict[str, Any]:
    """Parameters from `name=value`; a value that is not JSON is a text. Raises `BadParameter`."""
    found: dict[str, Any] = {}
    for name, value in map(_split, given):
        if name in found:
            raise BadParameter(name, text_of("cli.parameter_twice"))
        _check(name, name)
        _check(value, name)
        found[name] = value
    return found


# ---- Reading
def _read(file: str) -> str:
    name = text_of("cli.stdin") if file == STDIN else file
    try:
        content = _read_stdin() if file == STDIN else _read_file(file)
        text = content.decode("utf-8-sig")
    except (OSError, ValueError) as fault:
        raise NoSuchFile(name, reason_of(fault)) from None
    if "\0" in text:
        raise NoSuchFile(name, text_of("cli.file_not_text"))
    if len(content) > MOST_BYTES:
        raise NoSuchFile(name, text_of("cli.file_too_large", kilobytes=MOST_BYTES // 1000))
    if not text.strip():
        raise NoSuchFile(name, text_of("cli.file_empty"))
    return text


def _read_file(file: str) -> bytes:
    with open(file, "rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _read_stdin() -> bytes:
    if sys.stdin is None:
        raise ValueError(text_of("cli.file_closed"))
    return sys.stdin.buffer.read(MOST_BYTES + 1)


# ---- Parameters
def _split(pair: str) -> tuple[str, Any]:
    name, equals, text = pair.partition("=")
    if not equals or not name.strip():
        raise BadParameter(pair, text_of("cli.parameter_form"))
    try:
        return name.strip(), json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return name.strip(), text


def _no_number(word: str) -> Any:
    raise ValueError(word)  # NaN and Infinity are words, not JSON


def _check(value: Any, name: str, depth: int = 0) -> None:
    """Refuses what cannot be sent to a server."""
    if depth > DEEPEST:
        raise BadParameter(name, text_of("cli.parameter_too_deep", most=DEEPEST))
    if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
        raise BadParameter(name, text_of("cli.parameter_not_text"))
    if isinstance(value, int) and not -BIGGEST <= value < BIGGEST:
        raise BadParameter(name, text_of("cli.parameter_number_too_large"))
    if isinstance(value, dict):
        for inner, part in value.items():
            _check(inner, name, depth + 1)
            _check(part, name, depth + 1)
    if isinstance(value, list):
        for part in value:
            _check(part, name, depth + 1)
