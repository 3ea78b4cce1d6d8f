import type { Circuit } from "../circuit/circuit.ts";
import type { DevicePorts } from "../experiment/deck/device-ports.ts";
import type { TerminalMatrix } from "../experiment/derived/corrected-circuit.ts";
import { fixtureCircuit } from "../experiment/derived/fixture-circuit.ts";
import type { FreePoint } from "../experiment/derived/transpose-elements.ts";
import type { AcExperiment } from "../experiment/experiment.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { GradientProblem } from "./problem.ts";

/** At this frequency [Hz] no capacitance of a device conducts. */
const VANISHING_FREQUENCY = 1e-9;

/** Reads the terminal matrices of devices at a free point. */
export type TerminalReader = (point: FreePoint) => Promise<Outcome<readonly TerminalMatrix[]>>;

/**
 * Open the fixture of some devices, in which each terminal is driven by itself at a vanishing frequency: one run per terminal of the largest
 * device for every point. Fails as the engine does.
 */
export async function openTerminalReader(
  { circuit, openOnce }: GradientProblem,
  index: number,
  devices: readonly DevicePorts[],
): Promise<Outcome<TerminalReader>> {
  if (devices.length === 0) return succeed(async () => succeed([]));
  const fixture = await openOnce(`fixture ${index}`, () => {
    const derived = fixtureCircuit(circuit, devices);
    return { ...derived, experiment: vanishingSweep(derived.circuit, derived.sources.flat()) };
  });
  if (fixture.kind === "failed") return fixture;
  const { run, stateAt } = fixture.value;
  const columns = Math.max(...devices.map(({ terminals }) => terminals.length));
  return succeed(async (point) => {
    const matrices = devices.map(({ terminals }) =>
      terminals.map(() => new Array<number>(terminals.length).fill(0)),
    );
    for (let active = 0; active < columns; active++) {
      const response = await run(stateAt(point, active), [{ kind: "free", excitation: { kind: "sources" } }]);
      if (response.kind === "failed") return response;
      let row = 0;
      for (const matrix of matrices) {
        for (const entries of matrix) {
          if (active < entries.length) entries[active] = -response.value[0]!.re[row]!;
          row++;
        }
      }
    }
    return succeed(matrices);
  });
}

/** One AC point at a vanishing frequency that reads the currents of some sources. */
function vanishingSweep(circuit: Circuit, sources: readonly number[]): AcExperiment {
  const from = VANISHING_FREQUENCY;
  const span = { source: circuit.sources[0]!, start: 0, end: 0 };
  const grid = { variation: "lin", points: 1, from, to: from } as const;
  return {
    kind: "ac",
    circuit,
    analysis: { kind: "ac", ...grid, span },
    grids: [grid],
    frequencies: Float64Array.of(from),
    probes: [],
    quantities: sources.map((element) => ({ kind: "branch", element })),
  };
}
