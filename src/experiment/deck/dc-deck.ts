import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { DcExperiment, Quantity } from "../experiment.ts";
import type { Deck } from "./deck.ts";
import { createDeckBuilder, type DeckBuilder } from "./deck-builder.ts";
import { deckOptions } from "./deck-options.ts";
import { findCurrentless, findUnheldNode } from "./deck-refusals.ts";
import type { CardContext } from "./element-cards.ts";
import { quantityVectors, writeNetwork, writeSave, writeStartingPoint } from "./network-cards.ts";

/** A deck for operating points of the circuit as it is, with injections that stand at 0 in the nudged form. */
export interface DcDeck extends Deck {
  /** A source that does nothing. A sweep of it at each point starts Newton's iteration again at its own solution, which ends more exactly. */
  readonly idleSource: string;
  /** The source that turns all injections on as it goes from 0 to 1; only in the nudged form. */
  readonly nudgeLevel: string;
  /** For each probe the controlled source whose gain is its amplitude; empty unless nudged. */
  readonly injections: readonly string[];
  /** The vector that holds each quantity; undefined is ground. */
  readonly vectors: readonly (string | undefined)[];
}

/** Build the deck of free (or nudged) operating points. `quantities` are those to be read. Fails as `buildAcDeck` does. */
export function buildDcDeck(
  experiment: Pick<DcExperiment, "circuit" | "probes">,
  quantities: readonly Quantity[],
  isNudged: boolean,
  title: string,
): Outcome<DcDeck> {
  const { circuit } = experiment;
  const refused = findCurrentless({ ...experiment, quantities }) ?? findUnheldNode(circuit, false);
  if (refused !== undefined) return refused;
  const builder = createDeckBuilder(circuit);
  const context: CardContext = { builder, transposed: false, keepsDc: () => true };
  const injections = isNudged ? writeInjections(experiment, builder) : [];
  builder.card(`${idleSource} ${builder.names.innerNode()} 0 dc 0`);
  writeNetwork(context);
  writeStartingPoint(builder);
  builder.card(`.options ${deckOptions(circuit).join(" ")}`);
  const vectors = quantityVectors(quantities, context);
  writeSave(builder, vectors);
  return succeed({ ...builder.finish(title), idleSource, nudgeLevel, injections, vectors });
}

/** The idle source of every deck of operating points. */
export const idleSource = "vidle1";

const nudgeLevel = "vlevel1";

/** A controlled source for each probe: A into the positive node of a voltage, V in series with a current, per volt of the level. */
function writeInjections({ probes }: Pick<DcExperiment, "probes">, builder: DeckBuilder): readonly string[] {
  const { names } = builder;
  const level = names.innerNode();
  builder.card(`${nudgeLevel} ${level} 0 dc 0`);
  return probes.map((probe, index) => {
    const device = `${probe.kind === "current" ? "e" : "g"}p${index}`;
    names.describe(device, `the nudge of probe ${index + 1}`);
    if (probe.kind === "current") {
      builder.putInSeries(probe.element, (from, to) => builder.card(`${device} ${from} ${to} ${level} 0 0`));
    } else {
      builder.card(`${device} ${names.node(probe.negative)} ${names.node(probe.positive)} ${level} 0 0`);
    }
    return device;
  });
}
