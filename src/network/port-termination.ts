import type { Port } from "../circuit/circuit.ts";
import type { IndependentSource } from "../circuit/element.ts";
import type { StampTarget } from "./element-stamp.ts";
import type { Network } from "./network.ts";
import { stampAdmittance } from "./stamps/admittance-entries.ts";

/** A voltage source that lies directly across a port and stands for it; `sign` is -1 where it is the other way round. */
export interface PortSource {
  readonly element: number;
  readonly sign: 1 | -1;
}

/** The voltage source across a port, if there is one. */
export function findPortSource(network: Pick<Network, "circuit">, port: Port): PortSource | undefined {
  const isSource = (element: { kind: string }): element is IndependentSource =>
    element.kind === "voltage-source";
  for (const element of network.circuit.elements) {
    if (!isSource(element)) continue;
    const [positive, negative] = element.nodes;
    if (positive === port.positive && negative === port.negative) return { element: element.index, sign: 1 };
    if (positive === port.negative && negative === port.positive) return { element: element.index, sign: -1 };
  }
  return undefined;
}

/**
 * Terminate a port with its z0. A source that stands for the port is no longer a short circuit: its law becomes
 * v - z0 i = 0, which is z0 across the port with the port's current still read by the source.
 */
export function stampTermination(network: Network, port: Port, target: StampTarget): void {
  const source = findPortSource(network, port);
  if (source) {
    const row = network.branchRow(source.element);
    target.addConstant(row, row, -port.z0);
    return;
  }
  stampAdmittance(
    target.addConstant,
    network.nodeRow(port.positive),
    network.nodeRow(port.negative),
    1 / port.z0,
  );
}

/** Where the drive of a port stands in b: 2 V behind z0 in a source's row, otherwise its Norton current 2/z0 into the positive node. */
export function portDrive(
  network: Network,
  port: Port,
): readonly { readonly row: number; readonly value: number }[] {
  const source = findPortSource(network, port);
  if (source) return [{ row: network.branchRow(source.element), value: 2 * source.sign }];
  return [
    { row: network.nodeRow(port.positive), value: 2 / port.z0 },
    { row: network.nodeRow(port.negative), value: -2 / port.z0 },
  ];
}
