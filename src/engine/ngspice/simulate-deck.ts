import { raiseAccuracy } from "../../experiment/deck/accuracy.ts";
import { findAnalyses, keepAnalysis } from "../../experiment/deck/analysis-cards.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { DeckRequest, Plot } from "../engine.ts";
import { explainFailure, findFalsePoint, findSpoiledRun } from "./ngspice-log.ts";
import type { RunLimits } from "./ngspice-worker.ts";
import { readRawFile } from "./raw-file.ts";
import { toPlot } from "./raw-plot.ts";
import type { WorkerAccess } from "./shared-worker.ts";

/** A complete deck to be run. `.control` blocks must have been taken out. */
export interface SimulationRequest extends DeckRequest {
  /** `raised`, the default: operating points and sweeps with reltol=1e-9 vntol=1e-13 abstol=1e-16 or tighter; transients as the deck says. */
  readonly accuracy?: "raised" | "as-written";
}

/** `.control` runs commands, and `*#` is the same in disguise. */
const commandLine = /^[ \t]*(?:\.control\b|\*#)/im;

/** Options that stay in force for every later deck: `interp` interpolates results, `cshunt` adds capacitors. Nothing undoes them. */
const leakingOption = /^[ \t]*\.opt\w*[^\n]*(?:\n[ \t]*\+[^\n]*)*\b(?:interp|cshunt)\b/im;

/** A card that may be nonlinear, behind the title. */
const nonlinearElement = /\n[ \t]*[bdjmqswz]\w*[ \t]/i;

/**
 * Run every analysis of a deck: one plot for each of its cards, in their order (`.noise` gives two). Each card runs by itself, since
 * ngspice runs them in an order of its own. Fails where a card was ignored, an analysis was given up, or a number is not finite.
 */
export async function simulateDeck(
  { deck, files = new Map(), accuracy = "raised" }: SimulationRequest,
  access: WorkerAccess,
  limits: RunLimits,
): Promise<Outcome<readonly Plot[]>> {
  const texts = [deck, ...files.values()];
  if (texts.some((text) => commandLine.test(text))) {
    return fail(
      "rejected-deck",
      "the deck has a .control block or a *# line: commands are not executed here",
    );
  }
  const analyses = findAnalyses(deck);
  if (analyses.length === 0) {
    return fail("rejected-deck", "the deck has no analysis card (.ac, .tran, .op, .dc)");
  }
  const plots: Plot[] = [];
  for (const [index, analysis] of analyses.entries()) {
    const part = keepAnalysis(deck, index);
    const isRaised = accuracy === "raised" && analysis !== "tran";
    // The sweep of a linear circuit, which may have no operating point, is right without one.
    const needsPoint = analysis !== "ac" || texts.some((text) => nonlinearElement.test(text));
    const task = { deck: isRaised ? raiseAccuracy(part, texts) : part, files, needsPoint };
    const outcome = await runAnalysis(task, access, limits);
    const isUnread = outcome.kind === "failed" && outcome.reason === "rejected-deck";
    // What a deck that could not be read leaves behind is unknown.
    if (isUnread || texts.some((text) => leakingOption.test(text))) await access.replace();
    if (outcome.kind === "failed") return outcome;
    plots.push(...outcome.value);
  }
  return succeed(plots);
}

const deckFile = "simulate.cir";
const resultFile = "simulate.raw";

interface AnalysisTask extends Required<Pick<SimulationRequest, "deck" | "files">> {
  readonly needsPoint: boolean;
}

async function runAnalysis(
  { deck, files, needsPoint }: AnalysisTask,
  access: WorkerAccess,
  limits: RunLimits,
): Promise<Outcome<readonly Plot[]>> {
  const outcome = await access.run(
    {
      writes: [[deckFile, deck], ...files],
      script: [
        `source ${deckFile}`,
        "destroy all",
        "run",
        // All plots into one file; the deck may have asked for ascii.
        "set appendwrite",
        "set filetype=binary",
        "foreach plot $plots",
        "setplot $plot",
        `write ${resultFile}`,
        "end",
        "unset appendwrite",
        "destroy all",
        "remcirc",
      ].join("\n"),
      reads: [resultFile],
    },
    limits,
  );
  if (outcome.kind === "failed") return explainFailure(outcome.log, outcome);
  const { log, files: results } = outcome.value;
  const spoiled = findSpoiledRun(log) ?? (needsPoint ? findFalsePoint(log) : undefined);
  if (spoiled !== undefined) return spoiled;
  // A transient that was given up has points all the same.
  if (/simulation\(s\) aborted/i.test(log)) {
    return explainFailure(log, fail("no-convergence", "ngspice gave the analysis up", log));
  }
  return readResult(log, results[0] ?? null);
}

function readResult(log: string, bytes: Uint8Array<ArrayBuffer> | null): Outcome<readonly Plot[]> {
  const raw = bytes === null ? fail("incomplete-result", "ngspice wrote no result", log) : readRawFile(bytes);
  if (raw.kind === "failed") return explainFailure(log, raw);
  // `const`, ngspice's table of constants, is always among the plots.
  const plots = raw.value.filter(({ plotName }) => plotName !== "constants");
  if (plots.length === 0) {
    return explainFailure(log, fail("incomplete-result", "the analysis gave no result", log));
  }
  for (const { vectors, values, plotName, points } of plots) {
    if (points === 0 || vectors.length === 0) {
      return explainFailure(log, fail("incomplete-result", `${plotName} gave no points`, log));
    }
    if (!values.every(Number.isFinite)) {
      return fail("not-finite", `${plotName} gave a value that is not a number`, log);
    }
  }
  return succeed(plots.map(toPlot));
}
