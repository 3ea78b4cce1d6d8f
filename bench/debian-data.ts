import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** Samples to be classified: numbers and the name of a class each. */
export interface LabelledSamples {
  readonly inputs: readonly string[];
  readonly classes: readonly string[];
  readonly rows: readonly { readonly values: readonly number[]; readonly label: string }[];
}

/** Where Debian's packages are: `/`, or where `dpkg -x` unpacked them. */
const root = process.env["TELLEGEN_DEBIAN"] ?? "/";
const SKLEARN = "usr/lib/python3/dist-packages/sklearn/datasets/data";
const FASHION = "usr/share/datasets/fashion-mnist";

export const MISSING_SKLEARN =
  "Debian's python3-sklearn is not here; install it, or set TELLEGEN_DEBIAN to the folder that `dpkg -x` unpacked it into";
export const MISSING_FASHION =
  "Debian's dataset-fashion-mnist is not here; install it, or set TELLEGEN_DEBIAN to the folder that `dpkg -x` unpacked it into";

/** Fisher's iris: 150 flowers, 4 lengths, 3 species. From Debian's python3-sklearn; undefined where it is not. */
export function readIris(): LabelledSamples | undefined {
  const text = readFile(join(SKLEARN, "iris.csv"))?.toString("utf8");
  return text === undefined ? undefined : parseIris(text);
}

/** The first line of scikit-learn's table has the numbers of samples and columns and the names of the classes. */
export function parseIris(text: string): LabelledSamples {
  const [first = "", ...lines] = text.trim().split(/\r?\n/);
  const classes = first.split(",").slice(2);
  return {
    inputs: ["sepal_length", "sepal_width", "petal_length", "petal_width"],
    classes,
    rows: lines.map((line) => {
      const cells = line.split(",").map(Number);
      return { values: cells.slice(0, -1), label: classes[cells.at(-1)!]! };
    }),
  };
}

/** The test part of the UCI's handwritten digits: 1797 pictures of 8 x 8 pixels, 0 to 16. From Debian's python3-sklearn; undefined where it is not. */
export function readDigits(): LabelledSamples | undefined {
  const packed = readFile(join(SKLEARN, "digits.csv.gz"));
  return packed === undefined ? undefined : parseDigits(gunzipSync(packed).toString("utf8"));
}

/** A line has the pixels, row after row, and the digit. */
export function parseDigits(text: string): LabelledSamples {
  return pictures(
    text
      .trim()
      .split(/\r?\n/)
      .map((line) => {
        const cells = line.split(",").map(Number);
        return { values: cells.slice(0, -1), label: String(cells.at(-1)) };
      }),
  );
}

/**
 * The first `count` pictures of Fashion-MNIST's training part, 28 x 28 pixels pooled to `side` x `side` means of 0 to 255. From Debian's
 * dataset-fashion-mnist; undefined where it is not.
 */
export function readFashion(count: number, side: number): LabelledSamples | undefined {
  const images = readFile(join(FASHION, "train-images-idx3-ubyte.gz"));
  const labels = readFile(join(FASHION, "train-labels-idx1-ubyte.gz"));
  if (images === undefined || labels === undefined) return undefined;
  const pixels = parseIdx(gunzipSync(images));
  const classes = parseIdx(gunzipSync(labels)).data;
  const [, height = 0, width = 0] = pixels.sizes;
  return pictures(
    Array.from({ length: count }, (_, index) => ({
      values: poolPixels(
        pixels.data.subarray(index * height * width, (index + 1) * height * width),
        width,
        side,
      ),
      label: String(classes[index]),
    })),
  );
}

/** An array of bytes in the IDX format: 0, 0, 8 (bytes), number of dimensions, each of them as four bytes, then the data. */
export function parseIdx(file: Uint8Array): { readonly sizes: readonly number[]; readonly data: Uint8Array } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint16(0) !== 0 || file[2] !== 8) throw new Error("not an IDX file of bytes");
  const dimensions = file[3]!;
  const sizes = Array.from({ length: dimensions }, (_, index) => view.getUint32(4 + 4 * index));
  const data = file.subarray(4 + 4 * dimensions);
  if (data.length !== sizes.reduce((product, size) => product * size, 1))
    throw new Error("an IDX file cut short");
  return { sizes, data };
}

/** Means over squares of a square picture; `side` divides its width. */
export function poolPixels(pixels: ArrayLike<number>, width: number, side: number): readonly number[] {
  const block = width / side;
  if (!Number.isInteger(block)) throw new Error(`${width} pixels do not pool to ${side}`);
  const pooled = new Array<number>(side * side).fill(0);
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++)
      pooled[Math.floor(y / block) * side + Math.floor(x / block)]! += pixels[y * width + x]! / block ** 2;
  return pooled;
}

/** The samples as a CSV file with a column `label`. */
export function writeCsv({ inputs, rows }: LabelledSamples): string {
  const lines = rows.map(({ values, label }) => [...values, label].join(","));
  return `${[[...inputs, "label"].join(","), ...lines].join("\n")}\n`;
}

function pictures(rows: LabelledSamples["rows"]): LabelledSamples {
  return {
    inputs: rows[0]!.values.map((_, index) => `p${index}`),
    classes: [...new Set(rows.map(({ label }) => label))].sort((a, b) => Number(a) - Number(b)),
    rows,
  };
}

function readFile(path: string): Buffer | undefined {
  const whole = join(root, path);
  return existsSync(whole) ? readFileSync(whole) : undefined;
}
