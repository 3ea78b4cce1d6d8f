import type { IncludeCommand, LibrarySection, Netlist, Statement } from "../../ast/netlist.ts";
import { parseNetlist } from "../../ast/parse-netlist.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import type { Diagnostic, RelatedPlace } from "../../diagnostic/diagnostic.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { SourceText, Span } from "../../source/source-text.ts";

/** What came of reading a file that a netlist names. `forbidden`: it lies outside the folders that may be read. */
export type IncludeResult =
  | { readonly kind: "text"; readonly source: SourceText }
  | { readonly kind: "missing" | "forbidden"; readonly reason: string };

/** How elaboration gets at files: the command line decides what may be read. `from` is the text in which the path stands. */
export type ReadInclude = (path: string, from: SourceText) => IncludeResult;

/** A netlist with its includes in their place. */
export interface ExpandedNetlist {
  readonly statements: readonly Statement[];
  /** Every text that was read, the netlist itself first. */
  readonly sources: readonly SourceText[];
  /** What each `.include` and `.lib` card brought in: the whole parsed file. */
  readonly included: ReadonlyMap<IncludeCommand, Netlist>;
  /** Problems inside the included files. */
  readonly diagnostics: readonly Diagnostic[];
  /** False when a file was not read and that was only warned of. */
  readonly complete: boolean;
}

interface ExpandOptions {
  readonly readInclude: ReadInclude;
  /** False: a file that may not be read is a warning only. */
  readonly requireIncludes: boolean;
  readonly collector: Collector;
}

/** One file (and section of a library) whose statements are being expanded. */
interface OpenFile {
  readonly label: string;
  readonly key: string;
  /** The card that named it; absent for the netlist itself. */
  readonly card?: Span;
}

/** Files within files within files: more than any real library does. */
const maximumDepth = 40;

/** Put the statements of included files in place of the cards that name them. Cycles, missing files and sections are reported. */
export function expandIncludes(netlist: Netlist, options: ExpandOptions): ExpandedNetlist {
  const { readInclude, requireIncludes, collector } = options;
  const files = new Map<string, Netlist>([[netlist.source.name, netlist]]);
  const included = new Map<IncludeCommand, Netlist>();
  const diagnostics: Diagnostic[] = [];
  let complete = true;

  function load(card: IncludeCommand, stack: readonly OpenFile[]): Netlist | undefined {
    const result = readInclude(card.file, card.fileSpan.source);
    if (result.kind === "text") {
      const known = files.get(result.source.name);
      if (known !== undefined) return known;
      const parsed = parseNetlist(result.source, { included: true });
      diagnostics.push(...parsed.diagnostics);
      files.set(result.source.name, parsed.netlist);
      return parsed.netlist;
    }
    const args = { file: card.file, reason: result.reason };
    const related = includeStack(stack);
    if (result.kind === "missing")
      collector.report("circuit/missing-include", card.fileSpan, args, { related });
    else if (requireIncludes) collector.report("circuit/forbidden-include", card.fileSpan, args, { related });
    else collector.report("circuit/include-not-read", card.fileSpan, args, { related });
    complete = false;
    return undefined;
  }

  function include(card: IncludeCommand, stack: readonly OpenFile[]): readonly Statement[] {
    const file = load(card, stack);
    if (file === undefined) return [];
    included.set(card, file);
    const { section } = card;
    const label = section === undefined ? file.source.name : `${file.source.name} (${section.text})`;
    const key = `${file.source.name}\n${section?.key ?? ""}`;
    const path = [...stack, { label, key }].map((open) => open.label);
    if (stack.some((open) => open.key === key) || stack.length >= maximumDepth) {
      collector.report("circuit/include-cycle", card.fileSpan, { path });
      return [];
    }
    const inner = [...stack, { label, key, card: card.fileSpan }];
    if (section === undefined) return expand(untilEnd(file.statements), inner);
    const sections = file.statements.filter(
      (statement): statement is LibrarySection => statement.kind === "library",
    );
    const found = sections.find(({ name }) => name.key === section.key);
    if (found === undefined) {
      const nearest = nearestWord(
        section.key,
        sections.map(({ name }) => name.text),
      );
      collector.report("circuit/missing-section", section.span, {
        section: section.text,
        file: file.source.name,
        nearest,
      });
      return [];
    }
    return expand(found.body, inner);
  }

  function expand(statements: readonly Statement[], stack: readonly OpenFile[]): readonly Statement[] {
    if (!statements.some(({ kind }) => kind === "include" || kind === "subcircuit")) return statements;
    return statements.flatMap((statement): readonly Statement[] => {
      if (statement.kind === "include") return include(statement, stack);
      if (statement.kind === "subcircuit") return [{ ...statement, body: expand(statement.body, stack) }];
      return [statement];
    });
  }

  const { name } = netlist.source;
  const statements = expand(untilEnd(netlist.statements), [{ label: name, key: `${name}\n` }]);
  return {
    statements,
    sources: [...files.values()].map(({ source }) => source),
    included,
    diagnostics,
    complete,
  };
}

/** Which cards led to the file at hand, the nearest first. */
function includeStack(stack: readonly OpenFile[]): readonly RelatedPlace[] {
  return stack
    .toReversed()
    .flatMap(({ label, card }) =>
      card === undefined ? [] : [{ message: `${label} is included here`, span: card }],
    );
}

/** `.end` ends a deck; what follows is no part of it. */
function untilEnd(statements: readonly Statement[]): readonly Statement[] {
  const end = statements.findIndex(({ kind }) => kind === "end");
  return end < 0 ? statements : statements.slice(0, end);
}
