/** One line of a comparison of two texts, with the number it has in each of them where it stands there. */
export interface DiffLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
  readonly before?: number;
  readonly after?: number;
}

/**
 * Lines that differ between a netlist and its trained version, each with `context` equal lines around it; `undefined` stands for lines left
 * out. Training changes numbers within lines and never their count, so lines are compared one by one.
 *
 * @throws RangeError when the texts have different numbers of lines.
 */
export function diffNetlists(before: string, after: string, context = 1): readonly (DiffLine | undefined)[] {
  const old = before.split(/\r\n|\r|\n/);
  const trained = after.split(/\r\n|\r|\n/);
  if (old.length !== trained.length) throw new RangeError(`${old.length} lines became ${trained.length}`);
  const changed = old.map((line, index) => line !== trained[index]);
  const shown = changed.map((_, index) =>
    changed.slice(Math.max(index - context, 0), index + context + 1).includes(true),
  );

  const lines: (DiffLine | undefined)[] = [];
  let skipped = false;
  for (let index = 0; index < old.length; index++) {
    if (!shown[index]) {
      skipped = true;
      continue;
    }
    if (skipped) lines.push(undefined);
    skipped = false;
    const number = index + 1;
    if (changed[index]) {
      lines.push(
        { kind: "removed", text: old[index]!, before: number },
        { kind: "added", text: trained[index]!, after: number },
      );
    } else {
      lines.push({ kind: "same", text: old[index]!, before: number, after: number });
    }
  }
  return lines;
}
