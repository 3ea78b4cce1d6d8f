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
    ["three bipolar transistors with feedback", circuits.threeTransistors],
    ["two stages of BSIM4 transistors", circuits.bsim, 1e-5],
  ] as const)("%s: the gradient of finite differences", async (_, deck, bound: number = 2e-7) => {
    const opened = await openNetlist(deck, ngspice, files);
    const gradient = await gradientOf(opened, "dyadic");
    const witness = await witnessOf(opened);
    const { maxRelativeError } = compareGradients(opened.free.theta, gradient, witness);
    expect(maxRelativeError).toBeLessThan(bound);
  });

  test.each([
    ["six resistors and three diodes", circuits.diodes],
    ["three MOSFETs in cascade", circuits.mosCascade],
    ["a junction transistor", circuits.junctionFet],
  ])("%s: the gradient of aep", async (_, deck) => {
    const opened = await openNetlist(deck, ngspice, files);
    const [one, other] = [await gradientOf(opened, "dyadic"), await gradientOf(opened, "aep")];
    const { maxRelativeError } = compareGradients(opened.free.theta, one, other);
    expect(maxRelativeError).toBeLessThan(1e-6);
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
