"""Where pages stand: those that the language names, and a file name made safely from each id,
the same for ever.

No id can point outside the folder or at another's page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

from orgraph.languages import table
from orgraph.text_matching import fold

ADDRESSES: Mapping[str, str] = table("site.ADDRESSES")
THINGS = ADDRESSES["things"].rstrip("/")
_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
_MARKED = re.compile(r".*-[0-9a-f]{16}")
_RESERVED = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{device}{number}" for device in ("com", "lpt") for number in range(10)),
    )
)
_OURS = re.compile(r"(?:[a-z]{1,20}/)?[a-z0-9][a-z0-9-]{0,100}\.(?:html|css|js)")


@lru_cache(200_000)
def page_of(node_id: str) -> str:
    """The address of the page of a node, from the site's root."""
    return f"{THINGS}/{name_of(node_id)}.html"


def name_of(text: str) -> str:
    """The text itself where it is a file name on every system; else as much of it as can be kept,
    and a mark that tells it from all others.
    """
    if _PLAIN.fullmatch(text) and text not in _RESERVED and not _MARKED.fullmatch(text):
        return text
    kept = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].strip("-")
    mark = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{kept}-{mark}" if kept else f"x-{mark}"


def is_address(text: str) -> bool:
    """Whether this could be the address of a file that the site wrote: nothing that leads out of
    its folder is.
    """
    return _OURS.fullmatch(text) is not None
