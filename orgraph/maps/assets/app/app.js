// Puts the parts together: what happens when something is chosen, the date moves, a filter changes, the page is printed.
function go(id) {
  if (id === null) history.pushState(null, "", location.pathname + location.search);
  else if (id !== state.chosen) history.pushState(null, "", `#${encodeURIComponent(id)}`);
  choose(id);
}

function choose(id) {
  const before = state.chosen, wasClosed = !document.body.classList.contains("chosen");
  state.chosen = nodeById.has(id) ? id : null;
  showSheet(id);
  $("_prompt").hidden = id !== null;
  if ((id === null) !== wasClosed) resized();
  drawRelations();
  if (state.chosen && id !== before) showChosen();
  if (state.view === "tree") fillTree();
  if (state.chosen) say(`Valgt: ${nodeById.get(state.chosen).label}`);
}

function chosenInAddress() {
  const part = location.hash.slice(1);
  if (!part || part === "_panel") return null;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

// The corner of the picture stays where it is when the map becomes narrower or wider.
function resized() {
  const { clientWidth, clientHeight } = $("_canvas");
  const corner = network.DOMtoCanvas({ x: 0, y: 0 }), scale = network.getScale();
  network.setSize(`${clientWidth}px`, `${clientHeight}px`);
  network.redraw();
  network.moveTo({ scale, position: { x: corner.x + clientWidth / 2 / scale, y: corner.y + clientHeight / 2 / scale } });
}

onChange((what) => {
  fillMap();
  drawRelations();
  countLegend();
  if (what === "date") {
    showDate();
    markOff();
  }
  showView();
});

window.addEventListener("hashchange", () => { if (location.hash !== "#_panel") { choose(chosenInAddress()); if (state.chosen) focusPanel(); } });
window.addEventListener("popstate", () => { if (location.hash !== "#_panel") choose(chosenInAddress()); });
window.addEventListener("resize", resized);
$("_in").addEventListener("click", () => zoom(1.25));
$("_out").addEventListener("click", () => zoom(0.8));
$("_whole").addEventListener("click", showWhole);
$("_filters").addEventListener("click", () => {
  const shown = document.body.classList.toggle("side");
  $("_filters").setAttribute("aria-expanded", shown);
  resized();
});

// ---- Light and dark
const systemDark = matchMedia("(prefers-color-scheme: dark)");

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  $("_theme").setAttribute("aria-pressed", dark);
  readColours();
  for (const line of document.querySelectorAll(".sample line")) line.setAttribute("stroke", dark ? line.dataset.dark : line.dataset.light);
  drawRelations();
}

$("_theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme !== "dark"));
systemDark.addEventListener("change", () => setTheme(systemDark.matches));

// ---- Paper: the picture is moved to the shown day, and the quotations of the chosen one are opened.
const svgBoxes = new Map();
const boxesAtStart = picture().boxes;
[...$("_boxes").children].forEach((group, place) => svgBoxes.set(boxesAtStart[place].id, group));

function svg(name, attributes, text = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

function redrawPicture() {
  const { boxes, headings, width, height } = picture();
  $("_svg").setAttribute("viewBox", `-8 -8 ${width + 16} ${height + 16}`);
  $("_boxes").replaceChildren(...boxes.map(pictureBox));
  $("_headings").replaceChildren(...headings.map(([text, x, y, level]) => svg("text", { class: `h${level}`, x, y }, text)));
  const lines = boxes.filter((box) => box.parent).map((box) => svg("path", { d: `M${route(box.parent, box).map((corner) => corner.join(" ")).join("L")}` }));
  $("_lines").replaceChildren(...lines);
}

function pictureBox(box) {
  const group = svgBoxes.get(box.id) ?? newPictureBox(box);
  svgBoxes.set(box.id, group);
  group.setAttribute("transform", `translate(${box.x} ${box.y})`);
  return group;
}

function newPictureBox({ node, height }) {
  const { width, stripe, line } = page.sizes, kind = kindOf(node);
  const group = svg("g", kind ? { class: `k${node.group} ${kind[STRIPE]}` } : {});
  if (node.mark?.includes("flere")) group.append(svg("rect", { class: "box", x: 4, y: 4, width, height, rx: 4 }));
  group.append(svg("rect", { class: node.mark?.includes("type") ? "box type" : "box", width, height, rx: 4 }));
  group.append(svg("path", { class: "stripe", d: `M${stripe} 0V${height}H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z` }));
  group.append(svg("text", { class: "code", x: stripe / 2 + 1, y: height / 2 + 4 }, kind ? kind[CODE] : ""));
  node.lines.forEach((text, number) => group.append(svg("text", { x: stripe + 9, y: (height - node.lines.length * line) / 2 + (number + 1) * line - 3 }, text)));
  return group;
}

let opened = [];
window.addEventListener("beforeprint", () => {
  redrawPicture();
  opened = open ? [...open.querySelectorAll("details:not([open])")] : [];
  for (const details of opened) details.open = true;
});
window.addEventListener("afterprint", () => { for (const details of opened) details.open = false; });
$("_print").addEventListener("click", () => window.print());

// ---- Begin
makeLegend();
readColours();
fillMap();
setTheme(systemDark.matches);
showDate();
countLegend();
showView();
resized();
showStart();
if (chosenInAddress() !== null) choose(chosenInAddress());
window.kort = { network, state, page, nodes, edges, picture, route, curves: () => curves, isShown, ready: true };
