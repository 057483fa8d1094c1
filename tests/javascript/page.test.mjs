// Each page's scripts put together: no name that nobody has, none that nobody uses.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Linter } from "eslint";
import globals from "globals";
import { mapScript, scenarioScript, siteScript } from "./scripts.mjs";

const ONLY_THE_SITE = { varsIgnorePattern: "^(unfold|foldCode)$" }; // of danish.js
const scripts = {
  map: `(() => {\n${mapScript()}})();`,
  site: siteScript(),
  scenario: scenarioScript(),
};

for (const [name, script] of Object.entries(scripts)) {
  test(`every name of the scripts of the ${name} is known and used`, () => {
    const found = new Linter().verify(script, {
      linterOptions: { reportUnusedDisableDirectives: "off" },
      languageOptions: { sourceType: "script", globals: { ...globals.browser, vis: "readonly" } },
      rules: {
        "no-undef": "error",
        "no-redeclare": "error",
        "no-unused-vars": ["error", name === "map" ? ONLY_THE_SITE : {}],
      },
    });
    const lines = script.split("\n");
    assert.deepEqual(
      found.map(({ message, line }) => `${message} ${lines[line - 1]}`),
      [],
    );
    assert.ok(!script.includes("</script"));
  });
}
