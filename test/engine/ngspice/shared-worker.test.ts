import { describe, expect, it } from "vitest";
import { shareWorker } from "../../../src/engine/ngspice/shared-worker.ts";
import { succeed } from "../../../src/numeric/outcome.ts";

const megabyte = 2 ** 20;

/** A thread whose memory after its n-th task is `sizeAfter(n)` megabytes; gives how many threads `tasks` tasks took. */
async function threadsFor(tasks: number, sizeAfter: (task: number) => number): Promise<number> {
  let generation = 0;
  let isAlive = false;
  let done = 0;
  const worker = shareWorker({
    async start() {
      if (!isAlive) {
        generation++;
        done = 0;
      }
      isAlive = true;
      return succeed(generation);
    },
    async run() {
      done++;
      const memoryBytes = sizeAfter(done) * megabyte;
      return succeed({ id: 0, died: false, log: "", errors: [], files: [], memoryBytes, seconds: 0 });
    },
    async stop() {
      isAlive = false;
    },
  });
  for (let task = 0; task < tasks; task++) {
    const request = { writes: [], script: "", reads: [] };
    await worker.exclusively(({ run }) => run(request, { deadlineSeconds: 1 }));
  }
  return generation;
}

describe("a thread whose memory grows", () => {
  it("is replaced when it has grown by 64 MB", async () => {
    expect(await threadsFor(1000, (task) => 100 + 0.25 * task)).toBe(4);
    expect(await threadsFor(1000, () => 100)).toBe(1);
  });

  it("may grow more where few tasks fill it: large circuits do not make it begin again and again", async () => {
    expect(await threadsFor(1000, (task) => (task === 1 ? 100 : 300))).toBeLessThanOrEqual(4);
  });

  it("is replaced at 768 MB in any case", async () => {
    expect(await threadsFor(100, (task) => 700 + task)).toBe(2);
  });
});
