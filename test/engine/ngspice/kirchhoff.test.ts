import { describe, expect, it } from "vitest";
import { findKirchhoffBreach } from "../../../src/engine/ngspice/kirchhoff.ts";
import { devicePorts } from "../../../src/experiment/deck/device-ports.ts";
import type { Quantity } from "../../../src/experiment/experiment.ts";
import { circuitFrom } from "./circuit-from.ts";
import { writtenSlots } from "./dc-check.ts";

const circuit = circuitFrom(`
V1 in 0 2
R1 in a 1k
D1 a out dx
R2 out 0 500 m=2
G1 0 out in a 1m
I1 out 0 1m
.model dx d
.op`);

/** A point with 1 mA through R1 and D1, another through G1, and 1 mA out of both through I1 and R2. */
const point: Readonly<Record<string, number>> = { in: 2, a: 1, out: 0.25, V1: -1e-3 };

function breach(diode: number, values = point) {
  const diodes = circuit.elements.filter((element) => element.kind === "device");
  return findKirchhoffBreach(circuit, {
    slots: writtenSlots(circuit),
    devices: diodes.map(devicePorts),
    // The anode is the reference: the current goes into the cathode, backwards.
    currents: [[-diode]],
    valueAt: (quantity: Quantity) =>
      quantity.kind === "branch"
        ? values[circuit.elements[quantity.element]!.name]!
        : (values[circuit.nodes[quantity.node]!] ?? 0),
  });
}

describe("findKirchhoffBreach", () => {
  it("finds nothing at an operating point", () => {
    expect(breach(1e-3)).toBeUndefined();
  });

  it("names a node whose currents do not sum up to 0, and the excess", () => {
    const failure = breach(0.8e-3);
    expect(failure).toMatchObject({ kind: "failed", reason: "no-convergence" });
    expect(failure!.explanation).toContain("node a sum up to -0.0002 A");
    expect(breach(1e-3, { ...point, out: 0.5 })!.explanation).toContain("node out");
    expect(breach(1e-3, { ...point, V1: -2e-3 })!.explanation).toContain("node in");
  });

  it("judges no node with a current that is not known", () => {
    expect(breach(Number.NaN)).toBeUndefined();
  });
});
