import FFT from "fft.js";

/** Convolves real sequences of one length with each other by the fast Fourier transform, keeping the first `length` samples. */
export interface Convolver {
  /** The spectrum of a sequence padded with zeros, for use with `convolve`. */
  transform(sequence: Float64Array): Float64Array;
  /** result[n] = Σ_{m ≤ n} a[m] b[n - m], with `spectrum` the transform of a. Rounding is about 1e-16 of Σ|a| max|b|. */
  convolve(spectrum: Float64Array, b: Float64Array, result: Float64Array): void;
}

/** Make a convolver for sequences of `length` samples. */
export function createConvolver(length: number): Convolver {
  const size = Math.max(2, 2 ** Math.ceil(Math.log2(2 * length)));
  const fft = new FFT(size);
  const padded = new Float64Array(size);
  const transform = (sequence: Float64Array): Float64Array => {
    padded.fill(0);
    padded.set(sequence);
    const spectrum = new Float64Array(2 * size);
    fft.realTransform(spectrum, padded);
    fft.completeSpectrum(spectrum);
    return spectrum;
  };
  const product = new Float64Array(2 * size);
  const back = new Float64Array(2 * size);
  return {
    transform,
    convolve(spectrum, b, result) {
      const other = transform(b);
      for (let k = 0; k < size; k++) {
        const [ar, ai, br, bi] = [spectrum[2 * k]!, spectrum[2 * k + 1]!, other[2 * k]!, other[2 * k + 1]!];
        product[2 * k] = ar * br - ai * bi;
        product[2 * k + 1] = ar * bi + ai * br;
      }
      fft.inverseTransform(back, product);
      for (let n = 0; n < length; n++) result[n] = back[2 * n]!;
    },
  };
}
