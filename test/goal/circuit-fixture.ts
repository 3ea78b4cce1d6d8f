import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import type { Circuit } from "../../src/circuit/circuit.ts";
import { elaborate } from "../../src/circuit/elaborate.ts";
import type { Checked } from "../../src/diagnostic/checked.ts";
import type { Diagnostic } from "../../src/diagnostic/diagnostic.ts";
import { compileGoals } from "../../src/goal/compile-goals.ts";
import type { AcObjective, Objective } from "../../src/goal/objective.ts";

/** The files that a test's netlist may name. */
export type Files = Readonly<Record<string, string>>;

/** A sweep from 1 to 4 kHz in steps of 1 kHz over a circuit with one of each element. */
export const frame = [
  "title",
  "V1 in 0 ac 1",
  "R1 in out 2",
  "C1 out 0 3",
  "L1 out mid 5",
  "L2 mid 0 7",
  "K1 L1 L2 0.5",
  "I1 mid 0 ac 2 30",
  "E1 e 0 out mid 11",
  "G1 g 0 out mid 13",
  "F1 fo 0 V1 17",
  "H1 h 0 V1 19",
  "R2 e g 23 m=2",
  "R3 fo h 29",
  "* @port 1 in",
  "* @port 2 out z0=75",
  ".param gain=0.25 limit=4",
  ".ac lin 4 1k 4k",
];

/** A netlist of cards with goals at its end. */
export function withGoals(goals: readonly string[], lines: readonly string[] = frame): string {
  return [...lines, ...goals.map((goal) => `* @goal ${goal}`), ".end", ""].join("\n");
}

/** The circuit of a netlist that has no error before its goals. */
export function circuitOf(text: string): Circuit {
  const { netlist, diagnostics } = parseNetlist({ name: "test.cir", text });
  const circuit = elaborate(netlist, { readInclude: () => ({ kind: "missing", reason: "no such file" }) });
  const errors = [...diagnostics, ...circuit.diagnostics].filter(({ severity }) => severity === "error");
  if (!circuit.ok || errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return circuit.value;
}

/** Compile the goals of a circuit; `files` are the tables that exist. */
export function compileWith(circuit: Circuit, files: Files = {}): Checked<readonly Objective[]> {
  return compileGoals(circuit, {
    readTable: (file) => {
      if (file.startsWith("/")) return { kind: "forbidden", reason: "it lies outside the folder" };
      if (!Object.hasOwn(files, file)) return { kind: "missing", reason: "no such file" };
      return { kind: "text", source: { name: file, text: files[file]! } };
    },
  });
}

/** The objective of goals on the frame, with the circuit and its state. */
export function objectiveOf(goals: readonly string[], files: Files = {}, lines: readonly string[] = frame) {
  const circuit = circuitOf(withGoals(goals, lines));
  const checked = compileWith(circuit, files);
  if (!checked.ok) throw new Error(checked.diagnostics.map(({ message }) => message).join("\n"));
  const theta = Float64Array.from(circuit.trainables, ({ start }) => start);
  return { objective: checked.value[0] as AcObjective, circuit, state: circuit.evaluate(theta) };
}

/** What is wrong with goals on the frame: code and the text that is marked. */
export function problemsOf(
  goals: readonly string[],
  files: Files = {},
  lines: readonly string[] = frame,
): readonly string[] {
  return compileWith(circuitOf(withGoals(goals, lines)), files).diagnostics.map(describeDiagnostic);
}

function describeDiagnostic({ code, span }: Diagnostic): string {
  return `${code} ${span.source.text.slice(span.start, span.end)}`;
}
