/** Where a function is taken, and with which weight it enters a derivative. */
export interface DifferencePoint {
  /** In units of the step. */
  readonly at: number;
  /** Per unit of the step. */
  readonly weight: number;
}

/** f' h = [f(-2h) - 8 f(-h) + 8 f(h) - f(2h)]/12, with an error of h⁵ f⁽⁵⁾/30. */
export const fourPointFormula: readonly DifferencePoint[] = [
  { at: -2, weight: 1 / 12 },
  { at: -1, weight: -8 / 12 },
  { at: 1, weight: 8 / 12 },
  { at: 2, weight: -1 / 12 },
];
