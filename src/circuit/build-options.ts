import type { Name } from "../ast/expression.ts";
import type { Value } from "../ast/value.ts";
import type { Collector } from "../diagnostic/collector.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { spanText } from "../source/source-text.ts";
import type { GlobalCards } from "./definitions/definition.ts";
import { createEvaluator } from "./expression/evaluator.ts";
import type { Scope } from "./expression/scope.ts";
import type { Tape } from "./expression/tape.ts";

/** Settings of the whole circuit. */
export interface CircuitOptions {
  /** `.options` by lower-case name; a flag has an empty text. */
  readonly options: ReadonlyMap<string, string>;
  /** Degrees Celsius: `.temp`, or the option `temp`, or 27. */
  readonly temperature: number;
  /** The temperature at which values hold: the option `tnom`, or 27. */
  readonly nominalTemperature: number;
}

const defaultTemperature = 27;

/** Options of ngspice that need a number. */
// biome-ignore format: a list of words
const numericOptions: ReadonlySet<string> = new Set([
  "abstol", "chgtol", "defad", "defas", "defl", "defw", "gmin", "gminsteps", "itl1", "itl2", "itl4", "maxord", "mu", "pivrel", "pivtol",
  "ramptime", "reltol", "srcsteps", "temp", "tnom", "trtol", "vntol", "xmu",
]);

/** Options with a value that ngspice or one of its neighbours knows: what is written like one of them is meant to be another. */
// biome-ignore format: a list of words
const knownOptions: ReadonlySet<string> = new Set([
  ...numericOptions, "absdv", "bypass", "convstep", "convabsstep", "cshunt", "device", "gshunt", "interp", "itl3", "itl5", "itl6", "limpts",
  "lvltim", "maxnliters", "maxstep", "maxsteps", "maxorder", "method", "minbreak", "noopiter", "numdgt", "parser", "plotwinsize", "post", "rhstol", "rseries", "rshunt", "savecurrents",
  "scale", "seed", "seedinfo", "timeint", "vmax", "vmin", "warn", "wnflag",
]);

/** Say that the name of an option is misspelt; one that resembles none may belong to another simulator. */
function reportMisspelt({ key, text, span }: Name, collector: Collector): void {
  const nearest = key.length < 5 || knownOptions.has(key) ? undefined : nearestWord(key, numericOptions);
  if (nearest !== undefined) collector.report("circuit/misspelt-option", span, { name: text, nearest });
}

/** Read `.options` and `.temp`; of several values for one name the last counts. Expressions are written as numbers. */
export function buildOptions(
  { options: cards, temperatures }: GlobalCards,
  tape: Tape,
  collector: Collector,
  scope: Scope,
): CircuitOptions {
  // An evaluator of its own: the temperature that `temper` stands for elsewhere is being found here.
  const evaluator = createEvaluator({ tape, collector, temperature: defaultTemperature, complete: true });
  const options = new Map<string, string>();
  const numberOf = (value: Value): number => evaluator.tape.valueOf(evaluator.node(value, scope));
  const numeric = new Map<string, number>();
  for (const { assignments, flags } of cards) {
    for (const { key, text, span } of flags) {
      options.set(key, "");
      if (numericOptions.has(key)) collector.report("circuit/option-without-value", span, { name: text });
    }
    for (const { name, value } of assignments) {
      reportMisspelt(name, collector);
      const text = spanText(value.span);
      // Other simulators put file names and lists here: only what is marked as an expression is one.
      const isExpression = value.kind === "expression" && /^[{']/.test(text);
      options.set(name.key, isExpression ? String(numberOf(value)) : text);
      if (name.key === "temp" || name.key === "tnom") numeric.set(name.key, numberOf(value));
    }
  }
  const last = temperatures.at(-1)?.values.at(-1);
  const temperature = last === undefined ? (numeric.get("temp") ?? defaultTemperature) : numberOf(last);
  return { options, temperature, nominalTemperature: numeric.get("tnom") ?? defaultTemperature };
}
