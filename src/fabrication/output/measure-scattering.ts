import type { AcAnalysis, Analysis } from "../../circuit/analysis.ts";
import type { Circuit } from "../../circuit/circuit.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Quantity } from "../../experiment/experiment.ts";
import { gridFrequencies, settleGrid } from "../../goal/frequency-grid.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import { startOf } from "../parts/find-part-values.ts";

/** Scattering parameters of a circuit over its sweep. */
export interface Scattering {
  /** Hz. */
  readonly frequencies: Float64Array;
  /** Reference impedance of each port [ohm]. */
  readonly z0: readonly number[];
  /** S_ij of point k at index (k · ports + i) · ports + j. */
  readonly re: Float64Array;
  readonly im: Float64Array;
}

const isSweep = (analysis: Analysis): analysis is AcAnalysis => analysis.kind === "ac";

/** Why a circuit has no S parameters to measure, a sentence; undefined where it has. */
export function refuseScattering({ ports, analyses }: Circuit): string | undefined {
  if (ports.length === 0) return "a Touchstone file needs ports: add a line such as `* @port 1 in z0=50`";
  return analyses.some(isSweep)
    ? undefined
    : "a Touchstone file needs the frequencies of an .ac card: there is none";
}

/**
 * Measure S over the netlist's own `.ac` sweep: port j driven by 2 V behind its z0, all others terminated,
 *
 *     S_ij = v(port i) sqrt(z0_j / z0_i) - δ_ij.
 *
 * Fails with `unsupported` where there is no port or no `.ac` card.
 */
export async function measureScattering(circuit: Circuit, engine: Engine): Promise<Outcome<Scattering>> {
  const { ports } = circuit;
  const refused = refuseScattering(circuit);
  if (refused !== undefined) return fail("unsupported", refused);
  const analysis = circuit.analyses.find(isSweep)!;
  const grid = settleGrid(analysis);
  const frequencies = gridFrequencies(grid);
  const nodes = [...new Set(ports.flatMap(({ positive, negative }) => [positive, negative]))].filter(
    (node) => node !== 0,
  );
  const quantities = nodes.map((node): Quantity => ({ kind: "node", node }));
  const session = await engine.open({
    kind: "ac",
    circuit,
    probes: [],
    quantities,
    analysis,
    grids: [grid],
    frequencies,
  });
  if (session.kind === "failed") return session;
  try {
    const phases = ports.map((_, port) => ({ kind: "free", excitation: { kind: "port", port } }) as const);
    const run = await session.value.run(circuit.evaluate(startOf(circuit)).slots, phases);
    if (run.kind === "failed") return run;
    const count = ports.length;
    const re = new Float64Array(frequencies.length * count * count);
    const im = new Float64Array(re.length);
    for (const [j, response] of run.value.entries()) {
      for (const [i, { positive, negative, z0 }] of ports.entries()) {
        const weight = Math.sqrt(ports[j]!.z0 / z0);
        for (let k = 0; k < frequencies.length; k++) {
          const place = (k * count + i) * count + j;
          for (const [node, sign] of [
            [positive, 1],
            [negative, -1],
          ] as const) {
            if (node === 0) continue;
            const from = nodes.indexOf(node) * frequencies.length + k;
            re[place]! += sign * weight * response.re[from]!;
            im[place]! += sign * weight * response.im[from]!;
          }
          if (i === j) re[place]! -= 1;
        }
      }
    }
    return succeed({ frequencies, z0: ports.map(({ z0 }) => z0), re, im });
  } finally {
    await session.value.close();
  }
}
