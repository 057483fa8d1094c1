"""What scenarios change, as one HTML page to bring to a meeting: style and script inside, nothing
fetched, readable without the script.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from markupsafe import Markup, escape

from orgraph.errors import UNSAFE
from orgraph.languages import label
from orgraph.pages.hyphenation import soften
from orgraph.pages.policy import hash_of
from orgraph.pages.word_script import minify
from orgraph.phrases import Phrase
from orgraph.render.difference_model import DifferenceReport
from orgraph.render.difference_words import quoted, say
from orgraph.site.addresses import page_of
from orgraph.site.templates import ASSETS, render_alone

_UNIT = re.compile(r"(?<=\d) (?=[%‰§])|(?<=§) (?=\d)")
MOST_SHOWN = 120  # characters of a remark's detail; a longer one is folded away
# The choices of the page, by the ids that style and script know them by.
VIEWS = ("both", "before", "after", "changes")
CHANGES = ("lost", "moved", "gained", "changed", "new", "kept")


def difference_page(
    report: DifferenceReport,
    organisation: str,
    has_page: Callable[[str], bool] | None = None,
) -> str:
    """The page as HTML. All text of the difference is escaped; the policy lets only the page's own
    style and script work.

    Args:
        report: the difference.
        organisation: the organisation's name.
        has_page: tells of an id whether the site has a page about it. With it the page stands in a
            folder of a site: it leads back to the site's start, and what is mentioned leads to its
            page. Without it nothing leads anywhere.
    """
    style = "\n".join(
        (ASSETS / name).read_text(encoding="utf-8") for name in ("side.css", "scenarie.css")
    )
    script = minify((ASSETS / "scenarie.js").read_text(encoding="utf-8"))
    policy = (
        f"default-src 'none'; style-src {hash_of(style)}; script-src {hash_of(script)}; img-src"
        " data:; base-uri 'none'; form-action 'none'"
    )
    return render_alone(
        "scenario.html",
        name=organisation,
        report=report,
        policy_of_page=policy,
        style=Markup(style),
        script=Markup(script),
        views=VIEWS,
        changes=CHANGES,
        most_shown=MOST_SHOWN,
        quoted=partial(quoted, documents=report.documents),
        say=say,
        label=_label,
        typeset=typeset,
        linked=partial(_link_mentions, has_page),
        in_site=has_page is not None,
        silent=_silent(report),
        several=len(report.columns) > 2,
    )


def _label(table: str, key: str) -> str:
    return label(f"difference.{table}", key)


def _link_mentions(has_page: Callable[[str], bool] | None, words: Phrase) -> Markup:
    """Typeset, with what is mentioned and has a page as links."""
    return Markup("").join(
        typeset(piece)
        if isinstance(piece, str)
        else Markup('<a href="../{}">{}</a>').format(page_of(piece.id), typeset(piece.name))
        if has_page and has_page(piece.id)
        else typeset(piece.name)
        for piece in words
    )


def typeset(foreign: str) -> Markup:
    """Escaped, with what belongs together kept together, and places where a long compound may
    break.
    """
    return Markup(soften(str(escape(_UNIT.sub("\u00a0", UNSAFE.sub("�", foreign))))))


def _silent(report: DifferenceReport) -> str:
    """The measures that say nothing in any column, as a sentence; empty when all say something."""
    headings = [
        say("small", sentence=number.heading)
        for number in report.numbers
        if not any(number.counts)
    ]
    return say("silent", headings="; ".join(headings)) if headings else ""
