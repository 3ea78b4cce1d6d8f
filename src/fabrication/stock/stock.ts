import type { PassiveElement } from "../../circuit/element.ts";
import type { PartProperties } from "../../circuit/part-rules.ts";

/** The kinds of part that are chosen by their value. */
export type PartKind = PassiveElement["kind"];

/** One part that can be bought. */
export interface Offer {
  /** Ohm, F or H. */
  readonly value: number;
  /** What is known of it: tolerance, package, ratings, parasitics. */
  readonly properties: PartProperties;
  /** For one piece, in whatever currency the table is in. */
  readonly price?: number;
  /** The supplier's number. */
  readonly stockCode?: string;
  /** KiCad's name of the footprint. */
  readonly footprint?: string;
}

/** What can be bought for one part: offers of ascending value, no value twice. Never empty. */
export interface Stock {
  /** `E12`, or the parts table's name. */
  readonly name: string;
  readonly offers: readonly Offer[];
}

/** Index of the offer whose value is nearest by ratio. */
export function nearestOffer({ offers }: Stock, value: number): number {
  const upper = firstAtLeast(offers, value);
  if (upper === 0) return 0;
  if (upper === offers.length) return offers.length - 1;
  return offers[upper]!.value / value < value / offers[upper - 1]!.value ? upper : upper - 1;
}

/** Indices of up to `count` offers around a value, in ascending order: those nearest by ratio. */
export function offersAround({ offers }: Stock, value: number, count: number): readonly number[] {
  let above = firstAtLeast(offers, value);
  let below = above - 1;
  const found: number[] = [];
  while (found.length < count && (below >= 0 || above < offers.length)) {
    const up = above < offers.length ? offers[above]!.value / value : Number.POSITIVE_INFINITY;
    const down = below >= 0 ? value / offers[below]!.value : Number.POSITIVE_INFINITY;
    found.push(up <= down ? above++ : below--);
  }
  return found.sort((a, b) => a - b);
}

function firstAtLeast(offers: readonly Offer[], value: number): number {
  let low = 0;
  let high = offers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offers[middle]!.value < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
