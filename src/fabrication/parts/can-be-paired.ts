import { walkExpression } from "../../ast/walk.ts";
import type { Circuit } from "../../circuit/circuit.ts";
import { isPassive } from "../../circuit/part-rules.ts";
import type { PartValue } from "./part-value.ts";

/** Whether two parts may stand for each part of a value: coils of a coupling stay whole, and so does what a goal asks the current of. */
export function canBePaired({ elements }: PartValue, circuit: Circuit): boolean {
  const coupled = new Set(
    circuit.elements.flatMap((element) => (element.kind === "coupling" ? element.inductors : [])),
  );
  const observed = new Set<string>();
  for (const { left, right } of circuit.goals) {
    for (const side of [left, right]) {
      walkExpression(side, (part) => {
        if (part.kind === "probe") for (const { key } of part.names) observed.add(key);
      });
    }
  }
  return elements.every((index) => {
    const element = circuit.elements[index]!;
    return isPassive(element) && !coupled.has(index) && !observed.has(element.name.toLowerCase());
  });
}
