"""The script by which pages compare words and write dates as the program does, with the tables of
`orgraph.text_matching` and of the language; scripts as pages carry them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from orgraph.languages import grammar
from orgraph.text_matching import LETTERS, SIGNS

_TYPES = re.compile(r"/\*\*.*?\*/\s*", re.DOTALL)
_FUNCTIONS = Path(__file__).parent / "assets" / "danish.js"


def danish_script() -> str:
    """The tables and functions as a script, to stand before the others of a page.

    What is not ASCII in the tables is written in escapes.
    """
    tables = {"SIGNS": SIGNS, "LETTERS": LETTERS, "MONTHS": grammar().MONTHS}
    named = ", ".join(f"{name} = {json.dumps(table)}" for name, table in tables.items())
    return f"const {named};\n{_FUNCTIONS.read_text('utf-8')}"


def minify(script: str) -> str:
    r"""A script as a page carries it: without types, indentation, lines of comment only, and line
    breaks after what is opened or before what is closed.

    >>> minify('/** @type {string} */\n  const href = "https://x"; // said here\n// not this\n')
    'const href = "https://x"; // said here\n'
    >>> minify('f(\n  a,\n  b,\n);\ng();\n')
    'f(a,b,);\ng();\n'
    """
    lines = (line.strip() for line in _TYPES.sub("", script).splitlines())
    kept = [line for line in lines if line and not line.startswith("// ")]
    return "".join(
        line if _goes_on(line, following) else f"{line}\n"
        for line, following in zip(kept, [*kept[1:], ""], strict=True)
    )


def _goes_on(line: str, following: str) -> bool:
    """Whether two lines of a script may stand on one."""
    return (
        "//" not in line
        and "`" not in line
        and (line.endswith(("(", "[", "{", ",")) or following.startswith((".", ")", "]", "}")))
    )
