// The neighbourhood of the chosen one: above what it answers to, below what answers to it, to the left what acts on it, to the right what it acts on.
// Neighbours with the same relations share a frame with the family's colour and dash.
const FRAME = 10, LABEL = 16, BETWEEN = 14, REACH = 110, TALL = 640, STEM = 12, RISE = 54;

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
function framesOf(side) {
  const frames = new Map();
  for (const [id, found] of side) {
    const sorted = [...found].sort((one, other) => one.type - other.type);
    const words = [...new Set(sorted.map((edge) => page.types[edge.type][DANISH] + (state.side === CHANGES ? ` (${changeOf(edge)})` : "")))].join("; ");
    const key = `${familyOf(sorted[0])}\n${words}`;
    if (!frames.has(key)) frames.set(key, { family: familyOf(sorted[0]), words, type: sorted[0].type, boxes: [] });
    frames.get(key).boxes.push(boxFor(nodeById.get(id)));
  }
  return [...frames.values()].sort((one, other) => one.family - other.family || one.type - other.type);
}

function boxFor(node) {
  const change = state.side === CHANGES ? changeOf(node) : "";
  const lines = [...(node.lines ?? wrapped(node.label)), ...(change ? [`(${change})`] : [])];
  return { node, change, lines, height: Math.max(2, lines.length) * page.sizes.line + 2 * page.sizes.padding };
}

// Places the boxes of a frame in so many columns; gives it a size.
function fill(frame, columns) {
  const { width } = page.sizes, label = wrapped(frame.words, 0.9 * (Math.min(columns, frame.boxes.length) * (width + BETWEEN) - BETWEEN), 4);
  let y = FRAME + label.length * LABEL;
  for (let first = 0; first < frame.boxes.length; first += columns) {
    const row = frame.boxes.slice(first, first + columns);
    row.forEach((box, number) => { Object.assign(box, { x: FRAME + number * (width + BETWEEN), y }); });
    y += Math.max(...row.map((box) => box.height)) + BETWEEN;
  }
  return Object.assign(frame, { label, width: Math.min(columns, frame.boxes.length) * (width + BETWEEN) - BETWEEN + 2 * FRAME, height: y - BETWEEN + FRAME });
}

// In so few columns as the height allows.
function fillSide(frames, least) {
  for (const columns of [1, 2, 3, 4].slice(least - 1)) {
    for (const frame of frames) fill(frame, columns);
    if (extent(frames, "height") <= TALL) return;
  }
}

const extent = (frames, key) => Math.max(0, frames.reduce((sum, frame) => sum + frame[key] + BETWEEN, -BETWEEN));
const widest = (frames, key) => Math.max(0, ...frames.map((frame) => frame[key]));

// Three columns: what acts on it, itself between what is above and below, what it acts on.
function layOutNear(node) {
  const sides = Object.fromEntries(Object.entries(neighbours(node)).map(([name, side]) => [name, framesOf(side)]));
  const { up, down, left, right } = sides, centre = boxFor(node), { width } = page.sizes;
  for (const frames of [left, right]) fillSide(frames, 1);
  for (const frames of [up, down]) fillSide(frames, 2);
  const broad = Math.max(width, ...[...up, ...down].map((frame) => frame.width + STEM * Math.max(up.length, down.length) * 2));
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
  const links = frame.boxes.map((box) => svg("a", { href: addressOf(box.node.id) }, boxDrawing({ ...box, x: frame.x + box.x, y: frame.y + box.y }, ink)));
  const label = frame.label.map((text, number) => textDrawing(text, frame.x + FRAME, frame.y + FRAME + (number + 1) * LABEL - 7, ink, { "font-weight": "bold", fill: colour }));
  return svg("g", {}, svg("path", { ...stroke, d: path }), headDrawing(...head, colour), svg("rect", { ...stroke, x: frame.x, y: frame.y, width: frame.width, height: frame.height, rx: 8 }), ...label, ...links);
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
  const scale = Math.min(1.15, Math.max(0.75, (holder.clientWidth - 2) / width));
  drawn.setAttribute("width", Math.floor(width * scale));
  drawn.setAttribute("height", Math.floor(height * scale));
  const [centre, seen] = [drawn.querySelector(".centre").getBoundingClientRect(), holder.getBoundingClientRect()];
  holder.scrollLeft += centre.x + centre.width / 2 - seen.x - seen.width / 2;
  holder.scrollTop += centre.y + centre.height / 2 - seen.y - seen.height / 2;
}
