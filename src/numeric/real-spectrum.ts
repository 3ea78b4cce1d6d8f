import FFT from "fft.js";

/**
 * The phasors of one period of a real waveform of M samples, harmonics 0 … floor(M/2):
 *
 *     x[n] = Re Σ_k X_k e^{2πj kn/M}
 *
 * X_0 is the mean, X_k = (2/M) Σ x[n] e^{-2πj kn/M}; at half the sampling frequency (even M) the real half of that. By the fast transform
 * where M is a power of two, otherwise by sums.
 */
export function realSpectrum(samples: Float64Array): {
  readonly re: Float64Array;
  readonly im: Float64Array;
} {
  const count = samples.length;
  const harmonics = Math.floor(count / 2) + 1;
  const re = new Float64Array(harmonics);
  const im = new Float64Array(harmonics);
  if (count >= 2 && Number.isInteger(Math.log2(count))) {
    const spectrum = new Float64Array(2 * count);
    new FFT(count).realTransform(spectrum, samples);
    for (let k = 0; k < harmonics; k++) {
      re[k] = spectrum[2 * k]!;
      im[k] = spectrum[2 * k + 1]!;
    }
  } else sumSpectrum(samples, re, im);
  for (let k = 0; k < harmonics; k++) {
    const isSingle = k === 0 || 2 * k === count;
    re[k]! *= (isSingle ? 1 : 2) / count;
    im[k]! *= isSingle ? 0 : 2 / count;
  }
  return { re, im };
}

function sumSpectrum(samples: Float64Array, re: Float64Array, im: Float64Array): void {
  const count = samples.length;
  const cosine = samples.map((_, n) => Math.cos((2 * Math.PI * n) / count));
  const sine = samples.map((_, n) => Math.sin((2 * Math.PI * n) / count));
  for (let k = 0; k < re.length; k++) {
    let place = 0;
    for (let n = 0; n < count; n++) {
      re[k]! += samples[n]! * cosine[place]!;
      im[k]! -= samples[n]! * sine[place]!;
      place += k;
      if (place >= count) place -= count;
    }
  }
}
