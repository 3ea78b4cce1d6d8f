import { nearestWord } from "../diagnostic/nearest-word.ts";
import { type CardCursor, flattenItems } from "./card-cursor.ts";
import type { AssignmentItem, PlainItem } from "./card-item.ts";
import type { SourceSpecification, Waveform } from "./element.ts";
import type { ElementDraft } from "./element-draft.ts";
import { elementName } from "./element-draft.ts";
import type { Name } from "./expression.ts";
import { nameAt } from "./name.ts";
import type { Assignment, Value } from "./value.ts";

/** Time functions of V and I, of ngspice and its neighbours. */
const waveforms: ReadonlySet<string> = new Set([
  "pulse",
  "sin",
  "sine",
  "exp",
  "pwl",
  "sffm",
  "am",
  "trnoise",
  "trrandom",
  "external",
  "pat",
  "pwlfile",
]);

/** Words with a fixed number of values behind them that are kept as they stand. */
const keptWords: ReadonlySet<string> = new Set([
  "distof1",
  "distof2",
  "portnum",
  "z0",
  "pwr",
  "freq",
  "phase",
  "r",
  "td",
  "m",
]);

type Item = PlainItem | AssignmentItem;

function wordOf(item: Item | undefined): string | undefined {
  return item?.kind === "word" ? item.text.toLowerCase() : undefined;
}

function isKeyword(item: Item | undefined): boolean {
  const word = wordOf(item);
  return word !== undefined && (word === "ac" || word === "dc" || waveforms.has(word) || keptWords.has(word));
}

interface Specification {
  dc?: Value;
  acMagnitude?: Value;
  acPhase?: Value;
  hasAc: boolean;
  waveform?: Waveform;
}

/**
 * Read what follows the nodes of V and I: `5`, `dc 5`, `ac 1 90`, `pulse(0 1 …)`, `sin 0 1 1k`, `dc=5`, `ac=1,90`, in any order.
 * SPICE takes parentheses and commas for white space here, and so does this. A bare first value is dc.
 */
export function parseSourceSpecification(cursor: CardCursor, draft: ElementDraft): void {
  const start = cursor.here();
  const items = flattenItems(cursor.rest());
  const result: Specification = { hasAc: false };
  let position = 0;

  const isValue = (item: Item | undefined): item is PlainItem =>
    item !== undefined && item.kind !== "assignment" && !isKeyword(item);
  const takeValue = (): Value | undefined => {
    const item = items[position];
    if (!isValue(item)) return undefined;
    position++;
    return cursor.value(item);
  };

  const takeWaveform = (word: PlainItem): void => {
    const args: Value[] = [];
    const parameters: Assignment[] = [];
    let end = word.span.end;
    for (; position < items.length; position++) {
      const item = items[position]!;
      if (item.kind === "assignment") {
        // `pwl(…) r=0 td=1n` belongs to the function, `m=2` to the element.
        if (item.name.key === "m" || item.name.key === "dc" || item.name.key === "ac") break;
        parameters.push(cursor.assignment(item));
      } else if (isValue(item)) args.push(cursor.value(item));
      else break;
      end = item.span.end;
    }
    const name: Name = nameAt(word.span.source, word.text, word.span.start);
    const span = { ...word.span, end: Math.max(end, closingParenthesis(word, end)) };
    result.waveform = { function: name, arguments: args, parameters, span };
  };

  const takeAssignment = (item: AssignmentItem): void => {
    const assignment = cursor.assignment(item);
    if (item.name.key === "dc") result.dc = assignment.value;
    else if (item.name.key === "ac") {
      result.hasAc = true;
      result.acMagnitude = assignment.value;
      if (assignment.more[0] !== undefined) result.acPhase = assignment.more[0];
    } else draft.parameters.push(assignment);
  };

  while (position < items.length) {
    const item = items[position]!;
    if (item.kind === "assignment") {
      position++;
      takeAssignment(item);
      continue;
    }
    const word = wordOf(item);
    if (word === "dc") {
      position++;
      const value = takeValue();
      if (value !== undefined) result.dc = value;
    } else if (word === "ac") {
      position++;
      result.hasAc = true;
      const magnitude = takeValue();
      const phase = magnitude === undefined ? undefined : takeValue();
      if (magnitude !== undefined) result.acMagnitude = magnitude;
      if (phase !== undefined) result.acPhase = phase;
    } else if (word !== undefined && waveforms.has(word)) {
      position++;
      takeWaveform(item);
    } else if (word !== undefined && keptWords.has(word)) {
      position++;
      draft.extra.push(cursor.value(item, { strict: false }));
      for (let value = takeValue(); value !== undefined; value = takeValue()) draft.extra.push(value);
    } else if (result.dc === undefined && position === 0) {
      position++;
      result.dc = cursor.value(item);
    } else {
      position++;
      draft.extra.push(cursor.value(item, { strict: false }));
      const nearest = nearestWord(item.text, waveforms);
      cursor.collector.report(
        "syntax/unexpected-argument",
        item.span,
        { card: elementName(cursor), text: item.text },
        nearest === undefined ? {} : { hint: `did you mean ${nearest}?` },
      );
      // What follows belongs to the word that was not understood.
      for (let value = takeValue(); value !== undefined; value = takeValue()) draft.extra.push(value);
    }
  }
  const last = items[items.length - 1]?.span ?? start;
  const span = {
    source: start.source,
    start: start.start,
    end: Math.max(start.start, last.end, result.waveform?.span.end ?? 0),
  };
  draft.source = { ...result, span } satisfies SourceSpecification;
}

/** The offset behind the `)` that directly follows a waveform's last argument, or `end`. */
function closingParenthesis(word: PlainItem, end: number): number {
  const { text } = word.span.source;
  let offset = end;
  while (text[offset] === " " || text[offset] === "\t") offset++;
  return text[offset] === ")" ? offset + 1 : end;
}
