import { isClosedControl } from "../../grammar/split-cards.ts";
import type { Collector } from "../diagnostic/collector.ts";
import { type SourceText, type Span, spanText } from "../source/source-text.ts";
import type { Name } from "./expression.ts";
import { spanOf } from "./name.ts";
import type { LibrarySection, Statement, Subcircuit } from "./netlist.ts";
import { parseControl } from "./parse-control.ts";
import type { Assignment } from "./value.ts";

interface OpenBlock {
  readonly kind: "subcircuit" | "library";
  readonly name: Name;
  readonly ports: readonly Name[];
  readonly parameters: readonly Assignment[];
  /** The header card. */
  readonly header: Span;
  readonly body: Statement[];
  /** Where the last of its cards ends so far. */
  end: number;
}

/** Deeper nesting of definitions is refused: later stages walk them by recursion. */
const maximumDepth = 100;

/** The statements of a file while it is read: blocks that are open, innermost last. */
export class BlockStack {
  private readonly source: SourceText;
  private readonly collector: Collector;
  private readonly statements: Statement[] = [];
  private readonly open: OpenBlock[] = [];
  /** Definitions that were refused as too deep and wait for their ends. */
  private refused = 0;
  /** `.if` cards that wait for their `.endif`. */
  private readonly conditions: Span[] = [];

  constructor(source: SourceText, collector: Collector) {
    this.source = source;
    this.collector = collector;
  }

  /** Add a statement to the innermost block. */
  add(statement: Statement): void {
    const block = this.innermost();
    (block?.body ?? this.statements).push(statement);
    // An annotation inside a card stands behind it, and ends before it.
    if (block !== undefined) block.end = Math.max(block.end, statement.span.end);
  }

  addControl(span: Span): void {
    this.add({ kind: "control", commands: parseControl(span), span });
    const first = spanOf(this.source, span.start, span.start + ".control".length);
    const text = spanText(span);
    if (isClosedControl(text)) this.collector.report("syntax/control-not-run", first, {});
    else if (/[\r\n]\s*\.(?!endc?\b)[a-z]/i.test(text))
      this.collector.report("syntax/control-not-closed", first, {});
    else this.collector.report("syntax/control-to-end", first, {});
  }

  /** Begin a block; its statements follow. */
  begin(block: Omit<OpenBlock, "body" | "end">): void {
    if (this.open.length >= maximumDepth) {
      // Those inside it are as deep, and said with it.
      if (this.refused++ === 0)
        this.collector.report("syntax/nesting-too-deep", block.header, { limit: maximumDepth });
      this.add({ kind: "comment", span: block.header });
      return;
    }
    this.open.push({ ...block, body: [], end: block.header.end });
  }

  /** Whether an end belongs to a definition that was refused as too deep; it ends that one. */
  finishRefused(): boolean {
    if (this.refused === 0) return false;
    this.refused--;
    return true;
  }

  /** The innermost open block. */
  innermost(): OpenBlock | undefined {
    return this.open[this.open.length - 1];
  }

  /** End the innermost block at `end`. */
  finish(end: number): void {
    const block = this.open.pop();
    if (block === undefined) return;
    const span = spanOf(this.source, block.header.start, end);
    const { name, ports, parameters, body } = block;
    const statement: Subcircuit | LibrarySection =
      block.kind === "library"
        ? { kind: "library", name, body, span }
        : { kind: "subcircuit", name, ports, parameters, body, span };
    this.add(statement);
  }

  /** End the open subcircuits where their last statement ends: `.end` was met inside them. */
  finishSubcircuits(): void {
    for (let block = this.innermost(); block?.kind === "subcircuit"; block = this.innermost()) {
      this.finish(block.end);
    }
  }

  beginCondition(span: Span): void {
    this.conditions.push(span);
  }

  /** Whether an `.if` is open; `.endif` closes it. */
  hasCondition(closes: boolean): boolean {
    const has = this.conditions.length > 0;
    if (closes) this.conditions.pop();
    return has;
  }

  private reportOpen({ kind, name, header }: OpenBlock): void {
    const args = { name: name.text };
    if (kind === "library") this.collector.report("syntax/library-not-closed", header, args);
    else this.collector.report("syntax/subcircuit-not-closed", header, args);
  }

  /** Report and close whatever is still open, at the end of the file. */
  close(): readonly Statement[] {
    for (const span of this.conditions) this.collector.report("syntax/condition-not-closed", span, {});
    for (let block = this.innermost(); block !== undefined; block = this.innermost()) {
      this.reportOpen(block);
      this.finish(block.end);
    }
    return this.statements;
  }
}
