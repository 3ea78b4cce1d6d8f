import { parseNetlist } from "../src/ast/parse-netlist.ts";
import { elaborate } from "../src/circuit/elaborate.ts";
import { emptyHost } from "../src/index.ts";
import { printTable } from "./table.ts";

const SIZES = [1e4, 1e5, 1e6];

/** What reading and elaborating costs at growing size: a ladder of resistors, capacitors and inductors with values of several styles. */
export async function measure(): Promise<void> {
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

function largeLadder(size: number): string {
  const lines = ["ladder", "V1 n0 0 dc 1 ac 1", ".ac dec 1 1k 1meg"];
  for (let k = 1; lines.length < size; k++) {
    lines.push(`R${k} n${k - 1} n${k} ${k % 90}.5k`, `C${k} n${k} 0 1${k % 10}p`, `L${k} n${k} m${k} 2.2u`);
    lines.push(`Rm${k} m${k} 0 50 tc1=1e-3`);
  }
  return `${lines.join("\n")}\n.end\n`;
}
