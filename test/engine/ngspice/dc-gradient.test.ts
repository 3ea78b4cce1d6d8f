import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import { circuitFrom } from "./circuit-from.ts";
import { checkDerivatives, worstOf } from "./dc-check.ts";

const engine = createNgspiceEngine({ deadlineSeconds: 30 });
afterAll(() => engine.close());

interface Case {
  readonly deck: string;
  readonly probes: readonly string[];
  readonly bound: number;
  readonly step?: number;
}

const cases: Readonly<Record<string, Case>> = {
  "six resistors and three diodes": {
    deck: `V1 in 0 2
R1 in a 1k
R2 a b 470
R3 b out 330
R4 a 0 10k
R5 b 0 3.3k
R6 out 0 1.5k
D1 a 0 dx
D2 b 0 dx
D3 out 0 dx area=2
.model dx d(is=1e-14 n=1.1 rs=4 cjo=2p tt=5n)
.op`,
    probes: ["v(out)", "v(a,b)", "i(V1)"],
    bound: 1e-8,
  },
};

describe("derivatives at operating points", () => {
  it.each(Object.entries(cases))("are those of finite differences: %s", async (_, { deck, probes, bound, step }) => {
    const checks = await checkDerivatives(engine, circuitFrom(deck), probes, step);
    const worst = worstOf(checks);
    console.log(worst);
    expect(checks.length).toBeGreaterThan(0);
    expect(worst.error, JSON.stringify(worst)).toBeLessThan(bound);
  });
});
