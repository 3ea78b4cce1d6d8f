import { escapeMarkup } from "../escape-markup.ts";
import { type DiffLine, diffNetlists } from "../netlist-diff.ts";
import { scrolling } from "./markup.ts";

/** What changed in the netlist, line by line, with one line around it. Signs tell the sides apart, colours only help. */
export function formatDiff(before: string, after: string): string {
  const lines = diffNetlists(before, after).map((line) =>
    line === undefined ? '<span class="skipped">      ⋮</span>' : formatLine(line),
  );
  return lines.length === 0
    ? "<p>No value was changed.</p>"
    : scrolling("Changes of the netlist", `<pre>${lines.join("")}</pre>`);
}

const elements = { same: ["span", " "], removed: ["del", "-"], added: ["ins", "+"] } as const;

function formatLine({ kind, text, before, after }: DiffLine): string {
  const [element, sign] = elements[kind];
  const number = String(after ?? before).padStart(5);
  return `<${element}>${number} ${sign} ${escapeMarkup(text)}</${element}>`;
}
