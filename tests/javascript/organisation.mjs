// A small organisation as a page carries it, for hand-worked tests.
import { cases, loadMap } from "./scripts.mjs";

export const NEVER = 3652060;
export const DAY = 736208; // 1 September 2016
const UPWARD = { "refererer til": 1, rådgiver: 2 };
const TYPES = ["refererer til", "rådgiver", "ansvarlig for"];

const always = [1, NEVER];
const immortal = (ids) => Object.fromEntries(ids.split(" ").map((id) => [id, always]));
const life = ([first, gone]) => [first, gone, 1, first];
const kind = (name, isBody) => [name, name, "", "", "", "filled", Number(isBody)];
const type = (verb) => [verb, verb, 0, UPWARD[verb] ?? 0, Number(verb === "ansvarlig for")];

const ADDRESS = {
  parameters: { day: "dag", view: "vis", side: "side", to: "til" },
  views: { map: "kort", near: "omegn", way: "vej", tree: "trae", table: "tabel" },
  sides: ["foer", "efter", "aendringer"],
};

// What the scripts of a map say of: bodies, as "a b c" or with their lives; things, which have no
// box; relations as [from, verb, to, more], where `more` may have `life`, `status`, `side`, `twin`
// and `rank`; the days of the slider, and at which it begins; sides; where the boxes stand.
export function organisation(told) {
  const { relations = [], days = [DAY], start = 0, sides = 1, layout = {}, hash } = told;
  const bodies = typeof told.bodies === "string" ? immortal(told.bodies) : (told.bodies ?? {});
  const ids = [...Object.keys(bodies), ...(told.things ?? [])];
  const lives = [life(always)];
  const numberOf = (found) => (found ? lives.push(life(found)) - 1 : 0);
  const nodes = ids.map((id) => {
    const body = bodies[id];
    return [id, id.toUpperCase(), body ? 0 : 1, numberOf(body), [0], body ? { lines: 1 } : {}];
  });
  const edges = relations.map(([from, verb, to, more = {}], place) => {
    const { life: holds, ...rest } = { rank: place, ...more };
    const ends = [ids.indexOf(from), ids.indexOf(to)];
    return [...ends, TYPES.indexOf(verb), numberOf(holds), [], rest];
  });
  const boxes = { n: [], x: [], y: [], p: [], h: [], size: [1000, 1000], ...layout };
  const stops = days.map((day) => ({ day, title: String(day), layout: 0 }));
  const side = { name: "", start, layouts: [boxes], stops };
  const page = {
    kinds: [kind("udvalg", true), kind("aftale", false)],
    families: [["styring", "#000", "#fff", []]],
    types: TYPES.map(type),
    sides: Array.from({ length: sides }, () => side),
    changes: boxes,
    notes: [],
    texts: [""],
    lives,
    apart: "",
    words: cases.words,
    counts: {},
    address: ADDRESS,
    notInForce: cases.notInForce,
    sizes: cases.sizes,
    heads: ["gruppe"],
    prefixes: ["om"],
  };
  return loadMap({ page, nodes, edges, hash });
}
