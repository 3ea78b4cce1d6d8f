import { describe, expect, it } from "vitest";
import type { Formula, FormulaSymbol } from "../../src/action/formula.ts";
import { stateAction } from "../../src/action/state-action.ts";
import type { Circuit } from "../../src/circuit/circuit.ts";
import type { Phase } from "../../src/experiment/experiment.ts";
import { writeSourceDrive } from "../../src/network/excitation.ts";
import { buildNetwork } from "../../src/network/network.ts";
import { complexVector } from "../../src/numeric/complex-vector.ts";
import { circuitOf, slotsOf } from "../circuit-builder.ts";
import { add, distance, divide, magnitude, multiply, subtract, type Z, z } from "../complex.ts";
import { experimentOf, freeRun, runPhases, solveFree } from "../engine/model/run-phases.ts";
import { randomNetwork } from "../network/random-network.ts";
import { evaluateFormula } from "./evaluate-formula.ts";

const frequency = 2.1e5;
const jw = z(0, 2 * Math.PI * frequency);
const seeds = Array.from({ length: 4 }, (_, seed) => [seed] as const);

type Read = (text: string) => Z;

/** Looks symbols up in a state of the circuit, a free solution and (for y and j) a nudged one. Currents of R-L-C branches come from their laws. */
function lookUp(circuit: Circuit, slots: Float64Array, free: Read, nudged: Read = free) {
  return (symbol: FormulaSymbol): Z => {
    switch (symbol.kind) {
      case "angular-frequency":
        return jw;
      case "phase-factor":
        throw new Error("no phase factor expected");
      case "value": {
        const element = circuit.elements[circuit.findElement(symbol.element)!]!;
        if ("value" in element) return z(slots[element.value]);
        if (!("acPhase" in element)) throw new Error(symbol.element);
        const angle = (slots[element.acPhase]! * Math.PI) / 180;
        return multiply(z(slots[element.acMagnitude]), z(Math.cos(angle), Math.sin(angle)));
      }
      case "voltage":
        return (symbol.nudged ? nudged : free)(`v(${symbol.plus},${symbol.minus})`);
      case "current":
        return (symbol.nudged ? nudged : free)(`i(${symbol.element})`);
    }
  };
}

/** S at the solution = -½ bᵀx, which needs no action to be stated. */
async function stationaryValue(circuit: Circuit, slots: Float64Array): Promise<Z> {
  const network = buildNetwork(circuit);
  const read = await solveFree(circuit, [frequency], slots);
  const b = complexVector(network.unknowns.length);
  writeSourceDrive(network, slots, b);
  const terms = network.unknowns.map((unknown, row) => {
    const x =
      unknown.kind === "node"
        ? read(`v(${circuit.nodes[unknown.node]})`)
        : read(`i(${circuit.elements[unknown.element]!.name})`);
    return multiply(z(-0.5), z(b.re[row], b.im[row]!), x);
  });
  return add(...terms);
}

const total = (elements: readonly { readonly terms: Formula }[]): Formula =>
  elements.flatMap(({ terms }) => terms);

describe("the action of a reciprocal network", () => {
  it.each(seeds)("has the value -½ bᵀx at the solution (seed %i)", async (seed) => {
    const circuit = circuitOf(randomNetwork(seed));
    const slots = slotsOf(circuit);
    const statement = await stateAction(circuit);
    expect(statement.form).toBe("action");
    const read = await solveFree(circuit, [frequency]);
    const value = evaluateFormula(total(statement.elements), lookUp(circuit, slots, read));
    expect(distance(value, await stationaryValue(circuit, slots))).toBeLessThan(1e-10);
  });

  it.each(seeds)(
    "is stationary: a change of every voltage and current by ε changes it by ε² (seed %i)",
    async (seed) => {
      const circuit = circuitOf(randomNetwork(seed));
      const slots = slotsOf(circuit);
      const { elements } = await stateAction(circuit);
      const read = await solveFree(circuit, [frequency]);
      const other = await solveFree(circuit, [frequency * 1.7]);
      const at = (step: number) => {
        const moved: Read = (text) => add(read(text), multiply(z(step), other(text)));
        return evaluateFormula(total(elements), lookUp(circuit, slots, moved));
      };
      const slope = divide(subtract(at(1), at(-1)), z(2));
      const curvature = add(at(1), at(-1), multiply(z(-2), at(0)));
      expect(magnitude(curvature)).toBeGreaterThan(1e-9);
      expect(magnitude(slope) / magnitude(curvature)).toBeLessThan(1e-9);
    },
  );

  it.each(seeds)(
    "gives local rules that are the derivatives of its stationary value (seed %i)",
    async (seed) => {
      const cards = randomNetwork(seed);
      const names = ["Rt1", "R2", "C0", "C3", "L0", "L1", "L5", "K1", "K2"];
      const circuit = circuitOf(cards, { train: names });
      const { rules } = await stateAction(circuit);
      const theta = Float64Array.from(circuit.trainables, ({ start }) => start);
      const read = await solveFree(circuit, [frequency]);
      const value = await stationaryValue(circuit, slotsOf(circuit));
      for (const [k, { parameter, derivative }] of rules.entries()) {
        expect(parameter).toBe(names[k]);
        const rule = evaluateFormula(derivative, lookUp(circuit, slotsOf(circuit), read));
        const step = 1e-4 * theta[k]!;
        const at = (n: number) =>
          stationaryValue(circuit, circuit.evaluate(theta.map((t, m) => (m === k ? t + n * step : t))).slots);
        const [a, b, c, d] = [await at(-2), await at(-1), await at(1), await at(2)];
        const witness = divide(
          add(a, multiply(z(-8), b), multiply(z(8), c), multiply(z(-1), d)),
          z(12 * step),
        );
        // A value that hardly matters leaves no digits in a difference of S.
        const floor = (1e-6 * magnitude(value)) / theta[k]!;
        expect(distance(rule, witness, floor), parameter).toBeLessThan(1e-5);
      }
    },
  );

  it("states an ideal transformer of E and F, which is reciprocal, as one", async () => {
    const cards = "V1 in 0 ac 1\nR1 in b 50\nE1 b x d 0 3\nVs x 0\nF1 d 0 Vs -3\nR2 d 0 20\nC1 d 0 1n";
    const circuit = circuitOf(cards);
    const { form, elements } = await stateAction(circuit);
    expect(form).toBe("action");
    const slots = slotsOf(circuit);
    const read = await solveFree(circuit, [frequency]);
    const value = evaluateFormula(total(elements), lookUp(circuit, slots, read));
    expect(distance(value, await stationaryValue(circuit, slots))).toBeLessThan(1e-12);
  });

  it("says which currents vary together: the action is stationary then, and not in one of them alone", async () => {
    const cards = "V1 in 0 ac 1\nR1 in b 50\nE1 b x d 0 3\nVs x 0\nF1 d 0 Vs -3\nR2 d 0 20\nC1 d 0 1n";
    const inSeriesOf = async (text: string) =>
      (await stateAction(circuitOf(text))).inSeries.map((branches) => branches.map(({ name }) => name));
    expect(await inSeriesOf(cards.replace("Vs x 0", "Vs x y\nRy y 0 1"))).toEqual([["E1", "Vs"]]);
    // Nothing senses a current here: a sum of two sources is stationary in each of their currents.
    expect(await inSeriesOf("V1 in m ac 1\nV2 m 0 0\nR1 in 0 50")).toEqual([]);

    const circuit = circuitOf(cards.replace("Vs x 0", "Vs x y\nRy y 0 1"));
    const { elements } = await stateAction(circuit);
    const read = await solveFree(circuit, [frequency]);
    const other = await solveFree(circuit, [frequency * 1.7]);
    /** dS along a change of what `isMoved` names. */
    const slope = (isMoved: (text: string) => boolean): number => {
      const at = (step: number) => {
        const moved: Read = (text) =>
          isMoved(text) ? add(read(text), multiply(z(step), other(text))) : read(text);
        return evaluateFormula(total(elements), lookUp(circuit, slotsOf(circuit), moved));
      };
      return magnitude(divide(subtract(at(1), at(-1)), z(2)));
    };
    expect(slope((text) => text === "i(E1)" || text === "i(Vs)")).toBeLessThan(1e-12);
    expect(slope((text) => text === "i(Vs)")).toBeGreaterThan(1e-4);
    expect(slope(() => true)).toBeLessThan(1e-12);
  });
});

describe("the dyadic action of a network that is not reciprocal", () => {
  it.each(seeds)(
    "vanishes at the free phase for every y, and gives the gradient as its local rules (seed %i)",
    async (seed) => {
      const names = ["Rt2", "C1", "L0", "L4", "K1", "E1", "G1", "F1", "H1", "V1", "I2"];
      const cards = randomNetwork(seed, { controlled: true }).replace("ac 1 20", "ac 1");
      const circuit = circuitOf(cards, { train: names });
      const statement = await stateAction(circuit);
      expect(statement.form).toBe("dyadic");
      expect(statement.nonReciprocal.map(({ name }) => name)).toEqual(["G1", "G2", "E1", "F1", "H1"]);

      const experiment = experimentOf(circuit, [frequency], ["v(4)"]);
      const nudge: Phase = { kind: "nudge", probe: 0, terminated: false };
      const [free, unit] = await runPhases(experiment, [freeRun, nudge]);
      // The cost is the output itself here: the nudged phase is driven by -∂C/∂v = -1.
      const nudged: Read = (text) => multiply(z(-1), unit!(text));
      const find = lookUp(circuit, slotsOf(circuit), free!, nudged);
      const sum = total(statement.elements);
      const weight = sum.reduce((most, term) => Math.max(most, magnitude(evaluateFormula([term], find))), 0);
      expect(magnitude(evaluateFormula(sum, find)) / weight).toBeLessThan(1e-11);

      const theta = Float64Array.from(circuit.trainables, ({ start }) => start);
      const output = magnitude(free!("v(4)"));
      for (const [k, { derivative }] of statement.rules.entries()) {
        const rule = evaluateFormula(derivative, find);
        const step = 1e-3 * theta[k]!;
        const at = async (n: number) => {
          const { slots } = circuit.evaluate(theta.map((t, m) => (m === k ? t + n * step : t)));
          return (await solveFree(circuit, [frequency], slots))("v(4)");
        };
        const [a, b, c, d] = [await at(-2), await at(-1), await at(1), await at(2)];
        const witness = divide(
          add(a, multiply(z(-8), b), multiply(z(8), c), multiply(z(-1), d)),
          z(12 * step),
        );
        expect(distance(rule, witness, (1e-6 * output) / theta[k]!), names[k]).toBeLessThan(1e-6);
      }
    },
  );
});
