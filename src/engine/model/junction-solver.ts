import { invariant } from "../../diagnostic/invariant.ts";
import type { LinearSystem } from "../../network/linear-system.ts";
import type { ComplexVector } from "../../numeric/complex-vector.ts";
import { complexVector } from "../../numeric/complex-vector.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";
import { type DiodeLaw, diodeConductance, diodeCurrent, limitStep } from "./diode-law.ts";
import { type JunctionPorts, junctionVoltage, reduceToPorts } from "./junction-ports.ts";
import type { RealFactor } from "./real-factor.ts";

/** A point is found when no junction moves by more [V]: as the convergence is quadratic, what is left is below rounding. */
const STILL = 1e-9;
const MOST_ITERATIONS = 200;

/** Newton's method on the voltages u of the junctions of a system. */
export interface JunctionSolver {
  /** Take the equations as they are assembled now. */
  take(laws: readonly DiodeLaw[]): void;
  /** Make it quick to find the points of many drives; they are the same without it. */
  prepare(): Failure | undefined;
  /** Solve from the voltages in u, which then hold the solution's. `first`: as of RealFactor.refresh. Fails with `no-convergence`. */
  solve(b: ComplexVector, u: Float64Array, x: ComplexVector, first: boolean): Failure | undefined;
  /** Factorise the Jacobian at u. */
  linearise(u: Float64Array, first: boolean): Failure | undefined;
}

/** At voltages that differ by less [V] the Jacobian is the same to rounding. */
const SAME = 1e-13;

/**
 * `system` has been laid out with the junctions as its `conductances`, in the order of the laws. `factor` and `rest` both hold its equations: at
 * the iterate, and with all junctions at 0 V.
 */
export function createJunctionSolver(
  system: LinearSystem,
  factor: RealFactor,
  rest: RealFactor,
): JunctionSolver {
  const { constant, conductancePlaces: places } = system;
  const linear = new Float64Array(places.length);
  const driven = complexVector(system.network.unknowns.length);
  let laws: readonly DiodeLaw[] = [];
  let ports: JunctionPorts | undefined;
  const factorised = new Float64Array(places.length / 4);
  let isFactorised = false;

  /** Write the conductances at u over the linear part. */
  const stamp = (u: Float64Array): void => {
    for (let k = 0; k < places.length; k++) if (places[k]! >= 0) constant[places[k]!] = linear[k]!;
    for (const [index, law] of laws.entries()) {
      const conductance = diodeConductance(law, u[index]!);
      for (let corner = 0; corner < 4; corner++) {
        const place = places[4 * index + corner]!;
        if (place < 0) continue;
        constant[place] = constant[place]! + (corner < 2 ? conductance : -conductance);
      }
    }
  };
  const linearise = (u: Float64Array, first: boolean): Failure | undefined => {
    if (isFactorised && !first && u.every((value, index) => Math.abs(value - factorised[index]!) <= SAME))
      return undefined;
    stamp(u);
    const stuck = factor.refresh(first);
    isFactorised = stuck === undefined;
    factorised.set(u);
    return stuck;
  };

  return {
    take(given) {
      invariant(4 * given.length === places.length, "every junction has its places");
      laws = given;
      ports = undefined;
      isFactorised = false;
      for (let k = 0; k < places.length; k++) linear[k] = places[k]! < 0 ? 0 : constant[places[k]!]!;
    },
    linearise,
    prepare() {
      stamp(new Float64Array(laws.length));
      const stuck = rest.refresh(true);
      if (!stuck) ports = reduceToPorts(laws, rest, driven.re.length);
      return stuck;
    },
    solve(b, u, x, first) {
      if (ports?.find(b, u, x)) return undefined;
      for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
        const stuck = linearise(u, first && iteration === 0);
        if (stuck) return stuck;
        driven.re.set(b.re);
        for (const [index, law] of laws.entries()) {
          const at = u[index]!;
          const source = diodeCurrent(law, at) - diodeConductance(law, at) * at;
          if (law.anode > 0) driven.re[law.anode - 1]! -= source;
          if (law.cathode > 0) driven.re[law.cathode - 1]! += source;
        }
        const failed = factor.solve(driven, x);
        if (failed) return failed;
        let moved = 0;
        for (const [index, law] of laws.entries()) {
          const next = junctionVoltage(law, x);
          moved = Math.max(moved, Math.abs(next - u[index]!));
          u[index] = limitStep(law, u[index]!, next);
        }
        if (moved <= STILL) return undefined;
      }
      return fail(
        "no-convergence",
        `No operating point was found in ${MOST_ITERATIONS} steps of Newton's method; ngspice knows more ways to one.`,
      );
    },
  };
}
