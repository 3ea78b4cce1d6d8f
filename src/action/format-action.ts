import { formatActionJson } from "./format-action-json.ts";
import { formatActionLatex } from "./format-action-latex.ts";
import { formatActionText } from "./format-action-text.ts";
import type { ActionStatement } from "./state-action.ts";

const formats = { text: formatActionText, latex: formatActionLatex, json: formatActionJson } as const;

/** How an action can be written. */
export type ActionFormat = keyof typeof formats;

/** Write a statement of the action; the text ends in a line feed. */
export function formatAction(statement: ActionStatement, format: ActionFormat): string {
  return formats[format](statement);
}
