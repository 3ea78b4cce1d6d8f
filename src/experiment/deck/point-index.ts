import { invariant } from "../../diagnostic/invariant.ts";
import type { DcPoint } from "../../goal/objective.ts";
import { formatExactly } from "./deck.ts";

/**
 * The source whose sweep visits the points of a deck, and its node: at 3 b, 3 b + 1 and 3 b + 2 volts the deck is in block b. What differs
 * from block to block is a table over that voltage, so that one `dc` visits any points in any order.
 */
export const indexSource = { device: "vindex1", node: "index1" } as const;

/**
 * How often each block is solved. ngspice starts from what it extrapolates from the last two solutions, and coming from elsewhere may stop
 * a good part of the tolerance short of the point; the third time it starts at the point itself.
 */
export const REPEATS = 3;

/** An expression that takes a value in each block. */
export function formatBlocks(values: readonly number[]): string {
  const corners = values.flatMap((value, block) =>
    [REPEATS * block, REPEATS * (block + 1) - 1].map((at) => `${at},${formatExactly(value)}`),
  );
  return `pwl(v(${indexSource.node}),${corners.join(", ")})`;
}

/** The command that visits some blocks in a row, the first of them found without the help of another. */
export function sweepBlocks(first: number, count: number): string {
  // Half a step beyond the end, so that rounding cannot lose the last point.
  return `dc ${indexSource.device} ${REPEATS * first} ${REPEATS * (first + count) - 0.5} 1`;
}

/** For every slot that the points replace its value at each of them. All points replace the same slots. */
export function sweptValues(points: readonly DcPoint[]): ReadonlyMap<number, readonly number[]> {
  const slots = points[0]?.overrides.map(({ slot }) => slot) ?? [];
  return new Map(
    slots.map((slot) => [
      slot,
      points.map(({ overrides }) => {
        const found = overrides.find((override) => override.slot === slot);
        invariant(found !== undefined, "points of one experiment replace different slots");
        return found.value;
      }),
    ]),
  );
}
