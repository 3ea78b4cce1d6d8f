import type { Circuit } from "../../circuit/circuit.ts";
import { parseSpiceNumber } from "../../numeric/spice-number.ts";
import { accuracyOptions } from "./accuracy.ts";

/**
 * Options that change what is computed, and are passed on. Left out are those that print, those that choose a file format or a solver,
 * and those that stay in force in every later deck of the engine: `interp`, which interpolates results linearly, and `cshunt`.
 */
// biome-ignore format: a list of words
const simulationOptions = new Set([
  "badmos3", "bypass", "chgtol", "defad", "defas", "defl", "defw", "gmin", "gminsteps", "itl1", "itl2", "itl3", "itl4",
  "itl5", "itl6", "maxevtiter", "maxord", "method", "minbreak", "noopiter", "pivrel", "pivtol", "rseries", "rshunt", "sollim",
  "srcsteps", "tnom", "trtol", "trytocompact", "xmu",
]);

/** Options that decide on time steps and the integration rule: a transient on a fixed grid has its own. */
const steppingOptions = new Set([
  "chgtol",
  "itl3",
  "itl4",
  "itl5",
  "maxord",
  "method",
  "minbreak",
  "trtol",
  "xmu",
]);

/** The options of a deck with the accuracy of this program: `name=value` and flags. `ownSteps` leaves those on time steps out. */
export function deckOptions(
  circuit: Pick<Circuit, "options">,
  ownSteps: "keep" | "drop" = "keep",
): readonly string[] {
  const kept = [...circuit.options].flatMap(([name, value]) =>
    simulationOptions.has(name) && (ownSteps === "keep" || !steppingOptions.has(name))
      ? [value === "" ? name : `${name}=${value}`]
      : [],
  );
  const tolerances = accuracyOptions((name) => {
    const asked = circuit.options.get(name);
    return asked === undefined ? undefined : parseSpiceNumber(asked)?.value;
  });
  return [...kept, ...tolerances];
}
