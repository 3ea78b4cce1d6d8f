import { readPartRules } from "../circuit/part-rules.ts";
import { createCollector } from "../diagnostic/collector.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import type { Compilation } from "../training/compile.ts";
import { type ChosenValues, chooseValues } from "./choose-values.ts";
import { describeFree, describeValues } from "./describe-values.ts";
import { emitNetlist } from "./emit-netlist.ts";
import { examineBuild } from "./examine-build.ts";
import type { Fabrication } from "./fabrication.ts";
import { type FabricationOptions, fabricationDefaults } from "./fabrication-options.ts";
import { findPartValues } from "./parts/find-part-values.ts";
import { buildNominal } from "./tolerance/built-circuit.ts";

/** Training that lowers the cost by more than this part of it says that the netlist was not trained to the end. */
const UNTRAINED = 0.5;
/**
 * Take a trained netlist to one that can be bought and built: choose values with the cost in view, write them into the text, and look
 * at the result as it will be built: verified afresh, under tolerance, at other temperatures, and for what its parts are put to.
 * Fails as the engine does, and with `unsupported` where a part cannot be chosen (every reason in one text).
 */
export async function fabricate(
  compilation: Compilation,
  options: FabricationOptions,
): Promise<Outcome<Fabrication>> {
  const startedAt = performance.now();
  const { circuit, objectives } = compilation;
  if (objectives.length === 0)
    return fail(
      "unsupported",
      "there is no goal to judge values by: add a line such as `* @goal mag(v(out)) = 0.5 at 1k`",
    );
  // The netlist's own rules were checked when it was compiled.
  const own = readPartRules(circuit.fabricate, circuit.elements, createCollector());
  const { rules = [], table, reach = fabricationDefaults.reach } = options;
  const values = findPartValues(compilation, [...own, ...rules], table, reach);
  if (values.kind === "failed") return values;
  const engine = options.engines[0];
  options.onEvent?.({ kind: "searching", values: values.value.length, engine: engine.name });
  const searched = await chooseValues(compilation, values.value, options);
  if (searched.kind === "failed") return searched;
  if (options.signal?.aborted) return fail("interrupted", "interrupted before values were chosen");
  const searchSeconds = (performance.now() - startedAt) / 1000;

  const emitted = emitNetlist(compilation, searched.value, options.excluded ?? (() => false));
  if (emitted.kind === "failed") return emitted;
  const { after, components, built } = emitted.value;
  const remarks = [...remarkTraining(searched.value, buildNominal(built) !== built.ideal)];
  const examined = await examineBuild(emitted.value, options, remarks);
  if (examined.kind === "failed") return examined;
  const { cost, goals, ...rest } = examined.value;
  return succeed({
    engine: engine.name,
    method: options.method ?? "guided",
    cost: { ...searched.value.cost, chosen: built.nonIdeal.length > 0 ? cost : searched.value.cost.chosen },
    ...(searched.value.expected === undefined ? {} : { expected: searched.value.expected }),
    goals,
    values: describeValues(searched.value),
    free: describeFree(compilation, searched.value),
    components,
    text: after.source.text,
    compilation: after,
    ...rest,
    evaluations: searched.value.evaluations,
    seconds: { search: searchSeconds, total: (performance.now() - startedAt) / 1000 },
    remarks,
  });
}

function remarkTraining({ cost, trainedCost }: ChosenValues, hasParasitics: boolean): readonly string[] {
  if (trainedCost === undefined || trainedCost > (1 - UNTRAINED) * cost.unsnapped) return [];
  const [before, after] = [formatFigure(cost.unsnapped), formatFigure(trainedCost)];
  // What the parts' own parasitics undo, training of the netlist does not see.
  return [
    hasParasitics
      ? `with the parasitics of its parts the netlist does not meet its goals as it stands: values trained with them take its cost from ${before} to ${after}`
      : `the netlist does not meet its goals as it stands: training takes its cost from ${before} to ${after}; run tellegen train first`,
  ];
}

function formatFigure(cost: number): string {
  return cost === 0 ? "0" : cost.toPrecision(4);
}
