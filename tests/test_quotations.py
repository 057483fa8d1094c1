"""A quotation is checked, not believed."""

from __future__ import annotations

import pytest

from orgraph.quotations import find_line, stands_in

LINES = ["Styregruppen indstil-", "ler til  udvalget, hvor-", "", "efter kommune-/hospitals-", "/klyngeniveau følger."]


@pytest.mark.parametrize(
    "quote",
    [
        "Styregruppen indstiller til udvalget",
        "udvalget, hvorefter",
        "kommune-/hospitals-/klyngeniveau",
        "indstiller til udvalget, hvorefter kommune-/hospitals-/klyngeniveau følger.",
    ],
)
def test_a_quotation_is_found_across_lines_with_hyphens_joined_or_kept(quote: str) -> None:
    assert stands_in(quote, LINES)


@pytest.mark.parametrize("quote", ["", "   ", "Styregruppen indstillede", "styregruppen indstiller", "ind-stiller", "følger"[::-1]])
def test_what_does_not_stand_there_is_not_found(quote: str) -> None:
    assert not stands_in(quote, LINES)


def test_a_misplaced_quotation_is_traced_to_its_lines() -> None:
    assert find_line("udvalget, hvorefter", LINES) == (2, 4)
    assert find_line("andet", LINES) is None
