/**
 * A value with its derivatives in forward mode: entry 0 is the value, entry 1 + i its derivative with respect to real input i.
 * Real registers share one `im` of zeros, so that every operation may read both parts; none writes into it.
 */
export interface Register {
  readonly complex: boolean;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Write the result of an operation into `out`. Operations of one operand are called with `b = a`. */
export type Kernel = (out: Register, a: Register, b: Register) => void;

/** out = g(a), both real, with `slope` = g'(a). */
export function setReal(out: Register, a: Register, value: number, slope: number): void {
  const { re } = out;
  const x = a.re;
  for (let i = re.length - 1; i > 0; i--) re[i] = slope * x[i]!;
  re[0] = value;
}

/** out = g(a, b), all real, with the two partial derivatives. */
export function setRealPair(
  out: Register,
  a: Register,
  b: Register,
  value: number,
  slopeA: number,
  slopeB: number,
): void {
  const { re } = out;
  const x = a.re;
  const y = b.re;
  for (let i = re.length - 1; i > 0; i--) re[i] = slopeA * x[i]! + slopeB * y[i]!;
  re[0] = value;
}

/** out = g(a), out real and a complex: dg = slopeRe · d(Re a) + slopeIm · d(Im a). */
export function setRealPart(
  out: Register,
  a: Register,
  value: number,
  slopeRe: number,
  slopeIm: number,
): void {
  const { re } = out;
  const x = a.re;
  const y = a.im;
  for (let i = re.length - 1; i > 0; i--) re[i] = slopeRe * x[i]! + slopeIm * y[i]!;
  re[0] = value;
}

/** out = g(a) for analytic g, with g' = slopeRe + j slopeIm. */
export function setAnalytic(
  out: Register,
  a: Register,
  valueRe: number,
  valueIm: number,
  slopeRe: number,
  slopeIm: number,
): void {
  const { re, im } = out;
  const x = a.re;
  const y = a.im;
  for (let i = re.length - 1; i > 0; i--) {
    const p = x[i]!;
    const q = y[i]!;
    re[i] = slopeRe * p - slopeIm * q;
    im[i] = slopeRe * q + slopeIm * p;
  }
  re[0] = valueRe;
  im[0] = valueIm;
}

/** out = g(a, b) for g analytic in both, with the partial derivatives aRe + j aIm and bRe + j bIm. */
export function setAnalyticPair(
  out: Register,
  a: Register,
  b: Register,
  valueRe: number,
  valueIm: number,
  aRe: number,
  aIm: number,
  bRe: number,
  bIm: number,
): void {
  const { re, im } = out;
  for (let i = re.length - 1; i > 0; i--) {
    const p = a.re[i]!;
    const q = a.im[i]!;
    const u = b.re[i]!;
    const v = b.im[i]!;
    re[i] = aRe * p - aIm * q + bRe * u - bIm * v;
    im[i] = aRe * q + aIm * p + bRe * v + bIm * u;
  }
  re[0] = valueRe;
  im[0] = valueIm;
}
