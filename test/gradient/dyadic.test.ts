import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { compareGradients } from "../../src/gradient/compare-gradients.ts";
import { estimators } from "../../src/gradient/estimators.ts";
import * as circuits from "./circuits.ts";
import { gradientOf, openNetlist, witnessOf } from "./open-netlist.ts";

const model = createModelEngine();
const ngspice = createNgspiceEngine();
beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

describe("dyadic", () => {
  test.each([
    ["operating points", "model", circuits.controlledSources],
    ["operating points", "ngspice", circuits.controlledSources],
    ["sweeps", "model", circuits.reactive],
    ["sweeps", "ngspice", circuits.reactive],
  ])("%s with linear controlled sources in %s: exact for every β, in one run", async (_, name, deck) => {
    const opened = await openNetlist(deck, name === "model" ? model : ngspice);
    const witness = await witnessOf(opened);
    for (const beta of ["auto", 1e-6, 1e-2] as const) {
      const gradient = await gradientOf(opened, "dyadic", beta);
      const { maxRelativeError } = compareGradients(opened.free.theta, gradient, witness);
      expect(maxRelativeError, `β = ${beta}`).toBeLessThan(1e-8);
    }
  });

  test("one run of the model engine", async () => {
    const opened = await openNetlist(circuits.controlledSources, model);
    const before = opened.analyses();
    await gradientOf(opened, "dyadic");
    expect(opened.analyses() - before).toBe(1);
  });

  test.each([
    ["six resistors and three diodes", circuits.diodes],
    ["three MOSFETs in cascade", circuits.mosCascade],
    ["a MOSFET whose drain is below its source", circuits.reversedMos],
    ["a junction transistor", circuits.junctionFet],
    ["a bipolar transistor with RB, RC and RE", circuits.bipolar],
  ])("%s: the gradient of aep and of finite differences", async (_, deck) => {
    const opened = await openNetlist(deck, ngspice);
    const gradient = await gradientOf(opened, "dyadic");
    const witness = await witnessOf(opened);
    const { maxRelativeError } = compareGradients(opened.free.theta, gradient, witness);
    expect(maxRelativeError).toBeLessThan(2e-7);
  });

  test("refuses what it cannot double, with its name", async () => {
    const { problem } = await openNetlist(circuits.bipolar, ngspice);
    expect(estimators.dyadic.refuse(problem.circuit, new Set(["ac"]))).toMatch(/^Q1 is a device/);
    const ported = {
      ...problem.circuit,
      elements: [],
      ports: [{ number: 3 }],
    } as unknown as typeof problem.circuit;
    expect(estimators.dyadic.refuse(ported, new Set(["ac"]))).toMatch(/^port 3/);
  });
});
