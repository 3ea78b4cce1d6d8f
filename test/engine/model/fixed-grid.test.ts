import { afterAll, describe, expect, it } from "vitest";
import type { IndependentSource } from "../../../src/circuit/element.ts";
import { sampleDrive } from "../../../src/circuit/waveform/sample-drive.ts";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import { circuitOfText, elementOf } from "../../circuit/elaborate-text.ts";
import { slotsOf } from "../../circuit-builder.ts";
import { largest, largestDifference, runTransient, transientOf } from "./run-transient.ts";

const body = `R1 in a 50\nC1 a 0 3n\nR2 a b 75\nL1 b 0 2u\nR3 c d 120\nC2 d 0 1n\nR4 e f 220\nR5 g 0 330\nR6 h out 90
R7 out a 1k\nR8 c 0 70\nL2 out o2 3u\nR9 o2 0 60\nK1 L1 L2 0.4
V2 f g 0\nE1 e 0 b d 1.7\nG1 d 0 f b 4m\nF1 a 0 V2 0.8\nH1 h c V2 40`;
const vectors = [
  "v(a)",
  "v(b)",
  "v(d)",
  "v(f)",
  "v(h)",
  "v(out)",
  "i(V2)",
  "i(L1)",
  "i(L2)",
  "i(E1)",
  "i(H1)",
];

/** The grid of ngspice without step control is uniform from a few steps on: from here with and without `uic`, in steps. */
const firstSample = { uic: 3.96, settled: 3.28 };

/** The corners of a piecewise linear behavioural source, which sets no breakpoints. */
function cornersOf(before: number, samples: Float64Array, step: number, start: number): string {
  const lines = [`0,${before},${(start - 1) * step},${before}`];
  samples.forEach((value, n) => {
    lines.push(`${(start + n) * step},${value}`);
  });
  return lines.join(",\n+ ");
}

describe("the samples of the model engine against the fixed grid of the embedded ngspice", () => {
  const engine = createNgspiceEngine();
  afterAll(() => engine.close());
  const step = 10e-9;
  const count = 400;

  for (const uic of [true, false]) {
    it(`agree to 1e-9, ${uic ? "from rest" : "from the operating point"}`, async () => {
      const circuit = circuitOfText(
        `test\nV1 in 0 pulse(0.3 1 0.2u 0.1u 0.3u 1u 2u)\n${body}\n.tran 10n 4u uic\n.end\n`,
      );
      const experiment = transientOf(circuit, { step, count, uic });
      const drive = sampleDrive(
        elementOf(circuit, "V1") as IndependentSource,
        slotsOf(circuit),
        { step, count },
        experiment.analysis,
      );
      if (drive.kind === "failed") throw new Error(drive.explanation);
      const start = uic ? firstSample.uic : firstSample.settled;
      const corners = cornersOf(drive.value.before, drive.value.samples, step, start);
      const deck = `fixed grid\nB1 in 0 v=pwl(time,\n+ ${corners})\n${body}\n.options trtol=1e9
.tran ${step} ${(start + count + 0.5) * step} 0 ${step}${uic ? " uic" : ""}\n.end\n`;
      const plots = await engine.simulate({ deck });
      if (plots.kind === "failed") throw new Error(plots.explanation);
      const [time, ...others] = plots.value[0]!.variables;
      const places = Array.from({ length: count + 1 }, (_, n) =>
        time!.re.findIndex((t) => Math.abs(t - (start + n) * step) < 1e-6 * step),
      );
      expect(places).not.toContain(-1);
      const [wave] = await runTransient(experiment);
      for (const text of vectors) {
        const found = others.find(({ name }) => name === text.toLowerCase());
        expect(found, text).toBeDefined();
        const witness = Float64Array.from(places, (place) => found!.re[place]!);
        expect(largestDifference(wave!(text), witness), text).toBeLessThan(1e-9 * largest(witness));
      }
    });
  }
});
