import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { Experiment } from "./experiment.ts";
import { type ExperimentRecord, formatExperimentPage } from "./experiment-record.ts";
import { printTable } from "./table.ts";

/** Run an experiment, print its tables and, unless options made it a trial, record it and write the page of all records. */
export async function recordExperiment(
  name: string,
  experiment: Experiment,
  root: string,
  words: readonly string[],
): Promise<void> {
  const start = performance.now();
  const load = loadavg()[0]!.toFixed(1);
  const found = await experiment.measure({
    option: (option) =>
      words.find((word) => word.startsWith(`--${option}=`))?.slice(option.length + 3) ??
      (words.includes(`--${option}`) ? "" : undefined),
  });
  const seconds = (performance.now() - start) / 1000;
  if ("skipped" in found) {
    console.log(`\n${experiment.title}: not run: ${found.skipped}`);
    return;
  }
  for (const { title, headings, rows } of found.tables) printTable(title, headings, rows);
  for (const remark of found.remarks ?? []) console.log(`\n${remark}`);
  console.log(`\nto reach: ${experiment.aim}\nreached:  ${found.reached}\n${seconds.toFixed(0)} s`);
  if (words.length > 0) {
    console.log("a trial with options: nothing is recorded");
    return;
  }
  const { title, order, source, setting, aim, published } = experiment;
  const record: ExperimentRecord = {
    name,
    title,
    order,
    source,
    setting,
    aim,
    published,
    figures: found,
    seconds: Number(seconds.toPrecision(3)),
    machine: `${availableParallelism()} x ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}, load ${load} before`,
  };
  const folder = join(root, "bench/experiments");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(record, null, 2)}\n`);
  writeExperimentPage(root);
}

/** docs/experiments.md from all records. */
export function writeExperimentPage(root: string): void {
  writeFileSync(join(root, "docs/experiments.md"), formatExperimentPage(readRecords(root)));
}

/** Every recorded run. */
export function readRecords(root: string): readonly ExperimentRecord[] {
  const folder = join(root, "bench/experiments");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as ExperimentRecord);
}
