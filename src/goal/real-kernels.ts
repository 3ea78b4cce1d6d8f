import { type Kernel, setReal, setRealPair } from "./register.ts";
import type { BinaryOperation, UnaryOperation } from "./typed-expression.ts";
import { wrapDegrees } from "./wrap-degrees.ts";

/** 20 / ln 10: decibels per neper. */
export const DECIBELS_PER_NEPER = 20 / Math.LN10;

/**
 * Operations on real operands with real results.
 *
 * At a kink the derivative of one side is taken: 0 for |x| at 0, the first argument's for a tie of min and max, 1 for an angle
 * difference at ±180°. Where a slope is infinite (sqrt at 0, x^p at 0 with p < 1) it is taken as 0, so that a derivative is
 * never infinite while the value is finite.
 */
export const realUnary = {
  negate: (out, a) => setReal(out, a, -a.re[0]!, -1),
  rotate: undefined,
  magnitude: (out, a) => setReal(out, a, Math.abs(a.re[0]!), Math.sign(a.re[0]!)),
  decibel: (out, a) => {
    const x = a.re[0]!;
    setReal(out, a, 20 * Math.log10(Math.abs(x)), x === 0 ? 0 : DECIBELS_PER_NEPER / x);
  },
  phase: (out, a) => setReal(out, a, a.re[0]! < 0 ? 180 : 0, 0),
  real: (out, a) => setReal(out, a, a.re[0]!, 1),
  imaginary: (out, a) => setReal(out, a, 0, 0),
  conjugate: (out, a) => setReal(out, a, a.re[0]!, 1),
  squareRoot: (out, a) => {
    const root = Math.sqrt(a.re[0]!);
    setReal(out, a, root, root === 0 ? 0 : 0.5 / root);
  },
  exponential: (out, a) => {
    const value = Math.exp(a.re[0]!);
    setReal(out, a, value, value);
  },
  sine: (out, a) => setReal(out, a, Math.sin(a.re[0]!), Math.cos(a.re[0]!)),
  logarithm: (out, a) => {
    const x = a.re[0]!;
    setReal(out, a, Math.log(x), x === 0 ? 0 : 1 / x);
  },
} as const satisfies Record<UnaryOperation, Kernel | undefined>;

/** As `realUnary`, for two operands. */
export const realBinary = {
  add: (out, a, b) => setRealPair(out, a, b, a.re[0]! + b.re[0]!, 1, 1),
  subtract: (out, a, b) => setRealPair(out, a, b, a.re[0]! - b.re[0]!, 1, -1),
  subtractAngles: (out, a, b) => setRealPair(out, a, b, wrapDegrees(a.re[0]! - b.re[0]!), 1, -1),
  multiply: (out, a, b) => setRealPair(out, a, b, a.re[0]! * b.re[0]!, b.re[0]!, a.re[0]!),
  divide: (out, a, b) => {
    const quotient = a.re[0]! / b.re[0]!;
    setRealPair(out, a, b, quotient, 1 / b.re[0]!, -quotient / b.re[0]!);
  },
  power: (out, a, b) => {
    const x = a.re[0]!;
    const p = b.re[0]!;
    const value = x ** p;
    setRealPair(out, a, b, value, finite(p * x ** (p - 1)), x > 0 ? value * Math.log(x) : 0);
  },
  minimum: (out, a, b) => {
    const first = a.re[0]! <= b.re[0]!;
    setRealPair(out, a, b, Math.min(a.re[0]!, b.re[0]!), first ? 1 : 0, first ? 0 : 1);
  },
  maximum: (out, a, b) => {
    const first = a.re[0]! >= b.re[0]!;
    setRealPair(out, a, b, Math.max(a.re[0]!, b.re[0]!), first ? 1 : 0, first ? 0 : 1);
  },
  argumentBetween: undefined,
} as const satisfies Record<BinaryOperation, Kernel | undefined>;

function finite(slope: number): number {
  return Number.isFinite(slope) ? slope : 0;
}
