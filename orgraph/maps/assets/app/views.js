// The tree and the table: the same bodies and relations as the map, for the same day and filters.
function fillTree() {
  const { boxes } = picture();
  const roots = boxes.filter((box) => !box.parent && box.children.length);
  const alone = boxes.filter((box) => !box.parent && !box.children.length);
  const [forest, rest] = [branch(roots), branch(alone)];
  $("_branches").replaceChildren(
    ...(forest ? [forest] : []),
    ...(rest ? [element("h3", {}, page.apart), rest] : []),
  );
  if (!forest && !rest) $("_branches").append(hint($("_empty").textContent));
}

/** @type {(boxes: Box[]) => HTMLElement | null} */
function branch(boxes) {
  const items = boxes.map(leaf).filter((item) => item !== null);
  return items.length ? element("ul", {}, ...items) : null;
}

/** @type {(box: Box) => HTMLElement | null} */
function leaf(box) {
  const under = branch(box.children);
  if (!under && !isDrawn(box.node)) return null;
  const link = linkTo(box.node);
  if (box.id === state.chosen) link.setAttribute("aria-current", "true");
  return element(
    "li",
    {},
    badge(box.node),
    " ",
    link,
    ...(box.change ? [" ", changeTag(box.change)] : []),
    ...(under ? [under] : []),
  );
}

// ---- Table
/** @type {Intl.Collator | null} */
let collator = null;
/** @type {{ column: number | null; down: boolean }} */
const sorting = { column: null, down: false };
/** @type {((edge: Edge) => string)[]} */
const columns = [
  (edge) => nameOf(edge.from),
  verbOf,
  (edge) => nameOf(edge.to),
  (edge) => whenOf(edge.entry),
  placesOf,
];

function fillTable() {
  const shown = edges.filter(isShown);
  if (sorting.column !== null) {
    const key = columns[sorting.column];
    const { lang } = document.documentElement;
    const { compare } = (collator ??= new Intl.Collator(lang, { numeric: true }));
    shown.sort((one, other) => compare(key(one), key(other)) * (sorting.down ? -1 : 1));
  }
  $("_rows").replaceChildren(...shown.map(row));
  $("_count").textContent = shown.length
    ? formatCount(counts.relations, { count: shown.length, day: stopShown().title })
    : wording.noRelations;
}

/** @type {(edge: Edge) => string} */
function verbOf(edge) {
  const said = [edge.status, changeShown(edge)].filter(Boolean);
  return page.types[edge.type][DANISH] + (said.length ? ` (${said.join(", ")})` : "");
}

/** @type {(edge: Edge) => HTMLElement} */
function row(edge) {
  const cells = [
    linkTo(nodeAt(edge.from)),
    verbOf(edge),
    linkTo(nodeAt(edge.to)),
    whenOf(edge.entry),
    placesOf(edge),
  ];
  return element("tr", { "data-r": edge.id }, ...cells.map((cell) => element("td", {}, cell)));
}

for (const button of buttonsWith("data-sort")) {
  button.addEventListener("click", () => {
    const column = Number(button.dataset.sort);
    sorting.down = sorting.column === column && !sorting.down;
    sorting.column = column;
    for (const other of buttonsWith("data-sort")) {
      const order = other !== button ? "none" : sorting.down ? "descending" : "ascending";
      other.parentElement?.setAttribute("aria-sort", order);
    }
    fillTable();
  });
}

// ---- Which one is seen
/** @type {Record<View, () => void>} */
const fillView = { map: redraw, near: showNear, way: showWay, tree: fillTree, table: fillTable };

function showView() {
  document.body.dataset.shown = state.view;
  for (const name of Object.keys(fillView)) $(`_${name}`).hidden = name !== state.view;
  for (const button of buttonsWith("data-view")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  }
  fillView[state.view]();
}

for (const button of buttonsWith("data-view")) {
  button.addEventListener("click", () => {
    state.view = /** @type {View} */ (button.dataset.view);
    pushAddress(addressed);
    showView();
  });
}
