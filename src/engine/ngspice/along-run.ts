import { invariant } from "../../diagnostic/invariant.ts";
import type { GridAccuracy } from "../../experiment/deck/accuracy.ts";
import type { Phase } from "../../experiment/experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { PhaseDriver } from "./ngspice-session.ts";
import type { ScriptRunner } from "./run-script.ts";
import {
  type BentMotion,
  type BentResponse,
  type BentTransient,
  type FreeMotion,
  nudgeAlong,
  readAlong,
  settleBent,
} from "./transient-linear.ts";

/** Runs phases of a transient whose devices are linearised along the free run, which is kept as long as the state is the same. */
export interface AlongRun {
  readonly run: PhaseDriver;
  /** Give up the free run that is kept. */
  forget(): void;
}

/**
 * Begin without a free run. Phases give the first `rows` quantities; `runAll` makes plain runs of the network as it is, and `accuracy` says
 * how accurately devices are read.
 */
export function createAlong(
  bent: BentTransient,
  rows: number,
  startsAtRest: boolean,
  accuracy: () => GridAccuracy,
  runAll: PhaseDriver,
): AlongRun {
  let latest: (FreeMotion & { along?: BentMotion }) | undefined;

  /** The free run at a state, with the point that it starts from. */
  async function moveFreely(slots: Float64Array, run: ScriptRunner): Promise<Outcome<FreeMotion>> {
    const start: readonly Phase[] = startsAtRest ? [] : [{ kind: "initial" }];
    const ran = await runAll(slots, [{ kind: "free", excitation: { kind: "sources" } }, ...start], run);
    if (ran.kind === "failed") return ran;
    latest = { slots: slots.slice(), waveforms: ran.value[0]!, before: ran.value[1] };
    return succeed(latest);
  }

  async function linearise(slots: Float64Array, run: ScriptRunner): Promise<Outcome<BentMotion>> {
    const isKnown = latest !== undefined && isSame(latest.slots, slots);
    const known = isKnown ? succeed(latest!) : await moveFreely(slots, run);
    if (known.kind === "failed") return known;
    const motion = latest!;
    const along =
      motion.along === undefined ? await readAlong(bent, motion, accuracy(), run) : succeed(motion.along);
    if (along.kind === "ok") motion.along = along.value;
    return along;
  }

  /** The phases of a circuit with devices that are not linear: nudges are made along the free run. */
  async function runPhases(
    slots: Float64Array,
    phases: readonly Phase[],
    run: ScriptRunner,
  ): Promise<Outcome<readonly ComplexMatrix[]>> {
    const results: ComplexMatrix[] = [];
    let remainder: BentResponse["remainder"] | undefined;
    for (const phase of phases) {
      if (phase.kind === "free" || phase.kind === "initial") {
        const isKnown = phase.kind === "initial" && latest !== undefined && isSame(latest.slots, slots);
        const moved = isKnown ? succeed(latest!) : await moveFreely(slots, run);
        if (moved.kind === "failed") return moved;
        results.push(phase.kind === "free" ? moved.value.waveforms : moved.value.before!);
        continue;
      }
      const along = await linearise(slots, run);
      if (along.kind === "failed") return along;
      invariant(phase.kind === "waveform" || phase.kind === "constant", `phase ${phase.kind} in a transient`);
      if (phase.kind === "waveform") {
        const nudged = await nudgeAlong(bent, slots, along.value, phase.amplitudes, run);
        if (nudged.kind === "failed") return nudged;
        results.push(nudged.value.response);
        remainder = nudged.value.remainder;
      } else {
        invariant(remainder !== undefined, "a constant phase of a network with devices follows a waveform");
        const settled = await settleBent(bent, slots, along.value.before, remainder, phase.amplitudes, run);
        if (settled.kind === "failed") return settled;
        results.push(settled.value);
      }
    }
    return succeed(results.map((result) => firstRows(result, rows)));
  }

  return {
    run: runPhases,
    forget() {
      latest = undefined;
    },
  };
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

function firstRows({ re, columns }: ComplexMatrix, rows: number): ComplexMatrix {
  const result = complexMatrix(rows, columns);
  result.re.set(re.subarray(0, rows * columns));
  return result;
}
