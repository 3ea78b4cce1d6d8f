import { describe, expect, test } from "vitest";
import type { PartProperties } from "../../src/circuit/part-rules.ts";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { addParasitics } from "../../src/fabrication/parts/add-parasitics.ts";
import { compileObjectives } from "../../src/fabrication/parts/compile-objectives.ts";
import { startOf } from "../../src/fabrication/parts/find-part-values.ts";
import { adjoint } from "../../src/gradient/adjoint.ts";
import { runFree } from "../../src/gradient/free-run.ts";
import { openProblem } from "../../src/training/open-problem.ts";
import { compileText, expectOk } from "./fixture.ts";

/** 1 A through a part: v(out) is its impedance, over three decades. */
const probe = (card: string): string =>
  `impedance of one part
I1 0 out dc 0 ac 1
${card}
R9 out 0 1e12
.ac dec 3 10k 10meg
* @train C1 L1
* @goal v(out) = 0
.end
`.replace(card.startsWith("C") ? " L1" : " C1", "");

interface Complex {
  readonly re: number;
  readonly im: number;
}
const invert = ({ re, im }: Complex): Complex => {
  const square = re * re + im * im;
  return { re: re / square, im: -im / square };
};

async function impedances(card: string, properties: PartProperties) {
  const compilation = compileText(probe(card));
  const circuit = addParasitics(compilation.circuit, [
    { element: compilation.circuit.findElement(card.split(" ")[0]!)!, properties },
  ]);
  const objectives = expectOk(compileObjectives(compilation, circuit));
  const engine = createModelEngine();
  const opened = expectOk(await openProblem(circuit, objectives, engine));
  return { circuit, opened, objectives };
}

const omega = (f: number): number => 2 * Math.PI * f;

describe("a real part's impedance in closed form", () => {
  const C = 100e-9;
  const L = 10e-6;
  test.each<[string, string, PartProperties, (f: number) => Complex]>([
    [
      "capacitor with esr and esl",
      "C1 out 0 100n",
      { esr: 0.05, esl: 2e-9 },
      (f) => ({ re: 0.05, im: omega(f) * 2e-9 - 1 / (omega(f) * C) }),
    ],
    [
      "capacitor with q and self-resonance",
      "C1 out 0 100n",
      { q: 200, qf: 1e6, srf: 5e6 },
      (f) => ({ re: 1 / (omega(1e6) * C * 200), im: omega(f) / (omega(5e6) ** 2 * C) - 1 / (omega(f) * C) }),
    ],
    [
      "inductor with dcr and q",
      "L1 out 0 10u",
      { dcr: 0.2, q: 50, qf: 1e6 },
      (f) => ({ re: 0.2 + (omega(1e6) * L) / 50, im: omega(f) * L }),
    ],
    [
      "inductor with dcr and self-resonance",
      "L1 out 0 10u",
      { dcr: 0.2, srf: 20e6 },
      (f) => {
        const series = invert({ re: 0.2, im: omega(f) * L });
        return invert({ re: series.re, im: series.im + omega(f) / (omega(20e6) ** 2 * L) });
      },
    ],
  ])("%s", async (_, card, properties, expected) => {
    const { circuit, opened, objectives } = await impedances(card, properties);
    const { experiments } = expectOk(await runFree(opened.problem, startOf(circuit)));
    const { observed } = experiments[0]!;
    objectives[0]!.axis.forEach((f, k) => {
      const z = expected(f);
      const size = Math.hypot(z.re, z.im);
      expect(observed.re[k]! / size).toBeCloseTo(z.re / size, 8);
      expect(observed.im[k]! / size).toBeCloseTo(z.im / size, 8);
    });
    await opened.close();
  });
});

test("the gradient follows what a value brings along: parasitics are functions of their part", async () => {
  const { circuit, opened } = await impedances("L1 out 0 10u", { dcr: 0.2, q: 50, qf: 1e6, srf: 20e6 });
  const { problem } = opened;
  const theta = startOf(circuit);
  const free = expectOk(await runFree(problem, theta));
  const { gradient } = expectOk(await adjoint.estimate(problem, free, { want: "gradient", beta: "auto" }));
  const cost = async (factor: number): Promise<number> =>
    expectOk(await runFree(problem, Float64Array.of(theta[0]! * factor))).cost;
  const h = 1e-4;
  const difference = ((await cost(1 + h)) - (await cost(1 - h))) / (2 * h * theta[0]!);
  expect(gradient[0]! / difference).toBeCloseTo(1, 6);
  await opened.close();
});

test("an ideal part leaves the circuit as it is, and goals keep observing what they did", async () => {
  const { circuit } = compileText(probe("C1 out 0 100n"));
  const element = circuit.findElement("C1")!;
  expect(addParasitics(circuit, [{ element, properties: { tol: 0.05 } }])).toBe(circuit);
  const real = addParasitics(circuit, [{ element, properties: { esr: 1, esl: 1e-9 } }]);
  expect(real.elements.slice(0, circuit.elements.length).map(({ name }) => name)).toEqual(
    circuit.elements.map(({ name }) => name),
  );
  expect(real.elements.slice(circuit.elements.length).map(({ name }) => name)).toEqual(["C1.esr", "C1.esl"]);
  expect(real.nodes.slice(0, circuit.nodes.length)).toEqual(circuit.nodes);
});
