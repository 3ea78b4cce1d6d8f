import { parseSpiceNumber } from "../../numeric/spice-number.ts";

/** Tolerances: relative, volts, amperes. */
interface Accuracy {
  readonly reltol: number;
  readonly vntol: number;
  readonly abstol: number;
}

/** The accuracy every operating point and sweep is computed with, unless the deck asks for tighter. */
const accuracy: Accuracy = { reltol: 1e-9, vntol: 1e-13, abstol: 1e-16 };

/**
 * The accuracy of transients on a fixed grid: Newton's iteration ends far within it. Tighter tolerances may lie below the rounding of the
 * small first steps; ngspice would divide those, and leave the grid.
 */
export const gridAccuracy: Accuracy = { reltol: 1e-6, vntol: 1e-9, abstol: 1e-12 };

/** No accuracy at all: a linear circuit is solved in one iteration, and a second one changes nothing. */
export const linearGridAccuracy: Accuracy = { reltol: 1e-3, vntol: 1, abstol: 1 };

/**
 * The tolerances of a run as assignments of an `.options` card: ours, or the deck's own where it asks for tighter.
 * At ngspice's defaults an operating point can be false: a transistor amplifier was seen to converge to one.
 */
export function accuracyOptions(
  asked: (name: string) => number | undefined,
  least: Accuracy = accuracy,
): readonly string[] {
  return Object.entries(least).map(([name, ours]) => {
    const theirs = asked(name);
    return `${name}=${theirs !== undefined && theirs > 0 ? Math.min(theirs, ours) : ours}`;
  });
}

/** A complete deck with its accuracy raised: of several `.options` cards ngspice obeys the last. `texts` are the deck and its files. */
export function raiseAccuracy(deck: string, texts: readonly string[]): string {
  const card = `.options ${accuracyOptions((name) => smallestAsked(name, texts)).join(" ")}\n`;
  const end = /^[ \t]*\.end[ \t]*(?:\r?\n|$)/im.exec(deck);
  if (end !== null) return deck.slice(0, end.index) + card + deck.slice(end.index);
  return `${deck}${deck.endsWith("\n") ? "" : "\n"}${card}`;
}

/** The smallest value that any option card of the texts gives to a tolerance. */
function smallestAsked(name: string, texts: readonly string[]): number | undefined {
  const optionCard = /^[ \t]*\.opt\w*[^\n]*(?:\n[ \t]*\+[^\n]*)*/gim;
  const assignment = new RegExp(`\\b${name}\\s*=\\s*([^\\s,]+)`, "gi");
  const values = texts
    .flatMap((text) => text.match(optionCard) ?? [])
    .flatMap((card) => [...card.matchAll(assignment)])
    .flatMap(([, text]) => parseSpiceNumber(text!)?.value ?? []);
  return values.length === 0 ? undefined : Math.min(...values);
}
