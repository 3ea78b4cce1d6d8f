import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Circuit } from "../../src/circuit/circuit.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import type { Objective } from "../../src/goal/objective.ts";
import { compareGradients } from "../../src/gradient/compare-gradients.ts";
import { estimators } from "../../src/gradient/estimators.ts";
import { type FreeRun, runFree } from "../../src/gradient/free-run.ts";
import type { GradientProblem } from "../../src/gradient/problem.ts";
import type { ComplexMatrix } from "../../src/numeric/complex-matrix.ts";
import { gradient } from "../../src/training/gradient-report.ts";
import { openProblem } from "../../src/training/open-problem.ts";
import { analysisKinds, compileNetlist, isLinear, readGallery, startOf } from "./gallery.ts";
import { relativeDifference } from "./relative-difference.ts";
import { unwrap } from "./unwrap.ts";

const model = createModelEngine();
const ngspice = createNgspiceEngine();

beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

/** A netlist's problem opened in an engine, with its free run at the values as written. */
async function freeRun(circuit: Circuit, objectives: Parameters<typeof openProblem>[1], engine: Engine) {
  const { problem, close } = unwrap(await openProblem(circuit, objectives, engine));
  return { problem, close, free: unwrap(await runFree(problem, startOf(circuit))) };
}

/** Row by row: each row is one vector, judged by its own largest number. */
function worstRow(first: ComplexMatrix, second: ComplexMatrix): number {
  const row = ({ re, im, columns }: ComplexMatrix, index: number) => ({
    re: re.subarray(index * columns, (index + 1) * columns),
    im: im.subarray(index * columns, (index + 1) * columns),
  });
  return Array.from({ length: first.rows }, (_, k) =>
    relativeDifference(row(first, k), row(second, k)),
  ).reduce((most, value) => Math.max(most, value), 0);
}

async function estimate(
  name: "adjoint" | "centred" | "onesided",
  problem: GradientProblem,
  free: FreeRun,
  beta: number,
) {
  return unwrap(await estimators[name].estimate(problem, free, { want: "gradient", beta })).gradient;
}

/** The β at which the one-sided rule is off by 100 %: its error is proportional to β, so two guesses find it. */
async function strongBeta(problem: GradientProblem, free: FreeRun, exact: Float64Array): Promise<number> {
  let beta = 1;
  for (let guess = 0; guess < 2; guess++) {
    const biased = await estimate("onesided", problem, free, beta);
    beta /= compareGradients(free.theta, biased, exact).maxRelativeError;
  }
  return beta;
}

/** True where nothing is wrong in the second half of a transient, so that the nudge, played backwards, begins in its second half. */
function errsEarly(objectives: readonly Objective[], { experiments }: FreeRun): boolean {
  return objectives.every(({ kind, axis }, index) => {
    const { re } = experiments[index]!.evaluation.costDerivative;
    return kind === "tran" && re.every((slope, at) => slope === 0 || at % axis.length < axis.length / 2);
  });
}

describe.each(readGallery())("netlists/$name", ({ source }) => {
  const compilation = compileNetlist(source);
  const { circuit, objectives } = compilation;
  const kinds = analysisKinds(compilation);
  const isReciprocal = estimators.centred.refuse(circuit, kinds) === undefined;
  const hasExactRule = estimators.adjoint.refuse(circuit, kinds) === undefined;
  const engines: readonly Engine[] = isLinear(circuit) ? [model, ngspice] : [ngspice];

  test.each(engines)("has the gradient that finite differences through $name give", async (engine) => {
    const report = unwrap(await gradient(compilation, { engine, check: true }));
    expect(report.estimator).toBe(hasExactRule ? "adjoint" : "finite-difference");
    expect(report.check!.cosine).toBeGreaterThan(0.999999);
    expect(report.check!.maxRelativeError).toBeLessThan(1e-5);
  });

  test.runIf(isLinear(circuit))(
    "gives the same numbers in both engines to 1e-9 of each vector's largest",
    async () => {
      const ours = await freeRun(circuit, objectives, model);
      const theirs = await freeRun(circuit, objectives, ngspice);
      ours.free.experiments.forEach(({ responses }, experiment) => {
        responses.forEach((response, excitation) => {
          const other = theirs.free.experiments[experiment]!.responses[excitation]!;
          expect(worstRow(response, other)).toBeLessThan(1e-9);
        });
      });
      const gradients = [
        await estimate("adjoint", ours.problem, ours.free, 1),
        await estimate("adjoint", theirs.problem, theirs.free, 1),
      ] as const;
      expect(compareGradients(startOf(circuit), gradients[0], gradients[1]).maxRelativeError).toBeLessThan(
        1e-7,
      );
      await theirs.close();
    },
  );

  test.runIf(isReciprocal && isLinear(circuit))(
    "has one gradient for every β over six decades in the centred rule",
    async () => {
      const { problem, free } = await freeRun(circuit, objectives, model);
      const exact = await estimate("adjoint", problem, free, 1);
      const strong = await strongBeta(problem, free, exact);
      for (const decade of [-2, -1, 0, 1, 2, 3, 4]) {
        const contrasted = await estimate("centred", problem, free, strong * 10 ** decade);
        const { maxRelativeError } = compareGradients(free.theta, contrasted, exact);
        expect(maxRelativeError, `β = strong · 1e${decade}`).toBeLessThan(1e-8);
      }
    },
  );

  test.runIf(isReciprocal && isLinear(circuit))("errs in proportion to β in the one-sided rule", async () => {
    const { problem, free } = await freeRun(circuit, objectives, model);
    const exact = await estimate("adjoint", problem, free, 1);
    if (errsEarly(objectives, free)) {
      // The bias is what the response to the nudge makes with itself, Σ y[n] y[N - n]: nothing, where y begins in the second half.
      const biased = await estimate("onesided", problem, free, 100);
      expect(compareGradients(free.theta, biased, exact).maxRelativeError).toBeLessThan(1e-9);
      return;
    }
    const strong = await strongBeta(problem, free, exact);
    const errors: Float64Array[] = [];
    for (const beta of [100 * strong, 10 * strong, strong]) {
      const biased = await estimate("onesided", problem, free, beta);
      errors.push(biased.map((value, k) => (value - exact[k]!) / beta));
    }
    const [first, ...others] = errors;
    expect(Math.max(...first!.map(Math.abs))).toBeGreaterThan(0);
    for (const other of others)
      expect(compareGradients(free.theta, other, first!).maxRelativeError).toBeLessThan(1e-5);
  });

  test.runIf(isReciprocal && !isLinear(circuit))("errs in proportion to β² in the centred rule", async () => {
    const { problem, close, free } = await freeRun(circuit, objectives, ngspice);
    const exact = await estimate("adjoint", problem, free, 1);
    const errorAt = async (beta: number) =>
      compareGradients(free.theta, await estimate("centred", problem, free, beta), exact).maxRelativeError;
    // From the β at which the rule is off by a tenth of a per cent: far above rounding, far below where it bends.
    let beta = 1e-6;
    for (let guess = 0; guess < 4; guess++) beta *= Math.sqrt(1e-3 / (await errorAt(beta)));
    const [strong, weak] = [await errorAt(2 * beta), await errorAt(beta)];
    expect(strong / weak).toBeGreaterThan(3.8);
    expect(strong / weak).toBeLessThan(4.2);
    await close();
  });
});
