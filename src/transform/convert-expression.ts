import type { Expression, Name } from "../ast/expression.ts";
import { childExpressions } from "../ast/walk.ts";
import type { DialectRules } from "./dialects.ts";

/** What the conversion of an expression needs to know of the place where it stands. */
export interface ExpressionPlace {
  readonly rules: DialectRules;
  /** Whether it belongs to a behavioural source: there ngspice's `pwr` keeps the sign of its base, and `pow` drops it. */
  readonly isBehaviour: boolean;
  /** The new name of an element that has one. */
  readonly renamed: (element: string) => string | undefined;
  /** A name inside a subcircuit as the other simulator writes it. */
  readonly separated: (name: string) => string;
  /** Told of the names and operators that the other simulator does not know. */
  readonly lacks: (what: Pick<Name, "text" | "span">) => void;
}

/**
 * An expression as another simulator writes it. What it writes alike stays as it stands, blanks and continuation lines included.
 *
 * `x^y` is |x|^y for ngspice, and the other simulators keep the sign: where x may be negative, its magnitude is written out.
 */
export function convertExpression(expression: Expression, place: ExpressionPlace): string {
  const { rules, isBehaviour, renamed, separated, lacks } = place;
  const names: Readonly<Record<string, string>> = isBehaviour
    ? { ...rules.names, ...rules.behaviourNames }
    : rules.names;

  const rename = (given: Name): string => {
    if (rules.missingNames.includes(given.key)) lacks(given);
    if (!isBehaviour && rules.missingInParameters.includes(given.key)) lacks(given);
    return (Object.hasOwn(names, given.key) ? names[given.key] : undefined) ?? given.text;
  };

  /** Whether ngspice drops the sign of the base where the other simulator keeps it. */
  const dropsSign = (callee: string): boolean =>
    isBehaviour ? callee === "pow" : callee === "pwr" && rules.signedPower;

  const print = (inner: Expression): string => {
    const { source, start } = inner.span;
    if (inner.kind === "string") return source.text.slice(start, inner.span.end);
    const children = childExpressions(inner);
    // The text between the parts, in the order in which they stand.
    const gaps: string[] = [];
    let position = start;
    for (const { span } of children) {
      gaps.push(source.text.slice(position, span.start));
      position = span.end;
    }
    gaps.push(source.text.slice(position, inner.span.end));
    const parts = children.map(print);
    const own = parenthesise(gaps);
    switch (inner.kind) {
      case "variable":
        return own[0]!.replace(inner.name.text, () => rename(inner.name));
      case "probe":
        return printProbe(inner, own[0]!);
      case "call":
        if (inner.callee.key === "sqr") {
          own[0] = own[0]!.replace(inner.callee.text, "pow");
          own[1] = `,2${own[1]}`;
          break;
        }
        own[0] = own[0]!.replace(inner.callee.text, () => rename(inner.callee));
        if (!isMagnitude(inner.arguments[0]) && dropsSign(inner.callee.key)) parts[0] = `abs(${parts[0]})`;
        if (rules.integerPower && inner.callee.key === "pow" && !isInteger(inner.arguments[1])) {
          own[0] = own[0]!.replace(/\w+\s*\(\s*$/, "((");
          own[1] = `)${rules.power}(`;
          own[2] = `)${own[2]}`;
        }
        break;
      case "unary":
        if (inner.operator === "!") own[0] = own[0]!.replace("!", rules.not);
        break;
      case "binary":
        if (!rules.equality && (inner.operator === "==" || inner.operator === "!=")) {
          const [left, right] = parts.map((part) => (/^[\w.]+$/.test(part) ? part : `(${part})`));
          const [one, join, other] = inner.operator === "==" ? [">=", rules.and, "<="] : ["<", rules.or, ">"];
          return `${own[0]}(${left}${one}${right} ${join} ${left}${other}${right})${own[2]}`;
        }
        own[1] = convertSign(own[1]!, inner, rules, lacks);
        if (inner.operator === "^") parts[0] = base(inner, parts[0]!);
        break;
      case "conditional":
        if (!rules.ternaryCall) break;
        own[0] = `${own[0]}if(`;
        own[1] = own[1]!.replace(/\s*\?/, ",");
        own[2] = own[2]!.replace(/\s*:/, ",");
        own[3] = `)${own[3]}`;
        break;
      default:
    }
    return own.map((gap, k) => gap + (parts[k] ?? "")).join("");
  };

  const printProbe = (
    { function: kind, names: given, span }: Expression & { kind: "probe" },
    text: string,
  ) => {
    let result = "";
    let position = span.start;
    for (const { key, text: old, span: at } of given) {
      const isGround = kind.startsWith("v") && key === "gnd" && !rules.groundAlias;
      const other = isGround ? "0" : kind.startsWith("i") ? renamed(key) : undefined;
      result += span.source.text.slice(position, at.start) + (other ?? separated(old));
      position = at.end;
    }
    return given.length === 0 ? text : result + span.source.text.slice(position, span.end);
  };

  return print(expression);
}

/** `{…}` and `'…'` around an expression as parentheses; they stand in its first and last gap. */
function parenthesise(gaps: readonly string[]): string[] {
  const last = gaps.length - 1;
  const braced = gaps.map((gap) => gap.replaceAll("{", "(").replaceAll("}", ")"));
  if (last === 0) return [braced[0]!.replace(/^([\s(+]*)'([^']*)'/, "$1($2)")];
  braced[0] = braced[0]!.replace("'", "(");
  braced[last] = braced[last]!.replace("'", ")");
  return braced;
}

/** The text between two operands with the operator in the other simulator's spelling. */
function convertSign(
  text: string,
  { operator, left, right, span }: Expression & { kind: "binary" },
  rules: DialectRules,
  lacks: ExpressionPlace["lacks"],
): string {
  if (rules.missingOperators.includes(operator))
    lacks({ text: operator, span: { ...span, start: left.span.end, end: right.span.start } });
  if (operator === "^") return text.replace(/\*\*|\^/, rules.power);
  if (operator === "&&") return text.replace(/&&?/, () => rules.and);
  return operator === "||" ? text.replace(/\|\|?/, rules.or) : text;
}

/** The base of a power, without a sign that ngspice would not see, and in parentheses where it is a power itself: those are read from the left. */
function base({ left, right }: Expression & { kind: "binary" }, text: string): string {
  if (!isMagnitude(left) && !(right.kind === "number" && right.value % 2 === 0)) return `abs(${text})`;
  return left.kind === "binary" && left.operator === "^" && !text.startsWith("(") ? `(${text})` : text;
}

function isInteger(expression: Expression | undefined): boolean {
  return expression?.kind === "number" && Number.isInteger(expression.value);
}

/** Whether an expression is never negative, as far as can be seen. */
function isMagnitude(expression: Expression | undefined): boolean {
  switch (expression?.kind) {
    case "number":
      return expression.value >= 0;
    case "call":
      return ["abs", "exp", "sqrt"].includes(expression.callee.key);
    case "binary":
      if (expression.operator === "^") return true;
      return (
        ["+", "*", "/"].includes(expression.operator) &&
        isMagnitude(expression.left) &&
        isMagnitude(expression.right)
      );
    default:
      return false;
  }
}
