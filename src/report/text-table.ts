/** One column of a text table. */
export interface TextColumn {
  readonly header: string;
  readonly align: "left" | "right";
  readonly cells: readonly string[];
}

/**
 * Columns side by side, two blanks apart, as lines without trailing blanks; the header line first, if any column has one.
 * Columns that would exceed `width` go into a further block below, each beginning with the first `keep` columns again.
 */
export function formatTextTable(columns: readonly TextColumn[], width = 80, keep = 1): string {
  const widths = columns.map(({ header, cells }) =>
    cells.reduce((most, cell) => Math.max(most, length(cell)), length(header)),
  );
  const fixed = columns.slice(0, keep).map((_, index) => index);
  const fixedWidth = fixed.reduce((sum, index) => sum + widths[index]! + 2, 0);

  const blocks: number[][] = [];
  let room = 0;
  for (let index = keep; index < columns.length; index++) {
    const needed = widths[index]! + 2;
    if (blocks.length === 0 || needed > room) {
      blocks.push([...fixed]);
      room = width + 2 - fixedWidth;
    }
    blocks.at(-1)!.push(index);
    room -= needed;
  }
  if (blocks.length === 0) blocks.push([...fixed]);
  return blocks
    .map((block) =>
      formatBlock(
        block.map((index) => columns[index]!),
        block.map((index) => widths[index]!),
      ),
    )
    .join("\n");
}

function formatBlock(columns: readonly TextColumn[], widths: readonly number[]): string {
  const count = columns.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const line = (cell: (column: TextColumn) => string): string =>
    columns
      .map((column, k) => pad(cell(column), widths[k]!, column.align))
      .join("  ")
      .trimEnd();
  const header = columns.some((column) => column.header !== "") ? [line((column) => column.header)] : [];
  const rows = Array.from({ length: count }, (_, row) => line((column) => column.cells[row] ?? ""));
  return [...header, ...rows, ""].join("\n");
}

const length = (text: string): number => [...text].length;

function pad(text: string, width: number, align: "left" | "right"): string {
  const blanks = " ".repeat(Math.max(width - length(text), 0));
  return align === "left" ? text + blanks : blanks + text;
}
