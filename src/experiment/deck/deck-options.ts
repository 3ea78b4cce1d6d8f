import type { Circuit } from "../../circuit/circuit.ts";
import { parseSpiceNumber } from "../../numeric/spice-number.ts";

/** The accuracy every run is made with, unless the deck asks for tighter: relative, volts, amperes. */
const accuracy = { reltol: 1e-9, vntol: 1e-13, abstol: 1e-16 } as const;

/**
 * Options that change what is computed, and are passed on. Left out are those that print, those that choose a file format or a solver,
 * and `interp`, which interpolates results linearly and stays in force in every later deck of the engine.
 */
const simulationOptions = new Set([
  "badmos3", "bypass", "chgtol", "cshunt", "defad", "defas", "defl", "defw", "gmin", "gminsteps", "itl1", "itl2", "itl3", "itl4",
  "itl5", "itl6", "maxevtiter", "maxord", "method", "minbreak", "noopiter", "pivrel", "pivtol", "rseries", "rshunt", "sollim",
  "srcsteps", "tnom", "trtol", "trytocompact", "xmu",
]); // biome-ignore format: a list of words

/** The options of a deck with the accuracy of this program: `name=value` and flags. */
export function deckOptions(circuit: Pick<Circuit, "options">): readonly string[] {
  const kept = [...circuit.options].flatMap(([name, value]) =>
    simulationOptions.has(name) ? [value === "" ? name : `${name}=${value}`] : [],
  );
  const tolerances = Object.entries(accuracy).map(([name, ours]) => {
    const asked = circuit.options.get(name);
    const theirs = asked === undefined ? undefined : parseSpiceNumber(asked)?.value;
    return `${name}=${theirs !== undefined && theirs > 0 ? Math.min(theirs, ours) : ours}`;
  });
  return [...kept, ...tolerances];
}
