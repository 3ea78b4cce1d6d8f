import { type CardCursor, flattenItems } from "./card-cursor.ts";
import type { Behaviour, SourceSpecification } from "./element.ts";
import type { Expression, Name } from "./expression.ts";
import type { ValueContext } from "./read-value.ts";
import type { Assignment, Value } from "./value.ts";
import { walkExpression } from "./walk.ts";

/** What is known of an element while its card is read. */
export interface ElementDraft {
  nodes: Name[];
  controlNodes: Name[];
  references: Name[];
  value?: Value;
  model?: Name;
  source?: SourceSpecification;
  behaviour?: Behaviour;
  parameters: Assignment[];
  extra: Value[];
}

/** The name of the element for messages. */
export function elementName(cursor: CardCursor): string {
  return cursor.card.name?.text ?? "this card";
}

/** Take the nodes that the element must have; a shortage is reported once. */
export function takeNodes(cursor: CardCursor, draft: ElementDraft, needed: number): boolean {
  draft.nodes = cursor.takeNames(needed);
  const found = draft.nodes.length;
  if (found === needed) return true;
  cursor.collector.report("syntax/missing-nodes", cursor.extent(), {
    element: elementName(cursor),
    needed,
    found,
  });
  return false;
}

/** Words that belong to devices and are no parameters. */
const flags: ReadonlySet<string> = new Set(["off", "on", "thermal", "params:", "optional:"]);

/**
 * Put all that is left on the card where it belongs: assignments to the parameters, the rest to `extra`.
 * @param unused whether positional arguments that are left have no meaning for this element (which is then said).
 */
export function takeRest(
  cursor: CardCursor,
  draft: ElementDraft,
  unused: boolean,
  context?: Partial<ValueContext>,
): void {
  for (const item of flattenItems(cursor.rest())) {
    if (item.kind === "assignment") {
      draft.parameters.push(cursor.assignment(item, context));
      continue;
    }
    const value = cursor.value(item, { strict: false });
    const word = item.text.toLowerCase();
    if (word === "params:" || word === "optional:") continue;
    draft.extra.push(value);
    if (unused && !flags.has(word)) {
      cursor.collector.report("syntax/unused-argument", item.span, {
        card: elementName(cursor),
        text: item.text,
      });
    }
  }
}

/** Keep the items of an element that is not understood: nothing on its card is judged. */
export function keepAll(cursor: CardCursor, draft: ElementDraft): void {
  const context = { collector: undefined, bare: false, strict: false };
  for (const item of flattenItems(cursor.rest())) {
    if (item.kind === "assignment") draft.parameters.push(cursor.assignment(item, context));
    else draft.extra.push(cursor.value(item, context));
  }
}

/** Whether an expression depends on the solution or on time, and so cannot be a plain value. */
export function isBehavioural(expression: Expression): boolean {
  let found = false;
  walkExpression(expression, (inner) => {
    if (
      inner.kind === "probe" ||
      (inner.kind === "variable" && (inner.name.key === "time" || inner.name.key === "hertz"))
    ) {
      found = true;
    }
  });
  return found;
}
