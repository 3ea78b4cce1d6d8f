import type { Circuit } from "../../circuit/circuit.ts";
import { parseSpiceNumber } from "../../numeric/spice-number.ts";
import { accuracyOptions, type GridAccuracy, gridAccuracies, linearGridAccuracy } from "./accuracy.ts";
import { gridOptions } from "./deck-grid.ts";

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

/** The options of a deck with the accuracy of this program: `name=value` and flags. */
export function deckOptions(circuit: Pick<Circuit, "options">): readonly string[] {
  return [...keptOptions(circuit, () => true), ...accuracyOptions(askedOf(circuit))];
}

/**
 * The options of a transient on a fixed grid: the accuracy of a linear circuit is that of its equations, whatever the deck asks for;
 * `accuracy` is for circuits with devices.
 */
export function gridDeckOptions(
  circuit: Pick<Circuit, "options" | "elements">,
  accuracy: GridAccuracy = "coarse",
): readonly string[] {
  const isLinear = circuit.elements.every((element) => element.kind !== "device" || element.linear);
  return [
    ...keptOptions(circuit, (name) => !steppingOptions.has(name)),
    ...(isLinear
      ? accuracyOptions(() => undefined, linearGridAccuracy)
      : accuracyOptions(accuracy === "fine" ? askedOf(circuit) : () => undefined, gridAccuracies[accuracy])),
    ...gridOptions,
  ];
}

function keptOptions(
  { options }: Pick<Circuit, "options">,
  isKept: (name: string) => boolean,
): readonly string[] {
  return [...options].flatMap(([name, value]) =>
    simulationOptions.has(name) && isKept(name) ? [value === "" ? name : `${name}=${value}`] : [],
  );
}

function askedOf({ options }: Pick<Circuit, "options">) {
  return (name: string): number | undefined => {
    const asked = options.get(name);
    return asked === undefined ? undefined : parseSpiceNumber(asked)?.value;
  };
}
