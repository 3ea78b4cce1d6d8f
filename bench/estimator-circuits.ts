import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Compilation, type CompileHost, compile } from "../src/index.ts";
import { behaviour, clipper, transistors } from "./bent-netlists.ts";
import {
  acSources,
  bipolar,
  bsim,
  diodeAttenuator,
  diodes,
  diodesWithSources,
  jfet,
  jfetFollower,
  lossless,
  mosfetStage,
  mosfets,
  periodicLossless,
  periodicSources,
  resistors,
  reversedMosfet,
  transientSources,
} from "./estimator-netlists.ts";

/** A circuit whose gradient the estimators are compared on. */
export interface EstimatorCircuit {
  readonly name: string;
  readonly compilation: Compilation;
  /** The netlist, and the same circuit from another text. */
  readonly text: string;
  recompile(text: string): Compilation;
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
        fromText("lossless, K", lossless),
      ],
    },
    {
      analysis: "AC about a trained bias",
      circuits: [
        fromGallery("common emitter (BJT)", "active/common-emitter"),
        fromText("MOSFET stage", mosfetStage),
        fromText("JFET stage and follower", jfetFollower),
        fromText("diode attenuator", diodeAttenuator),
      ],
    },
    {
      analysis: "Periodic steady state",
      circuits: [
        fromGallery("buck converter's filter", "power/buck-filter"),
        fromText("K, E, F, G, H", periodicSources),
        fromText("random RLC, 25 branches", asPeriodic(random)),
        fromText("30 masses, 60 springs", asPeriodicSprings()),
        fromText("lossless, K", periodicLossless),
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
        fromText("diodes, R, L, C, G, from given charges", clipper),
        fromText("MOSFET, BJT, JFET, from the operating point", transistors),
        fromText("B sources of voltages and time", behaviour),
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
  const recompile = (changed: string): Compilation => {
    const checked = compile({ name: path, text: changed }, host);
    if (checked.ok) return checked.value;
    throw new Error([name, ...checked.diagnostics.map(({ message }) => message)].join("\n"));
  };
  return { name, text, compilation: recompile(text), recompile };
}

/** The springs pushed again and again by a force of one frequency, the distant mass wanted to follow it. */
function asPeriodicSprings(): string {
  const resting = readFileSync(join(root, "netlists/mechanics/allostery-resting.cir"), "utf8");
  return resting
    .replace(/^I1 .*$/m, "I1 0 x13 sin(0 1 2)")
    .replace(/^\.tran .*$/m, ".tran 0.01 0.5\n* @periodic 0.5")
    .replace(/^\* @goal .*\n/gm, "")
    .replace(/^\.end$/m, "* @goal i(Lgauge) = 4m*sin(2*pi*2*t) scale=1m\n.end");
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
  return underDrive(random, "pulse(0 1 0 1u 1u 1 2)", ".tran 0.2u 60u uic", "0.3*(1-exp(-t/10u))");
}

/** The random network in the steady state under a train of pulses. */
function asPeriodic(random: string): string {
  return underDrive(
    random,
    "pulse(-0.5 1 1u 2u 3u 6u 20u)",
    ".tran 0.4u 20u\n* @periodic 20u",
    "0.2*sin(2*pi*t/20u)",
  );
}

function underDrive(random: string, drive: string, analysis: string, target: string): string {
  const output = /@goal v[mp]\((\w+)\)/.exec(random)?.[1];
  return random
    .replace(/^V1 .*$/m, `V1 src 0 ${drive}`)
    .replace(/^\.ac .*$/m, analysis)
    .replace(/^\* @goal .*\n/gm, "")
    .replace(/^\.end$/m, `* @goal v(${output}) = ${target}\n.end`);
}
