import type { Analysis } from "../circuit/analysis.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { sweepValues } from "../goal/dc-sweep.ts";
import type { DcObjective } from "../goal/objective.ts";
import { spanText } from "../source/source-text.ts";

/** One `.dc` card of a verification deck, and where its states stand. */
export interface DcRun {
  readonly card: string;
  /** Values of the first sweep, which varies fastest. */
  readonly values: Float64Array;
  /** The place of its first state among those of one value of the outer sweep (or of one sample). */
  readonly offset: number;
}

/**
 * The cards that go through all states of a `.dc` objective: the deck's own, and one for each value that goals ask for beside it. ngspice has
 * two sweeps at most, so samples (`outer`, the sweep that counts them) stand in the place of the second.
 */
export function dcRuns(objective: DcObjective, circuit: Circuit, outer?: string): readonly DcRun[] {
  const { analysis, further } = objective;
  if (analysis.kind === "op") {
    const card = outer === undefined ? ".op" : `.dc ${outer}`;
    return [{ card, values: new Float64Array(1), offset: 0 }];
  }
  const [first, second] = analysis.sweeps;
  const own = sweepValues(first!);
  const nameOf = (element: number): string => circuit.elements[element]!.name;
  const secondSweep = second && `${nameOf(second.element)} ${second.from} ${second.to} ${second.step}`;
  const beside = [secondSweep, outer].flatMap((sweep) => (sweep === undefined ? [] : [` ${sweep}`])).join("");
  return [
    {
      card: `${analysisCard(analysis)}${outer === undefined ? "" : ` ${outer}`}`,
      values: own,
      offset: 0,
    },
    ...further.map((value, index) => ({
      card: `.dc ${nameOf(first!.element)} ${value} ${value} 1${beside}`,
      values: Float64Array.of(value),
      offset: own.length + index,
    })),
  ];
}

/** The card of an analysis as the deck has it; one of a `.control` block is a command, which has no dot. */
export function analysisCard({ span }: Analysis): string {
  const text = spanText(span);
  return text.startsWith(".") ? text : `.${text}`;
}
