import type { Collector } from "../diagnostic/collector.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { joinSpans } from "../source/source-text.ts";
import { CardCursor, flattenItems, isPlain } from "./card-cursor.ts";
import type { Card, CardItem } from "./card-item.ts";
import { keptCommands, usedCommands } from "./command-words.ts";
import type { Name } from "./expression.ts";
import { foreignCards } from "./foreign-cards.ts";
import { nameAt } from "./name.ts";
import type {
  FunctionCommand,
  GlobalCommand,
  ModelCommand,
  NodeVoltagesCommand,
  OptionsCommand,
  OtherCommand,
  ParamCommand,
  Statement,
  TemperatureCommand,
} from "./netlist.ts";
import { parseAnalysis } from "./parse-analysis.ts";
import { parseExpression, reportNumbers } from "./parse-expression.ts";
import type { CardForm } from "./read-card.ts";
import { parameterValue, readValue } from "./read-value.ts";
import type { Assignment, Value } from "./value.ts";

type CommandParser = (cursor: CardCursor, name: Name) => Statement | undefined;

/** A card that is kept as it stands. */
export function otherCommand(card: Card, name: Name): OtherCommand {
  const args = flattenItems(card.items).flatMap((item): Value[] =>
    isPlain(item) ? [readValue(item, { bare: false, strict: false })] : [],
  );
  const expressions = evaluatedPieces(card, name);
  return {
    kind: "other",
    name,
    arguments: args,
    ...(expressions.length === 0 ? {} : { expressions }),
    span: card.span,
  };
}

/** Cards on which `name=word` is no expression. */
const wordCards: ReadonlySet<string> = new Set([".meas", ".measure", ".title", ".step", ".csparam"]);

/** Cards of results, whose words ngspice leaves as they stand. */
const resultCards: ReadonlySet<string> = new Set([".print", ".plot", ".probe", ".save", ".four", ".fourier"]);

/** The pieces of a kept card that ngspice evaluates before the run. */
function evaluatedPieces(card: Card, name: Name): readonly Value[] {
  if (resultCards.has(name.key)) return [];
  const context = { bare: false, strict: false };
  return flattenItems(card.items).flatMap((item): readonly Value[] => {
    if (item.kind !== "assignment") {
      return item.kind === "braced" || item.kind === "quoted" ? [readValue(item, context)] : [];
    }
    return item.values
      .filter(({ kind, single }) => {
        if (!single) return false;
        return kind === "braced" || kind === "quoted" || (kind === "word" && !wordCards.has(name.key));
      })
      .map((raw) => readValue(raw, context));
  });
}

function missing(cursor: CardCursor, name: Name, what: string): undefined {
  cursor.collector.report("syntax/missing-argument", cursor.extent(), { card: name.text, what });
  return undefined;
}

function assignments(
  cursor: CardCursor,
  items: readonly CardItem[],
  strict: boolean,
): { assignments: Assignment[]; extra: Value[] } {
  const result = { assignments: [] as Assignment[], extra: [] as Value[] };
  for (const item of flattenItems(items)) {
    if (item.kind === "assignment") result.assignments.push(cursor.assignment(item, { strict }));
    else result.extra.push(cursor.value(item, { strict: false }));
  }
  return result;
}

function parseModel(cursor: CardCursor, name: Name): ModelCommand | undefined {
  const model = cursor.takeName();
  const type = cursor.takeName();
  if (model === undefined || type === undefined) return missing(cursor, name, "a name and a type");
  const { assignments: parameters, extra } = assignments(cursor, cursor.rest(), false);
  return { kind: "model", name: model, type, parameters, extra, span: cursor.card.span };
}

function parseParam(cursor: CardCursor, name: Name): ParamCommand | undefined {
  const items = cursor.rest();
  const list: Assignment[] = [];
  const [first, second, third] = items;
  // LTspice lets the sign be left out: `.param r 1k`.
  if (first?.kind === "word" && second !== undefined && isPlain(second) && third === undefined) {
    cursor.collector.report("syntax/param-without-sign", cursor.extent(), { name: first.text });
    const parameter = nameAt(first.span.source, first.text, first.span.start);
    const span = joinSpans(first.span, second.span);
    list.push({ name: parameter, value: cursor.value(second, parameterValue), more: [], span });
    return { kind: "param", assignments: list, span: cursor.card.span };
  }
  for (const item of items) {
    if (item.kind === "assignment" && item.parameters === undefined)
      list.push(cursor.assignment(item, parameterValue));
    else if (item.kind !== "assignment") {
      cursor.collector.report("syntax/unexpected-argument", item.span, {
        card: name.text,
        text: item.span.source.text.slice(item.span.start, item.span.end),
      });
    }
  }
  if (items.length === 0) return missing(cursor, name, "name=value");
  return { kind: "param", assignments: list, span: cursor.card.span };
}

/** `.param f(x)=…` defines a function; every such definition of the card becomes a statement of its own. */
export function functionDefinitions(card: Card, collector: Collector): FunctionCommand[] {
  return card.items.flatMap((item): FunctionCommand[] => {
    if (item.kind !== "assignment" || item.parameters === undefined) return [];
    const raw = item.values[0];
    if (raw === undefined) return [];
    const body = bodyOf(raw.span, raw.single && raw.kind !== "word", collector);
    return body === undefined
      ? []
      : [
          {
            kind: "func",
            name: item.name,
            parameters: parameterNames(item.parameters.items),
            body,
            span: card.span,
          },
        ];
  });
}

function parameterNames(items: readonly CardItem[]): Name[] {
  return flattenItems(items).flatMap((item) =>
    item.kind === "word" ? [nameAt(item.span.source, item.text, item.span.start)] : [],
  );
}

function bodyOf(span: Card["span"], delimited: boolean, collector: Collector) {
  const trim = delimited ? 1 : 0;
  const parsed = parseExpression(span.source, span.start + trim, span.end - trim);
  if (parsed.ok) {
    reportNumbers(parsed.suspicious, collector);
    return parsed.expression;
  }
  const { found, expected } = parsed.problem;
  collector.report("syntax/bad-expression", parsed.problem.span, { found, expected });
  return undefined;
}

function parseFunction(cursor: CardCursor, name: Name): FunctionCommand | undefined {
  const [callee, group, ...body] = cursor.rest();
  if (callee?.kind !== "word" || group?.kind !== "group" || body.length === 0) {
    return missing(cursor, name, "name(parameters) and an expression");
  }
  const span = joinSpans(body[0]!.span, body[body.length - 1]!.span);
  const first = body[0]!;
  const delimited =
    body.length === 1 && (first.kind === "braced" || first.kind === "quoted" || first.kind === "text");
  const expression = bodyOf(span, delimited, cursor.collector);
  if (expression === undefined) return undefined;
  return {
    kind: "func",
    name: nameAt(callee.span.source, callee.text, callee.span.start),
    parameters: parameterNames(group.items),
    body: expression,
    span: cursor.card.span,
  };
}

function parseOptions(cursor: CardCursor): OptionsCommand {
  const { assignments: list, extra } = assignments(cursor, cursor.rest(), false);
  const flags = extra.flatMap((value) => (value.kind === "word" ? [value.name] : []));
  return { kind: "options", assignments: list, flags, span: cursor.card.span };
}

function parseVoltages(kind: "ic" | "nodeset"): CommandParser {
  return (cursor, name): NodeVoltagesCommand => {
    const voltages: NodeVoltagesCommand["voltages"][number][] = [];
    for (const item of cursor.rest()) {
      const node = item.kind === "voltage" ? item.nodes.items[0] : undefined;
      if (item.kind !== "voltage" || item.function.text.toLowerCase() !== "v" || node?.kind !== "word") {
        const text = item.span.source.text.slice(item.span.start, item.span.end);
        // `.nodeset all=0` is a default for every node; it guides ngspice and concerns no single one.
        if (item.kind === "assignment" && item.name.key === "all") {
          cursor.collector.report("syntax/unused-argument", item.span, { card: name.text, text });
          continue;
        }
        cursor.collector.report("syntax/unexpected-argument", item.span, { card: name.text, text });
        continue;
      }
      if (item.value === undefined) {
        cursor.collector.report("syntax/missing-argument", item.span, {
          card: name.text,
          what: `v(${node.text})=value`,
        });
        continue;
      }
      const value = readValue(item.value, { collector: cursor.collector, bare: true, strict: true });
      voltages.push({ node: nameAt(node.span.source, node.text, node.span.start), value, span: item.span });
    }
    return { kind, voltages, span: cursor.card.span };
  };
}

function parseGlobal(cursor: CardCursor, name: Name): GlobalCommand | undefined {
  const nodes = parameterNames(cursor.rest());
  return nodes.length === 0
    ? missing(cursor, name, "a node")
    : { kind: "global", nodes, span: cursor.card.span };
}

function parseTemperature(cursor: CardCursor, name: Name): TemperatureCommand | undefined {
  const values = flattenItems(cursor.rest()).flatMap((item) => (isPlain(item) ? [cursor.value(item)] : []));
  return values.length === 0
    ? missing(cursor, name, "a temperature")
    : { kind: "temp", values, span: cursor.card.span };
}

/** Commands that one card says completely; blocks and files are read by the netlist parser. */
const parsers: Readonly<Record<string, { readonly form: CardForm; readonly parse: CommandParser }>> = {
  ".model": { form: "card", parse: parseModel },
  ".param": { form: "looseCard", parse: parseParam },
  ".params": { form: "looseCard", parse: parseParam },
  ".parameter": { form: "looseCard", parse: parseParam },
  ".parameters": { form: "looseCard", parse: parseParam },
  ".func": { form: "functionCard", parse: parseFunction },
  ".ac": { form: "card", parse: parseAnalysis("ac") },
  ".tran": { form: "card", parse: parseAnalysis("tran") },
  ".dc": { form: "card", parse: parseAnalysis("dc") },
  ".op": { form: "card", parse: parseAnalysis("op") },
  ".options": { form: "card", parse: parseOptions },
  ".option": { form: "card", parse: parseOptions },
  ".opt": { form: "card", parse: parseOptions },
  ".ic": { form: "voltagesCard", parse: parseVoltages("ic") },
  ".nodeset": { form: "voltagesCard", parse: parseVoltages("nodeset") },
  ".global": { form: "card", parse: parseGlobal },
  ".temp": { form: "card", parse: parseTemperature },
};

/** The grammar rule for a command, or undefined when its card is merely kept. */
export function commandForm(key: string): CardForm | undefined {
  return Object.hasOwn(parsers, key) ? parsers[key]!.form : undefined;
}

/** Say why a card is kept without being used. */
function reportKept(name: Name, collector: Collector): void {
  const foreign = foreignCards.get(name.key);
  if (foreign !== undefined) {
    collector.report("syntax/card-of-another-simulator", name.span, { card: name.text, ...foreign });
    return;
  }
  if (keptCommands.has(name.key)) {
    collector.report("syntax/card-not-used", name.span, { card: name.text });
    return;
  }
  const nearest = nearestWord(name.key, usedCommands);
  if (nearest !== undefined && nearest.length > 3) {
    collector.report("syntax/misspelt-card", name.span, { card: name.text, nearest });
  } else
    collector.report("syntax/unknown-card", name.span, {
      card: name.text,
      nearest: nearestWord(name.key, [".op", ...keptCommands]),
    });
}

/** The statement of a command card that opens no block. A malformed or unknown one is reported and kept. */
export function parseCommand(card: Card, name: Name, collector: Collector): Statement {
  if (card.unreadable) return otherCommand(card, name);
  if (commandForm(name.key) === undefined) {
    reportKept(name, collector);
    return otherCommand(card, name);
  }
  const statement = parsers[name.key]!.parse(new CardCursor(card, collector), name);
  return statement ?? otherCommand(card, name);
}
