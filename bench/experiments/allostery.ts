import {
  createModelEngine,
  createNgspiceEngine,
  type Engine,
  type GradientReport,
  generateNetlist,
  gradient,
  train,
} from "../../src/index.ts";
import { compileGenerated, expectValue } from "../built-library.ts";
import type { Experiment, ExperimentTable } from "../experiment.ts";
import { geometricMean, median } from "../statistics.ts";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** Plain gradient descent on the logarithms of the resistances, the same rate for every rule. */
const TASKS = [
  { task: "allostery", outputs: 1, rate: 20 },
  { task: "allostery", outputs: 3, rate: 20 },
  { task: "regression", outputs: 3, rate: 10 },
] as const;
const STEPS = 2000;
/** The part of the first cost that counts as learned. */
const LEARNED = 1e-3;

const RULES = [
  { name: "plain gradient descent", estimator: "adjoint", beta: "auto" },
  { name: "frequency propagation", estimator: "frequency-propagation", beta: "auto" },
  { name: "coupled learning, η = 1e-3", estimator: "coupled", beta: 1e-3 },
  { name: "coupled learning, η = 0.5", estimator: "coupled", beta: 0.5 },
] as const;

type Task = (typeof TASKS)[number];
type Rule = (typeof RULES)[number];

/** One training. */
interface Training {
  /** Final cost, part of the first. */
  readonly left: number;
  /** Steps until LEARNED; Infinity where it was not reached. */
  readonly steps: number;
  /** |cost in ngspice - cost| of the written netlist, part of the first cost. */
  readonly disagreement: number;
}

/** Two local rules on a square lattice of resistors, beside the exact gradient. */
export const experiment: Experiment = {
  title: "Allostery and regression by local rules on a resistor lattice",
  order: 9,
  source:
    "V. R. Anisetti, B. Scellier and J. M. Schwarz, arXiv:2208.08862 (frequency propagation) and M. Stern, D. Hexner, J. W. Rocks and A. J. Liu, Phys. Rev. X 11, 021045 (coupled learning).",
  setting: [
    "A square lattice of 5 x 5 nodes and 40 resistors (`tellegen new lattice`). Allostery: 1 V across the left edge shall make given voltages at one or three drawn nodes of the right half. Regression: an input voltage is swept over five values beside a bias of 1 V, and three outputs shall be given linear functions of it. What is asked for is what the same lattice shows with other resistances.",
    "Every rule is trained by gradient descent at one fixed rate on the logarithms of the resistances, 2000 steps, in our own solver; the written netlists are run once more in ngspice. The error of a rule's gradient is taken at the start, against the exact one: length of the difference as a part of it, and cosine.",
  ],
  aim: "final cost and gradient of both rules beside plain gradient descent",
  published: "not stated for these networks",
  async measure(run) {
    const seeds = SEEDS.slice(0, Number(run.option("seeds") ?? SEEDS.length));
    const [engine, verifier] = [createModelEngine(), createNgspiceEngine()];
    const rows: (readonly (string | number)[])[] = [];
    const failed: string[] = [];
    for (const task of TASKS) {
      for (const rule of RULES) {
        const trainings: Training[] = [];
        const errors: GradientError[] = [];
        for (const seed of seeds) {
          errors.push(await measureGradient(engine, task, rule, seed));
          trainings.push(await measureTraining(engine, verifier, task, rule, seed));
        }
        const learned = trainings.filter(({ steps }) => Number.isFinite(steps));
        for (const [k, { steps }] of trainings.entries())
          if (!Number.isFinite(steps))
            failed.push(`${task.task}/${task.outputs}, ${rule.name}, seed ${seeds[k]}`);
        rows.push([
          `${task.task}, ${task.outputs} ${task.outputs === 1 ? "output" : "outputs"}`,
          rule.name,
          median(errors.map(({ relative }) => relative)),
          Math.min(...errors.map(({ cosine }) => cosine)).toFixed(6),
          `${learned.length} of ${seeds.length}`,
          learned.length === 0 ? "-" : median(learned.map(({ steps }) => steps)),
          geometricMean(trainings.map(({ left }) => left)),
          Math.max(...trainings.map(({ left }) => left)),
          Math.max(...trainings.map(({ disagreement }) => disagreement)),
        ]);
      }
    }
    await verifier.close();
    await engine.close();
    const table: ExperimentTable = {
      title: `${seeds.length} seeds; learned: cost down to ${LEARNED} of the first`,
      headings: [
        "task",
        "rule",
        "gradient error, median",
        "cosine, least",
        "learned",
        "steps, median",
        "cost left, mean",
        "worst",
        "ngspice differs by",
      ],
      rows,
    };
    const leftBy = (estimator: string): number =>
      geometricMean(
        rows
          .filter((row) => RULES.find(({ name }) => name === row[1])!.estimator === estimator)
          .map((row) => Number(row[6])),
      );
    return {
      tables: [table],
      reached: `cost left, geometric mean of all tasks: plain gradient descent ${leftBy("adjoint").toExponential(1)}, frequency propagation ${leftBy("frequency-propagation").toExponential(1)}, coupled learning ${leftBy("coupled").toExponential(1)}`,
      seeds,
      remarks: [
        failed.length === 0
          ? "No training failed to learn."
          : `Not learned within ${STEPS} steps: ${failed.join("; ")}.`,
        "With one output coupled learning is gradient descent as η goes to 0; with several it descends in a direction of its own, since the clamps weigh the outputs by the inverse of their impedances. Its gradient error is therefore that of another direction, not of a bad measurement.",
      ],
    };
  },
};

interface GradientError {
  readonly relative: number;
  readonly cosine: number;
}

async function measureGradient(
  engine: Engine,
  { task, outputs }: Task,
  { estimator, beta }: Rule,
  seed: number,
): Promise<GradientError> {
  const compilation = compileGenerated(expectValue(generateNetlist("lattice", { task, outputs, seed })));
  const inLogarithms = ({ parameters }: GradientReport): readonly number[] =>
    parameters.map((parameter) => parameter.value * parameter.gradient);
  const exact = inLogarithms(expectValue(await gradient(compilation, { engine, estimator: "adjoint" })));
  const rule = inLogarithms(expectValue(await gradient(compilation, { engine, estimator, beta })));
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, k) => sum + value * b[k]!, 0);
  const difference = rule.map((value, k) => value - exact[k]!);
  return {
    relative: Math.sqrt(dot(difference, difference) / dot(exact, exact)),
    cosine: dot(rule, exact) / Math.sqrt(dot(rule, rule) * dot(exact, exact)),
  };
}

async function measureTraining(
  engine: Engine,
  verifier: ReturnType<typeof createNgspiceEngine>,
  { task, outputs, rate }: Task,
  { estimator, beta }: Rule,
  seed: number,
): Promise<Training> {
  // Goals with a tolerance end a training when they are met; here it is to go on.
  const text = expectValue(generateNetlist("lattice", { task, outputs, seed })).replaceAll(/ tol=\S+/g, "");
  const result = expectValue(
    await train(compileGenerated(text), {
      engine,
      verifier,
      estimator,
      beta,
      optimizer: "gd",
      rate,
      steps: STEPS,
    }),
  );
  const { initial, final, history } = result.cost;
  const reached = history.findIndex((cost) => cost <= LEARNED * initial);
  return {
    left: final / initial,
    steps: reached < 0 ? Number.POSITIVE_INFINITY : reached,
    disagreement: Math.abs(result.verification!.cost - final) / initial,
  };
}
