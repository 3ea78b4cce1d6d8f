import { dirname, isAbsolute, resolve } from "node:path";
import { formatTrainingSummary } from "../report/training-summary.ts";
import { wrapText } from "../report/wrap-text.ts";
import type { TrainingResult } from "../training/training-result.ts";
import type { TrainOptions } from "./command-options.ts";
import { type CommandOutcome, done, failedWith } from "./command-outcome.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { LoadedNetlist } from "./load-compilation.ts";
import { writeTrained } from "./write-trained.ts";

/** The files of a training that is over. */
export interface TrainedFiles {
  /** `-` for standard output. */
  readonly netlist: string;
  readonly report?: string;
}

/** Write the trained netlist and print the result, as JSON or for people. */
export function finishTrain(
  { reader, compilation }: LoadedNetlist,
  result: TrainingResult,
  files: TrainedFiles,
  options: TrainOptions,
  io: Io,
): CommandOutcome {
  const trouble = writeTrained(files.netlist, result.text, reader, io);
  if (trouble !== undefined) return failedWith(trouble);
  const name = reader.source.name;
  if (options.json) {
    io.stdout.write(`${JSON.stringify(trainingJson(name, result, files), null, 2)}\n`);
    return done(exitCodeOf(result));
  }
  // With the netlist on standard output the summary must not mix with it.
  const stream = files.netlist === "-" ? io.stderr : io.stdout;
  const width = Math.min(stream.columns, 80);
  const moved = relativeIncludes(files.netlist, compilation.circuit.sources.length, reader.folder, io);
  const written = [
    ...(files.netlist === "-" ? [] : [`written: ${files.netlist}`]),
    ...(files.report === undefined ? [] : [`report:  ${files.report}`]),
    ...wrapText(nextStep(name, result, files, options), width),
    ...(moved === undefined ? [] : wrapText(moved, width)),
  ];
  stream.write(`${formatTrainingSummary(name, result, width)}\n${written.join("\n")}\n`);
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
    goals,
    parameters,
    ...(verification === undefined ? {} : { verification }),
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
function nextStep(name: string, result: TrainingResult, files: TrainedFiles, options: TrainOptions): string {
  const target = files.netlist === "-" ? "the netlist" : files.netlist;
  switch (result.outcome) {
    case "goals-met":
      return files.netlist === "-" || options.inPlace
        ? ""
        : `next: diff ${name} ${files.netlist} shows what was learned`;
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
function relativeIncludes(file: string, sources: number, folder: string, io: Io): string | undefined {
  if (file === "-" || sources < 2) return undefined;
  const target = dirname(isAbsolute(file) ? file : resolve(io.cwd, file));
  if (target === folder) return undefined;
  return "Note: the netlist includes files by names relative to its old folder; copy them too, or write beside the input.";
}
