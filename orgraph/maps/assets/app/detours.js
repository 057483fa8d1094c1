// The other ways upward than the chart's own: lines that run in the gaps between the boxes, found
// by the fewest and shortest turns.
const ASIDE = 6;
const CLEAR = 2;
const BEND = 90;
/** @type {(edge: Edge) => boolean} */
const isInForce = ({ status }) => status === undefined || !page.notInForce.includes(status);
/** @type {Map<string, Detour[]>} */
const routed = new Map(); // by stop: two days may share a picture and differ in relations

/** @type {() => Detour[]} */
function detours() {
  const key = `${state.side} ${day()}`;
  if (!routed.has(key)) routed.set(key, findDetours(picture()));
  const found = known(routed, key);
  return found.filter(({ from, to }) => [from, to].every((id) => isDrawn(nodeAt(id))));
}

/** @type {(here: Picture) => Detour[]} */
function findDetours(here) {
  return secondParents(here).flatMap(({ from, to, port }) => {
    const corners = findRoute(here, from, to, port);
    return corners ? [{ from: from.id, to: to.id, corners }] : [];
  });
}

// What is known of them now; the rest is found when the picture has been shown.
/** @type {() => Detour[]} */
function detoursSoon() {
  if (routed.has(`${state.side} ${day()}`)) return detours();
  if (isFilled) {
    setTimeout(() => {
      detours();
      redraw();
    });
  }
  return [];
}

/** @type {(here: Picture) => { from: Box; to: Box; port: number }[]} */
function secondParents({ boxes, byId }) {
  /** @type {Map<string, { from: Box; to: Box }>} */
  const pairs = new Map();
  for (const box of boxes) {
    for (const edge of known(edgesOf, box.id)) {
      if (edge.from !== box.id || !rankOf(edge) || !isInForce(edge) || !isThere(edge)) continue;
      const above = byId.get(edge.to);
      if (!above || above === box || above === box.parent) continue;
      pairs.set(`${box.id}\n${above.id}`, { from: box, to: above });
    }
  }
  const list = [...pairs.values()];
  return list.map((pair) => {
    const beside = list.filter(({ to }) => to === pair.to);
    return { ...pair, port: (beside.indexOf(pair) + 1) / (beside.length + 1) };
  });
}

// The free pieces of the lines beside the boxes, per picture.
/** @type {WeakMap<Picture, Grid>} */
const grids = new WeakMap();
/** @type {(here: Picture) => Grid} */
function gridOf(here) {
  const before = grids.get(here);
  if (before) return before;
  const { width } = page.sizes;
  const { boxes } = here;
  /** @type {Point} */
  const ends = [-2 * ASIDE, Math.max(here.height, here.width) + 2 * ASIDE];
  const upright = unique(boxes.flatMap((box) => [box.x - ASIDE, box.x + width + ASIDE]));
  const level = unique([-ASIDE, here.height + ASIDE, ...boxes.map((box) => box.y - 3)]);
  // Of each box the room it takes, across and down.
  const taken = boxes.map(({ x, y, height }) => ({
    across: /** @type {Point} */ ([x - CLEAR, x + width + CLEAR]),
    down: /** @type {Point} */ ([y - CLEAR, y + height + CLEAR]),
  }));
  /** @type {(at: number, isUpright: boolean) => GridLine} */
  const line = (at, isUpright) => {
    const [over, along] = isUpright
      ? /** @type {const} */ (["across", "down"])
      : /** @type {const} */ (["down", "across"]);
    const met = taken.filter((room) => room[over][0] < at && at < room[over][1]);
    const free = gaps(met.map((room) => room[along]), ends);
    return { at, pieces: free.map(([from, to]) => ({ at, upright: isUpright, from, to })) };
  };
  const found = {
    upright: upright.map((at) => line(at, true)),
    level: level.map((at) => line(at, false)),
  };
  grids.set(here, found);
  return found;
}

/** @type {(numbers: number[]) => number[]} */
const unique = (numbers) => [...new Set(numbers)].sort((one, other) => one - other);

/** @type {(taken: Point[], ends: Point) => Point[]} */
function gaps(taken, [first, last]) {
  /** @type {Point[]} */
  const free = [];
  let at = first;
  for (const [from, to] of taken.sort((one, other) => one[0] - other[0])) {
    if (from > at) free.push([at, from]);
    at = Math.max(at, to);
  }
  return at < last ? [...free, [at, last]] : free;
}

// From the right side of one box to the right side of the other, turning from upright lines to
// level ones and back.
/** @type {(here: Picture, from: Box, to: Box, port: number) => Point[] | null} */
function findRoute(here, from, to, port) {
  const { width } = page.sizes;
  const grid = gridOf(here);
  /** @type {Point} */
  const start = [from.x + width, from.y + Math.floor(from.height / 2)];
  /** @type {Point} */
  const goal = [to.x + width, Math.round(to.y + to.height * port)];
  const leave = start[0] + ASIDE;
  const arrive = goal[0] + ASIDE;
  /** @type {Queue<Search>} */
  const queue = new Queue();
  /** @type {Set<Piece>} */
  const done = new Set();
  /** @type {Map<Piece, number>} */
  const best = new Map();
  queue.push(0, {
    piece: pieceOn(grid.upright, leave, start[1]),
    at: start[1],
    corners: [start, [leave, start[1]]],
  });
  const target = pieceOn(grid.upright, arrive, goal[1]);
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { cost, item } = next;
    const { piece, at, corners } = item;
    if (item.arrived) return corners;
    if (!piece || done.has(piece)) continue;
    if (piece === target) {
      queue.push(cost + Math.abs(at - goal[1]), {
        arrived: true,
        at: goal[1],
        corners: tidy([...corners, [arrive, goal[1]], goal]),
      });
    } else done.add(piece);
    for (const other of crossings(grid, piece)) {
      const further = cost + Math.abs(other.at - at) + BEND;
      if (done.has(other) || (other !== target && (best.get(other) ?? Infinity) <= further)) {
        continue;
      }
      best.set(other, further);
      queue.push(further, {
        piece: other,
        at: piece.at,
        corners: [...corners, meetingOf(piece, other)],
      });
    }
  }
  return null;
}

/** @type {(piece: Piece, other: Piece) => Point} */
const meetingOf = (piece, other) =>
  piece.upright ? [piece.at, other.at] : [other.at, piece.at];

// The pieces at right angles to a piece that it meets.
/** @type {(grid: Grid, piece: Piece) => Piece[]} */
function crossings(grid, piece) {
  piece.crossings ??= (piece.upright ? grid.level : grid.upright)
    .filter(({ at }) => piece.from <= at && at <= piece.to)
    .map((line) => line.pieces.find(({ from, to }) => from <= piece.at && piece.at <= to))
    .filter((found) => found !== undefined);
  return piece.crossings;
}

/** @type {(lines: GridLine[], at: number, place: number) => Piece | undefined} */
const pieceOn = (lines, at, place) =>
  lines
    .find((line) => line.at === at)
    ?.pieces.find(({ from, to }) => from <= place && place <= to);

// Without corners that are no corners.
/** @type {(corners: Point[]) => Point[]} */
function tidy(corners) {
  return corners.filter(([x, y], number) => {
    const [before, after] = [corners[number - 1], corners[number + 1]];
    return (
      !before ||
      !after ||
      !((before[0] === x && after[0] === x) || (before[1] === y && after[1] === y))
    );
  });
}

// A heap: what costs least comes first.
/** @template T */
class Queue {
  /** @type {{ cost: number; item: T }[]} */
  #heap = [];

  /** @type {(cost: number, item: T) => void} */
  push(cost, item) {
    const heap = this.#heap;
    let at = heap.length;
    for (
      let above = (at - 1) >> 1;
      at > 0 && heap[above].cost > cost;
      at = above, above = (at - 1) >> 1
    ) {
      heap[at] = heap[above];
    }
    heap[at] = { cost, item };
  }

  /** @type {() => { cost: number; item: T } | undefined} */
  pop() {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!last || !heap.length) return last;
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      if (below + 1 < heap.length && heap[below + 1].cost < heap[below].cost) below += 1;
      if (heap[below].cost >= last.cost) break;
      heap[at] = heap[below];
      at = below;
    }
    heap[at] = last;
    return first;
  }
}
