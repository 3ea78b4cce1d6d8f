import type { ElementCard } from "../ast/element.ts";
import type { Name } from "../ast/expression.ts";

/**
 * The nodes that an XSPICE card (`A1 [in1 in2] %v out model`) touches: all its words but the port types (`%v`, `null`) and the model, which comes
 * last. Such devices are not simulated here; but what they connect must not pass for floating.
 */
export function xspiceNodes({ extra }: ElementCard): readonly Name[] {
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
  return words.slice(0, -1).filter(({ key }) => !key.startsWith("%") && key !== "null");
}
