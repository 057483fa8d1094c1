"""What scenarios change, as one HTML page to bring to a meeting: style and script inside, nothing fetched, readable without the script."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from markupsafe import Markup, escape

from orgraph.danish import lower_first
from orgraph.errors import UNSAFE
from orgraph.maps.labels import soften
from orgraph.maps.policy import hash_of
from orgraph.render.scenario_told import Told
from orgraph.render.scenario_words import quoted
from orgraph.site.addresses import page_of
from orgraph.site.frame import ASSETS, render_alone
from orgraph.site.names import Names

_UNIT = re.compile(r"(?<=\d) (?=[%‰§])|(?<=§) (?=\d)")
VIEWS = (("begge", "Før og efter"), ("foer", "Kun før"), ("efter", "Kun efter"), ("aendringer", "Kun ændringer"))
CHANGES = (
    ("lost", "står uden nogen, bortfalder"), ("moved", "overgår, flytter"), ("gained", "begynder, kommer til"), ("changed", "bliver anderledes"),
    ("new", "ny på en liste"), ("kept", "som før, beholder andre"),
)  # fmt: skip


def difference_page(told: Told, organisation: str, names: Names | None = None) -> str:
    """The page as HTML. All text of the difference is escaped; the policy lets only the page's own style and script work.

    With `names` the page stands in a folder of a site: it leads back to the site's start, and names lead to the pages of what they name.
    """
    style = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in ("side.css", "scenarie.css"))
    script = (ASSETS / "scenarie.js").read_text(encoding="utf-8")
    policy = f"default-src 'none'; style-src {hash_of(style)}; script-src {hash_of(script)}; img-src data:; base-uri 'none'; form-action 'none'"
    return render_alone(
        "scenario.html", name=organisation, told=told, policy_of_page=policy, style=Markup(style), script=Markup(script), views=VIEWS, changes=CHANGES,
        quoted=partial(quoted, documents=told.documents), t=typeset, n=_linker(names) if names else typeset, in_site=names is not None,
        silent=_silent(told), several=len(told.columns) > 2,
    )  # fmt: skip


def _linker(names: Names) -> Callable[[str], Markup]:
    """Typesets a sentence with its names as links."""

    def linked(text: str) -> Markup:
        pieces = ((typeset(piece), node_id) for piece, node_id in names.split(text))
        return Markup("").join(Markup('<a href="../{}">{}</a>').format(page_of(node_id), piece) if node_id else piece for piece, node_id in pieces)

    return linked


def typeset(text: str) -> Markup:
    """Escaped, with what belongs together kept together, and places where a long compound may break."""
    return Markup(soften(str(escape(_UNIT.sub("\u00a0", UNSAFE.sub("�", text))))))


def _silent(told: Told) -> list[str]:
    """The measures that say nothing in any column."""
    return [lower_first(number.heading) for number in told.numbers if not any(number.counts)]
