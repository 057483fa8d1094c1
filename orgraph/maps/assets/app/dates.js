// The date slider and the legend.
const NAMES_SHOWN = 6;

function moveTo(place) {
  if (state.side === CHANGES) return;
  state.stops[sideShown()] = Math.min(stops().length - 1, Math.max(0, place));
  replaceAddress(state.chosen);
  tell("date");
}

function showDate() {
  const { title } = stop(), place = stops().indexOf(stop()), fixed = state.side === CHANGES;
  const whole = (text) => text.replaceAll(" ", "\u00a0");
  $("_date").textContent = fixed ? `${whole(page.sides[BEFORE].stops[page.sides[BEFORE].start].title)} → ${whole(title)}` : title;
  $("_tree-date").textContent = title;
  $("_slider").max = stops().length - 1;
  $("_slider").value = place;
  $("_slider").setAttribute("aria-valuetext", title);
  $("_slider").disabled = fixed;
  $("_earlier").disabled = fixed || place === 0;
  $("_later").disabled = fixed || place === stops().length - 1;
  if (fixed) showDifference();
  else showChanges(stop());
}

function showChanges(now) {
  const lines = [["", now.changes], ["Begynder", now.begun], ["Ophører", now.ended], ["Omtales første gang", now.mentioned]].filter(([, places]) => places?.length);
  const inside = lines.map(([heading, places]) => changeLine(heading, places.map((place) => nodes[place])));
  const words = relationWords(now.relations ?? [0, 0, 0]);
  if (words) inside.push(element("p", {}, words));
  if (!inside.length) inside.push(element("p", { class: "hint" }, stops().length > 1 ? "Den valgte dag. Intet ændrer sig netop her." : "Dokumenterne nævner ingen ændringer over tid."));
  $("_changes").replaceChildren(...inside);
}

// What differs between the two sides: bodies by name, everything else by number.
function showDifference() {
  const bodies = nodes.filter(isBody).map((node) => [node, changeOf(node)]), between = edges.map(changeOf);
  const lines = [["Ophører", ENDS], ["Begynder", BEGINS], ["Ændres", CHANGED]].map(([heading, word]) => [heading, bodies.filter(([, change]) => change === word).map(([node]) => node)]).filter(([, found]) => found.length);
  const words = relationWords([between.filter((change) => change === BEGINS).length, between.filter((change) => change === ENDS).length, 0]);
  $("_changes").replaceChildren(...lines.map(([heading, found]) => changeLine(heading, found)), element("p", {}, words || "Ingen relationer begynder eller ophører."));
}

function changeLine(heading, found) {
  const links = found.map(linkTo);
  const list = element("ul", {}, ...links.slice(0, NAMES_SHOWN).map((link) => element("li", {}, link)));
  const line = element("div", {}, ...(heading ? [element("h3", {}, `${heading} (${found.length})`)] : []), list);
  if (links.length > NAMES_SHOWN) {
    line.append(element("details", {}, element("summary", {}, `og ${links.length - NAMES_SHOWN} til`), element("ul", {}, ...links.slice(NAMES_SHOWN).map((link) => element("li", {}, link)))));
  }
  return line;
}

function relationWords([begun, ended, mentioned]) {
  const parts = [[begun, "begynder"], [ended, "ophører"], [mentioned, "omtales første gang"]].filter(([count]) => count);
  return parts.length ? `Relationer: ${parts.map(([count, word]) => `${count} ${word}`).join(", ")}.` : "";
}

$("_slider").addEventListener("input", () => moveTo(Number($("_slider").value)));
$("_earlier").addEventListener("click", () => moveTo(stops().indexOf(stop()) - 1));
$("_later").addEventListener("click", () => moveTo(stops().indexOf(stop()) + 1));

// ---- Before and after
for (const button of document.querySelectorAll("[data-side]")) {
  button.addEventListener("click", () => {
    state.side = Number(button.dataset.side);
    pushAddress(state.chosen);
    tell("side");
  });
}

function showSide() {
  for (const button of document.querySelectorAll("[data-side]")) button.setAttribute("aria-pressed", Number(button.dataset.side) === state.side);
}

// ---- Legend
const presentKinds = page.kinds.map((kind, number) => number).filter((number) => nodes.some((node) => isBody(node) && node.group === number));
const presentFamilies = page.families.map((family, number) => number).filter((number) => edges.some((edge) => familyOf(edge) === number));

function makeLegend() {
  $("_kinds").append(...presentKinds.map((number) => legendLine(state.hiddenKinds, number, badge({ group: number }), page.kinds[number][PLURAL])));
  $("_families").append(...presentFamilies.map((number) => legendLine(state.hiddenFamilies, number, lineSample(number), page.families[number][0])));
}

function legendLine(hidden, number, sample, name) {
  const box = element("input", { type: "checkbox", checked: "" });
  box.addEventListener("change", () => { box.checked ? hidden.delete(number) : hidden.add(number); tell("filter"); });
  return element("li", {}, element("label", {}, box, sample, element("span", {}, name), element("small", {})));
}

function lineSample(number) {
  const [, light, dark, dash] = page.families[number];
  const line = svg("line", { x1: 0, x2: 36, y1: 5, y2: 5, "stroke-width": 2.5, "stroke-dasharray": dash.join(" "), "data-light": light, "data-dark": dark });
  return svg("svg", { width: 36, height: 10, "aria-hidden": "true", class: "sample" }, line);
}

function countLegend() {
  const bodies = picture().boxes.map((box) => box.node), living = edges.filter((edge) => (state.side === CHANGES ? changeOf(edge) : lives(edge)));
  [...$("_kinds").children].forEach((line, place) => { count(line, bodies.filter((node) => node.group === presentKinds[place]).length); });
  [...$("_families").children].forEach((line, place) => { count(line, living.filter((edge) => familyOf(edge) === presentFamilies[place]).length); });
}

function count(line, number) {
  line.querySelector("small").textContent = number;
  line.classList.toggle("zero", number === 0);
}
