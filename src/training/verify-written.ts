import type { FreeRun } from "../gradient/free-run.ts";
import type { Compilation } from "./compile.ts";
import type { Descents } from "./descend-from-starts.ts";
import type { TrainingOptions } from "./training-options.ts";
import type { TrainingResult } from "./training-result.ts";
import { verifyNetlist } from "./verify-netlist.ts";

/** A training whose values are written, before it is believed. */
export interface WrittenTraining {
  readonly compilation: Compilation;
  readonly options: Pick<TrainingOptions, "verifier" | "signal" | "onEvent">;
  readonly descents: Descents;
  /** The netlist with the trained values. */
  readonly text: string;
  /** The free run at the values as written. */
  readonly run: FreeRun;
}

/** What the verification of a training adds to its result. */
export interface WrittenVerification {
  readonly verification?: NonNullable<TrainingResult["verification"]>;
  readonly analyses: number;
  readonly remarks: readonly string[];
}

/**
 * Relative difference between our cost and the verification's from which on it is worth a remark. A transient is trained on
 * a fixed grid and verified with the deck's own time steps: there both have errors of their own.
 */
const VERIFICATION_TOLERANCE = 1e-6;
const TRANSIENT_TOLERANCE = 2e-2;
/** The same between the raised tolerances and those of the deck. */
const OPTIONS_TOLERANCE = 1e-2;
/** Costs below this part of the first one are too small to be compared. */
const NEGLIGIBLE = 1e-6;

/** Simulate the written netlist afresh, and say where that disagrees with the training or with the deck's own tolerances. */
export async function verifyWritten({
  compilation,
  options,
  descents,
  text,
  run,
}: WrittenTraining): Promise<WrittenVerification> {
  const { verifier, signal } = options;
  if (verifier === undefined || descents.end === "interrupted") return { analyses: 0, remarks: [] };
  options.onEvent?.({ kind: "verifying" });
  const { source, host, objectives } = compilation;
  const checked = await verifyNetlist({ name: source.name, text }, host, verifier, signal);
  if (checked.kind === "failed") {
    return { analyses: 0, remarks: [`the written netlist could not be verified: ${checked.explanation}`] };
  }
  const { cost, costAsWritten, analyses } = checked.value;
  const differs = (one: number, other: number, tolerance: number): boolean =>
    Math.abs(one - other) > tolerance * Math.max(other, NEGLIGIBLE * descents.history[0]!);
  const transient = objectives.some(({ kind }) => kind === "tran");
  const remarks: string[] = [];
  if (differs(cost, run.cost, transient ? TRANSIENT_TOLERANCE : VERIFICATION_TOLERANCE)) {
    remarks.push(
      `the written netlist costs ${cost.toPrecision(6)} in a fresh simulation, ${run.cost.toPrecision(6)} in training`,
    );
  }
  if (costAsWritten !== undefined && differs(costAsWritten, cost, OPTIONS_TOLERANCE)) {
    remarks.push(
      `with the deck's own tolerances the written netlist costs ${costAsWritten.toPrecision(6)}: they are too coarse for its operating point`,
    );
  }
  return { verification: { engine: "ngspice", cost }, analyses, remarks };
}
