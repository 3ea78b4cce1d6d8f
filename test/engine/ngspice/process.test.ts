import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
// Inside node_modules, so that the bundle finds the package that it leaves out.
const cache = join(root, "node_modules/.cache");
let folder: string;

/** The engine as the build makes it: one bundle, the worker's plain file beside it. */
beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, "ngspice-"));
  await build({
    entryPoints: [join(root, "src/engine/ngspice/ngspice-engine.ts")],
    outfile: join(folder, "ngspice-engine.mjs"),
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["eecircuit-engine"],
  });
  copyFileSync(join(root, "src/engine/ngspice/ngspice-worker.mjs"), join(folder, "ngspice-worker.mjs"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function runProgram(
  body: string,
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const file = join(folder, `program-${body.length}.mjs`);
  writeFileSync(file, `import { createNgspiceEngine } from "./ngspice-engine.mjs";\n${body}\n`);
  const child = spawn(process.execPath, [file], { timeout: 30_000 });
  let out = "";
  let err = "";
  child.stdout.on("data", (data) => {
    out += data;
  });
  child.stderr.on("data", (data) => {
    err += data;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}

describe("a process with the bundled engine", () => {
  it("ends by itself when the engine is idle, closed or not, and the engine prints nothing", async () => {
    const { code, out, err } = await runProgram(`
      const engine = createNgspiceEngine();
      const deck = "t\\nv1 a 0 1\\nr1 a b 1k\\nr2 b 0 1k\\n.op\\n.end\\n";
      const outcome = await engine.simulate({ deck });
      const bad = await engine.simulate({ deck: "t\\nv1 a 0 1\\nv2 a 0 2\\n.op\\n.end\\n" });
      console.log(outcome.value[0].variables.find(({ name }) => name === "v(b)").re[0], bad.reason);`);
    expect({ code, out, err }).toEqual({ code: 0, out: "0.5 singular\n", err: "" });
  });

  it("ends by itself after an engine that was warmed up and not used", async () => {
    const { code, err } = await runProgram("const engine = createNgspiceEngine(); void engine.warmUp();");
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("does not load ngspice before it is needed", async () => {
    const { code, out } = await runProgram(`
      const start = process.memoryUsage().rss;
      const engine = createNgspiceEngine();
      await new Promise((resolve) => setTimeout(resolve, 300));
      console.log(process.memoryUsage().rss - start < 40 * 2 ** 20);`);
    expect({ code, out }).toEqual({ code: 0, out: "true\n" });
  });
});
