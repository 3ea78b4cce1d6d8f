import type { Expression, Name } from "../../ast/expression.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { DeckTemplate } from "../element.ts";
import type { BuildContext } from "../elements/element-builder.ts";
import { constants } from "../expression/constants.ts";
import { foreignFunctions } from "../expression/foreign-functions.ts";
import { findParameter, findUserFunction, visibleParameters } from "../expression/scope.ts";
import type { FlatCard } from "../flattening/instance.ts";

/** Names that a behavioural expression may use beside parameters; the simulator gives them their values. */
const simulatorVariables: ReadonlySet<string> = new Set(["time", "hertz", "temper"]);

/** Constants that ngspice knows in a behavioural expression; the others are those of its command language only. */
const simulatorConstants: ReadonlySet<string> = new Set(["pi", "e"]);

/** What the names of a function's arguments stand for while its body is written out. */
type Bound = ReadonlyMap<string, DeckTemplate>;

/**
 * A behavioural expression as part of a deck template: parameters become slots, nodes and elements holes, functions of the user are
 * inlined. Operators and functions of the simulator stay, with every operation in parentheses: in a B source some of them mean something
 * else than in a parameter (`pwr` keeps the sign there), so nothing is computed here.
 */
export function expressionPieces(
  expression: Expression,
  flat: FlatCard,
  context: BuildContext,
): DeckTemplate {
  return print(expression, new Map(), 0);

  function print(given: Expression, bound: Bound, depth: number): DeckTemplate {
    switch (given.kind) {
      case "number":
        return [String(given.value)];
      case "string":
        context.collector.report("circuit/not-a-number", given.span, { text: given.value });
        return ["0"];
      case "variable":
        return variable(given, bound);
      case "probe":
        return probe(given);
      case "call":
        return call(given, bound, depth);
      case "unary":
        return ["(", given.operator, ...print(given.operand, bound, depth), ")"];
      case "binary": {
        const left = print(given.left, bound, depth);
        return ["(", ...left, ` ${given.operator} `, ...print(given.right, bound, depth), ")"];
      }
      case "conditional": {
        const parts = [given.condition, given.then, given.otherwise].map((part) => print(part, bound, depth));
        return ["ternary_fcn(", ...parts[0]!, ", ", ...parts[1]!, ", ", ...parts[2]!, ")"];
      }
    }
  }

  function variable({ name }: Expression & { readonly kind: "variable" }, bound: Bound): DeckTemplate {
    const argument = bound.get(name.key);
    if (argument !== undefined) return argument;
    const parameter = findParameter(flat.instance.scope, name.key);
    // In parentheses: the number may be negative, and stand before a power.
    if (parameter !== undefined)
      return ["(", { slot: context.slot(context.evaluator.parameter(parameter)) }, ")"];
    if (simulatorVariables.has(name.key) || simulatorConstants.has(name.key)) return [name.key];
    const constant = constants.get(name.key);
    if (constant !== undefined) {
      context.collector.report("circuit/not-in-ngspice", name.span, { name: name.text, value: constant });
      return ["(", String(constant), ")"];
    }
    if (context.complete) {
      const known = [...bound.keys(), ...visibleParameters(flat.instance.scope), ...simulatorVariables];
      const nearest = nearestWord(name.key, known);
      context.collector.report("circuit/undefined-parameter", name.span, { name: name.text, nearest });
    }
    return ["0"];
  }

  function probe({ function: kind, names }: Expression & { readonly kind: "probe" }): DeckTemplate {
    if (kind === "v") {
      const nodes = names.map((name): DeckTemplate => {
        const node = context.findNode(name.text, flat.instance);
        if (node === undefined) reportUnknownNode(name, flat, context);
        return [{ node: node ?? 0 }];
      });
      return ["v(", ...nodes.flatMap((node, k) => (k === 0 ? node : [",", ...node])), ")"];
    }
    const name = names[0];
    if (kind !== "i" || name === undefined) return [`${kind}(${names.map(({ text }) => text).join(",")})`];
    const control = context.findCard(name.text, flat.instance);
    if (control === undefined) {
      context.collector.report("circuit/missing-control", name.span, {
        element: flat.card.name.text,
        name: name.text,
        nearest: undefined,
      });
      return ["0"];
    }
    return ["i(", { element: control.index }, ")"];
  }

  function call(given: Expression & { readonly kind: "call" }, bound: Bound, depth: number): DeckTemplate {
    const args = given.arguments.map((argument) => print(argument, bound, depth));
    const user = findUserFunction(flat.instance.scope, given.callee.key);
    if (user === undefined) {
      reportUnknown(given.callee, context);
      return [
        `${given.callee.key}(`,
        ...args.flatMap((argument, k) => (k === 0 ? argument : [", ", ...argument])),
        ")",
      ];
    }
    if (depth > maximumInlining) {
      context.collector.report("circuit/recursive-function", user.span, { name: user.name.text });
      return ["0"];
    }
    if (args.length !== user.parameters.length) {
      const counts = { name: user.name.text, expected: user.parameters.length, found: args.length };
      context.collector.report("circuit/argument-count", given.span, counts);
      return ["0"];
    }
    const inner = new Map(user.parameters.map(({ key }, k) => [key, ["(", ...args[k]!, ")"]] as const));
    return print(user.body, inner, depth + 1);
  }
}

/** Say that there is no such node; Xyce separates the names of a subcircuit and of what is in it by a colon. */
function reportUnknownNode({ text, span }: Name, { instance }: FlatCard, context: BuildContext): void {
  const dotted = text.replaceAll(":", ".");
  if (dotted !== text && context.findNode(dotted, instance) !== undefined)
    context.collector.report("circuit/node-of-another-simulator", span, { name: text, dotted });
  else {
    const nearest = context.nearestNode(text, instance);
    context.collector.report("circuit/unknown-node", span, { name: text, nearest });
  }
}

/** Functions that ngspice 39 and 45 have in behavioural sources; the random ones it replaces by numbers. */
// biome-ignore format: a list of words
const behaviouralFunctions: ReadonlySet<string> = new Set([
  "abs", "acos", "acosh", "agauss", "asin", "asinh", "atan", "atanh", "aunif", "ceil", "cos", "cosh", "ddt", "eq0", "exp", "floor",
  "gauss", "ge0", "gt0", "le0", "limit", "ln", "log", "log10", "lt0", "max", "min", "ne0", "nint", "pow", "pwl", "pwl_derivative", "pwr",
  "sgn", "sin", "sinh", "sqrt", "tan", "tanh", "ternary_fcn", "u", "u2", "unif", "uramp",
]);

/** Say that ngspice does not have a function: one of another simulator, or a misspelt one. */
function reportUnknown({ key, text, span }: Name, { collector, complete }: BuildContext): void {
  // An include that was not read may define it.
  if (!complete || behaviouralFunctions.has(key)) return;
  const foreign = foreignFunctions.get(key);
  if (foreign !== undefined) {
    collector.report("circuit/function-of-another-simulator", span, { name: text, ...foreign });
  } else {
    const nearest = nearestWord(key, behaviouralFunctions);
    collector.report("circuit/unknown-function", span, { name: text, nearest });
  }
}

/** Functions that call functions: deeper than this is a function that calls itself. */
const maximumInlining = 50;
