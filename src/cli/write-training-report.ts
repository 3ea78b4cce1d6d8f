import { createHash } from "node:crypto";
import { dirname, resolve } from "node:path";
import type { Chart } from "../report/chart.ts";
import { formatHtmlReport } from "../report/html-report.ts";
import { reportStyle } from "../report/report-style.ts";
import type { Compilation } from "../training/compile.ts";
import type { TrainingResult } from "../training/training-result.ts";
import { goalTexts } from "./goal-texts.ts";
import { describeFileError, type Io } from "./io.ts";

/** Write the HTML report of a training. Returns a sentence when the file cannot be written. */
export function writeTrainingReport(
  file: string,
  compilation: Compilation,
  result: TrainingResult,
  responses: readonly Chart[],
  io: Io,
): string | undefined {
  const { source, circuit } = compilation;
  const page = formatHtmlReport({
    netlist: source.name,
    title: circuit.title,
    result,
    goalTexts: goalTexts(compilation),
    responses,
    before: source.text,
    styleHash: createHash("sha256").update(reportStyle).digest("base64"),
  });
  try {
    io.files.createFolder(dirname(resolve(io.cwd, file)));
    io.files.writeFile(resolve(io.cwd, file), page);
    return undefined;
  } catch (error) {
    return `the report ${file} cannot be written: ${describeFileError(error)}`;
  }
}
