import type { Random } from "../numeric/random.ts";

/** A factor between 1/`reach` and `reach`, its logarithm uniform. */
export function drawSpread(random: Random, reach: number): number {
  return reach ** (2 * random.uniform() - 1);
}

/** One of some things. */
export function drawOne<T>(random: Random, things: readonly T[]): T {
  return things[random.integer(things.length)]!;
}

/** `count` different things in a drawn order. */
export function drawSample<T>(random: Random, things: readonly T[], count: number): readonly T[] {
  const left = [...things];
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const [thing] = left.splice(random.integer(left.length), 1);
    return thing!;
  });
}

/** A number with so many significant digits: what will stand in the netlist is what is computed with. */
export function roundTo(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
