import type { ElementCard } from "../ast/element.ts";
import type { Expression } from "../ast/expression.ts";
import type { FunctionCommand, ModelCommand, Netlist, Statement } from "../ast/netlist.ts";
import { parseNetlist } from "../ast/parse-netlist.ts";
import type { Value } from "../ast/value.ts";
import { walkStatements } from "../ast/walk.ts";
import { type Span, spanText } from "../source/source-text.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import { checkWaveform, groundEdits, type Lacks, passiveEdits } from "./convert-card.ts";
import { convertExpression } from "./convert-expression.ts";
import { controlAdvice, type Dialect, type DialectRules, dialects } from "./dialects.ts";
import type { Pass, PassInput } from "./pass.ts";
import { type Place, statementPlaces } from "./places.ts";
import { portable } from "./portable.ts";

/**
 * Write a netlist for another simulator: what every one reads (`--portable`), and then the constructs that are written differently there. What has no
 * counterpart is kept and said.
 */
export const convert: Pass<Dialect> = (input, dialect) => {
  const text = portable(input, undefined);
  const { netlist } = parseNetlist({ name: input.netlist.source.name, text });
  const edits: TextEdit[] = [];
  const convertStatement = createConverter(
    dialects[dialect],
    input,
    renamedElements(netlist, dialects[dialect]),
    instanceNames(netlist),
  );
  walkStatements(netlist, (statement) => {
    edits.push(...convertStatement(statement));
  });
  const seen = new Set<string>();
  const distinct = edits.filter(({ span, replacement }) => {
    const key = `${span.start} ${span.end} ${replacement}`;
    return !seen.has(key) && seen.add(key);
  });
  return applyEdits(text, distinct);
};

/** New names of B elements, by the old ones, where E and G have to stand for them; none that is taken already. */
function renamedElements(netlist: Netlist, rules: DialectRules): ReadonlyMap<string, string> {
  const cards: ElementCard[] = [];
  walkStatements(netlist, (statement) => {
    if (statement.kind === "element") cards.push(statement);
  });
  const taken = new Set(cards.map(({ name }) => name.key));
  const renamed = new Map<string, string>();
  for (const card of cards) {
    if (card.letter !== "b" || rules.behavioural !== "sources" || renamed.has(card.name.key)) continue;
    const letter = card.behaviour?.form === "v" ? "E" : "G";
    let name = letter + card.name.text;
    while (taken.has(name.toLowerCase())) name = `${name}_`;
    taken.add(name.toLowerCase());
    renamed.set(card.name.key, name);
  }
  return renamed;
}

/** The lower-case names of the deck's own X cards. */
function instanceNames({ statements }: Netlist): ReadonlySet<string> {
  return new Set(
    statements.flatMap((statement) =>
      statement.kind === "element" && statement.letter === "x" ? [statement.name.key] : [],
    ),
  );
}

function createConverter(
  rules: DialectRules,
  { collector }: PassInput,
  renamed: ReadonlyMap<string, string>,
  instances: ReadonlySet<string>,
): (statement: Statement) => readonly TextEdit[] {
  const lacks: Lacks = (what, span, advice) =>
    collector.report("transform/no-counterpart", span, { what, dialect: rules.name, advice });
  const [open, close] = rules.delimiters;

  /** `x1.n`, and ngspice's `v.x1.v1`, as `x1:n` and `x1:v1`. */
  const separated = (name: string): string => {
    const path = /^(?:[a-z]\.)?((x[^.]*)\..+)$/i.exec(name);
    const isInside = path !== null && instances.has(path[2]!.toLowerCase());
    return isInside && rules.separator !== "." ? path[1]!.replaceAll(".", rules.separator) : name;
  };

  const write = (expression: Expression, isBehaviour: boolean): string =>
    convertExpression(expression, {
      rules,
      isBehaviour,
      renamed: (key) => renamed.get(key),
      separated,
      lacks: ({ text, span }) => lacks(text, span),
    });

  function valueEdits(value: Value): readonly TextEdit[] {
    if (value.kind !== "expression") return [];
    return [{ span: value.span, replacement: open + write(value.expression, false) + close }];
  }

  /** An expression in its delimiters, where it has any. */
  function delimitedEdit({ span }: Expression, text: string): TextEdit {
    const { source } = span;
    const before = /[{'"]([\s+]*)$/.exec(source.text.slice(0, span.start));
    const after = /^([\s+]*)[}'"]/.exec(source.text.slice(span.end));
    if (before === null || after === null) return { span, replacement: text };
    return {
      span: { source, start: span.start - before[0].length, end: span.end + after[0].length },
      replacement: open + before[1] + text + after[1] + close,
    };
  }

  /** `vol='…'`, `value={…}`, `v=…` and their like, with the word before them and what stands around the expression. */
  function behaviourEdits(card: ElementCard, places: readonly Place[]): readonly TextEdit[] {
    const { behaviour, letter } = card;
    if (behaviour === undefined || behaviour.form === "poly") return [];
    const { expression, form, span } = behaviour;
    if (form === "table" && rules.tableAdvice !== undefined) lacks("table", span, rules.tableAdvice);
    const isAnnounced = !["table", "laplace", "freq", "other"].includes(form);
    const edits = places.flatMap((place): readonly TextEdit[] => {
      if (place.kind !== "behaviour" || (isAnnounced && place.expression === expression)) return [];
      return [delimitedEdit(place.expression, write(place.expression, true))];
    });
    if (!isAnnounced || expression === undefined) return edits;
    const { source } = span;
    const before = source.text.slice(span.start, expression.span.start);
    // The delimiters may stand on lines of their own.
    const isDelimited = /[{'"][\s+]*$/.test(before);
    const closing = /^[\s+]*[}'"]/.exec(source.text.slice(expression.span.end));
    const after = isDelimited ? (closing?.[0].length ?? 0) : 0;
    const isVoltage = letter === "b" ? form === "v" : letter === "e" || letter === "h";
    const [word, first, last] = behaviourText(letter, isVoltage);
    return [
      ...edits,
      {
        span: { source, start: span.start, end: expression.span.end + after },
        replacement: word + first + write(expression, true) + last,
      },
    ];
  }

  function behaviourText(letter: string, isVoltage: boolean): readonly [string, string, string] {
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
    const inner = write(body, false);
    // A `.param` card may define parameters beside a function; such a one is kept as it is.
    if (isParam && (text.match(/=/g) ?? []).length !== 1) return [{ span: body.span, replacement: inner }];
    const args = parameters.map((parameter) => parameter.text).join(",");
    const head =
      rules.functions === "param" ? `.param ${name.text}(${args})=` : `.func ${name.text}(${args}) `;
    return [{ span, replacement: head + open + inner + close }];
  }

  function card(statement: Statement, key: string, place: Span): readonly TextEdit[] {
    if (Object.hasOwn(rules.missingCards, key)) lacks(key, place, rules.missingCards[key]);
    const other = Object.hasOwn(rules.cards, key) ? rules.cards[key] : undefined;
    if (other === undefined) return [];
    const { source, start } = statement.span;
    return [{ span: { source, start, end: start + key.length }, replacement: other }];
  }

  /** Names of elements that have another name, and of what is inside a subcircuit. */
  function referenceEdits(places: readonly Place[]): readonly TextEdit[] {
    return places.flatMap((place): readonly TextEdit[] => {
      if (place.kind !== "element" && place.kind !== "node") return [];
      const { key, text, span } = place.name;
      const other = (place.kind === "element" ? renamed.get(key) : undefined) ?? separated(text);
      return other === text ? [] : [{ span, replacement: other }];
    });
  }

  /** `params:` goes where the other simulator does not know the word. */
  function parameterWordEdits({ source, start, end }: Span): readonly TextEdit[] {
    if (rules.parameterWord) return [];
    return [...source.text.slice(start, end).matchAll(/(?<=\s)params:[^\S\r\n]*/gi)].map(
      ({ 0: word, index }) => ({
        span: { source, start: start + index, end: start + index + word.length },
        replacement: "",
      }),
    );
  }

  return (statement) => {
    const places = statementPlaces(statement);
    const names = [...groundEdits(places, rules), ...referenceEdits(places)];
    const values = places.flatMap((place) => (place.kind === "value" ? valueEdits(place.value) : []));
    switch (statement.kind) {
      case "element": {
        const { letter, name, references } = statement;
        if (rules.missingElements.includes(letter)) lacks(`${letter.toUpperCase()} elements`, name.span);
        if (letter === "k" && references.length > 2 && rules.name === "HSPICE")
          lacks("a coupling of more than two inductors", name.span, "write one card for each pair");
        checkWaveform(statement, rules, lacks);
        const form = statement.behaviour?.form;
        if (form !== undefined && rules.missingForms.includes(form)) lacks(form, statement.behaviour!.span);
        const other = renamed.get(name.key);
        const own = other === undefined ? [] : [{ span: name.span, replacement: other }];
        return [
          ...own,
          ...names,
          ...(letter === "x" ? parameterWordEdits(statement.span) : []),
          ...passiveEdits(statement, rules, lacks),
          ...values,
          ...behaviourEdits(statement, places),
        ];
      }
      case "model":
        return [...values, ...model(statement)];
      case "subcircuit": {
        const [first] = statement.parameters;
        const head =
          first === undefined ? [] : parameterWordEdits({ ...statement.span, end: first.span.start });
        return [...head, ...values];
      }
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
        return [...names, ...card(statement, statement.name.key, statement.name.span)];
      default:
        return [...names, ...values];
    }
  };
}
