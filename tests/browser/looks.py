"""Holds what a page looks like against a picture that people have approved (tests/browser/approved).

A picture is compared by the mean colour of its regions, not by its points: fonts are drawn a little otherwise on each machine. `APPROVE=1` writes them anew.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize

APPROVED = Path(__file__).parent / "approved"
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


def compare(page: Page, blank: Page, name: str) -> None:
    """What is seen of the page now against the approved picture of that name; `blank` is a page to reckon in."""
    shot, size = page.screenshot(), page.viewport_size
    assert size
    path = APPROVED / f"{name}.png"
    if os.environ.get("APPROVE"):
        path.write_bytes(_as_kept(blank, shot, size))
    across, down = size["width"] // REGION, size["height"] // REGION
    regions = differences(
        blank, _as_kept(blank, shot, size), _as_kept(blank, path.read_bytes(), size), across, down
    )
    worst = max(range(len(regions)), key=regions.__getitem__)
    assert regions[worst] <= REGION_LIMIT, f"region {worst % across}, {worst // across}"
    assert sum(regions) / len(regions) <= WHOLE_LIMIT


def differences(blank: Page, one: bytes, other: bytes, across: int, down: int) -> list[int]:
    """How far apart each region of two pictures is, in its worst colour."""
    seen, approved = (_shrunk(blank, picture, across, down, "regions") for picture in (one, other))
    apart = [abs(first - second) for first, second in zip(seen, approved, strict=True)]
    return [max(apart[place : place + 3]) for place in range(0, len(apart), 4)]


def _as_kept(blank: Page, picture: bytes, size: ViewportSize) -> bytes:
    """The picture at the size in which approved ones are kept."""
    return base64.b64decode(
        _shrunk(blank, picture, size["width"] // 3, size["height"] // 3, "png")
    )


def _shrunk(blank: Page, picture: bytes, width: int, height: int, kind: str) -> Any:
    return blank.evaluate(SHRINK, [base64.b64encode(picture).decode(), width, height, kind])
