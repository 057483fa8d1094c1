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
  return element("li", {}, badge(box.node), " ", link, ...(under ? [under] : []));
}

// ---- Table
const collator = new Intl.Collator("da", { numeric: true });
const sorting = { column: null, down: false };
const columns = [(edge) => nodeById.get(edge.from).label, (edge) => page.types[edge.type][0], (edge) => nodeById.get(edge.to).label, (edge) => edge.when, (edge) => edge.where];

function fillTable() {
  const shown = edges.filter(isShown);
  if (sorting.column !== null) {
    const key = columns[sorting.column];
    shown.sort((one, other) => collator.compare(key(one), key(other)) * (sorting.down ? -1 : 1));
  }
  $("_rows").replaceChildren(...shown.map(row));
  $("_count").textContent = shown.length ? `${shown.length} relationer pr. ${page.stops[state.stop].title}.` : "Ingen relationer på denne dato med de valgte filtre.";
}

function row(edge) {
  const cells = [linkTo(nodeById.get(edge.from)), page.types[edge.type][0] + (edge.status ? ` (${edge.status})` : ""), linkTo(nodeById.get(edge.to)), edge.when, edge.where];
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
function showView() {
  for (const name of ["map", "tree", "table"]) $(`_${name}`).hidden = name !== state.view;
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", button.dataset.view === state.view);
  if (state.view === "tree") fillTree();
  if (state.view === "table") fillTable();
  if (state.view === "map") network.redraw();
}

for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => { state.view = button.dataset.view; showView(); });
}
