import type { Compilation } from "../training/compile.ts";

/** The nodes whose voltages the goals of a netlist look at; ground left out. */
export function observedNodes({ objectives }: Compilation): ReadonlySet<number> {
  const probes = objectives.flatMap(({ observables }) => observables.map(({ probe }) => probe));
  const nodes = probes.flatMap((probe) => (probe.kind === "voltage" ? [probe.positive, probe.negative] : []));
  return new Set(nodes.filter((node) => node !== 0));
}
