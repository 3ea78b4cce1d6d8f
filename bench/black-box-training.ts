import { createLbfgs } from "../src/optimiser/lbfgs.ts";
import { type LadderNetlist, writeDeck } from "./ladder-netlist.ts";
import type { NativeNgspice } from "./native-ngspice.ts";

export interface BlackBoxResult {
  readonly cost: number;
  readonly simulations: number;
}

/**
 * What a user does who has a simulator and an optimiser, nothing else: L-BFGS on the logarithms of the named values, gradients by forward
 * differences, one ngspice process a simulation. Ends at `stop`, or after `limit` simulations.
 */
export function trainBlackBox(
  native: NativeNgspice,
  ladder: LadderNetlist,
  trained: readonly string[],
  target: readonly number[],
  stop: number,
  limit = 500,
): BlackBoxResult {
  const places = trained.map((name) => ladder.elements.findIndex((element) => element.name === name));
  let simulations = 0;
  const costAt = (x: Float64Array): number => {
    simulations++;
    const values = ladder.elements.map(({ value }) => value);
    places.forEach((place, n) => {
      values[place]! *= Math.exp(x[n]!);
    });
    const response = native.simulate(writeDeck(ladder, values));
    return response.reduce((sum, value, n) => sum + (value - target[n]!) ** 2, 0) / (2 * target.length);
  };
  const optimiser = createLbfgs();
  const open = (value: number) => new Float64Array(trained.length).fill(value);
  let state = optimiser.init(open(0), {
    lower: open(Number.NEGATIVE_INFINITY),
    upper: open(Number.POSITIVE_INFINITY),
  });
  let known: { readonly point: Float64Array; readonly cost: number } = {
    point: new Float64Array(0),
    cost: Number.NaN,
  };
  while (optimiser.status(state) === "running" && optimiser.best(state).cost > stop && simulations < limit) {
    const { point, want } = optimiser.ask(state);
    if (known.point !== point) known = { point, cost: costAt(point) };
    const { cost } = known;
    const slopes = (): Float64Array =>
      point.map((_, n) => (costAt(point.map((value, k) => (k === n ? value + 1e-7 : value))) - cost) / 1e-7);
    state = optimiser.tell(
      state,
      want === "cost" ? { ok: true, cost } : { ok: true, cost, gradient: slopes() },
    );
  }
  return { cost: optimiser.best(state).cost, simulations };
}
