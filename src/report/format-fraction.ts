/** A relative deviation in per cent: `2.1 %`, `0.034 %`; from a half on, where first derivatives say little, `> 50 %`. */
export function formatFraction(fraction: number): string {
  if (fraction > 0.5) return "> 50 %";
  const percent = 100 * fraction;
  return `${Number(percent.toPrecision(2))} %`;
}
