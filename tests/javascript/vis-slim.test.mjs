// vis-slim.js is what its recipe makes of vis-network, byte for byte.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ASSETS, buildSlim, slimmed } from "./vis-slim.mjs";

test("the recipe gives vis-slim.js, its checksum and its licences", async () => {
  for (const [name, text] of Object.entries(await buildSlim())) {
    assert.ok(
      text === readFileSync(new URL(name, ASSETS), "utf8"),
      `${name} is not what the recipe gives`,
    );
  }
});

test("a vis-network without what is to be replaced is told, not slimmed by half", () => {
  assert.throws(() => slimmed("class Other {\n}\n"), /class Box/);
});
