/**
 * Disordered networks of masses and springs in the plane, with their mechanics written as mechanics: M x'' + D x' + K x = f. Nothing here
 * knows of circuits, so what it finds is a witness for the netlists that bench/make-springs.mjs prints.
 */

/** Masses of 0.2 kg in a viscous medium of 2 N s/m, springs of about 5 kN/m: the network's motions take tenths of seconds. */
export const MASS = 0.2;
export const DRAG = 2;
const STIFFNESS = 5e3;

/** A 32-bit generator (mulberry32) with numbers in [0, 1). */
function randomStream(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Masses at the crossings of a shaken grid of 1 m, `columns` wide, over a wall of fixed points. Springs join near neighbours, the shortest
 * first, each only if no set of the others already fixes its length, until as many springs as degrees of freedom hold every mass: no
 * spring is redundant, so the electrical network has no loop of inductors. Places are [x, y] in metres; a spring is {a, b, cosines, stiffness}
 * with `a` and `b` masses from 0 or -1 for the wall.
 */
export function drawSprings({ masses, columns, seed }) {
  const random = randomStream(seed);
  const shaken = (x, y) => [x + 0.5 * (random() - 0.5), y + 0.5 * (random() - 0.5)];
  const places = Array.from({ length: masses }, (_, k) => shaken(k % columns, Math.floor(k / columns)));
  const rows = Math.ceil(masses / columns);
  const wall = [-1, rows].flatMap((y) => Array.from({ length: columns }, (_, k) => shaken(k, y)));
  const points = [...places, ...wall];
  const length = (a, b) => Math.hypot(points[b][0] - points[a][0], points[b][1] - points[a][1]);
  const pairs = [];
  for (let b = 0; b < points.length; b++)
    for (let a = 0; a < Math.min(b, masses); a++) pairs.push([a, b, length(a, b)]);
  pairs.sort(([, , p], [, , q]) => p - q);

  const isNew = createIndependence();
  const springs = [];
  for (const [a, b, size] of pairs) {
    if (springs.length === 2 * masses) break;
    const cosines = [(points[b][0] - points[a][0]) / size, (points[b][1] - points[a][1]) / size].map(
      (value) => rounded(value),
    );
    const spring = { a, b: b < masses ? b : -1, cosines };
    if (!isNew(stretchOf(spring, 2 * masses))) continue;
    springs.push({ ...spring, stiffness: rounded(STIFFNESS * 2 ** (2 * random() - 1), 3) });
  }
  return { places, springs };
}

/** How far each coordinate stretches a spring: s with stretch = s . x; coordinates 2k and 2k + 1 are x and y of mass k. */
export function stretchOf({ a, b, cosines }, size) {
  const row = new Float64Array(size);
  cosines.forEach((cosine, axis) => {
    row[2 * a + axis] = cosine;
    if (b >= 0) row[2 * b + axis] = -cosine;
  });
  return row;
}

/** The stiffness matrix, row by row. */
export function stiffnessMatrix(rows, stiffnesses) {
  const size = rows[0].length;
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  rows.forEach((row, k) => {
    for (let i = 0; i < size; i++) {
      if (row[i] === 0) continue;
      for (let j = 0; j < size; j++) matrix[i][j] += stiffnesses[k] * row[i] * row[j];
    }
  });
  return matrix;
}

export function dot(a, b) {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}

export function rounded(value, digits = 6) {
  return Number(value.toPrecision(digits));
}

/** Tells row by row whether it is independent of the rows that it called independent before. */
function createIndependence() {
  const basis = [];
  return (row) => {
    const rest = row.slice();
    for (const { pivot, reduced } of basis) {
      const factor = rest[pivot] / reduced[pivot];
      for (let k = 0; k < rest.length; k++) rest[k] -= factor * reduced[k];
    }
    const pivot = rest.reduce((best, value, k) => (Math.abs(value) > Math.abs(rest[best]) ? k : best), 0);
    if (Math.abs(rest[pivot]) < 0.1) return false;
    basis.push({ pivot, reduced: rest });
    return true;
  };
}
