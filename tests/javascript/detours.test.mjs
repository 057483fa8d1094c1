// Second ways upward as lines between the boxes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cases } from "./scripts.mjs";
import { organisation } from "./organisation.mjs";

const WIDTH = cases.sizes.width;
const { gaps, tidy, Queue, findRoute } = organisation({});
const box = (id, x, y, height = 38) => ({ id, x, y, height, parent: null, children: [] });
const pictureOf = (boxes) => ({ boxes, width: 600, height: 400 });

test("what is left between what is taken", () => {
  assert.deepEqual(
    gaps(
      [[8, 9], [2, 4], [3, 6]],
      [0, 10],
    ),
    [[0, 2], [6, 8], [9, 10]],
  );
  assert.deepEqual(gaps([], [0, 10]), [[0, 10]]);
  assert.deepEqual(gaps([[-1, 11]], [0, 10]), []);
});

test("corners on a straight line are no corners", () => {
  assert.deepEqual(
    tidy([[0, 0], [0, 5], [0, 9], [4, 9]]),
    [[0, 0], [0, 9], [4, 9]],
  );
});

test("what costs least comes first", () => {
  const queue = new Queue();
  for (const cost of [5, 1, 4, 9, 1, 3, 8, 2]) queue.push(cost, `${cost}`);
  const found = Array.from({ length: 9 }, () => queue.pop()?.cost);
  assert.deepEqual(found, [1, 1, 2, 3, 4, 5, 8, 9, undefined]);
});

test("a line runs round the right side of boxes that stand under one another", () => {
  const [above, below] = [box("a", 0, 0), box("b", 0, 60)];
  const line = [[WIDTH, 79], [WIDTH + 6, 79], [WIDTH + 6, 19], [WIDTH, 19]];
  assert.deepEqual(findRoute(pictureOf([above, below]), below, above, 0.5), line);
});

test("a line goes round a box in its way", () => {
  const [above, below, between] = [box("a", 0, 0), box("b", 0, 160), box("c", 100, 80)];
  const boxes = [above, below, between];
  const line = findRoute(pictureOf(boxes), below, above, 0.5);
  assert.deepEqual(
    [line[0], line.at(-1)],
    [[WIDTH, 179], [WIDTH, 19]],
  );
  line.slice(1).forEach(([x, y], number) => {
    const [fromX, fromY] = line[number];
    assert.ok(x === fromX || y === fromY, "it turns at right angles");
    for (const { x: left, y: top, height } of boxes) {
      const apart =
        Math.max(x, fromX) <= left ||
        Math.min(x, fromX) >= left + WIDTH ||
        Math.max(y, fromY) <= top ||
        Math.min(y, fromY) >= top + height;
      assert.ok(apart, `${[fromX, fromY]} to ${[x, y]} crosses a box`);
    }
  });
});

test("a box shut in on all sides has no line", () => {
  const picture = pictureOf([box("a", 0, 0), box("b", 0, 60), box("c", 195, 0, 300)]);
  assert.equal(findRoute(picture, picture.boxes[1], picture.boxes[0], 0.5), null);
});

test("a second relation upward gets a line, the first and those not in force none", () => {
  const relations = [
    ["b", "refererer til", "a"],
    ["b", "rådgiver", "c"],
    ["b", "rådgiver", "d", { status: "foreslået" }],
    ["b", "rådgiver", "e", { life: [1, 2] }],
  ];
  // a over b; c, d and e beside one another below
  const layout = {
    n: [0, [1, 4]],
    x: [0, 24, -24, 220, 220],
    y: [0, 60, 80, 0, 0],
    p: [0, 1, -1, 0, 0],
  };

  const { detours } = organisation({ bodies: "a b c d e", relations, layout });
  assert.deepEqual(
    detours().map(({ from, to }) => [from, to]),
    [["b", "c"]],
  );
});
