import { type Offer, offersAround, type PartKind, type Stock } from "./stock.ts";

/** Two parts that stand for one. */
export interface PartPair {
  readonly form: "series" | "parallel";
  readonly offers: readonly [Offer, Offer];
  /** Of both together. */
  readonly value: number;
}

/**
 * The ways in which two parts of a kind may stand for one. Capacitors in series would leave the node between them without a path for direct
 * current, inductors in parallel would be a loop of them: no simulator solves such a circuit's operating point.
 */
const forms = {
  resistor: ["series", "parallel"],
  capacitor: ["parallel"],
  inductor: ["series"],
} as const satisfies Record<PartKind, readonly PartPair["form"][]>;

/**
 * The two parts that together come nearest (by ratio) to a value; of pairs that are equally near, the first found with the larger part
 * first. Undefined where no two parts come nearer than `within`.
 *
 *     adds    R in series, C in parallel, L in series:  a + b
 *     other   R in parallel:                            a b / (a + b)
 */
export function findPair(kind: PartKind, stock: Stock, value: number, within: number): PartPair | undefined {
  let best: PartPair | undefined;
  let bestMiss = within;
  for (const form of forms[kind]) {
    const adds = kind !== "resistor" || form === "series";
    for (const first of stock.offers) {
      // The part that makes up more than half of the sum (or of the conductance) stands first; it may be all of it and more.
      const share = adds ? first.value / value : value / first.value;
      if (share < 0.5 || share > 1 + within) continue;
      const rest = adds ? value - first.value : 1 / (1 / value - 1 / first.value);
      const seconds = share < 1 ? offersAround(stock, rest, 2) : [adds ? 0 : stock.offers.length - 1];
      for (const index of seconds) {
        const second = stock.offers[index]!;
        const together = adds
          ? first.value + second.value
          : (first.value * second.value) / (first.value + second.value);
        const miss = Math.abs(Math.log(together / value));
        if (miss < bestMiss) {
          bestMiss = miss;
          best = { form, offers: [first, second], value: together };
        }
      }
    }
  }
  return best;
}
