"""Reads Cypher of somebody's own and its parameters."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from orgraph.errors import BadParameter, NoSuchFile, WantsPlan

STDIN = "-"
MOST_BYTES = 1_000_000
DEEPEST = 50  # lists in lists
BIGGEST = 2**63
_PLAN = re.compile(r"(?:\s|//[^\n]*(?:\n|$)|/\*.*?\*/|CYPHER\b|[\w.]+\s*=\s*\w+|\d+(?:\.\d+)*\b)*+\b(EXPLAIN|PROFILE)\b", re.IGNORECASE | re.DOTALL)
_DANISH: dict[type[Exception], str] = {FileNotFoundError: "den findes ikke", IsADirectoryError: "det er en mappe", PermissionError: "adgang nægtet"}


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
            raise BadParameter(name, "den er givet to gange")
        _check(name, name)
        _check(value, name)
        found[name] = value
    return found


# ---- Reading
def _read(file: str) -> str:
    name = "standardinput" if file == STDIN else file
    try:
        content = _read_stdin() if file == STDIN else _read_file(file)
        text = content.decode("utf-8-sig")
    except UnicodeError:
        raise NoSuchFile(name, "den er ikke tekst i UTF-8") from None
    except (OSError, ValueError) as fault:
        raise NoSuchFile(name, _DANISH.get(type(fault)) or str(getattr(fault, "strerror", None) or fault)) from None
    if "\0" in text:
        raise NoSuchFile(name, "den er ikke tekst")
    if len(content) > MOST_BYTES:
        raise NoSuchFile(name, f"den er større end {MOST_BYTES // 1000} kB")
    if not text.strip():
        raise NoSuchFile(name, "den er tom")
    return text


def _read_file(file: str) -> bytes:
    with open(file, "rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _read_stdin() -> bytes:
    if sys.stdin is None:
        raise ValueError("den er lukket")
    return sys.stdin.buffer.read(MOST_BYTES + 1)


# ---- Parameters
def _split(pair: str) -> tuple[str, Any]:
    name, equals, text = pair.partition("=")
    if not equals or not name.strip():
        raise BadParameter(pair, "skriv den som navn=værdi, fx --param id=udvalget")
    try:
        return name.strip(), json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return name.strip(), text


def _no_number(word: str) -> Any:
    raise ValueError(word)  # NaN and Infinity are words, not JSON


def _check(value: Any, name: str, depth: int = 0) -> None:
    """Refuses what cannot be sent to a server."""
    if depth > DEEPEST:
        raise BadParameter(name, f"den har lister i flere end {DEEPEST} lag")
    if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
        raise BadParameter(name, "den rummer tegn, der ikke er tekst i UTF-8")
    if isinstance(value, int) and not -BIGGEST <= value < BIGGEST:
        raise BadParameter(name, "tallet er for stort")
    if isinstance(value, dict):
        for inner, part in value.items():
            _check(inner, name, depth + 1)
            _check(part, name, depth + 1)
    if isinstance(value, list):
        for part in value:
            _check(part, name, depth + 1)
