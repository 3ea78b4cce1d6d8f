/**
 * Run measured comparisons against the built package.
 *
 *   npm run build
 *   node bench/run.mjs                 all of them
 *   node bench/run.mjs lc-task start-up
 *   node bench/run.mjs fuzz --inputs=1000000
 *
 * Each comparison is bench/<name>.ts with one export `measure(): Promise<void>`. It sees the library as users do, through dist/; everything
 * it is compared with is measured in the same run.
 */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const COMPARISONS = [
  "analyses",
  "lc-task",
  "ladder-starts",
  "full-gradient",
  "start-up",
  "corpus",
  "netlist-size",
  "fuzz",
  "fabrication",
  "estimators",
];

const root = fileURLToPath(new URL("..", import.meta.url));
const library = new URL("../dist/index.js", import.meta.url);
const scratch = new URL("../node_modules/.cache/tellegen-bench/", import.meta.url);

/** The library is the built one, its other modules (optimisers for the black-box side) are bundled from source. */
const builtLibrary = {
  name: "built-library",
  setup(bundler) {
    bundler.onResolve({ filter: /src\/index\.ts$/ }, () => ({ path: library.href, external: true }));
  },
};

async function run(name) {
  const outfile = fileURLToPath(new URL(`${name}.mjs`, scratch));
  await build({
    absWorkingDir: root,
    entryPoints: [`bench/${name}.ts`],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    plugins: [builtLibrary],
    logLevel: "warning",
  });
  const { measure } = await import(pathToFileURL(outfile).href);
  await measure();
}

const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const unknown = names.find((name) => !COMPARISONS.includes(name));
if (unknown !== undefined) {
  console.error(`bench: there is no comparison "${unknown}"; there are ${COMPARISONS.join(", ")}`);
  process.exitCode = 2;
} else if (!existsSync(library)) {
  console.error("bench: dist/ is missing; run `npm run build` first");
  process.exitCode = 2;
} else {
  const [cpu] = cpus();
  const load = loadavg()[0].toFixed(1);
  console.log(
    `Node ${process.version}, ${cpus().length} x ${cpu?.model ?? "unknown processor"}, load ${load}`,
  );
  await mkdir(scratch, { recursive: true });
  for (const name of names.length > 0 ? names : COMPARISONS) await run(name);
}
