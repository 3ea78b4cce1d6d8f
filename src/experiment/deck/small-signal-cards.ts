import { formatExactly } from "./deck.ts";
import { type DeckGrid, formatWaveform } from "./deck-grid.ts";
import type { DevicePorts } from "./device-ports.ts";
import type { CardContext } from "./element-cards.ts";

/** The small-signal matrix of every device at one operating point, [device][row][column]; see DevicePorts. */
export type DeviceMatrices = readonly (readonly (readonly number[])[])[];

/** A controlled source whose gain is `sign` times an entry of a device's matrix. */
export interface LinearGain {
  readonly device: string;
  readonly sign: 1 | -1;
}

/** What a deck holds in the place of a device. */
export interface WrittenDevice {
  /** The controlled source of each entry, [row][column]. */
  readonly gains: readonly (readonly LinearGain[])[];
  /** The 0 V source in the place of a branch that has a voltage law. */
  readonly stand?: string;
}

/** The small-signal matrix of every device at one frequency, as real and imaginary parts. */
export interface DeviceAdmittances {
  readonly re: DeviceMatrices;
  readonly im: DeviceMatrices;
}

/**
 * How the entries of the matrices stand in a deck: as gains of 0 that are altered in place, also with currents into their terminals; as tables over the frequency,
 * so that one AC sweep visits all points: point k at (k + 1) `spacing` Hz; as what they are at the frequencies of a sweep, one of
 * `matrices` for each; or at the samples of a transient, one of `matrices` for each.
 */
export type EntryForm =
  | { readonly kind: "gains"; readonly injected?: boolean }
  | { readonly kind: "tables"; readonly matrices: readonly DeviceMatrices[]; readonly spacing: number }
  | {
      readonly kind: "admittances";
      readonly matrices: readonly DeviceAdmittances[];
      readonly frequencies: Float64Array;
    }
  | { readonly kind: "waveforms"; readonly matrices: readonly DeviceMatrices[]; readonly grid: DeckGrid };

/** One entry as a source between two nodes: what drives it, and its sign. */
interface Entry {
  readonly letter: "g" | "e" | "f" | "h";
  /** Two nodes (G, E), or a voltage source whose current it is (F, H). */
  readonly sense: readonly [string, string] | readonly [string];
  readonly sign: 1 | -1;
}

/**
 * Write the transposed small-signal matrices of devices. Rows r and columns q of a current law between nodes, and a column k of a control:
 *
 *     i_r = Y[r][q] v_q        ->  G q ref r ref Y[r][q]
 *     i_r = Y[r][k] i(k)       ->  E … r ref -Y[r][k] in series with k
 *     v(p,n) = a[q] v_q        ->  V p n 0 (j), F q ref V -a[q]
 *     v(p,n) = a[k] i(k)       ->  H … V a[k] in series with k
 *
 * Gives what was written for each device.
 */
export function writeSmallSignal(
  devices: readonly DevicePorts[],
  form: EntryForm,
  { builder }: CardContext,
): readonly WrittenDevice[] {
  const { names } = builder;
  let count = 0;
  const nextName = (letter: string, device: string): string => {
    count++;
    const name = `${letter}y${count}`;
    names.describe(name, `the small-signal matrix of ${device}`);
    return name;
  };

  const rates = createRates(builder, nextName);
  /** The name of an entry's source, and its card behind the two nodes. */
  function writeEntry(
    { letter, sense, sign }: Entry,
    device: number,
    row: number,
    column: number,
    meaning: string,
  ): { readonly name: string; readonly tail: string } {
    if (form.kind === "gains") return { name: nextName(letter, meaning), tail: `${sense.join(" ")} 0` };
    const read = readOf(sense);
    const valuesOf = (matrices: readonly DeviceMatrices[]): readonly number[] =>
      matrices.map((entries) => sign * entries[device]![row]![column]!);
    const law =
      form.kind === "tables"
        ? `${read}*${formatPlateaus(valuesOf(form.matrices), form.spacing)}`
        : form.kind === "waveforms"
          ? `${read}*${formatInTime(valuesOf(form.matrices), form.grid)}`
          : formatAdmittance(
              read,
              () => rates.of(sense, meaning),
              form.frequencies,
              valuesOf(form.matrices.map(({ re }) => re)),
              valuesOf(form.matrices.map(({ im }) => im)),
            );
    const quantity = letter === "g" || letter === "f" ? "i" : "v";
    return { name: nextName("b", meaning), tail: `${quantity}=${law}` };
  }

  /** True for an entry that is 0 all along, such as that of a gate: evaluating it takes as long as any other. */
  const isNothing = (device: number, row: number, column: number): boolean =>
    form.kind === "waveforms" && form.matrices.every((entries) => entries[device]![row]![column] === 0);

  return devices.map((ports, index) => {
    const { device, reference, terminals, controls, branch } = ports;
    const base = names.node(reference);
    const stand = branch === undefined ? undefined : nextName("v", device.name);
    if (branch !== undefined) {
      builder.card(`${stand} ${names.node(branch[0])} ${names.node(branch[1])} dc 0`);
    }
    const rows =
      stand === undefined ? terminals.map((row) => [names.node(row), base] as const) : [[stand] as const];
    const gains = rows.map((sense, row) => {
      const ofNodes = terminals.map((terminal, column): LinearGain => {
        const entry: Entry =
          stand === undefined ? { letter: "g", sense, sign: 1 } : { letter: "f", sense, sign: -1 };
        const { name, tail } = writeEntry(entry, index, row, column, device.name);
        if (!isNothing(index, row, column)) builder.card(`${name} ${names.node(terminal)} ${base} ${tail}`);
        return { device: name, sign: entry.sign };
      });
      const ofControls = controls.map((element, control): LinearGain => {
        const entry: Entry =
          stand === undefined ? { letter: "e", sense, sign: -1 } : { letter: "h", sense, sign: 1 };
        const column = terminals.length + control;
        const { name, tail } = writeEntry(entry, index, row, column, device.name);
        builder.putInSeries(element, (from, to) => builder.card(`${name} ${from} ${to} ${tail}`));
        return { device: name, sign: entry.sign };
      });
      return [...ofNodes, ...ofControls];
    });
    return { gains, ...(stand === undefined ? {} : { stand }) };
  });
}

function readOf(sense: Entry["sense"]): string {
  return sense.length === 2 ? `v(${sense.join(",")})` : `i(${sense[0]})`;
}

/** Meters of jω times what is sensed, each written once: a copy of it drives a capacitor of 1 F. */
function createRates(
  { names, card }: CardContext["builder"],
  nextName: (letter: string, meaning: string) => string,
) {
  const meters = new Map<string, string>();
  return {
    of(sense: Entry["sense"], meaning: string): string {
      const key = sense.join(" ");
      const known = meters.get(key);
      if (known !== undefined) return known;
      const [copy, end] = [names.innerNode(), names.innerNode()];
      card(`${nextName(sense.length === 2 ? "e" : "h", meaning)} ${copy} 0 ${key} 1`);
      card(`${nextName("c", meaning)} ${copy} ${end} 1`);
      const meter = nextName("v", meaning);
      card(`${meter} ${end} 0 dc 0`);
      meters.set(key, `i(${meter})`);
      return `i(${meter})`;
    },
  };
}

/** (re + j im) times what is read, over the frequency: the imaginary part as im/ω times jω of it. */
function formatAdmittance(
  read: string,
  rate: () => string,
  frequencies: Float64Array,
  re: readonly number[],
  im: readonly number[],
): string {
  const real = `${read}*${formatTable(frequencies, re)}`;
  if (im.every((value) => value === 0)) return real;
  const slopes = im.map((value, point) => value / (2 * Math.PI * frequencies[point]!));
  return `${real}+${rate()}*${formatTable(frequencies, slopes)}`;
}

/** A table over `hertz` that is constant about each of the frequencies, which increase. */
function formatTable(frequencies: Float64Array, values: readonly number[]): string {
  if (values.every((value) => value === values[0])) return `(${formatExactly(values[0]!)})`;
  const corners = values.flatMap((value, point) => {
    const here = frequencies[point]!;
    const below = frequencies[point - 1] ?? 0;
    const above = frequencies[point + 1] ?? 2 * here;
    return [here - (here - below) / 4, here + (above - here) / 4].map(
      (at) => `${formatExactly(at)},${formatExactly(value)}`,
    );
  });
  return `pwl(hertz,${corners.join(", ")})`;
}

/** An entry over the samples of a transient; before and after them it is as at the first. */
function formatInTime(values: readonly number[], grid: DeckGrid): string {
  const [first] = values;
  return values.every((value) => value === first)
    ? `(${formatExactly(first!)})`
    : formatWaveform(grid, Float64Array.from(values), first)!;
}

/** A table over ngspice's `hertz` that is constant around every point, so that rounding of the frequency does not matter. */
export function formatPlateaus(values: readonly number[], spacing: number): string {
  const corners = values.flatMap((value, point) =>
    // ngspice looks for an operating point at 0 Hz first: it is that of the first point.
    [point === 0 ? -0.25 : point + 0.75, point + 1.25].map(
      (at) => `${formatExactly(at * spacing)},${formatExactly(value)}`,
    ),
  );
  return `pwl(hertz,${corners.join(", ")})`;
}
