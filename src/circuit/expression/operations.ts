/**
 * One operation of a parameter expression with its partial derivatives. Unused arguments are 0.
 * `partials` writes ∂/∂a, ∂/∂b, ∂/∂c at (a, b, c) into `out[0..2]`; at a kink it takes the right-hand branch stated beside it.
 */
export interface Operation {
  readonly arity: 1 | 2 | 3;
  value(a: number, b: number, c: number): number;
  partials(a: number, b: number, c: number, out: Float64Array): void;
}

const ln10 = Math.LN10;
const logic = (truth: boolean): number => (truth ? 1 : 0);

function unary(value: (a: number) => number, derivative: (a: number) => number): Operation {
  return {
    arity: 1,
    value: (a) => value(a),
    partials(a, _b, _c, out) {
      out[0] = derivative(a);
    },
  };
}

function binary(
  value: (a: number, b: number) => number,
  partials: (a: number, b: number) => readonly [number, number],
): Operation {
  return {
    arity: 2,
    value: (a, b) => value(a, b),
    partials(a, b, _c, out) {
      [out[0], out[1]] = partials(a, b);
    },
  };
}

/** A function with steps only: its derivative is 0 wherever it has one. */
const stepped1 = (value: (a: number) => number): Operation => unary(value, () => 0);
const stepped2 = (value: (a: number, b: number) => number): Operation => binary(value, () => [0, 0]);

/** Round half to even, as C's rint does and ngspice's nint. */
function roundHalfToEven(a: number): number {
  const floor = Math.floor(a);
  const fraction = a - floor;
  if (fraction !== 0.5) return Math.round(a);
  return floor % 2 === 0 ? floor : floor + 1;
}

function powerPartials(
  base: number,
  exponent: number,
  power: number,
  sign: number,
): readonly [number, number] {
  const slope = exponent === 0 ? 0 : sign * exponent * Math.abs(base) ** (exponent - 1);
  return [slope, base === 0 ? 0 : power * Math.log(Math.abs(base))];
}

/** The nominal value of a random function; the deviation only matters to a simulator that draws numbers. */
const nominal2: Operation = binary(
  (a) => a,
  () => [1, 0],
);
const nominal3: Operation = {
  arity: 3,
  value: (a) => a,
  partials(_a, _b, _c, out) {
    out[0] = 1;
    out[1] = 0;
    out[2] = 0;
  },
};

/**
 * Every operation by its name in expressions; the operators stand under their symbols, `?:` is the conditional.
 * Meanings are those of ngspice's parameter expressions, found by running them: `log` is the natural logarithm, `^`, `**` and
 * `pwr` are |a|^b, `pow` is the signed power, `nint` rounds half to even, `%` keeps the sign of its left side.
 */
export const operations = {
  "+": binary(
    (a, b) => a + b,
    () => [1, 1],
  ),
  "-": binary(
    (a, b) => a - b,
    () => [1, -1],
  ),
  "*": binary(
    (a, b) => a * b,
    (a, b) => [b, a],
  ),
  "/": binary(
    (a, b) => a / b,
    (a, b) => [1 / b, -a / (b * b)],
  ),
  "%": binary(
    (a, b) => a % b,
    (a, b) => [1, -Math.trunc(a / b)],
  ),
  "^": binary(
    (a, b) => Math.abs(a) ** b,
    (a, b) => powerPartials(a, b, Math.abs(a) ** b, a < 0 ? -1 : 1),
  ),
  pwr: binary(
    (a, b) => Math.abs(a) ** b,
    (a, b) => powerPartials(a, b, Math.abs(a) ** b, a < 0 ? -1 : 1),
  ),
  pow: binary(
    (a, b) => a ** b,
    // For a < 0 the exponent is a whole number, so the slope along it does not exist; 0 is returned.
    (a, b) => [b === 0 ? 0 : b * a ** (b - 1), a > 0 ? a ** b * Math.log(a) : 0],
  ),
  "==": stepped2((a, b) => logic(a === b)),
  "!=": stepped2((a, b) => logic(a !== b)),
  "<": stepped2((a, b) => logic(a < b)),
  "<=": stepped2((a, b) => logic(a <= b)),
  ">": stepped2((a, b) => logic(a > b)),
  ">=": stepped2((a, b) => logic(a >= b)),
  "&&": stepped2((a, b) => logic(a !== 0 && b !== 0)),
  "||": stepped2((a, b) => logic(a !== 0 || b !== 0)),
  "!": stepped1((a) => logic(a === 0)),
  negate: unary(
    (a) => -a,
    () => -1,
  ),
  "?:": {
    arity: 3,
    value: (a, b, c) => (a !== 0 ? b : c),
    partials(a, _b, _c, out) {
      out[0] = 0;
      out[1] = a !== 0 ? 1 : 0;
      out[2] = a !== 0 ? 0 : 1;
    },
  },
  sin: unary(Math.sin, Math.cos),
  cos: unary(Math.cos, (a) => -Math.sin(a)),
  tan: unary(Math.tan, (a) => 1 / Math.cos(a) ** 2),
  asin: unary(Math.asin, (a) => 1 / Math.sqrt(1 - a * a)),
  acos: unary(Math.acos, (a) => -1 / Math.sqrt(1 - a * a)),
  atan: unary(Math.atan, (a) => 1 / (1 + a * a)),
  arctan: unary(Math.atan, (a) => 1 / (1 + a * a)),
  sinh: unary(Math.sinh, Math.cosh),
  cosh: unary(Math.cosh, Math.sinh),
  tanh: unary(Math.tanh, (a) => 1 - Math.tanh(a) ** 2),
  asinh: unary(Math.asinh, (a) => 1 / Math.sqrt(a * a + 1)),
  acosh: unary(Math.acosh, (a) => 1 / Math.sqrt(a * a - 1)),
  atanh: unary(Math.atanh, (a) => 1 / (1 - a * a)),
  exp: unary(Math.exp, Math.exp),
  ln: unary(Math.log, (a) => 1 / a),
  log: unary(Math.log, (a) => 1 / a),
  log10: unary(Math.log10, (a) => 1 / (a * ln10)),
  sqrt: unary(Math.sqrt, (a) => 0.5 / Math.sqrt(a)),
  sqr: unary(
    (a) => a * a,
    (a) => 2 * a,
  ),
  // At 0 the slope of the positive side.
  abs: unary(Math.abs, (a) => (a < 0 ? -1 : 1)),
  sgn: stepped1(Math.sign),
  int: stepped1(Math.trunc),
  nint: stepped1(roundHalfToEven),
  floor: stepped1(Math.floor),
  ceil: stepped1(Math.ceil),
  u: stepped1((a) => logic(a > 0)),
  uramp: unary(
    (a) => Math.max(a, 0),
    (a) => (a > 0 ? 1 : 0),
  ),
  // Ties go to the first argument.
  min: binary(Math.min, (a, b) => (a <= b ? [1, 0] : [0, 1])),
  max: binary(Math.max, (a, b) => (a >= b ? [1, 0] : [0, 1])),
  ternary_fcn: {
    arity: 3,
    value: (a, b, c) => (a !== 0 ? b : c),
    partials(a, _b, _c, out) {
      out[0] = 0;
      out[1] = a !== 0 ? 1 : 0;
      out[2] = a !== 0 ? 0 : 1;
    },
  },
  agauss: nominal3,
  gauss: nominal3,
  aunif: nominal2,
  unif: nominal2,
  limit: nominal2,
} as const satisfies Record<string, Operation>;

/** Name of an operation: an operator's symbol or a function's name. */
export type OperationName = keyof typeof operations;

/** Functions from which a simulator draws random numbers; here they stand for their nominal value, the first argument. */
export const randomFunctions: ReadonlySet<string> = new Set(["agauss", "gauss", "aunif", "unif", "limit"]);

/** Functions and constants that we accept in `.param`, but ngspice 45 knows only in behavioural sources. */
export const functionsUnknownToNgspice: ReadonlySet<string> = new Set(["u", "uramp"]);

/** The operation of a function call in lower case, or undefined. Operators cannot be called. */
export function findFunction(name: string): Operation | undefined {
  return /^[a-z]/.test(name) && name !== "negate" && Object.hasOwn(operations, name)
    ? operations[name as OperationName]
    : undefined;
}

/** The names of all functions, for suggestions. */
export const functionNames: readonly string[] = Object.keys(operations).filter(
  (name) => /^[a-z]/.test(name) && name !== "negate",
);
