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

const oneGoal = (deck: string): string => deck.replace(/^.*weight=2$/m, "");

const sweep = `V1 in 0 ac 1
R1 in a 50
L1 a b 10u
C1 b 0 2n
R2 b out 120
C2 out 0 1n
R3 out 0 75
.ac dec 5 10k 10meg
* @train R* L1 C*
* @goal v(out) = 0.2`;

describe("coupled", () => {
  test.each([
    ["resistors", "model", oneGoal(circuits.resistors)],
    ["diodes", "ngspice", oneGoal(circuits.diodes)],
    ["a sweep to a complex goal", "model", sweep],
  ])("one output, %s in %s: the gradient, with an error in proportion to η", async (_, name, deck) => {
    const opened = await openNetlist(deck, name === "model" ? model : ngspice);
    const witness = await witnessOf(opened);
    const errorAt = async (part: number): Promise<number> => {
      const gradient = await gradientOf(opened, "coupled", part);
      return compareGradients(opened.free.theta, gradient, witness).maxRelativeError;
    };
    const errors = [await errorAt(1e-3), await errorAt(1e-4), await errorAt(1e-5)];
    expect(errors[2]).toBeLessThan(1e-2);
    expect(errors[0]! / errors[1]!).toBeGreaterThan(9);
    expect(errors[0]! / errors[1]!).toBeLessThan(11);
    expect(errors[1]! / errors[2]!).toBeGreaterThan(9);
    expect(errors[1]! / errors[2]!).toBeLessThan(11);
  });

  test("the clamped response is that of a source which holds the output", async () => {
    const deck = oneGoal(circuits.resistors);
    const free = await openNetlist(deck, model);
    const [output] = free.free.experiments[0]!.observed.re;
    const held = await openNetlist(
      deck.replace(".op", `Vclamp out 0 ${output! + 0.5 * (0.3 - output!)}\n.op`),
      model,
    );
    const gradient = await gradientOf(free, "coupled", 0.5);
    // ∂S/∂R = -½ v²/R² in both states, per the β that the source's current amounts to.
    const responseOf = (opened: typeof free, node: string): number => {
      const { plan } = opened.problem.experiments[0]!;
      const row = plan.rowOf({ kind: "node", node: opened.problem.circuit.findNode(node)! });
      return opened.free.experiments[0]!.responses[0]!.re[row]!;
    };
    const index = free.problem.circuit.trainables.findIndex(({ name }) => name === "R5");
    const ratio = free.problem.circuit.trainables.findIndex(({ name }) => name === "R4");
    const change = (node: string, ohms: number): number =>
      (-0.5 * (responseOf(held, node) ** 2 - responseOf(free, node) ** 2)) / ohms ** 2;
    expect(gradient[index]! / gradient[ratio]!).toBeCloseTo(change("b", 3.3e3) / change("a", 1e4), 9);
  });

  test("several outputs: another direction, however small η", async () => {
    const deck = `${oneGoal(circuits.diodes)}\n* @goal v(a) = 1\n* @goal v(b) = 0.2`;
    const opened = await openNetlist(deck, ngspice);
    const witness = await witnessOf(opened);
    const cosineAt = async (part: number): Promise<number> =>
      compareGradients(opened.free.theta, await gradientOf(opened, "coupled", part), witness).cosine;
    const cosine = await cosineAt(1e-4);
    expect(cosine).toBeLessThan(0.999);
    expect(Math.abs(cosine - (await cosineAt(1e-5)))).toBeLessThan(1e-3);
  });

  test("refuses a network that is not reciprocal, with the element's name", async () => {
    const { problem } = await openNetlist(circuits.controlledSources, model);
    expect(estimators.coupled.refuse(problem.circuit, new Set(["dc"]))).toMatch(/^E1 is a controlled source/);
  });
});
