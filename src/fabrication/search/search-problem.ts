import type { Estimator } from "../../gradient/estimator.ts";
import { hasResiduals, runFree } from "../../gradient/free-run.ts";
import type { GradientProblem } from "../../gradient/problem.ts";
import { type Parametrisation, parametrise } from "../../optimiser/parametrisation.ts";
import { createBreather } from "../../training/breather.ts";

/** A point of the search with what it costs. */
export interface Candidate {
  /** Part values first, then the free numbers; natural units. */
  readonly theta: Float64Array;
  /** The cost as the language states it. */
  readonly cost: number;
  /** The cost with a small margin on inequalities: decides between points that meet every goal. */
  readonly pressed: number;
}

/** Residuals (with the margin) and their derivatives with respect to the coordinates at one point. */
export interface Linearisation {
  readonly residuals: Float64Array;
  /** Shape (residuals, coordinates), row-major. */
  readonly jacobian: Float64Array;
}

/** The cost as a search sees it. A point whose computation fails is `undefined`: it cannot be built. */
export interface SearchProblem {
  readonly coordinates: Parametrisation;
  evaluate(theta: Float64Array): Promise<Candidate | undefined>;
  linearise(theta: Float64Array): Promise<Linearisation | undefined>;
  /** Points computed so far, evaluations and linearisations. */
  readonly evaluations: number;
}

/** Who looks on while a search runs. */
export interface SearchWatch {
  /** Ends the search: from then on points cannot be computed. */
  readonly signal?: AbortSignal | undefined;
  /** Told how many points were computed. */
  readonly onEvaluation?: ((evaluations: number) => void) | undefined;
}

/** Inequalities are pressed by this part of their scale, as in training. */
const MARGIN = 1e-3;

/**
 * See a problem with its estimator as a search problem. Of several problems (specimens of one circuit) it is the mean cost that counts, with
 * all their residuals under one another: r = (r₁, …, r_N)/√N. Points are remembered: asking twice costs once.
 */
export function createSearchProblem(
  problems: readonly GradientProblem[],
  estimator: Estimator,
  { signal, onEvaluation }: SearchWatch = {},
): SearchProblem {
  const costs = new Map<string, Candidate | undefined>();
  const slopes = new Map<string, Linearisation | undefined>();
  const coordinates = parametrise(problems[0]!.circuit.trainables);
  const breathe = createBreather();
  let evaluations = 0;
  /** False once the search is to end: then no further point can be computed. */
  const mayGoOn = async (): Promise<boolean> => {
    await breathe();
    evaluations++;
    onEvaluation?.(evaluations);
    return !signal?.aborted;
  };

  const evaluate = async (theta: Float64Array): Promise<Candidate | undefined> => {
    let cost = 0;
    let pressed = 0;
    for (const problem of problems) {
      if (!(await mayGoOn())) return undefined;
      const run = await runFree(problem, theta, MARGIN);
      if (run.kind === "failed") return undefined;
      cost += run.value.cost / problems.length;
      pressed += run.value.trainingCost / problems.length;
    }
    return { theta: theta.slice(), cost, pressed };
  };
  const linearise = async (theta: Float64Array): Promise<Linearisation | undefined> => {
    const parts: Linearisation[] = [];
    for (const problem of problems) {
      if (!(await mayGoOn())) return undefined;
      const run = await runFree(problem, theta, MARGIN);
      if (run.kind === "failed") return undefined;
      // A cross-entropy is no sum of squares: there is no linear model to look ahead with.
      if (!hasResiduals(run.value)) return undefined;
      const estimated = await estimator.estimate(problem, run.value, { want: "jacobian", beta: "auto" });
      if (estimated.kind === "failed") return undefined;
      const { residuals, jacobian } = estimated.value;
      if (residuals === undefined || jacobian === undefined) return undefined;
      parts.push({ residuals, jacobian });
    }
    const { residuals, jacobian } = stack(parts);
    return { residuals, jacobian: coordinates.chainJacobian(coordinates.toInternal(theta), jacobian) };
  };
  return {
    coordinates,
    get evaluations() {
      return evaluations;
    },
    evaluate: (theta) => remember(costs, theta, evaluate),
    linearise: (theta) => remember(slopes, theta, linearise),
  };
}

/** Under one another, divided by the square root of their number. */
function stack(parts: readonly Linearisation[]): Linearisation {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const weight = 1 / Math.sqrt(parts.length);
  const join = (vectors: readonly Float64Array[]): Float64Array => {
    const whole = new Float64Array(vectors.reduce((length, vector) => length + vector.length, 0));
    let offset = 0;
    for (const vector of vectors) {
      whole.set(vector, offset);
      offset += vector.length;
    }
    return whole.map((value) => value * weight);
  };
  return {
    residuals: join(parts.map(({ residuals }) => residuals)),
    jacobian: join(parts.map(({ jacobian }) => jacobian)),
  };
}

/** Points kept at most; a search revisits recent ones. */
const MEMORY = 4096;

async function remember<T>(
  known: Map<string, T>,
  theta: Float64Array,
  compute: (theta: Float64Array) => Promise<T>,
): Promise<T> {
  const key = theta.join();
  if (known.has(key)) return known.get(key) as T;
  const value = await compute(theta);
  if (known.size >= MEMORY) known.clear();
  known.set(key, value);
  return value;
}

/** Costs closer than this part of each other are the same cost. */
const SAME = 1e-9;

/** Whether `a` is the better point: by cost, and by the cost with margin where both meet their goals alike. */
export function isBetter(a: Candidate, b: Candidate): boolean {
  if (Math.abs(a.cost - b.cost) > SAME * Math.max(a.cost, b.cost)) return a.cost < b.cost;
  return a.pressed < b.pressed * (1 - SAME);
}

/** The best of several points; undefined of none. */
export function bestOf(candidates: readonly (Candidate | undefined)[]): Candidate | undefined {
  return candidates.reduce(
    (best, candidate) =>
      candidate !== undefined && (best === undefined || isBetter(candidate, best)) ? candidate : best,
    undefined,
  );
}
