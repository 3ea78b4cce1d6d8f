import { describe, expect, test } from "vitest";
import { decodeText, encodeText, type TextEncodingName } from "../../src/source/decode-text.ts";
import { checkNetlist } from "../../src/training/check-netlist.ts";
import { compile, emptyHost } from "../../src/training/compile.ts";

const lines = [
  "a deck of 10 µF",
  "V1 in 0 dc 1 ac 1 ; a source",
  "R1 in out",
  "+ 4.7k",
  "C1 out 0 10µF",
  ".ac dec 10 1 1k",
  ".end",
  "",
];

/** The values of R1 and C1 of a file's bytes, which must have no errors. */
function valuesOf(bytes: Uint8Array): readonly number[] {
  const source = { name: "encoded.cir", text: decodeText(bytes).text };
  const errors = checkNetlist(source, emptyHost).filter(({ severity }) => severity === "error");
  expect(errors.map(({ message }) => message)).toEqual([]);
  const checked = compile(source);
  if (!checked.ok) throw new Error("it does not compile");
  const { circuit } = checked.value;
  const { slots } = circuit.evaluate(new Float64Array(0));
  return circuit.elements.flatMap((element) =>
    element.kind === "resistor" || element.kind === "capacitor" ? [slots[element.value]!] : [],
  );
}

describe("the same deck", () => {
  const encodings: readonly (readonly [TextEncodingName, boolean])[] = [
    ["utf-8", false],
    ["utf-8", true],
    ["latin-1", false],
    ["utf-16le", true],
    ["utf-16le", false],
    ["utf-16be", true],
  ];
  const ends = [
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ] as const;
  for (const [encoding, mark] of encodings) {
    test.each(ends)(`in ${encoding}${mark ? " with a mark" : ""}, lines ended by %s`, (_name, end) => {
      const bytes = encodeText({ text: lines.join(end), encoding, mark });
      expect(valuesOf(bytes)).toEqual([4700, 1e-5]);
      expect(encodeText(decodeText(bytes))).toEqual(bytes);
    });
  }

  const text = lines.join("\n");
  test.each([
    ["tabs", text.replaceAll(" ", "\t")],
    ["form feeds between cards", text.replaceAll("\nC1", "\n\f\nC1")],
    ["mixed line ends", text.replace("\n", "\r\n").replace("4.7k\n", "4.7k\r")],
    ["a Ctrl-Z at its end", `${text}\u001a`],
    ["no line end at its end", text.trimEnd()],
    ["a comment of a hundred thousand characters", text.replace("a source", "x ".repeat(50_000))],
    ["a card of a hundred thousand blanks", text.replace("in out", `in${" ".repeat(100_000)}out`)],
  ])("with %s", (_name, changed) => {
    expect(valuesOf(new TextEncoder().encode(changed))).toEqual([4700, 1e-5]);
  });
});
