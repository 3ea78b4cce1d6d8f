import { createRandom } from "../numeric/random.ts";

/** How the noise fades with the steps: its variance goes with (1 + step)^-0.55. */
const FADING = 0.55;

/**
 * A gradient with normal noise added to every component, as large as `noise` times the gradient's root mean square at the first step and
 * fading from there. The same seed and step give the same noise.
 * Source: Neelakantan et al., Adding gradient noise improves learning for very deep networks, arXiv:1511.06807, eq. 1 (there in absolute units).
 */
export function perturbGradient(
  gradient: Float64Array,
  noise: number,
  seed: number,
  step: number,
): Float64Array {
  if (noise === 0) return gradient;
  const random = createRandom(seed).split(step);
  const square = gradient.reduce((sum, value) => sum + value * value, 0) / Math.max(gradient.length, 1);
  const deviation = noise * Math.sqrt(square) * (1 + step) ** (-FADING / 2);
  return gradient.map((value) => value + deviation * random.normal());
}
