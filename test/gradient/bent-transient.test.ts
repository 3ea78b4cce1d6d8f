import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { compareGradients } from "../../src/gradient/compare-gradients.ts";
import { chooseEstimator, estimators } from "../../src/gradient/estimators.ts";
import { gradientOf, openNetlist, unwrap, witnessOf } from "./open-netlist.ts";

const ngspice = createNgspiceEngine();
beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

const clipper = (analysis: string, step = "1u") => `V1 in 0 sin(0.5 2 20k)
R1 in a 1k
L1 a b 2m
C1 b 0 10n ic=0.3
D1 b 0 d
D2 0 b d
R2 b c 2k
C2 c 0 5n
G1 0 e c 0 1m
R3 e 0 1.2k
D3 e 0 d
.model d d(is=1e-14 n=1.1 rs=5 cjo=0)
.tran ${step} 120u ${analysis}
* @train R* L* C* G1
* @goal v(c) = 0.3*sin(2*pi*20k*t)
* @goal v(e) = 0.4 from 60u to 120u`;

const transistors = (start: string) => `VDD vdd 0 5
V1 in 0 pulse(1 1.6 10u 2u 2u 30u 100u)
RG in g 10k
CG g 0 300p
M1 a g s 0 n w=20u l=1u
R1 vdd a 20k
RS s 0 1k
CS s 0 2n
C1 a out 1n
R2 out 0 50k
Q1 q out 0 qn
R3 vdd q 5k
J1 vdd q w jj
R4 w 0 3k
.model n nmos(level=1 vto=0.7 kp=100u lambda=0.02 gamma=0.4 phi=0.7)
.model qn npn(is=1e-15 bf=120 vaf=60 rb=50 rc=10 re=1)
.model jj njf(vto=-2 beta=1m lambda=5m)
.tran 1u 120u ${start}
* @train R* C* RG RS CG CS
* @goal v(out) = 0
* @goal v(w) = 3`;

/** A law of voltages and time, one that sets a voltage, a resistor that bends, and a source of time alone. */
const behaviour = (start: string) => `V1 in 0 1
B0 0 a i='0.5m*sin(2*pi*15k*time)'
R0 in a 1k
C0 a 0 10n
B1 x 0 v='tanh(2*v(a))+0.1*v(a)^2'
R1 x y 1k
C1 y 0 10n
B2 0 z i='1m*tanh(v(y))*(1+time/100u)'
R2 z 0 r='1k*(1+0.2*v(z)^2)'
R3 z w 2k
L1 w 0 5m
.tran 1u 120u ${start}
* @train R0 R1 R3 C* L1 V1
* @goal v(z) = 0.5
* @goal i(L1) = 0.1m scale=1m`;

describe("the adjoint of transients with devices that are functions of their voltages", () => {
  test.each([
    ["diodes, from given charges", clipper("uic")],
    ["diodes, from the operating point", clipper("")],
    ["a quarter of the steps", clipper("uic", "4u")],
    ["MOSFET, BJT and JFET, from rest", transistors("uic")],
    ["MOSFET, BJT and JFET, from the operating point", transistors("")],
    ["laws of voltages and time, from rest", behaviour("uic")],
    ["laws of voltages and time, from the operating point", behaviour("")],
  ])("is that of finite differences of the discrete run: %s", async (_, deck) => {
    const opened = await openNetlist(deck, ngspice);
    const before = opened.analyses();
    const gradient = await gradientOf(opened, "adjoint");
    // Readings along the run and the nudge; from an operating point also that and what settles after.
    expect(opened.analyses() - before).toBeLessThanOrEqual(3);
    const { maxRelativeError } = compareGradients(opened.free.theta, gradient, await witnessOf(opened));
    expect(maxRelativeError).toBeLessThan(1e-6);
    await opened.close();
  });

  test("comes without a Jacobian of its own: that is one of differences, and said", async () => {
    const opened = await openNetlist(clipper("uic", "4u"), ngspice);
    const { problem, free } = opened;
    const sensitivity = unwrap(
      await estimators.adjoint.estimate(problem, free, { want: "jacobian", beta: "auto" }),
    );
    const exact = await gradientOf(opened, "adjoint");
    expect(sensitivity.jacobian!.length).toBe(sensitivity.residuals!.length * exact.length);
    const { maxRelativeError } = compareGradients(free.theta, sensitivity.gradient, exact);
    expect(maxRelativeError).toBeLessThan(1e-4);
    expect(estimators.adjoint.cautionOfJacobian?.(problem.circuit, new Set(["tran"]))).toMatch(
      /^D1 .*Jacobian/,
    );
    await opened.close();
  });

  test.each([
    ["cjo=2p", /^D1 stores charge \(cjo of its model d\)/],
    ["tt=4n", /^D1 stores charge \(tt of its model d\)/],
    ["level=3", /^D1 has a model \(d\) whose charges are not known/],
  ])("is refused where a device has a memory: %s", async (parameter, reason) => {
    const { problem } = await openNetlist(clipper("uic").replace("cjo=0", parameter), ngspice);
    const choice = chooseEstimator(problem.circuit, new Set(["tran"]), "adjoint");
    expect("refused" in choice && choice.refused).toMatch(reason);
    const automatic = chooseEstimator(problem.circuit, new Set(["tran"]), "auto");
    expect("estimator" in automatic && automatic.estimator.name).toBe("finite-difference");
  });

  test("is refused where a law knows more than the present", async () => {
    const deck = behaviour("uic").replace("tanh(v(y))", "tanh(ddt(v(y))*1u)");
    const { problem } = await openNetlist(deck, ngspice);
    const choice = chooseEstimator(problem.circuit, new Set(["tran"]), "adjoint");
    expect("refused" in choice && choice.refused).toMatch(/^B2 uses ddt/);
  });
});
