import type { ExplainedRule, Explanation } from "../training/explain-rules.ts";
import { formatDuration } from "./format-duration.ts";
import { ruleNotes } from "./rule-notes.ts";
import { formatTextTable } from "./text-table.ts";
import { wrapText } from "./wrap-text.ts";

/** Which learning rules are valid for a circuit, what they cost and how they agree, in at most `width` columns. */
export function formatExplanation(name: string, explanation: Explanation, width = 80): string {
  const { parameters, analyses, nonReciprocal, auto, followed, remark, rules } = explanation;
  const values = parameters === 1 ? "1 value" : `${parameters} values`;
  const valid = rules.filter((rule) => rule.status === "valid");
  const others = rules.filter((rule) => rule.status !== "valid");
  return [
    ...wrapText(`${name}: ${values}, goals on ${analyses.map((kind) => `.${kind}`).join(" and ")}`, width),
    ...wrapText(describeReciprocity(nonReciprocal), width),
    ...wrapText(`auto takes ${auto}${remark === undefined ? "" : ` (${remark})`}.`, width),
    ...(followed.length === 0 ? [] : wrapText(describeFollowed(followed), width)),
    "",
    validTable(valid, auto, width),
    ...valid.flatMap((rule) => wrapText(`${rule.name}: ${ruleNotes[rule.name].what}`, width)),
    ...(others.length === 0 ? [] : ["", "not here:"]),
    ...groupByReason(others).flatMap((line) => wrapText(line, width)),
    "",
  ].join("\n");
}

/** `centred, vf: why`: rules that are refused for one reason stand together. */
function groupByReason(rules: readonly ExplainedRule[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const rule of rules) {
    if (rule.status === "valid") continue;
    const reason = `${rule.status === "failed" ? "valid, but " : ""}${rule.reason}`;
    groups.set(reason, [...(groups.get(reason) ?? []), rule.name]);
  }
  return [...groups].map(([reason, names]) => `${names.join(", ")}: ${reason}`);
}

/** More elements than this are counted. */
const elementsNamed = 6;

function describeReciprocity(elements: readonly string[]): string {
  if (elements.length === 0) return "The network is reciprocal: it answers a nudge as its transpose would.";
  return `The network is not reciprocal, by ${nameSome(elements)}: it must be nudged transposed.`;
}

function describeFollowed(devices: readonly string[]): string {
  return `The trained values move the operating point of ${nameSome(devices)}: in AC the adjoint follows it, by a second nudge at their terminals.`;
}

function nameSome(elements: readonly string[]): string {
  const rest = elements.length - elementsNamed;
  return `${elements.slice(0, elementsNamed).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function validTable(
  rules: readonly (ExplainedRule & { readonly status: "valid" })[],
  auto: string,
  width: number,
): string {
  const compared = (format: (comparison: { cosine: number; maxRelativeError: number }) => string): string[] =>
    rules.map(({ comparison }) => (comparison === undefined ? "-" : format(comparison)));
  return formatTextTable(
    [
      { header: "rule", align: "left", cells: rules.map(({ name }) => name) },
      { header: "analyses", align: "right", cells: rules.map(({ analyses }) => String(analyses)) },
      { header: "time", align: "right", cells: rules.map(({ seconds }) => formatDuration(seconds)) },
      {
        header: "Jacobian",
        align: "left",
        cells: rules.map(({ givesJacobian }) => (givesJacobian ? "yes" : "no")),
      },
      {
        header: `error against ${auto}`,
        align: "right",
        cells: compared(({ maxRelativeError }) => maxRelativeError.toExponential(1)),
      },
      { header: "cosine", align: "right", cells: compared(({ cosine }) => cosine.toFixed(6)) },
    ],
    width,
  );
}
