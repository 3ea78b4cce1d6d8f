import type { Analysis } from "../../circuit/analysis.ts";
import type { Circuit } from "../../circuit/circuit.ts";
import type { PassiveElement } from "../../circuit/element.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Experiment, Quantity } from "../../experiment/experiment.ts";
import { dcStates, sweptSlot } from "../../goal/dc-sweep.ts";
import { gridFrequencies, settleGrid } from "../../goal/frequency-grid.ts";
import { timeGrid } from "../../goal/time-grid.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import { formatQuantity } from "../../numeric/format-quantity.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { Component } from "../parts/component.ts";
import { startOf } from "../parts/find-part-values.ts";

/** The most that a part is put to over all points of one analysis. */
export interface PartStress {
  readonly part: string;
  readonly analysis: Analysis["kind"];
  /** Peak voltage across it [V]. */
  readonly voltage: number;
  /** Resistors: mean power [W]; in AC at the worst frequency, half the product of the peaks. */
  readonly power?: number;
  /** Inductors: peak current [A]. */
  readonly current?: number;
  /** One sentence for each rating that is passed. */
  readonly warnings: readonly string[];
}

/**
 * Simulate every analysis of a circuit and read off what its passive parts are put to, at the drive of the netlist's own sources (`ac`
 * magnitudes are peak values, multiplied by `drive`). Analyses that the engine cannot run are left out, and so are those in which no source
 * drives anything, such as an `.ac` for S parameters only: 0 V everywhere says nothing about the parts.
 */
export async function measureStress(
  circuit: Circuit,
  components: readonly Component[],
  engine: Engine,
  drive: number,
): Promise<Outcome<readonly PartStress[]>> {
  const parts = components.filter(({ value, element }) => value !== undefined && element !== undefined);
  const quantities: Quantity[] = circuit.nodes.slice(1).map((_, n) => ({ kind: "node", node: n + 1 }));
  const coils = parts.flatMap(({ kind, element }) => (kind === "inductor" ? [element!] : []));
  for (const element of coils) quantities.push({ kind: "branch", element });
  const { slots } = circuit.evaluate(startOf(circuit));
  const stresses: PartStress[] = [];
  for (const analysis of circuit.analyses) {
    const experiment = buildExperiment(circuit, analysis, quantities);
    if (experiment === undefined) continue;
    const session = await engine.open(experiment);
    if (session.kind === "failed") continue;
    try {
      const run = await session.value.run(slots, [{ kind: "free", excitation: { kind: "sources" } }]);
      if (run.kind === "failed") return run;
      const response = run.value[0]!;
      if (isAtRest(response)) continue;
      const scale = analysis.kind === "ac" ? drive : 1;
      for (const part of parts) {
        const coil = coils.indexOf(part.element!);
        const row = coil < 0 ? undefined : circuit.nodes.length - 1 + coil;
        stresses.push(stressOf(part, circuit, analysis.kind, response, scale, slots, row));
      }
    } finally {
      await session.value.close();
    }
  }
  return succeed(stresses);
}

/** Whether every voltage and current is exactly 0. */
function isAtRest({ re, im }: ComplexMatrix): boolean {
  return re.every((value) => value === 0) && im.every((value) => value === 0);
}

function buildExperiment(
  circuit: Circuit,
  analysis: Analysis,
  quantities: readonly Quantity[],
): Experiment | undefined {
  const core = { circuit, probes: [], quantities };
  switch (analysis.kind) {
    case "ac": {
      const grid = settleGrid(analysis);
      return { kind: "ac", ...core, analysis, grids: [grid], frequencies: gridFrequencies(grid) };
    }
    case "tran":
      return { kind: "tran", ...core, analysis, grid: timeGrid(analysis) };
    case "op":
      return { kind: "dc", ...core, analysis, points: [{ overrides: [] }] };
    case "dc": {
      const swept = analysis.sweeps.map((sweep) => sweptSlot(sweep, circuit));
      if (swept.some((slot) => slot === undefined)) return undefined;
      return { kind: "dc", ...core, analysis, points: dcStates(analysis, swept as number[], []).points };
    }
  }
}

function stressOf(
  part: Component,
  { elements }: Circuit,
  analysis: Analysis["kind"],
  { re, im, columns }: ComplexMatrix,
  scale: number,
  slots: Float64Array,
  branchRow: number | undefined,
): PartStress {
  const element = elements[part.element!] as PassiveElement;
  const [positive, negative] = part.nodes;
  const at = (node: number, point: number, from: Float64Array): number =>
    node === 0 ? 0 : from[(node - 1) * columns + point]!;
  let peak = 0;
  let sum = 0;
  let current = 0;
  for (let point = 0; point < columns; point++) {
    const voltage = Math.hypot(
      at(positive!, point, re) - at(negative!, point, re),
      at(positive!, point, im) - at(negative!, point, im),
    );
    peak = Math.max(peak, voltage);
    sum += voltage * voltage;
    if (branchRow !== undefined) {
      const place = branchRow * columns + point;
      current = Math.max(current, Math.hypot(re[place]!, im[place]!));
    }
  }
  const resistance = slots[element.value]! * element.factor;
  const square =
    analysis === "tran" ? sum / columns : analysis === "ac" ? (scale * peak) ** 2 / 2 : peak * peak;
  const stress = {
    part: part.name,
    analysis,
    voltage: scale * peak,
    ...(part.kind === "resistor" ? { power: square / Math.abs(resistance) } : {}),
    ...(branchRow === undefined ? {} : { current: scale * current }),
  };
  return { ...stress, warnings: passedRatings(part, stress) };
}

function passedRatings(
  { name, properties }: Component,
  { analysis, voltage, power }: Omit<PartStress, "warnings">,
): readonly string[] {
  const check = (what: string, unit: string, value: number | undefined, rating: number | undefined) =>
    value !== undefined && rating !== undefined && value > rating
      ? [
          `${name} sees ${formatQuantity(value, unit, 3)} in .${analysis}, more than the ${what} of ${formatQuantity(rating, unit, 3)} that it is rated for`,
        ]
      : [];
  return [
    ...check("voltage", "V", voltage, properties.voltage),
    ...check("power", "W", power, properties.power),
  ];
}
