import { fixedEndsGradient, planFixedEnds } from "../../src/gradient/fixed-ends.ts";
import { type Circuit, createModelEngine, createNgspiceEngine, type Engine } from "../../src/index.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { createLbfgs } from "../../src/optimiser/lbfgs.ts";
import type { Answer } from "../../src/optimiser/optimiser.ts";
import { compileGenerated, expectValue } from "../built-library.ts";
import type { Experiment } from "../experiment.ts";
import { geometricMean, median } from "../statistics.ts";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const NODES = 6;
const STEPS = 1000;
const FACTOR = 1e4;
/** Values are 1 nF and 1 mH; 1 µs is the time in which a wave passes one section. */
const MIDDLE = { C: 1e-9, L: 1e-3 };
const SECTION = 1e-6;
const GRID = { step: 0.05 * SECTION, count: 80 };
/** Within this factor of the start. */
const REACH = 10;
const ENDS = { amplitude: 1e-6 };

const TASKS = ["of another chain", "an arch"] as const;

/** A lossless chain between given ends. */
export const experiment: Experiment = {
  title: "An LC chain between fixed ends that follows a trajectory",
  order: 7,
  source: "S. Massar, arXiv:2505.07363.",
  setting: [
    "A chain of six nodes, each with a capacitor to ground, joined by inductors and held by one at either end: 13 values, 1 nF and 1 mH in the middle, no losses. A sinusoidal current drives the first node. The fluxes of all nodes are given where the motion begins and where it ends 4 µs later (a wave passes four sections); between, the flux of the fourth node shall follow a trajectory: that of the same chain with other values (up to 1.5 times either way), or, reported apart, a straight line from end to end with half a period of a sine on it.",
    "The motion between fixed ends is found by shooting; the gradient is the rule of the ordinary action, nudged forward in time, from one further run (`fixedEndsGradient`). L-BFGS on the logarithms of the values, at most 1000 steps, from a start up to 1.2 times from the middle. In our own solver; the final cost is computed once more in ngspice.",
  ],
  aim: "cost down by 1e4",
  published: "not stated in these terms",
  async measure(run) {
    const seeds = SEEDS.slice(0, Number(run.option("seeds") ?? SEEDS.length));
    const [engine, ngspice] = [createModelEngine(), createNgspiceEngine()];
    const rows: (readonly (string | number)[])[] = [];
    const failures: string[] = [];
    const reached: string[] = [];
    for (const task of TASKS) {
      const trainings: Training[] = [];
      for (const seed of seeds) {
        const training = await followTrajectory(task, seed, engine, ngspice);
        trainings.push(training);
        if (training.final * FACTOR > training.initial)
          failures.push(
            `${task}, seed ${seed}: down by ${(training.initial / training.final).toExponential(1)} (${training.status} after ${training.steps} steps)`,
          );
      }
      const downBy = trainings.map(({ initial, final }) => initial / final);
      const succeeded = downBy.filter((factor) => factor >= FACTOR).length;
      reached.push(`${succeeded} of ${seeds.length} seeds, trajectory: ${task}`);
      rows.push([
        `trajectory: ${task}`,
        `${succeeded} of ${seeds.length}`,
        geometricMean(downBy),
        Math.min(...downBy),
        median(trainings.map(({ steps }) => steps)),
        Math.max(...trainings.map(({ witness }) => witness)),
        Math.max(...trainings.map(({ disagreement }) => disagreement)),
      ]);
    }
    await engine.close();
    await ngspice.close();
    return {
      tables: [
        {
          title: `${seeds.length} seeds, at most ${STEPS} steps`,
          headings: [
            "task",
            "down by 1e4",
            "down by, mean",
            "least",
            "steps, median",
            "gradient error at the start",
            "ngspice differs by",
          ],
          rows,
        },
      ],
      reached: `down by 1e4 in ${reached.join("; ")}`,
      seeds,
      remarks: [
        failures.length === 0 ? "No training failed." : `Not down by 1e4: ${failures.join("; ")}.`,
        "Where the time between the ends is a multiple of half a mode's period the ends do not determine the motion and the cost has a pole; a training cannot pass through it, so it ends in the cell in which it started, which need not hold a solution. The gradient error is against central differences, relative to the largest component; the last column is relative to the first cost.",
      ],
    };
  },
};

interface Training {
  readonly initial: number;
  readonly final: number;
  readonly steps: number;
  readonly status: string;
  /** Largest difference of the first gradient from central differences, part of its largest component. */
  readonly witness: number;
  /** |cost in ngspice - cost|, part of the first cost. */
  readonly disagreement: number;
}

/** Cost and gradient by the logarithms of the values; undefined where the ends do not determine the motion. */
type Evaluate = (
  logarithms: Float64Array,
) => Promise<{ readonly cost: number; readonly gradient: Float64Array } | undefined>;

async function followTrajectory(
  task: (typeof TASKS)[number],
  seed: number,
  engine: Engine,
  ngspice: Engine,
): Promise<Training> {
  const random = createRandom(seed);
  const { circuit } = compileGenerated(formatChain());
  const middle = circuit.trainables.map(({ start }) => start);
  const draw = (reach: number): Float64Array =>
    Float64Array.from(middle, (value) => Math.log(value * reach ** (2 * random.uniform() - 1)));
  const flux = (): Float64Array =>
    Float64Array.from({ length: NODES }, () => ENDS.amplitude * (2 * random.uniform() - 1));
  const [other, start, ends] = [draw(1.5), draw(1.2), { first: flux(), last: flux() }];
  const target = task === "an arch" ? archOver(ends, circuit) : await motionOf(engine, circuit, other, ends);
  const evaluate = await openChain(engine, circuit, ends, target);
  const trained = await minimise(evaluate, start);
  const again = await (await openChain(ngspice, circuit, ends, target))(trained.point);
  return {
    ...trained,
    witness: await compareWithDifferences(evaluate, start),
    disagreement: Math.abs(again!.cost - trained.final) / trained.initial,
  };
}

/** From end to end in a straight line, and over it a straight line from end to end with half a period of a sine on it. */
function archOver({ first, last }: Ends, circuit: Circuit): Float64Array {
  const place = planFixedEnds(circuit, GRID).nodes.indexOf(circuit.findNode("n4")!);
  return Float64Array.from({ length: GRID.count + 1 }, (_, n) => {
    // Samples 2 to count; the target of a step stands at its middle.
    const part = (n - 2.5) / (GRID.count - 2);
    return first[place]! * (1 - part) + last[place]! * part + ENDS.amplitude * Math.sin(Math.PI * part);
  });
}

function formatChain(): string {
  const node = (k: number): string => (k === 0 || k > NODES ? "0" : `n${k}`);
  const sections = Array.from({ length: NODES + 1 }, (_, k) => [
    `L${k + 1} ${node(k)} ${node(k + 1)} ${MIDDLE.L}`,
    ...(k < NODES ? [`C${k + 1} ${node(k + 1)} 0 ${MIDDLE.C}`] : []),
  ]).flat();
  return [
    "LC chain between fixed ends",
    `I1 0 n1 sin(0 1m ${1 / (10 * SECTION)})`,
    ...sections,
    `.tran ${GRID.step} ${GRID.step * GRID.count} uic`,
    "* @train L* C*",
    "* @goal v(n4) = 0",
    ".end",
    "",
  ].join("\n");
}

type Ends = Parameters<typeof fixedEndsGradient>[3];

/** The trajectory of the output at given values: average flux over each step. */
async function motionOf(
  engine: Engine,
  circuit: Circuit,
  logarithms: Float64Array,
  ends: Ends,
): Promise<Float64Array> {
  const plan = planFixedEnds(circuit, GRID);
  const session = expectValue(await engine.open(plan.experiment));
  const output = circuit.findNode("n4")!;
  const state = circuit.evaluate(logarithms.map(Math.exp));
  const nothing = new Float64Array(GRID.count + 1);
  const run = (...[slots, phases]: Parameters<typeof session.run>) => session.run(slots, phases);
  const { flux } = expectValue(await fixedEndsGradient(plan, run, state, ends, { output, target: nothing }));
  const row = plan.experiment.quantities.findIndex(
    (quantity) => quantity.kind === "node" && quantity.node === output,
  );
  await session.close();
  return nothing.map((_, n) =>
    n === 0 ? 0 : (flux.re[row * flux.columns + n - 1]! + flux.re[row * flux.columns + n]!) / 2,
  );
}

async function openChain(
  engine: Engine,
  circuit: Circuit,
  ends: Ends,
  target: Float64Array,
): Promise<Evaluate> {
  const plan = planFixedEnds(circuit, GRID);
  const session = expectValue(await engine.open(plan.experiment));
  const output = circuit.findNode("n4")!;
  const run = (...[slots, phases]: Parameters<typeof session.run>) => session.run(slots, phases);
  return async (logarithms) => {
    const values = logarithms.map(Math.exp);
    const state = circuit.evaluate(values);
    const result = await fixedEndsGradient(plan, run, state, ends, { output, target });
    if (result.kind === "failed") return undefined;
    const gradient = new Float64Array(values.length);
    for (const { slot, parameter, derivative } of state.derivatives)
      gradient[parameter]! += result.value.slotGradient[slot]! * derivative * values[parameter]!;
    return { cost: result.value.cost, gradient };
  };
}

async function minimise(
  evaluate: Evaluate,
  start: Float64Array,
): Promise<Pick<Training, "initial" | "final" | "steps" | "status"> & { readonly point: Float64Array }> {
  const optimiser = createLbfgs();
  const bounds = {
    lower: start.map((value) => value - Math.log(REACH)),
    upper: start.map((value) => value + Math.log(REACH)),
  };
  let state = optimiser.init(start, bounds);
  // Square webers are tiny: the optimiser is told parts of the first cost.
  const initial = (await evaluate(start))!.cost;
  for (
    let asked = 0;
    optimiser.status(state) === "running" && optimiser.steps(state) < STEPS && asked < 10 * STEPS;
    asked++
  ) {
    const found = await evaluate(optimiser.ask(state).point);
    const answer: Answer =
      found === undefined
        ? { ok: false }
        : { ok: true, cost: found.cost / initial, gradient: found.gradient.map((slope) => slope / initial) };
    state = optimiser.tell(state, answer);
  }
  const { point, cost } = optimiser.best(state);
  return {
    initial,
    final: cost * initial,
    steps: optimiser.steps(state),
    status: optimiser.status(state),
    point,
  };
}

async function compareWithDifferences(evaluate: Evaluate, point: Float64Array): Promise<number> {
  const { gradient } = (await evaluate(point))!;
  const errors: number[] = [];
  for (const k of point.keys()) {
    const shifted = async (shift: number): Promise<number> =>
      (await evaluate(point.map((value, n) => (n === k ? value + shift : value))))!.cost;
    const slope = async (step: number): Promise<number> =>
      ((await shifted(step)) - (await shifted(-step))) / (2 * step);
    errors.push(Math.abs((4 * (await slope(1e-4)) - (await slope(2e-4))) / 3 - gradient[k]!));
  }
  return Math.max(...errors) / Math.max(...gradient.map(Math.abs));
}
