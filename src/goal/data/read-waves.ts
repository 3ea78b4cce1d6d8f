import type { Name } from "../../ast/expression.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import type { Span } from "../../source/source-text.ts";
import { csvNumber } from "../csv-text.ts";
import type { DataColumns } from "./data-columns.ts";
import type { DataCell } from "./data-table.ts";
import type { DataOptions } from "./read-data-options.ts";

/** A source that every sample drives with a waveform of its own. */
export interface SampleWaves {
  readonly element: number;
  /** By the number of the sample: one period [V or A] in evenly spaced values; a single value is a constant. */
  readonly waves: ReadonlyMap<number, Float64Array>;
  /** Where the netlist names the column. */
  readonly span: Span;
}

/** How a sample that names a sound gets its waveform: one period, or why not. */
export type ReadSound = (file: string) => Float64Array | string;

/** What decides how the waveforms of a column are read. */
export interface WaveReading {
  readonly options: Pick<DataOptions, "normalise" | "amplitude">;
  readonly readSound: ReadSound;
  readonly collector: Collector;
}

/**
 * Read a column as waveforms of one period: lists of numbers, names of sound files, or numbers, which are constants. All lists must have
 * the same length. `standard` takes the mean from every waveform and gives it the mean square 1, `range` the largest magnitude 1; times
 * the amplitude. Undefined when something is wrong, which was reported.
 */
export function readWaves(
  column: Name,
  columns: DataColumns,
  used: Int32Array,
  { options, readSound, collector }: WaveReading,
): ReadonlyMap<number, Float64Array> | undefined {
  const index = columns.find(column);
  if (index === undefined) return undefined;
  const { table } = columns;
  const related = [{ message: "read here", span: column.span }];
  const waves = new Map<number, Float64Array>();
  let first: { readonly sample: number; readonly length: number } | undefined;
  for (const sample of used) {
    const place = { sample: sample + 1, column: table.columns[index]! };
    const read = waveOf(table.cell(sample, index), readSound);
    if (typeof read === "string") {
      collector.report("goal/wave", table.spanOf(sample, index), { ...place, problem: read }, { related });
      return undefined;
    }
    if (read.length > 1) first ??= { sample: sample + 1, length: read.length };
    if (read.length > 1 && first !== undefined && read.length !== first.length) {
      const problem = `has ${read.length} values, sample ${first.sample} ${first.length}`;
      collector.report("goal/wave", table.spanOf(sample, index), { ...place, problem }, { related });
      return undefined;
    }
    waves.set(sample, scaleWave(read, options));
  }
  return waves;
}

function waveOf(cell: DataCell, readSound: ReadSound): Float64Array | string {
  if (cell === undefined) return "is missing";
  if (typeof cell === "number") return Float64Array.of(cell);
  if (typeof cell === "object") return cell.length > 0 ? Float64Array.from(cell) : "is an empty list";
  const number = csvNumber(cell);
  return number === undefined || !Number.isFinite(number) ? readSound(cell) : Float64Array.of(number);
}

function scaleWave(
  wave: Float64Array,
  { normalise, amplitude }: Pick<DataOptions, "normalise" | "amplitude">,
): Float64Array {
  if (normalise === "none") return wave.map((value) => amplitude * value);
  const mean = wave.reduce((sum, value) => sum + value, 0) / wave.length;
  const centred = normalise === "standard" ? wave.map((value) => value - mean) : wave;
  const size =
    normalise === "standard"
      ? Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0) / wave.length)
      : centred.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return size === 0 ? new Float64Array(wave.length) : centred.map((value) => (amplitude * value) / size);
}
