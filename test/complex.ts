/** A complex number in tests. */
export interface Z {
  readonly re: number;
  readonly im: number;
}

export const z = (re: number, im = 0): Z => ({ re, im });
export const add = (...terms: readonly Z[]): Z => terms.reduce((a, b) => z(a.re + b.re, a.im + b.im), z(0));
export const subtract = (a: Z, b: Z): Z => z(a.re - b.re, a.im - b.im);
export const multiply = (...factors: readonly Z[]): Z =>
  factors.reduce((a, b) => z(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re), z(1));
export const divide = (a: Z, b: Z): Z => {
  const square = b.re ** 2 + b.im ** 2;
  return z((a.re * b.re + a.im * b.im) / square, (a.im * b.re - a.re * b.im) / square);
};
export const magnitude = (a: Z): number => Math.hypot(a.re, a.im);
/** |a - b| / max(|b|, floor). */
export const distance = (a: Z, b: Z, floor = 0): number =>
  magnitude(subtract(a, b)) / Math.max(magnitude(b), floor);
