/** Columns padded to their widest cell, two spaces apart, each line indented by two. No trailing blanks. */
export function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, k) => {
      widths[k] = Math.max(widths[k] ?? 0, cell.length);
    });
  }
  return rows.map((row) => `  ${row.map((cell, k) => cell.padEnd(widths[k]!)).join("  ")}`.trimEnd());
}

/** Words of one paragraph in lines of at most `width` characters, the first line after `lead`, the others indented as far. */
export function wrapWords(lead: string, words: readonly string[], width = 80): readonly string[] {
  const lines: string[] = [];
  let line = lead;
  let empty = true;
  for (const word of words) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = " ".repeat(lead.length);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line.trimEnd()];
}
