import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { chooseEstimator } from "../../src/gradient/estimators.ts";
import { gradientOf, openNetlist } from "./open-netlist.ts";

const ngspice = createNgspiceEngine();
beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

/** A capacitor that a switch charges from 5 V between the two times at which its control passes vt ± vh. */
const switched = `Vc c 0 pulse(0 1 10u 1u 1u 40u 100u)
V1 in 0 5
S1 in a c 0 s1
R1 a o 1k
C1 o 0 10n
R2 o 0 10k
.model s1 sw(vt=0.5 vh=0.1 ron=10 roff=1meg)
.tran 0.1u 100u
* @train R1 C1 R2
* @goal v(o) = 3 from 30u to 50u
* @goal v(o) <= 0.5 from 80u to 100u`;

/** The cost in closed form, means by a fine trapezoid: closed from 10.6 us (0.6 V rising) to 51.6 us (0.4 V falling). */
function switchedCost([r1, c, r2]: readonly number[]): number {
  const [closed, opened] = [10.6e-6, 51.6e-6];
  const course = (ron: number) => {
    const [into, out] = [1 / (r1! + ron), 1 / r2!];
    return { end: (5 * into) / (into + out), tau: c! / (into + out) };
  };
  const [on, off] = [course(10), course(1e6)];
  const charging = (t: number) => on.end + (off.end - on.end) * Math.exp(-(t - closed) / on.tau);
  const decaying = (t: number) => off.end + (charging(opened) - off.end) * Math.exp(-(t - opened) / off.tau);
  const mean = (from: number, to: number, cost: (t: number) => number): number => {
    const count = 4000;
    let sum = 0;
    for (let k = 0; k <= count; k++)
      sum += cost(from + ((to - from) * k) / count) * (k === 0 || k === count ? 0.5 : 1);
    return sum / count;
  };
  return (
    mean(30e-6, 50e-6, (t) => 0.5 * (charging(t) - 3) ** 2) +
    mean(80e-6, 100e-6, (t) => 0.5 * Math.max(0, decaying(t) - 0.5) ** 2)
  );
}

describe("transients in which ngspice takes steps of its own", () => {
  test("a switch: cost and gradient of the closed form, by finite differences", async () => {
    const opened = await openNetlist(switched, ngspice);
    const { circuit } = opened.problem;
    const choice = chooseEstimator(circuit, new Set(["tran"]), "auto");
    expect("estimator" in choice && choice.estimator.name).toBe("finite-difference");
    const theta = [...opened.free.theta];
    // The switch closes at a point of the run: up to a step late.
    expect(Math.abs(opened.free.cost / switchedCost(theta) - 1)).toBeLessThan(2e-3);
    const gradient = await gradientOf(opened, "finite-difference");
    for (const [index, value] of theta.entries()) {
      const at = (factor: number) => switchedCost(theta.map((v, k) => (k === index ? v * factor : v)));
      const expected = (at(1 + 1e-4) - at(1 - 1e-4)) / (2e-4 * value);
      expect(gradient[index]! / expected).toBeCloseTo(1, 2);
    }
    await opened.close();
  });

  test.each(["", " uic"])("a line: the wave arrives td later, half as high%s", async (uic) => {
    const opened = await openNetlist(
      `V1 a 0 sin(0 1 1meg)
R1 a b 75
T1 b 0 c 0 z0=75 td=33.3n
R2 c 0 75
.tran 5n 2u${uic}
* @train R1
* @goal v(c) = 0.5*sin(2*pi*1meg*(t-33.3n)) from 40n to 2u`,
      ngspice,
    );
    // Linear between points 5 ns apart: off by (2 pi f h)²/8 = 1e-4 of the amplitude at most.
    expect(Math.sqrt(2 * opened.free.cost)).toBeLessThan(1e-4);
    await opened.close();
  });
});
