import type { SourceText, Span } from "../../source/source-text.ts";
import type { Operation } from "./operations.ts";

/** Index of a number on a tape. Operands always stand before the nodes that use them. */
export type TapeNode = number;

/** One computed node, or a leaf (no operation). */
interface TapeEntry {
  readonly operation: Operation | undefined;
  readonly operands: readonly TapeNode[];
  /** The expression or number it came from, where there is one. */
  readonly span: Span | undefined;
}

/**
 * All parameter expressions of a circuit as one list of elementary operations, written once during elaboration and evaluated at every
 * training step. A number that is written in the netlist is one leaf, wherever it is used: the instances of a subcircuit
 * share the leaves of its body, so that a derivative with respect to a leaf is the sum over the instances.
 */
export interface Tape {
  readonly length: number;
  /** A number that no text holds; the same number gives the same node. */
  constant(value: number): TapeNode;
  /** The number written at a span; the same span gives the same node. */
  literal(value: number, span: Span): TapeNode;
  apply(operation: Operation, operands: readonly TapeNode[], span?: Span): TapeNode;
  /** A stand-in for a value that was reported as wrong: not a number, and never reported again. */
  unknown(): TapeNode;
  /** Value at the numbers as written. */
  valueOf(node: TapeNode): number;
  entry(node: TapeNode): TapeEntry;
}

const none: readonly TapeNode[] = [];
const unplaced: TapeEntry = { operation: undefined, operands: none, span: undefined };

/** Start an empty tape. */
export function createTape(): Tape {
  const entries: TapeEntry[] = [];
  const values: number[] = [];
  const constants = new Map<number, TapeNode>();
  const literals = new Map<SourceText, Map<number, TapeNode>>();
  const push = (value: number, entry: TapeEntry): TapeNode => {
    entries.push(entry);
    return values.push(value) - 1;
  };
  const leaf = (value: number, span: Span | undefined): TapeNode =>
    push(value, span === undefined ? unplaced : { operation: undefined, operands: none, span });
  return {
    get length() {
      return entries.length;
    },
    constant(value) {
      const known = constants.get(value);
      if (known !== undefined) return known;
      const node = leaf(value, undefined);
      constants.set(value, node);
      return node;
    },
    unknown: () => leaf(Number.NaN, undefined),
    literal(value, span) {
      let ofSource = literals.get(span.source);
      if (ofSource === undefined) {
        ofSource = new Map<number, TapeNode>();
        literals.set(span.source, ofSource);
      }
      const known = ofSource.get(span.start);
      if (known !== undefined) return known;
      const node = leaf(value, span);
      ofSource.set(span.start, node);
      return node;
    },
    apply(operation, operands, span) {
      const [a = -1, b = -1, c = -1] = operands;
      const value = operation.value(values[a] ?? 0, values[b] ?? 0, values[c] ?? 0);
      return push(value, { operation, operands, span });
    },
    valueOf: (node) => values[node]!,
    entry: (node) => entries[node]!,
  };
}

/**
 * The first computation that made a node not finite although its own operands are finite: the place to report.
 * Undefined where the node is finite, or the cause was reported before (an unknown value).
 */
export function findNonFinite(tape: Tape, node: TapeNode): Span | undefined {
  const visited = new Set<TapeNode>();
  const pending = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (visited.has(next) || Number.isFinite(tape.valueOf(next))) continue;
    visited.add(next);
    const { operands, span } = tape.entry(next);
    const guilty = operands.filter((operand) => !Number.isFinite(tape.valueOf(operand)));
    if (guilty.length === 0 && span !== undefined) return span;
    pending.push(...guilty);
  }
  return undefined;
}
