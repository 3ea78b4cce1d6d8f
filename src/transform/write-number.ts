/**
 * A number as every simulator reads it, to the 15 significant digits that decimal texts and doubles have in common. Small ones have an exponent, so
 * that no zeros have to be counted.
 */
export function writeNumber(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const isSmall = rounded !== 0 && Math.abs(rounded) < 1e-3;
  return (isSmall ? rounded.toExponential() : String(rounded)).replace("e+", "e");
}
