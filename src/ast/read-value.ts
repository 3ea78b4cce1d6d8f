import type { Collector } from "../diagnostic/collector.ts";
import { parseSpiceNumber } from "../numeric/spice-number.ts";
import { spanText } from "../source/source-text.ts";
import type { PlainItem, RawValue } from "./card-item.ts";
import { checkNumber } from "./check-number.ts";
import type { Expression } from "./expression.ts";
import { nameAt, spanOf } from "./name.ts";
import { type ParsedExpression, parseExpression, reportNumbers } from "./parse-expression.ts";
import type { Value } from "./value.ts";

/** Where a value stands, and how strictly it is taken. */
export interface ValueContext {
  /** Absent: nothing is reported (cards that are kept but not used). */
  readonly collector?: Collector | undefined;
  /** `bare`: text without delimiters may be an expression (`2*w`); `plain`: it is a number or a word. */
  readonly bare: boolean;
  /** Where ngspice refuses an expression without braces or quotes; behind a `name=` it does only if that begins with a number. */
  readonly needsBraces?: "always" | "before-numbers" | undefined;
  /** Report a text that is neither number, word nor expression; otherwise it is kept as a word. */
  readonly strict: boolean;
  /** The value of a parameter, where ngspice takes nothing that only begins like a number. */
  readonly wholeNumber?: boolean;
}

/** How the values of parameters are read: on `.param`, `.subckt` and X cards. */
export const parameterValue = { wholeNumber: true } as const;

const identifier = /^[a-z_\u00b5\u00c0-\uffff][\w.$\u00b5\u00c0-\uffff]*$/i;
/** The number that a text begins with, as far as ngspice reads one. */
const leadingNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[ed][+-]?\d+)?/i;

function asRaw(item: PlainItem): RawValue {
  return { text: item.text, single: true, kind: item.kind, span: item.span };
}

function wordValue(raw: RawValue): Value {
  return { kind: "word", name: nameAt(raw.span.source, raw.text, raw.span.start), span: raw.span };
}

function accept(parsed: ParsedExpression & { ok: true }, raw: RawValue, context: ValueContext): Value {
  if (context.collector !== undefined) reportNumbers(parsed.suspicious, context.collector);
  const { kind, single, span } = raw;
  const isEnclosed = single && (kind === "braced" || kind === "quoted");
  const text = spanText(span);
  const isRefused =
    context.needsBraces === "always" || (context.needsBraces !== undefined && leadingNumber.test(text));
  if (context.strict && !isEnclosed && isRefused && parsed.suspicious.length === 0)
    context.collector?.report("syntax/bare-expression", span, { text });
  return { kind: "expression", expression: parsed.expression, span: raw.span };
}

function readExpression(raw: RawValue, trim: 0 | 1, context: ValueContext): Value {
  const { source, start, end } = raw.span;
  const parsed = parseExpression(source, start + trim, end - trim);
  if (parsed.ok) return accept(parsed, raw, context);
  const { found, expected, span } = parsed.problem;
  // An open parenthesis was reported where it stands.
  const isKnown = !raw.single && found === "" && expected === '")"';
  if (context.strict && !isKnown)
    context.collector?.report("syntax/bad-expression", span, { found, expected });
  return wordValue(raw);
}

/** A text that begins like a number and goes on like none: `1.2.3k` is 1.2 for ngspice, which passes over the rest. */
function readNumberWithRest(raw: RawValue, context: ValueContext): Value {
  const { text, span } = raw;
  const lead = leadingNumber.exec(text)?.[0];
  if (lead === undefined) return wordValue(raw);
  const value = Number(lead.replace(/d/i, "e"));
  if (context.wholeNumber === true || !Number.isFinite(value)) {
    context.collector?.report("syntax/bad-number", span, { text });
    return wordValue(raw);
  }
  context.collector?.report("syntax/number-with-rest", span, { text, value, rest: text.slice(lead.length) });
  return { kind: "number", value, span };
}

/**
 * The value that a piece of a card stands for: a number, an expression in braces or quotes, a text, a bare expression where
 * the context allows one, and a word otherwise.
 */
export function readValue(item: PlainItem | RawValue, context: ValueContext): Value {
  const raw = "single" in item ? item : asRaw(item);
  const { text, span } = raw;
  if (raw.single && raw.kind === "word") {
    const number = parseSpiceNumber(text);
    if (number !== undefined) {
      if (number.digitsAfterSuffix && !context.strict) return wordValue(raw);
      if (context.collector !== undefined)
        checkNumber({ text, number, span, inExpression: false }, context.collector);
      return { kind: "number", value: number.value, span };
    }
    // A quote or brace without its end, which was reported.
    if (/^["'{]/.test(text) || identifier.test(text)) return wordValue(raw);
    if (context.bare && /[-+*/^(<>=!?]/.test(text)) {
      const parsed = parseExpression(span.source, span.start, span.end);
      if (parsed.ok) return accept(parsed, raw, context);
      if (context.strict && /[*^(?&|<>+]/.test(text)) {
        const { found, expected, span: place } = parsed.problem;
        context.collector?.report("syntax/bad-expression", place, { found, expected });
        return wordValue(raw);
      }
    }
    return context.strict ? readNumberWithRest(raw, context) : wordValue(raw);
  }
  if (raw.single && raw.kind === "text") return { kind: "string", text: text.slice(1, -1), span };
  return readExpression(raw, raw.single ? 1 : 0, context);
}

/** The expression of a value, where it has one that does not need elaboration to be read. */
export function valueExpression(value: Value): Expression | undefined {
  if (value.kind === "expression") return value.expression;
  if (value.kind === "number") return { kind: "number", value: value.value, span: value.span };
  if (value.kind === "word") return { kind: "variable", name: value.name, span: value.span };
  const { source, start, end } = value.span;
  const parsed = parseExpression(source, start + 1, end - 1);
  return parsed.ok ? parsed.expression : undefined;
}

/** An empty span behind `span`: where something is missing. */
export function behind(span: { readonly source: PlainItem["span"]["source"]; readonly end: number }) {
  return spanOf(span.source, span.end, span.end);
}
