import type { ElementCard } from "../ast/element.ts";
import { invariant } from "../diagnostic/invariant.ts";
import { spanText } from "../source/source-text.ts";
import type { TextEdit } from "../source/text-edit.ts";

/** Edits that make an independent source one of 1 V or 1 A (times its `m`) at 0° in AC, whatever its own values. */
export function unitDrive({ source, nodes, parameters }: ElementCard): TextEdit[] {
  const last = nodes[nodes.length - 1]?.span;
  invariant(last !== undefined, "a source has nodes");
  const multiplicity = parameters.find(({ name }) => name.key === "m");
  const replacement = ` dc 0 ac 1 0${multiplicity === undefined ? "" : ` ${spanText(multiplicity.span)}`}`;
  const end = Math.max(last.end, source?.span.end ?? 0, multiplicity?.span.end ?? 0);
  return [{ span: { source: last.source, start: last.end, end }, replacement }];
}

/** Edits that set an independent source's AC magnitude to 0; undefined where it has none. */
export function silence({ source }: ElementCard): TextEdit[] | undefined {
  if (source?.hasAc !== true) return undefined;
  const { acMagnitude, span } = source;
  if (acMagnitude !== undefined) return [{ span: acMagnitude.span, replacement: "0" }];
  const word = /\bac\b/i.exec(span.source.text.slice(span.start, span.end));
  invariant(word !== null, "a source with an AC part has the word ac");
  const end = span.start + word.index + word[0].length;
  return [{ span: { source: span.source, start: end, end }, replacement: " 0" }];
}
