import { describe, expect, test } from "vitest";
import { createCheckpointWriter } from "../../src/cli/checkpoint-writer.ts";
import type { Io } from "../../src/cli/io.ts";
import type { TrainingEvent } from "../../src/training/training-options.ts";

type Step = TrainingEvent & { readonly kind: "step" };

/** A training whose step k ends at the k-th of these times [ms], and what stands in the file after each. */
function follow(times: readonly number[]) {
  let now = 0;
  let written: number | undefined;
  let writes = 0;
  const files = {
    writeFile: (_: string, text: string) => {
      written = (JSON.parse(text) as { step: number }).step;
      writes++;
    },
  };
  const writer = createCheckpointWriter("state.json", { cwd: "/", now: () => now, files } as unknown as Io);
  const kept = times.map((time, step) => {
    now = time;
    writer.keep({ kind: "step", checkpoint: () => ({ step }) } as unknown as Step);
    return written;
  });
  return { kept, writes, finish: () => [writer.finish(), written] };
}

describe("a training that is killed loses no more than half a second of steps", () => {
  test.each([
    ["of a millisecond", Array.from({ length: 3000 }, (_, k) => k)],
    ["of a minute", Array.from({ length: 5 }, (_, k) => k * 60_000)],
    ["of any length", Array.from({ length: 400 }, (_, k) => k * 170 + 160 * Math.sin(k))],
  ])("%s", (_, times) => {
    const { kept, writes, finish } = follow(times);
    for (const [step, last] of kept.entries()) {
      expect(last).toBeDefined();
      expect(times[step]! - times[last!]!).toBeLessThanOrEqual(500);
    }
    expect(writes).toBeLessThanOrEqual(1 + times[times.length - 1]! / 500);
    expect(finish()).toEqual([undefined, times.length - 1]);
  });
});
