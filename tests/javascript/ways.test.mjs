// The way of a matter upward: small organisations whose ways can be seen with the naked eye.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY, organisation } from "./organisation.mjs";

const told = (way) =>
  way && {
    nodes: way.nodes.join(" "),
    hops: way.hops.map(({ id }) => id),
    broken: way.broken?.id,
  };
const listed = (ways) => ways.map(({ nodes, ring }) => [nodes.join(" "), ring?.join(" ")]);
const up = "refererer til";

test("a matter goes from hand to hand", () => {
  const { findWay } = organisation({
    bodies: "a b c",
    relations: [["a", up, "b"], ["b", up, "c"]],
  });
  assert.deepEqual(told(findWay("a", "c")), { nodes: "a b c", hops: [0, 1], broken: undefined });
  assert.equal(findWay("c", "a"), null);
});

test("the shortest way is taken, though a longer one is stronger", () => {
  const relations = [["a", up, "b"], ["b", up, "c"], ["a", "rådgiver", "c"]];
  const { findWay } = organisation({ bodies: "a b c", relations });
  assert.deepEqual(told(findWay("a", "c")).hops, [2]);
});

test("of two ways of one length the stronger is taken, and of equals the first by id", () => {
  const relations = [["a", "rådgiver", "b"], ["a", up, "c"], ["b", up, "d"], ["c", up, "d"]];
  assert.equal(
    told(organisation({ bodies: "a b c d", relations }).findWay("a", "d")).nodes,
    "a c d",
  );
  const equal = [
    ["a", up, "b", { rank: 1 }],
    ["a", up, "c", { rank: 0 }],
    ["b", up, "d"],
    ["c", up, "d"],
  ];
  assert.equal(
    told(organisation({ bodies: "a b c d", relations: equal }).findWay("a", "d")).nodes,
    "a c d",
  );
});

test("a way that has ended or has not begun is told with its first broken link", () => {
  for (const life of [[1, DAY], [DAY + 1, DAY + 9]]) {
    const relations = [["a", up, "b"], ["b", up, "c", { life }]];
    const { findWay } = organisation({ bodies: "a b c", relations });
    assert.deepEqual(told(findWay("a", "c")), { nodes: "a b c", hops: [0, 1], broken: 1 });
  }
});

test("among broken ways a link that holds goes before one that does not", () => {
  const life = [1, DAY];
  const relations = [
    ["a", up, "b", { life }],
    ["a", up, "c"],
    ["b", up, "d"],
    ["c", up, "d", { life }],
  ];
  const { findWay } = organisation({ bodies: "a b c d", relations });
  assert.deepEqual(told(findWay("a", "d")), { nodes: "a c d", hops: [1, 3], broken: 3 });
});

test("a way that was open goes before a shorter one whose links never held at once", () => {
  const relations = [
    ["a", up, "b", { life: [1, 10] }],
    ["b", up, "d", { life: [20, DAY + 9] }],
    ["a", up, "c", { life: [20, 30] }],
    ["c", up, "b", { life: [20, DAY + 9] }],
  ];
  const { findWay } = organisation({ bodies: "a b c d", relations });
  assert.deepEqual(told(findWay("a", "d")), { nodes: "a c b d", hops: [2, 3, 1], broken: 2 });
});

test("of two periods of a relation the last is told, and before both the first", () => {
  const relations = [
    ["a", up, "b", { life: [10, 20] }],
    ["a", up, "b", { life: [30, 40] }],
  ];
  const { findWay } = organisation({ bodies: "a b", relations });
  assert.deepEqual(
    [5, 25, DAY].map((on) => findWay("a", "b", 0, on).broken.id),
    [0, 0, 1],
  );
});

test("nothing moves along what has no rank among the relations: it was rejected", () => {
  const rank = undefined;
  const relations = [["a", up, "b", { rank }], ["a", "ansvarlig for", "t", { rank }]];
  const { findWay, waysThatStop } = organisation({ bodies: "a b", things: ["t"], relations });
  assert.equal(findWay("a", "b"), null);
  assert.deepEqual([waysThatStop("a"), waysThatStop("t")], [[], []]);
});

test("a relation holds from its first day to the day before it is gone", () => {
  const relations = [["a", up, "b", { life: [DAY, DAY + 1] }]];
  const { findWay } = organisation({ bodies: "a b", relations });
  assert.deepEqual(
    [DAY - 1, DAY, DAY + 1].map((on) => findWay("a", "b", 0, on).broken?.id),
    [0, undefined, 0],
  );
});

test("the matter of a thing goes first to whoever answers for it", () => {
  const relations = [["b", "ansvarlig for", "t"], ["b", up, "c"]];
  const { findWay, waysThatStop } = organisation({ bodies: "b c", things: ["t"], relations });
  assert.deepEqual(told(findWay("t", "c")).nodes, "t b c");
  assert.deepEqual(listed(waysThatStop("t")), [["t b c", undefined]]);
});

test("a matter stops where nothing leads further", () => {
  const relations = [["a", up, "b"], ["a", "rådgiver", "c"], ["b", up, "d"]];
  const { waysThatStop } = organisation({ bodies: "a b c d", relations });
  assert.deepEqual(listed(waysThatStop("a")), [["a c", undefined], ["a b d", undefined]]);
  assert.deepEqual(waysThatStop("d"), []);
});

test("a circle that nothing leads out of is gone round once, from where it is met", () => {
  const relations = [["a", up, "b"], ["b", up, "c"], ["c", up, "b"]];
  const { waysThatStop } = organisation({ bodies: "a b c", relations });
  assert.deepEqual(listed(waysThatStop("a")), [["a b c b", "b c b"]]);
  const itself = organisation({ bodies: "a", relations: [["a", up, "a"]] });
  assert.deepEqual(listed(itself.waysThatStop("a")), [["a a", "a a"]]);
});

test("a circle with a way out is no end", () => {
  const relations = [["a", up, "b"], ["b", up, "a"], ["b", up, "c"]];
  const { waysThatStop } = organisation({ bodies: "a b c", relations });
  assert.deepEqual(listed(waysThatStop("a")), [["a b c", undefined]]);
});

test("each side has its own ways", () => {
  const relations = [["a", up, "b", { side: 0 }], ["a", up, "c", { side: 1 }]];
  const { findWay } = organisation({ bodies: "a b c", relations, sides: 2 });
  assert.deepEqual(
    [0, 1].map((side) => told(findWay("a", "c", side))?.nodes),
    [undefined, "a c"],
  );
});

test("a way does not depend on how many others there are", () => {
  const ids = Array.from({ length: 2000 }, (_, number) => `n${number}`);
  const relations = ids.slice(1).map((id, number) => [ids[number], up, id]);
  const { findWay } = organisation({ bodies: ids.join(" "), relations });
  assert.equal(findWay("n0", "n1999").hops.length, 1999);
});
