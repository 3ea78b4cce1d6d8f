import type { AcAnalysis, Analysis, DcAnalysis, DcSweep } from "../../circuit/analysis.ts";
import type { Circuit } from "../../circuit/circuit.ts";
import { gridFrequencies } from "../../goal/frequency-grid.ts";
import { writeDirectDrive, writeSourceDrive } from "../../network/excitation.ts";
import { buildLinearSystem } from "../../network/linear-system.ts";
import { buildNetwork, type Network } from "../../network/network.ts";
import { type ComplexVector, complexVector } from "../../numeric/complex-vector.ts";
import { type Failure, fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { Plot, PlotVariable } from "../engine.ts";
import { createFactoredSweep } from "./factored-sweep.ts";
import { refuseDevices } from "./model-engine.ts";

/**
 * Run one analysis of a linear circuit at its values as written: `.ac`, `.op` and `.dc`. The plot holds every node voltage and
 * every branch current (V, L, E, H), named as SPICE names them. Fails with `unsupported` for devices, `.tran` and temperature
 * sweeps, with `singular` where there is no unique solution.
 */
export function simulateModel(
  circuit: Circuit,
  analysis: Analysis,
  slots: Float64Array = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start)).slots,
): Outcome<Plot> {
  const network = refuseDevices(buildNetwork(circuit));
  if (network.kind === "failed") return network;
  switch (analysis.kind) {
    case "ac":
      return simulateAc(network.value, analysis, slots);
    case "op":
      return simulateDirect(network.value, "Operating Point", undefined, [slots]);
    case "dc":
      return simulateSweep(network.value, analysis, slots);
    case "tran":
      return fail("unsupported", "The model engine has no transient analysis. Use the ngspice engine.");
  }
}

function simulateAc(network: Network, analysis: AcAnalysis, slots: Float64Array): Outcome<Plot> {
  const frequencies = gridFrequencies(analysis);
  const sweep = createFactoredSweep(buildLinearSystem(network), frequencies);
  const refused = sweep.use(slots);
  if (refused) return refused;
  const b = complexVector(network.unknowns.length);
  writeSourceDrive(network, slots, b);
  const x = complexVector(network.unknowns.length);
  const { variables, store } = plotVariables(network, frequencies.length, true);
  for (let point = 0; point < frequencies.length; point++) {
    const failed = sweep.at(point) ?? sweep.solve(b, x);
    if (failed) return failed;
    store(x, point);
  }
  const scale: PlotVariable = {
    name: "frequency",
    unit: "Hz",
    re: frequencies,
    im: new Float64Array(frequencies.length),
  };
  return succeed({ title: network.circuit.title, analysis: "AC Analysis", variables: [scale, ...variables] });
}

/** Solve at ω = 0 for several states. */
function simulateDirect(
  network: Network,
  analysis: string,
  scale: PlotVariable | undefined,
  states: readonly Float64Array[],
): Outcome<Plot> {
  const sweep = createFactoredSweep(buildLinearSystem(network), Float64Array.of(0));
  const b = complexVector(network.unknowns.length);
  const x = complexVector(network.unknowns.length);
  const { variables, store } = plotVariables(network, states.length, false);
  for (const [point, slots] of states.entries()) {
    writeDirectDrive(network, slots, b);
    const failed: Failure | undefined = sweep.use(slots) ?? sweep.at(0) ?? sweep.solve(b, x);
    if (failed) return failed;
    store(x, point);
  }
  const first = scale === undefined ? [] : [scale];
  return succeed({ title: network.circuit.title, analysis, variables: [...first, ...variables] });
}

/** `.dc`: the first sweep runs fastest, the second is its outer loop. */
function simulateSweep(network: Network, { sweeps }: DcAnalysis, slots: Float64Array): Outcome<Plot> {
  let states: { readonly slots: Float64Array; readonly x: number }[] = [{ slots, x: 0 }];
  for (const sweep of [...sweeps].reverse()) {
    const slot = sweptSlot(network.circuit, sweep);
    if (slot === undefined)
      return fail("unsupported", "The model engine cannot sweep the temperature. Use the ngspice engine.");
    states = states.flatMap((state) =>
      sweepValues(sweep).map((x) => {
        const changed = Float64Array.from(state.slots);
        changed[slot] = x;
        return { slots: changed, x };
      }),
    );
  }
  const kind = network.circuit.elements[sweeps[0]!.element]!.kind;
  const scale: PlotVariable = {
    name: kind === "voltage-source" ? "v-sweep" : kind === "current-source" ? "i-sweep" : "res-sweep",
    unit: kind === "voltage-source" ? "V" : kind === "current-source" ? "A" : "",
    re: Float64Array.from(states, ({ x }) => x),
  };
  return simulateDirect(
    network,
    "DC transfer characteristic",
    scale,
    states.map((state) => state.slots),
  );
}

function sweptSlot(circuit: Circuit, sweep: DcSweep): number | undefined {
  const element = circuit.elements[sweep.element];
  if (element?.kind === "voltage-source" || element?.kind === "current-source") return element.dc;
  return element?.kind === "resistor" ? element.value : undefined;
}

function sweepValues({ from, to, step }: DcSweep): readonly number[] {
  const steps = Math.max(0, Math.floor((to - from) / step + 1e-9));
  return Array.from({ length: steps + 1 }, (_, k) => from + k * step);
}

/** Room for every unknown over a number of points, and the function that copies a solution into it. */
function plotVariables(network: Network, points: number, complex: boolean) {
  const { nodes, elements } = network.circuit;
  const variables = network.unknowns.map((unknown): PlotVariable => {
    const re = new Float64Array(points);
    const name =
      unknown.kind === "node" ? `v(${nodes[unknown.node]})` : `i(${elements[unknown.element]!.name})`;
    const base = { name: name.toLowerCase(), unit: unknown.kind === "node" ? "V" : "A", re } as const;
    return complex ? { ...base, im: new Float64Array(points) } : base;
  });
  const store = (x: ComplexVector, point: number): void => {
    variables.forEach((variable, row) => {
      variable.re[point] = x.re[row]!;
      if (variable.im) variable.im[point] = x.im[row]!;
    });
  };
  return { variables, store };
}
