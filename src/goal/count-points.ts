import type { Analysis, DcSweep } from "../circuit/analysis.ts";
import { timeGrid } from "./time-grid.ts";

/** The longest analysis that goals are judged on and the model engine solves: some hundred megabytes of quantities. */
export const MOST_POINTS = 2_000_000;

/** How many points an analysis card asks for, without listing them; sweeps to within one. */
export function countPoints(analysis: Analysis): number {
  switch (analysis.kind) {
    case "op":
      return 1;
    case "tran":
      return timeGrid(analysis).count + 1;
    case "dc":
      return analysis.sweeps.reduce((count, sweep) => count * countValues(sweep), 1);
    case "ac": {
      const { variation, points, from, to } = analysis;
      if (variation === "lin") return points;
      return 1 + points * (variation === "dec" ? Math.log10(to / from) : Math.log2(to / from));
    }
  }
}

function countValues({ from, to, step }: DcSweep): number {
  return step === 0 ? 1 : 1 + Math.max(0, Math.floor((to - from) / step + 1e-9));
}
