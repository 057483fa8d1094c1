"""What the site remembers from one time to the next: for each page what it read, and a fingerprint
of everything that was read.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from orgraph.phrases import Phrase, Ref
from orgraph.resources import open_at_once
from orgraph.site.addresses import is_address
from orgraph.site.page_model import Shown, Summary

NAME = ".orgraph-site.json.gz"
_PACKAGE = Path(__file__).parent.parent


class Kept(NamedTuple):
    """The page of a node or scenario as it was last made: its bytes' check sum, what it read, and
    what tables and lists show of it.
    """

    address: str
    check: int
    read: tuple[str, ...]
    summary: Summary


class Manifest(NamedTuple):
    """`made_by` tells program, vocabulary and options; with another of them everything is made
    anew.
    """

    made_by: str
    fingerprints: dict[str, int]
    nodes: dict[str, Kept]
    others: dict[str, Kept]
    files: dict[str, int]


EMPTY = Manifest("", {}, {}, {}, {})


def read_manifest(folder: Path) -> Manifest:
    """The manifest in the folder; an empty one when there is none or it is damaged."""
    try:
        with open(folder / NAME, "rb", opener=open_at_once) as file:
            raw = json.loads(gzip.decompress(file.read()))
        keys = [str(key) for key in raw["keys"]]
        numbered = {str(number): key for number, key in enumerate(keys)}
        nodes, others = (
            {str(name): _kept(found, numbered) for name, found in raw[part].items()}
            for part in ("nodes", "others")
        )
        prints = dict(zip(keys, map(int, raw["fingerprints"]), strict=True))
        return Manifest(
            str(raw["made_by"]),
            prints,
            nodes,
            others,
            {str(name): int(check) for name, check in raw["files"].items()},
        )
    except (
        OSError,
        EOFError,
        zlib.error,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
    ):
        return EMPTY
    except (OverflowError, RecursionError):
        return EMPTY


def _kept(raw: list[Any], keys: dict[str, str]) -> Kept:
    address, check, read, summary = raw
    if (address and not is_address(address)) or not isinstance(summary, dict):
        raise ValueError
    return Kept(
        address,
        int(check),
        tuple([keys[number] for number in read.split()]),
        {str(question): [_shown(*line) for line in lines] for question, lines in summary.items()},
    )


def _shown(said: list[Any], *rest: Any) -> Shown:
    parts = [part if isinstance(part, str) else Ref(*map(str, part)) for part in said]
    return Shown(Phrase(parts), *rest)


def as_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is written, the same bytes for the same content; each key that was read
    stands once, beside its fingerprint.
    """
    numbers = _Numbers()
    parts = {
        name: _numbered(kept, numbers)
        for name, kept in (("nodes", manifest.nodes), ("others", manifest.others))
    }
    prints = [manifest.fingerprints.get(key, 0) for key in numbers]
    raw = {
        "made_by": manifest.made_by,
        "keys": list(numbers),
        "fingerprints": prints,
        "files": manifest.files,
        **parts,
    }
    written = json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    return gzip.compress(written, 1, mtime=0)


def _numbered(pages: dict[str, Kept], numbers: _Numbers) -> dict[str, list[Any]]:
    return {
        name: [
            kept.address,
            kept.check,
            " ".join([numbers[key] for key in kept.read]),
            kept.summary,
        ]
        for name, kept in pages.items()
    }


class _Numbers(dict[str, str]):
    """Key → its number as text, given when it is first asked for."""

    def __missing__(self, key: str) -> str:
        number = self[key] = str(len(self))
        return number


def changed_keys(before: dict[str, int], after: dict[str, int]) -> set[str]:
    """The keys that were read and under which something else stands now; 0 is the fingerprint of
    nothing.
    """
    return {key for key, found in before.items() if after.get(key, 0) != found}


def program_mark(*options: object) -> str:
    """Tells this program and these options from all others."""
    digest = hashlib.blake2b(repr(options).encode("utf-8", "surrogatepass"), digest_size=16)
    for path in sorted(_files(_PACKAGE)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return (
        path
        for path in folder.rglob("*")
        if path.suffix in (".py", ".html", ".css", ".js") and "node_modules" not in path.parts
    )
