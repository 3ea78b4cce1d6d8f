import { type Segment, splitCards } from "../../grammar/split-cards.ts";
import type { SourceText } from "../source/source-text.ts";
import { formatCard } from "./format-card.ts";
import { lineEndOf } from "./layout.ts";
import type { Pass } from "./pass.ts";

/**
 * Write a netlist in its canonical layout. Formatting twice is formatting once; the circuit, the order of the cards and every comment stay, and so do
 * the title, `.control` blocks and what follows `.end`.
 */
export const format: Pass<undefined> = ({ netlist: { source } }) => {
  const lines = splitCards(source.text, { title: true }).flatMap((segment) => formatSegment(source, segment));
  const lineEnd = lineEndOf(source.text);
  return collapseBlankLines(lines)
    .map((line) => line + lineEnd)
    .join("");
};

/** What stands for a blank line that belongs to a block which is kept as it is. */
interface KeptText {
  readonly text: string;
}

function formatSegment(source: SourceText, { kind, start, end }: Segment): readonly (string | KeptText)[] {
  const text = source.text.slice(start, end);
  switch (kind) {
    case "card": {
      const lines = formatCard({ source, start, end });
      return lines ?? [{ text: trimLines(text).join(lineEndOf(source.text)) }];
    }
    case "directive":
      return trimLines(text).map(formatDirective);
    case "control":
    case "tail":
      return [{ text: text.trimEnd() }];
    default:
      return trimLines(text);
  }
}

function trimLines(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).map((line) => line.trimEnd());
}

const annotationStart = /^\s*(?:\*|;|\$|\/\/)\s*@\s*/;

/** `*@ train  R1` as `* @train R1`; what stands in quotes is left alone, and so are comments between the lines of an annotation. */
export function formatDirective(line: string): string {
  if (!annotationStart.test(line)) return line;
  const body = line.replace(annotationStart, "");
  const spaced = body.replace(/("[^"]*")|\s+/g, (_, quoted: string | undefined) => quoted ?? " ");
  return `* @${spaced.startsWith("+") ? `+ ${spaced.slice(1).trimStart()}` : spaced}`;
}

/** No two blank lines in a row, none at the end. */
function collapseBlankLines(lines: readonly (string | KeptText)[]): readonly string[] {
  const texts = lines.map((line) => (typeof line === "string" ? line : line.text));
  const kept = texts.filter((line, index) => index < 2 || line !== "" || texts[index - 1] !== "");
  while (kept.length > 1 && kept.at(-1) === "") kept.pop();
  return kept;
}
