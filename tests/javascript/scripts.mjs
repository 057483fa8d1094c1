// The pages' scripts as the tests load them: put together as a page does it, in a function.
import { readFileSync } from "node:fs";
import { compileFunction } from "node:vm";

const ORGRAPH = new URL("../../orgraph/", import.meta.url);
const read = (path) => readFileSync(new URL(path, ORGRAPH), "utf8");

// Cases that the program is held to as well: test_javascript_cases.py, test_text_matching.py.
export const cases = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));

const given = { SIGNS: cases.signs, LETTERS: cases.letters, MONTHS: cases.months };
const named = Object.entries(given).map(([name, table]) => `${name} = ${JSON.stringify(table)}`);
const tables = `const ${named.join(", ")};\n`;
export const danish = () => tables + read("pages/assets/danish.js");
export const mapScript = (names = cases.scripts) =>
  [danish(), ...names.map((name) => read(`maps/assets/app/${name}.js`))].join("");
export const siteScript = () =>
  read("site/assets/side.js")
    .replace("// words.js\n", "const wording = {}, counts = {};\n")
    .replace("// danish.js\n", danish)
    .replace("// stem.js\n", () => read("languages/da/stem.js"));
export const scenarioScript = () => read("site/assets/scenarie.js");

// An element that can be asked everything and does nothing.
const element = (textContent = "") => ({
  textContent,
  dataset: {},
  style: {},
  classList: { add() {}, toggle() {} },
  addEventListener() {},
  setAttribute() {},
  replaceChildren() {},
  append() {},
});

function documentWith(texts) {
  const made = new Map();
  return {
    documentElement: element(),
    addEventListener() {},
    createElement: () => element(),
    querySelectorAll: () => [],
    getElementById(id) {
      if (!made.has(id)) made.set(id, element(texts[id]));
      return made.get(id);
    },
  };
}

// What the scripts of the map say when they are given this data; those that draw are left out.
export function loadMap({ page, nodes, edges, hash = "" }) {
  const texts = { _page: page, _nodes: nodes, _edges: edges };
  for (const [id, data] of Object.entries(texts)) texts[id] = JSON.stringify(data);
  const script = mapScript(["state", "address", "detours", "panel", "search", "ways", "dates"]);
  const given = {
    document: documentWith(texts),
    location: { hash, pathname: "kort.html", search: "" },
    history: { replaceState() {}, pushState() {} },
    go() {},
    focusPanel() {},
  };
  const wanted = `return { column, route, picture, day, stopOf, state, isoOf, dayText, addressOf,
    obeyAddress, moveToStop, relationWords, lives, changeOf, isShown, nodeAt, edges, search,
    findWay, waysThatStop, sheetDataOf, gaps, tidy, findRoute, detours, Queue };`;
  return compileFunction(
    `"use strict";\n${script}\n${wanted}`,
    Object.keys(given),
  )(...Object.values(given));
}

// The words of danish.js, and of side.js those that it shows.
export function loadWords() {
  const wanted = "return { fold, foldCode, holding, loosen, unfold, spelled };";
  const window = {};
  compileFunction(siteScript(), ["document", "window"])(documentWith({}), window);
  return { ...compileFunction(`${danish()}\n${wanted}`)(), stem: window.orgraphWords.stem };
}
