import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { train } from "../../src/training/train.ts";
import type { TrainingResult } from "../../src/training/training-result.ts";
import { compileNetlist, type Expectation, isLinear, readGallery } from "./gallery.ts";
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
  const { circuit, objectives } = compileNetlist(source);
  const engines: readonly Engine[] = isLinear(circuit) ? [model, ngspice] : [ngspice];
  const [engine] = engines;
  const training = (text: string) => train(compileNetlist({ name: source.name, text }), { engine: engine! });
  const trainedOnce = once(async () => unwrap(await training(source.text)));

  test.each(engines)("is trained to what its header promises in $name", async (each) => {
    const result = unwrap(await train(compileNetlist(source), { engine: each, verifier: ngspice }));
    expectAsPromised(result, header.expected);
    // The witness runs the written text, a transient with time steps of its own; rounding in the two engines leaves a floor beside the first cost.
    const isTransient = objectives.some(({ kind }) => kind === "tran");
    const [relative, floor] = isTransient ? [2e-2, 1e-4] : [1e-6, 1e-9];
    expect(Math.abs(result.verification!.cost - result.cost.final)).toBeLessThan(
      relative * result.cost.final + floor * result.cost.initial,
    );
  });

  test("is left as it is by a second training", async () => {
    const first = await trainedOnce();
    const second = unwrap(await training(first.text));
    expectAsPromised(second, header.expected);
    expect(second.cost.final).toBeLessThanOrEqual(second.cost.initial);
    if (header.expected.kind === "goals-met") expect(second.text).toBe(first.text);
  });

  test("differs from its trained version in the trained values alone", async () => {
    const { text, parameters } = await trainedOnce();
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

/** A function that does its work the first time it is called, and then gives the same again. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
