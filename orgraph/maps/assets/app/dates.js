// The date slider and the legend.
const NAMES_SHOWN = 6;

function moveTo(stop) {
  state.stop = Math.min(page.stops.length - 1, Math.max(0, stop));
  tell("date");
}

function showDate() {
  const stop = page.stops[state.stop];
  $("_date").textContent = $("_tree-date").textContent = stop.title;
  $("_slider").value = state.stop;
  $("_slider").setAttribute("aria-valuetext", stop.title);
  $("_earlier").disabled = state.stop === 0;
  $("_later").disabled = state.stop === page.stops.length - 1;
  $("_caption").textContent = `${document.querySelector("h1").textContent} pr. ${stop.title}`;
  showChanges(stop);
}

function showChanges(stop) {
  const lines = [["", stop.changes], ["Begynder", stop.begun], ["Ophører", stop.ended], ["Omtales første gang", stop.mentioned]].filter(([, ids]) => ids?.length);
  const inside = lines.map(([heading, ids]) => changeLine(heading, ids));
  const words = relationWords(stop.relations ?? [0, 0, 0]);
  if (words) inside.push(element("p", {}, words));
  if (!inside.length) inside.push(element("p", { class: "hint" }, page.stops.length > 1 ? "Den valgte dag. Intet ændrer sig netop her." : "Dokumenterne nævner ingen ændringer over tid."));
  $("_changes").replaceChildren(...inside);
}

function changeLine(heading, ids) {
  const links = ids.map((id) => linkTo(nodeById.get(id)));
  const list = element("ul", {}, ...links.slice(0, NAMES_SHOWN).map((link) => element("li", {}, link)));
  const line = element("div", {}, ...(heading ? [element("h3", {}, `${heading} (${ids.length})`)] : []), list);
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
$("_earlier").addEventListener("click", () => moveTo(state.stop - 1));
$("_later").addEventListener("click", () => moveTo(state.stop + 1));

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
  const sample = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
  for (const [key, value] of Object.entries({ width: 36, height: 10, "aria-hidden": "true", class: "sample" })) sample.setAttribute(key, value);
  for (const [key, value] of Object.entries({ x1: 0, x2: 36, y1: 5, y2: 5, "stroke-width": 2.5, "stroke-dasharray": dash.join(" ") })) line.setAttribute(key, value);
  line.dataset.light = light;
  line.dataset.dark = dark;
  sample.append(line);
  return sample;
}

function countLegend() {
  const bodies = nodes.filter((node) => isBody(node) && lives(node)), living = edges.filter((edge) => lives(edge));
  [...$("_kinds").children].forEach((line, place) => { count(line, bodies.filter((node) => node.group === presentKinds[place]).length); });
  [...$("_families").children].forEach((line, place) => { count(line, living.filter((edge) => familyOf(edge) === presentFamilies[place]).length); });
}

function count(line, number) {
  line.querySelector("small").textContent = number;
  line.classList.toggle("zero", number === 0);
}
