import type { Circuit } from "../../circuit/circuit.ts";
import { isPassive } from "../../circuit/part-rules.ts";
import type { Engine } from "../../engine/engine.ts";
import { runFree } from "../../gradient/free-run.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import { type Compilation, compile } from "../../training/compile.ts";
import { openProblem } from "../../training/open-problem.ts";
import type { TemperatureReport } from "../fabrication.ts";
import { type BuiltCircuit, buildNominal } from "../tolerance/built-circuit.ts";
import { setTemperature } from "./at-temperature.ts";
import { compileObjectives } from "./compile-objectives.ts";
import { startOf } from "./find-part-values.ts";

/**
 * Cost and verdicts of a built circuit at other temperatures: the netlist is compiled anew at each, so that its tc1, tc2 and tce count as
 * the simulator counts them. Where no element depends on temperature that is said in `remarks`.
 */
export async function measureTemperatures(
  compilation: Compilation,
  built: BuiltCircuit,
  temperatures: readonly number[],
  engine: Engine,
  remarks: string[],
): Promise<Outcome<readonly TemperatureReport[]>> {
  const reports: TemperatureReport[] = [];
  let depends = false;
  for (const celsius of temperatures) {
    const compiled = compile(setTemperature(compilation.netlist, celsius), compilation.host);
    if (!compiled.ok)
      return fail(
        "rejected-deck",
        `the netlist does not compile at ${celsius} °C: ${compiled.diagnostics[0]?.message}`,
      );
    const { circuit } = compiled.value;
    depends ||= differs(circuit, compilation.circuit);
    const simulated = buildNominal({ ...built, ideal: circuit });
    const objectives = compileObjectives(compiled.value, simulated);
    if (objectives.kind === "failed") return objectives;
    const opened = await openProblem(simulated, objectives.value, engine);
    if (opened.kind === "failed") return opened;
    const run = await runFree(opened.value.problem, startOf(simulated));
    await opened.value.close();
    if (run.kind === "failed") return run;
    reports.push({ celsius, cost: run.value.cost, goals: run.value.goals });
  }
  if (temperatures.some((celsius) => celsius !== compilation.circuit.temperature) && !depends) {
    remarks.push(
      "temperature changes nothing: no element has a coefficient; write tc1= behind the values that have one",
    );
  }
  return succeed(reports);
}

/** A device's card may depend on temperature in ways of its own. */
function differs({ elements }: Circuit, other: Circuit): boolean {
  return elements.some((element, index) => {
    if (element.kind === "device") return true;
    const twin = other.elements[index];
    return isPassive(element) && twin !== undefined && isPassive(twin) && element.factor !== twin.factor;
  });
}
