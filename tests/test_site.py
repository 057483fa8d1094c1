from __future__ import annotations

import errno
import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from html.parser import HTMLParser
from itertools import takewhile
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

import pytest

import orgraph.site.build
from orgraph.answers.answer import is_unfolded
from orgraph.answers.matrix import find_matrix
from orgraph.dates import parse_day
from orgraph.errors import BadSeed, CannotWrite, SiteNotFinished
from orgraph.facts import Source
from orgraph.files import holding_folder, partial_of
from orgraph.organisation import Change, Organisation
from orgraph.phrases import Phrase, Ref
from orgraph.render.sentences import sentence
from orgraph.seed.reader import read_seed
from orgraph.site.addresses import is_address, name_of, page_of
from orgraph.site.build import build_site, build_site_of
from orgraph.site.document_page import find_words
from orgraph.site.files import MARKS
from orgraph.site.long_pages import AT_ONCE, split_pages
from orgraph.site.manifest import NAME, read_manifest
from orgraph.site.scenarios import Found, find_scenarios
from orgraph.view import View
from tests.conftest import SEED, STORY_DEFAULTS, STORY_TEXT, write_seed

RESERVED = ("con", "PRN", "aux", "nul", "com1", "LPT9")
STRANGE = (
    "",
    ".",
    "..",
    "../../etc/passwd",
    "a/b",
    "a\\b",
    "A",
    "a",
    "å",
    "aa",
    "Å",
    "a b",
    "a" * 300,
    "a" * 299 + "b",
    "x\0y",
    "-",
    "a-",
    "Ω",
    "日本",
    "a.html",
    *RESERVED,
)


# ---- Addresses
def test_every_id_has_an_address_of_its_own_inside_the_folder() -> None:
    ids = [*STRANGE, *(name_of(text) for text in STRANGE)]
    names = {text: name_of(text) for text in ids}
    assert len({name.casefold() for name in names.values()}) == len(set(ids))
    assert all(is_address(page_of(text)) and len(name) <= 100 for text, name in names.items())
    assert not {name.casefold() for name in names.values()} & {
        word.casefold() for word in RESERVED
    }


def test_an_id_that_is_a_file_name_is_kept_as_it_is() -> None:
    assert page_of("sundhedsstyregruppen-rm") == "ting/sundhedsstyregruppen-rm.html"
    assert page_of("001") == "ting/001.html"


def test_nothing_that_leads_out_of_the_folder_is_an_address() -> None:
    assert not [
        text
        for text in (
            "../x.html",
            "/etc/x.html",
            "ting/../../x.html",
            "ting\\x.html",
            "x",
            "",
            "a/b/c.html",
            "c:x.html",
        )
        if is_address(text)
    ]


# ---- Long lists
def test_what_is_too_long_for_a_page_is_continued_and_each_page_leads_to_all() -> None:
    parts = split_pages("alt.html", "Alt", range(2 * AT_ONCE + 1))
    assert [(part.page.address, part.page.title, part.rows) for part in parts] == [
        ("alt.html", "Alt", range(AT_ONCE)),
        ("alt-2.html", "Alt, side 2", range(AT_ONCE, 2 * AT_ONCE)),
        ("alt-3.html", "Alt, side 3", range(2 * AT_ONCE, 2 * AT_ONCE + 1)),
    ]
    links = [("Side 1", "alt.html"), ("Side 2", "alt-2.html"), ("Side 3", "alt-3.html")]
    assert [[(link.text, link.address) for link in part.others] for part in parts] == [links] * 3


@pytest.mark.parametrize("count", [0, 1, AT_ONCE])
def test_what_fits_on_a_page_is_one_page_without_links_to_others(count: int) -> None:
    (part,) = split_pages("alt.html", "Alt", range(count))
    assert (part.page.address, part.page.title) == ("alt.html", "Alt")
    assert (len(part.rows), part.others) == (count, [])


# ---- The whole site of the real seed
class Reader(HTMLParser):
    """What a page links to, what it can be linked at, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.loads: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.anchors += [str(found["id"])] if found.get("id") else []
        if tag == "br":
            self.text.append(" ")
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        if found.get("src") or tag == "link":
            self.loads.append(str(found.get("src") or found.get("href")))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(path: Path) -> Reader:
    return read_once(path.read_bytes())


@cache
def read_once(page: bytes) -> Reader:
    reader = Reader()
    reader.feed(page.decode("utf-8"))
    return reader


def words_of(path: Path) -> str:
    return " ".join("".join(read(path).text).replace("\u00ad", "").split())


def test_everything_has_a_page(real: Organisation, real_site: Path) -> None:
    assert [
        node.id for node in real.list_nodes() if not (real_site / page_of(node.id)).is_file()
    ] == []


def test_every_link_leads_somewhere_inside_the_site(real_site: Path) -> None:
    pages = {
        path.relative_to(real_site).as_posix(): read(path)
        for path in real_site.rglob("*.html")
        if path.parent.name != "scenarier"
    }
    on_map = {
        row[0]
        for row in json.loads(
            re.search(  # type: ignore[index]
                r'id="_nodes">(.*?)</script>', (real_site / "kort.html").read_text("utf-8"), re.S
            )[1]
        )
    }
    broken = []
    for address, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.path.endswith("kort.html") and parts.fragment:
                broken += (
                    []
                    if unquote(parts.fragment.partition("?")[0]) in on_map
                    else [(address, link)]
                )
                continue
            target = (
                os.path.normpath(os.path.join(os.path.dirname(address), parts.path))
                if parts.path
                else address
            )
            if (
                parts.scheme
                or target.startswith("..")
                or not (real_site / target).is_file()
                or (
                    parts.fragment
                    and target in pages
                    and parts.fragment not in pages[target].anchors
                )
            ):
                broken.append((address, link))
    assert broken[:5] == []


def test_no_page_loads_from_elsewhere_or_uses_an_anchor_twice(real_site: Path) -> None:
    for path in real_site.rglob("*.html"):
        page = read(path)
        assert [load for load in page.loads if "//" in load] == [], path
        assert len(page.anchors) == len(set(page.anchors)), path


def test_every_page_is_a_document_in_danish_with_a_title_and_a_policy(real_site: Path) -> None:
    for path in real_site.rglob("*.html"):
        text = path.read_bytes().decode("utf-8")
        assert text.startswith("<!doctype html>"), path
        assert '<html lang="da"' in text, path
        assert re.search(r"<title>\s*\S.*</title>", text), path
        assert "Content-Security-Policy" in text, path
        assert "unsafe-inline" not in text, path


def test_who_approves_a_joint_agreement_stands_on_its_page_with_the_sentence(
    real: Organisation, real_site: Path
) -> None:
    page = words_of(real_site / page_of("faelles-samarbejdsaftaler-type-a"))
    assert (
        "Sundhedsstyregruppen/Sundhedskoordinationsudvalget godkender Fælles samarbejdsaftaler (type A)."
        in page
    )
    assert "Fra 1. september 2016 til 1. juli 2022" in page
    assert (
        "Efter udarbejdelse og kommentering godkender Sundhedsstyregruppen/Sundhedskoordinationsudvalget aftalen"
        in page
    )


@pytest.mark.parametrize("question", ["approves", "responsible", "escalate", "appoints"])
@pytest.mark.parametrize("day", ["2012-06-01", "2016-10-01"])
def test_the_page_says_the_same_sentence_as_the_program(
    real: Organisation, real_site: Path, question: str, day: str
) -> None:
    from orgraph.answers import ask_node
    from orgraph.answers.over_time import ask_over_time

    asked = 0
    for node_id in [
        node_id
        for node_id, kept in read_manifest(real_site).nodes.items()
        if question in kept.summary
    ][:50]:
        node = subject = real.find_node(node_id)
        assert node
        told = ask_over_time(
            real,
            parse_day(day),
            lambda view, subject=subject: ask_node(view, question, subject, subject.id),  # type: ignore[misc]
        )
        now = [
            found.answer
            for found in told.intervals
            if (found.first or "") <= day and (found.after is None or day < found.after)
        ]
        decides = (
            real.vocabulary.questions[question].decides
            if question in real.vocabulary.questions
            else ()
        )
        if now and (now[0].paths or any(row.role in decides for row in now[0].rows)):
            said = str(sentence(now[0], real.vocabulary))
            assert said in words_of(real_site / page_of(node.id)), node.id
            asked += 1
    assert asked


def _before_arrow(said: Phrase) -> Phrase:
    """Who holds it, without what it is about."""
    return Phrase(takewhile(lambda part: isinstance(part, Ref) or " → " not in part, said))


def test_the_table_of_approvals_is_the_matrix_of_the_day(
    real: Organisation, real_site: Path
) -> None:
    """The people of each subject and role, as `orgraph matrix` has them on a day."""
    day = "2016-10-01"
    view = View(real, parse_day(day))
    chain = real.vocabulary.questions["approves"].chain
    compared = 0
    for node_id, kept in read_manifest(real_site).nodes.items():
        lines = [
            line
            for line in kept.summary.get("approves", [])
            if (line.first or "") <= day and (line.after is None or day < line.after)
        ]
        if not lines:
            continue
        shown = {
            (line.role, found) for line in lines for found in _before_arrow(line.said).mentions()
        }
        node = real.find_node(node_id)
        assert node
        rows = find_matrix(view, [node], node_id).rows
        wanted = {
            (row.role, row.id)
            for row in rows
            if row.role in chain
            and not is_unfolded(row, rows)
            and row.period.start_known
            and row.id != node_id
        }
        assert wanted <= shown
        compared += len(wanted)
    assert compared > 40


def test_what_is_quoted_is_marked_in_the_text_and_leads_to_its_facts(real_site: Path) -> None:
    page = (real_site / page_of("001")).read_text("utf-8")
    line = page[page.index('id="l205"') : page.index('id="l206"')]
    assert (
        "<mark>kommentering godkender Sundhedsstyregruppen/<wbr>Sundhedskoordinationsudvalget aftalen"
        in line
    )
    assert (
        "faelles-samarbejdsaftaler-type-a.html"
        in page[page.index('id="l203"') : page.index('id="l206"')]
    )


def test_what_changed_on_the_first_of_september_is_listed_for_that_day_only(
    real_site: Path,
) -> None:
    page = (real_site / "aendringer.html").read_text("utf-8")
    day = page[page.index('id="d2016-09-01"') :]
    day = day[: day.index('<li id="d')]
    assert "Temagrupperne nedlægges" in day
    assert "Samarbejdsorganisationen i regi af sundhedsaftalen tilpasses" in day
    assert "KOL-temadagen" not in day  # that is dated september 2016, no day


@pytest.mark.slow
def test_every_quotation_of_the_seed_is_found_at_its_words(real: Organisation) -> None:
    from orgraph.seed.documents import list_documents, read_texts

    texts = read_texts(list_documents(real), SEED)
    sources = {
        source
        for fact in real.list_facts()
        for source in fact.sources
        if source.quote and source.document in texts
    }
    whole = 0
    for source in sources:
        found = list(find_words(source, texts[source.document]))
        assert found, source
        marked = "".join(
            "".join(texts[source.document][line - 1][first:after].split())
            for line, first, after in found
        ).replace("-", "")
        whole += marked == "".join(source.quote.split()).replace("-", "")
    assert whole / len(sources) > 0.99


@pytest.mark.parametrize(
    ("quote", "marked"),
    [
        ("Udvalget godkender", ["Udvalget godkender"]),
        ("indstiller til udvalget", ["indstil", "ler til udvalget"]),
        ("kommune-/hospitals-/klyngeniveau", ["kommune-/hospitals-", "/klyngeniveau"]),
        ("hvorefter", ["hvor", "efter"]),
    ],
)
def test_a_quotation_is_found_across_broken_lines(quote: str, marked: list[str]) -> None:
    lines = STORY_TEXT.split("\n")
    assert [
        lines[line - 1][first:after]
        for line, first, after in find_words(Source("900", 1, 5, quote), lines)
    ] == marked


# ---- Silence
def test_silence_is_said_with_what_was_searched(loaded_site: Path) -> None:
    """
    agreements:
      - {id: aftalen, name: Aftalen, kind: aftale}
    notes:
      - id: uklar-x
        kind: silence
        text: Hvem der godkender Aftalen, står ikke.
        concerns: [aftalen]
        relations: [godkender]
        searched: 900:1-3
    """
    page = words_of(loaded_site / page_of("aftalen"))
    assert "Dokumenterne siger ikke, hvem der godkender Aftalen. Stederne er gennemset." in page
    assert "900, linje 1–3" in page


def test_that_nobody_has_looked_is_said(loaded_site: Path) -> None:
    """
    agreements:
      - {id: aftalen, name: Aftalen, kind: aftale}
    """
    assert "Ingen har ledt." in words_of(loaded_site / page_of("aftalen"))


def test_an_empty_organisation_has_a_site_that_says_so(tmp_path: Path) -> None:
    from orgraph.seed.reader import read_seed

    organisation = read_seed(write_seed(tmp_path / "seed", "")).organisation
    build_site(organisation, tmp_path / "websted", seed=tmp_path / "seed")
    assert "Ingen ændringer er registreret." in words_of(tmp_path / "websted" / "index.html")
    assert "måske har ingen ledt" in words_of(tmp_path / "websted" / "uafklaret.html")


@pytest.fixture
def loaded_site(story_folder: Path, tmp_path: Path, organisation: Organisation) -> Path:
    build_site(organisation, tmp_path / "websted", seed=story_folder)
    return tmp_path / "websted"


# ---- Writing again
STORY = """
bodies:
  - {id: udvalget, name: Udvalget, kind: udvalg}
  - {id: gruppen, name: Gruppen, kind: styregruppe}
  - {id: alene, name: Alene, kind: udvalg}
agreements:
  - {id: aftalen, name: Aftalen, kind: aftale}
relations:
  - gruppen refererer-til udvalget: {valid_from: 2011-01-01}
  - udvalget godkender aftalen: {valid_from: 2011-01-01, source: '900:1 "Udvalget godkender aftalen."'}
"""


@pytest.fixture
def story(tmp_path: Path) -> tuple[Organisation, Path, Path]:
    from orgraph.seed.reader import read_seed

    seed = write_seed(tmp_path / "seed", STORY)
    loaded = read_seed(seed)
    assert loaded.issues == ()
    build_site(loaded.organisation, tmp_path / "websted", seed=seed)
    return loaded.organisation, seed, tmp_path / "websted"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def changed(before: dict[str, bytes], folder: Path) -> set[str]:
    after = contents(folder)
    return {
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    } - {NAME, "a/soeg-data.js"}


def test_nothing_is_written_when_nothing_changed(story: tuple[Organisation, Path, Path]) -> None:
    organisation, seed, folder = story
    assert build_site(organisation, folder, seed=seed)[1:] == (0, 0)


def test_a_change_rewrites_only_the_pages_it_touches(
    story: tuple[Organisation, Path, Path],
) -> None:
    organisation, seed, folder = story
    before = contents(folder)
    (approval,) = (found for found in organisation.list_relations() if found.type == "godkender")
    times = {name: (folder / name).stat().st_mtime_ns for name in before}
    after = organisation.with_changes(
        [Change(approval, approval._replace(condition="efter høring"))]
    )
    build_site(after, folder, seed=seed)
    assert changed(before, folder) == {page_of("udvalget"), page_of("aftalen"), "kort.html"}
    assert (folder / page_of("alene")).stat().st_mtime_ns == times[page_of("alene")]


def test_pages_are_the_same_whether_made_anew_or_again(
    story: tuple[Organisation, Path, Path], tmp_path: Path
) -> None:
    organisation, seed, folder = story
    (body,) = (node for node in organisation.list_nodes() if node.id == "udvalget")
    after = organisation.with_changes([Change(body, body._replace(name="Det nye udvalg"))])
    build_site(after, folder, seed=seed)
    build_site(after, tmp_path / "andet", seed=seed)
    assert contents(folder) == contents(tmp_path / "andet")


def test_a_page_that_was_cut_off_is_written_over(story: tuple[Organisation, Path, Path]) -> None:
    organisation, seed, folder = story
    before = contents(folder)
    (folder / page_of("udvalget")).write_bytes(b"")
    (folder / page_of("aftalen")).write_bytes(before[page_of("aftalen")][:900])
    (folder / NAME).unlink()
    build_site(organisation, folder, seed=seed)
    assert contents(folder) == before


def test_a_body_leads_to_its_place_on_the_map_on_a_day_when_it_exists(
    story: tuple[Organisation, Path, Path],
) -> None:
    organisation, seed, folder = story
    assert "../kort.html#udvalget" in read(folder / page_of("udvalget")).links
    (body,) = (node for node in organisation.list_nodes() if node.id == "udvalget")
    ended = organisation.with_changes(
        [
            Change(
                body,
                body._replace(
                    validity=body.validity._replace(
                        valid_to="2014-03-01", end=parse_day("2014-03-01").first
                    )
                ),
            )
        ]
    )
    build_site(ended, folder, seed=seed, day="2016-10-01")
    assert "../kort.html#udvalget?dag=2014-02-28" in read(folder / page_of("udvalget")).links


def test_more_bodies_than_a_map_can_show_are_not_drawn(
    story: tuple[Organisation, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation, seed, folder = story
    monkeypatch.setattr("orgraph.site.map_page.MOST_BODIES", 1)
    build_site(organisation, folder, seed=seed)
    assert not (folder / "kort.html").exists()
    assert [
        link for path in folder.rglob("*.html") for link in read(path).links if "kort.html" in link
    ] == []


def test_pages_that_are_no_longer_are_taken_away_and_others_files_are_not(
    story: tuple[Organisation, Path, Path],
) -> None:
    organisation, seed, folder = story
    (folder / "min-egen.html").write_text("min", "utf-8")
    (folder / "ting" / "noter.html").write_text("mine", "utf-8")
    (alone,) = (node for node in organisation.list_nodes() if node.id == "alene")
    built = build_site(organisation.with_changes([Change(alone, None)]), folder, seed=seed)
    assert built.removed == 1
    assert not (folder / page_of("alene")).exists()
    assert (folder / "min-egen.html").read_text("utf-8") == "min"
    assert (folder / "ting" / "noter.html").read_text("utf-8") == "mine"


def test_a_page_that_somebody_has_put_something_else_in_place_of_is_not_taken_away(
    story: tuple[Organisation, Path, Path],
) -> None:
    organisation, seed, folder = story
    (folder / page_of("alene")).write_text("mit", "utf-8")
    (alone,) = (node for node in organisation.list_nodes() if node.id == "alene")
    assert (
        build_site(organisation.with_changes([Change(alone, None)]), folder, seed=seed).removed
        == 0
    )
    assert (folder / page_of("alene")).read_text("utf-8") == "mit"


def test_a_page_that_is_gone_comes_back(story: tuple[Organisation, Path, Path]) -> None:
    organisation, seed, folder = story
    (folder / page_of("alene")).unlink()
    assert build_site(organisation, folder, seed=seed).written == 1


@pytest.mark.parametrize("name", ["index.html", "ting/alene.html", "a/side.css"])
def test_a_file_that_the_site_did_not_write_is_not_written_over(
    name: str, tmp_path: Path, story: tuple[Organisation, Path, Path]
) -> None:
    organisation, seed, _ = story
    other = tmp_path / "andet"
    (other / name).parent.mkdir(parents=True)
    (other / name).write_text("min", "utf-8")
    with pytest.raises(CannotWrite, match="den fil har orgraph ikke skrevet"):
        build_site(organisation, other, seed=seed)
    assert (other / name).read_text("utf-8") == "min"


STANDS: dict[str, Callable[[Path], object]] = {
    "file": lambda path: path.write_text("om orgraph: mine noter", "utf-8"),
    "folder": Path.mkdir,
    "link": lambda path: path.symlink_to("mit"),
    "pipe": os.mkfifo,
}


@pytest.mark.slow
@pytest.mark.parametrize("stands", STANDS)
@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "kort.html",
        "ting/alene.html",
        "scenarier/slut.html",
        "alt-2.html",
        "a/soeg-data.js",
        "om.html",
    ],
)
def test_what_is_somebody_elses_is_told_before_anything_is_written(
    name: str,
    stands: str,
    tmp_path: Path,
    story: tuple[Organisation, Path, Path],
) -> None:
    organisation, seed, _ = story
    (seed / "scenarios").mkdir()
    (seed / "scenarios" / "slut.yaml").write_text(
        "name: S\non: 2014-01-01\nsteps:\n  - dissolve: gruppen\n", "utf-8"
    )
    (tmp_path / "andet" / name).parent.mkdir(parents=True)
    STANDS[stands](tmp_path / "andet" / name)
    before = sorted(path.relative_to(tmp_path) for path in (tmp_path / "andet").rglob("*"))
    with pytest.raises(
        CannotWrite,
        match=re.escape(f"{name}«: den fil har orgraph ikke skrevet. Vælg et andet sted."),
    ):
        build_site(organisation, tmp_path / "andet", seed=seed)
    assert sorted(path.relative_to(tmp_path) for path in (tmp_path / "andet").rglob("*")) == before


def test_how_many_files_are_somebody_elses_is_told_at_once(
    tmp_path: Path,
    story: tuple[Organisation, Path, Path],
) -> None:
    organisation, seed, _ = story
    (tmp_path / "andet").mkdir()
    for name in ("alt.html", "index.html", "om.html", "mine-noter.html"):
        (tmp_path / "andet" / name).write_text("min", "utf-8")
    with pytest.raises(
        CannotWrite, match=r"alt\.html«: den fil har orgraph ikke skrevet, og det gælder 2 andre"
    ):
        build_site(organisation, tmp_path / "andet", seed=seed)


def test_every_file_carries_its_mark_near_its_beginning(real_site: Path) -> None:
    files = {
        path: path.read_bytes()[:1500]
        for path in real_site.rglob("*")
        if path.is_file() and path.name != NAME
    }
    assert len(files) > 1_000
    assert [path for path, head in files.items() if not any(mark in head for mark in MARKS)] == []


@pytest.mark.parametrize("left", [0, 1500, 3000])
def test_a_first_run_that_was_cut_off_is_finished_by_the_next(
    left: int,
    story: tuple[Organisation, Path, Path],
) -> None:
    """Also one of an earlier version, that wrote in place; and one whose data have changed since."""
    organisation, seed, folder = story
    (body,) = (node for node in organisation.list_nodes() if node.id == "udvalget")
    after = organisation.with_changes([Change(body, body._replace(name="Det nye udvalg"))])
    (folder / NAME).unlink()
    for name in ("kort.html", "index.html", page_of("alene")):
        (folder / name).write_bytes((folder / name).read_bytes()[:left])
    partials = [
        partial_of(str(folder / name))
        for name in ("kort.html", "a/side.css", "ting/en-anden.html", "scenarier/x.html")
    ]
    for name in partials:
        Path(name).write_bytes(b"<!doc")
    build_site(after, folder, seed=seed)
    build_site(after, folder.with_name("andet"), seed=seed)
    assert contents(folder) == contents(folder.with_name("andet"))


def test_a_run_that_is_cut_off_leaves_no_page_that_is_taken_for_right(
    story: tuple[Organisation, Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The data are changed, a site is begun on them and cut off, and they are changed back."""
    organisation, seed, folder = story
    before = contents(folder)
    (body,) = (node for node in organisation.list_nodes() if node.id == "udvalget")
    after = organisation.with_changes([Change(body, body._replace(name="Det nye udvalg"))])
    with monkeypatch.context() as patched:
        patched.setattr("orgraph.site.build._make_overview", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            build_site(after, folder, seed=seed)
    assert "Det nye udvalg" in words_of(folder / page_of("udvalget"))
    build_site(organisation, folder, seed=seed)
    assert contents(folder) == before


def _interrupted(_: str) -> NoReturn:
    raise KeyboardInterrupt


def test_a_page_that_cannot_be_taken_away_is_named(
    story: tuple[Organisation, Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    organisation, seed, folder = story
    (alone,) = (node for node in organisation.list_nodes() if node.id == "alene")
    monkeypatch.setattr(Path, "unlink", _denied)
    with pytest.raises(CannotWrite, match=r"ting/alene\.html«: der er ikke adgang til at skrive"):
        build_site(organisation.with_changes([Change(alone, None)]), folder, seed=seed)


def _denied(path: Path) -> NoReturn:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def test_a_folder_that_points_elsewhere_is_refused(
    tmp_path: Path, story: tuple[Organisation, Path, Path]
) -> None:
    organisation, seed, _ = story
    (tmp_path / "andet").mkdir()
    (tmp_path / "hemmeligt").mkdir()
    (tmp_path / "andet" / "ting").symlink_to(tmp_path / "hemmeligt")
    with pytest.raises(CannotWrite):
        build_site(organisation, tmp_path / "andet", seed=seed)
    assert list((tmp_path / "hemmeligt").iterdir()) == []


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        '{"made_by": 1}',
        '{"nodes": {"x": ["../../x.html", 1, [], {}]}, "keys": [], "files": {}, "fingerprints": []}',
    ],
)
def test_a_damaged_manifest_costs_time_but_nothing_else(
    damage: str, story: tuple[Organisation, Path, Path]
) -> None:
    organisation, seed, folder = story
    before = contents(folder)
    (folder / NAME).write_bytes(gzip.compress(damage.encode()) if damage != "{" else b"{")
    build_site(organisation, folder, seed=seed)
    assert contents(folder) == before


def test_a_manifest_cannot_have_files_outside_taken_away(
    story: tuple[Organisation, Path, Path], tmp_path: Path
) -> None:
    organisation, seed, folder = story
    outside = tmp_path / "vigtig.html"
    outside.write_text("vigtig", "utf-8")
    import zlib

    manifest = json.loads(gzip.decompress((folder / NAME).read_bytes()))
    manifest["files"] |= dict.fromkeys(
        ("../vigtig.html", str(outside), "ting/../../vigtig.html"), zlib.crc32(b"vigtig")
    )
    (folder / NAME).write_bytes(gzip.compress(json.dumps(manifest).encode()))
    build_site(organisation, folder, seed=seed)
    assert outside.read_text("utf-8") == "vigtig"


def test_a_document_whose_text_changed_is_written_again(
    story: tuple[Organisation, Path, Path],
) -> None:
    organisation, seed, folder = story
    before = contents(folder)
    text = seed / "documents" / "900.txt"
    text.write_text(text.read_text("utf-8") + "En linje mere.\n", "utf-8")
    build_site(organisation, folder, seed=seed)
    assert changed(before, folder) == {page_of("900")}


# ---- Two at the same time, and a seed that changes meanwhile
def test_what_somebody_else_writes_meanwhile_is_known_when_it_is_decided_what_goes(
    story: tuple[Organisation, Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that still knows the body ends while one that does not is waiting for it."""
    organisation, seed, folder = story
    alone = organisation.find_node("alene")
    with_everything = contents(folder)
    before = organisation.with_changes([Change(alone, None)])
    site, other = tmp_path / "begge", tmp_path / "uden"
    build_site(before, other, seed=seed)
    first = ExitStack()
    first.enter_context(holding_folder(site, 0))

    def finish(_: float) -> None:
        for address, content in with_everything.items():
            (site / address).parent.mkdir(exist_ok=True)
            (site / address).write_bytes(content)
        first.close()

    monkeypatch.setattr("orgraph.files.time.sleep", finish)
    built = build_site(before, site, seed=seed)
    assert built.removed == 1
    assert contents(site) == contents(other)


def test_a_site_is_made_of_what_the_seed_holds_when_its_turn_has_come(
    story: tuple[Organisation, Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, seed, _ = story
    site = tmp_path / "begge"
    first = ExitStack()
    first.enter_context(holding_folder(site, 0))

    def finish(_: float) -> None:
        (seed / "facts.yaml").write_text(
            STORY_DEFAULTS + STORY.replace("Alene", "Nyt Navn"), "utf-8"
        )
        first.close()

    monkeypatch.setattr("orgraph.files.time.sleep", finish)
    build_site_of(str(seed), site)
    assert "Nyt Navn" in words_of(site / page_of("alene"))


def test_a_site_that_somebody_keeps_on_building_is_told(
    story: tuple[Organisation, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation, seed, folder = story
    monkeypatch.setattr("orgraph.site.build.PATIENCE", 0)
    before = contents(folder)
    with (
        holding_folder(folder, 0),
        pytest.raises(CannotWrite, match="et andet program er ved at skrive den"),
    ):
        build_site(organisation.with_changes([]), folder, seed=seed)
    assert contents(folder) == before


def test_a_folder_is_not_left_empty_by_a_site_that_is_not_made(tmp_path: Path) -> None:
    seed = write_seed(tmp_path / "seed", "bodies:\n  - {id: a}\n")
    with pytest.raises(BadSeed):
        build_site_of(str(seed), tmp_path / "websted")
    assert not (tmp_path / "websted").exists()


@pytest.mark.parametrize(
    "name", ["documents/900.txt", "scenarios/slut.yaml", "scenarios/fejl.yaml"]
)
def test_all_pages_rest_on_what_was_read_first(
    story: tuple[Organisation, Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """The file changes when the first page is about to be made."""
    organisation, seed, _ = story
    (seed / "scenarios").mkdir()
    (seed / "scenarios" / "slut.yaml").write_text(
        "name: Gruppen nedlægges\non: 2014-01-01\nsteps:\n"
        "  - dissolve: gruppen\n    source: '900:1 \"Udvalget godkender aftalen.\"'\n",
        "utf-8",
    )
    (seed / "scenarios" / "fejl.yaml").write_bytes(b"\xff")
    build_site(organisation, tmp_path / "foer", seed=seed)
    make = orgraph.site.build._make_chunk

    def change_and_make(jobs: list[Any]) -> list[Any]:
        (seed / name).write_text("name: Noget helt andet\n", "utf-8")
        return make(jobs)

    monkeypatch.setattr("orgraph.site.build._make_chunk", change_and_make)
    build_site(organisation, tmp_path / "under", seed=seed)
    assert contents(tmp_path / "under") == contents(tmp_path / "foer")


def test_a_seed_that_changes_while_it_is_read_is_read_again_and_at_last_told(
    story: tuple[Organisation, Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, seed, folder = story
    find, times = find_scenarios, [0, 1]

    def change_and_find(folder: Path) -> dict[str, Found]:
        times[0] += 1
        if times[0] <= times[1]:
            (seed / "documents" / "900.txt").write_text(STORY_TEXT + "x" * times[0], "utf-8")
        return find(folder)

    monkeypatch.setattr("orgraph.site.build.find_scenarios", change_and_find)
    build_site_of(str(seed), tmp_path / "andet")
    assert STORY_TEXT.split()[-1] in words_of(tmp_path / "andet" / page_of("900"))
    times[:] = 0, 99
    before = contents(folder)
    with pytest.raises(SiteNotFinished) as told:
        build_site_of(str(seed), folder)
    assert (
        str(told.value)
        == "Webstedet blev ikke færdigt: data blev ændret, mens de blev læst. Kør kommandoen igen."
    )
    assert contents(folder) == before


# ---- What stands in the way
def _pipe_at(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    "stands",
    [
        Path.mkdir,
        _pipe_at,
        lambda path: path.symlink_to("intet"),
        lambda path: path.symlink_to("x"),
    ],
    ids=["folder", "pipe", "link to nothing", "link"],
)
@pytest.mark.parametrize("again", [True, False], ids=["again", "anew"])
@pytest.mark.parametrize("address", [NAME, "index.html", "a/side.js", page_of("gruppen")])
def test_what_cannot_be_written_over_is_found_before_anything_is_written(
    story: tuple[Organisation, Path, Path],
    tmp_path: Path,
    stands: Callable[[Path], object],
    address: str,
    again: bool,
) -> None:
    organisation, seed, folder = story
    folder = folder if again else tmp_path / "andet"
    (folder / address).parent.mkdir(parents=True, exist_ok=True)
    (folder / "x").write_bytes(b"x")
    (folder / address).unlink(missing_ok=True)
    stands(folder / address)
    before = contents(folder)
    gone = organisation.find_node("alene")
    with pytest.raises(
        CannotWrite, match=f"{re.escape(address)}«: den fil har orgraph ikke skrevet"
    ):
        build_site(organisation.with_changes([Change(gone, None)]), folder, seed=seed)
    assert contents(folder) == before


@pytest.mark.parametrize("below", ["", "dyb", "dyb/dybere"])
def test_a_link_to_nothing_is_told_as_what_it_is(
    story: tuple[Organisation, Path, Path], tmp_path: Path, below: str
) -> None:
    organisation, seed, _ = story
    (tmp_path / "henvisning").symlink_to("intet")
    with pytest.raises(CannotWrite, match="det er en henvisning til noget, der ikke findes"):
        build_site(organisation, tmp_path / "henvisning" / below, seed=seed)


# ---- The same bytes
@pytest.mark.slow
def test_two_runs_give_the_same_bytes_whatever_the_machine(
    story: tuple[Organisation, Path, Path], tmp_path: Path
) -> None:
    _, seed, folder = story
    for number, settings in enumerate(
        (
            {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0"},
            {"PYTHONHASHSEED": "99", "TZ": "Asia/Tokyo"},
        )
    ):
        place = tmp_path / f"websted-{number}"
        command = [sys.executable, "-m", "orgraph", "site", str(place), "--seed", str(seed)]
        subprocess.run(command, env={**os.environ, **settings}, check=True, capture_output=True)
        assert contents(place) == contents(folder)


def test_many_processes_write_what_one_writes(
    story: tuple[Organisation, Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation, seed, folder = story
    monkeypatch.setattr("orgraph.site.build.WORTH_SHARING", 1)
    monkeypatch.setattr("orgraph.site.build.AT_ONCE", 1)
    monkeypatch.setattr("orgraph.site.build.count_processors", lambda: 3)
    build_site(organisation, tmp_path / "websted", seed=seed)
    assert contents(tmp_path / "websted") == contents(folder)


# ---- The command
def test_the_command_says_what_it_wrote(
    story: tuple[Organisation, Path, Path], elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from orgraph.cli.main import run

    _, seed, _ = story
    assert run(["site", "websted", "--seed", str(seed), "--at", "1/10/2016"]) == 0
    assert "Webstedet er skrevet: websted" in capsys.readouterr().out
    assert 'data-day="2016-10-01"' in (elsewhere / "websted" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["site"], "MAPPE"),
        (["site", "fil"], "Der kan ikke skrives til"),
        (["site", "x", "--at", "2016"], "den dækker flere dage"),
        (["site", "x\0y"], "Der kan ikke skrives til"),
    ],
)
def test_the_command_refuses_in_one_sentence(
    words: list[str],
    says: str,
    elsewhere: Path,
    capsys: pytest.CaptureFixture[str],
    story: tuple[Organisation, Path, Path],
) -> None:
    from orgraph.cli.main import run

    (elsewhere / "fil").write_text("x", "utf-8")
    assert run([*words, "--seed", str(story[1])]) == 2
    said = capsys.readouterr().err
    assert says in said
    assert "Traceback" not in said


# ---- Scenarios
def test_the_scenarios_of_the_seed_have_pages_and_a_bad_one_says_why(
    story: tuple[Organisation, Path, Path],
) -> None:
    organisation, seed, folder = story
    (seed / "scenarios").mkdir()
    (seed / "scenarios" / "slut.yaml").write_text(
        "name: Gruppen nedlægges\non: 2014-01-01\nsteps:\n  - dissolve: gruppen\n", "utf-8"
    )
    (seed / "scenarios" / "daarlig.yaml").write_text("name: [", "utf-8")
    build_site(organisation, folder, seed=seed)
    listed = words_of(folder / "scenarier.html")
    assert "Gruppen nedlægges" in listed
    assert "daarlig.yaml Kan ikke vises" in listed
    assert "Gruppen nedlægges" in words_of(folder / "scenarier" / "slut.html")
    assert build_site(organisation, folder, seed=seed).written == 0


@pytest.mark.parametrize("left", [b"", None])
def test_a_page_that_is_no_longer_as_it_was_written_is_made_again(
    tmp_path: Path, left: bytes | None
) -> None:
    folder = write_seed(
        tmp_path / "seed",
        "bodies:\n  - {id: a, name: A, kind: udvalg}\n  - {id: b, name: B, kind: udvalg}\n",
    )
    organisation = read_seed(folder).organisation
    page = tmp_path / "websted" / "ting" / "a.html"
    build_site(organisation, tmp_path / "websted", seed=folder)
    whole = page.read_bytes()
    page.write_bytes(whole[:500] if left is None else left)
    assert build_site(organisation, tmp_path / "websted", seed=folder).written == 1
    assert page.read_bytes() == whole
    assert build_site(organisation, tmp_path / "websted", seed=folder).written == 0


def test_a_page_that_somebody_has_put_his_own_in_the_place_of_is_told(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", "bodies:\n  - {id: a, name: A, kind: udvalg}\n")
    organisation = read_seed(folder).organisation
    build_site(organisation, tmp_path / "websted", seed=folder)
    (tmp_path / "websted" / "ting" / "a.html").write_text("min egen side", encoding="utf-8")
    with pytest.raises(CannotWrite, match="den fil har orgraph ikke skrevet"):
        build_site(organisation, tmp_path / "websted", seed=folder)
    assert (tmp_path / "websted" / "ting" / "a.html").read_text(
        encoding="utf-8"
    ) == "min egen side"
