import type { ElementCard } from "../ast/element.ts";
import type { Netlist, Statement } from "../ast/netlist.ts";
import { walkStatements } from "../ast/walk.ts";
import { isGround } from "../circuit/flattening/node-table.ts";
import { compilePattern } from "../circuit/trainable/selector-pattern.ts";
import { spanText } from "../source/source-text.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import { removeLines } from "./layout.ts";
import type { Pass } from "./pass.ts";
import { expressionProbes, statementPlaces } from "./places.ts";
import { writeNumber } from "./write-number.ts";

/** An R, L or C as it has become: its ends and its value, a number or the text of an expression. */
interface Part {
  readonly card: ElementCard;
  nodes: readonly [string, string];
  value: number | string;
  isChanged: boolean;
}

/**
 * Put one element in the place of several of a kind that are in series or in parallel. Left alone are elements with parameters of their own (`ic=`,
 * `m=`, …), those under an `.if`, coupled inductors, what an annotation or another card names, and nodes that something else is connected to or looks at.
 */
export const merge: Pass<undefined> = ({ netlist }) => {
  const context = { watched: findWatched(netlist), parameters: parameterNames(netlist) };
  return applyEdits(netlist.source.text, mergeBody(netlist.statements, [], context));
};

interface Merging {
  readonly watched: Watched;
  /** What a lone word as a value may be; otherwise it is a model, which may stand in another file. */
  readonly parameters: ReadonlySet<string>;
}

/** Names of parameters, of the deck and of subcircuits, that no model has. */
function parameterNames(netlist: Netlist): ReadonlySet<string> {
  const names = new Set<string>();
  const models: string[] = [];
  walkStatements(netlist, (statement) => {
    if (statement.kind === "model") models.push(statement.name.key);
    const assignments =
      statement.kind === "param"
        ? statement.assignments
        : statement.kind === "subcircuit"
          ? statement.parameters
          : [];
    for (const { name } of assignments) names.add(name.key);
  });
  for (const model of models) names.delete(model);
  return names;
}

/** What must stay because something looks at it. */
interface Watched {
  readonly nodes: ReadonlySet<string>;
  isElement(name: string): boolean;
}

function findWatched(netlist: Netlist): Watched {
  const nodes = new Set<string>();
  const names = new Set<string>();
  const patterns: ((name: string) => boolean)[] = [];
  /** A name as it is, for flat decks, and its last part, as a subcircuit's body has it. */
  const forms = (name: string): readonly string[] => [name, name.slice(name.lastIndexOf(".") + 1)];
  const watch = (names: Set<string>, name: string): void => {
    for (const form of forms(name)) names.add(form);
  };
  walkStatements(netlist, (statement) => {
    // In a text that is not taken apart every word may be a name.
    if (statement.kind === "control" || statement.kind === "other")
      for (const word of spanText(statement.span)
        .toLowerCase()
        .match(/[^\s(),=@[\]{}]+/g) ?? []) {
        watch(nodes, word);
        watch(names, word);
      }
    if (statement.kind === "analysis")
      for (const value of statement.arguments) if (value.kind === "word") names.add(value.name.key);
    for (const place of statementPlaces(statement)) {
      const probes = place.kind === "behaviour" ? expressionProbes(place.expression) : [place];
      for (const probe of probes) {
        if (probe.kind === "element") watch(names, probe.name.key);
        else if (probe.kind === "node" && (place.kind === "behaviour" || statement.kind !== "element"))
          watch(nodes, probe.name.key);
      }
    }
    if (statement.kind !== "directive") return;
    const { directive } = statement;
    if (directive?.kind !== "train" && directive?.kind !== "fabricate") return;
    for (const { kind, pattern } of directive.selectors)
      if (kind === "element") patterns.push(...forms(pattern.text).map(compilePattern));
  });
  return { nodes, isElement: (name) => names.has(name) || patterns.some((fits) => fits(name)) };
}

function mergeBody(
  statements: readonly Statement[],
  ports: readonly string[],
  context: Merging,
): readonly TextEdit[] {
  const { watched, parameters } = context;
  const inner = statements.flatMap((statement) =>
    statement.kind === "subcircuit"
      ? mergeBody(
          statement.body,
          statement.ports.map(({ key }) => key),
          context,
        )
      : [],
  );
  const cards = statements.filter((statement) => statement.kind === "element");
  const conditional = conditionalCards(statements);
  const parts = cards.flatMap((card) =>
    !conditional.has(card) && isPlain(card, parameters, watched) ? [partOf(card)] : [],
  );
  const own = new Set(parts.map(({ card }) => card));
  const fixed = new Set([...ports, ...watched.nodes]);
  for (const card of cards)
    if (!own.has(card))
      for (const place of statementPlaces(card)) if (place.kind === "node") fixed.add(place.name.key);
  const left = mergeAll(parts, (node) => isGround(node) || fixed.has(node));
  return [
    ...inner,
    ...parts.flatMap((part) => {
      if (!left.has(part)) return [removeLines(part.card.span)];
      return part.isChanged ? partEdits(part) : [];
    }),
  ];
}

/** The cards between `.if` and `.endif`: those of one branch are not there together with those of another. */
function conditionalCards(statements: readonly Statement[]): ReadonlySet<Statement> {
  const cards = new Set<Statement>();
  let depth = 0;
  for (const statement of statements) {
    if (statement.kind !== "other") {
      if (depth > 0) cards.add(statement);
    } else if (statement.name.key === ".if") depth++;
    else if (statement.name.key === ".endif") depth--;
  }
  return cards;
}

/** Whether a card is nothing but two nodes and a value. */
function isPlain(card: ElementCard, known: ReadonlySet<string>, watched: Watched): boolean {
  const { letter, value, model, behaviour, parameters, extra, inline, name } = card;
  if (!"rlc".includes(letter) || card.nodes.length !== 2) return false;
  if (model !== undefined || behaviour !== undefined || parameters.length + extra.length + inline.length > 0)
    return false;
  if (watched.isElement(name.key) || value === undefined) return false;
  if (value.kind === "number") return value.value > 0;
  if (value.kind === "word") return known.has(value.name.key);
  return value.kind === "expression";
}

function partOf(card: ElementCard): Part {
  const value = card.value!;
  const text = spanText(value.span);
  const inner = /^[{'"]/.test(text) ? text.slice(1, -1) : text;
  return {
    card,
    nodes: [groundOf(card.nodes[0]!.key), groundOf(card.nodes[1]!.key)],
    value: value.kind === "number" ? value.value : inner,
    isChanged: false,
  };
}

const groundOf = (node: string): string => (isGround(node) ? "0" : node);

/** Merge until nothing is left to merge; gives the parts that remain. */
function mergeAll(parts: readonly Part[], isFixed: (node: string) => boolean): ReadonlySet<Part> {
  const left = new Set(parts);
  let before: number;
  do {
    before = left.size;
    mergeParallel(left);
    mergeSeries(left, isFixed);
  } while (left.size < before);
  return left;
}

/** Take `second` into `first`. */
function join(first: Part, second: Part, adds: boolean, left: Set<Part>): void {
  first.value = combine(first.value, second.value, adds);
  first.isChanged = true;
  left.delete(second);
}

function mergeParallel(left: Set<Part>): void {
  const byEnds = new Map<string, Part>();
  for (const part of [...left]) {
    const { letter } = part.card;
    const key = `${letter} ${[...part.nodes].sort().join(" ")}`;
    const first = byEnds.get(key);
    if (first === undefined) byEnds.set(key, part);
    else if (part.nodes[0] !== part.nodes[1]) join(first, part, letter === "c", left);
  }
}

/** Two of a kind with a node between them that nothing else touches. */
function mergeSeries(left: Set<Part>, isFixed: (node: string) => boolean): void {
  const at = new Map<string, Set<Part>>();
  for (const part of left)
    for (const node of part.nodes) {
      const known = at.get(node);
      if (known === undefined) at.set(node, new Set([part]));
      else known.add(part);
    }
  for (const [node, around] of at) {
    // The card that comes first in the text stays.
    const [first, second] = [...around].sort((a, b) => a.card.span.start - b.card.span.start);
    if (around.size !== 2 || isFixed(node) || first === undefined || second === undefined) continue;
    if (first.card.letter !== second.card.letter) continue;
    const far = second.nodes[0] === node ? second.nodes[1] : second.nodes[0];
    const near = first.nodes[0] === node ? first.nodes[1] : first.nodes[0];
    // A loop of two carries no current of the others; it is left as it is.
    if (far === near || far === node || near === node) continue;
    first.nodes = first.nodes[0] === node ? [far, near] : [near, far];
    join(first, second, first.card.letter !== "c", left);
    at.get(far)?.delete(second);
    at.get(far)?.add(first);
  }
}

/** The sum, or the inverse of the sum of the inverses. */
function combine(a: number | string, b: number | string, adds: boolean): number | string {
  if (typeof a === "number" && typeof b === "number") return adds ? a + b : 1 / (1 / a + 1 / b);
  const [one, other] = [a, b].map((value) => (typeof value === "number" ? writeNumber(value) : `(${value})`));
  return adds ? `${one}+${other}` : `1/(1/${one}+1/${other})`;
}

function partEdits({ card, nodes, value }: Part): readonly TextEdit[] {
  const text = typeof value === "number" ? writeNumber(value) : `{${value}}`;
  return [
    ...card.nodes.flatMap(({ key, span }, k) =>
      groundOf(key) === nodes[k] ? [] : [{ span, replacement: nodes[k]! }],
    ),
    { span: card.value!.span, replacement: text },
  ];
}
