import { describe, expect, test } from "vitest";
import { type Checkpoint, packState, refuseCheckpoint, unpackState } from "../../src/training/checkpoint.ts";

describe("checkpoint", () => {
  test("a state survives JSON bit for bit", () => {
    const state = {
      point: Float64Array.from([0.1, 1 / 3, -0, Number.POSITIVE_INFINITY, 5e-324]),
      damping: 1e-3,
      cost: Number.POSITIVE_INFINITY,
      nested: { pairs: [{ s: new Float64Array([1]), rho: -0 }], phase: "trial", none: undefined },
    };
    const back = unpackState(JSON.parse(JSON.stringify(packState(state)))) as typeof state;
    expect(back.point).toBeInstanceOf(Float64Array);
    expect(Array.from(back.point, (value) => (Object.is(value, -0) ? "-0" : value))).toEqual(
      Array.from(state.point, (value) => (Object.is(value, -0) ? "-0" : value)),
    );
    expect(back.cost).toBe(Number.POSITIVE_INFINITY);
    expect(back.nested.pairs[0]!.s).toEqual(state.nested.pairs[0]!.s);
    expect(Object.is(back.nested.pairs[0]!.rho, -0)).toBe(true);
    expect(back.nested.phase).toBe("trial");
  });

  test("a checkpoint of another netlist or optimiser is refused, naming both", () => {
    const checkpoint: Checkpoint = {
      tellegen: "checkpoint",
      version: 1,
      parameters: ["R1", "C1"],
      optimizer: "lm",
      start: 0,
      history: [1],
      best: [1, 2],
      state: {},
    };
    expect(refuseCheckpoint(checkpoint, ["R1", "C1"], "lm")).toBeUndefined();
    expect(refuseCheckpoint(checkpoint, ["R1", "C2"], "lm")).toMatch(/R1, C1.*R1, C2/);
    expect(refuseCheckpoint(checkpoint, ["R1", "C1"], "adam")).toMatch(/lm.*adam/);
  });
});
