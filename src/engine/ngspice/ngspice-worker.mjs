// @ts-check
// The worker thread that owns one embedded ngspice (eecircuit-engine). A plain module, because Node 20 runs no TypeScript in a worker:
// the build copies this file beside the bundle that starts it (`new URL("./ngspice-worker.mjs", import.meta.url)`).
// It knows nothing of circuits: it writes files, runs a command script, reads files back. The other side is ngspice-worker.ts.
import { parentPort } from "node:worker_threads";

/** @typedef {import("./ngspice-worker.ts").WorkerRequest} WorkerRequest */
/** @typedef {import("./ngspice-worker.ts").WorkerReply} WorkerReply */
/**
 * What is used of the package's private parts. `start` checks that they are there.
 * @typedef {{ FS: FileSystem }} SpiceModule
 * @typedef {{ writeFile(path: string, data: string | Uint8Array): void, readFile(path: string): Uint8Array<ArrayBuffer>, unlink(path: string): void,
 *   analyzePath(path: string): { exists: boolean }, mkdirTree(path: string): void }} FileSystem
 * @typedef {{ start(): Promise<void>, runSim(): Promise<unknown>, setNetList(text: string): void, getInfo(): string, getError(): string[],
 *   commandList: string[], spiceModule: SpiceModule | null }} Simulation
 * @typedef {{ buffer: ArrayBuffer }} Memory
 * @typedef {{ instance: { exports: Record<string, unknown> } }} Instantiated
 * @typedef {{ instantiate(bytes: Uint8Array, imports: unknown): Promise<Instantiated>,
 *   instantiateStreaming(source: unknown, imports: unknown): Promise<Instantiated> }} WebAssemblyFunctions
 */

const wasmPrefix = "data:application/wasm;base64,";

/** What the package reads after each run, twice: kept as small as a raw file can be. Ours are read from files of their own. */
const emptyRawFile =
  "Title: none\nDate: none\nPlotname: none\nFlags: real\nNo. Variables: 1\nNo. Points: 1\nVariables:\n\t0\tnone\tnotype\nBinary:\n\0\0\0\0\0\0\0\0";

/** Model cards of the package, 4 MB of text: written to the memory file system when a deck first names one. */
const modelCardName = /modelcard|sm141064/i;

/**
 * ngspice gives up control in microtasks only, so a timer that fires during a run means that it is gone (`quit`, a fatal error, a trap)
 * and that the run would never settle.
 */
const deadAfterMilliseconds = 20;

/**
 * A script of ours takes three prompts. More mean that ngspice asks a question (what to do about an undefined parameter) and would
 * take our silence for an answer to be asked again, for ever.
 */
const mostPrompts = 20;

/**
 * Start the package with its 8 MB `data:` URL handed over as bytes, which saves the parsing of the URL (110 ms) and undici's fetch of
 * it (215 ms). The globals are this worker's own, and are put back.
 * @param {Simulation} simulation
 * @returns {Promise<Memory | undefined>} ngspice's memory, to watch its size
 */
async function startDirectly(simulation) {
  const { URL: originalUrl, fetch: originalFetch } = globalThis;
  // The project's types have no browser names, and these are among them.
  const { WebAssembly: assembly } = /** @type {{ WebAssembly: WebAssemblyFunctions }} */ (
    /** @type {unknown} */ (globalThis)
  );
  const { instantiateStreaming } = assembly;
  /** @type {Memory | undefined} */
  let memory;
  /** @param {unknown} value @returns {value is string} */
  const isWebAssembly = (value) => typeof value === "string" && value.startsWith(wasmPrefix);
  globalThis.URL = new Proxy(originalUrl, {
    construct: (target, parameters) =>
      isWebAssembly(parameters[0])
        ? { href: parameters[0], protocol: "data:" }
        : Reflect.construct(target, parameters),
  });
  const fetchBytes = (/** @type {string} */ input, /** @type {RequestInit} */ init) =>
    isWebAssembly(input)
      ? Promise.resolve(Buffer.from(input.slice(wasmPrefix.length), "base64"))
      : originalFetch(input, init);
  globalThis.fetch = /** @type {typeof fetch} */ (/** @type {unknown} */ (fetchBytes));
  assembly.instantiateStreaming = async (source, imports) => {
    const bytes = await source;
    const instantiated =
      bytes instanceof Uint8Array
        ? await assembly.instantiate(bytes, imports)
        : await instantiateStreaming.call(assembly, bytes, imports);
    memory = Object.values(instantiated.instance.exports).find(isMemory);
    return instantiated;
  };
  try {
    await simulation.start();
  } finally {
    globalThis.URL = originalUrl;
    globalThis.fetch = originalFetch;
    assembly.instantiateStreaming = instantiateStreaming;
  }
  return memory;
}

/** @param {unknown} value @returns {value is Memory} */
function isMemory(value) {
  return (
    typeof value === "object" && value !== null && "buffer" in value && value.buffer instanceof ArrayBuffer
  );
}

/**
 * Keep back the model cards that the package writes while it starts (70 ms).
 * @param {Simulation} simulation
 * @returns {() => void} writes them after all
 */
function deferModelCards(simulation) {
  /** @type {Map<string, string | Uint8Array>} */
  const kept = new Map();
  /** @type {SpiceModule | null} */
  let module = null;
  /** @type {FileSystem["writeFile"]} */
  let writeFile = () => {};
  Object.defineProperty(simulation, "spiceModule", {
    get: () => module,
    set: (/** @type {SpiceModule} */ value) => {
      module = value;
      writeFile = value.FS.writeFile;
      value.FS.writeFile = (path, data) => {
        if (modelCardName.test(path)) kept.set(path, data);
        else writeFile.call(value.FS, path, data);
      };
    },
  });
  return () => {
    if (module === null) return;
    module.FS.writeFile = writeFile;
    for (const [path, data] of kept) module.FS.writeFile(path, data);
    kept.clear();
  };
}

/** @returns {Promise<(request: WorkerRequest) => Promise<WorkerReply>>} */
async function startEngine() {
  const { Simulation } = await import("eecircuit-engine");
  const simulation = /** @type {Simulation} */ (/** @type {unknown} */ (new Simulation()));
  const releaseModelCards = deferModelCards(simulation);
  const memory = await startDirectly(simulation);
  const files = simulation.spiceModule?.FS;
  if (files === undefined || !Array.isArray(simulation.commandList)) {
    throw new Error("this version of eecircuit-engine has another inside than 1.8");
  }
  const { window: terminal } = /** @type {{ window: { prompt(text: string): string | null } }} */ (
    /** @type {unknown} */ (globalThis)
  );
  const answerPrompt = terminal.prompt;
  let prompts = 0;
  terminal.prompt = (text) => {
    prompts++;
    if (prompts > mostPrompts) throw new Error("ngspice asks a question that nobody answers");
    return answerPrompt(text);
  };
  const remove = (/** @type {string} */ name) => {
    if (files.analyzePath(`/${name}`).exists) files.unlink(`/${name}`);
  };

  return async ({ id, writes, script, reads }) => {
    const started = performance.now();
    prompts = 0;
    for (const name of reads) remove(name);
    for (const [name, text] of writes) {
      if (modelCardName.test(text)) releaseModelCards();
      const folder = name.lastIndexOf("/");
      if (folder > 0) files.mkdirTree(`/${name.slice(0, folder)}`);
      files.writeFile(`/${name}`, text);
    }
    files.writeFile("/out.raw", emptyRawFile);
    simulation.setNetList(`*ng_script\n${script}\n`);
    simulation.commandList = [" ", "source test.cir"];
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const died = new Promise((resolve) => {
      timer = setTimeout(() => resolve("died"), deadAfterMilliseconds);
    });
    const ending = await Promise.race([simulation.runSim(), died]);
    clearTimeout(timer);
    for (const [name] of writes) remove(name);
    const found = reads.map((name) => {
      const isThere = files.analyzePath(`/${name}`).exists;
      const bytes = isThere ? files.readFile(`/${name}`) : null;
      if (isThere) files.unlink(`/${name}`);
      return bytes;
    });
    return {
      id,
      died: ending === "died",
      log: simulation.getInfo(),
      errors: simulation.getError(),
      files: found,
      memoryBytes: memory?.buffer.byteLength ?? 0,
      seconds: (performance.now() - started) / 1000,
    };
  };
}

if (parentPort !== null) {
  const port = parentPort;
  // The package prints ngspice's error stream. The lines are sent at once: if the run never ends, they are all that is known of it.
  console.error = (line) => port.postMessage({ errorLine: String(line) });
  console.info = () => {};
  const answer = await startEngine();
  port.on("message", async (/** @type {WorkerRequest} */ request) => {
    const reply = await answer(request);
    port.postMessage(
      reply,
      reply.files.flatMap((bytes) => (bytes === null ? [] : [bytes.buffer])),
    );
  });
  port.postMessage({ ready: true });
}
