import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import type { Circuit } from "../../src/circuit/circuit.ts";
import { elaborate, type IncludeResult } from "../../src/circuit/elaborate.ts";
import type { CircuitElement } from "../../src/circuit/element.ts";
import type { Diagnostic } from "../../src/diagnostic/diagnostic.ts";

interface TextOptions {
  /** Files that the netlist may include, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly requireIncludes?: boolean;
}

/** Parse and elaborate a text. The circuit is undefined when an error stands. */
export function elaborateText(
  text: string,
  { files = {}, requireIncludes = true }: TextOptions = {},
): { readonly circuit: Circuit | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const readInclude = (path: string): IncludeResult => {
    const found = files[path];
    if (found !== undefined) return { kind: "text", source: { name: path, text: found } };
    if (path.startsWith("/")) return { kind: "forbidden", reason: "it lies outside the netlist's folder" };
    return { kind: "missing", reason: "no such file" };
  };
  const { netlist, diagnostics } = parseNetlist({ name: "test.cir", text });
  const result = elaborate(netlist, { readInclude, requireIncludes });
  return {
    circuit: result.ok ? result.value : undefined,
    diagnostics: [...diagnostics, ...result.diagnostics],
  };
}

/** The circuit of a text without errors. Throws with every message otherwise. */
export function circuitOfText(text: string, options?: TextOptions): Circuit {
  const { circuit, diagnostics } = elaborateText(text, options);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (circuit === undefined || errors.length > 0) {
    throw new Error(errors.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  }
  return circuit;
}

/** All codes that a text is given, in the order of their report. */
export function codesOf(text: string, options?: TextOptions): readonly string[] {
  return elaborateText(text, options).diagnostics.map(({ code }) => code);
}

/** The element of a name. */
export function elementOf(circuit: Circuit, name: string): CircuitElement {
  const index = circuit.findElement(name);
  if (index === undefined) throw new Error(`no element ${name}`);
  return circuit.elements[index]!;
}

/** The starts of all trainables. */
export function startOf({ trainables }: Circuit): Float64Array {
  return Float64Array.from(trainables, ({ start }) => start);
}

/** value · factor of an element at given parameters, by default the starts. */
export function effectiveValue(circuit: Circuit, name: string, theta = startOf(circuit)): number {
  const element = elementOf(circuit, name);
  if (!("value" in element)) throw new Error(`${name} has no value`);
  const { slots } = circuit.evaluate(theta);
  return slots[element.value]! * ("factor" in element ? element.factor : 1);
}
