/** One sweep as ngspice can run it: the arguments of an `.ac` card, in Hz. */
export interface FrequencyGrid {
  readonly variation: "dec" | "oct" | "lin";
  readonly points: number;
  readonly from: number;
  readonly to: number;
}

/** The `reltol` of every sweep that is run for a training: ngspice lets a sweep overshoot `to` by this part of a step. */
const SWEEP_TOLERANCE = 1e-9;

/**
 * The frequencies [Hz] that ngspice 45 visits for a grid, in its own arithmetic (each is the last one times, or plus, the step).
 *
 * dec  over a decade or more: floor(points · log10(to/from)) equal ratios that end at `to`; over less than a decade: the ratio
 *      10^(1/points) as often as it fits, so `to` is reached only by chance.
 * oct  the ratio 2^(1/points) as often as it fits.
 * lin  `points` frequencies including both ends; but `lin 2` visits `from` alone.
 *
 * At least `from` is visited. ngspice up to 44 ends short `dec` sweeps at `to` as well, and never ends one that has no step.
 */
export function gridFrequencies(grid: FrequencyGrid): Float64Array {
  const { from, to, variation } = grid;
  const step = stepOf(grid);
  const linear = variation === "lin";
  const end = to + step * SWEEP_TOLERANCE * (linear ? 1 : to);
  const frequencies = [from];
  if (step > (linear ? 0 : 1)) {
    for (let f = linear ? from + step : from * step; f <= end; f = linear ? f + step : f * step) {
      frequencies.push(f);
    }
  }
  return Float64Array.from(frequencies);
}

/** Ratio of neighbours (dec, oct) or their difference [Hz] (lin); 1 or 0 where there is no second point. */
function stepOf({ variation, points, from, to }: FrequencyGrid): number {
  const count = Math.max(points, 1);
  switch (variation) {
    case "lin":
      return count > 2 ? (to - from) / (count - 1) : 0;
    case "oct":
      return Math.exp(Math.LN2 / count);
    case "dec":
      return to / 10 < from
        ? Math.exp(Math.LN10 / count)
        : Math.exp(Math.log(to / from) / Math.floor(decadeSteps(from, to, count)));
  }
}

/** points · log10(to/from), taken as the whole number that it misses by rounding. */
function decadeSteps(from: number, to: number, points: number): number {
  const steps = Math.abs(Math.log10(to / from)) * points;
  const whole = Math.round(steps);
  return Math.abs(steps - whole) <= 1e-9 * Math.max(whole, 1) ? whole : steps;
}

/**
 * The same grid, safe against rounding. ngspice takes floor(points · log10(to/from)) of numbers that it read from text, so a
 * sweep over whole decades whose ends are not whole numbers of hertz may lose one step to the last bit. Raising `to` by 1e-12 of
 * itself then makes the count certain.
 */
export function settleGrid(grid: FrequencyGrid): FrequencyGrid {
  const { variation, points, from, to } = grid;
  if (variation !== "dec" || to / 10 < from * (1 - 1e-9)) return grid;
  const steps = decadeSteps(from, to, points);
  const exact = Number.isSafeInteger(from) && Number.isSafeInteger(to);
  return Number.isInteger(steps) && !exact ? { ...grid, to: to * (1 + 1e-12) } : grid;
}
