import type { Collector } from "../diagnostic/collector.ts";
import type { SourceText } from "../source/source-text.ts";
import { spanOf } from "./name.ts";

/** Cards that no element could be meant by, without their dot. */
const dotless =
  /(ac)[ \t]+(?:dec|oct|lin)[ \t]+\d|(tran)[ \t]+[\d.]+[a-z]*[ \t]+[\d.]|(dc)[ \t]+(?:[vi]\w*|temp)[ \t]+[-+.\d]|(op|end|ends)[ \t]*(?![^\r\n])|(param)[ \t]+\w+[ \t]*=|(model)[ \t]+\w+[ \t]+(?:npn|pnp|nmos|pmos|njf|pjf|sw|csw|d|r|c|l)\b|(include|lib)[ \t]+\S*\./iy;

/** Report a line such as `ac dec 10 1 1meg`, which SPICE takes for an element named `ac`. True when it is one. */
export function reportCardWithoutDot(source: SourceText, start: number, collector: Collector): boolean {
  dotless.lastIndex = start;
  const match = dotless.exec(source.text);
  const word = match?.slice(1).find((group) => group !== undefined);
  if (word === undefined) return false;
  collector.report("syntax/card-without-dot", spanOf(source, start, start + word.length), { word });
  return true;
}
