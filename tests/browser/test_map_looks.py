"""The ten main states of the map, held against pictures that people have approved."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Opener
from tests.browser.looks import APPROVED, REGION_LIMIT, compare, differences

STATES: dict[str, tuple[str, dict[str, Any]]] = {
    "start": ("", {}),
    "chosen": ("#ssu", {}),
    "near": ("#ssu?vis=omegn", {}),
    "way": ("#nord?vis=vej&til=ssu", {}),
    "broken-way": ("#oere?vis=vej&til=ssu", {}),
    "tree": ("#klyngerne?vis=trae", {}),
    "table": ("#?vis=tabel", {}),
    "changes": ("#?side=aendringer", {}),
    "dark": ("#ssu", {"color_scheme": "dark"}),
    "narrow": ("#ssu", {"viewport": {"width": 390, "height": 844}}),
}


@pytest.mark.parametrize("state", STATES)
def test_the_map_looks_as_approved(watched: Opener, scenario_map: str, state: str) -> None:
    address, options = STATES[state]
    page = watched(reduced_motion="reduce", **options).open(scenario_map + address)
    page.wait_for_timeout(300)
    compare(page, watched().page, state)


def test_the_comparison_sees_a_panel_that_is_missing(watched: Opener) -> None:
    one, other = ((APPROVED / f"{state}.png").read_bytes() for state in ("start", "chosen"))
    assert max(differences(watched().page, one, other, 32, 20)) > REGION_LIMIT
