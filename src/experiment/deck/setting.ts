/** A number that a run sets in place in a loaded deck: `alter device parameter = value`. Every such number is 0 in the deck's text. */
export interface Setting {
  readonly device: string;
  /** `acmag`, `acphase`, `dc`, `gain`. */
  readonly parameter: string;
  readonly value: number;
}
