import type { Expression } from "../../ast/expression.ts";
import type { FunctionCommand } from "../../ast/netlist.ts";
import type { Value } from "../../ast/value.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { Span } from "../../source/source-text.ts";
import { constants } from "./constants.ts";
import { foreignFunctions } from "./foreign-functions.ts";
import {
  findFunction,
  functionNames,
  functionsUnknownToNgspice,
  operations,
  randomFunctions,
} from "./operations.ts";
import { findParameter, findUserFunction, type Parameter, type Scope, visibleParameters } from "./scope.ts";
import type { Tape, TapeNode } from "./tape.ts";

/** Turns values and expressions into nodes of a tape. What cannot be understood is reported, and becomes an unknown node. */
export interface Evaluator {
  readonly tape: Tape;
  /** A value as it stands on a card. */
  node(value: Value, scope: Scope): TapeNode;
  expression(expression: Expression, scope: Scope): TapeNode;
  /** A parameter's node; each is computed once. */
  parameter(parameter: Parameter): TapeNode;
}

interface EvaluatorOptions {
  readonly tape: Tape;
  readonly collector: Collector;
  /** The circuit's temperature in degrees Celsius (`temper`). */
  readonly temperature: number;
  /** False where a definition may stand in a file that was not read: names are then not reported as undefined. */
  readonly complete: boolean;
}

/** Parameters that refer to parameters that refer …: ngspice gives up at the same length. */
const maximumChain = 1000;

/** Function bodies put in for one expression at most: functions that call others twice double them at each level. */
const maximumCalls = 100_000;

/** What an expression sees: its scope, and the arguments where it is the body of a function. */
interface Environment {
  readonly scope: Scope;
  readonly bound: ReadonlyMap<string, TapeNode>;
  /** Functions being inlined, outermost first. */
  readonly calls: readonly FunctionCommand[];
  /** Function bodies put in so far for the expression as a whole. */
  readonly inlined: { count: number };
}

/** What an expression sees that stands by itself. */
function outermost(scope: Scope): Environment {
  return { scope, bound: new Map(), calls: [], inlined: { count: 0 } };
}

/** Start an evaluator that writes on a tape. Parameters may refer to each other in any order; a cycle is reported. */
export function createEvaluator({ tape, collector, temperature, complete }: EvaluatorOptions): Evaluator {
  const nodes = new Map<Parameter, TapeNode>();
  const open: Parameter[] = [];

  function parameter(wanted: Parameter): TapeNode {
    const known = nodes.get(wanted);
    if (known !== undefined) return known;
    const start = open.indexOf(wanted);
    if (start >= 0) {
      const cycle = [...open.slice(start), wanted];
      collector.report("circuit/parameter-cycle", wanted.span, { cycle: cycle.map(({ name }) => name) });
      return tape.unknown();
    }
    if (open.length >= maximumChain) {
      collector.report("circuit/parameter-chain-too-long", wanted.span, { limit: maximumChain });
      return tape.unknown();
    }
    open.push(wanted);
    const node = value(wanted.value, wanted.scope);
    open.pop();
    nodes.set(wanted, node);
    return node;
  }

  function value(given: Value, scope: Scope): TapeNode {
    switch (given.kind) {
      case "number":
        return tape.literal(given.value, given.span);
      case "expression":
        return expression(given.expression, outermost(scope));
      case "word":
        return variable(given.name.key, given.name.text, given.span, outermost(scope));
      case "string":
        collector.report("circuit/not-a-number", given.span, { text: given.text });
        return tape.unknown();
    }
  }

  function variable(key: string, text: string, span: Span, { scope, bound }: Environment): TapeNode {
    const argument = bound.get(key);
    if (argument !== undefined) return argument;
    const found = findParameter(scope, key);
    if (found !== undefined) {
      const node = parameter(found);
      warnOfCallee(found, node, span, scope);
      return node;
    }
    if (key === "temper") return tape.constant(temperature);
    const constant = constants.get(key);
    if (constant !== undefined) {
      collector.report("circuit/not-in-ngspice", span, { name: text, value: constant });
      return tape.constant(constant);
    }
    if (complete) {
      const nearest = nearestWord(key, [...bound.keys(), ...visibleParameters(scope)]);
      collector.report("circuit/undefined-parameter", span, { name: text, nearest });
    }
    return tape.unknown();
  }

  /** A name on an X card that ngspice reads inside the subcircuit is said where the caller's has another value. */
  function warnOfCallee(found: Parameter, node: TapeNode, span: Span, { parent, callee }: Scope): void {
    if (callee === undefined || parent === undefined) return;
    const outside = findParameter(parent, found.name.toLowerCase());
    if (outside === undefined || outside === found || tape.valueOf(parameter(outside)) === tape.valueOf(node))
      return;
    collector.report("circuit/name-of-callee", span, { name: found.name, subcircuit: callee });
  }

  function call(callee: Expression & { readonly kind: "call" }, environment: Environment): TapeNode {
    const { callee: name, span } = callee;
    const operands = callee.arguments.map((argument) => expression(argument, environment));
    const user = findUserFunction(environment.scope, name.key);
    if (user !== undefined) return inline(user, operands, span, environment);
    const operation = findFunction(name.key);
    if (operation === undefined) {
      const foreign = foreignFunctions.get(name.key);
      if (complete && foreign !== undefined)
        collector.report("circuit/function-of-another-simulator", name.span, { name: name.text, ...foreign });
      else if (complete) {
        const nearest = nearestWord(name.key, functionNames);
        collector.report("circuit/unknown-function", name.span, { name: name.text, nearest });
      }
      return tape.unknown();
    }
    if (operands.length !== operation.arity) {
      const args = { name: name.text, expected: operation.arity, found: operands.length };
      collector.report("circuit/argument-count", span, args);
      return tape.unknown();
    }
    if (randomFunctions.has(name.key)) collector.report("circuit/random-function", span, { name: name.text });
    if (functionsUnknownToNgspice.has(name.key)) {
      collector.report("circuit/not-in-ngspice", span, { name: name.text, value: undefined });
    }
    return tape.apply(operation, operands, span);
  }

  function inline(
    callee: FunctionCommand,
    operands: readonly TapeNode[],
    span: Span,
    { scope, calls, inlined }: Environment,
  ): TapeNode {
    if (calls.includes(callee)) {
      collector.report("circuit/recursive-function", callee.span, { name: callee.name.text });
      return tape.unknown();
    }
    if (inlined.count >= maximumCalls) {
      // Said once: what is left of the expression is passed over.
      const [first = callee] = calls;
      if (inlined.count++ === maximumCalls)
        collector.report("circuit/too-many-calls", first.span, { limit: maximumCalls });
      return tape.unknown();
    }
    inlined.count++;
    if (operands.length !== callee.parameters.length) {
      const args = { name: callee.name.text, expected: callee.parameters.length, found: operands.length };
      collector.report("circuit/argument-count", span, args, {
        related: [{ message: "defined here", span: callee.name.span }],
      });
      return tape.unknown();
    }
    const bound = new Map(callee.parameters.map(({ key }, k) => [key, operands[k]!] as const));
    return expression(callee.body, { scope, bound, calls: [...calls, callee], inlined });
  }

  function expression(given: Expression, environment: Environment): TapeNode {
    switch (given.kind) {
      case "number":
        return tape.literal(given.value, given.span);
      case "variable":
        return variable(given.name.key, given.name.text, given.span, environment);
      case "string":
        collector.report("circuit/not-a-number", given.span, { text: given.value });
        return tape.unknown();
      case "probe":
        collector.report("circuit/probe-in-parameter", given.span, { function: given.function });
        return tape.unknown();
      case "call":
        return call(given, environment);
      case "unary": {
        // `{-1k}` is one number, so that it can be trained as one.
        if (given.operand.kind === "number" && given.operator !== "!") {
          const sign = given.operator === "-" ? -1 : 1;
          return tape.literal(sign * given.operand.value, given.span);
        }
        const operand = expression(given.operand, environment);
        if (given.operator === "+") return operand;
        return tape.apply(operations[given.operator === "-" ? "negate" : "!"], [operand], given.span);
      }
      case "binary": {
        const operands = [expression(given.left, environment), expression(given.right, environment)];
        return tape.apply(operations[given.operator], operands, given.span);
      }
      case "conditional": {
        const operands = [given.condition, given.then, given.otherwise].map((part) =>
          expression(part, environment),
        );
        return tape.apply(operations["?:"], operands, given.span);
      }
    }
  }

  return {
    tape,
    node: value,
    expression: (given, scope) => expression(given, outermost(scope)),
    parameter,
  };
}
