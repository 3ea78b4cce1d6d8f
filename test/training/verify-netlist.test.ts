import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import type { CompileHost } from "../../src/training/compile.ts";
import { emptyHost } from "../../src/training/compile.ts";
import { verifyNetlist } from "../../src/training/verify-netlist.ts";

const ngspice = createNgspiceEngine();
beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

async function verified(text: string, host: CompileHost = emptyHost) {
  const outcome = await verifyNetlist({ name: "test.cir", text }, host, ngspice);
  if (outcome.kind === "failed") throw new Error(outcome.explanation);
  return outcome.value;
}

/** By Kirchhoff (V1 - v)/1k + (V2 - v)/1k = v/2k: v(b) = (V1 + V2)/2.5. */
const adder = (lines: string) => `adder
V1 a 0 0
V2 c 0 1
R1 a b 1k
R2 c b 1k
R3 b 0 2k
${lines}
* @train R3
.end
`;

describe("a written netlist is verified", () => {
  test("at values of x that the sweep lacks, beside its own", async () => {
    // 0 is a value of the sweep but for rounding; 0.03 and 7 are not, and 7 lies outside.
    const { goals, cost, analyses } = await verified(
      adder(`.dc V1 -0.1 0.1 0.02
* @goal between: v(b) = (x+1)/2.5 at 7, 0.03, 0 tol=1e-9
* @goal off: v(b) = (x+2)/2.5 at 0.03
* @goal own: v(b) <= 0 scale=1`),
    );
    expect(goals.map(({ met }) => met)).toEqual([true, null, false]);
    // off by 1/2.5 at one point; the mean over the sweep's eleven alone of ((1 + x)/2.5)², x = -0.1 … 0.1.
    const own = Array.from({ length: 11 }, (_, k) => 0.5 * ((1 + (k - 5) * 0.02) / 2.5) ** 2);
    expect(cost).toBeCloseTo(0.5 * 0.4 ** 2 + own.reduce((sum, c) => sum + c, 0) / 11, 9);
    expect(analyses).toBe(3);
  });

  test("there for every value of a second sweep", async () => {
    const { goals, cost } = await verified(
      adder(`.dc V1 0 2 1 V2 0 4 2
* @goal between: v(b) = x/2.5 at 0.5, 3`),
    );
    // off by V2/2.5 = 0, 0.8, 1.6.
    expect(cost).toBeCloseTo((0.5 * (0.8 ** 2 + 1.6 ** 2)) / 3, 9);
    expect(goals[0]!.worst).toBeCloseTo(1.6, 9);
  });

  test("and for every sample", async () => {
    const host: CompileHost = {
      ...emptyHost,
      readTable: (name, from) =>
        name === "d.csv"
          ? { kind: "text", source: { name, text: "u,y\n1,0\n2,1\n" } }
          : emptyHost.readTable(name, from),
    };
    const { cost } = await verified(
      adder(`.dc V1 0 2 1
* @data "d.csv" V2=u
* @goal between: v(b) = x/2.5+data(y) at 0.5, 3`),
      host,
    );
    // off by u/2.5 - y = 0.4, -0.2.
    expect(cost).toBeCloseTo((0.5 * (0.4 ** 2 + 0.2 ** 2)) / 2, 9);
  });

  test.each([
    ["dc V1 0 2 1", "v(b) = (x+1)/2.5 at 1, 1.5"],
    ["op", "v(b) = 0.4"],
    ["ac lin 3 1k 3k", "mag(v(b)) = 0"],
    ["tran 10u 1m", "v(b) = 0.4 from 0.5m to 1m"],
  ])("with the analysis that stands in .control: %s", async (command, goal) => {
    const { goals } = await verified(adder(`.control\n${command}\n.endc\n* @goal ${goal} tol=1e-9`));
    expect(goals.map(({ met }) => met)).toEqual([true]);
  });
});
