import type { ElementCard } from "../../ast/element.ts";
import type { Name } from "../../ast/expression.ts";

/** Letters whose cards are kept as lists of words, because the number of their nodes depends on the model: XSPICE devices, URC and TXL lines. */
const looseLetters: ReadonlySet<string> = new Set(["a", "u", "y"]);

/** The words of a card: its nodes, then its model. */
export interface LooseCard {
  readonly nodes: readonly Name[];
  readonly model: Name | undefined;
}

/**
 * The nodes and the model of a card of words (`A1 [in1 in2] %v out model`, `U1 a b 0 model`, `Y1 a 0 b 0 model`): all words but the port
 * types of XSPICE (`%v`, `null`) and the model, which comes last. Undefined for other letters.
 */
export function looseCard({ letter, extra }: ElementCard): LooseCard | undefined {
  if (!looseLetters.has(letter)) return undefined;
  const words = extra.flatMap(({ span }): readonly Name[] =>
    [...span.source.text.slice(span.start, span.end).matchAll(/[^\s[\](),~]+/g)].map((match) => {
      const start = span.start + match.index;
      const text = match[0];
      return {
        text,
        key: text.toLowerCase(),
        span: { source: span.source, start, end: start + text.length },
      };
    }),
  );
  const nodes = words.slice(0, -1).filter(({ key }) => !key.startsWith("%") && key !== "null");
  return { nodes, model: words.at(-1) };
}
