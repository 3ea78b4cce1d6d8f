/** How a value changed, in a few characters: `unchanged`, `+1.25 %`, `x 3.00`, `/ 2.79`. Empty where it was 0, which nothing can be compared with. */
export function formatChange(before: number, after: number): string {
  if (after === before) return "unchanged";
  if (before === 0) return "";
  const ratio = after / before;
  if (ratio >= 2) return `x ${shortNumber(ratio)}`;
  if (ratio > 0 && ratio <= 0.5) return `/ ${shortNumber(1 / ratio)}`;
  const percent = (ratio - 1) * 100;
  return `${percent > 0 ? "+" : ""}${shortNumber(percent)} %`;
}

/** Three digits; without an exponent where that is readable. */
function shortNumber(value: number): string {
  const size = Math.abs(value);
  return size >= 999.5 && size < 1e6 ? value.toFixed(0) : value.toPrecision(3);
}
