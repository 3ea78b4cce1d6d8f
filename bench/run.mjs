/**
 * Run measured comparisons against the built package.
 *
 *   npm run build
 *   node bench/run.mjs                 all of them
 *   node bench/run.mjs lc-task start-up
 *   node bench/run.mjs fuzz --inputs=1000000
 *   node bench/run.mjs experiments                lists the experiments of the papers; --page writes their page from the records
 *   node bench/run.mjs experiment allostery       runs one and records its figures; with options it is a trial that records nothing
 *
 * An experiment is bench/experiments/<name>.ts, see bench/experiment.ts. Each comparison is bench/<name>.ts with one export `measure(): Promise<void>`. It sees the library as users do, through dist/; everything
 * it is compared with is measured in the same run.
 */
import { existsSync, readdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const COMPARISONS = [
  "analyses",
  "lc-task",
  "ladder-starts",
  "full-gradient",
  "start-up",
  "corpus",
  "corpus-transform",
  "netlist-size",
  "fuzz",
  "fabrication",
  "estimators",
  "fixed-ends",
  "transient-grid",
  "durability",
];

const root = fileURLToPath(new URL("..", import.meta.url));
// A long measurement can be given a build of its own (`node .ci/build.mjs dist.tmp-long`), which no `npm run build` replaces meanwhile.
const library = new URL(`../${process.env.TELLEGEN_DIST ?? "dist"}/index.js`, import.meta.url);
const scratch = new URL("../node_modules/.cache/tellegen-bench/", import.meta.url);

/** The library is the built one, its other modules (optimisers for the black-box side) are bundled from source. */
const builtLibrary = {
  name: "built-library",
  setup(bundler) {
    bundler.onResolve({ filter: /src\/index\.ts$/ }, () => ({ path: library.href, external: true }));
  },
};

async function load(name) {
  const outfile = fileURLToPath(new URL(`${name}.mjs`, scratch));
  await mkdir(dirname(outfile), { recursive: true });
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
  return import(pathToFileURL(outfile).href);
}

/** Experiments are found by their files: adding one needs no list. */
function experimentNames() {
  return readdirSync(new URL("experiments/", import.meta.url))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3))
    .sort();
}

async function listExperiments() {
  const known = await Promise.all(
    experimentNames().map(async (name) => ({ name, ...(await load(`experiments/${name}`)).experiment })),
  );
  const width = Math.max(0, ...known.map(({ name }) => name.length));
  for (const { name, title } of known.sort((a, b) => a.order - b.order))
    console.log(`${name.padEnd(width)}  ${title}`);
}

const words = process.argv.slice(2);
const names = words.filter((argument) => !argument.startsWith("--"));
const [first, ...rest] = names;
const known = first === "experiment" ? experimentNames() : [...COMPARISONS, "experiment", "experiments"];
const asked = first === "experiment" ? rest : names;
const unknown = asked.find((name) => !known.includes(name));
if (first === "experiment" && rest.length === 0) fail(`name an experiment: ${known.join(", ")}`);
else if (unknown !== undefined) fail(`there is no "${unknown}"; there are ${known.join(", ")}`);
else if (!existsSync(library)) fail("dist/ is missing; run `npm run build` first");
else if (first === "experiments" && words.includes("--page"))
  (await load("record-experiment")).writeExperimentPage(root);
else if (first === "experiments") await listExperiments();
else {
  const [cpu] = cpus();
  const busy = loadavg()[0].toFixed(1);
  console.log(
    `Node ${process.version}, ${cpus().length} x ${cpu?.model ?? "unknown processor"}, load ${busy}`,
  );
  if (first === "experiment") {
    const options = words.filter((argument) => argument.startsWith("--"));
    const { recordExperiment } = await load("record-experiment");
    for (const name of rest) {
      const { experiment } = await load(`experiments/${name}`);
      await recordExperiment(name, experiment, root, options);
    }
  } else {
    for (const name of names.length > 0 ? names : COMPARISONS) await (await load(name)).measure();
  }
}

function fail(why) {
  console.error(`bench: ${why}`);
  process.exitCode = 2;
}
