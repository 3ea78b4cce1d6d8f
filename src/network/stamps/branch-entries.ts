import type { StampTarget } from "../element-stamp.ts";

/** Write the ±1 of a branch whose current is an unknown: the current leaves `positive` and enters `negative`; its row begins v(positive) - v(negative). */
export function stampBranch(target: StampTarget, row: number, positive: number, negative: number): void {
  target.addConstant(positive, row, 1);
  target.addConstant(negative, row, -1);
  target.addConstant(row, positive, 1);
  target.addConstant(row, negative, -1);
}
