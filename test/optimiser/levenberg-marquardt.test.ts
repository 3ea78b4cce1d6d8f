import { describe, expect, it } from "vitest";
import { createLevenbergMarquardt } from "../../src/optimiser/levenberg-marquardt.ts";
import { classicalProblems } from "./classical-problems.ts";
import { drive, leastSquares } from "./drive.ts";

/** Analyses that each problem may take: about a fifth above what was measured, so that a change for the worse shows. */
const allowance: Readonly<Record<string, number>> = {
  "Powell singular": 16,
  "Freudenstein-Roth": 64,
  "Kowalik-Osborne": 27,
  Meyer: 60,
};

describe("Levenberg-Marquardt", () => {
  it.each(Object.entries(classicalProblems))(
    "reaches the published minimum of %s",
    (name, { problem, minimum }) => {
      const run = drive(createLevenbergMarquardt(), problem);
      expect(run.status).toBe("converged");
      if (minimum === 0) expect(run.cost).toBeLessThan(1e-10);
      else expect(run.cost / minimum).toBeCloseTo(1, 5);
      expect(run.analyses).toBeLessThanOrEqual(allowance[name]!);
    },
  );

  it("solves a linear problem with one step and no second Jacobian", () => {
    const line = leastSquares(
      [0.1, 0.1],
      ([a, b]) => [a! + b! - 0.3, a! - b! - 0.1],
      () => [
        [1, 1],
        [1, -1],
      ],
    );
    const { questions, analyses, status } = drive(createLevenbergMarquardt(), line);
    expect(questions.map(({ want }) => want)).toEqual(["jacobian", "cost"]);
    expect(analyses).toBe(3);
    expect(status).toBe("converged");
  });

  it("needs nothing but the Jacobian at a start that is the solution", () => {
    const solved = leastSquares(
      [2],
      ([x]) => [x! - 2],
      () => [[1]],
    );
    expect(drive(createLevenbergMarquardt(), solved)).toMatchObject({
      status: "converged",
      analyses: 2,
      steps: 0,
    });
  });

  it("asks for a Jacobian only at a point whose cost it has just accepted", () => {
    const { questions } = drive(createLevenbergMarquardt(), classicalProblems["Meyer"]!.problem);
    questions.forEach(({ want, point }, n) => {
      if (want === "jacobian" && n > 0) expect(point).toEqual(questions[n - 1]!.point);
    });
    const jacobians = questions.filter(({ want }) => want === "jacobian").length;
    expect(jacobians).toBeLessThan(questions.length / 2 + 1);
  });

  it("finds the least-squares solution of fewer residuals than variables", () => {
    const wide = leastSquares(
      [1, 1, 1],
      ([a, b, c]) => [a! * b! * c! - 2, a! + b! + c! - 4],
      ([a, b, c]) => [
        [b! * c!, a! * c!, a! * b!],
        [1, 1, 1],
      ],
    );
    const run = drive(createLevenbergMarquardt(), wide);
    expect(run.status).toBe("converged");
    expect(run.cost).toBeLessThan(1e-12);
  });

  it("keeps a variable without influence where it is", () => {
    const idle = leastSquares(
      [0.2, 0.7],
      ([x]) => [Math.exp(x!) - 2],
      ([x]) => [[Math.exp(x!), 0]],
    );
    const run = drive(createLevenbergMarquardt(), idle);
    expect(run.point[1]).toBe(0.7);
    expect(run.point[0]).toBeCloseTo(Math.LN2, 6);
  });

  it("stops with the reason when derivatives contradict the costs", () => {
    const wrong = leastSquares(
      [0.5],
      ([x]) => [x! + 2],
      () => [[-1]],
    );
    expect(drive(createLevenbergMarquardt(), wrong).status).toBe("stalled");
  });

  it("goes back and steps shorter where a Jacobian cannot be had", () => {
    const problem = leastSquares(
      [0],
      ([x]) => [x! - 1],
      () => [[1]],
    );
    const broken = {
      ...problem,
      evaluate: (x: Float64Array) => {
        const answer = problem.evaluate(x);
        return x[0]! > 0.45 && x[0]! < 0.6 && answer.ok
          ? {
              ok: true as const,
              cost: answer.cost,
              residuals: answer.residuals!,
              jacobian: Float64Array.of(Number.NaN),
            }
          : answer;
      },
    };
    expect(drive(createLevenbergMarquardt({ radius: 0.5 }), broken).cost).toBeLessThan(1e-12);
  });

  it("refuses answers without residuals", () => {
    const optimiser = createLevenbergMarquardt();
    const bounds = { lower: Float64Array.of(-1), upper: Float64Array.of(1) };
    const state = optimiser.init(Float64Array.of(0), bounds);
    expect(() => optimiser.tell(state, { ok: true, cost: 1, gradient: Float64Array.of(1) })).toThrow(
      TypeError,
    );
  });
});
