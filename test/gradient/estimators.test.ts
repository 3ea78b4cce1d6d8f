import { describe, expect, test } from "vitest";
import type { AcAnalysis } from "../../src/circuit/analysis.ts";
import type { Circuit } from "../../src/circuit/circuit.ts";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import type { Observable, Probe } from "../../src/goal/observable.ts";
import { compareGradients } from "../../src/gradient/compare-gradients.ts";
import type { EstimatorName } from "../../src/gradient/estimator.ts";
import { estimators } from "../../src/gradient/estimators.ts";
import { witnessGradient } from "../../src/gradient/finite-difference.ts";
import { runFree } from "../../src/gradient/free-run.ts";
import { openProblem } from "../../src/training/open-problem.ts";
import { circuitOf } from "../circuit-builder.ts";
import { quadraticObjective } from "./quadratic-objective.ts";

const span = { source: { name: "test", text: "" }, start: 0, end: 0 };
const sweep: AcAnalysis = { kind: "ac", variation: "dec", points: 7, from: 1e3, to: 1e6, span };

const reciprocal = `
V1 in 0 ac 1 20
R1 in a 50
L1 a b 10u
L2 b2 0 20u
K1 L1 L2 0.6
R4 b2 0 1k
C1 b 0 2n
I1 0 b ac 0.01 70
R2 b out 120
C2 out 0 1n
L3 out tail 33u
R3 tail 0 75`;

const nonReciprocal = `${reciprocal}
E1 e 0 b out 2
R5 e out 300
G1 out 0 b 0 2m
Vs tail2 0
R6 out tail2 500
F1 a 0 Vs 0.7
H1 h 0 Vs 40
R7 h b 220`;

function voltage(circuit: Circuit, positive: string, negative = "0"): Probe {
  return { kind: "voltage", positive: circuit.findNode(positive)!, negative: circuit.findNode(negative)! };
}

function observe(probe: Probe): Observable {
  return { probe, excitation: { kind: "sources" } };
}

function outputsOf(circuit: Circuit): readonly Observable[] {
  return [
    observe(voltage(circuit, "out")),
    observe(voltage(circuit, "a", "out")),
    observe({ kind: "current", element: circuit.findElement("V1")! }),
    observe({ kind: "current", element: circuit.findElement("L3")! }),
  ];
}

async function open(circuit: Circuit, observables = outputsOf(circuit)) {
  const opened = await openProblem(circuit, [quadraticObjective(observables, sweep)], createModelEngine());
  if (opened.kind === "failed") throw new Error(opened.explanation);
  const free = await runFree(
    opened.value.problem,
    Float64Array.from(circuit.trainables, ({ start }) => start),
  );
  if (free.kind === "failed") throw new Error(free.explanation);
  return { ...opened.value, free: free.value };
}

async function gradientOf(
  opened: Awaited<ReturnType<typeof open>>,
  name: EstimatorName,
  beta: number | "auto" = "auto",
  want: "gradient" | "jacobian" = "gradient",
) {
  const result = await estimators[name].estimate(opened.problem, opened.free, { want, beta });
  if (result.kind === "failed") throw new Error(result.explanation);
  return result.value;
}

async function witnessOf(opened: Awaited<ReturnType<typeof open>>) {
  const witness = await witnessGradient(opened.problem, opened.free);
  if (witness.kind === "failed") throw new Error(witness.explanation);
  return witness.value;
}

const reciprocalNames = ["V1", "R1", "L1", "L2", "K1", "R4", "C1", "I1", "R2", "C2", "L3", "R3"];
const allNames = [...reciprocalNames, "E1", "R5", "G1", "R6", "F1", "H1", "R7"];

describe("estimators against four-point central differences", () => {
  test("adjoint: every element kind, four kinds of output, two runs plus one for each further output", async () => {
    const circuit = circuitOf(nonReciprocal, { train: allNames });
    const opened = await open(circuit);
    const before = opened.analyses();
    const { gradient } = await gradientOf(opened, "adjoint");
    expect(before).toBe(1);
    expect(opened.analyses() - before).toBe(4);
    const comparison = compareGradients(opened.free.theta, gradient, await witnessOf(opened));
    expect(comparison.maxRelativeError).toBeLessThan(1e-8);
    expect(comparison.cosine).toBeGreaterThan(1 - 1e-12);
  });

  test("the Jacobian agrees with the gradient and with finite differences row by row", async () => {
    const circuit = circuitOf(nonReciprocal, { train: allNames });
    const opened = await open(circuit);
    const exact = await gradientOf(opened, "adjoint", "auto", "jacobian");
    const alone = await gradientOf(opened, "adjoint");
    const differences = await gradientOf(opened, "finite-difference", "auto", "jacobian");
    const parameters = circuit.trainables.length;
    expect(compareGradients(opened.free.theta, exact.gradient, alone.gradient).maxRelativeError).toBeLessThan(
      1e-12,
    );
    for (let parameter = 0; parameter < parameters; parameter++) {
      const column = (matrix: Float64Array) => matrix.filter((_, at) => at % parameters === parameter);
      const found = column(exact.jacobian!);
      const expected = column(differences.jacobian!);
      const size = Math.hypot(...expected);
      const error = Math.hypot(...found.map((value, row) => value - expected[row]!));
      expect(error, circuit.trainables[parameter]!.name).toBeLessThan(1e-6 * size);
    }
  });

  test("centred is exact for every β on a reciprocal linear network", async () => {
    const circuit = circuitOf(reciprocal, { train: reciprocalNames });
    const opened = await open(circuit);
    const { gradient: exact } = await gradientOf(opened, "adjoint");
    for (const beta of [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]) {
      const { gradient } = await gradientOf(opened, "centred", beta);
      expect(
        compareGradients(opened.free.theta, gradient, exact).maxRelativeError,
        `β = ${beta}`,
      ).toBeLessThan(1e-8);
    }
  });

  test("the E and F of an ideal transformer do not stand in the way of a contrast", async () => {
    const transformer = `V1 in 0 ac 1
R1 in a 50
L1 a b 10u
E1 s 0 b 0 0.5
Vm s m 0
F1 b 0 Vm 0.5
R2 m out 30
C1 out 0 10n
R3 out 0 100`;
    const circuit = circuitOf(transformer, { train: ["R1", "L1", "R2", "C1", "R3"] });
    expect(estimators.centred.refuse(circuit, new Set(["ac"]))).toBeUndefined();
    const opened = await open(circuit, [observe(voltage(circuit, "out")), observe(voltage(circuit, "b"))]);
    const { gradient } = await gradientOf(opened, "centred", 1e-3);
    const exact = await gradientOf(opened, "adjoint");
    const { maxRelativeError } = compareGradients(opened.free.theta, gradient, exact.gradient);
    expect(maxRelativeError).toBeLessThan(1e-8);
  });

  test("holomorphic is exact on linear networks too, and vf is visibly wrong on a non-reciprocal one", async () => {
    const linear = await open(circuitOf(reciprocal, { train: reciprocalNames }));
    const stencil = await gradientOf(linear, "holomorphic", 1e-2);
    const exact = await gradientOf(linear, "adjoint");
    expect(
      compareGradients(linear.free.theta, stencil.gradient, exact.gradient).maxRelativeError,
    ).toBeLessThan(1e-8);

    const resistances = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "C1", "C2"];
    const directed = await open(circuitOf(nonReciprocal, { train: resistances }));
    const wrong = await gradientOf(directed, "vf", 1e-4);
    const right = await gradientOf(directed, "adjoint");
    const { cosine } = compareGradients(directed.free.theta, wrong.gradient, right.gradient);
    expect(cosine).toBeLessThan(0.9);
  });

  test("onesided errs in proportion to β", async () => {
    const circuit = circuitOf(reciprocal, { train: reciprocalNames });
    const opened = await open(circuit);
    const { gradient: exact } = await gradientOf(opened, "adjoint");
    const errorAt = async (beta: number): Promise<number> => {
      const { gradient } = await gradientOf(opened, "onesided", beta);
      return Math.hypot(
        ...gradient.map((value, index) => (value - exact[index]!) * opened.free.theta[index]!),
      );
    };
    const coarse = await errorAt(1e-3);
    const fine = await errorAt(1e-4);
    expect(coarse / fine).toBeCloseTo(10, 4);
  });

  test("S-parameters: a reciprocal two-port needs no nudge run of its own", async () => {
    const dut = "R1 in a 50\nL1 a b 10u\nC1 b 0 2n\nC2 a 0 1n\nR2 b out 12";
    const circuit = circuitOf(dut, {
      train: ["R1", "L1", "C1", "C2", "R2"],
      ports: [{ positive: "in" }, { positive: "out", z0: 75 }],
    });
    const through = (to: string, port: number): Observable => ({
      probe: voltage(circuit, to),
      excitation: { kind: "port", port },
    });
    const opened = await open(circuit, [through("in", 0), through("out", 0), through("out", 1)]);
    const before = opened.analyses();
    const { gradient } = await gradientOf(opened, "adjoint");
    expect(opened.analyses()).toBe(before);
    expect(
      compareGradients(opened.free.theta, gradient, await witnessOf(opened)).maxRelativeError,
    ).toBeLessThan(1e-8);
  });
});

describe("refusals", () => {
  const ac = new Set(["ac"] as const);

  test("a contrast of untransposed phases is refused with a controlled source, which is named", () => {
    expect(estimators.centred.refuse(circuitOf(nonReciprocal), ac)).toMatch(/^E1 is a controlled source/);
    expect(estimators.onesided.refuse(circuitOf(nonReciprocal), ac)).toMatch(/^E1/);
    expect(estimators.centred.refuse(circuitOf(reciprocal), ac)).toBeUndefined();
  });

  test("a device refuses the contrasts; what it is in AC is followed by the adjoint, where nodes alone decide it", () => {
    const circuit = circuitOf(`${reciprocal}\nDx out 0`);
    expect(estimators.centred.refuse(circuit, ac)).toMatch(/^Dx is a device/);
    expect(estimators.aep.refuse(circuit, ac)).toMatch(/^Dx is a device/);
    expect(estimators.adjoint.refuse(circuit, ac)).toBeUndefined();
    expect(estimators.adjoint.refuse(circuit, new Set(["tran"]))).toMatch(/^Dx may store energy/);
    expect(estimators["finite-difference"].refuse(circuit, ac)).toBeUndefined();
  });
});
