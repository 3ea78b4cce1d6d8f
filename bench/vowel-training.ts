import { type Compilation, type DeckSimulator, type Engine, train } from "../src/index.ts";
import { compileWithData, expectValue } from "./built-library.ts";
import { dataSamples, labelSamples } from "./label-samples.ts";
import { fitLogistic } from "./logistic-regression.ts";
import type { RecordedVowel } from "./recorded-vowels.ts";
import { judgeByTransient } from "./vowel-judge.ts";
import { type VowelTask, vowelNetlist } from "./vowel-network.ts";
import { harmonicsOf, type SpokenVowel, waveOf } from "./vowel-sounds.ts";

const RATE = 0.1;

/** A network, what it is to tell apart, and how it is trained and judged. */
export interface VowelTraining extends VowelTask {
  readonly steps: number;
  /** Unseen sounds that are also judged by a plain transient. */
  readonly transients: number;
}

/** What one network did on speakers it never heard. */
export interface Trained {
  readonly parameters: number;
  readonly train: number;
  readonly test: number;
  /** Of a linear classifier on the logarithms of F1, F2, F3, on the same split. */
  readonly linear: number;
  /** Transients that told the label that the training's own evaluation tells, and how many were run. */
  readonly agreed: number;
  readonly judged: number;
  /** Recorded vowels named rightly, and how many there are of those that the network tells apart. */
  readonly recorded: { readonly right: number; readonly of: number };
  readonly seconds: number;
}

/** The sounds to train on, and recordings that are only judged. */
export interface Sounds {
  readonly spoken: readonly SpokenVowel[];
  readonly recordings: readonly RecordedVowel[];
}

/** One sound of a data set. */
interface Sound {
  readonly vowel: string;
  readonly type: string;
  readonly speaker: string;
  readonly wave: readonly number[];
}

/** Train one network and judge it on speakers that it never heard. */
export async function trainNetwork(
  task: VowelTraining,
  { spoken, recordings }: Sounds,
  seed: number,
  { engine, ngspice }: { readonly engine: Engine; readonly ngspice: DeckSimulator },
): Promise<Trained> {
  const samples = spoken.filter(({ vowel }) => task.vowels.includes(vowel));
  const sounds = samples.map((row): Sound => ({ ...row, wave: waveOf(harmonicsOf(row)) }));
  const compilation = compileVowels(vowelNetlist(task, seed), sounds);
  const startedAt = performance.now();
  const result = expectValue(
    await train(compilation, { engine, optimizer: "adam", rate: RATE, steps: task.steps }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const { parts } = dataSamples(compilation);
  const labelOf = ({ vowel }: SpokenVowel): number => task.vowels.indexOf(vowel);
  const take = (part: Int32Array): readonly SpokenVowel[] => Array.from(part, (row) => samples[row]!);
  const logs = ({ formants }: SpokenVowel): readonly number[] => formants.map((formant) => Math.log(formant));
  const [heard, unheard] = [take(parts.train), take(parts.test)];
  const linear = fitLogistic(heard.map(logs), heard.map(labelOf), task.vowels.length);
  const right = unheard.filter((row) => linear.classOf(logs(row)) === labelOf(row)).length;

  // What the written values say of each unseen sound, as training's own evaluation sees it.
  const written = compileVowels(result.text, sounds);
  const predicted = await labelSamples(written, parts.test, engine);
  const outputs = task.vowels.map((_, index) => `n${task.nodes - index}`);
  const every = Math.max(1, Math.floor(unheard.length / Math.max(task.transients, 1)));
  let [agreed, judged] = [0, 0];
  for (let index = 0; index < unheard.length && judged < task.transients; index += every) {
    const told = await judgeByTransient(ngspice, result.text, unheard[index]!, outputs);
    judged++;
    if (told === predicted[index]) agreed++;
  }
  return {
    parameters: compilation.circuit.trainables.length,
    train: result.data!.train.accuracy!,
    test: result.data!.test!.accuracy!,
    linear: right / unheard.length,
    agreed,
    judged,
    recorded: await judgeRecordings(result.text, task.vowels, recordings, engine),
    seconds,
  };
}

/** Recorded vowels named rightly by the values in a netlist. */
async function judgeRecordings(
  text: string,
  vowels: readonly string[],
  recordings: readonly RecordedVowel[],
  engine: Engine,
): Promise<{ readonly right: number; readonly of: number }> {
  const recorded = new Set(recordings.map(({ vowel }) => vowel));
  if (recorded.size !== vowels.length || !vowels.every((vowel) => recorded.has(vowel)))
    return { right: 0, of: 0 };
  const sounds = recordings.map(
    ({ vowel, language, harmonics }): Sound => ({
      vowel,
      type: "recorded",
      speaker: language,
      wave: waveOf(harmonics),
    }),
  );
  const compilation = compileVowels(text, sounds);
  const told = await labelSamples(compilation, Int32Array.from(sounds.keys()), engine);
  const right = sounds.filter(({ vowel }, index) => vowels[told[index]!] === vowel).length;
  return { right, of: sounds.length };
}

/** Compile a network with its samples as a data file. */
function compileVowels(text: string, sounds: readonly Sound[]): Compilation {
  return compileWithData(text, { "vowels.json": JSON.stringify(sounds) });
}
