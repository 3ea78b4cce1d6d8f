import type { Setting } from "../../experiment/deck/setting.ts";
import { type Failure, fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import { explainSingular } from "./explain-singular.ts";
import { findImpossibleNumber } from "./impossible-number.ts";
import type { LoadedDeck } from "./loaded-deck.ts";
import { explainFailure, findFalsePoint, findSpoiledRun } from "./ngspice-log.ts";
import type { WorkerReply } from "./ngspice-worker.ts";
import { type RawPlot, readRawFile } from "./raw-file.ts";
import type { WorkerAccess } from "./shared-worker.ts";

/** One analysis of a deck at a state. */
export interface ScriptRun {
  readonly loaded: LoadedDeck;
  readonly slots: Float64Array;
  /** What is switched on in this run; everything else of the kind is 0. */
  readonly settings: readonly Setting[];
  /** The analysis: `ac dec 5 1 1000`, `op`, … */
  readonly command: string;
  /** Send the deck even where it is loaded: what ran in it before would spoil this run. */
  readonly isAnew?: boolean;
  /** False where the operating point is of no consequence: in the AC analysis of a linear circuit. */
  readonly needsPoint?: boolean;
  /** The deck is not needed again. */
  readonly once?: boolean;
  /** Take the numbers of the result. Gives a failure, in the deck's names, unless it is what it must be. */
  take(plot: RawPlot): Failure | undefined;
}

/** Runs one after the other in one script. */
export type ScriptRunner = (runs: readonly ScriptRun[]) => Promise<Outcome<undefined>>;

/**
 * Run analyses as one command script: each deck is sent where it is not loaded, and altered in place where it is. Every result is
 * taken, in order, or a failure is given that speaks of the user's nodes and elements. `spend` is told the seconds inside the engine.
 */
export async function runScript(
  runs: readonly ScriptRun[],
  access: WorkerAccess,
  deadlineSeconds: number,
  spend: (seconds: number) => void,
): Promise<Outcome<undefined>> {
  const impossible = runs.flatMap((run) => findImpossibleNumber(run) ?? [])[0];
  if (impossible !== undefined) return impossible;
  const { commands, writes } = writeScript(runs, access);
  const outcome = await access.run(
    { writes, script: commands.join("\n"), reads: runs.map((_, index) => resultFile(index)) },
    { deadlineSeconds },
  );
  if (outcome.kind === "failed") return explainFailure(outcome.log, outcome);
  spend(outcome.value.seconds);
  const failed = takeResults(runs, outcome.value);
  if (failed === undefined) return succeed(undefined);
  for (const { loaded } of runs) loaded.forget();
  const { failure, loaded } = failed;
  if (failure.reason === "singular" && access.circuits.has(loaded.deck.title)) {
    return explainSingular(failure, loaded.deck, access, deadlineSeconds);
  }
  // After these it is not certain which circuits are loaded.
  if (failure.reason === "rejected-deck" || failure.reason === "engine-died") await access.replace();
  return failure;
}

interface Script {
  readonly commands: readonly string[];
  readonly writes: readonly (readonly [string, string])[];
}

function writeScript(runs: readonly ScriptRun[], { circuits }: WorkerAccess): Script {
  const commands: string[] = [];
  const writes: (readonly [string, string])[] = [];
  runs.forEach(({ loaded, slots, settings, command, isAnew }, index) => {
    // Without the echo a message could not be told from that of another run.
    commands.push(`echo ${markOf(index)}`);
    if (isAnew) loaded.forget();
    const prepared = loaded.prepare(slots, circuits);
    commands.push(...prepared.commands, ...loaded.set(settings));
    if (prepared.file !== undefined) writes.push(prepared.file);
    commands.push(command, `write ${resultFile(index)}`, "destroy all");
  });
  for (const title of new Set(runs.flatMap(({ once, loaded }) => (once ? [loaded.deck.title] : [])))) {
    commands.push(...circuits.remove(title));
  }
  return { commands, writes };
}

/** Take all results; gives the first that is not what it should be. */
function takeResults(
  runs: readonly ScriptRun[],
  { log, files }: WorkerReply,
): { readonly failure: Failure; readonly loaded: LoadedDeck } | undefined {
  const logs = splitLog(log, runs.length);
  for (const [index, { loaded, take, needsPoint = true }] of runs.entries()) {
    const { translate } = loaded.deck.names;
    const bytes = files[index] ?? null;
    const raw = bytes === null ? fail("incomplete-result", "ngspice wrote no result") : readRawFile(bytes);
    const wrong = raw.kind === "failed" ? raw : take(raw.value[0]!);
    const own = logs[index]!;
    const failure =
      findSpoiledRun(own, translate) ??
      (needsPoint ? findFalsePoint(own, translate) : undefined) ??
      (wrong && explainFailure(own, { ...wrong, explanation: translate(wrong.explanation) }, translate));
    if (failure !== undefined) return { failure, loaded };
  }
  return undefined;
}

function resultFile(index: number): string {
  return `result-${index}.raw`;
}

function markOf(index: number): string {
  return `@run-${index}@`;
}

/** What was printed during each run, the loading of its deck included; the whole log for a run that it does not mention. */
function splitLog(log: string, runs: number): readonly string[] {
  let from = 0;
  const starts = Array.from({ length: runs }, (_, index) => {
    const start = log.indexOf(markOf(index), from);
    if (start >= 0) from = start;
    return start;
  });
  return starts.map((start) => {
    if (start < 0) return log;
    const next = log.indexOf("@run-", start + 1);
    return log.slice(start, next < 0 ? undefined : next);
  });
}
