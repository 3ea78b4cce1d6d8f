import type { DevicePorts } from "../experiment/deck/device-ports.ts";
import { allQuantities, readFreePoint } from "../experiment/derived/free-point.ts";
import { shiftedFixture } from "../experiment/derived/shifted-fixture.ts";
import type { FreePoint } from "../experiment/derived/transpose-elements.ts";
import type { AcExperiment, DcExperiment, Phase, Quantity } from "../experiment/experiment.ts";
import { bentDevices, trainedTerms } from "../experiment/plan-experiment.ts";
import type { Probe } from "../goal/observable.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { fourPointFormula } from "../numeric/four-point-formula.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import { movesBias } from "./bias-coverage.ts";
import { bindTerms, multiplyTerm, type ScaledResponse } from "./bilinear.ts";
import type { FreeRun } from "./free-run.ts";
import type { GradientProblem } from "./problem.ts";
import type { SensitivityCollector } from "./slot-sensitivity.ts";

const SOURCES = { kind: "sources" } as const;

/** [V] Of the four-point formula in a terminal's voltage: against 26 mV its truncation is 1e-9, far above rounding. */
const SHIFT = 3e-4;

/**
 * What an AC response owes to the operating point x₀, which moves with the trained values: with Y the admittances of the devices between
 * their terminals, u the voltages there and λ the response to the unit nudge,
 *
 *     ∂X/∂u_k = -λᵀ (∂Y/∂u_k) v        and        ∂X/∂slot = Σ_k ∂X/∂u_k ∂u_k/∂slot
 *
 * ∂u_k/∂slot is the adjoint of the operating point: a second nudge, a unit current at each terminal of each device on the transposed
 * network there. ∂Y/∂u_k comes of copies of the devices with shifted terminals, at every frequency of the sweep. `nudges` are the
 * plan's. Costs one operating point, one more for each terminal, and one sweep of copies, whatever the number of trained values.
 * Adds to the collector; fails as the engine does.
 */
export async function addBiasAdjoint(
  problem: GradientProblem,
  index: number,
  free: FreeRun,
  nudges: readonly ScaledResponse[],
  collector: SensitivityCollector,
): Promise<Outcome<undefined>> {
  const { plan } = problem.experiments[index]!;
  const devices = bentDevices(problem.circuit);
  if (devices.length === 0 || plan.experiment.kind !== "ac" || !movesBias(problem.circuit))
    return succeed(undefined);
  const bias = await differentiateBias(problem, devices, free.state.slots);
  if (bias.kind === "failed") return bias;
  if (bias.value.slots.size === 0) return succeed(undefined);
  const bends = await readBends(problem, index, plan.experiment, devices, bias.value.point);
  if (bends.kind === "failed") return bends;

  const { responses } = free.experiments[index]!;
  plan.observed.forEach(({ excitation, nudge }, observable) => {
    const { response, factor } = nudges[nudge]!;
    const ofTerminals = devices.map((ports, device) =>
      bends.value[device]!.map((bend) => {
        const sides = { free: responses[excitation]!, nudge: response, rowOf: plan.rowOf };
        return contract(ports, bend, sides, -factor);
      }),
    );
    const flat = ofTerminals.flat();
    for (const [slot, motion] of bias.value.slots) {
      const total = {
        re: new Float64Array(plan.objective.axis.length),
        im: new Float64Array(plan.objective.axis.length),
      };
      flat.forEach(({ re, im }, terminal) => {
        const moved = motion[terminal]!;
        for (let point = 0; point < re.length; point++) {
          total.re[point]! += moved * re[point]!;
          total.im[point]! += moved * im[point]!;
        }
      });
      collector.add(index, observable, slot, total);
    }
  });
  return succeed(undefined);
}

/** The operating point, and how the terminals of devices move with the slots. */
interface BiasMotion {
  readonly point: FreePoint;
  /** ∂u/∂slot of every terminal of every device, in their order. */
  readonly slots: ReadonlyMap<number, Float64Array>;
}

async function differentiateBias(
  { circuit, openOnce }: GradientProblem,
  devices: readonly DevicePorts[],
  slots: Float64Array,
): Promise<Outcome<BiasMotion>> {
  const quantities = allQuantities(circuit);
  const probes = devices.flatMap(({ reference, terminals }) =>
    terminals.map((terminal): Probe => ({ kind: "voltage", positive: terminal, negative: reference })),
  );
  const opened = await openOnce("bias", () => ({
    experiment: {
      kind: "dc",
      circuit,
      analysis: { kind: "op", span: { source: circuit.sources[0]!, start: 0, end: 0 } },
      points: [{ overrides: [] }],
      probes,
      quantities,
    } satisfies DcExperiment,
  }));
  if (opened.kind === "failed") return opened;
  const phases: Phase[] = [
    { kind: "free", excitation: SOURCES },
    ...probes.map((_, probe): Phase => ({ kind: "nudge", probe, terminated: false })),
  ];
  const run = await opened.value.run(slots, phases);
  if (run.kind === "failed") return run;
  const [point, ...nudged] = run.value as [ComplexMatrix, ...ComplexMatrix[]];
  const rows = new Map(quantities.map((quantity, row) => [keyOf(quantity), row]));
  const terms = trainedTerms(circuit, "dc").filter(({ order }) => order === 0);
  const motion = new Map<number, Float64Array>();
  const product = complexMatrix(1, 1);
  for (const bound of bindTerms({ terms, rowOf: (quantity) => rows.get(keyOf(quantity))! })) {
    const column = motion.get(bound.term.slot) ?? new Float64Array(probes.length);
    motion.set(bound.term.slot, column);
    nudged.forEach((response, probe) => {
      multiplyTerm(bound, slots, new Float64Array(1), point, { response, factor: 1 }, product);
      column[probe]! += product.re[0]!;
    });
  }
  for (const [slot, column] of motion) if (column.every((value) => value === 0)) motion.delete(slot);
  return succeed({ point: readFreePoint(circuit, point, 0, slots), slots: motion });
}

function keyOf(quantity: Quantity): string {
  return quantity.kind === "node" ? `n${quantity.node}` : `b${quantity.element}`;
}

/** ∂Y/∂u of one terminal, [row][column], over the frequencies. */
type Bend = readonly (readonly { readonly re: Float64Array; readonly im: Float64Array }[])[];

/** ∂Y/∂u_k at every frequency, [device][k]. */
async function readBends(
  { circuit, openOnce }: GradientProblem,
  index: number,
  { grids, frequencies, analysis }: AcExperiment,
  devices: readonly DevicePorts[],
  point: FreePoint,
): Promise<Outcome<readonly (readonly Bend[])[]>> {
  const opened = await openOnce(`bends ${index}`, () => {
    const fixture = shiftedFixture(
      circuit,
      devices,
      fourPointFormula.map(({ at }) => at * SHIFT),
    );
    const read = [...new Set(fixture.sources.flat(4))];
    return {
      ...fixture,
      rows: new Map(read.map((element, row) => [element, row])),
      experiment: {
        kind: "ac",
        circuit: fixture.circuit,
        analysis,
        grids,
        frequencies,
        probes: [],
        quantities: read.map((element): Quantity => ({ kind: "branch", element })),
      } satisfies AcExperiment,
    };
  });
  if (opened.kind === "failed") return opened;
  const { run, rows, sources, stateAt } = opened.value;
  const outcome = await run(stateAt(point), [{ kind: "free", excitation: SOURCES }]);
  if (outcome.kind === "failed") return outcome;
  const response = outcome.value[0]!;
  const slope = (part: Float64Array, elements: readonly number[]): Float64Array =>
    Float64Array.from(frequencies, (_, f) => {
      let total = 0;
      elements.forEach((element, s) => {
        total -= (fourPointFormula[s]!.weight / SHIFT) * part[rows.get(element)! * frequencies.length + f]!;
      });
      return total;
    });
  return succeed(
    sources.map((terminals) =>
      terminals.map(
        (shifted): Bend =>
          shifted[0]!.map((row, r) =>
            row.map((_, q) => {
              const elements = shifted.map((matrix) => matrix[r]![q]!);
              return { re: slope(response.re, elements), im: slope(response.im, elements) };
            }),
          ),
      ),
    ),
  );
}

/** factor · λᵀ B v over the terminals of a device, at every frequency. */
function contract(
  { reference, terminals }: DevicePorts,
  bend: Bend,
  sides: {
    readonly free: ComplexMatrix;
    readonly nudge: ComplexMatrix;
    rowOf(quantity: Quantity): number;
  },
  factor: number,
): { readonly re: Float64Array; readonly im: Float64Array } {
  const points = sides.free.columns;
  const across = (matrix: ComplexMatrix): readonly ComplexMatrix[] =>
    terminals.map((terminal) => {
      const difference = complexMatrix(1, points);
      for (const [node, sign] of [
        [terminal, 1],
        [reference, -1],
      ] as const) {
        if (node === 0) continue;
        const row = sides.rowOf({ kind: "node", node }) * points;
        for (let point = 0; point < points; point++) {
          difference.re[point]! += sign * matrix.re[row + point]!;
          difference.im[point]! += sign * matrix.im[row + point]!;
        }
      }
      return difference;
    });
  const [v, lambda] = [across(sides.free), across(sides.nudge)];
  const total = { re: new Float64Array(points), im: new Float64Array(points) };
  bend.forEach((entries, r) => {
    entries.forEach(({ re: bRe, im: bIm }, q) => {
      for (let point = 0; point < points; point++) {
        const [aRe, aIm] = [lambda[r]!.re[point]!, lambda[r]!.im[point]!];
        const [cRe, cIm] = [v[q]!.re[point]!, v[q]!.im[point]!];
        const re = aRe * cRe - aIm * cIm;
        const im = aRe * cIm + aIm * cRe;
        total.re[point]! += factor * (re * bRe[point]! - im * bIm[point]!);
        total.im[point]! += factor * (re * bIm[point]! + im * bRe[point]!);
      }
    });
  });
  return total;
}
