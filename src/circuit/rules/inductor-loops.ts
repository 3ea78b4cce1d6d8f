import { createLoopFinder, mayBeDetermined } from "./loop-finder.ts";
import { needsOperatingPoint } from "./operating-point.ts";
import type { Rule } from "./rule.ts";
import { fixesVoltage } from "./voltage-loops.ts";

/**
 * Loops of inductors and voltage sources: at an operating point they are short circuits. ngspice finds a point by stepping gmin, so that this
 * is a warning. Loops of voltage sources alone are no better at any frequency, and reported elsewhere.
 */
export const inductorLoops: Rule = (context) => {
  if (!needsOperatingPoint(context)) return;
  const { nodes, elements, collector } = context;
  const loops = createLoopFinder(nodes.length);
  for (const element of elements) if (fixesVoltage(element)) loops.add(element);
  for (const element of elements) {
    const loop = element.kind === "inductor" ? loops.add(element) : undefined;
    if (loop === undefined || mayBeDetermined(loop, elements)) continue;
    collector.report("circuit/inductor-loop", element.span, { names: loop.map(({ name }) => name) });
  }
};
