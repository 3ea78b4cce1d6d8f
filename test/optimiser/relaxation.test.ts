import { describe, expect, test } from "vitest";
import { createRelaxation } from "../../src/optimiser/relaxation.ts";

const box = { lower: Float64Array.of(0), upper: Float64Array.of(10) };

describe("relaxation", () => {
  test("takes the steps as they come, into the bounds, and remembers the best point", () => {
    const optimiser = createRelaxation({ rate: 0.3 });
    let state = optimiser.init(Float64Array.of(4), box);
    expect(optimiser.ask(state)).toEqual({ point: Float64Array.of(4), want: "relaxation", rate: 0.3 });
    state = optimiser.tell(state, { ok: true, cost: 2, relaxed: Float64Array.of(-1) });
    expect(optimiser.ask(state).point).toEqual(Float64Array.of(0));
    state = optimiser.tell(state, { ok: true, cost: 3, relaxed: Float64Array.of(1) });
    expect(optimiser.best(state)).toEqual({ point: Float64Array.of(4), cost: 2 });
    expect(optimiser.steps(state)).toBe(2);
    expect(optimiser.status(state)).toBe("running");
  });

  test("halves its rate where a step fails, and stalls at last", () => {
    const optimiser = createRelaxation({ rate: 1 });
    let state = optimiser.init(Float64Array.of(4), box);
    state = optimiser.tell(state, { ok: false });
    expect(optimiser.ask(state).rate).toBe(0.5);
    for (let failure = 0; failure < 30; failure++) state = optimiser.tell(state, { ok: false });
    expect(optimiser.status(state)).toBe("stalled");
  });

  test("a share that was lost grows back with the steps that could be made, no further", () => {
    const optimiser = createRelaxation({ rate: 1 });
    let state = optimiser.tell(optimiser.init(Float64Array.of(4), box), { ok: false });
    for (let step = 1; step <= 5; step++) {
      state = optimiser.tell(state, { ok: true, cost: 1, relaxed: Float64Array.of(4 + step / 10) });
      expect(optimiser.ask(state).rate).toBeCloseTo(Math.min(1, 2 ** (step / 4 - 1)), 12);
    }
  });

  test("a batch at rest does not end a training over batches", () => {
    const optimiser = createRelaxation({ noisy: true });
    const start = optimiser.init(Float64Array.of(4), box);
    const resting = optimiser.tell(start, { ok: true, cost: 0, relaxed: Float64Array.of(4) });
    expect(optimiser.status(resting)).toBe("running");
  });

  test("converges where nothing moves or the cost is gone", () => {
    const optimiser = createRelaxation({});
    const start = optimiser.init(Float64Array.of(4), box);
    const resting = optimiser.tell(start, { ok: true, cost: 1, relaxed: Float64Array.of(4) });
    expect(optimiser.status(resting)).toBe("converged");
    const moving = optimiser.tell(start, { ok: true, cost: 1, relaxed: Float64Array.of(5) });
    const met = optimiser.tell(moving, { ok: true, cost: 1e-13, relaxed: Float64Array.of(6) });
    expect(optimiser.status(met)).toBe("converged");
  });
});
