import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { nodeFiles, processIo } from "../../src/cli/process-io.ts";
import { openSource, type SourceReader } from "../../src/cli/source-reader.ts";
import { encodeText } from "../../src/source/decode-text.ts";
import { folderWith } from "./run-cli.ts";

async function open(
  cwd: string,
  name: string,
  folders: readonly string[] = [],
  io: Partial<Io> = {},
): Promise<SourceReader> {
  const opened = await openSource(name, folders, { ...processIo(), cwd, files: nodeFiles(), ...io });
  if (!opened.ok) throw new Error(opened.error);
  return opened.reader;
}

describe("files that a netlist may read", () => {
  test("below its folder, named from where the name stands", async () => {
    const root = folderWith({
      "a/net.cir": "t\n",
      "a/lib/one.lib": "one",
      "a/lib/two.lib": "two",
      "a/three.lib": "three",
    });
    const reader = await open(root, "a/net.cir");
    const one = reader.read("lib/one.lib", reader.source);
    expect(one).toMatchObject({ kind: "text", source: { name: "a/lib/one.lib", text: "one" } });
    if (one.kind !== "text") return;
    expect(reader.read("two.lib", one.source)).toMatchObject({ kind: "text", source: { text: "two" } });
    expect(reader.read("../three.lib", one.source)).toMatchObject({
      kind: "text",
      source: { text: "three" },
    });
    expect(reader.read("three.lib", one.source)).toMatchObject({ kind: "text", source: { text: "three" } });
    expect(reader.read("lib\\two.lib", reader.source)).toMatchObject({ kind: "text" });
  });

  test("the same file is the same source, whatever it is called", async () => {
    const root = folderWith({ "net.cir": "t\n", "lib/one.lib": "one" });
    const reader = await open(root, "net.cir");
    const first = reader.read("lib/one.lib", reader.source);
    const second = reader.read("./lib/../lib/one.lib", reader.source);
    expect(first.kind === "text" && second.kind === "text" && first.source === second.source).toBe(true);
  });

  test("not above it: by .., by an absolute name, by a link", async () => {
    const root = folderWith({ "a/net.cir": "t\n", "secret.txt": "secret" });
    symlinkSync(join(root, "secret.txt"), join(root, "a", "link.lib"));
    symlinkSync(root, join(root, "a", "up"));
    const reader = await open(root, "a/net.cir");
    for (const name of [
      "../secret.txt",
      join(root, "secret.txt"),
      "link.lib",
      "up/secret.txt",
      "/etc/passwd",
    ]) {
      expect(reader.read(name, reader.source), name).toMatchObject({ kind: "forbidden" });
    }
  });

  test("whether a forbidden file exists is not told; other machines are not asked", async () => {
    const root = folderWith({ "a/net.cir": "t\n", "secret.txt": "secret" });
    const reader = await open(root, "a/net.cir");
    expect(reader.read("../secret.txt", reader.source)).toMatchObject({ kind: "forbidden" });
    expect(reader.read("../secret.txt", reader.source)).toEqual(reader.read("../nothing.txt", reader.source));
    expect(reader.read("//server/share/a.lib", reader.source)).toMatchObject({ kind: "forbidden" });
    expect(reader.read("\\\\server\\share\\a.lib", reader.source)).not.toMatchObject({ kind: "text" });
  });

  test("also below -I folders", async () => {
    const root = folderWith({ "a/net.cir": "t\n", "models/m.lib": "m" });
    const reader = await open(root, "a/net.cir", ["models"]);
    expect(reader.read("../models/m.lib", reader.source)).toMatchObject({ kind: "text" });
    expect(reader.read("m.lib", reader.source)).toMatchObject({
      kind: "text",
      source: { name: "models/m.lib" },
    });
  });

  test("a missing one is missing", async () => {
    const root = folderWith({ "net.cir": "t\n" });
    const reader = await open(root, "net.cir");
    expect(reader.read("no.lib", reader.source)).toEqual({
      kind: "missing",
      reason: "there is no such file",
    });
    expect(reader.read(".", reader.source)).toEqual({ kind: "missing", reason: "it is a folder" });
  });
});

describe("the netlist itself", () => {
  test("one that would lie in an -I folder is missing there, whatever its name means seen from that folder", async () => {
    const root = folderWith({ "repository/decks/one/net.cir": "t\n", "repository/readme": "r" });
    const without = await open(root, "repository/decks/one/net.cir");
    expect(without.read("../../models/q.mod", without.source)).toMatchObject({ kind: "forbidden" });
    const within = await open(root, "repository/decks/one/net.cir", ["repository"]);
    for (const name of ["../../models/q.mod", "..\\..\\models\\q.mod"])
      expect(within.read(name, within.source)).toMatchObject({ kind: "missing" });
    expect(within.read("../../../models/q.mod", within.source)).toMatchObject({ kind: "forbidden" });
  });

  test("keeps its encoding", async () => {
    const latin1 = Uint8Array.from([...Buffer.from("R1 a 0 1k * "), 0xb5, 0x0a]);
    const root = folderWith({ "net.cir": latin1 });
    const reader = await open(root, "net.cir");
    expect(reader.source.text).toContain("µ");
    expect(encodeText({ ...reader.encodingOf(reader.source), text: reader.source.text })).toEqual(latin1);
  });

  test("may come from standard input, and then reads from the working folder", async () => {
    const root = folderWith({ "one.lib": "one" });
    const reader = await open(root, "-", [], { readStdin: async () => Buffer.from("t\nR1 a 0 1k\n") });
    expect(reader.source).toEqual({ name: "<stdin>", text: "t\nR1 a 0 1k\n" });
    expect(reader.path).toBeUndefined();
    expect(reader.read("one.lib", reader.source)).toMatchObject({ kind: "text" });
  });

  test("must be a text", async () => {
    const root = folderWith({ "net.cir": Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 2, 0, 0) });
    await expect(open(root, "net.cir")).rejects.toThrow("net.cir is not a text file");
  });
});
