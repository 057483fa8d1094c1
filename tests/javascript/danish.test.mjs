// Words as the program compares them, and the search of the map.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cases, loadWords } from "./scripts.mjs";
import { organisation } from "./organisation.mjs";

const words = loadWords();
const each = (found, of) =>
  found.forEach(([given, expected]) => assert.equal(of(given), expected, given));

test("texts are folded as danish.fold folds them", () => {
  each(cases.folded, words.fold);
  each(
    cases.folded.map(([, folded]) => [folded, folded]),
    words.fold,
  );
});

test("numbers of registers are compared without what stands between", () =>
  each(cases.codes, words.foldCode));

test("a part of a number is no part of a name", () => {
  for (const [part, text, held] of cases.held) {
    assert.equal(words.holding(part)(text), held, `${part} in ${text}`);
  }
});

test("words have the stems that the program gives them", () => each(cases.stems, words.stem));

test("a keyboard without Danish letters finds the name", () => {
  assert.equal(words.loosen(words.fold("kobenhavn")), words.loosen(words.fold("København")));
  assert.equal(words.unfold(words.fold("Området på Ærø")), "området på ærø");
});

test("the search takes whole names first, then beginnings of names and of words", () => {
  const bodies = "underudvalg_nord fælles_udvalg udvalg_nord udvalg";
  const { search } = organisation({ bodies });
  const found = (text) => search(text, () => true).map(({ id }) => id);
  assert.deepEqual(found("Udvalg"), [
    "udvalg",
    "udvalg_nord",
    "fælles_udvalg",
    "underudvalg_nord",
  ]);
  assert.deepEqual(found("nord udvalg"), ["udvalg_nord", "underudvalg_nord"]);
  assert.deepEqual(found("faelles"), ["fælles_udvalg"]);
  assert.deepEqual(found("falles"), ["fælles_udvalg"]);
  assert.deepEqual(found(" "), []);
});
