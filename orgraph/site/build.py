"""Makes the site: the pages of nodes and scenarios whose facts have changed, then the pages that show many, the search index and the style."""

from __future__ import annotations

import gc
import multiprocessing
import os
import zlib
from collections.abc import Callable, Iterator, Sequence, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from orgraph.dates import Span
from orgraph.organisation import Organisation
from orgraph.seed.texts import Texts, list_documents, read_texts
from orgraph.site import map_page, near
from orgraph.site.addresses import THINGS
from orgraph.site.files import Folder, Wrote
from orgraph.site.frame import ASSETS, Crumb, Site
from orgraph.site.index import Reading, SiteIndex, file_of, own
from orgraph.site.manifest import EMPTY, NAME, Kept, Manifest, as_bytes, changed_keys, program_mark, read_manifest
from orgraph.site.node_page import Made, make_node_page
from orgraph.site.overviews import PAGES, kind_colours
from orgraph.site.scenarios import LINK, find_scenarios, list_page, make_scenario_page

T = TypeVar("T")
R = TypeVar("R")
WORTH_SHARING = 200  # pages; fewer are made before other processes have begun
AT_ONCE = 40


class Built(NamedTuple):
    """How many files the site has, and how many were written and taken away this time."""

    files: int
    written: int
    removed: int


class _Work(NamedTuple):
    """What every worker needs; set before they begin, so that they share it. `nodes` and `found` are the pages that were made first."""

    organisation: Organisation
    base: SiteIndex
    reading: Reading
    site: Site
    texts: Texts
    seed: Path | None
    folder: Folder
    nodes: dict[str, Kept]
    found: dict[str, Kept]


class _Job(NamedTuple):
    """A page to make: of a node; or one that reads so much that it is made by itself, of the scenario in a file or of the map (by its address)."""

    node: str = ""
    other: str = ""


Done = tuple[_Job, Kept, bool]
_WORK: list[_Work] = []


@contextmanager
def _uncollected() -> Iterator[None]:
    """What stands in memory, and what is kept of the pages, is not gone through again and again for waste; so it also stays shared with the workers."""
    collecting = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        (gc.enable if collecting else gc.disable)()


@_uncollected()
def build_site(organisation: Organisation, folder: Path, *, seed: Path | None = None, day: str = "") -> Built:
    """Writes the site into the folder; documents' texts and scenarios are those of the seed folder. Raises `CannotWrite`."""
    texts = read_texts(list_documents(organisation), seed) if seed else {}
    scenarios = {path.name: path for path in (find_scenarios(seed) if seed else ())}
    index = SiteIndex(organisation)
    for document, lines in texts.items():
        index.add_print(own(document), zlib.crc32("\n".join(lines).encode("utf-8", "replace")))
    for name, path in scenarios.items():
        index.add_print(file_of(name), zlib.crc32(path.read_bytes()))
    map_day = map_page.day_of_map(organisation, day)
    site = Site(organisation.vocabulary.name, day, tuple(_links(map_day, scenarios)), map_day)
    before = read_manifest(folder)
    made_by = program_mark(organisation.vocabulary, site)
    target = Folder(folder, before.files)
    target.prepare(("index.html", "a/side.css", f"{THINGS}/x.html", "scenarier/x.html"))
    reading = Reading(index)
    work = _Work(Organisation(organisation.vocabulary, reading), index, reading, site, texts, seed, target, {}, {})
    others = [*([map_page.LINK.address] if map_day else []), *scenarios]  # the long ones first
    jobs = [*(_Job(other=name) for name in others), *(_Job(node=node.id) for node in organisation.list_nodes())]
    kept, written = _make_pages(work, jobs, before if before.made_by == made_by else EMPTY)
    work.nodes.update({job.node: kept[job] for job in jobs if job.node})
    work.found.update({name: kept[_Job(other=name)] for name in scenarios})
    files = {page.address: page.check for page in kept.values() if page.address}
    for address, wrote in _shared_out(work, _make_overview, OVERVIEWS, shared=len(jobs) >= WORTH_SHARING):
        files[address] = wrote.check
        written += wrote.anew
    removed = target.remove(sorted(before.files.keys() - files.keys()))
    kept_others = {name: kept[_Job(other=name)] for name in others}
    target.write(NAME, as_bytes(Manifest(made_by, index.fingerprints, work.nodes, kept_others, dict(sorted(files.items())))))
    return Built(len(files), written, removed)


def _links(map_day: Span | None, scenarios: Sized) -> Iterator[Crumb]:
    """What the menu has beside the fixed pages."""
    if map_day:
        yield map_page.LINK
    if scenarios:
        yield LINK


# ---- The pages of nodes and scenarios
def _make_pages(work: _Work, jobs: list[_Job], before: Manifest) -> tuple[dict[_Job, Kept], int]:
    """Every page; those that read nothing that has changed, and still stand there, are kept as they are."""
    changed = changed_keys(before.fingerprints, work.base.fingerprints)
    standing = {f"{folder}{name}" for folder in ("", f"{THINGS}/", "scenarier/") for name in work.folder.existing(folder)}
    kept: dict[_Job, Kept] = {}
    for job in jobs:
        found = before.others.get(job.other) if job.other else before.nodes.get(job.node)
        if found and found.address in standing and changed.isdisjoint(found.read):
            kept[job] = found
    made = {job: (found, wrote) for job, found, wrote in _made(work, [job for job in jobs if job not in kept])}
    return {job: kept.get(job) or made[job][0] for job in jobs}, sum(wrote for _, wrote in made.values())


def _made(work: _Work, jobs: list[_Job]) -> Iterator[Done]:
    others, nodes = [job for job in jobs if job.other], [job for job in jobs if job.node]
    chunks = [*([job] for job in others), *(nodes[first : first + AT_ONCE] for first in range(0, len(nodes), AT_ONCE))]
    return _shared_out(work, _make_chunk, chunks, shared=len(jobs) >= WORTH_SHARING or len(others) > 1)


def _make_chunk(jobs: list[_Job]) -> list[Done]:
    gc.enable()  # making pages leaves waste
    return [_make(_WORK[0], job) for job in jobs]


def _make(work: _Work, job: _Job) -> Done:
    work.reading.begin()
    made = _made_page(work, job)
    read = tuple(sorted({*work.reading.seen(job.node), *([file_of(job.other)] if job.other else [])}))
    wrote = work.folder.write(made.address, made.html.encode("utf-8", "replace")) if made.address else Wrote(0, False)
    return job, Kept(made.address, wrote.check, read, made.summary), wrote.anew


def _made_page(work: _Work, job: _Job) -> Made:
    if job.other == map_page.LINK.address:
        assert work.site.map_day
        return Made(job.other, map_page.make_map(work.organisation, work.site.map_day), {})
    if job.other:
        assert work.seed
        return make_scenario_page(work.organisation, work.seed / "scenarios" / job.other, work.seed)
    node = work.organisation.find_node(job.node)
    assert node
    return make_node_page(work.organisation, work.site, node, work.texts.get(job.node))


# ---- The pages that show many
def _make_overview(name: str) -> list[tuple[str, Wrote]]:
    work = _WORK[0]
    plain = Organisation(work.organisation.vocabulary, work.base)
    pages = PAGES[name](plain, work.site, work.nodes, work.texts) if name in PAGES else _OTHERS[name](work, plain)
    return [(address, work.folder.write(address, content.encode("utf-8", "replace"))) for address, content in pages]


def _scenarios(work: _Work, _: Organisation) -> Iterator[tuple[str, str]]:
    if work.found:
        yield list_page(work.site, work.found)


def _assets(_: _Work, organisation: Organisation) -> Iterator[tuple[str, str]]:
    for name in ("side.css", "side.js"):
        yield f"a/{name}", (ASSETS / name).read_text("utf-8")
    yield "a/slags.css", kind_colours(organisation) + near.style(organisation.vocabulary)


_OTHERS: dict[str, Callable[[_Work, Organisation], Iterator[tuple[str, str]]]] = {"scenarios": _scenarios, "assets": _assets}
OVERVIEWS = (*PAGES, *_OTHERS)


# ---- Many at once
def _shared_out(work: _Work, task: Callable[[T], list[R]], parts: Sequence[T], *, shared: bool) -> Iterator[R]:
    """What the task makes of each part, in any order; on all processors when that is worth beginning them."""
    _WORK[:] = [work]
    gc.freeze()
    try:
        if not shared or _processes() == 1:
            for part in parts:
                yield from task(part)
            return
        with multiprocessing.get_context("fork").Pool(_processes()) as pool:
            for done in pool.imap_unordered(task, parts):
                yield from done
    finally:
        _WORK.clear()


def _processes() -> int:
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
