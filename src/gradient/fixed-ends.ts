import type { TransientAnalysis } from "../circuit/analysis.ts";
import type { Circuit, CircuitState } from "../circuit/circuit.ts";
import { allQuantities } from "../experiment/derived/free-point.ts";
import type { Phase, PhaseRunner, Quantity, TransientExperiment } from "../experiment/experiment.ts";
import { type LocalQuantity, localTerms } from "../experiment/local-term.ts";
import type { TimeGrid } from "../goal/objective.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import { solveDense } from "../numeric/solve-dense.ts";

/** Samples before the motion begins: an impulse in each of both gives every node the flux and the voltage that it is to begin with. */
const START = 2;

/** A lossless network between two given states of its node fluxes. */
export interface FixedEnds {
  readonly experiment: TransientExperiment;
  /** The nodes whose fluxes are given: those with a capacitor. */
  readonly nodes: readonly number[];
}

/** Fluxes [Wb] of `nodes` where the motion begins (sample 2 of the grid) and ends. */
export interface FluxEnds {
  readonly first: Float64Array;
  readonly last: Float64Array;
}

/** The cost ½ Σ h (Φ_out - t)² over the steps of a motion, at the middle of each. */
export interface FluxGoal {
  readonly output: number;
  /** t of the steps 3 … count; index = step. */
  readonly target: Float64Array;
}

/** Cost and gradient of one motion. */
export interface FixedEndsGradient {
  readonly cost: number;
  /** ∂C/∂slot of every L, C and k that is trained. */
  readonly slotGradient: Float64Array;
  /** Fluxes of every quantity of the experiment, shape (quantities, samples): that of a node [Wb]. */
  readonly flux: ComplexMatrix;
}

/** Plan the runs on a grid. The network has no resistors (`refuseAction` says so of others). */
export function planFixedEnds(circuit: Circuit, grid: TimeGrid): FixedEnds {
  const analysis: TransientAnalysis = {
    kind: "tran",
    step: grid.step,
    stop: grid.step * grid.count,
    start: 0,
    useInitialConditions: true,
    span: { source: circuit.sources[0]!, start: 0, end: 0 },
  };
  const nodes = new Set<number>();
  for (const element of circuit.elements) {
    if (element.kind === "capacitor") for (const node of element.nodes) if (node !== 0) nodes.add(node);
  }
  const probes = [...nodes].map((positive) => ({ kind: "voltage", positive, negative: 0 }) as const);
  const quantities = allQuantities(circuit);
  return { experiment: { kind: "tran", circuit, analysis, grid, probes, quantities }, nodes: [...nodes] };
}

/**
 * Find the motion between given ends by shooting, and the gradient of a cost of one flux by the ordinary action S = ∫ ½CΦ'² - Φ²/2L + IΦ dt: the
 * nudge +β ∂c/∂Φ runs forward in time with its own ends at 0, and the rule multiplies at equal times,
 *
 *     dC/dC = ∫ v y dt        dC/dL = ∫ i j dt        with averages over each step
 *
 * which is exact for the discrete motion, since the trapezoidal rule is stationary for the action of step averages. Linear networks: one
 * run, one for each node, and one for the nudge. Fails as the engine does, and with `singular` at a resonance of the ends.
 * Source: Massar, arXiv:2505.07363.
 */
export async function fixedEndsGradient(
  plan: FixedEnds,
  run: PhaseRunner,
  { slots, derivatives }: CircuitState,
  ends: FluxEnds,
  goal: FluxGoal,
): Promise<Outcome<FixedEndsGradient>> {
  const { experiment, nodes } = plan;
  const { circuit, grid } = experiment;
  const impulses = nodes.map((_, probe): Phase => ({ kind: "waveform", amplitudes: impulse(plan, probe) }));
  const first = await run(slots, [{ kind: "free", excitation: { kind: "sources" } }, ...impulses]);
  if (first.kind === "failed") return first;
  const [driven, ...kicks] = first.value;
  const motion = meetEnds(plan, driven!, kicks, ends);
  if (motion === undefined)
    return fail("singular", "the ends do not determine the motion: they are an interval of resonance");

  const row = rowOf(experiment, { kind: "node", node: goal.output });
  const flux = integrate(motion, grid.step);
  const force = complexMatrix(nodes.length, grid.count + 1);
  const place = nodes.indexOf(goal.output) * force.columns;
  let cost = 0;
  for (let n = START + 1; n <= grid.count; n++) {
    const error = average(flux, row, n) - goal.target[n]!;
    cost += 0.5 * grid.step * error * error;
    // Samples whose average over each step is the error there.
    force.re[place + n] = 2 * error - force.re[place + n - 1]!;
  }
  const nudged = await run(slots, [{ kind: "waveform", amplitudes: force }]);
  if (nudged.kind === "failed") return nudged;
  const still: FluxEnds = { first: new Float64Array(nodes.length), last: new Float64Array(nodes.length) };
  const response = meetEnds(plan, nudged.value[0]!, kicks, still)!;

  const slotGradient = new Float64Array(slots.length);
  const trained = new Set(derivatives.map(({ slot }) => slot));
  for (const term of circuit.elements.flatMap((element) => localTerms(element, circuit, "tran"))) {
    if (!trained.has(term.slot) || term.order === 0 || "kind" in term.free) continue;
    // The convolution's sign: reversing time turns that of a voltage, the derivative of a flux.
    const sign = term.nudge.plus?.kind === "branch" || term.nudge.minus?.kind === "branch" ? 1 : -1;
    let sum = 0;
    for (let n = START + 1; n <= grid.count; n++) {
      sum +=
        branchAverage(experiment, motion, term.free, n) * branchAverage(experiment, response, term.nudge, n);
    }
    slotGradient[term.slot]! += sign * term.coefficient(slots) * grid.step * sum;
  }
  return succeed({ cost, slotGradient, flux });
}

/** One ampere into one node in sample 0. */
function impulse({ experiment: { grid }, nodes }: FixedEnds, probe: number): ComplexMatrix {
  const amplitudes = complexMatrix(nodes.length, grid.count + 1);
  amplitudes.re[probe * amplitudes.columns] = 1;
  return amplitudes;
}

/** A response with kicks in samples 0 and 1 added so that the fluxes have the given ends; undefined where that cannot be. */
function meetEnds(
  { experiment, nodes }: FixedEnds,
  response: ComplexMatrix,
  kicks: readonly ComplexMatrix[],
  { first, last }: FluxEnds,
): ComplexMatrix | undefined {
  const { step, count } = experiment.grid;
  const shapes = [...kicks, ...kicks.map(delay)];
  const ends = [START, count].flatMap((sample) =>
    nodes.map((node) => ({ sample, row: rowOf(experiment, { kind: "node", node }) })),
  );
  const read = (matrix: ComplexMatrix): number[] => {
    const flux = integrate(matrix, step);
    return ends.map(({ sample, row }) => flux.re[row * flux.columns + sample]!);
  };
  const system = complexMatrix(ends.length, shapes.length);
  shapes.forEach((shape, column) => {
    read(shape).forEach((value, row) => {
      system.re[row * shapes.length + column] = value;
    });
  });
  const missing = complexMatrix(ends.length, 1);
  const now = read(response);
  [...first, ...last].forEach((wanted, row) => {
    missing.re[row] = wanted - now[row]!;
  });
  const strengths = solveDense(system, missing);
  if (strengths === undefined) return undefined;
  const result = complexMatrix(response.rows, response.columns);
  result.re.set(response.re);
  shapes.forEach((shape, index) => {
    const strength = strengths.re[index]!;
    shape.re.forEach((value, at) => {
      result.re[at]! += strength * value;
    });
  });
  return result;
}

/** The response to a kick one sample later. */
function delay({ re, rows, columns }: ComplexMatrix): ComplexMatrix {
  const later = complexMatrix(rows, columns);
  for (let row = 0; row < rows; row++) {
    later.re.set(re.subarray(row * columns, (row + 1) * columns - 1), row * columns + 1);
  }
  return later;
}

/** The trapezoidal integral of every row from rest before sample 0. */
function integrate({ re, rows, columns }: ComplexMatrix, step: number): ComplexMatrix {
  const integral = complexMatrix(rows, columns);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let before = 0;
    for (let n = 0; n < columns; n++) {
      const value = re[row * columns + n]!;
      sum += (step / 2) * (before + value);
      integral.re[row * columns + n] = sum;
      before = value;
    }
  }
  return integral;
}

/** Mean of a row over step n, from sample n - 1 to n. */
function average({ re, columns }: ComplexMatrix, row: number, n: number): number {
  return (re[row * columns + n - 1]! + re[row * columns + n]!) / 2;
}

function branchAverage(
  experiment: TransientExperiment,
  matrix: ComplexMatrix,
  { plus, minus }: LocalQuantity,
  n: number,
): number {
  const read = (quantity: Quantity | undefined): number =>
    quantity === undefined ? 0 : average(matrix, rowOf(experiment, quantity), n);
  return read(plus) - read(minus);
}

function rowOf({ quantities }: TransientExperiment, wanted: Quantity): number {
  return quantities.findIndex((quantity) =>
    quantity.kind === "node"
      ? wanted.kind === "node" && quantity.node === wanted.node
      : wanted.kind === "branch" && quantity.element === wanted.element,
  );
}
