import type { Circuit } from "../../circuit/circuit.ts";
import { compileGoals } from "../../goal/compile-goals.ts";
import type { Objective } from "../../goal/objective.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { Compilation } from "../../training/compile.ts";

/** The goals as they are for a circuit with further elements; the compiled ones where nothing was added. */
export function compileObjectives(
  compilation: Compilation,
  simulated: Circuit,
): Outcome<readonly Objective[]> {
  if (simulated.elements.length === compilation.circuit.elements.length)
    return succeed(compilation.objectives);
  const compiled = compileGoals(simulated, compilation.host);
  if (compiled.ok) return succeed(compiled.value);
  return fail("unsupported", compiled.diagnostics.map(({ message }) => message).join("\n"));
}
