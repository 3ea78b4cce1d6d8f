import { chooseEstimator } from "../gradient/estimators.ts";
import { runFree } from "../gradient/free-run.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import type { Compilation } from "../training/compile.ts";
import { openProblem } from "../training/open-problem.ts";
import type { FabricationCosts } from "./fabrication.ts";
import { type FabricationOptions, fabricationDefaults } from "./fabrication-options.ts";
import { canBePaired } from "./parts/can-be-paired.ts";
import type { ChosenValue } from "./parts/chosen-value.ts";
import { compileObjectives } from "./parts/compile-objectives.ts";
import { startOf } from "./parts/find-part-values.ts";
import { buildPartCircuit, type PartCircuit } from "./parts/part-circuit.ts";
import type { PartValue } from "./parts/part-value.ts";
import { buildGrid, type Grid, roundToNearest, thetaOf } from "./search/grid.ts";
import { type SearchResult, searchEfforts, searchValues } from "./search/guided-search.ts";
import { columnNorms } from "./search/lattice.ts";
import { type PairedCandidate, pairParts } from "./search/pair-parts.ts";
import { retrain } from "./search/retrain.ts";
import { createSearchProblem, type SearchProblem } from "./search/search-problem.ts";
import { nearestOffer } from "./stock/stock.ts";
import { buildNominal } from "./tolerance/built-circuit.ts";
import { describeBuilt } from "./tolerance/describe-built.ts";
import { drawSpecimens } from "./tolerance/draw-specimens.ts";

/** The values that were chosen, and what they cost beside others. */
export interface ChosenValues {
  readonly partCircuit: PartCircuit;
  readonly chosen: readonly ChosenValue[];
  /** Values of the free numbers, in the order of `partCircuit.free`. */
  readonly free: readonly number[];
  readonly nearest: readonly number[];
  readonly cost: FabricationCosts;
  /** Cost of the values re-trained without regard to what can be bought, where the netlist's own meet not every goal. */
  readonly trainedCost?: number;
  readonly expected?: FabricationCosts & { readonly samples: number };
  /** |Δr| for 1 % of each value. */
  readonly sensitivities: readonly number[];
  readonly evaluations: number;
}

/** Search the values of a netlist's parts. Fails as the engine does, and where no exact rule gives a Jacobian. */
export async function chooseValues(
  compilation: Compilation,
  values: readonly PartValue[],
  options: FabricationOptions,
): Promise<Outcome<ChosenValues>> {
  const partCircuit = buildPartCircuit(compilation.circuit, values);
  const built = describeBuilt(partCircuit.circuit, values);
  const simulated = buildNominal(built);
  const objectives = compileObjectives(compilation, simulated);
  if (objectives.kind === "failed") return objectives;
  const choice = chooseEstimator(simulated, new Set(objectives.value.map(({ kind }) => kind)), "auto");
  if ("refused" in choice) return fail("unsupported", choice.refused);
  const opened = await openProblem(simulated, objectives.value, options.engines[0]);
  if (opened.kind === "failed") return opened;
  try {
    const { problem } = opened.value;
    const { seed = fabricationDefaults.seed, distribution = fabricationDefaults.distribution } = options;
    const grid = buildGrid(values, simulated.trainables.length);
    const watch = {
      signal: options.signal,
      onEvaluation: (circuits: number) => options.onEvent?.({ kind: "searched", circuits }),
    };
    const nominal = createSearchProblem([problem], choice.estimator, watch);
    const robust =
      options.robust === undefined
        ? undefined
        : createSearchProblem(
            drawSpecimens(built, problem, options.robust, seed, distribution),
            choice.estimator,
          );
    const search = await runSearch(robust ?? nominal, grid, startOf(simulated), options);
    if (options.signal?.aborted) return fail("interrupted", "interrupted before values were chosen");
    if (search === undefined)
      return fail("not-finite", "the circuit cannot be simulated at the netlist's own values");
    const mayPair = values.map((value) => canBePaired(value, compilation.circuit));
    const paired = await pairParts(
      robust ?? nominal,
      { ...grid, axes: grid.axes.filter(({ coordinate }) => mayPair[coordinate]) },
      grid,
      values,
      search.best,
      options.pairs ?? 0,
      searchEfforts[options.engines[0].name].exchanges,
    );
    const start = await runFree(problem, startOf(simulated));
    const unmet = start.kind === "ok" && start.value.goals.some(({ met }) => met === false);
    const trained = unmet ? await nominal.evaluate(search.trained.theta) : undefined;
    return succeed({
      ...(await summarise(partCircuit, values, grid, nominal, search, paired, options.robust)),
      ...(trained === undefined ? {} : { trainedCost: trained.cost }),
    });
  } finally {
    await opened.value.close();
  }
}

async function runSearch(
  problem: SearchProblem,
  grid: Grid,
  theta: Float64Array,
  { method = "guided", engines }: FabricationOptions,
): Promise<SearchResult | undefined> {
  if (method === "guided") return searchValues(problem, grid, theta, searchEfforts[engines[0].name]);
  const unsnapped = await problem.evaluate(theta);
  const rounded = await retrain(problem, thetaOf(grid, roundToNearest(grid, theta), theta), grid.free, 6);
  if (unsnapped === undefined || rounded === undefined) return undefined;
  return { unsnapped, trained: unsnapped, nearest: rounded, best: rounded, evaluations: problem.evaluations };
}

async function summarise(
  partCircuit: PartCircuit,
  values: readonly PartValue[],
  grid: Grid,
  nominal: SearchProblem,
  search: SearchResult,
  { candidate, pairs }: PairedCandidate,
  specimens: number | undefined,
): Promise<ChosenValues> {
  const { theta } = candidate;
  const costAt = async (point: Float64Array | undefined): Promise<number | null> =>
    (point && (await nominal.evaluate(point))?.cost) ?? null;
  const cost: FabricationCosts = {
    unsnapped: (await costAt(search.unsnapped.theta)) ?? Number.NaN,
    nearest: await costAt(search.nearest?.theta),
    chosen: (await costAt(theta)) ?? Number.NaN,
  };
  const slope = await nominal.linearise(theta);
  const norms = slope && columnNorms(slope.jacobian, theta.length);
  const chosen = values.map((wanted, coordinate): ChosenValue => {
    const pair = pairs.get(coordinate);
    const { stock } = wanted;
    const value = theta[coordinate]!;
    if (pair !== undefined) return { wanted, value: pair.value, offers: pair.offers, form: pair.form };
    return { wanted, value, offers: stock === undefined ? [] : [stock.offers[nearestOffer(stock, value)]!] };
  });
  const rounded = thetaOf(grid, roundToNearest(grid, search.unsnapped.theta), search.unsnapped.theta);
  return {
    partCircuit,
    chosen,
    free: Array.from(theta.subarray(partCircuit.count)),
    nearest: Array.from(rounded.subarray(0, partCircuit.count)),
    cost,
    ...(specimens === undefined
      ? {}
      : {
          expected: {
            samples: specimens,
            unsnapped: search.unsnapped.cost,
            nearest: search.nearest?.cost ?? null,
            chosen: candidate.cost,
          },
        }),
    sensitivities: values.map((_, coordinate) => (norms?.[coordinate] ?? Number.NaN) * 0.01),
    evaluations: nominal.evaluations + (specimens === undefined ? 0 : search.evaluations),
  };
}
