/** Phasors at some harmonics, (real part, imaginary part), in the order of the series' harmonics. */
export interface Phasors {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * The Fourier series of a real periodic waveform over N samples and some of its harmonics,
 *
 *     x[n] = Re Σ_k X_k e^{2πj kn/N},        X_k = (2/N) Σ_n x[n] e^{-2πj kn/N}   (half of that at k = 0, which is real)
 *
 * Both directions are sums over a table of N cosines; N is odd.
 */
export interface RealSeries {
  readonly harmonics: Int32Array;
  /** The phasors of N samples. */
  analyse(samples: Float64Array): Phasors;
  /** Write the N samples of phasors into `into`, from `offset` on. */
  synthesise({ re, im }: Phasors, into: Float64Array, offset: number): void;
  /** ∂/∂(Re X_k) and ∂/∂(Im X_k) of what depends on the samples with the derivative `slope[n]`, at `offset` on. */
  pullBack(slope: Float64Array, offset: number): Phasors;
}

/** Prepare the series of `count` samples at the given harmonics (0 … (count - 1)/2). */
export function createRealSeries(count: number, harmonics: Int32Array): RealSeries {
  const angle = (2 * Math.PI) / count;
  const cosine = Float64Array.from({ length: count }, (_, n) => Math.cos(angle * n));
  const sine = Float64Array.from({ length: count }, (_, n) => Math.sin(angle * n));

  const pullBack: RealSeries["pullBack"] = (slope, offset) => {
    const re = new Float64Array(harmonics.length);
    const im = new Float64Array(harmonics.length);
    for (const [index, harmonic] of harmonics.entries()) {
      let place = 0;
      let along = 0;
      let across = 0;
      for (let n = 0; n < count; n++) {
        const value = slope[offset + n]!;
        along += value * cosine[place]!;
        across -= value * sine[place]!;
        place += harmonic;
        if (place >= count) place -= count;
      }
      re[index] = along;
      im[index] = harmonic === 0 ? 0 : across;
    }
    return { re, im };
  };

  return {
    harmonics,
    pullBack,
    analyse(samples) {
      const { re, im } = pullBack(samples, 0);
      const scale = (value: number, index: number): number =>
        value * ((harmonics[index] === 0 ? 1 : 2) / count);
      return { re: re.map(scale), im: im.map(scale) };
    },
    synthesise({ re, im }, into, offset) {
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
