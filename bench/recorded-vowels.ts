import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import wavefile from "wavefile";
import { realSpectrum } from "../src/numeric/real-spectrum.ts";
import { BAND, type Harmonic, SOUND_PERIOD } from "./vowel-sounds.ts";

/** A vowel as somebody said it into a microphone. */
export interface RecordedVowel {
  readonly vowel: string;
  readonly language: string;
  /** Harmonics of 1/SOUND_PERIOD. */
  readonly harmonics: readonly Harmonic[];
}

const FOLDER = "/usr/share/klettres";
/** Languages whose letters a, i, u are called by these vowels alone, and the vowels of Peterson and Barney next to them. */
const LANGUAGES = ["de", "es", "it", "nds", "pt_BR", "ru", "uk"];
const VOWELS = { a: "aa", i: "iy", u: "uw" } as const;

/**
 * The letters a, i and u in the recordings of Debian's klettres-data; undefined where they or `oggdec` (vorbis-tools) are not installed.
 * The 0.1 s of largest energy through Hann's window, made periodic; voices fall by about 6 dB an octave towards high frequencies beside
 * their resonances, which is taken out by a factor f.
 */
export function readRecordedVowels(): readonly RecordedVowel[] | undefined {
  if (!existsSync(FOLDER)) return undefined;
  const scratch = mkdtempSync(join(tmpdir(), "vowels-"));
  try {
    const found: RecordedVowel[] = [];
    for (const language of readdirSync(FOLDER).filter((name) => LANGUAGES.includes(name)))
      for (const [letter, vowel] of Object.entries(VOWELS)) {
        const target = join(scratch, "sound.wav");
        const file = join(FOLDER, language, "alpha", `${letter}.ogg`);
        if (spawnSync("oggdec", ["-Q", "-o", target, file]).status !== 0) return undefined;
        found.push({ vowel, language, harmonics: harmonicsOfRecording(readFileSync(target)) });
      }
    return found;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function harmonicsOfRecording(bytes: Uint8Array): readonly Harmonic[] {
  const wave = new wavefile.WaveFile(bytes);
  const { numChannels, sampleRate } = wave.fmt as {
    readonly numChannels: number;
    readonly sampleRate: number;
  };
  const interleaved = wave.getSamples(true, Float64Array) as Float64Array;
  const samples = interleaved.filter((_, index) => index % numChannels === 0);
  const length = Math.round(SOUND_PERIOD * sampleRate);
  const start = loudest(samples, length);
  const { re, im } = realSpectrum(
    Float64Array.from({ length }, (_, n) => samples[start + n]! * Math.sin((Math.PI * n) / length) ** 2),
  );
  return Array.from({ length: Math.floor(BAND * SOUND_PERIOD) }, (_, index): Harmonic => {
    const k = index + 1;
    return { frequency: k / SOUND_PERIOD, a: k * re[k]!, b: k * im[k]! };
  });
}

/** Where the stretch of that length with the largest energy begins. */
function loudest(samples: Float64Array, length: number): number {
  let [best, most, energy] = [0, 0, 0];
  for (let n = 0; n < samples.length; n++) {
    energy += samples[n]! ** 2 - (n >= length ? samples[n - length]! ** 2 : 0);
    if (n >= length - 1 && energy > most) [best, most] = [n - length + 1, energy];
  }
  return best;
}
