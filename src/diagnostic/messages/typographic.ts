/** The hint for a text with signs that word processors put in the place of those of the keyboard. */
export function typographic(text: string): string | undefined {
  if (/[\u2018\u2019\u201c\u201d]/.test(text)) return "its quotes are typographic: write ' or \"";
  if (/[\u2010-\u2015\u2212]/.test(text)) return "its minus is a typographic one: write -";
  return undefined;
}
