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

const linear = `${circuits.resistors}\nVs out s 0\nR7 s 0 2.2k\nI1 0 b 0.2m\n* @train V1 I1\n* @goal i(Vs) = 1m scale=1m`;

describe("frequency-propagation", () => {
  test.each(["model", "ngspice"])(
    "is exact for every β on a linear network in %s, in one run",
    async (name) => {
      const opened = await openNetlist(linear, name === "model" ? model : ngspice);
      const witness = await witnessOf(opened);
      for (const beta of [1e-6, 1e-4, 1e-2]) {
        const before = opened.analyses();
        const gradient = await gradientOf(opened, "frequency-propagation", beta);
        expect(opened.analyses() - before).toBe(1);
        expect(
          compareGradients(opened.free.theta, gradient, witness).maxRelativeError,
          `β = ${beta}`,
        ).toBeLessThan(1e-7);
      }
    },
  );

  test("errs in proportion to β² with diodes", async () => {
    const opened = await openNetlist(circuits.diodes, ngspice);
    const witness = await witnessOf(opened);
    const errorAt = async (beta: number | "auto"): Promise<number> => {
      const gradient = await gradientOf(opened, "frequency-propagation", beta);
      return compareGradients(opened.free.theta, gradient, witness).maxRelativeError;
    };
    const [coarse, fine] = [await errorAt(1e-4), await errorAt(1e-5)];
    expect(coarse / fine).toBeGreaterThan(80);
    expect(coarse / fine).toBeLessThan(120);
    expect(await errorAt("auto")).toBeLessThan(1e-4);
  });

  test("a sweep is one run for each of its points", async () => {
    const opened = await openNetlist(circuits.resistors.replace(".op", ".dc V1 1 2 0.25"), model);
    const before = opened.analyses();
    const gradient = await gradientOf(opened, "frequency-propagation", 1e-4);
    expect(opened.analyses() - before).toBe(5);
    expect(
      compareGradients(opened.free.theta, gradient, await witnessOf(opened)).maxRelativeError,
    ).toBeLessThan(1e-8);
  });

  test("refuses networks with memory and other analyses, with the element's name", async () => {
    const { problem } = await openNetlist(`${circuits.resistors}\nC1 out 0 1n`, model);
    expect(estimators["frequency-propagation"].refuse(problem.circuit, new Set(["dc"]))).toMatch(
      /^C1 stores energy/,
    );
    expect(estimators["frequency-propagation"].refuse(problem.circuit, new Set(["ac"]))).toMatch(
      /two frequencies/,
    );
  });
});
