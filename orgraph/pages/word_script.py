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
    r"""A script as a page carries it: without types, indentation and lines of comment only.

    >>> minify('/** @type {string} */\n  const href = "https://x"; // said here\n// not this\n')
    'const href = "https://x"; // said here\n'
    """
    lines = (line.strip() for line in _TYPES.sub("", script).splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("// "))
