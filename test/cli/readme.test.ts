import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { folderWith, runCli } from "./run-cli.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const netlist = readFileSync(join(root, "netlists/filters/butterworth-7.cir"), "utf8");

describe("the worked example of the README", () => {
  test("shows the netlist as it is", () => {
    const shown = /```spice\n([\s\S]*?)```/.exec(readme)![1]!;
    for (const line of shown.trimEnd().split("\n")) expect(netlist.split("\n")).toContain(line);
  });

  test("shows what really comes out", async () => {
    const cwd = folderWith({ "butterworth-7.cir": netlist });
    const { stdout } = await runCli(["train", "butterworth-7.cir", "--engine", "model", "--no-verify"], {
      cwd,
    });
    const trained = readFileSync(join(cwd, "butterworth-7.trained.cir"), "utf8").split("\n");
    const added = [...readme.matchAll(/^> (.*)$/gm)].map(([, line]) => line!);
    expect(added).toHaveLength(7);
    for (const line of added) expect(trained).toContain(line);
    // The tables of values and goals, and what is said of them.
    const tables = stdout.slice(stdout.indexOf("value "), stdout.indexOf("netlist:"));
    expect(readme).toContain(tables);
  });

  test("its picture is that of the run", async () => {
    const cwd = folderWith({ "butterworth-7.cir": netlist });
    await runCli(["train", "butterworth-7.cir", "--engine", "model", "--no-verify", "--plot", "b.svg"], {
      cwd,
    });
    expect(readFileSync(join(cwd, "b.svg"), "utf8")).toBe(
      readFileSync(join(root, "docs/butterworth-7.svg"), "utf8"),
    );
  });
});

test("every command of the README's table exists, and none is forgotten", async () => {
  const { stdout } = await runCli(["--help"]);
  const real = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[options\] )?(?:<| )/gm)].map(([, name]) => name!);
  const shown = [...readme.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, name]) => name!);
  expect(shown).toEqual(real);
  expect(real).toHaveLength(10);
});
