/** A group of cards with the comment that says what they are. */
export interface DraftPart {
  readonly heading?: string;
  readonly cards: readonly string[];
}

/** A netlist about to be written. */
export interface NetlistDraft {
  readonly title: string;
  /** What the network is, what it is to learn, where it comes from; a paragraph each. */
  readonly about: readonly string[];
  readonly parts: readonly DraftPart[];
}

const LINE_WIDTH = 110;

/** The text of a draft: title, comments wrapped, parts in their order, `.end`. */
export function formatDraft({ title, about, parts }: NetlistDraft): string {
  const lines = [
    title,
    ...about.flatMap(comment),
    ...parts.flatMap(({ heading, cards }) => [...(heading === undefined ? [] : comment(heading)), ...cards]),
    ".end",
    "",
  ];
  return lines.join("\n");
}

/** `* @train` lines for names with one set of bounds, so many names a line that they can be read. */
export function trainLines(names: readonly string[], bounds: string): readonly string[] {
  return wrapWords(names, "* @train ", LINE_WIDTH - bounds.length).map((line) =>
    `${line} ${bounds}`.trimEnd(),
  );
}

function comment(text: string): readonly string[] {
  return wrapWords(text.split(" "), "* ", LINE_WIDTH).map((line, k) =>
    k === 0 ? line : `*   ${line.slice(2)}`,
  );
}

function wrapWords(words: readonly string[], start: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(start + word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
