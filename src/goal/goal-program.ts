import type { Slot } from "../circuit/element.ts";
import { invariant } from "../diagnostic/invariant.ts";
import { complexBinary, complexUnary } from "./complex-kernels.ts";
import { realBinary, realUnary } from "./real-kernels.ts";
import { type Kernel, type Register, setReal } from "./register.ts";
import type { Stencil } from "./sample-points.ts";
import { interpolateTable } from "./table.ts";
import { constant, isLinearCombination, type TypedExpression } from "./typed-expression.ts";

/** An observed number that a program reads, and the register that holds it. */
export interface ObservedInput {
  readonly observable: number;
  readonly stencil: Stencil;
  readonly register: Register;
  /** Index of its real part among the derivatives; the imaginary part, where there is one, is the next. */
  readonly derivative: number;
}

/** A column of the data set that a program reads. It is no variable: nothing is derived by it. */
export interface DataInput {
  /** One value for each sample of the data set. */
  readonly column: Float64Array;
  readonly register: Register;
}

export interface SlotInput {
  readonly slot: Slot;
  readonly register: Register;
  readonly derivative: number;
}

/** A mean over the run that a program reads like a number of the circuit. */
export interface MeanInput {
  /** q of the mean of q². */
  readonly program: GoalProgram;
  /** True when q is Σ c X of observed numbers X with factors that are the same at every point and in every sample. */
  readonly isLinear: boolean;
  readonly register: Register;
  readonly derivative: number;
}

/** One operation on registers. */
export interface Step {
  readonly kernel: Kernel;
  readonly out: Register;
  readonly a: Register;
  readonly b: Register;
}

/**
 * An expression as a list of operations in forward mode. Its registers are its own scratch: a program is used by one caller at
 * a time. What depends on the axis alone (targets over frequency, tables) is in `axisSteps`, run once per point when the points
 * are known; `liveSteps` run for every point at every evaluation.
 */
export interface GoalProgram {
  readonly result: Register;
  /** Number of real derivatives that every register carries. */
  readonly width: number;
  readonly observed: readonly ObservedInput[];
  readonly slots: readonly SlotInput[];
  readonly data: readonly DataInput[];
  readonly means: readonly MeanInput[];
  /** The axis variable at each stencil that needs it. */
  readonly axes: readonly { readonly stencil: Stencil; readonly register: Register }[];
  readonly axisSteps: readonly Step[];
  /** Registers of the axis alone that live operations (or the result) read. */
  readonly columns: readonly Register[];
  readonly liveSteps: readonly Step[];
}

/** How often a register's value changes: never, with the point, or with the circuit. */
type Level = 0 | 1 | 2;

interface Compiled {
  readonly register: Register;
  readonly level: Level;
}

/** Compile an expression; derivatives are taken with respect to the real and imaginary part of each observed number and each slot. */
export function compileProgram(expression: TypedExpression): GoalProgram {
  const width = countInputs(expression);
  const zeros = new Float64Array(1 + width);
  const observed: ObservedInput[] = [];
  const slots: SlotInput[] = [];
  const data: DataInput[] = [];
  const means: MeanInput[] = [];
  const axes: { stencil: Stencil; register: Register }[] = [];
  const axisSteps: Step[] = [];
  const liveSteps: Step[] = [];
  const columns = new Set<Register>();
  let derivatives = 0;

  const newRegister = (complex: boolean): Register => ({
    complex,
    re: new Float64Array(1 + width),
    im: complex ? new Float64Array(1 + width) : zeros,
  });

  function readObserved(observable: number, complex: boolean, stencil: Stencil): Register {
    const known = observed.find((input) => input.observable === observable && input.stencil === stencil);
    if (known !== undefined) return known.register;
    const register = newRegister(complex);
    observed.push({ observable, stencil, register, derivative: derivatives });
    register.re[1 + derivatives++] = 1;
    if (complex) register.im[1 + derivatives++] = 1;
    return register;
  }

  function readSlot(slot: Slot): Register {
    const known = slots.find((input) => input.slot === slot);
    if (known !== undefined) return known.register;
    const register = newRegister(false);
    slots.push({ slot, register, derivative: derivatives });
    register.re[1 + derivatives++] = 1;
    return register;
  }

  function readData(column: Float64Array): Register {
    const known = data.find((input) => input.column === column);
    if (known !== undefined) return known.register;
    const register = newRegister(false);
    data.push({ column, register });
    return register;
  }

  function readMean(operand: TypedExpression): Register {
    const register = newRegister(false);
    const isLinear = isLinearCombination(operand);
    means.push({ program: compileProgram(operand), isLinear, register, derivative: derivatives });
    register.re[1 + derivatives++] = 1;
    return register;
  }

  function readAxis(stencil: Stencil): Register {
    const known = axes.find((input) => input.stencil === stencil);
    if (known !== undefined) return known.register;
    const register = newRegister(false);
    axes.push({ stencil, register });
    return register;
  }

  function operate(kernel: Kernel | undefined, complex: boolean, a: Compiled, b: Compiled): Compiled {
    invariant(kernel !== undefined, "an operation has no form for the types of its operands");
    const out = newRegister(complex);
    const level = Math.max(a.level, b.level) as Level;
    const step: Step = { kernel, out, a: a.register, b: b.register };
    if (level === 0) kernel(out, a.register, b.register);
    else (level === 1 ? axisSteps : liveSteps).push(step);
    if (level === 2) for (const operand of [a, b]) if (operand.level === 1) columns.add(operand.register);
    return { register: out, level };
  }

  // A node that stands in several places of a tree, such as the factor of a power, is computed once.
  const done: readonly Map<TypedExpression, Compiled>[] = [new Map(), new Map(), new Map()];
  function compile(node: TypedExpression, stencil: Stencil): Compiled {
    const known = done[stencil]!.get(node);
    if (known !== undefined) return known;
    const compiled = compileNode(node, stencil);
    done[stencil]!.set(node, compiled);
    return compiled;
  }

  function compileNode(node: TypedExpression, stencil: Stencil): Compiled {
    switch (node.kind) {
      case "constant": {
        const register = newRegister(false);
        register.re[0] = node.value;
        return { register, level: 0 };
      }
      case "axis":
        return { register: readAxis(stencil), level: 1 };
      case "table": {
        const { table } = node;
        const x: Compiled = { register: readAxis(stencil), level: 1 };
        const look: Kernel = (out, a) => setReal(out, a, interpolateTable(table, a.re[0]!), 0);
        return operate(look, false, x, x);
      }
      case "observed":
        return { register: readObserved(node.observable, node.complex, stencil), level: 2 };
      case "slot":
        return { register: readSlot(node.slot), level: 2 };
      case "data":
        return { register: readData(node.column), level: 2 };
      case "unary": {
        const operand = compile(node.operand, stencil);
        const complex = node.complex || node.operand.complex;
        return operate((complex ? complexUnary : realUnary)[node.operation], node.complex, operand, operand);
      }
      case "binary": {
        const left = compile(node.left, stencil);
        const right = compile(node.right, stencil);
        const complex = node.left.complex || node.right.complex;
        return operate((complex ? complexBinary : realBinary)[node.operation], node.complex, left, right);
      }
      case "delay":
        return compileDelay(node.operand);
      case "meanSquare":
        return { register: readMean(node.operand), level: 2 };
    }
  }

  /** -(φ(f+) - φ(f-)) / 2π(f+ - f-): a central difference, with the angle between the two phasors, so that nothing wraps. */
  function compileDelay(operand: TypedExpression): Compiled {
    const above = compile(operand, 1);
    const below = compile(operand, 2);
    const angle = operate(complexBinary.argumentBetween, false, above, below);
    const upper: Compiled = { register: readAxis(1), level: 1 };
    const lower: Compiled = { register: readAxis(2), level: 1 };
    const difference = operate(realBinary.subtract, false, upper, lower);
    const factor: Compiled = compile(constant(-2 * Math.PI), 0);
    return operate(realBinary.divide, false, angle, operate(realBinary.multiply, false, difference, factor));
  }

  const root = compile(expression, 0);
  if (root.level === 1) columns.add(root.register);
  return {
    result: root.register,
    width,
    observed,
    slots,
    data,
    means,
    axes,
    axisSteps,
    columns: [...columns],
    liveSteps,
  };
}

/** Number of real inputs: two for a phasor, at each stencil at which it is read, one for a slot or a mean. */
function countInputs(expression: TypedExpression): number {
  const found = new Map<string | TypedExpression, number>();
  function visit(node: TypedExpression, stencils: readonly Stencil[]): void {
    if (node.kind === "observed")
      for (const stencil of stencils) found.set(`${node.observable}@${stencil}`, node.complex ? 2 : 1);
    else if (node.kind === "slot") found.set(`slot ${node.slot}`, 1);
    else if (node.kind === "meanSquare") found.set(node, 1);
    else if (node.kind === "unary") visit(node.operand, stencils);
    else if (node.kind === "delay") visit(node.operand, [1, 2]);
    else if (node.kind === "binary") {
      visit(node.left, stencils);
      visit(node.right, stencils);
    }
  }
  visit(expression, [0]);
  return [...found.values()].reduce((sum, count) => sum + count, 0);
}
