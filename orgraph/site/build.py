"""Makes the site: the pages of nodes and scenarios whose facts have changed, then the pages that
show many, the search index and the style.
"""

from __future__ import annotations

import gc
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from orgraph.dates import Span
from orgraph.errors import SiteNotFinished
from orgraph.files import holding_folder
from orgraph.languages import language_file, table, text
from orgraph.organisation import Organisation
from orgraph.pages.word_script import danish_script, minify
from orgraph.seed.documents import Texts, list_documents, read_texts
from orgraph.seed.folder import read_unchanged
from orgraph.seed.snapshot import open_organisation
from orgraph.site import map_page, neighbourhood
from orgraph.site.addresses import ADDRESSES, page_of
from orgraph.site.dependencies import ReadTracker, SiteIndex, key_of_file, key_of_node
from orgraph.site.files import Folder, Wrote
from orgraph.site.kinds import kind_colours
from orgraph.site.manifest import (
    EMPTY,
    NAME,
    Kept,
    Manifest,
    as_bytes,
    changed_keys,
    program_mark,
    read_manifest,
)
from orgraph.site.node_page import Made, make_node_page
from orgraph.site.overviews import PAGES, Contents
from orgraph.site.scenarios import (
    LINK,
    Found,
    find_scenarios,
    list_page,
    make_scenario_page,
    page_of_scenario,
)
from orgraph.site.templates import ASSETS, Crumb, Site
from orgraph.site.workers import count_processors, share_out

T = TypeVar("T")
R = TypeVar("R")
WORTH_SHARING = 200  # pages; fewer are made before other processes have begun
AT_ONCE = 40
PATIENCE = 600.0  # seconds that somebody else may be building the site


class Built(NamedTuple):
    """How many files the site has, and how many were written and taken away this time."""

    files: int
    written: int
    removed: int


class _Read(NamedTuple):
    """What was read of a seed beside the facts: the texts of the documents, and the scenarios. All
    pages rest on it; nothing is read again while they are made.
    """

    texts: Texts
    scenarios: dict[str, Found]


class _Work(NamedTuple):
    """What every worker needs; set before they begin, so that they share it.

    `organisation` notes in `reads` what is read of it. `nodes` and `scenarios` are the pages that
    were made first: they are filled before the pages that show many are made.
    """

    organisation: Organisation
    site_index: SiteIndex
    reads: ReadTracker
    site: Site
    read: _Read
    folder: Folder
    nodes: dict[str, Kept]
    scenarios: dict[str, Kept]


NODE, SCENARIO, MAP = "node", "scenario", "map"


class _Job(NamedTuple):
    """A page to make. `name` is the id of a node, the file of a scenario, or the map's address;
    scenarios and the map read so much that each is made by itself.
    """

    sort: str
    name: str

    @property
    def address(self) -> str:
        """Where the page is to stand."""
        if self.sort == NODE:
            return page_of(self.name)
        return self.name if self.sort == MAP else page_of_scenario(self.name)


class _Done(NamedTuple):
    """A page that was made; `anew` when its file was written, since it differed."""

    job: _Job
    kept: Kept
    anew: bool


_WORK: list[_Work] = []


@contextmanager
def _garbage_collection_paused() -> Iterator[None]:
    """What stands in memory, and what is kept of the pages, is not gone through again and again
    for waste; so it also stays shared with the workers.
    """
    collecting = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        (gc.enable if collecting else gc.disable)()


def build_site(
    organisation: Organisation, folder: Path, *, seed: Path | None = None, day: str = ""
) -> Built:
    """Write the site into a folder, or bring the one that stands there up to date.

    Pages that read nothing that has changed since they were written are left as they are.

    Args:
        organisation: what the pages tell of.
        folder: where they are written; it is made when it is missing. Files of others stay.
        seed: the folder with the texts of documents and the scenarios; None: there are none.
        day: the ISO date on which the pages open; empty: they show all times.

    Raises:
        CannotWrite: a file cannot be written, or one that is not the site's stands in its place.
        SiteNotFinished: memory ran out, or a worker process is gone.
    """
    with _alone(folder):
        return _build(organisation, folder, _read(organisation, seed), day)


def build_site_of(seed: str, folder: Path, *, day: str = "") -> Built:
    """The same of all that a seed folder holds at one moment.

    The seed is read when nobody else builds the site any more: of two that build it at the same
    time, the last one to write it knows the newest facts.

    Raises what `build_site` and `open_organisation` raise; `SiteNotFinished` also when the folder
    changes again and again while it is read.
    """

    def read() -> tuple[Organisation, _Read]:
        organisation = open_organisation(seed)
        return organisation, _read(organisation, Path(seed))

    with _alone(folder):
        found = read_unchanged(seed, read)
        if found is None:
            raise SiteNotFinished(text("site.seed_changes"))
        organisation, beside = found
        return _build(organisation, folder, beside, day)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Lets one process at a time decide what is to be written and taken away, and do it."""
    try:
        with holding_folder(folder, PATIENCE):
            yield
    except MemoryError:
        raise SiteNotFinished(text("site.no_memory")) from None


def _read(organisation: Organisation, seed: Path | None) -> _Read:
    if seed is None:
        return _Read({}, {})
    return _Read(read_texts(list_documents(organisation), seed), find_scenarios(seed))


@_garbage_collection_paused()
def _build(organisation: Organisation, folder: Path, read: _Read, day: str) -> Built:
    texts, scenarios = read
    index = _index(organisation, texts, scenarios)
    map_day = map_page.day_of_map(organisation, day)
    site = Site(organisation.vocabulary.name, day, tuple(_links(map_day, scenarios)), map_day)
    before = read_manifest(folder)
    jobs = [  # the long ones first
        *([_Job(MAP, map_page.LINK.address)] if map_day else []),
        *(_Job(SCENARIO, file) for file in scenarios),
        *(_Job(NODE, node.id) for node in organisation.list_nodes()),
    ]
    target = Folder(folder, before.files, NAME)
    target.prepare(FOLDERS, {*ALWAYS, *(job.address for job in jobs)})
    reads = ReadTracker(index)
    work = _Work(
        organisation=Organisation(organisation.vocabulary, reads),
        site_index=index,
        reads=reads,
        site=site,
        read=read,
        folder=target,
        nodes={},
        scenarios={},
    )
    try:
        return _write(work, jobs, before)
    except BaseException:
        target.take_away_partials(FOLDERS)  # of workers that were stopped
        raise


def _index(organisation: Organisation, texts: Texts, scenarios: Mapping[str, Found]) -> SiteIndex:
    """The organisation's index, with the fingerprints of what pages are made from beside it."""
    index = SiteIndex(organisation)
    for document, lines in texts.items():
        content = "\n".join(lines).encode("utf-8", "replace")
        index.add_fingerprint(key_of_node(document), zlib.crc32(content))
    for file, found in scenarios.items():
        seen = str(found.fault or "").encode() + found.content
        index.add_fingerprint(key_of_file(file), zlib.crc32(seen))
    return index


def _write(work: _Work, jobs: list[_Job], before: Manifest) -> Built:
    """Writes all pages, and then the manifest. Until then it says nothing of them: should this be
    cut off, they are made again.
    """
    made_by = program_mark(work.organisation.vocabulary, work.site)
    kept = _still_right(work, jobs, before if before.made_by == made_by else EMPTY)
    missing = [job for job in jobs if job not in kept]
    if missing and before.made_by:
        work.folder.write(NAME, as_bytes(EMPTY._replace(files=before.files)))
    made = _make_all(work, missing)
    kept |= {done.job: done.kept for done in made}
    work.nodes.update({job.name: kept[job] for job in jobs if job.sort == NODE})
    work.scenarios.update({job.name: kept[job] for job in jobs if job.sort == SCENARIO})
    overviews = _shared_out(work, _make_overview, OVERVIEWS, shared=len(jobs) >= WORTH_SHARING)
    files = {page.address: page.check for page in kept.values() if page.address}
    files |= {address: wrote.check for address, wrote in overviews}
    removed = work.folder.remove(sorted(before.files.keys() - files.keys()))
    manifest = Manifest(
        made_by=made_by,
        fingerprints=work.site_index.fingerprints,
        nodes=work.nodes,
        others={job.name: kept[job] for job in jobs if job.sort != NODE},
        files=dict(sorted(files.items())),
    )
    work.folder.write(NAME, as_bytes(manifest))
    written = sum(done.anew for done in made) + sum(wrote.anew for _, wrote in overviews)
    return Built(len(files), written, removed)


def _links(map_day: Span | None, scenarios: Sized) -> Iterator[Crumb]:
    """What the menu has beside the fixed pages."""
    if map_day:
        yield map_page.LINK
    if scenarios:
        yield LINK


# ---- The pages of nodes and scenarios
def _still_right(work: _Work, jobs: list[_Job], before: Manifest) -> dict[_Job, Kept]:
    """The pages that read nothing that has changed, and still stand there."""
    changed = changed_keys(before.fingerprints, work.site_index.fingerprints)
    kept: dict[_Job, Kept] = {}
    for job in jobs:
        found = (before.nodes if job.sort == NODE else before.others).get(job.name)
        if (
            found
            and changed.isdisjoint(found.read)
            and work.folder.stands(found.address, found.check)
        ):
            kept[job] = found
    return kept


def _make_all(work: _Work, jobs: list[_Job]) -> list[_Done]:
    nodes = [job for job in jobs if job.sort == NODE]
    long = [[job] for job in jobs if job.sort != NODE]
    chunks = [*long, *(nodes[first : first + AT_ONCE] for first in range(0, len(nodes), AT_ONCE))]
    shared = len(jobs) >= WORTH_SHARING or len(long) > 1
    return _shared_out(work, _make_chunk, chunks, shared=shared)


def _make_chunk(jobs: list[_Job]) -> list[_Done]:
    gc.enable()  # making pages leaves waste
    return [_make(_WORK[0], job) for job in jobs]


def _make(work: _Work, job: _Job) -> _Done:
    work.reads.begin()
    made = _make_page(work, job)
    if job.sort == NODE:
        read = {*work.reads.seen(job.name)}
    else:
        read = {*work.reads.seen(""), key_of_file(job.name)}
    wrote = Wrote(0, False)
    if made.address:
        wrote = work.folder.write(made.address, made.html.encode("utf-8", "replace"))
    kept = Kept(made.address, wrote.check, tuple(sorted(read)), made.summary)
    return _Done(job, kept, wrote.anew)


def _make_page(work: _Work, job: _Job) -> Made:
    if job.sort == MAP:
        assert work.site.map_day
        return Made(job.name, map_page.make_map(work.organisation, work.site.map_day), {})
    if job.sort == SCENARIO:
        found = work.read.scenarios[job.name]
        return make_scenario_page(work.organisation, job.name, found, work.read.texts)
    node = work.organisation.find_node(job.name)
    assert node
    return make_node_page(work.organisation, work.site, node, work.read.texts.get(job.name))


# ---- The pages that show many
def _make_overview(name: str) -> list[tuple[str, Wrote]]:
    work = _WORK[0]
    plain = Organisation(work.organisation.vocabulary, work.site_index)
    pages = (
        PAGES[name](Contents(plain, work.site, work.nodes, work.read.texts))
        if name in PAGES
        else _OTHERS[name](work, plain)
    )
    return [
        (address, work.folder.write(address, content.encode("utf-8", "replace")))
        for address, content in pages
    ]


def _scenarios(work: _Work, _: Organisation) -> Iterator[tuple[str, str]]:
    if work.scenarios:
        yield list_page(work.site, work.scenarios)


def _assets(_: _Work, organisation: Organisation) -> Iterator[tuple[str, str]]:
    yield ADDRESSES["style"], (ASSETS / "side.css").read_text("utf-8")
    yield ADDRESSES["script"], _script()
    yield (
        ADDRESSES["kinds_style"],
        kind_colours(organisation) + neighbourhood.style(organisation.vocabulary),
    )


def _script() -> str:
    """The script of all pages, with what it takes from the program and from the language."""
    script = (ASSETS / "side.js").read_text("utf-8")
    wording, counts = (json.dumps(table(f"site.{name}")) for name in ("SCRIPT", "COUNTS"))
    parts = {
        "// words.js\n": f"const wording = {wording}, counts = {counts};\n",
        "// danish.js\n": danish_script(),
        "// stem.js\n": language_file("stem.js").read_text("utf-8"),
    }
    for place, part in parts.items():
        script = script.replace(place, part)
    return minify(script)


_OTHERS: dict[str, Callable[[_Work, Organisation], Iterator[tuple[str, str]]]] = {
    "scenarios": _scenarios,
    "assets": _assets,
}
OVERVIEWS = (*PAGES, *_OTHERS)
_ASSETS = (ADDRESSES["style"], ADDRESSES["script"], ADDRESSES["kinds_style"])
ALWAYS = (*PAGES, *_ASSETS, LINK.address)  # where they stand
FOLDERS = tuple(dict.fromkeys(address.rpartition("/")[0] for address in ADDRESSES.values()))


# ---- Many at once
def _shared_out(
    work: _Work, task: Callable[[T], list[R]], parts: Sequence[T], *, shared: bool
) -> list[R]:
    """What the task makes of each part, in any order; on all processors when that is worth
    beginning them.
    """
    _WORK[:] = [work]
    gc.freeze()
    try:
        processes = count_processors() if shared else 1
        made = share_out(task, parts, processes) if processes > 1 else map(task, parts)
        return [each for part in made for each in part]
    finally:
        _WORK.clear()
