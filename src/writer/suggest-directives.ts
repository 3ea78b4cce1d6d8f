import type { ElementCard } from "../ast/element.ts";
import type { Netlist, Statement } from "../ast/netlist.ts";
import { applyEdits } from "../source/text-edit.ts";
import { suggestGoals } from "./suggest-goals.ts";

/** A plain netlist with annotations to start from. */
export interface Suggestion {
  /** The whole netlist with the lines put in; the input itself where there is nothing to add. */
  readonly text: string;
  /** The lines that were added, without line ends. */
  readonly lines: readonly string[];
  /** What could not be suggested, and why. */
  readonly remarks: readonly string[];
}

const lineWidth = 78;

/**
 * Suggest `@train` lines for all R, L and C with a value of their own (inside subcircuits too) and `@goal`s (see suggestGoals). Directives
 * that are there already are not repeated. The lines stand before `.end`.
 */
export function suggestDirectives(netlist: Netlist): Suggestion {
  const present = new Set(directiveKinds(netlist.statements));
  const remarks: string[] = [];
  const lines: string[] = [];

  if (present.has("train")) remarks.push("the netlist has @train lines already: none added");
  else {
    const selectors = trainableSelectors(netlist.statements, "");
    if (selectors.length === 0) remarks.push("there is no R, L or C with a value that could be trained");
    lines.push(...wrapSelectors(selectors));
  }
  if (present.has("goal")) remarks.push("the netlist has @goal lines already: none added");
  else {
    const goals = suggestGoals(netlist);
    lines.push(...goals.lines);
    remarks.push(...goals.remarks);
  }
  return { text: insertLines(netlist, lines), lines, remarks };
}

function directiveKinds(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap((statement) => {
    if (statement.kind === "directive")
      return statement.directive === undefined ? [] : [statement.directive.kind];
    if (statement.kind === "element") return statement.inline.map(({ kind }) => kind);
    return statement.kind === "subcircuit" ? directiveKinds(statement.body) : [];
  });
}

function trainableSelectors(statements: readonly Statement[], prefix: string): readonly string[] {
  return statements.flatMap((statement) => {
    if (statement.kind === "subcircuit")
      return trainableSelectors(statement.body, `${prefix}${statement.name.text}.`);
    return statement.kind === "element" && isTrainable(statement) ? [`${prefix}${statement.name.text}`] : [];
  });
}

/** A value that is given by an expression trains its parameters, which may be shared in ways the author should choose: not suggested. */
function isTrainable({ letter, value }: ElementCard): boolean {
  return ["r", "l", "c"].includes(letter) && value?.kind === "number" && value.value > 0;
}

function wrapSelectors(selectors: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const selector of selectors) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + selector.length > lineWidth)
      lines.push(`* @train ${selector}`);
    else lines[lines.length - 1] = `${last} ${selector}`;
  }
  return lines;
}

/** Before `.end`, or behind the last line; with the line ends that the netlist uses. */
function insertLines(netlist: Netlist, lines: readonly string[]): string {
  const { source, statements } = netlist;
  if (lines.length === 0) return source.text;
  const newline = source.text.includes("\r\n") ? "\r\n" : "\n";
  const end = statements.find((statement) => statement.kind === "end");
  const position = end?.span.start ?? source.text.length;
  const before = position > 0 && !/[\r\n]$/.test(source.text.slice(0, position)) ? newline : "";
  const replacement = before + lines.map((line) => line + newline).join("");
  return applyEdits(source.text, [{ span: { source, start: position, end: position }, replacement }]);
}
