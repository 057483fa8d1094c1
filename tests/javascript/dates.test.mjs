// The date slider, and the day in the address.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cases } from "./scripts.mjs";
import { organisation } from "./organisation.mjs";

const days = [735860, 736208, 737119]; // 2015-09-19, 2016-09-01, 2019-03-01
const made = (more) => organisation({ bodies: "a b", relations: [], days, start: 1, ...more });

test("days are written as the program writes them", () => {
  const { isoOf, dayText } = made();
  for (const [ordinal, iso, words] of cases.days) {
    assert.deepEqual([isoOf(ordinal), dayText(ordinal)], [iso, words]);
  }
});

test("the page opens on the day it was written for, and the slider stays among its stops", () => {
  const { day, moveToStop } = made();
  const seen = [day()];
  for (const place of [0, 2, -1, 99]) {
    moveToStop(place);
    seen.push(day());
  }
  assert.deepEqual(seen, [days[1], days[0], days[2], days[0], days[2]]);
});

test("only changes are shown on the day of the side after, and the slider does not move", () => {
  const { day, moveToStop, state } = made({ sides: 2 });
  state.stops = [0, 0];
  state.side = 2;
  moveToStop(2);
  assert.deepEqual([day(), state.stops], [days[1], [0, 0]]);
});

test("a day belongs to the last stop before it", () => {
  const { stopOf } = made();
  const asked = [
    "2014-01-01",
    "2015-09-19",
    "2016-08-31",
    "2016-09-01",
    "2016-09-02",
    "2030-01-01",
  ];
  assert.deepEqual(
    asked.map((iso) => stopOf(0, iso)),
    [0, 0, 0, 1, 1, 2],
  );
});

test("an address says what is otherwise than at the start, and nothing else", () => {
  const { addressOf, state } = made();
  assert.equal(addressOf("a"), "#a");
  assert.equal(addressOf(null), "#");
  assert.equal(addressOf("å b/ø"), "#%C3%A5%20b%2F%C3%B8");
  state.stops = [0];
  assert.equal(addressOf("a", { view: "way", to: "b" }), "#a?dag=2015-09-19&vis=vej&til=b");
  assert.equal(addressOf("a", { view: "table", to: "b" }), "#a?dag=2015-09-19&vis=tabel");
});

test("what an address says is taken over", () => {
  const { obeyAddress, state, day } = made({ hash: "#a?dag=2017-01-01&vis=vej&til=b" });
  assert.equal(obeyAddress(), "a");
  assert.deepEqual([state.view, state.to, day()], ["way", "b", days[1]]);
});

test("what an address cannot mean is left as at the start", () => {
  const { obeyAddress, state, day } = made({ hash: "#%E0%A4%A?dag=x&vis=x&til=x&side=efter" });
  assert.equal(obeyAddress(), "%E0%A4%A");
  assert.deepEqual([state.view, state.to, state.side, day()], ["map", null, 0, days[2]]);
});

test("of relations only those that there are are counted", () => {
  const { relationWords } = made();
  assert.equal(relationWords([0, 0, 0]), "");
  assert.equal(relationWords([2, 0, 1]), "Relationer: 2 begynder, 1 omtales første gang.");
});
