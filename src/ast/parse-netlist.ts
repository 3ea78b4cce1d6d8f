import { leftovers } from "../../grammar/blanks.ts";
import { type Segment, splitCards } from "../../grammar/split-cards.ts";
import { type Collector, createCollector } from "../diagnostic/collector.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { SourceText, Span } from "../source/source-text.ts";
import { BlockStack } from "./block-stack.ts";
import type { Card } from "./card-item.ts";
import { reportCardWithoutDot } from "./card-without-dot.ts";
import type { Directive } from "./directive.ts";
import type { Name } from "./expression.ts";
import { nameAt, spanOf } from "./name.ts";
import type { Netlist } from "./netlist.ts";
import { parseBlockCommand } from "./parse-block-command.ts";
import { commandForm, functionDefinitions, parseCommand } from "./parse-command.ts";
import type { KnownModels } from "./parse-device.ts";
import { parseDirective } from "./parse-directive.ts";
import { elementForm, isUnderstood, parseElement } from "./parse-element.ts";
import { readCard } from "./read-card.ts";
import { checkTitle } from "./title-line.ts";

export interface ParseOptions {
  /** True for a file that another includes: its first line is no title. */
  readonly included?: boolean;
}

/** A netlist, whatever the text, and everything that is wrong with it. */
export interface ParsedNetlist {
  readonly netlist: Netlist;
  readonly diagnostics: readonly Diagnostic[];
}

interface Parser {
  readonly source: SourceText;
  readonly collector: Collector;
  readonly blocks: BlockStack;
  readonly known: KnownModels;
}

const firstWord = new RegExp(`[^\\s${leftovers}=(){},'";]+`, "y");

function wordAt(source: SourceText, start: number): Name {
  firstWord.lastIndex = start;
  return nameAt(source, firstWord.exec(source.text)?.[0] ?? "", start);
}

const modelStart = /\.model[^\S\r\n]+([^\s(),=]+)/iy;
const includeStart = /\.(?:inc|lib)/iy;

/** Collect what the file says about models before its devices are read: one look at the beginning of every card. */
function findModels(source: SourceText, segments: readonly Segment[]): KnownModels {
  const names = new Set<string>();
  let complete = true;
  for (const { kind, start } of segments) {
    if (kind !== "card" || source.text[start] !== ".") continue;
    modelStart.lastIndex = start;
    const name = modelStart.exec(source.text)?.[1];
    if (name !== undefined) names.add(name.toLowerCase());
    includeStart.lastIndex = start;
    if (includeStart.test(source.text)) complete = false;
  }
  return { names, complete };
}

/** What cards begin with, without their dot, that are also letters of elements. */
const dotlessLetters: ReadonlySet<string> = new Set("atdoepmil");

const noAnnotations: readonly Directive[] = [];

/** Annotations on a card: those of an element belong to it, on any other card only whole lines have a meaning. */
function readAnnotations(parser: Parser, card: Card, isElement: boolean): readonly Directive[] {
  if (card.annotations.length === 0) return noAnnotations;
  return card.annotations.flatMap(({ span, inline }) => {
    if (inline && !isElement) {
      parser.collector.report("directive/inline-without-element", span, {
        card: card.name?.text ?? "this card",
      });
      return [];
    }
    return parseDirective(span, inline, parser.collector) ?? [];
  });
}

/** Annotation lines between the physical lines of a command: they become statements of their own behind it. */
function addAnnotations(parser: Parser, card: Card): void {
  for (const directive of readAnnotations(parser, card, false)) {
    parser.blocks.add({ kind: "directive", directive, span: directive.span });
  }
}

function parseElementSegment(parser: Parser, start: number, end: number): void {
  const { source, collector, known } = parser;
  const letter = source.text[start]!.toLowerCase();
  if (dotlessLetters.has(letter) && reportCardWithoutDot(source, start, collector)) {
    parser.blocks.add({ kind: "comment", span: spanOf(source, start, end) });
    return;
  }
  const card = readCard(
    source,
    start,
    end,
    elementForm(letter),
    isUnderstood(letter) ? collector : undefined,
  );
  parser.blocks.add(parseElement(card, collector, known, readAnnotations(parser, card, true)));
}

function parseCommandSegment(parser: Parser, segments: readonly Segment[], index: number): void {
  const { source, collector, blocks } = parser;
  const { start, end } = segments[index]!;
  const name = wordAt(source, start);
  if (parseBlockCommand({ source, collector, blocks, segments, index }, name)) {
    // Block commands are read from the raw text; only where there may be an annotation are their comments looked at.
    if (source.text.slice(start, end).includes("@")) {
      addAnnotations(parser, readCard(source, start, end, "card", undefined));
    }
    return;
  }
  const form = commandForm(name.key);
  const card = readCard(source, start, end, form ?? "card", form === undefined ? undefined : collector);
  const functions = form === "looseCard" ? functionDefinitions(card, collector) : [];
  const onlyFunctions = functions.length > 0 && functions.length === card.items.length;
  if (!onlyFunctions) blocks.add(parseCommand(card, name, collector));
  for (const statement of functions) blocks.add(statement);
  addAnnotations(parser, card);
}

function reportInsideControl(span: Span, collector: Collector): void {
  const { source } = span;
  const line =
    /(?:\r\n?|\n)[^\S\r\n]*(\*[^\S\r\n]*@[^\S\r\n]*(?:train|goal|port|data|classify|learn|fabricate)\b[^\r\n]*)/gi;
  for (const match of source.text.slice(span.start, span.end).matchAll(line)) {
    const start = span.start + match.index + match[0].length - match[1]!.length;
    collector.report("directive/inside-control", spanOf(source, start, start + match[1]!.length), {});
  }
}

function parseSegment(parser: Parser, segments: readonly Segment[], index: number): void {
  const { source, collector, blocks } = parser;
  const { kind, start, end } = segments[index]!;
  if (kind === "card") {
    if (source.text[start] === ".") parseCommandSegment(parser, segments, index);
    else parseElementSegment(parser, start, end);
    return;
  }
  const span = spanOf(source, start, end);
  switch (kind) {
    case "title":
      checkTitle(span, collector);
      blocks.add({ kind: "title", text: source.text.slice(start, end).trim(), span });
      break;
    case "comment":
      blocks.add({ kind: "comment", span });
      break;
    case "directive": {
      const directive = parseDirective(span, false, collector);
      blocks.add({ kind: "directive", ...(directive === undefined ? {} : { directive }), span });
      break;
    }
    case "stray-directive":
      collector.report("directive/stray-continuation", span, {});
      blocks.add({ kind: "directive", span });
      break;
    case "stray-continuation":
      collector.report("syntax/stray-continuation", span, {});
      blocks.add({ kind: "comment", span });
      break;
    case "control":
      blocks.addControl(span);
      reportInsideControl(span, collector);
      break;
    case "tail": {
      // DOS ends a file by Ctrl-Z.
      const rest = source.text.slice(start, end).replaceAll("\u001a", " ").search(/\S/);
      if (rest >= 0) {
        const first = start + rest;
        collector.report("syntax/text-after-end", spanOf(source, first, end), {});
      }
      blocks.add({ kind: "comment", span });
      break;
    }
  }
}

/**
 * Parse a netlist into a lossless AST: the statements lie in the text in order, and between them stands only white space.
 * Whatever the text, there is a netlist and no exception; what is malformed is reported with its place and kept.
 * Time and memory are linear in the length of the text: one card is lexed and parsed at a time.
 *
 * @example parseNetlist({ name: "rc.cir", text: "rc\nR1 a 0 1k\n.end\n" }).netlist.statements.length // 3
 */
export function parseNetlist(source: SourceText, options: ParseOptions = {}): ParsedNetlist {
  const collector = createCollector();
  const segments = splitCards(source.text, { title: options.included !== true });
  const parser: Parser = {
    source,
    collector,
    blocks: new BlockStack(source, collector),
    known: findModels(source, segments),
  };
  for (let index = 0; index < segments.length; index++) parseSegment(parser, segments, index);
  return { netlist: { source, statements: parser.blocks.close() }, diagnostics: collector.diagnostics };
}
