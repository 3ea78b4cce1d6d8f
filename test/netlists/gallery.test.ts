import { dirname } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { simulateModel } from "../../src/engine/model/simulate-model.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import type { GoalVerdict } from "../../src/goal/objective.ts";
import { runFree } from "../../src/gradient/free-run.ts";
import { openProblem } from "../../src/training/open-problem.ts";
import { verifyNetlist } from "../../src/training/verify-netlist.ts";
import { writeValues } from "../../src/writer/write-values.ts";
import {
  compileNetlist,
  type Expectation,
  folderHost,
  isLinear,
  knownGoodOf,
  readGallery,
  startOf,
} from "./gallery.ts";
import { relativeDifference } from "./relative-difference.ts";
import { hasNativeNgspice, nativeSimulator, runNative } from "./run-native.ts";
import { unwrap } from "./unwrap.ts";

const model = createModelEngine();
const ngspice = createNgspiceEngine();

afterAll(() => ngspice.close());

describe.each(readGallery())("netlists/$name", ({ path, source, header }) => {
  test("says what it teaches and where it comes from", () => {
    expect(source.text.split("\n")[0]).not.toMatch(/^\*/);
    expect(header.teaches).not.toBe("");
    expect(header.source).not.toBe("");
    expect(header.knownGood.size).toBeGreaterThan(0);
  });

  test("compiles without an error or a warning, and something is trained towards a goal", () => {
    const { circuit, objectives } = compileNetlist(source);
    expect(circuit.trainables.length).toBeGreaterThan(0);
    expect(objectives.length).toBeGreaterThan(0);
  });

  test("is written back byte for byte when nothing was trained", () => {
    const { circuit } = compileNetlist(source);
    expect(writeValues(source, circuit.trainables, startOf(circuit), 6)).toBe(source.text);
  });

  test("stands as its header says at the known good values, and not at the start", async () => {
    const { circuit, objectives } = compileNetlist(source);
    const opened = unwrap(await openProblem(circuit, objectives, isLinear(circuit) ? model : ngspice));
    const start = unwrap(await runFree(opened.problem, startOf(circuit)));
    const good = unwrap(await runFree(opened.problem, knownGoodOf(circuit, header)));
    await opened.close();
    expectGood(header.expected, good);
    if (header.expected.kind === "goals-met") {
      expect(start.goals.every(({ met }) => met)).toBe(false);
    } else {
      expect(start.cost).toBeGreaterThan(1e6 * header.expected.cost);
    }
    expect(good.cost).toBeLessThan(start.cost / 50);

    if (!hasNativeNgspice) return;
    // The native ngspice runs the text itself, a transient with time steps of its own.
    const tolerance = objectives.some(({ kind }) => kind === "tran") ? 2e-2 : 1e-6;
    const verifyNatively = async (text: string) =>
      unwrap(await verifyNetlist({ name: path, text }, folderHost(dirname(path)), nativeSimulator));
    const nativeStart = await verifyNatively(source.text);
    expect(Math.abs(nativeStart.cost - start.cost)).toBeLessThan(tolerance * start.cost);
    const goodText = writeValues(source, circuit.trainables, good.theta, 9);
    expectGood(header.expected, await verifyNatively(goodText));
  });

  test.skipIf(!hasNativeNgspice)("is a deck for the native ngspice (skipped without it)", () => {
    const native = runNative(path);
    expect(native.log).not.toMatch(/error|warning|singular|stepping/i);
    const { circuit } = compileNetlist(source);
    const [analysis] = circuit.analyses;
    if (!isLinear(circuit) || analysis?.kind !== "ac") return;
    const plot = native.plots.find(({ variables }) => variables[1]?.im !== undefined);
    const ours = unwrap(simulateModel(circuit, analysis));
    const voltages = ours.variables.filter(({ name }) => name.startsWith("v("));
    expect(voltages).toHaveLength(circuit.nodes.length - 1);
    for (const { name, re, im } of voltages) {
      const theirs = plot?.variables.find((vector) => vector.name === name.toLowerCase());
      expect(theirs, name).toBeDefined();
      expect(relativeDifference({ re, im: im! }, { re: theirs!.re, im: theirs!.im! }), name).toBeLessThan(
        1e-9,
      );
    }
  });
});

function expectGood(
  expected: Expectation,
  { cost, goals }: { readonly cost: number; readonly goals: readonly GoalVerdict[] },
): void {
  if (expected.kind === "goals-met") expect(goals.filter(({ met }) => met !== true)).toEqual([]);
  else expect(cost).toBeLessThan(expected.cost);
}
