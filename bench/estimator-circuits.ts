import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Compilation, type CompileHost, compile } from "../src/index.ts";

/** A circuit whose gradient the estimators are compared on. */
export interface EstimatorCircuit {
  readonly name: string;
  readonly compilation: Compilation;
}

/** The circuits of one analysis. */
export interface CircuitGroup {
  readonly analysis: string;
  readonly circuits: readonly EstimatorCircuit[];
}

/** The project's folder; comparisons are bundled to node_modules/.cache/tellegen-bench/ (see run.mjs). */
const root = fileURLToPath(new URL("../../../", import.meta.url));

/** All circuits, at least four for each analysis. */
export function estimatorCircuits(): readonly CircuitGroup[] {
  const random = printRandomNetwork();
  return [
    {
      analysis: "AC",
      circuits: [
        fromGallery("LC low-pass", "filters/lc-lowpass"),
        fromGallery("coupled resonators (K)", "filters/coupled-resonators"),
        fromText("E, F, G, H", acSources),
        fromText("random RLC, 25 branches", random),
        fromGallery("30 masses, 60 springs", "mechanics/allostery-periodic"),
        fromGallery("common emitter (BJT)", "active/common-emitter"),
        fromText("MOSFET stage", mosfetStage),
        fromText("diode attenuator", diodeAttenuator),
      ],
    },
    {
      analysis: "Transient",
      circuits: [
        fromGallery("series RLC, uic", "transient/critical-damping"),
        fromGallery("pulse shaper (E)", "transient/pulse-shaper"),
        fromText("K, E, F, G, H, from rest", transientSources("uic")),
        fromText("the same from its operating point", transientSources("")),
        fromText("random RLC, 25 branches", asTransient(random)),
        fromGallery("30 masses, 60 springs", "mechanics/allostery-resting"),
      ],
    },
    {
      analysis: "Operating points",
      circuits: [
        fromText("6 resistors", resistors),
        fromText("6 resistors, 3 diodes", diodes),
        fromText("5 resistors, 3 diodes, 2 G", diodesWithSources),
        fromText("three MOSFETs in cascade", mosfets),
        fromText("MOSFET with drain and source reversed", reversedMosfet),
        fromText("JFET", jfet),
        fromText("two BSIM4 stages", bsim, modelCards),
        fromText("common emitter with RB, RC, RE (BJT)", bipolar),
        fromGallery("three-transistor amplifier (BJT)", "bias/three-transistor"),
        fromGallery("sine shaper, .dc", "nonlinear/sine-shaper"),
        fromGallery("black box, .dc", "nonlinear/black-box"),
      ],
    },
  ];
}

function fromGallery(name: string, netlist: string): EstimatorCircuit {
  const path = join(root, "netlists", `${netlist}.cir`);
  const read = (file: string) => ({
    kind: "text" as const,
    source: { name: file, text: readFileSync(join(dirname(path), basename(file)), "utf8") },
  });
  return compiled(name, path, readFileSync(path, "utf8"), { readInclude: read, readTable: read });
}

function fromText(name: string, text: string, host?: CompileHost): EstimatorCircuit {
  return compiled(name, `${name}.cir`, text, host);
}

/** Model cards that the engine's package brings along, by name: they stand in its module as strings. */
const modelCards: CompileHost = {
  readInclude(name) {
    const engine = readFileSync(
      join(root, "node_modules/eecircuit-engine/dist/eecircuit-engine.mjs"),
      "utf8",
    );
    const begin = `writeFile("/${name}", `;
    const at = engine.indexOf(begin);
    const literal = at < 0 ? null : /"(?:[^"\\]|\\.)*"/.exec(engine.slice(at + begin.length));
    return literal === null
      ? { kind: "missing", reason: "the engine has no such file" }
      : { kind: "text", source: { name, text: JSON.parse(literal[0]) as string } };
  },
  readTable: () => ({ kind: "missing", reason: "there are no tables here" }),
};

function compiled(name: string, path: string, text: string, host?: CompileHost): EstimatorCircuit {
  const checked = compile({ name: path, text }, host);
  if (checked.ok) return { name, compilation: checked.value };
  throw new Error([name, ...checked.diagnostics.map(({ message }) => message)].join("\n"));
}

function printRandomNetwork(): string {
  const options = ["--nodes", "14", "--branches", "25", "--seed", "8"];
  const generator = join(root, "bench/make-disordered.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [generator, ...options], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** The random network under a step from rest, a voltage wanted where its first goal observes one. */
function asTransient(random: string): string {
  const output = /@goal v[mp]\((\w+)\)/.exec(random)?.[1];
  return random
    .replace(/^V1 .*$/m, "V1 src 0 pulse(0 1 0 1u 1u 1 2)")
    .replace(/^\.ac .*$/m, ".tran 0.2u 60u uic")
    .replace(/^\* @goal .*\n/gm, "")
    .replace(/^\.end$/m, `* @goal v(${output}) = 0.3*(1-exp(-t/10u))\n.end`);
}

const acSources = `four kinds of controlled sources
V1 in 0 ac 1
R1 in a 1k
L1 a b 1m
C1 b 0 10n
VS b c 0
R2 c 0 2k
G1 0 d b 0 1m
R3 d 0 1.5k
C2 d 0 5n
E1 e 0 d 0 2
R4 e f 500
F1 0 f VS 1.5
C3 f 0 20n
R5 f 0 1k
H1 g 0 VS 300
R6 g f 3k
.ac dec 10 1k 1meg
* @train R* L* C* G1 E1 F1 H1
* @goal mag(v(f)) = 0.5
* @goal v(d) = 0.2
.end
`;

const transientSources = (start: string) => `coupled inductors and four kinds of controlled sources
V1 in 0 sin(0.3 1 20k)
R1 in a 1k
L1 a b 1m
L2 h 0 2m
K1 L1 L2 0.6
R7 h 0 800
C1 b 0 10n
VS b c 0
R2 c 0 2k
G1 0 d b 0 1m
R3 d 0 1.5k
C2 d 0 5n
E1 e 0 d 0 2
R4 e f 500
F1 0 f VS 1.5
C3 f 0 20n
R5 f 0 1k
H1 g 0 VS 300
R6 g f 3k
.tran 0.5u 150u ${start}
* @train R* L* C* K1 G1 E1 F1 H1
* @goal v(f) = 0.5*exp(-t/50u)
* @goal v(h) = 0
.end
`;

const resistors = `resistors
V1 in 0 2
R1 in a 1k
R2 a 0 2.2k
R3 a b 1.5k
R4 b 0 3.3k
R5 b out 680
R6 out 0 4.7k
.op
* @train R*
* @goal v(out) = 0.4
.end
`;

const diodes = `resistors and diodes
V1 in 0 2
R1 in a 1k
R2 a b 2.2k
R3 b out 1.5k
R4 a 0 3.3k
R5 b 0 6.8k
R6 out 0 4.7k
D1 a 0 d
D2 b out d
D3 out 0 d
.model d d(is=1e-14 n=1.1)
.op
* @train R*
* @goal v(out) = 0.4
.end
`;

const diodesWithSources = `resistors, diodes and transconductances
V1 in 0 3
R1 in a 1k
R2 a b 2.2k
R3 b out 1.5k
R4 b 0 3.3k
R5 out 0 4.7k
G1 0 b a 0 0.3m
G2 out 0 b 0 0.2m
D1 a 0 d
D2 b 0 d
D3 out 0 d
.model d d(is=1e-14 n=1.1)
.op
* @train R*
* @goal v(out) = 0.3
.end
`;

const mosfets = `three MOSFETs in cascade
VDD vdd 0 5
V1 in 0 1.4
R1 vdd a 20k
M1 a in s1 0 n w=20u l=1u
R2 s1 0 2k
R3 vdd b 10k
M2 b a s2 0 n w=20u l=1u
R4 s2 0 8k
R5 vdd out 10k
M3 out b s3 0 n w=20u l=1u
R6 s3 0 10k
.model n nmos(level=1 vto=0.7 kp=100u lambda=0.02 gamma=0.4 phi=0.7)
.op
* @train R*
* @goal v(out) = 2
.end
`;

const reversedMosfet = `a MOSFET with drain and source reversed
V1 in 0 3
VG gg 0 4
R1 in a 10k
R2 gg g 10k
R3 g 0 30k
M1 0 g a 0 n w=10u l=1u
R4 a out 5k
R5 out 0 20k
.model n nmos(level=1 vto=0.7 kp=100u lambda=0.02 gamma=0.4 phi=0.7)
.op
* @train R*
* @goal v(out) = 0.5
.end
`;

const jfet = `a JFET stage
VDD vdd 0 12
V1 in 0 0.2
R1 in g 100k
R2 g 0 1meg
J1 d g s j
R3 vdd d 3.3k
R4 s 0 1k
R5 d out 10k
R6 out 0 22k
.model j njf(vto=-2 beta=1m lambda=5m)
.op
* @train R*
* @goal v(out) = 4
.end
`;

const bsim = `two stages of BSIM4 transistors
.include modelcard.CMOS90
VDD vdd 0 1.2
VG g 0 0.5
RG g ga 100k
R1 vdd d1 5k
M1 d1 ga s1 0 N90 w=1u l=0.09u
RS s1 0 1k
R2 d1 g2 1meg
M2 out g2 vdd vdd P90 w=2u l=0.09u
R3 out 0 4k
.op
* @train R* RS RG
* @goal v(out) = 0.4
* @goal v(d1) = 0.6
.end
`;

const bipolar = `a common-emitter stage at its operating point
VCC cc 0 10
VB bb 0 1.2
R1 bb b 22k
RC cc c 2.2k
RE e 0 150
R2 c out 1k
R3 out 0 15k
Q1 c b e qn
.model qn npn(is=1e-15 bf=120 vaf=60 rb=50 rc=10 re=1)
.op
* @train R* RC RE
* @goal v(out) = 4
.end
`;

const mosfetStage = `a MOSFET stage whose bias is trained
VDD vdd 0 5
V1 in 0 dc 0 ac 1
Cin in g 1u
R1 vdd g 300k
R2 g 0 150k
M1 d g s 0 n w=50u l=2u
RD vdd d 15k
RS s 0 2.2k
CS s x 4.7u
RX x 0 150
CL d 0 20p
.model n nmos(level=1 vto=0.7 kp=100u lambda=0.03 gamma=0.4 phi=0.7 cgso=0.3n cgdo=0.3n tox=20n cbd=0.1p cbs=0.1p)
.ac dec 5 10 10meg
* @train R* RD RS RX CS CL
* @goal vdb(d) = 20
.end
`;

const diodeAttenuator = `diodes that attenuate by what they are biased to
.param vb=2
VB bias 0 {vb}
V1 in 0 dc 0 ac 1
R1 in a 1k
C1 a x 1u
RB bias x 4.7k
D1 x 0 d
D2 x y d
RY y 0 2k
C2 x out 1u
RL out 0 10k
.model d d(is=1e-14 n=1.1 rs=5 cjo=4p tt=10n)
.ac dec 5 100 10meg
* @train R* RB RY RL C1 param:vb
* @goal mag(v(out)) = 0.3
* @goal i(V1) = -0.5m scale=1m
.end
`;
