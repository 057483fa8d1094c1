// The panel: the fact sheets stand in the page; one is shown. Their ids are taken off, so that the browser never scrolls to a hidden one.
const articles = new Map([...document.querySelectorAll("#_panel article")].map((article) => {
  article.dataset.id = article.id;
  article.removeAttribute("id");
  return [article.dataset.id, article];
}));
let open = null;

function showSheet(id) {
  if (open) open.classList.remove("open");
  open = articles.get(id) ?? null;
  open?.classList.add("open");
  $("_unknown").hidden = id === null || open !== null;
  $("_unknown-id").textContent = id ?? "";
  document.body.classList.toggle("chosen", id !== null);
  $("_panel").scrollTop = 0;
  markOff();
}

function markOff() {
  if (!open) {
    $("_notice").hidden = true;
    return;
  }
  for (const line of open.querySelectorAll("li[data-r]")) line.classList.toggle("off", !lives(edges[line.dataset.r]));
  const node = nodeById.get(open.dataset.id);
  const absent = !lives(node);
  $("_notice").hidden = !absent;
  if (absent) showAbsence(node);
}

function showAbsence(node) {
  const title = page.stops[state.stop].title;
  const why = node.life[0] >= node.life[1] ? "Dokumenterne siger ikke, hvornår det begyndte, og taler først om det, efter at det er ophørt."
    : node.life[1] <= day() ? `Findes ikke længere ${title}.` : node.life[2] ? `Findes ikke endnu ${title}.` : `Omtales først senere end ${title}.`;
  const there = page.stops.findIndex((stop) => lives(node, stop.day));
  $("_notice").replaceChildren(why);
  if (there >= 0) {
    const button = element("button", { type: "button" }, `Vis ${page.stops[there].title}`);
    button.addEventListener("click", () => moveTo(there));
    $("_notice").append(" ", button);
  }
}

function focusPanel() {
  (open ?? $("_unknown")).querySelector("h2").focus({ preventScroll: true });
}

$("_close").addEventListener("click", () => { go(null); if (state.view === "map") $("_canvas").focus(); });
