import { replacedDevices } from "../../experiment/deck/deck-refusals.ts";
import type { DeviceMatrices } from "../../experiment/deck/small-signal-cards.ts";
import { type DcExperiment, pointwisePhases } from "../../experiment/experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import { readDevices } from "./dc-fixture.ts";
import { runFreePoints } from "./dc-free.ts";
import { type LinearPoints, runLinearNudges } from "./dc-nudge.ts";
import { runNudgedPoints } from "./dc-nudged.ts";
import { type DcProblem, type FreePoints, withWholePoint } from "./dc-problem.ts";
import type { DeckShelf } from "./deck-shelf.ts";
import type { PhaseDriver } from "./ngspice-session.ts";
import type { ScriptRunner } from "./run-script.ts";

/** The free points found last, and the devices' matrices once they were read there. */
interface KnownPoints {
  readonly free: FreePoints;
  matrices?: readonly DeviceMatrices[];
}

/**
 * Runs the phases of operating points. The free points are kept: a nudge of a nonlinear circuit is made about them, and they are found
 * again only where the state is another.
 */
export function createDcDriver(experiment: DcExperiment, shelf: DeckShelf): PhaseDriver {
  const devices = replacedDevices(experiment.circuit);
  const hasDevices = devices.kind === "ok" && devices.value.length > 0;
  const quantities = hasDevices
    ? withWholePoint(experiment.quantities, experiment.circuit)
    : experiment.quantities;
  const problem: DcProblem = { experiment, shelf, quantities };
  let latest: KnownPoints | undefined;

  async function findFree(slots: Float64Array, run: ScriptRunner): Promise<Outcome<KnownPoints>> {
    const found = await runFreePoints(problem, slots, run);
    if (found.kind === "failed") return found;
    latest = { free: found.value };
    return succeed(latest);
  }

  async function knownAt(slots: Float64Array, run: ScriptRunner): Promise<Outcome<KnownPoints>> {
    const isSame = latest?.free.slots.every((value, slot) => Object.is(value, slots[slot]));
    return latest !== undefined && isSame ? succeed(latest) : findFree(slots, run);
  }

  async function lineariseAt(slots: Float64Array, run: ScriptRunner): Promise<Outcome<LinearPoints>> {
    if (devices.kind === "failed") return devices;
    if (devices.value.length === 0) return succeed({ slots, devices: [], matrices: [] });
    const known = await knownAt(slots, run);
    if (known.kind === "failed") return known;
    const read =
      known.value.matrices === undefined
        ? await readDevices(problem, devices.value, known.value.free, run)
        : succeed(known.value.matrices);
    if (read.kind === "failed") return read;
    known.value.matrices = read.value;
    return succeed({ slots, devices: devices.value, matrices: read.value });
  }

  return async (slots, phases, run) => {
    const wanted = pointwisePhases(phases);
    const results = new Map<number, ComplexMatrix>();
    for (const [index, phase] of wanted.entries()) {
      if (phase.kind === "nudge") continue;
      const known = phase.kind === "free" ? await findFree(slots, run) : await knownAt(slots, run);
      if (known.kind === "failed") return known;
      const { free } = known.value;
      const result =
        phase.kind === "free"
          ? succeed(firstRows(free.matrix, experiment.quantities.length))
          : await runNudgedPoints(problem, free, phase.amplitudes, run);
      if (result.kind === "failed") return result;
      results.set(index, result.value);
    }
    const nudges = wanted.flatMap((phase, index) => (phase.kind === "nudge" ? [{ phase, index }] : []));
    if (nudges.length > 0) {
      const linear = await lineariseAt(slots, run);
      if (linear.kind === "failed") return linear;
      const probes = nudges.map(({ phase }) => phase.probe);
      const nudged = await runLinearNudges(problem, linear.value, probes, run);
      if (nudged.kind === "failed") return nudged;
      nudges.forEach(({ index }, k) => {
        results.set(index, nudged.value[k]!);
      });
    }
    return succeed(phases.map((_, index) => results.get(index)!));
  };
}

function firstRows({ re, columns }: ComplexMatrix, rows: number): ComplexMatrix {
  const result = complexMatrix(rows, columns);
  result.re.set(re.subarray(0, rows * columns));
  return result;
}
