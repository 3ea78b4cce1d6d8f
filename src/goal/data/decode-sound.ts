import wavefile from "wavefile";

/** A sound with one channel. */
export interface Sound {
  /** Samples a second. */
  readonly rate: number;
  /** In -1 … 1. */
  readonly samples: Float64Array;
}

/** Decode the bytes of a WAV file (integers of any width, floating point, A-law, µ-law); what is wrong with them where that cannot be done. */
export function decodeSound(bytes: Uint8Array): Sound | string {
  try {
    const wave = new wavefile.WaveFile(bytes);
    const { numChannels, sampleRate } = wave.fmt as {
      readonly numChannels: number;
      readonly sampleRate: number;
    };
    if (numChannels !== 1) return `has ${numChannels} channels, not one`;
    if (wave.bitDepth === "8a") wave.fromALaw();
    else if (wave.bitDepth === "8m") wave.fromMuLaw();
    wave.toBitDepth("64");
    return {
      rate: sampleRate,
      samples: Float64Array.from(wave.getSamples(false, Float64Array) as Float64Array),
    };
  } catch {
    return "is no WAV file";
  }
}

/** One period of a sound; what is wrong where the sound is not as long as the period [s]. */
export function soundOfPeriod({ rate, samples }: Sound, period: number): Float64Array | string {
  if (Math.abs(samples.length / (rate * period) - 1) <= 1e-9) return samples;
  const seconds = Number((samples.length / rate).toPrecision(6));
  return `lasts ${seconds} s (${samples.length} samples at ${rate} Hz), the period ${period} s`;
}
