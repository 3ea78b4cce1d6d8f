import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Period of every sound [s]: fundamentals are rounded to multiples of 10 Hz. */
export const SOUND_PERIOD = 0.1;
/** Samples of a period: 10.24 kHz. */
const SAMPLES = 1024;
/** Nothing above [Hz]. */
export const BAND = 4000;
/** Bandwidths of the three resonances [Hz]. */
const BANDWIDTHS = [60, 90, 150] as const;

/** One row of the table: a vowel as one speaker said it once. */
export interface SpokenVowel {
  readonly vowel: string;
  /** m, w or c. */
  readonly type: string;
  readonly speaker: string;
  /** Rounded to a multiple of 1/SOUND_PERIOD [Hz]. */
  readonly fundamental: number;
  /** F1, F2, F3 [Hz]. */
  readonly formants: readonly [number, number, number];
}

const table = resolve(
  process.env["TELLEGEN_DATA"] ?? fileURLToPath(new URL("../../../../../shared/data", import.meta.url)),
  "peterson-barney.csv",
);

/** The rows of Peterson and Barney's table; undefined where it is not on this machine. Its columns: Type, Sex, Speaker, Vowel, IPA, F0, F1, F2, F3. */
export function readSpokenVowels(): readonly SpokenVowel[] | undefined {
  if (!existsSync(table)) return undefined;
  const [, ...lines] = readFileSync(table, "utf8").trim().split("\n");
  return lines.map((line): SpokenVowel => {
    const [type, , speaker, vowel, , pitch, first, second, third] = line.split(",");
    const step = 1 / SOUND_PERIOD;
    return {
      vowel: vowel!,
      type: type!,
      speaker: `s${speaker}`,
      fundamental: Math.round(Number(pitch) / step) * step,
      formants: [Number(first), Number(second), Number(third)],
    };
  });
}

/** A harmonic of a sound: a cos(2π f t) - b sin(2π f t). */
export interface Harmonic {
  readonly frequency: number;
  readonly a: number;
  readonly b: number;
}

/** Source and filter: all harmonics of the fundamental alike, through resonances F²/(F² - f² + j f B). */
export function harmonicsOf({ fundamental, formants }: SpokenVowel): readonly Harmonic[] {
  const harmonics: Harmonic[] = [];
  for (let frequency = fundamental; frequency <= BAND; frequency += fundamental) {
    let [a, b] = [1, 0];
    for (const [index, formant] of formants.entries()) {
      const square = formant * formant;
      const [x, y] = [square - frequency * frequency, frequency * BANDWIDTHS[index]!];
      const size = x * x + y * y;
      [a, b] = [(square * (a * x + b * y)) / size, (square * (b * x - a * y)) / size];
    }
    harmonics.push({ frequency, a, b });
  }
  return harmonics;
}

/** One period of a sound, as a list for a JSON data file. */
export function waveOf(harmonics: readonly Harmonic[]): readonly number[] {
  const wave = new Float64Array(SAMPLES);
  for (const { frequency, a, b } of harmonics) {
    const harmonic = Math.round(frequency * SOUND_PERIOD);
    for (let n = 0; n < SAMPLES; n++) {
      const angle = (2 * Math.PI * ((harmonic * n) % SAMPLES)) / SAMPLES;
      wave[n]! += a * Math.cos(angle) - b * Math.sin(angle);
    }
  }
  return Array.from(wave);
}
