/**
 * The network of the Aeqprop tests by itself, without any engine: V = 2 V behind R1 to node a, R2 a-b, R3 b-out, R4, R5, R6 from a, b, out to
 * ground, a diode from each of a, b, out to ground.
 */
const SUPPLY = 2;
const SATURATION = 1e-14;
/** n kT/q at 27 °C, n = 1.1. */
const THERMAL = (1.1 * 1.380649e-23 * 300.15) / 1.602176634e-19;

export const diodeNetwork = `V1 in 0 ${SUPPLY}
R1 in a 1k
R2 a b 470
R3 b out 330
R4 a 0 10k
R5 b 0 3.3k
R6 out 0 1.5k
D1 a 0 dx
D2 b 0 dx
D3 out 0 dx
.model dx d(is=${SATURATION} n=1.1)
.op
* @train R*`;

/** A quadratic cost of the node voltages [a, b, out]. */
export interface VoltageCost {
  readonly weights: readonly number[];
  readonly targets: readonly number[];
}

/** F(β, θ) = min over the node voltages of co-content + βC, by Newton's method; θ are the six resistances. */
export function minimalEnergy(theta: Float64Array, beta: number, cost: VoltageCost): number {
  const g = Array.from(theta, (resistance) => 1 / resistance) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const v = [0.5, 0.45, 0.4];
  for (let iteration = 0; iteration < 400; iteration++) {
    const { slope, curvature } = derivatives(g, v, beta, cost);
    const step = solve(curvature, slope);
    const length = Math.min(1, 0.05 / Math.max(...step.map(Math.abs)));
    step.forEach((change, node) => {
      v[node]! -= length * change;
    });
    if (Math.max(...step.map(Math.abs)) < 1e-15) break;
  }
  return energy(g, v, beta, cost);
}

function energy(g: readonly number[], v: readonly number[], beta: number, cost: VoltageCost): number {
  const [a, b, out] = v as [number, number, number];
  const across = [SUPPLY - a, a - b, b - out, a, b, out];
  const resistive = across.reduce((total, voltage, index) => total + 0.5 * g[index]! * voltage ** 2, 0);
  const junctions = v.reduce(
    (total, voltage) => total + SATURATION * (THERMAL * Math.expm1(voltage / THERMAL) - voltage),
    0,
  );
  const misfit = v.reduce(
    (total, voltage, node) => total + 0.5 * cost.weights[node]! * (voltage - cost.targets[node]!) ** 2,
    0,
  );
  return resistive + junctions + beta * misfit;
}

function derivatives(g: readonly number[], v: readonly number[], beta: number, cost: VoltageCost) {
  const [a, b, out] = v as [number, number, number];
  const [g1, g2, g3, g4, g5, g6] = g as [number, number, number, number, number, number];
  const junction = (voltage: number) => SATURATION * Math.expm1(voltage / THERMAL);
  const conductance = (voltage: number) => (SATURATION / THERMAL) * Math.exp(voltage / THERMAL);
  const slope = [
    g1 * (a - SUPPLY) + g2 * (a - b) + g4 * a + junction(a),
    g2 * (b - a) + g3 * (b - out) + g5 * b + junction(b),
    g3 * (out - b) + g6 * out + junction(out),
  ].map((current, node) => current + beta * cost.weights[node]! * (v[node]! - cost.targets[node]!));
  const diagonal = [g1 + g2 + g4, g2 + g3 + g5, g3 + g6].map(
    (sum, node) => sum + conductance(v[node]!) + beta * cost.weights[node]!,
  ) as [number, number, number];
  const curvature = [
    [diagonal[0], -g2, 0],
    [-g2, diagonal[1], -g3],
    [0, -g3, diagonal[2]],
  ];
  return { slope, curvature };
}

/** x of a symmetric positive 3 × 3 system. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  for (let step = 0; step < 3; step++) {
    for (let row = 0; row < 3; row++) {
      if (row === step) continue;
      const factor = rows[row]![step]! / rows[step]![step]!;
      rows[row] = rows[row]!.map((value, column) => value - factor * rows[step]![column]!);
    }
  }
  return rows.map((row, index) => row[3]! / row[index]!);
}
