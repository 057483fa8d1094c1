// The way of a matter upward from one to another, as `orgraph escalate --to` and `orgraph why-not`
// find it: the same relations in the same order.
/** @type {(edge: Edge, on: Day) => boolean} */
const holds = (edge, on) => edge.life[START] <= on && on < edge.life[GONE];
/** @type {(edge: Edge) => number} */
const writtenAt = (edge) => (edge.side === AFTER && edge.twin !== undefined ? edge.twin : edge.id);
// Of two equal ways, the one whose relations come first in this order.
/** @type {(edge: Edge) => number} */
const orderOf = ({ rank = 0 }) => rank;
/** @type {(edge: Edge) => number} */
const rankOf = (edge) => page.types[edge.type][UPWARD];

// What was rejected or has ceased has no place in that order: nothing moves along it.
/** @type {(edge: Edge) => boolean} */
const moves = ({ rank }) => rank !== undefined;

// Relations a matter moves up along from an id, at any time: the strongest first, then as they
// were written.
/** @type {(id: Id, side: Side) => Edge[]} */
function risingFrom(id, side) {
  const own = (edgesOf.get(id) ?? []).filter(
    (edge) => edge.from === id && rankOf(edge) && moves(edge) && toldOn(edge, side) !== null,
  );
  return own.sort(
    (one, other) =>
      rankOf(one) - rankOf(other) || one.type - other.type || writtenAt(one) - writtenAt(other),
  );
}

/** @type {(id: Id, side: Side, on: Day) => Edge[]} */
const upwardFrom = (id, side, on) =>
  risingFrom(id, side).filter((edge) => holds(edge, on) && isBody(nodeAt(edge.to)));

// The best way to everything that can be reached, level by level: the shortest, of those the
// strongest. `came`: from where, and over what.
/** @type {(id: Id, side?: Side, on?: Day) => Walk} */
function walkFrom(id, side = sideShown(), on = day()) {
  /** @type {Map<Id, Hop>} */
  const came = new Map();
  /** @type {(from: Id) => [Edge, Id][]} */
  const above = (from) => upwardFrom(from, side, on).map((edge) => [edge, edge.to]);
  let level = [id];
  let first = ownersOf(id, side, on);
  let turns = false;
  while (level.length) {
    /** @type {Map<Id, Hop & { key: number[] }>} */
    const following = new Map();
    level.forEach((from, place) => {
      for (const [edge, end] of [...above(from), ...first]) {
        if (end === id || came.has(end)) {
          turns = true;
          continue;
        }
        const key = [place, rankOf(edge), orderOf(edge)];
        const found = following.get(end);
        if (!found || comesBefore(key, found.key)) following.set(end, { from, edge, key });
      }
    });
    const reached = [...following].sort(([, one], [, other]) =>
      comesBefore(one.key, other.key) ? -1 : 1,
    );
    for (const [end, hop] of reached) came.set(end, hop);
    level = reached.map(([end]) => end);
    first = [];
  }
  return { start: id, came, turns, above: (from) => upwardFrom(from, side, on) };
}

/** @type {(id: Id, side: Side, on: Day) => [Edge, Id][]} */
function ownersOf(id, side, on) {
  if (isBody(nodeAt(id))) return [];
  const owning = (edgesOf.get(id) ?? []).filter(
    (edge) =>
      edge.to === id &&
      page.types[edge.type][OWNING] &&
      moves(edge) &&
      toldOn(edge, side) !== null &&
      holds(edge, on),
  );
  return owning.map((edge) => [edge, edge.from]);
}

/** @type {(key: number[], other: number[]) => boolean} */
function comesBefore(key, other) {
  const place = key.findIndex((part, number) => part !== other[number]);
  return place >= 0 && key[place] < other[place];
}

/** @type {(came: Map<Id, Hop>, start: Id, end: Id) => Way} */
function wayBack(came, start, end) {
  const nodes = [end];
  /** @type {Edge[]} */
  const hops = [];
  for (let at = end; at !== start; ) {
    const { from, edge } = known(came, at);
    nodes.push(from);
    hops.push(edge);
    at = from;
  }
  return { nodes: nodes.reverse(), hops: hops.reverse() };
}

/** @type {(way: Way, further: Way) => Way} */
const joined = (way, further) => ({
  nodes: [...way.nodes, ...further.nodes.slice(1)],
  hops: [...way.hops, ...further.hops],
});

// The best way from the start of a walk back to it, at once only when there is no other.
/** @type {(walk: Walk) => Way | null} */
function wayRound(walk) {
  for (const id of [...walk.came.keys(), walk.start]) {
    const [hop] = walk
      .above(id)
      .filter((edge) => edge.to === walk.start)
      .sort((one, other) => rankOf(one) - rankOf(other) || orderOf(one) - orderOf(other));
    if (hop) {
      return joined(wayBack(walk.came, walk.start, id), { nodes: [id, walk.start], hops: [hop] });
    }
  }
  return null;
}

// To each circle that a matter does not get out of: the best way, and once round from where it is
// met.
/** @type {(walk: Walk, stops: Id[], side: Side, on: Day) => Way[]} */
function ringsOf(walk, stops, side, on) {
  const all = [walk.start, ...walk.came.keys()];
  /** @type {Map<Id, Id[]>} */
  const below = new Map(all.map((id) => [id, []]));
  for (const id of all) for (const edge of walk.above(id)) known(below, edge.to).push(id);
  const out = closure(stops, (id) => known(below, id));
  const circling = all.filter((id) => !out.has(id));
  const met = new Set();
  /** @type {Way[]} */
  const rings = [];
  for (const id of circling) {
    if (met.has(id)) continue;
    const inside = closure([id], (at) => walk.above(at).map((edge) => edge.to));
    const back = closure([id], (at) => known(below, at));
    if (![...inside].every((at) => back.has(at)) || !walk.above(id).length) continue;
    for (const at of inside) met.add(at);
    const round = wayRound(walkFrom(id, side, on));
    if (!round) continue;
    rings.push({ ...joined(wayBack(walk.came, walk.start, id), round), ring: round.nodes });
  }
  return rings;
}

/** @type {(start: Id[], following: (id: Id) => Id[]) => Set<Id>} */
function closure(start, following) {
  const found = new Set(start);
  const waiting = [...found];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const id of following(at)) {
      if (!found.has(id)) {
        found.add(id);
        waiting.push(id);
      }
    }
  }
  return found;
}

/** @type {(id: Id, side: Side, on: Day) => Edge[]} */
const openFrom = (id, side, on) => risingFrom(id, side).filter((edge) => holds(edge, on));

// What holds on the day before what does not.
/** @type {(edges: Edge[], on: Day) => Edge[]} */
const foremost = (edges, on) => [
  ...edges.filter((edge) => holds(edge, on)),
  ...edges.filter((edge) => !holds(edge, on)),
];

// The shortest chain of steps; of chains of one length the one written first.
/** @type {(from: Id, to: Id, steps: (id: Id) => Edge[]) => Way | null} */
function chain(from, to, steps) {
  const came = new Map();
  const waiting = from === to ? [] : [from];
  for (let at = 0; at < waiting.length; at += 1) {
    for (const edge of steps(waiting[at])) {
      if (edge.to === from || came.has(edge.to)) continue;
      came.set(edge.to, { from: waiting[at], edge });
      if (edge.to === to) return wayBack(came, from, to);
      waiting.push(edge.to);
    }
  }
  return null;
}

// The days on which a way that is not open now may have been, the latest first, then those on
// which it may come to be, the first of them first.
/** @type {(edges: Edge[], on: Day) => Day[]} */
function otherDays(edges, on) {
  const lives = edges.map((edge) => edge.life).filter((life) => life[START] < life[GONE]);
  const past = lives.filter((life) => life[GONE] <= on).map((life) => life[GONE] - 1);
  const coming = lives.filter((life) => life[START] > on).map((life) => life[START]);
  return [
    ...[...new Set(past)].sort((one, other) => other - one),
    ...[...new Set(coming)].sort((one, other) => one - other),
  ];
}

// A way that is open; else the one that was open last or opens first, with its first broken link;
// else one whose links never held at once; else none.
/** @type {(from: Id, to: Id, side?: Side, on?: Day) => FoundWay | null} */
function findWay(from, to, side = sideShown(), on = day()) {
  const { came } = walkFrom(from, side, on);
  if (came.has(to)) return { ...wayBack(came, from, to), broken: null };
  const all = [...closure([from], (id) => risingFrom(id, side).map((edge) => edge.to))];
  if (!all.includes(to)) return null;
  const rising = all.flatMap((id) => risingFrom(id, side));
  const found = otherDays(rising, on).reduce(
    (way, other) => way ?? chain(from, to, (id) => foremost(openFrom(id, side, other), on)),
    /** @type {Way | null} */ (null),
  );
  const way = found ?? chain(from, to, (id) => foremost(risingFrom(id, side), on));
  return way && { ...way, broken: way.hops.find((edge) => !holds(edge, on)) ?? null };
}

// Where a matter stops: the ends of the ways that lead no further; and the circles that it does
// not get out of.
/** @type {(from: Id, side?: Side, on?: Day) => Way[]} */
function waysThatStop(from, side = sideShown(), on = day()) {
  const walk = walkFrom(from, side, on);
  const stops = [...walk.came.keys()].filter((end) => !walk.above(end).length);
  const ways = stops.map((end) => wayBack(walk.came, from, end));
  return walk.turns
    ? [...ways, ...ringsOf(walk, stops, side, on)].sort(
        (one, other) => one.hops.length - other.hops.length,
      )
    : ways;
}

// ---- The view
const NEVER = 3652060; // dates.OPEN_END
/** @type {(ordinal: Day) => string} */
const dayText = (ordinal) => spelled(isoOf(ordinal));

/** @type {(id: Id) => string} */
const nameOf = (id) => nodeAt(id).label;
/** @type {(words: string[]) => string} */
const listed = (words) =>
  words.length < 2
    ? words.join("")
    : format(wording.list, {
        first: words.slice(0, -1).join(", "),
        last: words[words.length - 1],
      });

function showWay() {
  $("_from").value = state.chosen ? nameOf(state.chosen) : "";
  $("_to").value = state.to ? nameOf(state.to) : "";
  $("_swap").disabled = !state.chosen || !state.to;
  const partly = $("_part") && state.chosen ? [hint(wording.partHasOtherWays)] : [];
  const [answer, ...rest] = answerWay(state.chosen, state.to);
  $("_way-answer").replaceChildren(answer, ...partly, ...rest);
}

/** @type {(from: Id | null, to: Id | null) => HTMLElement[]} */
function answerWay(from, to) {
  if (!from) return [hint(wording.wayPrompt)];
  if (!to) return waysUp(from);
  if (from === to) return [element("p", {}, wording.alreadyThere)];
  const way = findWay(from, to);
  if (way && !way.broken) return openWay(way, to);
  return way?.broken ? brokenWay(way, way.broken) : noWay(from, to);
}

/** @type {(from: Id) => HTMLElement[]} */
function waysUp(from) {
  const ways = waysThatStop(from);
  const name = nameOf(from);
  if (!ways.length) {
    return [answer(format(wording.noWayUp, { name, day: stopShown().title })), ...silences(from)];
  }
  const ends = endsTold(ways);
  const told = ends.length ? [format(wording.waysUp, { name, ends: listed(ends) })] : [];
  return [answer([...told, ...ringsTold(ways)].join(" ")), ...ways.map(steps)];
}

/** @type {(ways: Way[]) => string[]} */
const ringsTold = (ways) =>
  ways.flatMap(({ ring }) =>
    ring ? [format(wording.ring, { names: ring.map(nameOf).join(" → ") })] : [],
  );
/** @type {(ways: Way[]) => string[]} */
const endsTold = (ways) =>
  ways.filter((way) => !way.ring).map((way) => nameOf(way.nodes[way.nodes.length - 1]));
/** @type {(text: string) => HTMLElement} */
const answer = (text) => element("p", { class: "answer" }, text);

/** @type {(way: Way, to: Id) => HTMLElement[]} */
function openWay(way, to) {
  const over = way.nodes.slice(1, -1).map(nameOf);
  const ends = { from: nameOf(way.nodes[0]), to: nameOf(to), names: listed(over) };
  const asked = { name: linkTo(nodeAt(way.nodes[1])), interval: wholeInterval(way) };
  return [
    answer(format(over.length ? wording.wayOver : wording.directWay, ends)),
    element("p", {}, ...formatInside(wording.askFirst, asked)),
    steps(way),
  ];
}

/** @type {(way: Way) => string} */
function wholeInterval(way) {
  const [first, after] = [
    Math.max(...way.hops.map((edge) => edge.life[START])),
    Math.min(...way.hops.map((edge) => edge.life[GONE])),
  ];
  const start = first > 0 ? dayText(first) : "";
  if (after >= NEVER) return format(start ? wording.wayHolds : wording.wayHoldsUnknown, { start });
  const template = start ? wording.wayHoldsUntil : wording.wayHoldsUnknownUntil;
  return format(template, { start, end: dayText(after) });
}

/** @type {(way: Way, edge: Edge) => HTMLElement[]} */
function brokenWay(way, edge) {
  const ended = day() >= edge.life[GONE];
  const broken = format(ended ? wording.wayEnded : wording.wayNotBegun, {
    day: stopShown().title,
    from: nameOf(edge.from),
    relation: page.types[edge.type][DANISH],
    to: nameOf(edge.to),
    date: dayText(edge.life[ended ? GONE : START]),
  });
  return [answer(broken), hint(ended ? wording.wayWas : wording.wayWillBe), steps(way)];
}

/** @type {(from: Id, to: Id) => HTMLElement[]} */
function noWay(from, to) {
  const [start, goal] = [nameOf(from), nameOf(to)];
  const ways = waysThatStop(from);
  const ends = endsTold(ways);
  const told = ends.length ? [format(wording.stopsAt, { name: start, ends: listed(ends) })] : [];
  const stops = [...told, ...ringsTold(ways)];
  const silent = format(wording.endsNotStated, { name: start });
  const back = findWay(to, from);
  const show = element("a", { href: addressOf(to, { view: "way", to: from }) }, wording.showIt);
  const turned = formatInside(wording.otherWay, { from: goal, to: start, show });
  return [
    answer(format(wording.neverAWay, { from: start, to: goal })),
    element("p", {}, stops.length ? stops.join(" ") : silent),
    ...(back && !back.broken ? [element("p", {}, ...turned)] : []),
    ...silences(from),
    ...ways.map(steps),
  ];
}

/** @type {(id: Id) => HTMLElement[]} */
const silences = (id) => notesOf(sheetDataOf(nodeAt(id))[NOTES] ?? []);

/** @type {(way: Way) => HTMLElement} */
function steps(way) {
  const lines = way.nodes.slice(1).map((end, number) => {
    const edge = way.hops[number];
    const rising = edge.to === end;
    const on = holds(edge, day());
    const verb = page.types[edge.type][rising ? DANISH : INVERSE];
    return element(
      "li",
      { class: on ? undefined : "off" },
      element(
        "p",
        { class: "verb" },
        `↑ ${verb}`,
        ...smallWhen(whenOf(edge.entry)),
        ...(on ? [] : tagsOf([format(wording.notOn, { day: stopShown().title })])),
      ),
      ...opened(cite(edge.entry[SOURCES])),
      stationOf(end),
    );
  });
  return element("ol", { class: "way" }, element("li", {}, stationOf(way.nodes[0])), ...lines);
}

/** @type {(details: HTMLDetailsElement[]) => HTMLDetailsElement[]} */
function opened(details) {
  for (const one of details) one.open = true;
  return details;
}

/** @type {(id: Id) => HTMLElement} */
const stationOf = (id) =>
  element("p", { class: "station" }, badge(nodeAt(id)), " ", linkTo(nodeAt(id)));

combobox("_from", {
  accept: isBody,
  onPick: (node) => go(node.id),
  kept: () => (state.chosen ? nameOf(state.chosen) : ""),
});
combobox("_to", {
  accept: isBody,
  onPick: (node) => goTo(node.id),
  kept: () => (state.to ? nameOf(state.to) : ""),
});
$("_swap").addEventListener("click", () => {
  const { chosen, to } = state;
  state.to = chosen;
  go(to);
});
$("_way-form").addEventListener("submit", (event) => event.preventDefault());

/** @type {(id: Id) => void} */
function goTo(id) {
  state.to = id;
  pushAddress(state.chosen);
  showWay();
}
