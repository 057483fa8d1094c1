// The address says everything the reader has chosen: #ID?dag=2016-09-01&vis=vej&til=ID&side=efter.
// What is as at the start is left out.
const { parameters: PARAMETERS, views: VIEWS, sides: SIDES } = page.address;
/** @type {(word: string | null) => View} */
const viewNamed = (word) => {
  const views = /** @type {View[]} */ (Object.keys(VIEWS));
  return views.find((view) => VIEWS[view] === word) ?? "map";
};

// The address of an id with the rest as it is now.
/** @type {(id: Id | null, changed?: Partial<State>) => string} */
function addressOf(id, changed = {}) {
  const now = { view: state.view, side: state.side, stops: state.stops, to: state.to, ...changed };
  const side = page.sides[now.side === BEFORE ? BEFORE : page.sides.length - 1];
  const place = now.stops[page.sides.indexOf(side)];
  const words = new URLSearchParams();
  if (now.side !== CHANGES && place !== side.start) {
    words.set(PARAMETERS.day, isoOf(side.stops[place].day));
  }
  if (now.view !== "map") words.set(PARAMETERS.view, VIEWS[now.view]);
  if (now.side !== BEFORE) words.set(PARAMETERS.side, SIDES[now.side]);
  if (now.view === "way" && now.to) words.set(PARAMETERS.to, now.to);
  const rest = words.toString();
  return `#${encodeURIComponent(id ?? "")}${rest ? `?${rest}` : ""}`;
}

const EPOCH = 719163; // the day 1970-01-01, as Python counts days
/** @type {(ordinal: Day) => string} */
const isoOf = (ordinal) => new Date((ordinal - EPOCH) * 86400000).toISOString().slice(0, 10);

function readAddress() {
  const [part, rest = ""] = location.hash.slice(1).split("?");
  const words = new URLSearchParams(rest);
  const side = Math.max(0, SIDES.indexOf(words.get(PARAMETERS.side) ?? ""));
  return {
    id: part ? decoded(part) : null,
    view: viewNamed(words.get(PARAMETERS.view)),
    side: page.sides.length > 1 ? side : BEFORE,
    day: words.get(PARAMETERS.day),
    to: words.get(PARAMETERS.to),
  };
}

/** @type {(part: string) => string} */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

// The stop of a day: the day itself, else the last before it.
/** @type {(side: Side, iso: string) => number} */
function stopOf(side, iso) {
  const found = page.sides[side].stops.findLastIndex((one) => isoOf(one.day) <= iso);
  return Math.max(0, found);
}

// Takes over what the address says.
function obeyAddress() {
  const { id, view, side, day: wanted, to } = readAddress();
  Object.assign(state, { view, side, to: to && nodeById.has(to) ? to : null });
  state.stops = page.sides.map((one) => one.start);
  if (wanted && side !== CHANGES) state.stops[sideShown()] = stopOf(sideShown(), wanted);
  return id;
}

const isOwnAddress = () => location.hash !== "#_panel";

// A step the reader can go back from.
/** @type {(id: Id | null) => void} */
function pushAddress(id) {
  const address = addressOf(id);
  const plain = address === "#" ? location.pathname + location.search : address;
  if ((location.hash || "#") !== address) history.pushState(null, "", plain);
}

// A move along the slider is no step: Back would stop at every day.
/** @type {(id: Id | null) => void} */
function replaceAddress(id) {
  const address = addressOf(id);
  history.replaceState(null, "", address === "#" ? location.pathname + location.search : address);
}
