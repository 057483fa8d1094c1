"""What axe finds in a page: the rules of WCAG 2.2 A and AA, and good practice."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """The rules that the page as it is now breaks, each with the first elements that do. The page's own policy must be set aside (`bypass_csp`)."""
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run({ preload: false, runOnly: rules }).then(result => result.violations)",
        RULES,
    )
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"]][:3]) for rule in found]
