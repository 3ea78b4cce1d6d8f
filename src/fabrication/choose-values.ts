import { walkExpression } from "../ast/walk.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { isPassive } from "../circuit/part-rules.ts";
import { compileGoals } from "../goal/compile-goals.ts";
import type { Objective } from "../goal/objective.ts";
import { chooseEstimator } from "../gradient/estimators.ts";
import type { GradientProblem } from "../gradient/problem.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import { createRandom } from "../numeric/random.ts";
import type { Compilation } from "../training/compile.ts";
import { openProblem } from "../training/open-problem.ts";
import type { FabricationCosts } from "./fabrication.ts";
import { type FabricationOptions, fabricationDefaults } from "./fabrication-options.ts";
import type { ChosenValue } from "./parts/chosen-value.ts";
import { startOf } from "./parts/find-part-values.ts";
import { buildPartCircuit, type PartCircuit } from "./parts/part-circuit.ts";
import type { PartValue } from "./parts/part-value.ts";
import { buildGrid, type Grid, roundToNearest, thetaOf } from "./search/grid.ts";
import { type SearchResult, searchValues } from "./search/guided-search.ts";
import { columnNorms } from "./search/lattice.ts";
import { type PairedCandidate, pairParts } from "./search/pair-parts.ts";
import { retrain } from "./search/retrain.ts";
import { type Candidate, createSearchProblem, type SearchProblem } from "./search/search-problem.ts";
import { nearestOffer } from "./stock/stock.ts";
import { type BuiltCircuit, buildNominal, buildSpecimen } from "./tolerance/built-circuit.ts";
import { distributions } from "./tolerance/distribution.ts";

/** The values that were chosen, and what they cost beside others. */
export interface ChosenValues {
  readonly partCircuit: PartCircuit;
  readonly chosen: readonly ChosenValue[];
  /** Values of the free numbers, in the order of `partCircuit.free`. */
  readonly free: readonly number[];
  readonly nearest: readonly number[];
  readonly cost: FabricationCosts;
  /** Of the values re-trained without regard to what can be bought. */
  readonly trainedCost: number;
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
  const objectives = objectivesOf(compilation, simulated);
  if (objectives.kind === "failed") return objectives;
  const choice = chooseEstimator(simulated, new Set(objectives.value.map(({ kind }) => kind)), "auto");
  if ("refused" in choice) return fail("unsupported", choice.refused);
  const opened = await openProblem(simulated, objectives.value, options.engines[0]);
  if (opened.kind === "failed") return opened;
  try {
    const { problem } = opened.value;
    const grid = buildGrid(values, simulated.trainables.length);
    const nominal = createSearchProblem([problem], choice.estimator);
    const robust =
      options.robust === undefined
        ? undefined
        : createSearchProblem(drawSpecimens(built, problem, options), choice.estimator);
    const search = await runSearch(robust ?? nominal, grid, startOf(simulated), options);
    if (search === undefined)
      return fail("not-finite", "the circuit cannot be simulated at the netlist's own values");
    const mayPair = values.map((value) => canBePaired(value, compilation));
    const paired = await pairParts(
      robust ?? nominal,
      { ...grid, axes: grid.axes.filter(({ coordinate }) => mayPair[coordinate]) },
      grid,
      values,
      search.best,
      options.pairs ?? 0,
    );
    return succeed(
      await summarise(partCircuit, values, grid, nominal, search, paired, options, robust !== undefined),
    );
  } finally {
    await opened.value.close();
  }
}

/** The parts of a circuit in terms of its values: what they bring along, and how far they may be off. */
function describeBuilt(circuit: Circuit, values: readonly PartValue[]): BuiltCircuit {
  const each = values.flatMap(({ elements, properties, stock, value }) => {
    const offer = stock?.offers[nearestOffer(stock, value)];
    const known = { ...properties, ...offer?.properties };
    return elements.map((element) => ({ element, properties: known }));
  });
  return {
    ideal: circuit,
    nonIdeal: each,
    parts: each.map(({ element, properties }) => ({
      name: circuit.elements[element]!.name,
      element,
      tolerance: properties.tol ?? 0,
    })),
  };
}

/** The goals as they are for a circuit with further elements; the compiled ones where nothing was added. */
export function objectivesOf(compilation: Compilation, simulated: Circuit): Outcome<readonly Objective[]> {
  if (simulated.elements.length === compilation.circuit.elements.length)
    return succeed(compilation.objectives);
  const compiled = compileGoals(simulated, compilation.host);
  if (compiled.ok) return succeed(compiled.value);
  return fail("unsupported", compiled.diagnostics.map(({ message }) => message).join("\n"));
}

async function runSearch(
  problem: SearchProblem,
  grid: Grid,
  theta: Float64Array,
  { method = "guided" }: FabricationOptions,
): Promise<(SearchResult & { readonly best: Candidate }) | undefined> {
  if (method === "guided") return searchValues(problem, grid, theta);
  const unsnapped = await problem.evaluate(theta);
  const rounded = await retrain(problem, thetaOf(grid, roundToNearest(grid, theta), theta), grid.free, 6);
  if (unsnapped === undefined || rounded === undefined) return undefined;
  return { unsnapped, trained: unsnapped, nearest: rounded, best: rounded, evaluations: problem.evaluations };
}

/** Specimens in opposite pairs, so that their mean deviation is zero. */
function drawSpecimens(
  built: BuiltCircuit,
  problem: GradientProblem,
  {
    robust = 16,
    seed = fabricationDefaults.seed,
    distribution = fabricationDefaults.distribution,
  }: FabricationOptions,
): readonly GradientProblem[] {
  // A stream of its own, so that the Monte Carlo run does not judge by the very specimens that were trained on.
  const random = createRandom(seed).split(0x726f62);
  const { draw } = distributions[distribution];
  return Array.from({ length: Math.ceil(robust / 2) }, () => built.parts.map(() => draw(random)))
    .flatMap((deviations) => [deviations, deviations.map((deviation) => -deviation)])
    .map((deviations) => ({ ...problem, circuit: buildSpecimen(built, deviations) }));
}

/** Coils of a coupling stay whole, and so does what a goal asks the current of. */
function canBePaired({ elements }: PartValue, { circuit }: Compilation): boolean {
  const coupled = new Set(
    circuit.elements.flatMap((element) => (element.kind === "coupling" ? element.inductors : [])),
  );
  const observed = new Set<string>();
  for (const { left, right } of circuit.goals) {
    for (const side of [left, right]) {
      walkExpression(side, (part) => {
        if (part.kind === "probe") for (const { key } of part.names) observed.add(key);
      });
    }
  }
  return elements.every((index) => {
    const element = circuit.elements[index]!;
    return isPassive(element) && !coupled.has(index) && !observed.has(element.name.toLowerCase());
  });
}

async function summarise(
  partCircuit: PartCircuit,
  values: readonly PartValue[],
  grid: Grid,
  nominal: SearchProblem,
  search: SearchResult,
  { candidate, pairs }: PairedCandidate,
  { robust }: FabricationOptions,
  isRobust: boolean,
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
    trainedCost: (await costAt(search.trained.theta)) ?? Number.NaN,
    ...(isRobust
      ? {
          expected: {
            samples: robust!,
            unsnapped: search.unsnapped.cost,
            nearest: search.nearest?.cost ?? null,
            chosen: candidate.cost,
          },
        }
      : {}),
    sensitivities: values.map((_, coordinate) => (norms?.[coordinate] ?? Number.NaN) * 0.01),
    evaluations: nominal.evaluations + (isRobust ? search.evaluations : 0),
  };
}
