import type { Span } from "../source/source-text.ts";
import { flattenItems, isPlain } from "./card-cursor.ts";
import { nameAt, spanOf } from "./name.ts";
import type { AnalysisCommand, AnalysisKind, ControlCommand } from "./netlist.ts";
import { readCard } from "./read-card.ts";
import { readValue } from "./read-value.ts";

/** Words that open a block of commands; `end` closes it. */
const openers: ReadonlySet<string> = new Set(["if", "while", "dowhile", "foreach", "repeat"]);

const analyses: ReadonlyMap<string, AnalysisKind> = new Map(
  (["ac", "dc", "op", "tran"] as const).map((kind) => [kind, kind]),
);

/** What a line begins with, and where its comment starts: `;`, or `$` that begins no variable. */
const firstWord = /[^\s=;(]+/y;
const comment = /(?:^|\s)(?:;|\$(?=\s|$))/;

/**
 * The commands of a `.control` block, a line each (with its `+` lines), without the lines `.control` and `.endc`. Never fails: whatever a line
 * holds, it is a command of that name.
 */
export function parseControl(block: Span): readonly ControlCommand[] {
  const { source } = block;
  const commands: ControlCommand[] = [];
  let depth = 0;
  for (const { start, end } of linesOf(block)) {
    firstWord.lastIndex = start;
    const word = firstWord.exec(source.text)?.[0];
    if (word === undefined || word.startsWith(".")) continue;
    const name = nameAt(source, word, start);
    if (name.key === "end") depth = Math.max(0, depth - 1);
    const isBranch = name.key === "else";
    const rest = spanOf(source, Math.min(name.span.end, end), end);
    const analysis = analysisOf(name.key, spanOf(source, start, end));
    commands.push({
      name,
      arguments: rest,
      depth: isBranch ? Math.max(0, depth - 1) : depth,
      ...(analysis === undefined ? {} : { analysis }),
      span: spanOf(source, start, end),
    });
    if (openers.has(name.key)) depth++;
  }
  return commands;
}

/** The lines that hold something but a comment, without white space around them and comments behind. */
function linesOf({
  source,
  start: first,
  end: last,
}: Span): readonly { readonly start: number; end: number }[] {
  const lines: { start: number; end: number }[] = [];
  const line = /[^\r\n]+/g;
  line.lastIndex = first;
  for (let match = line.exec(source.text); match !== null; match = line.exec(source.text)) {
    if (match.index >= last) break;
    const text = match[0].slice(0, last - match.index);
    const lead = text.length - text.trimStart().length;
    const start = match.index + lead;
    const from = text.slice(lead);
    const cut = comment.exec(from)?.index ?? from.length;
    const body = from.slice(0, cut).trimEnd();
    const before = lines[lines.length - 1];
    if (body === "" || body.startsWith("*")) continue;
    if (body.startsWith("+") && before !== undefined) before.end = start + body.length;
    else lines.push({ start, end: start + body.length });
  }
  return lines;
}

/** The analysis that a command runs; undefined where its arguments depend on variables. */
function analysisOf(key: string, span: Span): AnalysisCommand | undefined {
  const kind = analyses.get(key);
  const { source, start, end } = span;
  if (kind === undefined || /[$>=[\]&]/.test(source.text.slice(start, end))) return undefined;
  const values = flattenItems(readCard(source, start, end, "card", undefined).items).flatMap((item) =>
    isPlain(item) ? [readValue(item, { bare: false, strict: false })] : [],
  );
  return { kind: "analysis", analysis: kind, arguments: values, span };
}
