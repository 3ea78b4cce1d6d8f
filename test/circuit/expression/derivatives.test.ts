import { describe, expect, it } from "vitest";
import type { Circuit } from "../../../src/circuit/circuit.ts";
import { createRandom } from "../../../src/numeric/random.ts";
import { circuitOfText, startOf } from "../elaborate-text.ts";

/** ∂slots/∂θ as a dense matrix, shape (slots, parameters). */
function jacobian(circuit: Circuit, theta: Float64Array): number[][] {
  const dense = Array.from({ length: circuit.slotCount }, () => new Array<number>(theta.length).fill(0));
  for (const { slot, parameter, derivative } of circuit.evaluate(theta).derivatives) {
    dense[slot]![parameter]! += derivative;
  }
  return dense;
}

/** The largest difference to four-point central differences, relative to the larger of the two and the slot's own size. */
function worstError(circuit: Circuit, theta: Float64Array): number {
  const exact = jacobian(circuit, theta);
  let worst = 0;
  theta.forEach((value, parameter) => {
    const h = 1e-3 * Math.abs(value);
    const at = (by: number): Float64Array => {
      const moved = Float64Array.from(theta);
      moved[parameter] = value + by;
      return circuit.evaluate(moved).slots;
    };
    const [a, b, c, d] = [at(-2 * h), at(-h), at(h), at(2 * h)] as const;
    exact.forEach((row, slot) => {
      const difference = (a[slot]! - 8 * b[slot]! + 8 * c[slot]! - d[slot]!) / (12 * h);
      const size = Math.max(
        Math.abs(difference),
        Math.abs(row[parameter]!),
        Math.abs(c[slot]! / value) * 1e-3,
        1e-300,
      );
      worst = Math.max(worst, Math.abs(row[parameter]! - difference) / size);
    });
  });
  return worst;
}

const nested = `title
.param f0=1k q={sqrt(qq)+0.1} qq=2 scale={f0/1k}
.func wide(x,y)={x*scale + sin(y)*wider(y)}
.func wider(x)={x^2 + 1/x}
.subckt section in out r0=1k c0={1/(2*pi*f0*r0)} n=2
.param inner={r0*q}
R1 in mid {inner} m={n}
C1 mid 0 {c0}
C2 out 0 10n
L1 mid out {wide(r0/1k, q)*1m}
.ends
V1 in 0 dc {max(q,qq)} ac {q>qq ? q : f0/1k}
X1 in a section r0={2*f0}
X2 a b section
X3 b c section r0=3k n={q+1}
R9 c 0 {pwr(qq,1.5)*1k}
E1 d 0 c 0 {-q*tanh(qq)}
R10 d 0 {min(q,100)*1k} tc1={qq/1000} temp=37
.ac dec 10 1 1meg
* @train param:f0 param:qq section.C2 param:section.r0 param:X3.r0 param:section.n
.end
`;

describe("derivatives of the slots", () => {
  it("agree with finite differences through functions, subcircuits and overrides", () => {
    const circuit = circuitOfText(nested);
    expect(circuit.trainables.map(({ name }) => name)).toEqual([
      "param:f0",
      "param:qq",
      "section.C2",
      "param:section.r0",
      "param:X3.r0",
      "param:section.n",
    ]);
    const random = createRandom(7);
    for (let trial = 0; trial < 5; trial++) {
      const theta = startOf(circuit).map((value) => value * Math.exp(0.2 * random.normal()));
      expect(worstError(circuit, theta)).toBeLessThan(1e-8);
    }
  });

  it("puts a factor that depends on a parameter into the value", () => {
    const text = (train: string): string =>
      `title\n.param n=2\n.subckt s a\nR1 a 0 10 m={n}\n.ends\nV1 a 0 1\nX1 a s\nR2 a 0 12 m={2*n}\n.op\n${train}\n.end\n`;
    const fixed = circuitOfText(text("* nothing"));
    const varying = circuitOfText(text("* @train param:n"));
    const factors = (circuit: Circuit) =>
      circuit.elements.flatMap((element) => (element.kind === "resistor" ? [element.factor] : []));
    expect(factors(fixed)).toEqual([0.5, 0.25]);
    expect(factors(varying)).toEqual([1, 1]);
    const values = varying.elements.flatMap((element) =>
      element.kind === "resistor" ? [varying.evaluate(Float64Array.of(4)).slots[element.value]] : [],
    );
    expect(values).toEqual([2.5, 1.5]);
    expect(worstError(varying, Float64Array.of(3))).toBeLessThan(1e-9);
  });

  it("sums over the instances of a subcircuit: one leaf, many slots", () => {
    const circuit = circuitOfText(
      "title\n.subckt s a b\nR1 a b 1k\n.ends\nV1 a 0 1\nX1 a b s\nX2 b c s\nX3 c 0 s\n.op\n* @train s.R1\n.end\n",
    );
    const { derivatives } = circuit.evaluate(Float64Array.of(1000));
    expect(derivatives.map(({ parameter, derivative }) => [parameter, derivative])).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
  });

  it("gives NaN where a value leaves its domain, and recovers", () => {
    const circuit = circuitOfText(
      "title\n.param p=4\nV1 a 0 1\nR1 a 0 {sqrt(p-2)}\n.op\n* @train R1 scale=linear\n.end\n",
    );
    const [, resistor] = circuit.elements;
    const slot = resistor?.kind === "resistor" ? resistor.value : -1;
    expect(circuit.evaluate(Float64Array.of(1)).slots[slot]).toBeNaN();
    expect(circuit.evaluate(Float64Array.of(6)).slots[slot]).toBe(2);
  });

  it("keeps earlier states", () => {
    const circuit = circuitOfText("title\nV1 a 0 1\nR1 a 0 {2*p}\n.param p=1\n.op\n* @train R1\n.end\n");
    const first = circuit.evaluate(Float64Array.of(1));
    const copy = Float64Array.from(first.slots);
    circuit.evaluate(Float64Array.of(5));
    expect(first.slots).toEqual(copy);
  });
});
