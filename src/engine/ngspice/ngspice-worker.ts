import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { type Failure, fail, type Outcome, succeed } from "../../numeric/outcome.ts";

/** What the worker thread is asked to do: write files, run one ngspice command script, read files back. */
export interface WorkerRequest {
  readonly id: number;
  /** [name, text]: removed again after the script. */
  readonly writes: readonly (readonly [string, string])[];
  /** ngspice commands, one a line. */
  readonly script: string;
  /** Names of files that the script writes; removed before it runs, so that what is read is fresh. */
  readonly reads: readonly string[];
}

/** What the worker thread answers. */
export interface WorkerReply {
  readonly id: number;
  /** ngspice ended itself (`quit`, a fatal error): this worker is of no more use. */
  readonly died: boolean;
  /** Both output streams, in order. */
  readonly log: string;
  /** The error stream, message by message. */
  readonly errors: readonly string[];
  /** One per `reads`; null where the script did not write it. */
  readonly files: readonly (Uint8Array<ArrayBuffer> | null)[];
  /** Size of ngspice's memory. */
  readonly memoryBytes: number;
  readonly seconds: number;
}

/** How long a request may take, and who may end it early. */
export interface RunLimits {
  readonly deadlineSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** A worker thread that is started when it is first needed, and again after it was lost. */
export interface NgspiceWorker {
  /** Start the thread unless it runs. Gives its generation: a number that grows with every new thread, which has nothing loaded. */
  start(): Promise<Outcome<number>>;
  /** Run one request; requests must not overlap. Fails with `timeout`, `interrupted` or `engine-died`, and the thread is lost then. */
  run(request: Omit<WorkerRequest, "id">, limits: RunLimits): Promise<Outcome<WorkerReply>>;
  /** End the thread; the next request starts another. */
  stop(): Promise<void>;
}

/**
 * V8 recompiles WebAssembly functions by its optimising compiler after they have run this long (in its own unit; the default is 1.8 million).
 * ngspice spreads over thousands of them: at the default a single simulation sets off half a second of compiling in the background,
 * which the end of the thread then has to wait for. Long trainings pass this budget all the same.
 */
const tieringBudget = 30_000_000;

/** A longer start than this means that the thread hangs. */
const startDeadlineSeconds = 60;

interface Thread {
  readonly worker: Worker;
  readonly generation: number;
  readonly ready: Promise<Outcome<number>>;
  /** Lines of the error stream since the last request. */
  errorLines: string[];
  /** Called with the reply, or with the reason why none will come. */
  settle: (outcome: Outcome<WorkerReply>) => void;
}

/** A lazily started ngspice thread. An idle thread does not keep the process alive. */
export function createNgspiceWorker(): NgspiceWorker {
  let thread: Thread | undefined;
  let generations = 0;
  let requests = 0;

  function spawn(): Thread {
    setFlagsFromString(`--wasm-tiering-budget=${tieringBudget}`);
    const worker = new Worker(new URL("./ngspice-worker.mjs", import.meta.url), { name: "ngspice" });
    generations++;
    const generation = generations;
    const { promise: ready, resolve: resolveReady } = promiseWithResolver<Outcome<number>>();
    const created: Thread = { worker, generation, ready, errorLines: [], settle: () => {} };
    const lost = (failure: Failure): void => {
      if (thread === created) thread = undefined;
      resolveReady(failure);
      created.settle(failure);
    };
    const timer = setTimeout(() => {
      lost(fail("engine-died", `ngspice did not start within ${startDeadlineSeconds} s`));
      void worker.terminate();
    }, startDeadlineSeconds * 1000);
    worker.on(
      "message",
      (message: WorkerReply | { readonly ready: true } | { readonly errorLine: string }) => {
        if ("errorLine" in message) created.errorLines.push(message.errorLine);
        else if ("ready" in message) {
          clearTimeout(timer);
          resolveReady(succeed(generation));
        } else created.settle(succeed(message));
      },
    );
    worker.on("error", (error) => lost(fail("engine-died", `ngspice broke down: ${String(error)}`)));
    worker.on("exit", () => {
      clearTimeout(timer);
      lost(fail("engine-died", "the thread that ran ngspice ended"));
    });
    return created;
  }

  async function start(): Promise<Outcome<number>> {
    thread ??= spawn();
    const current = thread;
    current.worker.ref();
    const outcome = await current.ready;
    current.worker.unref();
    return outcome;
  }

  async function stop(): Promise<void> {
    const current = thread;
    thread = undefined;
    await current?.worker.terminate();
  }

  async function run(
    request: Omit<WorkerRequest, "id">,
    { deadlineSeconds, signal }: RunLimits,
  ): Promise<Outcome<WorkerReply>> {
    if (signal?.aborted) return fail("interrupted", "interrupted before the simulation began");
    const started = await start();
    if (started.kind === "failed") return started;
    const current = thread;
    if (current === undefined) return fail("engine-died", "the thread that ran ngspice ended");
    requests++;
    const id = requests;
    const { promise, resolve } = promiseWithResolver<Outcome<WorkerReply>>();
    current.settle = resolve;
    current.errorLines = [];
    const timer = setTimeout(
      () => resolve(fail("timeout", `ngspice did not finish within ${deadlineSeconds} s and was ended`)),
      deadlineSeconds * 1000,
    );
    const abort = (): void => resolve(fail("interrupted", "interrupted: ngspice was ended"));
    signal?.addEventListener("abort", abort, { once: true });
    current.worker.ref();
    current.worker.postMessage({ ...request, id } satisfies WorkerRequest);
    const outcome = await promise;
    current.worker.unref();
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    current.settle = () => {};
    if (outcome.kind === "failed") {
      await stop();
      return { ...outcome, log: [outcome.log, ...current.errorLines].join("\n").trim() };
    }
    if (outcome.value.id !== id) {
      await stop();
      return fail("stale-result", "the answer of another run came back", outcome.value.log);
    }
    if (outcome.value.died) {
      await stop();
      return fail("engine-died", "ngspice ended itself during the run", outcome.value.log);
    }
    return outcome;
  }

  return { start, run, stop };
}

function promiseWithResolver<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
