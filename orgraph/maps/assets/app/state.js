// The data of the page, and what the reader has chosen. Everything else asks here and is told of changes by `tell`.
const $ = (id) => document.getElementById(id);
const read = (id) => JSON.parse($(id).textContent);

const page = read("_page");
const nodes = read("_nodes");
const edges = read("_edges");
const nodeById = new Map(nodes.map((node, place) => [node.id, Object.assign(node, { place })]));
const edgesOf = new Map(nodes.map((node) => [node.id, []]));
for (const edge of edges) {
  for (const id of new Set([edge.from, edge.to, ...(edge.about ?? [])])) edgesOf.get(id)?.push(edge);
}

const state = { stop: page.start, view: "map", chosen: null, hiddenKinds: new Set(), hiddenFamilies: new Set() };

const [NAME, PLURAL, CODE, TINT, INK, STRIPE] = [0, 1, 2, 3, 4, 5];
const UPWARD = 3;
const kindOf = (node) => page.kinds[node.group];
const familyOf = (edge) => page.types[edge.type][2];
const day = () => page.stops[state.stop].day;
const lives = (thing, on = day()) => thing.life[0] <= on && on < thing.life[1];
const isBody = (node) => node.lines !== undefined;
const isDrawn = (node) => isBody(node) && lives(node) && !state.hiddenKinds.has(node.group);
const isShown = (edge) => lives(edge) && !state.hiddenFamilies.has(familyOf(edge)) && [edge.from, edge.to].every((id) => !state.hiddenKinds.has(nodeById.get(id).group));

const listeners = [];
const onChange = (listener) => listeners.push(listener);
const tell = (what) => listeners.forEach((listener) => listener(what));
const say = (text) => { $("_said").textContent = text; };

// The boxes of the day: where each stands, and who hangs under whom. `route` is layout.route in Python.
const pictures = new Map();
function picture() {
  const number = page.stops[state.stop].layout;
  if (!pictures.has(number)) pictures.set(number, unpack(page.layouts[number]));
  return pictures.get(number);
}

function unpack(packed) {
  const boxes = packed.n.map((place, number) => {
    const node = nodes[place];
    return { id: node.id, node, x: packed.x[number], y: packed.y[number], height: Math.max(2, node.lines.length) * page.sizes.line + 2 * page.sizes.padding, children: [] };
  });
  boxes.forEach((box, number) => {
    box.parent = boxes[packed.p[number]] ?? null;
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

function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== false) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

const linkTo = (node) => element("a", { href: `#${encodeURIComponent(node.id)}` }, node.label);
function badge(node) {
  const kind = kindOf(node);
  return kind ? element("span", { class: `badge k${node.group} ${kind[STRIPE]}`, "aria-hidden": "true" }, kind[CODE]) : "";
}
