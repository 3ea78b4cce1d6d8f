import { afterAll, describe, expect, it } from "vitest";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import { adjoint } from "../../../src/gradient/adjoint.ts";
import { runFree } from "../../../src/gradient/free-run.ts";
import { type OpenedNetlist, openNetlist, unwrap } from "../../gradient/open-netlist.ts";

const engine = createNgspiceEngine({ deadlineSeconds: 60 });
afterAll(() => engine.close());

/** Every kind of linear element and three kinds of output; in µs, mA and kΩ all numbers are of order 1. */
const deck = (count: number, start: string): string => `
V1 in 0 dc 0.2 pulse(0.2 1 0.1u 0.3u 0.4u 1u 9u)
V2 bias 0 0.4
I1 0 d dc 1m
R0 bias a 700
R1 in a 300
C1 a 0 3n ic=0.3
L1 a b 60u ic=0.2m
L2 c 0 90u
K1 L1 L2 0.6
R2 b 0 375
R3 c d 220
C2 d 0 1n
E1 e 0 b d 0.7
R4 e f 420
Vs f g 0
R5 g 0 330
G1 d 0 f b 1m
F1 a 0 Vs 0.4
H1 h c Vs 60
R6 h out 390
C3 out b 2n
R7 out 0 1k
* @train R* C* L* K1 E1 F1 G1 H1 V2 I1
* @goal v(out) = 0.2 - 0.3*exp(-t/1.5u)
* @goal v(h,a) = 0.1 from 1u to 4u
* @goal i(Vs) = 0.3m scale=1m
.tran ${5 / count}u 5u ${start}`;

/** Four-point central differences of the cost. */
async function witness({ problem, free }: OpenedNetlist, index: number): Promise<number> {
  const value = free.theta[index]!;
  const step = 1e-3 * value;
  const costs: number[] = [];
  for (const offset of [-2, -1, 1, 2]) {
    const theta = free.theta.slice();
    theta[index] = value + offset * step;
    costs.push(unwrap(await runFree(problem, theta)).cost);
  }
  return (8 * (costs[2]! - costs[1]!) - (costs[3]! - costs[0]!)) / (12 * step);
}

describe("the gradient of a transient by one time-reversed run of the transposed deck", () => {
  it.each([
    [300, "uic"],
    [300, ""],
    [2000, "uic"],
    [2000, ""],
  ])(
    "is that of finite differences at %d steps %s",
    async (count, start) => {
      const opened = await openNetlist(deck(count, start), engine);
      const { gradient } = unwrap(
        await adjoint.estimate(opened.problem, opened.free, { want: "gradient", beta: "auto" }),
      );
      const { trainables } = opened.problem.circuit;
      const relative: { name: string; exact: number; witness: number }[] = [];
      for (const [index, { name }] of trainables.entries()) {
        const value = opened.free.theta[index]!;
        relative.push({
          name,
          exact: gradient[index]! * value,
          witness: (await witness(opened, index)) * value,
        });
      }
      const largest = Math.max(...relative.map((one) => Math.abs(one.witness)));
      const errors = relative.map(
        ({ name, exact, witness }) =>
          [name, Math.abs(exact - witness) / Math.max(Math.abs(witness), 1e-3 * largest)] as const,
      );
      for (const [name, error] of errors) expect(error, name).toBeLessThan(1e-8);
      await opened.close();
    },
    60_000,
  );
});
