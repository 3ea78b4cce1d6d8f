/** A word or a text in quotes, and where it stands. */
export interface Atom {
  readonly kind: "atom";
  /** Without quotes, escapes undone. */
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** A list in parentheses; the span includes them. */
export interface List {
  readonly kind: "list";
  readonly items: readonly (Atom | List)[];
  readonly start: number;
  readonly end: number;
}

const token = /\s+|[()]|"(?:[^"\\]|\\[\s\S])*"|[^\s()"]+/y;

/**
 * Parse a text that is one S-expression, as KiCad writes its files. Every item knows its place, so that single atoms can be replaced
 * while the rest of the text stays byte for byte.
 *
 * @returns a sentence where the text is none.
 */
export function parseSExpression(text: string): List | { readonly problem: string } {
  const open: { readonly items: (Atom | List)[]; readonly start: number }[] = [];
  let root: List | undefined;
  let position = 0;
  while (position < text.length) {
    token.lastIndex = position;
    const match = token.exec(text);
    if (match === null) return { problem: `a quotation mark at offset ${position} is never closed` };
    const [piece] = match;
    const start = position;
    position += piece.length;
    if (/^\s/.test(piece)) continue;
    if (root !== undefined) return { problem: `there is something behind the end, at offset ${start}` };
    if (piece === "(") open.push({ items: [], start });
    else if (piece === ")") {
      const last = open.pop();
      if (last === undefined) return { problem: `a parenthesis too many closes at offset ${start}` };
      const list: List = { kind: "list", items: last.items, start: last.start, end: position };
      const outer = open.at(-1);
      if (outer === undefined) root = list;
      else outer.items.push(list);
    } else {
      const outer = open.at(-1);
      if (outer === undefined) return { problem: "it does not begin with a parenthesis" };
      const quoted = piece.startsWith('"');
      const plain = quoted ? piece.slice(1, -1).replaceAll(/\\([\s\S])/g, readEscape) : piece;
      outer.items.push({ kind: "atom", text: plain, quoted, start, end: position });
    }
  }
  if (root === undefined) return { problem: "a parenthesis is never closed" };
  return root;
}

function readEscape(_: string, letter: string): string {
  return letter === "n" ? "\n" : letter === "t" ? "\t" : letter === "r" ? "\r" : letter;
}

/** The text in quotes as KiCad writes it. */
export function quoteText(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t")}"`;
}

/** The word a list begins with. */
export function headOf({ items }: List): string {
  const [first] = items;
  return first?.kind === "atom" ? first.text : "";
}

/** The lists directly inside one that begin with a word. */
export function childrenOf({ items }: List, head: string): readonly List[] {
  return items.filter((item): item is List => item.kind === "list" && headOf(item) === head);
}

/** The first atom behind the head of the first such list inside: `(uuid x)` gives x. */
export function childAtom(list: List, head: string): Atom | undefined {
  const item = childrenOf(list, head)[0]?.items[1];
  return item?.kind === "atom" ? item : undefined;
}
