import { describe, expect, it } from "vitest";
import { circuitOf } from "../../circuit-builder.ts";
import { add, distance, divide, multiply, subtract, type Z, z } from "../../complex.ts";
import { solveFree } from "./run-phases.ts";

const frequencies = [0, 1, 50, 1e3, 159154.943, 3.3e6, 1e9];
const omega = (f: number) => 2 * Math.PI * f;

function expectClose(actual: Z, expected: Z): void {
  expect(distance(actual, expected, 1e-12)).toBeLessThan(1e-12);
}

describe("the model engine against closed forms", () => {
  it("RC low-pass: v = 1/(1 + jωRC), i(V1) leaves the source at its negative node", async () => {
    const read = await solveFree(circuitOf("V1 in 0 ac 1\nR1 in out 1k\nC1 out 0 1n"), frequencies);
    frequencies.forEach((f, point) => {
      const v = divide(z(1), z(1, omega(f) * 1e3 * 1e-9));
      expectClose(read("v(out)", point), v);
      // The current through V1 from + to - inside is the negative of what it delivers.
      const current = multiply(z(0, -omega(f) * 1e-9), v);
      // The current law of a node cannot tell more than the last bit of v/R.
      expect(distance(read("i(V1)", point), current, 1e-3)).toBeLessThan(1e-15);
    });
  });

  it("series RLC: i = V/(R + jωL + 1/jωC), a short at the inductor and none through the capacitor at DC", async () => {
    const read = await solveFree(circuitOf("V1 in 0 ac 2 90\nR1 in a 10\nL1 a b 1u\nC1 b 0 1n"), frequencies);
    frequencies.forEach((f, point) => {
      const jwc = z(0, omega(f) * 1e-9);
      const i = divide(multiply(z(0, 2), jwc), add(z(1), multiply(jwc, z(10, omega(f) * 1e-6))));
      expect(distance(read("i(L1)", point), i, 1e-14)).toBeLessThan(1e-10);
      if (f === 0) expectClose(read("v(b)", point), z(0, 2));
    });
  });

  it("current source: 1 A from its positive node through itself to its negative node", async () => {
    const read = await solveFree(circuitOf("I1 0 a ac 1\nR1 a 0 50\nI2 b 0 ac 1\nR2 b 0 50"), [1]);
    expectClose(read("v(a)"), z(50));
    expectClose(read("v(b)"), z(-50));
  });

  it("transformer: v2 = jωM R/(…) with the dots at the first nodes; k = 1 and even k > 1 are solved", async () => {
    for (const k of [0.3, 0.99, 1, 1.2]) {
      const cards = `V1 p 0 ac 1\nL1 p 0 1m\nL2 s 0 4m\nK1 L1 L2 ${k}\nR1 s 0 100`;
      const read = await solveFree(circuitOf(cards), frequencies.slice(1));
      frequencies.slice(1).forEach((f, point) => {
        const w = omega(f);
        const m = k * 2e-3;
        // jωL1 i1 + jωM i2 = 1, jωM i1 + jωL2 i2 = v2 = -R i2
        const determinant = subtract(
          multiply(z(0, w * 1e-3), z(100, w * 4e-3)),
          multiply(z(0, w * m), z(0, w * m)),
        );
        const i2 = divide(z(0, -w * m), determinant);
        expect(distance(read("v(s)", point), multiply(z(-100), i2))).toBeLessThan(1e-9);
        expect(distance(read("i(L2)", point), i2)).toBeLessThan(1e-9);
      });
    }
  });

  it("gyrator of two G: a capacitor looks like an inductor of C/(g g)", async () => {
    const cards = "I1 0 a ac 1\nG1 0 b a 0 1m\nG2 a 0 b 0 1m\nC1 b 0 10n";
    const read = await solveFree(circuitOf(cards), [1e3, 1e6]);
    [1e3, 1e6].forEach((f, point) => {
      expectClose(read("v(a)", point), z(0, (omega(f) * 10e-9) / 1e-6));
    });
  });

  it("controlled sources: E, F, H with the signs of SPICE", async () => {
    const cards =
      "V1 c 0 ac 1\nRc c 0 1k\nE1 e 0 c 0 5\nRe e 0 1k\nF1 0 f V1 2\nRf f 0 1k\nH1 h 0 V1 3k\nRh h 0 1k";
    const read = await solveFree(circuitOf(cards), [1]);
    expectClose(read("i(V1)"), z(-1e-3));
    expectClose(read("v(e)"), z(5));
    expectClose(read("i(E1)"), z(-5e-3));
    // F1 drives 2 i(V1) out of node 0 into f.
    expectClose(read("v(f)"), z(-2));
    expectClose(read("v(h)"), z(-3));
  });

  it("Sallen-Key low-pass with unity gain: H = 1/(1 + s(R1+R2)C2 + s² R1R2C1C2)", async () => {
    const cards = `V1 in 0 ac 1\nR1 in a 10k\nR2 a b 22k\nC1 a out 10n\nC2 b 0 1.5n\nE1 out 0 b out 1e9`;
    const read = await solveFree(circuitOf(cards), [10, 1e3, 20e3]);
    [10, 1e3, 20e3].forEach((f, point) => {
      const s = z(0, omega(f));
      const h = divide(
        z(1),
        add(z(1), multiply(s, z(32e3 * 1.5e-9)), multiply(s, s, z(10e3 * 22e3 * 10e-9 * 1.5e-9))),
      );
      expect(distance(read("v(out)", point), h)).toBeLessThan(1e-8);
    });
  });

  it("keeps the digits of a small capacitor behind a small resistor", async () => {
    // 1 mΩ and 1 fF at 1 Hz: their admittances differ by seventeen decades.
    const read = await solveFree(
      circuitOf("V1 in 0 ac 1\nR1 in a 1m\nR2 a b 1m\nC1 b 0 1f\nC2 b c 1f\nC3 c 0 3f"),
      [1],
    );
    expectClose(read("v(c)"), z(0.25));
  });
});
