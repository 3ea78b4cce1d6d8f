import type { Expression, Name } from "../ast/expression.ts";
import { valueExpression } from "../ast/read-value.ts";
import type { Value } from "../ast/value.ts";
import { childExpressions } from "../ast/walk.ts";
import { findParameter, findUserFunction, type Parameter, type Scope } from "../circuit/expression/scope.ts";
import { type Span, spanText } from "../source/source-text.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import type { OpenDeck } from "./open-deck.ts";
import { writeNumber } from "./write-number.ts";

/** How the names in the expression of a behaviour are written. */
export interface Naming {
  node(name: Name): string;
  element(name: Name): string;
}

/** Texts for values in which parameters are replaced by their numbers. */
export interface ValueRewriter {
  /** A value as a number; as an expression of what is trained where that is in it. Undefined where it is to stay as it is. */
  value(value: Value, scope: Scope): string | undefined;
  /** What changes in the expression of a behaviour: parameters and functions of the user go, probes get their new names. */
  behaviour(expression: Expression, scope: Scope, naming: Naming): readonly TextEdit[];
}

/** @param trainedNames new global parameters for trained numbers, by the offset at which the number stands. */
export function createValueRewriter(
  { evaluator, isTrained, dependsOnTraining }: OpenDeck,
  trainedNames: ReadonlyMap<number, string>,
): ValueRewriter {
  interface Environment {
    readonly scope: Scope;
    readonly naming: Naming;
    /** Arguments of the function whose body is being written. */
    readonly bound: ReadonlyMap<string, string>;
  }

  /** The text of a span with what changes in the expression inside it. */
  function rewritten(span: Span, edits: readonly TextEdit[]): string {
    const shifted = edits.map(({ span: { source, start, end }, replacement }) => ({
      span: { source, start: start - span.start, end: end - span.start },
      replacement,
    }));
    return applyEdits(spanText(span), shifted).replace(/[^\S\r\n]*[\r\n]+\s*\+?/g, " ");
  }

  function edits(expression: Expression, environment: Environment): readonly TextEdit[] {
    const { span } = expression;
    switch (expression.kind) {
      case "number": {
        const name = trainedNames.get(span.start);
        return name === undefined ? [] : [{ span, replacement: name }];
      }
      case "variable": {
        const replacement = variable(expression.name, environment);
        // Parentheses around a name leave no node, but are in the span; they do no harm.
        return replacement === undefined ? [] : [{ span, replacement }];
      }
      case "probe":
        return probe(expression, environment);
      case "call": {
        const callee = findUserFunction(environment.scope, expression.callee.key);
        if (callee !== undefined) return [{ span, replacement: inlined(expression, callee, environment) }];
        break;
      }
      default:
        break;
    }
    return childExpressions(expression).flatMap((child) => edits(child, environment));
  }

  function inlined(
    call: Expression & { readonly kind: "call" },
    callee: NonNullable<ReturnType<typeof findUserFunction>>,
    environment: Environment,
  ): string {
    const args = call.arguments.map((argument) => rewritten(argument.span, edits(argument, environment)));
    const bound = new Map(callee.parameters.map(({ key }, k) => [key, `(${args[k] ?? "0"})`] as const));
    return `(${rewritten(callee.body.span, edits(callee.body, { ...environment, bound }))})`;
  }

  function variable({ key }: Name, { scope, bound }: Environment): string | undefined {
    const argument = bound.get(key);
    if (argument !== undefined) return argument;
    const parameter = findParameter(scope, key);
    return parameter === undefined ? undefined : parameterText(parameter);
  }

  function parameterText(parameter: Parameter): string | undefined {
    const { value, scope } = parameter;
    if (isTrained(value)) return trainedName(parameter);
    if (dependsOnTraining(value, scope)) return `(${inside(value, scope)})`;
    const number = evaluator.tape.valueOf(evaluator.parameter(parameter));
    return number < 0 ? `(${writeNumber(number)})` : writeNumber(number);
  }

  /** A trained parameter of the deck itself keeps its name. */
  function trainedName({ name, value, scope }: Parameter): string {
    if (scope.parent === undefined) {
      const own = trainedNames.get(value.span.start);
      if (own === undefined) return name;
    }
    return inside(value, scope);
  }

  function probe(
    { function: kind, names }: Expression & { readonly kind: "probe" },
    { naming }: Environment,
  ): readonly TextEdit[] {
    if (kind === "s" || kind === "data" || kind === "table") return [];
    const print = kind.startsWith("v") ? naming.node : naming.element;
    return names.flatMap((name) => {
      const replacement = print(name);
      return replacement === name.text ? [] : [{ span: name.span, replacement }];
    });
  }

  /** A value that depends on training, without its delimiters. */
  function inside(value: Value, scope: Scope): string {
    const expression = valueExpression(value);
    if (expression === undefined) return spanText(value.span);
    return rewritten(expression.span, edits(expression, { scope, naming: asWritten, bound: new Map() }));
  }

  return {
    value(value, scope) {
      if (value.kind === "string") return undefined;
      const isMoved = [...trainedNames.keys()].some((at) => value.span.start <= at && at < value.span.end);
      if (value.kind === "number") return isMoved ? `{${trainedNames.get(value.span.start)}}` : undefined;
      if (value.kind === "word" && findParameter(scope, value.name.key) === undefined) return undefined;
      if (isMoved || dependsOnTraining(value, scope)) return `{${inside(value, scope)}}`;
      if (isTrained(value)) return undefined;
      const number = evaluator.tape.valueOf(evaluator.node(value, scope));
      return Number.isFinite(number) ? writeNumber(number) : undefined;
    },
    behaviour: (expression, scope, naming) => edits(expression, { scope, naming, bound: new Map() }),
  };
}

const asWritten: Naming = { node: ({ text }) => text, element: ({ text }) => text };
