import type { LinearSystem } from "../../network/linear-system.ts";
import { buildLinearSystem } from "../../network/linear-system.ts";
import type { Network } from "../../network/network.ts";
import { type ComplexVector, complexVector } from "../../numeric/complex-vector.ts";
import { type Failure, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { DiodeLaw } from "./diode-law.ts";
import { createJunctionSolver } from "./junction-solver.ts";
import { diodesVary, readDiodes } from "./read-diodes.ts";
import { createRealFactor } from "./real-factor.ts";

/** The equations of operating points: at ω = 0, where L is a short and C is open. One user at a time. */
export interface PointSolver {
  readonly system: LinearSystem;
  /** Numbers that say where the free point is beside the equations: voltages of the junctions. None in a linear network. */
  readonly junctions: number;
  /**
   * Take the equations as assembled at one state, the first of a run or a later one, and make ready for so many drives. Fails with `unsupported`
   * where a device has no law.
   */
  take(slots: Float64Array, first: boolean, drives: number): Failure | undefined;
  /** Write into u the voltages of the junctions that node voltages give. */
  place(u: Float64Array, voltageAt: (node: number) => number): void;
  /** Stand at the free point under b, sought from `u`, which then holds it. `first`: as of RealFactor.refresh. */
  stand(b: ComplexVector, u: Float64Array, first: boolean): Failure | undefined;
  /** The solution at the free point, under the b that it was sought under. */
  free(b: ComplexVector, x: ComplexVector): Failure | undefined;
  /** Solve under b, from the free point. */
  solve(b: ComplexVector, x: ComplexVector): Failure | undefined;
  /** Solve Aᵀ x = b, A the Jacobian at the free point. */
  solveTransposed(b: ComplexVector, x: ComplexVector): Failure | undefined;
}

/** Prepare the equations of a network of linear elements and diodes. Fails with `unsupported` where there is another device. */
export function createPointSolver(network: Network): Outcome<PointSolver> {
  const start = new Float64Array(network.circuit.slotCount).fill(1);
  const laws = readDiodes(network, start);
  if (laws.kind === "failed") return laws;
  return succeed(
    laws.value.length === 0 ? createLinearSolver(network) : createDiodeSolver(network, laws.value),
  );
}

function createLinearSolver(network: Network): PointSolver {
  const system = buildLinearSystem(network);
  const factor = createRealFactor(system, 0, "at DC");
  return {
    system,
    junctions: 0,
    take: (_, first) => factor.refresh(first),
    place() {},
    stand: () => undefined,
    free: factor.solve,
    solve: factor.solve,
    solveTransposed: factor.solveTransposed,
  };
}

/** Making ready costs a solution per junction and saves some factorisations, each worth several solutions, per drive. */
const WORTHWHILE = 32;

function createDiodeSolver(network: Network, known: readonly DiodeLaw[]): PointSolver {
  const conductances = known.map(({ anode, cathode }) => [anode, cathode] as const);
  const system = buildLinearSystem(network, { conductances });
  const factor = createRealFactor(system, 0, "at DC");
  const junctions = createJunctionSolver(system, factor, createRealFactor(system, 0, "at DC"));
  const varies = diodesVary(network);
  const free = new Float64Array(known.length);
  const nudged = new Float64Array(known.length);
  const x = complexVector(network.unknowns.length);
  return {
    system,
    junctions: known.length,
    take(slots, _, drives) {
      const laws = varies ? readDiodes(network, slots) : succeed(known);
      if (laws.kind === "failed") return laws;
      junctions.take(laws.value);
      return drives * WORTHWHILE >= known.length ? junctions.prepare() : undefined;
    },
    place(u, voltageAt) {
      for (const [index, { anode, cathode }] of known.entries())
        u[index] = voltageAt(anode) - voltageAt(cathode);
    },
    stand(b, u, first) {
      const failed = junctions.solve(b, u, x, first);
      free.set(u);
      return failed;
    },
    free(_, into) {
      into.re.set(x.re);
      return undefined;
    },
    solve(b, into) {
      nudged.set(free);
      return junctions.solve(b, nudged, into, false);
    },
    solveTransposed(b, into) {
      return junctions.linearise(free, false) ?? factor.solveTransposed(b, into);
    },
  };
}
