import { parseSpiceNumber } from "../numeric/spice-number.ts";
import { spanText } from "../source/source-text.ts";
import { type CardCursor, flattenItems, isPlain } from "./card-cursor.ts";
import type { CardItem, PlainItem } from "./card-item.ts";
import type { Behaviour } from "./element.ts";
import { type ElementDraft, elementName, takeNodes, takeRest } from "./element-draft.ts";
import { readValue, valueExpression } from "./read-value.ts";
import type { Value } from "./value.ts";

type Form = Behaviour["form"];

/** Words that make E, F, G or H something else than a plain gain, behind its nodes. */
const forms: ReadonlyMap<string, Form> = new Map([
  ...(["value", "vol", "cur", "table", "laplace", "freq", "poly", "v", "i"] as const).map(
    (form) => [form, form] as const,
  ),
  ...["pwl", "delay", "opamp", "transformer", "chebyshev", "and", "nand", "or", "nor", "func"].map(
    (word) => [word, "other"] as const,
  ),
]);

/** HSPICE names the element a second time: `E1 a 0 vcvs c d 2`. */
const ownKind: ReadonlySet<string> = new Set(["vcvs", "vccs", "cccs", "ccvs"]);

function formOf(item: CardItem | undefined): Form | undefined {
  if (item?.kind === "assignment") return item.name.key === "func" ? undefined : forms.get(item.name.key);
  return item?.kind === "word" ? forms.get(item.text.toLowerCase()) : undefined;
}

/** Forms whose expression has to be one; the others hold tables and transfer functions as well. */
const strictForms: ReadonlySet<Form> = new Set(["value", "vol", "cur", "v", "i"]);

type Given = Pick<Behaviour, "expression">;

function given(value: Value): Given {
  const expression = valueExpression(value);
  return expression === undefined ? {} : { expression };
}

/** The expression that a behaviour is given by: the value of its assignment, or the first braced or quoted item. */
function takeExpression(cursor: CardCursor, form: Form): Given {
  const item = cursor.peek();
  cursor.skip();
  const strict = strictForms.has(form);
  if (item?.kind !== "assignment") {
    const next = cursor.peek();
    if (next === undefined || !isPlain(next) || next.kind === "word") return {};
    cursor.skip();
    return given(cursor.value(next, { strict }));
  }
  // `table(v(a)) = …` reads as the definition of a function: what follows the sign are points.
  if (item.parameters !== undefined) return {};
  const [raw] = item.values;
  if (raw !== undefined) return given(readValue(raw, { collector: cursor.collector, bare: true, strict }));
  cursor.collector.report("syntax/missing-value", item.span, {
    element: elementName(cursor),
    what: "expression",
  });
  return {};
}

/** POLY(n): the controlling nodes or sources, then the coefficients into `extra`. */
function takePolynomial(cursor: CardCursor, draft: ElementDraft, namesPerDimension: 1 | 2): void {
  cursor.skip();
  cursor.openGroup();
  const dimensionItem = cursor.takeName();
  const dimension = dimensionItem === undefined ? undefined : parseSpiceNumber(dimensionItem.text)?.value;
  if (dimension === undefined || !Number.isInteger(dimension) || dimension < 1) {
    cursor.collector.report("syntax/missing-argument", cursor.extent(), {
      card: "poly",
      what: "its number of dimensions",
    });
    return;
  }
  const needed = dimension * namesPerDimension;
  const names = cursor.takeNames(needed);
  if (names.length < needed) {
    const what = namesPerDimension === 2 ? `${needed} controlling nodes` : `${needed} controlling sources`;
    cursor.collector.report("syntax/missing-argument", cursor.extent(), { card: `poly(${dimension})`, what });
  }
  if (namesPerDimension === 2) draft.controlNodes = names;
  else draft.references = names;
}

function takeBehaviour(cursor: CardCursor, draft: ElementDraft, form: Form, namesPerDimension: 1 | 2): void {
  const start = cursor.here();
  const card = cursor.extent();
  let expression: Given = {};
  if (form === "poly") {
    takePolynomial(cursor, draft, namesPerDimension);
    takeRest(cursor, draft, false);
  } else {
    expression = takeExpression(cursor, form);
    for (const item of flattenItems(cursor.rest())) {
      if (item.kind === "assignment") draft.parameters.push(cursor.assignment(item, { strict: false }));
    }
  }
  draft.behaviour = {
    form,
    ...expression,
    span: { source: start.source, start: start.start, end: card.end },
  };
}

function takeGain(cursor: CardCursor, draft: ElementDraft): void {
  const item = cursor.peek();
  const named = item?.kind === "assignment" && item.name.key === "gain" ? item : undefined;
  if (named !== undefined) cursor.skip();
  const value = named === undefined ? cursor.takeValue() : cursor.assignment(named).value;
  if (value === undefined) {
    cursor.collector.report("syntax/missing-value", cursor.extent(), {
      element: elementName(cursor),
      what: "gain",
    });
    return;
  }
  draft.value = value;
}

/** E and G: nodes, then controlling nodes and a gain, or one of the forms of {@link Behaviour}. */
export function parseVoltageControlled(cursor: CardCursor, draft: ElementDraft): void {
  if (!takeNodes(cursor, draft, 2)) return;
  if (ownKind.has(cursor.peekWord() ?? "")) cursor.skip();
  const form = formOf(cursor.peek());
  if (form !== undefined && form !== "v" && form !== "i") {
    takeBehaviour(cursor, draft, form, 2);
    return;
  }
  draft.controlNodes = cursor.takeNames(2);
  if (draft.controlNodes.length < 2) {
    cursor.collector.report("syntax/missing-nodes", cursor.extent(), {
      element: elementName(cursor),
      needed: 4,
      found: 2 + draft.controlNodes.length,
    });
    return;
  }
  takeGain(cursor, draft);
  takeRest(cursor, draft, true);
}

/** F and H: nodes, then the controlling source and a gain, or one of the forms of {@link Behaviour}. */
export function parseCurrentControlled(cursor: CardCursor, draft: ElementDraft): void {
  if (!takeNodes(cursor, draft, 2)) return;
  if (ownKind.has(cursor.peekWord() ?? "")) cursor.skip();
  const form = formOf(cursor.peek());
  if (form !== undefined && form !== "v" && form !== "i") {
    takeBehaviour(cursor, draft, form, 1);
    return;
  }
  draft.references = cursor.takeNames(1);
  if (draft.references.length === 0) {
    cursor.collector.report("syntax/missing-name", cursor.extent(), {
      element: elementName(cursor),
      what: "controlling source",
    });
    return;
  }
  takeGain(cursor, draft);
  takeRest(cursor, draft, true);
}

/** B: `v=…` or `i=…`, the expression up to the next assignment. */
export function parseBehavioural(cursor: CardCursor, draft: ElementDraft): void {
  if (!takeNodes(cursor, draft, 2)) return;
  const unused: PlainItem[] = [];
  for (const item of flattenItems(cursor.rest())) {
    const form = item.kind === "assignment" ? forms.get(item.name.key) : undefined;
    if (item.kind === "assignment" && (form === "v" || form === "i") && draft.behaviour === undefined) {
      const raw = item.values[0];
      if (raw === undefined) continue;
      const value = readValue(raw, { collector: cursor.collector, bare: true, strict: true });
      const expression = valueExpression(value);
      draft.behaviour = { form, ...(expression === undefined ? {} : { expression }), span: item.span };
    } else if (item.kind === "assignment") draft.parameters.push(cursor.assignment(item, { strict: false }));
    else {
      draft.extra.push(cursor.value(item, { strict: false }));
      unused.push(item);
    }
  }
  if (
    draft.behaviour === undefined &&
    !draft.parameters.some((p) => p.name.key === "r" || p.name.key === "c" || p.name.key === "l")
  ) {
    const element = elementName(cursor);
    const form = unused.find(({ text }) => /^[vi]$/i.test(text));
    const hint = form === undefined ? {} : { hint: `write ${form.text}=…` };
    cursor.collector.report(
      "syntax/missing-value",
      cursor.extent(),
      { element, what: "v= or i= expression" },
      hint,
    );
    return;
  }
  for (const { span } of unused)
    cursor.collector.report("syntax/unused-argument", span, {
      card: elementName(cursor),
      text: spanText(span),
    });
}
