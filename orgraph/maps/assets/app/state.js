// The data of the page, and what the reader has chosen. Everything else asks here and is told of
// changes by `tell`.
/** @type {<K extends string>(id: K) => K extends keyof Elements ? Elements[K] : HTMLElement} */
const $ = (id) => /** @type {any} */ (document.getElementById(id));
/** @type {(id: string) => any} */
const read = (id) => JSON.parse($(id).textContent);
// The value of a key that is certainly there.
/** @type {<K, V>(map: Map<K, V>, key: K) => V} */
const known = (map, key) => /** @type {any} */ (map.get(key));

// The things with one key together, in their order.
/** @type {<T>(things: Iterable<T>, keyOf: (thing: T) => string) => Map<string, T[]>} */
function grouped(things, keyOf) {
  const groups = new Map();
  for (const thing of things) {
    const key = keyOf(thing);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(thing);
  }
  return groups;
}

/** @type {Page} */
const page = read("_page");

// ---- What the page says, in the reader's language: templates with {fields}.
const { words: wording, counts } = page;
/** @type {(template: string, values: Record<string, Inside>) => Inside[]} */
const formatInside = (template, values) =>
  template.split(/\{(\w+)\}/).map((part, place) => (place % 2 ? values[part] : part));

const [BEFORE, AFTER, CHANGES] = [0, 1, 2];
const [NAME, PLURAL, CODE, TINT, INK, STRIPE] = /** @type {const} */ ([0, 1, 2, 3, 4, 5]);
const [DANISH, INVERSE, FAMILY, UPWARD, OWNING] = /** @type {const} */ ([0, 1, 2, 3, 4]);
const [FIRST, GONE, STATED, START] = /** @type {const} */ ([0, 1, 2, 3]);

/** @type {OrgNode[]} */
const nodes = read("_nodes").map(nodeOf);
/** @type {(row: NodeRow, place: number) => OrgNode} */
function nodeOf([id, label, group, life, sheet, more = {}], place) {
  const told =
    more.sides?.map((found) => found && { life: page.lives[found[0]], sheet: found[1] }) ?? null;
  const lines = more.lines === 1 ? [label] : more.lines;
  return {
    id,
    label,
    group,
    place,
    life: page.lives[life],
    sheet,
    told,
    lines,
    mark: more.mark,
    aliases: more.aliases,
    page: more.page,
  };
}
const nodeById = new Map(nodes.map((node) => [node.id, node]));
/** @type {(id: Id) => OrgNode} */
const nodeAt = (id) => known(nodeById, id);
/** @type {Edge[]} */
const edges = read("_edges").map(edgeOf);
/** @type {(row: EdgeRow, id: number) => Edge} */
function edgeOf([from, to, type, life, entry, more = {}], id) {
  return {
    id,
    from: nodes[from].id,
    to: nodes[to].id,
    type,
    life: page.lives[life],
    entry,
    about: more.about?.map((place) => nodes[place].id),
    status: more.status,
    side: more.side,
    twin: more.twin,
    rank: more.rank,
  };
}
/** @type {Map<Id, Edge[]>} */
const edgesOf = new Map(nodes.map((node) => [node.id, []]));
for (const edge of edges) {
  known(edgesOf, edge.from).push(edge);
  if (edge.to !== edge.from) known(edgesOf, edge.to).push(edge);
  for (const id of edge.about ?? []) {
    const own = known(edgesOf, id);
    if (own.at(-1) !== edge) own.push(edge);
  }
}

/** @type {State} */
const state = {
  side: BEFORE,
  stops: page.sides.map((side) => side.start),
  view: "map",
  chosen: null,
  to: null,
  hiddenKinds: new Set(),
  hiddenFamilies: new Set(),
};

// In "only changes" the side after is shown, on the day it was opened on, with what has ended
// since the day of the side before.
/** @type {() => Side} */
const sideShown = () => (state.side === BEFORE || page.sides.length === 1 ? BEFORE : AFTER);
const stops = () => page.sides[sideShown()].stops;
const stopShown = () =>
  stops()[state.side === CHANGES ? page.sides[AFTER].start : state.stops[sideShown()]];
const day = () => stopShown().day;

/** @type {(node: { group: number }) => Kind | undefined} */
const kindOf = (node) => page.kinds[node.group];
/** @type {(edge: Edge) => number} */
const familyOf = (edge) => page.types[edge.type][FAMILY];
/** @type {(thing: Thing, side: Side) => Told | Edge | null} */
const toldOn = (thing, side) =>
  thing.told ? thing.told[side] : thing.side === undefined || thing.side === side ? thing : null;
/** @type {(life: Life, on: Day) => boolean} */
const covers = (life, on) => life[FIRST] <= on && on < life[GONE];
/** @type {(thing: Thing, side: Side, on: Day) => boolean} */
const livesOn = (thing, side, on) => {
  const told = toldOn(thing, side);
  return told !== null && covers(told.life, on);
};
/** @type {(thing: Thing, on?: Day) => boolean} */
const lives = (thing, on = day()) => livesOn(thing, sideShown(), on);
/** @type {(node: OrgNode) => node is BodyNode} */
const isBody = (node) => node.lines !== undefined;
/** @type {(node: OrgNode) => boolean} */
const isDrawn = (node) =>
  isBody(node) && picture().byId.has(node.id) && !state.hiddenKinds.has(node.group);
/** @type {(edge: Edge) => boolean} */
const isWanted = (edge) =>
  !state.hiddenFamilies.has(familyOf(edge)) &&
  [edge.from, edge.to].every((id) => !state.hiddenKinds.has(nodeAt(id).group));
/** @type {(thing: Thing) => Change} */
const changeShown = (thing) => (state.side === CHANGES ? changeOf(thing) : "");

// In force on the day; in "only changes", one that changes.
/** @type {(edge: Edge) => boolean} */
const isThere = (edge) => (state.side === CHANGES ? changeOf(edge) !== "" : lives(edge));
/** @type {(edge: Edge) => boolean} */
const isShown = (edge) => isThere(edge) && isWanted(edge);

// ---- What happens between the days of the two sides
const { ends: ENDS, begins: BEGINS, changed: CHANGED } = wording;
/** @type {Record<string, Mark>} */
const MARKS = { [ENDS]: "ends", [BEGINS]: "begins", [CHANGED]: "changed" };
/** @type {(side: Side) => Day} */
const openedOn = (side) => page.sides[side].stops[page.sides[side].start].day;

/** @type {(thing: OrgNode, edge: Edge) => boolean} */
const isEnd = (thing, edge) => edge.from === thing.id || edge.to === thing.id;

/** @type {(thing: Thing, side: Side) => boolean} */
function livesThen(thing, side) {
  if (livesOn(thing, side, openedOn(side))) return true;
  return thing.twin !== undefined && livesOn(edges[thing.twin], side, openedOn(side));
}

/** @type {(thing: Thing) => Change} */
function changeOf(thing) {
  if (page.sides.length === 1) return "";
  const [was, is] = [livesThen(thing, BEFORE), livesThen(thing, AFTER)];
  if (was !== is) {
    return thing.twin !== undefined && (was ? thing.side !== BEFORE : thing.side !== AFTER)
      ? ""
      : was
        ? ENDS
        : BEGINS;
  }
  if (!was || !thing.lines) return "";
  const own = known(edgesOf, thing.id).filter((edge) => isEnd(thing, edge));
  return own.some((edge) => changeOf(edge)) ? CHANGED : "";
}

/** @type {((what: string) => void)[]} */
const listeners = [];
/** @type {(listener: (what: string) => void) => number} */
const onChange = (listener) => listeners.push(listener);
/** @type {(what: string) => void} */
const tell = (what) => listeners.forEach((listener) => listener(what));
/** @type {(text: string) => void} */
const say = (text) => {
  $("_said").textContent = text;
};

// ---- The boxes of the day: where each stands, and who hangs under whom. `column` unpacks what
// packing.column packed; `route` is layout.route for boxes that grow on paper.
/** @type {Map<PackedLayout, Picture>} */
const pictures = new Map();
/** @type {() => Picture} */
function picture() {
  const side = page.sides[sideShown()];
  const packed = state.side === CHANGES ? page.changes : side.layouts[stopShown().layout];
  if (!pictures.has(packed)) pictures.set(packed, unpack(packed, state.side === CHANGES));
  return known(pictures, packed);
}

const shownBoxes = () => picture().boxes.filter((box) => isDrawn(box.node));
/** @type {() => OrgNode | undefined} */
const chosenNode = () => (state.chosen === null ? undefined : nodeById.get(state.chosen));
/** @type {() => Box | undefined} */
const chosenBox = () => (state.chosen === null ? undefined : picture().byId.get(state.chosen));

/** @type {(packed: Column) => number[]} */
function column(packed) {
  /** @type {number[]} */
  const found = [];
  let sum = 0;
  for (const part of packed) {
    const [distance, count] = Array.isArray(part) ? part : [part, 1];
    for (let number = 0; number < count; number += 1) found.push((sum += distance));
  }
  return found;
}

/** @type {(lines: string[]) => number} */
const heightOf = (lines) => Math.max(2, lines.length) * page.sizes.line + 2 * page.sizes.padding;

/** @type {(packed: PackedLayout, marked: boolean) => Picture} */
function unpack(packed, marked) {
  const [places, xs, ys, above] = [packed.n, packed.x, packed.y, packed.p].map(column);
  const boxes = places.map((place, number) => {
    const node = /** @type {BodyNode} */ (nodes[place]);
    const change = marked ? changeOf(node) : "";
    const lines = change ? [...node.lines, `(${change})`] : node.lines;
    const [x, y] = [xs[number], ys[number]];
    const height = heightOf(lines);
    /** @type {Box} */
    const box = { id: node.id, node, change, lines, x, y, height, parent: null, children: [] };
    return box;
  });
  boxes.forEach((box, number) => {
    box.parent = above[number] ? boxes[number - above[number]] : null;
    box.parent?.children.push(box);
  });
  return {
    boxes,
    byId: new Map(boxes.map((box) => [box.id, box])),
    headings: packed.h,
    width: packed.size[0],
    height: packed.size[1],
  };
}

/** @type {(box: Box) => box is ChildBox} */
const hasParent = (box) => box.parent !== null;

/** @type {(parent: Box, child: Box) => Point[]} */
function route(parent, child) {
  const { trunk, bus } = page.sizes;
  const left = parent.x + trunk;
  const down = child.x - trunk;
  const bottom = parent.y + parent.height;
  const middle = child.y + Math.floor(child.height / 2);
  if (left === down) {
    return [[left, bottom], [left, middle], [child.x, middle]];
  }
  return [
    [left, bottom],
    [left, bottom + bus],
    [down, bottom + bus],
    [down, middle],
    [child.x, middle],
  ];
}

// ---- Elements
/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Attributes} attributes
 * @param {Inside[]} inside
 */
function element(name, attributes = {}, ...inside) {
  return filled(document.createElement(name), attributes, inside);
}

/** @type {(attribute: string) => HTMLElement[]} */
const buttonsWith = (attribute) => {
  /** @type {NodeListOf<HTMLElement>} */
  const found = document.querySelectorAll(`button[${attribute}]`);
  return [...found];
};

/** @type {(text: string) => HTMLElement} */
const hint = (text) => element("p", { class: "hint" }, text);

/** @type {(name: string, attributes?: Attributes, ...inside: Inside[]) => SVGElement} */
function svg(name, attributes = {}, ...inside) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  return filled(/** @type {SVGElement} */ (made), attributes, inside);
}

/** @type {<E extends Element>(made: E, attributes: Attributes, inside: Inside[]) => E} */
function filled(made, attributes, inside) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, String(value));
  }
  made.append(...inside);
  return made;
}

// Compounds may break before their head word, nowhere else. (As in pages/hyphenation.py.)
const HEADS = new RegExp(
  `(?<=\\p{L}{3})(?<!${page.prefixes.join("|")})` +
    `(?=(?:${page.heads.join("|")})\\p{L}{0,6}(?!\\p{L}))`,
  "giu",
);
/** @type {(text: string) => string} */
const softened = (text) => text.replace(HEADS, "\u00ad");

/** @type {(node: OrgNode) => HTMLAnchorElement} */
const linkTo = (node) => element("a", { href: addressOf(node.id) }, softened(node.label));
/** @type {(node: { group: number }) => Inside} */
function badge(node) {
  const kind = kindOf(node);
  return kind
    ? element(
        "span",
        { class: `badge k${node.group} ${kind[STRIPE]}`, "aria-hidden": "true" },
        kind[CODE],
      )
    : "";
}
