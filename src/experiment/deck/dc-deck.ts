import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { DcExperiment, Quantity } from "../experiment.ts";
import type { Deck } from "./deck.ts";
import { createDeckBuilder, type DeckBuilder } from "./deck-builder.ts";
import { deckOptions } from "./deck-options.ts";
import { findCurrentless, findUnheldNode } from "./deck-refusals.ts";
import type { CardContext } from "./element-cards.ts";
import { quantityVectors, writeNetwork, writeSave, writeStartingPoint } from "./network-cards.ts";
import { formatBlocks, indexSource, sweptValues } from "./point-index.ts";

/** A deck for the operating points of an experiment: one block of its index for each point, or two, free and nudged. */
export interface DcDeck extends Deck {
  /** 1, or 2 with nudges. */
  readonly blocksPerPoint: number;
  /** The vector that holds each quantity; undefined is ground. */
  readonly vectors: readonly (string | undefined)[];
}

/**
 * Build the deck of the circuit as it is. With `amplitudes` (probes, points) every point has a second block, in which the nudges are on: A into
 * the positive node of a voltage, V in series with a current. `quantities` are those to be read. Fails as `buildAcDeck` does.
 */
export function buildDcDeck(
  experiment: Pick<DcExperiment, "circuit" | "probes" | "points">,
  quantities: readonly Quantity[],
  amplitudes: ComplexMatrix | undefined,
  title: string,
): Outcome<DcDeck> {
  const { circuit, points } = experiment;
  const refused = findCurrentless({ ...experiment, quantities }) ?? findUnheldNode(circuit, false);
  if (refused !== undefined) return refused;
  const builder = createDeckBuilder(circuit);
  const blocksPerPoint = amplitudes === undefined ? 1 : 2;
  const inBlocks = (values: readonly number[]): string =>
    formatBlocks(values.flatMap((value) => new Array<number>(blocksPerPoint).fill(value)));
  const context: CardContext = {
    builder,
    transposed: false,
    keepsDc: () => true,
    swept: new Map([...sweptValues(points)].map(([slot, values]) => [slot, inBlocks(values)])),
  };
  builder.card(`${indexSource.device} ${indexSource.node} 0 dc 0`);
  if (amplitudes !== undefined) writeNudges(experiment, amplitudes, builder);
  writeNetwork(context);
  writeStartingPoint(builder);
  builder.card(`.options ${deckOptions(circuit).join(" ")}`);
  const vectors = quantityVectors(quantities, context);
  writeSave(builder, vectors);
  return succeed({ ...builder.finish(title), blocksPerPoint, vectors });
}

/** A behavioural source for each probe, off in the first block of every point. */
function writeNudges(
  { probes }: Pick<DcExperiment, "probes">,
  { re, columns }: ComplexMatrix,
  builder: DeckBuilder,
): void {
  const { names } = builder;
  probes.forEach((probe, index) => {
    const values = re.subarray(index * columns, (index + 1) * columns);
    if (values.every((value) => value === 0)) return;
    const device = `bp${index}`;
    const nudge = formatBlocks(Array.from(values).flatMap((value) => [0, value]));
    names.describe(device, `the nudge of probe ${index + 1}`);
    if (probe.kind === "current") {
      builder.putInSeries(probe.element, (from, to) => builder.card(`${device} ${from} ${to} v=${nudge}`));
    } else {
      builder.card(`${device} ${names.node(probe.negative)} ${names.node(probe.positive)} i=${nudge}`);
    }
  });
}
