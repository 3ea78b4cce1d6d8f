import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { compareGradients } from "../../src/gradient/compare-gradients.ts";
import { estimators } from "../../src/gradient/estimators.ts";
import { libraryFile } from "../engine/library-file.ts";
import * as circuits from "./circuits.ts";
import { gradientOf, openNetlist, witnessOf } from "./open-netlist.ts";

const files = new Map([["modelcard.CMOS90", libraryFile("modelcard.CMOS90")]]);
const model = createModelEngine();
const ngspice = createNgspiceEngine();
beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

describe("aep", () => {
  test.each([
    ["operating points", "model", circuits.controlledSources],
    ["operating points", "ngspice", circuits.controlledSources],
    ["sweeps", "model", circuits.reactive],
    ["sweeps", "ngspice", circuits.reactive],
  ])("%s with linear controlled sources in %s: exact for every β", async (_, name, deck) => {
    const opened = await openNetlist(deck, name === "model" ? model : ngspice);
    const witness = await witnessOf(opened);
    for (const beta of ["auto", 1e-6, 1e-2] as const) {
      const gradient = await gradientOf(opened, "aep", beta);
      const { maxRelativeError } = compareGradients(opened.free.theta, gradient, witness);
      expect(maxRelativeError, `β = ${beta}`).toBeLessThan(1e-8);
    }
    const wrong = await gradientOf(opened, "vf");
    expect(compareGradients(opened.free.theta, wrong, witness).cosine).toBeLessThan(0.9);
  });

  // What is left of bipolar stages is rounding of their operating points: nudges must stay within microvolts there, since the correction
  // leaves the transistors' curvature uncancelled in a loop of their gain, and beyond that the corrected network has other equilibria.
  test.each([
    ["six resistors and three diodes", circuits.diodes, 1e-8],
    ["three MOSFETs in cascade", circuits.mosCascade, 1e-8],
    ["a MOSFET whose drain is below its source", circuits.reversedMos, 1e-9],
    ["a junction transistor", circuits.junctionFet, 3e-7],
    ["two stages of BSIM4 transistors", circuits.bsim, 1e-5],
    ["a bipolar transistor with RB, RC and RE", circuits.bipolar, 2e-4],
    ["three bipolar transistors with feedback", circuits.threeTransistors, 2e-2],
  ])("%s, with β chosen by itself", async (_, deck, bound) => {
    const opened = await openNetlist(deck, ngspice, files);
    const gradient = await gradientOf(opened, "aep");
    const witness = await witnessOf(opened);
    const { maxRelativeError } = compareGradients(opened.free.theta, gradient, witness);
    expect(maxRelativeError).toBeLessThan(bound);
  });

  test("errs in proportion to β² on three MOSFETs in cascade, where the uncorrected rule is wrong", async () => {
    const opened = await openNetlist(circuits.mosCascade, ngspice);
    const exact = await gradientOf(opened, "adjoint");
    const errors: number[] = [];
    for (const beta of [1e-7, 1e-8, 1e-9]) {
      const gradient = await gradientOf(opened, "aep", beta);
      errors.push(compareGradients(opened.free.theta, gradient, exact).maxRelativeError);
    }
    expect(errors[0]! / errors[1]!).toBeGreaterThan(80);
    expect(errors[0]! / errors[1]!).toBeLessThan(120);
    expect(errors[1]! / errors[2]!).toBeGreaterThan(80);
    expect(errors[1]! / errors[2]!).toBeLessThan(120);
    const wrong = await gradientOf(opened, "vf");
    expect(compareGradients(opened.free.theta, wrong, exact).maxRelativeError).toBeGreaterThan(0.5);
  });

  test("refuses what it cannot correct for, with the element's name", async () => {
    const behaviour = `V1 a 0 1\nR1 a 0 1k\nB1 b 0 v=v(a)^2\nR2 b 0 1k\n.op\n* @train R1\n* @goal v(b) = 1`;
    const { problem } = await openNetlist(behaviour, ngspice);
    expect(estimators.aep.refuse(problem.circuit, new Set(["dc"]))).toMatch(/^B1 sets a voltage/);
    const stage = await openNetlist(circuits.bipolar, ngspice);
    expect(estimators.aep.refuse(stage.problem.circuit, new Set(["ac"]))).toMatch(/^Q1 is a device/);
    expect(estimators.aep.refuse(problem.circuit, new Set(["tran"]))).toMatch(/transient/);
  });
});
