/** A text broken at blanks into lines of at most `width` characters; longer words stand alone. Continuations are indented. */
export function wrapText(text: string, width: number, indent = "  "): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((piece) => piece !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : indent + word);
  }
  return lines;
}
