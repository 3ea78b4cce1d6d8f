import { describe, expect, test } from "vitest";
import wavefile from "wavefile";
import { decodeSound, soundOfPeriod } from "../../../src/goal/data/decode-sound.ts";
import { type CompileHost, compile } from "../../../src/training/compile.ts";

const tone = Float64Array.from({ length: 80 }, (_, n) => 0.5 * Math.sin((2 * Math.PI * 2 * n) / 80));

function wavOf(samples: Float64Array, rate: number, depth: string, channels = 1): Uint8Array {
  const wave = new wavefile.WaveFile();
  const scale = depth === "64" ? 1 : 2 ** (Number(depth) - 1);
  const one = Array.from(samples, (value) => (depth === "64" ? value : Math.round(value * (scale - 1))));
  wave.fromScratch(channels, rate, depth, channels === 1 ? one : [one, one]);
  return wave.toBuffer();
}

describe("decoding", () => {
  test.each([
    ["16", 1e-4],
    ["24", 1e-6],
    ["64", 0],
  ] as const)("%s bit", (depth, tolerance) => {
    const sound = decodeSound(wavOf(tone, 8000, depth));
    if (typeof sound === "string") throw new Error(sound);
    expect(sound.rate).toBe(8000);
    expect(sound.samples).toHaveLength(80);
    for (const [n, value] of sound.samples.entries())
      expect(Math.abs(value - tone[n]!)).toBeLessThanOrEqual(tolerance);
  });

  test("what is no sound of one channel is said", () => {
    expect(decodeSound(new Uint8Array([1, 2, 3]))).toMatch(/no WAV/);
    expect(decodeSound(wavOf(tone, 8000, "16", 2))).toMatch(/2 channels/);
  });

  test("a sound lasts one period", () => {
    expect(soundOfPeriod({ rate: 8000, samples: tone }, 0.01)).toBe(tone);
    expect(soundOfPeriod({ rate: 16000, samples: tone }, 0.01)).toMatch(/lasts 0.005 s/);
  });
});

describe("a column that names sounds", () => {
  const files: Readonly<Record<string, Uint8Array>> = {
    "a.wav": wavOf(tone, 8000, "64"),
    "slow.wav": wavOf(tone, 4000, "16"),
  };
  const hostOf = (csv: string): CompileHost => ({
    readInclude: () => ({ kind: "missing", reason: "none" }),
    readTable: (name) => ({ kind: "text", source: { name, text: csv } }),
    readBytes: (name) =>
      files[name] === undefined
        ? { kind: "missing", reason: "there is no such file" }
        : { kind: "bytes", bytes: files[name] },
  });
  const deck = (source: string) =>
    `title\n${source}\nR1 in out 1k\nC1 out 0 1u\n.tran 0.1m 10m\n* @periodic 10m\n* @train R1\n* @goal power(v(out)) = 0\n`;
  const problems = (csv: string, columns = "V1=sound") => {
    const text = `${deck("V1 in 0 0")}* @data "sounds.csv" ${columns}\n.end\n`;
    const compiled = compile({ name: "test.cir", text }, hostOf(csv));
    return compiled.diagnostics.map(
      ({ code, message, span }) => `${code} ${span.source.text.slice(span.start, span.end)}: ${message}`,
    );
  };

  test("is read without complaint", () => {
    expect(problems("sound\na.wav\n")).toEqual([]);
  });

  test.each([
    ["sound\na.wav\nslow.wav\n", /goal\/wave slow\.wav: .*lasts 0\.02 s/],
    ["sound\nb.wav\n", /goal\/wave b\.wav: .*no such file/],
    ["sound\na.wav\n,\n", /goal\/data-syntax|goal\/wave/],
  ])("%j is told", (csv, expected) => {
    expect(problems(csv).join("\n")).toMatch(expected);
  });
});
