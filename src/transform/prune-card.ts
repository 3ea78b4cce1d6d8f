import { type Span, spanText } from "../source/source-text.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import { type CardComment, commentsOf, starComment } from "./card-layout.ts";
import { lineEndOf, removeLines, replaceLines } from "./layout.ts";

/** One definition on a card, and its new text; undefined takes it out. */
export interface CardPart {
  readonly span: Span;
  readonly replacement: string | undefined;
}

/** Lines of a card that belong together, because a definition goes over their ends, or a comment of its own line. */
type Piece =
  | { readonly kind: "comment"; readonly text: string }
  | {
      readonly kind: "text";
      readonly start: number;
      end: number;
      readonly comments: CardComment[];
      readonly parts: CardPart[];
    };

/**
 * Take definitions out of a `.param` card and give others new texts, line by line: lines that keep a definition stay as they are laid out, comments
 * stay where they are, and the remark beside what was taken out becomes a line. A card of which nothing is left leaves its comment lines.
 */
export function pruneCard(card: Span, parts: readonly CardPart[]): readonly TextEdit[] {
  const pieces = piecesOf(card, parts);
  const isKept = (piece: Piece): boolean =>
    piece.kind === "text" && piece.parts.some(({ replacement }) => replacement !== undefined);
  if (!pieces.some(isKept)) {
    const lines = pieces.flatMap((piece) =>
      piece.kind === "comment" && piece.text.trim() !== "" ? [piece.text] : [],
    );
    return [lines.length === 0 ? removeLines(card) : replaceLines(card, lines)];
  }
  let isFirst = true;
  const lines = pieces.flatMap((piece): readonly string[] => {
    if (piece.kind === "comment") return isFirst && piece.text.trim() === "" ? [] : [piece.text];
    if (!isKept(piece)) return piece.comments.map(({ text }) => starComment(text));
    const text = pieceText(card, piece);
    const own = isFirst ? text.replace(/^\s*(?:\+|\.param\b)[^\S\r\n]*/i, headOf(card)) : text;
    isFirst = false;
    const [last, ...inside] = [...piece.comments].reverse();
    const isBeside = last?.lead.end === piece.end;
    const lifted = isBeside ? inside.reverse() : piece.comments;
    return [
      ...lifted.map((comment) => starComment(comment.text)),
      isBeside ? own + spanText(last!.lead) : own,
    ];
  });
  const replacement = lines.join(lineEndOf(card.source.text));
  return replacement === spanText(card) ? [] : [{ span: card, replacement }];
}

/** `.param` as it is written, with the white space behind it. */
function headOf(card: Span): string {
  const head = /^\.\w+[^\S\r\n]*/.exec(spanText(card))?.[0] ?? ".param ";
  return /\s$/.test(head) ? head : `${head} `;
}

function piecesOf(card: Span, parts: readonly CardPart[]): readonly Piece[] {
  const comments = commentsOf(card);
  const { text } = card.source;
  const pieces: Piece[] = [];
  let position = card.start;
  while (position < card.end) {
    const lineEnd = /\r\n|\r|\n/.exec(text.slice(position, card.end));
    const end = lineEnd === null ? card.end : position + lineEnd.index;
    const start = position;
    position = end + (lineEnd?.[0].length ?? 0);
    const line = text.slice(start, end);
    const before = pieces.at(-1);
    const isInside = parts.some(({ span }) => span.start < start && span.end > start);
    const onLine = comments.filter(
      ({ lead, text: own }) => own !== "" && lead.end > start && lead.end <= end,
    );
    if (isInside && before?.kind === "text") {
      before.end = end;
      before.comments.push(...onLine);
    } else if (line.trim() === "" || onLine.some(({ inline }) => !inline))
      pieces.push({ kind: "comment", text: line });
    else {
      const own = parts.filter(({ span }) => start <= span.start && span.start < end);
      pieces.push({ kind: "text", start, end, comments: onLine, parts: own });
    }
  }
  return pieces;
}

/** The text of a piece without its comments, with what changes in it. */
function pieceText({ source }: Span, piece: Piece & { readonly kind: "text" }): string {
  const { start } = piece;
  const edits = piece.parts.map(({ span, replacement }) => {
    // What is taken out goes with the white space in front of it.
    const blanks = /[^\S\r\n]*$/.exec(source.text.slice(start, span.start))![0].length;
    const from = replacement === undefined ? span.start - blanks : span.start;
    return {
      span: { source, start: from - start, end: span.end - start },
      replacement: replacement ?? "",
    };
  });
  const outside = piece.comments
    .filter(({ lead }) => !piece.parts.some(({ span }) => span.start < lead.start && lead.end < span.end))
    .map(({ lead }) => ({
      span: { source, start: lead.start - start, end: lead.end - start },
      replacement: "",
    }));
  const text = applyEdits(source.text.slice(start, piece.end), [...edits, ...outside]);
  const isFirstGone = piece.parts[0]?.replacement === undefined;
  return isFirstGone ? text.replace(/^(\s*\+)[^\S\r\n]+/, "$1 ") : text;
}
