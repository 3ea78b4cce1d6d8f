import type { AnalysisKind } from "../ast/netlist.ts";
import type { Circuit } from "../circuit/circuit.ts";
import type { Collector } from "../diagnostic/collector.ts";
import type { DataSet } from "./data/data-set.ts";
import { type ExpressionScope, ObservableList } from "./expression-scope.ts";
import type { Observable } from "./observable.ts";
import { parseTable } from "./parse-table.ts";
import type { TableHost } from "./table-host.ts";

/** What the names of an expression mean in one analysis, and the observables that expressions resolved in it have named so far. */
export interface OpenedScope {
  readonly scope: ExpressionScope;
  readonly observables: readonly Observable[];
}

/** What goals are compiled against. */
export interface GoalContext {
  readonly circuit: Circuit;
  readonly host: TableHost;
  readonly collector: Collector;
  /** The data set of the netlist; absent where there is none or it cannot be used. */
  readonly data?: DataSet | undefined;
}

/** Begin to resolve the expressions of one analysis. */
export function openAnalysisScope(
  kind: AnalysisKind,
  { circuit, host, collector, data }: GoalContext,
): OpenedScope {
  const observables = new ObservableList();
  return {
    observables: observables.items,
    scope: {
      circuit,
      analysis: { kind, observe: (probe, excitation) => observables.add(probe, excitation) },
      collector,
      readTable: tableReader(host, collector),
      readData: (column) => data?.columns.numbers(column, data.used),
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
