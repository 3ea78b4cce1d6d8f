import { roundTo } from "./drawing.ts";

/** Place of a point [m]. */
export type Place = readonly [x: number, y: number];

/** A spring between two masses; -1 is the wall. */
export interface Spring {
  readonly a: number;
  readonly b: number;
  /** Direction from `a` to `b`. */
  readonly cosines: readonly [number, number];
}

/** Masses with the springs between them. */
export interface SpringLayout {
  readonly places: readonly Place[];
  readonly springs: readonly Spring[];
}

/**
 * Masses at the crossings of a shaken grid of 1 m, `columns` wide, between two walls of fixed points. Springs join near neighbours, the shortest
 * first, each only if no set of the others already fixes its length, until as many springs as degrees of freedom hold every mass: no
 * spring is redundant, so the electrical network has no loop of inductors. `uniform` gives numbers in [0, 1).
 */
export function drawSprings(uniform: () => number, masses: number, columns: number): SpringLayout {
  const shaken = (x: number, y: number): Place => [x + 0.5 * (uniform() - 0.5), y + 0.5 * (uniform() - 0.5)];
  const places = Array.from({ length: masses }, (_, k) => shaken(k % columns, Math.floor(k / columns)));
  const rows = Math.ceil(masses / columns);
  const wall = [-1, rows].flatMap((y) => Array.from({ length: columns }, (_, k) => shaken(k, y)));
  const points = [...places, ...wall];
  const length = (a: number, b: number): number =>
    Math.hypot(points[b]![0] - points[a]![0], points[b]![1] - points[a]![1]);
  const pairs: { readonly a: number; readonly b: number; readonly size: number }[] = [];
  for (let b = 0; b < points.length; b++)
    for (let a = 0; a < Math.min(b, masses); a++) pairs.push({ a, b, size: length(a, b) });
  pairs.sort((p, q) => p.size - q.size);

  const isNew = createIndependence();
  const springs: Spring[] = [];
  for (const { a, b, size } of pairs) {
    if (springs.length === 2 * masses) break;
    const along = (axis: 0 | 1): number => roundTo((points[b]![axis] - points[a]![axis]) / size, 6);
    const spring: Spring = { a, b: b < masses ? b : -1, cosines: [along(0), along(1)] };
    if (isNew(rowOf(spring, 2 * masses))) springs.push(spring);
  }
  return { places, springs };
}

/** How far each coordinate stretches a spring, as [coordinate, weight]; 2k and 2k + 1 are x and y of mass k. */
export function stretchOf({ a, b, cosines }: Spring): readonly (readonly [number, number])[] {
  return cosines.flatMap((cosine, axis) => [
    [2 * a + axis, cosine] as const,
    ...(b < 0 ? [] : [[2 * b + axis, -cosine] as const]),
  ]);
}

function rowOf(spring: Spring, size: number): Float64Array {
  const row = new Float64Array(size);
  for (const [coordinate, weight] of stretchOf(spring)) row[coordinate] = weight;
  return row;
}

/** Tells row by row whether it is independent of the rows that it called independent before. */
function createIndependence(): (row: Float64Array) => boolean {
  const basis: { readonly pivot: number; readonly reduced: Float64Array }[] = [];
  return (row) => {
    const rest = row.slice();
    for (const { pivot, reduced } of basis) {
      const factor = rest[pivot]! / reduced[pivot]!;
      rest.forEach((_, k) => {
        rest[k]! -= factor * reduced[k]!;
      });
    }
    const pivot = rest.reduce((best, value, k) => (Math.abs(value) > Math.abs(rest[best]!) ? k : best), 0);
    if (Math.abs(rest[pivot]!) < 0.1) return false;
    basis.push({ pivot, reduced: rest });
    return true;
  };
}
