import type { DataDirective } from "../../ast/directive.ts";
import { directiveOptions } from "../../ast/directive-options.ts";
import type { Name } from "../../ast/expression.ts";
import type { Circuit } from "../../circuit/circuit.ts";
import type { Slot } from "../../circuit/element.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { TableHost } from "../table-host.ts";
import { type ClassLabels, readLabels } from "./class-labels.ts";
import { type DataColumns, openColumns } from "./data-columns.ts";
import { decodeSound, soundOfPeriod } from "./decode-sound.ts";
import { normaliseColumn } from "./normalise-column.ts";
import { readDataFile } from "./read-data-file.ts";
import { type DataOptions, readDataOptions } from "./read-data-options.ts";
import { readWaves, type SampleWaves } from "./read-waves.ts";
import { type SampleParts, splitSamples } from "./split-samples.ts";

/** A source whose value every sample sets. */
export interface SampleDrive {
  readonly element: number;
  /** The source's DC value. */
  readonly slot: Slot;
  /** Volts or amperes for each sample of the data set. */
  readonly values: Float64Array;
}

/** The data set of a netlist: what `@data` and `@classify` say, checked. Samples are counted from 0 in the order of the file. */
export interface DataSet {
  readonly directive: DataDirective;
  readonly columns: DataColumns;
  /** The samples in use: all but those whose label is none of the classes. */
  readonly used: Int32Array;
  readonly drives: readonly SampleDrive[];
  /** Instead of `drives` where the netlist has a period: one period of each source in each sample. */
  readonly waves: readonly SampleWaves[];
  readonly parts: SampleParts;
  /** What `@classify` asks for. */
  readonly labels?: ClassLabels;
}

/**
 * Open the data set of a circuit: read its file, find its columns and sources, split it and scale the drives. Undefined where there is none, or
 * where something is wrong with it, which was reported.
 */
export function openDataSet(circuit: Circuit, host: TableHost, collector: Collector): DataSet | undefined {
  const [directive, second] = circuit.data;
  const [classify, secondClassify] = circuit.classify;
  for (const [extra, what] of [
    [second, "@data"],
    [secondClassify, "@classify"],
  ] as const)
    if (extra !== undefined) collector.report("goal/data-several", extra.span, { what });
  if (directive === undefined) {
    if (classify !== undefined) collector.report("goal/data-lacking", classify.span, { what: "@classify" });
    return undefined;
  }
  const table = readDataFile(directive, host, collector);
  const options = readDataOptions(directive, collector);
  const places = findSources(directive, circuit, collector);
  if (table === undefined || options === undefined || places === undefined) return undefined;
  const columns = openColumns(table, directive.file.span, collector);
  const labels = classify === undefined ? undefined : readLabels(classify, columns, collector);
  if (classify !== undefined && labels === undefined) return undefined;
  const used = labels?.samples ?? Int32Array.from({ length: table.count }, (_, sample) => sample);
  const parts = split(used, options, columns, labels, directive, collector);
  if (parts === undefined) return undefined;
  const drives: SampleDrive[] = [];
  const waves: SampleWaves[] = [];
  const period = circuit.analyses.flatMap((card) => (card.kind === "tran" ? (card.period ?? []) : []))[0];
  const readSound = (file: string): Float64Array | string => {
    const result = host.readBytes?.(file, table.source);
    if (result === undefined) return `is "${file}"; no sound files can be read here`;
    if (result.kind !== "bytes") return `is "${file}", which cannot be read: ${result.reason}`;
    const sound = decodeSound(result.bytes);
    return typeof sound === "string" ? sound : soundOfPeriod(sound, period ?? 0);
  };
  for (const { element, slot, column } of places) {
    if (period !== undefined) {
      const read = readWaves(column, columns, used, { options, collector, readSound });
      if (read !== undefined) waves.push({ element, waves: read, span: column.span });
      continue;
    }
    const values = columns.numbers(column, used);
    if (values === undefined) continue;
    const { normalise, amplitude } = options;
    drives.push({ element, slot, values: normaliseColumn(values, parts.train, normalise, amplitude) });
  }
  if (drives.length + waves.length < places.length) return undefined;
  return {
    directive,
    columns,
    used,
    drives,
    waves,
    parts,
    ...(labels === undefined ? {} : { labels }),
  };
}

interface DrivenSource {
  readonly element: number;
  readonly slot: Slot;
  readonly column: Name;
}

/** The sources that the directive names. */
function findSources(
  { columns }: DataDirective,
  circuit: Circuit,
  collector: Collector,
): readonly DrivenSource[] | undefined {
  const found: DrivenSource[] = [];
  const start = Float64Array.from(circuit.trainables, (trainable) => trainable.start);
  const trained = new Set(circuit.evaluate(start).derivatives.map(({ slot }) => slot));
  const swept = new Set(
    circuit.analyses.flatMap((card) => (card.kind === "dc" ? card.sweeps.map(({ element }) => element) : [])),
  );
  const sources = circuit.elements.flatMap((element) =>
    element.kind === "voltage-source" || element.kind === "current-source" ? [element] : [],
  );
  for (const { source, column } of columns) {
    const index = circuit.findElement(source.text);
    const element = sources.find((candidate) => candidate.index === index);
    if (element === undefined) {
      // What is neither a source nor an option may be either of them, misspelt.
      const nearest = nearestWord(source.text, [
        ...sources.map(({ name }) => name),
        ...Object.keys(directiveOptions.data),
      ]);
      collector.report("goal/data-source", source.span, { name: source.text, nearest });
    } else if (found.some((known) => known.element === element.index)) {
      collector.report("goal/data-source-twice", source.span, { name: source.text });
    } else if (trained.has(element.dc) || swept.has(element.index)) {
      const by = swept.has(element.index) ? "swept by .dc" : "trained";
      collector.report("goal/data-source-taken", source.span, { name: element.name, by });
    } else {
      found.push({ element: element.index, slot: element.dc, column });
    }
  }
  return found.length === columns.length ? found : undefined;
}

function split(
  samples: Int32Array,
  options: DataOptions,
  columns: DataColumns,
  labels: ClassLabels | undefined,
  directive: DataDirective,
  collector: Collector,
): SampleParts | undefined {
  const group = options.group && columns.texts(options.group, samples);
  const stratum = options.stratify && columns.texts(options.stratify, samples);
  if ((options.group && group === undefined) || (options.stratify && stratum === undefined)) return undefined;
  const parts = splitSamples(samples, {
    train: options.split,
    validate: options.validate,
    seed: options.seed,
    groupOf: (sample) => group?.[sample] ?? String(sample),
    stratumOf: (sample) =>
      stratum?.[sample] ?? (group === undefined ? String(labels?.classes[sample] ?? "") : ""),
  });
  const isEmpty =
    parts.train.length === 0 ||
    (options.split < 1 && parts.test.length === 0) ||
    (options.validate > 0 && parts.validate.length === 0);
  if (!isEmpty) return parts;
  collector.report("goal/data-split-empty", directive.span, { samples: samples.length });
  return undefined;
}
