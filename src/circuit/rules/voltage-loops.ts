import type { CircuitElement } from "../element.ts";
import { createLoopFinder, mayBeDetermined, type TwoTerminal } from "./loop-finder.ts";
import type { Rule } from "./rule.ts";

/** True for elements that fix the voltage between their nodes whatever current flows. */
export function fixesVoltage(element: CircuitElement): element is CircuitElement & TwoTerminal {
  return element.kind === "voltage-source" || element.kind === "vcvs" || element.kind === "ccvs";
}

/**
 * Loops of elements that each fix their voltage: the current around such a loop is not determined, and the matrix is singular. Unless a
 * controlled source is in the loop and something measures the current, which may determine it.
 */
export const voltageLoops: Rule = ({ nodes, elements, collector }) => {
  const loops = createLoopFinder(nodes.length);
  for (const element of elements) {
    const loop = fixesVoltage(element) ? loops.add(element) : undefined;
    if (loop === undefined || mayBeDetermined(loop, elements)) continue;
    const related = loop.slice(1).map(({ name, span }) => ({ message: `${name} is part of the loop`, span }));
    collector.report(
      "circuit/voltage-loop",
      element.span,
      { names: loop.map(({ name }) => name) },
      { related },
    );
  }
};
