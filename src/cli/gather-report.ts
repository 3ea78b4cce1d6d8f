import { createHash } from "node:crypto";
import type { Engine } from "../engine/engine.ts";
import { measureSensitivity } from "../fabrication/sensitivity/measure-sensitivity.ts";
import type { SensitivityTable } from "../fabrication/sensitivity/value-sensitivity.ts";
import type { Outcome } from "../numeric/outcome.ts";
import { reportStyle } from "../report/html/report-style.ts";
import type { TrainingReport } from "../report/html/training-report.ts";
import { formatSchematic } from "../report/schematic/format-schematic.ts";
import type { Compilation } from "../training/compile.ts";
import type { MeasuredGoals } from "../training/measure-goal-curves.ts";
import { DEFAULT_STEPS, planTraining } from "../training/plan-training.ts";
import type { TrainingResult } from "../training/training-result.ts";
import type { TrainOptions } from "./command-options.ts";
import { directiveTexts } from "./directive-texts.ts";
import { goalTexts } from "./goal-texts.ts";
import type { Io } from "./io.ts";
import { observedNodes } from "./observed-nodes.ts";
import { reportVersions } from "./report-versions.ts";
import { trainingSettings } from "./training-settings.ts";

/** Put together what an HTML report of a training shows. What cannot be measured is left out, with a sentence in the report. */
export async function gatherReport(
  compilation: Compilation,
  engine: Engine,
  result: TrainingResult,
  measured: Outcome<readonly MeasuredGoals[]>,
  options: TrainOptions,
  io: Io,
): Promise<TrainingReport> {
  const { source, circuit } = compilation;
  const after = Float64Array.from(result.parameters, (parameter) => parameter.after);
  const sensitivity = await measureSensitivity(compilation, engine, after, result.estimator);
  const plan = planTraining(compilation, trainingSettings(options));
  const settings = "kind" in plan ? {} : plan.settings;
  return {
    netlist: source.name,
    title: circuit.title,
    directives: directiveTexts(compilation),
    result,
    goalTexts: goalTexts(compilation),
    ...(measured.kind === "ok"
      ? { measured: { before: measured.value[0]!, after: measured.value[1]! } }
      : {}),
    ...(sensitivity.kind === "ok" ? { sensitivity: sensitivity.value } : {}),
    schematic: formatSchematic(circuit, after, observedNodes(compilation)),
    missing: missingParts(measured, sensitivity),
    before: source.text,
    versions: reportVersions(),
    settings: { steps: settings.steps ?? DEFAULT_STEPS, seed: settings.seed ?? 1 },
    date: io.today(),
    styleHash: createHash("sha256").update(reportStyle).digest("base64"),
  };
}

function missingParts(
  measured: Outcome<readonly MeasuredGoals[]>,
  sensitivity: Outcome<SensitivityTable>,
): readonly string[] {
  return [
    ...(measured.kind === "failed" ? [`There are no charts: ${measured.explanation}.`] : []),
    ...(sensitivity.kind === "failed" ? [`There are no sensitivities: ${sensitivity.explanation}.`] : []),
  ];
}
