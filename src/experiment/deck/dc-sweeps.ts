import type { Circuit } from "../../circuit/circuit.ts";
import type { DcPoint } from "../../goal/objective.ts";
import { formatExactly } from "./deck.ts";
import type { DeckNames } from "./deck-names.ts";

/** One analysis that visits some points of an experiment. */
export interface DcRun {
  /** `op`, or `dc` with one sweep of the circuit. */
  readonly command: string;
  /** What is replaced beside the swept quantity. */
  readonly overrides: DcPoint["overrides"];
  /** The swept values [V, A or Ω], in order; absent for `op`. Each point is computed `POLISHED` times, the last is the best. */
  readonly swept?: Float64Array;
  /** For each point that it visits the indices of the experiment's points that are the same. */
  readonly points: readonly (readonly number[])[];
}

/** Steps below this are lost in the tolerance with which ngspice compares the end of a sweep. */
const smallestStep = 1e-12;

/** Relative tolerance within which a sweep's steps are equal. */
const stepTolerance = 1e-9;

/** How often a sweep computes each of its points. */
export const POLISHED = 2;

/**
 * The `dc` command that sweeps a source or resistor from `first` in equal steps to `last`, and at each value solves a second time from
 * the solution found: coming from its neighbour a point may stop a good part of the tolerance short of it.
 */
export function sweepCommand(device: string, idleSource: string, values: Float64Array): string {
  const last = values[values.length - 1]!;
  const step = values.length < 2 ? 1 : (last - values[0]!) / (values.length - 1);
  // Half a step beyond the end, so that rounding can neither lose the last point nor add another.
  const numbers = [values[0]!, last + step / 2, step].map(formatExactly);
  return `dc ${idleSource} 0 ${POLISHED - 0.5} 1 ${device} ${numbers.join(" ")}`;
}

/** What a plan of sweeps needs of its deck. */
export interface SweptDeck {
  readonly names: DeckNames;
  readonly idleSource: string;
}

/**
 * The analyses that visit all points of an experiment: points in a row that differ by equal steps of their first override are one `dc`,
 * others an `op` each. `matters` says which slots change anything; points alike in those are visited once.
 */
export function planDcRuns(
  points: readonly DcPoint[],
  circuit: Circuit,
  deck: SweptDeck,
  matters: (slot: number) => boolean,
): readonly DcRun[] {
  const states = distinctStates(points, matters);
  const runs: DcRun[] = [];
  for (let first = 0; first < states.length; ) {
    const count = stretch(states, first);
    const members = states.slice(first, first + count);
    runs.push(sweepRun(members, circuit, deck) ?? pointRun(members[0]!));
    first += runs[runs.length - 1]!.points.length;
  }
  return runs;
}

/** A state of the circuit and where it is wanted. */
interface DcState {
  readonly overrides: DcPoint["overrides"];
  readonly points: readonly number[];
}

function distinctStates(points: readonly DcPoint[], matters: (slot: number) => boolean): readonly DcState[] {
  const states = new Map<string, { overrides: DcPoint["overrides"]; points: number[] }>();
  points.forEach((point, index) => {
    const overrides = point.overrides.filter(({ slot }) => matters(slot));
    const key = JSON.stringify(overrides.map(({ slot, value }) => [slot, value]));
    const known = states.get(key);
    if (known === undefined) states.set(key, { overrides, points: [index] });
    else known.points.push(index);
  });
  return [...states.values()];
}

/** How many states from `first` on form one sweep of their first override. */
function stretch(states: readonly DcState[], first: number): number {
  const valueAt = (index: number): number => states[index]!.overrides[0]!.value;
  const isNext = (index: number): boolean => {
    const [a, b] = [states[first]!.overrides, states[index]!.overrides];
    return (
      a.length === b.length &&
      a.every(({ slot, value }, k) => slot === b[k]!.slot && (k === 0 || value === b[k]!.value))
    );
  };
  if (states[first]!.overrides.length === 0) return 1;
  let end = first + 1;
  for (; end < states.length && isNext(end); end++) {
    if (end === first + 1) continue;
    const step = valueAt(first + 1) - valueAt(first);
    const size = Math.max(Math.abs(step), stepTolerance * Math.abs(valueAt(first)));
    if (Math.abs(valueAt(end) - valueAt(first) - (end - first) * step) > stepTolerance * size) break;
  }
  return end - first;
}

/** A `dc` command, where the first override is the value of one source or resistor of the deck. */
function sweepRun(
  states: readonly DcState[],
  circuit: Circuit,
  { names, idleSource }: SweptDeck,
): DcRun | undefined {
  if (states.length < 2) return undefined;
  const [{ slot }, ...overrides] = states[0]!.overrides as [DcPoint["overrides"][number]];
  const swept = circuit.elements.find(
    (element) =>
      (element.kind === "resistor" && element.value === slot) ||
      ((element.kind === "voltage-source" || element.kind === "current-source") && element.dc === slot),
  );
  if (swept === undefined || !("factor" in swept)) return undefined;
  const values = Float64Array.from(states, (state) => state.overrides[0]!.value * swept.factor);
  const last = values[values.length - 1]!;
  const step = (last - values[0]!) / (values.length - 1);
  if (Math.abs(step) < smallestStep) return undefined;
  return {
    command: sweepCommand(names.element(swept.index), idleSource, values),
    overrides,
    swept: values,
    points: states.map(({ points }) => points),
  };
}

function pointRun({ overrides, points }: DcState): DcRun {
  return { command: "op", overrides, points: [points] };
}
