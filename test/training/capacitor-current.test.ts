import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { type Compilation, compile, emptyHost } from "../../src/training/compile.ts";
import { gradient } from "../../src/training/gradient-report.ts";
import { verifyNetlist } from "../../src/training/verify-netlist.ts";

const model = createModelEngine();
const ngspice = createNgspiceEngine();
beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

function compiled(text: string): Compilation {
  const checked = compile({ name: "test.cir", text });
  if (!checked.ok) throw new Error(checked.diagnostics.map(({ message }) => message).join("\n"));
  return checked.value;
}

const decay = `a capacitor that discharges
R1 a 0 1k
.subckt one p q
C1 p q 10n ic=2
.ends
X1 a 0 one
.tran 0.05u 30u uic
* @train R1 one.C1
* @goal i(X1.C1) = -2m*exp(-t/10u) from 1u to 30u scale=1m
* @goal v(a) = 2*exp(-t/10u) from 1u to 30u
.end
`;

const charged = (lines: string) => `current of capacitors
V1 in 0 pulse(0 1 2u 1u 1u 8u 20u)
R1 in a 300
C1 a b 5n
L1 b 0 100u
C2 b 0 2n
R2 b 0 2k
.tran 0.4u 20u${lines}
* @train R* C* L1
* @goal i(C1) = 1m from 3u to 9u scale=1m
* @goal i(C2) <= 0.1m scale=1m
.end
`;

describe("i(C) over time", () => {
  test.each([model, ngspice])("is that of the closed form ($name)", async (engine) => {
    const outcome = await gradient(compiled(decay), { engine });
    if (outcome.kind === "failed") throw new Error(outcome.explanation);
    // h = 1/200 of RC: the trapezoidal rule is off by (h/RC)²/12 = 2e-6 in the exponent.
    expect(outcome.value.cost).toBeLessThan(1e-10);
  });

  test.each([
    ["from rest", " uic"],
    ["from the operating point", ""],
    ["one period of the steady state", "\n* @periodic 20u"],
  ])("has the gradient of finite differences, in both engines: %s", async (_, lines) => {
    for (const engine of [model, ngspice]) {
      const outcome = await gradient(compiled(charged(lines)), { engine, check: true });
      if (outcome.kind === "failed") throw new Error(outcome.explanation);
      expect(outcome.value.estimator).toBe("adjoint");
      expect(outcome.value.check!.maxRelativeError, engine.name).toBeLessThan(1e-7);
    }
  });

  test("is measured in the text itself when a netlist is verified, inside a subcircuit too", async () => {
    const text = decay.replace("0.05u", "0.01u");
    const verified = await verifyNetlist({ name: "decay.cir", text }, emptyHost, ngspice);
    if (verified.kind === "failed") throw new Error(verified.explanation);
    expect(verified.value.cost).toBeLessThan(1e-6);
  });
});
