import type { AnalysisKind } from "../ast/netlist.ts";
import type { Circuit } from "../circuit/circuit.ts";
import type { Collector } from "../diagnostic/collector.ts";
import type { SourceText } from "../source/source-text.ts";
import { type ExpressionScope, ObservableList, type TableResult } from "./expression-scope.ts";
import type { Observable } from "./observable.ts";
import { parseTable } from "./parse-table.ts";

/** Reads the text of `table("file")`; `from` is the text that names it. */
export interface TableHost {
  readTable(file: string, from: SourceText): TableResult;
}

/** What the names of an expression mean in one analysis, and the observables that expressions resolved in it have named so far. */
export interface OpenedScope {
  readonly scope: ExpressionScope;
  readonly observables: readonly Observable[];
}

/** Begin to resolve the expressions of one analysis. */
export function openAnalysisScope(
  kind: AnalysisKind,
  circuit: Circuit,
  host: TableHost,
  collector: Collector,
): OpenedScope {
  const observables = new ObservableList();
  return {
    observables: observables.items,
    scope: {
      circuit,
      analysis: { kind, observe: (probe, excitation) => observables.add(probe, excitation) },
      collector,
      readTable: tableReader(host, collector),
    },
  };
}

/** Reads each column of each file once. */
function tableReader(host: TableHost, collector: Collector): ExpressionScope["readTable"] {
  const known = new Map<string, ReturnType<ExpressionScope["readTable"]>>();
  return (file, column, at) => {
    const key = JSON.stringify([at.source.name, file, column?.text.toLowerCase()]);
    if (known.has(key)) return known.get(key);
    const result = host.readTable(file, at.source);
    if (result.kind !== "text")
      collector.report(`goal/table-${result.kind}`, at, { file, reason: result.reason });
    const table = result.kind === "text" ? parseTable(result.source, column, at, collector) : undefined;
    known.set(key, table);
    return table;
  };
}
