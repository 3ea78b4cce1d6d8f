import { createHash } from "node:crypto";
import type { Engine } from "../engine/engine.ts";
import type { Fabrication } from "../fabrication/fabrication.ts";
import { billMaterials } from "../fabrication/output/bill-of-materials.ts";
import type { GoalCurve } from "../goal/goal-curves.ts";
import { goalUnits } from "../goal/goal-units.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { FabricationReport } from "../report/html/fabrication-report.ts";
import { reportStyle } from "../report/html/report-style.ts";
import { formatSchematic } from "../report/schematic/format-schematic.ts";
import type { Compilation } from "../training/compile.ts";
import { measureGoalCurves } from "../training/measure-goal-curves.ts";
import type { Io } from "./io.ts";
import { observedNodes } from "./observed-nodes.ts";
import { reportVersions } from "./report-versions.ts";

/** Put together what an HTML report on chosen values shows. What cannot be measured is left out, with a sentence in the report. */
export async function gatherExportReport(
  trained: Compilation,
  fabrication: Fabrication,
  engine: Engine,
  io: Io,
): Promise<FabricationReport> {
  const { compilation: chosen } = fabrication;
  const curves = [await ownCurves(trained, engine), await ownCurves(chosen, engine)] as const;
  const [before, after] = curves;
  const failure = curves.find((outcome) => outcome.kind === "failed");
  return {
    netlist: trained.source.name,
    title: trained.circuit.title,
    fabrication,
    bill: billMaterials(fabrication.components.components),
    ...(before.kind === "ok" && after.kind === "ok"
      ? { measured: { trained: before.value, chosen: after.value } }
      : {}),
    wishes: wishesOf(trained),
    schematic: formatSchematic(chosen.circuit, ownValues(chosen), observedNodes(chosen)),
    missing: failure?.kind === "failed" ? [`There are no charts of responses: ${failure.explanation}.`] : [],
    before: trained.source.text,
    versions: reportVersions(),
    date: io.today(),
    styleHash: createHash("sha256").update(reportStyle).digest("base64"),
  };
}

function wishesOf({ circuit, objectives }: Compilation): FabricationReport["wishes"] {
  const units = goalUnits(circuit, objectives);
  const rows = objectives.flatMap(({ goalRows }) => goalRows ?? []);
  return new Map(rows.map((goal) => [goal.name, { ...goal, unit: units.get(goal.name) ?? "" }]));
}

const ownValues = ({ circuit }: Compilation): Float64Array =>
  Float64Array.from(circuit.trainables, ({ start }) => start);

/** The goals of a netlist at its own values. */
async function ownCurves(compilation: Compilation, engine: Engine): Promise<Outcome<readonly GoalCurve[]>> {
  const measured = await measureGoalCurves(compilation, engine, [ownValues(compilation)]);
  return measured.kind === "failed" ? measured : succeed(measured.value[0]!.curves);
}
