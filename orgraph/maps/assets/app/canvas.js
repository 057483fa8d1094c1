// The map: boxes drawn by us on the canvas of vis-network, at the coordinates that Python
// computed.
const FONT = 'Arial, "Liberation Sans", Helvetica, sans-serif';
const READABLE = 0.66;
const COMFORTABLE = 0.85;
const MARGIN = 24;
const FOOT = 44;
/** @type {Ink} */
const PAPER_INK = {
  paper: "#ffffff",
  box: "#ffffff",
  ink: "#000000",
  muted: "#444444",
  rule: "#777777",
  line: "#555555",
  accent: "#0b57a4",
  ends: "#b02a1c",
  begins: "#17692b",
  changed: "#0b57a4",
  dark: false,
};
const COLOURS = /** @type {const} */ ([
  "paper", "box", "ink", "muted", "rule", "line", "accent", "ends", "begins", "changed",
]);
/** @type {Colours} */
const colours = { ...PAPER_INK, dim: 1 }; // until they are read
const systemColours = matchMedia("(forced-colors: active)");

function readColours() {
  const style = getComputedStyle(document.documentElement);
  /** @type {(name: string) => string} */
  const named = (name) => style.getPropertyValue(`--${name}`).trim();
  const forced = systemColours.matches;
  for (const name of COLOURS) {
    colours[name] = forced ? asPoints(named(name)) : named(name);
  }
  colours.dark = forced
    ? isDark(colours.paper)
    : document.documentElement.dataset.theme === "dark";
  colours.dim = forced ? 0.6 : 0.28;
}

// The reader's own colours have names only the style sheet knows.
/** @type {(name: string) => string} */
function asPoints(name) {
  const { style } = $("_said");
  Object.assign(style, { color: name, forcedColorAdjust: "none" });
  const found = getComputedStyle($("_said")).color;
  Object.assign(style, { color: "", forcedColorAdjust: "" });
  return found;
}

/** @type {(colour: string) => boolean} */
function isDark(colour) {
  const [red, green, blue] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return red + green + blue < 3 * 128;
}

const drawn = new vis.DataSet();
/** @type {VisNetwork} */
const network = (() => {
  const options = JSON.parse(read("_options"));
  return new vis.Network($("_canvas"), { nodes: drawn, edges: new vis.DataSet() }, options);
})();

// The colour of what changes: none for what does not.
/** @type {(box: { change: Change }, ink: Ink) => string | undefined} */
const markOf = ({ change }, ink) => (change ? ink[MARKS[change]] : undefined);

// However many things change at once, the map is drawn once, in the next frame.
const redraw = () => network.body.emitter.emit("_requestRedraw");

// vis-network knows the boxes for pointing and clicking only: it would not draw one before it has
// drawn it once.
/** @type {(box: Box) => object} */
function nodeForMap(box) {
  const shape = {
    drawNode: () => {},
    nodeDimensions: { width: page.sizes.width, height: box.height },
  };
  return {
    id: box.id,
    x: box.x + page.sizes.width / 2,
    y: box.y + box.height / 2,
    shape: "custom",
    label: "",
    ctxRenderer: () => shape,
  };
}

/** @type {(ctx: Ctx, box: Box) => void} */
function drawBox(ctx, box) {
  const { width, stripe } = page.sizes;
  const { x, y } = box;
  const kind = kindOf(box.node);
  const chosen = box.id === state.chosen;
  ctx.save();
  ctx.globalAlpha = isNear(box.id) ? 1 : colours.dim;
  const mark = markOf(box, colours);
  ctx.lineWidth = chosen ? 3 : mark ? 2 : 1;
  ctx.strokeStyle = chosen || box.id === pointed ? colours.accent : (mark ?? colours.rule);
  if (box.node.mark?.includes("collective")) {
    outline(ctx, colours.box, x + 4, y + 4, width, box.height);
  }
  if (box.node.mark?.includes("template")) ctx.setLineDash([4, 3]);
  outline(ctx, colours.box, x, y, width, box.height);
  const family = ringed.get(box.id);
  if (family !== undefined) ring(ctx, family, x, y, width, box.height);
  ctx.setLineDash([]);
  if (kind) drawStripe(ctx, kind, x, y, stripe, box.height);
  ctx.fillStyle = colours.ink;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.font = `12px ${FONT}`;
  const top = y + (box.height - box.lines.length * page.sizes.line) / 2;
  box.lines.forEach((line, number) => {
    if (mark && number === box.lines.length - 1) ctx.fillStyle = mark;
    ctx.fillText(line, x + stripe + 9, top + (number + 1) * page.sizes.line - 3);
  });
  ctx.restore();
}

/** @type {(ctx: Ctx, fill: string, ...area: Area) => void} */
function outline(ctx, fill, x, y, width, height) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, 4);
  ctx.fillStyle = fill;
  ctx.fill();
  ctx.stroke();
}

// A body that has to do with a chosen agreement or task, which has no box of its own.
/** @type {(ctx: Ctx, family: number, ...area: Area) => void} */
function ring(ctx, family, x, y, width, height) {
  const { colour, dash } = lineOf(family);
  ctx.lineWidth = 2.5;
  ctx.strokeStyle = colour;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.roundRect(x - 3, y - 3, width + 6, height + 6, 6);
  ctx.stroke();
}

/** @type {(ctx: Ctx, kind: Kind, ...area: Area) => void} */
function drawStripe(ctx, kind, x, y, width, height) {
  ctx.fillStyle = kind[TINT];
  if (kind[STRIPE] === "filled") {
    ctx.beginPath();
    ctx.roundRect(x + 1, y + 1, width - 1, height - 2, [3, 0, 0, 3]);
    ctx.fill();
  } else {
    ctx.fillRect(x + 1, y + 1, kind[STRIPE] === "border" ? 5 : 2, height - 2);
    if (kind[STRIPE] === "double") ctx.fillRect(x + 5, y + 1, 2, height - 2);
  }
  ctx.fillStyle = kind[STRIPE] === "filled" ? kind[INK] : colours.ink;
  ctx.font = `bold 10px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(
    kind[CODE],
    x + width / 2 + (kind[STRIPE] === "filled" ? 0 : 3),
    y + height / 2 + 0.5,
  );
}

// What stands outside the window is not drawn.
/** @type {() => Seen} */
function windowSeen() {
  const { clientWidth, clientHeight } = $("_canvas");
  const [from, to] = [
    network.DOMtoCanvas({ x: 0, y: 0 }),
    network.DOMtoCanvas({ x: clientWidth, y: clientHeight }),
  ];
  return (left, top, right, bottom) =>
    left <= to.x && right >= from.x && top <= to.y && bottom >= from.y;
}

// A line runs within the two boxes and what is between them.
/** @type {(isSeen: Seen, line: ChildBox) => boolean} */
const isLineSeen = (isSeen, { parent, x, y, height }) =>
  isSeen(Math.min(parent.x, x), parent.y, Math.max(parent.x, x) + page.sizes.width, y + height);

/** @type {(ctx: Ctx) => void} */
function drawBackbone(ctx) {
  const { boxes, headings } = picture();
  const isSeen = windowSeen();
  const lines = boxes
    .filter(hasParent)
    .filter((box) => isLineSeen(isSeen, box) && isDrawn(box.node) && isDrawn(box.parent.node));
  ctx.lineJoin = "round";
  for (const onPath of [false, true]) {
    ctx.strokeStyle = onPath ? colours.accent : colours.line;
    ctx.lineWidth = onPath ? 2.5 : 1.25;
    ctx.beginPath();
    for (const box of lines) if (isLit(box) === onPath) trace(ctx, route(box.parent, box));
    ctx.globalAlpha = state.chosen && !onPath ? 0.4 : 1;
    ctx.stroke();
  }
  drawDetours(ctx);
  ctx.globalAlpha = state.chosen ? 0.5 : 1;
  ctx.fillStyle = colours.muted;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  for (const [text, x, y, level] of headings) {
    ctx.font = level === 1 ? `bold 15px ${FONT}` : `12px ${FONT}`;
    ctx.fillText(text, x, y);
  }
  ctx.globalAlpha = 1;
  drawCurves(ctx);
  for (const box of boxes) {
    if (isSeen(box.x, box.y, box.x + page.sizes.width, box.y + box.height) && isDrawn(box.node)) {
      drawBox(ctx, box);
    }
  }
}

/** @type {(ctx: Ctx) => void} */
function drawDetours(ctx) {
  ctx.lineWidth = 1.25;
  for (const { from, to, corners } of detoursSoon()) {
    const near = from === state.chosen || to === state.chosen;
    ctx.globalAlpha = state.chosen && !near ? 0.3 : 1;
    ctx.strokeStyle = ctx.fillStyle = near ? colours.accent : colours.line;
    ctx.setLineDash([5, 4]);
    ctx.beginPath();
    trace(ctx, corners);
    ctx.stroke();
    ctx.setLineDash([]);
    drawHead(ctx, corners.slice(-2).flat());
  }
  ctx.globalAlpha = 1;
}

/** @type {(ctx: Ctx, corners: Point[]) => void} */
function trace(ctx, corners) {
  ctx.moveTo(...corners[0]);
  for (const corner of corners.slice(1)) ctx.lineTo(...corner);
}

// Lit: the way up from the chosen body, and the lines to those right under it.
/** @type {(box: Box) => boolean} */
function isLit(box) {
  if (!state.chosen) return false;
  if (box.parent?.id === state.chosen) return true;
  for (let found = chosenBox() ?? null; found; found = found.parent) {
    if (found === box) return true;
  }
  return false;
}

// ---- Where the reader looks
// The whole picture when it can be read; else its upper left corner, where the bodies with most to
// say stand.
function showStart() {
  if (!picture().boxes.length) return;
  const { clientWidth, clientHeight } = $("_canvas");
  if (wholeScale() >= READABLE) return showWhole();
  const scale = COMFORTABLE;
  network.moveTo({
    scale,
    position: { x: (clientWidth / 2 - MARGIN) / scale, y: (clientHeight / 2 - MARGIN) / scale },
  });
}

function wholeScale() {
  const { width, height } = picture();
  const { clientWidth, clientHeight } = $("_canvas");
  return Math.min(
    1.2,
    (clientWidth - 2 * MARGIN) / width,
    (clientHeight - MARGIN - FOOT) / height,
  );
}

function showWhole() {
  const { width, height } = picture();
  const scale = wholeScale();
  network.moveTo({
    scale,
    position: { x: width / 2, y: height / 2 + (FOOT - MARGIN) / 2 / scale },
  });
}

// Leaves the picture where it is when the chosen one can be read there; else shows it with its
// neighbours, or at least itself.
function showChosen() {
  const { byId } = picture();
  const here = [...(near ?? [])]
    .map((id) => byId.get(id))
    .filter((box) => box !== undefined)
    .filter((box) => isDrawn(box.node));
  const box = chosenBox() ?? here[0];
  if (!box || !isDrawn(box.node) || isInView(box)) return;
  const { clientWidth, clientHeight } = $("_canvas");
  const [left, top] = [
    Math.min(...here.map((one) => one.x)),
    Math.min(...here.map((one) => one.y)),
  ];
  const [right, bottom] = [
    Math.max(...here.map((one) => one.x + page.sizes.width)),
    Math.max(...here.map((one) => one.y + one.height)),
  ];
  const scale = Math.min(
    1,
    (clientWidth - 60) / (right - left),
    (clientHeight - 60) / (bottom - top),
  );
  if (scale >= READABLE) {
    network.moveTo({ scale, position: { x: (left + right) / 2, y: (top + bottom) / 2 } });
  } else {
    network.moveTo({
      scale: Math.max(network.getScale(), 0.8),
      position: { x: box.x + page.sizes.width / 2, y: box.y + box.height / 2 },
    });
  }
}

/** @type {(box: Box) => boolean} */
function isInView(box) {
  if (network.getScale() < READABLE) return false;
  const { clientWidth, clientHeight } = $("_canvas");
  const [one, other] = [
    network.canvasToDOM({ x: box.x, y: box.y }),
    network.canvasToDOM({ x: box.x + page.sizes.width, y: box.y + box.height }),
  ];
  return one.x >= 0 && one.y >= 0 && other.x <= clientWidth && other.y <= clientHeight;
}

/** @type {(factor: number) => void} */
function zoom(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)) });
}

// vis-network needs a moment to take the boxes in, for pointing and clicking: the first picture is
// painted before.
let isFilled = false;

function fillMap() {
  const boxes = shownBoxes();
  isFilled = true;
  network.body.emitter.emit("_blockRedraw");
  drawn.clear();
  drawn.add(boxes.map(nodeForMap));
  network.body.emitter.emit("_allowRedraw");
  redraw();
  sayEmpty(boxes);
}

/** @type {(boxes: Box[]) => void} */
function sayEmpty(boxes) {
  $("_empty").hidden = boxes.length > 0;
  $("_empty").textContent = picture().boxes.length
    ? wording.allHidden
    : state.side === CHANGES
      ? wording.noneChange
      : wording.noneOnDate;
}

network.on("beforeDrawing", drawBackbone);
network.on("click", ({ nodes: [id] }) => {
  if (id !== undefined) go(id);
});
network.on("hoverNode", ({ node }) => point(node));
network.on("blurNode", () => point(null));

/** @type {Id | null} */
let pointed = null; // the box under the pointer
/** @type {(id: Id | null) => void} */
function point(id) {
  pointed = id;
  $("_canvas").classList.toggle("pointing", id !== null);
  redraw();
}

// ---- Keys
/** @type {Record<string, (box: Box) => Box | null | undefined>} */
const keys = {
  ArrowUp: (box) => box.parent,
  ArrowDown: (box) => box.children.find((child) => isDrawn(child.node)),
  ArrowLeft: (box) => sibling(box, -1),
  ArrowRight: (box) => sibling(box, 1),
};

/** @type {(box: Box, step: number) => Box | undefined} */
function sibling(box, step) {
  const beside = (
    box.parent ? box.parent.children : picture().boxes.filter((other) => !other.parent)
  ).filter((other) => isDrawn(other.node));
  return beside[beside.indexOf(box) + step];
}

$("_canvas").addEventListener("keydown", (event) => {
  const box = chosenBox();
  if (keys[event.key]) {
    const next = box ? keys[event.key](box) : picture().boxes.find((found) => isDrawn(found.node));
    if (next) go(next.id);
    else say(wording.noFurther);
  } else if (event.key === "Enter" && state.chosen) focusPanel();
  else if (event.key === "+") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") showWhole();
  else if (event.key === "Escape") go(null);
  else return;
  event.preventDefault();
});
