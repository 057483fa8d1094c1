"""Computes a compact hanging organisation chart: every box and line in whole pixels, nothing
overlapping. Draws nothing.

No library's layout is used: the bytes are the same on every machine, and columns fold at one
height.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from orgraph.languages import text

BOX_WIDTH, STRIPE = 196, 28
LINE_HEIGHT, PADDING = 14, 5
INDENT, TRUNK = 26, 13
GAP, COLUMN_GAP, TREE_GAP = 12, 22, 34
BUS = 6
HEADING, GROUP_GAP, AREA_GAP = 24, 10, 46
MOST_TOGETHER = 4
ASPECT = 1.5
ROOMS = (4, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50, 64, 80, 110, 150)


class Item(NamedTuple):
    """What is to be placed: a body, the number of lines of its label, the group it stands in when
    it has neither parent nor child, and how much there is to say about it: the trees with most to
    say come first.
    """

    id: str
    lines: int
    group: str
    weight: int = 0


class Box(NamedTuple):
    """A placed body, in pixels; x and y are its upper left corner."""

    id: str
    x: int
    y: int
    height: int
    parent: str | None


class Heading(NamedTuple):
    """Words above bodies that stand apart; x and y are where the line of text begins, in pixels.

    Level 1 is over all of them, level 2 over a group.
    """

    text: str
    x: int
    y: int
    level: int


class Layout(NamedTuple):
    """The whole picture, in pixels."""

    boxes: tuple[Box, ...]
    headings: tuple[Heading, ...]
    width: int
    height: int


class _Block(NamedTuple):
    """A part of the picture whose size is known: boxes, headings and smaller parts relative to its
    corner, and how much there is to say about its bodies.
    """

    width: int
    height: int
    boxes: tuple[Box, ...] = ()
    headings: tuple[Heading, ...] = ()
    parts: tuple[_Part, ...] = ()
    weight: int = 0


_Part = tuple[int, int, _Block]  # how far to the right and down


def lay_out(
    items: Sequence[Item], parents: dict[str, str], *, apart: str, room: int | None = None
) -> Layout:
    """Lay out the chart.

    Args:
        items: What is to be placed, in the order in which siblings and groups stand.
        parents: Id → the id it hangs under, for those that hang under one of the items.
        apart: The heading over those with neither parent nor child, which stand in groups.
        room: The height in pixels to fold at; left out, the one that fits a screen best.
    """
    if room is None:
        room = find_room(items, parents)
    return _placed(_arrange(items, parents, apart, room))


def find_room(items: Sequence[Item], parents: dict[str, str]) -> int:
    """The height to fold at that lets the picture be shown largest."""
    rooms = [count * (box_height(2) + GAP) for count in ROOMS]
    return min(rooms, key=lambda room: _extent(_arrange(items, parents, "", room)))


def box_height(lines: int) -> int:
    """The height of a box with this many lines; one line stands in a box for two."""
    return max(2, lines) * LINE_HEIGHT + 2 * PADDING


def route(parent: Box, child: Box) -> tuple[tuple[int, int], ...]:
    """The corners of the line from a body down to one that hangs under it. (`route` in
    app/state.js does the same.)
    """
    left, trunk = parent.x + TRUNK, child.x - TRUNK
    bottom, middle = parent.y + parent.height, child.y + child.height // 2
    if left == trunk:
        return (left, bottom), (left, middle), (child.x, middle)
    return (
        (left, bottom),
        (left, bottom + BUS),
        (trunk, bottom + BUS),
        (trunk, middle),
        (child.x, middle),
    )


def _extent(block: _Block) -> float:
    return max(block.width / ASPECT, block.height)


def _placed(whole: _Block) -> Layout:
    """Every box and heading where it stands in the whole, those of a part before those of the
    next; whatever the depth.
    """
    boxes: list[Box] = []
    headings: list[Heading] = []
    waiting: list[_Part] = [(0, 0, whole)]
    while waiting:
        x, y, block = waiting.pop()
        boxes += [box._replace(x=box.x + x, y=box.y + y) for box in block.boxes]
        headings += [
            heading._replace(x=heading.x + x, y=heading.y + y) for heading in block.headings
        ]
        waiting += [(x + right, y + down, part) for right, down, part in reversed(block.parts)]
    return Layout(tuple(boxes), tuple(headings), whole.width, whole.height)


def _arrange(items: Sequence[Item], parents: dict[str, str], apart: str, room: int) -> _Block:
    children: dict[str, list[Item]] = {}
    for item in items:
        if item.id in parents:
            children.setdefault(parents[item.id], []).append(item)
    roots = [item for item in items if item.id not in parents and item.id in children]
    alone = [item for item in items if item.id not in parents and item.id not in children]
    trees = _pack([_tree(root, children, room) for root in roots], room)
    grid = _groups(alone, apart, max(trees.width, _natural_width(alone)))
    return _stack([trees, grid], AREA_GAP)


# ---- Trees
def _tree(root: Item, children: dict[str, list[Item]], room: int) -> _Block:
    """A body and all that hangs under it, folded into columns no higher than the room where that
    can be. Built from the leaves, whatever the depth.
    """
    downward: list[tuple[Item, str | None, int]] = [(root, None, room)]
    for item, _, left in downward:
        below = _room_below(item, left)
        downward += [
            (child, item.id, below)
            for child in sorted(children.get(item.id, ()), key=lambda child: child.id in children)
        ]
    built: dict[str | None, list[_Block]] = {}
    for item, parent, left in reversed(downward):
        under = built.pop(item.id, [])[::-1]
        built.setdefault(parent, []).append(_hang(item, parent, under, _room_below(item, left)))
    return built[None][0]


def _room_below(item: Item, room: int) -> int:
    return max(room - box_height(item.lines) - GAP, box_height(2))


def _hang(item: Item, parent: str | None, under: list[_Block], room: int) -> _Block:
    height = box_height(item.lines)
    parts, width, x = list[_Part](), BOX_WIDTH, INDENT
    columns = _fold(under, room) if under else []
    for column in columns:
        parts.append((x, height + GAP, column))
        width = max(width, x + column.width)
        x = width + COLUMN_GAP
    below = max((GAP + column.height for column in columns), default=0)
    weight = item.weight + sum(column.weight for column in columns)
    return _Block(
        width,
        height + below,
        (Box(item.id, 0, 0, height, parent),),
        parts=tuple(parts),
        weight=weight,
    )


def _fold(blocks: list[_Block], room: int) -> list[_Block]:
    """The blocks in as few columns as fit the room, and those as even as can be."""
    count = len(_columns(blocks, room))
    low, high = (
        max(block.height for block in blocks),
        max(room, sum(block.height + GAP for block in blocks) if count == 1 else room),
    )
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_columns(blocks, middle)) <= count else (middle + 1, high)
    return [_stack(column, GAP) for column in _columns(blocks, low)]


def _columns(blocks: list[_Block], room: int) -> list[list[_Block]]:
    columns: list[list[_Block]] = []
    used = 0
    for block in blocks:
        if not columns or used + GAP + block.height > room:
            columns.append([block])
            used = block.height
        else:
            columns[-1].append(block)
            used += GAP + block.height
    return columns


def _stack(blocks: Sequence[_Block], gap: int) -> _Block:
    parts: list[_Part] = []
    y = 0
    for block in (block for block in blocks if block.height):
        y += gap if y else 0
        parts.append((0, y, block))
        y += block.height
    return _Block(
        max((block.width for block in blocks), default=0),
        y,
        parts=tuple(parts),
        weight=sum(block.weight for block in blocks),
    )


def _pack(blocks: list[_Block], room: int) -> _Block:
    """Trees side by side, those with most to say first; a small one stands below another where
    there is room.
    """
    columns: list[list[_Block]] = []
    high = max((block.height for block in blocks), default=0)
    for block in sorted(blocks, key=lambda found: -found.weight):
        for column in columns:
            if column[0].width >= block.width and sum(
                found.height + TREE_GAP for found in column
            ) + block.height <= max(room, high):
                column.append(block)
                break
        else:
            columns.append([block])
    return _beside([_stack(column, TREE_GAP) for column in columns], TREE_GAP)


def _beside(blocks: Sequence[_Block], gap: int) -> _Block:
    parts: list[_Part] = []
    x = 0
    for block in blocks:
        x += gap if x else 0
        parts.append((x, 0, block))
        x += block.width
    return _Block(x, max((block.height for block in blocks), default=0), parts=tuple(parts))


# ---- Bodies that stand apart
def _natural_width(alone: list[Item]) -> int:
    """Wide enough that a picture of nothing but lone bodies has the shape of a screen."""
    row = box_height(2) + GAP
    columns = max(1, round((len(alone) * row * ASPECT / (BOX_WIDTH + GAP)) ** 0.5)) if alone else 0
    return columns * (BOX_WIDTH + GAP)


def _groups(alone: list[Item], apart: str, width: int) -> _Block:
    """The groups under their headings, in the order in which they are met, flowing down columns
    that are as even as can be.
    """
    if not alone:
        return _Block(0, 0)
    count = max(1, (width + GAP) // (BOX_WIDTH + GAP))
    low, high = (
        HEADING + max(box_height(item.lines) for item in alone),
        sum(HEADING + box_height(item.lines) + GAP + GROUP_GAP for item in alone),
    )
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_flow(alone, middle)) <= count else (middle + 1, high)
    title = _Block(BOX_WIDTH, HEADING, (), (Heading(_heading(apart, len(alone)), 0, 16, 1),))
    columns = [column.block() for column in _flow(alone, low)]
    return _stack([title, _beside(columns, GAP)], 4)


def _flow(alone: list[Item], room: int) -> list[_Column]:
    """Columns no higher than the room.

    A small group is not parted; one that goes on in the next column says so.
    """
    grouped: dict[str, list[Item]] = {}
    for item in alone:
        grouped.setdefault(item.group, []).append(item)
    columns = [_Column()]
    for name, items in grouped.items():
        whole = HEADING + sum(box_height(item.lines) + GAP for item in items) - GAP
        if (
            len(items) <= MOST_TOGETHER
            and columns[-1].y
            and columns[-1].y + GROUP_GAP + whole > room
        ):
            columns.append(_Column())
        for number, item in enumerate(items):
            head = 0 if number else HEADING + (GROUP_GAP if columns[-1].y else 0)
            if columns[-1].y and columns[-1].y + head + box_height(item.lines) > room:
                columns.append(_Column())
            if not number or not columns[-1].y:
                columns[-1].put_heading(name, None if number else len(items))
            columns[-1].put(item)
    return columns


class _Column:
    """A column while it is filled; `y` is where the next box goes.

    A heading is the group's name, how many stand in the group (None where it goes on from the
    column before), and y.
    """

    def __init__(self) -> None:
        self.y = 0
        self.boxes: list[Box] = []
        self.headings: list[tuple[str, int | None, int]] = []

    def put_heading(self, name: str, count: int | None) -> None:
        self.y += GROUP_GAP if self.y else 0
        self.headings.append((name, count, self.y + 15))
        self.y += HEADING

    def put(self, item: Item) -> None:
        height = box_height(item.lines)
        self.boxes.append(Box(item.id, 0, self.y, height, None))
        self.y += height + GAP

    def block(self) -> _Block:
        headings = tuple(
            Heading(_heading(name, count), 0, y, 2) for name, count, y in self.headings
        )
        return _Block(BOX_WIDTH, self.y - GAP, tuple(self.boxes), headings)


def _heading(name: str, count: int | None) -> str:
    if count is None:
        return text("map.continued", heading=name)
    return text("map.heading", heading=name, count=count)
