/** One sweep as ngspice can run it: the arguments of an `.ac` card, in Hz. */
export interface FrequencyGrid {
  readonly variation: "dec" | "oct" | "lin";
  readonly points: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The frequencies [Hz] that ngspice 45 visits for a grid. Steps per decade (octave): floor(points · log10(to/from)) steps of
 * equal ratio that end at `to`; linear: `points` frequencies including both ends.
 */
export function gridFrequencies(grid: FrequencyGrid): Float64Array {
  const { variation, points, from, to } = grid;
  if (variation === "lin") {
    const steps = Math.max(points - 1, 0);
    return Float64Array.from({ length: steps + 1 }, (_, k) => (steps === 0 ? from : from + (k * (to - from)) / steps));
  }
  const span = Math.log(to / from);
  const unit = variation === "dec" ? Math.LN10 : Math.LN2;
  const steps = Math.floor((span / unit) * points + 1e-9);
  return Float64Array.from({ length: steps + 1 }, (_, k) => (steps === 0 ? from : from * Math.exp((k * span) / steps)));
}
