import type { Outcome } from "../../numeric/outcome.ts";
import { type CircuitList, createCircuitList } from "./circuit-list.ts";
import type { NgspiceWorker, RunLimits, WorkerReply, WorkerRequest } from "./ngspice-worker.ts";

/** What a task may do while the worker is its own. */
export interface WorkerAccess {
  /** The circuits that are loaded. */
  readonly circuits: CircuitList;
  run(request: Omit<WorkerRequest, "id">, limits: RunLimits): Promise<Outcome<WorkerReply>>;
  /** Give the thread up after this task: it cannot be trusted any more. */
  replace(): Promise<void>;
}

/** One ngspice thread shared by sessions and single simulations, one after the other. */
export interface SharedWorker {
  /** Wait for the thread, then run the task while nobody else uses it. Fails where the thread does not start. */
  exclusively<T>(task: (access: WorkerAccess) => Promise<Outcome<T>>): Promise<Outcome<T>>;
  /** Let the next task remove a circuit that is not needed any more. */
  discard(title: string): void;
  stop(): Promise<void>;
}

/** ngspice gives little memory back: a thread that has grown to this size is replaced at the next task. */
const memoryLimitBytes = 768 * 2 ** 20;

/** Share a worker. */
export function shareWorker(worker: NgspiceWorker): SharedWorker {
  let circuits = createCircuitList(0);
  let discarded: string[] = [];
  let memoryBytes = 0;
  let last: Promise<unknown> = Promise.resolve();

  async function access(): Promise<Outcome<WorkerAccess>> {
    if (memoryBytes > memoryLimitBytes) await worker.stop();
    memoryBytes = 0;
    const started = await worker.start();
    if (started.kind === "failed") return started;
    if (started.value !== circuits.generation) circuits = createCircuitList(started.value);
    const own = circuits;
    return {
      kind: "ok",
      value: {
        circuits: own,
        run: async (request, limits) => {
          const removals = discarded.filter((title) => own.has(title)).flatMap((title) => own.remove(title));
          discarded = [];
          const script = [...removals, request.script].join("\n");
          const outcome = await worker.run({ ...request, script }, limits);
          if (outcome.kind === "ok") memoryBytes = outcome.value.memoryBytes;
          return outcome;
        },
        replace: () => worker.stop(),
      },
    };
  }

  return {
    exclusively(task) {
      const result = last.then(async () => {
        const granted = await access();
        return granted.kind === "failed" ? granted : task(granted.value);
      });
      last = result.catch(() => {});
      return result;
    },
    discard(title) {
      discarded.push(title);
    },
    stop: () => worker.stop(),
  };
}
