import type { Circuit } from "../circuit/circuit.ts";
import type { Objective } from "./objective.ts";
import { quantityUnit } from "./quantity-unit.ts";

/** Unit of each goal's quantity by the goal's name: `dB`, `°`, `V`, … as far as its expression says it, otherwise empty. */
export function goalUnits(
  { goals }: Pick<Circuit, "goals">,
  objectives: readonly Pick<Objective, "kind" | "goalRows">[],
): ReadonlyMap<string, string> {
  const kinds = new Map(
    objectives.flatMap(({ kind, goalRows }) => (goalRows ?? []).map(({ name }) => [name, kind] as const)),
  );
  return new Map(
    goals.map((directive, index) => {
      const name = directive.name?.text ?? `goal ${index + 1}`;
      const kind = kinds.get(name);
      return [name, kind === undefined ? "" : quantityUnit(directive, kind)];
    }),
  );
}
