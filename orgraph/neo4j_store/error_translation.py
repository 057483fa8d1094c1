"""Tells what the server says of a statement that somebody wrote."""

from __future__ import annotations

import re

from orgraph.errors import OrgraphError
from orgraph.neo4j_store.errors import (
    BadStatement,
    BrowserCommand,
    FailedStatement,
    MissingParameters,
    ServerRefused,
    SeveralStatements,
    WantsToWrite,
)

_PLACE = re.compile(r"\(line (\d+), column (\d+)")


def fault_of(refused: ServerRefused, text: str) -> OrgraphError:
    """What is wrong with the statement, by the code and the words that the server sent."""
    code, message = refused.server_code, refused.why
    if code.endswith("Statement.SyntaxError"):
        return _syntax_fault(message, text)
    if code.endswith("Statement.ParameterMissing"):
        return MissingParameters(message.partition(":")[2].strip() or message)
    if code.endswith("Statement.AccessMode"):
        return WantsToWrite()
    return FailedStatement(message) if code.startswith("Neo.ClientError") else refused


def _syntax_fault(message: str, text: str) -> OrgraphError:
    if "exactly one statement" in message:
        return SeveralStatements()
    found = _PLACE.search(message)
    line, column = (int(found[1]), int(found[2])) if found else (0, 0)
    here = text.split("\n")[line - 1].strip() if 0 < line <= text.count("\n") + 1 else ""
    if here.startswith(":"):
        return BrowserCommand(line, here)
    why = re.split(r": expected|\s*\(line \d+|\n", message, maxsplit=1)[0].strip()
    return BadStatement(why, line, column)
