import { describe, expect, it } from "vitest";
import { nativeMissing, runNative } from "../engine/native-ngspice.ts";
import { circuitOfText } from "./elaborate-text.ts";
import { printCircuit } from "./print-circuit.ts";

/** The largest difference between the node voltages of the deck as written and of its flat circuit, relative to the largest voltage. */
function worstDifference(cards: string, analysis: string): number {
  const circuit = circuitOfText(`title\n${cards}\n${analysis}\n.end\n`);
  const written = runNative(cards, analysis);
  const flat = runNative(printCircuit(circuit), analysis);
  let largest = 0;
  let worst = 0;
  let compared = 0;
  for (const [name, vector] of written) {
    const match = /^v\((.*)\)$/.exec(name);
    if (match === null || /#|_int/.test(match[1]!)) continue;
    const node = circuit.findNode(match[1]!);
    const other = node === undefined ? undefined : flat.get(`v(n${node})`);
    if (other === undefined) throw new Error(`${name} is missing from the flat circuit`);
    expect(other.re.length).toBe(vector.re.length);
    compared++;
    vector.re.forEach((re, k) => {
      largest = Math.max(largest, Math.hypot(re, vector.im[k]!));
      worst = Math.max(worst, Math.hypot(re - other.re[k]!, vector.im[k]! - other.im[k]!));
    });
  }
  expect(compared).toBe(circuit.nodes.length - 1);
  return worst / largest;
}

const ac = ".ac dec 5 10 10meg";

const decks: readonly { readonly name: string; readonly cards: string; readonly analysis: string }[] = [
  {
    name: "R C L with parameters, temperature and nesting",
    analysis: ac,
    cards: `.param f0=10k r={1k*sqrt(2)} k={2*pi0*f0} pi0=3.14159265358979
.temp 85
.func two(x)={2*x}
.model rt r(tc1=2e-3 tc2=1e-6 tnom=20)
.subckt lp in out r=100 c={1/(k*r)}
R1 in m rt r={r}
C1 m 0 {c} tc1=1e-3
.subckt tail a
L1 a 0 {two(1m)} tc1=-1e-4
R1 a 0 {r*3} m=2 scale=1.5
.ends
X1 m tail
R2 m out 10 dtemp=20 tc1=1e-2
.ends
V1 in 0 dc 1 ac {two(0.5)} 30
Rs in a 50
X1 a b lp r={r}
X2 b c lp
X3 c d lp r=3k c=10p
.subckt load a
C1 a 0 1n
L1 a b 1m
R1 b 0 100
.ends
X4 d load m=3
Rl d 0 1k`,
  },
  {
    name: "two coefficients of temperature behind tc=",
    analysis: ac,
    cards: `.temp 77
V1 in 0 ac 1
R1 in a 1k tc=1m 10u
R2 a 0 1k`,
  },
  {
    name: "coefficients in every form that ngspice reads, and what a model says for its elements",
    analysis: ac,
    cards: `.temp 77
.model scaled r(scale=2)
.model warm r(dtemp=10 tc1=1m)
.model linear r(tc=1m)
.model film c(scale=3 tc1=1m)
.model coil l(dtemp=10 tc1=1m)
V1 in 0 ac 1
R1 in a 1k tc=1m, 10u
R2 a b 1k tc={1m} {10u}
R3 b c scaled 1k
R4 c d warm 1k
R5 d 0 linear 1k
C1 a 0 film 1n
L1 b e coil 1m
R6 e 0 100
C2 c 0 1n tc1 1m m 2`,
  },
  {
    name: "X cards whose m and parameters name what the subcircuit has too",
    analysis: ac,
    cards: `.param k=2 j=3
V1 in 0 ac 1
R1 in a 1k
X1 a one m={k}
X2 a two r={k*500} q={j*500}
.subckt one p
.param k=7
R1 p 0 1k
.ends
.subckt two p r=1 q=1
.param k={7} j={k+1}
R1 p 0 {r}
R2 p 0 {q}
.ends`,
  },
  {
    name: "K, also with m and scale, and of both signs",
    analysis: ac,
    cards: `V1 in 0 ac 1
R1 in a 10
L1 a 0 1m m=2
L2 b 0 4m scale=3
L3 c 0 1m
R2 b 0 1k
R3 c 0 100
K12 L1 L2 0.5
K23 L2 L3 -0.7
.param kk=0.2
K13 L1 L3 {kk}`,
  },
  {
    name: "E F G H with m, polynomials, and inside subcircuits",
    analysis: ac,
    cards: `.param g=2m
.subckt amp p n out gain=10
Vs p x 0
Rin x n 10k
E1 o 0 p n {gain}
R1 o out 100
C1 out 0 1n
H1 h 0 Vs 1k
R2 h out 10k
F1 out 0 Vs {gain/5} m=2
G1 out 0 h 0 {g} m=3
.ends
V1 in 0 dc 0 ac 1
R0 in a 1k
X1 a 0 b amp
X2 b a c amp gain=3
Rl c 0 1k
E2 d 0 poly(1) c 0 0 3
R3 d 0 1k
G2 0 e poly(1) d 0 0 2m
R4 e 0 1k`,
  },
  {
    name: "operating points, also of waveforms",
    analysis: ".op",
    cards: `.param a=2
V1 a 0 pulse(1 2 0 1n 1n 1u 2u)
V2 b 0 sin(1 2 1k 0 0 30)
V3 c 0 pwl(0 {a} 1u 3)
V4 d 0 exp({a} 3 0 1u)
V5 e 0 dc {a*a}
V6 f 0 dc 5 sin(0 1 1k)
I1 0 g {a} m=3
I2 0 h pulse(1m 2m 0 1n) m=2
R1 a b 1
R2 c d 1
R3 e f 1
R4 g 0 1
R5 h g 1k
R6 h 0 0
R7 g 0 -7`,
  },
  {
    name: "behavioural sources, tables and polynomials of several variables",
    analysis: ".op",
    cards: `.param gain=3 shift=-0.5
.func sq(x)={x*x+shift}
.subckt b in out k=2
B1 out 0 v={k*sq(v(in))+i(Vx)*10+gain}
Vx in y 0
R1 y 0 1k
.ends
V1 a 0 1.3
X1 a b b
X2 b c b k={gain/10}
R1 c 0 1k
E1 d 0 vol='v(a)*gain + v(b,c)'
R2 d 0 1k
G1 0 e cur='v(a)>1 ? 2m : 3m'
R3 e 0 1k
R4 a f r='1k*(1+v(a)^2)'
R5 f 0 1k
E2 g 0 poly(2) a 0 b 0 1 2 3 4 5 6
R6 g 0 1k
G2 0 h poly(1) a 0 1m 2m 3m
R7 h 0 1k
F2 0 i poly(1) V1 0 1 100
R8 i 0 1k
E3 j 0 table {v(a)*gain} = (0,0) (1,1) (3,2)
R9 j 0 1k
E4 k 0 value={sqrt(abs(v(a)))*pwr(shift,3)}
R10 k 0 1k`,
  },
  {
    name: "devices with models of their own",
    analysis: ".op",
    cards: `.param is0=1e-14 w0=10u
.model dio d(is={is0} n=1.1)
.subckt inv in out vdd
.param ww={w0*2}
.model nm nmos(level=1 kp=100u vto=0.7 lambda={is0*1e12})
.model pm pmos(level=1 kp=40u vto=-0.7)
M1 out in 0 0 nm w={ww} l=1u
M2 out in vdd vdd pm w={2*ww} l=1u
.ends
Vdd vdd 0 3
Vin in 0 1.4
X1 in a vdd inv
X2 a b vdd inv w0=5u
R1 b 0 10k
D1 vdd c dio area=2
R2 c 0 1k
Q1 d e 0 qn
.model qn npn(bf=150)
R3 vdd d 1k
R4 vdd e 500k
J1 vdd e f jn
.model jn njf(beta=1m)
R5 f 0 1k
S1 vdd g in 0 sw on
.model sw sw(vt=1 vh=0.1 ron=10)
R6 g 0 1k
W1 vdd h Vin cw
.model cw csw(it=1m ron=5 roff=1meg)
R7 h 0 1k
.nodeset v(e)=0.7`,
  },
  {
    name: "a transmission line in AC",
    analysis: ac,
    cards: `.param td0=100n
V1 in 0 ac 1
R1 in a 50
T1 a 0 b 0 z0={25*2} td={td0}
R2 b 0 100
.model line ltra(r=0.1 l=250n c=100p len={td0*1e8})
O1 b 0 c 0 line
R3 c 0 50`,
  },
  {
    // Without step control, and with smooth drives, the time points are those of the card in both decks.
    name: "a transient with initial conditions",
    analysis: ".options trtol=1e9\n.tran 10n 5u 0 10n uic",
    cards: `.param td0=100n
V1 in 0 sin(0 1 {1/td0/10} 0 {td0*1e12})
R1 in b 50
C1 c 0 1n ic={td0*1e7}
Rb b 0 100
R3 b c 1k
L1 c d 10u ic=1m
R4 d 0 1k
I1 0 d sin(0 1m 1meg)`,
  },
];

describe.skipIf(nativeMissing)("the flat circuit against the deck as written, in ngspice", () => {
  it.each(decks)("$name", ({ cards, analysis }) => {
    expect(worstDifference(cards, analysis)).toBeLessThan(1e-9);
  });
});
