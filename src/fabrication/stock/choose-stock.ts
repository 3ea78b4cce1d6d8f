import type { PartProperties } from "../../circuit/part-rules.ts";
import { formatQuantity } from "../../numeric/format-quantity.ts";
import { listPreferredValues, type SeriesName } from "./preferred-series.ts";
import type { Offer, PartKind, Stock } from "./stock.ts";

/** What is taken where neither the netlist nor the caller says otherwise. */
export const defaultProperties = {
  resistor: { series: "E96", tol: 0.01, min: 1, max: 10e6 },
  capacitor: { series: "E12", tol: 0.05, min: 1e-12, max: 100e-6 },
  inductor: { series: "E12", tol: 0.1, min: 1e-9, max: 10e-3 },
} as const satisfies Record<PartKind, PartProperties>;

export const partUnits = { resistor: "Ohm", capacitor: "F", inductor: "H" } as const satisfies Record<
  PartKind,
  string
>;

/** What a user's table has, by kind. */
export interface PartsTable {
  readonly name: string;
  readonly offers: readonly (Offer & { readonly kind: PartKind })[];
}

/** A value that must be found, and within which bounds. */
export interface WantedPart {
  readonly name: string;
  readonly kind: PartKind;
  readonly value: number;
  /** Bounds of the training; what is chosen stays inside. */
  readonly min: number;
  readonly max: number;
  /** What the netlist or the caller says of it. */
  readonly properties: PartProperties;
}

/**
 * What can be bought for one part: the user's table, unless a series was asked for by name; otherwise that series within the values
 * that exist. `any` where the part is made to its value.
 *
 * @returns `problem`, a sentence, where nothing can be bought that comes near.
 */
export function chooseStock(
  part: WantedPart,
  table: PartsTable | undefined,
): { readonly stock: Stock } | { readonly any: true } | { readonly problem: string } {
  const { kind, properties } = part;
  if (properties.series === "any") return { any: true };
  const fromTable = table !== undefined && properties.series === undefined;
  const all = fromTable ? stockFromTable(table, kind) : stockFromSeries(kind, properties);
  if (all === undefined) return { problem: nothingOfKind(part, table!) };
  const reach = refuseReach(part, all);
  if (reach !== undefined) return { problem: reach };
  const { min, max } = part;
  const offers = all.offers.filter(({ value }) => value >= min && value <= max);
  if (offers.length > 0) return { stock: { ...all, offers } };
  const unit = partUnits[kind];
  return {
    problem: `${part.name} may be trained from ${formatQuantity(min, unit)} to ${formatQuantity(max, unit)}, and ${all.name} has no value there: widen its bounds or choose a finer series`,
  };
}

function stockFromTable({ name, offers }: PartsTable, kind: PartKind): Stock | undefined {
  const cheapest = new Map<number, Offer>();
  for (const { kind: own, ...offer } of offers) {
    if (own !== kind) continue;
    const known = cheapest.get(offer.value);
    if (known === undefined || isBetterOffer(offer, known)) cheapest.set(offer.value, offer);
  }
  if (cheapest.size === 0) return undefined;
  return { name, offers: [...cheapest.values()].sort((a, b) => a.value - b.value) };
}

/** The cheaper of two parts of one value; of two equally dear ones the more precise, then the first. */
function isBetterOffer(offer: Offer, known: Offer): boolean {
  const price = (offer.price ?? Number.POSITIVE_INFINITY) - (known.price ?? Number.POSITIVE_INFINITY);
  if (price < 0) return true;
  if (price > 0) return false;
  return (offer.properties.tol ?? 1) < (known.properties.tol ?? 1);
}

function stockFromSeries(kind: PartKind, properties: PartProperties): Stock | undefined {
  const defaults = defaultProperties[kind];
  const series = (properties.series ?? defaults.series) as SeriesName;
  const min = properties.min ?? Math.min(defaults.min, properties.max ?? defaults.min);
  const max = properties.max ?? Math.max(defaults.max, properties.min ?? defaults.max);
  const values = listPreferredValues(series, min, max);
  const unit = partUnits[kind];
  return {
    name: `${series} from ${formatQuantity(min, unit)} to ${formatQuantity(max, unit)}`,
    offers: Array.from(values, (value) => ({ value, properties: {} })),
  };
}

function nothingOfKind({ name, kind }: WantedPart, table: PartsTable): string {
  return `${name} needs a ${kind}, and ${table.name} has none: add rows, or name a series with @fabricate ${name} series=E12`;
}

/** How far (as a factor) beyond the last value a part may lie and still be served by it. */
const REACH = 1.1;

function refuseReach({ name, kind, value }: WantedPart, { name: stock, offers }: Stock): string | undefined {
  const unit = partUnits[kind];
  const [first, last] = [offers[0], offers.at(-1)];
  if (first === undefined || last === undefined)
    return `${stock} holds no value at all: ${name} cannot be chosen`;
  const size = formatQuantity(value, unit);
  const option = `give @fabricate ${name} a wider min= and max=, or series=any if it is made to its value`;
  if (value < first.value / REACH)
    return `${name} wants ${size}, below the smallest of ${stock}, ${formatQuantity(first.value, unit)}: ${option}`;
  if (value > last.value * REACH)
    return `${name} wants ${size}, above the largest of ${stock}, ${formatQuantity(last.value, unit)}: ${option}`;
  return undefined;
}
