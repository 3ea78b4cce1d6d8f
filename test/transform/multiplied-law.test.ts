import { afterAll, expect, test } from "vitest";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { transformed } from "./transform-text.ts";

const engine = createNgspiceEngine();
afterAll(() => engine.close());

/** 1 mA into 1 kΩ and two conductances of 1 mS: 1/3 V. */
const text = `m around a law
I1 0 a 1m
R1 a 0 1k
X1 a 0 s m=2
.subckt s p n
B1 p n i=v(p,n)*1m
.ends
.op
.end
`;

async function voltage(deck: string): Promise<number | undefined> {
  const plots = await engine.simulate({ deck });
  if (plots.kind === "failed") throw new Error(plots.explanation);
  return plots.value[0]?.variables.find(({ name }) => name === "v(a)")?.re[0];
}

test("--flatten gives a law in a subcircuit the multiplier around it", async () => {
  const flat = transformed(text, "flatten");
  expect(flat).toContain("B.X1.B1 a 0 i=v(a,0)*1m m=2");
  expect(await voltage(text)).toBeCloseTo(1 / 3, 9);
  expect(await voltage(flat)).toBeCloseTo(1 / 3, 9);
});
