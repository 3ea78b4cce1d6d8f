import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { trainBlackBox } from "./black-box-training.ts";
import { lowPassTask, writeAnnotated, writeDeck } from "./ladder-netlist.ts";
import { nativeVersion, openNative } from "./native-ngspice.ts";
import { timeRuns } from "./stopwatch.ts";
import { printTable } from "./table.ts";

const PROCESSES = 56;

/** The low-pass task as whole processes: the command with either engine, against native ngspice driven from outside. */
export async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tellegen-bench-"));
  const netlist = join(folder, "low-pass.cir");
  const command = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
  writeFileSync(netlist, writeAnnotated(lowPassTask(), "C1 L1 C2"));
  const rows: (string | number)[][] = [];
  const reference = await timeBlackBox(rows);
  for (const [engine, runs] of [
    ["model", 7],
    ["ngspice", 5],
  ] as const) {
    let output = "";
    const { minimum, median } = await timeRuns(runs, () => {
      const options = ["train", netlist, "--engine", engine, "--json", "-o", join(folder, "trained.cir")];
      const { stdout, stderr, status } = spawnSync(process.execPath, [command, ...options], {
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(`train ended with ${status}: ${stderr}`);
      output = stdout;
    });
    const result = JSON.parse(output);
    rows.push([
      `tellegen train --engine ${engine}`,
      result.analyses,
      result.cost.final,
      minimum,
      median,
      reference === null ? "-" : minimum / reference,
    ]);
  }
  rmSync(folder, { recursive: true });
  printTable(
    "Low-pass task: 3 values, each three times off, 401 frequencies; whole processes, milliseconds",
    ["what", "analyses", "cost", "minimum", "median", `/ ${PROCESSES} processes`],
    rows,
  );
}

/** Native ngspice driven from outside; returns the least time of 56 processes, or null without a native ngspice. */
async function timeBlackBox(rows: (string | number)[][]): Promise<number | null> {
  const version = nativeVersion();
  if (version === null) {
    rows.push(["native ngspice: not installed", "-", "-", "-", "-", "-"]);
    return null;
  }
  const native = openNative();
  const ladder = lowPassTask();
  const target = Array.from({ length: 401 }, (_, k) => 0.5 / Math.sqrt(1 + (0.01 * 10 ** (k / 100)) ** 6));
  const deck = writeDeck(ladder);
  native.simulate(deck);
  const processes = await timeRuns(3, () => {
    for (let n = 0; n < PROCESSES; n++) native.simulate(deck);
  });
  rows.push([
    `ngspice-${version} -b, ${PROCESSES} times`,
    PROCESSES,
    "-",
    processes.minimum,
    processes.median,
    1,
  ]);
  for (const stop of [1e-9, 1e-12]) {
    const start = performance.now();
    const { cost, simulations } = trainBlackBox(native, ladder, ["C1", "L1", "C2"], target, stop);
    const milliseconds = performance.now() - start;
    rows.push([
      `L-BFGS, forward differences, ngspice -b, to ${stop}`,
      simulations,
      cost,
      milliseconds,
      milliseconds,
      milliseconds / processes.minimum,
    ]);
  }
  native.close();
  return processes.minimum;
}
