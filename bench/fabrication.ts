import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  type Compilation,
  compile,
  createModelEngine,
  createNgspiceEngine,
  type Fabrication,
  fabricate,
  train,
} from "../src/index.ts";
import { printTable } from "./table.ts";

/** Ranges wide enough for every netlist, mechanical ones too; the series are the defaults. */
const wide = {
  resistor: "* @fabricate R* min=1m max=1g",
  capacitor: "* @fabricate C* min=1f max=100",
  inductor: "* @fabricate L* min=1p max=10k",
} as const;

/** Excess costs below this part of rounding's count as this much: a geometric mean of zeros says nothing. */
const FLOOR = 1e-3;

const PAGE = "docs/fabrication.md";
const MARKS = ["<!-- table: node bench/run.mjs fabrication -->", "<!-- end of table -->"] as const;

interface Row {
  readonly name: string;
  readonly result: Fabrication;
  /** Excess of ours over rounding's; undefined where rounding costs nothing more. */
  readonly ratio: number | undefined;
}

/**
 * Every netlist of the gallery, trained and then snapped: cost of the trained values, of each rounded by itself, and of those chosen.
 * Writes the table into docs/fabrication.md.
 */
export async function measure(): Promise<void> {
  const rows: Row[] = [];
  const left: string[] = [];
  const model = createModelEngine();
  const ngspice = createNgspiceEngine();
  const names = readdirSync("netlists", { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".cir"),
  );
  for (const name of names.sort()) {
    const shown = name.replace(/\.cir$/, "");
    const path = join("netlists", name);
    const start = compileFile(path, readFileSync(path, "utf8"));
    const isLinear = start.circuit.elements.every(({ kind }) => kind !== "device");
    const engine = isLinear ? model : ngspice;
    const trained = await train(start, { engine });
    if (trained.kind === "failed") {
      left.push(`${shown} (${trained.explanation})`);
      continue;
    }
    const text = trained.value.text.replace(/^\.end$/m, `${fittingRules(start).join("\n")}\n.end`);
    const result = await fabricate(compileFile(path, text), {
      engines: [engine],
      verifier: ngspice,
      samples: 0,
    });
    if (result.kind === "failed") left.push(`${shown} (${result.explanation})`);
    else rows.push({ name: shown, result: result.value, ratio: ratioOf(result.value) });
  }
  await ngspice.close();
  report(rows, left);
}

function compileFile(path: string, text: string): Compilation {
  const read = (file: string) => ({
    kind: "text" as const,
    source: { name: file, text: readFileSync(join(dirname(path), basename(file)), "utf8") },
  });
  const compiled = compile({ name: path, text }, { readInclude: read, readTable: read });
  if (compiled.ok) return compiled.value;
  throw new Error(`${path}: ${compiled.diagnostics.map(({ message }) => message).join("; ")}`);
}

/** A rule that fits nothing is an error: only those of kinds that there are. */
function fittingRules({ circuit }: Compilation): readonly string[] {
  const kinds = new Set<string>(circuit.elements.map(({ kind }) => kind));
  return Object.entries(wide).flatMap(([kind, rule]) => (kinds.has(kind) ? [rule] : []));
}

function ratioOf({ cost }: Fabrication): number | undefined {
  const { unsnapped, nearest, chosen } = cost;
  if (nearest === null || !(nearest > unsnapped)) return undefined;
  return Math.max((chosen - unsnapped) / (nearest - unsnapped), FLOOR);
}

function report(rows: readonly Row[], left: readonly string[]): void {
  const counted = rows.flatMap(({ ratio }) => (ratio === undefined ? [] : [ratio]));
  const mean = Math.exp(counted.reduce((sum, ratio) => sum + Math.log(ratio), 0) / counted.length);
  const differing = rows.filter(({ result }) => !agrees(result)).map(({ name }) => name);
  const differ =
    differing.length === 0
      ? ""
      : ` but ${differing.join(", ")}, which it integrates with time steps of its own`;
  const headings = ["netlist", "parts", "trained", "nearest", "chosen", "excess", "circuits", "seconds"];
  const cells = rows.map(({ name, result, ratio }) => [
    name,
    String(result.values.length),
    cost(result.cost.unsnapped),
    result.cost.nearest === null ? "none" : cost(result.cost.nearest),
    cost(result.cost.chosen),
    ratio === undefined ? "-" : ratio <= FLOOR ? `< ${FLOOR}` : String(Number(ratio.toPrecision(2))),
    String(result.evaluations),
    result.seconds.search.toFixed(1),
  ]);
  const sentence = `Geometric mean of the excess over ${counted.length} netlists: ${mean.toPrecision(2)}. In ngspice all ${rows.length} emitted netlists cost what is stated${differ}.`;
  printTable("Gallery: cost of trained, rounded and chosen values", headings, cells);
  console.log(`\n${sentence}`);
  for (const name of left) console.log(`left out: ${name}`);
  const table = [
    `| ${headings.join(" | ")} |`,
    `| --- |${" ---: |".repeat(headings.length - 1)}`,
    ...cells.map((row) => `| ${row.join(" | ")} |`),
    "",
    sentence,
    ...left.map((name) => `Left out: ${name}`),
  ].join("\n");
  const page = readFileSync(PAGE, "utf8");
  const [before, rest] = page.split(MARKS[0]);
  const after = rest?.split(MARKS[1])[1];
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has lost the marks of its table`);
  writeFileSync(PAGE, `${before}${MARKS[0]}\n${table}\n${MARKS[1]}${after}`);
}

/** The emitted netlist in a run of its own; transients are integrated with other time steps there. */
function agrees({ cost: { chosen }, verification, compilation }: Fabrication): boolean {
  if (verification === undefined) return false;
  const tolerance = compilation.objectives.some(({ kind }) => kind === "tran") ? 2e-2 : 1e-6;
  return Math.abs(verification.cost - chosen) <= tolerance * Math.max(chosen, 1e-6);
}

function cost(value: number): string {
  return value === 0 ? "0" : value.toExponential(1);
}
