import type { Circuit } from "../circuit/circuit.ts";
import type { CircuitElement } from "../circuit/element.ts";
import type { Objective } from "./objective.ts";

/** What an analysis runs over. */
export interface GoalAxis {
  /** `frequency`, `time`, or the swept element's name. */
  readonly label: string;
  /** `Hz`, `s`, `V`, `A` or `Ohm`. */
  readonly unit: string;
}

const sweptUnits: Partial<Record<CircuitElement["kind"], string>> = {
  "voltage-source": "V",
  "current-source": "A",
  resistor: "Ohm",
};

/** The axis behind an objective's points and the `at` of its verdicts; undefined for an operating point, which has none. */
export function goalAxis(
  { analysis }: Pick<Objective, "analysis">,
  { elements }: Pick<Circuit, "elements">,
): GoalAxis | undefined {
  switch (analysis.kind) {
    case "ac":
      return { label: "frequency", unit: "Hz" };
    case "tran":
      return { label: "time", unit: "s" };
    case "dc": {
      const swept = elements[analysis.sweeps[0]?.element ?? -1];
      return swept && { label: swept.name, unit: sweptUnits[swept.kind] ?? "" };
    }
    case "op":
      return undefined;
  }
}
