"""Lists that are too long for one page, continued on pages of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from orgraph.site.templates import Crumb, Page, say

AT_ONCE = 1500  # rows on a page
T = TypeVar("T")


class PartPage(NamedTuple, Generic[T]):
    """One of the pages of a list: its rows, and the links to all pages of the list when there are
    several.
    """

    page: Page
    rows: Sequence[T]
    others: list[Crumb]


def split_pages(address: str, title: str, rows: Sequence[T]) -> list[PartPage[T]]:
    """Share rows out on pages; there is always one.

    Args:
        address: of the first page; alt.html is continued as alt-2.html.
        title: of the first page; those of the others are numbered.
        rows: all of them, in order.
    """
    parts = [rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE)] or [rows]
    addresses = [_address(address, number) for number in range(1, len(parts) + 1)]
    others = [
        Crumb(say("site.page_number", number=number), found)
        for number, found in enumerate(addresses, 1)
    ]
    return [
        PartPage(Page(found, _title(title, number)), part, others if len(parts) > 1 else [])
        for number, (found, part) in enumerate(zip(addresses, parts, strict=True), 1)
    ]


def _address(first: str, number: int) -> str:
    return first if number == 1 else first.replace(".html", f"-{number}.html")


def _title(first: str, number: int) -> str:
    return first if number == 1 else say("site.continued", title=first, number=number)
