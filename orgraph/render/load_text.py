"""What a load into the database did, or would do, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgraph.languages import text

if TYPE_CHECKING:
    from orgraph.neo4j_store.patch import Summary


def summary_text(summary: Summary, *, rehearsed: bool = False) -> str:
    """The counts, and the first ids of what differs.

    `rehearsed` tells it as what would be done.
    """
    held = "load.would_hold" if rehearsed and summary.wrote else "load.holds"
    lines = [text(held, **summary.holds._asdict())]
    if not summary.wrote:
        code = "load.nothing_would_be_written" if rehearsed else "load.nothing_written"
        return "\n".join([*lines, text(code)])
    return "\n".join([*lines, _written(summary, rehearsed), *_touched(summary)])


def _written(summary: Summary, rehearsed: bool) -> str:
    if summary.whole:
        code = "load.all_would_be_written" if rehearsed else "load.all_written"
        return text(code, added=summary.added)
    return text(
        "load.would_be_written" if rehearsed else "load.written",
        added=summary.added,
        changed=summary.changed,
        ended=summary.ended,
        removed=summary.removed,
        moved=summary.moved,
    )


def _touched(summary: Summary) -> list[str]:
    if summary.whole or not summary.names:
        return []
    lines = [text("load.named", name=name) for name in summary.names]
    more = summary.added + summary.changed + summary.removed - len(summary.names)
    return [*lines, text("load.more", number=more)] if more > 0 else lines
