import { afterAll, describe, expect, it } from "vitest";
import { parseNetlist } from "../../../src/ast/parse-netlist.ts";
import type { Circuit } from "../../../src/circuit/circuit.ts";
import { elaborate } from "../../../src/circuit/elaborate.ts";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import type { Phase } from "../../../src/experiment/experiment.ts";
import { complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { reader } from "../model/run-phases.ts";
import { nativeMissing, runNative } from "../native-ngspice.ts";
import { experimentOver, runOnce, unwrap } from "./ac-session.ts";

const engine = createNgspiceEngine({ deadlineSeconds: 30 });
afterAll(() => engine.close());

const free: Phase = { kind: "free", excitation: { kind: "sources" } };
const nudge: Phase = { kind: "nudge", probe: 0, terminated: false };

function circuitFrom(deck: string): Circuit {
  const source = { name: "test.cir", text: `title\n${deck}\n.end\n` };
  const checked = elaborate(parseNetlist(source).netlist, {
    readInclude: () => ({ kind: "missing", reason: "no files here" }),
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.diagnostics.map(({ message }) => message)));
  return checked.value;
}

const sweep = ".ac dec 4 10 10meg";

const decks: Readonly<Record<string, string>> = {
  "a bipolar amplifier at its bias, with coupling capacitors": `
Vcc vcc 0 dc 12
Vin in 0 sin(0.01 1m 1k) ac 1 15
Cin in b 10u
R1 vcc b 47k
R2 b 0 {2*rb}
.param rb=5k
Rc vcc c 2.2k
Re e 0 470
Ce e 0 100u
Q1 c b e npn1
Cout c out 1u
Rl out 0 10k
.model npn1 npn(is=1e-15 bf=180 vaf=80 rb=50 rc=1 re=0.5 cje=10p cjc=4p tf=0.4n)
.temp 50`,
  "MOSFETs of two levels in a subcircuit with parameters": `
Vdd vdd 0 3
Vin in 0 dc 1.1 ac 1
X1 in a vdd stage w=20u rl=15k
X2 a out vdd stage w=10u rl=8k
.subckt stage g d p w=1u rl=1k
M1 d g 0 0 nch w={w} l=1u
R1 p d {rl}
C1 d 0 {w*1u}
.ends
M9 out a vdd vdd pch w=5u l=2u
.model nch nmos(level=1 vto=0.7 kp=100u lambda=0.03 gamma=0.4 phi=0.7 cgso=0.2n cgdo=0.2n)
.model pch pmos(level=3 vto=-0.8 kp=40u tox=20n nsub=1e16)`,
  "diodes, a JFET, a behavioural source and a switch": `
Vb vb 0 5
Vin in 0 dc 0.4 ac 1
R1 in a 1k
D1 a b dx area=2
R2 b 0 2k
J1 dj b s jx
Rd vb dj 3k
Rs s 0 500
B1 o 0 v='2*tanh(v(dj)) + i(Vb)*10'
R3 o q 100
C3 q 0 10n
S1 q w vb 0 sw
R4 w 0 330
E1 z 0 vol='v(q)*v(q)'
R5 z 0 1k
.model dx d(is=1e-14 n=1.2 rs=3 cjo=5p tt=4n)
.model jx njf(vto=-2 beta=1m lambda=0.01 cgs=3p cgd=1p)
.model sw sw(vt=2 vh=0.1 ron=5 roff=1meg)
.nodeset v(b)=0.1`,
  "a lossless line and a resistor of geometry": `
Vin in 0 ac 1
R1 in a 50
T1 a 0 b 0 z0=75 td=3n
R2 b 0 rmod l=10u w=1u
C1 b 0 20p
.model rmod r(rsh=12 defw=1u)
.options tnom=30 gmin=1e-13`,
};

describe("free phases of circuits with devices", () => {
  it.skipIf(nativeMissing).each(Object.keys(decks))("are those of the native simulator: %s", async (name) => {
    const deck = decks[name]!;
    const circuit = circuitFrom(`${deck}\n${sweep}`);
    const analysis = circuit.analyses.find(({ kind }) => kind === "ac");
    if (analysis?.kind !== "ac") throw new Error("no .ac");
    const { variation, points, from, to } = analysis;
    const experiment = experimentOver(circuit, [{ variation, points, from, to }]);
    const [matrix] = await runOnce(engine, experiment, circuit.evaluate(new Float64Array()).slots, [free]);
    const read = reader(experiment, matrix!);
    const native = runNative(deck, sweep);
    let compared = 0;
    for (const node of circuit.nodes.slice(1)) {
      const witness = native.get(`v(${node.toLowerCase()})`);
      expect(witness, node).toBeDefined();
      const size = Math.max(...witness!.re.map((re, point) => Math.hypot(re, witness!.im[point]!)));
      for (const point of experiment.frequencies.keys()) {
        const ours = read(`v(${node})`, point);
        const error = Math.hypot(ours.re - witness!.re[point]!, ours.im - witness!.im[point]!);
        expect(error / Math.max(size, 1e-9), `v(${node}) at point ${point}`).toBeLessThan(1e-7);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(50);
  });

  it("follow a trained value that stands inside a device or a model, by sending the deck again", async () => {
    const text = (area: string, ohms: string): string =>
      `V1 a 0 dc 0.8 ac 1\nR1 a b ${ohms}\nD1 b 0 dx area=${area}\n.param is0=1e-14\n.model dx d(is={is0*${area}} cjo=1p)`;
    const trained = circuitFrom(
      `.param area=1 ohms=1k\n${text("{area}", "{ohms}")}\n* @train param:area min=0.1 max=10\n* @train param:ohms\n.ac lin 3 1k 3k`,
    );
    const experiment = experimentOver(trained, [{ variation: "lin", points: 3, from: 1e3, to: 3e3 }]);
    const session = unwrap(await engine.open(experiment));
    for (const [area, ohms] of [
      [1, 1e3],
      [1, 2e3],
      [4, 2e3],
      [4, 2e3],
    ] as const) {
      const theta = Float64Array.from(trained.trainables, ({ name }) =>
        name === "param:area" ? area : ohms,
      );
      const [matrix] = unwrap(await session.run(trained.evaluate(theta).slots, [free]));
      const fixed = circuitFrom(
        `${text(String(area), String(ohms))}\n.ac lin 3 1k 3k`.replace(`{is0*${area}}`, `${area}e-14`),
      );
      const witness = experimentOver(fixed, experiment.grids);
      const [expected] = await runOnce(engine, witness, fixed.evaluate(new Float64Array()).slots, [free]);
      const [ours, theirs] = [reader(experiment, matrix!), reader(witness, expected!)];
      expect(ours("v(b)", 2).re).toBeCloseTo(theirs("v(b)", 2).re, 12);
      expect(ours("v(b)", 2).im).toBeCloseTo(theirs("v(b)", 2).im, 12);
    }
    await session.close();
  });
});

describe("nudged phases of circuits with devices", () => {
  const stages = [
    ["D1", "b", "V1 a 0 dc 1\nR1 a b 1k\nD1 b 0 dx\n.model dx d(is=1e-14 rs=5 cjo=5p tt=1n)"],
    ["B7", "b", "V1 a 0 dc 1\nR1 a b 1k\nR3 b 0 1k\nB7 b 0 i='1m*v(b)*v(a)+0.2m*v(b)^3'"],
    [
      "X1.S1",
      "b",
      "V1 a 0 dc 1\nR1 a b 1k\nR3 b 0 1k\nX1 b part\n.subckt part p\nS1 p 0 p 0 sw\n.ends\n.model sw sw",
    ],
    [
      "Q1",
      "c",
      "Vcc vcc 0 12\nR1 vcc b 47k\nR2 b 0 10k\nRc vcc c 2.2k\nRe e 0 470\nCe e 0 10n\nQ1 c b e qn\n.model qn npn(is=1e-15 bf=180 vaf=80 rb=50 rc=1 re=0.5 cje=10p cjc=4p tf=0.4n)",
    ],
    [
      "M1",
      "d",
      "Vdd vdd 0 5\nVg a 0 1.5\nRg a g 10k\nRd vdd d 10k\nRs s 0 1k\nM1 d g s 0 nch w=20u l=1u\nE1 x 0 d s 3\nRx x g 1meg\n.model nch nmos(level=1 vto=0.7 kp=100u lambda=0.03 gamma=0.4 phi=0.7 cgso=0.2n cgdo=0.2n tox=20n rd=20 rs=10)",
    ],
    ["B8", "b", "V1 a 0 dc 1\nR1 a b 1k\nB8 y 0 v='0.3*v(b)^2+0.5*v(a)'\nR3 y b 2k\nC1 b 0 1n"],
    ["B9", "b", "V1 a 0 dc 1\nR1 a b 1k\nB9 b 0 i='100*i(V1)^2'\nR3 b 0 2k\nC1 b 0 1n"],
  ] as const;
  const grids = [
    { variation: "dec", points: 2, from: 1e3, to: 1e8 },
    { variation: "lin", points: 3, from: 1e5, to: 2e5 },
  ] as const;

  it.each(stages)(
    "%s at its operating point: what an output hears of every node is what it hears of the nudge",
    async (_, out, deck) => {
      const circuit = circuitFrom(`${deck}\n.ac lin 3 1k 3k`);
      const slots = circuit.evaluate(new Float64Array()).slots;
      const experiment = experimentOver(circuit, grids, [`v(${out})`]);
      const [nudged] = await runOnce(engine, experiment, slots, [nudge]);
      for (const node of circuit.nodes.slice(1)) {
        const driven = circuitFrom(`${deck}\nIt 0 ${node} dc 0 ac 1\n.ac lin 3 1k 3k`);
        const witness = experimentOver(driven, grids);
        const [response] = await runOnce(engine, witness, driven.evaluate(new Float64Array()).slots, [free]);
        const [ours, theirs] = [reader(experiment, nudged!), reader(witness, response!)];
        experiment.frequencies.forEach((_f, point) => {
          const [a, b] = [ours(`v(${node})`, point), theirs(`v(${out})`, point)];
          const scale = Math.max(Math.hypot(b.re, b.im), 1);
          expect(Math.hypot(a.re - b.re, a.im - b.im) / scale, `${node}, point ${point}`).toBeLessThan(1e-9);
        });
      }
    },
  );

  it.each(stages)(
    "%s: contrasts of the untransposed network are refused with its name",
    async (name, out, deck) => {
      const circuit = circuitFrom(`${deck}\n.ac lin 3 1k 3k`);
      const experiment = experimentOver(circuit, [grids[1]], [`v(${out})`]);
      const session = unwrap(await engine.open(experiment));
      const amplitudes = complexMatrix(1, 3);
      const contrast: Phase = { kind: "nudged", excitation: { kind: "sources" }, amplitudes };
      expect(await session.run(circuit.evaluate(new Float64Array()).slots, [contrast])).toMatchObject({
        kind: "failed",
        reason: "unsupported",
        explanation: expect.stringContaining(name),
      });
    },
  );

  it("are those of forward differences where a line is all there is beside linear elements", async () => {
    const deck = (load: number): string =>
      `V1 in 0 ac 1\nR1 in a 50\nT1 a 0 b 0 z0=75 td=30n\nR2 b 0 ${load}\nC1 b 0 20p\nG1 c 0 b 0 1m\nR3 c 0 1k\n.ac lin 3 1meg 3meg`;
    const grid = { variation: "lin", points: 3, from: 1e6, to: 3e6 } as const;
    const at = async (load: number, phases: readonly Phase[]) => {
      const circuit = circuitFrom(deck(load));
      const experiment = experimentOver(circuit, [grid], ["v(c)"]);
      const matrices = await runOnce(engine, experiment, circuit.evaluate(new Float64Array()).slots, phases);
      return matrices.map((matrix) => reader(experiment, matrix));
    };
    const [v, y] = await at(120, [free, nudge]);
    const [above] = await at(120.012, [free]);
    const [below] = await at(119.988, [free]);
    for (const point of [0, 1, 2]) {
      const [free, unit] = [v!("v(b)", point), y!("v(b)", point)];
      const product = {
        re: free.re * unit.re - free.im * unit.im,
        im: free.re * unit.im + free.im * unit.re,
      };
      for (const part of ["re", "im"] as const) {
        const witness = (above!("v(c)", point)[part] - below!("v(c)", point)[part]) / 0.024;
        expect(product[part] / 120 ** 2).toBeCloseTo(witness, 9);
      }
    }
  });
});
