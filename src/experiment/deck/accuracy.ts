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
 * The accuracies of transients on a fixed grid, of which Newton's iteration ends far within each. `fine` may lie below the rounding of the
 * small first steps, or where a device bends sharply; ngspice then divides a step, and leaves the grid: `coarse` is for those, whatever the deck asks for.
 */
export const gridAccuracies = {
  fine: { reltol: 1e-9, vntol: 1e-10, abstol: 1e-13 },
  coarse: { reltol: 1e-6, vntol: 1e-9, abstol: 1e-12 },
} as const satisfies Readonly<Record<string, Accuracy>>;
export type GridAccuracy = keyof typeof gridAccuracies;

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
