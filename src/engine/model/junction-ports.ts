import { type ComplexVector, complexVector } from "../../numeric/complex-vector.ts";
import { eliminate } from "../../numeric/eliminate.ts";
import { type DiodeLaw, diodeConductance, diodeCurrent, limitStep } from "./diode-law.ts";
import type { RealFactor } from "./real-factor.ts";

/** What the rest of the network is to the junctions, at one state: enough to find their voltages without it. */
export interface JunctionPorts {
  /**
   * Write the voltages of the junctions under b into u, and the solution into x. False where Newton's method does not settle, or what was found is
   * not one to rounding; u is then a better guess or what it was.
   */
  find(b: ComplexVector, u: Float64Array, x: ComplexVector): boolean;
}

/** As of the network's own iterations; what is found is checked there. */
const STILL = 1e-9;
const MOST_ITERATIONS = 100;
/** More ports than this, and eliminating them costs more than the network's own sparse equations. */
const MOST_PORTS = 256;
/** [V] Where the whole solution has the junctions elsewhere by more, too many digits were lost. */
const AGREED = 1e-12;
/** Responses alike to this part of the largest are those of one port. */
const ALIKE = 1e-12;

/**
 * Reduce a network to its junctions. `factor` holds its equations with the conductance at 0 V in each junction's place, A₀. With Z what a current
 * through one junction does to the voltages of all,
 *
 *     u = u₀ - Z (i(u) - G₀ u)        u₀: the voltages under b with A₀
 *
 * Junctions whose responses differ in sign alone, as two antiparallel ones, are one port: u = ±w + constant. Costs a solution for each junction.
 * Undefined where there are too many ports or a solution is not finite.
 */
export function reduceToPorts(
  laws: readonly DiodeLaw[],
  factor: RealFactor,
  size: number,
): JunctionPorts | undefined {
  const count = laws.length;
  const [driven, response] = [complexVector(size), complexVector(size)];
  const responses = laws.map((law) => {
    driven.re.fill(0);
    inject(law, 1, driven);
    return factor.solve(driven, response)
      ? undefined
      : Float64Array.from(laws, (other) => junctionVoltage(other, response));
  });
  if (responses.includes(undefined)) return undefined;
  const z = (row: number, column: number): number => responses[column]![row]!;
  const { leaders, portOf, signOf } = groupPorts(count, z);
  const ports = leaders.length;
  if (ports > MOST_PORTS) return undefined;
  const impedance = Float64Array.from({ length: ports * ports }, (_, at) =>
    z(leaders[Math.floor(at / ports)]!, leaders[at % ports]!),
  );
  const reference = Float64Array.from(laws, (law) => diodeConductance(law, 0));
  const open = new Float64Array(count);
  const [w, step] = [new Float64Array(ports), new Float64Array(ports)];
  const [current, slope] = [new Float64Array(ports), new Float64Array(ports)];
  const matrix = new Float64Array(ports * ports);

  const voltageOf = (k: number): number => {
    const port = portOf[k]!;
    return open[k]! + signOf[k]! * (w[port]! - open[leaders[port]!]!);
  };
  const linearise = (): void => {
    current.fill(0);
    slope.fill(0);
    for (const [k, law] of laws.entries()) {
      const [port, u] = [portOf[k]!, voltageOf(k)];
      current[port]! += signOf[k]! * (diodeCurrent(law, u) - reference[k]! * u);
      slope[port]! += diodeConductance(law, u) - reference[k]!;
    }
    for (let row = 0; row < ports; row++) {
      let misfit = w[row]! - open[leaders[row]!]!;
      for (let column = 0; column < ports; column++) {
        const entry = impedance[row * ports + column]!;
        misfit += entry * current[column]!;
        matrix[row * ports + column] = (row === column ? 1 : 0) + entry * slope[column]!;
      }
      step[row] = -misfit;
    }
  };

  return {
    find(b, u, x) {
      if (factor.solve(b, x)) return false;
      for (const [k, law] of laws.entries()) open[k] = junctionVoltage(law, x);
      for (const [port, leader] of leaders.entries()) w[port] = u[leader]!;
      for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
        linearise();
        if (!eliminate(matrix, step)) return false;
        const moved = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        for (const [k, law] of laws.entries()) {
          const [port, from] = [portOf[k]!, voltageOf(k)];
          const limited = signOf[k]! * (limitStep(law, from, from + signOf[k]! * step[port]!) - from);
          if (Math.abs(limited) < Math.abs(step[port]!)) step[port] = limited;
        }
        for (let port = 0; port < ports; port++) w[port]! += step[port]!;
        if (moved > STILL) continue;
        for (let k = 0; k < count; k++) u[k] = voltageOf(k);
        return solveWhole(b, u, x);
      }
      return false;
    },
  };

  /** A₀ x = b - (currents at u beyond G₀ u), and whether x has the junctions at u. */
  function solveWhole(b: ComplexVector, u: Float64Array, x: ComplexVector): boolean {
    driven.re.set(b.re);
    for (const [k, law] of laws.entries())
      inject(law, reference[k]! * u[k]! - diodeCurrent(law, u[k]!), driven);
    if (factor.solve(driven, x)) return false;
    return laws.every((law, k) => Math.abs(junctionVoltage(law, x) - u[k]!) <= AGREED);
  }
}

/** Add a current that comes in at the anode and out at the cathode. */
function inject({ anode, cathode }: DiodeLaw, current: number, { re }: ComplexVector): void {
  if (anode > 0) re[anode - 1]! += current;
  if (cathode > 0) re[cathode - 1]! -= current;
}

/** v(anode) - v(cathode) of a solution. */
export function junctionVoltage({ anode, cathode }: DiodeLaw, { re }: ComplexVector): number {
  return (anode === 0 ? 0 : re[anode - 1]!) - (cathode === 0 ? 0 : re[cathode - 1]!);
}

interface PortGroups {
  /** A junction of each port. */
  readonly leaders: readonly number[];
  readonly portOf: Int32Array;
  readonly signOf: Int8Array;
}

/** Junctions are one port where both what they feel and what they cause is that of its leader, or its opposite. */
function groupPorts(count: number, z: (row: number, column: number) => number): PortGroups {
  const leaders: number[] = [];
  const portOf = new Int32Array(count);
  const signOf = new Int8Array(count).fill(1);
  const isAlike = (k: number, leader: number, sign: number): boolean => {
    const tolerance = ALIKE * Math.abs(z(leader, leader));
    for (let other = 0; other < count; other++) {
      if (!(Math.abs(z(k, other) - sign * z(leader, other)) <= tolerance)) return false;
      if (!(Math.abs(z(other, k) - sign * z(other, leader)) <= tolerance)) return false;
    }
    return true;
  };
  for (let k = 0; k < count; k++) {
    const sign = (leader: number): number => (z(leader, k) < 0 ? -1 : 1);
    const port = leaders.findIndex((leader) => isAlike(k, leader, sign(leader)));
    portOf[k] = port >= 0 ? port : leaders.push(k) - 1;
    if (port >= 0) signOf[k] = sign(leaders[port]!);
  }
  return { leaders, portOf, signOf };
}
