import type { Collector } from "../diagnostic/collector.ts";
import type { SpiceNumber } from "../numeric/spice-number.ts";
import type { Span } from "../source/source-text.ts";

/** A literal as it stands in the text, with what SPICE makes of it (undefined: nothing). */
export interface WrittenNumber {
  readonly text: string;
  readonly number: SpiceNumber | undefined;
  readonly span: Span;
  readonly inExpression: boolean;
}

/** An A directly behind the digits: amperes, but not for every simulator. */
function isAmpere({ suffix, unit }: SpiceNumber): boolean {
  return suffix === "" && /^a/i.test(unit);
}

/** Whether there is anything to say about a number; most pass here and cost nothing more. */
export function isSuspicious({
  number,
  inExpression,
}: Pick<WrittenNumber, "number" | "inExpression">): boolean {
  if (number === undefined || number.digitsAfterSuffix) return true;
  return isAmpere(number) || (inExpression && number.suffix === "mil");
}

/** Report a number that is none, or that SPICE reads otherwise than it looks. */
export function checkNumber({ text, number, span, inExpression }: WrittenNumber, collector: Collector): void {
  if (number === undefined) collector.report("syntax/bad-number", span, { text });
  else if (number.digitsAfterSuffix)
    collector.report("syntax/digits-after-suffix", span, { text, value: number.value });
  else if (isAmpere(number)) collector.report("syntax/atto-or-ampere", span, { text, value: number.value });
  else if (inExpression && number.suffix === "mil")
    collector.report("syntax/mil-in-expression", span, { text });
}
