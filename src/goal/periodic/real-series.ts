/** Phasors at a list of harmonics. */
export interface Phasors {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * The Fourier series of a real periodic waveform over N samples at a list of harmonics from 0 … (N - 1)/2,
 *
 *     x[n] = Re Σ_k X_k e^{2πj kn/N},        X_k = (2/N) Σ_n x[n] e^{-2πj kn/N}   (half of that at k = 0, which is real)
 *
 * Both directions are sums over a table of N cosines; N is odd.
 */
export interface RealSeries {
  /** The phasors of N samples. */
  analyse(harmonics: Int32Array, samples: Float64Array): Phasors;
  /** Write the N samples of phasors into `into`, from `offset` on. */
  synthesise(harmonics: Int32Array, phasors: Phasors, into: Float64Array, offset: number): void;
  /** Leave in `phasors` ∂/∂(Re X_k) and ∂/∂(Im X_k) of what has the derivatives slope[n] by the samples. */
  pullBack(harmonics: Int32Array, slope: Float64Array, phasors: Phasors): void;
}

/** Zero phasors at so many harmonics. */
export function zeroPhasors(count: number): Phasors {
  return { re: new Float64Array(count), im: new Float64Array(count) };
}

/** Prepare the series of `count` samples. */
export function createRealSeries(count: number): RealSeries {
  const angle = (2 * Math.PI) / count;
  const cosine = Float64Array.from({ length: count }, (_, n) => Math.cos(angle * n));
  const sine = Float64Array.from({ length: count }, (_, n) => Math.sin(angle * n));

  const pullBack: RealSeries["pullBack"] = (harmonics, slope, { re, im }) => {
    for (const [index, harmonic] of harmonics.entries()) {
      let place = 0;
      let along = 0;
      let across = 0;
      for (let n = 0; n < count; n++) {
        const value = slope[n]!;
        along += value * cosine[place]!;
        across -= value * sine[place]!;
        place += harmonic;
        if (place >= count) place -= count;
      }
      re[index] = along;
      im[index] = harmonic === 0 ? 0 : across;
    }
  };

  return {
    pullBack,
    analyse(harmonics, samples) {
      const phasors = zeroPhasors(harmonics.length);
      pullBack(harmonics, samples, phasors);
      const scale = (value: number, index: number): number =>
        value * ((harmonics[index] === 0 ? 1 : 2) / count);
      return { re: phasors.re.map(scale), im: phasors.im.map(scale) };
    },
    synthesise(harmonics, { re, im }, into, offset) {
      into.fill(0, offset, offset + count);
      for (const [index, harmonic] of harmonics.entries()) {
        const [a, b] = [re[index]!, harmonic === 0 ? 0 : im[index]!];
        if (a === 0 && b === 0) continue;
        let place = 0;
        for (let n = 0; n < count; n++) {
          into[offset + n]! += a * cosine[place]! - b * sine[place]!;
          place += harmonic;
          if (place >= count) place -= count;
        }
      }
    },
  };
}
