/** What a run of physical lines is, before anything on it is read. */
export type SegmentKind =
  /** Line 1 of a deck. */
  | "title"
  /** Comment and blank lines without an annotation. */
  | "comment"
  /** `* @…` with its `* @+` lines, and the comment lines between them. */
  | "directive"
  /** A `* @+` line that follows no annotation. */
  | "stray-directive"
  /** A card with its `+` lines, and the comment lines between them. */
  | "card"
  /** A `+` line that follows no card. */
  | "stray-continuation"
  /** `.control` to `.endc`. */
  | "control"
  /** Everything below `.end`. */
  | "tail";

/** A piece `[start, end)` of the text, without the line end behind it. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly start: number;
  readonly end: number;
}

export interface SplitOptions {
  /** Whether the first line is a title: true for a deck, false for an included file. */
  readonly title: boolean;
}

const lineFeed = 10;
const carriageReturn = 13;

/** White space inside a line; NUL and Ctrl-Z, which old editors left behind, count. */
function isBlank(code: number): boolean {
  return (
    code === 32 ||
    code === 9 ||
    code === 11 ||
    code === 12 ||
    code === 0 ||
    code === 0x1a ||
    code === 0xa0 ||
    code === 0xfeff
  );
}

const controlStart = /\.control(?![^\s;])/iy;
/** ngspice takes every word that begins so: `.endcontrol` too. */
const controlEnd = /\.endc/iy;
const deckEnd = /\.end(?![^\s;$])/iy;
const directiveStart = /(?:\*|;|\$|\/\/)[^\S\r\n]*@[^\S\r\n]*(\+?)/y;

function matchesAt(pattern: RegExp, text: string, offset: number): boolean {
  pattern.lastIndex = offset;
  return pattern.test(text);
}

function isCommentStart(text: string, offset: number): boolean {
  const c = text.charCodeAt(offset);
  // * ; $ and //
  return c === 42 || c === 59 || c === 36 || (c === 47 && text.charCodeAt(offset + 1) === 47);
}

/**
 * Cut a netlist into cards, comments, annotations and blocks: one pass over the text, linear in its length.
 * The segments are in order and do not overlap; between them stand only line ends and white space.
 *
 * A `+` line continues the last card even across comment and blank lines, as in ngspice; those then lie inside the card's segment. So
 * does a `* @+` line the last annotation.
 */
export function splitCards(text: string, options: SplitOptions): readonly Segment[] {
  const segments: Segment[] = [];
  /** Index of the card that a `+` would continue, or -1. */
  let openCard = -1;
  let control = -1;
  let isTitle = options.title;
  let position = 0;

  const extend = (index: number, end: number) => {
    const { kind, start } = segments[index]!;
    segments[index] = { kind, start, end };
  };

  while (position < text.length) {
    let first = position;
    while (first < text.length && isBlank(text.charCodeAt(first))) first++;
    let end = first;
    let code = text.charCodeAt(end);
    while (end < text.length && code !== lineFeed && code !== carriageReturn) code = text.charCodeAt(++end);
    const next = code === carriageReturn && text.charCodeAt(end + 1) === lineFeed ? end + 2 : end + 1;
    const lineStart = position;
    position = next;

    if (isTitle) {
      isTitle = false;
      segments.push({ kind: "title", start: lineStart, end });
      continue;
    }
    if (control >= 0) {
      extend(control, end);
      if (matchesAt(controlEnd, text, first)) control = -1;
      continue;
    }
    const last = segments.length - 1;
    if (first === end || isCommentStart(text, first)) {
      directiveStart.lastIndex = first;
      const directive = first === end ? null : directiveStart.exec(text);
      if (directive !== null && directive[1] === "+") {
        // At most one comment lies behind the annotation: comment and blank lines run together.
        const open = segments[last]?.kind === "comment" ? last - 1 : last;
        if (segments[open]?.kind === "directive") {
          segments.length = open + 1;
          extend(open, end);
        } else segments.push({ kind: "stray-directive", start: first, end });
      } else if (directive !== null) {
        segments.push({ kind: "directive", start: first, end });
      } else if (segments[last]?.kind === "comment") {
        extend(last, end);
      } else {
        segments.push({ kind: "comment", start: lineStart, end });
      }
      continue;
    }
    if (text[first] === "+") {
      if (openCard >= 0) {
        segments.length = openCard + 1;
        extend(openCard, end);
      } else {
        segments.push({ kind: "stray-continuation", start: first, end });
      }
      continue;
    }
    if (text[first] === ".") {
      if (matchesAt(controlStart, text, first)) {
        control = segments.length;
        openCard = -1;
        segments.push({ kind: "control", start: first, end });
        continue;
      }
      if (matchesAt(deckEnd, text, first)) {
        segments.push({ kind: "card", start: first, end });
        if (position < text.length) segments.push({ kind: "tail", start: position, end: text.length });
        return segments;
      }
    }
    openCard = segments.length;
    segments.push({ kind: "card", start: first, end });
  }
  return segments;
}

/** Whether a control segment is closed by `.endc`. */
export function isClosedControl(text: string): boolean {
  return /(?:^|[\r\n])[^\S\r\n]*\.endc[^\r\n]*$/i.test(text);
}
