import type { DirectiveOption, FabricateDirective, Selector } from "../ast/directive.ts";
import type { directiveOptions } from "../ast/directive-options.ts";
import type { Collector } from "../diagnostic/collector.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { spanText } from "../source/source-text.ts";
import type { CircuitElement, PassiveElement } from "./element.ts";
import { compilePattern, hasWildcard } from "./trainable/selector-pattern.ts";

/** Where a part's values come from: a series of IEC 60063, or `any` for one that is made to its value. */
export type PartSeries = (typeof directiveOptions.fabricate.series.words)[number];

/** What `@fabricate` says of a part; undefined where it says nothing. SI units; ratings and parasitics are positive. */
export interface PartProperties {
  readonly series?: PartSeries;
  /** Half width of the tolerance as a fraction: 0.05 for 5 %. */
  readonly tol?: number;
  /** Values that exist. */
  readonly min?: number;
  readonly max?: number;
  /** Series resistance [ohm] and inductance [H] of a capacitor. */
  readonly esr?: number;
  readonly esl?: number;
  /** Winding resistance of an inductor [ohm]. */
  readonly dcr?: number;
  /** Quality factor at `qf` [Hz]. */
  readonly q?: number;
  readonly qf?: number;
  /** Self-resonance [Hz]. */
  readonly srf?: number;
  /** Ratings [W], [V]. */
  readonly power?: number;
  readonly voltage?: number;
  /** `0603`. */
  readonly package?: string;
}

/** One `@fabricate`: what it says, and of which parts. */
export interface PartRule {
  readonly properties: PartProperties;
  /** By name or by pattern. */
  fits(part: PassiveElement): boolean;
  /** By its very name: then it is meant even if nothing of it is trained. A pattern speaks of trained parts only. */
  names(part: PassiveElement): boolean;
}

type NumericKey = Exclude<keyof PartProperties, "series" | "package">;

/** The kinds of part that have a property; those that are not listed belong to all. */
const kindsOf: Readonly<Partial<Record<string, readonly PassiveElement["kind"][]>>> = {
  esr: ["capacitor"],
  esl: ["capacitor"],
  dcr: ["inductor"],
  q: ["capacitor", "inductor"],
  qf: ["capacitor", "inductor"],
  srf: ["capacitor", "inductor"],
  power: ["resistor"],
};

/**
 * Read the `@fabricate` directives of a circuit; every wrong word is reported at its place. Later rules refine earlier ones:
 * see `partProperties`.
 */
export function readPartRules(
  directives: readonly FabricateDirective[],
  elements: readonly CircuitElement[],
  collector: Collector,
): readonly PartRule[] {
  const parts = directives.length === 0 ? [] : elements.filter(isPassive);
  return directives.map((directive) => {
    const selectors = directive.selectors.map((selector) => readSelector(selector, parts, collector));
    const fits = (part: PassiveElement): boolean => selectors.some((selector) => selector.fits(part));
    const properties = readProperties(directive.options, collector);
    reportWrongKinds(directive, parts.filter(fits), collector);
    return {
      properties,
      fits,
      names: (part) => selectors.some((selector) => selector.isName && selector.fits(part)),
    };
  });
}

/** What the rules say of one part, the later over the earlier, without what its kind does not have. */
export function partProperties(part: PassiveElement, rules: readonly PartRule[]): PartProperties {
  const all: PartProperties = Object.assign(
    {},
    ...rules.map((rule) => (rule.fits(part) ? rule.properties : {})),
  );
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => kindsOf[key]?.includes(part.kind) ?? true),
  ) as PartProperties;
}

/** R, L and C: what can be bought by its value. */
export function isPassive(element: CircuitElement): element is PassiveElement {
  return element.kind === "resistor" || element.kind === "capacitor" || element.kind === "inductor";
}

function readSelector(
  { kind, pattern, span }: Selector,
  parts: readonly PassiveElement[],
  collector: Collector,
): { readonly isName: boolean; fits(part: PassiveElement): boolean } {
  const isName = !hasWildcard(pattern.text);
  if (kind === "parameter") {
    collector.report("fabricate/parameter", span, { name: pattern.text });
    return { isName, fits: () => false };
  }
  const compiled = compilePattern(pattern.text);
  const isLocal = !isName && !pattern.text.includes(".");
  const fits = ({ name, definition }: PassiveElement): boolean =>
    compiled(name) || compiled(definition) || (isLocal && compiled(name.slice(name.lastIndexOf(".") + 1)));
  if (!parts.some(fits)) {
    const names = new Set(parts.flatMap(({ name, definition }) => [name, definition]));
    collector.report("fabricate/matches-nothing", span, {
      pattern: pattern.text,
      nearest: nearestWord(pattern.text, names),
    });
  }
  return { isName, fits };
}

function readProperties(options: readonly DirectiveOption[], collector: Collector): PartProperties {
  const read: Record<string, string | number> = {};
  for (const option of options) {
    const { key } = option.name;
    if (key === "series") read["series"] = canonicalSeries(spanText(option.value.span));
    else if (key === "package") read["package"] = packageName(option);
    else {
      const value = readNumber(option, key as NumericKey, collector);
      if (value !== undefined) read[key] = value;
    }
  }
  const { min, max, q, qf } = read as PartProperties;
  const last = options.at(-1);
  if (last !== undefined && min !== undefined && max !== undefined && min > max)
    collector.report("fabricate/range-crossed", last.span, { min, max });
  if (last !== undefined && (q === undefined) !== (qf === undefined)) {
    const [given, missing] = q === undefined ? ["qf", "q"] : ["q", "qf"];
    collector.report("fabricate/q-without-frequency", last.span, { given, missing });
  }
  return read as PartProperties;
}

function canonicalSeries(text: string): PartSeries {
  return (text.toLowerCase() === "any" ? "any" : text.toUpperCase()) as PartSeries;
}

function packageName({ value }: DirectiveOption): string {
  return value.kind === "string" ? value.text : spanText(value.span);
}

function readNumber(option: DirectiveOption, key: NumericKey, collector: Collector): number | undefined {
  const { value } = option;
  const found = spanText(value.span);
  const number = value.kind === "number" ? value.value : Number.NaN;
  const isTolerance = key === "tol";
  const allowed = isTolerance ? number >= 0 && number < 100 : number > 0;
  if (!allowed) {
    const wanted = isTolerance ? "a percentage from 0 to below 100" : "a positive number";
    collector.report("fabricate/bad-number", value.span, { key, wanted, found });
    return undefined;
  }
  if (!isTolerance) return number;
  if (!found.endsWith("%")) collector.report("fabricate/tolerance-is-percent", value.span, { found });
  return number / 100;
}

/** A property that none of a selector's parts can have. */
function reportWrongKinds(
  { options, selectors }: FabricateDirective,
  parts: readonly PassiveElement[],
  collector: Collector,
): void {
  const named = selectors.every(({ pattern }) => !hasWildcard(pattern.text));
  for (const { name, span } of options) {
    const kinds = kindsOf[name.key];
    if (kinds === undefined || parts.length === 0) continue;
    const wrong = parts.filter(({ kind }) => !kinds.includes(kind));
    const [first] = wrong;
    if (first === undefined || (!named && wrong.length < parts.length)) continue;
    collector.report("fabricate/not-for-kind", span, {
      key: name.text,
      element: first.name,
      kind: first.kind,
    });
  }
}
