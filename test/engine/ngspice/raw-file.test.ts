import { describe, expect, it } from "vitest";
import { readRawFile } from "../../../src/engine/ngspice/raw-file.ts";

interface Plot {
  readonly title: string;
  readonly flags: string;
  readonly names: readonly string[];
  readonly numbers: readonly number[];
  readonly points: number;
}

function rawBytes(...plots: readonly Plot[]): Uint8Array<ArrayBuffer> {
  const pieces = plots.flatMap(({ title, flags, names, numbers, points }) => {
    const variables = names.map((name, index) => `\t${index}\t${name}\tvoltage\n`).join("");
    const header = `Title: ${title}\nDate: today\nPlotname: AC Analysis\nFlags: ${flags}\nNo. Variables: ${names.length}\nNo. Points: ${points}\nVariables:\n${variables}Binary:\n`;
    return [Buffer.from(header, "latin1"), Buffer.from(new Float64Array(numbers).buffer)];
  });
  return new Uint8Array(Buffer.concat(pieces));
}

const real: Plot = {
  title: "one",
  flags: "real",
  names: ["v(a)", "v(b)"],
  numbers: [1, 2, 3, 4, 5, 6],
  points: 3,
};

describe("readRawFile", () => {
  it("reads real and complex plots that follow each other", () => {
    const complex: Plot = {
      title: "two",
      flags: "complex",
      names: ["frequency"],
      numbers: [1, 0, 2, -0.5],
      points: 2,
    };
    const raw = readRawFile(rawBytes(real, complex));
    if (raw.kind === "failed") throw new Error(raw.explanation);
    expect(raw.value.map(({ title, isComplex, points }) => [title, isComplex, points])).toEqual([
      ["one", false, 3],
      ["two", true, 2],
    ]);
    expect([...raw.value[0]!.values]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...raw.value[1]!.values]).toEqual([1, 0, 2, -0.5]);
    expect(raw.value[0]!.vectors).toEqual([
      { name: "v(a)", type: "voltage" },
      { name: "v(b)", type: "voltage" },
    ]);
  });

  it("reads numbers at an offset that is no multiple of 8, and a name that holds the word Binary", () => {
    for (const title of ["", "x", "xy", "xyz: Binary", "12345678"]) {
      const raw = readRawFile(rawBytes({ ...real, title }));
      expect(raw.kind === "ok" && [...raw.value[0]!.values]).toEqual([1, 2, 3, 4, 5, 6]);
    }
  });

  it.each([
    ["a file cut short", rawBytes(real).slice(0, -1), /holds 5 of 6 numbers/],
    ["a file cut in its header", rawBytes(real).slice(0, 60), /no data/],
    ["an empty file", new Uint8Array(0), /empty/],
    [
      "an ascii file",
      new Uint8Array(
        Buffer.from(
          "Title: a\nFlags: real\nNo. Variables: 1\nNo. Points: 1\nVariables:\n\t0\tv(a)\tvoltage\nValues:\n0\t1.0\n",
        ),
      ),
      /ascii/,
    ],
    [
      "a header without a number of points",
      new Uint8Array(
        Buffer.from(
          "Title: a\nFlags: real\nNo. Variables: 1\nVariables:\n\t0\tv(a)\tvoltage\nBinary:\n12345678",
        ),
      ),
      /damaged/,
    ],
    [
      "a header that lacks a variable",
      new Uint8Array(
        Buffer.from(
          "Title: a\nFlags: real\nNo. Variables: 2\nNo. Points: 1\nVariables:\n\t0\tv(a)\tvoltage\nBinary:\n12345678",
        ),
      ),
      /damaged/,
    ],
  ])("refuses %s", (_, bytes, message) => {
    expect(readRawFile(bytes)).toMatchObject({
      kind: "failed",
      reason: "incomplete-result",
      explanation: expect.stringMatching(message),
    });
  });
});
