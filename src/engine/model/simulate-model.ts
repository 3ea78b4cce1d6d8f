import type {
  AcAnalysis,
  Analysis,
  DcAnalysis,
  OperatingPointAnalysis,
  TransientAnalysis,
} from "../../circuit/analysis.ts";
import type { Circuit } from "../../circuit/circuit.ts";
import type { Slot } from "../../circuit/element.ts";
import type { Phase } from "../../experiment/experiment.ts";
import { countPoints } from "../../goal/count-points.ts";
import { dcStates, sweptSlot } from "../../goal/dc-sweep.ts";
import { gridFrequencies } from "../../goal/frequency-grid.ts";
import { buildNetwork, type Network } from "../../network/network.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { Plot, PlotVariable } from "../engine.ts";
import { createAcRunner } from "./ac-runner.ts";
import { createDcRunner } from "./dc-runner.ts";
import { refuseDevices } from "./model-engine.ts";
import { createPointSolver } from "./point-solver.ts";
import { simulateTransient } from "./simulate-transient.ts";

/**
 * Run one analysis of a linear circuit, or `.op` and `.dc` of one with diodes, at its values as written; `.tran` on the grid of timeGrid. The plot
 * holds every node voltage and every branch current (V, L, E, H), named as SPICE names them. Fails with `unsupported` for other devices and
 * temperature sweeps and results that do not fit into memory, with `singular` where there is no unique solution.
 */
export function simulateModel(
  circuit: Circuit,
  analysis: Analysis,
  slots: Float64Array = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start)).slots,
): Outcome<Plot> {
  const built = buildNetwork(circuit);
  const atRest = analysis.kind === "op" || analysis.kind === "dc";
  const network = atRest ? succeed(built) : refuseDevices(built);
  if (network.kind === "failed") return network;
  const numbers = countPoints(analysis) * network.value.unknowns.length;
  if (numbers > MOST_NUMBERS) {
    return fail(
      "unsupported",
      `The analysis would give ${numbers.toPrecision(3)} numbers, more than memory holds: choose a larger step.`,
    );
  }
  switch (analysis.kind) {
    case "ac":
      return simulateAc(network.value, analysis, slots);
    case "op":
    case "dc":
      return simulateDirect(network.value, analysis, slots);
    case "tran":
      return simulateTime(network.value, analysis, slots);
  }
}

/** Complex numbers of one plot: 800 MB of them. */
const MOST_NUMBERS = 5e7;

const freePhase: Phase = { kind: "free", excitation: { kind: "sources" } };

function simulateAc(network: Network, analysis: AcAnalysis, slots: Float64Array): Outcome<Plot> {
  const { circuit } = network;
  const frequencies = gridFrequencies(analysis);
  const experiment = { kind: "ac", circuit, analysis, grids: [analysis], frequencies, probes: [] } as const;
  const run = createAcRunner({ ...experiment, quantities: network.unknowns }, network);
  const outcome = run(slots, [freePhase]);
  if (outcome.kind === "failed") return outcome;
  const { re, im } = outcome.value[0]!;
  const scale: PlotVariable = {
    name: "frequency",
    unit: "Hz",
    re: frequencies,
    im: new Float64Array(frequencies.length),
  };
  return succeed({
    title: circuit.title,
    analysis: "AC Analysis",
    variables: [scale, ...plotVariables(network, frequencies.length, { re, im })],
  });
}

/** `.op` and `.dc`: the first sweep runs fastest, the second is its outer loop. */
function simulateDirect(
  network: Network,
  analysis: DcAnalysis | OperatingPointAnalysis,
  slots: Float64Array,
): Outcome<Plot> {
  const { circuit } = network;
  const sweeps = analysis.kind === "dc" ? analysis.sweeps : [];
  const swept: Slot[] = sweeps.flatMap((sweep) => sweptSlot(sweep, circuit) ?? []);
  if (swept.length < sweeps.length)
    return fail("unsupported", "The model engine cannot sweep the temperature. Use the ngspice engine.");
  const { axis, points } = dcStates(analysis, swept, []);
  const experiment = { kind: "dc", circuit, analysis, points, probes: [] } as const;
  const solver = createPointSolver(network);
  if (solver.kind === "failed") return solver;
  const run = createDcRunner({ ...experiment, quantities: network.unknowns }, solver.value);
  const outcome = run(slots, [freePhase]);
  if (outcome.kind === "failed") return outcome;
  const variables = plotVariables(network, points.length, { re: outcome.value[0]!.re });
  if (analysis.kind === "op")
    return succeed({ title: circuit.title, analysis: "Operating Point", variables });
  const kind = circuit.elements[sweeps[0]!.element]!.kind;
  const scale: PlotVariable = {
    name: kind === "voltage-source" ? "v-sweep" : kind === "current-source" ? "i-sweep" : "res-sweep",
    unit: kind === "voltage-source" ? "V" : kind === "current-source" ? "A" : "",
    re: axis,
  };
  return succeed({
    title: circuit.title,
    analysis: "DC transfer characteristic",
    variables: [scale, ...variables],
  });
}

/** What is before `tstart` is computed and left out. */
function simulateTime(network: Network, analysis: TransientAnalysis, slots: Float64Array): Outcome<Plot> {
  const samples = simulateTransient(network, analysis, slots);
  if (samples.kind === "failed") return samples;
  const { times, solution } = samples.value;
  const first = times.findIndex((time) => time >= analysis.start * (1 - 1e-9));
  const scale: PlotVariable = { name: "time", unit: "s", re: times };
  const variables = [scale, ...plotVariables(network, times.length, { re: solution })];
  return succeed({
    title: network.circuit.title,
    analysis: "Transient Analysis",
    variables: variables.map((variable) => ({ ...variable, re: variable.re.slice(first) })),
  });
}

interface Waveforms {
  readonly re: Float64Array;
  readonly im?: Float64Array;
}

/** One variable per unknown from a matrix (unknowns, points). */
function plotVariables(network: Network, points: number, { re, im }: Waveforms): readonly PlotVariable[] {
  const { nodes, elements } = network.circuit;
  return network.unknowns.map((unknown, row): PlotVariable => {
    const name =
      unknown.kind === "node" ? `v(${nodes[unknown.node]})` : `i(${elements[unknown.element]!.name})`;
    const from = row * points;
    return {
      name: name.toLowerCase(),
      unit: unknown.kind === "node" ? "V" : "A",
      re: re.slice(from, from + points),
      ...(im === undefined ? {} : { im: im.slice(from, from + points) }),
    };
  });
}
