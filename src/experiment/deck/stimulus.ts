import { type DeckNumber, evaluateDeckNumber } from "./deck.ts";
import type { Setting } from "./setting.ts";

/** A source of a deck switched on in an AC analysis, in volts or amperes and degrees. */
export interface Stimulus {
  readonly device: string;
  readonly magnitude: DeckNumber;
  readonly phase: DeckNumber;
}

/** The numbers to be set in the deck. */
export function stimulusSettings(stimuli: readonly Stimulus[], slots: Float64Array): readonly Setting[] {
  return stimuli.flatMap(({ device, magnitude, phase }) => [
    { device, parameter: "acmag", value: evaluateDeckNumber(magnitude, slots) },
    { device, parameter: "acphase", value: evaluateDeckNumber(phase, slots) },
  ]);
}
