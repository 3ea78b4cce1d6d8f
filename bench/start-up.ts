import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { printTable } from "./table.ts";

const ROUNDS = 15;

/** What the command costs before it does anything: `--help` against an empty Node process, taken in turns. */
export async function measure(): Promise<void> {
  const command = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
  const contenders = [
    { name: "node -e 0", options: ["-e", "0"] },
    { name: "tellegen --help", options: [command, "--help"] },
    { name: "tellegen train --help", options: [command, "train", "--help"] },
  ];
  const durations = contenders.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    contenders.forEach(({ options }, n) => {
      const start = performance.now();
      spawnSync(process.execPath, options);
      durations[n]!.push(performance.now() - start);
    });
  }
  const sorted = durations.map((times) => times.toSorted((a, b) => a - b));
  const least = sorted.map((times) => times[0]!);
  const middle = sorted.map((times) => times[ROUNDS >> 1]!);
  printTable(
    `Start-up, ${ROUNDS} rounds in turns; milliseconds`,
    ["process", "minimum", "median", "minimum / node", "median / node"],
    contenders.map(({ name }, n) => [
      name,
      least[n]!,
      middle[n]!,
      least[n]! / least[0]!,
      middle[n]! / middle[0]!,
    ]),
  );
}
