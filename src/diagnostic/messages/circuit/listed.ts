/** Names in the order given, parted by commas. */
export function listed(names: readonly string[]): string {
  return names.join(", ");
}
