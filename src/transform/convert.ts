import type { ElementCard } from "../ast/element.ts";
import type { Expression } from "../ast/expression.ts";
import type { FunctionCommand, ModelCommand, Statement } from "../ast/netlist.ts";
import { parseNetlist } from "../ast/parse-netlist.ts";
import type { Value } from "../ast/value.ts";
import { walkStatements } from "../ast/walk.ts";
import { type Span, spanText } from "../source/source-text.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import { checkWaveform, groundEdits, type Lacks, passiveEdits } from "./convert-card.ts";
import { convertExpression } from "./convert-expression.ts";
import { controlAdvice, type Dialect, type DialectRules, dialects } from "./dialects.ts";
import type { Pass, PassInput } from "./pass.ts";
import { statementPlaces } from "./places.ts";
import { portable } from "./portable.ts";

/**
 * Write a netlist for another simulator: what every one reads (`--portable`), and then the constructs that are written differently there. What has no
 * counterpart is kept and said.
 */
export const convert: Pass<Dialect> = (input, dialect) => {
  const text = portable(input, undefined);
  const { netlist } = parseNetlist({ name: input.netlist.source.name, text });
  const converter = createConverter(dialects[dialect], input);
  const edits: TextEdit[] = [];
  walkStatements(netlist, (statement) => {
    edits.push(...converter(statement));
  });
  const seen = new Set<string>();
  const distinct = edits.filter(({ span, replacement }) => {
    const key = `${span.start} ${span.end} ${replacement}`;
    return !seen.has(key) && seen.add(key);
  });
  return applyEdits(text, distinct);
};

function createConverter(
  rules: DialectRules,
  { collector }: PassInput,
): (statement: Statement) => readonly TextEdit[] {
  const lacks: Lacks = (what, span, advice) =>
    collector.report("transform/no-counterpart", span, { what, dialect: rules.name, advice });

  const expressionEdits = (expression: Expression, isBehaviour = false): readonly TextEdit[] =>
    convertExpression(expression, rules, isBehaviour, ({ text, span }) => lacks(text, span));

  function valueEdits(value: Value): readonly TextEdit[] {
    if (value.kind !== "expression") return [];
    const { source, start, end } = value.span;
    const inner = expressionEdits(value.expression);
    const isDelimited = /[{'"]/.test(source.text[start]!);
    const [open, close] = rules.delimiters;
    return [
      ...inner,
      { span: { source, start, end: start + (isDelimited ? 1 : 0) }, replacement: open },
      { span: { source, start: end - (isDelimited ? 1 : 0), end }, replacement: close },
    ];
  }

  /** `vol='…'`, `value={…}`, `v=…` and their like, with the word before them and what stands around the expression. */
  function behaviourEdits(card: ElementCard): readonly TextEdit[] {
    const { behaviour, letter } = card;
    if (behaviour === undefined || behaviour.form === "poly") return [];
    const { expression, form, span } = behaviour;
    if (form === "table" && rules.tableAdvice !== undefined) lacks("table", span, rules.tableAdvice);
    if (
      expression === undefined ||
      form === "table" ||
      form === "laplace" ||
      form === "freq" ||
      form === "other"
    )
      return expression === undefined ? [] : expressionEdits(expression, true);
    const { source } = span;
    const before = source.text.slice(span.start, expression.span.start);
    // The delimiters may stand on lines of their own.
    const isDelimited = /[{'"][\s+]*$/.test(before);
    const after = isDelimited ? /^[\s+]*[}'"]/.exec(source.text.slice(expression.span.end))![0].length : 0;
    const isVoltage = letter === "b" ? form === "v" : letter === "e" || letter === "h";
    const [word, open, close] = behaviourText(letter, isVoltage);
    const edits: TextEdit[] = [
      ...expressionEdits(expression, true),
      { span: { source, start: span.start, end: expression.span.start }, replacement: word + open },
      {
        span: { source, start: expression.span.end, end: expression.span.end + after },
        replacement: close,
      },
    ];
    if (letter === "b" && rules.behavioural === "sources") {
      const { start } = card.name.span;
      edits.push({ span: { source, start, end: start }, replacement: isVoltage ? "E" : "G" });
    }
    return edits;
  }

  function behaviourText(letter: string, isVoltage: boolean): readonly [string, string, string] {
    const [open, close] = rules.delimiters;
    if (letter !== "b" || rules.behavioural === "sources")
      return [isVoltage ? rules.behaviour.voltage : rules.behaviour.current, open, close];
    return rules.behavioural === "bare"
      ? [isVoltage ? "V=" : "I=", "", ""]
      : [isVoltage ? "V=" : "I=", open, close];
  }

  function model({ type, name, parameters }: ModelCommand): readonly TextEdit[] {
    if (Object.hasOwn(rules.missingModels, type.key))
      lacks(`the model type ${type.text}`, name.span, rules.missingModels[type.key]);
    if (!/^[np]mos$/.test(type.key)) return [];
    return parameters.flatMap(({ name: parameter, value }) => {
      const text = spanText(value.span);
      const level =
        parameter.key === "level" && Object.hasOwn(rules.levels, text) ? rules.levels[text] : undefined;
      return level === undefined ? [] : [{ span: value.span, replacement: level }];
    });
  }

  function definition({ name, parameters, body, span }: FunctionCommand): readonly TextEdit[] {
    const text = spanText(span);
    const isParam = /^\.param/i.test(text);
    // A `.param` card may define parameters beside a function; such a one is kept as it is.
    if (isParam && (text.match(/=/g) ?? []).length !== 1) return expressionEdits(body);
    const { source } = span;
    const [open, close] = rules.delimiters;
    const args = parameters.map((parameter) => parameter.text).join(",");
    const head =
      rules.functions === "param" ? `.param ${name.text}(${args})=` : `.func ${name.text}(${args}) `;
    return [
      { span: { source, start: span.start, end: body.span.start }, replacement: head + open },
      ...expressionEdits(body),
      { span: { source, start: body.span.end, end: span.end }, replacement: close },
    ];
  }

  function card(statement: Statement, key: string, place: Span): readonly TextEdit[] {
    if (Object.hasOwn(rules.missingCards, key)) lacks(key, place, rules.missingCards[key]);
    const other = Object.hasOwn(rules.cards, key) ? rules.cards[key] : undefined;
    if (other === undefined) return [];
    const { source, start } = statement.span;
    return [{ span: { source, start, end: start + key.length }, replacement: other }];
  }

  return (statement) => {
    const places = statementPlaces(statement);
    const ground = groundEdits(places, rules);
    const values = places.flatMap((place) => (place.kind === "value" ? valueEdits(place.value) : []));
    switch (statement.kind) {
      case "element": {
        const { letter, name, references } = statement;
        if (rules.missingElements.includes(letter)) lacks(`${letter.toUpperCase()} elements`, name.span);
        if (letter === "k" && references.length > 2 && rules.name === "HSPICE")
          lacks("a coupling of more than two inductors", name.span, "write one card for each pair");
        checkWaveform(statement, rules, lacks);
        return [...ground, ...passiveEdits(statement, rules, lacks), ...values, ...behaviourEdits(statement)];
      }
      case "model":
        return [...values, ...model(statement)];
      case "func":
        return definition(statement);
      case "control":
        lacks("a .control block", statement.span, controlAdvice);
        return [];
      case "options":
        return [...values, ...card(statement, ".options", statement.span)];
      case "temp": {
        if (rules.name !== "Xyce") return values;
        const [value] = statement.values;
        const text = value === undefined ? "27" : spanText(value.span);
        return [{ span: statement.span, replacement: `.options device temp=${text}` }];
      }
      case "include": {
        const { section } = statement;
        if (section !== undefined && !rules.sections)
          lacks(
            `the section ${section.text} of a library`,
            section.span,
            "write the section into a file of its own",
          );
        return values;
      }
      case "other":
        return [...ground, ...card(statement, statement.name.key, statement.name.span)];
      default:
        return [...ground, ...values];
    }
  };
}
