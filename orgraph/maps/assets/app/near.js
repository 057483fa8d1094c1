// The neighbourhood of the chosen one: above what it answers to, below what answers to it, to the left what acts on it, to the right what it acts on.
// Neighbours with the same relations share a frame with the family's colour and dash. A frame with many shows the first of them and how many more there are.
const FRAME = 10, LABEL = 16, BETWEEN = 14, REACH = 84, SMALLEST = 0.75, TALL = 640, STEM = 12, RISE = 54;
const MOST_FRAMES = 6; // on a side; more are put together by family
const MOST_BOXES = [10, 6, 4, 3]; // in a frame: what is tried, in turn, until the side is no taller than a screen
let spread = { of: null, frames: new Set() };

function neighbours(node) {
  const sides = { up: new Map(), down: new Map(), left: new Map(), right: new Map() };
  for (const edge of edgesOf.get(node.id).filter((found) => isShown(found) && found.from !== found.to)) {
    const [out, rising] = [edge.from === node.id, page.types[edge.type][UPWARD] > 0];
    if (!out && edge.to !== node.id) continue;
    const side = sides[rising ? (out ? "up" : "down") : out ? "right" : "left"], other = out ? edge.to : edge.from;
    if (!side.has(other)) side.set(other, []);
    side.get(other).push(edge);
  }
  return sides;
}

// Frames: neighbours with the same words, under the family of the first of them.
function framesOf(name, side) {
  const frames = new Map();
  for (const [id, found] of side) {
    const sorted = [...found].sort((one, other) => one.type - other.type);
    const words = [...new Set(sorted.map((edge) => page.types[edge.type][DANISH] + (state.side === CHANGES ? ` (${changeOf(edge)})` : "")))].join("; ");
    const key = `${familyOf(sorted[0])}\n${words}`;
    if (!frames.has(key)) frames.set(key, { key: `${name}\n${key}`, family: familyOf(sorted[0]), words, type: sorted[0].type, all: [] });
    frames.get(key).all.push(boxFor(nodeById.get(id)));
  }
  const sorted = [...frames.values()].sort((one, other) => one.family - other.family || one.type - other.type);
  return sorted.length <= MOST_FRAMES ? sorted : byFamily(name, sorted);
}

// One frame for each family; what the relations are stands in each box.
function byFamily(name, frames) {
  const families = new Map();
  for (const { family, words, all } of frames) {
    if (!families.has(family)) families.set(family, { key: `${name}\n${family}`, family, words: page.families[family][0], all: [] });
    families.get(family).all.push(...all.map((box) => worded(box, wrapped(words))));
  }
  return [...families.values()];
}

function worded(box, words) {
  const lines = [...box.lines, ...words];
  return { ...box, lines, said: words.length, height: heightOf(lines) };
}

// With no more boxes than so many, the last of which then says how many there are besides.
function inShort(frame, most) {
  const { key, all } = frame, isOpen = spread.frames.has(key);
  if (all.length <= most) return { ...frame, boxes: all };
  const words = isOpen ? "vis færre" : `og ${all.length - most + 1} andre`;
  return { ...frame, boxes: [...(isOpen ? all : all.slice(0, most - 1)), { lines: [words], height: heightOf([words]), isOpen }] };
}

const heightOf = (lines) => Math.max(2, lines.length) * page.sizes.line + 2 * page.sizes.padding;

function boxFor(node) {
  const change = state.side === CHANGES ? changeOf(node) : "";
  const lines = [...(node.lines ?? wrapped(node.label)), ...(change ? [`(${change})`] : [])];
  return { node, change, lines, height: heightOf(lines) };
}

// Places the boxes of a frame in so many columns; gives it a size.
function fill(frame, columns) {
  const { width } = page.sizes, label = wrapped(frame.words, 0.9 * (Math.min(columns, frame.boxes.length) * (width + BETWEEN) - BETWEEN), 4);
  const boxes = [];
  let y = FRAME + label.length * LABEL;
  for (let first = 0; first < frame.boxes.length; first += columns) {
    const row = frame.boxes.slice(first, first + columns);
    boxes.push(...row.map((box, number) => ({ ...box, x: FRAME + number * (width + BETWEEN), y })));
    y += Math.max(...row.map((box) => box.height)) + BETWEEN;
  }
  return { ...frame, boxes, label, width: Math.min(columns, frame.boxes.length) * (width + BETWEEN) - BETWEEN + 2 * FRAME, height: y - BETWEEN + FRAME };
}

function fillSide(frames, columns) {
  let filled = [];
  for (const most of MOST_BOXES) {
    filled = frames.map((frame) => fill(inShort(frame, most), columns + (spread.frames.has(frame.key) ? 1 : 0)));
    if (extent(filled, "height") <= TALL) break;
  }
  return filled;
}

const extent = (frames, key) => Math.max(0, frames.reduce((sum, frame) => sum + frame[key] + BETWEEN, -BETWEEN));
const widest = (frames, key) => Math.max(0, ...frames.map((frame) => frame[key]));

// Three columns: what acts on it, itself between what is above and below, what it acts on. The middle one is two boxes broad where there is room.
function layOutNear(node) {
  const found = neighbours(node), [up, down, left, right] = ["up", "down", "left", "right"].map((name) => framesOf(name, found[name]));
  const room = ($("_near-picture").clientWidth || Infinity) / SMALLEST, beside = [left, right].map((frames) => fillSide(frames, 1));
  const taken = beside.reduce((sum, frames) => sum + (frames.length ? widest(frames, "width") + REACH : 0), 0);
  const [two, one] = [2, 1].map((columns) => [up, down].map((frames) => fillSide(frames, columns)));
  const [above, below] = taken + middleWidth(two) + 20 <= room ? two : one;
  return placeNear(boxFor(node), { up: above, down: below, left: beside[0], right: beside[1] });
}

const middleWidth = ([up, down]) => Math.max(page.sizes.width, ...[...up, ...down].map((frame) => frame.width + STEM * Math.max(up.length, down.length) * 2));

function placeNear(centre, sides) {
  const { up, down, left, right } = sides, { width } = page.sizes, broad = middleWidth([up, down]);
  const highest = Math.max(extent(left, "height"), extent(right, "height")), above = up.length ? extent(up, "height") + RISE : 0;
  const y = Math.max(above, Math.min(highest, TALL) / 2 - centre.height / 2);
  const from = left.length ? widest(left, "width") + REACH : 0, middle = from + broad / 2;
  Object.assign(centre, { x: middle - width / 2, y });
  const beside = (frames) => Math.max(0, y + centre.height / 2 - extent(frames, "height") / 2);
  stack(left, beside(left), (frame) => from - REACH - frame.width);
  stack(right, beside(right), () => from + broad + REACH);
  stack(up, y - above, (frame) => middle - frame.width / 2);
  stack(down, y + centre.height + RISE, (frame) => middle - frame.width / 2);
  const all = [centre, ...left, ...right, ...up, ...down];
  return { sides, centre, gutters: [from, from + broad], width: Math.max(from + broad, ...all.map((frame) => frame.x + (frame.width ?? width))), height: Math.max(...all.map((frame) => frame.y + frame.height)) };
}

function stack(frames, from, across) {
  let y = from;
  for (const frame of frames) { Object.assign(frame, { x: across(frame), y }); y += frame.height + BETWEEN; }
}

// ---- Drawing
function nearDrawing(node, ink) {
  const found = layOutNear(node), { sides, centre, width, height } = found;
  const frames = Object.entries(sides).flatMap(([side, list]) => list.map((frame, number) => frameDrawing(frame, joint(side, list, number, found), ink)));
  const size = { width: width + 16, height: height + 16, role: "group", "aria-label": `Omegnen af ${node.label}` };
  return drawing(width, height, size, ...frames, svg("g", { class: "centre" }, boxDrawing(centre, ink, true)));
}

function frameDrawing(frame, { path, head }, ink) {
  const [, light, dark, dash] = page.families[frame.family], colour = ink.dark ? dark : light;
  const stroke = { fill: "none", stroke: colour, "stroke-width": 1.75, "stroke-dasharray": dash.join(" ") || undefined };
  const placed = frame.boxes.map((box) => ({ ...box, x: frame.x + box.x, y: frame.y + box.y }));
  const links = placed.map((box) => (box.node ? svg("a", { href: addressOf(box.node.id) }, boxDrawing(box, ink)) : foldDrawing(box, frame, ink)));
  const label = frame.label.map((text, number) => textDrawing(text, frame.x + FRAME, frame.y + FRAME + (number + 1) * LABEL - 7, ink, { "font-weight": "bold", fill: colour }));
  return svg("g", {}, svg("path", { ...stroke, d: path }), headDrawing(...head, colour), svg("rect", { ...stroke, x: frame.x, y: frame.y, width: frame.width, height: frame.height, rx: 8 }), ...label, ...links);
}

// The last box of a frame with many: it opens the frame and closes it again.
function foldDrawing({ x, y, height, lines: [words], isOpen }, frame, ink) {
  const { width } = page.sizes, made = svg("g", { class: "fold", "data-key": frame.key, role: "button", tabindex: 0, "aria-expanded": String(isOpen), "aria-label": `${words}: ${frame.words}`, transform: `translate(${x} ${y})` },
    svg("rect", { fill: ink.paper, stroke: ink.rule, "stroke-dasharray": "1 3", rx: 4, width, height }),
    svg("text", { x: width / 2, y: height / 2 + 4, "text-anchor": "middle", fill: ink.accent }, words));
  made.addEventListener("click", () => turn(frame.key));
  made.addEventListener("keydown", (event) => {
    if (!["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    turn(frame.key);
  });
  return made;
}

// The first of those that were hidden has the focus; when they are hidden again, the box that did it.
function turn(key) {
  const lastOf = () => [...$("_near-picture").querySelectorAll(".fold")].find((one) => one.dataset.key === key);
  const linksOf = () => lastOf()?.parentNode.querySelectorAll("a") ?? [], shown = linksOf().length;
  spread.frames.delete(key) || spread.frames.add(key);
  showNear();
  (spread.frames.has(key) ? linksOf()[shown] : lastOf())?.focus();
}

// The line between the chosen box and a frame, and where its arrow stands: at what is acted on.
function joint(side, frames, number, { centre, gutters }) {
  const frame = frames[number], { width } = page.sizes, share = (number + 1) / (frames.length + 1), down = frame.y + frame.height / 2;
  if (side === "left" || side === "right") {
    const right = side === "right", y = centre.y + centre.height * share, edge = right ? centre.x + width : centre.x, gutter = gutters[right ? 1 : 0], end = right ? frame.x : frame.x + frame.width;
    const bend = (gutter + end) / 2;
    return { path: `M${edge} ${y}L${gutter} ${y}C${bend} ${y} ${bend} ${down} ${end} ${down}`, head: right ? [[end, down], [bend, down]] : [[edge, y], [gutter, y]] };
  }
  // The frame nearest to the box has the line nearest to it; the lines of the others go round its left side.
  const [up, order] = [side === "up", side === "up" ? frames.length - 1 - number : number], x = centre.x + width * (1 - (order + 1) / (frames.length + 1));
  const from = up ? centre.y : centre.y + centre.height, near = up ? frame.y + frame.height : frame.y;
  if (!order) return { path: pathOf([[x, from], [x, near]]), head: up ? [[x, near], [x, from]] : [[x, from], [x, near]] };
  const level = from + (up ? -1 : 1) * (RISE * (1 - order / (frames.length + 1))) * 0.8, round = Math.min(...frames.map((one) => one.x)) - STEM * order;
  return { path: pathOf([[x, from], [x, level], [round, level], [round, down], [frame.x, down]]), head: up ? [[frame.x, down], [round, down]] : [[x, from], [x, level]] };
}

function showNear() {
  const node = nodeById.get(state.chosen);
  if (spread.of !== state.chosen) spread = { of: state.chosen, frames: new Set() };
  $("_near-heading").textContent = node ? `Omegnen af ${softened(node.label)}` : "Omegn";
  const count = node ? new Set(Object.values(neighbours(node)).flatMap((side) => [...side.keys()])).size : 0;
  $("_near-words").textContent = !node ? "Vælg et organ på kortet, i træet eller med søgefeltet for at se alt, det har med at gøre."
    : state.side === CHANGES ? `${count} har forhold til det, der begynder eller ophører mellem de to.`
    : count ? `${count} har med det at gøre pr. ${stop().title}. Over det står, hvor sager går hen; under det, hvem der kommer med dem.` : `Ingen relationer pr. ${stop().title} med de valgte filtre.`;
  $("_near-picture").hidden = !node;
  $("_near-picture").replaceChildren(...(node ? [nearDrawing(node, colours)] : []));
  if (node) fitNear();
}

// As large as the width allows, but never so small that it cannot be read; the chosen one is in the middle of what is seen.
function fitNear() {
  const holder = $("_near-picture"), drawn = holder.firstChild, width = Number(drawn.getAttribute("width")), height = Number(drawn.getAttribute("height"));
  const scale = Math.min(1.15, Math.max(SMALLEST, (holder.clientWidth - 2) / width));
  drawn.setAttribute("width", Math.floor(width * scale));
  drawn.setAttribute("height", Math.floor(height * scale));
  const [centre, seen] = [drawn.querySelector(".centre").getBoundingClientRect(), holder.getBoundingClientRect()];
  holder.scrollLeft += centre.x + centre.width / 2 - seen.x - seen.width / 2;
  holder.scrollTop += centre.y + centre.height / 2 - seen.y - seen.height / 2;
}
