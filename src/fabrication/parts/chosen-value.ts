import type { PartPair } from "../stock/combine-parts.ts";
import type { Offer } from "../stock/stock.ts";
import type { PartValue } from "./part-value.ts";

/** What a search decided about one number of the netlist. */
export interface ChosenValue {
  readonly wanted: PartValue;
  /** Natural units; of both parts together where there are two. */
  readonly value: number;
  /** What is bought: one part, two, or none where the part is made to its value. */
  readonly offers: readonly Offer[];
  /** How two parts are connected. */
  readonly form?: PartPair["form"];
}
