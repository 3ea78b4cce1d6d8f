import { runFree } from "../gradient/free-run.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { Compilation } from "../training/compile.ts";
import { openProblem } from "../training/open-problem.ts";
import { verifyNetlist } from "../training/verify-netlist.ts";
import type { EmittedNetlist } from "./emit-netlist.ts";
import type { Fabrication } from "./fabrication.ts";
import { type FabricationOptions, fabricationDefaults } from "./fabrication-options.ts";
import { measureStress } from "./output/measure-stress.ts";
import { compileObjectives } from "./parts/compile-objectives.ts";
import { startOf } from "./parts/find-part-values.ts";
import { measureTemperatures } from "./parts/measure-temperatures.ts";
import { analyseTolerance } from "./tolerance/analyse-tolerance.ts";
import { type BuiltCircuit, buildNominal } from "./tolerance/built-circuit.ts";

/** Relative difference between our cost of the emitted netlist and ngspice's that is worth a remark. */
const VERIFICATION_TOLERANCE = 1e-6;
const TRANSIENT_TOLERANCE = 2e-2;

/** How a fabricated circuit does. */
export type Examination = Pick<
  Fabrication,
  "goals" | "temperatures" | "stress" | "tolerance" | "verification"
> & {
  readonly cost: number;
};

/**
 * Look at an emitted netlist as it will be built: its cost with parasitics, under tolerance, what its parts are put to, at other
 * temperatures; and its text once more in ngspice. What is worth saying is added to `remarks`.
 */
export async function examineBuild(
  { after, components, built }: EmittedNetlist,
  options: FabricationOptions,
  remarks: string[],
): Promise<Outcome<Examination>> {
  const { engines, verifier, signal, onEvent } = options;
  const [engine] = engines;
  const simulated = buildNominal(built);
  const objectives = compileObjectives(after, simulated);
  if (objectives.kind === "failed") return objectives;
  const opened = await openProblem(simulated, objectives.value, engine);
  if (opened.kind === "failed") return opened;
  const run = await runFree(opened.value.problem, startOf(simulated));
  await opened.value.close();
  if (run.kind === "failed") return run;

  const { samples, seed, distribution, drive } = { ...fabricationDefaults, ...dropUndefined(options) };
  const isSquares = objectives.value.every(({ residualCount }) => residualCount > 0);
  if (samples > 0 && !isSquares)
    remarks.push(
      "tolerances are left out: this cost is not a sum of squares, and its classes have no spread",
    );
  const tolerance =
    samples === 0 || !isSquares
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

function dropUndefined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}
