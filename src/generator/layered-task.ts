import type { Random } from "../numeric/random.ts";
import { writeValue } from "./write-value.ts";

/** What a layered network is shown and what it is to answer: `x<k>` and `nx<k>` are its inputs, `y<k>p` and `y<k>n` its outputs. */
export interface LayeredTask {
  readonly says: string;
  readonly heading: string;
  readonly cards: readonly string[];
  readonly analysis: string;
  /** Goals, data and how to learn. */
  readonly directives: readonly string[];
}

/** A file of samples: which of its columns are inputs, and the classes that its labels name. */
export interface SampleColumns {
  /** As the netlist will name it. */
  readonly file: string;
  readonly inputs: readonly string[];
  readonly label: string;
  readonly classes: readonly string[];
}

/** Voltage [V] of a true input; a false one has its negative. */
const INPUT = 1;
const MOST_PATTERNS = 16;

/** Patterns of +1 V and -1 V, swept by an index, that are to be told apart by parity, or by their number of +1 modulo the outputs. */
export function patternTask(random: Random, inputs: number, outputs: number, answer: number): LayeredTask {
  const patterns = drawPatterns(random, inputs);
  const classOf = (pattern: readonly number[]): number =>
    pattern.filter((bit) => bit > 0).length % Math.max(2, outputs);
  const goals = numbersTo(outputs).flatMap((k) =>
    ([true, false] as const).flatMap((isRight) => {
      // One output answers odd patterns; of several, each answers a class of its own.
      const mine = patterns.flatMap((pattern, index) =>
        (classOf(pattern) === (outputs === 1 ? 1 : k - 1)) === isRight ? [index] : [],
      );
      if (mine.length === 0) return [];
      const wanted = writeValue(isRight ? answer : -answer);
      return [
        `* @goal v(y${k}p,y${k}n) = ${wanted} at ${mine.join(", ")} scale=${writeValue(answer)} tol=${writeValue(answer / 5)}`,
      ];
    }),
  );
  const table = (k: number): string =>
    patterns.map((pattern, index) => `${index},${writeValue(pattern[k - 1]!)}`).join(", ");
  return {
    says: `${patterns.length} input patterns of +1 V and -1 V are swept by their index; ${outputs === 1 ? "the output tells odd patterns from even ones" : `output k answers the patterns whose number of +1 is k-1 modulo ${outputs}`}. With two inputs and one or two outputs this is exclusive or.`,
    heading: "the index of the pattern, and the inputs with their reverses",
    cards: [
      "Vpattern pattern 0 dc 0",
      ...numbersTo(inputs).flatMap((k) => [
        `Bx${k} x${k} 0 v=pwl(v(pattern), ${table(k)})`,
        `Enx${k} nx${k} 0 x${k} 0 -1`,
      ]),
    ],
    analysis: `.dc Vpattern 0 ${patterns.length - 1} 1`,
    directives: [...goals, "* @learn optimizer=lm steps=100"],
  };
}

/** Samples of a file that are to be classified: the largest output names the class. */
export function sampleTask({ file, inputs, label, classes }: SampleColumns, answer: number): LayeredTask {
  const columns = inputs.flatMap((column, k) => [
    `Vx${k + 1}=${quoted(column)}`,
    `Vnx${k + 1}=${quoted(column)}`,
  ]);
  // The same order as without it; a label with a comma cannot stand in the list.
  const order = classes.every((name) => /^[^\s,;"]+( [^\s,;"]+)*$/.test(name))
    ? ` labels="${classes.join(", ")}"`
    : "";
  const outputs = numbersTo(classes.length).map((k) => `v(y${k}p,y${k}n)`);
  return {
    says: `Each sample of ${file} drives the inputs, its columns scaled to -1 V ... 1 V, and the largest output names its class: ${classes.map((name, k) => `output ${k + 1} ${name}`).join(", ")}.`,
    heading: "the inputs, set by the samples; a reverse is the same source turned round",
    cards: numbersTo(inputs.length).flatMap((k) => [`Vx${k} x${k} 0 dc 0`, `Vnx${k} 0 nx${k} dc 0`]),
    analysis: ".op",
    directives: [
      `* @data "${file}" ${columns.join(" ")} split=0.8 normalise=range`,
      `* @classify ${quoted(label)} by ${outputs.join(", ")} temperature=${writeValue(answer / 3)}${order}`,
      "* @learn batch=16 steps=500 rate=0.05 schedule=cosine",
    ],
  };
}

/** 1, 2, …, count. */
export function numbersTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, k) => k + 1);
}

/** A column name as directives take it: in quotes where it is more than a word. */
function quoted(column: string): string {
  return /^[a-z_]\w*$/i.test(column) ? column : `"${column}"`;
}

/** All patterns of the inputs, or 16 different ones of many. */
function drawPatterns(random: Random, inputs: number): readonly (readonly number[])[] {
  const every = inputs <= Math.log2(MOST_PATTERNS);
  const count = every ? 2 ** inputs : MOST_PATTERNS;
  const patterns = new Map<string, readonly number[]>();
  while (patterns.size < count) {
    const index = patterns.size;
    const bits = numbersTo(inputs).map((k) => (every ? (index >> (k - 1)) & 1 : random.integer(2)));
    patterns.set(
      bits.join(""),
      bits.map((bit) => (bit === 1 ? INPUT : -INPUT)),
    );
  }
  return [...patterns.values()];
}
