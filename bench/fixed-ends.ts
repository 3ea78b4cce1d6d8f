import { compareGradients } from "../src/gradient/compare-gradients.ts";
import { extrapolateDifferences } from "../src/gradient/extrapolate-differences.ts";
import { fixedEndsGradient, planFixedEnds } from "../src/gradient/fixed-ends.ts";
import { createModelEngine, createNgspiceEngine } from "../src/index.ts";
import { succeed } from "../src/numeric/outcome.ts";
import { compileGenerated, expectValue } from "./built-library.ts";
import { printTable } from "./table.ts";

/** A lossless network and a motion of it. */
interface Motion {
  readonly cards: string;
  readonly output: string;
  /** The grid: step [s] and how many. */
  readonly step: number;
  readonly count: number;
}

const motions: Readonly<Record<string, Motion>> = {
  "one L, one C": { cards: "C1 a 0 1n\nL1 a 0 1m", output: "a", step: 2e-8, count: 400 },
  "two C, three L, K, driven": {
    cards: "C1 a 0 1n\nC2 b 0 1.5n\nL1 a 0 1m\nL2 a b 0.7m\nL3 b 0 1.3m\nK1 L1 L2 0.2\nI1 0 a 1m",
    output: "b",
    step: 2e-8,
    count: 400,
  },
  "a C between two nodes, driven by a voltage": {
    cards: "V1 in 0 0.5\nL1 in a 1m\nC1 a 0 2n\nC2 a b 1n\nL2 b 0 0.8m\nC3 b 0 1n",
    output: "a",
    step: 2e-8,
    count: 300,
  },
  "a chain of eight masses": { cards: chain(8), output: "n5", step: 0.01, count: 500 },
};

/** Masses (C) of 1 kg between springs (L) of about 20 N/m. */
function chain(masses: number): string {
  const cards = ["L0 0 n1 50m"];
  for (let k = 1; k <= masses; k++) {
    cards.push(
      `C${k} n${k} 0 ${1 + 0.05 * k}`,
      `L${k} n${k} ${k === masses ? "0" : `n${k + 1}`} ${45 + 3 * k}m`,
    );
  }
  return cards.join("\n");
}

/**
 * The gradient of motions between fixed ends by the ordinary action (Massar), against central differences of the cost of
 * the same discrete motion, extrapolated.
 */
export async function measure(): Promise<void> {
  const engines = [createModelEngine(), createNgspiceEngine()];
  const rows: (string | number)[][] = [];
  for (const [name, motion] of Object.entries(motions)) {
    for (const engine of engines) {
      const { circuit } = compileGenerated(
        `${name}\n${motion.cards}\n.tran 1n 1u\n* @train L* C*\n* @goal v(${motion.output}) = 0\n.end\n`,
      );
      const plan = planFixedEnds(circuit, { step: motion.step, count: motion.count });
      const session = expectValue(await engine.open(plan.experiment));
      const run = (...[slots, phases]: Parameters<typeof session.run>) => session.run(slots, phases);
      const size = motion.step * motion.count;
      const bend = (shift: number) => plan.nodes.map((_, k) => size * 0.1 * Math.sin(1 + 2 * k + shift));
      const ends = { first: Float64Array.from(bend(0)), last: Float64Array.from(bend(1)) };
      const output = circuit.findNode(motion.output)!;
      const target = Float64Array.from(
        { length: motion.count + 1 },
        (_, n) => size * 0.1 * Math.sin((5 * n) / motion.count),
      );
      const at = async (theta: Float64Array) =>
        expectValue(await fixedEndsGradient(plan, run, circuit.evaluate(theta), ends, { output, target }));
      const theta = Float64Array.from(circuit.trainables, ({ start }) => start);
      const { cost, slotGradient } = await at(theta);
      const { analyses } = session;
      const gradient = new Float64Array(theta.length);
      for (const { slot, parameter, derivative } of circuit.evaluate(theta).derivatives)
        gradient[parameter]! += derivative * slotGradient[slot]!;
      const witness = new Float64Array(theta.length);
      for (const index of theta.keys()) {
        const beside = async (relative: number) => {
          const moved = theta.slice();
          moved[index]! *= 1 + relative;
          return { cost: (await at(moved)).cost, value: moved[index]! };
        };
        witness[index] = expectValue(
          await extrapolateDifferences(cost, async (relative) => {
            // An end state that nearly determines itself bends sharply: begin with narrow steps.
            const [plus, minus] = [await beside(relative / 8), await beside(-relative / 8)];
            return succeed({ plus, minus, width: plus.value - minus.value });
          }),
        );
      }
      await session.close();
      const { maxRelativeError, cosine } = compareGradients(theta, gradient, witness);
      rows.push([
        name,
        engine.name,
        theta.length,
        maxRelativeError.toExponential(0),
        cosine.toFixed(6),
        String(analyses),
      ]);
    }
  }
  for (const engine of engines) await engine.close();
  printTable(
    "Motion between fixed ends: the ordinary action against differences",
    ["circuit", "engine", "parameters", "relative error", "cosine", "analyses"],
    rows,
  );
}
