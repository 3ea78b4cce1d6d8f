import { type Outcome, succeed } from "../../numeric/outcome.ts";
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

/**
 * ngspice gives little memory back: a thread that has grown by this much since its first task is replaced at the next one. Where that came
 * after few tasks the circuits themselves are large, and the next thread may grow twice as much.
 */
const growthLimitBytes = 64 * 2 ** 20;
const fewTasks = 100;
/** A thread of this size is replaced in any case. */
const memoryLimitBytes = 768 * 2 ** 20;

const removalDeadlineSeconds = 20;

/** Share a worker. */
export function shareWorker(worker: NgspiceWorker): SharedWorker {
  let circuits = createCircuitList(0);
  let discarded: string[] = [];
  let memoryBytes = 0;
  let allowedBytes = growthLimitBytes;
  let lifetime = { generation: 0, tasks: 0, bytesAtFirst: 0 };
  let last: Promise<unknown> = Promise.resolve();

  async function start(): Promise<Outcome<CircuitList>> {
    if (hasOutgrown()) await worker.stop();
    const started = await worker.start();
    if (started.kind === "failed") return started;
    if (started.value !== circuits.generation) circuits = createCircuitList(started.value);
    return succeed(circuits);
  }

  function hasOutgrown(): boolean {
    const { tasks, bytesAtFirst } = lifetime;
    if (memoryBytes <= Math.min(bytesAtFirst + allowedBytes, memoryLimitBytes)) return false;
    if (tasks < fewTasks) allowedBytes *= 2;
    memoryBytes = 0;
    return true;
  }

  async function run(request: Omit<WorkerRequest, "id">, limits: RunLimits): Promise<Outcome<WorkerReply>> {
    const outcome = await worker.run(request, limits);
    memoryBytes = outcome.kind === "ok" ? outcome.value.memoryBytes : 0;
    const { generation } = circuits;
    lifetime =
      lifetime.generation === generation
        ? { ...lifetime, tasks: lifetime.tasks + 1 }
        : { generation, tasks: 1, bytesAtFirst: memoryBytes };
    return outcome;
  }

  async function access(): Promise<Outcome<WorkerAccess>> {
    const started = await start();
    if (started.kind === "failed") return started;
    const removals = discarded
      .filter((title) => circuits.has(title))
      .flatMap((title) => circuits.remove(title));
    discarded = [];
    if (removals.length > 0) {
      const limits = { deadlineSeconds: removalDeadlineSeconds };
      const removed = await run({ writes: [], script: removals.join("\n"), reads: [] }, limits);
      if (removed.kind === "failed") return access();
    }
    return succeed({ circuits, run, replace: () => worker.stop() });
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
