import type { IToken } from "chevrotain";
import type { PairCstNode, WordsCstChildren } from "../../grammar/cst.d.ts";
import { parseSpiceNumber } from "../numeric/spice-number.ts";
import type { Directive, DirectiveOption, Selector } from "./directive.ts";
import type { DirectiveBody } from "./directive-body.ts";
import type { Name } from "./expression.ts";
import { nameAt, spanOf } from "./name.ts";
import { checkOptions, optionsOf } from "./read-options.ts";
import { readValue } from "./read-value.ts";
import type { Value } from "./value.ts";

type WordDirective = Exclude<Directive["kind"], "goal" | "classify">;

interface Words {
  readonly words: readonly { readonly name: Name; readonly quoted: boolean; readonly span: Name["span"] }[];
  readonly pairs: readonly DirectiveOption[];
}

function wordOf(body: DirectiveBody, token: IToken): Words["words"][number] {
  const offset = body.start + token.startOffset;
  const span = spanOf(body.source, offset, offset + token.image.length);
  const quoted = token.tokenType.name === "StringLiteral";
  const name = quoted
    ? nameAt(body.source, token.image.slice(1, -1), offset + 1)
    : nameAt(body.source, token.image, offset);
  return { name, quoted, span };
}

function pairOf(body: DirectiveBody, { children }: PairCstNode): DirectiveOption {
  const key = wordOf(body, children.key[0]!);
  const token = children.value![0]!;
  const word = wordOf(body, token);
  const value: Value = word.quoted
    ? { kind: "string", text: word.name.text, span: word.span }
    : readValue(
        {
          kind: token.tokenType.name === "RawBraced" ? "braced" : "word",
          text: token.image,
          span: word.span,
        },
        {
          collector: body.collector,
          bare: false,
          strict: token.tokenType.name === "RawBraced" || parseSpiceNumber(token.image) !== undefined,
        },
      );
  return { name: key.name, value, span: { ...key.span, end: word.span.end } };
}

function selectorOf({ name, span }: Words["words"][number]): Selector {
  const match = /^param:/i.exec(name.text);
  if (match === null) return { kind: "element", pattern: name, span };
  const prefix = match[0].length;
  return {
    kind: "parameter",
    pattern: nameAt(span.source, name.text.slice(prefix), name.span.start + prefix),
    span,
  };
}

/** Report words that stand where only `key=value` has a meaning. */
function expectNoWords(body: DirectiveBody, words: Words["words"], expected: string): void {
  for (const { name, span } of words)
    body.collector.report("directive/syntax", span, { found: name.text, expected });
}

function missing(body: DirectiveBody, directive: WordDirective, what: string): undefined {
  body.collector.report("directive/missing-argument", body.span, { directive, what });
  return undefined;
}

function buildData(body: DirectiveBody, { words, pairs }: Words): Directive | undefined {
  const [file, ...others] = words;
  if (file === undefined) return missing(body, "data", "a file");
  expectNoWords(body, others, "source=column");
  const isOption = (pair: DirectiveOption) => Object.hasOwn(optionsOf("data"), pair.name.key);
  const columns = pairs
    .filter((pair) => !isOption(pair))
    .map(({ name, value, span }) => {
      const trim = value.kind === "string" ? 1 : 0;
      const text = span.source.text.slice(value.span.start + trim, value.span.end - trim);
      return { source: name, column: nameAt(span.source, text, value.span.start + trim), span };
    });
  if (columns.length === 0) return missing(body, "data", "at least one source=column");
  const options = checkOptions("data", pairs.filter(isOption), body.collector);
  const value: Value = { kind: "string", text: file.name.text, span: file.span };
  return { kind: "data", file: value, columns, options, span: body.span };
}

function buildPort(body: DirectiveBody, { words, pairs }: Words): Directive | undefined {
  const [number, positive, negative, ...others] = words;
  if (number === undefined || positive === undefined) return missing(body, "port", "a number and a node");
  expectNoWords(body, others, "at most two nodes");
  const value = readValue(
    { kind: "word", text: number.name.text, span: number.span },
    { collector: body.collector, bare: false, strict: true },
  );
  const nodes = [positive.name, ...(negative === undefined ? [] : [negative.name])];
  return {
    kind: "port",
    number: value,
    nodes,
    options: checkOptions("port", pairs, body.collector),
    span: body.span,
  };
}

function buildPeriodic(body: DirectiveBody, { words, pairs }: Words): Directive | undefined {
  const [period, ...others] = words;
  if (period === undefined) return missing(body, "periodic", "a period in seconds");
  expectNoWords(body, others, "nothing behind the period");
  checkOptions("periodic", pairs, body.collector);
  const value = readValue(
    { kind: "word", text: period.name.text, span: period.span },
    { collector: body.collector, bare: false, strict: true },
  );
  return { kind: "periodic", period: value, span: body.span };
}

/** The AST of the annotations that are words and key=value pairs. */
export function buildWords(
  kind: WordDirective,
  children: WordsCstChildren,
  body: DirectiveBody,
  inline: boolean,
): Directive | undefined {
  const tokens = [...(children.RawWord ?? []), ...(children.StringLiteral ?? [])];
  tokens.sort((a, b) => a.startOffset - b.startOffset);
  const found: Words = {
    words: tokens.map((token) => wordOf(body, token)),
    pairs: (children.pair ?? []).map((node) => pairOf(body, node)),
  };
  if (kind === "data") return buildData(body, found);
  if (kind === "port") return buildPort(body, found);
  if (kind === "periodic") return buildPeriodic(body, found);
  const options = checkOptions(kind, found.pairs, body.collector);
  if (kind === "learn") {
    expectNoWords(body, found.words, "key=value");
    return { kind, options, span: body.span };
  }
  const selectors = found.words.map(selectorOf);
  if (selectors.length === 0 && !inline) return missing(body, kind, "the name of an element, or param:name");
  return { kind, selectors, options, span: body.span };
}
