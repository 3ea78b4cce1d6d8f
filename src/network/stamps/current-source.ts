import type { IndependentSource } from "../../circuit/element.ts";
import type { ElementStamp } from "../element-stamp.ts";

/** The current leaves the positive node and enters the negative one, inside the source: -I and +I among the injected currents. */
export const currentSourceStamp: ElementStamp<IndependentSource> = {
  currentIsUnknown: false,
  stamp() {},
  source: ({ nodes, factor }, context) => [
    { row: context.nodeRow(nodes[0]), sign: -factor },
    { row: context.nodeRow(nodes[1]), sign: factor },
  ],
};
