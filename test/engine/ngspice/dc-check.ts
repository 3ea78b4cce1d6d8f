import type { Circuit } from "../../../src/circuit/circuit.ts";
import type { Engine, Session } from "../../../src/engine/engine.ts";
import type { DcExperiment, Phase, Quantity } from "../../../src/experiment/experiment.ts";
import { type LocalQuantity, localTerms } from "../../../src/experiment/local-term.ts";
import { dcStates, sweptSlot } from "../../../src/goal/dc-sweep.ts";
import type { ComplexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { allQuantities, probeOf } from "../model/run-phases.ts";
import { unwrap } from "./ac-session.ts";

export const freePoint: Phase = { kind: "free", excitation: { kind: "sources" } };

/** The first `.op` or `.dc` of a circuit as an experiment that asks for every node voltage and branch current. */
export function dcExperimentOf(
  circuit: Circuit,
  probes: readonly string[] = [],
  further: readonly number[] = [],
): DcExperiment {
  const analysis = circuit.analyses.find((one) => one.kind === "dc" || one.kind === "op");
  if (analysis?.kind !== "dc" && analysis?.kind !== "op") throw new Error("no .op or .dc card");
  const slots = analysis.kind === "op" ? [] : analysis.sweeps.map((sweep) => sweptSlot(sweep, circuit)!);
  return {
    kind: "dc",
    circuit,
    analysis,
    points: dcStates(analysis, slots, further).points,
    probes: probes.map((text) => probeOf(circuit, text)),
    quantities: allQuantities(circuit),
  };
}

/** The state of a circuit without trained parameters. */
export function writtenSlots(circuit: Circuit): Float64Array {
  return circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start)).slots;
}

/** Reads `v(a)`, `v(a,b)` or `i(V1)` out of a phase's matrix. */
export function readPoint(
  experiment: Pick<DcExperiment, "circuit" | "quantities">,
  matrix: ComplexMatrix,
  text: string,
  point = 0,
): number {
  const probe = probeOf(experiment.circuit, text);
  if (probe.kind === "current") {
    return quantityOf(experiment, matrix, { kind: "branch", element: probe.element }, point);
  }
  const node = (index: number): number =>
    quantityOf(experiment, matrix, { kind: "node", node: index }, point);
  return node(probe.positive) - node(probe.negative);
}

function quantityOf(
  { quantities }: Pick<DcExperiment, "quantities">,
  matrix: ComplexMatrix,
  wanted: Quantity | undefined,
  point: number,
): number {
  if (wanted === undefined) return 0;
  const row = quantities.findIndex((one) => JSON.stringify(one) === JSON.stringify(wanted));
  return matrix.re[row * matrix.columns + point]!;
}

/** How a derivative by nudges compares with its witness. */
export interface DerivativeCheck {
  readonly name: string;
  readonly probe: string;
  readonly point: number;
  readonly exact: number;
  readonly witness: number;
  /** |exact - witness| over the largest derivative of this probe in relative values (1e-3 of it for small ones). */
  readonly error: number;
}

/**
 * The derivative of every probe with respect to every value of a linear element at every point, from free and nudge phases by the local
 * rules, beside four-point central differences through the same session.
 */
export async function checkDerivatives(
  engine: Engine,
  circuit: Circuit,
  probes: readonly string[],
  relativeStep = 1e-3,
): Promise<readonly DerivativeCheck[]> {
  const experiment = dcExperimentOf(circuit, probes);
  const session: Session = unwrap(await engine.open(experiment));
  const slots = writtenSlots(circuit);
  const swept = new Set(experiment.points.flatMap(({ overrides }) => overrides.map(({ slot }) => slot)));
  const nudges = probes.map((_, probe): Phase => ({ kind: "nudge", probe, terminated: false }));
  const [free, ...responses] = unwrap(await session.run(slots, [freePoint, ...nudges]));
  const difference = (matrix: ComplexMatrix, { plus, minus }: LocalQuantity, point: number): number =>
    quantityOf(experiment, matrix, plus, point) - quantityOf(experiment, matrix, minus, point);
  const raw: Omit<DerivativeCheck, "error">[] = [];
  const sizes: number[] = [];
  for (const element of circuit.elements) {
    const terms = localTerms(element, circuit, "dc").filter(
      ({ order, slot }) => order === 0 && !swept.has(slot),
    );
    for (const slot of new Set(terms.map((term) => term.slot))) {
      const value = slots[slot]!;
      const step = relativeStep * (value === 0 ? 1 : value);
      const moved: ComplexMatrix[] = [];
      for (const offset of [-2, -1, 1, 2]) {
        const state = slots.slice();
        state[slot] = value + offset * step;
        moved.push(unwrap(await session.run(state, [freePoint]))[0]!);
      }
      probes.forEach((probe, index) => {
        for (let point = 0; point < experiment.points.length; point++) {
          const at = moved.map((matrix) => readPoint(experiment, matrix, probe, point));
          const witness = (8 * (at[2]! - at[1]!) - (at[3]! - at[0]!)) / (12 * step);
          const exact = terms
            .filter((term) => term.slot === slot)
            .map((term) => {
              const q = "kind" in term.free ? 1 : difference(free!, term.free, point);
              return term.coefficient(slots) * q * difference(responses[index]!, term.nudge, point);
            })
            .reduce((sum, part) => sum + part, 0);
          raw.push({ name: element.name, probe, point, exact, witness });
          sizes.push(Math.abs(value === 0 ? 1 : value));
        }
      });
    }
  }
  await session.close();
  return raw.map((check, index) => {
    const largest = Math.max(
      ...raw.flatMap((other, k) =>
        other.probe === check.probe && other.point === check.point
          ? [Math.abs(other.witness * sizes[k]!)]
          : [],
      ),
    );
    const scale = Math.max(Math.abs(check.witness), (1e-3 * largest) / sizes[index]!);
    return { ...check, error: scale === 0 ? 0 : Math.abs(check.exact - check.witness) / scale };
  });
}

/** The worst of some checks, for a message and a bound. */
export function worstOf(checks: readonly DerivativeCheck[]): DerivativeCheck {
  return checks.reduce((worst, check) => (check.error > worst.error ? check : worst));
}
