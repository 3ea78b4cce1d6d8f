import type { GoalDirective } from "../../src/ast/directive.ts";
import type { ElementCard } from "../../src/ast/element.ts";
import type { AnalysisCommand, Statement } from "../../src/ast/netlist.ts";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import type { Value } from "../../src/ast/value.ts";
import type { Analysis } from "../../src/circuit/analysis.ts";
import type { Circuit, Port } from "../../src/circuit/circuit.ts";
import type { CircuitElement, ElementKind } from "../../src/circuit/element.ts";
import type { Diagnostic } from "../../src/diagnostic/diagnostic.ts";
import { compileGoals } from "../../src/goal/compile-goals.ts";
import type { AcObjective } from "../../src/goal/objective.ts";
import type { SourceText } from "../../src/source/source-text.ts";

const kinds: Readonly<Record<string, ElementKind>> = {
  r: "resistor",
  c: "capacitor",
  l: "inductor",
  v: "voltage-source",
  i: "current-source",
  e: "vcvs",
  g: "vccs",
  f: "cccs",
  h: "ccvs",
  k: "coupling",
};

/**
 * A flat circuit of literal values made straight from the parsed cards, so that goals are tested without elaboration.
 * Every value is a slot, `m=` the factor, and nothing is trained.
 */
export function circuitOf(text: string): Circuit {
  const source: SourceText = { name: "test.cir", text };
  const { netlist, diagnostics } = parseNetlist(source);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  const { statements } = netlist;

  const slots: number[] = [];
  const slot = (value: Value | number | undefined, otherwise = 0): number =>
    slots.push(typeof value === "number" ? value : value?.kind === "number" ? value.value : otherwise) - 1;
  const nodes = ["0"];
  const node = (name: string): number => {
    const key = name.toLowerCase() === "gnd" ? "0" : name.toLowerCase();
    const known = nodes.indexOf(key);
    return known >= 0 ? known : nodes.push(key) - 1;
  };
  const cards = statements.filter((statement): statement is ElementCard => statement.kind === "element");
  const findElement = (name: string): number | undefined => {
    const index = cards.findIndex((card) => card.name.key === name.toLowerCase());
    return index < 0 ? undefined : index;
  };
  const elements = cards.map((card, index): CircuitElement => {
    const multiplicity = card.parameters.find((parameter) => parameter.name.key === "m")?.value;
    return {
      kind: kinds[card.letter] ?? "device",
      index,
      name: card.name.text,
      definition: card.name.text,
      span: card.span,
      letter: card.letter,
      nodes: card.nodes.map(({ text }) => node(text)),
      control: card.controlNodes.map(({ text }) => node(text)),
      controlSource: findElement(card.references[0]?.text ?? "") ?? -1,
      inductors: card.references.map(({ text }) => findElement(text)),
      value: slot(card.value),
      dc: slot(card.source?.dc),
      acMagnitude: slot(card.source?.acMagnitude, card.source?.hasAc ? 1 : 0),
      acPhase: slot(card.source?.acPhase),
      factor: multiplicity?.kind === "number" ? multiplicity.value : 1,
      card: [],
      linear: false,
    } as unknown as CircuitElement;
  });
  const parameterSlots = new Map<string, number>();
  for (const statement of statements) {
    if (statement.kind !== "param") continue;
    for (const { name, value } of statement.assignments) parameterSlots.set(name.key, slot(value));
  }
  const directives = statements.flatMap((statement) =>
    statement.kind === "directive" && statement.directive ? [statement.directive] : [],
  );
  const values = Float64Array.from(slots);
  return {
    title: "test",
    sources: [source],
    nodes,
    elements,
    models: [],
    trainables: [],
    analyses: statements.filter((statement) => statement.kind === "analysis").map(analysisOf),
    ports: directives
      .filter((directive) => directive.kind === "port")
      .map((directive): Port => {
        const z0 = directive.options.find(({ name }) => name.key === "z0")?.value;
        return {
          number: numberOf(directive.number),
          positive: node(directive.nodes[0]!.text),
          negative: node(directive.nodes[1]?.text ?? "0"),
          z0: z0 === undefined ? 50 : numberOf(z0),
          span: directive.span,
        };
      }),
    goals: directives.filter((directive): directive is GoalDirective => directive.kind === "goal"),
    data: directives.filter((directive) => directive.kind === "data"),
    classify: directives.filter((directive) => directive.kind === "classify"),
    learn: [],
    fabricate: [],
    options: new Map(),
    temperature: 27,
    initialConditions: [],
    nodesets: [],
    slotCount: slots.length,
    parameterSlots,
    findNode: (name) => {
      const index = nodes.indexOf(name.toLowerCase() === "gnd" ? "0" : name.toLowerCase());
      return index < 0 ? undefined : index;
    },
    findElement,
    evaluate: () => ({ slots: values.slice(), derivatives: [] }),
  };
}

function numberOf(value: Value): number {
  return value.kind === "number" ? value.value : Number.NaN;
}

function analysisOf(statement: Statement): Analysis {
  const { analysis, arguments: words, span } = statement as AnalysisCommand;
  const text = (index: number): string => {
    const word = words[index];
    return word?.kind === "word" ? word.name.key : "";
  };
  const number = (index: number): number => numberOf(words[index]!);
  switch (analysis) {
    case "ac":
      return {
        kind: "ac",
        variation: text(0) as "dec",
        points: number(1),
        from: number(2),
        to: number(3),
        span,
      };
    case "tran":
      return { kind: "tran", step: number(0), stop: number(1), start: 0, useInitialConditions: false, span };
    case "dc":
      return { kind: "dc", sweeps: [], span };
    case "op":
      return { kind: "op", span };
  }
}

/** The files that a test's netlist may name. */
export type Files = Readonly<Record<string, string>>;

/** Compile the goals of a netlist; `files` are the tables that exist. */
export function compileText(text: string, files: Files = {}) {
  return compileGoals(circuitOf(text), {
    readTable: (file) =>
      file.startsWith("/")
        ? { kind: "forbidden", reason: "it lies outside the folder" }
        : file in files
          ? { kind: "text", source: { name: file, text: files[file]! } }
          : { kind: "missing", reason: "no such file" },
  });
}

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

/** The objective of goals on `frame`, with the circuit. */
export function objectiveOf(goals: readonly string[], files: Files = {}, lines: readonly string[] = frame) {
  const text = [...lines, ...goals.map((goal) => `* @goal ${goal}`), ".end", ""].join("\n");
  const circuit = circuitOf(text);
  const checked = compileText(text, files);
  if (!checked.ok) throw new Error(checked.diagnostics.map(({ message }) => message).join("\n"));
  const objective = checked.value[0] as AcObjective;
  return {
    objective,
    circuit,
    state: circuit.evaluate(new Float64Array(0)),
    diagnostics: checked.diagnostics,
  };
}

/** What is wrong with goals on `frame`: code and the text that is marked. */
export function problemsOf(goals: readonly string[], files: Files = {}, lines: readonly string[] = frame) {
  const text = [...lines, ...goals.map((goal) => `* @goal ${goal}`), ".end", ""].join("\n");
  return compileText(text, files).diagnostics.map(describeDiagnostic);
}

function describeDiagnostic({ code, span }: Diagnostic): string {
  return `${code} ${span.source.text.slice(span.start, span.end)}`;
}
