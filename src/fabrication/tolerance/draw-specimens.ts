import type { GradientProblem } from "../../gradient/problem.ts";
import { createRandom } from "../../numeric/random.ts";
import { type BuiltCircuit, buildSpecimen } from "./built-circuit.ts";
import { type DistributionName, distributions } from "./distribution.ts";

/** Label of the stream of robust specimens: the Monte Carlo run must not judge by the very specimens that were trained on. */
const ROBUST_STREAM = 0x726f62;

/**
 * Draw specimens of a built circuit to choose values for, in opposite pairs, so that their mean deviation is zero; an odd number is
 * rounded up. They share the sessions of the problem.
 */
export function drawSpecimens(
  built: BuiltCircuit,
  problem: GradientProblem,
  count: number,
  seed: number,
  distribution: DistributionName,
): readonly GradientProblem[] {
  const random = createRandom(seed).split(ROBUST_STREAM);
  const { draw } = distributions[distribution];
  return Array.from({ length: Math.ceil(count / 2) }, () => built.parts.map(() => draw(random)))
    .flatMap((deviations) => [deviations, deviations.map((deviation) => -deviation)])
    .map((deviations) => ({ ...problem, circuit: buildSpecimen(built, deviations) }));
}
