// Builds dist/: the command (dist/cli/main.js), the library (dist/index.js), shared chunks, the ngspice worker and the declarations.
// Runs as `npm run build`, and through `prepare` at the end of `npm ci`. `node .ci/build.mjs <folder>` builds to another folder of the project.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { chmod, copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = join(root, process.argv[2] ?? "dist");
// Built aside and put in place when it is whole: a build that fails leaves the old one.
const dist = join(root, `dist.tmp-${process.pid}`);
process.on("exit", () => rmSync(dist, { recursive: true, force: true }));

await build({
  absWorkingDir: root,
  entryPoints: { "cli/main": "src/cli/start.ts", index: "src/index.ts" },
  outdir: dist,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // Every dynamic import becomes a chunk of its own: `--help` reads commander and the tables of options, nothing else.
  splitting: true,
  chunkNames: "chunk/[name]-[hash]",
  // 20 MB of WebAssembly in base64: only the worker reads it, from where npm put it.
  external: ["eecircuit-engine"],
  sourcemap: "linked",
  sourcesContent: false,
  // Reading and compiling the code is a good part of a short run. Names stay, for readable stacks.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "linked",
  // CommonJS packages inside an ESM bundle call `require`.
  banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
  logLevel: "warning",
});

// Plain module files (the engine's worker) are not bundled: they are copied to where `new URL(…, import.meta.url)` finds them from
// the chunk that starts them, and beside the entries in case it was inlined there.
for (const file of await plainModules(join(root, "src"))) {
  for (const folder of ["", "cli", "chunk"]) {
    await mkdir(join(dist, folder), { recursive: true });
    await copyFile(file, join(dist, folder, file.slice(dirname(file).length + 1)));
  }
}

// npx runs the file itself, and npm sets the bit only for packages that are installed as a dependency.
await chmod(join(dist, "cli/main.js"), 0o755);

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const types = spawnSync(process.execPath, [tsc, "-p", join(root, ".ci/tsconfig.types.json"), "--outDir", join(dist, "types")], { stdio: "inherit" });
// A type error does not make the program unusable; `npm run types` is where it fails.
if (types.status !== 0) console.error("build: the declarations in dist/types were written in spite of type errors");

await rm(target, { recursive: true, force: true });
await rename(dist, target);

async function plainModules(folder) {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => name.endsWith(".mjs")).map((name) => join(folder, name));
}
