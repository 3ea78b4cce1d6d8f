import type { TransientAnalysis } from "../../circuit/analysis.ts";
import { sampleWaveform } from "../../circuit/waveform/sample-waveform.ts";
import { refuseInitialNodes } from "../../experiment/initial-nodes.ts";
import { gridTimes, timeGrid } from "../../goal/time-grid.ts";
import { buildLinearSystem } from "../../network/linear-system.ts";
import type { Network } from "../../network/network.ts";
import { complexVector } from "../../numeric/complex-vector.ts";
import { type Failure, type Outcome, succeed } from "../../numeric/outcome.ts";
import { assembleState } from "./assemble-state.ts";
import { writeInitialCharges } from "./initial-charges.ts";
import { createRealFactor } from "./real-factor.ts";
import { sampleDrives } from "./transient-drive.ts";
import { createTrapezoidal } from "./trapezoidal.ts";

/** The part of a step that stands for "at once": charges and fluxes do not move in it. */
const INSTANT = 1e-9;

/** A transient of every unknown. */
export interface TransientSamples {
  readonly times: Float64Array;
  /** Shape (unknowns, times), row-major. */
  readonly solution: Float64Array;
}

/**
 * Run a `.tran` card as it stands, at every time of its grid (timeGrid) from 0 on. Unlike the runs of a training, which count `uic`
 * from rest one step before sample 0, this begins at t = 0+: the sources at their first values, every capacitor at its `ic=` voltage
 * and every inductor at its `ic=` current (0 without). The first step is one of backward Euler, so that initial values that
 * contradict each other do not ring; the error is O(h²) all the same.
 */
export function simulateTransient(
  network: Network,
  analysis: TransientAnalysis,
  slots: Float64Array,
): Outcome<TransientSamples> {
  const grid = timeGrid(analysis);
  const times = gridTimes(grid);
  const system = buildLinearSystem(network);
  const rate = 1 / grid.step;
  const moving = createRealFactor(system, 2 * rate, "in the transient");
  const integrator = createTrapezoidal(system, moving, grid.step);
  const refused =
    refuseInitialNodes({ circuit: network.circuit, analysis }) ??
    assembleState(system, slots) ??
    moving.refresh(true);
  if (refused) return refused;
  integrator.refresh();
  const sampled = sampleDrives(network, (source) => sampleWaveform(source, slots, times, analysis));
  if (sampled.kind === "failed") return sampled;
  const drive = sampled.value;

  const size = network.unknowns.length;
  const solution = new Float64Array(size * times.length);
  const store = (sample: number, x: Float64Array): void => {
    for (let row = 0; row < size; row++) solution[row * times.length + sample] = x[row]!;
  };
  const charges = new Float64Array(size);
  const b = complexVector(size);
  const x = complexVector(size);

  /** Solve (G + rate C) x = b_n + rate · charges, and put the charges of x in their place. */
  const jump = (factorRate: number, sample: number, place: string): Failure | undefined => {
    const factor = createRealFactor(system, factorRate, place);
    drive(sample, b.re);
    for (let row = 0; row < size; row++) b.re[row] = b.re[row]! + factorRate * charges[row]!;
    const stuck = factor.refresh(true) ?? factor.solve(b, x);
    if (stuck) return stuck;
    store(sample, x.re);
    integrator.writeCharges(x.re, charges);
    return undefined;
  };

  const { history } = integrator;
  if (analysis.useInitialConditions) {
    writeInitialCharges(network, slots, integrator, charges);
    const lost = jump(rate / INSTANT, 0, "at the start");
    if (lost) return lost;
    for (let row = 0; row < size; row++) history[row] = -charges[row]!;
    const stuck = jump(rate, 1, "in the transient");
    if (stuck) return stuck;
    // s₁ = (2/h) q₁ + (q₁ - q₀)/h
    for (let row = 0; row < size; row++) history[row] = rate * (3 * charges[row]! + history[row]!);
  } else {
    const stuck = jump(0, 0, "at the operating point");
    if (stuck) return stuck;
    for (let row = 0; row < size; row++) history[row] = 2 * rate * charges[row]!;
  }
  const failed = integrator.march({
    first: analysis.useInitialConditions ? 2 : 1,
    last: grid.count,
    transposed: false,
    drive,
    store,
  });
  return failed ?? succeed({ times, solution });
}
