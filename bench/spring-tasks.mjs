/**
 * What a spring network is to learn, and a search for stiffnesses that do it. Pushing one mass shall move a distant one (allostery), under a
 * periodic force or under one push from rest.
 */
import { DRAG, dot, MASS, stiffnessMatrix } from "./spring-network.mjs";

/** Where the force acts and which mass shall follow: coordinates of a solution vector. */
function findPlaces({ places }) {
  const furthest = (side) =>
    places.reduce((best, [x], k) => (side * x > side * places[best][0] ? k : best), 0);
  return { pushed: furthest(-1), target: furthest(1) };
}

/**
 * Periodic: at each frequency [Hz] the target shall move sideways `ratio` times as far as the pushed mass, in phase with it. Residuals and their
 * derivatives by each stiffness: Z = K - w^2 M + j w D is symmetric, so dx_i/dk = -(s . X_i)(s . x), X_i the response to a force on coordinate i.
 */
export function periodicTask(network, { frequencies, ratio }) {
  const { pushed, target } = findPlaces(network);
  const [from, to] = [2 * pushed, 2 * target];
  return {
    pushed,
    target,
    evaluate(rows, stiffnesses) {
      const matrix = stiffnessMatrix(rows, stiffnesses);
      const errors = [];
      const slopes = [];
      for (const frequency of frequencies) {
        const [x, y] = respond(matrix, 2 * Math.PI * frequency, [from, to]);
        const part = (vector, k) => [vector[k], vector[k + matrix.length]];
        const moved = part(x, from);
        const quotient = divide(part(x, to), moved);
        errors.push(quotient[0] - ratio, quotient[1]);
        const bySpring = rows.map((row) => {
          const stretch = stretched(row, x);
          const [atTarget, atPushed] = [multiply(stretched(row, y), stretch), multiply(stretch, stretch)];
          return divide(
            multiply(quotient, atPushed).map((value, k) => value - atTarget[k]),
            moved,
          );
        });
        slopes.push(...[0, 1].map((k) => Float64Array.from(bySpring, (slope) => slope[k])));
      }
      return { errors, slopes };
    },
  };
}

/**
 * Resting: under a push on one mass, the force `push(t)` newtons, the target's displacement sideways shall lie in
 * `bounds(t)` = [lowest, highest] metres. By trapezoidal steps; the derivative
 * of x[n] by a stiffness is -sum over m of s . z[n - m] s . x[m], z the response to one sample of force on the target.
 */
export function restingTask(network, { step, count, push, bounds }) {
  const { pushed, target } = findPlaces(network);
  const samples = Array.from({ length: count + 1 }, (_, n) => n);
  return {
    pushed,
    target,
    evaluate(rows, stiffnesses) {
      const move = stepper(stiffnessMatrix(rows, stiffnesses), step);
      const x = move(
        2 * pushed,
        samples.map((n) => push(n * step)),
      );
      const z = move(
        2 * target,
        samples.map((n) => (n === 0 ? 1 : 0)),
      );
      const slopes = samples.map(() => new Float64Array(rows.length));
      rows.forEach((row, spring) => {
        const [moved, answered] = [x, z].map((run) => Float64Array.from(run, (place) => dot(row, place)));
        for (const n of samples) for (let m = 0; m <= n; m++) slopes[n][spring] -= answered[n - m] * moved[m];
      });
      const errors = samples.map((n) => {
        const [lowest, highest] = bounds(n * step);
        const place = x[n][2 * target];
        if (place >= lowest && place <= highest) slopes[n].fill(0);
        return Math.min(0, place - lowest) + Math.max(0, place - highest);
      });
      return { errors, slopes };
    },
  };
}

/** Stiffnesses at which no error of the task exceeds `tolerance`: Levenberg-Marquardt on their logarithms. */
export function findStiffnesses(rows, start, { evaluate }, tolerance) {
  let stiffnesses = start;
  let now = evaluate(rows, stiffnesses);
  let damping = 1;
  const size = ({ errors }) => errors.reduce((sum, error) => sum + error * error, 0);
  for (let round = 0; round < 60; round++) {
    if (Math.max(...now.errors.map(Math.abs)) <= tolerance) return stiffnesses;
    const scaled = now.slopes.map((row) => row.map((value, k) => value * stiffnesses[k]));
    const normal = stiffnessMatrix(
      scaled,
      scaled.map(() => 1),
    );
    const most = Math.max(...normal.map((row, k) => row[k]));
    normal.forEach((row, k) => {
      row[k] += damping * 1e-2 * most;
    });
    const downhill = scaled[0].map(
      (_, k) => -scaled.reduce((sum, row, n) => sum + row[k] * now.errors[n], 0),
    );
    const change = factorise(normal)(downhill);
    const tried = stiffnesses.map((value, k) => value * Math.exp(Math.min(1, Math.max(-1, change[k]))));
    const then = evaluate(rows, tried);
    if (size(then) < size(now)) {
      [stiffnesses, now] = [tried, then];
      damping /= 4;
    } else damping *= 4;
  }
  throw new Error("no stiffnesses were found that do this: choose another seed");
}

/** Displacements [re…, im…] per unit force on each of some coordinates, from the real form of (K - w^2 M + j w D) x = f. */
function respond(matrix, angularFrequency, coordinates) {
  const size = matrix.length;
  const whole = Array.from({ length: 2 * size }, () => new Float64Array(2 * size));
  for (let i = 0; i < size; i++) {
    for (const half of [0, size]) {
      whole[i + half].set(matrix[i], half);
      whole[i + half][i + half] -= angularFrequency ** 2 * MASS;
    }
    whole[i][i + size] = -angularFrequency * DRAG;
    whole[i + size][i] = angularFrequency * DRAG;
  }
  const solve = factorise(whole);
  return coordinates.map((coordinate) => {
    const force = new Float64Array(2 * size);
    force[coordinate] = 1;
    return solve(force);
  });
}

/**
 * Trapezoidal steps of M v' + D v + K x = f, x' = v from rest, the force zero one step earlier: returns all x[n] under a force with the given
 * samples on one coordinate.
 */
function stepper(matrix, step) {
  const size = matrix.length;
  const advanced = matrix.map((row, i) => {
    const scaled = row.map((value) => (value * step * step) / 4);
    scaled[i] += MASS + (DRAG * step) / 2;
    return scaled;
  });
  const solve = factorise(advanced);
  return (coordinate, samples) => {
    let [x, v, before] = [new Float64Array(size), new Float64Array(size), 0];
    return Array.from(samples, (force) => {
      const drift = x.map((value, i) => value + (step / 4) * v[i]);
      const right = v.map((value, i) => (MASS - (DRAG * step) / 2) * value - step * dot(matrix[i], drift));
      right[coordinate] += (step * (force + before)) / 2;
      const next = solve(right);
      x = x.map((value, i) => value + (step / 2) * (v[i] + next[i]));
      [v, before] = [next, force];
      return x;
    });
  };
}

/** Gaussian elimination with row exchanges; returns the function that solves for a right-hand side. */
function factorise(matrix) {
  const rows = matrix.map((row) => row.slice());
  const order = rows.map((_, k) => k);
  const size = rows.length;
  for (let k = 0; k < size; k++) {
    let best = k;
    for (let r = k + 1; r < size; r++) if (Math.abs(rows[r][k]) > Math.abs(rows[best][k])) best = r;
    [rows[k], rows[best]] = [rows[best], rows[k]];
    [order[k], order[best]] = [order[best], order[k]];
    for (let r = k + 1; r < size; r++) {
      const factor = rows[r][k] / rows[k][k];
      rows[r][k] = factor;
      if (factor !== 0) for (let c = k + 1; c < size; c++) rows[r][c] -= factor * rows[k][c];
    }
  }
  return (right) => {
    const x = Float64Array.from(order, (k) => right[k]);
    for (let r = 0; r < size; r++) for (let c = 0; c < r; c++) x[r] -= rows[r][c] * x[c];
    for (let r = size - 1; r >= 0; r--) {
      for (let c = r + 1; c < size; c++) x[r] -= rows[r][c] * x[c];
      x[r] /= rows[r][r];
    }
    return x;
  };
}

function stretched(row, x) {
  const size = row.length;
  return [dot(row, x.subarray(0, size)), dot(row, x.subarray(size))];
}

function multiply([a, b], [c, d]) {
  return [a * c - b * d, a * d + b * c];
}

function divide([a, b], [c, d]) {
  const size = c * c + d * d;
  return [(a * c + b * d) / size, (b * c - a * d) / size];
}
