import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Circuit } from "../../src/circuit/circuit.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { fixedEndsGradient, planFixedEnds } from "../../src/gradient/fixed-ends.ts";
import { circuitOf } from "../circuit-builder.ts";
import { unwrap } from "./open-netlist.ts";

const model = createModelEngine();
const ngspice = createNgspiceEngine();
beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

const trained = ["C1", "C2", "L1", "L2", "L3", "K1"];
const chain = `C1 a 0 1n
C2 b 0 1.5n
L1 a 0 1m
L2 a b 0.7m
L3 b 0 1.3m
K1 L1 L2 0.2
I1 0 a 1m`;

const grid = { step: 2e-8, count: 400 };
const ends = { first: Float64Array.of(1e-7, -2e-7), last: Float64Array.of(-3e-7, 2e-7) };

/** Cost, gradient and fluxes at values relative to those that are written. */
async function motionOf(engine: Engine, circuit: Circuit, factors: readonly number[]) {
  const plan = planFixedEnds(circuit, grid);
  const { run } = unwrap(await engine.open(plan.experiment));
  const start = circuit.trainables.map(({ start: value }, index) => value * factors[index]!);
  const state = circuit.evaluate(Float64Array.from(start));
  const output = circuit.findNode("b")!;
  const target = Float64Array.from(
    { length: grid.count + 1 },
    (_, n) => 1e-6 * Math.sin((5 * n) / grid.count),
  );
  const result = unwrap(await fixedEndsGradient(plan, run, state, ends, { output, target }));
  const gradient = state.derivatives.map(({ slot }, index) => result.slotGradient[slot]! * start[index]!);
  return { ...result, gradient, plan };
}

describe("motion between fixed ends", () => {
  const circuit = circuitOf(chain, { train: trained });
  const ones = trained.map(() => 1);

  test("an LC circuit swings between its ends at the trapezoidal rule's own frequency", async () => {
    const single = circuitOf("C1 b 0 1n\nL1 b 0 1m", { train: ["C1", "L1"] });
    const [from, to] = [1e-7, -3e-7];
    const plan = planFixedEnds(single, grid);
    const { run } = unwrap(await model.open(plan.experiment));
    const state = single.evaluate(Float64Array.of(1e-9, 1e-3));
    const bounds = { first: Float64Array.of(from), last: Float64Array.of(to) };
    const target = new Float64Array(grid.count + 1);
    const output = single.findNode("b")!;
    const { flux } = unwrap(await fixedEndsGradient(plan, run, state, bounds, { output, target }));
    const frequency = (2 / grid.step) * Math.atan(grid.step / 2 / Math.sqrt(1e-12));
    const end = (grid.count - 2) * grid.step;
    for (let n = 2; n <= grid.count; n += 7) {
      const time = (n - 2) * grid.step;
      const swing =
        (from * Math.sin(frequency * (end - time)) + to * Math.sin(frequency * time)) /
        Math.sin(frequency * end);
      expect(Math.abs(flux.re[n]! - swing)).toBeLessThan(1e-15);
    }
  });

  test.each(["model", "ngspice"])(
    "its gradient in %s is that of finite differences of the discrete motion",
    async (name) => {
      const engine = name === "model" ? model : ngspice;
      const { gradient } = await motionOf(engine, circuit, ones);
      const size = Math.max(...gradient.map(Math.abs));
      for (const [index, parameter] of trained.entries()) {
        const costAt = async (shift: number): Promise<number> => {
          const factors = ones.map((one, other) => (other === index ? one + shift : one));
          return (await motionOf(engine, circuit, factors)).cost;
        };
        const near = ((await costAt(1e-3)) - (await costAt(-1e-3))) / 2e-3;
        const far = ((await costAt(2e-3)) - (await costAt(-2e-3))) / 4e-3;
        const witness = (4 * near - far) / 3;
        expect(Math.abs(gradient[index]! - witness), parameter).toBeLessThan(
          1e-6 * Math.max(Math.abs(witness), 1e-3 * size),
        );
      }
    },
  );
});
