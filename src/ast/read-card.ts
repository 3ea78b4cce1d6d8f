import type { CstNode, IToken } from "chevrotain";
import { leftovers } from "../../grammar/blanks.ts";
import { triviaGroup } from "../../grammar/card-tokens.ts";
import type {
  AssignmentCstChildren,
  AssignmentCstNode,
  CardCstChildren,
  DefinitionCstChildren,
  DefinitionCstNode,
  FunctionCardCstChildren,
  GroupCstChildren,
  GroupCstNode,
  ValueCstChildren,
  VoltageCstChildren,
  VoltageCstNode,
} from "../../grammar/cst.d.ts";
import type { Collector } from "../diagnostic/collector.ts";
import type { SourceText, Span } from "../source/source-text.ts";
import type {
  AssignmentItem,
  Card,
  CardItem,
  GroupItem,
  PlainItem,
  RawValue,
  VoltageItem,
} from "./card-item.ts";
import type { Name } from "./expression.ts";
import { grammar } from "./grammar.ts";
import { nameAt, spanOf } from "./name.ts";
import { maximumDepth } from "./parse-expression.ts";
import { readWords } from "./read-words.ts";

/** Which rule of the card grammar fits the card. */
export type CardForm = "card" | "looseCard" | "voltagesCard" | "functionCard";

interface Reader {
  readonly source: SourceText;
  readonly base: number;
  /** Absent for cards that are merely kept: nothing is wrong with text that is not used. */
  readonly collector: Collector | undefined;
  /** Parentheses of a model or of the points of a table are ornament, and unbalanced ones are common. */
  readonly parentheses: "syntax/unbalanced-parenthesis" | "syntax/model-parenthesis";
}

function tokenSpan(reader: Reader, token: IToken): Span {
  const start = reader.base + token.startOffset;
  return spanOf(reader.source, start, start + token.image.length);
}

function joined(first: Span, last: Span): Span {
  return { source: first.source, start: first.start, end: last.end };
}

function plain(reader: Reader, kind: PlainItem["kind"], token: IToken): PlainItem {
  return { kind, text: token.image, span: tokenSpan(reader, token) };
}

/** Report a quote or brace without end. It counts as a word, so that the card keeps its shape. */
function unclosed(reader: Reader, token: IToken): PlainItem {
  const span = tokenSpan(reader, token);
  const mark = { ...span, end: span.start + 1 };
  const brace = token.image[0]!;
  if (brace === "{") reader.collector?.report("syntax/unbalanced-brace", mark, { brace });
  else reader.collector?.report("syntax/unterminated-quote", mark, { quote: brace });
  return { kind: "word", text: token.image, span };
}

function stray(reader: Reader, token: IToken): void {
  const span = tokenSpan(reader, token);
  if (token.image === ")") reader.collector?.report(reader.parentheses, span, { parenthesis: ")" });
  else if (token.image === "}") reader.collector?.report("syntax/unbalanced-brace", span, { brace: "}" });
}

const plainKinds: Readonly<Record<string, PlainItem["kind"]>> = {
  Word: "word",
  Braced: "braced",
  Quoted: "quoted",
  Text: "text",
};

function readPlain(reader: Reader, token: IToken): PlainItem {
  const kind = plainKinds[token.tokenType.name];
  return kind === undefined ? unclosed(reader, token) : plain(reader, kind, token);
}

/** What may stand side by side, by kind: the parser sorts, the places tell the order. */
interface Contents {
  readonly Plain?: IToken[];
  readonly Punctuation?: IToken[];
  readonly group?: GroupCstNode[];
  readonly assignment?: AssignmentCstNode[];
  readonly definition?: DefinitionCstNode[];
  readonly voltage?: VoltageCstNode[];
}

function readContents(reader: Reader, children: Contents): CardItem[] {
  const items: CardItem[] = [];
  const { Plain, Punctuation, group, assignment, definition, voltage } = children;
  if (Plain) for (const token of Plain) items.push(readPlain(reader, token));
  if (Punctuation) for (const token of Punctuation) stray(reader, token);
  const words = items.length;
  if (assignment) for (const node of assignment) items.push(readAssignment(reader, node.children));
  if (group) for (const node of group) items.push(readGroup(reader, node.children));
  if (definition) for (const node of definition) items.push(readDefinition(reader, node.children));
  if (voltage) for (const node of voltage) items.push(readVoltage(reader, node.children));
  if (items.length > words) items.sort((a, b) => a.span.start - b.span.start);
  return items;
}

function joinPieces(reader: Reader, pieces: readonly (PlainItem | GroupItem)[]): RawValue {
  const first = pieces[0]!;
  const span = joined(first.span, pieces[pieces.length - 1]!.span);
  const text = reader.source.text.slice(span.start, span.end);
  return { text, single: pieces.length === 1 && first.kind !== "group", kind: first.kind, span };
}

function readValue(reader: Reader, children: ValueCstChildren): RawValue {
  return joinPieces(reader, readPieces(reader, children));
}

function readPieces(reader: Reader, children: Pick<Contents, "Plain" | "group">): (PlainItem | GroupItem)[] {
  return readContents(reader, children) as (PlainItem | GroupItem)[];
}

/** The name of an assignment; `params:r=1` may stand without a space. */
function readName(reader: Reader, token: IToken): Name {
  const prefix = /^(?:params|optional):/i.exec(token.image)?.[0].length ?? 0;
  return nameAt(reader.source, token.image.slice(prefix), reader.base + token.startOffset + prefix);
}

function readAssignment(reader: Reader, children: AssignmentCstChildren): AssignmentItem {
  const name = readName(reader, children.name[0]!);
  const values = (children.value ?? []).map((node) => readValue(reader, node.children));
  const last = values[values.length - 1]?.span ?? tokenSpan(reader, children.Equals[0]!);
  return { kind: "assignment", name, values, span: joined(name.span, last) };
}

function readDefinition(reader: Reader, children: DefinitionCstChildren): AssignmentItem {
  const name = readName(reader, children.name[0]!);
  const { Plain, group: groups } = children;
  const pieces = readPieces(reader, { ...(Plain && { Plain }), ...(groups && { group: groups }) });
  const values = pieces.length === 0 ? [] : [joinPieces(reader, pieces)];
  const group = children.parameters?.[0];
  return {
    kind: "assignment",
    name,
    ...(group === undefined ? {} : { parameters: readGroup(reader, group.children) }),
    values,
    span: joined(name.span, values[0]?.span ?? tokenSpan(reader, children.Equals[0]!)),
  };
}

function readGroup(reader: Reader, children: GroupCstChildren): GroupItem {
  const open = tokenSpan(reader, children.LParen[0]!);
  const items = readContents(reader, children);
  const close = children.RParen?.[0];
  if (close !== undefined) return { kind: "group", items, span: joined(open, tokenSpan(reader, close)) };
  reader.collector?.report(reader.parentheses, open, { parenthesis: "(" });
  return { kind: "group", items, span: { ...open, end: items[items.length - 1]?.span.end ?? open.end } };
}

function readVoltage(reader: Reader, children: VoltageCstChildren): VoltageItem {
  const word = plain(reader, "word", children.function[0]!);
  const nodes = readGroup(reader, children.group[0]!.children);
  const value = children.value === undefined ? undefined : readValue(reader, children.value[0]!.children);
  const end = value?.span ?? nodes.span;
  return {
    kind: "voltage",
    function: word,
    nodes,
    ...(value ? { value } : {}),
    span: joined(word.span, end),
  };
}

function readItems(reader: Reader, form: CardForm, node: CstNode): readonly CardItem[] {
  const children = node.children as CardCstChildren & FunctionCardCstChildren;
  for (const token of children.RParen ?? []) stray(reader, token);
  const items = readContents(reader, children);
  if (form !== "functionCard") return items;
  return [
    ...(children.callee ?? []).map((token) => plain(reader, "word", token)),
    ...(children.parameters ?? []).map((group) => readGroup(reader, group.children)),
    ...items,
  ];
}

/** The offset at which parentheses are nested too deeply, or -1. */
function tooDeep(tokens: readonly IToken[]): number {
  let depth = 0;
  for (const { image, startOffset } of tokens) {
    if (image === "(") depth++;
    else if (image === ")") depth--;
    if (depth > maximumDepth) return startOffset;
  }
  return -1;
}

const annotation = new RegExp(`^[\\s${leftovers}]*(?:\\*|;|\\$|//)[^\\S\\r\\n]*@`);
const continuation = new RegExp(`${annotation.source}[^\\S\\r\\n]*\\+`);

function findAnnotations(reader: Reader, trivia: readonly IToken[]): Card["annotations"] {
  const found: { span: Span; inline: boolean }[] = [];
  /** Whether a `* @+` line would continue the last of them: only other comments lie between. */
  let open = false;
  for (const token of trivia) {
    if (token.tokenType.name === "Continuation") open = false;
    const inline = token.tokenType.name === "InlineComment";
    if (!inline && token.tokenType.name !== "LineComment") continue;
    if (!annotation.test(token.image)) continue;
    const lead = token.image.length - token.image.trimStart().length;
    const span = tokenSpan(reader, token);
    const before = found[found.length - 1];
    if (continuation.test(token.image) && open && before !== undefined) {
      found[found.length - 1] = { span: joined(before.span, span), inline };
      continue;
    }
    found.push({ span: { ...span, start: span.start + lead }, inline });
    open = !inline;
  }
  return found;
}

/**
 * Read the card in `[start, end)` of a source: its words, assignments and groups in order. Never throws; what is unbalanced is reported,
 * unless there is no collector.
 */
export function readCard(
  source: SourceText,
  start: number,
  end: number,
  form: CardForm,
  collector: Collector | undefined,
): Card {
  const words = form === "card" || form === "looseCard" ? readWords(source, start, end, form) : undefined;
  if (words !== undefined) return words;
  const { cardLexer, cardParser } = grammar();
  const { tokens, groups } = cardLexer.tokenize(source.text.slice(start, end));
  const first = tokens[0];
  const isModel = first?.image.toLowerCase() === ".model";
  // Points of tables stand in as many parentheses as their authors liked; ngspice passes over them.
  const isTable = form === "looseCard" && tokens[3]?.image.toLowerCase() === "table";
  const parentheses = isModel || isTable ? "syntax/model-parenthesis" : "syntax/unbalanced-parenthesis";
  const reader: Reader = { source, base: start, collector, parentheses };
  const annotations = findAnnotations(reader, groups[triviaGroup] ?? []);
  const span = spanOf(source, start, end);
  const name =
    first?.tokenType.name === "Word" ? { name: nameAt(source, first.image, start + first.startOffset) } : {};
  const deep = tooDeep(tokens);
  if (deep >= 0) {
    collector?.report("syntax/nesting-too-deep", spanOf(source, start + deep, start + deep + 1), {
      limit: maximumDepth,
    });
    return { ...name, items: [], unreadable: true, annotations, span };
  }
  cardParser.input = tokens;
  const node = cardParser[form]();
  return { ...name, items: node === undefined ? [] : readItems(reader, form, node), annotations, span };
}
