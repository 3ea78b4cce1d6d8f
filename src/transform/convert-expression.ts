import type { Expression, Name } from "../ast/expression.ts";
import { walkExpression } from "../ast/walk.ts";
import type { TextEdit } from "../source/text-edit.ts";
import type { DialectRules } from "./dialects.ts";

/**
 * What changes inside an expression for another simulator. `lacks` is told the names and operators that it does not know.
 *
 * @param isBehaviour whether it belongs to a behavioural source: there ngspice's `pwr` keeps the sign of its base, and `pow` drops it.
 */
export function convertExpression(
  expression: Expression,
  rules: DialectRules,
  isBehaviour: boolean,
  lacks: (what: Pick<Name, "text" | "span">) => void,
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const { source } = expression.span;
  const replace = (start: number, end: number, replacement: string): void => {
    if (source.text.slice(start, end) !== replacement)
      edits.push({ span: { source, start, end }, replacement });
  };
  /** Replace a sign between two parts of an expression. */
  const replaceSign = (from: number, to: number, sign: RegExp, replacement: string): void => {
    const match = sign.exec(source.text.slice(from, to));
    if (match !== null) replace(from + match.index, from + match.index + match[0].length, replacement);
  };
  const names: Readonly<Record<string, string>> = isBehaviour
    ? { ...rules.names, ...rules.behaviourNames }
    : rules.names;
  const name = (given: Name): void => {
    if (rules.missingNames.includes(given.key)) lacks(given);
    if (!isBehaviour && rules.missingInParameters.includes(given.key)) lacks(given);
    const other = Object.hasOwn(names, given.key) ? names[given.key] : undefined;
    if (other !== undefined) replace(given.span.start, given.span.end, other);
  };
  walkExpression(expression, (inner) => {
    if (inner.kind === "call") {
      name(inner.callee);
      const base = inner.arguments[0];
      // ngspice takes the magnitude of the base, which no other does.
      if (isBehaviour && inner.callee.key === "pow" && base !== undefined && !isMagnitude(base)) {
        replace(base.span.start, base.span.start, "abs(");
        replace(base.span.end, base.span.end, ")");
      }
    } else if (inner.kind === "variable") name(inner.name);
    else if (inner.kind === "binary" && inner.operator === "^")
      replaceSign(inner.left.span.end, inner.right.span.start, /\*\*|\^/, rules.power);
    else if (inner.kind === "binary" && (inner.operator === "&&" || inner.operator === "||")) {
      const sign = inner.operator === "&&" ? rules.and : rules.or;
      replaceSign(inner.left.span.end, inner.right.span.start, /&&?|\|\|?/, sign);
    } else if (inner.kind === "binary" && rules.missingOperators.includes(inner.operator))
      lacks({ text: inner.operator, span: inner.span });
    else if (inner.kind === "conditional" && rules.ternaryCall) {
      const { condition, then, otherwise } = inner;
      replace(condition.span.start, condition.span.start, "if(");
      replaceSign(condition.span.end, then.span.start, /\s*\?/, ",");
      replaceSign(then.span.end, otherwise.span.start, /\s*:/, ",");
      replace(otherwise.span.end, otherwise.span.end, ")");
    }
  });
  return edits;
}

function isMagnitude(expression: Expression): boolean {
  return expression.kind === "call" && expression.callee.key === "abs";
}
