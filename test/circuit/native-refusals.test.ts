import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { nativeMissing, runNative } from "../engine/native-ngspice.ts";
import { elaborateText } from "./elaborate-text.ts";

/** Whether the native ngspice computes at least one point of a deck. */
function simulates(deck: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), "refusal-"));
  try {
    writeFileSync(join(folder, "deck.cir"), deck);
    const args = ["-b", "-r", "out.raw", "deck.cir"];
    // A sweep without end is stopped.
    spawnSync("ngspice", args, { cwd: folder, timeout: 3000, killSignal: "SIGKILL", stdio: "ignore" });
    const raw = join(folder, "out.raw");
    return existsSync(raw) && /No\. Points:\s*[1-9]/.test(readFileSync(raw, "latin1"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(nativeMissing !== undefined)(
  "check has an error where ngspice 39 refuses the deck, and only there",
  () => {
    it.each([
      "R1 b 0 1k tc=1m",
      "R1 b 0 1k tc=1m 1u",
      "R1 b 0 1k tc=1m, 1u",
      "R1 b 0 1k tc={1m} {1u}",
      "R1 b 0 1k tc1=1m,1u",
      "R1 b 0 1k m=2,3",
      "R1 b 0 film (w=2u l=k)\n.model film r(rsh=1k)",
      "R1 b 0 film (w=2u l={k})\n.model film r(rsh=1k)",
      "R1 b 0 film (w=2u l=k )\n.model film r(rsh=1k)",
      "C1 b 0 1n (ic=k*2)",
      "X1 b s (r=k)\n.subckt s a r=1\nR1 a 0 {r}\n.ends",
      ".param p=1.2.3\nR1 b 0 {p}",
      "X1 b s r=1.2.3\n.subckt s a r=1\nR1 a 0 {r}\n.ends",
      "X1 b s r=2\n.subckt s a\nR1 a 0 1k\n.ends",
      "X1 b s r=2 m=2\n.subckt s a\nR1 a 0 1k\n.ends",
      "X1 b s r=2\n.subckt s a\n.param q=1\nR1 a 0 {q}\n.ends",
      "X1 b s r=2\nX2 b s m=2\n.subckt s a\nR1 a 0 1k\n.ends",
      "C1 b 0 1n tc1 1m m 2",
      "C1 b 0 1n film\n.model film c(tc1=1m)",
      "C1 b 0 film 1n\n.model film c(tc1=1m)",
      "R1 b 0 1k film\n.model film r(tc1=1m)",
      "R1 b 0 2*k",
      "R1 b 0 k*2",
      "R1 b 0 (2*k)",
      "R1 b 0 --10",
      "R1 b 0 +10",
      "R1 b 0 r=2*k",
      "R1 b 0 r=k*2",
      "R1 b 0 r=sqrt(k)",
      "R1 b 0 {2*k}",
      "R1 b 0 '2*k'",
      "C1 b 0 c=k*1n",
      "V1 c b dc=2*k",
      "V1 c b dc=k*2",
      "V1 c b sin(0 2*k 1k)",
      "E1 c 0 b 0 k*2",
      "X1 b s r=2*k\n.subckt s p r=1\nR1 p 0 {r}\n.ends",
      "B1 c 0 v=e*pi*v(b)",
      "V1 c b pulse(0)",
      "V1 c b pulse(0 1)",
      "V1 c b exp(0)",
      "V1 c b sffm(0)",
      "V1 c b pwl(0)",
      "V1 c b pwl(0 0 1m)",
      "V1 c b 5 V",
      "S1 b 0 in 0 mm\n.model mm d",
      "S1 b 0 in 0 mm\n.model mm sw(vt=0.5)",
      "S1 b 0 in 0 mm\n.model mm sw(gon=1)",
      "S1 b 0 in 0 mm\n.model mm csw",
      "W1 b 0 V0 mm\n.model mm sw",
      "O1 b 0 in 0 mm\n.model mm d",
      "M1 b b 0 mm\n.model mm nmos",
      "M1 b b 0 mm\n.model mm vdmos nchan vto=2",
      "Q1 b b 0 mm\n.model mm lpnp",
      "1 2 3 4",
      "~x 1 2",
      ") foo",
      "? foo",
      ".dc V0 0 1 0",
      ".dc R0 0 1 0.5",
      ".dc V9 0 1 0.5",
      ".tran 0 1m",
      ".tran 1u 1m 2m",
      ".tran 1u 1m 0 1u 7",
    ])("%s", (cards) => {
      const analysis = /^\.(?:dc|tran)/.test(cards) ? "" : ".op\n";
      const deck = `t\n.param k=2\nV0 in 0 1\nR0 in b 50\nR9 b 0 1k\n${cards}\n${analysis}.end\n`;
      const hasError = elaborateText(deck).diagnostics.some(({ severity }) => severity === "error");
      expect(hasError).toBe(!simulates(deck));
    });

    // What Tellegen runs without ngspice's leave: it writes decks of its own.
    it.each([
      [".foo bar", "syntax/unknown-card"],
      ["R1 b 0 {k*50} film\n.model film r(tc1=1m)", "circuit/model-behind-expression"],
      ["R1 b 0 {k*pi}", "circuit/not-in-ngspice"],
    ])("%s is refused there, and warned of", (cards, code) => {
      const deck = `t\n.param k=2\nV0 in 0 1\nR0 in b 50\nR9 b 0 1k\n${cards}\n.op\n.end\n`;
      const found = elaborateText(deck).diagnostics.map((one) => `${one.severity} ${one.code}`);
      expect(found).toEqual([`warning ${code}`]);
      expect(simulates(deck)).toBe(false);
    });

    it.each([
      ["1.2.3k", 1.2],
      ["1_000", 1],
      ["3e2x.5", 300],
      [".5.5meg", 0.5],
    ])("%s is the number that ngspice reads", (written, value) => {
      const { re } = runNative(`V0 a 0 1\nR0 a 0 ${written}`, ".op").get("i(v0)")!;
      expect(re[0]).toBeCloseTo(-1 / value, 9);
      const { netlist } = parseNetlist({ name: "number.cir", text: `t\nR0 a 0 ${written}\n.end\n` });
      expect(netlist.statements.find(({ kind }) => kind === "element")).toMatchObject({ value: { value } });
    });
  },
);
