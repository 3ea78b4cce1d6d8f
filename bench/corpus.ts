import { existsSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Io } from "../src/cli/io.ts";
import { processIo } from "../src/cli/process-io.ts";
import { openSource } from "../src/cli/source-reader.ts";
import { checkNetlist, compile, type Diagnostic } from "../src/index.ts";
import { encodeText } from "../src/source/decode-text.ts";
import { openJudge } from "./corpus-judge.ts";
import { type CorpusRow, readManifest } from "./corpus-manifest.ts";
import { isLocated } from "./corpus-place.ts";
import { printTable } from "./table.ts";

/** A folder of real netlists with a manifest.tsv of what the native ngspice did with each; no part of the project. */
const corpus = resolve(
  process.env["TELLEGEN_CORPUS"] ?? fileURLToPath(new URL("../../../../shared/corpus", import.meta.url)),
);

/** Reasons of a refusal that a reader of netlists can see without running them. */
const visibleReasons: ReadonlySet<string> = new Set([
  "malformed/incomplete",
  "subckt mismatch",
  "param/expression",
  "missing include/lib",
]);

/** What a check made of one netlist of the corpus. */
interface Examined extends CorpusRow {
  readonly text: string;
  /** Whether the bytes come back as they were. */
  readonly same: boolean;
  readonly errors: readonly Diagnostic[];
  /** Those of a check that may read all of the netlist's repository (`-I`). */
  readonly inRepository: readonly Diagnostic[];
  /** Those of a command that runs the netlist: there, a file that may not be read is an error. */
  readonly toRun: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  readonly milliseconds: number;
}

/**
 * What `tellegen check` says of real netlists, against what ngspice says: how many that ngspice reads have no error here,
 * and how many that it refuses for a visible reason have one within a card of the cause, in a check and in a command that runs them. Every
 * exception is printed with its first error, and those that ngspice is said to read with what the native ngspice, where there is
 * one, makes of them now.
 */
export async function measure(): Promise<void> {
  if (!existsSync(join(corpus, "manifest.tsv"))) {
    console.log(`\nThere is no manifest.tsv in ${corpus}; set TELLEGEN_CORPUS.`);
    return;
  }
  const examined: Examined[] = [];
  for (const row of readManifest(corpus)) examined.push(await examine(row));
  printCounts(examined);
  printWarnings(examined);
  printExceptions(examined);
}

async function examine(row: CorpusRow): Promise<Examined> {
  const io = { ...processIo(), cwd: corpus };
  const isError = ({ severity }: Diagnostic): boolean => severity === "error";
  const start = performance.now();
  const opened = await openSource(row.path, [], io);
  if (!opened.ok) throw new Error(opened.error);
  const { source, read, encodingOf } = opened.reader;
  const diagnostics = checkNetlist(source, { readInclude: read, readTable: read });
  const milliseconds = performance.now() - start;
  const toRun = compile(source, { readInclude: read, readTable: read }).diagnostics;
  const bytes = io.files.readFile(join(corpus, row.path));
  return {
    ...row,
    text: source.text,
    same: Buffer.compare(bytes, encodeText({ ...encodingOf(source), text: source.text })) === 0,
    errors: diagnostics.filter(isError),
    inRepository: [...diagnostics, ...(await checkInRepository(row, io))].filter(isError),
    toRun: [...diagnostics, ...toRun].filter(isError),
    warnings: diagnostics.filter(({ severity }) => severity !== "error"),
    milliseconds,
  };
}

/** What a check says that may read the whole repository, which is the first folder of a netlist's path. */
async function checkInRepository({ path }: CorpusRow, io: Io): Promise<readonly Diagnostic[]> {
  const opened = await openSource(path, [path.split("/")[0]!], io);
  if (!opened.ok) throw new Error(opened.error);
  const { source, read } = opened.reader;
  return checkNetlist(source, { readInclude: read, readTable: read });
}

const isAccepted = ({ verdict }: CorpusRow): boolean => verdict.startsWith("accept");
const isVisible = ({ verdict, reason }: CorpusRow): boolean =>
  verdict === "reject" && visibleReasons.has(reason);

/** Whether ngspice also simulates what it reads, as far as could be waited for. */
const isSimulated = ({ verdict }: CorpusRow): boolean =>
  verdict === "accept-run" || verdict === "accept-timeout";

function isFound(row: Examined): boolean {
  return isAccepted(row) ? row.errors.length === 0 : isLocated(row.message, row.text, row.errors);
}

/** Whether the place is said at all: where the file that is missing may not be looked for, by a warning at its include. */
function isSaid(row: Examined): boolean {
  const notRead = row.warnings.filter(({ code }) => code === "circuit/include-not-read");
  return isLocated(row.message, row.text, [...row.errors, ...notRead]);
}

function isFoundInRepository(row: Examined): boolean {
  return isLocated(row.message, row.text, row.inRepository);
}

function isFoundToRun(row: Examined): boolean {
  return isLocated(row.message, row.text, row.toRun);
}

function share(rows: readonly Examined[], holds: (row: Examined) => boolean): readonly (string | number)[] {
  const count = rows.filter(holds).length;
  return [rows.length, count, `${((100 * count) / Math.max(rows.length, 1)).toFixed(1)} %`];
}

function printCounts(examined: readonly Examined[]): void {
  const accepted = examined.filter(isAccepted);
  const visible = examined.filter(isVisible);
  const others = examined.filter((row) => !isAccepted(row) && !isVisible(row));
  const reasons = [...visibleReasons].map((reason) => [
    `refused: ${reason}, error at the cause`,
    ...share(
      visible.filter((row) => row.reason === reason),
      isFound,
    ),
  ]);
  printTable(
    `Netlists of ${corpus}`,
    ["netlists", "all", "of these", "share"],
    [
      ["the same bytes back", ...share(examined, ({ same }) => same)],
      ["read by ngspice, no error", ...share(accepted, isFound)],
      ["  of these simulated by ngspice", ...share(accepted.filter(isSimulated), isFound)],
      [
        "  of these ngspice fails to simulate",
        ...share(
          accepted.filter((row) => !isSimulated(row)),
          isFound,
        ),
      ],
      ["refused for a visible reason, error at the cause", ...share(visible, isFound)],
      ["  an error, or a warning at an include that may not be read", ...share(visible, isSaid)],
      ["  an error where the repository may be read (-I)", ...share(visible, isFoundInRepository)],
      ["  an error in a command that runs the netlist", ...share(visible, isFoundToRun)],
      ...reasons,
      ["refused for another reason, any error", ...share(others, ({ errors }) => errors.length > 0)],
    ],
  );
  const times = examined.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const total = times.reduce((sum, time) => sum + time, 0);
  console.log(
    `\n${(total / 1000).toFixed(1)} s in all, median ${times[times.length >> 1]!.toFixed(1)} ms, longest ${times.at(-1)!.toFixed(0)} ms`,
  );
}

function printWarnings(examined: readonly Examined[]): void {
  const files = new Map<string, number>();
  for (const { warnings } of examined) {
    for (const code of new Set(warnings.map((warning) => warning.code))) {
      files.set(code, (files.get(code) ?? 0) + 1);
    }
  }
  const rows = [...files].sort(([, a], [, b]) => b - a);
  printTable("Warnings, by netlists that have one", ["code", "netlists"], rows);
}

function printExceptions(examined: readonly Examined[]): void {
  const judge = openJudge();
  const wrong = examined.filter((row) => (isAccepted(row) || isVisible(row)) && !isFound(row));
  const judged = new Map(
    wrong.filter(isAccepted).map((row) => [row, judge.verdict(join(corpus, row.path), row.text)] as const),
  );
  judge.close();
  const counts = new Map<string, number>();
  for (const verdict of judged.values()) {
    const kind = verdict.replace(/:.*/, "");
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  printTable(
    "Read by ngspice, an error here: what the native ngspice makes of them, asked again",
    ["ngspice", "netlists"],
    [...counts],
  );
  const refused = counts.get("it refuses the netlist") ?? 0;
  const read = examined.filter(isAccepted).length - refused;
  const clean = read - (judged.size - refused);
  console.log(
    `\nWithout those it refuses: ${clean} of ${read}, ${((100 * clean) / Math.max(read, 1)).toFixed(2)} %`,
  );
  const rows = wrong.map((row) => {
    const [first] = row.errors;
    const place = first === undefined ? "" : `${placeOf(first)} `;
    const now = judged.get(row) ?? (isFoundToRun(row) ? "a run finds it" : "a run does not find it");
    return `${row.path}\n    ngspice: ${row.verdict} ${row.message}; ${now}\n    here:    ${
      first === undefined ? "no error" : `${place}${first.code}: ${first.message}`
    } (${row.errors.length} errors)`;
  });
  console.log(`\n${rows.length} exceptions\n\n${rows.join("\n")}`);
  const damaged = examined.filter(({ same }) => !same).map(({ path }) => path);
  if (damaged.length > 0) console.log(`\nOther bytes back:\n${damaged.join("\n")}`);
}

/** `file:line` of an error; the file only where it is an included one. */
function placeOf({ span }: Diagnostic): string {
  const line = span.source.text.slice(0, span.start).split(/\r\n?|\n/).length;
  const name = isAbsolute(span.source.name) ? span.source.name.slice(corpus.length + 1) : span.source.name;
  return `${name}:${line}`;
}
