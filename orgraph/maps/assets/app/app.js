// Puts the parts together: what happens when something is chosen, the date moves, a filter
// changes.
/** @type {Id | null} */
let addressed = null; // the id in the address: the chosen one, or one that nobody knows

/** @type {(id: Id | null) => void} */
function go(id) {
  pushAddress(id);
  choose(id);
}

/** @type {(id: Id | null) => void} */
function choose(id) {
  const before = state.chosen;
  const wasClosed = !document.body.classList.contains("chosen");
  addressed = id;
  state.chosen = id !== null && nodeById.has(id) ? id : null;
  showSheet(id);
  $("_prompt").hidden = id !== null;
  if ((id === null) !== wasClosed) resized();
  drawRelations();
  if (state.chosen && id !== before) showChosen();
  if (state.view !== "map" && state.view !== "table") fillView[state.view]();
  if (state.chosen) say(format(wording.chosen, { name: nameOf(state.chosen) }));
}

// The corner of the picture stays where it is when the map becomes narrower or wider.
function resized() {
  const { clientWidth, clientHeight } = $("_canvas");
  if (!clientWidth || !clientHeight) return;
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const scale = network.getScale();
  network.setSize(`${clientWidth}px`, `${clientHeight}px`);
  network.moveTo({
    scale,
    position: { x: corner.x + clientWidth / 2 / scale, y: corner.y + clientHeight / 2 / scale },
  });
}

onChange((what) => {
  fillMap();
  drawRelations();
  countLegend();
  if (what !== "filter") {
    showSide();
    showDate();
    refreshSheet();
  }
  showView();
});

// Back, forward, and addresses written by hand.
function obey() {
  if (!isOwnAddress()) return false;
  const before = [state.side, ...state.stops].join();
  const id = obeyAddress();
  if (before !== [state.side, ...state.stops].join()) tell("side");
  else showView();
  choose(id);
  return true;
}

window.addEventListener("popstate", obey);
window.addEventListener("hashchange", () => {
  if (obey() && state.chosen) focusPanel();
});
window.addEventListener("resize", resized);
$("_in").addEventListener("click", () => zoom(1.25));
$("_out").addEventListener("click", () => zoom(0.8));
$("_whole").addEventListener("click", showWhole);
$("_filters").addEventListener("click", () => {
  const shown = document.body.classList.toggle("side");
  $("_filters").setAttribute("aria-expanded", String(shown));
  resized();
});

// ---- Light and dark
const systemDark = matchMedia("(prefers-color-scheme: dark)");

/** @type {(dark: boolean) => void} */
function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  $("_theme").setAttribute("aria-pressed", String(dark));
  readColours();
  /** @type {NodeListOf<SVGElement>} */
  const samples = document.querySelectorAll(".sample line");
  for (const line of samples) {
    const { light = "", dark: darker = "" } = line.dataset;
    line.setAttribute("stroke", colours.dark ? darker : light);
  }
  drawRelations();
  if (state.view === "near") showNear();
}

$("_theme").addEventListener("click", () =>
  setTheme(document.documentElement.dataset.theme !== "dark"),
);
for (const system of [systemDark, systemColours]) {
  system.addEventListener("change", () => setTheme(systemDark.matches));
}

/** @type {(then: () => void) => void} */
const whenIdle = (then) => {
  // Safari has no idle callbacks.
  if ("requestIdleCallback" in window) requestIdleCallback(then, { timeout: 300 });
  else setTimeout(then);
};

// ---- Begin: first what is seen, then, when it has been painted, what the pointer and the keys
// need.
const asked = obeyAddress();
makeLegend();
setTheme(systemDark.matches);
showSide();
showDate();
countLegend();
showView();
resized();
showStart();
if (asked !== null && isOwnAddress()) choose(asked);
requestAnimationFrame(() =>
  requestAnimationFrame(() =>
    whenIdle(() => {
      if (!isFilled) fillMap();
      window.kort.ready = true;
    }),
  ),
);
window.kort = {
  network,
  state,
  page,
  nodes,
  edges,
  picture,
  route,
  curves: () => curves,
  isShown,
  detours,
  sheetsNeeded,
  findWay,
  waysThatStop,
  stops,
  changeOf,
  fold,
  ready: false,
};
