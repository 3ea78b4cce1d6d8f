import type { Circuit } from "../../circuit/circuit.ts";
import { formatQuantity } from "../../numeric/format-quantity.ts";
import { plotColours } from "../curve-style.ts";
import { escapeMarkup } from "../escape-markup.ts";
import { type SchematicLayout, sizes } from "./lay-out.ts";
import { placeParts } from "./place-parts.ts";
import type { SchematicBranch, SchematicElement } from "./schematic-branch.ts";
import { symbolReach, symbols } from "./symbols.ts";

const trainedInk = plotColours.curves[0];

/** What is drawn so far: lines share one style, texts another. */
interface Sheet {
  readonly shapes: string[];
  readonly texts: string[];
}

/** Draw layouts as one SVG document. Values are those at θ; trained ones are bold and underlined. */
export function drawSchematic(
  circuit: Circuit,
  theta: Float64Array,
  layouts: readonly SchematicLayout[],
  observed: ReadonlySet<number>,
): string {
  const { places, width, height: bottom } = placeParts(layouts);
  const parts = places.map(({ layout, x, y }) => {
    const sheet: Sheet = { shapes: [], texts: [] };
    drawPart(sheet, circuit, layout, observed);
    return [
      `<g transform="translate(${x} ${y})">`,
      `<g fill="none" stroke="${plotColours.ink}" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round">`,
      ...sheet.shapes,
      "</g>",
      ...sheet.texts,
      "</g>",
    ].join("\n");
  });
  const notes = couplingNotes(circuit, theta).map(
    (note, k) => `<text x="40" y="${bottom + 18 * (k + 1)}">${escapeMarkup(note)}</text>`,
  );
  const height = bottom + 18 * notes.length + 10;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, 'DejaVu Sans', Helvetica, Arial, sans-serif" font-size="12" fill="${plotColours.ink}">`,
    `<title>${escapeMarkup(`Schematic: ${circuit.title.trim()}`)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    ...notes,
    "</svg>",
  ].join("\n");
}

/** One part; its rail lies at y = 0, its first node at x = 0. */
function drawPart(
  sheet: Sheet,
  { nodes }: Circuit,
  layout: SchematicLayout,
  observed: ReadonlySet<number>,
): void {
  for (const { fromX, toX } of layout.nodes) drawWire(sheet, fromX, 0, toX, 0);
  for (const { branch, track, fromX, toX } of layout.series) {
    const y = -track * sizes.track;
    drawWire(sheet, fromX, 0, fromX, y);
    drawWire(sheet, toX, 0, toX, y);
    drawSeries(sheet, branch, fromX, toX, y);
  }
  for (const { branch, x } of layout.shunts) drawShunt(sheet, branch, x);
  for (const { x, count } of joints(layout)) {
    if (count > 2) sheet.shapes.push(`<circle cx="${x}" cy="0" r="2.5" fill="${plotColours.ink}"/>`);
  }
  for (const { node, fromX } of layout.nodes) drawNode(sheet, nodes[node]!, fromX, observed.has(node));
}

/** How many wires meet at each place of the rail. */
function joints({
  nodes,
  series,
  shunts,
}: SchematicLayout): readonly { readonly x: number; readonly count: number }[] {
  const count = new Map<number, number>();
  const add = (x: number): void => void count.set(x, (count.get(x) ?? 0) + 1);
  for (const { fromX, toX } of nodes) if (toX > fromX) [fromX, toX].forEach(add);
  for (const { fromX, toX } of series) [fromX, toX].forEach(add);
  for (const { x } of shunts) add(x);
  // Between the ends of a stretch the rail passes on both sides.
  for (const { x } of shunts) if (nodes.some(({ fromX, toX }) => x > fromX && x < toX)) [x, x].forEach(add);
  return [...count].map(([x, meeting]) => ({ x, count: meeting }));
}

function drawWire({ shapes }: Sheet, x1: number, y1: number, x2: number, y2: number): void {
  if (x1 !== x2 || y1 !== y2) shapes.push(`<path d="M${x1} ${y1}L${x2} ${y2}"/>`);
}

function drawSymbol(
  sheet: Sheet,
  { symbol, trained, letter }: SchematicElement,
  x: number,
  y: number,
  angle: number,
): void {
  const stroke = trained ? ` stroke="${trainedInk}" stroke-width="2"` : "";
  sheet.shapes.push(`<g transform="translate(${x} ${y}) rotate(${angle})"${stroke}>${symbols[symbol]}</g>`);
  if (letter !== undefined) drawText(sheet, letter, x, y + 4, "middle");
}

/** Elements along a track, evenly spaced between two places of the rail. */
function drawSeries(
  sheet: Sheet,
  { elements }: SchematicBranch,
  fromX: number,
  toX: number,
  y: number,
): void {
  const pitch = (toX - fromX) / elements.length;
  elements.forEach((element, k) => {
    const x = fromX + (k + 0.5) * pitch;
    drawWire(sheet, fromX + k * pitch, y, x - symbolReach, y);
    drawWire(sheet, x + symbolReach, y, fromX + (k + 1) * pitch, y);
    drawSymbol(sheet, element, x, y, element.reversed ? 180 : 0);
    const lines = linesOf(element);
    lines.forEach((line, n) => {
      drawText(sheet, line.text, x, y - 17 - 15 * (lines.length - 1 - n), "middle", line);
    });
  });
}

/** Elements below the rail, one under the other, down to ground. */
function drawShunt(sheet: Sheet, { elements }: SchematicBranch, x: number): void {
  elements.forEach((element, k) => {
    const y = (k + 0.5) * sizes.drop;
    drawWire(sheet, x, k * sizes.drop, x, y - symbolReach);
    drawWire(sheet, x, y + symbolReach, x, (k + 1) * sizes.drop);
    drawSymbol(sheet, element, x, y, element.reversed ? 270 : 90);
    const lines = linesOf(element);
    lines.forEach((line, n) => {
      drawText(sheet, line.text, x + 19, y + 4 + 15 * (n - (lines.length - 1) / 2), "start", line);
    });
  });
  const ground = elements.length * sizes.drop;
  sheet.shapes.push(
    `<path d="M${x - 9} ${ground}H${x + 9}M${x - 6} ${ground + 4}H${x + 6}M${x - 3} ${ground + 8}H${x + 3}"/>`,
  );
}

interface TextStyle {
  readonly bold?: boolean;
  readonly underlined?: boolean;
}

/** What stands beside a symbol: name, value, further terminals. */
function linesOf({
  name,
  text,
  stub,
  trained,
}: SchematicElement): readonly (TextStyle & { readonly text: string })[] {
  return [
    { text: name, bold: trained },
    ...(text === "" ? [] : [{ text, bold: trained, underlined: trained }]),
    ...(stub === undefined ? [] : [{ text: stub }]),
  ];
}

/** Longer texts would run into the next symbol. */
const longestText = 15;

function drawText(
  { texts }: Sheet,
  text: string,
  x: number,
  y: number,
  anchor: "start" | "middle" | "end",
  { bold, underlined }: TextStyle = {},
): void {
  const shown =
    anchor !== "start" || text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`;
  const style = `${bold ? ' font-weight="700"' : ""}${underlined ? ' text-decoration="underline"' : ""}`;
  texts.push(`<text x="${x}" y="${y}" text-anchor="${anchor}"${style}>${escapeMarkup(shown)}</text>`);
}

/** A node's name beside its left end; one that goals look at is an open circle. */
function drawNode(sheet: Sheet, name: string, x: number, observed: boolean): void {
  if (observed) sheet.shapes.push(`<circle cx="${x}" cy="0" r="4.5" fill="#ffffff" stroke-width="2"/>`);
  drawText(sheet, name, x - 6, 16, "end", { bold: observed });
}

/** Couplings are no branches: they are said below. */
function couplingNotes(circuit: Circuit, theta: Float64Array): readonly string[] {
  const { slots } = circuit.evaluate(theta);
  return circuit.elements.flatMap((element) => {
    if (element.kind !== "coupling") return [];
    const [first, second] = element.inductors.map((index) => circuit.elements[index]!.name);
    return [
      `${element.name}: ${first} and ${second} coupled with k = ${formatQuantity(slots[element.value]!, "", 4)}`,
    ];
  });
}
