import { parseNetlist } from "../ast/parse-netlist.ts";
import { createCollector } from "../diagnostic/collector.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { DecodedText } from "../source/decode-text.ts";
import type { SourceText } from "../source/source-text.ts";

const names = {
  "latin-1": "Latin-1",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
} as const;

/**
 * Warn of an encoding that ngspice refuses (39 does): of a Latin-1 file at the first letter beyond ASCII that stands in a card, for ngspice skips
 * comments and the title; of UTF-16 at the beginning.
 */
export function checkEncoding(source: SourceText, { encoding }: DecodedText): readonly Diagnostic[] {
  if (encoding === "utf-8") return [];
  const start = encoding === "latin-1" ? letterInCard(source) : 0;
  if (start === undefined) return [];
  const collector = createCollector();
  const args = { encoding: names[encoding] };
  collector.report("input/not-utf8", { source, start, end: Math.min(start + 1, source.text.length) }, args);
  return collector.diagnostics;
}

/** The offset of the first letter beyond ASCII that stands in no comment and not in the title. */
function letterInCard(source: SourceText): number | undefined {
  for (const { kind, span } of parseNetlist(source).netlist.statements) {
    if (kind === "title" || kind === "comment" || kind === "directive") continue;
    let offset = span.start;
    for (const line of source.text.slice(span.start, span.end).split(/(?<=[\r\n])/)) {
      const card = /^\s*\*/.test(line) ? "" : line.replace(/(?:;|\/\/|(?<=\s)\$\s)[\s\S]*$/, "");
      const found = card.search(/[^\0-\x7f]/);
      if (found >= 0) return offset + found;
      offset += line.length;
    }
  }
  return undefined;
}
