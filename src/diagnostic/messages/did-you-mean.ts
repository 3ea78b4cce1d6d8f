/** The hint that names the nearest known word, where there is one. */
export function didYouMean({ nearest }: { readonly nearest?: string | undefined }): string | undefined {
  return nearest === undefined ? undefined : `did you mean ${nearest}?`;
}
