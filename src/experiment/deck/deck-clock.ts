import type { DeckTemplate } from "../../circuit/element.ts";
import { type DeckCard, formatExactly } from "./deck.ts";
import { type DeckGrid, sampleTime } from "./deck-grid.ts";

/**
 * The card of a behavioural device in a transient: `time` counts from sample 0. Where the run starts at rest the expression is 0 before
 * that; a source, whose expression reads the time alone or nothing, is half on in sample 0, as other sources are.
 * `template` is the card before its names were filled in.
 */
export function setClock(card: DeckCard, template: DeckTemplate, grid: DeckGrid): DeckCard {
  const own = `max(time - ${formatExactly(grid.first)}, 0)`;
  const shifted = card.map((part) => (part === "time" ? own : part));
  const begin = shifted.findIndex((part) => typeof part === "string" && part.endsWith("='"));
  const end = shifted.lastIndexOf("'");
  if (!grid.startsAtRest || begin < 0 || end <= begin) return shifted;
  const readsCircuit = template
    .slice(begin, end)
    .some((part) => typeof part === "object" && ("node" in part || "element" in part));
  const [before, after] = [-0.5, 0.5].map((sample) => formatExactly(sampleTime(grid, sample)));
  const level = readsCircuit
    ? `ternary_fcn(time > ${before}, 1, 0)`
    : `ternary_fcn(time > ${after}, 1, ternary_fcn(time > ${before}, 0.5, 0))`;
  return [
    ...shifted.slice(0, begin + 1),
    `${level}*(`,
    ...shifted.slice(begin + 1, end),
    ")",
    ...shifted.slice(end),
  ];
}
