// Writes the files that are generated from the sources: `node .ci/generate.mjs cst|docs`.
import { writeFile } from "node:fs/promises";
import { build } from "esbuild";

const targets = {
  cst: { entry: "grammar/generate-cst.ts", call: "generateCstTypes", file: "grammar/cst.d.ts" },
  docs: { entry: "src/diagnostic/format-reference.ts", call: "formatReference", file: "docs/diagnostics.md" },
};

const target = targets[process.argv[2]];
if (target === undefined) {
  console.error(`usage: node .ci/generate.mjs ${Object.keys(targets).join("|")}`);
  process.exit(2);
}
const root = new URL("../", import.meta.url);
const bundle = await build({
  absWorkingDir: root.pathname,
  entryPoints: [target.entry],
  bundle: true,
  format: "esm",
  platform: "node",
  write: false,
});
const code = Buffer.from(bundle.outputFiles[0].contents).toString("base64");
const module = await import(`data:text/javascript;base64,${code}`);
await writeFile(new URL(target.file, root), module[target.call]());
