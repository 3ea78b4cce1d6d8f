import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseNetlist } from "../src/ast/parse-netlist.ts";
import { elaborate } from "../src/circuit/elaborate.ts";
import { emptyHost } from "../src/index.ts";
import { commandFile } from "./built-command.ts";
import { timeInTurns } from "./stopwatch.ts";
import { printTable } from "./table.ts";

const SIZES = [1e4, 1e5, 1e6];

/** Cards of the netlist that the command checks, and how often it does. */
const CARDS = 300;
const ROUNDS = 11;

/**
 * What reading and elaborating costs at growing size: a ladder of resistors, capacitors and inductors with values of several styles. And
 * what `tellegen check` takes for a netlist as people write them, with the start of its process.
 */
export async function measure(): Promise<void> {
  measureSizes();
  await measureCheck();
}

function measureSizes(): void {
  const rows: (string | number)[][] = [];
  for (const size of SIZES) {
    const source = { name: "large.cir", text: largeLadder(size) };
    const cpu = process.cpuUsage();
    const start = performance.now();
    const { netlist, diagnostics } = parseNetlist(source);
    const parsed = performance.now();
    const { ok } = elaborate(netlist, emptyHost);
    const elaborated = performance.now();
    if (!ok || diagnostics.some(({ severity }) => severity === "error")) throw new Error("it has no errors");
    const { user, system } = process.cpuUsage(cpu);
    rows.push([
      size,
      (parsed - start) / 1000,
      (elaborated - parsed) / 1000,
      (elaborated - start) / 1000,
      (user + system) / 1e6,
      process.resourceUsage().maxRSS / 2 ** 20,
    ]);
  }
  printTable(
    "Reading and elaborating element lines",
    ["lines", "parse / s", "elaborate / s", "both / s", "processor / s", "memory so far / GB"],
    rows,
  );
}

async function measureCheck(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tellegen-bench-"));
  const file = join(folder, "cards.cir");
  writeFileSync(file, mixedNetlist(CARDS));
  const check = () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [commandFile, "check", file], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`tellegen check ended with ${status}: ${stdout}${stderr}`);
  };
  const [empty, checked] = await timeInTurns(ROUNDS, [() => spawnSync(process.execPath, ["-e", "0"]), check]);
  rmSync(folder, { recursive: true });
  printTable(
    `A netlist of ${CARDS} cards, ${ROUNDS} rounds in turns; milliseconds with the start of the process`,
    ["process", "minimum", "median"],
    [
      ["node -e 0", empty!.minimum, empty!.median],
      ["tellegen check", checked!.minimum, checked!.median],
    ],
  );
}

/** Amplifier stages of parameters, a subcircuit, transistors, sources with waveforms and continued cards. */
function mixedNetlist(cards: number): string {
  const head = [
    "stages",
    "Vcc vcc 0 12",
    "V0 s0 0 dc 0 ac 1 sin(0 1m 1k)",
    ".param rload=4.7k gain={rload/470}",
    ".model n1 npn (is=1e-15 bf=200",
    "+ vaf=80)",
    ".subckt stage in out vcc re=470",
    "Cin in b 10u",
    "Rb1 vcc b 47k",
    "Rb2 b 0 {10*re}",
    "Q1 out b e n1",
    "Re e 0 {re}",
    ".ends",
    ".ac dec 10 10 1meg",
    ".tran 1u 5m",
    "* @train R1 min=1k max=10k",
    "* @goal gain: vdb(s1) >= 10 from 1k to 10k on=ac",
  ];
  const lines = [...head];
  for (let k = 1; lines.length < cards; k++) {
    lines.push(`X${k} s${k - 1} s${k} vcc stage re={rload/${8 + (k % 5)}}`, `R${k} vcc s${k} {rload} ; load`);
    lines.push(`C${k} s${k} 0 ${k}p`, `B${k} m${k} 0 v=gain*v(s${k})`, `Rm${k} m${k} 0 1meg tc1=1m`);
  }
  return `${lines.slice(0, cards).join("\n")}\n.end\n`;
}

function largeLadder(size: number): string {
  const lines = ["ladder", "V1 n0 0 dc 1 ac 1", ".ac dec 1 1k 1meg"];
  for (let k = 1; lines.length < size; k++) {
    lines.push(`R${k} n${k - 1} n${k} ${k % 90}.5k`, `C${k} n${k} 0 1${k % 10}p`, `L${k} n${k} m${k} 2.2u`);
    lines.push(`Rm${k} m${k} 0 50 tc1=1e-3`);
  }
  return `${lines.join("\n")}\n.end\n`;
}
