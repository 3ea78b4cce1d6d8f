import { afterAll, describe, expect, it } from "vitest";
import type { IndependentSource } from "../../../src/circuit/element.ts";
import { sampleWaveform } from "../../../src/circuit/waveform/sample-waveform.ts";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import { nativeMissing, runNative } from "../../engine/native-ngspice.ts";
import { circuitOfText, elementOf, startOf } from "../elaborate-text.ts";

const timing = { step: 1e-6, stop: 30e-6 };
const card = ".tran 1u 30u 0 0.25u";

/** Waveforms with fewer and fewer arguments left to ngspice, and with those that it replaces. */
const waveforms = [
  "pulse(1 3)",
  "pulse(1 3 1u)",
  "pulse(1 3 1u 2u)",
  "pulse(1 3 1u 2u 3u)",
  "pulse(1 3 1u 2u 3u 4u)",
  "pulse(1 3 1u 2u 3u 4u 15u)",
  "pulse(1 3 -4u 2u 3u 4u 15u)",
  "pulse(1 3 1u 2u 3u 4u 5u)",
  "pulse(1 3 1u 0 0 0 0)",
  "pulse(1 3 1u 2u 3u 0 15u)",
  "pulse(1 3 1u 1u 1u 2u 7u 1.5)",
  "pulse(1 3 1u 1u 1u 2u 7u 2)",
  "sin(1 2)",
  "sin(1 2 100k)",
  "sin(1 2 0 5u)",
  "sine(1 2 100k 5u 3e4 30)",
  "exp(1 3)",
  "exp(1 3 2u 4u)",
  "exp(1 3 2u 4u 12u 5u)",
  "exp(1 3 12u 4u 2u 5u)",
  "exp(1 3 0 0 0 0)",
  "sffm(1 2)",
  "sffm(1 2 20k)",
  "sffm(1 2 20k 3 200k)",
  "sffm(1 2 20k 3 200k 5u)",
  "sffm(1 2 20k 3 200k 5u 30 50)",
  "sffm(1 2 20k -3 200k)",
  "sffm(1 2 20k 30 200k)",
  "am(1 2)",
  "am(1 2 0.5 30k 200k)",
  "am(1 2 0.5 30k 200k 5u 30 50)",
  "pwl(2u 1 5u 2 10u 0)",
  "pwl(0 1 5u 2 5u 3 10u 0)",
] as const;

/** ngspice has these with voltage sources only. Where a repetition jumps, rounding decides which side of the jump is taken. */
const voltageOnly = [
  "pwl(2u 1 5u 2 10u 1) r=2u",
  "pwl(0 1 5u 2 7u 0 10u 2 r=5u td=3u)",
  "pwl(0 1 5u 2 10u 0) td=3u r=-1",
];

const decks: readonly (readonly [string, string])[] = [
  ...[...waveforms, ...voltageOnly].map((text) => [text, `V1 a 0 ${text}\nR1 a 0 1`] as const),
  ...waveforms.map((text) => [`I ${text}`, `I1 0 a ${text}\nR1 a 0 1`] as const),
];

function samplesOf(deck: string, times: Float64Array): Float64Array {
  const circuit = circuitOfText(`test\n${deck}\n${card}\n.end\n`);
  const source = elementOf(circuit, deck.slice(0, 2)) as IndependentSource;
  const samples = sampleWaveform(source, circuit.evaluate(startOf(circuit)).slots, times, timing);
  if (samples.kind === "failed") throw new Error(samples.explanation);
  return samples.value;
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((largest, value, k) => Math.max(largest, Math.abs(value - b[k]!)), 0);
}

describe("waveforms as the embedded ngspice 45 has them", () => {
  const engine = createNgspiceEngine();
  afterAll(() => engine.close());

  it.each(decks)("%s", async (_, deck) => {
    const plots = await engine.simulate({ deck: `test\n${deck}\n${card}\n.end\n` });
    if (plots.kind === "failed") throw new Error(plots.explanation);
    const [time, ...others] = plots.value[0]!.variables;
    const voltage = others.find(({ name }) => name === "v(a)")!.re;
    expect(time!.re.length).toBeGreaterThan(100);
    // 500/tstop is a rounded number of turns: 1e-16 of 3000 radians is all that is lost.
    expect(largestDifference(samplesOf(deck, time!.re), voltage)).toBeLessThan(1e-11);
  });
});

describe.skipIf(nativeMissing)("waveforms as the native ngspice 39 has them", () => {
  // The arguments of SFFM and AM were reordered since, and at a jump of PWL the other side was taken.
  const same = decks.filter(([, deck]) => !/sffm|am\(|5u 2 5u/.test(deck));

  it.each(same)("%s", (_, deck) => {
    const vectors = runNative(deck, card);
    const time = vectors.get("time")!.re;
    expect(time.length).toBeGreaterThan(100);
    expect(largestDifference(samplesOf(deck, time), vectors.get("v(a)")!.re)).toBeLessThan(1e-11);
  });
});

describe("what cannot be sampled", () => {
  it.each([
    ["V1 a 0 trnoise(1 1u 0 0)", "V1: its time function trnoise cannot be sampled."],
    ["V1 a 0 pulse(0 1 0 -1u)", /^V1: a pulse cannot have a negative/],
    ["V1 a 0 pwl(0 1 2u)", "V1: pwl needs pairs of a time and a value."],
    ["V1 a 0 pwl(0 1 2u 1 1u 0)", "V1: the times of pwl must not decrease."],
    ["V1 a 0 pwl(0 1 2u 1) r=1u", /^V1: r= of pwl must be one of its times/],
    ["I1 a 0 pwl(0 1 2u 1) td=1u", /^I1: ngspice knows r= and td= with voltage sources only/],
    ["V1 a 0 sin(0 1e308 1k 0 -1e9)", "The value of V1 at 1 s is not finite."],
  ])("%s", (deck, explanation) => {
    const circuit = circuitOfText(`test\n${deck}\nR1 a 0 1\n${card}\n.end\n`);
    const source = elementOf(circuit, deck.slice(0, 2)) as IndependentSource;
    const { slots } = circuit.evaluate(startOf(circuit));
    const samples = sampleWaveform(source, slots, Float64Array.of(0, 1), timing);
    expect(samples).toMatchObject({
      kind: "failed",
      explanation: typeof explanation === "string" ? explanation : expect.stringMatching(explanation),
    });
  });

  it("a source without a waveform has its dc value at all times", () => {
    expect([...samplesOf("V1 a 0 dc 3\nR1 a 0 1", Float64Array.of(0, 1))]).toEqual([3, 3]);
  });
});
