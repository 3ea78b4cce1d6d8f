import type { ElementCard } from "../ast/element.ts";
import type { Statement } from "../ast/netlist.ts";
import { walkExpression, walkStatements } from "../ast/walk.ts";
import { spanText } from "../source/source-text.ts";
import type { TextEdit } from "../source/text-edit.ts";
import type { Pass, PassInput } from "./pass.ts";
import { scaleValue } from "./scaled-value.ts";
import { mentions, type Scaling, scaleNetlist } from "./scaling.ts";
import { writeNumber } from "./write-number.ts";

/** The reference impedance of a port that names none, in ohms. */
const defaultPortImpedance = 50;

/**
 * Multiply every impedance by k:  R → kR, L → kL, C → C/k, and the gains with a dimension with them (G → G/k, H → kH). Independent sources stay: voltages
 * that voltage sources cause stay, those of current sources become k times as large. Port impedances and the bounds of `@train` are scaled too.
 */
export const scaleImpedance: Pass<number> = (input, k) => {
  const hasCurrentSource = containsCurrentSource(input);
  const scaling: Scaling = {
    factors: { r: k, l: k, c: 1 / k, e: 1, f: 1, g: 1 / k, h: k },
    behaviour: { current: 1 / k, voltage: 1 },
    refuseBehaviour(expression) {
      if (hasCurrentSource)
        return "voltages that current sources cause are scaled, and its law is not linear";
      const usesCurrent =
        expression === undefined ||
        mentions(expression, (inner) => inner.kind === "probe" && !inner.function.startsWith("v"));
      return usesCurrent ? "its law is one of currents" : undefined;
    },
    other: (card) => otherElement(card, k),
    beside: (card) => (hasCurrentSource ? leaveInitial(card, input) : scaleInitial(card, k)),
    statement: (statement) => scaleStatement(statement, k, hasCurrentSource, input),
  };
  return scaleNetlist(input, scaling);
};

function containsCurrentSource({ netlist }: PassInput): boolean {
  let found = false;
  walkStatements(netlist, (statement) => {
    found ||= statement.kind === "element" && statement.letter === "i";
  });
  return found;
}

function otherElement(card: ElementCard, k: number): readonly TextEdit[] | string {
  switch (card.letter) {
    case "v":
    case "i":
    case "k":
    case "x":
      return [];
    case "t":
      return card.parameters.flatMap(({ name, value }) =>
        name.key === "z0" || name.key === "zo" ? (scaleValue(value, k) ?? []) : [],
      );
    default:
      return "it has no impedance that could be multiplied";
  }
}

/** With voltage sources alone currents become 1/k, and so does the initial current of an inductor. */
function scaleInitial(card: ElementCard, k: number): readonly TextEdit[] {
  if (card.letter !== "l") return [];
  return card.parameters.flatMap(({ name, value }) =>
    name.key === "ic" ? (scaleValue(value, 1 / k) ?? []) : [],
  );
}

function leaveInitial(card: ElementCard, { collector, pass }: PassInput): readonly TextEdit[] {
  for (const { name, span } of card.parameters) {
    if (name.key !== "ic") continue;
    const reason = "what current sources cause is scaled, what voltage sources cause is not";
    collector.report("transform/left-as-it-is", span, {
      pass,
      what: `the initial value of ${card.name.text}`,
      reason,
    });
  }
  return [];
}

function scaleStatement(
  statement: Statement,
  k: number,
  hasCurrentSource: boolean,
  { collector, pass }: PassInput,
): readonly TextEdit[] {
  if (statement.kind !== "directive") return [];
  const { directive } = statement;
  if (directive?.kind === "port") {
    const z0 = directive.options.find(({ name }) => name.key === "z0");
    if (z0 !== undefined) return [scaleValue(z0.value, k) ?? []].flat();
    const { source, end } = directive.nodes.at(-1)?.span ?? directive.span;
    return [
      { span: { source, start: end, end }, replacement: ` z0=${writeNumber(defaultPortImpedance * k)}` },
    ];
  }
  if (directive?.kind !== "goal") return [];
  const edits: TextEdit[] = [];
  const leave = (reason: string): void =>
    collector.report("transform/left-as-it-is", directive.span, { pass, what: "this goal", reason });
  for (const side of [directive.left, directive.right])
    walkExpression(side, (inner) => {
      if (inner.kind !== "probe" || ["s", "data", "table"].includes(inner.function)) return;
      if (hasCurrentSource) leave("what current sources cause is k times as large");
      else if (/^i[mri]?$/.test(inner.function))
        edits.push({ span: inner.span, replacement: `(${spanText(inner.span)}*${writeNumber(k)})` });
      else if (inner.function.startsWith("i")) leave(`${inner.function} is not proportional to the current`);
    });
  return edits;
}
