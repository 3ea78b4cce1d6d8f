import { linkSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, runCli } from "../cli/run-cli.ts";

const divider =
  "a divider\nV1 in 0 ac 1\nR1 in out 3k\nR2 out 0 10k\n.ac lin 3 1k 3k\n* @train R2\n* @goal mag(v(out)) = 0.25 tol=1e-4\n.end\n";
const model = ["--engine", "model"];

/** Runs with `n.cir` (and `link.cir`, a symbolic link to it) in the working folder, and proves that it is untouched. */
async function refused(...argv: string[]): Promise<string> {
  const cwd = folderWith({ "n.cir": divider });
  symlinkSync("n.cir", join(cwd, "link.cir"));
  const { code, stdout, stderr } = await runCli(argv, { cwd });
  expect(code, argv.join(" ")).toBe(2);
  expect(stdout).toBe("");
  expect(readFileSync(join(cwd, "n.cir"), "utf8")).toBe(divider);
  expect(readdirSync(cwd).sort()).toEqual(["link.cir", "n.cir"]);
  return stderr;
}

describe("the input is never overwritten unless that is asked for", () => {
  test.each(["-o", "--report", "--plot", "--checkpoint"])("train %s", async (option) => {
    for (const file of ["n.cir", "./n.cir", "link.cir"]) {
      expect(await refused("train", "n.cir", option, file, ...model, "--no-verify")).toContain(file);
    }
    expect(await refused("train", "link.cir", option, "n.cir", ...model, "--no-verify")).toContain("n.cir");
  });

  test.each(["-o", "--raw", "--plot"])("simulate %s", async (option) => {
    expect(await refused("simulate", "n.cir", option, "link.cir", ...model)).toMatch(
      /would overwrite link\.cir/,
    );
  });

  test("transform -o", async () => {
    expect(await refused("transform", "n.cir", "--strip", "-o", "n.cir")).toMatch(/would overwrite n\.cir/);
  });

  test("init refuses whatever exists", async () => {
    const cwd = folderWith({ "n.cir": divider });
    expect((await runCli(["init", "n.cir", "-o", "n.cir"], { cwd })).code).toBe(1);
    expect(readFileSync(join(cwd, "n.cir"), "utf8")).toBe(divider);
  });

  test("a hard link is another file: what it was linked to stays", async () => {
    const cwd = folderWith({ "n.cir": divider });
    linkSync(join(cwd, "n.cir"), join(cwd, "hard.cir"));
    const { code } = await runCli(["train", "n.cir", "-o", "hard.cir", ...model, "--no-verify"], { cwd });
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, "n.cir"), "utf8")).toBe(divider);
    expect(readFileSync(join(cwd, "hard.cir"), "utf8")).not.toBe(divider);
  });
});

describe("two outputs are two files", () => {
  test.each([
    [["--report", "x.html", "--plot", "x.html"]],
    [["-o", "x", "--checkpoint", "./x"]],
    [["--report", "n.trained.cir"]],
  ])("%j", async (options) => {
    expect(await refused("train", "n.cir", ...options, ...model, "--no-verify")).toMatch(/would overwrite/);
  });

  test("--resume and --checkpoint may be one file", async () => {
    const cwd = folderWith({ "n.cir": divider });
    const argv = ["train", "n.cir", "--optimizer", "adam", ...model, "--no-verify", "--checkpoint", "c.json"];
    expect((await runCli([...argv, "--steps", "3"], { cwd })).code).toBe(3);
    expect((await runCli([...argv, "--steps", "5", "--resume", "c.json"], { cwd })).code).toBe(3);
  });
});
