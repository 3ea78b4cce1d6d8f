/** How the rate of a first-order optimiser changes over a training. */
export type Schedule = "constant" | "linear" | "cosine";

export const schedules: readonly Schedule[] = ["constant", "linear", "cosine"];

/** Factor of the rate at step `step` of `steps`: 1, falling in a straight line to 0, or along half a cosine to 0. */
export function scheduleFactor(schedule: Schedule, step: number, steps: number): number {
  const part = Math.min(step / steps, 1);
  switch (schedule) {
    case "constant":
      return 1;
    case "linear":
      return 1 - part;
    case "cosine":
      return (1 + Math.cos(Math.PI * part)) / 2;
  }
}
