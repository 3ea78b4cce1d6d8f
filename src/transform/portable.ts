import { splitCards } from "../../grammar/split-cards.ts";
import type { ElementCard } from "../ast/element.ts";
import type { Expression } from "../ast/expression.ts";
import type { Netlist } from "../ast/netlist.ts";
import { walkExpression, walkStatements } from "../ast/walk.ts";
import { parseSpiceNumber } from "../numeric/spice-number.ts";
import { type Span, spanText } from "../source/source-text.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import { commentsOf, starComment } from "./card-layout.ts";
import { formatDirective } from "./format.ts";
import { addLinesBehind, lineEndOf } from "./layout.ts";
import type { Pass, PassInput } from "./pass.ts";
import { statementPlaces } from "./places.ts";
import { portableNumber } from "./portable-number.ts";

/**
 * Write what every simulator reads alike: comments and annotations as full lines with a star, annotations of a card behind it and with its name,
 * numbers without units (`10MegOhm` is `10meg`, `10µF` is `10u`, and `4k7`, which SPICE reads as 4000, is said aloud), and an `.end`.
 */
export const portable: Pass<undefined> = (input) => {
  const { netlist, collector, pass } = input;
  const { source } = netlist;
  const edits: TextEdit[] = [];
  const elements = new Map<number, ElementCard>();
  walkStatements(netlist, (statement) => {
    if (statement.kind === "element") elements.set(statement.span.start, statement);
    if (statement.kind === "control") {
      const reason = "other simulators do not know such blocks";
      collector.report("transform/left-as-it-is", statement.span, {
        pass,
        what: "this .control block",
        reason,
      });
    }
  });
  for (const { kind, start, end } of splitCards(source.text, { title: true })) {
    const span = { source, start, end };
    if (kind === "card") edits.push(...moveComments(span, elements.get(start)));
    else if (kind === "directive")
      edits.push(...eachLine(span, (line) => commentLine(formatDirective(line))));
    else if (kind === "comment") edits.push(...eachLine(span, commentLine));
  }
  edits.push(...numberEdits(input));
  const text = applyEdits(source.text, edits);
  return text + endOf(netlist, text);
};

/** Comments of a card in front of it, its annotations behind it. */
function moveComments(card: Span, element: ElementCard | undefined): readonly TextEdit[] {
  const comments = commentsOf(card);
  if (comments.length === 0) return [];
  const lineEnd = lineEndOf(card.source.text);
  const before = comments.filter(({ text, isAnnotation }) => text !== "" && !isAnnotation);
  const behind = comments.filter(({ isAnnotation }) => isAnnotation);
  return [
    {
      span: { ...card, end: card.start },
      replacement: before.map(({ text }) => starComment(text) + lineEnd).join(""),
    },
    ...comments.map(({ lead }) => ({ span: lead, replacement: "" })),
    addLinesBehind(
      card,
      behind.map(({ text, inline }) =>
        inline ? nameElement(formatDirective(text), element) : formatDirective(text),
      ),
    ),
  ];
}

/** An annotation at the end of a card means that element; on a line of its own it has to name it. */
function nameElement(line: string, element: ElementCard | undefined): string {
  const [train, options] = /^\* @train\b((?:\s+\w+=\S+)*)\s*$/i.exec(line) ?? [];
  if (train === undefined || element === undefined) return line;
  const names =
    element.letter === "x"
      ? element.parameters.map(({ name }) => `param:${element.name.text}.${name.text}`)
      : [element.name.text];
  return `* @train ${names.join(" ")}${options}`;
}

function commentLine(line: string): string {
  const first = line.trimStart();
  return first === "" || (first.startsWith("*") && !/^\*[#@]/.test(first)) ? line : starComment(first);
}

function eachLine(span: Span, write: (line: string) => string): readonly TextEdit[] {
  const text = spanText(span);
  const replacement = text.replace(/[^\r\n]+/g, write);
  return replacement === text ? [] : [{ span, replacement }];
}

function numberEdits({ netlist, collector }: PassInput): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const rewrite = (span: Span): void => {
    const text = spanText(span);
    const replacement = portableNumber(text);
    if (replacement === text) return;
    edits.push({ span, replacement });
    if (parseSpiceNumber(text)?.digitsAfterSuffix)
      collector.report("transform/misleading-number", span, { text, written: replacement });
  };
  const inside = (expression: Expression): void =>
    walkExpression(expression, (inner) => {
      if (inner.kind !== "number") return;
      const { span } = inner;
      // Parentheses and quotes around a number belong to its span; inside them the text is its own.
      const text = spanText(span);
      const lead = /^[\s({']*/.exec(text)![0].length;
      const trail = /[\s)}']*$/.exec(text)![0].length;
      rewrite({ ...span, start: span.start + lead, end: span.end - trail });
    });
  walkStatements(netlist, (statement) => {
    for (const place of statementPlaces(statement)) {
      if (place.kind === "behaviour") inside(place.expression);
      if (place.kind !== "value") continue;
      if (place.value.kind === "number") rewrite(place.value.span);
      else if (place.value.kind === "expression") inside(place.value.expression);
    }
    if (statement.kind === "func") inside(statement.body);
  });
  const seen = new Set<number>();
  return edits.filter(({ span }) => !seen.has(span.start) && seen.add(span.start));
}

/** What is missing at the end of a deck. */
function endOf({ statements }: Netlist, text: string): string {
  if (statements.some(({ kind }) => kind === "end")) return "";
  const lineEnd = lineEndOf(text);
  return `${/[\r\n]$/.test(text) ? "" : lineEnd}.end${lineEnd}`;
}
