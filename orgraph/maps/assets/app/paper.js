// Paper and files. A picture that does not fit one sheet with labels of 7 pt is cut between its
// branches, never through a box.
const SHEET = { width: 400, height: 262 }; // mm: A3 on its side, without margins and caption
const LEAST = 7;
const MOST_POINTS = 11;
const LABEL_SIZE = 12;
const MM = 25.4 / 72;
const APART_BY = 24;
const CAPTION = 18;
const TITLE = 28;

// Millimetres for each pixel of the picture when its labels are so many points.
/** @type {(points: number) => number} */
const scaleOf = (points) => (points * MM) / LABEL_SIZE;

/** @type {() => { scale: number; sheets: PlacedBlock[][] }} */
function sheetsNeeded() {
  const { width, height } = picture();
  said = new Map();
  const whole = Math.min(SHEET.width / (width + 16), SHEET.height / (height + 16));
  if (whole >= scaleOf(LEAST)) {
    return {
      scale: Math.min(whole, scaleOf(MOST_POINTS)),
      sheets: [[{ ...blockOf(shownBoxes(), picture().headings), dx: 0, dy: 0 }]],
    };
  }
  const scale = scaleOf(LEAST);
  const room = { width: SHEET.width / scale - 16, height: SHEET.height / scale - 16 };
  return { scale, sheets: splitSheets(room) };
}

// A second way upward whose line would leave its block is told in words, which take room: what
// does not fit then is cut anew.
/** @type {(room: Room) => PlacedBlock[][]} */
function splitSheets(room) {
  for (;;) {
    const sheets = packed(blocks(room), room);
    const missing = detours().filter(
      (line) =>
        !(said.get(line.from) ?? []).includes(line.to) &&
        !sheets.flat().some((block) => isDrawnIn(line, block)),
    );
    if (!missing.length) return withWords(sheets);
    for (const { from, to } of missing) said.set(from, [...(said.get(from) ?? []), to]);
  }
}

const RESERVED = "00"; // room for the number of any sheet
/** @type {Map<Id, Id[]>} */
let said = new Map(); // body → the other bodies above it that are told in words
// `sheetOf`: the number of another sheet on which a body stands.
/** @type {(id: Id, sheetOf: (above: Id) => string | number | null) => string[]} */
const wordsAbove = (id, sheetOf) =>
  (said.get(id) ?? []).flatMap((above) => {
    const [name, sheet] = [nameOf(above), sheetOf(above)];
    const words =
      sheet === null
        ? format(wording.alsoUnder, { name })
        : format(wording.alsoUnderOnSheet, { name, sheet });
    return wrapped(words, 150, 9);
  });

// The words, now that it is known on which sheet each body stands.
/** @type {(sheets: PlacedBlock[][]) => PlacedBlock[][]} */
function withWords(sheets) {
  const sheetOf = numbersOf(sheets);
  sheets.forEach((sheet, number) => {
    for (const box of sheet.flatMap((block) => block.boxes)) {
      const words = wordsAbove(box.id, (above) =>
        sheetOf.get(above) === number ? null : known(sheetOf, above) + 1,
      );
      box.lines = [...known(picture().byId, box.id).lines, ...words];
      box.said = words.length;
    }
  });
  return sheets;
}

/** @type {(sheets: Block[][]) => Map<Id, number>} */
function numbersOf(sheets) {
  /** @type {Map<Id, number>} */
  const sheetOf = new Map();
  sheets.forEach((sheet, number) => {
    for (const box of sheet.flatMap((block) => block.boxes)) sheetOf.set(box.id, number);
  });
  return sheetOf;
}

// Whether the line of a second way upward stays within a block that holds both its ends.
/** @type {(line: Detour, block: Block) => boolean} */
const isDrawnIn = ({ from, to, corners }, block) =>
  [from, to].every((id) => block.boxes.some((box) => box.id === id)) &&
  corners.every(([x, y]) => isWithin([x, y + block.drop(y)], block));

// ---- Blocks: parts of the picture that stay together
/** @type {(own: Box[], ownHeadings?: Heading[], under?: Box | null) => Block} */
function blockOf(own, ownHeadings = [], under = null) {
  /** @type {(box: Box) => number} */
  const moreOf = (box) => wordsAbove(box.id, () => RESERVED).length * page.sizes.line;
  const longer = own
    .map((box) => [box.y + box.height, moreOf(box)])
    .filter(([, more]) => more);
  /** @type {(y: number) => number} */
  const drop = (y) => longer.reduce((sum, [bottom, more]) => sum + (bottom <= y ? more : 0), 0);
  const boxes = own.map((box) => ({
    ...box,
    y: box.y + drop(box.y),
    height: box.height + moreOf(box),
  }));
  /** @type {(heading: Heading) => Heading} */
  const dropped = ([text, x, y, level]) => [text, x, y + drop(y), level];
  const headings = ownHeadings.map(dropped);
  const right = Math.max(
    ...boxes.map((box) => box.x + page.sizes.width),
    ...headings.map(([text, x]) => x + text.length * 7),
  );
  const bottom = Math.max(
    ...boxes.map((box) => box.y + box.height),
    ...headings.map(([, , y]) => y),
  );
  const left = Math.min(...boxes.map((box) => box.x), ...headings.map(([, x]) => x));
  const top = Math.min(...boxes.map((box) => box.y), ...headings.map(([, , y]) => y - 16));
  return {
    boxes,
    headings,
    under,
    drop,
    x: left,
    y: top - (under ? CAPTION : 0),
    width: Math.max(right - left + 6, under ? 220 : 0),
    height: bottom - top + 6 + (under ? CAPTION : 0),
  };
}

/** @type {(room: Room) => Block[]} */
function blocks(room) {
  const shown = new Set(shownBoxes());
  const roots = [...shown].filter((box) => !box.parent || !shown.has(box.parent));
  const trees = roots.filter((box) => box.children.some((child) => shown.has(child)));
  const alone = roots.filter((box) => !trees.includes(box));
  return [...trees.flatMap((root) => cut(root, null, room, shown)), ...columnsOf(alone, room)];
}

/** @type {(root: Box, shown: Set<Box>) => Box[]} */
function branchOf(root, shown) {
  const found = [root];
  for (let number = 0; number < found.length; number += 1) {
    found.push(...found[number].children.filter((child) => shown.has(child)));
  }
  return found;
}

// A branch that fits is a block; else its head stands with those under it that have nobody under
// them, and its branches become blocks of their own.
/** @type {(root: Box, under: Box | null, room: Room, shown: Set<Box>) => Block[]} */
function cut(root, under, room, shown) {
  /** @type {Block[]} */
  const made = [];
  /** @type {[Box, Box | null][]} */
  const waiting = [[root, under]];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [head, above] = next;
    const whole = blockOf(branchOf(head, shown), [], above);
    if (fitsIn(whole, room)) {
      made.push(whole);
      continue;
    }
    const children = head.children.filter((child) => shown.has(child));
    const branches = children.filter((child) => child.children.some((below) => shown.has(below)));
    const leaves = children.filter((child) => !branches.includes(child));
    const together = blockOf([head, ...leaves], [], above);
    if (fitsIn(together, room)) made.push(together);
    else made.push(blockOf([head], [], above), ...pieces(leaves, room, head));
    for (const child of branches.reverse()) waiting.unshift([child, head]);
  }
  return made;
}

/** @type {(block: Room, room: Room) => boolean} */
const fitsIn = (block, room) => block.width <= room.width && block.height <= room.height;

// Boxes in as few blocks as their places allow.
/** @type {(boxes: Box[], room: Room, under: Box | null, headings?: Heading[]) => Block[]} */
function pieces(boxes, room, under, headings = []) {
  /** @type {Box[][]} */
  const made = [];
  /** @type {Box[]} */
  let run = [];
  for (const box of boxes) {
    if (run.length && !fitsIn(blockOf([...run, box], [], under), room)) {
      made.push(run);
      run = [];
    }
    run.push(box);
  }
  if (run.length) made.push(run);
  return made.map((found) => {
    const own = headings.filter((heading) => belongs(heading, found));
    return blockOf(found, own, under);
  });
}

// The bodies that stand apart: column by column, each heading with the boxes below it.
/** @type {(alone: Box[], room: Room) => Block[]} */
function columnsOf(alone, room) {
  const columns = grouped(alone, (box) => String(box.x));
  const headings = picture().headings.filter(([, , , level]) => level > 1);
  const below = { ...room, height: room.height - TITLE };
  const made = [...columns.values()].flatMap((boxes) => {
    boxes.sort((one, other) => one.y - other.y);
    return pieces(boxes, below, null, headings);
  });
  return made.map((block) => ({ ...block, apart: true }));
}

/** @type {(heading: Heading, boxes: Box[]) => boolean} */
function belongs([, x, y], boxes) {
  const below = boxes
    .filter((box) => box.x === x && box.y > y)
    .sort((one, other) => one.y - other.y)[0];
  return below !== undefined && below.y - y < 20;
}

// ---- Sheets: blocks in rows, in their order. The bodies that stand apart begin a row, under
// their title.
/** @type {(all: Block[], room: Room) => PlacedBlock[][]} */
function packed(all, room) {
  /** @type {PlacedBlock[][]} */
  const sheets = [];
  let x = 0;
  let y = 0;
  let row = 0;
  /** @type {PlacedBlock[]} */
  let sheet = [];
  for (const block of all) {
    const begins = () => block.apart && !sheet.some((other) => other.apart);
    if (x && (begins() || x + block.width > room.width)) {
      x = 0;
      y += row + APART_BY;
      row = 0;
    }
    if (sheet.length && y + (begins() ? TITLE : 0) + block.height > room.height) {
      sheets.push(sheet);
      sheet = [];
      x = y = row = 0;
    }
    const title = begins() ? { title: titleOf(sheets), titleAt: y + 16 } : {};
    if (begins()) y += TITLE;
    sheet.push({ ...block, ...title, dx: x - block.x, dy: y - block.y });
    x += block.width + APART_BY;
    row = Math.max(row, block.height);
  }
  if (sheet.length) sheets.push(sheet);
  return sheets;
}

/** @type {(before: PlacedBlock[][]) => string} */
function titleOf(before) {
  const [title] = picture().headings.find(([, , , level]) => level === 1) ?? [page.apart];
  return before.flat().some((block) => block.apart)
    ? format(wording.continued, { heading: title })
    : title;
}

/** @type {(sheet: PlacedBlock[], ink: Ink, sheetOf: Map<Id, number>) => SheetDrawing} */
function sheetDrawing(sheet, ink, sheetOf) {
  const inside = sheet.flatMap((block) => {
    const { dx, dy, boxes, under, drop, title, titleAt = 0 } = block;
    const here = new Map(boxes.map((box) => [box.id, box]));
    const lines = boxes.flatMap((box) => {
      const parent = box.parent && here.get(box.parent.id);
      return parent ? [lineDrawing(route(parent, box), ink)] : [];
    });
    /** @type {(corner: Point) => Point} */
    const dropped = ([x, y]) => [x, y + drop(y)];
    const others = detours()
      .filter((line) => isDrawnIn(line, block))
      .flatMap(({ corners }) => detourDrawing(corners.map(dropped), ink));
    const caption = [];
    if (under) {
      const number = known(sheetOf, under.id) + 1;
      const words = format(wording.underOnSheet, { name: under.node.label, sheet: number });
      caption.push(textDrawing(words, block.x, block.y + 10, ink));
    }
    if (title) caption.push(headingDrawing([title, -dx, titleAt - dy, 1], ink));
    return svg(
      "g",
      { transform: `translate(${dx} ${dy})` },
      ...others,
      ...lines,
      ...caption,
      ...block.headings.map((heading) => headingDrawing(heading, ink)),
      ...boxes.map((box) => boxDrawing(box, ink)),
    );
  });
  const right = Math.max(...sheet.map((block) => block.x + block.dx + block.width));
  const bottom = Math.max(...sheet.map((block) => block.y + block.dy + block.height));
  return { inside, right, bottom };
}

/** @type {(at: Point, block: Room & Spot) => boolean} */
const isWithin = ([x, y], block) =>
  block.x - 8 <= x &&
  x <= block.x + block.width + 8 &&
  block.y - 8 <= y &&
  y <= block.y + block.height + 8;

// What every picture of a part of the organisation says of itself.
const partly = () => {
  const part = $("_part");
  return part ? `. ${part.textContent}` : "";
};

function paperTitle() {
  const title = document.querySelector("h1")?.textContent ?? "";
  const button = buttonsWith("data-side").find((one) => Number(one.dataset.side) === state.side);
  const side = button ? button.textContent.toLowerCase() : "";
  const template = side ? wording.paperSide : wording.paper;
  return format(template, { title, day: stopShown().title, side }) + partly();
}

function fillPaper() {
  if (!shownBoxes().length) {
    $("_paper").replaceChildren();
    return;
  }
  const { scale, sheets } = sheetsNeeded();
  const sheetOf = numbersOf(sheets);
  const title = paperTitle();
  $("_paper").replaceChildren(
    ...sheets.map((sheet, number) => {
      const { inside, right, bottom } = sheetDrawing(sheet, PAPER_INK, sheetOf);
      const drawn = drawing(
        right,
        bottom,
        {
          width: `${((right + 16) * scale).toFixed(2)}mm`,
          height: `${((bottom + 16) * scale).toFixed(2)}mm`,
          role: "img",
          "aria-label": format(wording.sheet, { title, number: number + 1 }),
        },
        ...inside,
      );
      const caption =
        sheets.length > 1
          ? format(wording.sheetOf, { title, number: number + 1, count: sheets.length })
          : title;
      return element("figure", {}, drawn, element("figcaption", {}, caption));
    }),
  );
}

/** @type {HTMLDetailsElement[]} */
let unfolded = [];
window.addEventListener("beforeprint", () => {
  const near = nodeNear();
  if (near) {
    const title = format(wording.nearTitle, { name: near.label, day: stopShown().title });
    const caption = element("figcaption", {}, title + partly());
    const drawn = nearDrawing(near, PAPER_INK);
    $("_paper").replaceChildren(element("figure", { class: "fitted" }, drawn, caption));
  } else fillPaper();
  $("_paper").hidden = false;
  const all = openSheet?.querySelectorAll("details") ?? [];
  unfolded = [...all].filter((details) => !details.open);
  for (const details of unfolded) details.open = true;
});
window.addEventListener("afterprint", () => {
  $("_paper").hidden = true;
  for (const details of unfolded) details.open = false;
});
$("_print").addEventListener("click", () => window.print());

// ---- Files
// The one whose neighbourhood is shown.
const nodeNear = () => (state.view === "near" ? chosenNode() : undefined);

function currentDrawing() {
  const near = nodeNear();
  return near ? nearDrawing(near, PAPER_INK) : pictureDrawing(PAPER_INK);
}

/** @type {(ending: string) => string} */
function fileName(ending) {
  const what = fold(nodeNear()?.label ?? $("_part")?.dataset.name ?? wording.fileName);
  return `${what.replace(/[^a-z0-9]+/g, "-").slice(0, 60)}-${isoOf(day())}.${ending}`;
}

// A picture of a part says so in a line below.
/** @type {(drawn: SVGElement) => SVGElement} */
function withPart(drawn) {
  const words = $("_part")?.textContent;
  if (!words) return drawn;
  const [x, y, width, height] = (drawn.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const [broad, high] = [Math.max(width, words.length * 7), height + 28];
  drawn.setAttribute("width", String(broad));
  drawn.setAttribute("height", String(high));
  drawn.setAttribute("viewBox", `${x} ${y} ${broad} ${high}`);
  drawn.append(textDrawing(words, 0, y + height + 12, PAPER_INK));
  return drawn;
}

function svgText() {
  const drawn = withPart(currentDrawing());
  for (const link of drawn.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  drawn.insertBefore(svg("title", {}, fileName("svg")), drawn.firstChild);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawn)}`;
}

/** @type {(blob: Blob, name: string) => void} */
function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const MOST_PIXELS = 16000;
function savePng() {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svgText()], { type: "image/svg+xml" }));
  image.addEventListener("load", () => {
    const scale = Math.min(2, MOST_PIXELS / Math.max(image.width, image.height));
    const canvas = element("canvas", {
      width: Math.round(image.width * scale),
      height: Math.round(image.height * scale),
    });
    const ctx = contextOf(canvas);
    ctx.fillStyle = PAPER_INK.paper;
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    canvas.toBlob((blob) => {
      if (blob) save(blob, fileName("png"));
      else say(wording.tooLarge);
    }, "image/png");
  });
  image.src = address;
}

$("_svg").addEventListener("click", () =>
  save(new Blob([svgText()], { type: "image/svg+xml" }), fileName("svg")),
);
$("_png").addEventListener("click", savePng);
