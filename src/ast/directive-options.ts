import type { Directive } from "./directive.ts";

/** What an option takes: a number, `number` or one word of a list, any word, or only words of a list. */
export type OptionKind =
  | "number"
  | "word"
  | { readonly words: readonly string[]; readonly orNumber?: boolean };

/** The options of every annotation. */
export const directiveOptions = {
  train: { min: "number", max: "number", scale: { words: ["log", "linear"] } },
  goal: { weight: "number", scale: "number", tol: "number", on: { words: ["ac", "tran", "dc", "op"] } },
  port: { z0: "number" },
  data: {
    split: "number",
    validate: "number",
    group: "word",
    stratify: "word",
    seed: "number",
    normalise: { words: ["none", "standard", "range"] },
    normalize: { words: ["none", "standard", "range"] },
    amplitude: "number",
  },
  classify: {
    temperature: "number",
    margin: "number",
    labels: "word",
    on: { words: ["ac", "tran", "dc", "op"] },
  },
  learn: {
    estimator: "word",
    beta: { words: ["auto"], orNumber: true },
    optimizer: "word",
    steps: "number",
    rate: "number",
    batch: "number",
    seed: "number",
    stop: "number",
    starts: "number",
    patience: "number",
    noise: "number",
    schedule: "word",
    failing: "word",
  },
  periodic: {},
  fabricate: {
    series: { words: ["E3", "E6", "E12", "E24", "E48", "E96", "E192", "any"] },
    tol: "number",
    min: "number",
    max: "number",
    esr: "number",
    esl: "number",
    dcr: "number",
    q: "number",
    qf: "number",
    srf: "number",
    power: "number",
    voltage: "number",
    package: "word",
  },
} as const satisfies Record<Directive["kind"], Readonly<Record<string, OptionKind>>>;

/** The words that may follow @. */
export const directiveWords = Object.keys(directiveOptions) as readonly Directive["kind"][];

/** Words after @ that documentation comments use; they are never taken for a misspelling. */
export const documentationTags: ReadonlySet<string> = new Set([
  "author",
  "authors",
  "brief",
  "copyright",
  "date",
  "details",
  "example",
  "file",
  "license",
  "note",
  "page",
  "param",
  "part",
  "return",
  "returns",
  "section",
  "see",
  "since",
  "todo",
  "version",
]);

/** Functions that an expression of a goal may call. */
export const goalFunctions: readonly string[] = [
  "mag",
  "abs",
  "db",
  "phase",
  "re",
  "im",
  "conj",
  "delay",
  "sqrt",
  "exp",
  "sin",
  "cos",
  "ln",
  "log10",
  "min",
  "max",
  "power",
];

/** Functions of nodes and elements: for suggestions. */
export const goalProbes: readonly string[] = ["v", "i", "vdb", "vm", "vp", "vr", "vi", "s", "data", "table"];
