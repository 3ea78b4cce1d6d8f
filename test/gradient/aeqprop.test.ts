import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { compareGradients } from "../../src/gradient/compare-gradients.ts";
import { estimators } from "../../src/gradient/estimators.ts";
import { runFree } from "../../src/gradient/free-run.ts";
import * as circuits from "./circuits.ts";
import { diodeNetwork, minimalEnergy } from "./diode-network.ts";
import { gradientOf, openNetlist, unwrap, witnessOf } from "./open-netlist.ts";

const ngspice = createNgspiceEngine();
beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

const variants = ["aeqprop", "aeqprop-optimistic", "aeqprop-pessimistic"] as const;

describe("aeqprop", () => {
  test.each([
    ["resistors", circuits.resistors],
    ["diodes", circuits.diodes],
    ["a sweep of diodes", `${circuits.diodes.replace(".op", ".dc V1 1 2 0.25")}`],
  ])("%s: the physics steps down the gradient", async (_, deck) => {
    const opened = await openNetlist(deck, ngspice);
    const witness = await witnessOf(opened);
    const errorOf = async (name: (typeof variants)[number]): Promise<number> =>
      compareGradients(opened.free.theta, await gradientOf(opened, name), witness).maxRelativeError;
    expect(await errorOf("aeqprop")).toBeLessThan(1e-4);
    expect(await errorOf("aeqprop-optimistic")).toBeLessThan(2e-3);
    expect(await errorOf("aeqprop-pessimistic")).toBeLessThan(2e-3);
  });

  test("errs in proportion to β², one-sided to β", async () => {
    const opened = await openNetlist(circuits.diodes, ngspice);
    const witness = await witnessOf(opened);
    const ratioOf = async (name: (typeof variants)[number]): Promise<number> => {
      const errors: number[] = [];
      for (const beta of [4e-5, 1e-5]) {
        const gradient = await gradientOf(opened, name, beta);
        errors.push(compareGradients(opened.free.theta, gradient, witness).maxRelativeError);
      }
      return errors[0]! / errors[1]!;
    };
    const centred = await ratioOf("aeqprop");
    expect(centred).toBeGreaterThan(12);
    expect(centred).toBeLessThan(20);
    for (const name of ["aeqprop-optimistic", "aeqprop-pessimistic"] as const) {
      const ratio = await ratioOf(name);
      expect(ratio).toBeGreaterThan(3.3);
      expect(ratio).toBeLessThan(4.7);
    }
  });

  // The bound of the paper: what a step minimises is above the mean cost between the two nudges, and touches it where the step begins.
  test.each([
    ["aeqprop", -0.5, 0.5],
    ["aeqprop-optimistic", 0, 1],
    ["aeqprop-pessimistic", -1, 0],
  ] as const)("%s: [F(β₂) - F(β₁)]/(β₂ - β₁) never increases over 200 steps", async (name, hold, release) => {
    const goals = "* @goal v(out) = 0.3\n* @goal v(a) = 0.55 weight=0.5";
    const opened = await openNetlist(`${diodeNetwork}\n${goals}`, ngspice);
    const cost = { weights: [0.5, 0, 1], targets: [0.55, 0, 0.3] };
    const beta = 4e-4;
    const lyapunov = (theta: Float64Array): number =>
      (minimalEnergy(theta, release * beta, cost) - minimalEnergy(theta, hold * beta, cost)) / beta;
    let theta = opened.free.theta;
    const first = lyapunov(theta);
    let last = first;
    for (let step = 0; step < 200; step++) {
      const free = unwrap(await runFree(opened.problem, theta));
      theta = unwrap(await estimators[name].relax!(opened.problem, free, { beta, rate: 0.1 }));
      const next = lyapunov(theta);
      // The energies are sums of milliwatts: their difference over β is known to about 1e-12.
      expect(next, `step ${step}`).toBeLessThanOrEqual(last + 1e-11 * first);
      last = next;
    }
    expect(last).toBeLessThan(0.6 * first);
  });

  test("refuses what conductances cannot do, with the element's name", async () => {
    const { problem } = await openNetlist(circuits.diodes, ngspice);
    expect(estimators.aeqprop.refuse(problem.circuit, new Set(["ac"]))).toMatch(/operating points/);
    const trained = await openNetlist(`${circuits.resistors}\nC1 out 0 1n\n* @train C1\n`, ngspice);
    expect(estimators.aeqprop.refuse(trained.problem.circuit, new Set(["dc"]))).toMatch(/^C1 is no resistor/);
    const directed = await openNetlist(circuits.controlledSources, ngspice);
    expect(estimators.aeqprop.refuse(directed.problem.circuit, new Set(["dc"]))).toMatch(/^E1/);
  });
});
