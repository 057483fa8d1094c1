// The recipe of orgraph/maps/assets/vis-slim.js: `DataSet` and `Network` of vis-network without
// what the map never uses. `npm run vis-slim` writes it, its licences and its checksum;
// vis-slim.test.mjs holds them to this recipe.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = new URL(".", import.meta.url);
export const ASSETS = new URL("../../orgraph/maps/assets/", HERE);

const ENTRY = `
export { DataSet } from "vis-data/esnext/esm/vis-data.js";
export { Network } from "vis-network/esnext/esm/vis-network.js";`;

// Classes that are made or named, but of which the map never asks more than this: it draws its own
// boxes and lines, and moves, edits and clusters nothing.
const SHAPES = [
  "Box", "Circle", "CircularImage", "Database", "Diamond", "Dot", "Ellipse", "Hexagon", "Icon",
  "Square", "Star", "Text", "Triangle", "TriangleDown",
];
const FORCES = [
  "BarnesHutSolver", "CentralGravitySolver", "ForceAtlas2BasedCentralGravitySolver",
  "ForceAtlas2BasedRepulsionSolver", "HierarchicalRepulsionSolver", "HierarchicalSpringSolver",
  "RepulsionSolver", "SpringSolver",
];
const CLASSES = {
  ...Object.fromEntries([...SHAPES, ...FORCES].map((name) => [name, ""])),
  Edge: "static parseOptions() {}",
  ClusterEngine:
    "_isClusteredNode() { return false; } _isClusteredEdge() { return false; } _updateState() {}",
  KamadaKawai: "setOptions() {}",
  ManipulationSystem: "constructor() { this.options = {}; } setOptions() {}",
};
const FUNCTIONS = ["DOTToGraph", "parseGephi"];
const LANGUAGES = ["cn", "cs", "de", "en", "es", "fr", "it", "nl", "pt", "ru", "uk"];

// The text with what begins with these words and ends at the next line with nothing but its end
// put otherwise.
function replaced(text, begin, end, otherwise) {
  const from = text.indexOf(`\n${begin}`) + 1;
  const to = text.indexOf(`\n${end}\n`, from) + end.length + 1;
  if (!from || to <= from) throw new Error(`vis-network has no »${begin}« any more`);
  return text.slice(0, from) + otherwise + text.slice(to);
}

export function slimmed(text) {
  for (const [name, body] of Object.entries(CLASSES)) {
    text = replaced(text, `class ${name} `, "}", `class ${name} { ${body} }`);
  }
  for (const name of FUNCTIONS) {
    text = replaced(text, `function ${name}(`, "}", `function ${name}() {}`);
  }
  for (const name of LANGUAGES) {
    text = replaced(text, `const ${name} = {`, "};", `const ${name} = {};`);
  }
  return text;
}

const slim = {
  name: "slim",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]vis-network\.mjs$/ }, ({ path }) => ({
      contents: slimmed(readFileSync(path, "utf8")),
    }));
  },
};

export async function buildSlim() {
  const { outputFiles, metafile } = await build({
    stdin: { contents: ENTRY, resolveDir: fileURLToPath(HERE) },
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "vis",
    target: "es2020",
    legalComments: "none", // they stand in vis-slim.LICENSE.txt
    plugins: [slim],
    metafile: true,
    write: false,
  });
  const script = outputFiles[0].text;
  const checksum = `${createHash("sha256").update(script).digest("hex")}  vis-slim.js\n`;
  return {
    "vis-slim.js": script,
    "vis-slim.js.sha256": checksum,
    "vis-slim.LICENSE.txt": licencesOf(Object.keys(metafile.inputs)),
  };
}

// Of every package that something was taken from: its name, version and licence.
function licencesOf(inputs) {
  const packages = inputs
    .map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
    .filter(Boolean);
  const parts = [...new Set(packages)].sort().map((name) => {
    const folder = new URL(`node_modules/${name}/`, HERE);
    const { version, license } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
    const files = readdirSync(folder).filter((file) => /^licen[sc]e/i.test(file));
    const file = files.find((found) => found.includes("MIT")) ?? files[0];
    const text = readFileSync(new URL(file, folder), "utf8").replaceAll("\r\n", "\n").trim();
    return `${name} ${version} (${license}; used under MIT)\n\n${text}\n`;
  });
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(await buildSlim())) {
    writeFileSync(new URL(name, ASSETS), text);
  }
}
