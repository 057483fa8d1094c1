// The other ways upward than the chart's own: lines that run in the gaps between the boxes, found by the fewest and shortest turns.
const ASIDE = 6, CLEAR = 2, BEND = 90;
const NOT_IN_FORCE = ["afvist", "foreslået", "ophørt"];
const routed = new Map(); // by stop: two days may share a picture and differ in relations

function detours() {
  const here = picture(), key = `${state.side} ${day()}`;
  if (!routed.has(key)) routed.set(key, secondParents(here).map(({ from, to, port }) => ({ from: from.id, to: to.id, corners: findRoute(here, from, to, port) })).filter(({ corners }) => corners));
  return routed.get(key).filter(({ from, to }) => isDrawn(nodeById.get(from)) && isDrawn(nodeById.get(to)));
}

// What is known of them now; the rest is found when the picture has been shown.
function detoursSoon() {
  if (routed.has(`${state.side} ${day()}`)) return detours();
  if (isFilled) setTimeout(() => { detours(); redraw(); });
  return [];
}

function secondParents({ boxes, byId }) {
  const pairs = new Map();
  for (const box of boxes) {
    for (const edge of edgesOf.get(box.id)) {
      const above = byId.get(edge.to);
      if (edge.from !== box.id || !page.types[edge.type][UPWARD] || !above || above === box || above === box.parent || NOT_IN_FORCE.includes(edge.status) || !(state.side === CHANGES ? changeOf(edge) : lives(edge))) continue;
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
const grids = new WeakMap();
function gridOf(here) {
  if (grids.has(here)) return grids.get(here);
  const { width } = page.sizes, { boxes } = here;
  const ends = [-2 * ASIDE, Math.max(here.height, here.width) + 2 * ASIDE];
  const upright = unique(boxes.flatMap((box) => [box.x - ASIDE, box.x + width + ASIDE])), level = unique([-ASIDE, here.height + ASIDE, ...boxes.map((box) => box.y - 3)]);
  const pieces = (at, isUpright, taken) => ({ at, pieces: gaps(taken, ends).map(([from, to]) => ({ at, upright: isUpright, from, to })) });
  grids.set(here, {
    upright: upright.map((at) => pieces(at, true, boxes.filter((box) => box.x - CLEAR < at && at < box.x + width + CLEAR).map((box) => [box.y - CLEAR, box.y + box.height + CLEAR]))),
    level: level.map((at) => pieces(at, false, boxes.filter((box) => box.y - CLEAR < at && at < box.y + box.height + CLEAR).map((box) => [box.x - CLEAR, box.x + width + CLEAR]))),
  });
  return grids.get(here);
}

const unique = (numbers) => [...new Set(numbers)].sort((one, other) => one - other);

function gaps(taken, [first, last]) {
  const free = [];
  let at = first;
  for (const [from, to] of taken.sort((one, other) => one[0] - other[0])) {
    if (from > at) free.push([at, from]);
    at = Math.max(at, to);
  }
  return at < last ? [...free, [at, last]] : free;
}

// From the right side of one box to the right side of the other, turning from upright lines to level ones and back.
function findRoute(here, from, to, port) {
  const { width } = page.sizes, grid = gridOf(here);
  const start = [from.x + width, from.y + Math.floor(from.height / 2)], goal = [to.x + width, Math.round(to.y + to.height * port)];
  const leave = start[0] + ASIDE, arrive = goal[0] + ASIDE;
  const queue = new Queue(), done = new Set(), best = new Map();
  queue.push(0, { piece: pieceOn(grid.upright, leave, start[1]), at: start[1], corners: [start, [leave, start[1]]] });
  const target = pieceOn(grid.upright, arrive, goal[1]);
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { cost, item } = next, { piece, at, corners } = item;
    if (item.arrived) return corners;
    if (!piece || done.has(piece)) continue;
    if (piece === target) queue.push(cost + Math.abs(at - goal[1]), { arrived: true, corners: tidy([...corners, [arrive, goal[1]], goal]) });
    else done.add(piece);
    for (const other of crossings(grid, piece)) {
      const further = cost + Math.abs(other.at - at) + BEND;
      if (done.has(other) || (other !== target && (best.get(other) ?? Infinity) <= further)) continue;
      best.set(other, further);
      queue.push(further, { piece: other, at: piece.at, corners: [...corners, piece.upright ? [piece.at, other.at] : [other.at, piece.at]] });
    }
  }
  return null;
}

// The pieces at right angles to a piece that it meets.
function crossings(grid, piece) {
  piece.crossings ??= (piece.upright ? grid.level : grid.upright)
    .filter(({ at }) => piece.from <= at && at <= piece.to).map((line) => line.pieces.find(({ from, to }) => from <= piece.at && piece.at <= to)).filter(Boolean);
  return piece.crossings;
}

const pieceOn = (lines, at, place) => lines.find((line) => line.at === at)?.pieces.find(({ from, to }) => from <= place && place <= to);

// Without corners that are no corners.
function tidy(corners) {
  return corners.filter(([x, y], number) => {
    const [before, after] = [corners[number - 1], corners[number + 1]];
    return !before || !after || !((before[0] === x && after[0] === x) || (before[1] === y && after[1] === y));
  });
}

// A heap: what costs least comes first.
class Queue {
  #heap = [];

  push(cost, item) {
    const heap = this.#heap;
    let at = heap.length;
    for (let above = (at - 1) >> 1; at > 0 && heap[above].cost > cost; at = above, above = (at - 1) >> 1) heap[at] = heap[above];
    heap[at] = { cost, item };
  }

  pop() {
    const heap = this.#heap, first = heap[0], last = heap.pop();
    if (!heap.length) return first;
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
