import { readPartRules } from "../circuit/part-rules.ts";
import { createCollector } from "../diagnostic/collector.ts";
import { runFree } from "../gradient/free-run.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import { type Compilation, compile } from "../training/compile.ts";
import { openProblem } from "../training/open-problem.ts";
import { verifyNetlist } from "../training/verify-netlist.ts";
import { type ChosenValues, chooseValues, objectivesOf } from "./choose-values.ts";
import type { FabricatedValue, Fabrication } from "./fabrication.ts";
import { type FabricationOptions, fabricationDefaults } from "./fabrication-options.ts";
import { measureStress } from "./output/measure-stress.ts";
import { writeSnappedNetlist } from "./output/write-snapped-netlist.ts";
import type { ComponentList } from "./parts/component.ts";
import { findPartValues, startOf } from "./parts/find-part-values.ts";
import { listComponents } from "./parts/list-components.ts";
import { measureTemperatures } from "./parts/measure-temperatures.ts";
import { placeOffers } from "./parts/place-offers.ts";
import { analyseTolerance } from "./tolerance/analyse-tolerance.ts";
import { type BuiltCircuit, buildNominal } from "./tolerance/built-circuit.ts";

/** Training that lowers the cost by more than this part of it says that the netlist was not trained to the end. */
const UNTRAINED = 0.5;
/** Relative difference between our cost of the emitted netlist and ngspice's that is worth a remark. */
const VERIFICATION_TOLERANCE = 1e-6;
const TRANSIENT_TOLERANCE = 2e-2;

/**
 * Take a trained netlist to one that can be bought and built: choose values with the cost in view, write them into the text, and look
 * at the result as it will be built: verified afresh, under tolerance, at other temperatures, and for what its parts are put to.
 * Fails as the engine does, and with `unsupported` where a part cannot be chosen (every reason in one text).
 */
export async function fabricate(
  compilation: Compilation,
  options: FabricationOptions,
): Promise<Outcome<Fabrication>> {
  const startedAt = performance.now();
  const { circuit, objectives } = compilation;
  if (objectives.length === 0)
    return fail(
      "unsupported",
      "there is no goal to judge values by: add a line such as `* @goal mag(v(out)) = 0.5 at 1k`",
    );
  // The netlist's own rules were checked when it was compiled.
  const own = readPartRules(circuit.fabricate, circuit.elements, createCollector());
  const values = findPartValues(compilation, [...own, ...(options.rules ?? [])], options.table);
  if (values.kind === "failed") return values;
  const engine = options.engines[0];
  options.onEvent?.({ kind: "searching", values: values.value.length, engine: engine.name });
  const searched = await chooseValues(compilation, values.value, options);
  if (searched.kind === "failed") return searched;
  if (options.signal?.aborted) return fail("interrupted", "interrupted before values were chosen");
  const searchSeconds = (performance.now() - startedAt) / 1000;

  const emitted = emit(compilation, searched.value, options);
  if (emitted.kind === "failed") return emitted;
  const { after, components, built } = emitted.value;
  const remarks = [...remarkTraining(searched.value)];
  const examined = await examine(emitted.value, options, remarks);
  if (examined.kind === "failed") return examined;
  const { cost, goals, ...rest } = examined.value;
  return succeed({
    engine: engine.name,
    method: options.method ?? "guided",
    cost: { ...searched.value.cost, chosen: built.nonIdeal.length > 0 ? cost : searched.value.cost.chosen },
    ...(searched.value.expected === undefined ? {} : { expected: searched.value.expected }),
    goals,
    values: describeValues(searched.value),
    free: describeFree(compilation, searched.value),
    components,
    text: after.source.text,
    compilation: after,
    ...rest,
    evaluations: searched.value.evaluations,
    seconds: { search: searchSeconds, total: (performance.now() - startedAt) / 1000 },
    remarks,
  });
}

/** The emitted netlist, and the circuit that will be built from it. */
interface Emitted {
  readonly after: Compilation;
  readonly components: ComponentList;
  readonly built: BuiltCircuit;
}

function emit(
  compilation: Compilation,
  { chosen, free, partCircuit }: ChosenValues,
  { excluded = () => false }: FabricationOptions,
): Outcome<Emitted> {
  const numbers = partCircuit.free.map((index, n) => ({
    span: compilation.circuit.trainables[index]!.span,
    value: free[n]!,
  }));
  const { text, seconds } = writeSnappedNetlist(compilation, chosen, numbers);
  const compiled = compile({ name: compilation.source.name, text }, compilation.host);
  if (!compiled.ok) {
    const reasons = compiled.diagnostics.filter(({ severity }) => severity === "error");
    return fail(
      "rejected-deck",
      `the emitted netlist does not compile: ${reasons.map(({ message }) => message).join("; ")}`,
    );
  }
  const after = compiled.value;
  const placed = placeOffers(compilation.circuit, chosen, seconds);
  const components = listComponents(after.netlist, after.circuit, placed, excluded);
  const bought = components.components.flatMap(({ name, element, origin, properties }) =>
    element === undefined || origin === "as-written" ? [] : [{ name, element, properties }],
  );
  const built: BuiltCircuit = {
    ideal: after.circuit,
    nonIdeal: bought,
    parts: bought.flatMap(({ name, element, properties }) =>
      properties.tol === undefined ? [] : [{ name, element, tolerance: properties.tol }],
    ),
  };
  return succeed({ after, components, built });
}

type Examined = Pick<Fabrication, "goals" | "temperatures" | "stress" | "tolerance" | "verification"> & {
  readonly cost: number;
};

async function examine(
  { after, components, built }: Emitted,
  options: FabricationOptions,
  remarks: string[],
): Promise<Outcome<Examined>> {
  const { engines, verifier, signal, onEvent } = options;
  const [engine] = engines;
  const simulated = buildNominal(built);
  const objectives = objectivesOf(after, simulated);
  if (objectives.kind === "failed") return objectives;
  const opened = await openProblem(simulated, objectives.value, engine);
  if (opened.kind === "failed") return opened;
  const run = await runFree(opened.value.problem, startOf(simulated));
  await opened.value.close();
  if (run.kind === "failed") return run;

  const { samples, seed, distribution, drive } = { ...fabricationDefaults, ...dropUndefined(options) };
  const tolerance =
    samples === 0
      ? undefined
      : await analyseTolerance(built, objectives.value, engines, {
          samples,
          seed,
          distribution,
          ...(signal === undefined ? {} : { signal }),
          onSample: (done) => onEvent?.({ kind: "specimens", done, of: samples }),
        });
  if (tolerance?.kind === "failed") return tolerance;
  const stress = await measureStress(simulated, components.components, engine, drive);
  if (stress.kind === "failed") return stress;
  const temperatures = await measureTemperatures(after, built, options.temperatures ?? [], engine, remarks);
  if (temperatures.kind === "failed") return temperatures;

  let verification: Fabrication["verification"];
  if (verifier !== undefined && !signal?.aborted) {
    onEvent?.({ kind: "verifying" });
    const verified = await verifyNetlist(after.source, after.host, verifier, signal);
    if (verified.kind === "failed")
      remarks.push(`the emitted netlist could not be verified: ${verified.explanation}`);
    else verification = { engine: "ngspice", cost: verified.value.cost };
    remarks.push(...compareVerification(verification?.cost, run.value.cost, built, after));
  }
  return succeed({
    cost: run.value.cost,
    goals: run.value.goals,
    ...(tolerance === undefined ? {} : { tolerance: tolerance.value }),
    temperatures: temperatures.value,
    stress: stress.value,
    ...(verification === undefined ? {} : { verification }),
  });
}

/** With parasitics both costs are of different circuits, and nothing is to be compared. */
function compareVerification(
  verified: number | undefined,
  cost: number,
  { ideal, nonIdeal }: BuiltCircuit,
  { objectives }: Compilation,
): readonly string[] {
  if (verified === undefined || buildNominal({ ideal, nonIdeal, parts: [] }) !== ideal) return [];
  const tolerance = objectives.some(({ kind }) => kind === "tran")
    ? TRANSIENT_TOLERANCE
    : VERIFICATION_TOLERANCE;
  if (Math.abs(verified - cost) <= tolerance * Math.max(cost, 1e-9)) return [];
  return [
    `the emitted netlist costs ${verified.toPrecision(6)} in a fresh simulation, ${cost.toPrecision(6)} in the search`,
  ];
}

function remarkTraining({ cost, trainedCost }: ChosenValues): readonly string[] {
  if (!(trainedCost < (1 - UNTRAINED) * cost.unsnapped) || cost.unsnapped < 1e-12) return [];
  return [
    `the netlist is not trained to the end: training takes its cost from ${cost.unsnapped.toPrecision(4)} to ${trainedCost.toPrecision(4)}; run tellegen train first`,
  ];
}

function describeValues({ chosen, nearest, sensitivities }: ChosenValues): readonly FabricatedValue[] {
  return chosen.map(({ wanted, value, offers, form }, n): FabricatedValue => {
    const [first, second] = offers;
    return {
      name: wanted.name,
      kind: wanted.kind,
      unit: wanted.unit,
      before: wanted.value,
      nearest: nearest[n]!,
      after: value,
      ...(form === undefined || second === undefined
        ? {}
        : { pair: { form, values: [first!.value, second.value] } }),
      tolerance: first?.properties.tol ?? wanted.properties.tol ?? 0,
      stock: wanted.stock?.name ?? "made to value",
      parts: wanted.elements.length * Math.max(offers.length, 1),
      sensitivity: sensitivities[n]!,
    };
  });
}

function describeFree({ circuit }: Compilation, { partCircuit, free }: ChosenValues): Fabrication["free"] {
  return partCircuit.free.map((index, n) => {
    const { name, start } = circuit.trainables[index]!;
    return { name, before: start, after: free[n]! };
  });
}

function dropUndefined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}
