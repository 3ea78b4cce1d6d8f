import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import type { EstimatorName } from "../../src/gradient/estimator.ts";
import { compile, emptyHost } from "../../src/training/compile.ts";
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

/** Samples of two classes, told apart by a cross-entropy. */
function twoClasses() {
  const table = "x,kind\n-1,no\n-0.6,no\n0.5,yes\n1,yes\n";
  const compiled = compile(
    {
      name: "classes.cir",
      text: `two classes
V1 x 0 0
V2 0 nx 0
R1 x yes 2k
R2 nx yes 1k
R3 x no 1k
R4 nx no 2.2k
.op
* @train R*
* @data "kinds.csv" V1=x V2=x
* @classify kind by v(no), v(yes) temperature=0.2
.end
`,
    },
    { ...emptyHost, readTable: (name) => ({ kind: "text", source: { name, text: table } }) },
  );
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join("\n"));
  return compiled.value;
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

  test("a step under which a node would lose its conductances is made smaller", async () => {
    const trained = unwrap(
      await train(twoClasses(), { engine, estimator: "aeqprop-optimistic", beta: 1e-3, rate: 0.2, steps: 5 }),
    );
    expect(trained.cost.final).toBeLessThan(0.3 * trained.cost.initial);
  });

  test("where no step is small enough the cost is told as it stands", async () => {
    const trained = unwrap(
      await train(twoClasses(), { engine, estimator: "aeqprop-optimistic", beta: 100, steps: 5 }),
    );
    expect(trained.outcome).toBe("stalled");
    expect(trained.steps).toBe(0);
    expect(trained.cost.history).toEqual([trained.cost.initial]);
    expect(trained.cost.final).toBeCloseTo(trained.cost.initial, 12);
  });

  test("classes whose cost has no curvature are learned with a nudge that is measured too", async () => {
    const trained = unwrap(await train(twoClasses(), { engine, estimator: "aeqprop", steps: 30 }));
    expect(trained.optimizer).toBe("relaxation");
    expect(trained.cost.initial).toBeGreaterThan(1);
    expect(trained.cost.final).toBeLessThan(0.2);
    expect(trained.data?.train.accuracy).toBe(1);
  });

  test("the optimizer relaxation asks for a rule that relaxes", async () => {
    const refused = await trainWith({ estimator: "adjoint", optimizer: "relaxation" });
    expect(refused).toMatchObject({ kind: "failed", reason: "unsupported" });
  });
});
