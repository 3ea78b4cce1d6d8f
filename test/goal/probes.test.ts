import { describe, expect, test } from "vitest";
import { complexMatrix } from "../../src/numeric/complex-matrix.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { objectiveOf } from "./circuit-fixture.ts";
import { expectExactDerivatives, randomNumbers } from "./derivative-check.ts";

/** The observables of goals on the frame, with node and element names. */
function observed(...goals: readonly string[]): readonly string[] {
  const { objective, circuit } = objectiveOf(goals);
  return objective.observables.map(({ probe, excitation }) => {
    const place =
      probe.kind === "voltage"
        ? `v(${circuit.nodes[probe.positive]},${circuit.nodes[probe.negative]})`
        : `i(${circuit.elements[probe.element]!.name})`;
    return excitation.kind === "port"
      ? `${place} from port ${circuit.ports[excitation.port]!.number}`
      : place;
  });
}

/** The phasor `expression` at 1 kHz when the first observable is z, the second w. */
function phasor(expression: string, ...values: readonly (readonly [number, number])[]) {
  const { objective, state } = objectiveOf([`${expression} = 0 at 1k`]);
  const numbers = complexMatrix(objective.observables.length, objective.frequencies.length);
  values.forEach(([re, im], row) => {
    numbers.re[row * numbers.columns] = re;
    numbers.im[row * numbers.columns] = im;
  });
  return [...objective.evaluate(numbers, state).residuals!];
}

describe("what is observed", () => {
  test("each place once, in order of mention", () => {
    expect(observed("v(out) = v(in)", "vm(OUT) <= mag(i(V1))*vdb(in)")).toEqual([
      "v(out,0)",
      "v(in,0)",
      "i(V1)",
    ]);
  });

  test("a difference in one order, ground by any of its names", () => {
    expect(observed("v(out,in) = 0", "v(in,out) = 1", "v(0,out) = 1", "v(out,gnd) = 1")).toEqual([
      "v(in,out)",
      "v(out,0)",
    ]);
    expect(phasor("v(out,in)", [2, 3])).toEqual([-2, -3]);
    expect(phasor("v(in,out)", [2, 3])).toEqual([2, 3]);
    expect(phasor("v(0,out)", [2, 3])).toEqual([-2, -3]);
  });

  test("nothing where both nodes are one", () => {
    expect(phasor("v(out)+v(in,in)", [2, 3])).toEqual([2, 3]);
    expect(observed("v(out)+v(0) = v(in,in)")).toEqual(["v(out,0)"]);
  });
});

describe("currents", () => {
  test.each([
    ["V1", "i(V1)"],
    ["L1", "i(L1)"],
    ["E1", "i(E1)"],
    ["H1", "i(H1)"],
  ])("of %s is an unknown of the network", (name, place) => {
    expect(observed(`i(${name}) = 0`)).toEqual([place]);
    expect(phasor(`i(${name})`, [2, 3])).toEqual([2, 3]);
  });

  test("of a resistor is v / R", () => {
    expect(observed("i(R1) = 0")).toEqual(["v(in,out)"]);
    expect(phasor("i(R1)", [2, 3])).toEqual([1, 1.5]);
    // Two resistors of 23 Ω side by side.
    expect(phasor("i(R2)", [23, 46])).toEqual([2, 4]);
  });

  test("of a capacitor is jωC v", () => {
    const [re, im] = phasor("i(C1)", [2, 5]);
    const susceptance = 2 * Math.PI * 1000 * 3;
    expect(re! / (-5 * susceptance) - 1).toBeCloseTo(0, 14);
    expect(im! / (2 * susceptance) - 1).toBeCloseTo(0, 14);
  });

  test("of controlled sources is the gain times what controls them", () => {
    expect(observed("i(G1) = i(F1)")).toEqual(["v(out,mid)", "i(V1)"]);
    expect(phasor("i(G1)", [2, 3])).toEqual([26, 39]);
    expect(phasor("i(F1)", [2, 3])).toEqual([34, 51]);
  });

  test("of a current source is its own phasor", () => {
    const [re, im] = phasor("i(I1)+0*v(out)", [1, 1]);
    expect(re).toBeCloseTo(2 * Math.cos(Math.PI / 6), 14);
    expect(im).toBeCloseTo(1, 14);
  });

  test("with suffixes", () => {
    expect(phasor("im(L1)", [3, 4])).toEqual([5]);
    expect(phasor("im(i(L1))", [3, 4])).toEqual([4]);
    expect(phasor("ir(L1)", [3, 4])).toEqual([3]);
    expect(phasor("ii(L1)", [3, 4])).toEqual([4]);
    expect(phasor("idb(L1)", [30, 40])[0]).toBeCloseTo(20 * Math.log10(50), 12);
    expect(phasor("ip(L1)", [0, 4])[0]).toBeCloseTo(90, 12);
  });

  test("depend on the values that they are computed from", () => {
    const goals = [
      "i(R1) = 1",
      "mag(i(C1)) <= 1 weight=1e-6",
      "i(G1) = i(F1)",
      "i(I1) = v(out)",
      "i(R2) = 0",
    ];
    const { objective, state, circuit } = objectiveOf(goals);
    expectExactDerivatives(objective, randomNumbers(objective, createRandom(4)), state);
    const { costSlotDerivative } = objective.evaluate(randomNumbers(objective, createRandom(4)), state);
    for (const name of ["R1", "C1", "G1", "F1", "R2"]) {
      const element = circuit.elements[circuit.findElement(name)!]!;
      expect("value" in element && costSlotDerivative[element.value]).not.toBe(0);
    }
  });
});

describe("scattering parameters", () => {
  test("each observes one port while one is driven", () => {
    expect(observed("s(1,1) = 0", "s(2,1) = 0", "s(1,2) = 0", "db(s(2,1)) <= 0")).toEqual([
      "v(in,0) from port 1",
      "v(out,0) from port 1",
      "v(in,0) from port 2",
    ]);
  });

  test("s_ij = v(port i) sqrt(z0_j / z0_i) - δ_ij", () => {
    expect(phasor("s(1,1)", [1.5, 0.25])).toEqual([0.5, 0.25]);
    const [re, im] = phasor("s(2,1)", [3, 6]);
    expect(re).toBeCloseTo(3 * Math.sqrt(50 / 75), 14);
    expect(im).toBeCloseTo(6 * Math.sqrt(50 / 75), 14);
    const [back] = phasor("s(1,2)", [3, 6]);
    expect(back).toBeCloseTo(3 * Math.sqrt(75 / 50), 14);
  });
});

describe("names", () => {
  test("a parameter called t or x is that parameter in an AC goal; f and pi are never parameters", () => {
    const lines = [
      "title",
      "V1 in 0 ac 1",
      "R1 in out 1k",
      "C1 out 0 1n",
      ".param t=3 x=4 f=5 pi=6",
      ".ac lin 3 1k 3k",
    ];
    const { objective, state } = objectiveOf(["vm(out)*0 = t*1000+x*100+f+pi at 2k on=ac"], {}, lines);
    const numbers = complexMatrix(1, objective.frequencies.length);
    const [residual] = objective.evaluate(numbers, state).residuals!;
    expect(residual).toBeCloseTo(-(3000 + 400 + 2000 + Math.PI), 9);
  });
});
