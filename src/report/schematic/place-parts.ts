import { type SchematicLayout, sizes } from "./lay-out.ts";

/** Room for what stands beside the last branch, above the highest track, and for the symbol of ground. */
const margin = { right: 112, top: 50, bottom: 24 } as const;

/** Parts stand side by side up to this width, in CSS pixels. */
const rowWidth = 900;

/** Where one part of a schematic stands on its sheet: the place of its first node. */
export interface PartPlace {
  readonly layout: SchematicLayout;
  readonly x: number;
  readonly y: number;
}

/** Width of a part with its margins, in CSS pixels. */
export function partWidth({ nodes, lead }: SchematicLayout): number {
  return lead + (nodes.at(-1)?.toX ?? 0) + margin.right;
}

/** Place the parts of a schematic in rows, their rails in a line. */
export function placeParts(layouts: readonly SchematicLayout[]): {
  readonly places: readonly PartPlace[];
  readonly width: number;
  readonly height: number;
} {
  const rows: SchematicLayout[][] = [];
  let room = 0;
  for (const layout of layouts) {
    const width = partWidth(layout);
    if (width > room || rows.length === 0) {
      rows.push([]);
      room = rowWidth;
    }
    rows.at(-1)!.push(layout);
    room -= width;
  }
  const places: PartPlace[] = [];
  let height = 0;
  let width = 0;
  for (const row of rows) {
    const y = height + margin.top + Math.max(...row.map(({ tracks }) => tracks)) * sizes.track;
    let x = 0;
    for (const layout of row) {
      places.push({ layout, x: x + layout.lead, y });
      x += partWidth(layout);
    }
    width = Math.max(width, x);
    height = y + Math.max(...row.map(({ depth }) => depth)) * sizes.drop + margin.bottom;
  }
  return { places, width, height };
}
