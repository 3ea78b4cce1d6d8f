import { leastSquares, type Problem } from "./drive.ts";

/** A test problem of Moré, Garbow & Hillstrom (ACM TOMS 7, 1981) with the minimum published there, as ½ Σ r². */
export interface ClassicalProblem {
  readonly problem: Problem;
  readonly minimum: number;
}

/** Variables measured in units of their starting values, as parametrise() does. */
function scaled(
  start: readonly number[],
  residuals: (x: readonly number[]) => readonly number[],
  jacobian: (x: readonly number[]) => readonly (readonly number[])[],
): Problem {
  const natural = (x: Float64Array) => start.map((value, n) => value * x[n]!);
  return leastSquares(
    start.map(() => 1),
    (x) => residuals(natural(x)),
    (x) => jacobian(natural(x)).map((row) => row.map((slope, n) => slope * start[n]!)),
  );
}

/** Problem 13: the Jacobian is singular at the solution, which is reached at the rate of a double root. */
const powellSingular = leastSquares(
  [3, -1, 0, 1],
  ([a, b, c, d]) => [
    a! + 10 * b!,
    Math.sqrt(5) * (c! - d!),
    (b! - 2 * c!) ** 2,
    Math.sqrt(10) * (a! - d!) ** 2,
  ],
  ([a, b, c, d]) => [
    [1, 10, 0, 0],
    [0, 0, Math.sqrt(5), -Math.sqrt(5)],
    [0, 2 * (b! - 2 * c!), -4 * (b! - 2 * c!), 0],
    [2 * Math.sqrt(10) * (a! - d!), 0, 0, -2 * Math.sqrt(10) * (a! - d!)],
  ],
);

/** Problem 2: a local minimum of 48.98 lies on the way. */
const freudensteinRoth = leastSquares(
  [0.5, -2],
  ([x, y]) => [-13 + x! + ((5 - y!) * y! - 2) * y!, -29 + x! + ((y! + 1) * y! - 14) * y!],
  ([, y]) => [
    [1, 10 * y! - 3 * y! ** 2 - 2],
    [1, 3 * y! ** 2 + 2 * y! - 14],
  ],
);

/** Problem 15: a small residual remains. */
function kowalikOsborne(): Problem {
  const y = [0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246];
  const u = [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625];
  return leastSquares(
    [0.25, 0.39, 0.415, 0.39],
    ([a, b, c, d]) =>
      y.map((value, k) => value - (a! * (u[k]! ** 2 + u[k]! * b!)) / (u[k]! ** 2 + u[k]! * c! + d!)),
    ([a, b, c, d]) =>
      u.map((t) => {
        const above = t * t + t * b!;
        const below = t * t + t * c! + d!;
        return [-above / below, (-a! * t) / below, (a! * above * t) / below ** 2, (a! * above) / below ** 2];
      }),
  );
}

/** Problem 10: three parameters of magnitudes 0.01, 10000 and 100 in a steep valley; cost in the ten-thousands at first. */
function meyer(): Problem {
  const y = [
    34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872,
  ];
  const t = y.map((_, k) => 45 + 5 * (k + 1));
  return scaled(
    [0.02, 4000, 250],
    ([a, b, c]) => y.map((value, k) => a! * Math.exp(b! / (t[k]! + c!)) - value),
    ([a, b, c]) =>
      t.map((time) => {
        const growth = Math.exp(b! / (time + c!));
        return [growth, (a! * growth) / (time + c!), (-a! * b! * growth) / (time + c!) ** 2];
      }),
  );
}

export const classicalProblems: Readonly<Record<string, ClassicalProblem>> = {
  "Powell singular": { problem: powellSingular, minimum: 0 },
  "Freudenstein-Roth": { problem: freudensteinRoth, minimum: 48.98425 / 2 },
  "Kowalik-Osborne": { problem: kowalikOsborne(), minimum: 3.07505e-4 / 2 },
  Meyer: { problem: meyer(), minimum: 87.9458 / 2 },
};
