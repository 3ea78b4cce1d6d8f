import { freemem } from "node:os";
import type { Engine } from "../engine/engine.ts";
import { createModelEngine } from "../engine/model/model-engine.ts";
import { createNgspiceEngine } from "../engine/ngspice/ngspice-engine.ts";
import { createPooledEngine } from "../engine/pooled-engine.ts";
import { type Objective, samplesOf } from "../goal/objective.ts";
import { train } from "../training/train.ts";
import { createCheckpointWriter } from "./checkpoint-writer.ts";
import type { TrainOptions } from "./command-options.ts";
import { type CommandOutcome, failedComputation, failedWith, wrongUsage } from "./command-outcome.ts";
import { describeTraining } from "./describe-training.ts";
import { finishTrain } from "./finish-train.ts";
import type { Io } from "./io.ts";
import { type LoadedNetlist, loadCompilation } from "./load-compilation.ts";
import { createProgress } from "./progress.ts";
import { readCheckpoint } from "./read-checkpoint.ts";
import { refuseOutputs } from "./refuse-outputs.ts";
import { trainingSettings } from "./training-settings.ts";
import { writeDrawings } from "./write-drawings.ts";
import { refuseOverwriting, trainedFile, writeTrained } from "./write-trained.ts";

/** Train a netlist, write it, and say what came of it. */
export async function runTrain(name: string, options: TrainOptions, io: Io): Promise<CommandOutcome> {
  if (options.inPlace && options.output !== undefined)
    return wrongUsage("--in-place and --output exclude each other");
  if (options.inPlace && name === "-") return wrongUsage("--in-place needs a file, not standard input");
  const output = trainedFile(name, options, io);
  const wanted = [options.json, output === "-", options.plot === "-", options.report === "-"].filter(Boolean);
  if (wanted.length > 1 && !options.dryRun) {
    return wrongUsage(
      "only one of the netlist, --plot, --report and --json can go to standard output: give the others a file",
    );
  }
  const loaded = await loadCompilation(name, options.include, io);
  if ("failure" in loaded) return loaded.failure;
  const { report, plot, checkpoint } = options;
  const outputs = {
    "--output": options.inPlace ? undefined : output,
    "--report": report,
    "--plot": plot,
    "--checkpoint": checkpoint,
  };
  const refused = refuseOverwriting(output, loaded.reader, options, io) ?? refuseOutputs([name], outputs, io);
  if (refused !== undefined) return wrongUsage(refused);
  if (options.dryRun) return describeTraining(loaded.compilation, options, io);
  return trainLoaded(loaded, output, options, io);
}

async function trainLoaded(
  loaded: LoadedNetlist,
  output: string,
  options: TrainOptions,
  io: Io,
): Promise<CommandOutcome> {
  const resume = options.resume === undefined ? undefined : readCheckpoint(options.resume, io);
  if (resume !== undefined && "error" in resume) return failedWith(resume.error);

  const ngspice = createNgspiceEngine();
  const engine = openTrainer(ngspice, loaded.compilation.objectives, options);
  // The written netlist is simulated by ngspice whatever trained it; it takes a moment to start, which the model engine need not wait for.
  if (options.verify) void ngspice.warmUp();
  const progress = createProgress(io);
  const checkpoints =
    options.checkpoint === undefined ? undefined : createCheckpointWriter(options.checkpoint, io);
  const abort = new AbortController();
  // A second Ctrl-C is not caught any more and ends the process at once.
  const unsubscribe = io.onInterrupt(() => {
    unsubscribe();
    abort.abort();
  });
  try {
    const result = await train(loaded.compilation, {
      ...trainingSettings(options),
      engine,
      ...(options.verify ? { verifier: ngspice } : {}),
      ...(resume === undefined ? {} : { resume: resume.checkpoint }),
      signal: abort.signal,
      onEvent(event) {
        progress.show(event);
        if (event.kind === "step") checkpoints?.keep(event);
      },
    });
    progress.clear();
    const unsaved = checkpoints?.finish();
    if (unsaved !== undefined) io.stderr.write(`tellegen: ${unsaved}\n`);
    if (result.kind === "failed") return failedComputation(result);
    // First of all the values: a report that cannot be drawn must not cost them.
    const unwritten = writeTrained(output, result.value.text, loaded.reader, io);
    if (unwritten !== undefined) return failedWith(unwritten);
    const drawings = await writeDrawings(loaded.compilation, engine, result.value, options, io);
    if ("trouble" in drawings) return failedWith(drawings.trouble);
    return finishTrain(loaded, result.value, { netlist: output, ...drawings }, options, io);
  } finally {
    progress.clear();
    unsubscribe();
    await engine.close();
    await ngspice.close();
  }
}

/** An ngspice takes about this much memory. */
const WORKER_BYTES = 300 * 2 ** 20;

/**
 * The engine that trains. The samples of a data set go to as many ngspice threads as asked for, but no more than half of the free memory
 * holds; the results are the same for any number.
 */
function openTrainer(
  ngspice: Engine,
  objectives: readonly Objective[],
  { engine, workers = 1 }: TrainOptions,
): Engine {
  if (engine === "model") return createModelEngine();
  if (!objectives.some((objective) => samplesOf(objective) !== undefined)) return ngspice;
  const most = Math.max(Math.floor(freemem() / 2 / WORKER_BYTES), 1);
  const others = Array.from({ length: Math.min(workers, most) - 1 }, () => createNgspiceEngine());
  return createPooledEngine([ngspice, ...others]);
}
