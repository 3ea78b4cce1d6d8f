import { describe, expect, it } from "vitest";
import type { IndependentSource } from "../../../src/circuit/element.ts";
import { sampleDrive } from "../../../src/circuit/waveform/sample-drive.ts";
import { slotsOf } from "../../circuit-builder.ts";
import { runTransient, transientOf } from "../../engine/model/run-transient.ts";
import { circuitOfText, elementOf } from "../elaborate-text.ts";

/** Samples of `V1 a 0 …` on a grid of count steps of 1 µs. */
function samplesOf(waveform: string, count: number, uic = true) {
  const circuit = circuitOfText(
    `test\nV1 a 0 ${waveform}\nR1 a 0 1\n.tran 1u ${count}u ${uic ? "uic" : ""}\n.end\n`,
  );
  const source = elementOf(circuit, "V1") as IndependentSource;
  const { analysis } = transientOf(circuit, { step: 1e-6, count, uic });
  const drive = sampleDrive(source, slotsOf(circuit), { step: 1e-6, count }, analysis);
  if (drive.kind === "failed") throw new Error(drive.explanation);
  return { before: drive.value.before, samples: [...drive.value.samples] };
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, n) => {
    expect(value).toBeCloseTo(expected[n]!, 12);
  });
}

describe("sampleDrive", () => {
  it("is the waveform itself where it is smooth", () => {
    const { samples } = samplesOf("sin(0 1 100k)", 20);
    expectClose(
      samples,
      Array.from({ length: 21 }, (_, n) => Math.sin(0.2 * Math.PI * n)),
    );
  });

  it("does the jump of a constant half in sample 0 from rest, and none from the operating point", () => {
    expect(samplesOf("2", 3)).toEqual({ before: 0, samples: [1, 2, 2, 2] });
    expect(samplesOf("2", 3, false)).toEqual({ before: 2, samples: [2, 2, 2, 2] });
  });

  it("keeps the place of a jump between two samples: the mean under a triangle of one step to either side", () => {
    // A jump at 2.25 µs: of the triangle of sample 2 its right part beyond 0.25 is 0.75²/2, of sample 3 all but 0.25²/2.
    const { samples } = samplesOf("pwl(0 0 2.25u 0 2.25u 1)", 5);
    expectClose(samples, [0, 0, 0.75 ** 2 / 2, 1 - 0.25 ** 2 / 2, 1, 1]);
  });

  it("rounds a corner in a sample by a sixth of its bend", () => {
    const { samples } = samplesOf("pwl(0 0 2u 0 5u 3)", 4);
    expectClose(samples, [0, 0, 1 / 6, 1, 2]);
  });

  it("keeps the integral of a pulse, wherever it lies and however short it is", () => {
    for (const [delay, width] of [
      [3.1, 0.05],
      [2.7, 1.6],
      [4, 0.3],
    ] as const) {
      const { samples } = samplesOf(`pulse(0 2 ${delay}u 0.01u 0.02u ${width}u)`, 20);
      // By the trapezoidal rule, in µs.
      expect(samples.reduce((sum, value) => sum + value, 0)).toBeCloseTo(2 * (width + 0.015), 12);
    }
  });

  it("leaves an error of O(h²) in what a circuit answers to jumps between samples", async () => {
    const circuit = circuitOfText(
      "test\nV1 in 0 pwl(0 0 0.731u 0 0.731u 1 2.117u 1 2.117u 0)\nR1 in out 1k\nC1 out 0 1n\n.tran 1n 5u uic\n.end\n",
    );
    const answer = (t: number) => (t < 0 ? 0 : 1 - Math.exp(-t / 1e-6));
    const errors: number[] = [];
    for (const count of [50, 200, 800]) {
      const step = 5e-6 / count;
      const [wave] = await runTransient(transientOf(circuit, { step, count }));
      let worst = 0;
      wave!("v(out)").forEach((v, n) => {
        const t = n * step;
        // Beside a jump the answer has a corner, which a grid cannot show.
        if (Math.min(Math.abs(t - 0.731e-6), Math.abs(t - 2.117e-6)) < 1.01 * step) return;
        worst = Math.max(worst, Math.abs(v - answer(t - 0.731e-6) + answer(t - 2.117e-6)));
      });
      errors.push(worst);
    }
    // Where in its step a jump lies changes the constant a little.
    for (const k of [1, 2]) expect(errors[k - 1]! / errors[k]!).toBeGreaterThan(10);
    expect(errors[2]).toBeLessThan(2e-5);
  });
});
