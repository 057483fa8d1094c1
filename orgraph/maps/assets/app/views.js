// The tree and the table: the same bodies and relations as the map, for the same day and filters.
function fillTree() {
  const { boxes } = picture();
  const roots = boxes.filter((box) => !box.parent && box.children.length), alone = boxes.filter((box) => !box.parent && !box.children.length);
  const [forest, rest] = [branch(roots), branch(alone)];
  $("_branches").replaceChildren(...(forest ? [forest] : []), ...(rest ? [element("h3", {}, page.apart), rest] : []));
  if (!forest && !rest) $("_branches").append(element("p", { class: "hint" }, $("_empty").textContent));
}

function branch(boxes) {
  const items = boxes.map(leaf).filter(Boolean);
  return items.length ? element("ul", {}, ...items) : null;
}

function leaf(box) {
  const under = branch(box.children);
  if (!under && !isDrawn(box.node)) return null;
  const link = linkTo(box.node);
  if (box.id === state.chosen) link.setAttribute("aria-current", "true");
  return element("li", {}, badge(box.node), " ", link, ...(box.change ? [" ", element("b", { class: `tag ${MARKS[box.change]}` }, box.change)] : []), ...(under ? [under] : []));
}

// ---- Table
let collator = null;
const sorting = { column: null, down: false };
const columns = [(edge) => nodeById.get(edge.from).label, verbOf, (edge) => nodeById.get(edge.to).label, whenOf, placesOf];

function fillTable() {
  const shown = edges.filter(isShown);
  if (sorting.column !== null) {
    const key = columns[sorting.column];
    collator ??= new Intl.Collator("da", { numeric: true });
    shown.sort((one, other) => collator.compare(key(one), key(other)) * (sorting.down ? -1 : 1));
  }
  $("_rows").replaceChildren(...shown.map(row));
  $("_count").textContent = shown.length ? `${shown.length} relationer pr. ${stop().title}.` : "Ingen relationer på denne dato med de valgte filtre.";
}

function verbOf(edge) {
  const said = [edge.status, state.side === CHANGES ? changeOf(edge) : ""].filter(Boolean);
  return page.types[edge.type][DANISH] + (said.length ? ` (${said.join(", ")})` : "");
}

function row(edge) {
  const cells = [linkTo(nodeById.get(edge.from)), verbOf(edge), linkTo(nodeById.get(edge.to)), whenOf(edge), placesOf(edge)];
  return element("tr", { "data-r": edge.id }, ...cells.map((cell) => element("td", {}, cell)));
}

for (const button of document.querySelectorAll("[data-sort]")) {
  button.addEventListener("click", () => {
    const column = Number(button.dataset.sort);
    sorting.down = sorting.column === column && !sorting.down;
    sorting.column = column;
    for (const other of document.querySelectorAll("[data-sort]")) {
      other.parentElement.setAttribute("aria-sort", other !== button ? "none" : sorting.down ? "descending" : "ascending");
    }
    fillTable();
  });
}

// ---- Which one is seen
const fillView = { map: redraw, near: showNear, way: showWay, tree: fillTree, table: fillTable };

function showView() {
  document.body.dataset.shown = state.view;
  for (const name of Object.keys(fillView)) $(`_${name}`).hidden = name !== state.view;
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", button.dataset.view === state.view);
  fillView[state.view]();
}

for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => {
    state.view = button.dataset.view;
    pushAddress(addressed);
    showView();
  });
}
