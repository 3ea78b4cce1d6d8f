import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { train } from "../../src/training/train.ts";
import type { TrainingResult } from "../../src/training/training-result.ts";
import { compileNetlist, type Expectation, readGallery } from "./gallery.ts";
import { unwrap } from "./unwrap.ts";

const model = createModelEngine();
const ngspice = createNgspiceEngine();

beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

function expectAsPromised(result: TrainingResult, expected: Expectation): void {
  if (expected.kind === "goals-met") {
    expect(result.goals.filter(({ met }) => met !== true)).toEqual([]);
    expect(result.outcome).toBe("goals-met");
  } else {
    expect(result.cost.final).toBeLessThan(expected.cost);
  }
}

describe.each(readGallery())("netlists/$name", ({ source, header }) => {
  test.each([model, ngspice])("is trained to what its header promises in $name", async (engine) => {
    const result = unwrap(await train(compileNetlist(source), { engine, verifier: ngspice }));
    expectAsPromised(result, header.expected);
    // The witness runs the written text; rounding in the two engines leaves a floor beside the first cost.
    const floor = 1e-9 * result.cost.initial;
    expect(Math.abs(result.verification!.cost - result.cost.final)).toBeLessThan(
      1e-6 * result.cost.final + floor,
    );
  });

  test("is left as it is by a second training", async () => {
    const first = unwrap(await train(compileNetlist(source), { engine: model }));
    const trained = { name: source.name, text: first.text };
    const second = unwrap(await train(compileNetlist(trained), { engine: model }));
    expectAsPromised(second, header.expected);
    expect(second.cost.final).toBeLessThanOrEqual(second.cost.initial);
    if (header.expected.kind === "goals-met") expect(second.text).toBe(first.text);
  });

  test("differs from its trained version in the trained values alone", async () => {
    const { text, parameters } = unwrap(await train(compileNetlist(source), { engine: model }));
    const [before, after] = [source.text.split("\n"), text.split("\n")];
    expect(after).toHaveLength(before.length);
    const changed = before.flatMap((line, k) => (line === after[k] ? [] : [[line, after[k]!] as const]));
    for (const [line, other] of changed) {
      const [words, others] = [line.split(/(\s+|=)/), other.split(/(\s+|=)/)];
      expect(others).toHaveLength(words.length);
    }
    const moved = parameters.filter(({ before: was, after: is }) => was !== is);
    expect(changed.length).toBeLessThanOrEqual(moved.length);
    expect(changed.length).toBeGreaterThan(0);
  });
});
