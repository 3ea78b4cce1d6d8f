import type { Circuit, CircuitState } from "../circuit/circuit.ts";
import { compileGoals } from "../goal/compile-goals.ts";
import { complexMatrix } from "../numeric/complex-matrix.ts";

/** A goal for one voltage: its cost is ½ weight (v - target)². */
export interface LinearGoal {
  readonly nodes: readonly [string, string];
  readonly weight: number;
  readonly target: number;
}

/**
 * The goals of an operating point as squares of single voltages, or why they are none. Read off the cost's own derivative, which must
 * be linear: -weight · target where the voltage is 0, and 0 at the target.
 */
export function readLinearGoals(circuit: Circuit, state: CircuitState): readonly LinearGoal[] | string {
  if (circuit.data.length > 0)
    return "a circuit that learns by itself is shown one state, not the samples of @data";
  const missing = { readTable: () => ({ kind: "missing", reason: "tables are not read here" }) as const };
  const compiled = compileGoals(circuit, missing);
  const error = compiled.diagnostics.find(({ severity }) => severity === "error");
  if (error !== undefined || !compiled.ok) return error?.message ?? "they cannot be read";
  const [objective, second] = compiled.value;
  if (objective?.kind !== "dc" || second !== undefined || objective.points.length !== 1)
    return "only an operating point can be learned by the circuit itself; the goals must be of .op";
  const count = objective.observables.length;
  const slopesAt = (voltages: readonly number[]): Float64Array => {
    const observed = complexMatrix(count, 1);
    observed.re.set(voltages);
    return objective.evaluate(observed, state).costDerivative.re;
  };
  const zero = slopesAt(new Array<number>(count).fill(0));
  const goals: LinearGoal[] = [];
  for (const [index, { probe }] of objective.observables.entries()) {
    if (probe.kind !== "voltage")
      return `the current of ${circuit.elements[probe.element]!.name} cannot be nudged by a current`;
    const one = slopesAt(zero.map((_, k) => (k === index ? 1 : 0)) as unknown as number[]);
    const two = slopesAt(zero.map((_, k) => (k === index ? -2 : 0)) as unknown as number[]);
    const weight = one[index]! - zero[index]!;
    const isLinear =
      Math.abs(zero[index]! - two[index]! - 2 * weight) <= 1e-9 * (Math.abs(weight) + Math.abs(zero[index]!));
    const isAlone = one.every((slope, k) => k === index || slope === zero[k]);
    if (!(weight > 0) || !isLinear || !isAlone)
      return "each must be an equality that is linear in a single voltage";
    const nodes: readonly [string, string] = [circuit.nodes[probe.positive]!, circuit.nodes[probe.negative]!];
    goals.push({ nodes, weight, target: -zero[index]! / weight });
  }
  return goals;
}
