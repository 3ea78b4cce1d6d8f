import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { walkStatements } from "../../src/ast/walk.ts";
import { elaborate } from "../../src/circuit/elaborate.ts";
import type { CircuitKind, RandomCircuit } from "./random-circuit.ts";
import { type DeckRun, difference, isOwnVoltage, largest, runDeck, type Vector } from "./run-deck.ts";
import { type Step, tryTransform } from "./transform-text.ts";

/** Relative to the largest voltage of an analysis. */
const tolerance = 1e-9;

/** The least voltage that counts as one: ngspice's iterations end within 1e-13 V, which is the tolerance of this. */
const least = 1e-4;

/** What must leave every voltage as it is. */
const keeping: readonly (readonly Step[])[] = [
  ["flatten"],
  ["evaluate"],
  ["merge"],
  ["portable"],
  ["strip"],
  ["format"],
  [{ pass: "to", argument: "hspice" }],
  ["evaluate", "flatten", "merge", "format"],
];

/** What the second time must change nothing. */
const settling: readonly Step[] = [
  "flatten",
  "evaluate",
  "portable",
  "strip",
  "format",
  { pass: "to", argument: "ltspice" },
  { pass: "to", argument: "xyce" },
  { pass: "to", argument: "hspice" },
];

const label = (steps: readonly Step[]): string =>
  steps
    .map((step) => (typeof step === "string" ? step : [step.pass, step.argument].filter(Boolean).join(" ")))
    .join(", ");

/** The codes of what `check` finds in a netlist, and whether it is a circuit. */
function diagnosticsOf(text: string): { readonly ok: boolean; readonly said: readonly string[] } {
  const { netlist, diagnostics } = parseNetlist({ name: "random.cir", text });
  const circuit = elaborate(netlist, { readInclude: () => ({ kind: "missing", reason: "not read" }) });
  const all = [...diagnostics, ...circuit.diagnostics];
  return {
    ok: circuit.ok && !diagnostics.some(({ severity }) => severity === "error"),
    said: all.map(({ code, message }) => `${code}: ${message}`),
  };
}

/** The results in ngspice, or nothing where it refuses the deck. */
function tryRun(text: string): DeckRun | undefined {
  try {
    return runDeck(text);
  } catch {
    return undefined;
  }
}

/** The worst difference of the voltages of two runs, those of the second `factor` times as large; the name of one that is missing. */
function compare(
  before: DeckRun,
  after: DeckRun,
  { factor = 1, complete = true, rename = (name: string) => name },
): number | string {
  if (before.length !== after.length) return `${after.length} analyses, not ${before.length}`;
  let worst = 0;
  for (const [index, plot] of before.entries()) {
    const voltages = [...plot].filter(([name]) => isOwnVoltage(name));
    const scale = Math.max(largest(voltages.map(([, vector]) => vector)), least);
    for (const [name, vector] of voltages) {
      const other = after[index]!.get(rename(name));
      if (other === undefined) {
        if (complete) return `${name} is missing`;
        continue;
      }
      const scaled = { re: other.re.map((x) => x / factor), im: other.im.map((x) => x / factor) };
      worst = Math.max(worst, difference(vector, scaled, scale));
    }
  }
  return worst;
}

/**
 * The results of a circuit in ngspice; nothing where it refuses the deck, or where its Newton iterations do not fix the voltages to the tolerance: a
 * finer one must give the same ones.
 */
export function reference(text: string): DeckRun | undefined {
  const run = tryRun(text);
  if (run === undefined || !/^\s*[bdmq]\d/im.test(text)) return run;
  const finer = tryRun(text.replace(/^\.op$/m, ".op\n.options reltol=1e-10"));
  const worst = finer === undefined ? "refused" : compare(run, finer, {});
  return typeof worst === "number" && worst < tolerance / 3 ? run : undefined;
}

/** What is wrong with a pass on a circuit: nothing, or sentences. */
export type Verdict = { readonly law: string; readonly why: string; readonly output: string };

/** Hold every law of the passes against one circuit that ngspice runs. */
export function brokenLaws(
  { text, nodes }: RandomCircuit,
  kind: CircuitKind,
  before: DeckRun,
  factor: number,
): readonly Verdict[] {
  const broken: Verdict[] = [];
  const holds = (law: string, why: string | undefined, output: string): void => {
    if (why !== undefined) broken.push({ law, why, output });
  };
  const original = diagnosticsOf(text);

  /** Transform, look at the output with `check` and compare in ngspice. */
  const expectSame = (
    law: string,
    steps: readonly Step[],
    options: Parameters<typeof compare>[2],
    mayRefuse: boolean,
  ): string | undefined => {
    const result = tryTransform(text, steps);
    if (!result.ok) {
      const why = result.diagnostics.map(({ code, message }) => `${code}: ${message}`).join("; ");
      const isRefusal = result.diagnostics.every(
        ({ code, severity }) => severity !== "error" || code === "transform/refused",
      );
      if (!mayRefuse || !isRefusal) holds(law, why, "");
      return undefined;
    }
    const output = result.value.text;
    const checked = diagnosticsOf(output);
    if (original.ok && !checked.ok) holds(law, checked.said.join("; "), output);
    const after = tryRun(output);
    const worst = after === undefined ? "ngspice refuses it" : compare(before, after, options);
    if (typeof worst === "string") holds(law, worst, output);
    else if (!(worst < tolerance)) holds(law, `differs by ${worst.toExponential(1)}`, output);
    return output;
  };

  for (const steps of keeping) {
    const output = expectSame(label(steps), steps, { complete: !steps.includes("merge") }, false);
    if (output === undefined || !steps.includes("flatten")) continue;
    walkStatements(parseNetlist({ name: "flat.cir", text: output }).netlist, (statement) => {
      if (statement.kind === "subcircuit" || (statement.kind === "element" && statement.letter === "x"))
        holds("flat", "a subcircuit is left", output);
    });
    const unknown = diagnosticsOf(output).said.find((said) => /unknown-node|unknown-element/.test(said));
    if (!original.said.some((said) => /unknown-node|unknown-element/.test(said)))
      holds("flat", unknown, output);
  }
  for (const step of settling) {
    const once = tryTransform(text, [step]);
    if (!once.ok) continue;
    const twice = tryTransform(once.value.text, [step]);
    const same = twice.ok && twice.value.text === once.value.text;
    holds(
      `${label([step])} twice`,
      same ? undefined : twice.ok ? twice.value.text : "refused",
      once.value.text,
    );
  }

  const naming = new Map(nodes.map((name) => [name, `z.${name}`]));
  const renamed = new Map(
    [...naming].map(([old, name]) => [`v(${old})`.toLowerCase(), `v(${name})`.toLowerCase()]),
  );
  expectSame(
    "rename-nodes",
    [{ pass: "rename-nodes", argument: naming }],
    { rename: (name) => renamed.get(name) ?? name },
    false,
  );
  if (kind.drive !== "both")
    expectSame(
      "scale-impedance",
      [{ pass: "scale-impedance", argument: factor }],
      { factor: kind.drive === "current" ? factor : 1 },
      kind.rich || kind.nonlinear,
    );
  expectSame(
    "scale-frequency",
    [{ pass: "scale-frequency", argument: factor }],
    {},
    kind.rich || kind.nonlinear,
  );
  if (kind.drive === "none") holds("transpose", brokenReciprocity(text, nodes), "");
  return broken;
}

/** The z(a,b) of a network without sources must be z(b,a) of its transpose, for all of some pairs of nodes. */
function brokenReciprocity(text: string, nodes: readonly string[]): string | undefined {
  const transposed = tryTransform(text, ["transpose"]);
  if (!transposed.ok) return undefined;
  const pairs = [nodes[0]!, nodes.at(-1)!, nodes[Math.floor(nodes.length / 2)]!];
  const drive = (deck: string, at: string): DeckRun | undefined =>
    tryRun(deck.replace(/^\.op$/m, `Iprobe 0 ${at} ac 1`));
  const forward = new Map(pairs.map((at) => [at, drive(text, at)]));
  const backward = new Map(pairs.map((at) => [at, drive(transposed.value.text, at)]));
  const z = (runs: ReadonlyMap<string, DeckRun | undefined>, from: string, at: string): Vector | undefined =>
    runs.get(from)?.[0]?.get(`v(${at.toLowerCase()})`);
  const all = pairs.flatMap((a) => pairs.map((b) => z(forward, a, b)));
  const scale = largest(all.filter((one) => one !== undefined)) || 1;
  for (const a of pairs)
    for (const b of pairs) {
      const [one, other] = [z(forward, a, b), z(backward, b, a)];
      if (one === undefined) continue;
      if (other === undefined) return `no result\n${transposed.value.text}`;
      if (!(difference(one, other, scale) < tolerance))
        return `z(${a}, ${b}) differs by ${difference(one, other, scale)}\n${transposed.value.text}`;
    }
  return undefined;
}
