import {
  binary,
  constant,
  delay,
  meanSquare,
  type TypedExpression,
  type UnaryOperation,
  unary,
} from "./typed-expression.ts";

/** A function that goals may call. */
export interface GoalFunction {
  readonly minimumArguments: number;
  readonly maximumArguments: number;
  /** `real`: phasors have no order; `complex`: a plain number has no phase that could change. */
  readonly domain: "any" | "real" | "complex";
  build(operands: readonly TypedExpression[]): TypedExpression;
}

function oneOperand(operation: UnaryOperation): GoalFunction {
  return {
    minimumArguments: 1,
    maximumArguments: 1,
    domain: "any",
    build: ([operand]) => unary(operation, operand!),
  };
}

function choice(operation: "minimum" | "maximum"): GoalFunction {
  return {
    minimumArguments: 1,
    maximumArguments: Number.POSITIVE_INFINITY,
    domain: "real",
    build: ([first, ...rest]) => rest.reduce((found, next) => binary(operation, found, next), first!),
  };
}

/**
 * The functions of goals, by name. db(q) = 20 log10 |q|; phase(q) in degrees in (-180, 180]; delay(q) = -dφ/dω in seconds; power(q) is
 * the mean of q² over a run;
 * sin and cos are of radians; sqrt, ln, log10 and ^ of phasors are the principal values.
 */
export const goalFunctions: ReadonlyMap<string, GoalFunction> = new Map<string, GoalFunction>([
  ["mag", oneOperand("magnitude")],
  ["abs", oneOperand("magnitude")],
  ["db", oneOperand("decibel")],
  ["phase", oneOperand("phase")],
  ["re", oneOperand("real")],
  ["im", oneOperand("imaginary")],
  ["conj", oneOperand("conjugate")],
  ["sqrt", oneOperand("squareRoot")],
  ["exp", oneOperand("exponential")],
  ["sin", oneOperand("sine")],
  [
    "cos",
    {
      ...oneOperand("sine"),
      build: ([operand]) => unary("sine", binary("add", operand!, constant(Math.PI / 2))),
    },
  ],
  ["ln", oneOperand("logarithm")],
  [
    "log10",
    {
      ...oneOperand("logarithm"),
      build: ([operand]) => binary("multiply", constant(Math.LOG10E), unary("logarithm", operand!)),
    },
  ],
  ["min", choice("minimum")],
  ["max", choice("maximum")],
  [
    "power",
    {
      minimumArguments: 1,
      maximumArguments: 1,
      domain: "real",
      build: ([operand]) => meanSquare(operand!),
    },
  ],
  [
    "delay",
    { minimumArguments: 1, maximumArguments: 1, domain: "complex", build: ([operand]) => delay(operand!) },
  ],
]);

/** The largest exponent that is written out as a product. */
const PRODUCT_LIMIT = 8;

/** base ^ exponent; a small whole power of a phasor as a product, which is exact and smooth at zero. */
export function raise(base: TypedExpression, exponent: TypedExpression): TypedExpression {
  if (!base.complex || exponent.kind !== "constant") return binary("power", base, exponent);
  const count = exponent.value;
  if (!Number.isInteger(count) || count < 1 || count > PRODUCT_LIMIT) return binary("power", base, exponent);
  return Array.from({ length: count }, () => base).reduce((product, factor) =>
    binary("multiply", product, factor),
  );
}
