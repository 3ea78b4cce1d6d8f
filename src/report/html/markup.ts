import { escapeMarkup } from "../escape-markup.ts";

/** A piece of a page: text, which is escaped, or markup, which is not. */
export type Piece = string | { readonly html: string };

/** A piece as markup. */
export function render(piece: Piece): string {
  return typeof piece === "string" ? escapeMarkup(piece) : piece.html;
}

/** One column of a table. */
export interface Column<Row> {
  readonly header: string;
  /** Numbers are set to the right. */
  readonly numeric?: boolean;
  readonly cell: (row: Row) => Piece;
}

/**
 * A table that scrolls by itself where it is wider than the page, also with the arrow keys. The first column heads its rows; a column
 * without a single entry is left out.
 */
export function formatTable<Row>(
  label: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): string {
  const filled = columns
    .map(({ cell, ...column }) => ({ ...column, cells: rows.map((row) => render(cell(row))) }))
    .filter(({ cells }, k) => k === 0 || cells.some((cell) => cell !== ""));
  const attributes = ({ numeric }: { readonly numeric?: boolean }): string =>
    numeric ? ' class="number"' : "";
  const head = filled.map(
    (column) => `<th scope="col"${attributes(column)}>${escapeMarkup(column.header)}</th>`,
  );
  const body = rows.map((_, row) => {
    const cells = filled.map((column, k) =>
      k === 0
        ? `<th scope="row"${attributes(column)}>${column.cells[row]}</th>`
        : `<td${attributes(column)}>${column.cells[row]}</td>`,
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  const heading = filled.some(({ header }) => header !== "")
    ? `<thead><tr>${head.join("")}</tr></thead>`
    : "";
  return scrolling(label, `<table>${heading}<tbody>\n${body.join("\n")}\n</tbody></table>`);
}

/** Markup that may be wider than the page, in a region of its own that the keyboard reaches. */
export function scrolling(label: string, html: string): string {
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeMarkup(label)}">${html}</div>`;
}

/** A section of the page; nothing where it has no body. */
export interface Section {
  readonly id: string;
  readonly heading: string;
  readonly body: string;
}

/** Sections below a list of links to them; those without a body are left out. */
export function formatSections(all: readonly Section[]): string {
  const sections = all.filter(({ body }) => body !== "");
  const links = sections.map(({ id, heading }) => `<li><a href="#${id}">${heading}</a></li>`);
  return [
    `<nav aria-label="Sections"><ul>${links.join("")}</ul></nav>`,
    "<main>",
    ...sections.map(
      ({ id, heading, body }) =>
        `<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${heading}</h2>\n${body}\n</section>`,
    ),
    "</main>",
  ].join("\n");
}
