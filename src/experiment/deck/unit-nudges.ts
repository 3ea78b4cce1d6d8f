import type { AcExperiment } from "../experiment.ts";
import { branchDevice, type CardContext } from "./element-cards.ts";
import type { Stimulus } from "./stimulus.ts";

/** One switchable source per probe: 1 A into the positive node of a voltage, 1 V in series with a current. */
export function writeUnitNudges(
  { circuit, probes }: Pick<AcExperiment, "circuit" | "probes">,
  { builder, transposed }: CardContext,
): readonly Stimulus[] {
  const { names } = builder;
  return probes.map((probe, index): Stimulus => {
    const unit = { magnitude: 1, phase: 0 };
    if (probe.kind === "voltage") {
      const device = `ip${index}`;
      names.describe(device, `the nudge of probe ${index + 1}`);
      builder.card(`${device} ${names.node(probe.negative)} ${names.node(probe.positive)} dc 0 ac 0 0`);
      return { device, ...unit };
    }
    // A voltage source is nudged itself, and so is the 0 V source that stands for E or H in the transposed deck.
    const element = circuit.elements[probe.element]!;
    if (element.kind === "voltage-source" || (transposed && element.kind !== "inductor")) {
      return { device: branchDevice(element, names, transposed), ...unit };
    }
    const device = `vp${index}`;
    names.describe(device, `the nudge of ${element.name}`);
    builder.putInSeries(probe.element, (from, to) => builder.card(`${device} ${from} ${to} dc 0 ac 0 0`));
    return { device, ...unit };
  });
}
