"""The published examples are what the program writes, and what they lead to is there."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import tomllib
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from orgraph.organisation import Organisation
from tests.conftest import ROOT

PUBLISHED = ROOT / "visualisations"
LISTED = tomllib.loads((PUBLISHED / "eksempler.toml").read_text("utf-8"))
PAGES = {page["file"]: page for page in LISTED["pages"]}
WRITTEN = {*PAGES, "index.html"}
LINKS = [link["to"] for question in LISTED["questions"] for link in question["links"]]
# Another day, place, order of hashing and language than where the examples were written.
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C", "COLUMNS": "40"}
LATER = """
import datetime, runpy, sys, time
class Later(datetime.date):
    @classmethod
    def today(cls):
        return cls(2031, 5, 4)
datetime.date = Later
time.time = lambda: 1935835200.0
sys.argv = sys.argv[1:]
sys.path.insert(0, sys.argv[0].rpartition("/")[0])
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.slow
def test_the_examples_are_what_the_program_writes_on_any_day_anywhere(tmp_path: Path) -> None:
    script = str(ROOT / "docs" / "write_examples.py")
    done = subprocess.run(
        [sys.executable, "-c", LATER, script, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, **ELSEWHERE},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name for path in tmp_path.glob("*.html")} == WRITTEN
    differing = [
        name for name in sorted(WRITTEN) if not _is_same(tmp_path / name, PUBLISHED / name)
    ]
    assert not differing, (
        f"not what the program writes: {', '.join(differing)}. Run make visualisations"
    )


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def test_nothing_stands_there_that_the_command_does_not_write() -> None:
    found = {path.name for path in PUBLISHED.iterdir()} - {
        "README.md",
        "eksempler.toml",
        "orgraph-kort.html",
    }
    assert found == WRITTEN, "Run make visualisations, and delete what is no longer listed"


def test_they_are_small_enough_to_keep() -> None:
    pages = [(PUBLISHED / name).read_bytes() for name in WRITTEN]
    assert sum(map(len, pages)) <= 8_000_000
    assert sum(len(gzip.compress(page, mtime=0)) for page in pages) <= 2_000_000


@pytest.mark.parametrize("link", LINKS)
def test_what_a_link_leads_to_is_in_its_page(link: str, real: Organisation) -> None:
    file, _, part = link.partition("#")
    node_id = unquote(part.partition("?")[0])
    html = (PUBLISHED / file).read_text("utf-8")
    if PAGES[file]["command"][0] != "map":
        assert f' id="{node_id}"' in html
    elif node_id:
        assert real.find_node(node_id)
        assert f'["{node_id}",' in html


def test_every_page_and_link_stands_on_the_first_page() -> None:
    html = (PUBLISHED / "index.html").read_text("utf-8")
    assert set(re.findall(r'<a href="([^"#][^"]*)"', unescape(html))) == {*PAGES, *LINKS}


def test_the_approval_is_answered_on_the_first_page_with_the_sentence_it_rests_on() -> None:
    words = re.sub(r"<[^>]*>|\u00ad", "", (PUBLISHED / "index.html").read_text("utf-8"))
    assert (
        "Sundhedsstyregruppen/Sundhedskoordinationsudvalget godkender Fælles samarbejdsaftaler (type A)."
        in words
    )
    assert (
        "Efter udarbejdelse og kommentering godkender Sundhedsstyregruppen/Sundhedskoordinationsudvalget aftalen"
        in words
    )
    assert "001, linje 203–205" in words
