import type { ElementCard } from "../ast/element.ts";
import type { Name } from "../ast/expression.ts";
import type { Netlist, Statement, Subcircuit } from "../ast/netlist.ts";
import { walkStatements } from "../ast/walk.ts";
import { compilePattern, hasWildcard } from "../circuit/trainable/selector-pattern.ts";
import { spanText } from "../source/source-text.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import { commentsOf, starComment } from "./card-layout.ts";
import { addLinesBehind, removeLines, replaceLines } from "./layout.ts";
import type { Pass, PassInput } from "./pass.ts";
import { expressionProbes, statementPlaces } from "./places.ts";

/** Elements whose own matrix is symmetric: they are their own transposes. */
const reciprocal: ReadonlySet<string> = new Set(["r", "l", "c", "k", "v", "i", "t", "o", "u", "y", "p", "x"]);

/**
 * Write the adjoint network, whose nodal matrix is the transpose of the netlist's: a current into b is seen at a as a current into a was seen at b
 * (docs/conventions.md, Transposition). Reciprocal elements and independent sources stay; with `VE1` and the like as new names
 *
 *     G p n cp cn g   ->  G cp cn p n g
 *     E p n cp cn e   ->  VE p n 0, FE cn cp VE e
 *     F p n vs f      ->  EF … n p f in series with vs
 *     H p n vs h      ->  VH p n 0, HH … VH h in series with vs
 *
 * so that every gain keeps its text. Source: Director & Rohrer, IEEE Trans. Circuit Theory 16 (1969).
 */
export const transpose: Pass<undefined> = (input) => {
  const { netlist } = input;
  const moved = new Map<string, string>();
  const currents = new Map<string, string>();
  const taken = new Set<string>();
  walkStatements(netlist, (statement) => {
    if (statement.kind === "element") taken.add(statement.name.key);
  });
  const nodes = new Set<string>();
  walkStatements(netlist, (statement) => {
    for (const place of statementPlaces(statement)) if (place.kind === "node") nodes.add(place.name.key);
  });
  // Without controlled sources nothing changes, and with it no operating point.
  if (![...taken].some((name) => "efghbqjmzsw".includes(name[0]!))) return netlist.source.text;
  const context = { input, moved, currents, taken, nodes, multiplied: multipliedBodies(netlist) };
  const edits = transposeBody(netlist.statements, context);
  walkStatements(netlist, (statement) => {
    edits.push(...renameReferences(statement, moved, currents));
  });
  return applyEdits(netlist.source.text, edits);
};

interface Transposition {
  readonly input: PassInput;
  /** Where the gain of an element has gone, by its lower-case name. */
  readonly moved: Map<string, string>;
  /** The source that has the branch current of an element now. */
  readonly currents: Map<string, string>;
  readonly taken: Set<string>;
  /** Names of nodes, anywhere in the deck. */
  readonly nodes: ReadonlySet<string>;
  /** Subcircuits with an `m=` of an X card around them. */
  readonly multiplied: ReadonlySet<Statement>;
}

/**
 * The subcircuits that an X card with `m=` uses, directly or inside another one. ngspice multiplies F and G there and leaves E and H as they are, so
 * that an F cannot stand for an E.
 */
function multipliedBodies(netlist: Netlist): ReadonlySet<Statement> {
  const definitions: Subcircuit[] = [];
  const pending: string[] = [];
  const call = ({ letter, model }: ElementCard): void => {
    if (letter === "x" && model !== undefined) pending.push(model.key);
  };
  walkStatements(netlist, (statement) => {
    if (statement.kind === "subcircuit") definitions.push(statement);
    else if (statement.kind === "element" && statement.parameters.some(({ name }) => name.key === "m"))
      call(statement);
  });
  const found = new Set<Statement>();
  for (let key = pending.pop(); key !== undefined; key = pending.pop())
    for (const definition of definitions) {
      if (definition.name.key !== key || found.has(definition)) continue;
      // A parameter of that name is one like any other.
      if (definition.parameters.some(({ name }) => name.key === "m")) continue;
      found.add(definition);
      for (const inner of definition.body) if (inner.kind === "element") call(inner);
    }
  return found;
}

function transposeBody(
  statements: readonly Statement[],
  context: Transposition,
  isMultiplied = false,
): TextEdit[] {
  const cards = statements.filter((statement) => statement.kind === "element");
  const edits: TextEdit[] = [];
  for (const statement of statements)
    if (statement.kind === "subcircuit")
      edits.push(...transposeBody(statement.body, context, context.multiplied.has(statement)));
  /** What stands in series with a controlling source, in the order of the cards. */
  const series = new Map<ElementCard, ElementCard[]>();
  for (const card of cards) {
    const reason = refusal(card, cards, isMultiplied);
    if (reason !== undefined) {
      const { collector, pass } = context.input;
      collector.report("transform/refused", card.name.span, { pass, what: card.name.text, reason });
    } else if (card.letter === "g") edits.push(...exchangeNodes(card));
    else if (card.letter === "e") edits.push(transposeVcvs(card, context));
    else if (card.letter === "f" || card.letter === "h") {
      const control = controlOf(card, cards)!;
      series.set(control, [...(series.get(control) ?? []), card]);
    }
  }
  for (const [source, controlled] of series) edits.push(...transposeControlled(source, controlled, context));
  return edits;
}

function controlOf({ references }: ElementCard, cards: readonly ElementCard[]): ElementCard | undefined {
  return cards.find(({ name, letter }) => letter === "v" && name.key === references[0]?.key);
}

/** Why an element has no transposed card; undefined where it has one. */
function refusal(
  card: ElementCard,
  cards: readonly ElementCard[],
  isMultiplied: boolean,
): string | undefined {
  const { letter, behaviour, parameters, value } = card;
  if (behaviour !== undefined) return "its law is not linear";
  if (reciprocal.has(letter)) return undefined;
  if (!"efgh".includes(letter)) return "its transpose depends on the operating point";
  if (value === undefined) return "it has no gain";
  if (isMultiplied && (letter === "e" || letter === "f"))
    return "the m= of an X card around it has no transpose";
  if (letter !== "g" && parameters.length > 0) return `${parameters[0]!.name.text}= has no transpose`;
  if ((letter === "f" || letter === "h") && controlOf(card, cards) === undefined)
    return "its controlling source stands elsewhere";
  return undefined;
}

function exchangeNodes({ nodes, controlNodes }: ElementCard): readonly TextEdit[] {
  return [0, 1].flatMap((k) => [
    { span: nodes[k]!.span, replacement: controlNodes[k]!.text },
    { span: controlNodes[k]!.span, replacement: nodes[k]!.text },
  ]);
}

const texts = (names: readonly Name[]): string => names.map(({ text }) => text).join(" ");
const reversed = (names: readonly Name[]): string => texts([...names].reverse());

/** A name with a new letter in front, unique in the deck. */
function freshName(letter: string, { name }: ElementCard, { taken, input }: Transposition): string {
  const fresh = `${letter}${name.text}`;
  if (taken.has(fresh.toLowerCase()))
    input.collector.report("transform/name-taken", name.span, { pass: input.pass, name: fresh });
  taken.add(fresh.toLowerCase());
  return fresh;
}

function gainText({ value }: ElementCard): string {
  return value === undefined ? "" : spanText(value.span);
}

function transposeVcvs(card: ElementCard, context: Transposition): TextEdit {
  const stand = freshName("V", card, context);
  const gain = freshName("F", card, context);
  context.currents.set(card.name.key, stand);
  context.moved.set(card.name.key, gain);
  return replaceLines(card.span, [
    `${stand} ${texts(card.nodes)} 0`,
    ...withRemarks(`${gain} ${reversed(card.controlNodes)} ${stand} ${gainText(card)}`, card),
  ]);
}

/** The card that has the gain now, with the remark and the annotation that stood behind it; other comments come in front. */
function withRemarks(line: string, { span }: ElementCard): readonly string[] {
  const comments = commentsOf(span).filter(({ text }) => text !== "");
  const inline = comments.filter((comment) => comment.inline);
  const behind = inline.find(({ isAnnotation }) => isAnnotation) ?? inline.at(-1);
  const before = comments.filter((comment) => comment !== behind);
  return [
    ...before.map(({ text }) => starComment(text)),
    behind === undefined ? line : `${line} ${behind.text}`,
  ];
}

/** Put the transposes of what a source controls in series behind it. */
function transposeControlled(
  source: ElementCard,
  controlled: readonly ElementCard[],
  context: Transposition,
): readonly TextEdit[] {
  const lines: string[] = [];
  const end = source.nodes[1]!;
  /** The k-th node behind the source; none that is there already. */
  const nodeBehind = (k: number): string => {
    let name = `${source.name.text}_${k}`;
    while (context.nodes.has(name.toLowerCase())) name += "_";
    return name;
  };
  let from = nodeBehind(1);
  const edits: TextEdit[] = [{ span: end.span, replacement: from }];
  controlled.forEach((card, k) => {
    const to = k === controlled.length - 1 ? end.text : nodeBehind(k + 2);
    if (card.letter === "f") {
      const gain = freshName("E", card, context);
      context.moved.set(card.name.key, gain);
      lines.push(...withRemarks(`${gain} ${from} ${to} ${reversed(card.nodes)} ${gainText(card)}`, card));
      edits.push(removeLines(card.span));
    } else {
      const stand = freshName("V", card, context);
      const gain = freshName("H", card, context);
      context.currents.set(card.name.key, stand);
      context.moved.set(card.name.key, gain);
      lines.push(...withRemarks(`${gain} ${from} ${to} ${stand} ${gainText(card)}`, card));
      edits.push(replaceLines(card.span, [`${stand} ${texts(card.nodes)} 0`]));
    }
    from = to;
  });
  return [...edits, addLinesBehind(source.span, lines)];
}

/** Currents of E and H are those of their stand-ins; a trained gain is where it went. */
function renameReferences(
  statement: Statement,
  moved: ReadonlyMap<string, string>,
  currents: ReadonlyMap<string, string>,
): readonly TextEdit[] {
  if (statement.kind !== "directive" && statement.kind !== "other") return [];
  const edits: TextEdit[] = [];
  for (const place of statementPlaces(statement)) {
    const probes = place.kind === "behaviour" ? expressionProbes(place.expression) : [place];
    for (const probe of probes) {
      const name = probe.kind === "element" ? currents.get(probe.name.key) : undefined;
      if (name !== undefined && probe.kind === "element")
        edits.push({ span: probe.name.span, replacement: name });
    }
  }
  const { directive } = statement.kind === "directive" ? statement : {};
  if (directive?.kind !== "train") return edits;
  for (const { kind, pattern, span } of directive.selectors) {
    if (kind === "parameter") continue;
    const last = pattern.text.lastIndexOf(".") + 1;
    const fits = compilePattern(pattern.text.slice(last));
    const found = [...moved]
      .filter(([name]) => fits(name))
      .map(([, gain]) => pattern.text.slice(0, last) + gain);
    if (found.length === 0) continue;
    const kept = hasWildcard(pattern.text) ? [pattern.text] : [];
    edits.push({ span, replacement: [...kept, ...found].join(" ") });
  }
  return edits;
}
