import { dirname, isAbsolute, resolve } from "node:path";
import type { Circuit } from "../circuit/circuit.ts";
import { formatTrainingSummary } from "../report/training-summary.ts";
import { wrapText } from "../report/wrap-text.ts";
import type { TrainingResult } from "../training/training-result.ts";
import type { TrainOptions } from "./command-options.ts";
import { type CommandOutcome, done } from "./command-outcome.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { LoadedNetlist } from "./load-compilation.ts";
import type { WrittenDrawings } from "./write-drawings.ts";

/** The files of a training that is over, by kind; `-` for standard output. */
interface TrainedFiles extends WrittenDrawings {
  readonly netlist: string;
}

/** Print the result of a training whose files are written, as JSON or for people. */
export function finishTrain(
  { reader, compilation }: LoadedNetlist,
  result: TrainingResult,
  files: TrainedFiles,
  options: TrainOptions,
  io: Io,
): CommandOutcome {
  const name = reader.source.name;
  const output = files.netlist;
  if (options.json) {
    io.stdout.write(`${JSON.stringify(trainingJson(name, result, files), null, 2)}\n`);
    return done(exitCodeOf(result));
  }
  // With the netlist or the report on standard output the summary must not mix with it.
  const stream = output === "-" || files.report === "-" ? io.stderr : io.stdout;
  const width = Math.min(stream.columns, 80);
  const moved = relativeIncludes(output, compilation.circuit, reader.folder, io);
  const written = Object.entries(files)
    .filter(([, file]) => file !== "-")
    .map(([kind, file]) => `${kind}:`.padEnd(9) + file);
  const advice = [nextStep(name, result, output, options), moved ?? ""].flatMap((text) =>
    wrapText(text, width),
  );
  stream.write(`${[formatTrainingSummary(name, result, width), ...written, ...advice].join("\n")}\n`);
  return done(exitCodeOf(result));
}

function trainingJson(name: string, result: TrainingResult, files: TrainedFiles): object {
  const {
    engine,
    estimator,
    optimizer,
    outcome,
    steps,
    analyses,
    seconds,
    cost,
    goals,
    parameters,
    verification,
    data,
  } = result;
  return {
    netlist: name,
    engine,
    estimator,
    optimizer,
    outcome,
    steps,
    analyses,
    seconds,
    cost,
    goals: goals.map(({ name: goal, met, worst, at }) => ({ name: goal, met, worst, at })),
    parameters,
    ...(verification === undefined ? {} : { verification }),
    ...(data?.train.accuracy === undefined
      ? {}
      : { accuracy: { train: data.train.accuracy, test: data.test?.accuracy ?? null } }),
    ...(data === undefined ? {} : { data }),
    files,
    explanation: result.explanation,
    starts: result.starts,
    valleys: result.valleys,
    remarks: result.remarks,
  };
}

/** See language.md: a goal that is not met is told apart from a computation that failed. */
export function exitCodeOf({ outcome, goals }: TrainingResult): ExitCode {
  if (outcome === "interrupted") return exitCode.interrupted;
  if (outcome === "diverged") return exitCode.failed;
  return goals.some(({ met }) => met === false) ? exitCode.goalNotMet : exitCode.done;
}

/** One hint at what to do with the result. */
function nextStep(name: string, result: TrainingResult, output: string, options: TrainOptions): string {
  const target = output === "-" ? "the netlist" : output;
  switch (result.outcome) {
    case "goals-met":
      return output === "-" || options.inPlace ? "" : `next: diff ${name} ${output} shows what was learned`;
    case "max-steps":
      return `next: tellegen train ${target} goes on from there, or give more --steps`;
    case "interrupted":
      return options.checkpoint === undefined
        ? `next: tellegen train ${target} starts from these values`
        : `next: tellegen train ${name} --resume ${options.checkpoint} goes on`;
    case "diverged":
      return "next: a smaller --rate, or --optimizer lm";
    case "stalled":
    case "converged":
      return result.goals.some(({ met }) => met === false)
        ? "next: --starts 8 tries other starting points; or widen min and max, or relax a goal"
        : `next: tellegen simulate ${target} --plot - draws the response`;
  }
}

/** A netlist that is written elsewhere looks for its includes elsewhere. */
function relativeIncludes(
  file: string,
  { sources, data }: Circuit,
  folder: string,
  io: Io,
): string | undefined {
  if (file === "-" || (sources.length < 2 && data.length === 0)) return undefined;
  const target = dirname(isAbsolute(file) ? file : resolve(io.cwd, file));
  if (target === folder) return undefined;
  return "Note: the netlist names files relative to its old folder; copy them too, or write beside the input.";
}
