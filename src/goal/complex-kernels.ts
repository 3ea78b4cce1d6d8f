import { DECIBELS_PER_NEPER } from "./real-kernels.ts";
import { type Kernel, type Register, setAnalytic, setAnalyticPair, setRealPart } from "./register.ts";
import type { BinaryOperation, UnaryOperation } from "./typed-expression.ts";

const DEGREES = 180 / Math.PI;

/** |z|; the square is taken only where it neither overflows nor vanishes. */
function modulus(re: number, im: number): number {
  const square = re * re + im * im;
  return square > 1e-280 && square < 1e280 ? Math.sqrt(square) : Math.hypot(re, im);
}

/**
 * Operations with at least one complex operand; real ones enter with a zero imaginary part. Roots, logarithms and powers are the
 * principal ones. At z = 0, where |z|, arg z, sqrt z and z^p have no derivative, it is taken as 0.
 */
export const complexUnary = {
  negate: (out, a) => setAnalytic(out, a, -a.re[0]!, -a.im[0]!, -1, 0),
  rotate: (out, a) => setAnalytic(out, a, -a.im[0]!, a.re[0]!, 0, 1),
  magnitude: (out, a) => {
    const r = modulus(a.re[0]!, a.im[0]!);
    setRealPart(out, a, r, r === 0 ? 0 : a.re[0]! / r, r === 0 ? 0 : a.im[0]! / r);
  },
  decibel: (out, a) => {
    const r = modulus(a.re[0]!, a.im[0]!);
    const slope = r === 0 ? 0 : DECIBELS_PER_NEPER / r;
    setRealPart(out, a, 20 * Math.log10(r), slope && (slope * a.re[0]!) / r, slope && (slope * a.im[0]!) / r);
  },
  phase: (out, a) => setArgument(out, a, a.re[0]!, a.im[0]!),
  real: (out, a) => setRealPart(out, a, a.re[0]!, 1, 0),
  imaginary: (out, a) => setRealPart(out, a, a.im[0]!, 0, 1),
  conjugate: (out, a) => {
    for (let i = out.re.length - 1; i >= 0; i--) {
      out.re[i] = a.re[i]!;
      out.im[i] = -a.im[i]!;
    }
  },
  squareRoot: (out, a) => {
    const x = a.re[0]!;
    const y = a.im[0]!;
    const r = modulus(x, y);
    // Half-angle formulas; the part that would cancel is taken from the other one.
    const large = Math.sqrt((r + Math.abs(x)) / 2);
    const small = large === 0 ? 0 : y / (2 * large);
    const re = x >= 0 ? large : Math.abs(small);
    const im = x >= 0 ? small : y < 0 ? -large : large;
    const slope = r === 0 ? 0 : 0.5 / r;
    setAnalytic(out, a, re, im, slope * re, -slope * im);
  },
  exponential: (out, a) => {
    const r = Math.exp(a.re[0]!);
    const re = r * Math.cos(a.im[0]!);
    const im = r * Math.sin(a.im[0]!);
    setAnalytic(out, a, re, im, re, im);
  },
  sine: (out, a) => {
    const [sin, cos] = [Math.sin(a.re[0]!), Math.cos(a.re[0]!)];
    const [sinh, cosh] = [Math.sinh(a.im[0]!), Math.cosh(a.im[0]!)];
    setAnalytic(out, a, sin * cosh, cos * sinh, cos * cosh, -sin * sinh);
  },
  logarithm: (out, a) => {
    const x = a.re[0]!;
    const y = a.im[0]!;
    const r = modulus(x, y);
    const inverse = r === 0 ? 0 : 1 / r;
    setAnalytic(out, a, Math.log(r), argument(x, y), (inverse * x) / (r || 1), (-inverse * y) / (r || 1));
  },
} as const satisfies Record<UnaryOperation, Kernel>;

/** As `complexUnary`, for two operands. */
export const complexBinary = {
  add: (out, a, b) => setAnalyticPair(out, a, b, a.re[0]! + b.re[0]!, a.im[0]! + b.im[0]!, 1, 0, 1, 0),
  subtract: (out, a, b) => setAnalyticPair(out, a, b, a.re[0]! - b.re[0]!, a.im[0]! - b.im[0]!, 1, 0, -1, 0),
  subtractAngles: undefined,
  multiply: (out, a, b) => {
    const p = a.re[0]!;
    const q = a.im[0]!;
    const u = b.re[0]!;
    const v = b.im[0]!;
    setAnalyticPair(out, a, b, p * u - q * v, p * v + q * u, u, v, p, q);
  },
  divide: (out, a, b) => {
    const u = b.re[0]!;
    const v = b.im[0]!;
    const r = modulus(u, v);
    const inverseRe = u / r / r;
    const inverseIm = -v / r / r;
    const re = a.re[0]! * inverseRe - a.im[0]! * inverseIm;
    const im = a.re[0]! * inverseIm + a.im[0]! * inverseRe;
    const slopeRe = -(re * inverseRe - im * inverseIm);
    const slopeIm = -(re * inverseIm + im * inverseRe);
    setAnalyticPair(out, a, b, re, im, inverseRe, inverseIm, slopeRe, slopeIm);
  },
  power: (out, a, b) => {
    const x = a.re[0]!;
    const y = a.im[0]!;
    const p = b.re[0]!;
    const q = b.im[0]!;
    const r = modulus(x, y);
    if (r === 0) {
      setAnalyticPair(out, a, b, p === 0 && q === 0 ? 1 : p > 0 ? 0 : Number.NaN, 0, 0, 0, 0, 0);
      return;
    }
    // z^w = exp(w ln z), d = z^w (w dz / z + ln z dw)
    const logRe = Math.log(r);
    const logIm = argument(x, y);
    const scale = Math.exp(p * logRe - q * logIm);
    const re = scale * Math.cos(p * logIm + q * logRe);
    const im = scale * Math.sin(p * logIm + q * logRe);
    const overRe = (p * x + q * y) / r / r;
    const overIm = (q * x - p * y) / r / r;
    setAnalyticPair(
      out,
      a,
      b,
      re,
      im,
      re * overRe - im * overIm,
      re * overIm + im * overRe,
      re * logRe - im * logIm,
      re * logIm + im * logRe,
    );
  },
  minimum: undefined,
  maximum: undefined,
  argumentBetween: (out, a, b) => {
    const p = a.re[0]!;
    const q = a.im[0]!;
    const u = b.re[0]!;
    const v = b.im[0]!;
    const squareA = modulus(p, q) ** 2;
    const squareB = modulus(u, v) ** 2;
    const defined = squareA > 0 && squareB > 0;
    for (let i = out.re.length - 1; i > 0; i--) {
      const turnA = (p * a.im[i]! - q * a.re[i]!) / squareA;
      const turnB = (u * b.im[i]! - v * b.re[i]!) / squareB;
      out.re[i] = defined ? turnA - turnB : 0;
    }
    out.re[0] = argument(p * u + q * v, q * u - p * v);
  },
} as const satisfies Record<BinaryOperation, Kernel | undefined>;

/** arg z in (-π, π]. */
function argument(re: number, im: number): number {
  const angle = Math.atan2(im, re);
  return angle === -Math.PI ? Math.PI : angle;
}

function setArgument(out: Register, a: Register, re: number, im: number): void {
  const r = modulus(re, im);
  const slope = r === 0 ? 0 : DEGREES / r;
  setRealPart(out, a, DEGREES * argument(re, im), slope && (-slope * im) / r, slope && (slope * re) / r);
}
