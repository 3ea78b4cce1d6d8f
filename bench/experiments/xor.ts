import { createNgspiceEngine, type Engine, gradient, train } from "../../src/index.ts";
import { expectValue } from "../built-library.ts";
import type { Experiment } from "../experiment.ts";
import { median } from "../statistics.ts";
import { compileXor } from "../xor-circuit.ts";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const EPOCHS = 200;
const GOAL = "v(up,down)*data(sign) >= 80m";

const METHODS = [
  { estimator: "centred", optimizer: "gd", rate: 20 },
  { estimator: "centred", optimizer: "adam", rate: 0.1 },
  { estimator: "centred", optimizer: "lbfgs" },
  { estimator: "adjoint", optimizer: "lm" },
] as const;

/** Rules whose gradients are compared with central differences at every start. */
const RULES = ["centred", "aep", "adjoint"] as const;

/** Exclusive or, learnt by sixteen resistors and three diodes. */
export const experiment: Experiment = {
  title: "Exclusive or by sixteen resistors and three diodes",
  order: 6,
  source:
    "J. Kendall, R. Pantone, K. Manickavasagam, Y. Bengio and B. Scellier, arXiv:2006.01981, and the public XOR circuit emersonmde/eqprop.",
  setting: [
    "Two inputs of 0 or 1 V, each also with its opposite, are joined to three hidden nodes by twelve resistors. Three diodes pass the highest hidden voltage to one output node, three resistors the mean of the hidden voltages to the other; a load each, of which the second is the sixteenth trained resistor. The voltage between the output nodes shall be at least 80 mV where exactly one input is 1 V, and at most -80 mV elsewhere. The resistances start anywhere from 500 Ω to 5 kΩ and stay from 100 Ω to 100 kΩ.",
    `An epoch is one pass over the four samples. In ngspice alone; at most ${EPOCHS} epochs, from one start a seed. The contrastive rule (\`centred\`: two nudged operating points, contrasted) with three optimisers that know the gradient alone, and the exact Jacobian with Levenberg-Marquardt.`,
  ],
  aim: "under 200 epochs; gradients to 1e-6 of finite differences",
  published: "the public code: about 1800 epochs, gradients within 50 % of finite differences",
  async measure(run) {
    const seeds = SEEDS.slice(0, Number(run.option("seeds") ?? SEEDS.length));
    const engine = createNgspiceEngine();
    const rows: (readonly (string | number)[])[] = [];
    const errors: (readonly (string | number)[])[] = [];
    const reached: string[] = [];
    const failures: string[] = [];
    try {
      for (const { estimator, optimizer, ...rate } of METHODS) {
        const epochs: number[] = [];
        const analyses: number[] = [];
        for (const seed of seeds) {
          const result = expectValue(
            await train(compileXor(seed, GOAL), { engine, estimator, optimizer, ...rate, steps: EPOCHS }),
          );
          if (result.outcome === "goals-met") {
            epochs.push(result.steps);
            analyses.push(result.analyses);
          } else
            failures.push(
              `${estimator} with ${optimizer}, seed ${seed} (${result.outcome} at ${result.cost.final.toExponential(1)})`,
            );
        }
        const method = `${estimator}, ${optimizer}`;
        rows.push([
          method,
          `${epochs.length} of ${seeds.length}`,
          ...(epochs.length === 0
            ? ["-", "-", "-"]
            : [median(epochs), Math.max(...epochs), median(analyses)]),
        ]);
        const most = epochs.length === 0 ? "" : `, at most ${Math.max(...epochs)} epochs`;
        reached.push(`${method} ${epochs.length} of ${seeds.length} seeds${most}`);
      }
      let worst = 0;
      for (const rule of RULES) {
        const found = await Promise.all(seeds.map((seed) => checkGradient(rule, seed, engine)));
        worst = Math.max(worst, ...found);
        errors.push([rule, median(found), Math.max(...found)]);
      }
      reached.push(`gradients to ${worst.toExponential(0)} of finite differences`);
    } finally {
      await engine.close();
    }
    return {
      tables: [
        {
          title: `Trainings from ${seeds.length} starts`,
          headings: ["rule, optimiser", "learned", "epochs, median", "most", "operating points, median"],
          rows,
        },
        {
          title: "Largest relative error over the 16 resistances against central differences, at the starts",
          headings: ["rule", "median", "worst"],
          rows: errors,
        },
      ],
      reached: reached.join("; "),
      seeds,
      remarks: [failures.length === 0 ? "No training failed." : `Not learned: ${failures.join("; ")}.`],
    };
  },
};

async function checkGradient(
  estimator: (typeof RULES)[number],
  seed: number,
  engine: Engine,
): Promise<number> {
  const { check } = expectValue(await gradient(compileXor(seed, GOAL), { engine, estimator, check: true }));
  return check!.maxRelativeError;
}
