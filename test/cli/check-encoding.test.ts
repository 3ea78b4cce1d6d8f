import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkEncoding } from "../../src/cli/check-encoding.ts";
import { decodeText } from "../../src/source/decode-text.ts";
import { locate } from "../../src/source/locate.ts";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { folderWith } from "./run-cli.ts";

/** The places that are warned of in a file of these bytes, written with one byte a letter. */
function places(text: string, encoding: BufferEncoding = "latin1"): readonly string[] {
  const decoded = decodeText(Buffer.from(text, encoding));
  const source = { name: "bytes.cir", text: decoded.text };
  return checkEncoding(source, decoded).map(({ code, span }) => {
    const { line, column } = locate(source, span.start);
    return `${code} ${line}:${column}`;
  });
}

/** Whether native ngspice stops at a letter of a file of these bytes. */
function isRefused(text: string, encoding: BufferEncoding = "latin1"): boolean {
  const file = join(folderWith({}), "deck.cir");
  writeFileSync(file, Buffer.from(text, encoding));
  const { stdout, stderr } = spawnSync("ngspice", ["-n", "-b", file], {
    encoding: "latin1",
    timeout: 10_000,
  });
  return /UTF-8 syntax error/.test(stdout + stderr);
}

test.skipIf(nativeMissing)("native ngspice stops where a Latin-1 file is warned of, and only there", () => {
  const decks = [
    "title\nV1 a 0 1\nR_ä a 0 1k\n.op\n.end\n",
    "title\nV1 a 0 1\nR1 a 0\n* ä\n+ 1kä\n.op\n.end\n",
    "title\nV1 a 0 1\nR1 a 0 1k\n.control\necho ä\n.endc\n.op\n.end\n",
    "ä\nV1 a 0 1\nR1 a 0 1k ; ä\n* ä\nR2 a 0 1k $ ä\nR3 a 0 1k // ä\n.op\n.end\n",
  ];
  expect(decks.map((deck) => isRefused(deck))).toEqual(decks.map((deck) => places(deck).length > 0));
  expect(isRefused(decks[0]!, "utf8")).toBe(false);
});

describe("letters that are not UTF-8", () => {
  test("are warned of in cards and commands, at the first", () => {
    expect(places("title\nV1 a 0 1\nR_ä a 0 1k\nR_ö a 0 1k\n.end\n")).toEqual(["input/not-utf8 3:3"]);
    expect(places("title\nR1 a 0\n* ä\n+ 1kä\n.end\n")).toEqual(["input/not-utf8 4:5"]);
    expect(places("title\n.control\necho ä\n.endc\n.end\n")).toEqual(["input/not-utf8 3:6"]);
  });

  test("are nothing in the title and in comments", () => {
    expect(places("ä\nR1 a 0 1k ; ä\n* ä\nR2 a 0 1k $ ä\nR3 a 0 1k // ä\n.end\n")).toEqual([]);
  });

  test("a file of two bytes a letter is none that ngspice reads", () => {
    expect(places("title\nR1 a 0 1k\n.end\n", "utf16le")).toEqual(["input/not-utf8 1:1"]);
    expect(places("title\nR_ä a 0 1k\n.end\n", "utf8")).toEqual([]);
  });
});
