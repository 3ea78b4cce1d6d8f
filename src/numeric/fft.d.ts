/** The part of fft.js that is used here; the package has no types of its own. Arrays are interleaved re, im. */
declare module "fft.js" {
  // biome-ignore lint/style/noDefaultExport: the package exports this way
  export default class FFT {
    /** A power of two from 2. */
    constructor(size: number);
    realTransform(out: Float64Array, input: Float64Array): void;
    completeSpectrum(spectrum: Float64Array): void;
    inverseTransform(out: Float64Array, input: Float64Array): void;
  }
}
