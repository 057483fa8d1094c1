"""Writes docs/cli.md from the program itself; with --check says whether it is current."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from orgraph.cli.main import COMMANDS
from orgraph.files import write_whole

TARGET = Path(__file__).with_name("cli.md")
SCENARIO = ("new", "show", "check", "diff", "stamp", "replay", "adopt")
PAGES = ([], *([name] for name in COMMANDS), *(["scenario", name] for name in SCENARIO))
HEAD = "# The command line\n\nWritten by `make docs` from the program's own help.\n"


def reference() -> str:
    """The whole page, as Markdown."""
    return HEAD + "".join(
        f"\n## {' '.join(['orgraph', *command])}\n\n```\n{help_of(command)}\n```\n"
        for command in PAGES
    )


def help_of(command: list[str]) -> str:
    """What a command prints when it is asked for help."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "orgraph", *command, "--help"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def main() -> int:
    """Writes the page; with --check, tells whether it is as it would be written (0) or not (1)."""
    text = reference()
    if "--check" not in sys.argv:
        write_whole(TARGET, text.encode("utf-8"))
        return 0
    if TARGET.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write("docs/cli.md is not current: run make docs\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
