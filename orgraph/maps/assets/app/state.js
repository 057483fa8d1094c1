// The data of the page, and what the reader has chosen. Everything else asks here and is told of changes by `tell`.
const $ = (id) => document.getElementById(id);
const read = (id) => JSON.parse($(id).textContent);

const page = read("_page");
const [BEFORE, AFTER, CHANGES] = [0, 1, 2];
const [NAME, PLURAL, CODE, TINT, INK, STRIPE, BODY] = [0, 1, 2, 3, 4, 5, 6];
const [DANISH, INVERSE, FAMILY, UPWARD, OWNING] = [0, 1, 2, 3, 4];
const [FIRST, GONE, STATED, START] = [0, 1, 2, 3];

const nodes = read("_nodes").map(([id, label, group, life, sheet, more = {}], place) => {
  const told = more.sides?.map((found) => found && { life: page.lives[found[0]], sheet: found[1] }) ?? null;
  const lines = more.lines === 1 ? [label] : more.lines;
  return { id, label, group, place, life: page.lives[life], sheet, told, lines, mark: more.mark, aliases: more.aliases, page: more.page };
});
const nodeById = new Map(nodes.map((node) => [node.id, node]));
const edges = read("_edges").map(([from, to, type, life, entry, more = {}], id) => ({
  id, from: nodes[from].id, to: nodes[to].id, type, life: page.lives[life], entry, about: more.about?.map((place) => nodes[place].id), status: more.status, side: more.side, twin: more.twin, rank: more.rank,
}));
const edgesOf = new Map(nodes.map((node) => [node.id, []]));
for (const edge of edges) {
  edgesOf.get(edge.from).push(edge);
  if (edge.to !== edge.from) edgesOf.get(edge.to).push(edge);
  for (const id of edge.about ?? []) if (edgesOf.get(id).at(-1) !== edge) edgesOf.get(id).push(edge);
}

const state = { side: BEFORE, stops: page.sides.map((side) => side.start), view: "map", chosen: null, from: null, to: null, hiddenKinds: new Set(), hiddenFamilies: new Set() };

// In "only changes" the side after is shown, on the day it was opened on, with what has ended since the day of the side before.
const sideShown = () => (state.side === BEFORE || page.sides.length === 1 ? BEFORE : AFTER);
const stops = () => page.sides[sideShown()].stops;
const stop = () => stops()[state.side === CHANGES ? page.sides[AFTER].start : state.stops[sideShown()]];
const day = () => stop().day;

const kindOf = (node) => page.kinds[node.group];
const familyOf = (edge) => page.types[edge.type][FAMILY];
const toldOn = (thing, side) => (thing.told ? thing.told[side] : thing.side === undefined || thing.side === side ? thing : null);
const covers = (life, on) => life[FIRST] <= on && on < life[GONE];
const livesOn = (thing, side, on) => { const told = toldOn(thing, side); return told !== null && covers(told.life, on); };
const lives = (thing, on = day()) => livesOn(thing, sideShown(), on);
const isBody = (node) => node.lines !== undefined;
const isDrawn = (node) => isBody(node) && picture().byId.has(node.id) && !state.hiddenKinds.has(node.group);
const isWanted = (edge) => !state.hiddenFamilies.has(familyOf(edge)) && [edge.from, edge.to].every((id) => !state.hiddenKinds.has(nodeById.get(id).group));
const isShown = (edge) => (state.side === CHANGES ? changeOf(edge) !== "" : lives(edge)) && isWanted(edge);

// ---- What happens between the days of the two sides
const [ENDS, BEGINS, CHANGED] = ["ophører", "begynder", "ændres"];
const MARKS = { [ENDS]: "ends", [BEGINS]: "begins", [CHANGED]: "changed" };
const openedOn = (side) => page.sides[side].stops[page.sides[side].start].day;

function livesThen(thing, side) {
  if (livesOn(thing, side, openedOn(side))) return true;
  return thing.twin !== undefined && livesOn(edges[thing.twin], side, openedOn(side));
}

function changeOf(thing) {
  if (page.sides.length === 1) return "";
  const [was, is] = [livesThen(thing, BEFORE), livesThen(thing, AFTER)];
  if (was !== is) return thing.twin !== undefined && (was ? thing.side !== BEFORE : thing.side !== AFTER) ? "" : was ? ENDS : BEGINS;
  return was && thing.lines && edgesOf.get(thing.id).some((edge) => [edge.from, edge.to].includes(thing.id) && changeOf(edge)) ? CHANGED : "";
}

const listeners = [];
const onChange = (listener) => listeners.push(listener);
const tell = (what) => listeners.forEach((listener) => listener(what));
const say = (text) => { $("_said").textContent = text; };

// ---- The boxes of the day: where each stands, and who hangs under whom. `route` is layout.route in Python.
const pictures = new Map();
function picture() {
  const side = page.sides[sideShown()];
  const packed = state.side === CHANGES ? page.changes : side.layouts[stop().layout];
  if (!pictures.has(packed)) pictures.set(packed, unpack(packed, state.side === CHANGES));
  return pictures.get(packed);
}

function column(packed) {
  const found = [];
  let sum = 0;
  for (const part of packed) {
    const [distance, count] = Array.isArray(part) ? part : [part, 1];
    for (let number = 0; number < count; number += 1) found.push((sum += distance));
  }
  return found;
}

function unpack(packed, marked) {
  const [places, xs, ys, above] = [packed.n, packed.x, packed.y, packed.p].map(column);
  const boxes = places.map((place, number) => {
    const node = nodes[place], change = marked ? changeOf(node) : "";
    const lines = change ? [...node.lines, `(${change})`] : node.lines;
    return { id: node.id, node, change, lines, x: xs[number], y: ys[number], height: Math.max(2, lines.length) * page.sizes.line + 2 * page.sizes.padding, children: [] };
  });
  boxes.forEach((box, number) => {
    box.parent = above[number] ? boxes[number - above[number]] : null;
    box.parent?.children.push(box);
  });
  return { boxes, byId: new Map(boxes.map((box) => [box.id, box])), headings: packed.h, width: packed.size[0], height: packed.size[1] };
}

function route(parent, child) {
  const { trunk, bus } = page.sizes;
  const left = parent.x + trunk, down = child.x - trunk;
  const bottom = parent.y + parent.height, middle = child.y + Math.floor(child.height / 2);
  if (left === down) return [[left, bottom], [left, middle], [child.x, middle]];
  return [[left, bottom], [left, bottom + bus], [down, bottom + bus], [down, middle], [child.x, middle]];
}

// ---- Elements
function element(name, attributes = {}, ...inside) {
  return filled(document.createElement(name), attributes, inside);
}

function svg(name, attributes = {}, ...inside) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, inside);
}

function filled(made, attributes, inside) {
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== false) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

// Compounds may break before their head word, nowhere else. (As in labels.py.)
const HEADS = new RegExp(`(?<=\\p{L}{3})(?<!om|be|for)(?=(?:${page.heads.join("|")})\\p{L}{0,6}(?!\\p{L}))`, "giu");
const softened = (text) => text.replace(HEADS, "\u00ad");

const linkTo = (node) => element("a", { href: addressOf(node.id) }, softened(node.label));
function badge(node) {
  const kind = kindOf(node);
  return kind ? element("span", { class: `badge k${node.group} ${kind[STRIPE]}`, "aria-hidden": "true" }, kind[CODE]) : "";
}
