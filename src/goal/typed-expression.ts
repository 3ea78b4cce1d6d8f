import type { Slot } from "../circuit/element.ts";
import type { Span } from "../source/source-text.ts";
import type { Table } from "./table.ts";

/** What is known of a value before any number is: a phasor or a plain number, and whether it is an angle in degrees. */
export interface ValueType {
  readonly complex: boolean;
  /** Degrees on the circle: differences of two angles are wrapped to (-180, 180]. Never complex. */
  readonly angle: boolean;
}

export type UnaryOperation =
  | "negate"
  /** Multiplication by j. */
  | "rotate"
  | "magnitude"
  | "decibel"
  | "phase"
  | "real"
  | "imaginary"
  | "conjugate"
  | "squareRoot"
  | "exponential"
  /** Of radians. */
  | "sine"
  | "logarithm";

export type BinaryOperation =
  | "add"
  | "subtract"
  /** Difference of two angles, wrapped to (-180, 180]. */
  | "subtractAngles"
  | "multiply"
  | "divide"
  | "power"
  | "minimum"
  | "maximum"
  /** arg(a · conj b) in radians, in (-π, π]. */
  | "argumentBetween";

/** A goal's expression with every name resolved and every type known. */
export type TypedExpression = ValueType &
  (
    | { readonly kind: "constant"; readonly value: number }
    /** f [Hz], t [s] or x at the point. */
    | { readonly kind: "axis" }
    /** A table, interpolated at the axis variable. */
    | { readonly kind: "table"; readonly table: Table; readonly span: Span }
    /** A column of the data set, read at the sample at hand. */
    | { readonly kind: "data"; readonly column: Float64Array }
    /** An observed number: index into the objective's observables. */
    | { readonly kind: "observed"; readonly observable: number }
    /** A number of the circuit: a parameter or an element's value. */
    | { readonly kind: "slot"; readonly slot: Slot }
    | { readonly kind: "unary"; readonly operation: UnaryOperation; readonly operand: TypedExpression }
    | {
        readonly kind: "binary";
        readonly operation: BinaryOperation;
        readonly left: TypedExpression;
        readonly right: TypedExpression;
      }
    /** Group delay -dφ/dω [s] of a complex operand. */
    | { readonly kind: "delay"; readonly operand: TypedExpression }
    /** Mean of the operand's square over all points of the goal: one number, whatever the point. */
    | { readonly kind: "meanSquare"; readonly operand: TypedExpression }
  );

const real = { complex: false, angle: false } as const;

export function constant(value: number): TypedExpression {
  return { kind: "constant", value, ...real };
}

export function axis(): TypedExpression {
  return { kind: "axis", ...real };
}

export function tableValue(table: Table, span: Span): TypedExpression {
  return { kind: "table", table, span, ...real };
}

/** One value for each sample of the data set. */
export function dataValue(column: Float64Array): TypedExpression {
  return { kind: "data", column, ...real };
}

export function slotValue(slot: Slot): TypedExpression {
  return { kind: "slot", slot, ...real };
}

export function observed(observable: number, complex: boolean): TypedExpression {
  return { kind: "observed", observable, complex, angle: false };
}

export function delay(operand: TypedExpression): TypedExpression {
  return { kind: "delay", operand, ...real };
}

export function meanSquare(operand: TypedExpression): TypedExpression {
  return { kind: "meanSquare", operand, ...real };
}

/** Apply an operation of one operand; its type follows from the operand's. */
export function unary(operation: UnaryOperation, operand: TypedExpression): TypedExpression {
  return { kind: "unary", operation, operand, ...unaryType(operation, operand) };
}

function unaryType(operation: UnaryOperation, operand: ValueType): ValueType {
  switch (operation) {
    case "magnitude":
    case "decibel":
    case "imaginary":
      return real;
    case "real":
      return { complex: false, angle: operand.angle };
    case "phase":
      return { complex: false, angle: true };
    case "rotate":
      return { complex: true, angle: false };
    case "negate":
    case "conjugate":
      return { complex: operand.complex, angle: operand.angle };
    default:
      return { complex: operand.complex, angle: false };
  }
}

/** Apply an operation of two operands; the difference of two angles becomes the wrapped one. */
export function binary(
  operation: BinaryOperation,
  left: TypedExpression,
  right: TypedExpression,
): TypedExpression {
  const angles = left.angle && right.angle;
  if (operation === "subtract" && angles) return binary("subtractAngles", left, right);
  return {
    kind: "binary",
    operation,
    left,
    right,
    complex: operation !== "argumentBetween" && (left.complex || right.complex),
    angle: binaryIsAngle(operation, left, right),
  };
}

/** An angle turned by a number of degrees is an angle; a multiple of one, or a product, is a plain number. */
function binaryIsAngle(operation: BinaryOperation, left: ValueType, right: ValueType): boolean {
  switch (operation) {
    case "add":
    case "subtract":
      return (left.angle || right.angle) && !left.complex && !right.complex;
    case "subtractAngles":
      return true;
    case "minimum":
    case "maximum":
      return left.angle && right.angle;
    default:
      return false;
  }
}

/** Every part of an expression, itself first. */
export function* partsOf(expression: TypedExpression): Generator<TypedExpression> {
  yield expression;
  if ("operand" in expression) yield* partsOf(expression.operand);
  if (expression.kind === "binary") {
    yield* partsOf(expression.left);
    yield* partsOf(expression.right);
  }
}

/** True when the expression holds a group delay, which needs observed numbers beside each frequency. */
export function usesDelay(expression: TypedExpression): boolean {
  for (const part of partsOf(expression)) if (part.kind === "delay") return true;
  return false;
}

/** True when the expression holds a mean over the run. */
export function usesMean(expression: TypedExpression): boolean {
  for (const part of partsOf(expression)) if (part.kind === "meanSquare") return true;
  return false;
}

/** True for Σ c X of real observed numbers X with factors that are the same at every point and in every sample. */
export function isLinearCombination(expression: TypedExpression): boolean {
  switch (expression.kind) {
    case "observed":
      return !expression.complex;
    case "unary":
      return expression.operation === "negate" && isLinearCombination(expression.operand);
    case "binary": {
      const { operation, left, right } = expression;
      if (operation === "add" || operation === "subtract")
        return isLinearCombination(left) && isLinearCombination(right);
      if (operation === "divide") return isLinearCombination(left) && isSteady(right);
      if (operation !== "multiply") return false;
      return isLinearCombination(left) ? isSteady(right) : isSteady(left) && isLinearCombination(right);
    }
    default:
      return false;
  }
}

/** A constant or a number of the circuit. */
function isSteady(expression: TypedExpression): boolean {
  for (const part of partsOf(expression))
    if (!["constant", "slot", "unary", "binary"].includes(part.kind)) return false;
  return true;
}

/** True when something outside the means over the run differs from point to point. */
export function variesWithPoint(expression: TypedExpression): boolean {
  switch (expression.kind) {
    case "axis":
    case "table":
    case "observed":
      return true;
    case "unary":
    case "delay":
      return variesWithPoint(expression.operand);
    case "binary":
      return variesWithPoint(expression.left) || variesWithPoint(expression.right);
    default:
      return false;
  }
}
