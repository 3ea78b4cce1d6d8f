import { parseSpiceNumber } from "../numeric/spice-number.ts";
import { type CardCursor, nameOf } from "./card-cursor.ts";
import type { PlainItem } from "./card-item.ts";
import { type ElementDraft, elementName, takeNodes, takeRest } from "./element-draft.ts";
import { parameterValue } from "./read-value.ts";

/** What a file tells about the models its devices may name. */
export interface KnownModels {
  /** In lower case. */
  readonly names: ReadonlySet<string>;
  /** False when the file includes others, which may define more. */
  readonly complete: boolean;
}

/** `2n3904` begins like a number, and is a name nevertheless. */
function isNumber(text: string): boolean {
  const number = parseSpiceNumber(text);
  return number !== undefined && !number.digitsAfterSuffix;
}

const flags: ReadonlySet<string> = new Set(["off", "on", "thermal"]);

function leadingWords(cursor: CardCursor): PlainItem[] {
  while (cursor.openGroup());
  const words: PlainItem[] = [];
  for (let ahead = 0; ; ahead++) {
    const item = cursor.peek(ahead);
    if (item?.kind !== "word") return words;
    words.push(item);
  }
}

/** Where the model stands among the words behind the name of the device, or -1. */
function findModel(words: readonly PlainItem[], least: number, most: number, known: KnownModels): number {
  const last = Math.min(most, words.length - 1);
  for (let i = least; i <= last; i++) if (known.names.has(words[i]!.text.toLowerCase())) return i;
  for (let i = last; i >= least; i--) {
    const { text } = words[i]!;
    if (!isNumber(text) && !flags.has(text.toLowerCase())) return i;
  }
  return -1;
}

/**
 * A device with `least` to `most` nodes and a model: D, Q, M, J, Z.
 *
 * Which word is the model is decided by what can be known: a word that is a model of this file, otherwise the last word in reach
 * that is neither a number nor a flag such as `off`. So `Q1 c b e s 2n3904` has a substrate node, and `Q1 c b e 2n3904 2` an area.
 */
export function parseModelled(
  cursor: CardCursor,
  draft: ElementDraft,
  least: number,
  most: number,
  known: KnownModels,
): void {
  const words = leadingWords(cursor);
  const index = findModel(words, least, most, known);
  if (index < 0) {
    const found = words.length;
    const names = words.filter((word) => known.names.has(word.text.toLowerCase())).length;
    if (found - names < least) {
      cursor.collector.report("syntax/missing-nodes", cursor.extent(), {
        element: elementName(cursor),
        needed: least,
        found: found - names,
      });
    } else
      cursor.collector.report("syntax/missing-name", cursor.extent(), {
        element: elementName(cursor),
        what: "model",
      });
    draft.nodes = cursor.takeNames(Math.min(least, found));
    takeRest(cursor, draft, false);
    return;
  }
  draft.nodes = cursor.takeNames(index);
  draft.model = cursor.takeName()!;
  takeRest(cursor, draft, false);
}

/** M: four to seven nodes and a model; three for a power transistor (VDMOS), where the model is known or may stand in an include. */
export function parseMosfet(cursor: CardCursor, draft: ElementDraft, known: KnownModels): void {
  const words = leadingWords(cursor);
  const third = words[3]?.text.toLowerCase() ?? "";
  const isPower = known.names.has(third) || (words.length === 4 && !known.complete && !isNumber(third));
  parseModelled(cursor, draft, isPower ? 3 : 4, isPower ? 3 : 7, known);
}

/** X, N and P: any number of nodes; the last word before the parameters is the subcircuit or model. */
export function parseInstance(cursor: CardCursor, draft: ElementDraft, what: "subcircuit" | "model"): void {
  const words = leadingWords(cursor);
  const end = words.findIndex((word) => /^(?:params|optional):$/i.test(word.text));
  const count = end < 0 ? words.length : end;
  if (count === 0) {
    cursor.collector.report("syntax/missing-name", cursor.extent(), { element: elementName(cursor), what });
  } else {
    draft.nodes = words.slice(0, count - 1).map(nameOf);
    draft.model = nameOf(words[count - 1]!);
    for (let i = 0; i < count; i++) cursor.skip();
  }
  takeRest(cursor, draft, true, parameterValue);
}

/** A device with a fixed number of nodes and then, where it has them, controlling sources and a model. */
export function parseFixed(
  cursor: CardCursor,
  draft: ElementDraft,
  nodes: number,
  references: number,
  hasModel: boolean,
): void {
  if (!takeNodes(cursor, draft, nodes)) return;
  draft.references = cursor.takeNames(references);
  if (draft.references.length < references) {
    cursor.collector.report("syntax/missing-name", cursor.extent(), {
      element: elementName(cursor),
      what: "controlling source",
    });
    return;
  }
  if (hasModel) {
    const model = cursor.takeName();
    if (model === undefined) {
      cursor.collector.report("syntax/missing-name", cursor.extent(), {
        element: elementName(cursor),
        what: "model",
      });
    } else draft.model = model;
  }
  takeRest(cursor, draft, false);
}
