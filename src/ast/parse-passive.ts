import { parseSpiceNumber } from "../numeric/spice-number.ts";
import { joinSpans, spanText } from "../source/source-text.ts";
import { type CardCursor, flattenItems } from "./card-cursor.ts";
import type { AssignmentItem, PlainItem } from "./card-item.ts";
import { type ElementDraft, elementName, isBehavioural, takeNodes } from "./element-draft.ts";
import { nameAt } from "./name.ts";
import type { Assignment, Value } from "./value.ts";

/** Names under which a value may be given instead of by its place. */
const valueKeys: Readonly<Record<string, ReadonlySet<string>>> = {
  r: new Set(["r", "resistance"]),
  c: new Set(["c", "capacitance"]),
  l: new Set(["l", "inductance"]),
};

/**
 * R, C and L: two nodes, then a value and a model in either order, or `r=…`; what follows `=` otherwise is a parameter.
 * A lone word is kept as the value: whether it names a parameter or a model is for elaboration to find out.
 * A value that depends on the solution or on time becomes a behaviour.
 */
export function parsePassive(cursor: CardCursor, draft: ElementDraft, letter: "r" | "c" | "l"): void {
  if (!takeNodes(cursor, draft, 2)) return;
  let value: Value | undefined;
  let lone: Value | undefined;
  const items = flattenItems(cursor.rest());
  for (let k = 0; k < items.length; k++) {
    const item = items[k]!;
    const unsigned =
      value === undefined || letter === "r" ? undefined : parameterWithoutSign(item, items[k + 1], cursor);
    if (unsigned !== undefined) {
      draft.parameters.push(unsigned);
      k++;
      continue;
    }
    if (item.kind === "assignment") {
      const assignment = cursor.assignment(item);
      if (valueKeys[letter]!.has(item.name.key) && value === undefined) value = assignment.value;
      else if (item.name.key === "q" && letter === "c") draft.behaviour = { form: "other", span: item.span };
      else draft.parameters.push(assignment);
      continue;
    }
    const next = cursor.value(item);
    // ngspice reads `tc=1m 1u` as `tc1=1m tc2=1u`, whatever gives the two their value.
    const isCoefficient = next.kind === "number" || (next.kind === "expression" && value !== undefined);
    if (isCoefficient && draft.parameters.at(-1)?.name.key === "tc") {
      const name = { text: "tc2", key: "tc2", span: item.span };
      draft.parameters.push({ name, value: next, more: [], span: item.span });
      continue;
    }
    if (next.kind === "word" && lone === undefined) lone = next;
    else if (next.kind !== "word" && next.kind !== "string" && value === undefined) value = next;
    else {
      draft.extra.push(next);
      const args = { card: elementName(cursor), text: item.text };
      cursor.collector.report("syntax/unused-argument", item.span, args, decimalHint(value, item));
    }
  }
  if (lone?.kind === "word") {
    if (value === undefined) value = lone;
    else draft.model = lone.name;
  }
  if (value === undefined) {
    if (draft.behaviour === undefined) {
      const args = { element: elementName(cursor), what: "value" };
      const last = draft.nodes[draft.nodes.length - 1]?.text ?? "";
      const isValue = /[^\d]/.test(last) && parseSpiceNumber(last)?.digitsAfterSuffix === false;
      const hint = isValue ? { hint: `"${last}" is taken for its second node` } : {};
      cursor.collector.report("syntax/missing-value", cursor.extent(), args, hint);
    }
  } else if (value.kind === "expression" && isBehavioural(value.expression)) {
    draft.behaviour = { form: "other", expression: value.expression, span: value.span };
  } else {
    draft.value = value;
    checkUnit(value, letter, cursor);
  }
}

/** Parameters of C and L that ngspice reads without their sign too. On R it takes them for a model first. */
const unsignedKeys: ReadonlySet<string> = new Set("m scale tc1 tc2 temp dtemp ic w l".split(" "));

/** `m 2` behind a value, for `m=2`. */
function parameterWithoutSign(
  item: PlainItem | AssignmentItem,
  next: PlainItem | AssignmentItem | undefined,
  cursor: CardCursor,
): Assignment | undefined {
  if (item.kind !== "word" || next === undefined || next.kind === "assignment") return undefined;
  const name = nameAt(item.span.source, item.text, item.span.start);
  const isNumber = next.kind === "braced" || parseSpiceNumber(next.text) !== undefined;
  if (!isNumber || !unsignedKeys.has(name.key)) return undefined;
  return { name, value: cursor.value(next), more: [], span: joinSpans(item.span, next.span) };
}

/** `4,7k`: a comma parts arguments, and is no decimal point. */
function decimalHint(value: Value | undefined, next: PlainItem): { readonly hint?: string } {
  const { source, start } = next.span;
  if (value?.kind !== "number" || value.span.end + 1 !== start || source.text[start - 1] !== ",") return {};
  return { hint: `a decimal point is written as one: ${spanText(value.span)}.${next.text}` };
}

/** Values with a unit of another kind of element. A lone f is femto. */
const otherUnits = {
  r: /[\d.](?:(?:meg|[munpfk])(?:f|h)|h|farad|henry)$/i,
  c: /[\d.](?:meg|[munpfk])?(?:h|henry|ohms?|Ω)$/i,
  l: /[\d.](?:(?:meg|[munpfk])f|(?:meg|[munpfk])?(?:farad|ohms?|Ω))$/i,
} as const;

/** A capital M on a resistor and a capital F on a capacitor look like mega and farad, and are milli and femto. */
function checkUnit(value: Value, letter: "r" | "c" | "l", cursor: CardCursor): void {
  if (value.kind !== "number") return;
  const text = spanText(value.span);
  const args = { text, value: value.value };
  if (letter === "r" && text.endsWith("M")) cursor.collector.report("syntax/milli-or-mega", value.span, args);
  const foreign = otherUnits[letter];
  if (foreign.test(text)) {
    const unit = { r: "Ohm", c: "F", l: "H" }[letter];
    cursor.collector.report("syntax/unit-of-another-kind", value.span, { ...args, unit });
  }
  if (letter === "c" && /[\d.]F$/.test(text))
    cursor.collector.report("syntax/femto-or-farad", value.span, args);
}

/** K: two or more inductors and a coefficient, by its place or as `k=…`. */
export function parseCoupling(cursor: CardCursor, draft: ElementDraft): void {
  const items = flattenItems(cursor.rest());
  for (const item of items) {
    if (item.kind === "assignment") {
      const assignment = cursor.assignment(item);
      if (item.name.key === "k" || item.name.key === "coupling") draft.value = assignment.value;
      else draft.parameters.push(assignment);
    } else if (
      item.kind === "word" &&
      parseSpiceNumber(item.text) === undefined &&
      draft.value === undefined
    ) {
      draft.references.push(nameAt(item.span.source, item.text, item.span.start));
    } else if (draft.value === undefined) {
      draft.value = cursor.value(item);
    } else if (item.kind === "word" && draft.model === undefined) {
      draft.model = nameAt(item.span.source, item.text, item.span.start);
    } else {
      draft.extra.push(cursor.value(item, { strict: false }));
      cursor.collector.report("syntax/unused-argument", item.span, {
        card: elementName(cursor),
        text: item.text,
      });
    }
  }
  // `K1 L1 L2 kval`: the last of three words or more is a parameter.
  const last = draft.references[draft.references.length - 1];
  if (draft.value === undefined && draft.references.length > 2 && last !== undefined) {
    draft.references = draft.references.slice(0, -1);
    draft.value = { kind: "word", name: last, span: last.span };
  }
  const element = elementName(cursor);
  if (draft.references.length < 2)
    cursor.collector.report("syntax/coupling-of-one", cursor.extent(), { element });
  else if (draft.value === undefined) {
    cursor.collector.report("syntax/missing-value", cursor.extent(), {
      element,
      what: "coupling coefficient",
    });
  }
}
