import { formatSpiceNumber } from "../numeric/spice-number.ts";
import { spanText } from "../source/source-text.ts";
import { type CardCursor, flattenItems, isPlain } from "./card-cursor.ts";
import type { Name } from "./expression.ts";
import type { AnalysisCommand, AnalysisKind } from "./netlist.ts";
import type { Value } from "./value.ts";

/** The fewest arguments of each analysis, and what they are. */
const leastArguments: Readonly<Record<AnalysisKind, readonly [number, string]>> = {
  ac: [4, "dec|oct|lin, a number of points and two frequencies"],
  tran: [2, "a step and a stop time"],
  dc: [4, "a source, a start, a stop and a step"],
  op: [0, ""],
};

/** A parser of `.ac`, `.tran`, `.dc` or `.op`. */
export function parseAnalysis(
  analysis: AnalysisKind,
): (cursor: CardCursor, name: Name) => AnalysisCommand | undefined {
  return (cursor, name) => {
    const args = flattenItems(cursor.rest()).flatMap((item) =>
      isPlain(item) ? [cursor.value(item)] : [cursor.assignment(item).value],
    );
    const [least, what] = leastArguments[analysis];
    if (args.length >= least) return { kind: "analysis", analysis, arguments: args, span: cursor.card.span };
    const hint = analysis === "tran" ? stopTimeHint(args) : undefined;
    const details = hint === undefined ? {} : { hint };
    cursor.collector.report("syntax/missing-argument", cursor.extent(), { card: name.text, what }, details);
    return undefined;
  };
}

/** LTspice takes a lone time for the stop time, and chooses the step. */
function stopTimeHint([stop]: readonly Value[]): string | undefined {
  if (stop?.kind !== "number") return undefined;
  const written = spanText(stop.span);
  const step = formatSpiceNumber(stop.value / 1000, { like: written, digits: 3 });
  return `LTspice takes a lone time for the stop time: write .tran ${step} ${written}`;
}
