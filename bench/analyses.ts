import { createModelEngine, createNgspiceEngine, gradient } from "../src/index.ts";
import { compileGenerated, expectValue } from "./built-library.ts";
import { lineLadder, writeAnnotated } from "./ladder-netlist.ts";
import { printTable } from "./table.ts";

/** Analyses per gradient against the number of parameters, beside what finite differences would take. */
export async function measure(): Promise<void> {
  const engines = [createModelEngine(), createNgspiceEngine()];
  const rows: (string | number)[][] = [];
  for (const parameters of [10, 100, 1000]) {
    const compilation = compileGenerated(writeAnnotated(lineLadder(parameters, 81), "L* C* Rs Rl"));
    for (const engine of engines) {
      const report = expectValue(await gradient(compilation, { engine }));
      rows.push([report.parameters.length, engine.name, report.estimator, report.analyses, parameters + 1]);
    }
  }
  for (const engine of engines) await engine.close();
  printTable(
    "Analyses for one gradient of all parameters (line ladder, 81 frequencies, one output)",
    ["parameters", "engine", "estimator", "analyses", "forward differences"],
    rows,
  );
}
