import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, runCli } from "./run-cli.ts";

const plain = "an RC low-pass\nV1 in 0 ac 1\nR1 in out 1k\nC1 out 0 1u\n.ac dec 10 1 100k\n.end\n";

test("prints the netlist with directives that check finds no fault with", async () => {
  const cwd = folderWith({ "plain.cir": plain });
  const { code, stdout } = await runCli(["init", "plain.cir"], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\* @train R1 C1$/m);
  expect(stdout).toMatch(/^\* @goal .*vdb\(out\)/m);
  expect(stdout.replaceAll(/^\* .*\n/gm, "")).toBe(plain);
  const checked = await runCli(["check", "-"], { stdin: stdout });
  expect(checked.stdout).toBe("-: no errors\n");
});

test("writes a new file, never over an old one", async () => {
  const cwd = folderWith({ "plain.cir": plain });
  expect((await runCli(["init", "plain.cir", "-o", "new.cir"], { cwd })).code).toBe(0);
  expect(readFileSync(join(cwd, "new.cir"), "utf8")).toContain("@train");
  for (const target of ["new.cir", "plain.cir"]) {
    const again = await runCli(["init", "plain.cir", "-o", target], { cwd });
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("exists already and is not overwritten");
  }
  expect(readFileSync(join(cwd, "plain.cir"), "utf8")).toBe(plain);
});

test("--json gives the text and the lines", async () => {
  const { stdout } = await runCli(["init", "-", "--json"], { stdin: plain });
  const { netlist, lines } = JSON.parse(stdout) as { netlist: string; lines: string[] };
  expect(lines[0]).toBe("* @train R1 C1");
  expect(netlist).toContain(lines.join("\n"));
});

test("what is annotated already stays as it is", async () => {
  const annotated = plain.replace(".end", "* @train R1\n* @goal mag(v(out)) = 0.5 at 1k\n.end");
  const { code, stdout, stderr } = await runCli(["init", "-"], { stdin: annotated });
  expect(code).toBe(0);
  expect(stdout).toBe(annotated);
  expect(stderr).toContain("already");
});
