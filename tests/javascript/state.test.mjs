// The data of the page unpacked, and what it says on a day and between two sides.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cases } from "./scripts.mjs";
import { DAY, NEVER, organisation } from "./organisation.mjs";

const page = organisation({});
const up = "refererer til";

test("a column is unpacked as packing.column packed it", () => {
  for (const [numbers, packed] of cases.columns) assert.deepEqual(page.column(packed), numbers);
});

test("a line from a body down to another has the corners that layout.route gives it", () => {
  const placed = ([x, y, height]) => ({ x, y, height });
  for (const [{ parent, child }, corners] of cases.routes) {
    assert.deepEqual(page.route(placed(parent), placed(child)), corners);
  }
});

test("a picture has boxes at their places, under their parents, as high as their lines", () => {
  const layout = { n: [0, 1, 1], x: [10, 24, 0], y: [20, 60, 50], p: [0, 1, 1] };
  const { picture } = organisation({
    bodies: "a b c",

    layout,
  });
  const { boxes, byId } = picture();
  assert.deepEqual(
    boxes.map(({ id, x, y, height }) => [id, x, y, height]),
    [["a", 10, 20, 38], ["b", 34, 80, 38], ["c", 34, 130, 38]],
  );
  assert.deepEqual(
    byId.get("a").children.map(({ id }) => id),
    ["b", "c"],
  );
  assert.equal(byId.get("c").parent, byId.get("a"));
});

test("a body lives from its first day to the day before it is gone", () => {
  const { lives, nodeAt } = organisation({ bodies: { a: [DAY, DAY + 2] } });
  assert.deepEqual(
    [-1, 0, 1, 2].map((days) => lives(nodeAt("a"), DAY + days)),
    [false, true, true, false],
  );
});

test("what one side tells begins or ends, and a body with a new relation changes", () => {
  const relations = [["a", up, "b", { side: 0 }], ["a", up, "c", { side: 1 }], ["c", up, "d"]];

  const { changeOf, edges, nodeAt } = organisation({ bodies: "a b c d", relations, sides: 2 });
  assert.deepEqual(edges.map(changeOf), ["ophører", "begynder", ""]);
  assert.deepEqual(
    ["a", "b", "c", "d"].map((id) => changeOf(nodeAt(id))),
    ["ændres", "ændres", "ændres", ""],
  );
});

test("one relation that the sides tell otherwise neither begins nor ends", () => {
  const relations = [["a", up, "b", { side: 0, twin: 1 }], ["a", up, "b", { side: 1, twin: 0 }]];
  const { changeOf, edges } = organisation({ bodies: "a b", relations, sides: 2 });
  assert.deepEqual(edges.map(changeOf), ["", ""]);
});

test("a filter takes away relations of a family and those of a kind", () => {
  const { isShown, edges, state } = organisation({
    bodies: "a b",
    relations: [
      ["a", up, "b"],
      ["b", up, "a", { life: [DAY + 1, NEVER] }],
    ],
  });
  assert.deepEqual(edges.map(isShown), [true, false]);
  state.hiddenFamilies.add(0);
  assert.deepEqual(edges.map(isShown), [false, false]);
  state.hiddenFamilies.clear();
  state.hiddenKinds.add(0);
  assert.deepEqual(edges.map(isShown), [false, false]);
});

test("a thing is told as the side that is shown tells it, else as the one that knows it", () => {
  const { sheetDataOf, nodeAt, state } = organisation({ bodies: "a b", sides: 2 });
  const life = [1, NEVER, 1, 1];
  nodeAt("a").told = [{ life, sheet: [1] }, { life, sheet: [2] }];
  nodeAt("b").told = [null, { life, sheet: [3] }];
  const seen = [0, 1, 2].map((side) => {
    state.side = side;
    return ["a", "b"].map((id) => sheetDataOf(nodeAt(id))[0]);
  });
  assert.deepEqual(seen, [[1, 3], [2, 3], [2, 3]]);
});
