// The date slider and the legend.
const NAMES_SHOWN = 6;

/** @type {(place: number) => void} */
function moveToStop(place) {
  if (state.side === CHANGES) return;
  state.stops[sideShown()] = Math.min(stops().length - 1, Math.max(0, place));
  replaceAddress(state.chosen);
  tell("date");
}

function showDate() {
  const { title } = stopShown();
  const place = stops().indexOf(stopShown());
  const fixed = state.side === CHANGES;
  /** @type {(text: string) => string} */
  const whole = (text) => text.replaceAll(" ", "\u00a0");
  $("_date").textContent = fixed
    ? `${whole(page.sides[BEFORE].stops[page.sides[BEFORE].start].title)} → ${whole(title)}`
    : title;
  $("_tree-heading").textContent = format(wording.treeHeading, { day: title });
  $("_slider").max = String(stops().length - 1);
  $("_slider").value = String(place);
  $("_slider").setAttribute("aria-valuetext", title);
  $("_slider").disabled = fixed;
  $("_earlier").disabled = fixed || place === 0;
  $("_later").disabled = fixed || place === stops().length - 1;
  if (fixed) showDifference();
  else showChanges(stopShown());
}

/** @type {(places?: number[]) => OrgNode[]} */
const namedBy = (places = []) => places.map((place) => nodes[place]);

/** @type {(now: Stop) => void} */
function showChanges(now) {
  const inside = [
    ...changeLine("", namedBy(now.changes)),
    ...changeLine(wording.beginsHeading, namedBy(now.begun)),
    ...changeLine(wording.endsHeading, namedBy(now.ended)),
    ...changeLine(wording.mentionedHeading, namedBy(now.mentioned)),
  ];
  const words = relationWords(now.relations ?? [0, 0, 0]);
  if (words) inside.push(element("p", {}, words));
  const nothing = stops().length > 1 ? wording.quietDay : wording.noDays;
  $("_changes").replaceChildren(...(inside.length ? inside : [hint(nothing)]));
}

// What differs between the two sides: bodies by name, everything else by number.
function showDifference() {
  const bodies = nodes.filter(isBody);
  const between = edges.map(changeOf);
  /** @type {(change: Change) => OrgNode[]} */
  const those = (change) => bodies.filter((node) => changeOf(node) === change);
  const words = relationWords([
    between.filter((change) => change === BEGINS).length,
    between.filter((change) => change === ENDS).length,
    0,
  ]);
  $("_changes").replaceChildren(
    ...changeLine(wording.endsHeading, those(ENDS)),
    ...changeLine(wording.beginsHeading, those(BEGINS)),
    ...changeLine(wording.changedHeading, those(CHANGED)),
    element("p", {}, words || wording.noRelationsChange),
  );
}

// The first of those that change in one way, and the others folded; nothing of none.
/** @type {(heading: string, found: OrgNode[]) => HTMLElement[]} */
function changeLine(heading, found) {
  if (!found.length) return [];
  const items = found.map((node) => element("li", {}, linkTo(node)));
  const line = element("div", {});
  if (heading) line.append(element("h3", {}, `${heading} (${found.length})`));
  line.append(element("ul", {}, ...items.slice(0, NAMES_SHOWN)));
  if (items.length > NAMES_SHOWN) {
    const rest = element("ul", {}, ...items.slice(NAMES_SHOWN));
    const more = format(wording.andMore, { count: items.length - NAMES_SHOWN });
    const summary = element("summary", {}, more);
    line.append(element("details", {}, summary, rest));
  }
  return [line];
}

/** @type {(counts: [number, number, number]) => string} */
function relationWords([begun, ended, mentioned]) {
  const parts = [
    { template: wording.relationsBegin, count: begun },
    { template: wording.relationsEnd, count: ended },
    { template: wording.relationsMentioned, count: mentioned },
  ].filter(({ count }) => count);
  const said = parts.map(({ template, count }) => format(template, { count })).join(", ");
  return said ? format(wording.relations, { counts: said }) : "";
}

$("_slider").addEventListener("input", () => moveToStop(Number($("_slider").value)));
$("_earlier").addEventListener("click", () => moveToStop(stops().indexOf(stopShown()) - 1));
$("_later").addEventListener("click", () => moveToStop(stops().indexOf(stopShown()) + 1));

// ---- Before and after
for (const button of buttonsWith("data-side")) {
  button.addEventListener("click", () => {
    state.side = Number(button.dataset.side);
    pushAddress(state.chosen);
    tell("side");
  });
}

function showSide() {
  for (const button of buttonsWith("data-side")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.side) === state.side));
  }
}

// ---- Legend
const presentKinds = [...page.kinds.keys()].filter((number) =>
  nodes.some((node) => isBody(node) && node.group === number),
);
const presentFamilies = [...page.families.keys()].filter((number) =>
  edges.some((edge) => familyOf(edge) === number),
);

function makeLegend() {
  $("_kinds").append(
    ...presentKinds.map((number) =>
      legendLine(state.hiddenKinds, number, badge({ group: number }), page.kinds[number][PLURAL]),
    ),
  );
  $("_families").append(
    ...presentFamilies.map((number) =>
      legendLine(state.hiddenFamilies, number, lineSample(number), page.families[number][0]),
    ),
  );
}

/** @type {(hidden: Set<number>, number: number, sample: Inside, name: string) => HTMLElement} */
function legendLine(hidden, number, sample, name) {
  const box = element("input", { type: "checkbox", checked: "" });
  box.addEventListener("change", () => {
    if (box.checked) hidden.delete(number);
    else hidden.add(number);
    tell("filter");
  });
  return element(
    "li",
    {},
    element("label", {}, box, sample, element("span", {}, name), element("small", {})),
  );
}

/** @type {(number: number) => SVGElement} */
function lineSample(number) {
  const [, light, dark, dash] = page.families[number];
  const line = svg("line", {
    x1: 0,
    x2: 36,
    y1: 5,
    y2: 5,
    "stroke-width": 2.5,
    "stroke-dasharray": dash.join(" "),
    "data-light": light,
    "data-dark": dark,
  });
  return svg("svg", { width: 36, height: 10, "aria-hidden": "true", class: "sample" }, line);
}

function countLegend() {
  const bodies = picture().boxes.map((box) => box.node);
  const living = edges.filter(isThere);
  [...$("_kinds").children].forEach((line, place) => {
    count(line, bodies.filter((node) => node.group === presentKinds[place]).length);
  });
  [...$("_families").children].forEach((line, place) => {
    count(line, living.filter((edge) => familyOf(edge) === presentFamilies[place]).length);
  });
}

/** @type {(line: Element, number: number) => void} */
function count(line, number) {
  const small = /** @type {HTMLElement} */ (line.querySelector("small"));
  small.textContent = String(number);
  line.classList.toggle("zero", number === 0);
}
