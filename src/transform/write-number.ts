/** A number as every simulator reads it, to the 15 significant digits that decimal texts and doubles have in common. */
export function writeNumber(value: number): string {
  return String(Number(value.toPrecision(15))).replace("e+", "e");
}
