import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { compareGradients } from "../../src/gradient/compare-gradients.ts";
import { estimators } from "../../src/gradient/estimators.ts";
import { gradientOf, openNetlist, witnessOf } from "./open-netlist.ts";

const model = createModelEngine();
const ngspice = createNgspiceEngine();
beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

const lossless = `I1 0 a ac 1 30
V1 top 0 ac 0.5 -40
L1 a b 10u
L2 b 0 22u
L3 c top 15u
K1 L1 L2 0.3
C1 a 0 1n
C2 b c 3.3n
C3 c 0 2.2n
.ac dec 6 100k 3meg
* @train L* C* K1 I1 V1
* @goal v(b) = 20
* @goal mag(v(a,c)) = 30
* @goal i(L3) = 0.1 scale=0.02
* @goal re(i(V1)) = 0.2 scale=0.01`;

const periodic = `V1 in 0 sin(0.2 1 20k)
I1 0 c sin(0 1m 60k 0 0 40)
L1 in a 1m
C1 a 0 15n
L2 a c 2.2m
K1 L1 L2 0.25
C2 c 0 10n
.tran 1u 50u
* @periodic 50u
* @train L* C* K1
* @goal v(c) = 0.5*sin(2*pi*20k*t)
* @goal i(L1) = 1m from 10u to 30u scale=1m`;

describe("lagrangian", () => {
  test.each(["model", "ngspice"])(
    "periodic motion in %s: exact for every β, with costs of voltages and currents",
    async (name) => {
      const opened = await openNetlist(lossless, name === "model" ? model : ngspice);
      const witness = await witnessOf(opened);
      const exact = await gradientOf(opened, "adjoint");
      for (const beta of ["auto", 1e-9, 1e-7] as const) {
        const gradient = await gradientOf(opened, "lagrangian", beta);
        expect(
          compareGradients(opened.free.theta, gradient, exact).maxRelativeError,
          `β = ${beta}`,
        ).toBeLessThan(1e-8);
        expect(
          compareGradients(opened.free.theta, gradient, witness).maxRelativeError,
          `β = ${beta}`,
        ).toBeLessThan(1e-6);
      }
    },
  );

  test.each(["model", "ngspice"])("one period of the steady state under two sources in %s", async (name) => {
    const opened = await openNetlist(periodic, name === "model" ? model : ngspice);
    const { maxRelativeError } = compareGradients(
      opened.free.theta,
      await gradientOf(opened, "lagrangian"),
      await witnessOf(opened),
    );
    expect(maxRelativeError).toBeLessThan(1e-7);
  });

  test("refuses initial-value problems and losses, and says why", async () => {
    const { problem } = await openNetlist(lossless, model);
    expect(estimators.lagrangian.refuse(problem.circuit, new Set(["ac"]))).toBeUndefined();
    expect(estimators.lagrangian.refuse(problem.circuit, new Set(["tran"]))).toMatch(
      /initial-value problem.*residual at the final time/,
    );
    expect(estimators.lagrangian.refuse(problem.circuit, new Set(["dc"]))).toMatch(/operating point/);
    const damped = await openNetlist(`${lossless}\nR1 c 0 1k`, model);
    expect(estimators.lagrangian.refuse(damped.problem.circuit, new Set(["ac"]))).toMatch(/^R1 dissipates/);
  });
});
