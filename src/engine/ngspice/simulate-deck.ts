import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { Plot, PlotVariable } from "../engine.ts";
import { explainFailure, findSpoiledRun } from "./ngspice-log.ts";
import type { RunLimits } from "./ngspice-worker.ts";
import { type RawPlot, readRawFile } from "./raw-file.ts";
import type { WorkerAccess } from "./shared-worker.ts";

/** A complete deck to be run. */
export interface SimulationRequest {
  /** The whole text, with its title line and analysis cards. `.control` blocks must have been taken out. */
  readonly deck: string;
  /** Files that the deck includes, by the name it uses. */
  readonly files?: ReadonlyMap<string, string>;
  readonly deadlineSeconds?: number;
}

const deckFile = "simulate.cir";
const resultFile = "simulate.raw";

/** `.control` runs commands, and `*#` is the same in disguise. */
const commandLine = /^[ \t]*(?:\.control\b|\*#)/im;

/** An option that interpolates results and stays in force for every later deck. */
const leakingOption = /^[ \t]*\.opt\w*[^\n]*(?:\n\+[^\n]*)*\binterp\b/im;

const analysisCard = /^[ \t]*\.(?:ac|dc|op|tran|tf|noise|pz|sens|disto|sp)\b/gim;

/**
 * Run every analysis of a deck: one plot each, in ngspice's order. Fails where a card was ignored, an analysis was aborted or gave
 * less than it should, or a number is not finite.
 */
export async function simulateDeck(
  { deck, files = new Map() }: SimulationRequest,
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
  const expected = deck.match(analysisCard)?.length ?? 0;
  if (expected === 0) return fail("rejected-deck", "the deck has no analysis card (.ac, .tran, .op, .dc)");
  const outcome = await access.run(
    {
      writes: [[deckFile, deck], ...files],
      script: [
        `source ${deckFile}`,
        "destroy all",
        "run",
        // All plots into one file; `const`, which is always there, comes first.
        "set appendwrite",
        `foreach plot $plots`,
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
  const result = readResult(outcome.value.log, outcome.value.files[0] ?? null, expected);
  // What a deck that could not be read leaves behind is unknown.
  if (result.kind === "failed" || texts.some((text) => leakingOption.test(text))) await access.replace();
  return result;
}

function readResult(
  log: string,
  bytes: Uint8Array<ArrayBuffer> | null,
  expected: number,
): Outcome<readonly Plot[]> {
  const spoiled = findSpoiledRun(log);
  if (spoiled !== undefined) return spoiled;
  const raw = bytes === null ? fail("incomplete-result", "ngspice wrote no result", log) : readRawFile(bytes);
  if (raw.kind === "failed") return explainFailure(log, raw);
  const plots = raw.value.filter(({ plotName }) => plotName !== "constants");
  if (plots.length < expected) {
    const missing = fail("incomplete-result", `${plots.length} of ${expected} analyses gave a result`, log);
    return explainFailure(log, missing);
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

const units: Readonly<Record<string, PlotVariable["unit"]>> = {
  voltage: "V",
  current: "A",
  frequency: "Hz",
  time: "s",
};

function toPlot({ title, plotName, isComplex, vectors, points, values }: RawPlot): Plot {
  const stride = vectors.length * (isComplex ? 2 : 1);
  const column = (offset: number): Float64Array =>
    Float64Array.from({ length: points }, (_, point) => values[point * stride + offset]!);
  return {
    title,
    analysis: plotName,
    variables: vectors.map(({ name, type }, index): PlotVariable => {
      const unit = units[type] ?? "";
      if (!isComplex) return { name, unit, re: column(index) };
      const re = column(2 * index);
      return type === "frequency" ? { name, unit, re } : { name, unit, re, im: column(2 * index + 1) };
    }),
  };
}
