import { describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { runFree } from "../../src/gradient/free-run.ts";
import { openProblem } from "../../src/training/open-problem.ts";
import { compileNetlist, readGallery, startOf } from "../netlists/gallery.ts";
import { unwrap } from "../netlists/unwrap.ts";
import { type Step, transformed } from "./transform-text.ts";

/** The cost at the start, of a netlist whose tables lie beside `name`. */
async function costOf(name: string, text: string): Promise<number> {
  const { circuit, objectives } = compileNetlist({ name, text });
  const { problem } = unwrap(await openProblem(circuit, objectives, createModelEngine()));
  return unwrap(await runFree(problem, startOf(circuit))).cost;
}

const steps: readonly Step[] = [
  "flatten",
  "evaluate",
  "format",
  "portable",
  "merge",
  { pass: "rename-nodes", argument: "numbers" },
  { pass: "scale-frequency", argument: 16 },
  { pass: "scale-impedance", argument: 16 },
];

/** What a pass cannot take along in a goal, and says. */
function isSaid(step: Step, text: string): boolean {
  const pass = typeof step === "string" ? step : step.pass;
  const hasTable = /\btable\(/i.test(text);
  const hasCurrentSource = /^i\w/im.test(text);
  return (pass === "scale-frequency" && hasTable) || (pass === "scale-impedance" && hasCurrentSource);
}

/** Linear netlists with a sweep: the model engine tells their cost. */
const gallery = readGallery().filter(
  ({ source: { text } }) => /^\.ac\b/im.test(text) && !/^[dqmjb]\w/im.test(text.replace(/^.*\n/, "")),
);

describe.each(gallery)("goals of netlists/$name", ({ path, source }) => {
  test.each(steps.filter((step) => !isSaid(step, source.text)))(
    "have the same cost after %j",
    async (step) => {
      const before = await costOf(path, source.text);
      const after = await costOf(path, transformed(source.text, step));
      expect(Math.abs(after - before)).toBeLessThan(1e-7 * before);
    },
  );
});
