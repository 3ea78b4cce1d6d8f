import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trainBlackBox } from "./black-box-training.ts";
import { runCommand } from "./built-command.ts";
import { lowPassTask, writeAnnotated, writeDeck } from "./ladder-netlist.ts";
import { nativeVersion, openNative } from "./native-ngspice.ts";
import { timeInTurns } from "./stopwatch.ts";
import { printTable } from "./table.ts";

const PROCESSES = 56;
const ROUNDS = 5;

const variants = [
  { name: "--engine model --no-verify", options: ["--engine", "model", "--no-verify"] },
  { name: "--engine model", options: ["--engine", "model"] },
  { name: "--engine ngspice --no-verify", options: ["--engine", "ngspice", "--no-verify"] },
  { name: "--engine ngspice", options: ["--engine", "ngspice"] },
];

/** The low-pass task as whole processes: the command with either engine, against native ngspice driven from outside, in turns. */
export async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tellegen-bench-"));
  const netlist = join(folder, "low-pass.cir");
  const ladder = lowPassTask();
  writeFileSync(netlist, writeAnnotated(ladder, "C1 L1 C2"));
  const outputs: string[] = [];
  const commands = variants.map(({ options }, n) => () => {
    outputs[n] = runCommand("train", netlist, ...options, "--json", "-o", join(folder, "trained.cir"));
  });
  const native = openNative();
  const version = nativeVersion();
  const deck = writeDeck(ladder);
  const processes = () => {
    for (let n = 0; n < PROCESSES; n++) native.simulate(deck);
  };
  const timings = await timeInTurns(ROUNDS, version === null ? commands : [...commands, processes]);
  const reference = timings[variants.length]?.minimum ?? Number.NaN;
  const rows: (string | number)[][] = variants.map(({ name }, n) => {
    const { analyses, cost } = JSON.parse(outputs[n]!);
    const { minimum, median } = timings[n]!;
    return [`tellegen train ${name}`, analyses, cost.final, minimum, median, minimum / reference];
  });
  if (version === null) rows.push(["native ngspice: not installed", "-", "-", "-", "-", "-"]);
  else {
    const { minimum, median } = timings[variants.length]!;
    rows.push([`ngspice-${version} -b, ${PROCESSES} times`, PROCESSES, "-", minimum, median, 1]);
    const target = Array.from({ length: 401 }, (_, k) => 0.5 / Math.sqrt(1 + (0.01 * 10 ** (k / 100)) ** 6));
    for (const stop of [1e-9, 1e-12]) {
      const start = performance.now();
      const { cost, simulations } = trainBlackBox(native, ladder, ["C1", "L1", "C2"], target, stop);
      const time = performance.now() - start;
      rows.push([
        `L-BFGS, forward differences, ngspice -b, to ${stop}`,
        simulations,
        cost,
        time,
        time,
        time / reference,
      ]);
    }
  }
  native.close();
  rmSync(folder, { recursive: true });
  printTable(
    `Low-pass task: 3 values, each three times off, 401 frequencies; whole processes, ${ROUNDS} rounds in turns, milliseconds`,
    ["what", "analyses", "cost", "minimum", "median", `/ ${PROCESSES} processes`],
    rows,
  );
}
