import type { Segment } from "../../grammar/split-cards.ts";
import type { Collector } from "../diagnostic/collector.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { type SourceText, type Span, spanText } from "../source/source-text.ts";
import type { BlockStack } from "./block-stack.ts";
import { CardCursor } from "./card-cursor.ts";
import type { Card } from "./card-item.ts";
import type { Name } from "./expression.ts";
import { nameAt, spanOf } from "./name.ts";
import { otherCommand } from "./parse-command.ts";
import { readCard } from "./read-card.ts";
import { parameterValue } from "./read-value.ts";
import type { Assignment } from "./value.ts";

/** A command among the segments of its file. */
export interface BlockContext {
  readonly source: SourceText;
  readonly collector: Collector;
  readonly blocks: BlockStack;
  readonly segments: readonly Segment[];
  readonly index: number;
}

type BlockParser = (context: BlockContext, name: Name, span: Span) => void;

function cardOf({ source, collector }: BlockContext, span: Span, kept = false): Card {
  return readCard(source, span.start, span.end, "card", kept ? undefined : collector);
}

const isSkipped = (c: string) => c.trim() === "" || c === "+" || c === "\0" || c === "\u001a";

const fileArgument = /(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^\s"';]+))/y;

/** File names and section names are read from the raw text: they may hold any character. */
function rawArguments(source: SourceText, start: number, end: number): Name[] {
  const found: Name[] = [];
  let offset = start;
  for (;;) {
    while (offset < end && isSkipped(source.text[offset]!)) {
      // A continuation's + is skipped only at the start of its line.
      if (source.text[offset] === "+" && !/[\r\n][^\S\r\n]*$/.test(source.text.slice(start, offset))) break;
      offset++;
    }
    fileArgument.lastIndex = offset;
    const match = offset < end ? fileArgument.exec(source.text) : null;
    if (match === null || /^(?:\$|\/\/$)/.test(match[3] ?? "")) return found;
    const text = match[1] ?? match[2] ?? match[3] ?? "";
    found.push(nameAt(source, text, offset + (match[3] === undefined ? 1 : 0)));
    offset = fileArgument.lastIndex;
  }
}

function include({ source, collector, blocks }: BlockContext, name: Name, span: Span): void {
  const [file] = rawArguments(source, name.span.end, span.end);
  if (file === undefined) {
    collector.report("syntax/missing-argument", name.span, { card: name.text, what: "a file" });
    blocks.add({ kind: "other", name, arguments: [], span });
    return;
  }
  blocks.add({ kind: "include", file: file.text, fileSpan: file.span, span });
}

const libraryCard = /\.(?:(endl)|lib[^\S\r\n]+(?:"[^"]*"|'[^']*'|[^\s;$]+)[^\S\r\n]*(?:[;$][^\r\n]*)?$)/iy;

/** Whether `.lib name` at `index` opens a section: an `.endl` follows before the next `.lib name`. */
function opensSection({ source, segments, index }: BlockContext): boolean {
  for (let i = index + 1; i < segments.length; i++) {
    const { kind, start, end } = segments[i]!;
    if (kind !== "card" || source.text[start] !== ".") continue;
    const match = new RegExp(libraryCard.source, "i").exec(source.text.slice(start, end));
    if (match !== null && match.index === 0) return match[1] !== undefined;
  }
  return false;
}

function library(context: BlockContext, name: Name, span: Span): void {
  const { source, collector, blocks } = context;
  const [first, section] = rawArguments(source, name.span.end, span.end);
  if (first === undefined) {
    collector.report("syntax/missing-argument", name.span, { card: name.text, what: "a file and a section" });
    blocks.add({ kind: "other", name, arguments: [], span });
  } else if (section !== undefined) {
    blocks.add({ kind: "include", file: first.text, fileSpan: first.span, section, span });
  } else if (opensSection(context)) {
    blocks.begin({ kind: "library", name: first, ports: [], parameters: [], header: span });
  } else if (/[./\\]/.test(first.text)) {
    blocks.add({ kind: "include", file: first.text, fileSpan: first.span, span });
  } else {
    collector.report("syntax/library-not-closed", span, { name: first.text });
    blocks.add(otherCommand(cardOf(context, span, true), name));
  }
}

function endLibrary(context: BlockContext, name: Name, span: Span): void {
  const { collector, blocks } = context;
  if (blocks.finishRefused()) {
    blocks.add({ kind: "comment", span });
    return;
  }
  if (blocks.innermost()?.kind === "library") blocks.finish(span.end);
  else {
    collector.report("syntax/endl-without-library", name.span, {});
    blocks.add(otherCommand(cardOf(context, span, true), name));
  }
}

function subcircuit(context: BlockContext, name: Name, span: Span): void {
  const { collector, blocks } = context;
  const card = cardOf(context, span);
  const cursor = new CardCursor(card, collector);
  const title = cursor.takeName();
  if (title === undefined)
    collector.report("syntax/missing-argument", name.span, { card: name.text, what: "a name" });
  const ports: Name[] = [];
  const parameters: Assignment[] = [];
  let inParameters = false;
  for (let item = cursor.peek(); item !== undefined; item = cursor.peek()) {
    if (cursor.openGroup()) continue;
    cursor.skip();
    if (item.kind === "assignment") {
      inParameters = true;
      parameters.push(cursor.assignment(item, parameterValue));
    } else if (item.kind === "word" && /^(?:params|optional):$/i.test(item.text)) inParameters = true;
    else if (item.kind === "word" && !inParameters)
      ports.push(nameAt(item.span.source, item.text, item.span.start));
    else if ("text" in item) {
      collector.report("syntax/unexpected-argument", item.span, { card: name.text, text: item.text });
    }
  }
  const fallback = nameAt(span.source, "", name.span.end);
  blocks.begin({ kind: "subcircuit", name: title ?? fallback, ports, parameters, header: span });
}

function endSubcircuit(context: BlockContext, name: Name, span: Span): void {
  const { source, collector, blocks } = context;
  if (blocks.finishRefused()) {
    blocks.add({ kind: "comment", span });
    return;
  }
  const open = blocks.innermost();
  if (open?.kind !== "subcircuit") {
    // The card that should have opened it was reported.
    const isMisspelt = collector.diagnostics.some(
      (known) =>
        known.code === "syntax/misspelt-card" && nearestWord(spanText(known.span), [".subckt"]) !== undefined,
    );
    if (!isMisspelt) collector.report("syntax/ends-without-subcircuit", name.span, {});
    blocks.add(otherCommand(cardOf(context, span, true), name));
    return;
  }
  const [title] = rawArguments(source, name.span.end, span.end);
  if (title !== undefined && title.key !== open.name.key) {
    collector.report("syntax/ends-other-name", title.span, { name: title.text, open: open.name.text });
  }
  blocks.finish(span.end);
}

function end({ collector, blocks }: BlockContext, name: Name, span: Span): void {
  const open = blocks.innermost();
  if (open?.kind === "subcircuit") {
    collector.report("syntax/end-inside-subcircuit", name.span, { name: open.name.text });
    blocks.finishSubcircuits();
  }
  blocks.add({ kind: "end", span });
}

function endControl(context: BlockContext, name: Name, span: Span): void {
  context.collector.report("syntax/endc-without-control", name.span, {});
  context.blocks.add(otherCommand(cardOf(context, span, true), name));
}

function condition(context: BlockContext, name: Name, span: Span): void {
  const { collector, blocks } = context;
  blocks.add(otherCommand(cardOf(context, span, true), name));
  if (name.key === ".if") blocks.beginCondition(span);
  else if (!blocks.hasCondition(name.key === ".endif")) {
    collector.report("syntax/condition-not-open", name.span, { card: name.text });
  }
}

const parsers: Readonly<Record<string, BlockParser>> = {
  ".include": include,
  ".inc": include,
  ".lib": library,
  ".endl": endLibrary,
  ".subckt": subcircuit,
  ".ends": endSubcircuit,
  ".end": end,
  ".endc": endControl,
  ".if": condition,
  ".elseif": condition,
  ".else": condition,
  ".endif": condition,
};

/** Parse a command that opens or closes a block or names a file. Returns false when `name` is another command. */
export function parseBlockCommand(context: BlockContext, name: Name): boolean {
  if (!Object.hasOwn(parsers, name.key)) return false;
  const { start, end: last } = context.segments[context.index]!;
  parsers[name.key]!(context, name, spanOf(context.source, start, last));
  return true;
}
