import { afterAll, describe, expect, it } from "vitest";
import type { Session } from "../../../src/engine/engine.ts";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import type { Phase } from "../../../src/experiment/experiment.ts";
import type { FrequencyGrid } from "../../../src/goal/frequency-grid.ts";
import { circuitOf, slotsOf } from "../../circuit-builder.ts";
import { reader } from "../model/run-phases.ts";
import { experimentOver, runOnce, unwrap } from "./ac-session.ts";

const engine = createNgspiceEngine({ deadlineSeconds: 30 });
afterAll(() => engine.close());

const free: Phase = { kind: "free", excitation: { kind: "sources" } };
const grid: FrequencyGrid = { variation: "lin", points: 3, from: 1e3, to: 3e3 };
const divider = circuitOf("V1 in 0 ac 1\nR1 in out 1k\nR2 out 0 1k");
const overDivider = experimentOver(divider, [grid], ["v(out)"]);

async function failureOf(deck: string, probes: readonly string[] = [], phases: readonly Phase[] = [free]) {
  const circuit = circuitOf(deck);
  const session = unwrap(await engine.open(experimentOver(circuit, [grid], probes)));
  const outcome = await session.run(slotsOf(circuit), phases);
  await session.close();
  if (outcome.kind === "ok") throw new Error("it did not fail");
  return outcome;
}

async function expectInOrder(): Promise<void> {
  const [matrix] = await runOnce(engine, overDivider, slotsOf(divider), [free]);
  expect(reader(overDivider, matrix!)("v(out)").re).toBeCloseTo(0.5, 14);
}

describe("a session says in the user's names what is wrong", () => {
  it("with a loop of voltage sources", async () => {
    const failure = await failureOf("Vleft a 0 ac 1\nVright a 0 ac 2\nR1 a b 1k\nR2 b 0 1k");
    expect(failure).toMatchObject({
      reason: "singular",
      explanation: expect.stringMatching(/the current of V(left|right)/),
    });
    await expectInOrder();
  });

  it("with a part that hangs in the air", async () => {
    const failure = await failureOf("V1 a 0 ac 1\nR1 a 0 1k\nR2 mast sail 1k");
    expect(failure).toMatchObject({ reason: "singular", explanation: expect.stringMatching(/mast|sail/) });
    await expectInOrder();
  });

  it("with a node that only a current source holds, of which ngspice gives nonsense", async () => {
    const failure = await failureOf("V1 a 0 ac 1\nR1 a 0 1k\nI1 0 lonely ac 1");
    expect(failure).toMatchObject({ reason: "singular", explanation: expect.stringContaining("lonely") });
  });

  it("with a resistor of 0 ohm, which ngspice would replace", async () => {
    const failure = await failureOf("V1 a 0 ac 1\nRshort a b 0\nR2 b 0 1k");
    expect(failure).toMatchObject({
      reason: "rejected-deck",
      explanation: expect.stringContaining("Rshort"),
    });
  });

  it("with a value that is not finite", async () => {
    const session = unwrap(await engine.open(overDivider));
    const slots = slotsOf(divider);
    const resistor = divider.elements[2]!;
    if (resistor.kind === "resistor") slots[resistor.value] = Number.NaN;
    expect(await session.run(slots, [free])).toMatchObject({
      reason: "not-finite",
      explanation: expect.stringContaining("R2"),
    });
    const source = divider.elements[0]!;
    const driven = slotsOf(divider);
    if (source.kind === "voltage-source") driven[source.acMagnitude] = Number.POSITIVE_INFINITY;
    expect(await session.run(driven, [free])).toMatchObject({
      reason: "not-finite",
      explanation: expect.stringContaining("V1"),
    });
    await session.close();
    await expectInOrder();
  });

  it("with the current of an element that has none as an unknown", async () => {
    const nudge: Phase = { kind: "nudge", probe: 0, terminated: false };
    const failure = await failureOf("V1 a 0 ac 1\nR1 a 0 1k", ["i(R1)"], [nudge]);
    expect(failure).toMatchObject({ reason: "unsupported", explanation: expect.stringContaining("R1") });
  });
});

describe("decks", () => {
  it("are loaded again without being asked after the worker was lost", async () => {
    const session = unwrap(await engine.open(overDivider));
    const slots = slotsOf(divider);
    const phases: readonly Phase[] = [free, { kind: "nudge", probe: 0, terminated: false }];
    const before = unwrap(await session.run(slots, phases));
    const endless = "endless\nv1 a 0 ac 1\nr1 a b 1\nc1 b 0 1u\n.ac lin 3000000 1 10\n.end\n";
    expect(await engine.simulate({ deck: endless, deadlineSeconds: 0.3 })).toMatchObject({
      reason: "timeout",
    });
    expect(unwrap(await session.run(slots, phases))).toEqual(before);
    await session.close();
  });

  it("of a session whose own run is too long are loaded again too", async () => {
    const impatient = createNgspiceEngine({ deadlineSeconds: 6 });
    const long = experimentOver(divider, [{ variation: "lin", points: 10_000_000, from: 1, to: 2 }]);
    const slow = unwrap(await impatient.open(long));
    const quick = unwrap(await impatient.open(overDivider));
    const before = unwrap(await quick.run(slotsOf(divider), [free]));
    expect(await slow.run(slotsOf(divider), [free])).toMatchObject({ kind: "failed", reason: "timeout" });
    expect(unwrap(await quick.run(slotsOf(divider), [free]))).toEqual(before);
    await impatient.close();
  });

  it("of several sessions stay apart, however they are opened, run and closed", async () => {
    const circuits = [1, 2, 3, 4].map((k) => circuitOf(`V1 in 0 ac ${k}\nR1 in out 1k\nR2 out 0 1k`));
    const sessions: Session[] = [];
    for (const circuit of circuits)
      sessions.push(unwrap(await engine.open(experimentOver(circuit, [grid], ["v(out)"]))));
    const check = async (index: number): Promise<void> => {
      const circuit = circuits[index]!;
      const [matrix] = unwrap(await sessions[index]!.run(slotsOf(circuit), [free]));
      expect(reader(experimentOver(circuit, [grid]), matrix!)("v(out)").re).toBeCloseTo((index + 1) / 2, 14);
    };
    for (const index of [0, 1, 2, 3, 1, 0]) await check(index);
    await sessions[1]!.close();
    for (const index of [3, 0, 2]) await check(index);
    await sessions[0]!.close();
    await sessions[3]!.close();
    await check(2);
    await Promise.all([check(2), expectInOrder(), check(2)]);
    await sessions[2]!.close();
    await expectInOrder();
  });

  it("are not all kept: 2000 altered runs and 400 loaded decks do not fill the memory", async () => {
    const session = unwrap(await engine.open(overDivider));
    const slots = slotsOf(divider);
    const run = async (count: number): Promise<void> => {
      for (let step = 0; step < count; step++) {
        slots[0] = 1;
        const resistor = divider.elements[1]!;
        if (resistor.kind === "resistor") slots[resistor.value] = 1000 + step;
        unwrap(await session.run(slots, [free]));
      }
    };
    await run(200);
    for (let step = 0; step < 40; step++) await runOnce(engine, overDivider, slotsOf(divider), [free]);
    const before = process.memoryUsage().rss;
    await run(2000);
    for (let step = 0; step < 400; step++) await runOnce(engine, overDivider, slotsOf(divider), [free]);
    const grown = (process.memoryUsage().rss - before) / 2 ** 20;
    expect(grown).toBeLessThan(120);
    await session.close();
  });
});
