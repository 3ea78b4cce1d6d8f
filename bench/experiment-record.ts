import type { Experiment, ExperimentFigures } from "./experiment.ts";

/** A recorded run: bench/experiments/<name>.json. Cells are written as they are printed. */
export interface ExperimentRecord
  extends Pick<Experiment, "title" | "order" | "source" | "setting" | "aim" | "published"> {
  readonly name: string;
  readonly figures: ExperimentFigures;
  /** Of the whole run, on `machine`. */
  readonly seconds: number;
  readonly machine: string;
}

/** docs/experiments.md: one section per record, in the order of the experiments. */
export function formatExperimentPage(records: readonly ExperimentRecord[]): string {
  const sorted = records.toSorted((a, b) => a.order - b.order || a.name.localeCompare(b.name));
  return `${[
    "# Experiments of the papers, repeated",
    "",
    ...paragraph(
      "Each section is one recorded run of one command: `node bench/run.mjs experiment <name>` (after `npm run build`); `node bench/run.mjs experiments` lists the names. The run prints its tables, records them in `bench/experiments/<name>.json` and writes this page from the records, so no figure here is copied by hand. Trainings that fail are counted. Times depend on what else the machine did.",
    ),
    "",
    row(["experiment", "to reach", "reached"]),
    row(["---", "---", "---"]),
    ...sorted.map(({ title, name, aim, figures }) =>
      row([`[${name}](#${anchorOf(headingOf(title, name))})`, aim, figures.reached]),
    ),
    ...sorted.flatMap(formatSection),
  ].join("\n")}\n`;
}

function headingOf(title: string, name: string): string {
  return `${title} (\`${name}\`)`;
}

/** What Markdown viewers call a heading: small letters, hyphens for spaces, nothing else but letters and digits. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");
}

function formatSection({
  name,
  title,
  source,
  setting,
  aim,
  published,
  figures,
  seconds,
  machine,
}: ExperimentRecord): readonly string[] {
  return [
    "",
    `## ${headingOf(title, name)}`,
    "",
    ...paragraph(`After ${source}`),
    ...setting.flatMap((text) => ["", ...paragraph(text)]),
    "",
    ...item("To reach", aim),
    ...item("Reached", figures.reached),
    ...item("The paper's figure", published),
    ...item("Seeds", figures.seeds.length === 0 ? "none" : figures.seeds.join(", ")),
    ...item("Time", `${formatSeconds(seconds)} on ${machine}`),
    ...item("Command", `\`node bench/run.mjs experiment ${name}\``),
    ...figures.tables.flatMap(({ title: caption, headings, rows }) => {
      const numeric = headings.map((_, k) => rows.some((row) => typeof row[k] === "number"));
      return [
        "",
        ...paragraph(`${caption}:`),
        "",
        row(headings),
        row(numeric.map((isNumeric) => (isNumeric ? "---:" : "---"))),
        ...rows.map((cells) => row(cells.map(formatCell))),
      ];
    }),
    ...(figures.remarks ?? []).flatMap((text) => ["", ...paragraph(text)]),
  ];
}

/** Three significant digits; small and large numbers with an exponent. */
export function formatCell(cell: string | number): string {
  if (typeof cell === "string") return cell;
  if (Number.isInteger(cell) && Math.abs(cell) < 1e9) return String(cell);
  const size = Math.abs(cell);
  return size < 1e-3 || size >= 1e5 ? cell.toExponential(1) : String(Number(cell.toPrecision(3)));
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function formatSeconds(seconds: number): string {
  return seconds < 120 ? `${Number(seconds.toPrecision(2))} s` : `${Math.round(seconds / 60)} min`;
}

function item(label: string, text: string): readonly string[] {
  return wrap(`* ${label}: ${text}`, "  ");
}

function paragraph(text: string): readonly string[] {
  return wrap(text, "");
}

/** Lines of at most 140 characters, broken at spaces; the second and later ones are indented. */
function wrap(text: string, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length > 140 && line !== "") {
      lines.push(line);
      line = indent + word;
    } else line = longer;
  }
  return [...lines, line];
}
