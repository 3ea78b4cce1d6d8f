import type { Network } from "../../network/network.ts";
import type { SingularMatrix } from "../../numeric/lu-pivoting.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";

/** An unknown counts as undetermined from this part of the largest one in the null vector. */
const SHARE = 1e-3;

/** At most so many names in one sentence. */
const NAMES = 6;

/** Say in the user's names what a singular matrix leaves undetermined; `place` completes "no unique solution", as `at DC`. */
export function explainSingular(
  network: Network,
  { undetermined, column }: SingularMatrix,
  place: string,
): Failure {
  const nodes: string[] = [];
  const elements: string[] = [];
  const all = [...undetermined.keys()].filter((row) => undetermined[row]! > SHARE || row === column);
  // The largest first; the sort is stable, so equal ones stay in the order of the netlist.
  all.sort((a, b) => undetermined[b]! - undetermined[a]!);
  for (const row of all) {
    const unknown = network.unknowns[row]!;
    if (unknown.kind === "node") nodes.push(network.circuit.nodes[unknown.node]!);
    else elements.push(network.circuit.elements[unknown.element]!.name);
  }
  const currents = `the current of ${list(elements)}`;
  const voltages = `the voltage of node ${list(nodes)}`;
  if (nodes.length === 0) {
    return fail(
      "singular",
      `The circuit has no unique solution ${place}: ${currents} is not determined (a loop of voltage sources, or of inductors at DC).`,
    );
  }
  if (elements.length === 0) {
    return fail(
      "singular",
      `The circuit has no unique solution ${place}: ${voltages} is not determined (nothing ties it to the rest of the circuit).`,
    );
  }
  return fail(
    "singular",
    `The circuit has no unique solution ${place}: ${voltages} and ${currents} are not determined.`,
  );
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, NAMES);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
