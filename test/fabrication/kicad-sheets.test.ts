import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { editSheets, type WantedValue } from "../../src/fabrication/output/kicad/edit-sheets.ts";
import { parseSExpression } from "../../src/fabrication/output/kicad/parse-s-expression.ts";
import { readSheets, type Sheets } from "../../src/fabrication/output/kicad/read-sheets.ts";
import { parsePartValue } from "../../src/fabrication/stock/parse-part-value.ts";

/** A sheet as each version of KiCad writes it, with one resistor and one capacitor. */
const sheetOf = {
  6: (r: string, c: string) => `(kicad_sch (version 20211123) (generator eeschema)

  (uuid aaaaaaaa-0000-0000-0000-000000000000)
  (lib_symbols (symbol "Device:R" (property "Value" "R" (id 1) (at 0 0 90))))
  (symbol (lib_id "Device:R") (at 10 20 0) (unit 1)
    (uuid r1)
    (property "Reference" "R1" (id 0) (at 0 0 0))
    (property "Value" "${r}" (id 1) (at 0 0 0))
  )
  (symbol (lib_id "Device:C") (at 30 20 0) (unit 1)
    (uuid c1)
    (property "Reference" "C1" (id 0) (at 0 0 0))
    (property "Value" "${c}" (id 1) (at 0 0 0))
  )
  (symbol_instances
    (path "/c1" (reference "C1") (unit 1) (value "${c}") (footprint ""))
    (path "/r1" (reference "R1") (unit 1) (value "${r}") (footprint ""))
  )
)
`,
  7: (r: string, c: string) => sheet7(r, c, "20230121", "r1", "c1", "  "),
  8: (r: string, c: string) => sheet7(r, c, "20231120", '"r1"', '"c1"', "\t"),
  9: (r: string, c: string) => sheet7(r, c, "20250114", '"r1"', '"c1"', "\t"),
} as const;

function sheet7(r: string, c: string, version: string, ru: string, cu: string, indent: string): string {
  const symbol = (
    reference: string,
    value: string,
    uuid: string,
    library: string,
  ) => `(symbol (lib_id "Device:${library}") (at 1 2 0) (unit 1)
    (in_bom yes) (on_board yes) (dnp no)
    (uuid ${uuid})
    (property "Reference" "${reference}" (at 0 0 0))
    (property "Value" "${value}" (at 0 0 0)
      (effects (font (size 1.27 1.27)))
    )
    (property "Description" "not a (value \\"1k\\")" (at 0 0 0))
    (instances
      (project "demo" (path "/root" (reference "${reference}") (unit 1)))
      (project "an older one" (path "/elsewhere" (reference "${reference}99") (unit 1)))
    )
  )`;
  const text = `(kicad_sch
  (version ${version})
  (generator "eeschema")
  (uuid "root")
  (paper "A4")
  (lib_symbols)
  ${symbol("R1", r, ru, "R")}
  ${symbol("C1", c, cu, "C")}
  (sheet_instances (path "/" (page "1")))
)
`;
  return text.replaceAll(/^ {2}/gm, indent);
}

const open = (files: Readonly<Record<string, string>>, root = "root.kicad_sch"): Sheets => {
  const sheets = readSheets(root, (name) =>
    files[name] === undefined ? undefined : { name, text: files[name] },
  );
  if ("problem" in sheets) throw new Error(sheets.problem);
  return sheets;
};
const resistor = (reference: string, value: number): WantedValue => ({ reference, kind: "resistor", value });
const capacitor = (reference: string, value: number): WantedValue => ({
  reference,
  kind: "capacitor",
  value,
});
const edit = (files: Readonly<Record<string, string>>, wanted: readonly WantedValue[]) => {
  const edited = editSheets(open(files), wanted);
  if ("problems" in edited) throw new Error(edited.problems.join("\n"));
  return edited;
};

describe.each([6, 7, 8, 9] as const)("KiCad %i", (version) => {
  const sheet = sheetOf[version];

  test("every copy of a value changes, and nothing else", () => {
    const { texts, changed } = edit({ "root.kicad_sch": sheet("1k", "100nF") }, [
      resistor("R1", 4700),
      capacitor("C1", 82e-12),
    ]);
    expect(texts.get("root.kicad_sch")).toBe(sheet("4.7k", "82pF"));
    expect(changed).toEqual(["C1", "R1"]);
  });

  test("a value that is there already stays as it is written", () => {
    const text = sheet("4K7", "0.1uF/50V");
    const { texts, changed } = edit({ "root.kicad_sch": text }, [
      resistor("R1", 4700),
      capacitor("C1", 1e-7),
    ]);
    expect(texts.get("root.kicad_sch")).toBe(text);
    expect(changed).toEqual([]);
  });

  test("what follows the number stays", () => {
    const { texts } = edit({ "root.kicad_sch": sheet("1k 1%", "100n/50V X7R") }, [
      resistor("R1", 2200),
      capacitor("C1", 47e-9),
    ]);
    expect(texts.get("root.kicad_sch")).toBe(sheet("2.2k 1%", "47n/50V X7R"));
  });

  test("a symbol that is missing, or is something else, is said; then nothing is written", () => {
    const sheets = open({ "root.kicad_sch": sheet("1k", "100nF") });
    const edited = editSheets(sheets, [resistor("R7", 1), resistor("C1", 1), resistor("R1", 2)]);
    expect("problems" in edited && edited.problems).toEqual([
      "the schematic has no symbol R7",
      "C1 is a resistor in the netlist and a capacitor in the schematic (100nF)",
    ]);
  });

  test("line ends of Windows survive", () => {
    const text = sheet("1k", "1n").replaceAll("\n", "\r\n");
    const { texts } = edit({ "root.kicad_sch": text }, [resistor("R1", 1200)]);
    expect(texts.get("root.kicad_sch")).toBe(sheet("1.2k", "1n").replaceAll("\n", "\r\n"));
  });
});

describe("hierarchies", () => {
  const root6 = (second: string) => `(kicad_sch (version 20211123) (generator eeschema)
  (uuid rootid)
  (sheet (at 0 0) (size 1 1) (uuid s1) (property "Sheet name" "left" (id 0)) (property "Sheet file" "amp.kicad_sch" (id 1)))
  (sheet (at 0 0) (size 1 1) (uuid s2) (property "Sheet name" "right" (id 0)) (property "Sheet file" "${second}" (id 1)))
  (symbol_instances
    (path "/s1/u1" (reference "R1") (unit 1) (value "1k") (footprint ""))
    (path "/s2/u1" (reference "R2") (unit 1) (value "1k") (footprint ""))
  )
)
`;
  const amp = `(kicad_sch (version 20211123) (generator eeschema)
  (symbol (lib_id "Device:R") (uuid u1) (property "Reference" "R1" (id 0)) (property "Value" "1k" (id 1)))
)
`;

  test("a sheet used twice has one value: two that agree are written, two that do not are refused", () => {
    const files = { "root.kicad_sch": root6("amp.kicad_sch"), "amp.kicad_sch": amp };
    const { texts } = edit(files, [resistor("R1", 3300), resistor("R2", 3300)]);
    expect(texts.get("root.kicad_sch")!.match(/\(value "3.3k"\)/g)!.length).toBe(2);
    expect(texts.get("amp.kicad_sch")).toBe(amp.replace('"1k"', '"3.3k"'));
    for (const wanted of [[resistor("R1", 3300), resistor("R2", 4700)], [resistor("R1", 3300)]]) {
      const edited = editSheets(open(files), wanted);
      expect("problems" in edited && edited.problems).toEqual([
        "R1 shares its value with R2: their sheet is used 2 times, and a sheet has one value for all its uses",
      ]);
    }
  });

  test("two files with symbols of one uuid are told apart by their paths", () => {
    const files = {
      "root.kicad_sch": root6("other.kicad_sch"),
      "amp.kicad_sch": amp,
      "other.kicad_sch": amp,
    };
    const { texts } = edit(files, [resistor("R2", 4700)]);
    expect(texts.get("amp.kicad_sch")).toBe(amp);
    expect(texts.get("other.kicad_sch")).toBe(amp.replace('"1k"', '"4.7k"'));
    expect(texts.get("root.kicad_sch")).toBe(
      files["root.kicad_sch"].replace('"R2") (unit 1) (value "1k")', '"R2") (unit 1) (value "4.7k")'),
    );
  });

  test("of a symbol's many projects the uses in this schematic count", () => {
    const child = sheet7("1k", "1n", "20231120", '"r1"', '"c1"', "\t").replaceAll(
      '(path "/root"',
      '(path "/top/sheet"',
    );
    const top = `(kicad_sch (version 20231120) (uuid "top")
  (sheet (uuid "sheet") (property "Sheetname" "a") (property "Sheetfile" "child.kicad_sch"))
)
`;
    const { texts } = edit({ "root.kicad_sch": top, "child.kicad_sch": child }, [resistor("R1", 1800)]);
    expect(texts.get("child.kicad_sch")).toBe(child.replace('"Value" "1k"', '"Value" "1.8k"'));
    expect(
      "problems" in
        editSheets(open({ "root.kicad_sch": top, "child.kicad_sch": child }), [resistor("R199", 1)]),
    ).toBe(true);
  });

  test.each([
    [
      "a missing sheet",
      { "root.kicad_sch": root6("amp.kicad_sch") },
      /the sheet amp.kicad_sch cannot be read/,
    ],
    [
      "a circle",
      { "root.kicad_sch": root6("amp.kicad_sch"), "amp.kicad_sch": root6("amp.kicad_sch") },
      /contains itself/,
    ],
    ["an old file", { "root.kicad_sch": "(kicad_sch (version 20200310))" }, /file version 20200310/],
    ["a board", { "root.kicad_sch": "(kicad_pcb (version 20211014))" }, /begins with \(kicad_pcb/],
    ["half a file", { "root.kicad_sch": "(kicad_sch (version 2021" }, /never closed/],
    ["a KiCad 5 file", { "root.kicad_sch": "EESchema Schematic File Version 4\n" }, /not a KiCad schematic/],
  ])("%s is said", (_, files, message) => {
    const sheets = readSheets("root.kicad_sch", (name) => {
      const text = (files as Readonly<Record<string, string>>)[name];
      return text === undefined ? undefined : { name, text };
    });
    expect("problem" in sheets && sheets.problem).toMatch(message);
  });
});

const demos = "/usr/share/kicad/demos";
const roots = existsSync(demos)
  ? readdirSync(demos, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".kicad_pro"))
      .map((name) => join(demos, name.replace(/pro$/, "sch")))
      .filter(existsSync)
  : [];

describe.skipIf(roots.length === 0)(
  "real sheets of KiCad's demos (skipped without Debian's kicad-demos)",
  () => {
    test.each(roots.map((path) => [basename(path), path]))(
      "%s: only value texts differ, and they are read back",
      (_, path) => {
        const files = new Map<string, string>();
        const read = (name: string, from: string) => {
          const full = name === path ? path : join(dirname(from), name);
          const text = readFileSync(full, "utf8");
          expect(Buffer.from(text, "utf8").equals(readFileSync(full))).toBe(true);
          files.set(full, text);
          return { name: full, text };
        };
        const sheets = readSheets(path, read);
        if ("problem" in sheets) throw new Error(sheets.problem);
        // Every R, C and L whose value can be read and that shares it with nobody gets another one.
        const wanted = sheets.symbols.flatMap(({ references, values }): WantedValue[] => {
          const [reference, second] = references;
          const old = values[0] && parsePartValue(values[0].atom.text);
          if (reference === undefined || second !== undefined || old === undefined) return [];
          const kind = { R: "resistor", C: "capacitor", L: "inductor" }[reference.replace(/\d+$/, "")];
          // One of the demos has a coil of 22 uF.
          return kind === undefined || (old.kind ?? kind) !== kind
            ? []
            : [{ reference, kind: kind as WantedValue["kind"], value: old.value * 2 }];
        });
        const unique = [...new Map(wanted.map((entry) => [entry.reference, entry])).values()];
        const edited = editSheets(sheets, unique);
        if ("problems" in edited) throw new Error(edited.problems.join("\n"));
        expect(edited.changed.length).toBe(unique.length);

        for (const [name, before] of files) {
          const after = edited.texts.get(name)!;
          // With every quoted text blanked, both are the same file.
          const skeleton = (text: string) =>
            text.replaceAll(/\((value|property "Value") "(?:[^"\\]|\\.)*"/g, '($1 ""');
          expect(skeleton(after)).toBe(skeleton(before));
          expect("problem" in parseSExpression(after)).toBe(false);
        }
        const again = readSheets(path, (name, from) => {
          const full = name === path ? path : join(dirname(from), name);
          return { name: full, text: edited.texts.get(full)! };
        });
        if ("problem" in again) throw new Error(again.problem);
        for (const { reference, value } of unique) {
          const symbols = again.symbols.filter(({ references }) => references.includes(reference));
          for (const { values } of symbols)
            for (const { atom } of values) expect(parsePartValue(atom.text)!.value / value).toBeCloseTo(1, 9);
        }
        // Writing the old values back gives the old bytes, where the old text was in our own style.
        const back = editSheets(again, []);
        expect("texts" in back && [...back.texts.values()]).toEqual([...edited.texts.values()]);
      },
    );

    test("there are demos with parts to change", () => {
      expect(roots.length).toBeGreaterThan(5);
    });
  },
);
