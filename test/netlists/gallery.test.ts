import { describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { simulateModel } from "../../src/engine/model/simulate-model.ts";
import { runFree } from "../../src/gradient/free-run.ts";
import { openProblem } from "../../src/training/open-problem.ts";
import { writeValues } from "../../src/writer/write-values.ts";
import { compileNetlist, knownGoodOf, readGallery, startOf } from "./gallery.ts";
import { relativeDifference } from "./relative-difference.ts";
import { hasNativeNgspice, runNative } from "./run-native.ts";
import { unwrap } from "./unwrap.ts";

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
    expect(objectives).toHaveLength(1);
  });

  test("is written back byte for byte when nothing was trained", () => {
    const { circuit } = compileNetlist(source);
    expect(writeValues(source, circuit.trainables, startOf(circuit), 6)).toBe(source.text);
  });

  test("stands as its header says at the known good values, and not at the start", async () => {
    const { circuit, objectives } = compileNetlist(source);
    const { problem } = unwrap(await openProblem(circuit, objectives, createModelEngine()));
    const start = unwrap(await runFree(problem, startOf(circuit)));
    const good = unwrap(await runFree(problem, knownGoodOf(circuit, header)));
    if (header.expected.kind === "goals-met") {
      expect(good.goals.filter(({ met }) => met !== true)).toEqual([]);
      expect(start.goals.every(({ met }) => met)).toBe(false);
    } else {
      expect(good.cost).toBeLessThan(header.expected.cost);
      expect(start.cost).toBeGreaterThan(1e6 * header.expected.cost);
    }
    expect(good.cost).toBeLessThan(start.cost / 50);
  });

  test.skipIf(!hasNativeNgspice)(
    "is a deck for the native ngspice, which finds the same voltages (skipped without it)",
    () => {
      const native = runNative(path);
      expect(native.log).not.toMatch(/error|warning|singular|stepping/i);
      const { circuit } = compileNetlist(source);
      const ours = unwrap(simulateModel(circuit, circuit.analyses[0]!));
      const voltages = ours.variables.filter(({ name }) => name.startsWith("v("));
      expect(voltages).toHaveLength(circuit.nodes.length - 1);
      for (const { name, re, im } of voltages) {
        const theirs = native.vectors.get(name.toLowerCase());
        expect(theirs, name).toBeDefined();
        expect(relativeDifference({ re, im: im! }, theirs!), name).toBeLessThan(1e-9);
      }
    },
  );
});
