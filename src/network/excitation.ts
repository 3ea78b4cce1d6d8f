import type { CircuitElement, IndependentSource } from "../circuit/element.ts";
import type { ComplexVector } from "../numeric/complex-vector.ts";
import type { Network } from "./network.ts";
import { portDrive } from "./port-termination.ts";
import { stampTable } from "./stamp-table.ts";

/** Write b for the network driven by its own AC sources: magnitude · e^{j phase}. */
export function writeSourceDrive(network: Network, slots: Float64Array, b: ComplexVector): void {
  writeSources(network, b, (source) => {
    const magnitude = slots[source.acMagnitude]!;
    const degrees = slots[source.acPhase]!;
    // Without this a phase of 0 would still be exact, but 180 would leave an imaginary part of 1e-16.
    if (degrees % 180 === 0) return { re: degrees % 360 === 0 ? magnitude : -magnitude, im: 0 };
    const phase = (degrees * Math.PI) / 180;
    return { re: magnitude * Math.cos(phase), im: magnitude * Math.sin(phase) };
  });
}

/** Write b for one independent source alone, at unit amplitude. */
export function writeUnitDrive(network: Network, element: number, b: ComplexVector): void {
  writeSources(network, b, ({ index }) => ({ re: index === element ? 1 : 0, im: 0 }));
}

/** Write b for the operating point: the sources' DC values. */
export function writeDirectDrive(network: Network, slots: Float64Array, b: ComplexVector): void {
  writeSources(network, b, (source) => ({ re: slots[source.dc]!, im: 0 }));
}

/** Index of a source one of whose values is not finite, or -1. */
export function findUnusableSource(network: Network, slots: Float64Array): number {
  const unusable = network.circuit.elements.find(
    (element) =>
      isIndependentSource(element) &&
      ![element.dc, element.acMagnitude, element.acPhase].every((slot) => Number.isFinite(slots[slot])),
  );
  return unusable?.index ?? -1;
}

/** Write b for the network driven at one port (an index into `Circuit.ports`), its own sources off. */
export function writePortDrive(network: Network, port: number, b: ComplexVector): void {
  b.re.fill(0);
  b.im.fill(0);
  for (const { row, value } of portDrive(network, network.circuit.ports[port]!)) {
    if (row >= 0) b.re[row] = b.re[row]! + value;
  }
}

/** An independent source and where its value stands in b. */
export interface SourceEntry {
  readonly source: IndependentSource;
  /** Without the ground's; a current source's `m` is in the sign. */
  readonly entries: readonly { readonly row: number; readonly sign: number }[];
}

/** All independent sources of a network in their order. */
export function sourceEntries(network: Network): readonly SourceEntry[] {
  return network.circuit.elements.filter(isIndependentSource).map((source) => ({
    source,
    entries: (stampTable[source.kind].source?.(source, network) ?? []).filter(({ row }) => row >= 0),
  }));
}

function writeSources(
  network: Network,
  b: ComplexVector,
  phasor: (source: IndependentSource) => { readonly re: number; readonly im: number },
): void {
  b.re.fill(0);
  b.im.fill(0);
  for (const { source, entries } of sourceEntries(network)) {
    const value = phasor(source);
    for (const { row, sign } of entries) {
      b.re[row] = b.re[row]! + sign * value.re;
      b.im[row] = b.im[row]! + sign * value.im;
    }
  }
}

function isIndependentSource(element: CircuitElement): element is IndependentSource {
  return element.kind === "voltage-source" || element.kind === "current-source";
}
