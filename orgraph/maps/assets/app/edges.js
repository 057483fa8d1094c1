// The other relations of the chosen one: drawn only while it is chosen, each family with its
// colour and dash, parallel ones apart.
const PORT = 9;
/** @type {Set<Id> | null} */
let near = null;
/** @type {Map<Id, number>} */
let ringed = new Map();
/** @type {Curve[]} */
let curves = [];

/** @type {(id: Id) => boolean} */
const isNear = (id) => near === null || near.has(id);

function drawRelations() {
  const found = state.chosen ? known(edgesOf, state.chosen).filter(isShown) : [];
  findNear(found);
  const drawable = found.filter(
    (edge) =>
      edge.from !== edge.to &&
      !isBackbone(edge, found) &&
      !isDetour(edge) &&
      isDrawn(nodeAt(edge.from)) &&
      isDrawn(nodeAt(edge.to)),
  );
  curves = ported(apart(bundled(drawable)).map(ends)).map(curve);
  redraw();
}

// The chart's own line already stands for the strongest relation upward, and for others of its
// family between the same two.
/** @type {(edge: Edge, found: Edge[]) => boolean} */
function isBackbone(edge, found) {
  if (!rankOf(edge) || picture().byId.get(edge.from)?.parent?.id !== edge.to) return false;
  const rising = found.filter(
    (other) => other.from === edge.from && other.to === edge.to && rankOf(other),
  );
  const strongest = rising.reduce((one, other) => (rankOf(other) < rankOf(one) ? other : one));
  return familyOf(strongest) === familyOf(edge);
}

// A detour stands for other relations upward in the same way.
/** @type {(edge: Edge) => boolean} */
const isDetour = (edge) =>
  rankOf(edge) > 0 &&
  isInForce(edge) &&
  detours().some(({ from, to }) => from === edge.from && to === edge.to);

// One line for all relations of a family from one body to another: the panel names them one by
// one.
/** @type {(found: Edge[]) => Bundle[]} */
function bundled(found) {
  /** @type {Map<string, Bundle>} */
  const bundles = new Map();
  for (const edge of found) {
    const { from, to } = edge;
    const family = familyOf(edge);
    bundles.set(`${family}\n${from}\n${to}`, { family, from, to });
  }
  return [...bundles.values()];
}

/** @type {(bundles: Bundle[]) => Apart[]} */
function apart(bundles) {
  const between = grouped(bundles, (bundle) => [bundle.from, bundle.to].sort().join("\n"));
  return [...between.values()].flatMap((group) =>
    group.map((bundle, number) => ({
      ...bundle,
      number,
      shift: (number - (group.length - 1) / 2) * PORT,
    })),
  );
}

// Boxes above one another are joined round their right sides, others from side to side.
/** @type {(bundle: Apart) => Line} */
function ends(bundle) {
  const [one, other] = [bundle.from, bundle.to].map((id) => known(picture().byId, id));
  const stacked = Math.abs(one.x - other.x) < page.sizes.width;
  /** @type {[number, number]} */
  const sides = stacked ? [1, 1] : other.x > one.x ? [1, -1] : [-1, 1];
  const [y, yEnd] = [one, other].map(
    (box) =>
      box.y +
      box.height / 2 +
      Math.max(6 - box.height / 2, Math.min(box.height / 2 - 6, bundle.shift)),
  );
  return { ...bundle, one, other, stacked, sides, y, yEnd };
}

// Where many lines meet at the chosen box, they are spread over its side in the order of what they
// lead to.
/** @type {(found: Line[]) => Line[]} */
function ported(found) {
  const box = chosenBox();
  if (!box) return found;
  for (const side of [1, -1]) {
    const here = found.filter(
      (line) => (line.one === box ? line.sides[0] : line.sides[1]) === side,
    );
    here.sort(
      (line, next) =>
        (line.one === box ? line.yEnd : line.y) - (next.one === box ? next.yEnd : next.y),
    );
    here.forEach((line, number) => {
      line[line.one === box ? "y" : "yEnd"] =
        box.y + ((number + 1) * box.height) / (here.length + 1);
    });
  }
  return found;
}

/** @type {(line: Line) => Curve} */
function curve({ family, from, to, number, one, other, stacked, sides, y, yEnd }) {
  const { width } = page.sizes;
  const [x, xEnd] = [one, other].map((box, end) => box.x + (sides[end] > 0 ? width : 0));
  const bow = 12 * number;
  if (stacked) {
    const out = Math.max(x, xEnd) + 24 + bow + Math.min(90, Math.abs(y - yEnd) * 0.2);
    return { family, from, to, points: [x, y, out, y, out, yEnd, xEnd, yEnd] };
  }
  const reach = sides[0] * Math.max(28, Math.abs(xEnd - x) / 2);
  return {
    family,
    from,
    to,
    points: [x, y, x + reach, y + bow, xEnd - reach, yEnd + bow, xEnd, yEnd],
  };
}

/** @type {(found: Edge[]) => void} */
function findNear(found) {
  ringed = new Map();
  near = null;
  if (!state.chosen) return;
  near = new Set([state.chosen, ...found.flatMap((edge) => [edge.from, edge.to])]);
  const box = chosenBox();
  for (let above = box?.parent; above; above = above.parent) near.add(above.id);
  for (const child of box?.children ?? []) near.add(child.id);
  if (!box) {
    for (const edge of found) {
      for (const id of [edge.from, edge.to]) {
        if (id !== state.chosen && !ringed.has(id)) ringed.set(id, familyOf(edge));
      }
    }
  }
  if (!box && ![...near].some((id) => picture().byId.has(id))) near = null;
}

/** @type {(family: number) => { colour: string; dash: number[] }} */
function lineOf(family) {
  const [, light, dark, dash] = page.families[family];
  return { colour: colours.dark ? dark : light, dash };
}

/** @type {(ctx: Ctx) => void} */
function drawCurves(ctx) {
  ctx.save();
  ctx.lineWidth = 1.75;
  for (const { family, points } of curves) {
    const { colour, dash } = lineOf(family);
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.setLineDash(dash);
    ctx.beginPath();
    const [x, y, xOut, yOut, xIn, yIn, xEnd, yEnd] = points;
    ctx.moveTo(x, y);
    ctx.bezierCurveTo(xOut, yOut, xIn, yIn, xEnd, yEnd);
    ctx.stroke();
    ctx.setLineDash([]);
    drawHead(ctx, points);
  }
  ctx.restore();
}

/** @type {(ctx: Ctx, points: number[]) => void} */
function drawHead(ctx, points) {
  const [x, y, xEnd, yEnd] = points.slice(-4);
  const angle = Math.atan2(yEnd - y, xEnd - x);
  ctx.save();
  ctx.translate(xEnd, yEnd);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.lineTo(-10, -4);
  ctx.lineTo(-10, 4);
  ctx.fill();
  ctx.restore();
}
