import { type Failure, fail } from "../numeric/outcome.ts";
import type { TransientExperiment } from "./experiment.ts";

/**
 * Why a fixed grid cannot begin as `.ic` says, naming the node: from an operating point in which the node is held, or with devices, whose
 * own charges nobody knows. With `uic` the capacitors of a linear circuit have the voltages already (src/circuit/charge-capacitors.ts).
 */
export function refuseInitialNodes({
  circuit,
  analysis,
}: Pick<TransientExperiment, "circuit" | "analysis">): Failure | undefined {
  const [first] = circuit.initialConditions;
  if (first === undefined) return undefined;
  const card = `.ic v(${circuit.nodes[first.node]})`;
  if (!analysis.useInitialConditions) {
    return fail(
      "unsupported",
      `${card} does not hold on a fixed grid: write uic at .tran, so that the capacitors begin at the voltages of .ic`,
    );
  }
  const device = circuit.elements.find((element) => element.kind === "device" && !element.linear);
  return device && fail("unsupported", `${card} does not charge ${device.name} on a fixed grid`);
}
