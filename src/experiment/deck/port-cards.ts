import { findPortSource } from "../../network/port-termination.ts";
import type { DeckBuilder } from "./deck-builder.ts";
import type { Stimulus } from "./stimulus.ts";

/**
 * Terminate the ports. A source across a port becomes a source behind z0; other ports get z0 and a current source of 2/z0.
 * Gives the drive of each port, which makes an incident wave of 1 V.
 */
export function writePorts(builder: DeckBuilder): readonly Stimulus[] {
  const { circuit, names } = builder;
  return circuit.ports.map((port, index) => {
    const source = findPortSource({ circuit }, port);
    const resistor = `rt${index}`;
    names.describe(resistor, `the termination of port ${port.number}`);
    if (source !== undefined) {
      builder.putInSeries(source.element, (from, to) => builder.card(`${resistor} ${from} ${to} `, port.z0));
      return { device: names.element(source.element), magnitude: 2 * source.sign, phase: 0 };
    }
    const positive = names.node(port.positive);
    const negative = names.node(port.negative);
    builder.card(`${resistor} ${positive} ${negative} `, port.z0);
    names.describe(`it${index}`, `the drive of port ${port.number}`);
    builder.card(`it${index} ${negative} ${positive} dc 0 ac 0 0`);
    return { device: `it${index}`, magnitude: 2 / port.z0, phase: 0 };
  });
}
