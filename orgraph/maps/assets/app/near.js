// The neighbourhood of the chosen one: above what it answers to, below what answers to it, to the
// left what acts on it, to the right what it acts on.
// Neighbours with the same relations share a frame with the family's colour and dash. A frame with
// many shows the first of them and how many more there are.
const FRAME = 10;
const LABEL = 16;
const BETWEEN = 14;
const REACH = 84;
const SMALLEST = 0.75;
const TALL = 640;
const STEM = 12;
const RISE = 54;
const MOST_FRAMES = 6; // on a side; more are put together by family
// In a frame: what is tried, in turn, until the side is no taller than a screen.
const MOST_BOXES = [10, 6, 4, 3];
/** @type {{ of: Id | null; frames: Set<string> }} */
let spread = { of: null, frames: new Set() };

/** @type {(edge: Edge) => boolean} */
const isRising = (edge) => rankOf(edge) > 0;
/** @type {(edge: Edge) => boolean} */
const isLevel = (edge) => !isRising(edge);

/** @type {(node: OrgNode) => Record<Direction, Map<Id, Edge[]>>} */
function neighbours(node) {
  const own = known(edgesOf, node.id).filter((edge) => isShown(edge) && edge.from !== edge.to);
  const out = own.filter((edge) => edge.from === node.id);
  const into = own.filter((edge) => edge.to === node.id);
  return {
    up: grouped(out.filter(isRising), (edge) => edge.to),
    down: grouped(into.filter(isRising), (edge) => edge.from),
    left: grouped(into.filter(isLevel), (edge) => edge.from),
    right: grouped(out.filter(isLevel), (edge) => edge.to),
  };
}

// Frames: neighbours with the same words, under the family of the first of them.
/** @type {(name: Direction, side: Map<Id, Edge[]>) => Frame[]} */
function framesOf(name, side) {
  /** @type {Map<string, Frame>} */
  const frames = new Map();
  for (const [id, found] of side) {
    const sorted = [...found].sort((one, other) => one.type - other.type);
    const [{ type }] = sorted;
    const family = familyOf(sorted[0]);
    const words = [...new Set(sorted.map(deedOf))].join("; ");
    const key = `${name}\n${family}\n${words}`;
    const frame = frames.get(key) ?? { key, family, words, type, all: [] };
    frames.set(key, frame);
    frame.all.push(boxFor(nodeAt(id)));
  }
  const sorted = [...frames.values()].sort(
    (one, other) => one.family - other.family || one.type - other.type,
  );
  return sorted.length <= MOST_FRAMES ? sorted : byFamily(name, sorted);
}

/** @type {(edge: Edge) => string} */
const deedOf = (edge) =>
  page.types[edge.type][DANISH] + (state.side === CHANGES ? ` (${changeOf(edge)})` : "");

// One frame for each family; what the relations are stands in each box.
/** @type {(name: Direction, frames: Frame[]) => Frame[]} */
function byFamily(name, frames) {
  /** @type {Map<number, Frame>} */
  const families = new Map();
  for (const { family, words, type, all } of frames) {
    const [told] = page.families[family];
    const key = `${name}\n${family}`;
    const frame = families.get(family) ?? { key, family, words: told, type, all: [] };
    families.set(family, frame);
    frame.all.push(...all.map((box) => worded(box, wrapped(words))));
  }
  return [...families.values()];
}

/** @type {(box: NodeBox, words: string[]) => NodeBox} */
function worded(box, words) {
  const lines = [...box.lines, ...words];
  return { ...box, lines, said: words.length, height: heightOf(lines) };
}

// With no more boxes than so many, the last of which then says how many there are besides.
/** @type {(frame: Frame, most: number) => ShortFrame} */
function inShort(frame, most) {
  const { key, all } = frame;
  const isOpen = spread.frames.has(key);
  if (all.length <= most) return { ...frame, boxes: all };
  const words = isOpen
    ? wording.showFewer
    : format(wording.andOthers, { count: all.length - most + 1 });
  return {
    ...frame,
    boxes: [
      ...(isOpen ? all : all.slice(0, most - 1)),
      { lines: [words], height: heightOf([words]), isOpen },
    ],
  };
}

/** @type {(node: OrgNode) => NodeBox} */
function boxFor(node) {
  const change = changeShown(node);
  const lines = [...(node.lines ?? wrapped(node.label)), ...(change ? [`(${change})`] : [])];
  return { node, change, lines, height: heightOf(lines) };
}

// Places the boxes of a frame in so many columns; gives it a size.
/** @type {(frame: ShortFrame, columns: number) => FilledFrame} */
function fill(frame, columns) {
  const { width } = page.sizes;
  const label = wrapped(
    frame.words,
    0.9 * (Math.min(columns, frame.boxes.length) * (width + BETWEEN) - BETWEEN),
    4,
  );
  /** @type {Placed<NearBox>[]} */
  const boxes = [];
  let y = FRAME + label.length * LABEL;
  for (let first = 0; first < frame.boxes.length; first += columns) {
    const row = frame.boxes.slice(first, first + columns);
    boxes.push(
      ...row.map((box, number) => ({ ...box, x: FRAME + number * (width + BETWEEN), y })),
    );
    y += Math.max(...row.map((box) => box.height)) + BETWEEN;
  }
  return {
    ...frame,
    boxes,
    label,
    width: Math.min(columns, frame.boxes.length) * (width + BETWEEN) - BETWEEN + 2 * FRAME,
    height: y - BETWEEN + FRAME,
    x: 0, // until it is placed
    y: 0,
  };
}

/** @type {(frames: Frame[], columns: number) => FilledFrame[]} */
function fillSide(frames, columns) {
  /** @type {FilledFrame[]} */
  let filled = [];
  for (const most of MOST_BOXES) {
    filled = frames.map((frame) =>
      fill(inShort(frame, most), columns + (spread.frames.has(frame.key) ? 1 : 0)),
    );
    if (tallness(filled) <= TALL) break;
  }
  return filled;
}

// How tall frames above one another are together, and how broad the broadest is.
/** @type {(frames: FilledFrame[]) => number} */
const tallness = (frames) =>
  frames.length ? frames.reduce((sum, { height }) => sum + height + BETWEEN, -BETWEEN) : 0;
/** @type {(frames: FilledFrame[]) => number} */
const widest = (frames) => Math.max(0, ...frames.map(({ width }) => width));

// Three columns: what acts on it, itself between what is above and below, what it acts on. The
// middle one is two boxes broad where there is room.
/** @type {(node: OrgNode) => Near} */
function layOutNear(node) {
  const found = neighbours(node);
  const names = /** @type {const} */ (["up", "down", "left", "right"]);
  const [up, down, left, right] = names.map((name) => framesOf(name, found[name]));
  const room = ($("_near-picture").clientWidth || Infinity) / SMALLEST;
  const beside = [left, right].map((frames) => fillSide(frames, 1));
  const broad = beside.map((frames) => (frames.length ? widest(frames) + REACH : 0));
  const [two, one] = [2, 1].map((columns) =>
    [up, down].map((frames) => fillSide(frames, columns)),
  );
  const [above, below] = broad[0] + broad[1] + middleWidth(two) + 20 <= room ? two : one;
  return placeNear(boxFor(node), { up: above, down: below, left: beside[0], right: beside[1] });
}

/** @type {(sides: FilledFrame[][]) => number} */
const middleWidth = ([up, down]) =>
  Math.max(
    page.sizes.width,
    ...[...up, ...down].map((frame) => frame.width + STEM * Math.max(up.length, down.length) * 2),
  );

/** @type {(centre: NodeBox, sides: Record<Direction, FilledFrame[]>) => Near} */
function placeNear(centre, sides) {
  const { up, down, left, right } = sides;
  const { width } = page.sizes;
  const broad = middleWidth([up, down]);
  const highest = Math.max(tallness(left), tallness(right));
  const above = up.length ? tallness(up) + RISE : 0;
  const y = Math.max(above, Math.min(highest, TALL) / 2 - centre.height / 2);
  const from = left.length ? widest(left) + REACH : 0;
  const middle = from + broad / 2;
  const placed = { ...centre, x: middle - width / 2, y };
  /** @type {(frames: FilledFrame[]) => number} */
  const beside = (frames) => Math.max(0, y + centre.height / 2 - tallness(frames) / 2);
  stack(left, beside(left), (frame) => from - REACH - frame.width);
  stack(right, beside(right), () => from + broad + REACH);
  stack(up, y - above, (frame) => middle - frame.width / 2);
  stack(down, y + centre.height + RISE, (frame) => middle - frame.width / 2);
  const all = [{ ...placed, width }, ...left, ...right, ...up, ...down];
  return {
    sides,
    centre: placed,
    gutters: [from, from + broad],
    width: Math.max(from + broad, ...all.map((frame) => frame.x + frame.width)),
    height: Math.max(...all.map((frame) => frame.y + frame.height)),
  };
}

/** @type {(frames: FilledFrame[], from: number, across: (one: FilledFrame) => number) => void} */
function stack(frames, from, across) {
  let y = from;
  for (const frame of frames) {
    Object.assign(frame, { x: across(frame), y });
    y += frame.height + BETWEEN;
  }
}

// ---- Drawing
/** @type {(node: OrgNode, ink: Ink) => SVGElement} */
function nearDrawing(node, ink) {
  const found = layOutNear(node);
  const { sides, centre, width, height } = found;
  const frames = Object.entries(sides).flatMap(([side, list]) =>
    list.map((frame, number) => frameDrawing(frame, joint(side, list, number, found), ink)),
  );
  const size = {
    width: width + 16,
    height: height + 16,
    role: "group",
    "aria-label": format(wording.nearOf, { name: node.label }),
  };
  return drawing(
    width,
    height,
    size,
    ...frames,
    svg("g", { class: "centre" }, boxDrawing(centre, ink, true)),
  );
}

/** @type {(box: Placed<NearBox>) => box is Placed<NodeBox>} */
const isNodeBox = (box) => box.node !== undefined;

/** @type {(frame: FilledFrame, joint: Joint, ink: Ink) => SVGElement} */
function frameDrawing(frame, { path, head }, ink) {
  const [, light, dark, dash] = page.families[frame.family];
  const colour = ink.dark ? dark : light;
  const stroke = {
    fill: "none",
    stroke: colour,
    "stroke-width": 1.75,
    "stroke-dasharray": dash.join(" ") || undefined,
  };
  const placed = frame.boxes.map((box) => ({ ...box, x: frame.x + box.x, y: frame.y + box.y }));
  const links = placed.map((box) =>
    isNodeBox(box)
      ? svg("a", { href: addressOf(box.node.id) }, boxDrawing(box, ink))
      : foldDrawing(box, frame, ink),
  );
  const label = frame.label.map((text, number) =>
    textDrawing(text, frame.x + FRAME, frame.y + FRAME + (number + 1) * LABEL - 7, ink, {
      "font-weight": "bold",
      fill: colour,
    }),
  );
  return svg(
    "g",
    {},
    svg("path", { ...stroke, d: path }),
    headDrawing(...head, colour),
    svg("rect", {
      ...stroke,
      x: frame.x,
      y: frame.y,
      width: frame.width,
      height: frame.height,
      rx: 8,
    }),
    ...label,
    ...links,
  );
}

// The last box of a frame with many: it opens the frame and closes it again.
/** @type {(box: Placed<NearBox>, frame: Frame, ink: Ink) => SVGElement} */
function foldDrawing({ x, y, height, lines: [words], isOpen }, frame, ink) {
  const { width } = page.sizes;
  const made = svg(
    "g",
    {
      class: "fold",
      "data-key": frame.key,
      role: "button",
      tabindex: 0,
      "aria-expanded": String(isOpen),
      "aria-label": `${words}: ${frame.words}`,
      transform: `translate(${x} ${y})`,
    },
    svg("rect", {
      fill: ink.paper,
      stroke: ink.rule,
      "stroke-dasharray": "1 3",
      rx: 4,
      width,
      height,
    }),
    svg(
      "text",
      { x: width / 2, y: height / 2 + 4, "text-anchor": "middle", fill: ink.accent },
      words,
    ),
  );
  made.addEventListener("click", () => turn(frame.key));
  made.addEventListener("keydown", (event) => {
    if (!["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    turn(frame.key);
  });
  return made;
}

// The first of those that were hidden has the focus; when they are hidden again, the box that did
// it.
/** @type {(key: string) => void} */
function turn(key) {
  const lastOf = () => {
    /** @type {NodeListOf<SVGElement>} */
    const folds = $("_near-picture").querySelectorAll(".fold");
    return [...folds].find((one) => one.dataset.key === key);
  };
  const linksOf = () => lastOf()?.parentElement?.querySelectorAll("a") ?? [];
  const shown = linksOf().length;
  if (!spread.frames.delete(key)) spread.frames.add(key);
  showNear();
  (spread.frames.has(key) ? linksOf()[shown] : lastOf())?.focus();
}

// The line between the chosen box and a frame, and where its arrow stands: at what is acted on.
/** @type {(side: string, frames: FilledFrame[], number: number, found: Near) => Joint} */
function joint(side, frames, number, { centre, gutters }) {
  const frame = frames[number];
  const { width } = page.sizes;
  const share = (number + 1) / (frames.length + 1);
  const down = frame.y + frame.height / 2;
  if (side === "left" || side === "right") {
    const right = side === "right";
    const y = centre.y + centre.height * share;
    const edge = right ? centre.x + width : centre.x;
    const gutter = gutters[right ? 1 : 0];
    const end = right ? frame.x : frame.x + frame.width;
    const bend = (gutter + end) / 2;
    return {
      path: `M${edge} ${y}L${gutter} ${y}C${bend} ${y} ${bend} ${down} ${end} ${down}`,
      head: right
        ? [[end, down], [bend, down]]
        : [[edge, y], [gutter, y]],
    };
  }
  // The frame nearest to the box has the line nearest to it; the lines of the others go round its
  // left side.
  const [up, order] = [side === "up", side === "up" ? frames.length - 1 - number : number];
  const x = centre.x + width * (1 - (order + 1) / (frames.length + 1));
  const from = up ? centre.y : centre.y + centre.height;
  const near = up ? frame.y + frame.height : frame.y;
  if (!order) {
    return {
      path: pathOf([[x, from], [x, near]]),
      head: up
        ? [[x, near], [x, from]]
        : [[x, from], [x, near]],
    };
  }
  const level = from + (up ? -1 : 1) * (RISE * (1 - order / (frames.length + 1))) * 0.8;
  const round = Math.min(...frames.map((one) => one.x)) - STEM * order;
  return {
    path: pathOf([[x, from], [x, level], [round, level], [round, down], [frame.x, down]]),
    head: up
      ? [[frame.x, down], [round, down]]
      : [[x, from], [x, level]],
  };
}

function showNear() {
  const node = chosenNode();
  if (spread.of !== state.chosen) spread = { of: state.chosen, frames: new Set() };
  $("_near-heading").textContent = node
    ? format(wording.nearOf, { name: softened(node.label) })
    : wording.near;
  const count = node
    ? new Set(Object.values(neighbours(node)).flatMap((side) => [...side.keys()])).size
    : 0;
  $("_near-words").textContent = !node
    ? wording.nearPrompt
    : state.side === CHANGES
      ? format(wording.nearChanges, { count })
      : format(count ? wording.nearCount : wording.nearNone, { count, day: stopShown().title });
  $("_near-picture").hidden = !node;
  const made = node ? [nearDrawing(node, colours)] : [];
  $("_near-picture").replaceChildren(...made);
  made.forEach(fitNear);
}

// As large as the width allows, but never so small that it cannot be read; the chosen one is in
// the middle of what is seen.
/** @type {(drawn: SVGElement) => void} */
function fitNear(drawn) {
  const holder = $("_near-picture");
  const width = Number(drawn.getAttribute("width"));
  const height = Number(drawn.getAttribute("height"));
  const scale = Math.min(1.15, Math.max(SMALLEST, (holder.clientWidth - 2) / width));
  drawn.setAttribute("width", String(Math.floor(width * scale)));
  drawn.setAttribute("height", String(Math.floor(height * scale)));
  const middle = /** @type {SVGElement} */ (drawn.querySelector(".centre"));
  const [centre, seen] = [middle.getBoundingClientRect(), holder.getBoundingClientRect()];
  holder.scrollLeft += centre.x + centre.width / 2 - seen.x - seen.width / 2;
  holder.scrollTop += centre.y + centre.height / 2 - seen.y - seen.height / 2;
}
