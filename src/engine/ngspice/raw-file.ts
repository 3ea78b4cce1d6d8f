import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";

/** One vector of a raw file. */
export interface RawVector {
  /** As ngspice writes it, in lower case: `frequency`, `v(out)`, `i(l1)`. */
  readonly name: string;
  /** `voltage`, `current`, `frequency`, `time`, … */
  readonly type: string;
}

/** One plot of a raw file, as ngspice's `write` makes it. */
export interface RawPlot {
  readonly title: string;
  /** `AC Analysis`, `Transient Analysis`, … */
  readonly plotName: string;
  readonly isComplex: boolean;
  readonly vectors: readonly RawVector[];
  readonly points: number;
  /** The numbers point after point, in each the vectors in order, a complex number as two: index (point · vectors + vector) · (1 or 2). */
  readonly values: Float64Array;
}

const binaryMarker = "Binary:\n";

/**
 * Read all plots of a binary raw file (little endian, `Flags: real` or `complex`). Fails with `incomplete-result` where a header is
 * damaged, the file is in ascii, or fewer numbers follow than the header says.
 */
export function readRawFile(bytes: Uint8Array<ArrayBuffer>): Outcome<readonly RawPlot[]> {
  const plots: RawPlot[] = [];
  let position = 0;
  while (position < bytes.length) {
    const plot = readPlot(bytes, position);
    if (plot.kind === "failed") return plot;
    plots.push(plot.value.plot);
    position = plot.value.end;
  }
  return plots.length === 0 ? fail("incomplete-result", "the raw file is empty") : succeed(plots);
}

function readPlot(
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
): Outcome<{ readonly plot: RawPlot; readonly end: number }> {
  const data = findMarker(bytes, start);
  // Latin-1 keeps every byte apart: names may be in any character set.
  const header = new TextDecoder("latin1").decode(bytes.subarray(start, data ?? start + 2000));
  if (data === undefined) {
    return header.includes("\nValues:")
      ? fail("incomplete-result", "the raw file is in ascii; only binary raw files are read")
      : fail("incomplete-result", "the raw file has no data");
  }
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}:[ \\t]*(.*)$`, "m").exec(header)?.[1]?.trim();
  const vectors = readVectors(header);
  const points = Number(field("No\\. Points"));
  const flags = field("Flags")?.split(/\s+/);
  if (
    flags === undefined ||
    !Number.isInteger(points) ||
    vectors.length !== Number(field("No\\. Variables"))
  ) {
    return fail("incomplete-result", "the raw file's header is damaged", header);
  }
  const isComplex = flags.includes("complex");
  const count = points * vectors.length * (isComplex ? 2 : 1);
  const available = Math.floor((bytes.length - data) / 8);
  if (available < count) {
    return fail("incomplete-result", `the raw file holds ${available} of ${count} numbers`, header);
  }
  const values = littleEndianNumbers(bytes, data, count);
  const title = field("Title") ?? "";
  const plotName = field("Plotname") ?? "";
  return succeed({ plot: { title, plotName, isComplex, vectors, points, values }, end: data + 8 * count });
}

function findMarker(bytes: Uint8Array, start: number): number | undefined {
  const marker = Array.from(binaryMarker, (character) => character.charCodeAt(0));
  for (let at = bytes.indexOf(marker[0]!, start); at >= 0; at = bytes.indexOf(marker[0]!, at + 1)) {
    if (marker.every((code, index) => bytes[at + index] === code)) return at + marker.length;
  }
  return undefined;
}

function readVectors(header: string): RawVector[] {
  const start = header.indexOf("\nVariables:\n");
  if (start < 0) return [];
  return header
    .slice(start + "\nVariables:\n".length)
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words.length >= 3)
    .map(([, name, type]) => ({ name: name!, type: type! }));
}

function littleEndianNumbers(bytes: Uint8Array<ArrayBuffer>, start: number, count: number): Float64Array {
  const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
  const offset = bytes.byteOffset + start;
  if (isLittleEndian) return new Float64Array(bytes.buffer.slice(offset, offset + 8 * count));
  const view = new DataView(bytes.buffer, offset);
  return Float64Array.from({ length: count }, (_, index) => view.getFloat64(8 * index, true));
}
