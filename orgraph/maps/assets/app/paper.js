// Paper and files. A picture that does not fit one sheet with labels of 7 pt is cut between its branches, never through a box.
const SHEET = { width: 400, height: 262 }; // mm: A3 on its side, without margins and caption
const LEAST = 7, MOST_POINTS = 11, LABEL_SIZE = 12, MM = 25.4 / 72;
const APART_BY = 24, CAPTION = 18, TITLE = 28;

// Millimetres for each pixel of the picture when its labels are so many points.
const scaleOf = (points) => (points * MM) / LABEL_SIZE;

function sheetsNeeded() {
  const { width, height } = picture();
  said = new Map();
  const whole = Math.min(SHEET.width / (width + 16), SHEET.height / (height + 16));
  if (whole >= scaleOf(LEAST)) return { scale: Math.min(whole, scaleOf(MOST_POINTS)), sheets: [[blockOf(shownBoxes(), picture().headings)]] };
  const scale = scaleOf(LEAST), room = { width: SHEET.width / scale - 16, height: SHEET.height / scale - 16 };
  return { scale, sheets: splitSheets(room) };
}

// A second way upward whose line would leave its block is told in words, which take room: what does not fit then is cut anew.
function splitSheets(room) {
  for (;;) {
    const sheets = packed(blocks(room), room), missing = detours().filter((line) => !(said.get(line.from) ?? []).includes(line.to) && !sheets.flat().some((block) => isDrawnIn(line, block)));
    if (!missing.length) return withWords(sheets);
    for (const { from, to } of missing) said.set(from, [...(said.get(from) ?? []), to]);
  }
}

const RESERVED = ", ark\u00a000";
let said = new Map(); // body → the other bodies above it that are told in words
const wordsAbove = (id, place) => (said.get(id) ?? []).flatMap((above) => wrapped(`også under ${nameOf(above)}${place(above)}`, 150, 9));

// The words, now that it is known on which sheet each body stands.
function withWords(sheets) {
  const sheetOf = numbersOf(sheets);
  sheets.forEach((sheet, number) => {
    for (const box of sheet.flatMap((block) => block.boxes)) {
      const words = wordsAbove(box.id, (above) => (sheetOf.get(above) === number ? "" : `, ark\u00a0${sheetOf.get(above) + 1}`));
      Object.assign(box, { lines: [...picture().byId.get(box.id).lines, ...words], said: words.length });
    }
  });
  return sheets;
}

function numbersOf(sheets) {
  return new Map(sheets.flatMap((sheet, number) => sheet.flatMap((block) => block.boxes.map((box) => [box.id, number]))));
}

// Whether the line of a second way upward stays within a block that holds both its ends.
const isDrawnIn = ({ from, to, corners }, { boxes, drop, ...block }) => [from, to].every((id) => boxes.some((box) => box.id === id)) && corners.every(([x, y]) => isWithin([x, y + drop(y)], block));

const shownBoxes = () => picture().boxes.filter((box) => isDrawn(box.node));

// ---- Blocks: parts of the picture that stay together
function blockOf(own, ownHeadings = [], under = null) {
  const longer = own.map((box) => [box.y + box.height, wordsAbove(box.id, () => RESERVED).length * page.sizes.line]).filter(([, more]) => more);
  const drop = (y) => longer.reduce((sum, [bottom, more]) => sum + (bottom <= y ? more : 0), 0);
  const boxes = own.map((box) => ({ ...box, y: box.y + drop(box.y), height: box.height + wordsAbove(box.id, () => RESERVED).length * page.sizes.line }));
  const headings = ownHeadings.map(([text, x, y, level]) => [text, x, y + drop(y), level]);
  const right = Math.max(...boxes.map((box) => box.x + page.sizes.width), ...headings.map(([text, x]) => x + text.length * 7)), bottom = Math.max(...boxes.map((box) => box.y + box.height), ...headings.map(([, , y]) => y));
  const left = Math.min(...boxes.map((box) => box.x), ...headings.map(([, x]) => x)), top = Math.min(...boxes.map((box) => box.y), ...headings.map(([, , y]) => y - 16));
  return { boxes, headings, under, drop, x: left, y: top - (under ? CAPTION : 0), width: Math.max(right - left + 6, under ? 220 : 0), height: bottom - top + 6 + (under ? CAPTION : 0) };
}

function blocks(room) {
  const shown = new Set(shownBoxes()), roots = [...shown].filter((box) => !box.parent || !shown.has(box.parent));
  const trees = roots.filter((box) => box.children.some((child) => shown.has(child))), alone = roots.filter((box) => !trees.includes(box));
  return [...trees.flatMap((root) => cut(root, null, room, shown)), ...columnsOf(alone, room)];
}

function branchOf(root, shown) {
  const found = [root];
  for (let number = 0; number < found.length; number += 1) found.push(...found[number].children.filter((child) => shown.has(child)));
  return found;
}

// A branch that fits is a block; else its head stands with those under it that have nobody under them, and its branches become blocks of their own.
function cut(root, under, room, shown) {
  const made = [], waiting = [[root, under]];
  while (waiting.length) {
    const [head, above] = waiting.shift(), whole = blockOf(branchOf(head, shown), [], above);
    if (fitsIn(whole, room)) { made.push(whole); continue; }
    const children = head.children.filter((child) => shown.has(child)), branches = children.filter((child) => child.children.some((below) => shown.has(below)));
    const leaves = children.filter((child) => !branches.includes(child)), together = blockOf([head, ...leaves], [], above);
    if (fitsIn(together, room)) made.push(together);
    else made.push(blockOf([head], [], above), ...pieces(leaves, room, head));
    waiting.unshift(...branches.map((child) => [child, head]));
  }
  return made;
}

const fitsIn = (block, room) => block.width <= room.width && block.height <= room.height;

// Boxes in as few blocks as their places allow.
function pieces(boxes, room, under, headings = []) {
  const made = [];
  let run = [];
  for (const box of boxes) {
    if (run.length && !fitsIn(blockOf([...run, box], [], under), room)) { made.push(run); run = []; }
    run.push(box);
  }
  if (run.length) made.push(run);
  return made.map((found) => blockOf(found, headings.filter((heading) => belongs(heading, found)), under));
}

// The bodies that stand apart: column by column, each heading with the boxes below it.
function columnsOf(alone, room) {
  const columns = new Map();
  for (const box of alone) columns.set(box.x, [...(columns.get(box.x) ?? []), box]);
  const headings = picture().headings.filter(([, , , level]) => level > 1);
  const below = { ...room, height: room.height - TITLE };
  return [...columns.values()].flatMap((boxes) => pieces(boxes.sort((one, other) => one.y - other.y), below, null, headings)).map((block) => ({ ...block, apart: true }));
}

function belongs([, x, y], boxes) {
  const below = boxes.filter((box) => box.x === x && box.y > y).sort((one, other) => one.y - other.y)[0];
  return below !== undefined && below.y - y < 20;
}

// ---- Sheets: blocks in rows, in their order. The bodies that stand apart begin a row, under their title.
function packed(all, room) {
  const sheets = [];
  let x = 0, y = 0, row = 0, sheet = [];
  for (const block of all) {
    const begins = () => block.apart && !sheet.some((other) => other.apart);
    if (x && (begins() || x + block.width > room.width)) { x = 0; y += row + APART_BY; row = 0; }
    if (sheet.length && y + (begins() ? TITLE : 0) + block.height > room.height) { sheets.push(sheet); sheet = []; x = y = row = 0; }
    const title = begins() ? { title: titleOf(sheets), titleAt: y + 16 } : {};
    if (begins()) y += TITLE;
    sheet.push({ ...block, ...title, dx: x - block.x, dy: y - block.y });
    x += block.width + APART_BY;
    row = Math.max(row, block.height);
  }
  if (sheet.length) sheets.push(sheet);
  return sheets;
}

const titleOf = (before) => `${picture().headings.find(([, , , level]) => level === 1)?.[0] ?? page.apart}${before.flat().some((block) => block.apart) ? ", fortsat" : ""}`;

function sheetDrawing(sheet, ink, sheetOf) {
  const inside = sheet.flatMap((block) => {
    const { dx = 0, dy = 0, boxes, under, drop, title, titleAt } = block, here = new Map(boxes.map((box) => [box.id, box]));
    const lines = boxes.filter((box) => box.parent && here.has(box.parent.id)).map((box) => lineDrawing(route(here.get(box.parent.id), box), ink));
    const others = detours().filter((line) => isDrawnIn(line, block)).map(({ corners }) => ({ corners: corners.map(([x, y]) => [x, y + drop(y)]) }));
    const caption = under ? [textDrawing(`Under ${under.node.label} (ark ${sheetOf.get(under.id) + 1})`, block.x, block.y + 10, ink)] : [];
    if (title) caption.push(headingDrawing([title, -dx, titleAt - dy, 1], ink));
    return svg("g", { transform: `translate(${dx} ${dy})` }, ...others.flatMap(({ corners }) => [lineDrawing(corners, ink, "5 4"), headDrawing(corners.at(-1), corners.at(-2), ink.line)]),
      ...lines, ...caption, ...block.headings.map((heading) => headingDrawing(heading, ink)), ...boxes.map((box) => boxDrawing(box, ink)));
  });
  const right = Math.max(...sheet.map((block) => block.x + (block.dx ?? 0) + block.width)), bottom = Math.max(...sheet.map((block) => block.y + (block.dy ?? 0) + block.height));
  return { inside, right, bottom };
}

const isWithin = ([x, y], block) => block.x - 8 <= x && x <= block.x + block.width + 8 && block.y - 8 <= y && y <= block.y + block.height + 8;

// What every picture of a part of the organisation says of itself.
const partly = () => ($("_part") ? `. ${$("_part").textContent}` : "");

function fillPaper() {
  const shown = shownBoxes();
  if (!shown.length) return $("_paper").replaceChildren();
  const { scale, sheets } = sheetsNeeded(), sheetOf = numbersOf(sheets);
  const title = `${document.querySelector("h1").textContent} pr. ${stop().title}${page.sides.length > 1 ? ` (${document.querySelector("[data-side][aria-pressed=true]").textContent.toLowerCase()})` : ""}${partly()}`;
  $("_paper").replaceChildren(...sheets.map((sheet, number) => {
    const { inside, right, bottom } = sheetDrawing(sheet, PAPER_INK, sheetOf);
    const drawn = drawing(right, bottom, { width: `${((right + 16) * scale).toFixed(2)}mm`, height: `${((bottom + 16) * scale).toFixed(2)}mm`, role: "img", "aria-label": `${title}, ark ${number + 1}` }, ...inside);
    return element("figure", {}, drawn, element("figcaption", {}, `${title}${sheets.length > 1 ? ` · ark ${number + 1} af ${sheets.length}` : ""}`));
  }));
}

let unfolded = [];
window.addEventListener("beforeprint", () => {
  if (state.view === "near" && state.chosen) $("_paper").replaceChildren(element("figure", { class: "fitted" }, nearDrawing(nodeById.get(state.chosen), PAPER_INK), element("figcaption", {}, `Omegnen af ${nameOf(state.chosen)} pr. ${stop().title}${partly()}`)));
  else fillPaper();
  $("_paper").hidden = false;
  unfolded = open ? [...open.querySelectorAll("details:not([open])")] : [];
  for (const details of unfolded) details.open = true;
});
window.addEventListener("afterprint", () => {
  $("_paper").hidden = true;
  for (const details of unfolded) details.open = false;
});
$("_print").addEventListener("click", () => window.print());

// ---- Files
function currentDrawing() {
  const node = nodeById.get(state.chosen);
  return state.view === "near" && node ? nearDrawing(node, PAPER_INK) : pictureDrawing(PAPER_INK);
}

function fileName(ending) {
  const what = state.view === "near" && state.chosen ? fold(nameOf(state.chosen)) : fold($("_part")?.dataset.name ?? "organisation");
  return `${what.replace(/[^a-z0-9]+/g, "-").slice(0, 60)}-${isoOf(day())}.${ending}`;
}

// A picture of a part says so in a line below.
function withPart(drawn) {
  if (!$("_part")) return drawn;
  const words = $("_part").textContent, [x, y, width, height] = drawn.getAttribute("viewBox").split(" ").map(Number);
  const size = { width: Math.max(width, words.length * 7), height: height + 28 };
  for (const [name, value] of Object.entries({ ...size, viewBox: `${x} ${y} ${size.width} ${size.height}` })) drawn.setAttribute(name, value);
  drawn.append(textDrawing(words, 0, y + height + 12, PAPER_INK));
  return drawn;
}

function svgText() {
  const drawn = withPart(currentDrawing());
  for (const link of drawn.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  drawn.insertBefore(svg("title", {}, fileName("svg")), drawn.firstChild);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawn)}`;
}

function save(blob, name) {
  const address = URL.createObjectURL(blob), link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const MOST_PIXELS = 16000;
function savePng() {
  const image = new Image(), address = URL.createObjectURL(new Blob([svgText()], { type: "image/svg+xml" }));
  image.addEventListener("load", () => {
    const scale = Math.min(2, MOST_PIXELS / Math.max(image.width, image.height)), canvas = element("canvas", { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
    const ctx = canvas.getContext("2d");
    ctx.fillStyle = PAPER_INK.paper;
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    canvas.toBlob((blob) => { if (blob) save(blob, fileName("png")); else say("Billedet er for stort til PNG. Hent det som SVG."); }, "image/png");
  });
  image.src = address;
}

$("_svg").addEventListener("click", () => save(new Blob([svgText()], { type: "image/svg+xml" }), fileName("svg")));
$("_png").addEventListener("click", savePng);
