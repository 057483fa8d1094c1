// ESLint's recommended rules and those of this house, over the pages' scripts, their tests and the
// recipe of vis-slim.
import js from "@eslint/js";
import globals from "globals";

const house = {
  curly: ["error", "multi-line"],
  eqeqeq: ["error", "always", { null: "ignore" }],
  "max-len": ["error", { code: 99 }],
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "one-var": ["error", "never"],
  "prefer-arrow-callback": "error",
  "prefer-const": "error",
  "prefer-template": "error",
};

// Texts of the data are hostile: they become text of an element, never HTML.
const asText = ["innerHTML", "outerHTML", "insertAdjacentHTML", "write"].map((property) => ({
  property,
  message: "Text goes into a page as text: textContent or append.",
}));

export default [
  { ignores: ["**/node_modules/", "**/vis-slim.js"] },
  js.configs.recommended,
  { rules: house, linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    // Plain scripts that share one scope: a name may be used in another file. tsc tells of names
    // that nobody has, page.test.mjs of those that nobody uses.
    files: ["orgraph/**/*.js"],
    languageOptions: { sourceType: "script", globals: globals.browser },
    rules: {
      "no-restricted-properties": ["error", ...asText],
      "no-undef": "off",
      "no-unused-vars": ["error", { vars: "local" }],
    },
  },
  {
    files: ["orgraph/pages/assets/danish.js"], // it is about such characters
    rules: { "no-control-regex": "off" },
  },
  { files: ["tests/javascript/**"], languageOptions: { globals: globals.node } },
];
