/** Write one admittance between two nodes: y on both diagonals, -y beside them. b bᵀ y with the incidence vector b. */
export function stampAdmittance(
  add: (row: number, column: number, value: number) => void,
  positive: number,
  negative: number,
  value: number,
): void {
  add(positive, positive, value);
  add(negative, negative, value);
  add(positive, negative, -value);
  add(negative, positive, -value);
}
