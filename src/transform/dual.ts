import type { ElementCard } from "../ast/element.ts";
import type { Netlist, Statement } from "../ast/netlist.ts";
import { isGround } from "../circuit/flattening/node-table.ts";
import { spanText } from "../source/source-text.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import { commentsOf } from "./card-layout.ts";
import { findBlocks } from "./graph-blocks.ts";
import { removeLines } from "./layout.ts";
import type { Pass, PassInput } from "./pass.ts";
import { type Edge, embedBlock } from "./planar-embedding.ts";
import { writeNumber } from "./write-number.ts";

/** What each element becomes. */
const dualLetters: Readonly<Record<string, string>> = { r: "R", l: "C", c: "L", v: "I", i: "V" };

/**
 * Write the dual of a planar network of R, L, C, V and I: a node for every mesh, and for every branch the one that has its voltage for a current and
 * its current for a voltage, in volts for amperes:
 *
 *     R → 1/R    L → C of the same number    C → L    V → I    I → V
 *
 * so that every impedance Z becomes 1/Z (in ohms); `--scale-impedance` gives it another level. Elements are called by what they become (`L1` is
 * `CL1`), and the mesh behind the first source is ground. What speaks of nodes has no counterpart, and is left out. Source: Whitney, Planar
 * graphs (Fundamenta Mathematicae 21, 1933).
 */
export const dual: Pass<undefined> = (input) => {
  const { netlist } = input;
  const cards = netlist.statements.filter((statement) => statement.kind === "element");
  for (const card of cards) refuseElement(card, netlist, input);
  if (hasError(input)) return "";
  const meshes = findMeshes(cards, input);
  if (meshes === undefined || hasError(input)) return "";
  const names = dualNames(cards, input);
  const edits = netlist.statements.flatMap((statement): readonly TextEdit[] =>
    statement.kind === "element"
      ? dualCard(statement, names, meshes.get(statement)!, input)
      : besideEdits(statement, names, input),
  );
  return hasError(input) ? "" : applyEdits(netlist.source.text, edits);
};

const hasError = ({ collector }: PassInput): boolean =>
  collector.diagnostics.some(({ severity }) => severity === "error");

function refuseElement(card: ElementCard, netlist: Netlist, { collector, pass }: PassInput): void {
  const reason = refusal(card, netlist);
  if (reason !== undefined)
    collector.report("transform/refused", card.name.span, { pass, what: card.name.text, reason });
}

function refusal(card: ElementCard, { statements }: Netlist): string | undefined {
  const { letter, value, model, behaviour, parameters, nodes } = card;
  if (letter === "x") return "subcircuits must be expanded first (--flatten)";
  if (!Object.hasOwn(dualLetters, letter)) return "only R, L, C, V and I have a dual";
  if (nodes.length !== 2) return "it has not two nodes";
  const [a, b] = ends(card);
  if (a === b) return "both its ends are one node";
  const isModel = (key: string): boolean =>
    statements.some((statement) => statement.kind === "model" && statement.name.key === key);
  if (model !== undefined || behaviour !== undefined || (value?.kind === "word" && isModel(value.name.key)))
    return "its value is not on its card";
  const other = parameters.find(({ name }) => name.key !== "ic");
  if (other !== undefined) return `${other.name.text}= has no dual`;
  if ("rlc".includes(letter) && value === undefined) return "it has no value";
  return letter === "r" && value?.kind === "number" && value.value === 0
    ? "a conductance of 0 has no dual resistance"
    : undefined;
}

function ends({ nodes }: ElementCard): readonly [string, string] {
  const [a, b] = nodes.map(({ key }) => (isGround(key) ? "0" : key));
  return [a!, b!];
}

/** The meshes on both sides of every branch, as the names of the dual's nodes. */
function findMeshes(
  cards: readonly ElementCard[],
  { collector, pass }: PassInput,
): ReadonlyMap<ElementCard, readonly [string, string]> | undefined {
  const numbers = new Map<string, number>();
  const numberOf = (node: string): number => {
    if (!numbers.has(node)) numbers.set(node, numbers.size);
    return numbers.get(node)!;
  };
  const graph = cards.map((card): Edge => {
    const [a, b] = ends(card);
    return [numberOf(a), numberOf(b)];
  });
  const reference = cards.findIndex(({ letter }) => letter === "v" || letter === "i");
  const meshes = new Map<ElementCard, readonly [string, string]>();
  let count = 0;
  for (const edges of findBlocks(graph)) {
    const card = cards[edges[0]!]!;
    if (edges.length === 1) {
      collector.report("transform/refused", card.name.span, {
        pass,
        what: card.name.text,
        reason: "no current can flow in it",
      });
      continue;
    }
    const block = embedBlock(graph, edges);
    if (block === undefined) {
      collector.report("transform/not-planar", card.name.span, { around: card.name.text });
      return undefined;
    }
    // Blocks meet in one node at most; any of the faces of each may be the one that they have in common.
    const ground = block.right.get(edges.includes(reference) ? reference : edges[0]!)!;
    const names = Array.from({ length: block.faceCount }, (_, face) =>
      face === ground ? "0" : String(++count),
    );
    for (const edge of edges)
      meshes.set(cards[edge]!, [names[block.left.get(edge)!]!, names[block.right.get(edge)!]!]);
  }
  return meshes;
}

/** `L1` is `CL1`, and `CL1` is `L1` again. */
function dualNames(
  cards: readonly ElementCard[],
  { collector, pass }: PassInput,
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    cards.map(({ name, letter }) => {
      const wanted = dualLetters[letter]!;
      const rest = name.text.slice(1);
      const isBack = wanted !== "R" && rest.length > 1 && rest[0]!.toUpperCase() === wanted;
      const text = letter === "r" ? name.text : isBack ? rest : wanted + name.text;
      if (taken.has(text.toLowerCase()))
        collector.report("transform/name-taken", name.span, { pass, name: text });
      taken.add(text.toLowerCase());
      return [name.key, text] as const;
    }),
  );
}

function dualCard(
  card: ElementCard,
  names: ReadonlyMap<string, string>,
  meshes: readonly [string, string],
  { collector, pass }: PassInput,
): readonly TextEdit[] {
  const edits: TextEdit[] = [{ span: card.name.span, replacement: names.get(card.name.key)! }];
  card.nodes.forEach(({ span }, k) => {
    edits.push({ span, replacement: meshes[k]! });
  });
  for (const { isAnnotation, lead, text } of commentsOf(card.span)) {
    if (!isAnnotation) continue;
    edits.push({ span: lead, replacement: "" });
    collector.report("transform/dropped", lead, {
      pass,
      what: text,
      reason: "it speaks of the other network",
    });
  }
  if (card.letter === "r") edits.push({ span: card.value!.span, replacement: inverse(card) });
  return edits;
}

function inverse({ value }: ElementCard): string {
  if (value?.kind === "number") return writeNumber(1 / value.value);
  const text = spanText(value!.span);
  return `{1/(${/^[{'"]/.test(text) ? text.slice(1, -1) : text})}`;
}

/** Cards that say which numbers are printed: those of nodes that are no more. */
const observing: ReadonlySet<string> = new Set([
  ".print",
  ".plot",
  ".save",
  ".probe",
  ".meas",
  ".measure",
  ".four",
  ".tf",
  ".noise",
  ".pz",
  ".sens",
]);

function besideEdits(
  statement: Statement,
  names: ReadonlyMap<string, string>,
  { collector, pass }: PassInput,
): readonly TextEdit[] {
  const drop = (what: string): readonly TextEdit[] => {
    collector.report("transform/dropped", statement.span, {
      pass,
      what,
      reason: "its nodes have no counterpart",
    });
    return [removeLines(statement.span)];
  };
  switch (statement.kind) {
    case "directive":
      return statement.directive?.kind === "learn" ? [] : drop(`@${statement.directive?.kind ?? "…"}`);
    case "ic":
    case "nodeset":
      return drop(`.${statement.kind}`);
    case "control":
      return drop("the .control block");
    case "other":
      return observing.has(statement.name.key) ? drop(statement.name.text) : [];
    case "analysis":
      return statement.arguments.flatMap((value): readonly TextEdit[] => {
        const name = value.kind === "word" ? names.get(value.name.key) : undefined;
        return name === undefined ? [] : [{ span: value.span, replacement: name }];
      });
    default:
      return [];
  }
}
