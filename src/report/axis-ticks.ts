/** Where an axis is marked: `major` carries a number, `minor` is a short line or nothing. */
export interface AxisTicks {
  readonly major: readonly number[];
  readonly minor: readonly number[];
}

/** Round numbers (1, 2, 5 times a power of ten) in [from, to], about `count` of them. */
export function linearTicks(from: number, to: number, count: number): AxisTicks {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span)) return { major: [from], minor: [] };
  const rough = span / Math.max(count, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * (1 - 1e-9)) ??
    10 * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  // Multiply, do not add up: 0.1 + 0.2 would be marked 0.30000000000000004.
  const major = Array.from({ length: Math.max(last - first + 1, 0) }, (_, k) =>
    Number(((first + k) * step).toPrecision(12)),
  );
  return { major, minor: [] };
}

/** Marks of an axis in degrees: parts of a right angle. */
export function degreeTicks(from: number, to: number, count: number): AxisTicks {
  const rough = (to - from) / Math.max(count, 1);
  const step = [5, 10, 15, 30, 45, 90, 180].find((candidate) => candidate >= rough * (1 - 1e-9));
  if (rough < 5 || step === undefined) return linearTicks(from, to, count);
  const first = Math.ceil(from / step);
  return {
    major: Array.from(
      { length: Math.max(Math.floor(to / step) - first + 1, 0) },
      (_, k) => (first + k) * step,
    ),
    minor: [],
  };
}

/**
 * Powers of ten in [from, to], both positive, thinned to about `count`, with 2…9 as minor marks. Where there are fewer than three of them, 2
 * and 5 times a power of ten carry a number as well; less than a decade is marked linearly.
 */
export function logTicks(from: number, to: number, count: number): AxisTicks {
  const low = Math.ceil(Math.log10(from) - 1e-9);
  const high = Math.floor(Math.log10(to) + 1e-9);
  if (high - low < 1) return linearTicks(from, to, count);
  const decades = Array.from({ length: high - low + 1 }, (_, k) => low + k);
  const stride = Math.ceil(decades.length / Math.max(count, 2));
  if (stride > 1) {
    const kept = (k: number): boolean => (k - low) % stride === 0;
    return { major: decades.filter(kept).map(power), minor: decades.filter((k) => !kept(k)).map(power) };
  }
  const numbered = decades.length < 3 ? [2, 5] : [];
  const between = [low - 1, ...decades]
    .flatMap((k) => [2, 3, 4, 5, 6, 7, 8, 9].map((digit) => ({ digit, value: Number(`${digit}e${k}`) })))
    .filter(({ value }) => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9));
  const isNumbered = ({ digit }: { readonly digit: number }): boolean => numbered.includes(digit);
  return {
    major: [...decades.map(power), ...between.filter(isNumbered).map(({ value }) => value)].sort(
      (a, b) => a - b,
    ),
    minor: between.filter((tick) => !isNumbered(tick)).map(({ value }) => value),
  };
}

const power = (exponent: number): number => Number(`1e${exponent}`);
