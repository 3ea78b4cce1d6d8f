import { describe, expect, test } from "vitest";
import { createModelEngine } from "../../../src/engine/model/model-engine.ts";
import { compareGradients } from "../../../src/gradient/compare-gradients.ts";
import { estimators } from "../../../src/gradient/estimators.ts";
import { witnessGradient } from "../../../src/gradient/finite-difference.ts";
import { runFree } from "../../../src/gradient/free-run.ts";
import { createRandom } from "../../../src/numeric/random.ts";
import { type CompileHost, compile } from "../../../src/training/compile.ts";
import { openProblem } from "../../../src/training/open-problem.ts";
import { unwrap } from "../../gradient/open-netlist.ts";

const model = createModelEngine();

/** A host that knows one data file. */
function hostOf(data: unknown): CompileHost {
  return {
    readInclude: () => ({ kind: "missing", reason: "no files here" }),
    readTable: (name) => ({ kind: "text", source: { name, text: JSON.stringify(data) } }),
  };
}

async function open(deck: string, data: unknown = {}) {
  const compiled = compile({ name: "test.cir", text: `title\n${deck}\n.end\n` }, hostOf(data));
  if (!compiled.ok)
    throw new Error(compiled.diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  const { circuit, objectives } = compiled.value;
  const opened = unwrap(await openProblem(circuit, objectives, model));
  const theta = Float64Array.from(circuit.trainables, ({ start }) => start);
  const free = unwrap(await runFree(opened.problem, theta));
  return { ...opened, free, objectives };
}

const network = `
Vin in 0 0
I2 0 a 0
Vx x 0 0.3
R1 in a 1k
L1 a b 30m
C1 b 0 60n
R2 b x 2.2k
L2 a c 10m
C2 c 0 20n
R3 c 0 1.5k
.tran 10u 1m
* @periodic 1m
* @train R1 R2 R3 L1 C1 L2 C2`;

const random = createRandom(3);
/** Waveforms of 31 values, which hold harmonics up to 15. */
const waves = Array.from({ length: 6 }, () => Array.from({ length: 31 }, () => 2 * random.uniform() - 1));
const currents = waves.map((_, sample) => 1e-4 * sample);
const classes = ["up", "down", "up", "down", "up", "down"];
const data = { wave: waves, current: currents, kind: classes, level: [0.1, 0.2, 0.3, 0.1, 0.2, 0.3] };
const drive = '* @data "waves.json" Vin=wave I2=current';

/** The band-limited interpolation of a waveform at 101 times, as the points of a PWL that ends after one period. */
function asPoints(wave: readonly number[]): string {
  const count = wave.length;
  const at = (t: number): number =>
    wave.reduce((sum, value, m) => {
      const x = Math.PI * (t * count - m);
      const s = Math.sin(x / count);
      return sum + value * (Math.abs(s) < 1e-12 ? 1 : Math.sin(x) / (count * s));
    }, 0);
  const points = Array.from({ length: 102 }, (_, n) => `${n / 101e3} ${at(n / 101)}`);
  return `pwl(${points.join(" ")}) r=0`;
}

describe("each sample is the steady state under its own drives", () => {
  test("the power that the harmonics give is the mean square of the waveform", async () => {
    // A corner lies at every sample of this PWL, where what is sampled is a mean over two steps: the sources are compared as sampled.
    const ours = await open(`${network}\n${drive}\n* @goal power(v(b)) = 0`, { ...data });
    const inTime = await open(`${network}\n${drive}\n* @goal power(v(b)*v(b)/v(b)) = 0`, { ...data });
    expect(ours.free.cost / inTime.free.cost).toBeCloseTo(1, 10);
  });

  test("a constant column is a constant source, and a waveform of two sines is two sines", async () => {
    const sines = [Array.from({ length: 32 }, (_, n) => 0.4 * Math.sin((2 * Math.PI * 3 * n) / 32) + 0.2)];
    const sampled = await open(
      `${network}\n* @data "waves.json" Vin=wave I2=current\n* @goal v(b) = 0\n* @goal i(L1) = 0 weight=1e4`,
      { wave: sines, current: [2e-4] },
    );
    const deck = network.replace("Vin in 0 0", "Vin in 0 sin(0.2 0.4 3k)").replace("I2 0 a 0", "I2 0 a 2e-4");
    const alone = await open(`${deck}\n* @goal v(b) = 0\n* @goal i(L1) = 0 weight=1e4`);
    expect(sampled.free.cost / alone.free.cost).toBeCloseTo(1, 12);
  });

  test("so is a waveform of points", async () => {
    const alone = await Promise.all(
      waves.map((wave, sample) =>
        open(
          `${network.replace("Vin in 0 0", `Vin in 0 ${asPoints(wave)}`).replace("I2 0 a 0", `I2 0 a ${currents[sample]}`)}
* @goal v(b) = 0`,
        ),
      ),
    );
    const together = await open(`${network}\n${drive}\n* @goal v(b) = 0`, data);
    const mean = alone.reduce((sum, { free }) => sum + free.cost / waves.length, 0);
    // The corners of the PWL are rounded by a twelfth of the second difference: a loss of (π k/N)²/3 at harmonic k.
    expect(together.free.cost / mean).toBeGreaterThan(1);
    expect(together.free.cost / mean).toBeLessThan(1.05);
  });
});

describe("gradients over samples", () => {
  test.each([
    ["powers", "* @goal power(v(b)) = data(level)"],
    ["waveforms", "* @goal v(b,c) <= data(level) from 0.2m to 0.6m\n* @goal i(L1) = 0 at 0.31m weight=1e5"],
    ["classes by power", "* @classify kind by ln(power(v(b))), ln(power(v(c))) on=tran"],
    [
      "classes by shares",
      '* @classify kind by power(v(b)), power(2*v(c)-v(b)/R1) temperature=0.1 labels="up,down"',
    ],
  ])("of %s are those of finite differences", async (_, goal) => {
    const { problem, free } = await open(`${network}\n${drive}\n.param R1=2\n${goal}`, data);
    const exact = unwrap(
      await estimators.adjoint.estimate(problem, free, { want: "gradient", beta: "auto" }),
    );
    const witness = unwrap(await witnessGradient(problem, free));
    const { maxRelativeError } = compareGradients(free.theta, exact.gradient, witness);
    expect(maxRelativeError).toBeLessThan(1e-8);
  });

  test("the Jacobian over samples is that of the residuals", async () => {
    const { problem, free } = await open(`${network}\n${drive}\n* @goal power(v(b)) = data(level)`, data);
    const want = { want: "jacobian", beta: "auto" } as const;
    const exact = unwrap(await estimators.adjoint.estimate(problem, free, want));
    const other = unwrap(await estimators["finite-difference"].estimate(problem, free, want));
    expect(exact.jacobian).toHaveLength(waves.length * free.theta.length);
    exact.jacobian!.forEach((entry, index) => {
      expect(Math.abs(entry - other.jacobian![index]!)).toBeLessThan(
        1e-6 * Math.abs(other.jacobian![index]!) + 1e-12,
      );
    });
  });
});

test("an epoch is the same runs for one sample and for a thousand", async () => {
  const many = Array.from({ length: 1000 }, () => Array.from({ length: 31 }, () => 2 * random.uniform() - 1));
  const counts: number[] = [];
  for (const set of [many.slice(0, 1), many]) {
    const { problem, free, analyses } = await open(
      `${network}\n* @data "waves.json" Vin=wave\n* @goal power(v(b)) = 0`,
      { wave: set },
    );
    unwrap(await estimators.adjoint.estimate(problem, free, { want: "gradient", beta: "auto" }));
    counts.push(analyses());
  }
  expect(counts[1]).toBe(counts[0]);
});
