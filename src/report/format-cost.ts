/** A cost for people: four significant digits, and a plain 0 where it is one. */
export function formatCost(cost: number, digits = 4): string {
  return cost === 0 ? "0" : cost.toPrecision(digits);
}
