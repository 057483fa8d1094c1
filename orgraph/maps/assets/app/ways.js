// The way of a matter upward from one to another, as `orgraph escalate --to` and `orgraph why-not` find it: the same relations in the same order.
const [LONGEST_WAY, LONGEST_CHAIN] = [15, 12];
const holds = (edge, on) => edge.life[START] <= on && on < edge.life[GONE];
const writtenAt = (edge) => (edge.side === AFTER && edge.twin !== undefined ? edge.twin : edge.id);
const rankOf = (edge) => page.types[edge.type][UPWARD];

// Relations a matter moves up along from an id, at any time: the strongest first, then as they were written.
function risingFrom(id, side) {
  const own = (edgesOf.get(id) ?? []).filter((edge) => edge.from === id && rankOf(edge) && toldOn(edge, side) !== null);
  return own.sort((one, other) => rankOf(one) - rankOf(other) || one.type - other.type || writtenAt(one) - writtenAt(other));
}

const upwardFrom = (id, side, on) => risingFrom(id, side).filter((edge) => holds(edge, on) && isBody(nodeById.get(edge.to)));

// The best way to everything that can be reached, level by level: the shortest, of those the strongest.
function waysFrom(id, side = sideShown(), on = day()) {
  const found = new Map();
  let level = firstLevel(id, side, on);
  while (level.size && found.size < 10000 && [...level.values()][0].hops.length <= LONGEST_WAY) {
    for (const [end, way] of level) found.set(end, way);
    const following = new Map();
    for (const way of level.values()) {
      for (const edge of upwardFrom(way.nodes.at(-1), side, on)) if (!found.has(edge.to) && edge.to !== id) keepBest(following, longer(way, edge, edge.to));
    }
    level = following;
  }
  return found;
}

function firstLevel(id, side, on) {
  const start = { nodes: [id], hops: [], key: [] }, level = new Map();
  for (const edge of upwardFrom(id, side, on)) if (edge.to !== id) keepBest(level, longer(start, edge, edge.to));
  if (!isBody(nodeById.get(id))) {
    for (const edge of edgesOf.get(id)) {
      if (edge.to === id && page.types[edge.type][OWNING] && toldOn(edge, side) !== null && holds(edge, on)) keepBest(level, longer(start, edge, edge.from));
    }
  }
  return level;
}

const longer = (way, edge, end) => ({ nodes: [...way.nodes, end], hops: [...way.hops, edge], key: [...way.key, rankOf(edge), edge.rank] });

function keepBest(level, way) {
  const known = level.get(way.nodes.at(-1));
  if (!known || comesBefore(way.key, known.key)) level.set(way.nodes.at(-1), way);
}

function comesBefore(key, other) {
  const place = key.findIndex((part, number) => part !== other[number]);
  return place >= 0 && key[place] < other[place];
}

// The shortest chain of steps; of chains of one length the one written first.
function chain(from, to, steps) {
  const seen = new Set([from]);
  let level = [{ nodes: [from], hops: [] }];
  for (let length = 0; from !== to && length < LONGEST_CHAIN && level.length; length += 1) {
    const following = [];
    for (const way of level) {
      for (const edge of steps(way.nodes.at(-1))) {
        if (seen.has(edge.to)) continue;
        seen.add(edge.to);
        const further = { nodes: [...way.nodes, edge.to], hops: [...way.hops, edge] };
        if (edge.to === to) return further;
        following.push(further);
      }
    }
    level = following;
  }
  return null;
}

// A way that is open; else one that was or will be, with its first broken link; else none.
function findWay(from, to, side = sideShown(), on = day()) {
  const way = waysFrom(from, side, on).get(to);
  if (way) return { ...way, broken: null };
  const ever = chain(from, to, (id) => { const all = risingFrom(id, side); return [...all.filter((edge) => holds(edge, on)), ...all.filter((edge) => !holds(edge, on))]; });
  return ever && { ...ever, broken: ever.hops.find((edge) => !holds(edge, on)) ?? null };
}

// Where a matter stops: the ends of the ways that lead no further; in a circle, the furthest.
function waysThatStop(from, side = sideShown(), on = day()) {
  const all = [...waysFrom(from, side, on).values()];
  const ends = all.filter((way) => !upwardFrom(way.nodes.at(-1), side, on).some((edge) => edge.to !== way.nodes.at(-1)));
  const furthest = Math.max(0, ...all.map((way) => way.hops.length));
  return ends.length ? ends : all.filter((way) => way.hops.length === furthest);
}

// ---- The view
const NEVER = 3652060; // dates.OPEN_END
const MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];
function spelled(ordinal) {
  const [year, month, date] = isoOf(ordinal).split("-").map(Number);
  return `${date}. ${MONTHS[month - 1]} ${year}`;
}

const nameOf = (id) => nodeById.get(id).label;
const listed = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} og ${words.at(-1)}`);

function showWay() {
  $("_from").value = state.chosen ? nameOf(state.chosen) : "";
  $("_to").value = state.to ? nameOf(state.to) : "";
  $("_swap").disabled = !state.chosen || !state.to;
  const partly = $("_part") && state.chosen ? [element("p", { class: "hint" }, "Siden viser et udsnit; en sag kan også gå ad veje, der fører ud af det.")] : [];
  const [answer, ...rest] = answerWay(state.chosen, state.to);
  $("_way-answer").replaceChildren(answer, ...partly, ...rest);
}

function answerWay(from, to) {
  if (!from) return [element("p", { class: "hint" }, "Vælg, hvor sagen er, og hvor den skal hen. Så viser siden vejen opad, hvem man skal spørge, og hvad det hviler på.")];
  if (!to) return waysUp(from);
  if (from === to) return [element("p", {}, "Sagen er der allerede.")];
  const way = findWay(from, to);
  if (way && !way.broken) return openWay(way, to);
  return way ? brokenWay(way) : noWay(from, to);
}

function waysUp(from) {
  const ways = waysThatStop(from);
  if (!ways.length) return [element("p", { class: "answer" }, `Dokumenterne siger ikke, hvor en sag går hen fra ${nameOf(from)}, pr. ${stop().title}.`), ...silences(from)];
  return [element("p", { class: "answer" }, `Fra ${nameOf(from)} kan en sag komme til ${listed(ways.map((way) => nameOf(way.nodes.at(-1))))}. Længere op er intet oplyst.`), ...ways.map(steps)];
}

function openWay(way, to) {
  const over = way.nodes.slice(1, -1).map(nameOf);
  return [
    element("p", { class: "answer" }, `En sag kommer fra ${nameOf(way.nodes[0])} til ${nameOf(to)} ${over.length ? `over ${listed(over)}` : "direkte"}.`),
    element("p", {}, "Spørg først ", linkTo(nodeById.get(way.nodes[1])), `. ${wholeInterval(way)}`), steps(way),
  ];
}

function wholeInterval(way) {
  const [first, after] = [Math.max(...way.hops.map((edge) => edge.life[START])), Math.min(...way.hops.map((edge) => edge.life[GONE]))];
  const since = first > 0 ? `fra ${spelled(first)}` : "uden oplyst begyndelse";
  return `Hele vejen gælder ${since}${after < NEVER ? ` til ${spelled(after)}` : ""}.`;
}

function brokenWay(way) {
  const edge = way.broken;
  const when = day() >= edge.life[GONE] ? `ophørte ${spelled(edge.life[GONE])}` : `begynder først ${spelled(edge.life[START])}`;
  return [
    element("p", { class: "answer" }, `Der er ingen vej pr. ${stop().title}. Den stopper hos ${nameOf(edge.from)}: at ${nameOf(edge.from)} ${page.types[edge.type][DANISH]} ${nameOf(edge.to)}, ${when}.`),
    element("p", { class: "hint" }, day() >= edge.life[GONE] ? "Sådan var vejen:" : "Sådan bliver vejen:"), steps(way),
  ];
}

function noWay(from, to) {
  const ways = waysThatStop(from), back = findWay(to, from);
  const ends = ways.map((way) => nameOf(way.nodes.at(-1)));
  const stops = ends.length ? `En sag fra ${nameOf(from)} stopper hos ${listed(ends)}; længere op er intet oplyst.` : `Hvor en sag går hen fra ${nameOf(from)}, siger dokumenterne ikke.`;
  const other = back && !back.broken ? [element("p", {}, `Den modsatte vej findes: fra ${nameOf(to)} til ${nameOf(from)}. `, element("a", { href: addressOf(to, { view: "way", to: from }) }, "Vis den"))] : [];
  return [element("p", { class: "answer" }, `Dokumenterne siger på intet tidspunkt, at en sag går fra ${nameOf(from)} til ${nameOf(to)}.`), element("p", {}, stops), ...other, ...silences(from), ...ways.map(steps)];
}

const silences = (id) => notesOf(nodeById.get(id).sheet[NOTES] ?? []);

function steps(way) {
  const lines = way.nodes.slice(1).map((end, number) => {
    const edge = way.hops[number], rising = edge.to === end, on = holds(edge, day());
    const verb = page.types[edge.type][rising ? DANISH : INVERSE];
    return element("li", { class: on ? undefined : "off" }, element("p", { class: "verb" }, `↑ ${verb}`, ...smallWhen(whenOf(edge)), ...(on ? [] : tagsOf([`gælder ikke ${stop().title}`]))), ...opened(cite(edge.entry[SOURCES])), stationOf(end));
  });
  return element("ol", { class: "way" }, element("li", {}, stationOf(way.nodes[0])), ...lines);
}

function opened(details) {
  for (const one of details) one.open = true;
  return details;
}

const stationOf = (id) => element("p", { class: "station" }, badge(nodeById.get(id)), " ", linkTo(nodeById.get(id)));

combobox("_from", { accept: isBody, onPick: (node) => go(node.id), kept: () => (state.chosen ? nameOf(state.chosen) : "") });
combobox("_to", { accept: isBody, onPick: (node) => goTo(node.id), kept: () => (state.to ? nameOf(state.to) : "") });
$("_swap").addEventListener("click", () => { const { chosen, to } = state; state.to = chosen; go(to); });
$("_way-form").addEventListener("submit", (event) => event.preventDefault());

function goTo(id) {
  state.to = id;
  pushAddress(state.chosen);
  showWay();
}
