import { afterAll, describe, expect, it } from "vitest";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import { libraryFile } from "../library-file.ts";
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
    step: 3e-3,
  },
  "every kind of linear element, swept": {
    deck: `V1 in 0 1
R1 in a 1k
C1 a 0 1u
L1 a b 1m
L2 c 0 2m
K1 L1 L2 0.5
R2 b 0 2k
R3 c d 1k
G1 d 0 b 0 1m
R4 d 0 500
Vs d e 0
R5 e 0 700
E1 f 0 d b 2
R6 f g 300
F1 g 0 Vs 0.7
H1 h g Vs 150
R7 h 0 900
I1 0 h 2m
.dc V1 0 2 0.5`,
    probes: ["v(h)", "v(g,b)", "i(L1)", "i(E1)", "i(H1)", "i(Vs)"],
    bound: 1e-8,
  },
  "a diode network over a nested sweep of a source and a resistor": {
    deck: `V1 in 0 1
R1 in a 100
R2 a out 2k
R3 out 0 5k
D1 a out dx
D2 0 a dx
.model dx d(is=1e-12 rs=1)
.dc V1 -1 2 0.6 R3 3k 6k 1.5k`,
    probes: ["v(out)"],
    bound: 1e-8,
  },
  "a bipolar amplifier with series resistances": {
    deck: `Vcc vcc 0 12
R1 vcc b 47k
R2 b 0 10k
Rc vcc c 2.2k
Re e 0 470
Q1 c b e qn
Q2 vcc c o qn
Ro o 0 1k
Rq o p 100
Q3 p p 0 qp
.model qn npn(is=1e-15 bf=180 vaf=80 rb=50 rc=1 re=0.5 ikf=0.1 ise=1e-13)
.model qp pnp(is=1e-15 bf=60 rb=20)
.op`,
    probes: ["v(o)", "v(c)"],
    bound: 1e-6,
  },
  "three MOSFETs of level 1 in cascade": {
    deck: `Vdd vdd 0 5
Vg g 0 1.2
Rg g ga 10k
R1 vdd d1 20k
M1 d1 ga s1 0 nch w=20u l=1u
Rs1 s1 0 1k
R2 vdd d2 15k
M2 d2 d1 s2 0 nch w=10u l=1u
Rs2 s2 0 5k
M3 out d2 vdd vdd pch w=40u l=2u
R3 out 0 10k
.model nch nmos(level=1 vto=0.7 kp=100u lambda=0.03 gamma=0.4 phi=0.7)
.model pch pmos(level=1 vto=-0.8 kp=40u lambda=0.05)
.op`,
    probes: ["v(out)", "v(d1,d2)"],
    bound: 1e-6,
  },
  "three stages whose operating point is false at default tolerances": {
    deck: `Vdd vdd 0 3.93
Vin g1 0 1.77
M1 d1 g1 s1 0 nm w=10u l=1u
R1 vdd d1 49306
Rs1 s1 0 1032
M2 d2 d1 s2 0 nm w=20u l=1u
R2 vdd d2 16296
Rs2 s2 0 562
M3 out d2 s3 0 nm w=50u l=1u
R3 vdd out 1555
Rs3 s3 0 20169
.model nm nmos(vto=0.56 kp=4.18e-4 lambda=0.02 gamma=0.4 phi=0.7)
.op`,
    probes: ["v(out)", "v(s3)"],
    bound: 1e-6,
  },
  "a reversed MOSFET with RS and RD": {
    deck: `Vdd vdd 0 3
Vg g 0 2.5
R1 vdd s 5k
M1 d g s 0 nch w=10u l=1u
R2 d 0 8k
Rg g gg 1k
M2 out s 0 0 nch w=2u l=1u
R3 vdd out 30k
.model nch nmos(level=1 vto=0.7 kp=100u lambda=0.03 gamma=0.4 phi=0.7 rd=200 rs=300)
.op`,
    probes: ["v(out)", "v(d)"],
    bound: 1e-6,
  },
  "a trigger with hysteresis": {
    deck: `Vdd vdd 0 5
Vin in 0 0
R1 in b1 10k
R2 vdd c1 4.7k
R3 vdd c2 1k
R4 c1 b2 10k
R5 b2 0 47k
Re e 0 330
Q1 c1 b1 e qn
Q2 c2 b2 e qn
.model qn npn(is=1e-15 bf=120)
.op`,
    probes: ["v(c2)", "v(e)"],
    bound: 1e-6,
  },
  "junction field effect transistors of both kinds, one reversed": {
    deck: `Vdd vdd 0 10
R1 vdd d 3k
J1 d g s jn
Rs s 0 500
Rg g 0 1meg
R2 d x 10k
J2 x gg 0 jn
Rgg gg d 100k
J3 y d vdd jp
Ry y 0 2k
.model jn njf(vto=-2 beta=1m lambda=0.02 rd=10 rs=20)
.model jp pjf(vto=-3 beta=0.5m)
.op`,
    probes: ["v(y)", "v(x)"],
    bound: 1e-6,
  },
  "behavioural sources of voltage and current that read voltages and currents": {
    deck: `V1 in 0 1.5
R1 in a 1k
Vs a b 0
R2 b 0 2k
L1 b c 1m
R3 c 0 3k
B1 o 0 v='2*tanh(v(a,c)) + 300*i(Vs) - 0.2*v(o)*v(o) + 100*i(L1)'
R4 o p 1k
R5 p 0 2k
B2 p q i='1m*v(p)*v(b) + 0.1*i(L1) + 0.5*i(V1)'
R6 q 0 500
E1 r 0 q 0 2
R7 r t 1k
B3 t 0 i='0.2*i(E1)*v(t)+1m*v(t)'
E2 w 0 vol='v(t)*v(q)'
R8 w z 1k
R9 z 0 r='1k*(1+v(w)*v(w))'
S1 z y o 0 sw
R10 y 0 2k
G2 z 0 cur='1u*v(z)^3'
.model sw sw(vt=10 ron=10 roff=1meg)
.op`,
    probes: ["v(z)", "v(o)", "i(V1)", "i(L1)", "i(E1)"],
    bound: 1e-7,
  },
  "BSIM4 transistors of the engine's own library": {
    deck: `.include modelcard.CMOS90
Vdd vdd 0 1.2
Vg g 0 0.5
Rg g ga 100k
R1 vdd d1 5k
M1 d1 ga s1 0 N90 w=1u l=0.09u
Rs1 s1 0 1k
R2 d1 g2 1meg
M2 out g2 vdd vdd P90 w=2u l=0.09u
R3 out 0 4k
.op`,
    probes: ["v(out)", "v(d1)"],
    bound: 1e-5,
  },
};

const files = new Map([["modelcard.CMOS90", libraryFile("modelcard.CMOS90")]]);

/** Some of the circuits over sweeps, where all points of a nudge are one run. */
const sweeps: readonly (readonly [name: string, card: string, step: number])[] = [
  ["six resistors and three diodes", ".dc V1 0.35 3 0.3", 1e-3],
  ["six resistors and three diodes", ".dc V1 1 2 1", 1e-3],
  ["a bipolar amplifier with series resistances", ".dc Vcc 9 15 1", 1e-3],
  ["three MOSFETs of level 1 in cascade", ".dc Vg 1.05 1.85 0.2", 1e-3],
  ["a trigger with hysteresis", ".dc Vin 0 3 0.25", 1e-4],
  ["behavioural sources of voltage and current that read voltages and currents", ".dc V1 0.4 2 0.4", 1e-3],
  ["BSIM4 transistors of the engine's own library", ".dc Vg 0.54 0.6 0.03", 3e-2],
];

describe("derivatives at operating points", () => {
  it.each(Object.entries(cases))(
    "are those of finite differences: %s",
    async (_, { deck, probes, bound, step }) => {
      const checks = await checkDerivatives(engine, circuitFrom(deck, files), probes, step);
      const worst = worstOf(checks);
      expect(checks.length).toBeGreaterThan(0);
      expect(worst.error, JSON.stringify(worst)).toBeLessThan(bound);
    },
  );

  it.each(sweeps)("are those of finite differences over a sweep: %s, %s", async (name, card, step) => {
    const { deck, probes, bound } = cases[name]!;
    const checks = await checkDerivatives(
      engine,
      circuitFrom(deck.replace(/\.op$/, card), files),
      probes,
      step,
    );
    const worst = worstOf(checks);
    expect(worst.error, JSON.stringify(worst)).toBeLessThan(bound);
  });
});
