import type { GoalDirective } from "../ast/directive.ts";
import type { Expression } from "../ast/expression.ts";
import type { AnalysisKind } from "../ast/netlist.ts";

const unitOfFunction: Readonly<Record<string, string>> = {
  db: "dB",
  vdb: "dB",
  idb: "dB",
  phase: "°",
  vp: "°",
  ip: "°",
  delay: "s",
};

/** Functions whose value has the unit of their argument. */
const keepsUnit: ReadonlySet<string> = new Set(["abs", "min", "max", "mag", "re", "im"]);

/**
 * The unit of a goal's quantity, as far as its outermost functions give it: sums and differences keep it, and so does a factor without
 * one. Volts and amperes only where they are real ones: a phasor is a ratio to its drive. Empty where nothing is known.
 */
export function quantityUnit({ left, right }: GoalDirective, analysis: AnalysisKind): string {
  const probes: Readonly<Record<string, string>> = analysis === "ac" ? {} : { v: "V", i: "A" };
  const unit = (expression: Expression): string | undefined => {
    switch (expression.kind) {
      case "probe":
        return unitOfFunction[expression.function] ?? probes[expression.function];
      case "call": {
        const { key } = expression.callee;
        return unitOfFunction[key] ?? (keepsUnit.has(key) ? firstUnit(expression.arguments) : undefined);
      }
      case "unary":
        return unit(expression.operand);
      case "binary":
        return unitOfBinary(expression);
      default:
        return undefined;
    }
  };
  const firstUnit = (expressions: readonly Expression[]): string | undefined =>
    expressions.map(unit).find((found) => found !== undefined);
  const unitOfBinary = (expression: Expression & { readonly kind: "binary" }): string | undefined => {
    const [a, b] = [unit(expression.left), unit(expression.right)];
    switch (expression.operator) {
      case "+":
      case "-":
        return a ?? b;
      case "*":
        return a !== undefined && b !== undefined ? undefined : (a ?? b);
      case "/":
        return b === undefined ? a : undefined;
      default:
        return undefined;
    }
  };
  return unit(left) ?? unit(right) ?? "";
}
