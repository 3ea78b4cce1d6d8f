import type { DataDirective, DirectiveOption } from "../../ast/directive.ts";
import type { Name } from "../../ast/expression.ts";
import { nameAt } from "../../ast/name.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { spanText } from "../../source/source-text.ts";
import { type Normalisation, normalisations } from "./normalise-column.ts";

/** What `@data` says beside file and columns. */
export interface DataOptions {
  /** Part of the samples that is not kept for the test, in (0, 1]. */
  readonly split: number;
  /** Part of the training samples that is kept aside to end the training early, in [0, 1). */
  readonly validate: number;
  readonly seed: number;
  /** Samples that share this column's value stay together. */
  readonly group?: Name;
  /** Both parts get the values of this column in the same proportion. */
  readonly stratify?: Name;
  readonly normalise: Normalisation;
  readonly amplitude: number;
}

/** Read the options of a `@data`. Undefined when one is wrong, which was reported. */
export function readDataOptions({ options }: DataDirective, collector: Collector): DataOptions | undefined {
  let sound = true;
  const find = (...keys: readonly string[]): DirectiveOption | undefined =>
    options.find(({ name }) => keys.includes(name.key));
  const number = (
    key: string,
    otherwise: number,
    wanted: string,
    fits: (value: number) => boolean,
  ): number => {
    const option = find(key);
    if (option === undefined) return otherwise;
    const value = option.value.kind === "number" ? option.value.value : Number.NaN;
    if (fits(value)) return value;
    sound = false;
    collector.report("goal/data-option", option.span, { key, wanted, found: spanText(option.value.span) });
    return otherwise;
  };
  const column = (key: string): { readonly [Key in string]?: Name } => {
    const option = find(key);
    if (option === undefined) return {};
    const { source, start } = option.value.span;
    const quote = option.value.kind === "string" ? 1 : 0;
    const text = spanText(option.value.span);
    return { [key]: nameAt(source, text.slice(quote, text.length - quote), start + quote) };
  };
  const word = find("normalise", "normalize");
  const normalise = normalisations.find(
    (known) => word !== undefined && known === spanText(word.value.span).toLowerCase(),
  );
  const read: DataOptions = {
    split: number("split", 1, "a fraction above 0, at most 1", (value) => value > 0 && value <= 1),
    validate: number("validate", 0, "a fraction from 0 to below 1", (value) => value >= 0 && value < 1),
    seed: number("seed", 1, "a whole number from 0", (value) => Number.isInteger(value) && value >= 0),
    amplitude: number("amplitude", 1, "a positive number", (value) => value > 0 && Number.isFinite(value)),
    normalise: normalise ?? "none",
    ...column("group"),
    ...column("stratify"),
  };
  return sound ? read : undefined;
}
