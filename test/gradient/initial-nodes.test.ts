import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { compareGradients } from "../../src/gradient/compare-gradients.ts";
import { runFree } from "../../src/gradient/free-run.ts";
import { gradientOf, openNetlist, witnessOf } from "./open-netlist.ts";

const model = createModelEngine();
const ngspice = createNgspiceEngine();
beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

const network = `V1 in 0 1
R1 in a 1k
C1 a 0 1n{A}
R2 a b 1k
C2 b c 2n{B}
R3 c 0 1.5k
L1 b 0 1m
R4 c d 2k
C3 d 0 1n ic=0.1
.param start=0.5
{CARD}
.tran 50n 10u uic
* @train R* C* L1
* @goal v(a) = 0.6
* @goal v(c) = 0 at 2u, 5u
`;
const named = network
  .replace("{A}", "")
  .replace("{B}", "")
  .replace("{CARD}", ".ic v(a)={start} v(b)=-0.3 v(in)=9 v(d)=7");
const charged = network.replace("{A}", " ic=0.5").replace("{B}", " ic=-0.3").replace("{CARD}", "");

describe.each(["model", "ngspice"])("`.ic` with uic in %s", (name) => {
  const engine = name === "model" ? model : ngspice;

  test("is an ic= of every capacitor that has none, the voltage between its nodes", async () => {
    const [one, other] = [await openNetlist(named, engine), await openNetlist(charged, engine)];
    expect(one.free.cost).toBeCloseTo(other.free.cost, 13);
    const [ours, theirs] = [await gradientOf(one, "adjoint"), await gradientOf(other, "adjoint")];
    expect(compareGradients(one.free.theta, ours, theirs).maxRelativeError).toBeLessThan(1e-12);
  });

  test("its gradient is that of finite differences, also for the voltage itself", async () => {
    const opened = await openNetlist(named.replace("@train", "@train param:start"), engine);
    const gradient = await gradientOf(opened, "adjoint");
    const witness = await witnessOf(opened);
    expect(Math.abs(witness[0]!)).toBeGreaterThan(1e-3);
    expect(compareGradients(opened.free.theta, gradient, witness).maxRelativeError).toBeLessThan(2e-8);
  });

  test("matters", async () => {
    const opened = await openNetlist(named.replace("@train", "@train param:start"), engine);
    const moved = opened.free.theta.map((value, index) => (index === 0 ? 0.1 : value));
    const outcome = await runFree(opened.problem, moved);
    expect(outcome.kind === "ok" && outcome.value.cost).not.toBeCloseTo(opened.free.cost, 6);
  });

  test("without uic and with devices it is refused, with the node's name", async () => {
    const held = named.replace(" uic", "").replace(/ ic=\S+/g, "");
    await expect(openNetlist(held, engine)).rejects.toThrow("v(a)");
    if (name === "model") return;
    const device = named.replace("R4 c d 2k", "D1 c d dx\n.model dx d(cjo=1p)");
    await expect(openNetlist(device, engine)).rejects.toThrow("D1");
  });
});
