import type { DcAnalysis, DcSweep, OperatingPointAnalysis } from "../circuit/analysis.ts";
import type { Circuit } from "../circuit/circuit.ts";
import type { Slot } from "../circuit/element.ts";
import type { DcPoint } from "./objective.ts";

/** The values of the swept quantity that ngspice visits: from + k · step up to `to`, in either direction. */
export function sweepValues({ from, to, step }: DcSweep): Float64Array {
  const steps = step === 0 ? 0 : Math.floor((to - from) / step + 1e-9);
  return Float64Array.from({ length: Math.max(steps, 0) + 1 }, (_, k) => from + k * step);
}

/** The slot that a sweep varies; undefined where that is no number of the circuit (the temperature). */
export function sweptSlot({ element }: DcSweep, circuit: Circuit): Slot | undefined {
  const swept = circuit.elements[element];
  switch (swept?.kind) {
    case "voltage-source":
    case "current-source":
      return swept.dc;
    case "resistor":
      return swept.value;
    default:
      return undefined;
  }
}

/** All states of a `.dc` card (or the one of `.op`), the first sweep varying fastest. */
export interface DcStates {
  /** The first sweep's value in each state; 0 for `.op`. */
  readonly axis: Float64Array;
  readonly points: readonly DcPoint[];
}

/**
 * List the states of an analysis, with further values of the first sweep that goals ask for behind its own. Each value of the
 * second sweep has all of them.
 */
export function dcStates(
  analysis: DcAnalysis | OperatingPointAnalysis,
  slots: readonly Slot[],
  further: readonly number[],
): DcStates {
  const [first, second] = analysis.kind === "dc" ? analysis.sweeps : [];
  if (first === undefined) return { axis: new Float64Array(1), points: [{ overrides: [] }] };
  const inner = [...sweepValues(first), ...further];
  const outer = second === undefined ? [undefined] : [...sweepValues(second)];
  const states = outer.flatMap((outerValue) =>
    inner.map((value) => ({
      value,
      overrides: [
        { slot: slots[0]!, value },
        ...(outerValue === undefined ? [] : [{ slot: slots[1]!, value: outerValue }]),
      ],
    })),
  );
  return {
    axis: Float64Array.from(states, ({ value }) => value),
    points: states.map(({ overrides }) => ({ overrides })),
  };
}
