import { spawnSync } from "node:child_process";
import { commandFile } from "./built-command.ts";
import { timeInTurns } from "./stopwatch.ts";
import { printTable } from "./table.ts";

const ROUNDS = 15;

/** What the command costs before it does anything: `--help` against an empty Node process, taken in turns. */
export async function measure(): Promise<void> {
  const contenders = [
    { name: "node -e 0", options: ["-e", "0"] },
    { name: "tellegen --help", options: [commandFile, "--help"] },
    { name: "tellegen train --help", options: [commandFile, "train", "--help"] },
  ];
  const timings = await timeInTurns(
    ROUNDS,
    contenders.map(
      ({ options }) =>
        () =>
          spawnSync(process.execPath, options),
    ),
  );
  const bare = timings[0]!;
  printTable(
    `Start-up, ${ROUNDS} rounds in turns; milliseconds`,
    ["process", "minimum", "median", "minimum / node", "median / node"],
    timings.map(({ minimum, median }, n) => [
      contenders[n]!.name,
      minimum,
      median,
      minimum / bare.minimum,
      median / bare.median,
    ]),
  );
}
