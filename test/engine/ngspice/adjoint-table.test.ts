import { afterAll, describe, expect, it } from "vitest";
import type { CircuitElement } from "../../../src/circuit/element.ts";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import type { Phase } from "../../../src/experiment/experiment.ts";
import type { FrequencyGrid } from "../../../src/goal/frequency-grid.ts";
import { slotsOf } from "../../circuit-builder.ts";
import { type Complex, reader } from "../model/run-phases.ts";
import { everyProbe, everything, experimentOver, unwrap } from "./ac-session.ts";

const engine = createNgspiceEngine();
afterAll(() => engine.close());

const grid: FrequencyGrid = { variation: "dec", points: 2, from: 300, to: 60e3 };
const experiment = experimentOver(everything, [grid], everyProbe);
type Reader = (text: string, point: number) => Complex;

const times = (a: Complex, b: Complex): Complex => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re,
});
const plus = (a: Complex, b: Complex): Complex => ({ re: a.re + b.re, im: a.im + b.im });
const scaled = (a: Complex, factor: number): Complex => ({ re: a.re * factor, im: a.im * factor });
const timesJ = (a: Complex): Complex => ({ re: -a.im, im: a.re });

/** The table of derivatives, written out by hand: free quantities from `v`, those of the unit nudge from `y`. */
function derivative(
  element: CircuitElement,
  slots: Float64Array,
  omega: number,
  point: number,
  v: Reader,
  y: Reader,
): Complex {
  const name = (node: number): string => everything.nodes[node]!;
  const across = (read: Reader, [p, n]: readonly [number, number]): Complex =>
    plus(
      p === 0 ? { re: 0, im: 0 } : read(`v(${name(p)})`, point),
      n === 0 ? { re: 0, im: 0 } : scaled(read(`v(${name(n)})`, point), -1),
    );
  const through = (read: Reader, index: number): Complex =>
    read(`i(${everything.elements[index]!.name})`, point);
  const inductance = (index: number): number =>
    slots[(everything.elements[index] as { value: number }).value]!;
  switch (element.kind) {
    case "resistor":
      return scaled(
        times(across(v, element.nodes), across(y, element.nodes)),
        1 / slots[element.value]! ** 2,
      );
    case "capacitor":
      return scaled(timesJ(times(across(v, element.nodes), across(y, element.nodes))), -omega);
    case "inductor": {
      const own = times(through(v, element.index), through(y, element.index));
      const [coupling] = everything.elements.filter((other) => other.kind === "coupling");
      if (coupling?.kind !== "coupling") return scaled(timesJ(own), omega);
      const other = coupling.inductors.find((index) => index !== element.index)!;
      const mutual = plus(
        times(through(v, element.index), through(y, other)),
        times(through(v, other), through(y, element.index)),
      );
      const slope = 0.5 * slots[coupling.value]! * Math.sqrt(inductance(other) / inductance(element.index));
      return scaled(timesJ(plus(own, scaled(mutual, slope))), omega);
    }
    case "coupling": {
      const [one, two] = element.inductors;
      const mutual = plus(times(through(v, one), through(y, two)), times(through(v, two), through(y, one)));
      return scaled(timesJ(mutual), omega * Math.sqrt(inductance(one) * inductance(two)));
    }
    case "vccs":
      return scaled(times(across(v, element.control), across(y, element.nodes)), -1);
    case "vcvs":
      return times(across(v, element.control), through(y, element.index));
    case "cccs":
      return scaled(times(through(v, element.controlSource), across(y, element.nodes)), -1);
    case "ccvs":
      return times(through(v, element.controlSource), through(y, element.index));
    case "voltage-source":
    case "current-source": {
      const phase = (slots[element.acPhase]! * Math.PI) / 180;
      const response =
        element.kind === "voltage-source" ? through(y, element.index) : scaled(across(y, element.nodes), -1);
      return times(response, { re: Math.cos(phase), im: Math.sin(phase) });
    }
    case "device":
      throw new Error("no device here");
  }
}

describe("free and unit-nudge sweeps through ngspice", () => {
  it("give every probe's derivative with respect to every element, as finite differences do", async () => {
    const session = unwrap(await engine.open(experiment));
    const slots = slotsOf(everything);
    const free: Phase = { kind: "free", excitation: { kind: "sources" } };
    const nudges = everyProbe.map((_, probe): Phase => ({ kind: "nudge", probe, terminated: false }));
    const readers = unwrap(await session.run(slots, [free, ...nudges])).map(
      (matrix): Reader => reader(experiment, matrix),
    );
    const [v, ...nudged] = readers as [Reader, ...Reader[]];
    const points = experiment.frequencies.length;

    for (const element of everything.elements) {
      const slot = "value" in element ? element.value : "acMagnitude" in element ? element.acMagnitude : -1;
      const value = slots[slot]!;
      if (value === 0) continue; // Vs has no AC magnitude to vary relatively.
      const step = 1e-3 * value;
      const at = async (offset: number): Promise<Reader> => {
        const moved = slots.slice();
        moved[slot] = value + offset * step;
        const [matrix] = unwrap(await session.run(moved, [free]));
        return reader(experiment, matrix!);
      };
      const [far, near, nearer, farther] = [await at(-2), await at(-1), await at(1), await at(2)];
      everyProbe.forEach((probe, index) => {
        const pairs = Array.from({ length: points }, (_, point) => {
          const inner = plus(nearer!(probe, point), scaled(near!(probe, point), -1));
          const outer = plus(farther!(probe, point), scaled(far!(probe, point), -1));
          const witness = scaled(plus(scaled(inner, 8), scaled(outer, -1)), 1 / (12 * step));
          const omega = 2 * Math.PI * experiment.frequencies[point]!;
          return { witness, exact: derivative(element, slots, omega, point, v, nudged[index]!) };
        });
        const observed = Math.max(
          ...pairs.map((_, point) => Math.hypot(v(probe, point).re, v(probe, point).im)),
        );
        const size = Math.max(...pairs.map(({ witness }) => Math.hypot(witness.re, witness.im)));
        for (const { witness, exact } of pairs) {
          const error = Math.hypot(exact.re - witness.re, exact.im - witness.im);
          // Below 1e-3 of the observable per relative change the differences are rounding.
          const scale = Math.max(size, (1e-3 * observed) / Math.abs(value));
          expect(error / scale, `d ${probe} / d ${element.name}`).toBeLessThan(1e-8);
        }
      });
    }
    await session.close();
  });
});
