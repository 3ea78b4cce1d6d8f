import { describe, expect, it } from "vitest";
import { type AnyOptimiser, optimisers } from "../../src/optimiser/optimisers.ts";
import { packState, unpackState } from "../../src/training/checkpoint.ts";
import { drive, leastSquares, type Problem } from "./drive.ts";

interface Contender {
  readonly create: () => AnyOptimiser;
  /** How close to a minimum (in the coordinates) it is asked to come, and in how many analyses on the easy problems. */
  readonly precision: number;
  readonly easy: number;
  readonly rosenbrock: number;
  /** For a problem whose largest curvature forbids the usual rate. */
  readonly cautious?: () => AnyOptimiser;
}

/** Everything that `optimizer=` can name, and gd with a rate. */
const contenders: Readonly<Record<string, Contender>> = {
  lm: { create: () => optimisers.lm({}), precision: 1e-5, easy: 30, rosenbrock: 80 },
  lbfgs: { create: () => optimisers.lbfgs({}), precision: 1e-5, easy: 60, rosenbrock: 150 },
  adam: { create: () => optimisers.adam({}), precision: 1e-3, easy: 4000, rosenbrock: 20_000 },
  gd: { create: () => optimisers.gd({}), precision: 1e-4, easy: 200, rosenbrock: 1000 },
  "gd at a rate": {
    create: () => optimisers.gd({ rate: 0.002, momentum: 0.8 }),
    precision: 1e-2,
    easy: 4000,
    rosenbrock: 20_000,
    cautious: () => optimisers.gd({ rate: 1.5e-4, momentum: 0.9 }),
  },
};

const parabola = leastSquares(
  [2, -1.5],
  ([x, y]) => [x! - 0.5, 2 * (y! - 0.25)],
  () => [
    [1, 0],
    [0, 2],
  ],
);

const rosenbrock = leastSquares(
  [-1.2, 1],
  ([x, y]) => [10 * (y! - x! * x!), 1 - x!],
  ([x]) => [
    [-20 * x!, 10],
    [-1, 0],
  ],
);

/** Minimum of the parabola with x + y coupled on the face x = 1: y follows to 0.2. */
const onFace = leastSquares(
  [2, 2],
  ([x, y]) => [x! + y!, y! - 1.2 + 0.8 * (x! - 1), x!],
  () => [
    [1, 1],
    [0.8, 1],
    [1, 0],
  ],
  { lower: [1, -5], upper: [3, 5] },
);

/** Curvatures from 1 to 10 000. */
const badlyScaled = leastSquares(
  [1, 1, 1],
  ([a, b, c]) => [a! - 0.1, 10 * (b! + 0.2), 100 * (c! - 0.3)],
  () => [
    [1, 0, 0],
    [0, 10, 0],
    [0, 0, 100],
  ],
);

/** The parabola with a region in which nothing converges, between the start and a third of the way to the minimum. */
const withHole = (reply: "failure" | "NaN"): Problem => ({
  ...parabola,
  evaluate(x) {
    if (x[0]! < 0.3 || x[1]! > 0.9) {
      return reply === "failure" ? { ok: false } : { ...parabola.evaluate(x), ok: true, cost: Number.NaN };
    }
    return parabola.evaluate(x);
  },
});

describe.each(Object.entries(contenders))(
  "%s",
  (_, { create, precision, easy, rosenbrock: long, cautious = create }) => {
    it("finds the minimum of a parabola", () => {
      const run = drive(create(), parabola, { limit: easy });
      expect(distance(run.point, [0.5, 0.25])).toBeLessThan(precision);
      expect(["converged", "running"]).toContain(run.status);
    });

    it("follows Rosenbrock's valley to its end", () => {
      const run = drive(create(), rosenbrock, { limit: long });
      expect(distance(run.point, [1, 1])).toBeLessThan(Math.max(10 * precision, 1e-3));
    });

    it("ends on the face of the box where the minimum lies, and never asks outside", () => {
      const run = drive(create(), onFace, { limit: easy });
      expect(run.point[0]).toBe(1);
      expect(run.point[1]).toBeCloseTo(0.1, -Math.log10(10 * precision));
      for (const { point } of run.questions) {
        expect(point[0]).toBeGreaterThanOrEqual(1);
        expect(point[0]).toBeLessThanOrEqual(3);
      }
    });

    it("starts from the nearest point of the box", () => {
      const [first] = drive(create(), { ...onFace, start: [-7, 9] }, { limit: 2 }).questions;
      expect([...first!.point]).toEqual([1, 5]);
    });

    it("copes with curvatures that differ ten thousandfold", () => {
      const run = drive(cautious(), badlyScaled, { limit: 4 * easy });
      expect(run.cost).toBeLessThan(1e-3);
    });

    it.each(["failure", "NaN"] as const)("takes a %s for a step that was too long", (reply) => {
      const run = drive(create(), withHole(reply), { limit: easy });
      expect(distance(run.point, [0.5, 0.25])).toBeLessThan(10 * precision);
      expect(Number.isFinite(run.cost)).toBe(true);
    });

    it("is stalled, with no cost, when not even the start can be computed", () => {
      const run = drive(create(), { start: [1], evaluate: () => ({ ok: false }) });
      expect(run).toMatchObject({ status: "stalled", cost: Number.POSITIVE_INFINITY, steps: 0 });
    });

    it("asks the same questions again in a second run", () => {
      const [first, second] = [0, 1].map(() => drive(create(), rosenbrock, { limit: 100 }).questions);
      expect(second).toEqual(first);
    });

    it("continues from a state that went through JSON with the same bits", () => {
      const through = (state: unknown) => unpackState(JSON.parse(JSON.stringify(packState(state))));
      const plain = drive(create(), onFace, { limit: 60 });
      const resumed = drive(create(), onFace, { limit: 60, between: through });
      expect(resumed).toEqual(plain);
    });

    it("leaves earlier states as they were", () => {
      const optimiser = create();
      const bounds = { lower: Float64Array.of(-9, -9), upper: Float64Array.of(9, 9) };
      const seen: { readonly state: unknown; readonly text: string }[] = [];
      let state = optimiser.init(Float64Array.of(-1.2, 1), bounds);
      for (let n = 0; n < 20 && optimiser.status(state) === "running"; n++) {
        seen.push({ state, text: JSON.stringify(packState(state)) });
        state = optimiser.tell(state, rosenbrock.evaluate(optimiser.ask(state).point));
      }
      for (const { state: earlier, text } of seen) expect(JSON.stringify(packState(earlier))).toBe(text);
    });

    it("reports as best the lowest cost of all that it accepted", () => {
      const optimiser = create();
      const bounds = { lower: Float64Array.of(-9, -9), upper: Float64Array.of(9, 9) };
      let state = optimiser.init(Float64Array.of(-1.2, 1), bounds);
      let best = Number.POSITIVE_INFINITY;
      for (let n = 0; n < 60 && optimiser.status(state) === "running"; n++) {
        state = optimiser.tell(state, rosenbrock.evaluate(optimiser.ask(state).point));
        expect(optimiser.best(state).cost).toBeLessThanOrEqual(best);
        best = optimiser.best(state).cost;
      }
      const answer = rosenbrock.evaluate(optimiser.best(state).point);
      expect(answer.ok && answer.cost).toBe(best);
    });

    it("ignores answers after its end", () => {
      const optimiser = create();
      let state = optimiser.init(Float64Array.of(1), {
        lower: Float64Array.of(0),
        upper: Float64Array.of(2),
      });
      state = optimiser.tell(state, { ok: false });
      expect(optimiser.tell(state, { ok: false })).toBe(state);
    });
  },
);

describe("gd at a rate that is too high", () => {
  it("says that it diverged, and keeps the start", () => {
    const run = drive(optimisers.gd({ rate: 1.5 }), parabola);
    expect(run.status).toBe("diverged");
    expect(run.cost).toBe(7.25);
  });
});

function distance(point: Float64Array, target: readonly number[]): number {
  return Math.hypot(...target.map((value, n) => point[n]! - value));
}
