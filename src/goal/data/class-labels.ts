import type { ClassifyDirective } from "../../ast/directive.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { spanText } from "../../source/source-text.ts";
import type { DataColumns } from "./data-columns.ts";

/** The classes of a data set, as many as `@classify` has quantities. */
export interface ClassLabels {
  readonly directive: ClassifyDirective;
  /** Names of the classes in the order of the quantities. */
  readonly names: readonly string[];
  /** Class of every sample of the data set; -1 where its label is none of them. */
  readonly classes: Int32Array;
  /** The samples that have a class. */
  readonly samples: Int32Array;
}

/**
 * Read the labels of a `@classify`. Which quantity belongs to which label: as `labels="a, b, …"` says, and samples with other labels are left
 * out; without it, numbers in ascending order, otherwise words in alphabetical order. Undefined when their number is not that of the
 * quantities, which was reported.
 */
export function readLabels(
  directive: ClassifyDirective,
  columns: DataColumns,
  collector: Collector,
): ClassLabels | undefined {
  const { column, quantities, options, span } = directive;
  const all = Int32Array.from({ length: columns.table.count }, (_, sample) => sample);
  const texts = columns.texts(column, all)?.map((text) => text.trim());
  if (texts === undefined) return undefined;
  const option = options.find(({ name }) => name.key === "labels");
  const names =
    option === undefined ? sortLabels([...new Set(texts)]) : splitLabels(spanText(option.value.span));
  if (names.length !== quantities.length) {
    const listed = names.slice(0, 12).join(", ");
    collector.report("goal/classify-count", option?.span ?? span, {
      quantities: quantities.length,
      labels: names.length,
      listed: names.length > 12 ? `${listed}, …` : listed,
      column: option === undefined ? column.text : undefined,
    });
    return undefined;
  }
  const index = new Map(names.map((name, position) => [name, position]));
  const classes = Int32Array.from(texts, (text) => index.get(text) ?? -1);
  const unused = names.find((_, position) => !classes.includes(position));
  if (unused !== undefined) {
    collector.report("goal/classify-label", option?.span ?? span, { label: unused, column: column.text });
    return undefined;
  }
  if (names.length === 1) {
    collector.report("goal/classify-single", option?.span ?? column.span, { label: names[0]! });
  }
  return { directive, names, classes, samples: all.filter((sample) => classes[sample]! >= 0) };
}

/** Commas or semicolons part labels, which may be several words; without any of them spaces do. */
function splitLabels(text: string): readonly string[] {
  const list = text.replaceAll('"', "");
  return list
    .split(/[,;]/.test(list) ? /[,;]/ : /\s/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function sortLabels(labels: readonly string[]): readonly string[] {
  const areNumbers = labels.every((label) => label.trim() !== "" && Number.isFinite(Number(label)));
  return [...labels].sort((a, b) => (areNumbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0));
}
