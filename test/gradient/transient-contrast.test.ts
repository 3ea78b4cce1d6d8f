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

const damped = `V1 in 0 sin(0 1 30k)
I1 0 b 1m
R1 in a 1k
L1 a b 2m ic=0.5m
L2 c 0 1m
K1 L1 L2 0.5
C1 b 0 10n ic=0.7
R2 b 0 2.2k
R3 c 0 470
.tran 1u 100u uic
* @train R* L* C* K1 I1
* @goal v(b) = 0.4
* @goal i(L1) = 0 scale=1m
* @goal v(c,b) <= -0.1`;

describe("two phases of a transient from rest, the nudge played backwards", () => {
  test.each([model, ngspice])("are exact for every β on a reciprocal network ($name)", async (engine) => {
    const opened = await openNetlist(damped, engine);
    const witness = await witnessOf(opened);
    for (const [name, beta] of [
      ["centred", "auto"],
      ["centred", 1e-6],
      ["centred", 1e-3],
      ["holomorphic", "auto"],
      ["vf", "auto"],
    ] as const) {
      const gradient = await gradientOf(opened, name, beta);
      const { maxRelativeError } = compareGradients(opened.free.theta, gradient, witness);
      expect(maxRelativeError, `${name}, β = ${beta}`).toBeLessThan(1e-7);
    }
    await opened.close();
  });

  test("have an error in proportion to β where only one side is nudged", async () => {
    const opened = await openNetlist(damped, model);
    const exact = await gradientOf(opened, "adjoint");
    const errorAt = async (beta: number): Promise<number> =>
      compareGradients(opened.free.theta, await gradientOf(opened, "onesided", beta), exact).maxRelativeError;
    const ratio = (await errorAt(1e-5)) / (await errorAt(1e-6));
    expect(ratio).toBeGreaterThan(9);
    expect(ratio).toBeLessThan(11);
  });

  test("are wrong where a controlled source makes the network non-reciprocal, and are refused but for the baseline", async () => {
    const opened = await openNetlist(`${damped}\nG1 0 c b 0 1m`, model);
    const gradient = await gradientOf(opened, "vf");
    const exact = await gradientOf(opened, "adjoint");
    expect(compareGradients(opened.free.theta, gradient, exact).maxRelativeError).toBeGreaterThan(0.05);
    expect(estimators.centred.refuse(opened.problem.circuit, new Set(["tran"]))).toMatch(
      /^G1 is a controlled source/,
    );
  });

  test("are refused where the run has a past", async () => {
    const { problem } = await openNetlist(damped.replace(" uic", ""), model);
    expect(estimators.centred.refuse(problem.circuit, new Set(["tran"]))).toMatch(
      /operating point has a past/,
    );
    expect(estimators.coupled.refuse(problem.circuit, new Set(["tran"]))).toMatch(/reversed time/);
  });
});
