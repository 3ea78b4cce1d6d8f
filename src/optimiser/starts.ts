import { createRandom } from "../numeric/random.ts";
import { typicalMagnitude, type Variable } from "./parametrisation.ts";

/**
 * Further starting points around the given one, in natural units and within the bounds: a logarithmic variable is multiplied by spread^u, a
 * linear one moved by u typical magnitudes, u uniform in [-1, 1). Start k depends on the seed and k alone, not on `count`.
 */
export function drawStarts(
  count: number,
  seed: number,
  variables: readonly Variable[],
  spread = 3,
): readonly Float64Array[] {
  const random = createRandom(seed);
  return Array.from({ length: Math.max(count, 0) }, (_, k) => {
    const stream = random.split(k);
    return Float64Array.from(variables, (variable) => {
      const u = 2 * stream.uniform() - 1;
      const { scale, start, min, max } = variable;
      const moved = scale === "log" ? start * spread ** u : start + u * typicalMagnitude(variable);
      return Math.min(Math.max(moved, min), max);
    });
  });
}
