import type { DataDirective, DirectiveOption, LearnDirective } from "../ast/directive.ts";
import { type Checked, check } from "../diagnostic/checked.ts";
import { createCollector } from "../diagnostic/collector.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { type EstimatorName, estimatorNames } from "../gradient/estimator.ts";
import { type OptimiserName, optimiserNames } from "../optimiser/optimisers.ts";
import { spanText } from "../source/source-text.ts";
import type { FailingSamples } from "./run-samples.ts";
import { type Schedule, schedules } from "./schedule.ts";

/** What `@learn` may say. A later `@learn` refines an earlier one. */
export interface LearnOptions {
  readonly estimator?: EstimatorName | "auto";
  readonly beta?: number | "auto";
  readonly optimizer?: OptimiserName;
  readonly steps?: number;
  readonly rate?: number;
  readonly seed?: number;
  readonly starts?: number;
  readonly stop?: number;
  /** Samples a step; all of them where it is left out. */
  readonly batch?: number;
  /** Epochs without a lower cost on the validation samples after which a training ends. */
  readonly patience?: number;
  /** Gradient noise as a part of the gradient's size. */
  readonly noise?: number;
  readonly schedule?: Schedule;
  /** What becomes of a sample that cannot be simulated. */
  readonly failing?: FailingSamples;
}

/** Keys that speak of samples. */
const SAMPLE_KEYS: ReadonlySet<string> = new Set(["batch", "patience", "failing"]);

/** What samples there are to speak of: none, some, or some of which a part is kept aside to validate on. */
export type SampleUse = "none" | "trained" | "validated";

/** What `@data` makes of its samples. */
export function sampleUse(data: readonly DataDirective[]): SampleUse {
  if (data.length === 0) return "none";
  const validates = data.some(({ options }) =>
    options.some(({ name, value }) => name.key === "validate" && value.kind === "number" && value.value > 0),
  );
  return validates ? "validated" : "trained";
}

/** Read the `@learn` directives of a circuit; every wrong value is reported at its place, and what speaks of samples where there are none. */
export function readLearnOptions(
  directives: readonly LearnDirective[],
  samples: SampleUse = "none",
): Checked<LearnOptions> {
  const collector = createCollector();
  const read: { -readonly [Key in keyof LearnOptions]: LearnOptions[Key] } = {};

  const word = <Word extends string>(option: DirectiveOption, allowed: readonly Word[]): Word | undefined => {
    const text = spanText(option.value.span).toLowerCase();
    const found = allowed.find((candidate) => candidate === text);
    if (found === undefined) {
      const nearest = nearestWord(text, allowed);
      collector.report("training/unknown-choice", option.value.span, {
        key: option.name.text,
        found: spanText(option.value.span),
        allowed: allowed.join(", "),
        ...(nearest === undefined ? {} : { nearest }),
      });
    }
    return found;
  };
  const number = (
    option: DirectiveOption,
    kind: "positive" | "count" | "whole" | "any",
  ): number | undefined => {
    const value = option.value.kind === "number" ? option.value.value : Number.NaN;
    const fits = {
      any: Number.isFinite(value),
      positive: value > 0,
      count: Number.isInteger(value) && value >= 1,
      whole: Number.isInteger(value) && value >= 0,
    }[kind];
    if (fits) return value;
    const wanted = {
      any: "a number",
      positive: "a positive number",
      count: "a whole number from 1",
      whole: "a whole number from 0",
    }[kind];
    collector.report("training/bad-number", option.value.span, {
      key: option.name.text,
      wanted,
      found: spanText(option.value.span),
    });
    return undefined;
  };
  const isAuto = (option: DirectiveOption): boolean => spanText(option.value.span).toLowerCase() === "auto";

  for (const option of directives.flatMap((directive) => directive.options)) {
    const values: LearnOptions = dropUndefined(
      {
        estimator: () => word(option, ["auto", ...estimatorNames]),
        optimizer: () => word(option, optimiserNames),
        beta: () => (isAuto(option) ? "auto" : number(option, "positive")),
        steps: () => number(option, "count"),
        rate: () => number(option, "positive"),
        seed: () => number(option, "whole"),
        starts: () => number(option, "count"),
        stop: () => number(option, "positive"),
        batch: () => number(option, "count"),
        patience: () => number(option, "count"),
        noise: () => number(option, "positive"),
        schedule: () => word(option, schedules),
        failing: () => word(option, ["refuse", "skip"]),
      },
      option.name.key,
    );
    const { key, text } = option.name;
    if (samples === "none" && SAMPLE_KEYS.has(key))
      collector.report("training/batch-without-data", option.span, { key: text });
    else if (samples === "trained" && key === "patience")
      collector.report("training/patience-without-validation", option.span, {});
    Object.assign(read, values);
  }
  return check(read, collector.diagnostics);
}

function dropUndefined(
  readers: { readonly [Key in keyof LearnOptions]-?: () => LearnOptions[Key] | undefined },
  key: string,
): LearnOptions {
  const reader = Object.hasOwn(readers, key) ? readers[key as keyof LearnOptions] : undefined;
  const value = reader?.();
  return value === undefined ? {} : { [key]: value };
}
