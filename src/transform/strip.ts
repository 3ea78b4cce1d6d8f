import { splitCards } from "../../grammar/split-cards.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import { commentsOf } from "./card-layout.ts";
import { removeLines } from "./layout.ts";
import type { Pass } from "./pass.ts";

/**
 * Take out comments, annotations and blank lines. The title stays, since line 1 is one whatever stands there, and `.control` blocks and what
 * follows `.end` stay as they are.
 */
export const strip: Pass<undefined> = ({ netlist: { source } }) => {
  const edits: TextEdit[] = [];
  for (const { kind, start, end } of splitCards(source.text, { title: true })) {
    const span = { source, start, end };
    if (kind === "comment" || kind === "directive" || kind === "stray-directive")
      edits.push(removeLines(span));
    else if (kind === "card") {
      for (const comment of commentsOf(span)) edits.push({ span: comment.lead, replacement: "" });
    }
  }
  return applyEdits(source.text, edits);
};
