import { afterAll, describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { createNgspiceSession } from "../../src/engine/ngspice/ngspice-session.ts";
import { createPooledEngine } from "../../src/engine/pooled-engine.ts";
import { planExperiment } from "../../src/experiment/plan-experiment.ts";
import { compileGoals } from "../../src/goal/compile-goals.ts";
import { complexMatrix } from "../../src/numeric/complex-matrix.ts";
import { fail, succeed } from "../../src/numeric/outcome.ts";
import { circuitOf } from "../goal/circuit-fixture.ts";
import { unwrap } from "../gradient/open-netlist.ts";

const ngspice = [createNgspiceEngine(), createNgspiceEngine()] as const;
afterAll(() => Promise.all(ngspice.map((engine) => engine.close())));

/** 70 operating points: two chunks and a bit. */
function planOf(cards: string) {
  const text = `points\nV1 in 0 1\n${cards}\n.op\n* @train R*\n* @data "x.csv" V1=x\n* @goal v(out) = 0.5\n.end\n`;
  const circuit = circuitOf(text);
  const rows = Array.from({ length: 70 }, (_, n) => (n - 20) / 30);
  const file = { name: "x.csv", text: `x\n${rows.join("\n")}\n` };
  const goals = compileGoals(circuit, { readTable: () => ({ kind: "text", source: file }) });
  if (!goals.ok) throw new Error(goals.diagnostics[0]!.message);
  const { slots } = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start));
  return { plan: planExperiment(circuit, goals.value[0]!), slots };
}

async function phasesIn(engine: Engine, cards: string) {
  const { plan, slots } = planOf(cards);
  const session = unwrap(await engine.open(plan.experiment));
  const amplitudes = complexMatrix(plan.experiment.probes.length, 70);
  for (let point = 0; point < 70; point++) amplitudes.re[point] = 1e-6 * (point + 1);
  const phases = [
    ...plan.freePhases,
    { kind: "nudge", probe: 0, terminated: false },
    { kind: "nudged", excitation: { kind: "sources" }, amplitudes },
  ] as const;
  const results = unwrap(await session.run(slots, phases));
  const { analyses } = session;
  await session.close();
  return { results, analyses };
}

describe("a pool of engines", () => {
  test("gives at every point what one engine gives", async () => {
    const cards = "R1 in out 1k\nR2 out 0 2k";
    const one = await phasesIn(createModelEngine(), cards);
    const pool = await phasesIn(createPooledEngine([createModelEngine(), createModelEngine()]), cards);
    expect(pool.results).toEqual(one.results);
    expect(pool.analyses).toBe(3 * one.analyses);
  });

  test("gives the same bits for any number of ngspice threads", async () => {
    const cards = "R1 in out 1k\nD1 out x dm\nR2 x 0 100\n.model dm d is=1e-12";
    const one = await phasesIn(createPooledEngine([ngspice[0]]), cards);
    const two = await phasesIn(createPooledEngine(ngspice), cards);
    expect(two.results).toEqual(one.results);
    expect(two.analyses).toBe(one.analyses);
  });

  test("a chunk that fails fails the run", async () => {
    const { plan, slots } = planOf("R1 in out 1k\nR2 out 0 2k");
    const model = createModelEngine();
    const half: Engine = {
      ...model,
      open: async () =>
        succeed({
          analyses: 0,
          seconds: 0,
          run: async () => fail("no-convergence", "nothing found"),
          close: async () => {},
        }),
    };
    const session = unwrap(await createPooledEngine([model, half]).open(plan.experiment));
    expect(await session.run(slots, plan.freePhases)).toMatchObject({ reason: "no-convergence" });
  });
});

describe("an ngspice thread that ends", () => {
  const sessionWith = (failures: number, reason: "engine-died" | "no-convergence") => {
    let left = failures;
    const session = createNgspiceSession(() => async () => succeed([complexMatrix(1, 1)]), {
      deadlineSeconds: 1,
      nextNumber: () => 1,
      worker: {
        exclusively: async (task) => {
          left--;
          return left >= 0 ? fail(reason, "gone") : task({} as Parameters<typeof task>[0]);
        },
        discard: () => {},
        stop: async () => {},
      },
    });
    return session.run(new Float64Array(0), [{ kind: "free", excitation: { kind: "sources" } }]);
  };

  test("once costs nothing: the run is made again in a new one", async () => {
    expect(await sessionWith(1, "engine-died")).toMatchObject({ kind: "ok" });
  });

  test("twice is a failure, as is any other at once", async () => {
    expect(await sessionWith(2, "engine-died")).toMatchObject({ reason: "engine-died" });
    expect(await sessionWith(1, "no-convergence")).toMatchObject({ reason: "no-convergence" });
  });
});
