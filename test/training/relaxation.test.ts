import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import type { EstimatorName } from "../../src/gradient/estimator.ts";
import { compile } from "../../src/training/compile.ts";
import { train } from "../../src/training/train.ts";
import type { TrainingOptions } from "../../src/training/training-options.ts";
import { diodeNetwork } from "../gradient/diode-network.ts";
import { unwrap } from "../gradient/open-netlist.ts";

const engine = createNgspiceEngine();
beforeAll(() => engine.warmUp());
afterAll(() => engine.close());

const text = `a divider of diodes\n${diodeNetwork}\n* @goal v(out) = 0.3\n* @goal v(a) = 0.55\n.end\n`;

function trainWith(options: Omit<TrainingOptions, "engine">) {
  const compiled = compile({ name: "diodes.cir", text });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join("\n"));
  return train(compiled.value, { ...options, engine });
}

describe("training by the physics alone", () => {
  test.each([
    "aeqprop",
    "aeqprop-optimistic",
    "aeqprop-pessimistic",
  ] as const satisfies readonly EstimatorName[])(
    "%s comes to the cost of gradient descent, without a derivative",
    async (estimator) => {
      const descent = unwrap(
        await trainWith({ estimator: "adjoint", optimizer: "gd", steps: 500, stop: 1e-6 }),
      );
      const relaxed = unwrap(await trainWith({ estimator, steps: 500, stop: 1e-6 }));
      expect(relaxed.optimizer).toBe("relaxation");
      for (const { cost } of [descent, relaxed]) expect(cost.final).toBeLessThanOrEqual(1.1e-6);
    },
  );

  test("the optimizer relaxation asks for a rule that relaxes", async () => {
    const refused = await trainWith({ estimator: "adjoint", optimizer: "relaxation" });
    expect(refused).toMatchObject({ kind: "failed", reason: "unsupported" });
  });
});
