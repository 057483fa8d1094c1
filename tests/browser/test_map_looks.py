"""The ten main states of the map, held against pictures that people have approved (tests/browser/approved).

A picture is compared by the mean colour of its regions, not by its points: fonts are drawn a little otherwise on each machine. `APPROVE=1` writes them anew.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Opener

APPROVED = Path(__file__).parent / "approved"
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
REGION = 45  # px: the side of a region in the picture as it is on the screen
REGION_LIMIT, WHOLE_LIMIT = 28, 2.5  # of 255

SHRINK = """([data, width, height, type]) => new Promise((done) => {
  const image = new Image();
  image.onload = () => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height }), ctx = canvas.getContext('2d');
    ctx.imageSmoothingQuality = 'high';
    ctx.drawImage(image, 0, 0, width, height);
    done(type === 'png' ? canvas.toDataURL('image/png').split(',')[1] : [...ctx.getImageData(0, 0, width, height).data]);
  };
  image.src = 'data:image/png;base64,' + data;
})"""


@pytest.mark.parametrize("state", STATES)
def test_the_map_looks_as_approved(watched: Opener, scenario_map: str, state: str) -> None:
    address, options = STATES[state]
    page = watched(reduced_motion="reduce", **options).open(scenario_map + address)
    page.wait_for_timeout(300)
    shot, blank = page.screenshot(), watched().page
    size = page.viewport_size
    assert size
    path = APPROVED / f"{state}.png"
    if os.environ.get("APPROVE"):
        path.write_bytes(base64.b64decode(shrunk(blank, shot, size["width"] // 3, size["height"] // 3, "png")))
    across, down = size["width"] // REGION, size["height"] // REGION
    seen, approved = (shrunk(blank, shrink_first(blank, picture, size), across, down, "regions") for picture in (shot, path.read_bytes()))
    differences = [abs(one - other) for one, other in zip(seen, approved, strict=True)]
    regions = [max(differences[place : place + 3]) for place in range(0, len(differences), 4)]
    worst = max(range(len(regions)), key=regions.__getitem__)
    assert regions[worst] <= REGION_LIMIT, f"region {worst % across}, {worst // across}"
    assert sum(regions) / len(regions) <= WHOLE_LIMIT


def shrink_first(blank: Page, picture: bytes, size: ViewportSize) -> bytes:
    """The picture at the size in which approved ones are kept."""
    return base64.b64decode(shrunk(blank, picture, size["width"] // 3, size["height"] // 3, "png"))


def shrunk(blank: Page, picture: bytes, width: int, height: int, kind: str) -> Any:
    return blank.evaluate(SHRINK, [base64.b64encode(picture).decode(), width, height, kind])


def test_the_comparison_sees_a_panel_that_is_missing(watched: Opener) -> None:
    blank = watched().page
    one, other = (shrunk(blank, (APPROVED / f"{state}.png").read_bytes(), 32, 20, "regions") for state in ("start", "chosen"))
    assert max(abs(first - second) for first, second in zip(one, other, strict=True)) > REGION_LIMIT
