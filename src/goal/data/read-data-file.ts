import type { DataDirective } from "../../ast/directive.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import type { TableHost } from "../table-host.ts";
import type { DataTable } from "./data-table.ts";
import { parseCsvData } from "./parse-csv-data.ts";
import { parseJsonData } from "./parse-json-data.ts";

/** Read the file that a `@data` names: JSON by its ending, otherwise CSV. Undefined when that cannot be done, which was reported. */
export function readDataFile(
  { file, span }: DataDirective,
  host: TableHost,
  collector: Collector,
): DataTable | undefined {
  const name = file.kind === "string" ? file.text : "";
  const result = host.readTable(name, span.source);
  if (result.kind !== "text") {
    collector.report(`goal/data-${result.kind}`, file.span, { file: name, reason: result.reason });
    return undefined;
  }
  const form = /\.json$/i.test(name) ? "json" : "csv";
  const table = form === "json" ? parseJsonData(result.source) : parseCsvData(result.source);
  if ("reason" in table) {
    const related = [{ message: "read here", span: file.span }];
    collector.report("goal/data-syntax", table.span, { reason: table.reason, hint: table.hint }, { related });
    return undefined;
  }
  if (table.count > 0) return table;
  collector.report("goal/data-empty", file.span, { file: name, form });
  return undefined;
}
