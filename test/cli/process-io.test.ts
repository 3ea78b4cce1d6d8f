import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeFiles } from "../../src/cli/process-io.ts";
import { folderWith } from "./run-cli.ts";

const files = nodeFiles();

test("a file is replaced as a whole, keeping its mode and leaving nothing behind", () => {
  const folder = folderWith({ "a.cir": "old" });
  chmodSync(join(folder, "a.cir"), 0o640);
  files.writeFile(join(folder, "a.cir"), "new");
  expect(readFileSync(join(folder, "a.cir"), "utf8")).toBe("new");
  expect(statSync(join(folder, "a.cir")).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(["a.cir"]);
});

test("a failure leaves the old file and nothing beside it", () => {
  const folder = folderWith({ "a/b.cir": "old" });
  expect(() => files.writeFile(join(folder, "a"), "new")).toThrow();
  expect(() => files.writeFile(join(folder, "none", "x"), "new")).toThrow();
  expect(readdirSync(folder)).toEqual(["a"]);
  expect(readFileSync(join(folder, "a/b.cir"), "utf8")).toBe("old");
});

test("a link keeps pointing where it pointed", () => {
  const folder = folderWith({ "real/a.cir": "old" });
  symlinkSync(join(folder, "real/a.cir"), join(folder, "link.cir"));
  files.writeFile(join(folder, "link.cir"), "new");
  expect(readFileSync(join(folder, "real/a.cir"), "utf8")).toBe("new");
  expect(readdirSync(join(folder, "real"))).toEqual(["a.cir"]);
});

test("what is no plain file is written to, not replaced", () => {
  files.writeFile("/dev/null", "gone");
  expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
});

test("files of a folder are listed below it, sorted", () => {
  const folder = folderWith({ "b.cir": "", "a/c.cir": "", "a/b/d.cir": "" });
  expect(files.listFiles(folder)).toEqual(["a/b/d.cir", "a/c.cir", "b.cir"]);
});
